/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-png.h"

#include <png.h>

/* Charts are plain areas: the quickest compression, and no search for a filter for each line, take
 * a tenth of the time and make them hardly larger. */
#define LEVEL 1

static void
collect (png_structp png, png_bytep data, png_size_t length)
{
  g_byte_array_append (png_get_io_ptr (png), data, length);
}

static void
flush_nothing (png_structp png)
{
}

/* Cairo's pixel is a number in the byte order of the machine, PNG's are bytes. */
static void
to_bytes (const guint32 *pixels, guint8 *row, int width)
{
  for (int x = 0; x < width; x++)
    {
      row[3 * x] = pixels[x] >> 16;
      row[3 * x + 1] = pixels[x] >> 8;
      row[3 * x + 2] = pixels[x];
    }
}

/**
 * bw_png_encode:
 * @image: an image surface in %CAIRO_FORMAT_RGB24
 *
 * Encodes quickly rather than as small as can be.
 *
 * Returns: (transfer full) (nullable): the contents of a PNG file, or %NULL without memory
 */
GBytes *
bw_png_encode (cairo_surface_t *image)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int width = cairo_image_surface_get_width (image);
  int height = cairo_image_surface_get_height (image);
  g_autofree guint8 *row = NULL;
  png_structp png;
  png_infop info;

  cairo_surface_flush (image);
  if (cairo_image_surface_get_format (image) != CAIRO_FORMAT_RGB24)
    return NULL;
  row = g_malloc (3 * (gsize) MAX (width, 1));
  png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  info = png != NULL ? png_create_info_struct (png) : NULL;
  if (info == NULL)
    {
      png_destroy_write_struct (&png, NULL);
      return NULL;
    }
  if (setjmp (png_jmpbuf (png)))
    {
      png_destroy_write_struct (&png, &info);
      return NULL;
    }
  png_set_write_fn (png, bytes, collect, flush_nothing);
  png_set_compression_level (png, LEVEL);
  png_set_filter (png, 0, PNG_FILTER_NONE);
  png_set_IHDR (png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (png, info);
  for (int y = 0; y < height; y++)
    {
      const guint8 *line = cairo_image_surface_get_data (image)
                           + (gsize) y * cairo_image_surface_get_stride (image);

      to_bytes ((const guint32 *) line, row, width);
      png_write_row (png, row);
    }
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
