/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-distribution-figure.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "figures/bw-figure-private.h"
#include "portfolio/bw-query.h"

/* A wish to expand is open this long. */
#define WISH_DAYS 365

/* Values -------------------------------------------------------------------------------------- */

static gboolean
read_metric_values (BwMirror *mirror, const BwSnapshot *snapshot, const BwSelection *selection,
                    const char *key, double *values, GError **error)
{
  const BwMetric *metric = bw_account_table_find_metric (snapshot->table, key);
  g_autoptr (BwQuery) query = NULL;

  if (metric == NULL)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   _("There is no metric “%s”"), key);
      return FALSE;
    }
  if (mirror == NULL)
    {
      for (guint i = 0; i < selection->n; i++)
        values[i] = NAN;
      return TRUE;
    }
  query = bw_query_new (mirror,
                        "SELECT value, observed_on FROM observations WHERE account_id = ?1 AND "
                        "metric_key = ?2 AND observed_on <= ?3 AND value IS NOT NULL "
                        "ORDER BY observed_on DESC LIMIT 1",
                        NULL, error);
  if (query == NULL)
    return FALSE;
  for (guint i = 0; i < selection->n; i++)
    {
      BwReading reading = { NAN, BW_DATE_NONE };

      bw_query_bind_text (query, 1, bw_snapshot_id (snapshot, selection->rows[i]));
      bw_query_bind_text (query, 2, key);
      bw_query_bind_int (query, 3, snapshot->as_of);
      if (bw_query_next (query))
        reading = (BwReading) { bw_query_double (query, 0), bw_query_date (query, 1) };
      if (!bw_query_finish (query, error))
        return FALSE;
      values[i] = bw_health_is_fresh (&metric->scale, reading, snapshot->as_of) ? reading.value
                                                                                : NAN;
    }
  return TRUE;
}

static gboolean
read_values (BwMirror *mirror, const BwSnapshot *snapshot, const BwSelection *selection,
             const BwMeasure *measure, double *values, GError **error)
{
  const double *column = NULL;
  const float *narrow = NULL;

  switch (measure->kind)
    {
    case BW_MEASURE_METRIC:
      return read_metric_values (mirror, snapshot, selection, measure->metric_key, values, error);
    case BW_MEASURE_DIMENSION:
      narrow = snapshot->dimension[measure->dimension];
      break;
    case BW_MEASURE_HAPPINESS:
      column = snapshot->happiness;
      break;
    case BW_MEASURE_OUTCOME:
      column = snapshot->outcome;
      break;
    case BW_MEASURE_EXPERIENCE:
      column = snapshot->experience;
      break;
    case BW_MEASURE_SUCCESS_INDEX:
    default:
      column = snapshot->success_index;
      break;
    }
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];

      values[i] = column != NULL ? column[row] : narrow != NULL ? narrow[row] : NAN;
    }
  return TRUE;
}

/* What the analytics call wants of one date; the arrays are freed with it. */
typedef struct {
  BwDistributionInput  input;
  double              *values;
  BwMoney             *arr;
  guint32             *slots;
} Input;

static gboolean
input_init (Input *input, BwMirror *mirror, const BwSnapshot *snapshot,
            const BwSelection *selection, const BwMeasure *measure, GError **error)
{
  input->values = g_new (double, selection->n + 1);
  input->arr = g_new (BwMoney, selection->n + 1);
  input->slots = g_new (guint32, selection->n + 1);
  for (guint i = 0; i < selection->n; i++)
    {
      input->arr[i] = snapshot->arr[selection->rows[i]];
      input->slots[i] = snapshot->slot[selection->rows[i]];
    }
  input->input = (BwDistributionInput) {
    .as_of = snapshot->as_of, .n = selection->n, .values = input->values, .arr = input->arr,
    .slots = input->slots,
  };
  return read_values (mirror, snapshot, selection, measure, input->values, error);
}

static void
input_clear (Input *input)
{
  g_free (input->values);
  g_free (input->arr);
  g_free (input->slots);
}

