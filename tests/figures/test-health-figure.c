/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-health-bands.h"
#include "figures/bw-health-figure.h"
#include "plain-company.h"

static BwHealthFigure *
compute (Fixture *fixture, BwSnapshot *snapshot, const char *id, BwDate from, BwDate to)
{
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  g_autoptr (GError) error = NULL;
  BwHealthFigure *figure = bw_health_figure_compute (&scope, id, from, to, &error);

  g_assert_no_error (error);
  return figure;
}

/* Four metrics of weight 1 in three dimensions. Outcome: adoption depth (depth), engagement (twice).
 * Experience: NPS. By hand, when all are fresh: outcome and experience half each; of the outcome
 * half of it for depth, a quarter each for the two of engagement. */
static Fixture *
company (void)
{
  Fixture *fixture = plain_company ();

  fixture_exec (fixture,
                "INSERT INTO metrics (key, name, dimension, direction, aggregation, low, neutral,"
                " high, weight, expires_days, updated_at) VALUES"
                " ('one', 'One', 'engagement', 1, 'last', 0, 50, 100, 1, 100, 0),"
                " ('two', 'Two', 'engagement', 1, 'last', 0, 50, 100, 1, 100, 0),"
                " ('nps', 'NPS', 'nps', 1, 'last', 0, 50, 100, 1, 100, 0)");
  plain_account (fixture, 0, 40, 60, -200, 100, -1);
  fixture_exec (fixture,
                "INSERT INTO observations VALUES"
                " ('a000', 'one', %d, 80, 0), ('a000', 'one', %d, 80, 0),"
                " ('a000', 'two', %d, 20, 0), ('a000', 'nps', %d, 90, 0)",
                THEN - 1, NOW - 1, THEN - 2, NOW - 100);
  fixture_touch_all (fixture);
  fixture_next (fixture);
  return fixture;
}

static const BwHealthReading *
find_reading (const BwHealthFigure *figure, const char *key)
{
  for (guint i = 0; i < figure->n_readings; i++)
    {
      if (g_str_equal (figure->readings[i].metric_key, key))
        return &figure->readings[i];
    }
  g_assert_not_reached ();
}

static void
check_reading (const BwHealthFigure *figure, const char *key, BwFreshness freshness, double score,
               double weight, double share)
{
  const BwHealthReading *line = find_reading (figure, key);

  g_assert_cmpint (line->freshness, ==, freshness);
  if (isnan (score))
    g_assert_true (isnan (line->score));
  else
    g_assert_cmpfloat_with_epsilon (line->score, score, 1e-9);
  g_assert_cmpfloat_with_epsilon (line->weight, weight, 1e-12);
  g_assert_cmpfloat_with_epsilon (line->share, share, 1e-12);
  g_assert_cmpint (line->note != NULL, ==, freshness != BW_FRESHNESS_FRESH);
}

