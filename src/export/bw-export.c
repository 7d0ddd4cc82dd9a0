/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-export.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <math.h>

/* Sheets beyond this are a mistake, and would not fit into memory as pixels. */
#define LARGEST 20000

/* Dots that a unit of a PNG is drawn with, so that it stays sharp on a projector. */
#define PNG_SCALE 2

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/**
 * bw_export_format_from_path:
 * @path: a file
 * @format: (out): the format that its name ends in
 * @error: (out) (optional): %BW_EXPORT_ERROR_FORMAT
 *
 * Returns: whether the name ends in .pdf, .png or .svg, in whatever case
 */
gboolean
bw_export_format_from_path (const char *path, BwExportFormat *format, GError **error)
{
  static const char *const endings[] = { ".pdf", ".png", ".svg" };
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *name = NULL;

  for (BwExportFormat i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        {
          *format = i;
          return TRUE;
        }
    }
  name = g_filename_display_name (path);
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT,
               _("“%s” names no format: end it in .pdf, .png or .svg"), name);
  return FALSE;
}

/**
 * bw_export_size_parse:
 * @text: "1280x720"
 * @width: (out): in points, or in pixels
 * @height: (out): in points, or in pixels
 *
 * Returns: whether the text is a size between 100 and 20,000 either way
 */
gboolean
bw_export_size_parse (const char *text, double *width, double *height)
{
  g_auto (GStrv) parts = g_strsplit (text, "x", 3);
  guint64 w, h;

  if (g_strv_length (parts) != 2
      || !g_ascii_string_to_unsigned (parts[0], 10, 100, LARGEST, &w, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 100, LARGEST, &h, NULL))
    return FALSE;
  *width = w;
  *height = h;
  return TRUE;
}

/**
 * bw_export_style_for_page:
 * @style: (inout): the style of the window; its size of text and its detail are set
 * @page: what stands on the sheet
 * @width: of the sheet
 * @height: of the sheet
 *
 * Chooses a size of text that goes with the size of the sheet and with what is on it.
 */
void
bw_export_style_for_page (BwChartStyle *style, const BwPaper *page, double width, double height)
{
  double side = sqrt (width * height);

  style->font_size = CLAMP (side / (page->n_charts > 1 ? 78 : 52), 4, 60);
  style->detail = page->n_charts > 1 ? BW_CHART_COMPACT : BW_CHART_PAGE;
  style->scale = PNG_SCALE;
}

/* Draws the page on a surface and finishes it; the surface is freed. */
static cairo_status_t
draw_and_finish (const BwPaper      *page,
                 const BwChartStyle *style,
                 cairo_surface_t    *surface,
                 double              width,
                 double              height)
{
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  bw_paper_draw (page, style, cr, width, height);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status;
}

/**
 * bw_export_page_image:
 * @page: what stands on it
 * @style: how it looks; its scale is the pixels of a unit
 * @width: of the sheet
 * @height: of the sheet
 *
 * Returns: (transfer full): the page as pixels, for the clipboard and for pictures
 */
cairo_surface_t *
bw_export_page_image (const BwPaper *page, const BwChartStyle *style, double width, double height)
{
  double scale = style->scale > 0 ? style->scale : 1;
  cairo_surface_t *image = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, (int) ceil (width * scale), (int) ceil (height * scale));
  cairo_t *cr = cairo_create (image);

  cairo_scale (cr, scale, scale);
  bw_paper_draw (page, style, cr, width, height);
  cairo_destroy (cr);
  return image;
}

/**
 * bw_export_page_render:
 * @page: what stands on it
 * @style: how it looks
 * @format: as what
 * @width: in points; in pixels of PNG before its scale
 * @height: likewise
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Returns: (transfer full): the contents of a file
 */
GBytes *
bw_export_page_render (const BwPaper      *page,
                       const BwChartStyle *style,
                       BwExportFormat      format,
                       double              width,
                       double              height,
                       GError            **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  const char *title = page->text.title != NULL ? page->text.title : page->chart_texts[0].title;
  cairo_surface_t *surface;
  cairo_status_t status;

  switch (format)
    {
    case BW_EXPORT_PDF:
      surface = cairo_pdf_surface_create_for_stream (collect, bytes, width, height);
      if (title != NULL)
        cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Bellwether");
      status = draw_and_finish (page, style, surface, width, height);
      break;
    case BW_EXPORT_SVG:
      surface = cairo_svg_surface_create_for_stream (collect, bytes, width, height);
      status = draw_and_finish (page, style, surface, width, height);
      break;
    case BW_EXPORT_PNG:
    default:
      surface = bw_export_page_image (page, style, width, height);
      status = cairo_surface_write_to_png_stream (surface, collect, bytes);
      cairo_surface_destroy (surface);
      break;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_IO, _("The page cannot be drawn: %s"),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * bw_export_page:
 * @page: what stands on it
 * @style: how it looks
 * @width: in points; in pixels of PNG before its scale
 * @height: likewise
 * @path: the file; its ending says the format
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Returns: whether the file was written, whole
 */
gboolean
bw_export_page (const BwPaper      *page,
                const BwChartStyle *style,
                double              width,
                double              height,
                const char         *path,
                GError            **error)
{
  g_autoptr (GBytes) bytes = NULL;
  BwExportFormat format;
  gconstpointer data;
  gsize length;

  if (!bw_export_format_from_path (path, &format, error))
    return FALSE;
  bytes = bw_export_page_render (page, style, format, width, height, error);
  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &length);
  return bw_export_file_write (path, data, length, error);
}
