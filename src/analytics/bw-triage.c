/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-triage.h"

#include <math.h>
#include <stdlib.h>

#include "analytics/bw-health.h"
#include "analytics/bw-moment-due.h"
#include "analytics/bw-sort.h"

/* The answers of the renewal survey: 1 not likely, 2 unsure, 3 likely. */
#define NOT_LIKELY_BELOW 1.5
#define UNSURE_BELOW 2.5

/* Who arrived with the contract, or within this many days of it, is not new. */
#define ARRIVED_WITH_CONTRACT_DAYS 30

/**
 * bw_account_signals_clear:
 * @signals: (out): made to say that nothing is known
 */
void
bw_account_signals_clear (BwAccountSignals *signals)
{
  *signals = (BwAccountSignals) {
    .implementation_days = -1, .licences_purchased = -1, .licences_active = -1,
    .interaction_on = BW_DATE_NONE, .owner_on = BW_DATE_NONE, .reviewed_on = BW_DATE_NONE,
    .newcomer_on = BW_DATE_NONE, .leader_on = BW_DATE_NONE, .severe_since = BW_DATE_NONE,
    .idea_on = BW_DATE_NONE, .survey_on = BW_DATE_NONE, .survey_score = NAN,
    .reduction_on = BW_DATE_NONE, .forecast = NAN, .plan_on = BW_DATE_NONE,
    .milestone_due_on = BW_DATE_NONE, .play_due_on = BW_DATE_NONE,
    .snoozed_until = BW_DATE_NONE, .call = NAN, .call_on = BW_DATE_NONE,
  };
  for (guint i = 0; i < BW_N_MOMENTS; i++)
    signals->moment_on[i] = BW_DATE_NONE;
  for (guint i = 0; i < BW_N_KEY_ROLES; i++)
    signals->role_left_on[i] = BW_DATE_NONE;
  for (guint i = 0; i <= BW_N_CAUSES; i++)
    signals->risk_on[i] = BW_DATE_NONE;
}

/* Whether a day is known and at most so many days before the date, and not after it. */
static gboolean
is_lately (BwDate day, BwDate as_of, int days)
{
  return day != BW_DATE_NONE && day <= as_of && as_of - day <= days;
}

/* Whether a day that should have come is further back than that, or never came at all. */
static gboolean
is_missed (BwDate day, BwDate as_of, int days)
{
  return day == BW_DATE_NONE || as_of - day > days;
}

static BwReasons
when (gboolean truth, BwReason reason)
{
  return truth ? BW_REASON_BIT (reason) : 0;
}

/**
 * bw_triage_roles_vacant:
 *
 * Returns: a bit for each #BwKeyRole that somebody left in the last policy.departure_days and
 *   nobody is in
 */
guint
bw_triage_roles_vacant (const BwTriageFacts *facts, const BwPolicy *policy)
{
  const BwAccountSignals *signals = facts->signals;
  guint vacant = 0;

  for (guint i = 0; i < BW_N_KEY_ROLES; i++)
    {
      if ((signals->roles_held & (1u << i)) == 0
          && is_lately (signals->role_left_on[i], facts->as_of, policy->departure_days))
        vacant |= 1u << i;
    }
  return vacant;
}

/**
 * bw_triage_moments_overdue:
 * @first: (out) (optional): the one that is overdue longest
 * @due_on: (out) (optional): since when it is
 *
 * An executive business review is due only where the services of the tier have one.
 *
 * Returns: how many moments of truth are overdue
 */
guint
bw_triage_moments_overdue (const BwTriageFacts *facts, const BwPolicy *policy, BwMoment *first,
                           BwDate *due_on)
{
  const BwAccountSignals *signals = facts->signals;
  BwMomentFacts occasions = {
    .as_of = facts->as_of, .started_on = facts->started_on, .go_live_on = facts->go_live_on,
    .renewal_on = facts->renewal_on, .newcomer_on = signals->newcomer_on,
    .reviewed_on = signals->moment_on[BW_MOMENT_EBR], .renewal_days = policy->renewal_days,
  };
  gboolean has_reviews = FALSE;
  BwDate earliest = BW_DATE_NONE;
  guint overdue = 0;

  for (int i = 0; i < policy->n_services[facts->tier]; i++)
    has_reviews |= g_strcmp0 (policy->services[facts->tier][i].kind, "ebr") == 0;
  for (BwMoment i = 0; i < BW_N_MOMENTS; i++)
    {
      BwDate since, due = bw_moment_due (i, &occasions, &since), done = signals->moment_on[i];

      if (due == BW_DATE_NONE || due >= facts->as_of || (i == BW_MOMENT_EBR && !has_reviews)
          || (done != BW_DATE_NONE && done >= since))
        continue;
      overdue++;
      if (earliest == BW_DATE_NONE || due < earliest)
        {
          earliest = due;
          if (first != NULL)
            *first = i;
        }
    }
  if (due_on != NULL)
    *due_on = earliest;
  return overdue;
}

