/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-export.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "export/bw-export.h"
#include "ui/bw-window.h"
#include "ui/widgets/bw-print.h"

/* How a chart leaves the window: to the clipboard, to a file, to paper. Each has the finding
 * above the chart and its day below it, since a picture is shown where nothing else says them. */

#define PICTURE_WIDTH 960
#define PICTURE_HEIGHT 600
#define PICTURE_SCALE 2

/* What cairo calls RGB24, in which the first byte of a pixel means nothing. */
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define OPAQUE GDK_MEMORY_B8G8R8X8
#else
#define OPAQUE GDK_MEMORY_X8R8G8B8
#endif

/* A chart as a sheet of its own. */
typedef struct {
  BwChartView *view;
  BwPaper      paper;
  char        *source; /* (nullable) */
} Sheet;

/* Whether there is a chart. What it says of itself goes with it, and of which day it is. */
static gboolean
sheet_fill (Sheet *sheet)
{
  const BwChart *chart = bw_chart_view_get_chart (sheet->view);
  BwChartText text = { bw_chart_view_get_title (sheet->view),
                       bw_chart_view_get_subtitle (sheet->view), NULL };

  if (chart == NULL)
    return FALSE;
  g_clear_pointer (&sheet->source, g_free);
  sheet->source = bw_print_source (GTK_WIDGET (sheet->view));
  text.source = sheet->source;
  bw_paper_init_chart (&sheet->paper, chart, &text);
  return TRUE;
}

static void
sheet_clear (Sheet *sheet)
{
  g_clear_pointer (&sheet->source, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static void
say (BwChartView *view, const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (view));

  if (BW_IS_WINDOW (root))
    bw_window_say (BW_WINDOW (root), text);
}

/**
 * bw_chart_picture:
 * @width: in units of the chart, as is @height
 * @scale: pixels a unit
 *
 * Returns: (transfer full) (nullable): the chart with its title above it, %NULL without a chart
 */
GdkTexture *
bw_chart_picture (BwChartView *view, int width, int height, double scale)
{
  g_auto (Sheet) sheet = { .view = view };
  cairo_surface_t *surface;
  g_autoptr (GBytes) bytes = NULL;
  BwChartStyle style;
  int stride, rows;

  if (!sheet_fill (&sheet))
    return NULL;
  bw_chart_view_get_style (view, &style);
  bw_export_style_for_page (&style, &sheet.paper, width, height);
  style.scale = scale;
  surface = bw_export_page_image (&sheet.paper, &style, width, height);
  cairo_surface_flush (surface);
  stride = cairo_image_surface_get_stride (surface);
  width = cairo_image_surface_get_width (surface);
  rows = cairo_image_surface_get_height (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * (gsize) rows,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  return gdk_memory_texture_new (width, rows, OPAQUE, bytes, stride);
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
  g_auto (Sheet) sheet = { .view = view };
  BwChartStyle style;

  if (!sheet_fill (&sheet))
    return FALSE;
  bw_chart_view_get_style (view, &style);
  bw_export_style_for_page (&style, &sheet.paper, PICTURE_WIDTH, PICTURE_HEIGHT);
  return bw_export_page (&sheet.paper, &style, PICTURE_WIDTH, PICTURE_HEIGHT, path, error);
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

static gboolean
give_sheet (gpointer data, const BwPaper **paper, BwChartStyle *style)
{
  Sheet *sheet = data;

  if (!sheet_fill (sheet))
    return FALSE;
  bw_chart_view_get_style (sheet->view, style);
  *paper = &sheet->paper;
  return TRUE;
}

static void
free_sheet (gpointer data)
{
  Sheet *sheet = data;

  sheet_clear (sheet);
  g_object_unref (sheet->view);
  g_free (sheet);
}

/**
 * bw_chart_print:
 *
 * Prints the chart on a page of its own.
 */
void
bw_chart_print (BwChartView *view)
{
  const char *title = bw_chart_view_get_title (view);
  Sheet *sheet;

  if (bw_chart_view_get_chart (view) == NULL)
    return;
  sheet = g_new0 (Sheet, 1);
  sheet->view = g_object_ref (view);
  bw_print (GTK_WIDGET (view), title ? title : _("Chart"), give_sheet, sheet, free_sheet);
}