/* The scale of a metric: its own ends, moved out to hold every value. */
static void
stretch_to_values (const Input *input, double *from, double *to)
{
  for (gsize i = 0; i < input->input.n; i++)
    {
      double value = input->values[i];

      if (isnan (value))
        continue;
      *from = isnan (*from) ? value : MIN (*from, value);
      *to = isnan (*to) ? value : MAX (*to, value);
    }
}

static void
choose_scale (const BwMeasure *measure, const BwSnapshot *snapshot, const Input *today,
              const Input *earlier, const BwDistributionRequest *request,
              BwDistributionOptions *options)
{
  const BwPolicy *policy = snapshot->table->policy;
  const BwMetric *metric;

  options->at_risk_below = NAN;
  options->advocate_from = NAN;
  if (measure->kind == BW_MEASURE_METRIC)
    {
      metric = bw_account_table_find_metric (snapshot->table, measure->metric_key);
      options->from = fmin (metric->scale.low, metric->scale.high);
      options->to = fmax (metric->scale.low, metric->scale.high);
      stretch_to_values (today, &options->from, &options->to);
      if (earlier != NULL)
        stretch_to_values (earlier, &options->from, &options->to);
      if (isnan (options->from))
        options->from = options->to = 0;
      if (options->to <= options->from)
        {
          options->from -= 1;
          options->to += 1;
        }
    }
  else if (measure->kind == BW_MEASURE_HAPPINESS)
    {
      options->from = -1;
      options->to = 1;
    }
  else
    {
      options->from = 0;
      options->to = 100;
      options->at_risk_below = policy->at_risk_below;
      options->advocate_from = policy->advocate_from;
    }
  if (!isnan (request->from))
    options->from = request->from;
  if (!isnan (request->to) && request->to > options->from)
    options->to = request->to;
}

/* Upsell -------------------------------------------------------------------------------------- */

static gboolean
count_upsell (BwDistributionFigure *figure, const BwFigureScope *scope,
              const BwSelection *selection, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  double from = figure->result->advocates.threshold;
  g_autofree guint8 *wishes = g_new0 (guint8, snapshot->n + 1);
  g_autoptr (BwQuery) query = bw_query_new (
    scope->mirror,
    "SELECT account_id FROM change_requests WHERE kind = 'expansion' AND requested_on <= ?1 "
    "AND requested_on > ?2 "
    "UNION SELECT account_id FROM leads WHERE kind = 'csql' AND opened_on <= ?1 "
    "AND opened_on > ?2 AND coalesce(status, 'open') NOT IN ('won', 'lost', 'closed')",
    NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 1, snapshot->as_of);
  bw_query_bind_int (query, 2, snapshot->as_of - WISH_DAYS);
  while (bw_query_next (query))
    {
      const char *id = bw_query_text (query, 0);
      guint32 row = id != NULL ? bw_snapshot_find_account (snapshot, id) : BW_INDEX_NONE;

      if (row != BW_INDEX_NONE)
        wishes[row] = 1;
    }
  if (!bw_query_finish (query, error))
    return FALSE;
  figure->upsell_arr = 0;
  figure->wishes = g_new0 (guint8, selection->n + 1);
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];

      figure->wishes[i] = wishes[row];
      if (!wishes[row] || !(figure->values[i] >= from))
        continue;
      figure->upsell_accounts++;
      figure->upsell_arr = bw_money_plus (figure->upsell_arr, snapshot->arr[row]);
    }
  return TRUE;
}

/* Sentences ----------------------------------------------------------------------------------- */

