/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-triage-parts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analytics/bw-health.h"
#include "figures/bw-account-parts.h"
#include "figures/bw-figure-private.h"

/* A forecast in the words, where an open risk has one. */
static char *
describe_risk (const BwTriageFigure *figure, guint32 row, BwReason reason)
{
  const BwAccountSignals *signals = &figure->signals->rows[row];
  g_autofree char *when = bw_date_format_short (signals->risk_on[reason], figure->as_of);
  g_autofree char *forecast = NULL;

  if (isnan (signals->forecast))
    return g_strdup_printf (_("%1$s: a risk is open since %2$s"), bw_reason_title (reason), when);
  forecast = bw_share_format ((double) signals->forecast, 0);
  return g_strdup_printf (_("%1$s: a risk is open since %2$s, forecast of churn %3$s"),
                          bw_reason_title (reason), when, forecast);
}

static char *
describe_vacancy (const BwTriageFigure *figure, const BwTriageFacts *facts, const char *person)
{
  guint vacant = bw_triage_roles_vacant (facts, figure->snapshot->table->policy);
  BwKeyRole role = g_bit_nth_lsf (vacant, -1);
  g_autofree char *when
    = bw_date_format_short (facts->signals->role_left_on[role], figure->as_of);

  switch (role)
    {
    case BW_KEY_ROLE_CHAMPION:
      if (person != NULL)
        return g_strdup_printf (_("Champion %1$s left on %2$s, nobody in the role since"), person,
                                when);
      return g_strdup_printf (_("The champion left on %s, nobody in the role since"), when);
    case BW_KEY_ROLE_DECISION_MAKER:
      if (person != NULL)
        return g_strdup_printf (_("Decision maker %1$s left on %2$s, nobody in the role since"),
                                person, when);
      return g_strdup_printf (_("The decision maker left on %s, nobody in the role since"), when);
    case BW_KEY_ROLE_SPONSOR:
    default:
      if (person != NULL)
        return g_strdup_printf (_("Sponsor %1$s left on %2$s, nobody in the role since"), person,
                                when);
      return g_strdup_printf (_("The sponsor left on %s, nobody in the role since"), when);
    }
}

static char *
describe_adoption (const BwTriageFigure *figure, const BwTriageFacts *facts)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  g_autofree char *score = bw_number_format (facts->adoption, 0);

  if (facts->adoption < policy->low_adoption_below)
    return g_strdup_printf (_("Adoption %1$s of 100, low below %2$.0f"), score,
                            policy->low_adoption_below);
  return g_strdup_printf (_("%1$'d of %2$'d licences are active"), facts->signals->licences_active,
                          facts->signals->licences_purchased);
}

static char *
describe_quality (const BwTriageFigure *figure, const BwAccountSignals *signals)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  g_autofree char *when = NULL;

  if (signals->severe_since == BW_DATE_NONE
      || figure->as_of - signals->severe_since <= policy->defect_days)
    return g_strdup_printf (ngettext ("%1$u complaint or defect in %2$d days",
                                      "%1$u complaints and defects in %2$d days",
                                      signals->problems_lately),
                            signals->problems_lately, policy->quality_days);
  when = bw_date_format_short (signals->severe_since, figure->as_of);
  return g_strdup_printf (_("A severe complaint or defect is open since %s"), when);
}

