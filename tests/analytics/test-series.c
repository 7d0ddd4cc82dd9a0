/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-series.h"
#include "near.h"

static BwDate
day (const char *text)
{
  BwDate date;

  g_assert_true (bw_date_parse (text, -1, &date));
  return date;
}

static BwSeriesInput
plain_input (gsize n, const BwDate *dates, const double *values)
{
  return (BwSeriesInput) {
    .n = n, .dates = dates, .values = values, .direction = 1,
    .aggregation = BW_AGGREGATION_MEAN, .bucket = BW_BUCKET_MONTH, .as_of = BW_DATE_NONE,
    .go_live_on = BW_DATE_NONE, .plan_baseline = NAN, .plan_baseline_on = BW_DATE_NONE,
    .plan_target = NAN, .plan_due_on = BW_DATE_NONE, .baseline_days = 90, .velocity_buckets = 6,
    .behind_share = 0.1,
  };
}

static void
test_buckets (void)
{
  const BwDate dates[] = { day ("2026-01-31"), day ("2026-02-01"), day ("2026-02-10"),
                           day ("2026-02-28"), day ("2026-04-15"), day ("2026-04-16"),
                           day ("2026-06-02") };
  const double values[] = { 4, 1, 5, 3, 9, NAN, 7 };
  static const double expected[][5] = { [BW_AGGREGATION_SUM] = { 4, 9, NAN, 9, NAN },
                                        [BW_AGGREGATION_MEAN] = { 4, 3, NAN, 9, NAN },
                                        [BW_AGGREGATION_LAST] = { 4, 3, NAN, 9, NAN },
                                        [BW_AGGREGATION_MAX] = { 4, 5, NAN, 9, NAN } };

  for (BwAggregation way = BW_AGGREGATION_SUM; way <= BW_AGGREGATION_MAX; way++)
    {
      BwSeriesInput input = plain_input (7, dates, values);
      g_autoptr (BwSeries) series = NULL;

      /* What is after the date is not known yet; the bucket of the date is there though nothing is
       * in it. */
      input.as_of = day ("2026-05-01");
      input.aggregation = way;
      series = bw_series_compute (&input);
      g_assert_cmpuint (series->n_points, ==, 5);
      g_assert_cmpint (series->points[0].start, ==, day ("2026-01-01"));
      g_assert_cmpint (series->points[4].start, ==, day ("2026-05-01"));
      for (guint i = 0; i < 5; i++)
        {
          if (isnan (expected[way][i]))
            assert_nan (series->points[i].value);
          else
            g_assert_cmpfloat (series->points[i].value, ==, expected[way][i]);
        }
      g_assert_cmpfloat (series->last, ==, 9);
      g_assert_cmpint (series->last_on, ==, day ("2026-04-15"));
    }
}

static void
test_bucket_kinds (void)
{
  const BwDate dates[] = { day ("2026-01-05"), day ("2026-01-11"), day ("2026-01-12") };
  static const double values[] = { 1, 2, 4 };
  BwSeriesInput input = plain_input (3, dates, values);
  g_autoptr (BwSeries) weeks = NULL;
  g_autoptr (BwSeries) quarters = NULL;

  input.aggregation = BW_AGGREGATION_SUM;
  input.bucket = BW_BUCKET_WEEK;
  weeks = bw_series_compute (&input);
  g_assert_cmpuint (weeks->n_points, ==, 2);
  g_assert_cmpfloat (weeks->points[0].value, ==, 3);
  g_assert_cmpint (weeks->points[1].start, ==, day ("2026-01-12"));

  input.bucket = BW_BUCKET_QUARTER;
  quarters = bw_series_compute (&input);
  g_assert_cmpuint (quarters->n_points, ==, 1);
  g_assert_cmpfloat (quarters->points[0].value, ==, 7);
}

/* The two groups of R's set sleep as the days before and after a go-live: Welch's interval of group
 * 1 less group 2 is -3.3654832 0.2054832 in ?t.test, here with its sign turned. */
