/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-trace.h"

#include <stdio.h>
#include <time.h>

/* The clock of the program itself would leave out what the dynamic linker does; the monotonic
 * clock lets whoever starts the program compare with the time at which that was done. */
static gboolean
is_on (void)
{
  static int on = -1;

  if (on < 0)
    on = g_getenv ("BELLWETHER_TRACE") != NULL;
  return on;
}

/* Time that the processor has spent on the program, which a busy machine lengthens less. */
static gint64
processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/**
 * bw_trace:
 * @moment: a word for what has been reached
 *
 * Prints @moment with the monotonic time and the time of the processor, both in microseconds, when
 * BELLWETHER_TRACE is set.
 */
void
bw_trace (const char *moment)
{
  if (is_on ())
    {
      fprintf (stderr, "trace: %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s\n",
               g_get_monotonic_time (), processor_time (), moment);
      fflush (stderr);
    }
}

static void
on_after_paint (GdkFrameClock *clock, gpointer data)
{
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, data);
  bw_trace ("first-frame");
  if (g_strcmp0 (g_getenv ("BELLWETHER_TRACE"), "quit") == 0)
    gtk_window_destroy (data);
}

static void
on_realize (GtkWidget *window, gpointer data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (on_after_paint), window);
}

/**
 * bw_trace_first_frame:
 *
 * Traces the end of the first frame of @window by its frame clock. With BELLWETHER_TRACE=quit the
 * window is then closed, so that a benchmark can start the program again and again.
 */
void
bw_trace_first_frame (GtkWindow *window)
{
  if (is_on () && !gtk_widget_get_realized (GTK_WIDGET (window)))
    g_signal_connect (window, "realize", G_CALLBACK (on_realize), NULL);
}
