/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-account.h"

#include <string.h>

/*
 * What an account is when it signs: why the customer bought, how well it fits and who sold it.
 * From there its months are lived (bw-demo-life.c), and the relations only report what happened.
 */

/* How far a reason to buy helps or hurts the fit, and how often it is given. */
static const struct {
  double weight;
  double fit;
} reasons[BW_DEMO_N_REASONS] = {
  { 0.24, 0.35 },  /* Serve customers faster. */
  { 0.20, 0.20 },  /* Replace an old system. */
  { 0.16, 0.45 },  /* Grow without hiring. */
  { 0.14, 0.00 },  /* An audit finding. */
  { 0.11, -0.45 }, /* The price. */
  { 0.09, -0.75 }, /* The demo was liked. */
  { 0.06, -0.30 }, /* Wish of the board. */
};

static const double industry_fit[BW_DEMO_N_INDUSTRIES] = {
  0.25, 0.10, 0.20, 0.00, -0.10, -0.05, 0.10, -0.25, -0.20, -0.15,
};

/* Starts cluster in spring and summer; what is signed in winter is the rest. */
static const double month_weights[12] = {
  0.45, 0.50, 0.55, 1.30, 1.45, 1.40, 1.30, 1.15, 1.20, 1.25, 1.00, 0.45,
};

static void
draw_start (BwDemoAccount *a, BwDemoRandom *r, const BwDemoOptions *options)
{
  double weights[BW_DEMO_MAX_MONTHS];
  int span = (int) options->months + 24, month, ago;
  BwDate this_month = bw_date_month_start (options->as_of);

  bw_date_to_civil (this_month, NULL, &month, NULL);
  for (int i = 0; i < span; i++)
    {
      /* New customers came slowly at first, and the last two months are not yet counted. */
      weights[i] = month_weights[((month - 1 - i) % 12 + 12) % 12] * (1.0 - 0.15 * i / span);
      if (i >= (int) options->months)
        weights[i] *= 0.9;
    }
  ago = bw_demo_random_weighted (r, weights, span);
  a->first_month = bw_date_add_months (this_month, -ago);
  a->started_on =
    a->first_month + (bw_demo_random_chance (r, 0.6) ? 0 : bw_demo_random_int (r, 0, 27));
  if (a->started_on > options->as_of)
    a->started_on = options->as_of;
  a->n_months = ago + 1;
}

static void
draw_character (BwDemoAccount *a, BwDemoRandom *r)
{
  double reason_weights[BW_DEMO_N_REASONS], rep_quality;
  guint block = a->number / BW_DEMO_ACCOUNTS_PER_BLOCK;
  BwDemoRandom people;

  for (int i = 0; i < BW_DEMO_N_REASONS; i++)
    reason_weights[i] = reasons[i].weight;
  a->region = bw_demo_random_int (r, 0, BW_DEMO_N_REGIONS - 1);
  a->industry = bw_demo_random_int (r, 0, BW_DEMO_N_INDUSTRIES - 1);
  a->reason = bw_demo_random_weighted (r, reason_weights, BW_DEMO_N_REASONS);
  a->size = bw_demo_random_normal (r);

  /* Of each block's twenty people the first nine are customer-success managers: four for the
   * largest accounts, three for the middle, two for the rest; the next five sell. */
  a->owner = block * BW_DEMO_PEOPLE_PER_BLOCK;
  if (a->size > 0.95)
    a->owner += bw_demo_random_int (r, 0, 3);
  else if (a->size > -0.1)
    a->owner += bw_demo_random_int (r, 4, 6);
  else
    a->owner += bw_demo_random_int (r, 7, 8);
  a->rep = block * BW_DEMO_PEOPLE_PER_BLOCK + bw_demo_random_int (r, 9, 13);
  bw_demo_random_init (&people, bw_demo_company_get_options (a->company)->seed, a->owner, 1);
  a->csm_quality = 0.8 * bw_demo_random_normal (&people);
  bw_demo_random_init (&people, bw_demo_company_get_options (a->company)->seed, a->rep, 1);
  rep_quality = 0.35 * bw_demo_random_normal (&people);

  a->fit = reasons[a->reason].fit + industry_fit[a->industry] + rep_quality
           + 0.85 * bw_demo_random_normal (r);
  a->strategic = a->size > 0.9 && bw_demo_random_chance (r, 0.2);
  a->org_levels = 1 + (a->size > 0.6) + (a->size > 1.6) + bw_demo_random_int (r, 0, 1);
  a->service_complexity =
    bw_demo_round (bw_demo_logistic (0.7 * a->size + bw_demo_random_normal (r)), 2);
  a->transaction_complexity =
    bw_demo_round (bw_demo_logistic (0.9 * a->size + 0.9 * bw_demo_random_normal (r)), 2);
  a->implementation_days = (int) (70.0
                                  * bw_demo_exp (0.30 * a->size + 0.35 * bw_demo_random_normal (r)
                                                 + 0.5 * (a->service_complexity - 0.5)));
  /* Small accounts and complicated ones cost more of what they pay. */
  a->cost_ratio = bw_demo_exp (-0.76 + 0.50 * bw_demo_random_normal (r) - 0.16 * a->size
                               + 0.9 * (a->service_complexity - 0.5) - 0.12 * a->fit);
  a->licences =
    MAX (5, (int) (60.0 * bw_demo_exp (1.05 * a->size) * (0.7 + 0.6 * bw_demo_random_share (r))));
}

