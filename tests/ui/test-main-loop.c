/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "ui-fixture.h"
#include "ui/bw-pages.h"
#include "ui/bw-session-private.h"

/*
 * Whether the window stays responsive while a company is refreshed and somebody works with the
 * dashboard. What counts is how long the main loop is away from waiting for events, in time of the
 * processor on its thread: on a machine that does other things as well, that is still the time that
 * our callbacks have taken. What a virtual machine's host took meanwhile counts as the thread's own
 * and is taken off again, of what is measured as of the yardstick. Processors that share a core, and sanitizers, make the same work take
 * longer; a piece of work that is always the same, done now and then in between, says how much.
 */
#define MOST_MILLISECONDS 50.0

/* What the yardstick takes on a common machine that does nothing else. */
#define YARDSTICK_MILLISECONDS 1.0
#define YARDSTICK_NUMBERS 16384

/* The yardstick is work of a library, which a sanitizer does not slow down. */
#if defined (__SANITIZE_ADDRESS__)
#define LEAST_SLOWNESS 5.0
#else
#define LEAST_SLOWNESS 1.0
#endif

#define MOST_PROCESSORS 256

static BwApplication *application;

/* A point in time, by what has run and what has not. */
typedef struct {
  double thread;                    /* Milliseconds of the processor on this thread. */
  double stolen[MOST_PROCESSORS];   /* Milliseconds that the host has taken from each processor. */
  int    processor;                 /* Which this thread is on. */
} Moment;

static struct {
  Moment      left_poll;
  double      slowness;
  double      longest;
  const char *doing;   /* What the test was at last, to say where it took long. */
  GHashTable *longests; /* How long the loop was held at most at each of these. */
} watchdog;

static double
thread_milliseconds (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6;
}

/* Where the system does not say what was stolen, nothing was. */
static void
take_moment (Moment *moment)
{
  FILE *file = fopen ("/proc/stat", "r");
  char line[1024];

  memset (moment->stolen, 0, sizeof moment->stolen);
  while (file && fgets (line, sizeof line, file) && g_str_has_prefix (line, "cpu"))
    {
      unsigned processor;
      unsigned long stolen;

      if (sscanf (line, "cpu%u %*u %*u %*u %*u %*u %*u %*u %lu", &processor, &stolen) == 2
          && processor < MOST_PROCESSORS)
        moment->stolen[processor] = (double) stolen * 1e3 / (double) sysconf (_SC_CLK_TCK);
    }
  if (file)
    fclose (file);
  moment->processor = CLAMP (sched_getcpu (), 0, MOST_PROCESSORS - 1);
  moment->thread = thread_milliseconds ();
}

/* What this thread has run since, in milliseconds. */
static double
run_since (const Moment *since)
{
  Moment now;
  double ran = thread_milliseconds () - since->thread;

  take_moment (&now);
  return MAX (0, ran - MAX (now.stolen[since->processor] - since->stolen[since->processor],
                            now.stolen[now.processor] - since->stolen[now.processor]));
}

/* The main loop is held from one wait for events to the next. */
static int
watching_poll (GPollFD *fds, guint n_fds, int timeout)
{
  double held = run_since (&watchdog.left_poll);
  int ready;
  double *most = g_hash_table_lookup (watchdog.longests, watchdog.doing);

  if (most == NULL)
    g_hash_table_insert (watchdog.longests, (gpointer) watchdog.doing, most = g_new0 (double, 1));
  *most = MAX (*most, held);
  watchdog.longest = MAX (watchdog.longest, held);
  ready = g_poll (fds, n_fds, timeout);
  take_moment (&watchdog.left_poll);
  return ready;
}

static int
compare_numbers (gconstpointer a, gconstpointer b, gpointer data)
{
  guint x = *(const guint *) a, y = *(const guint *) b;

  return (x > y) - (x < y);
}

static void
measure_slowness (void)
{
  static guint numbers[YARDSTICK_NUMBERS];
  Moment since;
  double taken;

  take_moment (&since);
  for (guint i = 0; i < YARDSTICK_NUMBERS; i++)
    numbers[i] = i * 2654435761u;
  g_sort_array (numbers, YARDSTICK_NUMBERS, sizeof *numbers, compare_numbers, NULL);
  taken = run_since (&since);
  watchdog.slowness = MAX (watchdog.slowness, LEAST_SLOWNESS * taken / YARDSTICK_MILLISECONDS);
  watchdog.left_poll.thread += taken;
}

