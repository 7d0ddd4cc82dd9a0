/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long charts take to draw, from ten thousand accounts or readings to a million: the whole of
 * them, while panning, and for a movement of the pointer. Beside the time of each stands how many
 * plain fills of the same image it takes, which can be compared between machines.
 */

#include <math.h>
#include <stdio.h>
#include <time.h>

#include "charts/bw-quadrants-chart.h"
#include "charts/bw-series-chart.h"

#define WIDTH 1200
#define HEIGHT 800
#define RUNS 15

typedef struct {
  double draw; /* Milliseconds, the median of the runs. */
  double pan;
  double pick;
  double hover;
} Times;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double *times)
{
  qsort (times, RUNS, sizeof (double), compare_doubles);
  return times[RUNS / 2];
}

/* The time of the processor, which other programs on the machine do not change. */
static gint64
now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000) + time.tv_nsec / 1000;
}

static double
elapsed (gint64 since)
{
  return (now () - since) / 1000.0;
}

static double
time_fill (cairo_t *cr)
{
  double times[RUNS];

  for (int i = 0; i < RUNS; i++)
    {
      gint64 start = now ();

      cairo_set_source_rgb (cr, 1, 1, 1 - i * 0.01);
      cairo_paint (cr);
      cairo_surface_flush (cairo_get_target (cr));
      times[i] = elapsed (start);
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
      gint64 start = now ();

      bw_chart_draw (chart, &style, cr, WIDTH, HEIGHT);
      draw[i] = elapsed (start);
    }
  bw_chart_zoom (chart, &style, WIDTH, HEIGHT, WIDTH * 0.6, HEIGHT * 0.4, 1.5);
  for (int i = 0; i < RUNS; i++)
    {
      g_auto (BwChartPick) found = { 0 };
      gint64 start = now ();

      bw_chart_pan (chart, &style, WIDTH, HEIGHT, i % 2 ? 7 : -7, i % 3 ? 2 : -4);
      bw_chart_draw (chart, &style, cr, WIDTH, HEIGHT);
      pan[i] = elapsed (start);

      start = now ();
      bw_chart_pick (chart, &style, WIDTH, HEIGHT, 300 + 31 * i, 300, &found);
      pick[i] = elapsed (start);
      start = now ();
      bw_chart_draw_hover (chart, &style, cr, WIDTH, HEIGHT, &found);
      hover[i] = elapsed (start);
    }
  return (Times) { median (draw), median (pan), median (pick), median (hover) };
}

static void
print_times (const char *name, gsize n, Times times, double fill)
{
  printf ("%-10s %9" G_GSIZE_FORMAT "  %7.2f (%5.1f)  %7.2f (%5.1f)  %7.3f  %7.3f\n", name, n,
          times.draw, times.draw / fill, times.pan, times.pan / fill, times.pick, times.hover);
}

static double
normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

static void
bench_quadrants (gsize n, cairo_t *cr, double fill)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree double *happiness = g_new (double, n);
  g_autofree double *margin = g_new (double, n);
  g_autofree BwMoney *profit = g_new (BwMoney, n);
  g_autofree BwMoney *arr = g_new (BwMoney, n);
  g_autofree guint8 *quadrant = g_new (guint8, n);
  g_autofree guint8 *flags = g_new0 (guint8, n);
  BwQuadrantsInput input = { n, happiness, margin, profit, arr };
  BwQuadrants quadrants = { .n = n, .quadrant = quadrant, .flags = flags };
  g_autoptr (BwPointGrid) grid = NULL;
  BwQuadrantsChart chart;

  for (gsize i = 0; i < n; i++)
    {
      happiness[i] = tanh (0.3 + 0.5 * normal (rand));
      margin[i] = tanh (0.5 + 0.5 * normal (rand));
      arr[i] = (BwMoney) exp (14 + normal (rand));
      profit[i] = (BwMoney) (arr[i] * margin[i]);
      quadrant[i] = bw_quadrant_of (happiness[i], margin[i]);
    }
  grid = bw_point_grid_new (happiness, margin, n, -1, 1);
  bw_quadrants_chart_init (&chart, &quadrants, &input);
  chart.grid = grid;
  print_times ("quadrants", n, time_chart (&chart.parent, cr), fill);
}

static void
bench_series (gsize n, cairo_t *cr, double fill)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree BwSeriesPoint *points = g_new (BwSeriesPoint, n);
  BwSeries series = {
    .bucket = BW_BUCKET_WEEK,
    .n_points = n,
    .points = points,
    .last_on = BW_DATE_NONE,
    .last = NAN,
    .baseline = { .value = NAN },
    .plan_baseline = NAN,
    .plan_target = NAN,
    .plan_baseline_on = BW_DATE_NONE,
    .plan_due_on = BW_DATE_NONE,
  };
  BwSeriesChart chart;

  for (gsize i = 0; i < n; i++)
    points[i] = (BwSeriesPoint) { (BwDate) (i * 3650 / n), 10 + normal (rand) };
  bw_series_chart_init (&chart, &series, "h");
  print_times ("series", n, time_chart (&chart.parent, cr), fill);
}

int
main (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  double fill = time_fill (cr);

  printf ("%d x %d pixels; in milliseconds, in parentheses as fills of the image (%.2f ms)\n",
          WIDTH, HEIGHT, fill);
  printf ("%-10s %9s  %15s  %15s  %7s  %7s\n", "chart", "points", "draw", "pan", "pick", "hover");
  for (gsize n = 1000; n <= 1000000; n *= 10)
    bench_quadrants (n, cr, fill);
  for (gsize n = 1000; n <= 1000000; n *= 10)
    bench_series (n, cr, fill);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return 0;
}
