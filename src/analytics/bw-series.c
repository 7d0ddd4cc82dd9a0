/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-series.h"

#include "analytics/bw-accumulator.h"

#include <math.h>

#define CONFIDENCE 0.95

/* Fewer buckets than this say nothing about a direction. */
#define FEWEST_FOR_VELOCITY 3

static const char *const aggregation_words[] = { "sum", "mean", "last", "max" };
static const char *const plan_words[] = { "none", "achieved", "ahead", "on_track", "behind" };
static const char *const velocity_words[] = { "unknown", "expanding", "stalled", "declining" };

static double
orientation (const BwSeriesInput *input)
{
  return input->direction < 0 ? -1 : 1;
}

static gboolean
is_measured (const BwSeriesInput *input, gsize i, BwDate as_of)
{
  return !isnan (input->values[i]) && input->dates[i] != BW_DATE_NONE && input->dates[i] <= as_of;
}

/* Ends the bucket that begins at @start and returns where the next one begins. */
static BwDate
close_bucket (GArray *points, BwDate start, BwAccumulator *accumulator, const BwSeriesInput *input)
{
  BwSeriesPoint point = { start, bw_accumulator_value (accumulator, input->aggregation) };

  g_array_append_val (points, point);
  *accumulator = (BwAccumulator) { 0 };
  return bw_date_bucket_next (start, input->bucket);
}

static void
make_points (BwSeries *series, const BwSeriesInput *input, BwDate as_of)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (BwSeriesPoint));
  BwAccumulator accumulator = { 0 };
  BwDate start = BW_DATE_NONE, next = BW_DATE_NONE;

  for (gsize i = 0; i < input->n; i++)
    {
      if (!is_measured (input, i, as_of))
        continue;
      if (start == BW_DATE_NONE)
        {
          start = bw_date_bucket_start (input->dates[i], input->bucket);
          next = bw_date_bucket_next (start, input->bucket);
        }
      while (input->dates[i] >= next)
        {
          start = close_bucket (points, start, &accumulator, input);
          next = bw_date_bucket_next (start, input->bucket);
        }
      bw_accumulator_add (&accumulator, input->dates[i], input->values[i]);
      series->last = input->values[i];
      series->last_on = input->dates[i];
    }
  while (start != BW_DATE_NONE && start <= as_of)
    start = close_bucket (points, start, &accumulator, input);
  series->points = (BwSeriesPoint *) g_array_steal (points, &series->n_points);
}

