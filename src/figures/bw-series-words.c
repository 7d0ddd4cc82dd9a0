/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-series-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-metric-accounts-figure.h"

/*
 * The value of a metric said in the customer's own words: the metric's name and unit are the
 * customer's, so a sentence never bends them; it sets the name before a colon.
 */

/* A difference below this share of the baseline is said to be none. */
#define UNCHANGED_SHARE 0.005

/* With fewer readings on a side there is no telling a change from chance. */
#define FEWEST_READINGS 2

/* "−3.4 h": a difference keeps its sign, with the metric's own number of decimals and unit. */
static char *
format_difference (const BwMetric *metric, double difference)
{
  g_autofree char *text = bw_metric_format_size (metric, fabs (difference));

  return bw_difference_format (difference, text);
}

/* A difference with no more decimals than the value that it is told beside, unless nothing would be
 * left of it. */
static char *
format_beside (double difference, double value)
{
  double size = fabs (value), least = size < 99.95 ? 0.05 : 0.5;

  if (size < 0.995 || difference >= 0.995 || difference < least)
    return bw_number_format_auto (difference);
  return bw_number_format (difference, size < 99.95 ? 1 : 0);
}

/* How large the change is, as it is said aloud: a share where the value before is an amount, points
 * of a percentage, and otherwise a difference. */
static char *
describe_size (const BwMetric *metric, const BwSeries *result)
{
  if (g_strcmp0 (metric->unit, "%") == 0)
    {
      g_autofree char *number = format_beside (fabs (result->change), result->after.value);

      /* Translators: the difference of two percentages: "14.7 points". */
      return g_strdup_printf (_("%s points"), number);
    }
  if (result->baseline.value > 0 && result->after.value >= 0)
    return bw_share_format (fabs (result->change_share), 0);
  return bw_metric_format (metric, fabs (result->change));
}

static gboolean
is_unchanged (const BwSeries *result, const char *late, const char *before)
{
  return result->change == 0 || fabs (result->change_share) < UNCHANGED_SHARE
         || g_str_equal (late, before);
}

/* What became of the metric since its baseline: the mean of the last days beside it. A change is
 * called good or bad by the metric's direction, and only where it may not be chance: not when its
 * interval holds zero, and not when so little was measured that it has none. */
static char *
describe_change (const BwMetric *metric, const BwSeries *result)
{
  g_autofree char *late = bw_metric_format (metric, result->after.value);
  g_autofree char *before = bw_metric_format (metric, result->baseline.value);
  g_autofree char *size = NULL;
  gboolean from_plan = result->baseline.source == BW_BASELINE_PLAN;
  gboolean better = (result->change > 0) == (metric->scale.direction >= 0);
  const char *name = metric->name;

  if (isnan (result->baseline.value))
    /* Translators: a metric and its value over the last days: "Hours to close a case: 6.0 h of
     * late; not measured before, so no change can be shown". */
    return g_strdup_printf (_("%1$s: %2$s of late; not measured before, so no change can be shown"),
                            name, late);
  if (is_unchanged (result, late, before))
    {
      if (from_plan)
        return g_strdup_printf (_("%1$s: %2$s of late, as when the plan began"), name, late);
      return g_strdup_printf (_("%1$s: %2$s of late, as before go-live"), name, late);
    }
  if (result->interval.lo <= 0 && result->interval.hi >= 0)
    {
      if (from_plan)
        return g_strdup_printf (_("%1$s: %2$s of late, no clear change from the %3$s when the plan "
                                  "began"),
                                name, late, before);
      /* Translators: "Hours to close a case: 9.0 h of late, no clear change from the 9.4 h before
       * go-live" */
      return g_strdup_printf (_("%1$s: %2$s of late, no clear change from the %3$s before go-live"),
                              name, late, before);
    }
  if (!from_plan && (result->baseline.n < FEWEST_READINGS || result->after.n < FEWEST_READINGS))
    return g_strdup_printf (_("%1$s: %2$s of late and %3$s before go-live, too few readings to call "
                              "it a change"),
                            name, late, before);

  size = describe_size (metric, result);
  if (from_plan && better)
    return g_strdup_printf (_("%1$s: %2$s of late, %3$s better than the %4$s when the plan began"),
                            name, late, size, before);
  if (from_plan)
    return g_strdup_printf (_("%1$s: %2$s of late, %3$s worse than the %4$s when the plan began"),
                            name, late, size, before);
  if (better)
    /* Translators: "Hours to close a case: 6.0 h of late, 36 % better than the 9.4 h before
     * go-live"; of late means over the last days, as many as the rule names. */
    return g_strdup_printf (_("%1$s: %2$s of late, %3$s better than the %4$s before go-live"), name,
                            late, size, before);
  return g_strdup_printf (_("%1$s: %2$s of late, %3$s worse than the %4$s before go-live"), name,
                          late, size, before);
}

