/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long the audience waits for the next slide: the whole frame in which it is put up, from the
 * handling of the key until everything is painted, beside the frame of a window of the same size
 * that turns from one colour to another: what it takes to paint every pixel. Once with the slides on either side drawn ahead, as they are when somebody speaks to a
 * slide, and once where nobody has had the time to draw them.
 */

#include <stdio.h>

#include "../../ui/present-fixture.h"
#include "../charts/many-points.h"

#define CHANGES 60
#define WARM_UP 6
#define FAR 5

typedef enum { PLAIN, AHEAD, AT_ONCE } Mode;

typedef struct {
  BwPresent *present; /* (nullable): of the plain window. */
  Mode       mode;
  gboolean   changed; /* In this frame. */
  gint64     begun;
  double     begun_cpu;
  int        n;       /* Changes, those to warm up counted below 0. */
  double     wall[CHANGES];
  double     cpu[CHANGES];
} Run;

static void
on_before_paint (GdkFrameClock *clock, Run *run)
{
  run->begun = g_get_monotonic_time ();
  run->begun_cpu = many_points_milliseconds ();
}

/* On by one slide, which is drawn ahead, or by so many that it is not. */
static void
change (Run *run)
{
  BwPresentation *presentation = bw_present_get_presentation (run->present);
  guint n = bw_presentation_get_n_slides (presentation);
  guint step = run->mode == AHEAD ? 1 : FAR;

  bw_presentation_go_to (presentation, (bw_presentation_get_place (presentation) + step) % n);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Run *run = data;

  run->changed = run->present == NULL || present_is_drawn (run->present);
  if (run->present == NULL)
    gtk_widget_set_visible (gtk_window_get_child (GTK_WINDOW (widget)), run->n % 2 == 0);
  else if (run->changed)
    change (run);
  return G_SOURCE_CONTINUE;
}

static void
on_after_paint (GdkFrameClock *clock, Run *run)
{
  int i = run->n - WARM_UP;

  if (!run->changed)
    return;
  if (i >= 0 && i < CHANGES)
    {
      run->wall[i] = (double) (g_get_monotonic_time () - run->begun) / 1000;
      run->cpu[i] = many_points_milliseconds () - run->begun_cpu;
    }
  run->n++;
}

static void
measure (const char *name, BwPresent *present, Mode mode)
{
  GtkWidget *shown = present ? GTK_WIDGET (bw_present_get_audience (present)) : gtk_window_new ();
  Run run = { .present = present, .mode = mode };
  GdkFrameClock *clock;
  guint tick;

  if (present == NULL)
    {
      GtkWidget *cover = adw_bin_new ();

      gtk_widget_add_css_class (cover, "osd");
      gtk_window_set_child (GTK_WINDOW (shown), cover);
      gtk_window_set_default_size (GTK_WINDOW (shown), 1920, 1080);
      gtk_window_present (GTK_WINDOW (shown));
      ui_wait_frames (shown, 3);
    }
  clock = gtk_widget_get_frame_clock (shown);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &run);
  tick = gtk_widget_add_tick_callback (shown, on_tick, &run, NULL);
  while (run.n < WARM_UP + CHANGES)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (shown, tick);
  g_signal_handlers_disconnect_by_data (clock, &run);
  printf ("%-26s %8.2f %8.2f %8.2f %8.2f\n", name, many_points_quantile (run.wall, CHANGES, 0.5),
          many_points_quantile (run.wall, CHANGES, 0.95),
          many_points_quantile (run.cpu, CHANGES, 0.5),
          many_points_quantile (run.cpu, CHANGES, 0.95));
  if (present == NULL)
    gtk_window_destroy (GTK_WINDOW (shown));
}

int
main (int argc, char **argv)
{
  g_autoptr (BwApplication) application = NULL;
  BwWindow *window;
  BwPresent *present;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  window = ui_window_open (application, 1200, 800);
  ui_open_demo (window);
  printf ("slides of 1920 x 1080, milliseconds a frame\n");
  printf ("%-26s %8s %8s %8s %8s\n", "", "median", "95 %", "cpu", "95 %");
  measure ("one colour, then another", NULL, PLAIN);
  present = present_begin (window, present_make_deck (bw_window_get_session (window)),
                           BW_THEME_LIGHT);
  measure ("drawn ahead", present, AHEAD);
  measure ("drawn when it is shown", present, AT_ONCE);
  bw_present_end (present);
  ui_window_close (window);
  return 0;
}