static char *
describe_drift (const BwTriageFigure *figure, guint32 row, const BwTriageFacts *facts,
                BwReason reason, const BwTriageNames *names)
{
  const BwAccountSignals *signals = facts->signals;
  const BwPolicy *policy = figure->snapshot->table->policy;
  const BwPerson *owner = bw_snapshot_owner (figure->snapshot, row);
  g_autofree char *when = NULL;

  switch (reason)
    {
    case BW_REASON_SPONSOR_LEFT:
      return describe_vacancy (figure, facts, names->person);
    case BW_REASON_IMPLEMENTATION_STALLED:
      return g_strdup_printf (_("Not live %1$'d days after the start of the contract, %2$'d planned"),
                              figure->as_of - facts->started_on,
                              signals->implementation_days > 0 ? signals->implementation_days
                                                               : policy->implementation_days);
    case BW_REASON_LOW_ADOPTION:
      return describe_adoption (figure, facts);
    case BW_REASON_NO_VALUE_SHOWN:
      if (signals->reviewed_on == BW_DATE_NONE)
        return g_strdup (_("No business review on record, and no target of a plan reached"));
      when = bw_date_format_short (signals->reviewed_on, figure->as_of);
      return g_strdup_printf (_("Last business review on %s, and no target of a plan reached"),
                              when);
    case BW_REASON_NEW_LEADERSHIP:
      when = bw_date_format_short (signals->leader_on, figure->as_of);
      if (names->person != NULL)
        return g_strdup_printf (_("%1$s took over a leading role on %2$s"), names->person, when);
      return g_strdup_printf (_("Somebody new took over a leading role on %s"), when);
    case BW_REASON_MISSING_FEATURE:
      when = bw_date_format_short (signals->idea_on, figure->as_of);
      return g_strdup_printf (ngettext ("%1$u idea waits to be acted on, since %2$s",
                                        "%1$u ideas wait to be acted on, the oldest since %2$s",
                                        signals->ideas_waiting),
                              signals->ideas_waiting, when);
    case BW_REASON_POOR_QUALITY:
      return describe_quality (figure, signals);
    case BW_REASON_HUMAN_FACTOR:
    default:
      if (owner == NULL)
        return g_strdup (_("Nobody owns the account"));
      return g_strdup_printf (_("%s owns the account and was never in touch with it"), owner->name);
    }
}

static char *
describe_place (const BwTriageFigure *figure, guint32 row, BwReason reason)
{
  const BwSnapshot *snapshot = figure->snapshot;
  g_autofree char *happiness = bw_number_format (snapshot->happiness[row], 2);
  g_autofree char *margin = bw_share_format (snapshot->margin[row], 0);
  g_autofree char *index = bw_number_format (snapshot->success_index[row], 0);

  if (reason == BW_REASON_UNHAPPY)
    return g_strdup_printf (_("Profitable and unhappy: happiness %1$s, margin %2$s"), happiness,
                            margin);
  if (reason == BW_REASON_COSTLY)
    return g_strdup_printf (_("Happy and served at a loss: happiness %1$s, margin %2$s"), happiness,
                            margin);
  return g_strdup_printf (_("Success index %1$s, at risk below %2$.0f"), index,
                          snapshot->table->policy->at_risk_below);
}

static char *
describe_survey (const BwTriageFigure *figure, const BwAccountSignals *signals, BwReason reason)
{
  g_autofree char *when = bw_date_format_short (signals->survey_on, figure->as_of);

  if (reason == BW_REASON_NOT_LIKELY)
    return g_strdup_printf (_("Asked on %s, they said that a renewal is not likely"), when);
  if (reason == BW_REASON_UNSURE)
    return g_strdup_printf (_("Asked on %s, they were unsure of the renewal"), when);
  return g_strdup_printf (_("Asked about the renewal on %s, they gave no answer"), when);
}

static char *
describe_days (int days_left)
{
  if (days_left < 0)
    return g_strdup_printf (ngettext ("Renewal date %'d day past", "Renewal date %'d days past",
                                      -days_left),
                            -days_left);
  if (days_left == 0)
    return g_strdup (_("Renewal today"));
  return g_strdup_printf (ngettext ("Renewal in %'d day", "Renewal in %'d days", days_left),
                          days_left);
}

static char *
describe_silence (const BwTriageFacts *facts)
{
  int days;

  if (facts->last_signal_on == BW_DATE_NONE)
    return g_strdup (_("Nothing was ever heard"));
  days = facts->as_of - facts->last_signal_on;
  return g_strdup_printf (ngettext ("Nothing heard for %'d day", "Nothing heard for %'d days",
                                    days),
                          days);
}

