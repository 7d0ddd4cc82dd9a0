/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-renewals-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure-private.h"

/* A risk from here on is more likely to be lost than kept. */
#define AT_RISK_FROM 0.5

static const struct {
  const char *word;
  const char *title;
} likelihoods[BW_N_LIKELIHOODS] = {
  [BW_LIKELIHOOD_NOT_LIKELY] = { "not_likely", N_("Not Likely") },
  [BW_LIKELIHOOD_UNSURE] = { "unsure", N_("Unsure") },
  [BW_LIKELIHOOD_NO_ANSWER] = { "no_answer", N_("No Answer") },
  [BW_LIKELIHOOD_NOT_ASKED] = { "not_asked", N_("Not Asked") },
  [BW_LIKELIHOOD_LIKELY] = { "likely", N_("Likely") },
};

static const struct {
  const char *word;
  const char *title;
  const char *definition;
} forecasts[BW_N_FORECASTS] = {
  [BW_FORECAST_COMMITTED]
  = { "committed", N_("Committed"),
      N_("Committed: the customer says that they are likely to renew, and the risk that triage "
         "computes is below 50 %.") },
  [BW_FORECAST_LIKELY]
  = { "likely", N_("Likely"),
      N_("Likely: the customer was not asked, or may still answer, and the risk is below "
         "50 %.") },
  [BW_FORECAST_AT_RISK]
  = { "at_risk", N_("At Risk"),
      N_("At risk: the customer says not likely or unsure, or gave no answer, or the risk is "
         "50 % or more.") },
  [BW_FORECAST_UNKNOWN]
  = { "unknown", N_("Unknown"),
      N_("Unknown: the customer was not asked, and there is no success index to go by.") },
};

/* The answer is about the renewal to come when it was given within survey_days before it. */
static BwLikelihood
find_likelihood (const BwTriageRow *row, const BwAccountSignals *signals, BwDate renewal_on,
                 const BwPolicy *policy)
{
  if (row->reasons & BW_REASON_BIT (BW_REASON_NOT_LIKELY))
    return BW_LIKELIHOOD_NOT_LIKELY;
  if (row->reasons & BW_REASON_BIT (BW_REASON_UNSURE))
    return BW_LIKELIHOOD_UNSURE;
  if (row->reasons & BW_REASON_BIT (BW_REASON_NO_ANSWER))
    return BW_LIKELIHOOD_NO_ANSWER;
  if (signals->survey_on == BW_DATE_NONE || renewal_on - signals->survey_on > policy->survey_days
      || isnan ((double) signals->survey_score))
    return BW_LIKELIHOOD_NOT_ASKED;
  return BW_LIKELIHOOD_LIKELY;
}

static BwForecast
find_forecast (BwLikelihood likelihood, double risk, double index, const BwPolicy *policy)
{
  if (likelihood < BW_LIKELIHOOD_NOT_ASKED || risk >= AT_RISK_FROM)
    return BW_FORECAST_AT_RISK;
  if (likelihood == BW_LIKELIHOOD_LIKELY)
    return BW_FORECAST_COMMITTED;
  return isnan (index) ? BW_FORECAST_UNKNOWN : BW_FORECAST_LIKELY;
}

static void
add_rows (BwRenewalsFigure *figure, const BwTriageFigure *triage, const BwTriageRow *rows, guint n)
{
  const BwSnapshot *snapshot = figure->snapshot;
  const BwPolicy *policy = snapshot->table->policy;

  for (guint i = 0; i < n; i++)
    {
      const BwTriageRow *row = &rows[i];
      const BwAccountSignals *signals = &triage->signals->rows[row->row];
      BwRenewal renewal = {
        .row = row->row,
        .renewal_on = bw_snapshot_renewal_on (snapshot, row->row),
        .days_left = row->days_left,
        .arr = snapshot->arr[row->row],
        .asked_on = signals->survey_on,
        .risk = row->risk,
        .loss = row->loss,
      };

      if (renewal.renewal_on == BW_DATE_NONE || row->days_left > policy->renewal_days)
        continue;
      if (row->days_left < 0)
        {
          figure->past[figure->n_past++] = row->row;
          figure->past_arr = bw_money_plus (figure->past_arr, renewal.arr);
          continue;
        }
      renewal.likelihood = find_likelihood (row, signals, renewal.renewal_on, policy);
      renewal.forecast = find_forecast (renewal.likelihood, renewal.risk,
                                        snapshot->success_index[row->row], policy);
      figure->renewals[figure->n++] = renewal;
    }
}

