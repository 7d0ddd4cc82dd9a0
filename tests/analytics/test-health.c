/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-health.h"
#include "near.h"

#include <string.h>

#define TODAY 20000

static BwMetricScale
scale_of (BwDimension dimension, double low, double neutral, double high)
{
  return (BwMetricScale) { dimension, 1, low, neutral, high, 1, NAN, 0 };
}

static void
test_score (void)
{
  BwMetricScale nps = scale_of (BW_DIMENSION_NPS, 0, 7.5, 10);
  BwMetricScale effort = scale_of (BW_DIMENSION_CES, 7, 4, 1);
  BwMetricScale tickets = scale_of (BW_DIMENSION_SUPPORT, 0, 5, 20);
  BwMetricScale middle = scale_of (BW_DIMENSION_ENGAGEMENT, 10, NAN, 30);

  g_assert_cmpfloat (bw_health_score (&nps, 0), ==, 0);
  g_assert_cmpfloat (bw_health_score (&nps, 7.5), ==, 50);
  g_assert_cmpfloat (bw_health_score (&nps, 10), ==, 100);
  g_assert_cmpfloat (bw_health_score (&nps, 3.75), ==, 25);
  g_assert_cmpfloat (bw_health_score (&nps, 8.75), ==, 75);
  g_assert_cmpfloat (bw_health_score (&nps, -3), ==, 0);
  g_assert_cmpfloat (bw_health_score (&nps, INFINITY), ==, 100);
  assert_nan (bw_health_score (&nps, NAN));

  g_assert_cmpfloat (bw_health_score (&effort, 7), ==, 0);
  g_assert_cmpfloat (bw_health_score (&effort, 4), ==, 50);
  g_assert_cmpfloat (bw_health_score (&effort, 2.5), ==, 75);
  g_assert_cmpfloat (bw_health_score (&effort, 0), ==, 100);
  /* A direction of -1 has nothing to turn where low is the larger already. */
  effort.direction = -1;
  g_assert_cmpfloat (bw_health_score (&effort, 7), ==, 0);

  tickets.direction = -1;
  g_assert_cmpfloat (bw_health_score (&tickets, 0), ==, 100);
  g_assert_cmpfloat (bw_health_score (&tickets, 5), ==, 50);
  g_assert_cmpfloat (bw_health_score (&tickets, 12.5), ==, 25);
  g_assert_cmpfloat (bw_health_score (&tickets, 20), ==, 0);

  g_assert_cmpfloat (bw_health_score (&middle, 20), ==, 50);
  middle.neutral = 40;
  g_assert_cmpfloat (bw_health_score (&middle, 25), ==, 75);
  middle.low = NAN;
  assert_nan (bw_health_score (&middle, 20));
  middle.low = 30;
  assert_nan (bw_health_score (&middle, 30));
}

static void
test_happiness_reading (void)
{
  BwMetricScale nps = scale_of (BW_DIMENSION_NPS, NAN, NAN, NAN);
  BwMetricScale csat = scale_of (BW_DIMENSION_CSAT, NAN, NAN, NAN);
  BwMetricScale ces = scale_of (BW_DIMENSION_CES, NAN, NAN, NAN);
  BwMetricScale sentiment = scale_of (BW_DIMENSION_SENTIMENT, NAN, NAN, NAN);
  BwMetricScale own = scale_of (BW_DIMENSION_CSAT, 0, 60, 100);
  BwMetricScale logins = scale_of (BW_DIMENSION_ENGAGEMENT, 0, 5, 10);
  BwMetricScale unknown = scale_of (BW_N_DIMENSIONS, 0, 5, 10);

  g_assert_cmpfloat (bw_health_happiness_reading (&nps, 0), ==, -1);
  g_assert_cmpfloat (bw_health_happiness_reading (&nps, 7.5), ==, 0);
  g_assert_cmpfloat (bw_health_happiness_reading (&nps, 10), ==, 1);
  g_assert_cmpfloat (bw_health_happiness_reading (&csat, 2), ==, -0.5);
  g_assert_cmpfloat (bw_health_happiness_reading (&csat, 5), ==, 1);
  g_assert_cmpfloat (bw_health_happiness_reading (&ces, 4), ==, 0);
  g_assert_cmpfloat (bw_health_happiness_reading (&ces, 1), ==, -1);
  ces.direction = -1;
  g_assert_cmpfloat (bw_health_happiness_reading (&ces, 1), ==, 1);
  assert_nan (bw_health_happiness_reading (&sentiment, 1));
  g_assert_cmpfloat (bw_health_happiness_reading (&own, 80), ==, 0.5);
  assert_nan (bw_health_happiness_reading (&logins, 10));
  assert_nan (bw_health_happiness_reading (&unknown, 10));
  assert_nan (bw_health_happiness_reading (&nps, NAN));

  /* The ends of NPS without its neutral: 7.5 still. */
  nps.low = 0;
  nps.high = 10;
  g_assert_cmpfloat (bw_health_happiness_reading (&nps, 7.5), ==, 0);
  nps.high = 8;
  g_assert_cmpfloat (bw_health_happiness_reading (&nps, 4), ==, 0);
}

