/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-health-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-account-parts.h"
#include "figures/bw-figure-private.h"

static void
clear_health (BwHealth *health)
{
  for (BwDimension i = 0; i < BW_N_DIMENSIONS; i++)
    health->dimension[i] = NAN;
  health->outcome = health->experience = health->success_index = health->happiness = NAN;
  health->n_fresh = health->n_stale = health->n_missing = 0;
}

/* What every metric would be worth if all were fresh, so that what was handed on can be told. */
static double *
list_weights (const BwAccountTable *table, const BwMetricScale *scales, BwDate date)
{
  guint n = table->n_metrics;
  g_autofree BwReading *all = g_new (BwReading, n + 1);
  g_autofree double *scores = g_new (double, n + 1);
  double *weights = g_new (double, n + 1);

  for (guint i = 0; i < n; i++)
    all[i] = (BwReading) { (scales[i].low + scales[i].high) / 2, date };
  bw_health_shares (scales, all, n, date, table->policy, scores, weights);
  return weights;
}

static int
compare_readings (const void *a, const void *b)
{
  const BwHealthReading *first = a, *second = b;

  if (first->scorecard != second->scorecard)
    return first->scorecard < second->scorecard ? -1 : 1;
  if (first->dimension != second->dimension)
    return first->dimension < second->dimension ? -1 : 1;
  return g_utf8_collate (first->metric_name, second->metric_name);
}

static void
add_readings (BwHealthFigure *figure, const BwAccountTable *table, const BwMetricScale *scales,
              const BwReading *readings)
{
  guint n = table->n_metrics;
  g_autofree double *weights = list_weights (table, scales, figure->to);
  g_autofree double *scores = g_new (double, n + 1), *shares = g_new (double, n + 1);

  bw_health_shares (scales, readings, n, figure->to, table->policy, scores, shares);
  figure->readings = g_new0 (BwHealthReading, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const BwMetric *metric = &table->metrics[i];
      BwHealthReading *line;

      if (scales[i].dimension >= BW_N_DIMENSIONS
          || bw_dimension_scorecard (scales[i].dimension) == BW_SCORECARD_NONE)
        continue;
      line = &figure->readings[figure->n_readings++];
      *line = (BwHealthReading) {
        .metric_key = g_strdup (metric->key),
        .metric_name = g_strdup (metric->name),
        .dimension = scales[i].dimension,
        .scorecard = bw_dimension_scorecard (scales[i].dimension),
        .value = readings[i].value,
        .value_text = bw_metric_format (metric, readings[i].value),
        .observed_on = readings[i].observed_on,
        .score = scores[i],
        .weight = weights[i],
        .share = shares[i],
      };
      if (readings[i].observed_on == BW_DATE_NONE)
        {
          line->freshness = BW_FRESHNESS_MISSING;
          line->note = g_strdup (_("never read"));
        }
      else if (!bw_health_is_fresh (&scales[i], readings[i], figure->to))
        {
          line->freshness = BW_FRESHNESS_STALE;
          line->note = bw_stale_describe (&scales[i], readings[i].observed_on, figure->to);
        }
      else if (isnan (scores[i]))
        {
          line->note = g_strdup (_("its metric says no low and high"));
        }
      if (isnan (line->score))
        figure->handed_on += line->weight;
    }
  if (isnan (figure->health.success_index))
    figure->handed_on = NAN;
  qsort (figure->readings, figure->n_readings, sizeof *figure->readings, compare_readings);
}

/* The sentences -------------------------------------------------------------------------------- */

static char *
make_title (const BwHealthFigure *figure, const BwPolicy *policy)
{
  g_autofree char *outcome = bw_number_format (figure->health.outcome, 0);
  g_autofree char *experience = bw_number_format (figure->health.experience, 0);

  if (isnan (figure->health.success_index))
    return g_strdup (_("Health is not known: no reading is fresh"));
  if (figure->disagrees)
    return g_strdup_printf (_("The CSM calls it %1$s, the scorecards say %2$s"),
                            bw_policy_band_title (policy, figure->call.band),
                            bw_policy_band_title (policy, figure->band));
  if (isnan (figure->health.outcome))
    return g_strdup_printf (_("Experience %1$s is %2$s, outcome is not known"), experience,
                            bw_policy_band_title (policy, figure->experience_band));
  if (isnan (figure->health.experience))
    return g_strdup_printf (_("Outcome %1$s is %2$s, experience is not known"), outcome,
                            bw_policy_band_title (policy, figure->outcome_band));
  if (figure->outcome_band == figure->experience_band)
    return g_strdup_printf (_("Outcome %1$s and experience %2$s are both %3$s"), outcome,
                            experience, bw_policy_band_title (policy, figure->outcome_band));
  return g_strdup_printf (_("Outcome %1$s is %2$s, experience %3$s is %4$s"), outcome,
                          bw_policy_band_title (policy, figure->outcome_band), experience,
                          bw_policy_band_title (policy, figure->experience_band));
}

