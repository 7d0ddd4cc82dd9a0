/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <math.h>
#include <sys/resource.h>
#include <time.h>

#include "figures/bw-accounts-figure.h"
#include "figures/bw-front-page.h"
#include "figures/bw-triage-figure.h"
#include "plain-mirror.h"
#include "portfolio/bw-states.h"
#include "store/bw-mirror.h"

/*
 * How long it takes to open a portfolio, another date of it, to filter and to sort it, to compute
 * each figure and to keep the first page, for as many accounts as the second argument says; the
 * first is the program that makes the mirror, apart from this one so that its memory does not
 * count. Beside the times by the clock stand those of the processor, which other programs change
 * less, and what these are of a yardstick measured in the same run: a sum over eight doubles an
 * account. Whoever reads the table over sizes sees what grows faster than that.
 */

static double yardstick = 1;

static void
must (gboolean good, GError *error)
{
  if (!good)
    g_error ("%s", error != NULL ? error->message : "it failed");
}

typedef struct {
  gint64 clock;
  double processor; /* Of all threads. */
} Stamp;

static Stamp
now_is (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return (Stamp) { g_get_monotonic_time (),
                   (double) time.tv_sec * 1e3 + (double) time.tv_nsec / 1e6 };
}

static void
report (const char *what, Stamp since)
{
  Stamp now = now_is ();
  double milliseconds = now.processor - since.processor;

  g_print ("%-48s %10.2f ms, processor %10.2f ms %8.1f yardsticks\n", what,
           (double) (now.clock - since.clock) / 1000, milliseconds, milliseconds / yardstick);
}

static void
measure_yardstick (guint n)
{
  gsize cells = (gsize) n * 8;
  g_autofree double *values = g_new (double, cells);
  Stamp since;
  double sum = 0;

  for (gsize i = 0; i < cells; i++)
    values[i] = (double) i;
  since = now_is ();
  for (guint round = 0; round < 10; round++)
    {
      for (gsize i = 0; i < cells; i++)
        sum += values[i];
      values[round] = sum;
    }
  yardstick = (now_is ().processor - since.processor) / 10;
  g_print ("%-48s %10.2f ms (%g)\n", "the yardstick", yardstick, sum);
}

/* What reading that many bytes of memory takes that are not in a cache of the processor: what no
 * pass over a file beside the mirror can undercut. */
static void
report_plain_pass (const char *mirror_path, const char *name)
{
  g_autofree char *path = bw_states_file_path (mirror_path, name);
  g_autofree char *what = NULL;
  g_autofree guint64 *words = NULL;
  GStatBuf info;
  guint64 sum = 0;
  gsize n;
  Stamp since;

  must (g_stat (path, &info) == 0, NULL);
  n = (gsize) info.st_size / sizeof *words;
  words = g_new (guint64, n + 1);
  for (gsize i = 0; i < n; i++)
    words[i] = i;
  what = g_strdup_printf ("a plain pass over the %.1f MB of \"%s\"", (double) info.st_size / 1e6,
                          name);
  since = now_is ();
  for (gsize i = 0; i < n; i++)
    sum += words[i];
  *(volatile guint64 *) words = sum;
  report (what, since);
}

static void
touch_some (BwMirror *mirror)
{
  g_autoptr (GError) error = NULL;

  must (bw_mirror_exec (mirror,
                        "BEGIN; INSERT OR REPLACE INTO touched SELECT account_id, 2 FROM "
                        "account_slots WHERE slot % 100 = 0; INSERT OR REPLACE INTO meta "
                        "VALUES ('generation', '2'); COMMIT",
                        &error),
        error);
}

static void
measure_filter (BwSnapshot *snapshot)
{
  static const char *const typed[] = { "s", "so", "soc", "societe", "societe 99", "9999" };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();
      g_autofree char *what = g_strdup_printf ("filter by what was typed: %s", typed[i]);
      Stamp since;

      bw_account_filter_set_search (filter, typed[i]);
      since = now_is ();
      bw_selection_free (bw_account_filter_apply (snapshot, filter));
      report (what, since);
    }
}

static void
measure_figures (const BwFigureScope *scope)
{
  g_autoptr (GError) error = NULL;
  BwDistributionRequest request = { .from = NAN, .to = NAN };
  const BwAccountColumn *columns[] = { bw_account_column_find ("name"),
                                       bw_account_column_find ("arr") };
  Stamp since = now_is ();
  g_autoptr (BwKeyFigures) key_figures = bw_key_figures_compute (scope);
  g_autoptr (BwDistributionFigure) distribution = NULL;
  g_autoptr (BwQuadrantsFigure) quadrants = NULL;
  g_autoptr (BwTiersFigure) tiers = NULL;
  g_autoptr (BwSeriesFigure) series = NULL;

  report ("figure: key figures", since);
  since = now_is ();
  distribution = bw_distribution_figure_compute (scope, &request, &error);
  must (distribution != NULL, error);
  report ("figure: distribution", since);
  since = now_is ();
  quadrants = bw_quadrants_figure_compute (scope);
  report ("figure: quadrants", since);
  since = now_is ();
  tiers = bw_tiers_figure_compute (scope, NULL, &error);
  must (tiers != NULL, error);
  report ("figure: tiers", since);
  since = now_is ();
  series = bw_series_figure_compute_portfolio (scope, NULL, &error);
  must (series != NULL, error);
  report ("figure: success metric", since);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (BwAccountsFigure) accounts = NULL;
      g_autofree char *what = g_strdup_printf ("sort by %s", columns[i]->key);

      since = now_is ();
      accounts = bw_accounts_figure_compute (scope, columns[i], TRUE);
      report (what, since);
    }
}

