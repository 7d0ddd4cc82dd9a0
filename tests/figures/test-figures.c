/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-key-figures.h"
#include "figures/bw-quadrants-figure.h"
#include "figures/bw-tiers-figure.h"
#include "plain-company.h"

#define ACTIVE(d) "contract_started_on <= " d " AND (churned_on IS NULL OR churned_on > " d ")"

static void
test_distribution (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (5);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW), then = plain_load (fixture, THEN);
  g_autoptr (BwDistributionFigure) figure
    = plain_distribution (fixture, now, then, "success_index", "");
  const BwDistribution *result = figure->result;
  static const struct {
    BwTail      tail;
    const char *where;
  } tails[] = {
    { BW_TAIL_AT_RISK, INDEX_ON ("20600") " < 40" },
    { BW_TAIL_ADVOCATES, INDEX_ON ("20600") " >= 80" },
    { BW_TAIL_BETWEEN, INDEX_ON ("20600") " >= 40 AND " INDEX_ON ("20600") " < 80" },
    { BW_TAIL_UNKNOWN, INDEX_ON ("20600") " IS NULL" },
    { BW_TAIL_INTO_AT_RISK, INDEX_ON ("20600") " < 40 AND " INDEX_ON ("20500") " >= 40" },
    { BW_TAIL_OUT_OF_AT_RISK, INDEX_ON ("20600") " >= 40 AND " INDEX_ON ("20500") " < 40" },
    { BW_TAIL_INTO_ADVOCATES, INDEX_ON ("20600") " >= 80 AND " INDEX_ON ("20500") " < 80" },
    { BW_TAIL_OUT_OF_ADVOCATES, INDEX_ON ("20600") " < 80 AND " INDEX_ON ("20500") " >= 80" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tails); i++)
    {
      g_autoptr (BwSelection) selection = bw_distribution_figure_tail (figure, tails[i].tail);

      g_assert_cmpint (selection->n, ==,
                       fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE %s",
                                    tails[i].where));
    }
  g_assert_cmpint (result->at_risk.accounts, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE %s",
                                tails[0].where));
  g_assert_cmpint (result->at_risk.arr, ==,
                   fixture_int (fixture, "SELECT sum(" ARR ") FROM accounts a WHERE %s",
                                tails[0].where));
  g_assert_cmpint (result->unknown, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE %s",
                                tails[3].where));
  g_assert_cmpfloat_with_epsilon (
    result->mean, fixture_double (fixture, "SELECT avg(" INDEX_ON ("20600") ") FROM accounts a"),
    1e-9);
  g_assert_cmpfloat_with_epsilon (
    result->mean_change,
    fixture_double (fixture, "SELECT avg(" INDEX_ON ("20600") ") - avg(" INDEX_ON ("20500")
                             ") FROM accounts a"),
    1e-9);
  g_assert_nonnull (strstr (figure->head.subtitle, "of 60 accounts"));
}

static void
test_distribution_of_a_filter (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  g_autoptr (BwDistributionFigure) figure
    = plain_distribution (fixture, now, NULL, "success_index", "owner=Ada");
  g_autoptr (BwDistributionFigure) metric
    = plain_distribution (fixture, now, NULL, "metric:depth", "");
  g_autoptr (BwSelection) upper = bw_distribution_figure_range (figure, 50, 100);

  g_assert_cmpuint (figure->n, ==, 20);
  g_assert_cmpuint (figure->whole, ==, 60);
  g_assert_false (figure->result->has_comparison);
  g_assert_null (figure->sentence);
  g_assert_cmpint (upper->n, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE owner_id = 'p1' "
                                         "AND " INDEX_ON ("20600") " >= 50"));
  /* The reading itself is what the index is made of here. */
  g_assert_cmpint (metric->result->accounts, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE "
                                         INDEX_ON ("20600") " IS NOT NULL"));
  g_assert_true (isnan (metric->result->at_risk.threshold));
}