static gboolean
is_stalled (const BwTriageFacts *facts, guint32 recorded, const BwPolicy *policy)
{
  int days = facts->signals->implementation_days;

  if ((recorded & BW_RECORDED_GO_LIVE) == 0 || facts->started_on == BW_DATE_NONE
      || (facts->go_live_on != BW_DATE_NONE && facts->go_live_on <= facts->as_of))
    return FALSE;
  return facts->as_of - facts->started_on > (days > 0 ? days : policy->implementation_days);
}

static gboolean
is_hardly_used (const BwTriageFacts *facts, const BwPolicy *policy)
{
  const BwAccountSignals *signals = facts->signals;

  if (facts->adoption < policy->low_adoption_below)
    return TRUE;
  return facts->today && signals->licences_purchased > 0 && signals->licences_active >= 0
         && facts->go_live_on != BW_DATE_NONE && facts->go_live_on <= facts->as_of
         && signals->licences_active < policy->low_licences_share * signals->licences_purchased;
}

/* Value is shown in a review, or when a target of a plan is reached. */
static gboolean
is_without_value (const BwTriageFacts *facts, guint32 recorded, const BwPolicy *policy)
{
  return (recorded & BW_RECORDED_REVIEWS) != 0 && facts->go_live_on != BW_DATE_NONE
         && facts->as_of - facts->go_live_on > policy->value_days
         && is_missed (facts->signals->reviewed_on, facts->as_of, policy->value_days)
         && facts->signals->targets_reached == 0;
}

/* Nobody of ours knows the customer: there is no owner, or one who never spoke with them although
 * others did. */
static gboolean
is_left_alone (const BwTriageFacts *facts, guint32 recorded)
{
  const BwAccountSignals *signals = facts->signals;

  if (!facts->today || (recorded & BW_RECORDED_OWNERS) == 0)
    return FALSE;
  if (!facts->has_owner)
    return TRUE;
  return (signals->recorded & BW_RECORDED_PERSONS) != 0 && signals->owner_on == BW_DATE_NONE;
}

static BwReasons
find_drift (const BwTriageFacts *facts, guint32 recorded, const BwPolicy *policy)
{
  const BwAccountSignals *signals = facts->signals;
  BwDate as_of = facts->as_of, leader_on = signals->leader_on;
  gboolean newcomer = is_lately (leader_on, as_of, policy->newcomer_days)
                      && (facts->started_on == BW_DATE_NONE
                          || leader_on > facts->started_on + ARRIVED_WITH_CONTRACT_DAYS);
  gboolean problems
    = signals->problems_lately >= (guint) policy->quality_tickets
      || (signals->severe_since != BW_DATE_NONE
          && as_of - signals->severe_since > policy->defect_days);
  gboolean waiting = (recorded & BW_RECORDED_ACTED) != 0 && signals->ideas_waiting > 0
                     && as_of - signals->idea_on > policy->feature_days;

  return when (bw_triage_roles_vacant (facts, policy) != 0, BW_REASON_SPONSOR_LEFT)
         | when (is_stalled (facts, recorded, policy), BW_REASON_IMPLEMENTATION_STALLED)
         | when (is_hardly_used (facts, policy), BW_REASON_LOW_ADOPTION)
         | when (is_without_value (facts, recorded, policy), BW_REASON_NO_VALUE_SHOWN)
         | when (newcomer, BW_REASON_NEW_LEADERSHIP) | when (waiting, BW_REASON_MISSING_FEATURE)
         | when (problems, BW_REASON_POOR_QUALITY)
         | when (is_left_alone (facts, recorded), BW_REASON_HUMAN_FACTOR);
}

