/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-quadrants-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure-private.h"

static void
add_to_total (BwQuadrantTotal *total, const BwSnapshot *snapshot, guint32 row)
{
  total->accounts++;
  total->arr = bw_money_plus (total->arr, snapshot->arr[row]);
  total->profit = bw_money_plus (total->profit, snapshot->profit[row]);
}

/* The result of the selection, out of the classification of the whole portfolio. */
static void
gather (BwQuadrantsFigure *figure, const BwSnapshot *snapshot, const BwSelection *selection)
{
  gsize n = selection->n;
  double *happiness = g_new (double, n + 1), *margin = g_new (double, n + 1);
  BwMoney *profit = g_new (BwMoney, n + 1), *arr = g_new (BwMoney, n + 1);
  BwQuadrants *result = g_new0 (BwQuadrants, 1);

  result->n = n;
  result->quadrant = g_new (guint8, n + 1);
  result->flags = g_new (guint8, n + 1);
  for (gsize i = 0; i < n; i++)
    {
      guint32 row = selection->rows[i];
      guint8 quadrant = snapshot->quadrant[row];

      happiness[i] = snapshot->happiness[row];
      margin[i] = snapshot->margin[row];
      profit[i] = snapshot->profit[row];
      arr[i] = snapshot->arr[row];
      result->quadrant[i] = quadrant;
      result->flags[i] = snapshot->flags[row];
      add_to_total (quadrant == BW_QUADRANT_UNKNOWN ? &result->unknown : &result->totals[quadrant],
                    snapshot, row);
      if ((result->flags[i] & BW_ACCOUNT_RECOVERABLE) != 0)
        result->recoverable++;
      if ((result->flags[i] & BW_ACCOUNT_BUSINESS_RISK) != 0)
        add_to_total (&result->business_risk, snapshot, row);
      if (quadrant == BW_QUADRANT_FIX_EXPECTATIONS || quadrant == BW_QUADRANT_FIX_COST)
        add_to_total (&figure->keep, snapshot, row);
    }
  figure->result = result;
  figure->shown = n - result->unknown.accounts;
  figure->input = (BwQuadrantsInput) {
    .n = n, .happiness = happiness, .margin = margin, .profit = profit, .arr = arr,
  };
}

static BwMoney
top_quartile_of (const BwSnapshot *snapshot)
{
  BwQuadrantsInput whole = {
    .n = snapshot->n, .happiness = snapshot->happiness, .margin = snapshot->margin,
    .profit = snapshot->profit, .arr = snapshot->arr,
  };
  g_autoptr (BwQuadrants) result = bw_quadrants_compute (&whole, snapshot->table->policy);

  return result->profit_top_quartile;
}

static void
gather_comparison (BwQuadrantsFigure *figure, const BwFigureScope *scope)
{
  g_autoptr (BwSelection) selection = bw_account_filter_apply (scope->compare, scope->filter);

  figure->has_comparison = TRUE;
  figure->compared_as_of = scope->compare->as_of;
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];

      if (scope->compare->quadrant[row] != BW_QUADRANT_UNKNOWN)
        add_to_total (&figure->compared_totals[scope->compare->quadrant[row]], scope->compare, row);
    }
}

/* How many of the accounts to keep pay well and are not happy, as people say it. */
static char *
say_share_unhappy (guint keep, double share)
{
  if (share >= 1)
    return g_strdup_printf (ngettext ("%'u account is work to keep: it pays well and is not happy",
                                      "%'u accounts are work to keep: all pay well and are not "
                                      "happy",
                                      keep),
                            keep);
  if (share >= 0.95)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: nearly all pay well and are not happy",
                "%'u accounts are work to keep: nearly all pay well and are not happy", keep),
      keep);
  if (share >= 0.83)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: nine in ten pay well and are not happy",
                "%'u accounts are work to keep: nine in ten pay well and are not happy", keep),
      keep);
  if (share >= 0.71)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: three in four pay well and are not happy",
                "%'u accounts are work to keep: three in four pay well and are not happy", keep),
      keep);
  if (share >= 0.58)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: two in three pay well and are not happy",
                "%'u accounts are work to keep: two in three pay well and are not happy", keep),
      keep);
  return g_strdup_printf (
    ngettext ("%'u account is work to keep: half pay well and are not happy",
              "%'u accounts are work to keep: half pay well and are not happy", keep),
    keep);
}

