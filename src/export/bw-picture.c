/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE

#include "export/bw-picture.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <librsvg/rsvg.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "export/bw-picture-png.h"

/* The largest file that is taken in, in bytes. */
#define MOST_BYTES (64 * 1024 * 1024)

/* The most pixels that are decoded, whatever it is scaled to after: 256 MB of memory. */
#define MOST_DECODED (64.0 * 1000 * 1000)

/* The most pixels of a picture that is scaled while it is read, which takes no memory: some ten
 * seconds of the processor. */
#define MOST_READ (1000.0 * 1000 * 1000)

/* How much smaller, a side, a decoder of JPEG makes a picture before it has any pixels of it. */
#define MOST_SHRUNK 8

/* A drawing has no pixels; one that says it is an icon is still drawn sharp. */
#define LEAST_OF_DRAWING 1200

/* How much is handed to a decoder at a time. */
#define CHUNK 65536

/* The formats that are taken in by gdk-pixbuf, by what their files begin with; others that it knows
 * are old and little tested, and come with no logo. */
static const struct {
  const char *name;
  const char *magic;
  gsize       length;
  gsize       at;
} formats[] = {
  { "png", "\x89PNG\r\n\x1a\n", 8, 0 }, { "jpeg", "\xff\xd8\xff", 3, 0 },
  { "gif", "GIF8", 4, 0 },              { "webp", "WEBP", 4, 8 },
  { "tiff", "II*\0", 4, 0 },            { "tiff", "MM\0*", 4, 0 },
  { "bmp", "BM", 2, 0 },
};

/* The size that a picture says it has. */
typedef struct {
  int      width;
  int      height;
  int      shrunk;       /* So many times smaller, a side, it can be when it is decoded. */
  gboolean is_too_large;
} Size;

static void
set_damaged (const char *path, const GError *cause, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_PICTURE,
               /* Translators: a file, then what its decoder says. */
               _("“%1$s” cannot be read as a picture (%2$s). Choose another file, or save it anew "
                 "as PNG."),
               name, cause != NULL ? cause->message : _("it ends too early"));
}

static void
set_too_large (const char *path, const Size *size, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);

  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_PICTURE,
               _("“%1$s” is %2$'d × %3$'d pixels, more than can be taken in. Make it smaller first: "
                 "%4$'d pixels a side are plenty."),
               name, size->width, size->height, BW_PICTURE_MOST_PIXELS);
}

static GBytes *
read_file (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr (GError) local = NULL;
  char *contents;
  gsize length;
  GStatBuf status;

  if (g_stat (path, &status) == 0 && S_ISREG (status.st_mode) && status.st_size > MOST_BYTES)
    {
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_PICTURE,
                   _("“%s” is a file of more than 64 MB. Make the picture smaller first."), name);
      return NULL;
    }
  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    {
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_PICTURE,
                   _("“%s” is no file. Choose a picture."), name);
      return NULL;
    }
  if (!g_file_get_contents (path, &contents, &length, &local))
    {
      set_damaged (path, local, error);
      return NULL;
    }
  return g_bytes_new_take (contents, length);
}

/* The size within the largest that is kept, with the same sides to each other. */
static void
shrink (double *width, double *height)
{
  double factor = MIN (1, BW_PICTURE_MOST_PIXELS / MAX (*width, *height));

  *width = MAX (round (*width * factor), 1);
  *height = MAX (round (*height * factor), 1);
}

static void
on_size_prepared (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Size *size = data;
  double w = width, h = height;

  size->width = width;
  size->height = height;
  if (w * h > MOST_DECODED * size->shrunk * size->shrunk || w * h > MOST_READ)
    {
      /* The decoder gives up on nothing before it has asked for memory. */
      size->is_too_large = TRUE;
      gdk_pixbuf_loader_set_size (loader, 0, 0);
      return;
    }
  shrink (&w, &h);
  if (w < width || h < height)
    gdk_pixbuf_loader_set_size (loader, (int) w, (int) h);
}

