/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"
#include "demo/bw-demo-names.h"

/* The people on the customer's side, the meetings with them, and what they answered. */

void
bw_demo_emit_contacts (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const struct {
    const char *role;
    const char *persona;
    int influence;
    const char *titles[3];
  } roles[] = {
    [BW_DEMO_SPONSOR] = { "sponsor",
                          "executive",
                          5,
                          { "Chief Operating Officer", "Managing Director", "Head of Division" } },
    [BW_DEMO_CHAMPION] = { "champion",
                           "team lead",
                           3,
                           { "Service Manager", "Head of Customer Care", "Operations Lead" } },
    [BW_DEMO_DECISION_MAKER] = { "decision_maker",
                                 "budget owner",
                                 4,
                                 { "Finance Director", "Chief Information Officer",
                                   "Head of Procurement" } },
    [BW_DEMO_ADMIN] = { "admin",
                        "administrator",
                        2,
                        { "Systems Administrator", "Application Owner", "IT Coordinator" } },
    [BW_DEMO_USER] = { "user", "daily user", 1, { "Case Worker", "Planner", "Order Clerk" } },
  };
  BwDemoRandom r;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 13);
  for (int i = 0; i < a->n_contacts; i++)
    {
      const BwDemoContact *contact = &a->contacts[i];
      char id[32], boss[32], name[BW_DEMO_NAME_LENGTH];

      bw_demo_person_name (&r, a->region, name);
      bw_demo_row_id (a, 'C', i, id);
      bw_demo_row_id (a, 'C', contact->reports_to, boss);

      BwDemoValue row[] = {
        bw_demo_text (id),
        bw_demo_text (a->id),
        bw_demo_text (name),
        bw_demo_text (roles[contact->role].titles[bw_demo_random_int (&r, 0, 2)]),
        bw_demo_text (roles[contact->role].persona),
        bw_demo_integer (roles[contact->role].influence),
        bw_demo_text (roles[contact->role].role),
        bw_demo_text (contact->reports_to >= 0 ? boss : NULL),
        bw_demo_date (contact->arrived_on),
        bw_demo_date_until (contact->left_on, a->last_day),
      };

      if (contact->arrived_on <= a->last_day)
        bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

/* Passes on one meeting, unless nobody was there to meet. */
static void
emit_interaction (const BwDemoAccount *a, BwDemoEmitter *emitter, BwDemoRandom *r, int *number,
                  BwDate date, const char *kind, const char *moment, const char *summary)
{
  char id[32], person[16];
  int questions = bw_demo_random_int (r, 0, 6);

  if (!bw_demo_account_is_heard (a, date) || date < bw_demo_company_first_day (a->company))
    return;
  bw_demo_row_id (a, 'I', (*number)++, id);
  bw_demo_person_id (a->owner, person);

  BwDemoValue row[] = {
    bw_demo_text (id),
    bw_demo_text (a->id),
    bw_demo_text (person),
    bw_demo_date (date),
    bw_demo_text (kind),
    bw_demo_text (moment),
    g_str_equal (kind, "email") ? bw_demo_null () : bw_demo_integer (questions),
    bw_demo_text (summary),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

static const char *
summary_of (const BwDemoAccount *a, BwDate date)
{
  static const char *const by_cause[BW_DEMO_N_CAUSES] = {
    "The sponsor has left; nobody has taken over yet.",
    "The implementation waits for the customer's data team.",
    "Few users log in; the team leads do not ask for it.",
    "They cannot yet say what they get for the money.",
    "New management goes through all contracts.",
    "The new parent company uses another product.",
    "They miss a function that a competitor offers.",
    "Two outages in a month; the tone was sharp.",
    "Their process is different from what the product is made for.",
    "Our contact and theirs do not get on.",
  };
  const BwDemoDrift *drift;
  double pressure = bw_demo_account_pressure (a, date, &drift);

  if (pressure > 8)
    return by_cause[drift->cause];
  if (bw_demo_account_index (a, date) > 70)
    return "Figures are ahead of plan; they would like to show them to a second team.";
  return bw_demo_account_index (a, date) > 50 ? "Went through open points and next steps."
                                              : "Several open points; agreed on dates.";
}

/* The eight moments of truth, as they fall in the life of the account. */
static void
emit_moments (const BwDemoAccount *a, BwDemoEmitter *emitter, BwDemoRandom *r, int *number)
{
  BwDate live = a->started_on + a->implementation_days;

  emit_interaction (a, emitter, r, number, a->started_on + 2, "call", "sales_to_onboarding_handoff",
                    "Sales handed over goals, people and promises.");
  emit_interaction (a, emitter, r, number, a->started_on + 5, "email", "welcome",
                    "Welcome, with the names of everybody on both sides.");
  emit_interaction (a, emitter, r, number, a->started_on + bw_demo_random_int (r, 8, 21),
                    "onboarding", "onboarding_kickoff", "Agreed the plan and the first target.");
  emit_interaction (a, emitter, r, number, live, "training", "launch",
                    "Live. The first team was trained on site.");
  for (int i = 0; i < a->n_drifts; i++)
    {
      BwDemoCause cause = a->drifts[i].cause;

      if ((cause == BW_DEMO_SPONSOR_LEFT || cause == BW_DEMO_NEW_LEADERSHIP)
          && a->drifts[i].opened_on != BW_DATE_NONE)
        emit_interaction (a, emitter, r, number, a->drifts[i].opened_on + 12, "call",
                          "new_executive_or_champion", "Introduced ourselves to the new sponsor.");
    }
  for (BwDate date = live + 170; date <= a->last_day; date += 182)
    {
      if (bw_demo_random_chance (r, 0.35 + 0.15 * a->size + 0.1 * a->csm_quality))
        emit_interaction (a, emitter, r, number, date, "ebr", "executive_business_review",
                          summary_of (a, date));
    }
  for (int i = 0; i < a->n_revenue; i++)
    {
      BwDate effective = a->revenue[i].effective_on;

      /* Changes that take effect on an anniversary of the start are those of a renewal. */
      if (a->revenue[i].kind == BW_DEMO_NEW || a->revenue[i].kind == BW_DEMO_REACTIVATION
          || (bw_date_month_index (effective) - bw_date_month_index (a->started_on)) % 12 != 0)
        continue;
      emit_interaction (a, emitter, r, number, effective - 70, "qbr", "confirm_value_for_renewal",
                        summary_of (a, effective - 70));
      emit_interaction (a, emitter, r, number, effective + 14, "call", "post_renewal",
                        "Thanked them and agreed the goals of the next term.");
    }
}

void
bw_demo_emit_interactions (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const kinds[] = { "call", "email", "qbr", "training", "site_visit", "survey" };
  static const double weights[] = { 0.48, 0.34, 0.08, 0.05, 0.02, 0.03 };
  double every = a->size > 0.95 ? 16.0 : a->size > -0.1 ? 34.0 : 75.0;
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 14);
  emit_moments (a, emitter, &r, &number);
  for (BwDate date = a->started_on + 20; date <= a->last_day;)
    {
      int kind = bw_demo_random_weighted (&r, weights, G_N_ELEMENTS (weights));

      emit_interaction (a, emitter, &r, &number, date, kinds[kind], NULL, summary_of (a, date));
      date +=
        MAX (3, (int) (every * (0.5 + bw_demo_random_share (&r)) * (1.0 - 0.12 * a->csm_quality)));
    }
}

void
bw_demo_emit_answers (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const questions[] = { "why", "how", "what", "who", "when" };
  static const char *const answers[][3] = {
    { "To answer customers within the day.", "To grow without more people.",
      "To know what a case costs us." },
    { "By moving one team after another.", "With our own data from the first day.",
      "Starting with the cases that come most often." },
    { "Hours to close a case, every month.", "Share of orders that nobody touches.",
      "What an invoice costs us." },
    { "The head of customer care.", "The chief operating officer and two team leads.",
      "The project office." },
    { "Before the high season.", "Within two quarters.", "By the end of the budget year." },
  };
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 15);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      gboolean asked = bw_demo_random_chance (&r, 0.55 + 0.15 * a->size + 0.1 * a->csm_quality);
      BwDate date = a->started_on + bw_demo_random_int (&r, 1, 60);
      const char *text = answers[i][bw_demo_random_int (&r, 0, 2)];
      char id[32];

      if (!asked || !bw_demo_account_is_heard (a, date))
        continue;
      bw_demo_row_id (a, 'Q', number++, id);

      BwDemoValue row[] = {
        bw_demo_text (id),           bw_demo_text (a->id), bw_demo_date (date),
        bw_demo_text (questions[i]), bw_demo_text (text),  bw_demo_integer (1),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}