static char *
say_share_costly (guint keep, double share)
{
  if (share >= 1)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: it is happy and costs more than it brings",
                "%'u accounts are work to keep: all are happy and cost more than they bring", keep),
      keep);
  if (share >= 0.95)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: nearly all cost more than they bring",
                "%'u accounts are work to keep: nearly all cost more than they bring", keep),
      keep);
  if (share >= 0.83)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: nine in ten cost more than they bring",
                "%'u accounts are work to keep: nine in ten cost more than they bring", keep),
      keep);
  if (share >= 0.71)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: three in four cost more than they bring",
                "%'u accounts are work to keep: three in four cost more than they bring", keep),
      keep);
  return g_strdup_printf (
    ngettext ("%'u account is work to keep: two in three cost more than they bring",
              "%'u accounts are work to keep: two in three cost more than they bring", keep),
    keep);
}

static char *
make_title (const BwQuadrantsFigure *figure, guint min_group)
{
  const BwQuadrants *result = figure->result;
  guint unhappy = result->totals[BW_QUADRANT_FIX_EXPECTATIONS].accounts;
  guint costly = result->totals[BW_QUADRANT_FIX_COST].accounts, keep = figure->keep.accounts;
  double share = keep > 0 ? (double) unhappy / keep : 0;

  if (result->n == 0)
    return g_strdup (figure->whole == 0 ? _("There is no account on this date")
                                        : _("No account passes the filter"));
  if (figure->shown == 0)
    return g_strdup (_("Of no account both happiness and profit are known yet"));
  if (keep == 0)
    return g_strdup_printf (
      ngettext ("No account is work to keep; %'u of %'u is a success for both sides",
                "No account is work to keep; %'u of %'u are a success for both sides",
                result->totals[BW_QUADRANT_SUCCESS].accounts),
      result->totals[BW_QUADRANT_SUCCESS].accounts, figure->shown);
  if (keep < min_group && unhappy > 0 && costly > 0)
    return g_strdup_printf (
      ngettext ("%'u account is work to keep: %'u not happy, %'u costing more than it brings",
                "%'u accounts are work to keep: %'u not happy, %'u costing more than they "
                "bring", keep),
      keep, unhappy, costly);
  return share >= 0.42 ? say_share_unhappy (keep, share) : say_share_costly (keep, 1 - share);
}

static char *
make_subtitle (const BwQuadrantsFigure *figure)
{
  guint unknown = figure->result->unknown.accounts;

  if (unknown == 0)
    return g_strdup_printf (
      _("Happiness and profitability, dot area by ARR · %'u of %'u accounts"), figure->shown,
      figure->whole);
  return g_strdup_printf (ngettext (
                            "Happiness and profitability, dot area by ARR · %'u of %'u accounts "
                            "· %'u "
                            "without a reading or a cost, not shown",
                            "Happiness and profitability, dot area by ARR · %'u of %'u accounts "
                            "· %'u "
                            "without a reading or a cost, not shown",
                            unknown),
                          figure->shown, figure->whole, unknown);
}

