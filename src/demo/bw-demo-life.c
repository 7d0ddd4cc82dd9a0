/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-account.h"

#include <string.h>

/*
 * The months of an account. The causes run one way: what is adopted decides how much value comes
 * of it; value decides the outcome and most of the happiness; these decide whether the contract is
 * renewed and grows. Drift is what pulls the other way.
 */

/* What each behaviour adds to adoption, how soon it is expected. Two of them matter most. */
static const struct {
  double weight;
  int expected_by_days;
} behaviours[BW_DEMO_N_BEHAVIOURS] = {
  { 0.30, 60 },  { 0.25, 90 },  { 0.10, 30 },  { 0.08, 45 },
  { 0.08, 120 }, { 0.07, 150 }, { 0.06, 180 }, { 0.06, 270 },
};

static const double cause_weights[BW_DEMO_N_CAUSES] = {
  0.15, 0.09, 0.16, 0.13, 0.09, 0.04, 0.11, 0.11, 0.06, 0.06,
};

/* Points that the whole base stands above its long run, by months before the last day. */
static double
company_trend (int months_ago)
{
  static const double recent[] = { 3.0, 2.3, 1.2, 0.2, -0.4, -0.6, -0.4, 0.0, 0.5, 0.8, 0.6, 0.2 };

  return months_ago < 0 ? recent[0] : recent[months_ago % 12] * (months_ago < 12 ? 1.0 : 0.25);
}

/**
 * bw_demo_draw_behaviours:
 *
 * Decides which behaviours the account adopts, and when, by its fit and its manager alone.
 */
void
bw_demo_draw_behaviours (BwDemoAccount *a, BwDemoRandom *r)
{
  double ready = 1.0 + 0.9 * a->fit + 0.5 * a->csm_quality;

  for (int i = 0; i < BW_DEMO_N_BEHAVIOURS; i++)
    {
      int expected = behaviours[i].expected_by_days;

      a->adopted_on[i] = BW_DATE_NONE;
      if (bw_demo_random_chance (r, bw_demo_logistic (ready - 0.12 * i)))
        a->adopted_on[i] = a->go_live_on + (int) (expected * (0.4 + bw_demo_random_share (r)));
      else if (bw_demo_random_chance (r, 0.35))
        a->adopted_on[i] = a->go_live_on + expected + bw_demo_random_int (r, 150, 700);
    }
}

static double
adoption_on (const BwDemoAccount *a, BwDate date)
{
  double sum = 0;

  for (int i = 0; i < BW_DEMO_N_BEHAVIOURS; i++)
    {
      if (a->adopted_on[i] != BW_DATE_NONE && a->adopted_on[i] <= date)
        sum += behaviours[i].weight;
    }
  return sum;
}

void
bw_demo_add_revenue (BwDemoAccount *a, BwDemoRevenueKind kind, BwDate committed_on,
                     BwDate effective_on, gint64 mrr_delta)
{
  if (a->n_revenue < BW_DEMO_MAX_REVENUE && mrr_delta != 0)
    {
      a->revenue[a->n_revenue++] = (BwDemoRevenue){
        .kind = kind,
        .committed_on = committed_on,
        .effective_on = effective_on,
        .mrr_delta = mrr_delta,
      };
    }
}

/* Amounts are whole euros, as price lists are. */
gint64
bw_demo_euros (double minor)
{
  return (gint64) (minor / 100.0 + 0.5) * 100;
}

static BwDemoDrift *
current_drift (BwDemoAccount *a, BwDate date)
{
  BwDemoDrift *last = a->n_drifts > 0 ? &a->drifts[a->n_drifts - 1] : NULL;

  return last != NULL && (last->to == BW_DATE_NONE || last->to > date) ? last : NULL;
}

