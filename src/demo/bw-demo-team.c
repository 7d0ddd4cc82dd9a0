/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"

/* What the team does about its accounts: plays and notes. */

/* Every playbook of the demo company has so many steps. */
#define N_STEPS 3

/* Which steps of a play are done by a day, spread over its time; of one that is late, the first. */
static void
write_steps (BwDate opened_on, int days, BwDate until, gboolean late, char *text, gsize size)
{
  gsize length = 0;

  text[0] = '\0';
  for (int i = 1; i <= (late ? 1 : N_STEPS); i++)
    {
      BwDate day = opened_on + days * i / (N_STEPS + 1);
      char iso[BW_DATE_STRLEN];

      if (day <= until)
        length += g_snprintf (text + length, size - length, "%s%d %s", length > 0 ? ", " : "", i,
                              bw_date_format_iso (day, iso));
    }
}

static void
emit_play (const BwDemoAccount *a, int *number, const char *playbook, BwDate opened_on, int days,
           const char *outcome, gboolean late, BwDemoEmitter *emitter)
{
  BwDate due_on = opened_on + days;
  gboolean done = !late && due_on <= a->last_day;
  gboolean gone = a->churned_on != BW_DATE_NONE && a->churned_on == a->last_day + 1;
  char id[32], owner[16], steps[64];

  if (opened_on > a->last_day || !bw_demo_account_is_heard (a, opened_on))
    return;
  bw_demo_row_id (a, 'Y', (*number)++, id);
  bw_demo_person_id (a->owner, owner);
  write_steps (opened_on, days, a->last_day, late, steps, sizeof steps);

  BwDemoValue row[] = {
    bw_demo_text (id),
    bw_demo_text (a->id),
    bw_demo_text (playbook),
    bw_demo_text (owner),
    bw_demo_date (opened_on),
    bw_demo_date (due_on),
    bw_demo_text (done   ? "done"
                  : gone ? "cancelled"
                         : "open"),
    bw_demo_text (done ? outcome : NULL),
    bw_demo_text (*steps != '\0' ? steps : NULL),
    bw_demo_integer (1),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

void
bw_demo_emit_plays (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const against[BW_DEMO_N_CAUSES] = {
    "new_sponsor", "restart",  "adoption_push", "review_value",  "new_sponsor",
    "new_sponsor", "escalate", "escalate",      "adoption_push", "review_value",
  };
  BwDate first_day = bw_demo_company_first_day (a->company);
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 40);
  if (a->started_on >= first_day)
    emit_play (a, &number, "first_value", a->started_on + 1, 90, "First target shown", FALSE,
               emitter);
  for (int i = 0; i < a->n_drifts; i++)
    {
      const BwDemoDrift *drift = &a->drifts[i];
      int days = bw_demo_random_int (&r, 30, 75);
      gboolean late = bw_demo_random_chance (&r, 0.12);

      if (drift->opened_on != BW_DATE_NONE && drift->opened_on >= first_day)
        emit_play (a, &number, against[drift->cause], drift->opened_on + 2, days,
                   drift->to != BW_DATE_NONE ? "Back on course" : "No change yet", late, emitter);
    }
  if (a->renewal_on - 110 <= a->last_day && a->renewal_on > a->last_day)
    emit_play (a, &number, "review_value", a->renewal_on - 110, 75, "Value confirmed", FALSE,
               emitter);
  for (BwDate date = MAX (a->started_on, first_day) + 300; date <= a->last_day; date += 210)
    {
      double index = bw_demo_account_index (a, date);
      gboolean plays = bw_demo_random_chance (&r, 0.4);
      gboolean works = bw_demo_random_chance (&r, 0.5);

      if (plays && index >= 64)
        emit_play (a, &number, index >= 78 ? "reference" : "second_team", date, 60,
                   works ? "Agreed" : "Not now", FALSE, emitter);
    }
}

void
bw_demo_emit_notes (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const worried[] = {
    "Third time that nobody called back. Will go through the champion.",
    "They ask for a list of what was delivered. Needs figures, not slides.",
    "Budget is under review; the renewal is not a formality this time.",
  };
  static const char *const calm[] = {
    "Team is settled. Next: show the administrator the routing rules.",
    "Asked for a comparison with others of their size.",
    "High season until the end of the quarter; do not plan trainings.",
  };
  static const char *const glad[] = {
    "Offered to speak at the user day.",
    "Second team wants in; introduction is set for next week.",
    "Their figures are good enough for a case study. Ask after the holidays.",
  };
  double every = a->size > 0.95 ? 55.0 : a->size > -0.1 ? 110.0 : 230.0;
  BwDate first_day = bw_demo_company_first_day (a->company);
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 41);
  for (BwDate date = a->started_on + bw_demo_random_int (&r, 5, 60); date <= a->last_day;
       date += MAX (5, (int) (every * (0.4 + 1.2 * bw_demo_random_share (&r)))))
    {
      double index = bw_demo_account_index (a, date);
      const char *const *texts = index < 45 ? worried : index < 72 ? calm : glad;
      int pick = bw_demo_random_int (&r, 0, 2), second = bw_demo_random_int (&r, 0, 36000);
      char id[32], author[16];

      if (date < first_day || !bw_demo_account_is_heard (a, date))
        continue;
      bw_demo_row_id (a, 'N', number++, id);
      bw_demo_person_id (a->owner, author);

      BwDemoValue row[] = {
        bw_demo_text (id),           bw_demo_text (a->id),       bw_demo_text (author),
        bw_demo_time (date, second), bw_demo_text (texts[pick]), bw_demo_integer (1),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}