/* An answer is about the renewal that it was asked for, and says nothing of a later one. */
static gboolean
survey_holds (const BwTriageFacts *facts, const BwPolicy *policy)
{
  BwDate asked_on = facts->signals->survey_on;

  if (facts->renewal_on == BW_DATE_NONE)
    return is_lately (asked_on, facts->as_of, policy->survey_days);
  return asked_on != BW_DATE_NONE && facts->renewal_on - asked_on <= policy->survey_days;
}

static BwReasons
read_survey (const BwTriageFacts *facts, const BwPolicy *policy)
{
  const BwAccountSignals *signals = facts->signals;
  double score = (double) signals->survey_score;

  if (!survey_holds (facts, policy))
    return 0;
  if (isnan (score))
    return when (facts->as_of - signals->survey_on > policy->answer_days, BW_REASON_NO_ANSWER);
  return when (score < NOT_LIKELY_BELOW, BW_REASON_NOT_LIKELY)
         | when (score >= NOT_LIKELY_BELOW && score < UNSURE_BELOW, BW_REASON_UNSURE);
}

/**
 * bw_own_call_of:
 * @facts: what a CSM has said of an account
 * @policy: the bands
 * @band: (out): the place of its band in the policy; -1 without a call
 *
 * The CSM's own call: a fresh reading of sentiment by the CSM; without one, 100 less the highest
 * forecast of an open risk in per cent; without a forecast, the severity of an open risk.
 *
 * Returns: what the call comes from
 */
BwOwnCallSource
bw_own_call_of (const BwOwnCallFacts *facts, const BwPolicy *policy, int *band)
{
  if (!isnan (facts->reading))
    {
      *band = bw_health_band (policy, facts->reading);
      return BW_OWN_CALL_READING;
    }
  if (!isnan (facts->forecast))
    {
      *band = bw_health_band (policy, 100 * (1 - facts->forecast));
      return BW_OWN_CALL_FORECAST;
    }
  *band = facts->severity;
  return facts->severity >= 0 ? BW_OWN_CALL_SEVERITY : BW_OWN_CALL_NONE;
}

/* The band of bw_own_call_of(), from what the queue has read of the account. */
int
bw_triage_own_call (const BwAccountSignals *signals, const BwPolicy *policy)
{
  const BwOwnCallFacts facts = {
    .reading = (double) signals->call,
    .forecast = (double) signals->forecast,
    .severity = signals->severity_high > 0 ? 0 : signals->severity_medium > 0 ? 1 : -1,
  };
  int band;

  bw_own_call_of (&facts, policy, &band);
  return band;
}

static gboolean
call_differs (const BwTriageFacts *facts, const BwPolicy *policy)
{
  int call = bw_triage_own_call (facts->signals, policy);

  return call >= 0 && !isnan (facts->success_index)
         && bw_health_band (policy, facts->success_index) != call;
}

static BwReasons
find_neglect (const BwTriageFacts *facts, guint32 recorded, const BwPolicy *policy)
{
  const BwAccountSignals *signals = facts->signals;
  gboolean silent
    = facts->last_signal_on == BW_DATE_NONE
        ? facts->started_on == BW_DATE_NONE
            || facts->as_of - facts->started_on > policy->silent_days
        : facts->as_of - facts->last_signal_on > policy->silent_days;

  return when (silent, BW_REASON_SILENT)
         | when ((recorded & BW_RECORDED_PLANS) != 0 && signals->plan_on == BW_DATE_NONE,
                 BW_REASON_NO_PLAN)
         | when (signals->plays_overdue > 0, BW_REASON_PLAY_OVERDUE)
         | when (signals->milestones_overdue > 0, BW_REASON_MILESTONE_OVERDUE)
         | when ((recorded & BW_RECORDED_MOMENTS) != 0
                   && bw_triage_moments_overdue (facts, policy, NULL, NULL) > 0,
                 BW_REASON_MOMENT_OVERDUE);
}

/**
 * bw_triage_reasons:
 * @facts: an account on a date
 * @recorded: #BwRecorded of the whole company
 * @policy: the thresholds
 * @by_risk: (out) (optional): those that only an open risk names and the data does not show
 *
 * What is not known gives no reason. A cause of drift is found in the data or named by an open
 * risk; being acquired and a bad fit are named by risks alone.
 *
 * Returns: why the account is in the queue; 0 when it is not
 */