/* The first observation on or after a date. */
static gsize
find_date (const BwSeriesInput *input, BwDate date)
{
  gsize low = 0, high = input->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (input->dates[middle] < date)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static BwMoments
moments_between (const BwSeriesInput *input, BwDate from, BwDate to)
{
  gsize first, end;

  if (from > to)
    return bw_stats_moments (NULL, 0);
  first = find_date (input, from);
  end = find_date (input, to + 1);
  return bw_stats_moments (input->values + first, end - first);
}

static void
find_baseline (BwSeries *series, const BwSeriesInput *input, BwDate as_of, BwMoments *moments)
{
  BwDate from, to;

  *moments = bw_stats_moments (NULL, 0);
  series->baseline
    = (BwSpanMean) { NAN, BW_DATE_NONE, BW_DATE_NONE, 0, BW_BASELINE_NONE };
  if (!isnan (input->plan_baseline))
    {
      series->baseline = (BwSpanMean) { input->plan_baseline, input->plan_baseline_on,
                                        input->plan_baseline_on, 0, BW_BASELINE_PLAN };
      return;
    }
  if (input->go_live_on == BW_DATE_NONE)
    return;
  from = input->go_live_on - input->baseline_days;
  to = MIN (input->go_live_on - 1, as_of);
  *moments = moments_between (input, from, to);
  if (moments->n > 0)
    series->baseline
      = (BwSpanMean) { moments->mean, from, to, moments->n, BW_BASELINE_BEFORE_GO_LIVE };
}

static void
find_after (BwSeries *series, const BwSeriesInput *input, BwDate as_of, BwMoments *moments)
{
  BwDate begins = input->go_live_on, from;

  *moments = bw_stats_moments (NULL, 0);
  series->after = (BwSpanMean) { NAN, BW_DATE_NONE, BW_DATE_NONE, 0, BW_BASELINE_NONE };
  if (as_of == BW_DATE_NONE)
    return;
  if (begins == BW_DATE_NONE && input->plan_baseline_on != BW_DATE_NONE)
    begins = input->plan_baseline_on + 1;
  from = MAX (as_of - input->baseline_days + 1, begins);
  *moments = moments_between (input, from, as_of);
  if (moments->n > 0)
    series->after = (BwSpanMean) { moments->mean, from, as_of, moments->n, BW_BASELINE_NONE };
}

static void
measure_change (BwSeries *series, const BwSeriesInput *input, BwDate as_of)
{
  BwMoments before, after;
  double size;

  find_baseline (series, input, as_of, &before);
  find_after (series, input, as_of, &after);
  size = fabs (series->baseline.value);
  series->change = series->after.value - series->baseline.value;
  series->change_share = size > 0 ? series->change / size : NAN;
  series->improvement = series->change * orientation (input);
  series->interval = bw_stats_welch_interval (before, after, CONFIDENCE);
}

/* Where the straight path from baseline to target stands. */
static double
path_at (const BwSeries *series, BwDate as_of)
{
  double passed, length;

  if (isnan (series->plan_baseline) || isnan (series->plan_target)
      || series->plan_baseline_on == BW_DATE_NONE || series->plan_due_on == BW_DATE_NONE)
    return NAN;
  if (as_of >= series->plan_due_on)
    return series->plan_target;
  passed = (double) as_of - series->plan_baseline_on;
  length = (double) series->plan_due_on - series->plan_baseline_on;
  if (passed <= 0)
    return series->plan_baseline;
  return series->plan_baseline + passed / length * (series->plan_target - series->plan_baseline);
}

static void
judge_plan (BwSeries *series, const BwSeriesInput *input, BwDate as_of)
{
  double margin, ahead;

  series->plan_target = input->plan_target;
  series->plan_due_on = input->plan_due_on;
  series->plan_baseline = series->baseline.value;
  series->plan_baseline_on = series->baseline.source == BW_BASELINE_BEFORE_GO_LIVE
                               ? series->baseline.to
                               : input->plan_baseline_on;
  if (series->plan_baseline_on == BW_DATE_NONE)
    series->plan_baseline_on = input->go_live_on;
  series->plan_expected = path_at (series, as_of);
  series->plan_status = BW_PLAN_NONE;

  if (isnan (series->plan_target) || isnan (series->last))
    return;
  if ((series->last - series->plan_target) * orientation (input) >= 0)
    {
      series->plan_status = BW_PLAN_ACHIEVED;
      return;
    }
  if (isnan (series->plan_expected))
    return;

  ahead = (series->last - series->plan_expected) * orientation (input);
  margin = input->behind_share * fabs (series->plan_target - series->plan_baseline);
  /* Standing exactly on the border is within it, whatever the last digit says. */
  margin += 1e-9 * fabs (series->plan_target - series->plan_baseline);
  series->plan_status = ahead < -margin  ? BW_PLAN_BEHIND
                        : ahead > margin ? BW_PLAN_AHEAD
                                         : BW_PLAN_ON_TRACK;
}

/* A sum or a maximum of a bucket that has not ended is too small, and would bend every line
 * down. */
static gboolean
last_is_partial (const BwSeries *series, const BwSeriesInput *input, BwDate as_of)
{
  BwDate last = series->points[series->n_points - 1].start;

  return (input->aggregation == BW_AGGREGATION_SUM || input->aggregation == BW_AGGREGATION_MAX)
         && bw_date_bucket_next (last, input->bucket) - 1 > as_of;
}

static void
measure_velocity (BwSeries *series, const BwSeriesInput *input, BwDate as_of)
{
  gsize end = series->n_points, first, wanted = (gsize) MAX (input->velocity_buckets, 0);
  g_autofree double *months = NULL;
  g_autofree double *values = NULL;
  double worst, best;
  guint measured = 0;

  series->velocity = BW_VELOCITY_UNKNOWN;
  series->slope_per_month = series->slope_interval.lo = series->slope_interval.hi = NAN;
  if (end > 0 && last_is_partial (series, input, as_of))
    end--;
  first = end > wanted ? end - wanted : 0;
  months = g_new (double, end - first);
  values = g_new (double, end - first);
  for (gsize i = first; i < end; i++)
    {
      months[i - first] = (series->points[i].start - series->points[first].start)
                          / BW_DAYS_PER_MONTH;
      values[i - first] = series->points[i].value;
      measured += !isnan (series->points[i].value);
    }
  if (measured < FEWEST_FOR_VELOCITY)
    return;

  series->slope_per_month = bw_stats_slope (months, values, end - first, CONFIDENCE,
                                            &series->slope_interval);
  worst = orientation (input) > 0 ? series->slope_interval.lo : -series->slope_interval.hi;
  best = orientation (input) > 0 ? series->slope_interval.hi : -series->slope_interval.lo;
  if (worst > 0)
    series->velocity = BW_VELOCITY_EXPANDING;
  else if (best < 0)
    series->velocity = BW_VELOCITY_DECLINING;
  else if (worst <= 0 && best >= 0)
    series->velocity = BW_VELOCITY_STALLED;
}

/**
 * bw_aggregation_parse:
 * @word: (nullable): an aggregation as the backend writes it
 *
 * Returns: the aggregation; the mean when the word is not known
 */
BwAggregation
bw_aggregation_parse (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (aggregation_words); i++)
    {
      if (g_strcmp0 (aggregation_words[i], word) == 0)
        return i;
    }
  return BW_AGGREGATION_MEAN;
}