static void
test_upsell (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) now = NULL;
  g_autoptr (BwDistributionFigure) figure = NULL;
  g_autoptr (BwSelection) upsell = NULL, content = NULL;

  for (guint i = 0; i < 8; i++)
    plain_account (fixture, i, -1, i < 6 ? 90 : 50, 0, 100, 0);
  fixture_exec (fixture,
                "INSERT INTO change_requests VALUES ('1', 'a000', %d, 'expansion', 0),"
                " ('2', 'a001', %d, 'expansion', 0), ('3', 'a002', %d, 'reduction', 0),"
                " ('4', 'a003', %d, 'expansion', 0), ('5', 'a006', %d, 'expansion', 0);"
                "INSERT INTO leads VALUES ('1', 'a004', 'csql', %d, 5, 'open', 0),"
                " ('2', 'a005', 'csql', %d, 5, 'won', 0), ('3', 'a000', 'csql', %d, 5, NULL, 0)",
                NOW - 10, NOW - 400, NOW - 10, NOW + 10, NOW - 10, NOW - 10, NOW - 10, NOW - 10);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  figure = plain_distribution (fixture, now, NULL, "success_index", "");
  g_assert_cmpuint (figure->upsell_accounts, ==, 2);
  g_assert_cmpint (figure->upsell_arr, ==, 2400);

  upsell = bw_distribution_figure_tail (figure, BW_TAIL_UPSELL);
  content = bw_distribution_figure_tail (figure, BW_TAIL_CONTENT);
  g_assert_cmpuint (upsell->n, ==, 2);
  g_assert_cmpstr (bw_snapshot_id (now, upsell->rows[0]), ==, "a000");
  g_assert_cmpstr (bw_snapshot_id (now, upsell->rows[1]), ==, "a004");
  g_assert_cmpuint (content->n, ==, 4);
}

static void
test_quadrants (void)
{
  static const char *const where[] = {
    [BW_QUADRANT_SUCCESS] = HAPPY " = 1 AND " ARR " > " COST,
    [BW_QUADRANT_FIX_EXPECTATIONS] = HAPPY " = 0 AND " ARR " > " COST,
    [BW_QUADRANT_FIX_COST] = HAPPY " = 1 AND " ARR " <= " COST,
    [BW_QUADRANT_REVIEW] = HAPPY " = 0 AND " ARR " <= " COST,
    [BW_QUADRANT_UNKNOWN] = HAPPY " IS NULL OR " COST " IS NULL",
  };
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  BwFigureScope scope = { .snapshot = now };
  g_autoptr (BwQuadrantsFigure) figure = bw_quadrants_figure_compute (&scope);

  for (guint quadrant = 0; quadrant <= BW_QUADRANT_UNKNOWN; quadrant++)
    {
      g_autoptr (BwSelection) selection = bw_quadrants_figure_quadrant (figure, quadrant);
      const BwQuadrantTotal *total = quadrant == BW_QUADRANT_UNKNOWN
                                       ? &figure->result->unknown
                                       : &figure->result->totals[quadrant];

      g_assert_cmpuint (total->accounts, >, 0);
      g_assert_cmpint (total->accounts, ==,
                       fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE %s",
                                    where[quadrant]));
      g_assert_cmpuint (selection->n, ==, total->accounts);
      g_assert_cmpint (total->arr, ==,
                       fixture_int (fixture, "SELECT sum(" ARR ") FROM accounts a WHERE %s",
                                    where[quadrant]));
      if (quadrant != BW_QUADRANT_UNKNOWN)
        g_assert_cmpint (total->profit, ==,
                         fixture_int (fixture,
                                      "SELECT sum(" ARR " - " COST ") FROM accounts a WHERE %s",
                                      where[quadrant]));
    }
  g_assert_cmpuint (figure->shown + figure->result->unknown.accounts, ==, 60);
}