static void
maybe_drift (BwDemoAccount *a, const BwDemoLife *life, BwDate month, int months_live)
{
  BwDemoRandom *r = life->random;
  double weights[BW_DEMO_N_CAUSES];
  BwDemoDrift *drift;
  double care = life->care;
  gboolean begins = bw_demo_random_chance (r, life->drift_hazard);
  int days;

  if (!begins || a->n_drifts >= BW_DEMO_MAX_DRIFTS || current_drift (a, month) != NULL)
    return;

  memcpy (weights, cause_weights, sizeof weights);
  if (months_live < 0)
    {
      for (int i = 0; i < BW_DEMO_N_CAUSES; i++)
        weights[i] *= i == BW_DEMO_IMPLEMENTATION_STALLED || i == BW_DEMO_SPONSOR_LEFT ? 2.0 : 0.1;
    }
  else
    weights[BW_DEMO_IMPLEMENTATION_STALLED] *= months_live < 6 ? 1.0 : 0.05;
  weights[BW_DEMO_BAD_FIT] *= a->fit < 0 ? 3.0 : 0.2;
  weights[BW_DEMO_LOW_ADOPTION] *= adoption_on (a, month) < 0.5 ? 2.0 : 0.5;

  drift = &a->drifts[a->n_drifts++];
  drift->cause = bw_demo_random_weighted (r, weights, BW_DEMO_N_CAUSES);
  drift->depth = 14.0 + 27.0 * bw_demo_random_share (r);
  drift->ramp_days = bw_demo_random_int (r, 60, 210);
  drift->from = month + bw_demo_random_int (r, 0, 27);
  drift->to = drift->opened_on = BW_DATE_NONE;
  drift->lost = FALSE;
  if (bw_demo_random_chance (r, 0.45 + 0.45 * care))
    drift->opened_on = drift->from + bw_demo_random_int (r, 20, 40 + (int) (100 * (1.0 - care)));
  /* Most drifts end: those that somebody works on sooner. */
  days = bw_demo_random_int (r, 150, 420) + (drift->opened_on == BW_DATE_NONE ? 120 : 0);
  if (bw_demo_random_chance (r, drift->opened_on != BW_DATE_NONE ? 0.55 + 0.3 * care : 0.5))
    drift->to = drift->from + days;
}

double
bw_demo_drift_depth (const BwDemoDrift *drift, BwDate date)
{
  double down, up = 1.0;

  if (date < drift->from)
    return 0;
  down = MIN (1.0, (double) (date - drift->from) / drift->ramp_days);
  /* Trust comes back over four months. */
  if (drift->to != BW_DATE_NONE && date > drift->to)
    up = MAX (0.0, 1.0 - (date - drift->to) / 120.0);
  return drift->depth * down * up;
}

static BwDate
bounded (BwDate date, BwDate lowest, BwDate highest)
{
  return CLAMP (date, lowest, MAX (lowest, highest));
}

/* Why a customer leaves that no single event drove away. */
static BwDemoCause
slow_cause (const BwDemoAccount *a, BwDate date)
{
  if (a->fit < -0.9)
    return BW_DEMO_BAD_FIT;
  if (adoption_on (a, date) < 0.35)
    return BW_DEMO_LOW_ADOPTION;
  return a->silent_from != BW_DATE_NONE ? BW_DEMO_HUMAN_FACTOR : BW_DEMO_NO_VALUE_SHOWN;
}

/* What ended in a churn without an event had been going on for months, and often somebody saw. */
static BwDemoDrift *
add_slow_drift (BwDemoAccount *a, BwDemoRandom *r, BwDate effective_on, BwDemoCause cause)
{
  BwDate from = effective_on - bw_demo_random_int (r, 210, 390);
  int seen_after = bw_demo_random_int (r, 20, 150);
  gboolean seen = bw_demo_random_chance (r, 0.6);
  BwDemoDrift *drift;

  if (a->n_drifts >= BW_DEMO_MAX_DRIFTS || from <= a->started_on
      || (a->n_drifts > 0 && from < a->drifts[a->n_drifts - 1].to))
    return NULL;
  drift = &a->drifts[a->n_drifts++];
  *drift = (BwDemoDrift){
    .cause = cause,
    .depth = 14,
    .ramp_days = 120,
    .from = from,
    .to = BW_DATE_NONE,
    .opened_on = seen ? from + seen_after : BW_DATE_NONE,
  };
  return drift;
}

