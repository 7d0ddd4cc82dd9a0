/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-front-images.h"

#include <math.h>

#include "portfolio/bw-column-file.h"
#include "portfolio/bw-states.h"

/*
 * The charts of the Portfolio page as they were last drawn, kept beside the memo of their figures:
 * a start that opens the same page in a window of the same size and look puts them up instead of
 * drawing them, which takes as long as everything else on the page. They are good for the very memo
 * that they were drawn from, and for the size and look that their key spells out.
 */

#define KIND_IMAGES 0x494d4731u /* "IMG1" */
#define FILE_NAME "front-charts"

/* Columns of the file: a key and an image a chart. */
#define KEY_OF(chart) (2 * (chart) + 1)
#define IMAGE_OF(chart) (2 * (chart) + 2)

struct _BwFrontImages {
  BwColumnFile *file;
};

static char *
key_of (const BwFrontCanvas *canvas)
{
  const BwChartStyle *style = &canvas->style;
  char size[G_ASCII_DTOSTR_BUF_SIZE], scale[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (size, sizeof size, style->font_size);
  g_ascii_dtostr (scale, sizeof scale, style->scale);
  return g_strdup_printf ("%s %dx%d %d %d %d %d %s %s %s %s", BW_VERSION, canvas->width,
                          canvas->height, style->detail, style->dark, style->high_contrast,
                          style->rtl, size, scale,
                          style->font_family != NULL ? style->font_family : "",
                          style->currency != NULL ? style->currency : "");
}

static int
columns_of (const BwFrontCanvas *canvas)
{
  return (int) ceil (canvas->width * canvas->style.scale);
}

static int
rows_of (const BwFrontCanvas *canvas)
{
  return (int) ceil (canvas->height * canvas->style.scale);
}

static cairo_surface_t *
wrap (guchar *pixels, const BwFrontCanvas *canvas)
{
  int columns = columns_of (canvas);
  cairo_surface_t *surface
    = cairo_image_surface_create_for_data (pixels, CAIRO_FORMAT_ARGB32, columns, rows_of (canvas),
                                           columns * 4);

  cairo_surface_set_device_scale (surface, canvas->style.scale, canvas->style.scale);
  return surface;
}

static void
draw (BwChart *chart, const BwFrontCanvas *canvas, guchar *pixels)
{
  cairo_surface_t *surface = wrap (pixels, canvas);
  cairo_t *cr = cairo_create (surface);

  bw_chart_draw (chart, &canvas->style, cr, canvas->width, canvas->height);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
}

/**
 * bw_front_images_write:
 * @page: figures that bw_front_page_write() has just kept
 * @canvases: (array fixed-size=4): where their charts stand
 *
 * Draws the charts and keeps them for the next start. Call it on a worker thread.
 *
 * Returns: whether they could be kept
 */
gboolean
bw_front_images_write (BwFrontPage *page, const BwFrontCanvas *canvases, const char *mirror_path,
                       GError **error)
{
  /* As the page is shown from its memo: without the accounts behind it. */
  g_autoptr (BwFront) front = bw_front_new (bw_front_page_ref (page), NULL);
  BwChart *charts[BW_FRONT_CHARTS] = {
    &front->distribution.parent,
    &front->quadrants.parent,
    &front->tiers.parent,
    page->series != NULL ? &front->series.chart.parent : NULL,
  };
  g_autofree char *path = bw_states_file_path (mirror_path, FILE_NAME);
  g_auto (GStrv) keys = g_new0 (char *, BW_FRONT_CHARTS + 1);
  BwColumnSpec specs[2 * BW_FRONT_CHARTS];
  BwColumnHead head = { .kind = KIND_IMAGES, .as_of = page->as_of,
                        .generation = page->generation };
  g_autoptr (BwColumnFile) file = NULL;
  guint n = 0;

  if (!bw_front_page_get_stamp (mirror_path, &head.rules))
    return TRUE;
  for (guint i = 0; i < BW_FRONT_CHARTS; i++)
    {
      const BwFrontCanvas *canvas = &canvases[i];

      keys[i] = key_of (canvas);
      if (charts[i] == NULL || canvas->width <= 0 || canvas->height <= 0)
        continue;
      specs[n++] = (BwColumnSpec) { KEY_OF (i), 1, strlen (keys[i]) };
      specs[n++] = (BwColumnSpec) { IMAGE_OF (i), 4,
                                    (guint64) columns_of (canvas) * (guint64) rows_of (canvas) };
    }
  file = bw_column_file_new (&head, specs, n);
  for (guint i = 0; i < BW_FRONT_CHARTS; i++)
    {
      char *key = bw_column_file_get (file, KEY_OF (i), 1, NULL);
      guchar *pixels = bw_column_file_get (file, IMAGE_OF (i), 4, NULL);

      if (key == NULL || pixels == NULL)
        continue;
      memcpy (key, keys[i], strlen (keys[i]));
      draw (charts[i], &canvases[i], pixels);
    }
  return bw_column_file_write (file, path, error);
}

/**
 * bw_front_images_read:
 *
 * Returns: (transfer full) (nullable): the charts that belong to the memo beside the mirror
 */
BwFrontImages *
bw_front_images_read (const char *mirror_path)
{
  g_autofree char *path = bw_states_file_path (mirror_path, FILE_NAME);
  g_autoptr (BwColumnFile) file = bw_column_file_map (path, KIND_IMAGES);
  BwFrontImages *self;
  guint64 stamp;

  if (file == NULL || !bw_front_page_get_stamp (mirror_path, &stamp)
      || bw_column_file_head (file)->rules != stamp)
    return NULL;
  self = g_new0 (BwFrontImages, 1);
  self->file = g_steal_pointer (&file);
  return self;
}

/**
 * bw_front_images_get:
 * @chart: which of the four
 * @canvas: where it stands now
 *
 * Returns: (transfer full) (nullable): an image of it, %NULL when none was kept for this size and
 *   look
 */
cairo_surface_t *
bw_front_images_get (BwFrontImages *self, guint chart, const BwFrontCanvas *canvas)
{
  static const cairo_user_data_key_t file_key;
  guint64 length, n_pixels;
  const char *kept = bw_column_file_get (self->file, KEY_OF (chart), 1, &length);
  guchar *pixels = bw_column_file_get (self->file, IMAGE_OF (chart), 4, &n_pixels);
  g_autofree char *key = key_of (canvas);
  cairo_surface_t *surface;

  if (kept == NULL || pixels == NULL || length != strlen (key) || memcmp (kept, key, length) != 0
      || n_pixels != (guint64) columns_of (canvas) * (guint64) rows_of (canvas))
    return NULL;
  surface = wrap (pixels, canvas);
  cairo_surface_set_user_data (surface, &file_key, bw_column_file_ref (self->file),
                               (cairo_destroy_func_t) bw_column_file_unref);
  return surface;
}

void
bw_front_images_free (BwFrontImages *self)
{
  bw_column_file_unref (self->file);
  g_free (self);
}