static void
test_tiers (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  BwFigureScope scope = { .snapshot = now, .mirror = fixture->mirror };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTiersFigure) figure = NULL, filtered = NULL;
  g_autoptr (BwAccountFilter) filter = bw_account_filter_parse ("owner=p1 tier=top", NULL);
  g_autoptr (BwSelection) top = NULL;
  gint64 total = fixture_int (fixture, "SELECT sum(mrr_delta) * 12 FROM revenue_events");
  gint64 reached = 0;
  guint n = 0;

  figure = bw_tiers_figure_compute (&scope, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (figure->result->arr, ==, total);
  /* The fewest of the largest that reach 40 %. */
  for (; (double) reached < 0.4 * (double) total; n++)
    reached += 12 * 1000 * (60 - n);
  g_assert_cmpuint (figure->result->totals[BW_TIER_TOP].accounts, ==, n);
  top = bw_tiers_figure_tier (figure, BW_TIER_TOP);
  g_assert_cmpuint (top->n, ==, n);

  g_assert_cmpuint (figure->n_csms, ==, 2);
  g_assert_cmpstr (figure->csms[0].name, ==, "Bo");
  g_assert_cmpuint (figure->csms[0].coverage.accounts, ==, 40);
  g_assert_cmpuint (figure->csms[1].coverage.accounts, ==, 20);
  g_assert_nonnull (figure->csms[0].mark);

  /* A part of the portfolio keeps the tiers of the whole. */
  scope.filter = filter;
  filtered = bw_tiers_figure_compute (&scope, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (filtered->n, >, 0);
  g_assert_cmpuint (filtered->result->totals[BW_TIER_TOP].accounts, ==, filtered->n);
  g_assert_cmpuint (filtered->n_csms, ==, 1);
}

static void
test_cadence (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) now = NULL;
  g_autoptr (BwTiersFigure) figure = NULL;
  g_autoptr (GError) error = NULL;
  BwFigureScope scope = { NULL };

  /* All strategic and so in the top tier; four calls a year are due to each, a004 is young. */
  for (guint i = 0; i < 5; i++)
    plain_account (fixture, i, -1, 50, 0, 1000, 0);
  fixture_exec (fixture,
                "UPDATE accounts SET strategic = 1;"
                "UPDATE accounts SET contract_started_on = %d WHERE id = 'a004';"
                "INSERT INTO policy VALUES ('services', '{\"top\": [{\"name\": \"Quarterly call\", "
                "\"kind\": \"call\", \"hours\": 1, \"times_a_year\": 4}]}', 0)",
                NOW - 73);
  /* a000: six calls, the last of them lately; a001: one long ago; a002: none yet; a003: a visit. */
  for (int i = 0; i < 6; i++)
    fixture_exec (fixture,
                  "INSERT INTO interactions (id, account_id, occurred_on, kind, updated_at) "
                  "VALUES ('c%d', 'a000', %d, 'call', 0)", i, NOW - 10 - i * 50);
  fixture_exec (fixture,
                "INSERT INTO interactions (id, account_id, occurred_on, kind, updated_at) VALUES "
                "('x', 'a001', %d, 'call', 0), ('y', 'a003', %d, 'site_visit', 0), "
                "('z', 'a002', %d, 'call', 0)",
                NOW - 200, NOW - 5, NOW + 5);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  scope.snapshot = now;
  scope.mirror = fixture->mirror;
  figure = bw_tiers_figure_compute (&scope, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (figure->cadence[0].name, ==, "Quarterly call");
  g_assert_cmpint (figure->cadence[0].tier, ==, BW_TIER_TOP);
  g_assert_cmpfloat_with_epsilon (figure->cadence[0].due, 4 * 4 + 4 * 0.2, 1e-9);
  g_assert_cmpuint (figure->cadence[0].done, ==, 5);
  g_assert_cmpuint (figure->cadence[0].overdue, ==, 3);
  g_assert_cmpuint (figure->cadence[0].overdue_rows->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (bw_snapshot_id (now, g_array_index (figure->cadence[0].overdue_rows, guint32,
                                                         i)),
                     ==, ((const char *const[]) { "a001", "a002", "a003" })[i]);
}

static void
test_key_figures (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (5);
  g_autoptr (BwSnapshot) now = NULL, then = NULL;
  g_autoptr (BwKeyFigures) figures = NULL;
  const BwKeyFigure *figure;
  BwFigureScope scope = { NULL };

  /* Between the dates one grows, one leaves and one comes. */
  fixture_exec (fixture,
                "UPDATE accounts SET churned_on = 20550 WHERE id = 'a003';"
                "UPDATE accounts SET contract_started_on = 20560 WHERE id = 'a004';"
                "INSERT INTO revenue_events VALUES ('x', 'a005', 20400, 20590, 'expansion', 7000,"
                " 0),"
                " ('y', 'a006', 20595, 20700, 'expansion', 900, 0)");
  now = plain_load (fixture, NOW);
  then = plain_load (fixture, THEN);
  scope.snapshot = now;
  scope.compare = then;
  figures = bw_key_figures_compute (&scope);

  figure = &figures->figures[BW_KEY_FIGURE_ACCOUNTS];
  g_assert_cmpuint (figure->accounts, ==, 59);
  g_assert_cmpuint (figure->compared_accounts, ==, 59);
  g_assert_cmpstr (figure->value, ==, "59");
  g_assert_cmpstr (figure->change, ==, "as many as on 16 Feb");
  g_assert_cmpint (figure->trend, ==, BW_TREND_SAME);

  figure = &figures->figures[BW_KEY_FIGURE_ARR];
  g_assert_cmpint (figure->money, ==,
                   fixture_int (fixture, "SELECT 12 * sum(mrr_delta) FROM revenue_events e JOIN "
                                         "accounts a ON a.id = e.account_id WHERE effective_on <= "
                                         "20600 AND " ACTIVE ("20600")));
  g_assert_cmpint (figure->compared_money, ==,
                   fixture_int (fixture, "SELECT 12 * sum(mrr_delta) FROM revenue_events e JOIN "
                                         "accounts a ON a.id = e.account_id WHERE effective_on <= "
                                         "20500 AND " ACTIVE ("20500")));
  g_assert_cmpint (figure->direction, ==, 1);
  g_assert_cmpint (figure->trend, ==, BW_TREND_BETTER);
  g_assert_cmpint (figures->figures[BW_KEY_FIGURE_CMRR].money, ==,
                   fixture_int (fixture, "SELECT sum(mrr_delta) FROM revenue_events e JOIN"
                                         " accounts "
                                         "a ON a.id = e.account_id WHERE coalesce(committed_on, "
                                         "effective_on) <= 20600 AND " ACTIVE ("20600")));

  figure = &figures->figures[BW_KEY_FIGURE_NRR];
  g_assert_cmpfloat_with_epsilon (
    figure->ratio,
    fixture_double (
      fixture,
      "SELECT 1.0 * (SELECT sum(mrr_delta) FROM revenue_events e JOIN accounts a ON a.id = "
      "e.account_id WHERE effective_on <= 20600 AND " ACTIVE ("20500") " AND " ACTIVE ("20600")
      ") / (SELECT sum(mrr_delta) FROM revenue_events e JOIN accounts a ON a.id = e.account_id "
      "WHERE effective_on <= 20500 AND " ACTIVE ("20500") ")"),
    1e-12);

  figure = &figures->figures[BW_KEY_FIGURE_AT_RISK];
  g_assert_cmpint (figure->accounts, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE " ACTIVE ("20600")
                                         " AND " INDEX_ON ("20600") " < 40"));
  g_assert_cmpint (figure->compared_accounts, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE " ACTIVE ("20500")
                                         " AND " INDEX_ON ("20500") " < 40"));
  g_assert_cmpuint (figure->accounts, <, figure->compared_accounts);
  g_assert_cmpint (figure->trend, ==, BW_TREND_BETTER);
  for (guint i = 0; i < BW_N_KEY_FIGURES; i++)
    {
      g_autoptr (BwSelection) behind
        = bw_account_filter_apply (now, figures->figures[i].filter);

      g_assert_nonnull (figures->figures[i].rule->definition);
      if (figures->figures[i].has_accounts)
        g_assert_cmpuint (behind->n, ==, figures->figures[i].accounts);
    }
}