/* A few customers are never heard, others fall silent. */
static void
draw_silence (BwDemoAccount *a, BwDemoRandom *r)
{
  int days = bw_demo_random_int (r, 300, 900);
  double chance = a->size < 0.5 ? 0.075 : 0.03;

  a->silent_from = BW_DATE_NONE;
  if (bw_demo_random_chance (r, chance * (a->fit < 0 ? 1.4 : 0.8)))
    {
      a->silent_from = bw_demo_company_get_options (a->company)->as_of - days;
      if (a->silent_from < a->started_on || days > 600)
        a->silent_from = a->started_on;
    }
}

static void
add_contact (BwDemoAccount *a, BwDemoContactRole role, BwDate arrived_on, int reports_to)
{
  a->contacts[a->n_contacts++] = (BwDemoContact){
    .role = role,
    .arrived_on = arrived_on,
    .left_on = BW_DATE_NONE,
    .reports_to = reports_to,
  };
}

static void
draw_contacts (BwDemoAccount *a, BwDemoRandom *r)
{
  int n_users = bw_demo_random_int (r, 0, 2) + (a->size > 0.8);

  add_contact (a, BW_DEMO_SPONSOR, a->started_on - bw_demo_random_int (r, 20, 120), -1);
  add_contact (a, BW_DEMO_DECISION_MAKER, a->started_on - bw_demo_random_int (r, 20, 120), 0);
  add_contact (a, BW_DEMO_CHAMPION, a->started_on - bw_demo_random_int (r, 0, 90), 1);
  add_contact (a, BW_DEMO_ADMIN, a->started_on + bw_demo_random_int (r, 0, 30), 2);
  for (int i = 0; i < n_users; i++)
    add_contact (a, BW_DEMO_USER, a->started_on + bw_demo_random_int (r, 10, 200), 2);

  for (int i = 0; i < a->n_drifts && a->n_contacts < BW_DEMO_MAX_CONTACTS; i++)
    {
      BwDemoContactRole role =
        a->drifts[i].cause == BW_DEMO_SPONSOR_LEFT ? BW_DEMO_SPONSOR : BW_DEMO_DECISION_MAKER;
      int gone;

      if (a->drifts[i].cause != BW_DEMO_SPONSOR_LEFT
          && a->drifts[i].cause != BW_DEMO_NEW_LEADERSHIP)
        continue;
      gone = bw_demo_account_contact (a, role, a->drifts[i].from);
      if (gone < 0)
        continue;
      a->contacts[gone].left_on = a->drifts[i].from;
      add_contact (a, role, a->drifts[i].from + bw_demo_random_int (r, 20, 110), -1);
    }
}

/* What is known on the last day: later decisions are not, and later days hold nothing. */
static void
finish (BwDemoAccount *a, const BwDemoLife *life)
{
  BwDate as_of = bw_demo_company_get_options (a->company)->as_of;
  gint64 mrr = 0;
  int n = 0;

  for (int i = 0; i < a->n_revenue; i++)
    {
      BwDemoRevenue event = a->revenue[i];

      if (event.committed_on > as_of)
        continue;
      /* An expansion before the churn may not have been known, and is then not lost either. */
      if (event.kind == BW_DEMO_CHURN)
        event.mrr_delta = -mrr;
      mrr += event.mrr_delta;
      a->revenue[n++] = event;
    }
  a->n_revenue = n;
  a->last_day = as_of;
  if (a->churned_on != BW_DATE_NONE && a->churned_on <= as_of)
    a->last_day = a->churned_on - 1;
  a->renewal_on = life->coming_renewal != BW_DATE_NONE ? life->coming_renewal : life->next_renewal;
  if (a->go_live_on > a->last_day)
    a->go_live_on = BW_DATE_NONE;

  for (int i = 0; i < BW_DEMO_N_BEHAVIOURS; i++)
    {
      if (a->adopted_on[i] > a->last_day)
        a->adopted_on[i] = BW_DATE_NONE;
    }
  n = 0;
  for (int i = 0; i < a->n_drifts; i++)
    {
      if (a->drifts[i].from < a->last_day)
        a->drifts[n++] = a->drifts[i];
    }
  a->n_drifts = n;
  for (int i = 0; i < a->n_drifts; i++)
    {
      if (a->drifts[i].opened_on >= a->last_day)
        a->drifts[i].opened_on = BW_DATE_NONE;
    }
  for (int i = 0; i < a->n_months; i++)
    {
      BwDate end = MIN (bw_date_month_end (bw_date_add_months (a->first_month, i)), as_of);

      for (int e = 0; e < a->n_revenue; e++)
        {
          if (a->revenue[e].effective_on <= end)
            a->mrr[i] += a->revenue[e].mrr_delta;
        }
    }
}