BwReasons
bw_triage_reasons (const BwTriageFacts *facts, guint32 recorded, const BwPolicy *policy,
                   BwReasons *by_risk)
{
  BwReasons drift = find_drift (facts, recorded, policy);
  int days_left = bw_triage_days_left (facts);
  gboolean renewal = days_left != BW_DAYS_UNKNOWN && abs (days_left) <= policy->renewal_days;

  if (by_risk != NULL)
    *by_risk = facts->signals->risk_causes & ~drift;
  return drift | facts->signals->risk_causes
         | find_neglect (facts, recorded, policy) | read_survey (facts, policy)
         | when (facts->quadrant == BW_QUADRANT_FIX_EXPECTATIONS, BW_REASON_UNHAPPY)
         | when (facts->quadrant == BW_QUADRANT_FIX_COST, BW_REASON_COSTLY)
         | when (facts->success_index < policy->at_risk_below, BW_REASON_AT_RISK)
         | when (renewal, BW_REASON_RENEWAL)
         | when (is_lately (facts->signals->reduction_on, facts->as_of, policy->request_days),
                 BW_REASON_REDUCTION_ASKED)
         | when (call_differs (facts, policy), BW_REASON_CALL_DIFFERS);
}

/* Below 0 when the renewal date is past; %BW_DAYS_UNKNOWN without one. */
int
bw_triage_days_left (const BwTriageFacts *facts)
{
  return facts->renewal_on == BW_DATE_NONE ? BW_DAYS_UNKNOWN : facts->renewal_on - facts->as_of;
}

/**
 * bw_triage_weight:
 * @reason: a reason of an account
 * @by_risk: its reasons that only an open risk names
 * @forecast: the highest forecast of its open risks, 0..1; NaN when there is none
 * @policy: its triage_weight of each reason
 *
 * Returns: what the reason counts for: the policy's weight; but what only a risk with a forecast
 *   names counts for the forecast, since who opened the risk knows better
 */
double
bw_triage_weight (BwReason reason, BwReasons by_risk, double forecast, const BwPolicy *policy)
{
  if ((by_risk & BW_REASON_BIT (reason)) != 0 && !isnan (forecast))
    return CLAMP (forecast, 0, 1);
  return policy->triage_weight[reason];
}

/**
 * bw_triage_risk:
 * @reasons: why the account is in the queue
 * @by_risk: those of them that only an open risk names
 * @forecast: the highest forecast of its open risks, 0..1; NaN when there is none
 * @policy: its triage_weight of each reason
 *
 * Each reason, and the forecast, is taken for a cause that loses the account by itself with the
 * chance that is its weight, apart from all others (noisy or):
 *
 *     risk = 1 - (1 - forecast) * product over the reasons of (1 - weight)
 *
 * A reason that only a risk names is in the forecast already, where there is one, and does not
 * count twice.
 *
 * Source: Pearl, Probabilistic Reasoning in Intelligent Systems, 1988, section 4.3.2. Reasons are
 * not apart from each other in truth, so the risk orders accounts and is no calibrated chance.
 *
 * Returns: 0..1; 0 without a reason
 */
double
bw_triage_risk (BwReasons reasons, BwReasons by_risk, double forecast, const BwPolicy *policy)
{
  double kept = isnan (forecast) ? 1 : 1 - CLAMP (forecast, 0, 1);

  if (!isnan (forecast))
    reasons &= ~by_risk;
  for (BwReason i = 0; i < BW_N_REASONS; i++)
    {
      if ((reasons & BW_REASON_BIT (i)) != 0)
        kept *= 1 - policy->triage_weight[i];
    }
  return 1 - kept;
}

/**
 * bw_triage_order:
 * @loss: (array length=n): what each account is expected to lose
 * @days_left: (array length=n): how long it has
 * @order: (out caller-allocates) (array length=n): places in the two arrays, in the order of the
 *   queue: the largest expected loss first, of equal ones the fewest days, then as they came
 */
void
bw_triage_order (const BwMoney *loss, const int *days_left, guint n, guint32 *order)
{
  g_autofree guint64 *keys = g_new (guint64, n + 1);

  /* The sort leaves equal keys as they were, so the second key is sorted by first. */
  for (guint32 i = 0; i < n; i++)
    {
      order[i] = i;
      keys[i] = (guint64) ((gint64) days_left[i] - G_MININT32);
    }
  bw_sort_keys (keys, order, n);
  for (guint i = 0; i < n; i++)
    keys[i] = ~((guint64) loss[order[i]] ^ (G_GUINT64_CONSTANT (1) << 63));
  bw_sort_keys (keys, order, n);
}