static char *
make_subtitle (const BwHealthFigure *figure, const BwPolicy *policy)
{
  g_autofree char *index = bw_number_format (figure->health.success_index, 0);
  g_autofree char *share = bw_share_format (figure->handed_on, 0);
  g_autofree char *when = bw_date_format_long (figure->to);

  if (isnan (figure->health.success_index))
    return g_strdup_printf (_("Scorecards on %s"), when);
  if (figure->handed_on < 0.005)
    return g_strdup_printf (_("Scorecards on %1$s · success index %2$s, %3$s · every reading is "
                              "fresh"),
                            when, index, bw_policy_band_title (policy, figure->band));
  return g_strdup_printf (_("Scorecards on %1$s · success index %2$s, %3$s · missing and stale "
                            "readings handed on %4$s of the weight"),
                          when, index, bw_policy_band_title (policy, figure->band), share);
}

static char *
make_moved_title (const BwHealthFigure *figure)
{
  g_autofree char *points = bw_number_format (fabs (figure->change), 1);
  g_autofree char *when = bw_date_format_short (figure->from, figure->to);
  const BwWhyLine *most = figure->n_why > 0 ? &figure->why[0] : NULL;

  if (figure->from == BW_DATE_NONE)
    return g_strdup (_("Choose an earlier day to see what moved the index"));
  if (isnan (figure->health.success_index))
    return g_strdup (_("There is no index to compare: no reading is fresh"));
  if (isnan (figure->before.success_index))
    return g_strdup_printf (_("There was no index yet on %s: no reading was fresh"), when);
  if (most == NULL)
    return g_strdup_printf (_("Nothing has moved the index since %s"), when);
  if (fabs (figure->change) < 0.05)
    return g_strdup_printf (_("As high as on %1$s, although %2$s moved"), when, most->metric_name);
  if (figure->change < 0 && most->points < 0)
    return g_strdup_printf (_("%1$s points lower than on %2$s, most of all by %3$s"), points, when,
                            most->metric_name);
  if (figure->change < 0)
    return g_strdup_printf (_("%1$s points lower than on %2$s, in spite of %3$s"), points, when,
                            most->metric_name);
  if (most->points > 0)
    return g_strdup_printf (_("%1$s points higher than on %2$s, most of all by %3$s"), points, when,
                            most->metric_name);
  return g_strdup_printf (_("%1$s points higher than on %2$s, in spite of %3$s"), points, when,
                          most->metric_name);
}

static char *
make_moved_subtitle (const BwHealthFigure *figure)
{
  g_autofree char *from = bw_date_format_long (figure->from);
  g_autofree char *to = bw_date_format_long (figure->to);
  g_autofree char *before = bw_number_format (figure->before.success_index, 1);
  g_autofree char *now = bw_number_format (figure->health.success_index, 1);

  if (isnan (figure->change))
    return NULL;
  return g_strdup_printf (_("Success index, %1$s on %2$s and %3$s on %4$s, and what each reading "
                            "adds to the change"),
                          before, from, now, to);
}

static void
add_left_out (BwRule *rule, const BwHealthFigure *figure)
{
  for (guint i = 0; i < figure->n_readings; i++)
    {
      const BwHealthReading *line = &figure->readings[i];
      g_autofree char *weight = bw_share_format (line->weight, 0);

      if (line->note != NULL)
        /* Translators: a metric, why it does not count, and the share that it would have. */
        bw_rule_add_take (&rule->left_out,
                          g_strdup_printf (_("%1$s: %2$s; its %3$s went to the others"),
                                           line->metric_name, line->note, weight));
    }
}

static BwRule *
make_rule (const BwHealthFigure *figure, const BwPolicy *policy)
{
  BwRule *rule = bw_rule_new (
    _("Each metric’s latest reading becomes 0 to 100 by its low, neutral and high value. A "
      "dimension is the mean of its fresh readings, weighted by their metrics. Outcome health is "
      "the mean of deployment, engagement, both adoptions and return; experience health that of "
      "NPS, support and sentiment; the success index is the mean of the two. What is missing or "
      "stale hands its weight to the rest."));

  bw_rule_add (&rule->inputs, "observations.value, observations.observed_on");
  bw_rule_add (&rule->inputs, "metrics.low, neutral, high, weight, expires_days, source");
  bw_rule_add (&rule->inputs, "risks.forecast_probability, risks.severity");
  bw_rule_add (&rule->inputs, bw_own_call_definition ());
  bw_rule_add_policy_number (rule, "outcome_weight", policy->outcome_weight);
  bw_rule_add_policy_number (rule, "experience_weight", policy->experience_weight);
  for (int i = 0; i < policy->n_bands; i++)
    bw_rule_add_take (&rule->policy, g_strdup_printf ("bands: %s >= %g", policy->bands[i].name,
                                                      policy->bands[i].from));
  add_left_out (rule, figure);
  return rule;
}

