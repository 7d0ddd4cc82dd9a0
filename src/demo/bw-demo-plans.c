/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"

#include <math.h>

/* Success plans: a first one from the start of the contract, a second one when the first is
 * done. */

#define MAX_PLANS 2

typedef struct {
  char id[32];
  int number;
  BwDate started_on;
  BwDate due_on;
  BwDate closed_on;
  gboolean has_next;
} Plan;

static int
list_plans (const BwDemoAccount *a, Plan plans[MAX_PLANS])
{
  BwDate live = a->started_on + a->implementation_days;
  BwDemoRandom r;
  gboolean has_first, has_second;
  int n = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 50);
  has_first = bw_demo_random_chance (&r, 0.80 + 0.08 * a->size + 0.05 * a->csm_quality);
  has_second = bw_demo_random_chance (&r, 0.6);
  for (int i = 0; i < MAX_PLANS; i++)
    {
      Plan plan = { .number = i };

      plan.started_on = i == 0 ? a->started_on + bw_demo_random_int (&r, 3, 40) : live + 540;
      plan.due_on = i == 0 ? live + 540 : live + 1000;
      plan.has_next = bw_demo_random_chance (&r, 0.6);
      plan.closed_on = plan.due_on <= a->last_day ? plan.due_on : BW_DATE_NONE;
      if (plan.started_on > a->last_day || !(i == 0 ? has_first : has_second)
          || !bw_demo_account_is_heard (a, plan.started_on))
        continue;
      bw_demo_row_id (a, 'P', i, plan.id);
      plans[n++] = plan;
    }
  return n;
}

void
bw_demo_emit_plans (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const purposes[BW_DEMO_N_REASONS] = {
    "Answer every customer within the day",
    "Leave the old system without losing a case",
    "Handle a third more orders with the same team",
    "Close the audit finding and keep it closed",
    "Pay less for every invoice",
    "Make the promise of the demonstration true",
    "Show the board what changed",
  };
  Plan plans[MAX_PLANS];
  int n = list_plans (a, plans);
  gboolean gone = a->churned_on != BW_DATE_NONE && a->churned_on == a->last_day + 1;

  for (int i = 0; i < n; i++)
    {
      BwDemoValue row[] = {
        bw_demo_text (plans[i].id),
        bw_demo_text (a->id),
        bw_demo_text (plans[i].number == 0 ? purposes[a->reason]
                                           : "Bring what works to the second team"),
        bw_demo_date (plans[i].started_on),
        bw_demo_date (plans[i].closed_on != BW_DATE_NONE ? plans[i].closed_on
                      : gone                             ? a->churned_on
                                                         : BW_DATE_NONE),
        bw_demo_text (plans[i].closed_on != BW_DATE_NONE ? "done"
                      : gone                             ? "cancelled"
                                                         : "active"),
        bw_demo_text (plans[i].has_next ? "Second team" : NULL),
        bw_demo_text (plans[i].has_next ? "expansion" : NULL),
        bw_demo_integer (1),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

void
bw_demo_emit_plan_targets (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  Plan plans[MAX_PLANS];
  int n = list_plans (a, plans), number = 0;
  BwDemoRandom r;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 51);
  for (int i = 0; i < n; i++)
    {
      for (int m = 0; m < BW_DEMO_N_METRICS; m++)
        {
          const BwDemoMetric *metric = &bw_demo_metrics[m];
          BwDemoSuccess success;
          double from, to, ambition = 0.62 + 0.3 * bw_demo_random_share (&r);
          char id[32];

          if (metric->follows != BW_DEMO_FOLLOWS_VALUE)
            continue;
          success = bw_demo_account_success (a, m);
          if (isnan (success.baseline))
            continue;
          /* The first plan starts from the baseline, the second from what was reached by then. */
          from = plans[i].number == 0 || plans[i].started_on < a->go_live_on
                   ? 0.0
                   : (double) a->value[bw_demo_account_month (a, plans[i].started_on)];
          to = plans[i].number == 0 ? ambition : MAX (ambition + 0.25, from + 0.15);
          bw_demo_row_id (a, 'O', number++, id);

          BwDemoValue row[] = {
            bw_demo_text (id),
            bw_demo_text (plans[i].id),
            bw_demo_text (metric->key),
            bw_demo_text (metric->cadence == BW_DEMO_WEEKLY ? "Weekly mean out of the system"
                                                            : "Monthly report"),
            bw_demo_real (bw_demo_round (success.baseline
                                           * (1.0 + metric->direction * success.potential * from),
                                         metric->decimals)),
            bw_demo_date (plans[i].started_on),
            bw_demo_real (
              bw_demo_round (success.baseline * (1.0 + metric->direction * success.potential * to),
                             metric->decimals)),
            bw_demo_date (plans[i].due_on),
            bw_demo_integer (1),
          };

          bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
        }
    }
}

void
bw_demo_emit_plan_milestones (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const titles[MAX_PLANS][4] = {
    { "Data connected", "First team live", "Self-service portal", "First target reached" },
    { "Second team trained", "Common figures agreed", "Forecast in use",
      "Review with the sponsor" },
  };
  Plan plans[MAX_PLANS];
  int n = list_plans (a, plans), number = 0;
  BwDemoRandom r;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 52);
  for (int i = 0; i < n; i++)
    {
      int length = plans[i].due_on - plans[i].started_on;

      for (int m = 0; m < 4; m++)
        {
          BwDate due = plans[i].started_on + length * (m + 1) / 5;
          int slip = (int) (40.0 * bw_demo_random_normal (&r) - 25.0 * a->fit);
          gboolean reached = bw_demo_random_chance (&r, bw_demo_logistic (2.0 + a->fit));
          char id[32];

          bw_demo_row_id (a, 'M', number++, id);

          BwDemoValue row[] = {
            bw_demo_text (id),
            bw_demo_text (plans[i].id),
            bw_demo_text (titles[plans[i].number][m]),
            bw_demo_date (due),
            reached ? bw_demo_date_until (MAX (due + slip, plans[i].started_on), a->last_day)
                    : bw_demo_null (),
            bw_demo_integer (1),
          };

          bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
        }
    }
}

void
bw_demo_emit_plan_roles (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const struct {
    gboolean ours;
    int contact;
    const char *responsibility;
  } roles[] = {
    { TRUE, -1, "Keeps the plan" },
    { FALSE, BW_DEMO_SPONSOR, "Decides and clears the way" },
    { FALSE, BW_DEMO_CHAMPION, "Brings the team along" },
    { FALSE, BW_DEMO_ADMIN, "Connects the data" },
  };
  Plan plans[MAX_PLANS];
  int n = list_plans (a, plans), number = 0;

  for (int i = 0; i < n; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (roles); j++)
        {
          int contact =
            roles[j].ours ? -1 : bw_demo_account_contact (a, roles[j].contact, plans[i].started_on);
          char id[32], person[16], contact_id[32];

          if (!roles[j].ours && (contact < 0 || a->contacts[contact].arrived_on > a->last_day))
            continue;
          bw_demo_row_id (a, 'D', number++, id);
          bw_demo_person_id (a->owner, person);
          bw_demo_row_id (a, 'C', contact, contact_id);

          BwDemoValue row[] = {
            bw_demo_text (id),
            bw_demo_text (plans[i].id),
            bw_demo_text (roles[j].ours ? person : NULL),
            bw_demo_text (roles[j].ours ? NULL : contact_id),
            bw_demo_text (roles[j].responsibility),
            bw_demo_integer (1),
          };

          bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
        }
    }
}
