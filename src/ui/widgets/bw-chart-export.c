/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-export.h"

#include <adwaita.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n.h>

#include "ui/bw-window.h"

/* How a chart leaves the window: to the clipboard, to a file, to paper. Each has the finding
 * above the chart, since a picture is shown where nothing else says it. */

#define PICTURE_WIDTH 960
#define PICTURE_HEIGHT 600
#define PICTURE_SCALE 2
#define MARGIN 24.0

static double
draw_line (cairo_t *cr, const BwChartStyle *style, const char *text, double size, gboolean bold,
           BwColorRole role, double y, double width)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  int height;

  if (text == NULL || *text == '\0')
    return y;
  pango_font_description_set_family (font, style->font_family);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  if (bold)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, (int) ((width - 2 * MARGIN) * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_text (layout, text, -1);
  pango_layout_get_pixel_size (layout, NULL, &height);
  bw_chart_style_set_source (style, cr, role, 1);
  cairo_move_to (cr, MARGIN, y);
  pango_cairo_show_layout (cr, layout);
  return y + height + size / 4;
}

static void
draw (BwChartView *view, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  double y = MARGIN;

  bw_chart_style_set_source (style, cr, BW_COLOR_SURFACE, 1);
  cairo_paint (cr);
  y = draw_line (cr, style, bw_chart_view_get_title (view), style->font_size * 1.3, TRUE,
                 BW_COLOR_TEXT, y, width);
  y = draw_line (cr, style, bw_chart_view_get_subtitle (view), style->font_size, FALSE,
                 BW_COLOR_DIM, y, width);
  y += style->font_size / 2;
  cairo_save (cr);
  cairo_translate (cr, MARGIN, y);
  bw_chart_draw (bw_chart_view_get_chart (view), style, cr, width - 2 * MARGIN,
                 MAX (1, height - y - MARGIN));
  cairo_restore (cr);
}

static void
say (BwChartView *view, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));

  if (BW_IS_WINDOW (root))
    bw_window_say (BW_WINDOW (root), text);
}

static cairo_surface_t *
draw_image (BwChartView *view, int width, int height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (
    CAIRO_FORMAT_ARGB32, (int) (width * scale), (int) (height * scale));
  BwChartStyle style;
  cairo_t *cr;

  bw_chart_view_get_style (view, &style);
  style.scale = scale;
  style.detail = BW_CHART_PAGE;
  cairo_surface_set_device_scale (surface, scale, scale);
  cr = cairo_create (surface);
  draw (view, &style, cr, width, height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/**
 * bw_chart_picture:
 * @width: in units of the chart, as is @height
 * @scale: pixels a unit
 *
 * Returns: (transfer full): the chart with its title above it
 */
GdkTexture *
bw_chart_picture (BwChartView *view, int width, int height, double scale)
{
  cairo_surface_t *surface = draw_image (view, width, height, scale);
  int stride = cairo_image_surface_get_stride (surface);
  int rows = cairo_image_surface_get_height (surface);
  g_autoptr (GBytes) bytes =
    g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                (gsize) stride * (gsize) rows,
                                (GDestroyNotify) cairo_surface_destroy, surface);

  return gdk_memory_texture_new (cairo_image_surface_get_width (surface), rows,
                                 GDK_MEMORY_DEFAULT, bytes, stride);
}

/**
 * bw_chart_save_to:
 * @path: ends in .png, .svg or .pdf, which decides what is written
 *
 * Saves the chart with its title above it.
 */
gboolean
bw_chart_save_to (BwChartView *view, const char *path, GError **error)
{
  gboolean is_svg = g_str_has_suffix (path, ".svg");
  gboolean is_pdf = g_str_has_suffix (path, ".pdf");
  cairo_surface_t *surface;
  cairo_status_t status;
  BwChartStyle style;
  cairo_t *cr;

  if (is_svg || is_pdf)
    {
      surface = is_svg ? cairo_svg_surface_create (path, PICTURE_WIDTH, PICTURE_HEIGHT)
                       : cairo_pdf_surface_create (path, PICTURE_WIDTH, PICTURE_HEIGHT);
      bw_chart_view_get_style (view, &style);
      style.scale = PICTURE_SCALE;
      style.detail = BW_CHART_PAGE;
      cr = cairo_create (surface);
      draw (view, &style, cr, PICTURE_WIDTH, PICTURE_HEIGHT);
      cairo_destroy (cr);
      cairo_surface_finish (surface);
      status = cairo_surface_status (surface);
    }
  else
    {
      surface = draw_image (view, PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_SCALE);
      status = cairo_surface_write_to_png (surface, path);
    }
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("%s could not be written: %s"), path,
                   cairo_status_to_string (status));
      return FALSE;
    }
  return TRUE;
}

/**
 * bw_chart_copy:
 *
 * Puts a picture of the chart on the clipboard.
 */
void
bw_chart_copy (BwChartView *view)
{
  g_autoptr (GdkTexture) picture = NULL;

  if (bw_chart_view_get_chart (view) == NULL)
    return;
  picture = bw_chart_picture (view, PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_SCALE);
  gdk_clipboard_set_texture (gtk_widget_get_clipboard (GTK_WIDGET (view)), picture);
  say (view, _("Copied the chart as a picture"));
}

static void
on_save_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwChartView) view = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (file == NULL || bw_chart_view_get_chart (view) == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    say (view, _("A chart can be saved on this computer only"));
  else if (!bw_chart_save_to (view, g_file_peek_path (file), &error))
    say (view, error->message);
  else
    say (view, _("Saved the chart"));
}

/**
 * bw_chart_save:
 *
 * Asks for a file and saves the chart in it.
 */
void
bw_chart_save (BwChartView *view)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  if (bw_chart_view_get_chart (view) == NULL)
    return;
  gtk_file_filter_set_name (filter, _("Pictures (PNG, SVG, PDF)"));
  gtk_file_filter_add_suffix (filter, "png");
  gtk_file_filter_add_suffix (filter, "svg");
  gtk_file_filter_add_suffix (filter, "pdf");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Save Chart"));
  /* Translators: the name of a file with a chart, before the person changes it. */
  gtk_file_dialog_set_initial_name (dialog, _("Chart.png"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))), NULL,
                        on_save_chosen, g_object_ref (view));
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, BwChartView *view)
{
  BwChartStyle style;
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);

  if (bw_chart_view_get_chart (view) == NULL)
    return;
  bw_chart_view_get_style (view, &style);
  /* Paper is white, whatever the window is. */
  style.dark = FALSE;
  style.detail = BW_CHART_PAGE;
  style.scale = gtk_print_context_get_dpi_x (context) / 72;
  draw (view, &style, gtk_print_context_get_cairo_context (context), width,
        MIN (height, width * PICTURE_HEIGHT / PICTURE_WIDTH));
}

/**
 * bw_chart_print:
 *
 * Prints the chart on a page of its own.
 */
void
bw_chart_print (BwChartView *view)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GError) error = NULL;

  if (bw_chart_view_get_chart (view) == NULL)
    return;
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, 1);
  gtk_print_operation_set_job_name (operation, bw_chart_view_get_title (view)
                                                 ? bw_chart_view_get_title (view)
                                                 : _("Chart"));
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (on_draw_page), view, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    say (view, error->message);
}