static char *
describe_play (const BwTriageFigure *figure, const BwAccountSignals *signals)
{
  const char *name
    = g_hash_table_lookup (figure->playbooks, GUINT_TO_POINTER (signals->play_key));
  g_autofree char *when = bw_date_format_short (signals->play_due_on, figure->as_of);

  if (signals->plays_overdue > 1)
    return g_strdup_printf (ngettext ("%1$u play is overdue, since %2$s",
                                      "%1$u plays are overdue, the oldest since %2$s",
                                      signals->plays_overdue),
                            signals->plays_overdue, when);
  if (name != NULL)
    return g_strdup_printf (_("The play “%1$s” was due on %2$s"), name, when);
  return g_strdup_printf (_("A play was due on %s"), when);
}

static char *
describe_milestone (const BwTriageFigure *figure, const BwAccountSignals *signals,
                    const char *title)
{
  g_autofree char *when = bw_date_format_short (signals->milestone_due_on, figure->as_of);

  if (title != NULL && signals->milestones_overdue == 1)
    return g_strdup_printf (_("The milestone “%1$s” was due on %2$s"), title, when);
  return g_strdup_printf (ngettext ("%1$u milestone of the plan is overdue, since %2$s",
                                    "%1$u milestones of the plan are overdue, the oldest since %2$s",
                                    signals->milestones_overdue),
                          signals->milestones_overdue, when);
}

static char *
describe_moment (const BwTriageFigure *figure, const BwTriageFacts *facts)
{
  BwMoment first = BW_MOMENT_HANDOFF;
  BwDate due_on;
  guint n = bw_triage_moments_overdue (facts, figure->snapshot->table->policy, &first, &due_on);
  g_autofree char *when = bw_date_format_short (due_on, figure->as_of);

  if (n < 2)
    return g_strdup_printf (_("Moment of truth overdue since %2$s: %1$s"), bw_moment_title (first),
                            when);
  return g_strdup_printf (ngettext ("%1$u moment of truth overdue, the first since %3$s: %2$s",
                                    "%1$u moments of truth overdue, the first since %3$s: %2$s", n),
                          n, bw_moment_title (first), when);
}

static char *
describe_call (const BwTriageFigure *figure, const BwTriageFacts *facts)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  int call = bw_triage_own_call (facts->signals, policy);
  int band = bw_health_band (policy, facts->success_index);

  return g_strdup_printf (_("The CSM’s own call is %1$s, the success index says %2$s"),
                          bw_policy_band_title (policy, call), bw_policy_band_title (policy, band));
}

/* Why, in a sentence, for a reason that the row has. */
char *
bw_triage_describe (const BwTriageFigure *figure, const BwTriageRow *line, BwReason reason,
                    const BwTriageNames *names)
{
  guint32 row = line->row;
  const BwAccountSignals *signals = &figure->signals->rows[row];
  g_autofree char *when = NULL;
  BwTriageFacts facts;

  bw_triage_facts (figure->snapshot, figure->signals, row, &facts);
  if ((line->by_risk & BW_REASON_BIT (reason)) != 0)
    return describe_risk (figure, row, reason);
  if (reason < BW_N_CAUSES)
    return describe_drift (figure, row, &facts, reason, names);
  switch (reason)
    {
    case BW_REASON_UNHAPPY:
    case BW_REASON_COSTLY:
    case BW_REASON_AT_RISK:
      return describe_place (figure, row, reason);
    case BW_REASON_RENEWAL:
      return describe_days (bw_triage_days_left (&facts));
    case BW_REASON_SILENT:
      return describe_silence (&facts);
    case BW_REASON_NOT_LIKELY:
    case BW_REASON_UNSURE:
    case BW_REASON_NO_ANSWER:
      return describe_survey (figure, signals, reason);
    case BW_REASON_REDUCTION_ASKED:
      when = bw_date_format_short (signals->reduction_on, figure->as_of);
      return g_strdup_printf (_("They asked for a reduction on %s"), when);
    case BW_REASON_NO_PLAN:
      return g_strdup (_("There is no success plan"));
    case BW_REASON_PLAY_OVERDUE:
      return describe_play (figure, signals);
    case BW_REASON_MILESTONE_OVERDUE:
      return describe_milestone (figure, signals, names->milestone);
    case BW_REASON_MOMENT_OVERDUE:
      return describe_moment (figure, &facts);
    case BW_REASON_CALL_DIFFERS:
    default:
      return describe_call (figure, &facts);
    }
}