/**
 * bw_demo_account_init:
 * @account: (out caller-allocates): the account
 * @company: the company; the account does not keep it
 * @number: which account, from 0
 *
 * Lives the account's life. It depends on the company's seed, months and last day and on @number,
 * never on how many accounts there are.
 */
void
bw_demo_account_init (BwDemoAccount *account, const BwDemoCompany *company, guint number)
{
  const BwDemoOptions *options = bw_demo_company_get_options (company);
  static const double term_weights[] = { 0.30, 0.30, 0.40 };
  BwDemoRandom r;
  BwDemoLife life = { .random = &r, .coming_renewal = BW_DATE_NONE };
  int n_months;

  memset (account, 0, sizeof *account);
  account->company = company;
  account->number = number;
  g_snprintf (account->id, sizeof account->id, "A%07u", number + 1);
  account->churned_on = account->gap_from = account->gap_to = BW_DATE_NONE;
  account->churn_cause = -1;

  bw_demo_random_init (&r, options->seed, number, 0);
  draw_start (account, &r, options);
  draw_character (account, &r);
  account->go_live_on = account->started_on + account->implementation_days;
  bw_demo_draw_behaviours (account, &r);
  draw_silence (account, &r);

  life.mrr = bw_demo_euros (MAX (100.0 * 1430.0 * bw_demo_exp (1.20 * account->size), 9000.0));
  life.term = 12 * (1 + bw_demo_random_weighted (&r, term_weights, 3));
  life.next_renewal = bw_date_add_months (account->started_on, life.term);
  bw_demo_add_revenue (account, BW_DEMO_NEW, account->started_on - bw_demo_random_int (&r, 5, 40),
                       account->started_on, life.mrr);

  bw_demo_life_begin (account, &life);
  /* Notice of a churn is given up to four months ahead. */
  n_months = account->n_months;
  for (int i = 0; i < n_months + 4 && !life.over; i++)
    bw_demo_life_month (account, &life, i, bw_date_add_months (account->first_month, i),
                        n_months - 1 - i);
  draw_contacts (account, &r);
  finish (account, &life);
}

/**
 * bw_demo_account_month:
 *
 * Returns: the place of @date's month in the account's arrays, within their bounds
 */
int
bw_demo_account_month (const BwDemoAccount *account, BwDate date)
{
  int month = bw_date_month_index (date) - bw_date_month_index (account->first_month);

  return CLAMP (month, 0, account->n_months - 1);
}

/**
 * bw_demo_account_is_heard:
 *
 * Returns: whether anything can come from the account on @date
 */
gboolean
bw_demo_account_is_heard (const BwDemoAccount *account, BwDate date)
{
  return date <= account->last_day
         && (account->silent_from == BW_DATE_NONE || date < account->silent_from)
         && (account->gap_from == BW_DATE_NONE || date < account->gap_from
             || date >= account->gap_to);
}

/**
 * bw_demo_account_pressure:
 * @worst: (out) (optional): the drift that weighs most, or %NULL when none does
 *
 * Returns: the points by which drift holds the account down on @date
 */
double
bw_demo_account_pressure (const BwDemoAccount *account, BwDate date, const BwDemoDrift **worst)
{
  double pressure = 0;

  if (worst != NULL)
    *worst = NULL;
  for (int i = 0; i < account->n_drifts; i++)
    {
      double depth = bw_demo_drift_depth (&account->drifts[i], date);

      if (depth > pressure)
        {
          pressure = depth;
          if (worst != NULL)
            *worst = &account->drifts[i];
        }
    }
  return pressure;
}

/**
 * bw_demo_account_index:
 *
 * Returns: the mean of outcome and happiness in @date's month, 0..100
 */
double
bw_demo_account_index (const BwDemoAccount *account, BwDate date)
{
  int month = bw_demo_account_month (account, date);

  return 0.5 * ((double) account->outcome[month] + (double) account->happiness[month]);
}

/**
 * bw_demo_account_contact:
 *
 * Returns: the contact of that role who is there on @date, else the first of the role, else -1
 */
int
bw_demo_account_contact (const BwDemoAccount *account, BwDemoContactRole role, BwDate date)
{
  int any = -1;

  for (int i = 0; i < account->n_contacts; i++)
    {
      const BwDemoContact *contact = &account->contacts[i];

      if (contact->role != role)
        continue;
      if (any < 0)
        any = i;
      if (contact->arrived_on <= date
          && (contact->left_on == BW_DATE_NONE || contact->left_on > date))
        return i;
    }
  return any;
}