/* Whether a JPEG comes line by line, so that its decoder can make it smaller as it goes. One that
 * comes in several scans is in memory as a whole before there is the first line. */
static gboolean
is_sequential (GBytes *contents)
{
  gsize length, at = 2;
  const guint8 *data = g_bytes_get_data (contents, &length);
  guint n_components = 0;

  while (at + 10 <= length && data[at] == 0xff)
    {
      guint8 marker = data[at + 1];
      gsize segment = 2 + ((gsize) data[at + 2] << 8 | data[at + 3]);

      if (marker == 0xc0 || marker == 0xc1)
        n_components = data[at + 9];
      if (marker == 0xda)
        return n_components > 0 && data[at + 4] == n_components;
      at += marker == 0xff ? 1 : segment;
    }
  return FALSE;
}

static GdkPixbuf *
decode (GBytes *contents, const char *format, const char *path, GError **error)
{
  g_autoptr (GdkPixbufLoader) loader = NULL;
  g_autoptr (GdkPixbuf) upright = NULL;
  g_autoptr (GError) local = NULL;
  Size size = {
    .shrunk = g_str_equal (format, "jpeg") && is_sequential (contents) ? MOST_SHRUNK : 1,
  };
  gsize length, done = 0;
  const guint8 *data = g_bytes_get_data (contents, &length);
  gboolean is_good;

  loader = gdk_pixbuf_loader_new_with_type (format, &local);
  if (loader == NULL)
    {
      set_damaged (path, local, error);
      return NULL;
    }
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size_prepared), &size);
  do
    {
      gsize some = MIN (length - done, CHUNK);

      is_good = gdk_pixbuf_loader_write (loader, data + done, some, &local);
      done += some;
    }
  while (is_good && done < length && !size.is_too_large);
  if (!gdk_pixbuf_loader_close (loader, is_good ? &local : NULL))
    is_good = FALSE;
  if (size.is_too_large)
    {
      set_too_large (path, &size, error);
      return NULL;
    }
  if (is_good && gdk_pixbuf_loader_get_pixbuf (loader) != NULL)
    upright = gdk_pixbuf_apply_embedded_orientation (gdk_pixbuf_loader_get_pixbuf (loader));
  if (upright == NULL)
    set_damaged (path, local, error);
  return g_steal_pointer (&upright);
}

static GBytes *
encode (GdkPixbuf *pixbuf, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  char *buffer;
  gsize length;

  if (gdk_pixbuf_save_to_buffer (pixbuf, &buffer, &length, "png", &local, "compression", "4", NULL))
    return g_bytes_new_take (buffer, length);
  set_damaged (path, local, error);
  return NULL;
}

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
encode_surface (cairo_surface_t *surface, const char *path, GError **error)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, collect, png);

  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&png));
  set_damaged (path, NULL, error);
  return NULL;
}

/* A PNG that is larger than what is kept never is in memory as a whole. */
static GBytes *
scale_png (GBytes *contents, const Size *size, const char *path, GError **error)
{
  double width = size->width, height = size->height;
  g_autoptr (GError) local = NULL;
  cairo_surface_t *surface;
  GBytes *png;

  if (width * height > MOST_READ)
    {
      set_too_large (path, size, error);
      return NULL;
    }
  shrink (&width, &height);
  surface = bw_picture_png_read (contents, (int) width, (int) height, &local);
  if (surface == NULL)
    {
      set_damaged (path, local, error);
      return NULL;
    }
  png = encode_surface (surface, path, error);
  cairo_surface_destroy (surface);
  return png;
}

/* The size that a drawing gives itself, or one with its sides, or a square. */
static void
find_drawing_size (RsvgHandle *handle, double *width, double *height)
{
  gboolean has_box = FALSE;
  RsvgRectangle box;
  double grow;

  if (!rsvg_handle_get_intrinsic_size_in_pixels (handle, width, height))
    {
      rsvg_handle_get_intrinsic_dimensions (handle, NULL, NULL, NULL, NULL, &has_box, &box);
      *width = has_box ? box.width : LEAST_OF_DRAWING;
      *height = has_box ? box.height : LEAST_OF_DRAWING;
    }
  if (!(*width > 0) || !(*height > 0) || !isfinite (*width) || !isfinite (*height))
    *width = *height = LEAST_OF_DRAWING;
  grow = MAX (LEAST_OF_DRAWING / MAX (*width, *height), 1);
  *width *= grow;
  *height *= grow;
  shrink (width, height);
}