static void
test_nrr_of_few (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) now = NULL, then = NULL;
  g_autoptr (BwKeyFigures) figures = NULL;
  BwFigureScope scope = { NULL };

  for (guint i = 0; i < 3; i++)
    plain_account (fixture, i, 50, 50, 0, 100000, 0);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  then = plain_load (fixture, THEN);
  scope.snapshot = now;
  scope.compare = then;
  figures = bw_key_figures_compute (&scope);
  g_assert_true (isnan (figures->figures[BW_KEY_FIGURE_NRR].ratio));
  g_assert_cmpstr (figures->figures[BW_KEY_FIGURE_NRR].detail, ==,
                   "3 accounts: too few for a rate");
}

static void
test_measures (void)
{
  static const char *const good[] = { "success_index", "happiness", "outcome", "experience",
                                      "dimension:nps", "metric:logins a week" };
  static const char *const bad[] = { "", "index", "dimension:", "dimension:colour", "metric:" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwMeasure) measure = bw_measure_parse (good[i], &error);
      g_autofree char *word = NULL;

      g_assert_no_error (error);
      word = bw_measure_word (measure);
      g_assert_cmpstr (word, ==, good[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (bw_measure_parse (bad[i], &error));
      g_assert_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX);
    }
}

static void
test_unknown_metric (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  g_autoptr (BwMeasure) measure = bw_measure_parse ("metric:nowhere", NULL);
  BwFigureScope scope = { .snapshot = now, .mirror = fixture->mirror };
  BwDistributionRequest request = { .measure = measure, .from = NAN, .to = NAN };
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_distribution_figure_compute (&scope, &request, &error));
  g_assert_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/measures", test_measures);
  g_test_add_func ("/figures/distribution", test_distribution);
  g_test_add_func ("/figures/distribution/filter", test_distribution_of_a_filter);
  g_test_add_func ("/figures/distribution/upsell", test_upsell);
  g_test_add_func ("/figures/distribution/unknown-metric", test_unknown_metric);
  g_test_add_func ("/figures/quadrants", test_quadrants);
  g_test_add_func ("/figures/tiers", test_tiers);
  g_test_add_func ("/figures/tiers/cadence", test_cadence);
  g_test_add_func ("/figures/key", test_key_figures);
  g_test_add_func ("/figures/key/nrr-of-few", test_nrr_of_few);
  return g_test_run ();
}