static void
test_readings (void)
{
  g_autoptr (Fixture) fixture = company ();
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  g_autoptr (BwHealthFigure) figure = compute (fixture, now, "a000", THEN, BW_DATE_NONE);

  /* Today: "two" is 102 days old and stale, so engagement is "one" alone. */
  g_assert_cmpuint (figure->n_readings, ==, 4);
  check_reading (figure, "depth", BW_FRESHNESS_FRESH, 60, 0.25, 0.25);
  check_reading (figure, "one", BW_FRESHNESS_FRESH, 80, 0.125, 0.25);
  check_reading (figure, "two", BW_FRESHNESS_STALE, NAN, 0.125, 0);
  check_reading (figure, "nps", BW_FRESHNESS_FRESH, 90, 0.5, 0.5);
  g_assert_cmpfloat_with_epsilon (figure->handed_on, 0.125, 1e-12);
  g_assert_cmpfloat_with_epsilon (figure->health.outcome, 70, 1e-9);
  g_assert_cmpfloat_with_epsilon (figure->health.experience, 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (figure->health.success_index, 80, 1e-9);
  g_assert_cmpint (figure->outcome_band, ==, 1);
  g_assert_cmpint (figure->band, ==, 2);

  /* A hundred days ago: outcome the mean of 40 and of the mean of 80 and 20; NPS was read on the
   * very day, and so counts: half of 45 and half of 90. */
  g_assert_cmpfloat_with_epsilon (figure->before.success_index, 67.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (figure->change, 12.5, 1e-9);
  g_assert_nonnull (strstr (figure->moved.title, "12.5"));
  g_assert_nonnull (strstr (figure->moved.subtitle, "67.5"));
}

static void
test_nothing_known (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) now = NULL;
  g_autoptr (BwHealthFigure) figure = NULL;
  g_autoptr (BwHealthFigure) alone = NULL;
  g_autoptr (BwHealthFigure) none = NULL;
  g_autoptr (GError) error = NULL;
  BwFigureScope scope = { .mirror = fixture->mirror };

  plain_account (fixture, 0, -1, -1, -200, 100, -1);
  plain_account (fixture, 1, -1, 50, -200, 100, -1);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  figure = compute (fixture, now, "a000", THEN, BW_DATE_NONE);
  g_assert_true (isnan (figure->health.success_index));
  g_assert_true (isnan (figure->change));
  g_assert_true (isnan (figure->handed_on));
  g_assert_cmpint (figure->band, ==, -1);
  g_assert_cmpuint (figure->n_why, ==, 0);
  g_assert_cmpint (figure->readings[0].freshness, ==, BW_FRESHNESS_MISSING);

  alone = compute (fixture, now, "a001", THEN, BW_DATE_NONE);
  g_assert_cmpfloat_with_epsilon (alone->health.success_index, 50, 1e-9);
  g_assert_true (isnan (alone->change));
  g_assert_true (isnan (alone->before.success_index));
  g_assert_nonnull (strstr (alone->moved.title, "no index yet"));

  scope.snapshot = now;
  none = bw_health_figure_compute (&scope, "nobody", THEN, NOW, &error);
  g_assert_null (none);
  g_assert_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND);
}

/* The shares and scores of an account on a date, worked out from the rows and from the rules alone:
 * every level is a mean of what is there. Returns the index. */
static double
work_out (Fixture *fixture, const BwAccountTable *table, const char *id, BwDate date,
          double *shares, double *scores)
{
  double by_dimension[BW_N_DIMENSIONS] = { 0 }, by_card[3] = { 0 }, cards = 0, index = 0;

  for (guint i = 0; i < table->n_metrics; i++)
    {
      const BwMetricScale *scale = &table->metrics[i].scale;
      BwReading reading = {
        fixture_double (fixture, "SELECT (SELECT value FROM observations WHERE account_id = '%s'"
                                 " AND metric_key = '%s' AND observed_on <= %d AND value IS NOT"
                                 " NULL ORDER BY observed_on DESC LIMIT 1)",
                        id, table->metrics[i].key, date),
        (BwDate) fixture_int (fixture, "SELECT coalesce (max (observed_on), -2147483648) FROM"
                                       " observations WHERE account_id = '%s' AND metric_key ="
                                       " '%s' AND observed_on <= %d AND value IS NOT NULL",
                              id, table->metrics[i].key, date),
      };

      shares[i] = 0;
      scores[i] = NAN;
      if (reading.observed_on == BW_DATE_NONE
          || (scale->expires_days > 0 && date - reading.observed_on > scale->expires_days)
          || scale->dimension >= BW_N_DIMENSIONS
          || bw_dimension_scorecard (scale->dimension) == BW_SCORECARD_NONE)
        continue;
      scores[i] = bw_health_score (scale, reading.value);
      if (!isnan (scores[i]))
        by_dimension[scale->dimension] += isnan (scale->weight) ? 1 : scale->weight;
    }
  for (BwDimension d = 0; d < BW_N_DIMENSIONS; d++)
    {
      if (by_dimension[d] > 0)
        by_card[bw_dimension_scorecard (d)] += 1;
    }
  cards = (by_card[BW_SCORECARD_OUTCOME] > 0) + (by_card[BW_SCORECARD_EXPERIENCE] > 0);
  for (guint i = 0; i < table->n_metrics; i++)
    {
      const BwMetricScale *scale = &table->metrics[i].scale;

      if (isnan (scores[i]))
        continue;
      shares[i] = (isnan (scale->weight) ? 1 : scale->weight) / by_dimension[scale->dimension]
                  / by_card[bw_dimension_scorecard (scale->dimension)] / cards;
      index += shares[i] * scores[i];
    }
  return cards > 0 ? index : NAN;
}

