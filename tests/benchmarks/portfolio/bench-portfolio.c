/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <math.h>

#include "figures/bw-front-page.h"
#include "portfolio/bw-states.h"
#include "store/bw-mirror.h"

/*
 * How long it takes to open a portfolio, another date of it, to filter it and to paint its first
 * page, for as many accounts as the first argument says. The mirror is made by SQL: 21 readings,
 * four revenue events and twelve costs an account. Next to the times stands what each is of a
 * yardstick measured in the same run: a sum over eight doubles an account.
 */

#define AS_OF 20600
#define METRICS 7

static double yardstick = 1;

static void
must (gboolean good, GError *error)
{
  if (!good)
    g_error ("%s", error != NULL ? error->message : "it failed");
}

static void
report (const char *what, gint64 since, guint times)
{
  double milliseconds = (double) (g_get_monotonic_time () - since) / 1000 / times;

  g_print ("%-48s %10.2f ms %8.1f yardsticks\n", what, milliseconds, milliseconds / yardstick);
}

static void
fill (BwMirror *mirror, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
    "PRAGMA synchronous = OFF; BEGIN;"
    "INSERT INTO company VALUES ('c', 'Bench', 'EUR', 1, %d, 0);"
    "CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM c "
    "  WHERE i < %u - 1) SELECT i, printf('acc-%%08d', i) AS id FROM c;"
    "INSERT INTO people SELECT 'p' || i, 'Person Ümlaut ' || i, NULL, 'csm', NULL, 140, 0 FROM n "
    "  LIMIT 200;"
    "INSERT INTO metrics (key, name, dimension, direction, aggregation, low, neutral, high, weight, "
    "  half_life_days, expires_days, updated_at) VALUES ('m0', 'A', 'deployment', 1, 'last', 0, 50, "
    "  100, 1, NULL, 0, 0), ('m1', 'B', 'engagement', 1, 'last', 0, 50, 100, 1, 90, 400, 0), ('m2', "
    "  'C', 'nps', 1, 'last', 0, 50, 100, 1, 90, 400, 0), ('m3', 'D', 'csat', 1, 'last', 0, 50, 100, "
    "  1, 90, 400, 0), ('m4', 'E', 'support', 1, 'last', 0, 50, 100, 1, NULL, 400, 0), ('m5', 'F', "
    "  'sentiment', 1, 'last', 0, 50, 100, 1, 60, 400, 0), ('m6', 'G', 'success', -1, 'mean', NULL, "
    "  NULL, NULL, 1, NULL, NULL, 0);"
    "INSERT INTO accounts (id, name, industry, region, strategic, owner_id, contract_started_on, "
    "  go_live_on, updated_at) SELECT id, 'Société Número ' || i, 'industry ' || i %% 9, 'region ' "
    "  || i %% 5, i %% 997 = 0, 'p' || i %% 200, 19000 + i %% 1000, 19060 + i %% 1000, 0 FROM n;"
    "INSERT INTO account_slots SELECT id, i + 1 FROM n;"
    "INSERT INTO observations SELECT id, 'm' || m, 19800 + 250 * d + i %% 50, abs(random() %% 101), "
    "  0 FROM n, (SELECT value AS m FROM json_each('[0,1,2,3,4,5,6]')), (SELECT value AS d FROM "
    "  json_each('[0,1,2]')) ORDER BY 1, 2, 3;"
    "INSERT INTO revenue_events SELECT id || '-' || e, id, NULL, 19000 + i %% 1000 + 200 * e, 'new', "
    "  1000 + abs(random() %% 100000) / (1 + i %% 40), 0 FROM n, (SELECT value AS e FROM "
    "  json_each('[0,1,2,3]'));"
    "INSERT INTO service_costs SELECT id, 20250 + 30 * e, abs(random() %% 9000), 0 FROM n, (SELECT "
    "  value AS e FROM json_each('[0,1,2,3,4,5,6,7,8,9,10,11]')) ORDER BY 1, 2;"
    "INSERT OR REPLACE INTO meta VALUES ('generation', '1'); COMMIT;",
    AS_OF, n);

  must (bw_mirror_exec (mirror, sql, &error), error);
}

static void
measure_yardstick (guint n)
{
  gsize cells = (gsize) n * 8;
  g_autofree double *values = g_new (double, cells);
  gint64 since;
  double sum = 0;

  for (gsize i = 0; i < cells; i++)
    values[i] = (double) i;
  since = g_get_monotonic_time ();
  for (guint round = 0; round < 10; round++)
    {
      for (gsize i = 0; i < cells; i++)
        sum += values[i];
      values[round] = sum;
    }
  yardstick = (double) (g_get_monotonic_time () - since) / 10000;
  g_print ("%-48s %10.2f ms (%g)\n", "the yardstick", yardstick, sum);
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
      gint64 since;

      bw_account_filter_set_search (filter, typed[i]);
      since = g_get_monotonic_time ();
      bw_selection_free (bw_account_filter_apply (snapshot, filter));
      report (what, since, 1);
    }
}

static void
measure (const char *path, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (path, BW_MIRROR_CREATE, &error);
  g_autoptr (BwSnapshot) now = NULL, then = NULL, again = NULL, mended = NULL;
  g_autoptr (BwFrontPage) page = NULL, read = NULL;
  g_autofree BwDate *ends = NULL;
  BwFigureScope scope = { .mirror = mirror };
  gint64 since;
  guint n_ends;

  must (mirror != NULL, error);
  since = g_get_monotonic_time ();
  fill (mirror, n);
  report ("make the mirror", since, 1);

  since = g_get_monotonic_time ();
  now = bw_snapshot_load (mirror, AS_OF, NULL, &error);
  must (now != NULL, error);
  report ("first snapshot, nothing kept", since, 1);

  ends = bw_states_month_ends (now->table, AS_OF, 12, &n_ends);
  since = g_get_monotonic_time ();
  must (bw_states_keep (mirror, now->table, ends, n_ends, NULL, NULL, NULL, &error), error);
  report ("keep twelve month ends", since, 1);

  since = g_get_monotonic_time ();
  then = bw_snapshot_load_beside (mirror, now, ends[6], NULL, &error);
  must (then != NULL, error);
  report ("snapshot of another date, kept", since, 1);

  since = g_get_monotonic_time ();
  again = bw_snapshot_load (mirror, AS_OF, NULL, &error);
  must (again != NULL, error);
  report ("snapshot of a program just started", since, 1);

  measure_filter (now);

  scope.snapshot = now;
  scope.compare = then;
  since = g_get_monotonic_time ();
  page = bw_front_page_compute (&scope, &error);
  must (page != NULL, error);
  report ("compute the front page", since, 1);
  since = g_get_monotonic_time ();
  must (bw_front_page_write (page, path, &error), error);
  report ("write its memo", since, 1);
  since = g_get_monotonic_time ();
  read = bw_front_page_read (path);
  must (read != NULL, NULL);
  report ("read its memo", since, 1);

  touch_some (mirror);
  since = g_get_monotonic_time ();
  mended = bw_snapshot_load (mirror, AS_OF, NULL, &error);
  must (mended != NULL, error);
  report ("snapshot after a refresh of 1 % of the accounts", since, 1);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bellwether-bench-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "mirror.sqlite", NULL);
  g_autofree char *remove = g_strdup_printf ("rm -r '%s'", folder);
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;

  g_print ("%u accounts\n", n);
  measure_yardstick (n);
  measure (path, n);
  return system (remove) != 0;
}
