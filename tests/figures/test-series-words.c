/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "figures/bw-series-words.h"

static BwMetric
make_metric (void)
{
  return (BwMetric) {
    .key = "hours",
    .name = "Hours to close a case",
    .unit = "h",
    .scale = { .dimension = BW_DIMENSION_SUCCESS, .direction = -1 },
    .aggregation = BW_AGGREGATION_MEAN,
  };
}

/* A series that says nothing yet; each test gives it what it is about. */
static BwSeries
make_series (void)
{
  return (BwSeries) {
    .baseline = { NAN, BW_DATE_NONE, BW_DATE_NONE, 0, BW_BASELINE_NONE },
    .after = { NAN, BW_DATE_NONE, BW_DATE_NONE, 0, BW_BASELINE_NONE },
    .last = NAN,
    .change = NAN,
    .change_share = NAN,
    .interval = { NAN, NAN },
    .plan_target = NAN,
    .slope_per_month = NAN,
  };
}

static void
set_change (BwSeries *series, double before, double after, BwBaselineSource source)
{
  series->baseline.value = before;
  series->baseline.source = source;
  series->baseline.n = source == BW_BASELINE_PLAN ? 0 : 12;
  series->after.value = after;
  series->after.n = 12;
  series->change = after - before;
  series->change_share = before != 0 ? (after - before) / fabs (before) : NAN;
}

static void
assert_sentence (const BwSeries *series, const char *expected)
{
  BwMetric metric = make_metric ();
  g_autofree char *sentence = bw_series_sentence (&metric, series);

  g_assert_cmpstr (sentence, ==, expected);
}

static void
test_nothing (void)
{
  BwSeries series = make_series ();

  assert_sentence (&series, "Hours to close a case: nothing was measured yet");
  series.last = 6;
  series.last_on = bw_date_from_civil (2026, 3, 3);
  assert_sentence (&series, "Hours to close a case: 6.0\302\240h when last measured, on "
                            "3 March 2026; no change can be shown");
  series.after.value = 6;
  assert_sentence (&series, "Hours to close a case: 6.0\302\240h of late; not measured before, "
                            "so no change can be shown");
}

/* The share is that of the mean of the last days, so that is the value said with it. */
static void
test_change (void)
{
  BwSeries series = make_series ();

  series.last = 5.6;
  set_change (&series, 9.4, 6.016, BW_BASELINE_BEFORE_GO_LIVE);
  assert_sentence (&series,
                   "Hours to close a case: 6.0\302\240h of late, 36\302\240% better than the "
                   "9.4\302\240h before go-live");
  set_change (&series, 9.4, 10.34, BW_BASELINE_BEFORE_GO_LIVE);
  assert_sentence (&series,
                   "Hours to close a case: 10.3\302\240h of late, 10\302\240% worse than the "
                   "9.4\302\240h before go-live");
  set_change (&series, 9.4, 9.41, BW_BASELINE_BEFORE_GO_LIVE);
  assert_sentence (&series, "Hours to close a case: 9.4\302\240h of late, as before go-live");
  set_change (&series, 9.4, 6.016, BW_BASELINE_PLAN);
  assert_sentence (&series,
                   "Hours to close a case: 6.0\302\240h of late, 36\302\240% better than the "
                   "9.4\302\240h when the plan began");
  set_change (&series, 0, 2, BW_BASELINE_PLAN);
  assert_sentence (&series, "Hours to close a case: 2.0\302\240h of late, 2.0\302\240h worse "
                            "than the 0\302\240h when the plan began");
}

