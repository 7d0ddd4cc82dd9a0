/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long a whole frame of a chart takes in a real window: from the moment the frame clock begins
 * it until everything is painted, layout, drawing, and handing over to the display included. Three
 * windows of one size: an empty one, the chart while it is panned, the chart while the pointer
 * moves over it. The empty one tells what of a frame is not the chart's.
 *
 * frames quadrants|series [POINTS]
 */

#include <adwaita.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "charts/bw-quadrants-chart.h"
#include "charts/bw-series-chart.h"
#include "ui/widgets/bw-chart-view-private.h"

#define WIDTH 1200
#define HEIGHT 800
#define FRAMES 120
#define WARM_UP 10

typedef enum { EMPTY, PAN, POINTER } Mode;

typedef struct {
  BwChartView *view;
  Mode         mode;
  guint        frame;
  gint64       begun;
  gint64       begun_cpu;
  double       wall[FRAMES];
  double       cpu[FRAMES];
} Run;

static gint64
cpu_now (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * G_GINT64_CONSTANT (1000000) + time.tv_nsec / 1000;
}

static void
on_before_paint (GdkFrameClock *clock, Run *run)
{
  run->begun = g_get_monotonic_time ();
  run->begun_cpu = cpu_now ();
}

static void
on_after_paint (GdkFrameClock *clock, Run *run)
{
  int i = (int) run->frame - WARM_UP;

  if (i >= 0 && i < FRAMES)
    {
      run->wall[i] = (double) (g_get_monotonic_time () - run->begun) / 1000;
      run->cpu[i] = (double) (cpu_now () - run->begun_cpu) / 1000;
    }
  run->frame++;
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Run *run = data;

  switch (run->mode)
    {
    case PAN:
      bw_chart_view_pan (run->view, run->frame % 40 < 20 ? 7 : -7, run->frame % 30 < 15 ? 3 : -3);
      break;
    case POINTER:
      bw_chart_view_pick_at (run->view, 200 + 6 * (run->frame % 130), 300 + run->frame % 70);
      gtk_widget_queue_draw (GTK_WIDGET (run->view));
      break;
    case EMPTY:
    default:
      gtk_widget_queue_draw (GTK_WIDGET (run->view));
      break;
    }
  return G_SOURCE_CONTINUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Runs the frames of one window and returns the median by the clock, in milliseconds. */
static double
measure (const char *name, BwChart *chart, Mode mode, double empty)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = bw_chart_view_new ();
  Run run = { .view = BW_CHART_VIEW (view), .mode = mode };
  GdkFrameClock *clock;
  guint draws;

  bw_chart_view_set_detail (run.view, BW_CHART_PAGE);
  bw_chart_view_set_chart (run.view, chart);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (view) == 0)
    g_main_context_iteration (NULL, TRUE);
  if (mode == PAN)
    bw_chart_view_zoom (run.view, 1.5);
  clock = gtk_widget_get_frame_clock (view);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &run);
  gtk_widget_add_tick_callback (view, on_tick, &run, NULL);
  while (run.frame < WARM_UP)
    g_main_context_iteration (NULL, TRUE);
  draws = bw_chart_view_get_n_draws (run.view);
  while (run.frame < WARM_UP + FRAMES)
    g_main_context_iteration (NULL, TRUE);
  draws = bw_chart_view_get_n_draws (run.view) - draws;

  qsort (run.wall, FRAMES, sizeof (double), compare_doubles);
  qsort (run.cpu, FRAMES, sizeof (double), compare_doubles);
  printf ("%-22s %8.2f %8.2f %8.2f %8.1f %8u\n", name, run.wall[FRAMES / 2],
          run.wall[FRAMES * 95 / 100], run.cpu[FRAMES / 2],
          run.cpu[FRAMES / 2] / (empty > 0 ? empty : run.cpu[FRAMES / 2]), draws);
  g_signal_handlers_disconnect_by_data (clock, &run);
  gtk_window_destroy (GTK_WINDOW (window));
  return run.cpu[FRAMES / 2];
}

static void
measure_all (const char *kind, gsize n, BwChart *chart)
{
  g_autofree char *pan = g_strdup_printf ("%s, panned", kind);
  g_autofree char *pointer = g_strdup_printf ("%s, pointer", kind);
  double empty;

  printf ("%" G_GSIZE_FORMAT " points on %d x %d, milliseconds a frame\n", n, WIDTH, HEIGHT);
  printf ("%-22s %8s %8s %8s %8s %8s\n", "", "median", "95 %", "cpu", "x empty", "draws");
  empty = measure ("empty window", NULL, EMPTY, 0);
  measure (pan, chart, PAN, empty);
  bw_chart_show_all (chart);
  measure (pointer, chart, POINTER, empty);
}

static double
normal (GRand *rand)
{
  return sqrt (-2 * log (1 - g_rand_double (rand))) * cos (2 * G_PI * g_rand_double (rand));
}

static void
bench_quadrants (gsize n)
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
  measure_all ("quadrants", n, &chart.parent);
}

static void
bench_series (gsize n)
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
  measure_all ("series", n, &chart.parent);
}

int
main (int argc, char **argv)
{
  gsize n = argc > 2 ? (gsize) g_ascii_strtoull (argv[2], NULL, 10) : 1000000;

  gtk_init ();
  adw_init ();
  if (argc > 1 && g_str_equal (argv[1], "series"))
    bench_series (n);
  else if (argc > 1 && g_str_equal (argv[1], "quadrants"))
    bench_quadrants (n);
  else
    {
      fprintf (stderr, "frames quadrants|series [POINTS]\n");
      return 2;
    }
  return 0;
}