/* The part of the sentence that the number of accounts decides, for a move by several points. */
static char *
say_right (int points, const char *month, int risk_change)
{
  guint n = ABS (risk_change);

  if (risk_change < 0)
    return points == 1
             ? g_strdup_printf (
                 ngettext ("Customers moved one point to the right since %s; %'u fewer is at risk",
                           "Customers moved one point to the right since %s; %'u fewer are at risk",
                           n),
                 month, n)
             : g_strdup_printf (
                 ngettext ("Customers moved %d points to the right since %s; %'u fewer is at risk",
                           "Customers moved %d points to the right since %s; %'u fewer are at risk",
                           n),
                 points, month, n);
  if (risk_change > 0)
    return points == 1
             ? g_strdup_printf (
                 ngettext (
                   "Customers moved one point to the right since %s, yet %'u more is at risk",
                   "Customers moved one point to the right since %s, yet %'u more are at risk", n),
                 month, n)
             : g_strdup_printf (
                 ngettext (
                   "Customers moved %d points to the right since %s, yet %'u more is at risk",
                   "Customers moved %d points to the right since %s, yet %'u more are at risk", n),
                 points, month, n);
  return points == 1
           ? g_strdup_printf (
               _("Customers moved one point to the right since %s; as many are at risk"), month)
           : g_strdup_printf (
               _("Customers moved %d points to the right since %s; as many are at risk"), points,
               month);
}

static char *
say_left (int points, const char *month, int risk_change)
{
  guint n = ABS (risk_change);

  if (risk_change < 0)
    return points == 1
             ? g_strdup_printf (
                 ngettext (
                   "Customers moved one point to the left since %s, yet %'u fewer is at risk",
                   "Customers moved one point to the left since %s, yet %'u fewer are at risk", n),
                 month, n)
             : g_strdup_printf (
                 ngettext (
                   "Customers moved %d points to the left since %s, yet %'u fewer is at risk",
                   "Customers moved %d points to the left since %s, yet %'u fewer are at risk", n),
                 points, month, n);
  if (risk_change > 0)
    return points == 1
             ? g_strdup_printf (
                 ngettext (
                   "Customers moved one point to the left since %s; %'u more is at risk",
                   "Customers moved one point to the left since %s; %'u more are at risk", n),
                 month, n)
             : g_strdup_printf (
                 ngettext (
                   "Customers moved %d points to the left since %s; %'u more is at risk",
                   "Customers moved %d points to the left since %s; %'u more are at risk", n),
                 points, month, n);
  return points == 1
           ? g_strdup_printf (
               _("Customers moved one point to the left since %s; as many are at risk"), month)
           : g_strdup_printf (
               _("Customers moved %d points to the left since %s; as many are at risk"), points,
               month);
}

static char *
say_still (const char *month, int risk_change)
{
  guint n = ABS (risk_change);

  if (risk_change < 0)
    return g_strdup_printf (
      ngettext ("Customers stand where they stood in %s; %'u fewer is at risk",
                "Customers stand where they stood in %s; %'u fewer are at risk", n),
      month, n);
  if (risk_change > 0)
    return g_strdup_printf (
      ngettext ("Customers stand where they stood in %s, yet %'u more is at risk",
                "Customers stand where they stood in %s, yet %'u more are at risk", n),
      month, n);
  return g_strdup_printf (_("Customers stand where they stood in %s; as many are at risk"), month);
}

/* How the curve moved, on a scale without areas: happiness or a metric. */
static char *
say_plain_move (const BwDistributionFigure *figure, const char *month)
{
  const BwDistribution *result = figure->result;
  double span = result->x_to - result->x_from;
  g_autofree char *size = bw_number_format_auto (fabs (result->mean_change));

  if (fabs (result->mean_change) < 0.005 * span)
    /* Translators: first the name of a measure, like "happiness", then a month. */
    return g_strdup_printf (_("Mean %s is what it was in %s"), figure->measure_title, month);
  if (result->mean_change > 0)
    return g_strdup_printf (_("Mean %s rose by %s since %s"), figure->measure_title, size, month);
  return g_strdup_printf (_("Mean %s fell by %s since %s"), figure->measure_title, size, month);
}

/* What changed since the compared date; NULL when there is nothing to compare with. */
static char *
say_change (const BwDistributionFigure *figure)
{
  const BwDistribution *result = figure->result;
  g_autofree char *month = NULL;
  int points, risk_change;

  if (!result->has_comparison || result->compared_accounts == 0 || result->accounts == 0)
    return NULL;
  month = bw_date_format_month (result->compared_as_of, result->as_of);
  if (!figure->has_tails)
    return say_plain_move (figure, month);
  points = (int) lround (fabs (result->mean_change));
  risk_change = (int) result->at_risk.accounts - (int) result->compared_at_risk;
  if (points == 0)
    return say_still (month, risk_change);
  return result->mean_change > 0 ? say_right (points, month, risk_change)
                                 : say_left (points, month, risk_change);
}

