/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"
#include "demo/bw-demo-names.h"

/* The account itself, what it pays and what it costs to serve. */

static const char *
lifecycle_stage (const BwDemoAccount *a)
{
  BwDate as_of = bw_demo_company_get_options (a->company)->as_of;
  double index = bw_demo_account_index (a, a->last_day);

  if (a->churned_on != BW_DATE_NONE && a->churned_on <= as_of)
    return "churned";
  if (a->go_live_on == BW_DATE_NONE || as_of - a->go_live_on < 60)
    return "onboarding";
  if (a->renewal_on - as_of <= 120)
    return "renewal";
  if (index >= 78)
    return "advocacy";
  return index >= 66 ? "expansion" : "adoption";
}

void
bw_demo_emit_accounts (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  char name[BW_DEMO_NAME_LENGTH], owner[16], rep[16];
  int month = a->n_months - 1, active;
  BwDemoRandom r;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 10);
  bw_demo_company_name (&r, a->region, a->industry, name);
  bw_demo_person_id (a->owner, owner);
  bw_demo_person_id (a->rep, rep);
  active = a->go_live_on == BW_DATE_NONE
             ? 0
             : (int) (a->licences * CLAMP ((double) a->outcome[month] / 100.0 + 0.1, 0.03, 1.0));
  if (a->churned_on != BW_DATE_NONE && a->churned_on <= a->last_day + 1)
    active = 0;

  BwDemoValue row[] = {
    bw_demo_text (a->id),
    bw_demo_text (name),
    bw_demo_text (bw_demo_industry_word (a->industry)),
    bw_demo_text (bw_demo_region_word (a->region)),
    bw_demo_integer (a->strategic),
    bw_demo_text (owner),
    bw_demo_text (rep),
    bw_demo_text (bw_demo_reason_text (a->reason)),
    bw_demo_date (a->started_on),
    bw_demo_date (a->go_live_on),
    bw_demo_date (a->renewal_on),
    bw_demo_date (a->churned_on),
    bw_demo_text (a->churned_on != BW_DATE_NONE ? bw_demo_cause_words[a->churn_cause] : NULL),
    bw_demo_text (lifecycle_stage (a)),
    bw_demo_integer (a->org_levels),
    bw_demo_integer (a->implementation_days),
    bw_demo_real (a->service_complexity),
    bw_demo_real (a->transaction_complexity),
    bw_demo_integer (a->licences),
    bw_demo_integer (active),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

void
bw_demo_emit_revenue_events (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const kinds[] = {
    "new", "expansion", "contraction", "churn", "reactivation",
  };

  for (int i = 0; i < a->n_revenue; i++)
    {
      const BwDemoRevenue *event = &a->revenue[i];
      char id[32];

      bw_demo_row_id (a, 'R', i, id);

      BwDemoValue row[] = {
        bw_demo_text (id),
        bw_demo_text (a->id),
        bw_demo_date (event->committed_on),
        bw_demo_date (event->effective_on),
        bw_demo_text (kinds[event->kind]),
        bw_demo_integer (event->mrr_delta),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

/* A month costs its share of what the account pays, more while it is brought live and more while
 * it is unhappy, since then somebody is busy with it. */
void
bw_demo_emit_service_costs (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  BwDate first_day = bw_demo_company_first_day (a->company);
  BwDemoRandom r;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 11);
  for (int i = 0; i < a->n_months; i++)
    {
      BwDate month = bw_date_add_months (a->first_month, i);
      gboolean live = a->go_live_on != BW_DATE_NONE && month >= a->go_live_on;
      double ratio = a->cost_ratio * (0.85 + 0.3 * bw_demo_random_share (&r));
      double unhappy = MAX (0.0, 52.0 - (double) a->happiness[i]);
      double amount;

      if (month > a->last_day || month < first_day || a->mrr[i] <= 0)
        continue;
      amount = (double) a->mrr[i] * ratio * (live ? 1.0 : 1.45) * (1.0 + 0.045 * unhappy);

      BwDemoValue row[] = {
        bw_demo_text (a->id),
        bw_demo_date (month),
        bw_demo_integer ((gint64) (amount + 0.5)),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}