static int
compare_renewals (const void *a, const void *b)
{
  const BwRenewal *first = a, *second = b;
  int month = bw_date_month_index (first->renewal_on) - bw_date_month_index (second->renewal_on);

  if (month != 0)
    return month;
  if (first->likelihood != second->likelihood)
    return first->likelihood < second->likelihood ? -1 : 1;
  if (first->arr != second->arr)
    return first->arr < second->arr ? 1 : -1;
  return first->row < second->row ? -1 : 1;
}

static void
add_to (BwRenewalTotal *total, BwMoney arr)
{
  total->accounts++;
  total->arr = bw_money_plus (total->arr, arr);
}

static void
sum_up (BwRenewalsFigure *figure)
{
  figure->months = g_new0 (BwRenewalMonth, figure->n + 1);
  for (guint i = 0; i < figure->n; i++)
    {
      const BwRenewal *renewal = &figure->renewals[i];
      BwDate start = bw_date_month_start (renewal->renewal_on);
      BwRenewalMonth *month;

      if (figure->n_months == 0 || figure->months[figure->n_months - 1].month != start)
        figure->months[figure->n_months++] = (BwRenewalMonth) { .month = start, .first = i };
      month = &figure->months[figure->n_months - 1];
      month->n++;
      month->arr = bw_money_plus (month->arr, renewal->arr);
      add_to (&month->forecast[renewal->forecast], renewal->arr);
      add_to (&figure->forecast[renewal->forecast], renewal->arr);
      figure->arr = bw_money_plus (figure->arr, renewal->arr);
      figure->loss = bw_money_plus (figure->loss, renewal->loss);
    }
}

static char *
make_title (const BwRenewalsFigure *figure, const BwPolicy *policy)
{
  const BwRenewalTotal *at_risk = &figure->forecast[BW_FORECAST_AT_RISK];
  g_autofree char *arr = bw_money_format_short (figure->arr, figure->currency);
  g_autofree char *risk = bw_money_format_short (at_risk->arr, figure->currency);

  if (figure->whole == 0)
    return g_strdup (_("No account passes the filter"));
  if (figure->n == 0 && figure->n_undated == figure->whole)
    return g_strdup (_("No account has a renewal date"));
  if (figure->n == 0)
    return g_strdup_printf (ngettext ("No contract ends within %d day",
                                      "No contract ends within %d days", policy->renewal_days),
                            policy->renewal_days);
  if (at_risk->accounts == 0)
    return g_strdup_printf (ngettext ("%1$u contract with %2$s of ARR ends within %3$d days, and "
                                      "none is at risk",
                                      "%1$u contracts with %2$s of ARR end within %3$d days, and "
                                      "none is at risk",
                                      figure->n),
                            figure->n, arr, policy->renewal_days);
  return g_strdup_printf (ngettext ("%1$u contract with %2$s of ARR ends within %3$d days; %4$s of "
                                    "it is at risk",
                                    "%1$u contracts with %2$s of ARR end within %3$d days; %4$s of "
                                    "it is at risk",
                                    figure->n),
                          figure->n, arr, policy->renewal_days, risk);
}

static char *
make_subtitle (const BwRenewalsFigure *figure)
{
  g_autofree char *loss = bw_money_format_short (figure->loss, figure->currency);

  return g_strdup_printf (_("Renewals by month and by what the customer says · %1$u of %2$u "
                            "accounts · expected loss %3$s"),
                          figure->n, figure->whole, loss);
}

static BwRule *
make_rule (const BwRenewalsFigure *figure, const BwPolicy *policy)
{
  BwRule *rule = bw_rule_new (
    _("The contracts of active accounts that end within renewal_days of the day. What the customer "
      "says is the last answer to the renewal survey, given at most survey_days before the renewal; "
      "of several on a day the worst counts, and none after answer_days is no answer. The risk is "
      "that of the triage queue."));

  bw_rule_add (&rule->inputs, "accounts.renewal_on");
  bw_rule_add (&rule->inputs, _("Answers to the renewal survey: 1 not likely, 2 unsure, 3 likely"));
  bw_rule_add (&rule->inputs, _("ARR, and the risk out of the reasons of the triage queue"));
  for (BwForecast i = 0; i < BW_N_FORECASTS; i++)
    bw_rule_add (&rule->weights, bw_forecast_definition (i));
  bw_rule_add_policy_number (rule, "renewal_days", policy->renewal_days);
  bw_rule_add_policy_number (rule, "survey_days", policy->survey_days);
  bw_rule_add_policy_number (rule, "answer_days", policy->answer_days);
  bw_rule_add_filter (rule, figure->whole, figure->snapshot->n);
  if (figure->n_undated > 0)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%u account has no renewal date",
                                                 "%u accounts have no renewal date",
                                                 figure->n_undated),
                                       figure->n_undated));
  if (figure->n_past > 0)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%u account is past its renewal date",
                                                 "%u accounts are past their renewal date",
                                                 figure->n_past),
                                       figure->n_past));
  return rule;
}