static char *
say_state (const BwDistributionFigure *figure)
{
  const BwDistribution *result = figure->result;
  g_autofree char *median = NULL;

  if (!figure->has_tails)
    {
      median = bw_number_format_auto (result->median);
      return g_strdup_printf (ngettext ("Median %s of %'u account is %s",
                                        "Median %s of %'u accounts is %s", result->accounts),
                              figure->measure_title, result->accounts, median);
    }
  if (result->at_risk.accounts == 0)
    return g_strdup_printf (ngettext ("No account is at risk; %'u of %'u is in the advocate area",
                                      "No account is at risk; %'u of %'u are in the advocate area",
                                      result->advocates.accounts),
                            result->advocates.accounts, result->accounts);
  return g_strdup_printf (
    ngettext ("%'u of %'u accounts is at risk; the advocate area holds %'u",
              "%'u of %'u accounts are at risk; the advocate area holds %'u",
              result->at_risk.accounts),
    result->at_risk.accounts, result->accounts, result->advocates.accounts);
}

static char *
make_title (const BwDistributionFigure *figure)
{
  guint known = figure->result->accounts;

  if (figure->n == 0)
    return g_strdup (figure->whole == 0 ? _("There is no account on this date")
                                        : _("No account passes the filter"));
  if (known == 0)
    return g_strdup_printf (_("No account has a reading of %s yet"), figure->measure_title);
  if (figure->too_few)
    return g_strdup_printf (ngettext ("Only %'u account has a %s: too few for a curve",
                                      "Only %'u accounts have a %s: too few for a curve", known),
                            known, figure->measure_title);
  return figure->sentence != NULL ? g_strdup (figure->sentence) : say_state (figure);
}

static char *
make_subtitle (const BwDistributionFigure *figure)
{
  const BwDistribution *result = figure->result;

  if (result->weight == BW_WEIGHT_ARR)
    return result->unknown == 0
             ? g_strdup_printf (_("Distribution of ARR by %s, %'u of %'u accounts"),
                                figure->measure_title, result->accounts, figure->whole)
             : g_strdup_printf (
                 _("Distribution of ARR by %s, %'u of %'u accounts · "
                   "%'u without a reading, not shown"),
                 figure->measure_title, result->accounts, figure->whole, result->unknown);
  return result->unknown == 0
           ? g_strdup_printf (_("Customer distribution by %s, %'u of %'u accounts"),
                              figure->measure_title, result->accounts, figure->whole)
           : g_strdup_printf (
               _("Customer distribution by %s, %'u of %'u accounts · "
                 "%'u without a reading, not shown"),
               figure->measure_title, result->accounts, figure->whole, result->unknown);
}

static void
add_measure_rule (BwRule *rule, const BwMeasure *measure, const BwAccountTable *table)
{
  const BwPolicy *policy = table->policy;

  if (measure->kind == BW_MEASURE_SUCCESS_INDEX)
    {
      bw_rule_add_take (
        &rule->weights,
        g_strdup_printf (_("Success index: outcome health counts %g, experience health %g"),
                         policy->outcome_weight, policy->experience_weight));
      bw_rule_add_policy_number (rule, "outcome_weight", policy->outcome_weight);
      bw_rule_add_policy_number (rule, "experience_weight", policy->experience_weight);
    }
  for (guint i = 0; i < table->n_metrics; i++)
    {
      const BwMetric *metric = &table->metrics[i];

      if (metric->scale.dimension == BW_N_DIMENSIONS || isnan (metric->scale.low)
          || isnan (metric->scale.high)
          || (measure->kind == BW_MEASURE_DIMENSION
              && metric->scale.dimension != measure->dimension)
          || (measure->kind == BW_MEASURE_METRIC
              && !g_str_equal (metric->key, measure->metric_key)))
        continue;
      bw_rule_add_take (&rule->inputs,
                        g_strdup_printf (_("Readings of %s: %s, weight %g"), metric->name,
                                         bw_dimension_title (metric->scale.dimension),
                                         metric->scale.weight));
    }
}