/* Since when the reason is there, as far as it has a day. */
BwDate
bw_triage_since (const BwTriageFigure *figure, const BwTriageRow *line, BwReason reason)
{
  guint32 row = line->row;
  const BwAccountSignals *signals = &figure->signals->rows[row];
  BwTriageFacts facts;
  BwDate day;
  guint vacant;

  bw_triage_facts (figure->snapshot, figure->signals, row, &facts);
  if ((line->by_risk & BW_REASON_BIT (reason)) != 0)
    return signals->risk_on[reason];
  switch (reason)
    {
    case BW_REASON_SPONSOR_LEFT:
      vacant = bw_triage_roles_vacant (&facts, figure->snapshot->table->policy);
      return signals->role_left_on[g_bit_nth_lsf (vacant, -1)];
    case BW_REASON_NO_VALUE_SHOWN:
      return signals->reviewed_on;
    case BW_REASON_NEW_LEADERSHIP:
      return signals->leader_on;
    case BW_REASON_MISSING_FEATURE:
      return signals->idea_on;
    case BW_REASON_POOR_QUALITY:
      return signals->severe_since;
    case BW_REASON_SILENT:
      return facts.last_signal_on;
    case BW_REASON_NOT_LIKELY:
    case BW_REASON_UNSURE:
    case BW_REASON_NO_ANSWER:
      return signals->survey_on;
    case BW_REASON_REDUCTION_ASKED:
      return signals->reduction_on;
    case BW_REASON_PLAY_OVERDUE:
      return signals->play_due_on;
    case BW_REASON_MILESTONE_OVERDUE:
      return signals->milestone_due_on;
    case BW_REASON_MOMENT_OVERDUE:
      bw_triage_moments_overdue (&facts, figure->snapshot->table->policy, NULL, &day);
      return day;
    default:
      return BW_DATE_NONE;
    }
}

/**
 * bw_triage_days_format:
 * @days_left: days to the renewal, or %BW_DAYS_UNKNOWN
 *
 * Returns: (transfer full): "renews in 96 days", "renewal 12 days past", "renewal not known"
 */
char *
bw_triage_days_format (int days_left)
{
  if (days_left == BW_DAYS_UNKNOWN)
    return g_strdup (_("renewal not known"));
  if (days_left == 0)
    return g_strdup (_("renews today"));
  if (days_left < 0)
    return g_strdup_printf (ngettext ("renewal %d day past", "renewal %d days past", -days_left),
                            -days_left);
  return g_strdup_printf (ngettext ("renews in %d day", "renews in %d days", days_left), days_left);
}

/* The head ------------------------------------------------------------------------------------- */

char *
bw_triage_make_title (const BwTriageFigure *figure)
{
  g_autofree char *arr = bw_money_format_short (figure->arr, figure->currency);
  g_autofree char *loss = bw_money_format_short (figure->loss, figure->currency);

  if (figure->whole == 0)
    return g_strdup (figure->snapshot->n == 0 ? _("There is no account on this date")
                                              : _("No account passes the filter"));
  if (figure->n == 0)
    return g_strdup_printf (ngettext ("The account needs no attention today",
                                      "None of %u accounts needs attention today", figure->whole),
                            figure->whole);
  if (figure->n < (guint) figure->snapshot->table->policy->min_group || figure->loss == 0)
    return g_strdup_printf (ngettext ("%1$u account needs attention; of %2$s ARR, %3$s may be lost",
                                      "%1$u accounts need attention; of %2$s ARR, %3$s may be lost",
                                      figure->n),
                            figure->n, arr, loss);
  return g_strdup_printf (
    ngettext ("%1$u of the %2$u accounts with a reason carries half of the %3$s ARR that may be lost",
              "%1$u of the %2$u accounts with a reason carry half of the %3$s ARR that may be lost",
              figure->n_half),
    figure->n_half, figure->n, loss);
}

