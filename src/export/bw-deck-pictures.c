/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-deck-export.h"

#include <cairo-svg.h>
#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-file-name.h"
#include "export/bw-png.h"

/* Dots that a point of a PNG is drawn with: 1920 x 1080 for a wide slide. */
#define PNG_SCALE 2

/* Bytes of a title that name a file. */
#define LONGEST_NAME 80

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw_png (const BwSlideLayout *layout, const BwSlide *slide, const BwSlideTheme *theme)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                       (int) ceil (layout->width * PNG_SCALE),
                                                       (int) ceil (layout->height * PNG_SCALE));
  cairo_t *cr = cairo_create (image);
  GBytes *png;

  cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  bw_slide_layout_draw (layout, slide, theme, TRUE, cr);
  cairo_destroy (cr);
  png = bw_png_encode (image);
  cairo_surface_destroy (image);
  return png;
}

static GBytes *
draw_svg (const BwSlideLayout *layout, const BwSlide *slide, const BwSlideTheme *theme)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface
    = cairo_svg_surface_create_for_stream (collect, bytes, layout->width, layout->height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  bw_slide_layout_draw (layout, slide, theme, TRUE, cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return status == CAIRO_STATUS_SUCCESS ? g_byte_array_free_to_bytes (g_steal_pointer (&bytes))
                                        : NULL;
}

gboolean
bw_deck_write_pictures (const BwDeck       *deck,
                        const BwSlideTheme *theme,
                        BwSlideSize         size,
                        BwExportFormat      format,
                        const BwDeckWatch  *watch,
                        const char         *folder,
                        GError            **error)
{
  g_autoptr (GPtrArray) slides = bw_deck_list_shown (deck);
  g_autoptr (BwExportFiles) files = bw_export_files_new ();

  g_return_val_if_fail (format == BW_EXPORT_PNG || format == BW_EXPORT_SVG, FALSE);

  if (!bw_deck_watch_tell (watch, 0, slides->len, error))
    return FALSE;
  for (guint i = 0; i < slides->len; i++)
    {
      const BwSlide *slide = g_ptr_array_index (slides, i);
      g_autoptr (BwSlideLayout) layout = bw_slide_layout_new (deck, slide, i + 1, theme, size);
      g_autofree char *title = bw_file_name_make (slide->title, LONGEST_NAME);
      g_autofree char *name = g_strdup_printf ("%02u %s.%s", i + 1, title,
                                               format == BW_EXPORT_PNG ? "png" : "svg");
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GBytes) contents = format == BW_EXPORT_PNG ? draw_png (layout, slide, theme)
                                                            : draw_svg (layout, slide, theme);

      if (contents == NULL)
        {
          g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_IO,
                       _("“%s” cannot be drawn: there is not enough memory. Close other programs "
                         "and try again."), name);
          return FALSE;
        }
      if (!bw_export_files_add (files, path, contents, error)
          || !bw_deck_watch_tell (watch, i + 1, slides->len, error))
        return FALSE;
    }
  return bw_export_files_put_in_place (files, error);
}