static BwRule *
make_rule (const BwDistributionFigure *figure, const BwSnapshot *snapshot)
{
  const BwDistribution *result = figure->result;
  const BwPolicy *policy = snapshot->table->policy;
  BwRule *rule = bw_rule_new (
    _("Bars count the accounts. The line is a Gaussian kernel density whose bandwidth follows "
      "the rule nrd0: 0.9 times the lesser of standard deviation and IQR/1.34, divided by the "
      "fifth root of the number of accounts. Accounts that crossed a threshold are those with a "
      "value on both dates."));

  add_measure_rule (rule, figure->measure, snapshot->table);
  if (result->weight == BW_WEIGHT_ARR)
    bw_rule_add (&rule->weights, _("Each account counts by its ARR"));
  else
    bw_rule_add (&rule->weights, _("Each account counts alike"));
  if (result->unknown > 0)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%'u account has no fresh reading",
                                                 "%'u accounts have no fresh reading",
                                                 result->unknown),
                                       result->unknown));
  bw_rule_add_filter (rule, figure->n, figure->whole);
  if (figure->has_tails)
    {
      bw_rule_add_policy_number (rule, "at_risk_below", policy->at_risk_below);
      bw_rule_add_policy_number (rule, "advocate_from", policy->advocate_from);
    }
  bw_rule_add_policy_number (rule, "min_group", policy->min_group);
  return rule;
}

/* The values of the earlier date beside those of today, account by account. */
static double *
pair_values (const Input *today, const Input *earlier)
{
  double *paired = g_new (double, today->input.n + 1);
  gsize j = 0;

  for (gsize i = 0; i < today->input.n; i++)
    {
      while (j < earlier->input.n && earlier->slots[j] < today->slots[i])
        j++;
      paired[i] = j < earlier->input.n && earlier->slots[j] == today->slots[i] ? earlier->values[j]
                                                                               : NAN;
    }
  return paired;
}

/**
 * bw_distribution_figure_compute:
 * @scope: what about; the mirror is read for a metric, and for the upsell candidates
 * @request: what along the axis
 *
 * The earlier date is filtered by what it knew: an account counts there when it passes the filter
 * on that date.
 *
 * Returns: (transfer full) (nullable): the figure, or %NULL with @error set when the metric is not
 *   known or the mirror cannot be read
 */
BwDistributionFigure *
bw_distribution_figure_compute (const BwFigureScope *scope, const BwDistributionRequest *request,
                                GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  g_autoptr (BwDistributionFigure) figure = g_new0 (BwDistributionFigure, 1);
  g_autoptr (BwSelection) selection = bw_scope_select (scope), earlier_selection = NULL;
  BwDistributionOptions options = { .weight = request->weight };
  Input today = { 0 }, earlier = { 0 };
  gboolean good;

  figure->measure = request->measure != NULL ? bw_measure_copy (request->measure)
                                             : bw_measure_new (BW_MEASURE_SUCCESS_INDEX);
  figure->measure_title = bw_measure_title (figure->measure, snapshot->table);
  figure->currency = g_strdup (snapshot->table->currency);
  figure->whole = snapshot->n;
  figure->is_past = snapshot->as_of < snapshot->table->data_until;
  figure->n = selection->n;

  good = input_init (&today, scope->mirror, snapshot, selection, figure->measure, error);
  if (good && scope->compare != NULL)
    {
      earlier_selection = bw_account_filter_apply (scope->compare, scope->filter);
      good = input_init (&earlier, scope->mirror, scope->compare, earlier_selection,
                         figure->measure, error);
    }
  if (good)
    {
      choose_scale (figure->measure, snapshot, &today, scope->compare != NULL ? &earlier : NULL,
                    request, &options);
      options.n_points = request->n_points > 1 ? request->n_points : BW_DISTRIBUTION_POINTS;
      figure->has_tails = !isnan (options.at_risk_below);
      figure->result = bw_distribution_compute (
        &today.input, scope->compare != NULL ? &earlier.input : NULL, &options);
      figure->too_few = figure->result->accounts < (guint) snapshot->table->policy->min_group;
      figure->values = g_memdup2 (today.values, (selection->n + 1) * sizeof (double));
      if (scope->compare != NULL)
        figure->compared_values = pair_values (&today, &earlier);
      figure->upsell_arr = BW_MONEY_NONE;
      figure->sentence = say_change (figure);
      figure->head.title = make_title (figure);
      figure->head.subtitle = make_subtitle (figure);
      figure->head.rule = make_rule (figure, snapshot);
      if (scope->mirror != NULL && figure->has_tails)
        good = count_upsell (figure, scope, selection, error);
      figure->rows = g_steal_pointer (&selection->rows);
    }
  input_clear (&today);
  input_clear (&earlier);
  return good ? g_steal_pointer (&figure) : NULL;
}

