/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long charts take to draw, from ten thousand accounts or readings to a million: the whole of
 * them, while panning, and for a movement of the pointer. Beside the time of each stands how many
 * plain fills of the same image it takes, which can be compared between machines.
 */

#include "many-points.h"

#include <stdio.h>

#define WIDTH 1200
#define HEIGHT 800
#define RUNS 15

typedef struct {
  double draw; /* Milliseconds, the median of the runs. */
  double pan;
  double pick;
  double hover;
} Times;

static double
median (double *times)
{
  return many_points_quantile (times, RUNS, 0.5);
}

static double
time_fill (cairo_t *cr)
{
  double times[RUNS];

  for (int i = 0; i < RUNS; i++)
    {
      double start = many_points_milliseconds ();

      cairo_set_source_rgb (cr, 1, 1, 1 - i * 0.01);
      cairo_paint (cr);
      cairo_surface_flush (cairo_get_target (cr));
      times[i] = many_points_milliseconds () - start;
    }
  return median (times);
}

static Times
time_chart (BwChart *chart, cairo_t *cr)
{
  double draw[RUNS], pan[RUNS], pick[RUNS], hover[RUNS];
  BwChartStyle style;

  bw_chart_style_init (&style);
  for (int i = 0; i < RUNS; i++)
    {
      double start = many_points_milliseconds ();

      bw_chart_draw (chart, &style, cr, WIDTH, HEIGHT);
      draw[i] = many_points_milliseconds () - start;
    }
  bw_chart_zoom (chart, &style, WIDTH, HEIGHT, WIDTH * 0.6, HEIGHT * 0.4, 1.5);
  for (int i = 0; i < RUNS; i++)
    {
      g_auto (BwChartPick) found = { 0 };
      double start = many_points_milliseconds ();

      bw_chart_pan (chart, &style, WIDTH, HEIGHT, i % 2 ? 7 : -7, i % 3 ? 2 : -4);
      bw_chart_draw (chart, &style, cr, WIDTH, HEIGHT);
      pan[i] = many_points_milliseconds () - start;

      start = many_points_milliseconds ();
      bw_chart_pick (chart, &style, WIDTH, HEIGHT, 300 + 31 * i, 300, &found);
      pick[i] = many_points_milliseconds () - start;
      start = many_points_milliseconds ();
      bw_chart_draw_hover (chart, &style, cr, WIDTH, HEIGHT, &found);
      hover[i] = many_points_milliseconds () - start;
    }
  return (Times) { median (draw), median (pan), median (pick), median (hover) };
}

typedef struct {
  cairo_t *cr;
  double   fill; /* Milliseconds that a plain fill takes. */
} Image;

static void
bench (const char *kind, gsize n, BwChart *chart, gpointer data)
{
  const Image *image = data;
  Times times = time_chart (chart, image->cr);

  printf ("%-10s %9" G_GSIZE_FORMAT "  %7.2f (%5.1f)  %7.2f (%5.1f)  %7.3f  %7.3f\n", kind, n,
          times.draw, times.draw / image->fill, times.pan, times.pan / image->fill, times.pick,
          times.hover);
}

int
main (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  Image image = { cr, time_fill (cr) };

  printf ("%d x %d pixels; in milliseconds, in parentheses as fills of the image (%.2f ms)\n",
          WIDTH, HEIGHT, image.fill);
  printf ("%-10s %9s  %15s  %15s  %7s  %7s\n", "chart", "points", "draw", "pan", "pick", "hover");
  for (gsize n = 1000; n <= 1000000; n *= 10)
    many_points_with_quadrants (n, bench, &image);
  for (gsize n = 1000; n <= 1000000; n *= 10)
    many_points_with_series (n, bench, &image);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return 0;
}
