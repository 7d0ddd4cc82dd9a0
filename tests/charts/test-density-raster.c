/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-density-raster.h"

#include <math.h>
#include <string.h>

#define WIDTH 211
#define HEIGHT 157

static const BwColor colors[4] = {
  { 0.1, 0.6, 0.3 }, { 0.9, 0.5, 0.1 }, { 0.2, 0.4, 0.9 }, { 0.7, 0.1, 0.2 },
};

/* Points, some of which lie outside or nowhere, in single precision as the grid keeps them. */
static void
fill (GRand *rand, double *x, double *y, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      x[i] = i % 97 == 0 ? NAN : (double) (float) g_rand_double_range (rand, -1, 1);
      y[i] = (double) (float) g_rand_double_range (rand, -1, 1);
    }
}

static int
compare_indices (gconstpointer a, gconstpointer b, gpointer data)
{
  guint32 first = *(const guint32 *) a, second = *(const guint32 *) b;

  return (first > second) - (first < second);
}

/* With a grid and in bands the counts are those of a pass over all points, and so are the points
 * that are kept as long as all are. */
static void
test_counts (void)
{
  static const gsize numbers[] = { 500, 20000, 150000 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < 12; i++)
    {
      gsize n = numbers[i % G_N_ELEMENTS (numbers)];
      g_autofree double *x = g_new (double, n), *y = g_new (double, n);
      double size = i % 2 ? 2.1 : g_rand_double_range (rand, 0.05, 1.9);
      double left = g_rand_double_range (rand, -1.05, 1.06 - size);
      double low = g_rand_double_range (rand, -1.05, 1.06 - size);
      BwDensityInput input = {
        .x = x, .y = y, .n = n, .window = { left, left + size, low, low + size },
        .mirrored = i % 4 == 3, .width = WIDTH, .height = HEIGHT,
      };
      g_autoptr (BwPointGrid) grid = NULL;
      g_autoptr (BwDensityRaster) plain = NULL, quick = NULL;

      fill (rand, x, y, n);
      plain = bw_density_raster_new (&input, n);
      grid = bw_point_grid_new (x, y, n, -1, 1);
      input.grid = grid;
      quick = bw_density_raster_new (&input, n);
      g_assert_cmpmem (plain->counts, WIDTH * HEIGHT, quick->counts, WIDTH * HEIGHT);
      g_assert_cmpuint (plain->n_visible, >, 0);
      g_assert_cmpuint (plain->n_visible, ==, quick->n_visible);
      g_sort_array (quick->visible, quick->n_visible, sizeof (guint32), compare_indices, NULL);
      g_assert_cmpmem (plain->visible, plain->n_visible * sizeof (guint32), quick->visible,
                       quick->n_visible * sizeof (guint32));
    }
}

static cairo_surface_t *
new_ground (void)
{
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH + 40, HEIGHT + 30);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgba (cr, 0.3, 0.9, 0.5, 0.06);
  cairo_rectangle (cr, 60, 0, 100, HEIGHT);
  cairo_fill (cr);
  cairo_set_source_rgb (cr, 0.2, 0.2, 0.7);
  cairo_rectangle (cr, 90, 20, 3, HEIGHT);
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

/* Drawn into the pixels of a surface it is, to the last bit, what cairo makes of an image of the
 * same laid on it. */
static void
test_draws_as_cairo (void)
{
  static const double strengths[] = { 1, 0.3 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (6);
  const gsize n = 40000;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  BwDensityInput input = { .x = x, .y = y, .n = n, .window = { -1, 1, -1, 1 }, .width = WIDTH,
                           .height = HEIGHT };
  g_autoptr (BwDensityRaster) raster = NULL;

  fill (rand, x, y, n);
  raster = bw_density_raster_new (&input, 0);
  for (guint i = 0; i < G_N_ELEMENTS (strengths); i++)
    {
      const cairo_rectangle_t corner = { 0, 0, WIDTH, HEIGHT }, place = { 17, 9, WIDTH, HEIGHT };
      cairo_surface_t *direct = new_ground (), *laid = new_ground ();
      cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
      cairo_t *cr = cairo_create (image);

      bw_density_raster_draw (raster, colors, 90, 70, strengths[i], cr, &corner);
      cairo_destroy (cr);
      cr = cairo_create (laid);
      cairo_set_source_surface (cr, image, 17, 9);
      cairo_paint (cr);
      cairo_destroy (cr);
      cr = cairo_create (direct);
      bw_density_raster_draw (raster, colors, 90, 70, strengths[i], cr, &place);
      cairo_destroy (cr);
      cairo_surface_flush (laid);
      cairo_surface_flush (direct);
      g_assert_cmpmem (cairo_image_surface_get_data (laid),
                       cairo_image_surface_get_stride (laid) * (HEIGHT + 30),
                       cairo_image_surface_get_data (direct),
                       cairo_image_surface_get_stride (direct) * (HEIGHT + 30));
      cairo_surface_destroy (direct);
      cairo_surface_destroy (laid);
      cairo_surface_destroy (image);
    }
}

/* What is clipped away, or does not lie on whole pixels, is left to cairo. */
static void
test_keeps_to_the_clip (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  const gsize n = 20000;
  g_autofree double *x = g_new (double, n), *y = g_new (double, n);
  BwDensityInput input = { .x = x, .y = y, .n = n, .window = { -1, 1, -1, 1 }, .width = WIDTH,
                           .height = HEIGHT };
  const cairo_rectangle_t place = { 17, 9, WIDTH, HEIGHT };
  g_autoptr (BwDensityRaster) raster = NULL;
  cairo_surface_t *surface
    = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH + 40, HEIGHT + 30);
  cairo_t *cr = cairo_create (surface);
  const guchar *pixels;
  int stride = cairo_image_surface_get_stride (surface);
  gboolean any = FALSE;

  fill (rand, x, y, n);
  raster = bw_density_raster_new (&input, 0);
  cairo_rectangle (cr, 50, 40, 60, 50);
  cairo_clip (cr);
  bw_density_raster_draw (raster, colors, 90, 70, 1, cr, &place);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  pixels = cairo_image_surface_get_data (surface);
  for (int row = 0; row < HEIGHT + 30; row++)
    {
      for (int column = 0; column < WIDTH + 40; column++)
        {
          guint32 pixel;

          memcpy (&pixel, pixels + row * stride + column * 4, sizeof pixel);
          any = any || pixel != 0;
          if (column < 50 || column >= 110 || row < 40 || row >= 90)
            g_assert_cmpuint (pixel, ==, 0);
        }
    }
  g_assert_true (any);
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/density-raster/counts", test_counts);
  g_test_add_func ("/density-raster/as-cairo", test_draws_as_cairo);
  g_test_add_func ("/density-raster/clip", test_keeps_to_the_clip);
  return g_test_run ();
}
