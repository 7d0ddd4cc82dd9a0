/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-picture-png.h"

#include <errno.h>
#include <gio/gio.h>
#include <png.h>
#include <setjmp.h>
#include <string.h>

/* Pixels of a row from one to the next in the first pass of a picture that comes in several. */
#define INTERLACE 8

/* What a pixel of the small picture is the mean of, as sums over the pixels of the large one: red,
 * green and blue as far as they are opaque, and how opaque they are. The widest row that libpng
 * takes has a million pixels, of which two thousand are made: no sum is over 2^26. */
typedef guint32 Sums[4];

typedef struct {
  const guint8 *data;
  gsize         left;
  char         *said;     /* (nullable): what libpng complained of. */

  Sums         *sums;     /* @width x @height. */
  guint32      *counts;   /* How many pixels each is the mean of. */
  int          *columns;  /* Into which column each of the large picture goes. */
  guint8       *row;
  int           width;
  int           height;
} Reader;

static void
on_error (png_structp png, png_const_charp message)
{
  Reader *self = png_get_error_ptr (png);

  g_free (self->said);
  self->said = g_strdup (message);
  longjmp (png_jmpbuf (png), 1);
}

/* A colour profile that is a little off is no reason to say anything. */
static void
on_warning (png_structp png, png_const_charp message)
{
}

static void
read_some (png_structp png, png_bytep data, png_size_t length)
{
  Reader *self = png_get_io_ptr (png);

  if (length > self->left)
    png_error (png, "it ends too early");
  memcpy (data, self->data, length);
  self->data += length;
  self->left -= length;
}

/* Whatever the file holds comes as four bytes a pixel. */
static void
set_up (png_structp png, png_infop info)
{
  png_set_expand (png);
  png_set_scale_16 (png);
  png_set_gray_to_rgb (png);
  png_set_add_alpha (png, 0xff, PNG_FILLER_AFTER);
  png_read_update_info (png, info);
}

static void
add_to (Reader *self, gsize place, const Sums sums, guint32 count)
{
  for (int i = 0; i < 4; i++)
    self->sums[place][i] += sums[i];
  self->counts[place] += count;
}

/* Adds the pixels of a row, every @step from @first, to the small row that begins at @start. */
static void
add_row (Reader *self, gsize start, png_uint_32 n, png_uint_32 first, png_uint_32 step)
{
  const guint8 *pixel = self->row;
  const int *column = self->columns + first;

  for (png_uint_32 x = 0; x < n;)
    {
      int place = *column;
      Sums sums = { 0 };
      guint32 count = 0;

      for (; x < n && *column == place; x++, pixel += 4, column += step, count++)
        {
          guint alpha = pixel[3];

          for (int i = 0; i < 3; i++)
            sums[i] += alpha == 255 ? pixel[i] : (pixel[i] * alpha + 127) / 255;
          sums[3] += alpha;
        }
      add_to (self, start + (gsize) place, sums, count);
    }
}

/* One pass: all of a picture, or those of its pixels that come first, and then those between. */
static void
read_pass (Reader *self, png_structp png, png_uint_32 columns, png_uint_32 rows, int pass)
{
  gboolean parted = pass >= 0;
  png_uint_32 n_columns = parted ? PNG_PASS_COLS (columns, pass) : columns;
  png_uint_32 n_rows = parted ? PNG_PASS_ROWS (rows, pass) : rows;
  png_uint_32 first = parted ? PNG_PASS_START_COL (pass) : 0;
  png_uint_32 step = parted ? PNG_PASS_COL_OFFSET (pass) : 1;

  if (n_columns == 0)
    return;
  for (png_uint_32 y = 0; y < n_rows; y++)
    {
      guint64 line = parted ? PNG_ROW_FROM_PASS_ROW (y, pass) : y;
      guint64 small = line * (guint64) self->height / rows;

      png_read_row (png, self->row, NULL);
      add_row (self, (gsize) small * (gsize) self->width, n_columns, first, step);
    }
}

static gboolean
read_rows (Reader *self, png_structp png, png_infop info)
{
  png_uint_32 columns, rows;
  gboolean parted;

  if (setjmp (png_jmpbuf (png)))
    return FALSE;
  png_set_read_fn (png, self, read_some);
  png_read_info (png, info);
  columns = png_get_image_width (png, info);
  rows = png_get_image_height (png, info);
  parted = png_get_interlace_type (png, info) == PNG_INTERLACE_ADAM7;
  set_up (png, info);
  self->row = g_malloc (png_get_rowbytes (png, info));
  /* With room to look at one column behind the last of a pass. */
  self->columns = g_new0 (int, columns + INTERLACE);
  for (png_uint_32 x = 0; x < columns; x++)
    self->columns[x] = (int) ((guint64) x * (guint64) self->width / columns);
  for (int pass = parted ? 0 : -1; pass < (parted ? PNG_INTERLACE_ADAM7_PASSES : 0); pass++)
    read_pass (self, png, columns, rows, pass);
  return TRUE;
}

static guint32
mean_of (const Sums sums, guint32 count)
{
  guint32 half = count / 2;

  if (count == 0)
    return 0;
  return (sums[3] + half) / count << 24 | (sums[0] + half) / count << 16
         | (sums[1] + half) / count << 8 | (sums[2] + half) / count;
}

static cairo_surface_t *
draw_means (const Reader *self)
{
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);
  guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);

  if (data == NULL)
    return surface;
  for (int y = 0; y < self->height; y++)
    {
      guint32 *line = (guint32 *) (data + (gsize) y * (gsize) stride);

      for (int x = 0; x < self->width; x++)
        {
          gsize place = (gsize) y * (gsize) self->width + (gsize) x;

          line[x] = mean_of (self->sums[place], self->counts[place]);
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

/**
 * bw_picture_png_read:
 * @contents: of a PNG file, of any kind
 * @width: in pixels, of what is made of it; not more than it has itself
 * @height: likewise
 * @error: (out) (optional): %G_IO_ERROR_INVALID_DATA: what is wrong with the file
 *
 * Scales the picture down while it is read, a row at a time: memory is taken for the small one
 * alone, some twenty-five bytes a pixel. Every pixel of it is the mean of those that it takes the place
 * of.
 *
 * Returns: (transfer full): an image in %CAIRO_FORMAT_ARGB32
 */
cairo_surface_t *
bw_picture_png_read (GBytes *contents, int width, int height, GError **error)
{
  Reader self = { .width = width, .height = height };
  gsize n = (gsize) width * (gsize) height;
  cairo_surface_t *surface = NULL;
  png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, &self, on_error, on_warning);
  png_infop info = png != NULL ? png_create_info_struct (png) : NULL;

  self.data = g_bytes_get_data (contents, &self.left);
  self.sums = g_new0 (Sums, n);
  self.counts = g_new0 (guint32, n);
  if (info != NULL && read_rows (&self, png, info))
    surface = draw_means (&self);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                         self.said != NULL ? self.said : g_strerror (ENOMEM));
  png_destroy_read_struct (&png, &info, NULL);
  g_free (self.said);
  g_free (self.sums);
  g_free (self.counts);
  g_free (self.columns);
  g_free (self.row);
  return surface;
}