static gboolean
is_in_tail (const BwDistributionFigure *figure, guint i, BwTail tail)
{
  double below = figure->result->at_risk.threshold, from = figure->result->advocates.threshold;
  double now = figure->values[i];
  double then = figure->compared_values != NULL ? figure->compared_values[i] : NAN;
  gboolean both = !isnan (now) && !isnan (then);

  switch (tail)
    {
    case BW_TAIL_AT_RISK:
      return now < below;
    case BW_TAIL_ADVOCATES:
      return now >= from;
    case BW_TAIL_UPSELL:
      return now >= from && figure->wishes != NULL && figure->wishes[i];
    case BW_TAIL_CONTENT:
      return now >= from && figure->wishes != NULL && !figure->wishes[i];
    case BW_TAIL_BETWEEN:
      return now >= below && now < from;
    case BW_TAIL_UNKNOWN:
      return isnan (now);
    case BW_TAIL_INTO_AT_RISK:
      return both && now < below && then >= below;
    case BW_TAIL_OUT_OF_AT_RISK:
      return both && now >= below && then < below;
    case BW_TAIL_INTO_ADVOCATES:
      return both && now >= from && then < from;
    case BW_TAIL_OUT_OF_ADVOCATES:
    default:
      return both && now < from && then >= from;
    }
}

/**
 * bw_distribution_figure_tail:
 * @figure: a figure
 * @tail: a part of it
 *
 * Returns: (transfer full): the accounts in that part; none in a figure from the memo
 */
BwSelection *
bw_distribution_figure_tail (const BwDistributionFigure *figure, BwTail tail)
{
  BwSelection *selection = bw_selection_new_rows (figure->rows, figure->rows ? figure->n : 0);
  guint n = 0;

  for (guint i = 0; i < selection->n; i++)
    {
      if (is_in_tail (figure, i, tail))
        selection->rows[n++] = figure->rows[i];
    }
  selection->n = n;
  return selection;
}

/**
 * bw_distribution_figure_range:
 * @figure: a figure
 * @from: the least value
 * @to: the value that is just too much; the end of the scale counts as in
 *
 * Returns: (transfer full): the accounts in between; none in a figure from the memo
 */
BwSelection *
bw_distribution_figure_range (const BwDistributionFigure *figure, double from, double to)
{
  BwSelection *selection = bw_selection_new_rows (figure->rows, figure->rows ? figure->n : 0);
  guint n = 0;

  for (guint i = 0; i < selection->n; i++)
    {
      double value = figure->values[i];

      if (value >= from && (value < to || (value == to && to >= figure->result->x_to)))
        selection->rows[n++] = figure->rows[i];
    }
  selection->n = n;
  return selection;
}

void
bw_distribution_figure_free (BwDistributionFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  bw_measure_free (figure->measure);
  g_free (figure->measure_title);
  g_free (figure->currency);
  g_free (figure->sentence);
  bw_distribution_free (figure->result);
  g_free (figure->rows);
  g_free (figure->values);
  g_free (figure->compared_values);
  g_free (figure->wishes);
  g_free (figure);
}