static void
churn (BwDemoAccount *a, BwDemoLife *life, BwDate effective_on, int notice_days, int cause)
{
  BwDemoRandom *r = life->random;
  BwDate committed_on = bounded (effective_on - notice_days, a->started_on, effective_on);
  const BwDemoOptions *options = bw_demo_company_get_options (a->company);
  BwDemoDrift *drift = current_drift (a, effective_on);
  int pause = bw_demo_random_int (r, 110, 270);
  gboolean returns = bw_demo_random_chance (r, 0.08);
  double share = 0.5 + 0.4 * bw_demo_random_share (r);
  gint64 left = life->mrr;

  if (committed_on > options->as_of)
    return;
  bw_demo_add_revenue (a, BW_DEMO_CHURN, committed_on, effective_on, -left);
  life->mrr = 0;
  if (returns && effective_on + pause <= options->as_of)
    {
      if (drift != NULL)
        drift->to = effective_on + pause;
      a->gap_from = effective_on;
      a->gap_to = effective_on + pause;
      life->mrr = bw_demo_euros (share * left);
      bw_demo_add_revenue (a, BW_DEMO_REACTIVATION, a->gap_to - 14, a->gap_to, life->mrr);
      life->next_renewal = bw_date_add_months (a->gap_to, 12);
      return;
    }
  if (drift == NULL)
    drift = add_slow_drift (a, r, effective_on, cause);
  if (drift != NULL)
    drift->lost = TRUE;
  a->churned_on = effective_on;
  a->churn_cause = drift != NULL ? (int) drift->cause : cause;
  life->over = effective_on <= options->as_of;
}

static void
renew (BwDemoAccount *a, BwDemoLife *life, double index)
{
  BwDemoRandom *r = life->random;
  const BwDemoOptions *options = bw_demo_company_get_options (a->company);
  BwDate on = life->next_renewal;
  double loss = 0.66 * bw_demo_logistic ((39.0 - index) / 6.0) + 0.008;
  gboolean silent = a->silent_from != BW_DATE_NONE && a->silent_from < on - 60;
  gboolean leaves, shrinks = bw_demo_random_chance (r, index < 52 ? 0.35 : 0.04);
  int notice = bw_demo_random_int (r, 25, 95), early = bw_demo_random_int (r, 5, 45);
  double cut = 0.08 + 0.24 * bw_demo_random_share (r);

  if (on > options->as_of && life->coming_renewal == BW_DATE_NONE)
    life->coming_renewal = on;
  if (silent)
    loss = MAX (loss, 0.30);
  if (a->size > 0.95)
    loss *= 0.75;
  leaves = bw_demo_random_chance (r, loss);
  life->next_renewal = bw_date_add_months (on, life->term);
  if (leaves && on - notice <= options->as_of)
    {
      churn (a, life, on, notice, slow_cause (a, on));
      if (a->churned_on != BW_DATE_NONE)
        life->next_renewal = on;
    }
  else if (shrinks)
    bw_demo_add_revenue (a, BW_DEMO_CONTRACTION, on - early, on,
                         -MIN (bw_demo_euros (cut * life->mrr), life->mrr / 2));
  else
    bw_demo_add_revenue (a, BW_DEMO_EXPANSION, on - early, on, bw_demo_euros (0.025 * life->mrr));
  if (!leaves || a->churned_on == BW_DATE_NONE)
    {
      life->mrr = 0;
      for (int i = 0; i < a->n_revenue; i++)
        life->mrr += a->revenue[i].mrr_delta;
    }
}