static char *
describe_plan (const BwMetric *metric, const BwSeries *result)
{
  g_autofree char *target = NULL;
  g_autofree char *last = NULL;
  g_autofree char *number = NULL;
  g_autofree char *short_of = NULL;

  if (result->plan_status == BW_PLAN_NONE || isnan (result->plan_target) || isnan (result->last))
    return NULL;
  target = bw_metric_format (metric, result->plan_target);
  if (result->plan_status == BW_PLAN_ACHIEVED)
    return g_strdup_printf (_("the target of %s is reached"), target);
  last = bw_metric_format (metric, result->last);
  if (g_str_equal (last, target))
    return g_strdup_printf (_("now just short of the target of %s"), target);
  number = format_beside (fabs (result->last - result->plan_target), result->plan_target);
  short_of = g_strcmp0 (metric->unit, "%") == 0 ? g_strdup_printf (_("%s points"), number)
                                                : bw_unit_format (number, metric->unit);
  return g_strdup_printf (_("now %s short of the target"), short_of);
}

/**
 * bw_series_kicker:
 * @metric: a metric
 * @bucket: how its readings are put together
 *
 * Returns: (transfer full): what the line is: "Hours to close a case · monthly · lower is better"
 */
char *
bw_series_kicker (const BwMetric *metric, BwBucket bucket)
{
  const char *every = bucket == BW_BUCKET_WEEK      ? _("weekly")
                      : bucket == BW_BUCKET_QUARTER ? _("quarterly")
                                                    : _("monthly");
  const char *better = metric->scale.direction < 0 ? _("lower is better") : _("higher is better");

  return g_strdup_printf ("%s · %s · %s", metric->name, every, better);
}

/**
 * bw_series_sentence:
 * @metric: the metric
 * @result: its series
 *
 * It is the sentence of value, and is meant to be honest: better and worse are by the metric's
 * direction; it says that nothing was measured before where there is no baseline, that there is no
 * clear change where the interval of the change holds zero, and that there are too few readings
 * where it has none for that reason. Of a baseline that the plan names there is no interval.
 *
 * Returns: (transfer full): what became of the metric, in one sentence to be said aloud
 */
char *
bw_series_sentence (const BwMetric *metric, const BwSeries *result)
{
  g_autofree char *change = NULL;
  g_autofree char *plan = NULL;

  if (isnan (result->last))
    return g_strdup_printf (_("%s: nothing was measured yet"), metric->name);
  if (isnan (result->after.value))
    {
      g_autofree char *last = bw_metric_format (metric, result->last);
      g_autofree char *day = bw_date_format_long (result->last_on);

      /* Translators: "Hours to close a case: 6.0 h when last measured, on 3 March 2026; no change
       * can be shown" */
      return g_strdup_printf (_("%1$s: %2$s when last measured, on %3$s; no change can be shown"),
                              metric->name, last, day);
    }
  change = describe_change (metric, result);
  plan = describe_plan (metric, result);
  if (plan == NULL)
    return g_steal_pointer (&change);
  /* Translators: two findings that belong to one sentence. */
  return g_strdup_printf (C_("findings", "%1$s; %2$s"), change, plan);
}

