/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * How long the window takes to answer a key in the queue of a large portfolio: the whole frame in
 * which the next account is chosen, from the handling of the key until everything is painted. Once
 * with the key held down, a key a frame, and once with a look at each account, where the frame that
 * puts up what has been read about it is measured too.
 *
 * keys MAKE-PLAIN [ACCOUNTS]
 */

#include <stdio.h>

#include "../../ui/ui-fixture.h"
#include "../charts/many-points.h"
#include "ui/pages/bw-triage-page.h"

#define KEYS 120
#define WARM_UP 10

typedef enum { EMPTY, HELD, ONE_BY_ONE } Mode;

typedef struct {
  BwWindow    *window;
  GtkListView *list;
  GtkShortcut *down;
  Mode         mode;
  gboolean     waits;   /* For what is read about the account of the last key. */
  gboolean     pressed; /* In this frame. */
  gint64       begun;
  double       begun_cpu;
  int          n;       /* Keys pressed, those to warm up counted below 0. */
  double       wall[KEYS];
  double       cpu[KEYS];
  double       after[KEYS]; /* The longest frame between a key and the next, without a key. */
} Run;

/* What the key does in the list. Finding it takes longer than doing it. */
static GtkShortcut *
find_down (GtkListView *list)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (list));
  g_autoptr (GtkShortcutTrigger) down = gtk_keyval_trigger_new (GDK_KEY_Down, 0);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller)
                        && j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), down))
            return g_steal_pointer (&shortcut);
        }
    }
  g_error ("the list does not know the key");
}

static void
on_before_paint (GdkFrameClock *clock, Run *run)
{
  run->begun = g_get_monotonic_time ();
  run->begun_cpu = many_points_milliseconds ();
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  Run *run = data;

  run->pressed = FALSE;
  if (run->mode == EMPTY)
    {
      run->pressed = TRUE;
      gtk_widget_queue_draw (widget);
    }
  /* The first frame after the account has been read is still that of the key before. */
  else if (!run->waits)
    {
      run->pressed = TRUE;
      run->waits = run->mode == ONE_BY_ONE;
      gtk_shortcut_action_activate (gtk_shortcut_get_action (run->down), 0,
                                    GTK_WIDGET (run->list),
                                    gtk_shortcut_get_arguments (run->down));
    }
  return G_SOURCE_CONTINUE;
}

static void
on_after_paint (GdkFrameClock *clock, Run *run)
{
  double wall = (double) (g_get_monotonic_time () - run->begun) / 1000;
  int i = run->n - WARM_UP;

  if (run->pressed)
    {
      if (i >= 0 && i < KEYS)
        {
          run->wall[i] = wall;
          run->cpu[i] = many_points_milliseconds () - run->begun_cpu;
        }
      run->n++;
      return;
    }
  if (i > 0 && i <= KEYS)
    run->after[i - 1] = MAX (run->after[i - 1], wall);
  run->waits = bw_page_get_work (bw_window_get_page (run->window)) == NULL;
}

/* The list of the page itself, not that of a drop-down. */
static GtkListView *
find_list (BwPage *page)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *list = ui_find (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW, i);

      if (list == NULL || GTK_IS_MULTI_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list))))
        return GTK_LIST_VIEW (list);
    }
}

static void
measure (const char *name, BwWindow *window, GtkListView *list, Mode mode)
{
  g_autoptr (GtkShortcut) down = find_down (list);
  GtkWidget *shown = GTK_WIDGET (window);
  Run run = { .window = window, .list = list, .down = down, .mode = mode };
  GdkFrameClock *clock;
  guint tick;

  if (mode == EMPTY)
    {
      shown = gtk_window_new ();
      gtk_window_set_default_size (GTK_WINDOW (shown), 1200, 800);
      gtk_window_present (GTK_WINDOW (shown));
      ui_wait_frames (shown, 3);
    }
  clock = gtk_widget_get_frame_clock (shown);
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), &run);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), &run);
  tick = gtk_widget_add_tick_callback (shown, on_tick, &run, NULL);
  while (run.n < WARM_UP + KEYS)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (shown, tick);
  g_signal_handlers_disconnect_by_data (clock, &run);
  printf ("%-26s %8.2f %8.2f %8.2f %8.2f", name, many_points_quantile (run.wall, KEYS, 0.5),
          many_points_quantile (run.wall, KEYS, 0.95), many_points_quantile (run.cpu, KEYS, 0.5),
          many_points_quantile (run.cpu, KEYS, 0.95));
  if (mode == ONE_BY_ONE)
    printf (" %8.2f %8.2f", many_points_quantile (run.after, KEYS, 0.5),
            many_points_quantile (run.after, KEYS, 0.95));
  printf ("\n");
  if (mode == EMPTY)
    gtk_window_destroy (GTK_WINDOW (shown));
}

static gboolean
has_work (gpointer page)
{
  return bw_page_is_settled (page) && bw_page_get_work (page) != NULL;
}

static void
make_company (const char *make_plain, const char *accounts)
{
  const char *command[] = { make_plain, "portfolio", "Keys", accounts, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (!g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
                     &status, &error)
      || !g_spawn_check_wait_status (status, &error))
    g_error ("%s", error->message);
}

int
main (int argc, char **argv)
{
  g_autoptr (BwApplication) application = NULL;
  BwWindow *window;
  BwPage *page;
  GtkListView *list;

  if (argc < 2)
    {
      fprintf (stderr, "keys MAKE-PLAIN [ACCOUNTS]\n");
      return 2;
    }
  ui_test_init (&(int){ 1 }, &(char **){ (char *[]){ argv[0], NULL } });
  make_company (argv[1], argc > 2 ? argv[2] : "100000");
  application = ui_application_new ();
  window = ui_window_open (application, 1200, 800);
  bw_session_open (bw_window_get_session (window), "Keys");
  bw_window_go_to (window, "triage");
  ui_wait (ui_is_at_rest, window, "the queue");
  page = bw_window_get_page (window);
  ui_wait (has_work, page, "the first account");
  list = find_list (page);
  gtk_widget_grab_focus (GTK_WIDGET (list));

  printf ("%u accounts in the queue, milliseconds a frame\n",
          g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (list))));
  printf ("%-26s %8s %8s %8s %8s %8s %8s\n", "", "median", "95 %", "cpu", "95 %", "after", "95 %");
  measure ("empty window", window, list, EMPTY);
  measure ("key held down", window, list, HELD);
  measure ("a look at each account", window, list, ONE_BY_ONE);
  ui_window_close (window);
  return 0;
}