static void
maybe_expand (BwDemoAccount *a, BwDemoLife *life, BwDate month, double index, int months_live)
{
  BwDemoRandom *r = life->random;
  double hazard = months_live < 4 || index < 55 ? 0 : 0.0055 * (index - 50);
  double share = 0.05 + 0.20 * bw_demo_random_share (r);
  int day = bw_demo_random_int (r, 0, 27), ahead = bw_demo_random_int (r, 0, 30);

  if (bw_demo_random_chance (r, hazard) && month + day > a->started_on)
    {
      gint64 delta = MAX (bw_demo_euros (share * life->mrr), 1000);

      bw_demo_add_revenue (a, BW_DEMO_EXPANSION, MAX (month + day - ahead, a->started_on),
                           month + day, delta);
      life->mrr += delta;
    }
}

/**
 * bw_demo_life_begin:
 *
 * Sets what stays the same through all months.
 */
void
bw_demo_life_begin (const BwDemoAccount *a, BwDemoLife *life)
{
  double hazard = 0.017 * bw_demo_exp (-0.45 * a->fit - 0.15 * a->csm_quality);

  life->drift_hazard = MIN (hazard, 0.08);
  life->care = bw_demo_logistic (0.5 + 0.8 * a->csm_quality);
}

/**
 * bw_demo_life_month:
 * @i: the month's place
 * @month: its first day
 * @months_ago: how long before the last day's month it is; negative after it
 *
 * Lives one month of an account.
 */
void
bw_demo_life_month (BwDemoAccount *a, BwDemoLife *life, int i, BwDate month, int months_ago)
{
  BwDemoRandom *r = life->random;
  BwDate next_month = bw_date_add_months (month, 1);
  int months_live = month >= a->go_live_on ? (month - a->go_live_on) / 30 : -1;
  double adoption = adoption_on (a, next_month - 1), target, pressure = 0, index, settled;

  maybe_drift (a, life, month, months_live);
  for (int d = 0; d < a->n_drifts; d++)
    pressure = MAX (pressure, bw_demo_drift_depth (&a->drifts[d], next_month - 1));

  target = CLAMP (0.12 + 0.88 * adoption + 0.08 * a->fit - 0.006 * pressure, 0.0, 1.1);
  if (months_live >= 0)
    life->value += 0.13 * (target - life->value);
  life->noise_outcome = 0.86 * life->noise_outcome + 3.6 * bw_demo_random_normal (r);
  life->noise_happiness = 0.84 * life->noise_happiness + 4.2 * bw_demo_random_normal (r);

  /* Hope carries a customer until it has been live for a while. */
  settled = months_live < 0 ? 0.0 : MIN (1.0, months_live / 9.0);
  a->value[i] = (float) life->value;
  a->adoption[i] = (float) adoption;
  a->outcome[i] = (float) CLAMP (35.5 + 16.0 * (1.0 - settled) + 47.0 * life->value + 4.5 * a->fit
                                   + 2.0 * a->csm_quality + company_trend (months_ago)
                                   + life->noise_outcome - 0.95 * pressure,
                                 3.0, 99.0);
  a->happiness[i] = (float) CLAMP (44.5 + 17.0 * (1.0 - settled) + 35.0 * life->value + 4.0 * a->fit
                                     + 3.5 * a->csm_quality + company_trend (months_ago)
                                     + life->noise_happiness - 1.05 * pressure,
                                   3.0, 99.0);
  index = 0.5 * ((double) a->outcome[i] + (double) a->happiness[i]);

  if (life->mrr > 0 && (a->gap_from == BW_DATE_NONE || month > a->gap_to))
    {
      if (life->next_renewal < next_month)
        renew (a, life, index);
      else if (months_live >= 0 && bw_demo_random_chance (r, 0.0006))
        churn (a, life, month + 14, 20, BW_DEMO_ACQUIRED);
      else if (months_ago >= 0)
        maybe_expand (a, life, month, index, months_live);
    }
}