static void
begin_watch (void)
{
  watchdog.longest = 0;
  watchdog.longests = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  watchdog.slowness = LEAST_SLOWNESS;
  take_moment (&watchdog.left_poll);
  g_main_context_set_poll_func (NULL, watching_poll);
}

static void
end_watch (const char *what)
{
  GHashTableIter each;
  gpointer doing, most;

  g_main_context_set_poll_func (NULL, NULL);
  g_test_message ("%s: the main loop was held for %.1f ms at most, the machine is %.1f times "
                  "slower than meant", what, watchdog.longest, watchdog.slowness);
  g_hash_table_iter_init (&each, watchdog.longests);
  while (g_hash_table_iter_next (&each, &doing, &most))
    g_test_message ("%6.1f ms at most: %s", *(double *) most, (const char *) doing);
  g_clear_pointer (&watchdog.longests, g_hash_table_unref);
  g_assert_cmpfloat (watchdog.longest, >, 0);
  g_assert_cmpfloat (watchdog.longest, <, MOST_MILLISECONDS * watchdog.slowness);
}

static gboolean
has_ended (gpointer session)
{
  return bw_session_get_status (session) != BW_STATUS_REFRESHING
         && !bw_session_get_loading (session);
}

static gboolean
is_spent (gpointer data)
{
  return *(gboolean *) data;
}

static gboolean
spend (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Somebody who looks at what came of it before doing the next thing. */
static void
look (BwWindow *window, guint milliseconds)
{
  gboolean spent = FALSE;

  measure_slowness ();
  g_timeout_add (milliseconds, spend, &spent);
  ui_wait (is_spent, &spent, "a moment");
}

static void
search (BwSession *session, const char *typed)
{
  g_autoptr (BwAccountFilter) filter = bw_account_filter_copy (bw_session_get_filter (session));

  bw_account_filter_set_search (filter, typed);
  bw_session_set_filter (session, filter);
}

static const char *
doing (const char *page, const char *what)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", page, what);

  return g_intern_string (text);
}

/* What a person does who does not wait for the refresh. */
static void
use (BwWindow *window, BwSession *session)
{
  static const char *const typed[] = { "a", "an", "and", "" };
  guint n_pages;
  const BwPageInfo *pages = bw_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      watchdog.doing = doing (pages[i].name, "going there");
      bw_window_go_to (window, pages[i].name);
      look (window, 150);
      for (guint t = 0; t < G_N_ELEMENTS (typed); t++)
        {
          g_autofree char *what = g_strdup_printf ("searching for “%s”", typed[t]);

          watchdog.doing = doing (pages[i].name, what);
          search (session, typed[t]);
          look (window, 60);
        }
      watchdog.doing = doing (pages[i].name, "another month");
      bw_session_step_months (session, i % 2 == 0 ? -1 : 1);
      look (window, 100);
    }
}

/* The first refresh, which fills an empty portfolio, and one later, in which nothing changed. */
static void
test_refresh (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_add ("Held", BW_PORTFOLIO_DEMO, NULL,
                                            "accounts=300 months=24 seed=3", &error);

  g_assert_no_error (error);
  g_settings_set_boolean (bw_session_get_settings (session), "refresh-at-start", TRUE);
  watchdog.doing = "opening";
  begin_watch ();
  bw_session_open_info (session, info);
  while (bw_session_get_snapshot (session) == NULL || !has_ended (session))
    use (window, session);
  end_watch ("a first refresh");

  begin_watch ();
  bw_session_refresh (session);
  g_assert_cmpint (bw_session_get_status (session), ==, BW_STATUS_REFRESHING);
  do
    use (window, session);
  while (!has_ended (session));
  end_watch ("a later refresh");
  g_assert_cmpint (bw_session_get_status (session), ==, BW_STATUS_UP_TO_DATE);
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int result;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/ui/main-loop/refresh", test_refresh);
  result = g_test_run ();
  g_object_unref (application);
  return result;
}