/**
 * bw_plan_status_word:
 * @status: where a plan stands
 *
 * Returns: (transfer none): its word in JSON and CSV
 */
const char *
bw_plan_status_word (BwPlanStatus status)
{
  return plan_words[status];
}

/**
 * bw_velocity_word:
 * @velocity: a direction
 *
 * Returns: (transfer none): its word in JSON and CSV
 */
const char *
bw_velocity_word (BwVelocity velocity)
{
  return velocity_words[velocity];
}

/**
 * bw_series_compute:
 * @input: the observations, rising by date, and what is known of go-live and plan; may be empty;
 *   NaN is no observation, and what is after as_of is left out; without an as_of all is taken, and
 *   the last observation is its end
 *
 * Buckets are by the metric's aggregation; the last may have only begun. One without an observation
 * is NaN, also for sums.
 *
 * Baseline is the plan's, else the mean of the observations in the baseline_days before go-live.
 * After is the mean of those in the baseline_days up to as_of, none of them before go-live or,
 * where that is unknown, up to the plan's baseline. The interval of the change is Welch's at 95 %.
 *
 * The path is straight from the baseline, on its day (the day before go-live when it was measured
 * there), to the target on its due date, and level outside. The plan is achieved when the last
 * value has reached the target in the metric's direction; behind or ahead when it is further than
 * behind_share of the distance on that side of the path; else on track. There is no status without
 * a target, a value and, short of the target, a path.
 *
 * Velocity is the least-squares slope over the last velocity_buckets buckets, per month of
 * #BW_DAYS_PER_MONTH days, with its interval at 95 %: expanding when all of it improves, declining
 * when all of it gets worse, stalled when it holds 0, unknown under three buckets with a value. For
 * sums and maxima a bucket that has not ended is left out.
 *
 * Returns: (transfer full): the series; free with bw_series_free()
 */
BwSeries *
bw_series_compute (const BwSeriesInput *input)
{
  BwSeries *series = g_new0 (BwSeries, 1);
  BwDate as_of = input->as_of;

  if (as_of == BW_DATE_NONE && input->n > 0)
    as_of = input->dates[input->n - 1];
  series->bucket = input->bucket;
  series->last = NAN;
  series->last_on = BW_DATE_NONE;
  make_points (series, input, as_of);
  measure_change (series, input, as_of);
  judge_plan (series, input, as_of);
  measure_velocity (series, input, as_of);
  return series;
}

void
bw_series_free (BwSeries *series)
{
  if (series == NULL)
    return;
  g_free (series->points);
  g_free (series);
}