static void
test_before_and_after (void)
{
  static const double values[] = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0,
                                   1.9, 0.8,  1.1,  0.1,  -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 };
  BwDate dates[20];
  BwSeriesInput input = plain_input (20, dates, values);
  g_autoptr (BwSeries) series = NULL;
  g_autoptr (BwSeries) reversed = NULL;

  for (guint i = 0; i < 20; i++)
    dates[i] = 20000 + (BwDate) i;
  input.go_live_on = 20010;
  input.as_of = 20019;
  input.baseline_days = 10;
  series = bw_series_compute (&input);

  g_assert_cmpint (series->baseline.source, ==, BW_BASELINE_BEFORE_GO_LIVE);
  g_assert_cmpint (series->baseline.from, ==, 20000);
  g_assert_cmpint (series->baseline.to, ==, 20009);
  g_assert_cmpuint (series->baseline.n, ==, 10);
  assert_near (series->baseline.value, 0.75, 1e-12);
  g_assert_cmpint (series->after.from, ==, 20010);
  g_assert_cmpint (series->after.to, ==, 20019);
  assert_near (series->after.value, 2.33, 1e-12);
  assert_near (series->change, 1.58, 1e-12);
  assert_near (series->change_share, 1.58 / 0.75, 1e-12);
  assert_near (series->improvement, 1.58, 1e-12);
  g_assert_cmpfloat_with_epsilon (series->interval.lo, -0.2054832, 5e-8);
  g_assert_cmpfloat_with_epsilon (series->interval.hi, 3.3654832, 5e-8);

  input.direction = -1;
  reversed = bw_series_compute (&input);
  assert_near (reversed->change, 1.58, 1e-12);
  assert_near (reversed->improvement, -1.58, 1e-12);
}

static void
test_spans (void)
{
  const BwDate dates[] = { 19900, 19909, 19910, 19999, 20000, 20030 };
  static const double values[] = { 100, 100, 1, 3, 10, 20 };
  BwSeriesInput input = plain_input (6, dates, values);
  g_autoptr (BwSeries) young = NULL;
  g_autoptr (BwSeries) before = NULL;
  g_autoptr (BwSeries) unknown = NULL;
  g_autoptr (BwSeries) old = NULL;

  /* Thirty days after go-live, what is after begins with it, and before are the ninety days. */
  input.go_live_on = 20000;
  input.as_of = 20030;
  young = bw_series_compute (&input);
  g_assert_cmpfloat (young->baseline.value, ==, 2);
  g_assert_cmpfloat (young->after.value, ==, 15);
  g_assert_cmpint (young->after.from, ==, 20000);

  /* Before go-live there is no after yet, and the baseline is of what is known by then. */
  input.as_of = 19998;
  before = bw_series_compute (&input);
  g_assert_cmpfloat (before->baseline.value, ==, 1);
  g_assert_cmpint (before->baseline.to, ==, 19998);
  assert_nan (before->after.value);
  assert_nan (before->change);
  assert_nan (before->interval.lo);

  /* Ninety days on, the first of the two no longer counts. */
  input.as_of = 20090;
  old = bw_series_compute (&input);
  g_assert_cmpfloat (old->after.value, ==, 20);
  g_assert_cmpuint (old->after.n, ==, 1);

  input.go_live_on = BW_DATE_NONE;
  unknown = bw_series_compute (&input);
  assert_nan (unknown->baseline.value);
  g_assert_cmpint (unknown->baseline.source, ==, BW_BASELINE_NONE);
  assert_nan (unknown->change);
}

