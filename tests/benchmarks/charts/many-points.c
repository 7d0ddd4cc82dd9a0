/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "many-points.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "charts/bw-quadrants-chart.h"
#include "charts/bw-series-chart.h"

static double
normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Calls @func with the quadrants of @n accounts. */
void
many_points_with_quadrants (gsize n, ManyPointsFunc func, gpointer data)
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
      profit[i] = (BwMoney) ((double) arr[i] * margin[i]);
      quadrant[i] = (guint8) bw_quadrant_of (happiness[i], margin[i]);
    }
  grid = bw_point_grid_new (happiness, margin, n, -1, 1);
  bw_quadrants_chart_init (&chart, &quadrants, &input);
  chart.grid = grid;
  func ("quadrants", n, &chart.parent, data);
}

/* Calls @func with a success metric of @n readings. */
void
many_points_with_series (gsize n, ManyPointsFunc func, gpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autofree BwSeriesPoint *points = g_new (BwSeriesPoint, n);
  g_autoptr (BwSeriesBlocks) blocks = NULL;
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
  blocks = bw_series_blocks_new (points, n);
  bw_series_chart_init (&chart, &series, "h");
  chart.blocks = blocks;
  func ("series", n, &chart.parent, data);
}

/* The time that the processor has spent on this thread, which other programs do not change. */
double
many_points_milliseconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* The time that @share of them, 0 to less than 1, do not exceed; sorts them. */
double
many_points_quantile (double *times, gsize n, double share)
{
  qsort (times, n, sizeof (double), compare_doubles);
  return times[(gsize) ((double) n * share)];
}