/* Draws an SVG. Without an address of its own it can reach nothing; scripts are never run. */
static GBytes *
draw (GBytes *contents, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  RsvgHandle *handle;
  RsvgRectangle area = { 0 };
  cairo_surface_t *surface;
  GBytes *png = NULL;
  gboolean is_good;
  cairo_t *cr;

  handle = rsvg_handle_new_from_data (g_bytes_get_data (contents, NULL), g_bytes_get_size (contents),
                                      &local);
  if (handle == NULL)
    {
      set_damaged (path, local, error);
      return NULL;
    }
  find_drawing_size (handle, &area.width, &area.height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) area.width, (int) area.height);
  cr = cairo_create (surface);
  is_good = rsvg_handle_render_document (handle, cr, &area, &local)
            && cairo_status (cr) == CAIRO_STATUS_SUCCESS;
  cairo_destroy (cr);
  g_object_unref (handle);
  if (is_good)
    png = encode_surface (surface, path, error);
  else
    set_damaged (path, local, error);
  cairo_surface_destroy (surface);
  return png;
}

/* Whether a file begins like an SVG, or like one that was compressed. */
static gboolean
is_drawing (GBytes *contents)
{
  gsize length;
  const char *data = g_bytes_get_data (contents, &length);

  if (length >= 2 && memcmp (data, "\x1f\x8b", 2) == 0)
    return TRUE;
  return memmem (data, MIN (length, 65536), "<svg", 4) != NULL
         || memmem (data, MIN (length, 65536), ":svg", 4) != NULL;
}

static const char *
find_format (GBytes *contents)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (contents, &length);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (length >= formats[i].at + formats[i].length
          && memcmp (data + formats[i].at, formats[i].magic, formats[i].length) == 0)
        return formats[i].name;
    }
  return NULL;
}

GBytes *
bw_picture_load (const char *path, int *width, int *height, GError **error)
{
  g_autoptr (GBytes) contents = read_file (path, error);
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  const char *format;
  Size size;

  if (contents == NULL)
    return NULL;
  format = find_format (contents);
  if (bw_picture_png_size (contents, &size.width, &size.height)
      && MAX (size.width, size.height) > BW_PICTURE_MOST_PIXELS)
    {
      png = scale_png (contents, &size, path, error);
    }
  else if (format != NULL)
    {
      pixbuf = decode (contents, format, path, error);
      png = pixbuf != NULL ? encode (pixbuf, path, error) : NULL;
    }
  else if (is_drawing (contents))
    {
      png = draw (contents, path, error);
    }
  else
    {
      g_autofree char *name = g_filename_display_basename (path);

      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_PICTURE,
                   _("“%s” is no picture of a kind that is known here. Choose a PNG, JPEG, SVG, "
                     "WebP or GIF file."), name);
    }
  if (png == NULL || !bw_picture_png_size (png, &size.width, &size.height))
    return NULL;
  if (width != NULL)
    *width = size.width;
  if (height != NULL)
    *height = size.height;
  return g_steal_pointer (&png);
}

gboolean
bw_picture_png_size (GBytes *png, int *width, int *height)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (png, &length);
  guint32 w, h;

  if (length < 24 || memcmp (data, formats[0].magic, formats[0].length) != 0)
    return FALSE;
  memcpy (&w, data + 16, 4);
  memcpy (&h, data + 20, 4);
  w = GUINT32_FROM_BE (w);
  h = GUINT32_FROM_BE (h);
  if (w == 0 || h == 0 || w > G_MAXINT || h > G_MAXINT)
    return FALSE;
  *width = (int) w;
  *height = (int) h;
  return TRUE;
}