/* A path from 100 on day 0 to 200 on day 100; the border is ten either side. */
static void
test_plan (void)
{
  static const struct {
    BwDate       as_of;
    double       value;
    int          direction;
    double       baseline, target;
    double       expected;
    BwPlanStatus status;
  } known[] = {
    { 50, 150, 1, 100, 200, 150, BW_PLAN_ON_TRACK },
    { 50, 140, 1, 100, 200, 150, BW_PLAN_ON_TRACK },
    { 50, 139.9, 1, 100, 200, 150, BW_PLAN_BEHIND },
    { 50, 160, 1, 100, 200, 150, BW_PLAN_ON_TRACK },
    { 50, 160.1, 1, 100, 200, 150, BW_PLAN_AHEAD },
    { 50, 200, 1, 100, 200, 150, BW_PLAN_ACHIEVED },
    { 50, 250, 1, 100, 200, 150, BW_PLAN_ACHIEVED },
    { 0, 100, 1, 100, 200, 100, BW_PLAN_ON_TRACK },
    { 100, 199, 1, 100, 200, 200, BW_PLAN_ON_TRACK },
    { 150, 150, 1, 100, 200, 200, BW_PLAN_BEHIND },
    /* Less is better. */
    { 50, 30, -1, 50, 10, 30, BW_PLAN_ON_TRACK },
    { 50, 35, -1, 50, 10, 30, BW_PLAN_BEHIND },
    { 50, 25, -1, 50, 10, 30, BW_PLAN_AHEAD },
    { 50, 10, -1, 50, 10, 30, BW_PLAN_ACHIEVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      const BwDate date = known[i].as_of;
      BwSeriesInput input = plain_input (1, &date, &known[i].value);
      g_autoptr (BwSeries) series = NULL;

      input.as_of = known[i].as_of;
      input.direction = known[i].direction;
      input.plan_baseline = known[i].baseline;
      input.plan_baseline_on = 0;
      input.plan_target = known[i].target;
      input.plan_due_on = 100;
      series = bw_series_compute (&input);
      g_assert_cmpfloat (series->plan_expected, ==, known[i].expected);
      g_assert_cmpint (series->plan_status, ==, known[i].status);
      g_assert_cmpint (series->baseline.source, ==, BW_BASELINE_PLAN);
      g_assert_cmpfloat (series->baseline.value, ==, known[i].baseline);
      assert_nan (series->interval.lo);
    }
}

static void
test_plan_in_part (void)
{
  const BwDate dates[] = { -10, 50 };
  static const double values[] = { 100, 145 };
  BwSeriesInput input = plain_input (2, dates, values);
  g_autoptr (BwSeries) none = NULL;
  g_autoptr (BwSeries) no_path = NULL;
  g_autoptr (BwSeries) reached = NULL;
  g_autoptr (BwSeries) measured = NULL;
  g_autoptr (BwSeries) silent = NULL;

  input.as_of = 50;
  none = bw_series_compute (&input);
  g_assert_cmpint (none->plan_status, ==, BW_PLAN_NONE);
  assert_nan (none->plan_expected);

  input.plan_target = 200;
  input.plan_due_on = 99;
  no_path = bw_series_compute (&input);
  g_assert_cmpint (no_path->plan_status, ==, BW_PLAN_NONE);

  input.plan_target = 140;
  reached = bw_series_compute (&input);
  g_assert_cmpint (reached->plan_status, ==, BW_PLAN_ACHIEVED);

  /* The plan says no baseline: what was measured before go-live stands for it. */
  input.plan_target = 200;
  input.go_live_on = 0;
  measured = bw_series_compute (&input);
  g_assert_cmpfloat (measured->plan_baseline, ==, 100);
  g_assert_cmpint (measured->plan_baseline_on, ==, -1);
  g_assert_cmpfloat (measured->plan_expected, ==, 151);
  g_assert_cmpint (measured->plan_status, ==, BW_PLAN_ON_TRACK);

  input.n = 0;
  silent = bw_series_compute (&input);
  g_assert_cmpint (silent->plan_status, ==, BW_PLAN_NONE);
}

/* One observation a month from January 2025 on. */
static BwSeries *
monthly (const double *values, gsize n, int direction, BwAggregation aggregation, BwDate as_of)
{
  BwDate dates[24];
  BwSeriesInput input = plain_input (n, dates, values);

  g_assert_cmpuint (n, <=, 24);
  for (gsize i = 0; i < n; i++)
    dates[i] = bw_date_add_months (day ("2025-01-01"), (int) i);
  input.direction = direction;
  input.aggregation = aggregation;
  input.as_of = as_of;
  return bw_series_compute (&input);
}

static void
test_velocity (void)
{
  static const double up[] = { 900, 5, 10.1, 14.9, 20, 25.2, 30 };
  static const double down[] = { 0, 30, 25, 20.1, 15, 9.9, 5 };
  static const double flat[] = { 7, 7, 7, 7, 7, 7 };
  static const double noise[] = { 5, 9, 4, 8, 5, 8 };
  static const double gaps[] = { 5, NAN, NAN, 6, NAN };
  static const double three[] = { 5, NAN, 6, NAN, 8, NAN };
  static const struct {
    const double *values;
    gsize         n;
    int           direction;
    BwVelocity    velocity;
  } known[] = {
    { up, 7, 1, BW_VELOCITY_EXPANDING },   { up, 7, -1, BW_VELOCITY_DECLINING },
    { down, 7, 1, BW_VELOCITY_DECLINING }, { down, 7, -1, BW_VELOCITY_EXPANDING },
    { flat, 6, 1, BW_VELOCITY_STALLED },   { flat, 6, -1, BW_VELOCITY_STALLED },
    { noise, 6, 1, BW_VELOCITY_STALLED },  { gaps, 5, 1, BW_VELOCITY_UNKNOWN },
    { three, 6, 1, BW_VELOCITY_STALLED },  { up, 2, 1, BW_VELOCITY_UNKNOWN },
    { up, 0, 1, BW_VELOCITY_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (BwSeries) series = monthly (known[i].values, known[i].n, known[i].direction,
                                             BW_AGGREGATION_MEAN, BW_DATE_NONE);

      g_assert_cmpint (series->velocity, ==, known[i].velocity);
      if (known[i].velocity == BW_VELOCITY_UNKNOWN)
        {
          assert_nan (series->slope_per_month);
          assert_nan (series->slope_interval.lo);
        }
    }
}

/* A line without residuals: one more a day, so a month's days more a month. */
static void
test_velocity_of_a_line (void)
{
  double values[6];
  g_autoptr (BwSeries) up = NULL;
  g_autoptr (BwSeries) flat = NULL;

  for (int i = 0; i < 6; i++)
    values[i] = bw_date_add_months (day ("2025-01-01"), i);
  up = monthly (values, 6, 1, BW_AGGREGATION_LAST, BW_DATE_NONE);
  assert_near (up->slope_per_month, 365.2425 / 12, 1e-12);
  assert_near (up->slope_interval.lo, 365.2425 / 12, 1e-9);
  assert_near (up->slope_interval.hi, 365.2425 / 12, 1e-9);
  g_assert_cmpint (up->velocity, ==, BW_VELOCITY_EXPANDING);

  for (int i = 0; i < 6; i++)
    values[i] = 0.1;
  flat = monthly (values, 6, 1, BW_AGGREGATION_LAST, BW_DATE_NONE);
  g_assert_cmpfloat (flat->slope_per_month, ==, 0);
  g_assert_cmpfloat (flat->slope_interval.hi, ==, 0);
}

/* A sum that has only begun is drawn, but does not bend the line: 10 a month stays 10 a month. */
static void
test_velocity_of_sums (void)
{
  static const double sums[] = { 10, 10, 10, 10, 10, 1 };
  g_autoptr (BwSeries) begun = monthly (sums, 6, 1, BW_AGGREGATION_SUM, day ("2025-06-02"));
  g_autoptr (BwSeries) ended = monthly (sums, 6, 1, BW_AGGREGATION_SUM, day ("2025-06-30"));

  g_assert_cmpuint (begun->n_points, ==, 6);
  g_assert_cmpfloat (begun->points[5].value, ==, 1);
  g_assert_cmpfloat (begun->slope_per_month, ==, 0);
  g_assert_cmpfloat (ended->slope_per_month, <, 0);
}

static void
test_words (void)
{
  g_assert_cmpint (bw_aggregation_parse ("sum"), ==, BW_AGGREGATION_SUM);
  g_assert_cmpint (bw_aggregation_parse ("max"), ==, BW_AGGREGATION_MAX);
  g_assert_cmpint (bw_aggregation_parse ("last"), ==, BW_AGGREGATION_LAST);
  g_assert_cmpint (bw_aggregation_parse ("mode"), ==, BW_AGGREGATION_MEAN);
  g_assert_cmpint (bw_aggregation_parse (NULL), ==, BW_AGGREGATION_MEAN);
  g_assert_cmpstr (bw_plan_status_word (BW_PLAN_ON_TRACK), ==, "on_track");
  g_assert_cmpstr (bw_plan_status_word (BW_PLAN_NONE), ==, "none");
  g_assert_cmpstr (bw_velocity_word (BW_VELOCITY_DECLINING), ==, "declining");
  g_assert_cmpstr (bw_velocity_word (BW_VELOCITY_UNKNOWN), ==, "unknown");
}

static void
test_empty (void)
{
  static const double unknown[] = { NAN, NAN };
  static const BwDate dates[] = { 10, 20 };
  BwSeriesInput input = plain_input (0, NULL, NULL);
  g_autoptr (BwSeries) empty = bw_series_compute (&input);
  g_autoptr (BwSeries) silent = NULL;

  g_assert_cmpuint (empty->n_points, ==, 0);
  assert_nan (empty->last);
  g_assert_cmpint (empty->last_on, ==, BW_DATE_NONE);
  assert_nan (empty->baseline.value);
  assert_nan (empty->change);
  g_assert_cmpint (empty->velocity, ==, BW_VELOCITY_UNKNOWN);

  input = plain_input (2, dates, unknown);
  input.as_of = 30;
  input.go_live_on = 15;
  silent = bw_series_compute (&input);
  g_assert_cmpuint (silent->n_points, ==, 0);
  assert_nan (silent->baseline.value);
  assert_nan (silent->after.value);
}

/* Whatever is measured, no sum is lost between the buckets, and they follow each other. */
static void
test_buckets_add_up (void)
{
  GRand *random = g_rand_new_with_seed (81);

  for (guint round = 0; round < 200; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, 200);
      g_autofree BwDate *dates = g_new (BwDate, n);
      g_autofree double *values = g_new (double, n);
      BwSeriesInput input = plain_input (n, dates, values);
      g_autoptr (BwSeries) series = NULL;
      double total = 0, in_buckets = 0;
      BwDate date = g_rand_int_range (random, -5000, 20000);

      for (gsize i = 0; i < n; i++)
        {
          date += g_rand_int_range (random, 0, 60);
          dates[i] = date;
          values[i] = g_rand_int_range (random, 0, 5) == 0 ? NAN : g_rand_int_range (random, 0, 99);
          total += isnan (values[i]) ? 0 : values[i];
        }
      input.aggregation = BW_AGGREGATION_SUM;
      input.bucket = round % 3;
      input.as_of = date + g_rand_int_range (random, 0, 400);
      series = bw_series_compute (&input);
      for (gsize i = 0; i < series->n_points; i++)
        {
          in_buckets += isnan (series->points[i].value) ? 0 : series->points[i].value;
          if (i > 0)
            g_assert_cmpint (series->points[i].start, ==,
                             bw_date_bucket_next (series->points[i - 1].start, input.bucket));
        }
      g_assert_cmpfloat (in_buckets, ==, total);
      if (series->n_points > 0)
        g_assert_cmpint (series->points[series->n_points - 1].start, ==,
                         bw_date_bucket_start (input.as_of, input.bucket));
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series/buckets", test_buckets);
  g_test_add_func ("/series/bucket-kinds", test_bucket_kinds);
  g_test_add_func ("/series/buckets-add-up", test_buckets_add_up);
  g_test_add_func ("/series/before-and-after", test_before_and_after);
  g_test_add_func ("/series/spans", test_spans);
  g_test_add_func ("/series/plan", test_plan);
  g_test_add_func ("/series/plan-in-part", test_plan_in_part);
  g_test_add_func ("/series/velocity", test_velocity);
  g_test_add_func ("/series/velocity-of-a-line", test_velocity_of_a_line);
  g_test_add_func ("/series/velocity-of-sums", test_velocity_of_sums);
  g_test_add_func ("/series/words", test_words);
  g_test_add_func ("/series/empty", test_empty);
  return g_test_run ();
}