static BwRule *
make_rule (const BwQuadrantsFigure *figure, const BwSnapshot *snapshot)
{
  const BwPolicy *policy = snapshot->table->policy;
  g_autofree char *quartile
    = bw_money_format_short (figure->result->profit_top_quartile, figure->currency);
  guint no_reading = 0, no_cost = 0;
  BwRule *rule = bw_rule_new (
    _("Happiness runs from −1, walkaway angry, over 0, expectations met, to 1, gushing promoter: "
      "the mean of the fresh experience readings, each straight between its low, neutral and high "
      "mark. Profitability is the margin of the last twelve months: revenue less cost to serve, "
      "over revenue, never below −1. The quadrants meet where both are 0; 0 counts as not happy "
      "and "
      "as unprofitable."));

  for (guint i = 0; i < figure->input.n; i++)
    {
      no_reading += isnan (figure->input.happiness[i]);
      no_cost += isnan (figure->input.margin[i]);
    }
  bw_rule_add (&rule->inputs, _("Readings of NPS, satisfaction, effort and sentiment"));
  bw_rule_add (&rule->inputs, _("Revenue: MRR on this day of each of the last twelve months"));
  bw_rule_add (&rule->inputs, _("Cost to serve of the last twelve months"));
  bw_rule_add (&rule->weights,
               _("A reading counts by its metric's weight, halved after each half-life"));
  if (no_reading > 0)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%'u account has no fresh experience reading",
                                                 "%'u accounts have no fresh experience reading",
                                                 no_reading),
                                       no_reading));
  if (no_cost > 0)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%'u account has no revenue or no cost to serve",
                                                 "%'u accounts have no revenue or no cost to serve",
                                                 no_cost),
                                       no_cost));
  bw_rule_add_filter (rule, figure->result->n, figure->whole);
  bw_rule_add_policy_number (rule, "business_risk_happiness", policy->business_risk_happiness);
  bw_rule_add_policy_number (rule, "business_risk_share", policy->business_risk_share);
  bw_rule_add_policy_number (rule, "recoverable_from", policy->recoverable_from);
  if (figure->result->profit_top_quartile != BW_MONEY_NONE)
    bw_rule_add_take (
      &rule->inputs,
      g_strdup_printf (_("Business risk: neither happy nor unhappy, and a profit of %s or more"),
                       quartile));
  return rule;
}

/**
 * bw_quadrants_figure_compute:
 * @scope: what about; the mirror is not read
 *
 * Returns: (transfer full): the figure
 */
BwQuadrantsFigure *
bw_quadrants_figure_compute (const BwFigureScope *scope)
{
  const BwSnapshot *snapshot = scope->snapshot;
  BwQuadrantsFigure *figure = g_new0 (BwQuadrantsFigure, 1);
  g_autoptr (BwSelection) selection = bw_scope_select (scope);

  figure->as_of = snapshot->as_of;
  figure->currency = g_strdup (snapshot->table->currency);
  figure->whole = snapshot->n;
  figure->compared_as_of = BW_DATE_NONE;
  figure->business_risk_happiness = snapshot->table->policy->business_risk_happiness;
  gather (figure, snapshot, selection);
  figure->result->profit_top_quartile = top_quartile_of (snapshot);
  if (scope->compare != NULL)
    gather_comparison (figure, scope);
  figure->head.title = make_title (figure, snapshot->table->policy->min_group);
  figure->head.subtitle = make_subtitle (figure);
  figure->head.rule = make_rule (figure, snapshot);
  figure->rows = g_steal_pointer (&selection->rows);
  return figure;
}

/**
 * bw_quadrants_figure_quadrant:
 * @figure: a figure
 * @quadrant: a quadrant, or %BW_QUADRANT_UNKNOWN
 *
 * Returns: (transfer full): the accounts in it; none in a figure from the memo
 */
BwSelection *
bw_quadrants_figure_quadrant (const BwQuadrantsFigure *figure, BwQuadrant quadrant)
{
  BwSelection *selection
    = bw_selection_new_rows (figure->rows, figure->rows != NULL ? figure->result->n : 0);
  guint n = 0;

  for (guint i = 0; i < selection->n; i++)
    {
      if (figure->result->quadrant[i] == quadrant)
        selection->rows[n++] = figure->rows[i];
    }
  selection->n = n;
  return selection;
}

void
bw_quadrants_figure_free (BwQuadrantsFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_free (figure->currency);
  g_free ((double *) figure->input.happiness);
  g_free ((double *) figure->input.margin);
  g_free ((BwMoney *) figure->input.profit);
  g_free ((BwMoney *) figure->input.arr);
  bw_quadrants_free (figure->result);
  g_free (figure->rows);
  g_free (figure);
}