static void
test_fresh (void)
{
  BwMetricScale scale = scale_of (BW_DIMENSION_NPS, 0, 7.5, 10);

  scale.expires_days = 90;
  g_assert_true (bw_health_is_fresh (&scale, (BwReading) { 5, TODAY }, TODAY));
  g_assert_true (bw_health_is_fresh (&scale, (BwReading) { 5, TODAY - 90 }, TODAY));
  g_assert_false (bw_health_is_fresh (&scale, (BwReading) { 5, TODAY - 91 }, TODAY));
  g_assert_false (bw_health_is_fresh (&scale, (BwReading) { 5, TODAY + 1 }, TODAY));
  g_assert_false (bw_health_is_fresh (&scale, (BwReading) { NAN, TODAY }, TODAY));
  g_assert_false (bw_health_is_fresh (&scale, (BwReading) { 5, BW_DATE_NONE }, TODAY));
  scale.expires_days = 0;
  g_assert_true (bw_health_is_fresh (&scale, (BwReading) { 5, -30000 }, TODAY));
}

/* By hand. Outcome: deployment 80; engagement (3 * 60 + 1 * 20) / 4 = 50, of twice the weight: 60.
 * Experience: NPS 50, support 90: 70. Index with 1 : 3 for the two: 67.5. */
static void
test_scorecards (void)
{
  BwMetricScale scales[] = {
    scale_of (BW_DIMENSION_DEPLOYMENT, 0, 50, 100), scale_of (BW_DIMENSION_ENGAGEMENT, 0, 50, 100),
    scale_of (BW_DIMENSION_ENGAGEMENT, 0, 50, 100), scale_of (BW_DIMENSION_NPS, 0, 7.5, 10),
    scale_of (BW_DIMENSION_SUPPORT, 0, 50, 100),    scale_of (BW_DIMENSION_ROI, 0, 50, 100),
    scale_of (BW_DIMENSION_SENTIMENT, 0, 50, 100),  scale_of (BW_DIMENSION_SUCCESS, 0, 50, 100),
    scale_of (BW_N_DIMENSIONS, 0, 50, 100),
  };
  const BwReading readings[] = { { 80, TODAY },      { 60, TODAY }, { 20, TODAY },
                                 { 7.5, TODAY },     { 90, TODAY }, { 10, TODAY - 40 },
                                 { NAN, BW_DATE_NONE }, { 30, TODAY }, { 99, TODAY } };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  BwHealth health;

  scales[1].weight = 3;
  scales[5].expires_days = 30;
  scales[6].half_life_days = 10;
  policy->dimension_weight[BW_DIMENSION_ENGAGEMENT] = 2;
  policy->outcome_weight = 1;
  policy->experience_weight = 3;
  bw_health_compute (scales, readings, G_N_ELEMENTS (scales), TODAY, policy, &health);

  g_assert_cmpfloat (health.dimension[BW_DIMENSION_DEPLOYMENT], ==, 80);
  g_assert_cmpfloat (health.dimension[BW_DIMENSION_ENGAGEMENT], ==, 50);
  g_assert_cmpfloat (health.dimension[BW_DIMENSION_SUCCESS], ==, 30);
  assert_nan (health.dimension[BW_DIMENSION_ROI]);
  assert_nan (health.dimension[BW_DIMENSION_SENTIMENT]);
  g_assert_cmpfloat (health.outcome, ==, 60);
  g_assert_cmpfloat (health.experience, ==, 70);
  g_assert_cmpfloat (health.success_index, ==, 67.5);
  g_assert_cmpfloat (health.happiness, ==, 0);
  g_assert_cmpuint (health.n_fresh, ==, 7);
  g_assert_cmpuint (health.n_stale, ==, 1);
  g_assert_cmpuint (health.n_missing, ==, 1);

  /* Without the outcome readings the experience has all the weight. */
  bw_health_compute (scales + 3, readings + 3, 2, TODAY, policy, &health);
  assert_nan (health.outcome);
  g_assert_cmpfloat (health.success_index, ==, 70);

  bw_health_compute (scales, readings, 0, TODAY, policy, &health);
  assert_nan (health.success_index);
  assert_nan (health.happiness);
  bw_health_compute (scales + 5, readings + 5, 4, TODAY, policy, &health);
  assert_nan (health.success_index);

  policy->outcome_weight = policy->experience_weight = 0;
  bw_health_compute (scales, readings, G_N_ELEMENTS (scales), TODAY, policy, &health);
  assert_nan (health.success_index);
}