/* How much is said of a percentage is points, and of what may be negative a difference. */
static void
test_size (void)
{
  BwMetric metric = make_metric ();
  BwSeries series = make_series ();
  BwSeriesFigure figure = { .result = &series };
  g_autofree char *points = NULL;
  g_autofree char *short_of = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *difference = NULL;

  metric.name = (char *) "Tone";
  metric.unit = (char *) "%";
  metric.scale.direction = 1;
  series.last = 44;
  set_change (&series, 30, 44, BW_BASELINE_BEFORE_GO_LIVE);
  points = bw_series_sentence (&metric, &series);
  g_assert_cmpstr (points, ==,
                   "Tone: 44.0\302\240% of late, 14.0 points better than the 30.0\302\240% "
                   "before go-live");

  series.plan_target = 62.5;
  series.plan_status = BW_PLAN_BEHIND;
  short_of = bw_series_sentence (&metric, &series);
  g_assert_cmpstr (short_of, ==,
                   "Tone: 44.0\302\240% of late, 14.0 points better than the 30.0\302\240% "
                   "before go-live; now 18.5 points short of the target");
  series.interval = (BwInterval) { 12.1, 15.9 };
  series.slope_per_month = 0.65;
  series.velocity = BW_VELOCITY_EXPANDING;
  detail = bw_series_detail (&metric, &figure);
  g_assert_true (g_str_has_prefix (detail, "Difference +14.0\302\240points, 95 % interval "
                                           "+12.1\302\240points to +15.9\302\240points · "
                                           "slope of late +0.65\302\240points a month"));
  series = make_series ();
  series.last = 44;

  metric.unit = (char *) "dB";
  set_change (&series, -20, 10, BW_BASELINE_BEFORE_GO_LIVE);
  difference = bw_series_sentence (&metric, &series);
  g_assert_cmpstr (difference, ==,
                   "Tone: 10.0\302\240dB of late, 30.0\302\240dB better than the "
                   "−20.0\302\240dB before go-live");
}

static void
test_plan (void)
{
  BwSeries series = make_series ();

  series.last = 6;
  series.plan_target = 5.8;
  series.plan_status = BW_PLAN_ON_TRACK;
  set_change (&series, 9.4, 6.016, BW_BASELINE_BEFORE_GO_LIVE);
  assert_sentence (&series, "Hours to close a case: 6.0\302\240h of late, 36\302\240% better "
                            "than the 9.4\302\240h before go-live; "
                            "now 0.2\302\240h short of the target");
  /* What is told as the same is not told as short by so much. */
  series.last = 5.83;
  assert_sentence (&series, "Hours to close a case: 6.0\302\240h of late, 36\302\240% better "
                            "than the 9.4\302\240h before go-live; "
                            "now just short of the target of 5.8\302\240h");
  series.plan_status = BW_PLAN_ACHIEVED;
  series.last = 5.7;
  assert_sentence (&series, "Hours to close a case: 6.0\302\240h of late, 36\302\240% better "
                            "than the 9.4\302\240h before go-live; "
                            "the target of 5.8\302\240h is reached");
}

static void
test_detail (void)
{
  BwMetric metric = make_metric ();
  BwSeries series = make_series ();
  BwSeriesFigure figure = { .result = &series };
  g_autofree char *whole = NULL;
  g_autofree char *nothing = bw_series_detail (&metric, &figure);

  g_assert_cmpstr (nothing, ==, "");
  set_change (&series, 9.4, 6, BW_BASELINE_BEFORE_GO_LIVE);
  series.interval = (BwInterval) { -3.7, -3.1 };
  series.slope_per_month = -0.06;
  series.velocity = BW_VELOCITY_STALLED;
  figure.n_peer_accounts = 38;
  figure.peers_name = (char *) "top tier";
  whole = bw_series_detail (&metric, &figure);
  g_assert_cmpstr (whole, ==,
                   "Difference −3.4\302\240h, 95 % interval −3.7\302\240h to −3.1\302\240h "
                   "· slope of late −0.060\302\240h a "
                   "month: stalled · peers: 38 accounts, top tier");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/series-words/nothing", test_nothing);
  g_test_add_func ("/series-words/change", test_change);
  g_test_add_func ("/series-words/size", test_size);
  g_test_add_func ("/series-words/plan", test_plan);
  g_test_add_func ("/series-words/detail", test_detail);
  return g_test_run ();
}