/**
 * bw_series_detail:
 * @metric: the metric
 * @figure: its figure, with the series and the peers in place
 *
 * Returns: (transfer full): the numbers behind the sentence: difference with its interval, slope,
 *   peers
 */
char *
bw_series_detail (const BwMetric *metric, const BwSeriesFigure *figure)
{
  const BwSeries *result = figure->result;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (!isnan (result->change))
    {
      g_autofree char *difference = format_difference (metric, result->change);

      if (isnan (result->interval.lo))
        {
          g_ptr_array_add (parts, g_strdup_printf (_("Difference %s"), difference));
        }
      else
        {
          g_autofree char *lo = format_difference (metric, result->interval.lo);
          g_autofree char *hi = format_difference (metric, result->interval.hi);

          g_ptr_array_add (parts,
                           g_strdup_printf (_("Difference %1$s, 95 %% interval %2$s to %3$s"),
                                            difference, lo, hi));
        }
    }
  if (!isnan (result->slope_per_month))
    {
      /* What is left of the rounding of a level line is no slope. */
      double level = 1e-9 * fabs (result->last);
      g_autofree char *slope = format_difference (
        metric, fabs (result->slope_per_month) < level ? 0 : result->slope_per_month);

      /* Translators: "slope of late −0.06 h a month: stalled" */
      g_ptr_array_add (parts, g_strdup_printf (_("slope of late %1$s a month: %2$s"), slope,
                                               bw_velocity_title (result->velocity)));
    }
  if (figure->n_peer_accounts > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("peers: %1$u account, %2$s",
                                                       "peers: %1$u accounts, %2$s",
                                                       figure->n_peer_accounts),
                                             figure->n_peer_accounts, figure->peers_name));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/**
 * bw_series_rule:
 * @metric: the metric
 * @policy: the company's policy
 *
 * Returns: (transfer full): how the series of @metric is computed
 */
BwRule *
bw_series_rule (const BwMetric *metric, const BwPolicy *policy)
{
  static const char *const aggregations[] = { N_("sum"), N_("mean"), N_("latest value"),
                                              N_("largest value") };
  g_autoptr (GStrvBuilder) inputs = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) policies = g_strv_builder_new ();
  BwRule *rule = g_new0 (BwRule, 1);

  rule->definition = g_strdup_printf (
    _("Each point is the %1$s of the readings of its week, month or quarter. Before is the plan's "
      "baseline, or without one the mean of the %2$d days before go-live; after is the mean of the "
      "last %2$d days. The interval is Welch's at 95 %%. The plan runs straight from its baseline "
      "to its target. The slope is a least-squares line through the last %3$d points; it is "
      "stalled when its 95 %% interval holds zero."),
    _(aggregations[metric->aggregation]), policy->baseline_days, policy->velocity_buckets);
  g_strv_builder_add (inputs, "observations.value, metrics.aggregation, metrics.direction");
  g_strv_builder_add (inputs, "accounts.go_live_on");
  g_strv_builder_add (inputs, "plan_targets.baseline_value, target_value, due_on");
  g_strv_builder_take (policies, g_strdup_printf ("baseline_days = %d", policy->baseline_days));
  g_strv_builder_take (policies, g_strdup_printf ("velocity_buckets = %d",
                                                  policy->velocity_buckets));
  g_strv_builder_take (policies, g_strdup_printf ("behind_share = %g", policy->behind_share));
  g_strv_builder_take (policies, g_strdup_printf ("min_group = %d", policy->min_group));
  rule->inputs = g_strv_builder_end (inputs);
  rule->policy = g_strv_builder_end (policies);
  rule->weights = g_new0 (char *, 1);
  rule->left_out = g_new0 (char *, 1);
  return rule;
}