/* Over readings at random: the parts add up to the change, and the parts of each metric together
 * are what the metric's own share and score have moved. */
static void
test_parts_add_up (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (77, 60);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  const BwAccountTable *table = now->table;
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  guint compared = 0;

  for (guint k = 0; k < 150; k++)
    {
      const char *id = bw_account_table_id (table, g_rand_int_range (rand, 0, (int) table->n));
      BwDate from = g_rand_int_range (rand, 19950, 20600);
      BwDate to = g_rand_int_range (rand, 19950, 20640);
      g_autoptr (BwHealthFigure) figure = compute (fixture, now, id, from, to);
      double s0[16], v0[16], s1[16], v1[16], sum = 0;
      double index0 = work_out (fixture, table, id, from, s0, v0);
      double index1 = work_out (fixture, table, id, to, s1, v1);
      double middle = (index0 + index1) / 2;

      if (isnan (middle))
        {
          g_assert_true (isnan (figure->change));
          g_assert_cmpuint (figure->n_why, ==, 0);
          continue;
        }
      compared++;
      g_assert_cmpfloat_with_epsilon (figure->change, index1 - index0, 1e-9);
      for (guint i = 0; i < figure->n_why; i++)
        sum += figure->why[i].points;
      g_assert_cmpfloat_with_epsilon (sum, index1 - index0, 1e-9);
      for (guint m = 0; m < table->n_metrics; m++)
        {
          double expected = (s1[m] > 0 ? s1[m] * (v1[m] - middle) : 0)
                            - (s0[m] > 0 ? s0[m] * (v0[m] - middle) : 0);
          double points = 0;

          for (guint i = 0; i < figure->n_why; i++)
            {
              if (g_str_equal (figure->why[i].metric_key, table->metrics[m].key))
                points += figure->why[i].points;
            }
          g_assert_cmpfloat_with_epsilon (points, expected, 1e-9);
        }
    }
  g_assert_cmpuint (compared, >, 60);
}

