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
#include <stdio.h>

#include "../charts/many-points.h"
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
  double       begun_cpu;
  double       wall[FRAMES];
  double       cpu[FRAMES];
} Run;

static void
on_before_paint (GdkFrameClock *clock, Run *run)
{
  run->begun = g_get_monotonic_time ();
  run->begun_cpu = many_points_milliseconds ();
}

static void
on_after_paint (GdkFrameClock *clock, Run *run)
{
  int i = (int) run->frame - WARM_UP;

  if (i >= 0 && i < FRAMES)
    {
      run->wall[i] = (double) (g_get_monotonic_time () - run->begun) / 1000;
      run->cpu[i] = many_points_milliseconds () - run->begun_cpu;
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

/* Runs the frames of one window and returns the median of the processor's time, in milliseconds. */
static double
measure (const char *name, BwChart *chart, Mode mode, double empty)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = bw_chart_view_new ();
  Run run = { .view = BW_CHART_VIEW (view), .mode = mode };
  GdkFrameClock *clock;
  double cpu;
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

  cpu = many_points_quantile (run.cpu, FRAMES, 0.5);
  printf ("%-22s %8.2f %8.2f %8.2f %8.1f %8u\n", name,
          many_points_quantile (run.wall, FRAMES, 0.5),
          many_points_quantile (run.wall, FRAMES, 0.95), cpu, cpu / (empty > 0 ? empty : cpu), draws);
  g_signal_handlers_disconnect_by_data (clock, &run);
  gtk_window_destroy (GTK_WINDOW (window));
  return cpu;
}

static void
measure_all (const char *kind, gsize n, BwChart *chart, gpointer data)
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

int
main (int argc, char **argv)
{
  gsize n = argc > 2 ? (gsize) g_ascii_strtoull (argv[2], NULL, 10) : 1000000;

  gtk_init ();
  adw_init ();
  if (argc > 1 && g_str_equal (argv[1], "series"))
    many_points_with_series (n, measure_all, NULL);
  else if (argc > 1 && g_str_equal (argv[1], "quadrants"))
    many_points_with_quadrants (n, measure_all, NULL);
  else
    {
      fprintf (stderr, "frames quadrants|series [POINTS]\n");
      return 2;
    }
  return 0;
}
