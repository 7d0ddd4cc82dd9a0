/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "figures/bw-metric-accounts-figure.h"
#include "plain-company.h"

#define LIVE 20300

/* By SQL: the mean of the 90 days before go-live, and of the last 90 days. */
#define MEAN "SELECT avg(value) FROM observations WHERE account_id = '%s' AND metric_key = 'hours' "
#define BEFORE MEAN "AND observed_on >= 20300 - 90 AND observed_on < 20300"
#define AFTER MEAN "AND observed_on > 20600 - 90 AND observed_on <= 20600"

/* Accounts 0 to 7 measure hours: half of them fall, half of them rise. Account 8 has not gone live,
 * account 9 measures nothing. */
static Fixture *
measuring_company (void)
{
  Fixture *fixture = plain_company ();

  fixture_exec (fixture, "BEGIN");
  for (guint i = 0; i < 10; i++)
    {
      plain_account (fixture, i, -1, 50, 0, 1000 * (10 - (int) i), 0);
      if (i != 8)
        fixture_exec (fixture, "UPDATE accounts SET go_live_on = %d WHERE id = 'a%03u'", LIVE, i);
      for (int day = LIVE - 120; day <= NOW + 30 && i != 9; day += 15)
        fixture_exec (fixture,
                      "INSERT INTO observations VALUES ('a%03u', 'hours', %d, %d / 100.0, 0)", i,
                      day,
                      1000 + (int) i * 10
                        + (day > LIVE ? (day - LIVE) * (i % 2 == 0 ? -1 : 1) : (day * 7) % 13));
    }
  /* a000 is due half of its way by now and has gone it; a001 has gone the other way. */
  fixture_exec (fixture,
                "INSERT INTO plans (id, account_id, started_on, updated_at) VALUES "
                "('p0', 'a000', %d, 0), ('p1', 'a001', %d, 0);"
                "INSERT INTO plan_targets (id, plan_id, metric_key, baseline_value, baseline_on, "
                "target_value, due_on, updated_at) VALUES "
                "('t0', 'p0', 'hours', 12, %d, 2, %d, 0), ('t1', 'p1', 'hours', 12, %d, 6, %d, 0)",
                LIVE, LIVE, LIVE, NOW + 300, LIVE, NOW + 300);
  fixture_exec (fixture, "COMMIT");
  fixture_next (fixture);
  return fixture;
}

static BwMetricAccountsFigure *
compute (Fixture *fixture, BwSnapshot *snapshot, const char *filter_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAccountFilter) filter = bw_account_filter_parse (filter_text, &error);
  BwFigureScope scope = { .snapshot = snapshot, .filter = filter, .mirror = fixture->mirror };
  BwMetricAccountsFigure *figure = bw_metric_accounts_figure_compute (&scope, "hours", &error);

  g_assert_no_error (error);
  return figure;
}

static void
assert_same (double a, double b)
{
  g_assert_true (isnan (a) ? isnan (b) : fabs (a - b) < 1e-9);
}

static void
test_against_sql (void)
{
  g_autoptr (Fixture) fixture = measuring_company ();
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
  g_autoptr (BwMetricAccountsFigure) figure = compute (fixture, snapshot, "");
  guint n_better = 0, n_compared = 0;

  g_assert_cmpuint (figure->n_whole, ==, 10);
  g_assert_cmpuint (figure->n_read, ==, 10);
  g_assert_cmpint (figure->n, ==,
                   fixture_int (fixture, "SELECT count(DISTINCT account_id) FROM observations "
                                         "WHERE metric_key = 'hours'"));
  for (guint i = 0; i < figure->n; i++)
    {
      const BwMetricAccount *account = &figure->accounts[i];
      const char *id = bw_snapshot_id (snapshot, account->row);
      gboolean has_plan = account->plan_status != BW_PLAN_NONE;
      double before = has_plan ? 12 : fixture_double (fixture, BEFORE, id);
      double now = fixture_double (fixture, AFTER, id);

      if (g_str_equal (id, "a008"))
        {
          g_assert_true (isnan (account->before));
          g_assert_true (isnan (account->change));
          continue;
        }
      assert_same (account->before, before);
      assert_same (account->now, now);
      assert_same (account->change, now - before);
      assert_same (account->improvement, before - now);
      assert_same (account->change_share, (now - before) / before);
      n_compared++;
      n_better += now < before;
    }
  g_assert_cmpuint (figure->n_compared, ==, n_compared);
  g_assert_cmpuint (figure->n_better, ==, n_better);
  g_assert_cmpuint (n_better, >, 0);
  g_assert_cmpuint (n_better, <, n_compared);

  /* Who is behind stands first; who cannot be compared last. */
  g_assert_cmpuint (figure->n_behind, ==, 1);
  g_assert_cmpstr (bw_snapshot_id (snapshot, figure->accounts[0].row), ==, "a001");
  g_assert_cmpint (figure->accounts[0].plan_status, ==, BW_PLAN_BEHIND);
  g_assert_cmpstr (bw_snapshot_id (snapshot, figure->accounts[figure->n - 1].row), ==, "a008");
}

/* The list says of an account what its own page says. */
static void
test_as_the_account (void)
{
  g_autoptr (Fixture) fixture = measuring_company ();
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
  g_autoptr (BwMetricAccountsFigure) figure = compute (fixture, snapshot, "");
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };

  for (guint i = 0; i < figure->n; i++)
    {
      const BwMetricAccount *account = &figure->accounts[i];
      BwSeriesRequest request = { .account_id = bw_snapshot_id (snapshot, account->row),
                                  .metric_key = "hours", .bucket = BW_BUCKET_MONTH };
      g_autoptr (GError) error = NULL;
      g_autoptr (BwSeriesFigure) own = bw_series_figure_compute (&scope, &request, &error);

      g_assert_no_error (error);
      assert_same (account->change, own->result->change);
      g_assert_cmpint (account->plan_status, ==, own->result->plan_status);
      g_assert_cmpint (account->velocity, ==, own->result->velocity);
      g_assert_cmpint (account->last_on, ==, own->result->last_on);
      g_assert_cmpint (account->last_on, <=, NOW);
    }
}

static void
test_filter_and_none (void)
{
  g_autoptr (Fixture) fixture = measuring_company ();
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
  g_autoptr (BwMetricAccountsFigure) some = compute (fixture, snapshot, "owner=p1");
  g_autoptr (BwMetricAccountsFigure) none = compute (fixture, snapshot, "id=a009");
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (some->n, ==,
                   fixture_int (fixture, "SELECT count(DISTINCT account_id) FROM observations "
                                         "JOIN accounts a ON a.id = account_id WHERE owner_id = "
                                         "'p1' AND metric_key = 'hours'"));
  g_assert_cmpuint (none->n, ==, 0);
  g_assert_cmpuint (none->n_compared, ==, 0);
  g_assert_cmpuint (g_strv_length (some->head.rule->left_out), ==, 1);

  g_assert_null (bw_metric_accounts_figure_compute (&scope, "nothing", &error));
  g_assert_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/metric-accounts/against-sql", test_against_sql);
  g_test_add_func ("/metric-accounts/as-the-account", test_as_the_account);
  g_test_add_func ("/metric-accounts/filter-and-none", test_filter_and_none);
  return g_test_run ();
}