static BwRule *
make_moved_rule (const BwHealthFigure *figure, const BwPolicy *policy)
{
  BwRule *rule = bw_rule_new (
    _("The success index is a sum of shares times scores. A reading whose value changed adds the "
      "mean of its two shares times the change of its score. One that counts for another share "
      "than before adds the change of the share times the distance of its mean score from the "
      "mean of both indices. One that is new adds its share times its distance from that mean, "
      "and one that is not fresh any more takes away its own. All parts together are the change "
      "exactly."));

  bw_rule_add (&rule->inputs, "observations.value, observations.observed_on");
  bw_rule_add (&rule->inputs, "metrics.low, neutral, high, weight, expires_days");
  bw_rule_add_policy_number (rule, "outcome_weight", policy->outcome_weight);
  bw_rule_add_policy_number (rule, "experience_weight", policy->experience_weight);
  add_left_out (rule, figure);
  return rule;
}

/**
 * bw_health_figure_compute:
 * @scope: the company and, unless @to says another, the day; with a mirror
 * @account_id: an account
 * @from: the earlier day, or %BW_DATE_NONE for no comparison
 * @to: the later day, or %BW_DATE_NONE for that of the snapshot
 * @error: set when there is no such account or the mirror cannot be read
 *
 * The two days may stand in any order; the account need not be active on either.
 *
 * Returns: (transfer full) (nullable): the figure
 */
BwHealthFigure *
bw_health_figure_compute (const BwFigureScope *scope, const char *account_id, BwDate from,
                          BwDate to, GError **error)
{
  const BwAccountTable *table = scope->snapshot->table;
  const BwPolicy *policy = table->policy;
  guint n = table->n_metrics;
  g_autoptr (BwHealthFigure) figure = g_new0 (BwHealthFigure, 1);
  g_autofree BwMetricScale *scales = bw_scales_list (table);
  g_autofree BwReading *before = g_new (BwReading, n + 1), *now = g_new (BwReading, n + 1);
  guint32 account = bw_account_table_find_account (table, account_id);

  if (account == BW_INDEX_NONE)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   _("There is no account “%s”; the Accounts page and “bellwetherctl show "
                     "accounts” list them"),
                   account_id);
      return NULL;
    }
  figure->id = g_strdup (account_id);
  figure->name = g_strdup (bw_account_table_name (table, account));
  figure->from = from;
  figure->to = to != BW_DATE_NONE ? to : scope->snapshot->as_of;
  if (!bw_readings_read (now, scope->mirror, table, account_id, figure->to, error)
      || !bw_own_call_read (scope->mirror, table, account_id, figure->to, &figure->call, error))
    return NULL;
  bw_health_compute (scales, now, n, figure->to, policy, &figure->health);
  clear_health (&figure->before);
  if (from != BW_DATE_NONE)
    {
      if (!bw_readings_read (before, scope->mirror, table, account_id, from, error))
        return NULL;
      bw_health_compute (scales, before, n, from, policy, &figure->before);
      figure->why
        = bw_why_list (table, scales, before, from, now, figure->to, &figure->n_why);
    }
  figure->change = figure->health.success_index - figure->before.success_index;
  figure->band = bw_health_band (policy, figure->health.success_index);
  figure->band_before = bw_health_band (policy, figure->before.success_index);
  figure->outcome_band = bw_health_band (policy, figure->health.outcome);
  figure->experience_band = bw_health_band (policy, figure->health.experience);
  figure->disagrees = bw_own_call_disagrees (&figure->call, figure->band);
  figure->call_text = bw_own_call_describe (&figure->call, figure->to);
  add_readings (figure, table, scales, now);
  figure->head.title = make_title (figure, policy);
  figure->head.subtitle = make_subtitle (figure, policy);
  figure->head.rule = make_rule (figure, policy);
  figure->moved.title = make_moved_title (figure);
  figure->moved.subtitle = make_moved_subtitle (figure);
  figure->moved.rule = make_moved_rule (figure, policy);
  return g_steal_pointer (&figure);
}

void
bw_health_figure_free (BwHealthFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  bw_figure_clear (&figure->moved);
  g_free (figure->id);
  g_free (figure->name);
  g_free (figure->call_text);
  for (guint i = 0; i < figure->n_readings; i++)
    {
      g_free (figure->readings[i].metric_key);
      g_free (figure->readings[i].metric_name);
      g_free (figure->readings[i].value_text);
      g_free (figure->readings[i].note);
    }
  g_free (figure->readings);
  bw_why_free (figure->why, figure->n_why);
  g_free (figure);
}