static void
test_bands (void)
{
  static const char *const where[] = { "< 40", ">= 40 AND " INDEX_ON ("20600") " < 80", ">= 80",
                                       "IS NULL" };
  g_autoptr (Fixture) fixture = plain_company_60 (5);
  g_autoptr (BwSnapshot) now = NULL;
  g_autoptr (BwHealthBands) figure = NULL;
  g_autoptr (GError) error = NULL;
  BwFigureScope scope = { .mirror = fixture->mirror };

  fixture_exec (fixture,
                "INSERT INTO risks (id, account_id, opened_on, forecast_probability, updated_at)"
                " SELECT id, id, %d, CASE WHEN rowid %% 2 THEN 0.8 ELSE 0.1 END, 0 FROM"
                " (SELECT id, row_number () OVER (ORDER BY id) AS rowid FROM accounts)"
                " WHERE rowid %% 3 = 0",
                NOW - 7);
  fixture_touch_all (fixture);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  scope.snapshot = now;
  figure = bw_health_bands_compute (&scope, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (figure->n_bands, ==, 3);
  for (guint i = 0; i < 4; i++)
    {
      const BwBandTotal *total = i < 3 ? &figure->bands[i] : &figure->unknown;

      g_assert_cmpint (total->accounts, ==,
                       fixture_int (fixture, "SELECT count(*) FROM accounts a WHERE "
                                             INDEX_ON ("20600") " %s",
                                    where[i]));
      g_assert_cmpint (total->arr, ==,
                       fixture_int (fixture, "SELECT sum(" ARR ") FROM accounts a WHERE "
                                             INDEX_ON ("20600") " %s",
                                    where[i]));
    }
  g_assert_cmpint (figure->called, ==, 20);
  g_assert_cmpint (
    figure->n_disagree, ==,
    fixture_int (fixture, "SELECT count(*) FROM accounts a JOIN risks r ON r.account_id = a.id"
                          " WHERE " INDEX_ON ("20600") " IS NOT NULL"
                          " AND ((r.forecast_probability = 0.8 AND " INDEX_ON ("20600") " >= 40)"
                          " OR (r.forecast_probability = 0.1 AND " INDEX_ON ("20600")
                          " < 80))"));
  g_assert_cmpuint (figure->n_disagree, >, 3);
  for (guint i = 1; i < figure->n_disagree; i++)
    g_assert_cmpint (now->arr[figure->disagree[i - 1]], >=, now->arr[figure->disagree[i]]);
}

/* 0 to 2, and 3 without an index. */
#define BAND_ON(date)                                                                              \
  "(CASE WHEN " INDEX_ON (date) " IS NULL THEN 3 WHEN " INDEX_ON (date) " < 40 THEN 0"             \
  " WHEN " INDEX_ON (date) " < 80 THEN 1 ELSE 2 END)"

/* The flow between the bands of two days is that of SQL and comes to the totals of both days. */
static void
test_moves (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (15);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  g_autoptr (BwSnapshot) then = plain_load (fixture, THEN);
  g_autoptr (BwHealthBands) figure = NULL;
  g_autoptr (GError) error = NULL;
  BwFigureScope scope = { .snapshot = now, .compare = then, .mirror = fixture->mirror };
  guint moved = 0, fell = 0;

  figure = bw_health_bands_compute (&scope, &error);
  g_assert_no_error (error);
  g_assert_cmpint (figure->compared_as_of, ==, THEN);
  for (guint from = 0; from < 4; from++)
    {
      const BwBandTotal *before = from < 3 ? &figure->before[from] : &figure->unknown_before;
      const BwBandTotal *after = from < 3 ? &figure->bands[from] : &figure->unknown;
      guint out = 0, into = 0;

      for (guint to = 0; to < 5; to++)
        {
          out += figure->flow[from][to];
          into += figure->flow[to][from];
          if (to == 4)
            continue;
          g_assert_cmpint (figure->flow[from][to], ==,
                           fixture_int (fixture,
                                        "SELECT count(*) FROM accounts a WHERE " BAND_ON ("20500")
                                        " = %u AND " BAND_ON ("20600") " = %u",
                                        from, to));
          moved += from != to ? figure->flow[from][to] : 0;
          fell += to < from && from < 3 ? figure->flow[from][to] : 0;
        }
      g_assert_cmpuint (out, ==, before->accounts);
      g_assert_cmpuint (into, ==, after->accounts);
    }
  g_assert_cmpuint (figure->n_moved, ==, moved);
  g_assert_cmpuint (figure->n_fell, ==, fell);
  g_assert_cmpuint (fell + figure->n_rose, >, 3);
  for (guint i = 0; i < figure->n_fell; i++)
    g_assert_cmpint (figure->moved[i].now, <, figure->moved[i].before);
  for (int band = -1; band < 3; band++)
    {
      g_autoptr (BwSelection) selection = bw_health_bands_select (figure, band);

      g_assert_cmpuint (selection->n, ==,
                        band < 0 ? figure->unknown.accounts : figure->bands[band].accounts);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health-figure/readings", test_readings);
  g_test_add_func ("/health-figure/nothing-known", test_nothing_known);
  g_test_add_func ("/health-figure/parts-add-up", test_parts_add_up);
  g_test_add_func ("/health-figure/bands", test_bands);
  g_test_add_func ("/health-figure/moves", test_moves);
  return g_test_run ();
}
