/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-series-line.h"

#include <math.h>
#include <string.h>

#define WIDTH 300
#define HEIGHT 200

static BwSeriesPoint *
random_points (GRand *rand, gsize n)
{
  BwSeriesPoint *points = g_new (BwSeriesPoint, n);
  double value = 0;

  for (gsize i = 0; i < n; i++)
    {
      value += g_rand_double_range (rand, -1, 1);
      points[i] = (BwSeriesPoint) { (BwDate) i, g_rand_int_range (rand, 0, 40) ? value : NAN };
    }
  return points;
}

/* On a ground that is opaque; what is drawn on one without transparency cairo draws itself. */
static cairo_surface_t *
draw (const BwSeriesLine *line, const BwChartStyle *style, cairo_format_t format)
{
  cairo_surface_t *surface = cairo_image_surface_create (format, WIDTH * (int) style->scale,
                                                         HEIGHT * (int) style->scale);
  g_autoptr (BwLabeller) labeller = NULL;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, style->scale, style->scale);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 0.9, 0.8, 0.7);
  cairo_paint (cr);
  cairo_rectangle (cr, 10, 0, WIDTH - 20, HEIGHT);
  cairo_clip (cr);
  labeller = bw_labeller_new (style, cr, WIDTH, HEIGHT);
  bw_series_line_draw (line, style, cr, labeller, BW_COLOR_ACTUAL, 2.4);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static void
assert_same_pixels (cairo_surface_t *a, cairo_surface_t *b)
{
  const guchar *first = cairo_image_surface_get_data (a), *second = cairo_image_surface_get_data (b);
  int stride = cairo_image_surface_get_stride (a), width = cairo_image_surface_get_width (a);

  g_assert_cmpint (stride, ==, cairo_image_surface_get_stride (b));
  for (int row = 0; row < cairo_image_surface_get_height (a); row++)
    {
      for (int column = 0; column < width; column++)
        {
          guint32 x, y;

          memcpy (&x, first + row * stride + column * 4, sizeof x);
          memcpy (&y, second + row * stride + column * 4, sizeof y);
          g_assert_cmphex (x & 0xffffff, ==, y & 0xffffff);
        }
    }
}

/* A line of very many points that is written into the pixels of a surface is what cairo makes of
 * the same columns, to the last bit. */
static void
test_pixels_as_cairo (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);

  for (guint round = 0; round < 24; round++)
    {
      gsize n = round % 3 == 0 ? 900 : 30000;
      g_autofree BwSeriesPoint *points = random_points (rand, n);
      gboolean rtl = round % 2;
      double left = 20 + g_rand_double (rand), right = 270 + g_rand_double (rand);
      BwScale x = { 0, n, rtl ? right : left, rtl ? left : right };
      BwScale y = { -40, 40, 190.4, 8.7 };
      BwSeriesLine line = { points, n, &x, &y, NULL };
      cairo_surface_t *direct, *laid;
      BwChartStyle style;

      bw_chart_style_init (&style);
      style.rtl = rtl;
      style.dark = round % 4 > 1;
      style.scale = round % 5 == 4 ? 2 : 1;
      direct = draw (&line, &style, CAIRO_FORMAT_ARGB32);
      laid = draw (&line, &style, CAIRO_FORMAT_RGB24);
      assert_same_pixels (direct, laid);
      cairo_surface_destroy (direct);
      cairo_surface_destroy (laid);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series-line/pixels-as-cairo", test_pixels_as_cairo);
  return g_test_run ();
}