/* A promoter of today against a detractor of two half-lives ago: (1 - 1/4) / (1 + 1/4) = 0.6. */
static void
test_happiness_decays (void)
{
  BwMetricScale scales[] = { scale_of (BW_DIMENSION_NPS, NAN, NAN, NAN),
                             scale_of (BW_DIMENSION_CSAT, NAN, NAN, NAN) };
  const BwReading readings[] = { { 10, TODAY }, { 1, TODAY - 60 } };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  BwHealth health;

  scales[1].half_life_days = 30;
  bw_health_compute (scales, readings, 2, TODAY, policy, &health);
  assert_near (health.happiness, 0.6, 1e-15);

  /* A promoter against a detractor of three times the weight: (1 - 3) / 4. */
  scales[1].half_life_days = 0;
  scales[1].weight = 3;
  bw_health_compute (scales, readings, 2, TODAY, policy, &health);
  assert_near (health.happiness, -0.5, 1e-15);

  scales[1].expires_days = 59;
  bw_health_compute (scales, readings, 2, TODAY, policy, &health);
  g_assert_cmpfloat (health.happiness, ==, 1);
}

/* Two readings of one weight, 40 and 60; the first goes up by 10, so the index by 5. */
static void
test_why_value (void)
{
  const BwMetricScale scales[] = { scale_of (BW_DIMENSION_NPS, 0, 50, 100),
                                   scale_of (BW_DIMENSION_SUPPORT, 0, 50, 100) };
  const BwReading from[] = { { 40, 100 }, { 60, 100 } }, to[] = { { 50, 130 }, { 60, 100 } };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autofree BwContribution *parts = NULL;
  guint n;

  parts = bw_health_why (scales, 2, from, 110, to, 140, policy, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (parts[0].metric, ==, 0);
  g_assert_cmpint (parts[0].kind, ==, BW_CONTRIBUTION_VALUE);
  g_assert_cmpfloat (parts[0].from_score, ==, 40);
  g_assert_cmpfloat (parts[0].to_score, ==, 50);
  g_assert_cmpfloat (parts[0].from_share, ==, 0.5);
  g_assert_cmpfloat (parts[0].points, ==, 5);
}

/* 80 alone, then 20 beside it: the index falls from 80 to 50, and r is 65. The one that was there
 * gives (0.5 - 1) (80 - 65) = -7.5, the new one 0.5 (20 - 65) = -22.5. Back again is the
 * reverse. */
static void
test_why_new_and_stale (void)
{
  const BwMetricScale scales[] = { scale_of (BW_DIMENSION_NPS, 0, 50, 100),
                                   scale_of (BW_DIMENSION_SUPPORT, 0, 50, 100) };
  const BwReading from[] = { { 80, 100 }, { NAN, BW_DATE_NONE } },
                  to[] = { { 80, 100 }, { 20, 130 } };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autofree BwContribution *there = NULL;
  g_autofree BwContribution *back = NULL;
  guint n;

  there = bw_health_why (scales, 2, from, 110, to, 140, policy, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (there[0].kind, ==, BW_CONTRIBUTION_WEIGHT);
  g_assert_cmpfloat (there[0].points, ==, -7.5);
  g_assert_cmpint (there[1].kind, ==, BW_CONTRIBUTION_NEW);
  g_assert_cmpfloat (there[1].points, ==, -22.5);
  assert_nan (there[1].from_score);
  g_assert_cmpfloat (there[1].from_share, ==, 0);

  back = bw_health_why (scales, 2, to, 140, from, 110, policy, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (back[0].points, ==, 7.5);
  g_assert_cmpint (back[1].kind, ==, BW_CONTRIBUTION_STALE);
  g_assert_cmpfloat (back[1].points, ==, 22.5);
}

static void
test_why_nothing (void)
{
  const BwMetricScale scales[] = { scale_of (BW_DIMENSION_NPS, 0, 50, 100) };
  const BwReading known[] = { { 80, 100 } }, unknown[] = { { NAN, BW_DATE_NONE } };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  guint n = 7;

  g_assert_null (bw_health_why (scales, 1, known, 110, known, 140, policy, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (bw_health_why (scales, 1, unknown, 110, known, 140, policy, &n));
  g_assert_null (bw_health_why (scales, 1, known, 110, unknown, 140, policy, &n));
  g_assert_null (bw_health_why (scales, 0, known, 110, known, 140, policy, &n));
  g_assert_cmpuint (n, ==, 0);
}

static BwMetricScale
random_scale (GRand *random)
{
  BwMetricScale scale = scale_of (g_rand_int_range (random, 0, BW_N_DIMENSIONS + 1), 0, NAN, 10);

  scale.direction = g_rand_boolean (random) ? 1 : -1;
  scale.neutral = g_rand_double_range (random, -1, 11);
  scale.weight = g_rand_int_range (random, 0, 6) == 0 ? 0 : g_rand_double_range (random, 0, 5);
  scale.expires_days = g_rand_int_range (random, 0, 60);
  if (g_rand_int_range (random, 0, 10) == 0)
    scale.high = NAN;
  return scale;
}

static BwReading
random_reading (GRand *random, BwDate date)
{
  if (g_rand_int_range (random, 0, 6) == 0)
    return (BwReading) { NAN, BW_DATE_NONE };
  return (BwReading) { g_rand_double_range (random, -1, 11),
                       date - g_rand_int_range (random, 0, 70) };
}

/* Whatever the readings, the contributions are the change, and its reverse back again. */
static void
test_why_adds_up (void)
{
  GRand *random = g_rand_new_with_seed (51);
  guint compared = 0, exact = 0;

  for (guint round = 0; round < 3000; round++)
    {
      g_autoptr (BwPolicy) policy = bw_policy_new ();
      g_autofree BwContribution *parts = NULL;
      g_autofree BwContribution *back = NULL;
      BwMetricScale scales[25];
      BwReading from[25], to[25];
      BwHealth before, after;
      guint n_metrics = (guint) g_rand_int_range (random, 0, 26), n, n_back;
      double sum = 0;

      policy->outcome_weight = g_rand_double (random);
      for (guint i = 0; i < BW_N_DIMENSIONS; i++)
        policy->dimension_weight[i] = g_rand_int_range (random, 0, 4);
      for (guint i = 0; i < n_metrics; i++)
        {
          scales[i] = random_scale (random);
          from[i] = random_reading (random, 1000);
          to[i] = g_rand_int_range (random, 0, 3) == 0 ? from[i] : random_reading (random, 1030);
        }

      bw_health_compute (scales, from, n_metrics, 1000, policy, &before);
      bw_health_compute (scales, to, n_metrics, 1030, policy, &after);
      parts = bw_health_why (scales, n_metrics, from, 1000, to, 1030, policy, &n);
      back = bw_health_why (scales, n_metrics, to, 1030, from, 1000, policy, &n_back);
      g_assert_cmpuint (n, ==, n_back);
      if (isnan (after.success_index - before.success_index))
        {
          g_assert_cmpuint (n, ==, 0);
          continue;
        }
      compared++;
      for (guint i = 0; i < n; i++)
        {
          sum += parts[i].points;
          g_assert_cmpfloat_with_epsilon (parts[i].points, -back[i].points, 1e-11);
          if (parts[i].kind == BW_CONTRIBUTION_VALUE && parts[i].to_score > parts[i].from_score)
            g_assert_cmpfloat (parts[i].points, >=, 0);
        }
      g_assert_cmpfloat_with_epsilon (sum, after.success_index - before.success_index, 1e-12);
      exact += sum == after.success_index - before.success_index;
    }
  g_assert_cmpuint (compared, >, 1000);
  /* In most rounds there is no digit between them; parts that were not settled meet in a third. */
  g_assert_cmpuint (exact, >, compared * 3 / 4);
  g_rand_free (random);
}

static void
test_bands (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  g_assert_cmpint (bw_health_band (policy, 0), ==, 0);
  g_assert_cmpint (bw_health_band (policy, 39.9), ==, 0);
  g_assert_cmpint (bw_health_band (policy, 40), ==, 1);
  g_assert_cmpint (bw_health_band (policy, 80), ==, 2);
  g_assert_cmpint (bw_health_band (policy, 100), ==, 2);
  g_assert_cmpint (bw_health_band (policy, NAN), ==, -1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/health/score", test_score);
  g_test_add_func ("/health/happiness-reading", test_happiness_reading);
  g_test_add_func ("/health/fresh", test_fresh);
  g_test_add_func ("/health/scorecards", test_scorecards);
  g_test_add_func ("/health/happiness-decays", test_happiness_decays);
  g_test_add_func ("/health/why/value", test_why_value);
  g_test_add_func ("/health/why/new-and-stale", test_why_new_and_stale);
  g_test_add_func ("/health/why/nothing", test_why_nothing);
  g_test_add_func ("/health/why/adds-up", test_why_adds_up);
  g_test_add_func ("/health/bands", test_bands);
  return g_test_run ();
}