char *
bw_triage_make_subtitle (const BwTriageFigure *figure)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *since = bw_date_format_short (figure->since, figure->as_of);

  g_ptr_array_add (parts, g_strdup_printf (_("By expected loss, ARR × risk · %1$u of %2$u accounts"),
                                           figure->n, figure->whole));
  if (figure->has_changes)
    g_ptr_array_add (parts, g_strdup_printf (_("%1$u came in and %2$u were resolved since %3$s"),
                                             figure->n_came_in, figure->n_resolved, since));
  if (figure->n_snoozed > 0)
    g_ptr_array_add (parts, g_strdup_printf (_("%u put off"), figure->n_snoozed));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

BwRule *
bw_triage_make_rule (const BwTriageFigure *figure, guint whole)
{
  const BwPolicy *policy = figure->snapshot->table->policy;
  BwRule *rule = bw_rule_new (
    _("An account is in the queue when it has a reason: it is work to keep, its success index is at "
      "risk, its renewal is near, a cause of drift is found in the data or named by an open risk, "
      "it is silent, its renewal survey is negative or unanswered, it has no success plan, a play, "
      "a milestone or a moment of truth is overdue, or the CSM’s own call is not the computed band. "
      "Its risk is 1 − (1 − forecast) × the product of (1 − weight) over its reasons: each reason, "
      "and the highest forecast of an open risk, counts as a cause that can lose the account by "
      "itself; what only a risk with a forecast names counts for the forecast. The order is by expected loss, ARR × risk, and of equal ones by the days left to the "
      "renewal. Reasons are not independent of each other, so the risk orders accounts and is no "
      "calibrated probability."));

  bw_rule_add (&rule->inputs, "contacts, interactions, tickets, feedback, responses");
  bw_rule_add (&rule->inputs, "change_requests, risks, plans, plan_targets, plan_milestones, plays");
  bw_rule_add (&rule->inputs, _("The scorecards, quadrants and tiers of the day"));
  for (BwReason i = 0; i < BW_N_REASONS; i++)
    bw_rule_add_take (&rule->weights, g_strdup_printf ("%s: %g", bw_reason_title (i),
                                                       policy->triage_weight[i]));
  bw_rule_add_filter (rule, figure->whole, whole);
  if (figure->n_snoozed > 0)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%u account is put off until a later day",
                                                 "%u accounts are put off until a later day",
                                                 figure->n_snoozed),
                                       figure->n_snoozed));
  if ((figure->recorded & BW_RECORDED_PLANS) == 0)
    bw_rule_add (&rule->left_out, _("No plan is on record, so no account is said to lack one"));
  if ((figure->recorded & BW_RECORDED_MOMENTS) == 0)
    bw_rule_add (&rule->left_out, _("No moment of truth is on record, so none is overdue"));
  if ((figure->recorded & BW_RECORDED_REVIEWS) == 0)
    bw_rule_add (&rule->left_out,
                 _("No business review is on record, so no account is said to lack one"));
  bw_rule_add_policy_number (rule, "at_risk_below", policy->at_risk_below);
  bw_rule_add_policy_number (rule, "renewal_days", policy->renewal_days);
  bw_rule_add_policy_number (rule, "silent_days", policy->silent_days);
  bw_rule_add_policy_number (rule, "implementation_days", policy->implementation_days);
  bw_rule_add_policy_number (rule, "departure_days", policy->departure_days);
  bw_rule_add_policy_number (rule, "newcomer_days", policy->newcomer_days);
  bw_rule_add_policy_number (rule, "low_adoption_below", policy->low_adoption_below);
  bw_rule_add_policy_number (rule, "low_licences_share", policy->low_licences_share);
  bw_rule_add_policy_number (rule, "value_days", policy->value_days);
  bw_rule_add_policy_number (rule, "feature_days", policy->feature_days);
  bw_rule_add_policy_number (rule, "quality_days", policy->quality_days);
  bw_rule_add_policy_number (rule, "quality_tickets", policy->quality_tickets);
  bw_rule_add_policy_number (rule, "defect_days", policy->defect_days);
  bw_rule_add_policy_number (rule, "survey_days", policy->survey_days);
  bw_rule_add_policy_number (rule, "answer_days", policy->answer_days);
  bw_rule_add_policy_number (rule, "request_days", policy->request_days);
  return rule;
}