/**
 * bw_renewals_figure_compute:
 * @scope: what about, with a mirror
 * @cancellable: (nullable): stops it
 * @error: set when the mirror cannot be read
 *
 * Returns: (transfer full) (nullable): the figure
 */
BwRenewalsFigure *
bw_renewals_figure_compute (const BwFigureScope *scope, GCancellable *cancellable, GError **error)
{
  const BwPolicy *policy = scope->snapshot->table->policy;
  g_autoptr (BwRenewalsFigure) figure = g_new0 (BwRenewalsFigure, 1);
  g_autoptr (BwTriageFigure) triage = bw_triage_figure_compute (scope, NULL, cancellable, error);
  g_autoptr (BwSelection) selection = bw_scope_select (scope);

  if (triage == NULL)
    return NULL;
  figure->as_of = scope->snapshot->as_of;
  figure->currency = g_strdup (scope->snapshot->table->currency);
  figure->snapshot = bw_snapshot_ref (scope->snapshot);
  figure->whole = selection->n;
  for (guint i = 0; i < selection->n; i++)
    figure->n_undated
      += bw_snapshot_renewal_on (figure->snapshot, selection->rows[i]) == BW_DATE_NONE;
  figure->renewals = g_new (BwRenewal, triage->n + triage->n_snoozed + 1);
  figure->past = g_new (guint32, triage->n + triage->n_snoozed + 1);
  /* Who is put off in the queue renews all the same. */
  add_rows (figure, triage, triage->rows, triage->n);
  add_rows (figure, triage, triage->snoozed, triage->n_snoozed);
  qsort (figure->renewals, figure->n, sizeof *figure->renewals, compare_renewals);
  sum_up (figure);
  figure->head.title = make_title (figure, policy);
  figure->head.subtitle = make_subtitle (figure);
  figure->head.rule = make_rule (figure, policy);
  return g_steal_pointer (&figure);
}

static BwSelection *
select_renewals (const BwRenewalsFigure *figure, guint first, guint n_renewals,
                 BwForecast forecast)
{
  g_autofree guint32 *rows = g_new (guint32, n_renewals + 1);
  guint n = 0;

  for (guint i = first; i < first + n_renewals; i++)
    {
      if (figure->renewals[i].forecast == forecast)
        rows[n++] = figure->renewals[i].row;
    }
  return bw_selection_new_rows (rows, n);
}

/**
 * bw_renewals_figure_forecast:
 *
 * Returns: (transfer full): the accounts whose renewal is in @forecast
 */
BwSelection *
bw_renewals_figure_forecast (const BwRenewalsFigure *figure, BwForecast forecast)
{
  return select_renewals (figure, 0, figure->n, forecast);
}

/**
 * bw_renewals_figure_select:
 * @month: one of the months of @figure
 *
 * Returns: (transfer full): the accounts whose renewal in @month is in @forecast
 */
BwSelection *
bw_renewals_figure_select (const BwRenewalsFigure *figure, guint month, BwForecast forecast)
{
  const BwRenewalMonth *group = &figure->months[month];

  return select_renewals (figure, group->first, group->n, forecast);
}

void
bw_renewals_figure_free (BwRenewalsFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_free (figure->currency);
  g_clear_pointer (&figure->snapshot, bw_snapshot_unref);
  g_free (figure->renewals);
  g_free (figure->months);
  g_free (figure->past);
  g_free (figure);
}

/* As JSON writes them, and in the user's language. */
const char *
bw_likelihood_word (BwLikelihood likelihood)
{
  return likelihoods[likelihood].word;
}

const char *
bw_likelihood_title (BwLikelihood likelihood)
{
  return _(likelihoods[likelihood].title);
}

const char *
bw_forecast_word (BwForecast forecast)
{
  return forecasts[forecast].word;
}

const char *
bw_forecast_title (BwForecast forecast)
{
  return _(forecasts[forecast].title);
}

const char *
bw_forecast_definition (BwForecast forecast)
{
  return _(forecasts[forecast].definition);
}
