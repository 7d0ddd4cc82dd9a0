/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"

/* The work for the customers that something went wrong with: tickets and risks. */

static gboolean
is_of_the_product (const BwDemoDrift *drift)
{
  return drift != NULL
         && (drift->cause == BW_DEMO_MISSING_FEATURE || drift->cause == BW_DEMO_POOR_QUALITY);
}

static const char *
ticket_kind (BwDemoRandom *r, const BwDemoAccount *a, BwDate date, const BwDemoDrift *drift)
{
  static const char *const kinds[] = { "complaint", "question", "defect" };
  double unhappy = MAX (0.0, 60.0 - (double) a->happiness[bw_demo_account_month (a, date)]) / 60.0;
  double weights[] = { 0.04 + 0.5 * unhappy, 0.70, 0.24 + (is_of_the_product (drift) ? 0.5 : 0.0) };

  return kinds[bw_demo_random_weighted (r, weights, 3)];
}

static void
emit_ticket (const BwDemoAccount *a, BwDemoRandom *r, int *number, BwDate date,
             BwDemoEmitter *emitter)
{
  static const char *const severities[] = { "low", "normal", "high", "critical" };
  static const double severity_weights[] = { 0.35, 0.45, 0.16, 0.04 };
  static const int hours[] = { 90, 40, 14, 6 };
  const BwDemoDrift *drift;
  const char *kind;
  int second = bw_demo_random_int (r, 0, 36000), severity, days;
  guint helper = a->number / BW_DEMO_ACCOUNTS_PER_BLOCK * BW_DEMO_PEOPLE_PER_BLOCK
                 + bw_demo_random_int (r, 14, 16);
  double slow;
  gboolean escalated, closes;
  char id[32], handler[16], escalation[16];

  bw_demo_account_pressure (a, date, &drift);
  kind = ticket_kind (r, a, date, drift);
  severity = bw_demo_random_weighted (r, severity_weights, 4);
  slow = is_of_the_product (drift) ? 3.0 : 1.0;
  days = (int) (hours[severity] / 24.0 * slow * (0.2 + 2.0 * bw_demo_random_share (r)));
  escalated = bw_demo_random_chance (r, severity >= 2 ? 0.35 : 0.03);
  closes = date + days <= a->last_day && !bw_demo_random_chance (r, 0.01);

  if (!bw_demo_account_is_heard (a, date))
    return;
  bw_demo_row_id (a, 'T', (*number)++, id);
  bw_demo_person_id (helper, handler);
  bw_demo_person_id (helper - helper % BW_DEMO_PEOPLE_PER_BLOCK + 17 + severity % 3, escalation);

  BwDemoValue row[] = {
    bw_demo_text (id),
    bw_demo_text (a->id),
    bw_demo_time (date, second),
    closes ? bw_demo_time (date + days, days == 0 ? second + 5400 : 39600 - second / 4)
           : bw_demo_null (),
    bw_demo_text (severities[severity]),
    bw_demo_text (kind),
    bw_demo_text (handler),
    bw_demo_text (escalated ? escalation : NULL),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

void
bw_demo_emit_tickets (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  BwDate first_day = bw_demo_company_first_day (a->company);
  double every = 26.0 * bw_demo_exp (-0.35 * a->size);
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 30);
  for (BwDate date = MAX (a->started_on, first_day) + bw_demo_random_int (&r, 5, 30);
       date <= a->last_day;)
    {
      const BwDemoDrift *drift;

      bw_demo_account_pressure (a, date, &drift);
      emit_ticket (a, &r, &number, date, emitter);
      date += MAX (1, (int) (every * (0.3 + 1.4 * bw_demo_random_share (&r))
                             * (is_of_the_product (drift) ? 0.45 : 1.0)));
    }
}

static void
emit_risk (const BwDemoAccount *a, int number, const BwDemoDrift *drift, BwDate closed_on,
           const char *outcome, double probability, BwDemoEmitter *emitter)
{
  static const char *const categories[BW_DEMO_N_CAUSES] = {
    "sentiment", "implementation", "implementation", "renewal", "company",
    "company",   "product",        "support",        "product", "sentiment",
  };
  char id[32], owner[16];

  bw_demo_row_id (a, 'K', number, id);
  bw_demo_person_id (a->owner, owner);

  BwDemoValue row[] = {
    bw_demo_text (id),
    bw_demo_text (a->id),
    bw_demo_text (categories[drift->cause]),
    bw_demo_text (bw_demo_cause_words[drift->cause]),
    bw_demo_date (drift->from),
    bw_demo_date (drift->opened_on),
    bw_demo_date (closed_on),
    bw_demo_text (drift->depth > 36   ? "high"
                  : drift->depth > 24 ? "medium"
                                      : "low"),
    bw_demo_text (owner),
    bw_demo_text (outcome),
    bw_demo_real (bw_demo_round (CLAMP (probability, 0.02, 0.97), 2)),
    bw_demo_integer (1),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

/* A risk is what somebody saw of a drift; others are opened because the figures are low, or on a
 * feeling that comes to nothing. */
void
bw_demo_emit_risks (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 31);
  for (int i = 0; i < a->n_drifts; i++)
    {
      const BwDemoDrift *drift = &a->drifts[i];
      /* The forecast is kept up while the risk is open: what stands is that of three months on. */
      BwDate judged_on = MIN (MAX (drift->opened_on, drift->from) + 90, a->last_day);
      double index = bw_demo_account_index (a, judged_on);
      double guess = 0.85 * bw_demo_logistic ((41.0 - index) / 6.0 + (drift->depth - 24.0) / 14.0)
                     + 0.08 * bw_demo_random_normal (&r);
      gboolean lost = drift->lost && a->churned_on == a->last_day + 1;
      gboolean ended = !lost && drift->to != BW_DATE_NONE && drift->to <= a->last_day;

      if (drift->opened_on == BW_DATE_NONE || !bw_demo_account_is_heard (a, drift->opened_on))
        continue;
      emit_risk (a, number++, drift,
                 lost    ? a->churned_on
                 : ended ? MAX (drift->to, drift->opened_on)
                         : BW_DATE_NONE,
                 lost    ? "lost"
                 : ended ? "mitigated"
                         : "open",
                 guess, emitter);
    }
  for (BwDate date = a->started_on + 120; date + 90 <= a->last_day; date += 330)
    {
      double index = bw_demo_account_index (a, date);
      BwDemoDrift alarm = {
        .cause =
          index < 45 ? BW_DEMO_NO_VALUE_SHOWN : bw_demo_random_int (&r, 0, BW_DEMO_N_CAUSES - 1),
        .depth = index < 45 ? 30 : 20,
        .from = date,
        .opened_on = date + bw_demo_random_int (&r, 5, 30),
      };
      gboolean raised = bw_demo_random_chance (&r, index < 45 ? 0.35 : 0.05);
      BwDate closed_on = alarm.opened_on + bw_demo_random_int (&r, 45, 240);
      double guess =
        0.75 * bw_demo_logistic ((40.0 - index) / 7.0) + 0.08 * bw_demo_random_normal (&r);
      gboolean lost = a->churned_on == a->last_day + 1 && closed_on >= a->churned_on;

      if (raised && bw_demo_account_is_heard (a, alarm.opened_on))
        emit_risk (a, number++, &alarm,
                   lost                       ? a->churned_on
                   : closed_on <= a->last_day ? closed_on
                                              : BW_DATE_NONE,
                   lost                       ? "lost"
                   : closed_on <= a->last_day ? "mitigated"
                                              : "open",
                   guess, emitter);
    }
}