/* The first look reads the rows of every account and keeps what it needs of them; the others open
 * that. A page asks for the changes of a week when its queue is on the screen. */
static void
measure_triage (const BwFigureScope *scope)
{
  static const char *const looks[] = { "triage queue, first look", "triage queue",
                                       "triage queue with changes, first look",
                                       "triage queue with changes" };

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      const BwTriageRequest request = { .changes = i >= 2 };
      g_autoptr (GError) error = NULL;
      Stamp since = now_is ();
      g_autoptr (BwTriageFigure) figure
        = bw_triage_figure_compute (scope, &request, NULL, &error);

      must (figure != NULL, error);
      report (looks[i], since);
    }
}

/* Files that are mapped count as far as they were looked at. */
static void
report_memory (const char *what)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  g_print ("%-48s %10.1f MB\n", what, (double) usage.ru_maxrss / 1024);
}

/* What a start reads before its first frame. */
static void
measure_memo (const char *path)
{
  Stamp since = now_is ();
  g_autoptr (BwFrontPage) read = bw_front_page_read (path);

  must (read != NULL, NULL);
  report ("read its memo", since);
}

static void
measure (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (path, BW_MIRROR_CREATE, &error);
  g_autoptr (BwSnapshot) now = NULL, then = NULL, again = NULL, mended = NULL, new_date = NULL;
  g_autoptr (BwFrontPage) page = NULL;
  g_autofree BwDate *ends = NULL;
  BwFigureScope scope = { .mirror = mirror };
  char name[BW_DATE_STRLEN];
  Stamp since;
  guint n_ends;

  must (mirror != NULL, error);
  since = now_is ();
  now = bw_snapshot_load (mirror, PLAIN_AS_OF, NULL, &error);
  must (now != NULL, error);
  report ("first snapshot, nothing kept", since);

  since = now_is ();
  new_date = bw_snapshot_load_beside (mirror, now, PLAIN_AS_OF - 100, NULL, &error);
  must (new_date != NULL, error);
  report ("snapshot of another date, never looked at", since);
  report_plain_pass (path, "history");
  report_plain_pass (path, bw_date_format_iso (PLAIN_AS_OF, name));

  ends = bw_states_month_ends (now->table, PLAIN_AS_OF, 12, &n_ends);
  since = now_is ();
  must (bw_states_keep (mirror, now->table, ends, n_ends, NULL, NULL, NULL, &error), error);
  report ("keep twelve month ends", since);

  since = now_is ();
  then = bw_snapshot_load_beside (mirror, now, ends[6], NULL, &error);
  must (then != NULL, error);
  report ("snapshot of another date, kept", since);

  since = now_is ();
  again = bw_snapshot_load (mirror, PLAIN_AS_OF, NULL, &error);
  must (again != NULL, error);
  report ("snapshot of a program just started", since);
  report_memory ("memory at most, with three snapshots");

  measure_filter (now);

  scope.snapshot = now;
  scope.compare = then;
  since = now_is ();
  page = bw_front_page_compute (&scope, &error);
  must (page != NULL, error);
  report ("compute the front page", since);
  since = now_is ();
  must (bw_front_page_write (page, path, &error), error);
  report ("write its memo", since);
  measure_memo (path);
  measure_figures (&scope);
  measure_triage (&scope);

  touch_some (mirror);
  since = now_is ();
  mended = bw_snapshot_load (mirror, PLAIN_AS_OF, NULL, &error);
  must (mended != NULL, error);
  report ("snapshot after a refresh of 1 % of the accounts", since);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bellwether-bench-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "mirror.sqlite", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", folder);
  const char *accounts = argc > 2 ? argv[2] : "100000";
  const char *make[] = { argc > 1 ? argv[1] : "make-plain", "mirror", path, accounts, NULL };
  Stamp since = now_is ();
  int status;

  g_print ("%s accounts\n", accounts);
  measure_yardstick ((guint) g_ascii_strtoull (accounts, NULL, 10));
  since = now_is ();
  must (g_spawn_sync (NULL, (char **) make, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, &status,
                      &error)
          && g_spawn_check_wait_status (status, &error),
        error);
  report ("make the mirror", since);
  measure (path);
  report_memory ("memory at most, at the end");
  return system (remove) != 0;
}
