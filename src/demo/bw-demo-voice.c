/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"

/* What the customers say of themselves: surveys, feedback, requests, leads and advocacy. */

static gboolean
is_in_window (const BwDemoAccount *a, BwDate date)
{
  return date >= bw_demo_company_first_day (a->company) && bw_demo_account_is_heard (a, date);
}

static const char *
comment_on (double happiness, int pick)
{
  static const char *const bad[] = {
    "We wait too long for answers.",
    "It does less than we were promised.",
    "Nobody on our side knows whom to call.",
  };
  static const char *const fair[] = {
    "Good in parts; reports take us too long.",
    "Works, but we do not use half of it.",
    "Fine, since the last update.",
  };
  static const char *const good[] = {
    "Our team would not go back.",
    "The quarterly review helped us get a second team on board.",
    "Quick answers, and the figures speak for themselves.",
  };

  return happiness < 45 ? bad[pick] : happiness < 68 ? fair[pick] : good[pick];
}

static void
emit_response (const BwDemoAccount *a, BwDemoRandom *r, int *number, const char *instrument,
               BwDemoContactRole role, BwDate date, double lowest, double neutral, double highest,
               BwDemoEmitter *emitter)
{
  double happiness =
    (double) a->happiness[bw_demo_account_month (a, date)] + 7.0 * bw_demo_random_normal (r);
  /* The unhappy answer less often: no answer is a signal of its own. */
  gboolean answers = bw_demo_random_chance (r, CLAMP (0.20 + 0.0075 * happiness, 0.08, 0.9));
  gboolean speaks = bw_demo_random_chance (r, 0.4);
  gboolean followed = bw_demo_random_chance (r, 0.7 + 0.1 * a->csm_quality);
  int pick = bw_demo_random_int (r, 0, 2), later = bw_demo_random_int (r, 1, 25);
  int contact = bw_demo_account_contact (a, role, date);
  double score = happiness < 50 ? lowest + (neutral - lowest) * happiness / 50.0
                                : neutral + (highest - neutral) * (happiness - 50.0) / 50.0;
  char id[32], contact_id[32];

  if (!is_in_window (a, date) || contact < 0 || a->contacts[contact].arrived_on > date)
    return;
  score = bw_demo_round (CLAMP (score, lowest, highest), 0);
  bw_demo_row_id (a, 'S', (*number)++, id);
  bw_demo_row_id (a, 'C', contact, contact_id);

  BwDemoValue row[] = {
    bw_demo_text (id),
    bw_demo_text (a->id),
    bw_demo_text (contact_id),
    bw_demo_date (date),
    bw_demo_text (instrument),
    answers ? bw_demo_real (score) : bw_demo_null (),
    bw_demo_text (answers && speaks ? comment_on (happiness, pick) : NULL),
    answers && followed ? bw_demo_date_until (date + later, a->last_day) : bw_demo_null (),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

void
bw_demo_emit_responses (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const BwDemoContactRole asked[] = {
    BW_DEMO_SPONSOR,
    BW_DEMO_CHAMPION,
    BW_DEMO_DECISION_MAKER,
    BW_DEMO_USER,
  };
  BwDemoRandom r;
  int number = 0, round = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 20);
  /* Half-yearly to everybody who counts. */
  for (BwDate date = a->started_on + 150; date <= a->last_day; date += 182)
    {
      for (guint i = 0; i < G_N_ELEMENTS (asked); i++)
        emit_response (a, &r, &number, "nps", asked[i], date + (int) i, 0, 7.5, 10, emitter);
    }
  /* After every piece of work for the users. */
  for (BwDate date = a->started_on + 90 + a->number % 30; date <= a->last_day; date += 61, round++)
    {
      emit_response (a, &r, &number, "csat", BW_DEMO_CHAMPION, date, 1, 3, 5, emitter);
      if (round % 2 == 0)
        emit_response (a, &r, &number, "ces", BW_DEMO_ADMIN, date + 3, 1, 4, 7, emitter);
    }
  /* Four months before a renewal: 1 not likely, 2 unsure, 3 likely. */
  for (BwDate date = a->started_on + 245; date <= a->last_day; date += 365)
    emit_response (a, &r, &number, "renewal", BW_DEMO_DECISION_MAKER, date, 1, 2, 3, emitter);
}

void
bw_demo_emit_feedback (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const kinds[] = { "praise", "idea", "complaint" };
  static const char *const texts[][4] = {
    { "The new overview saves us a meeting.", "Support was on the line in five minutes.",
      "Training was to the point.", "The import simply worked." },
    { "Let us merge two cases.", "Show the week beside the month.",
      "Send the report to people without a login.", "Keep filters between visits." },
    { "Search does not find old cases.", "The mobile client signs out every day.",
      "Invoices come with the wrong reference.", "Exports stop at ten thousand rows." },
  };
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 21);
  for (BwDate date = a->started_on + bw_demo_random_int (&r, 30, 150); date <= a->last_day;
       date += bw_demo_random_int (&r, 60, 260))
    {
      double happiness = (double) a->happiness[bw_demo_account_month (a, date)];
      double weights[] = { happiness, 45, 100 - happiness };
      int kind = bw_demo_random_weighted (&r, weights, 3), text = bw_demo_random_int (&r, 0, 3);
      BwDate acknowledged = date + bw_demo_random_int (&r, 0, 12), acted, told;
      gboolean does_act = bw_demo_random_chance (&r, kind == 0 ? 0.3 : 0.5);
      gboolean does_tell = bw_demo_random_chance (&r, 0.7);
      char id[32];

      acted = acknowledged + bw_demo_random_int (&r, 10, 150);
      told = acted + bw_demo_random_int (&r, 1, 30);
      if (!is_in_window (a, date))
        continue;
      bw_demo_row_id (a, 'F', number++, id);

      BwDemoValue row[] = {
        bw_demo_text (id),
        bw_demo_text (a->id),
        bw_demo_text (kinds[kind]),
        bw_demo_text (texts[kind][text]),
        bw_demo_date (date),
        bw_demo_date_until (acknowledged, a->last_day),
        does_act ? bw_demo_date_until (acted, a->last_day) : bw_demo_null (),
        does_act && does_tell ? bw_demo_date_until (told, a->last_day) : bw_demo_null (),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

/* Growth and shrinking are asked for before they are agreed, and sometimes only asked for. */
void
bw_demo_emit_change_requests (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 22);
  for (int i = 0; i < a->n_revenue; i++)
    {
      const BwDemoRevenue *event = &a->revenue[i];
      gboolean grows = event->kind == BW_DEMO_EXPANSION;
      gboolean asks = bw_demo_random_chance (&r, grows ? 0.35 : 0.6);
      BwDate date = event->committed_on - bw_demo_random_int (&r, 10, 80);
      char id[32];

      if (event->kind == BW_DEMO_NEW || event->kind == BW_DEMO_REACTIVATION || !asks
          || date < a->started_on || !is_in_window (a, date))
        continue;
      bw_demo_row_id (a, 'G', number++, id);

      BwDemoValue row[] = {
        bw_demo_text (id),
        bw_demo_text (a->id),
        bw_demo_date (date),
        bw_demo_text (grows ? "expansion" : "reduction"),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

static void
emit_lead (const BwDemoAccount *a, int *number, const char *kind, BwDate opened_on, gint64 amount,
           const char *status, BwDemoEmitter *emitter)
{
  char id[32];

  if (opened_on < a->started_on || !is_in_window (a, opened_on))
    return;
  bw_demo_row_id (a, 'L', (*number)++, id);

  BwDemoValue row[] = {
    bw_demo_text (id),        bw_demo_text (a->id),     bw_demo_text (kind),
    bw_demo_date (opened_on), bw_demo_integer (amount), bw_demo_text (status),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

/* A lead that the CSM found (csql) or that an advocate brought (csqa), for a year's amount. */
void
bw_demo_emit_leads (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 23);
  for (int i = 0; i < a->n_revenue; i++)
    {
      const BwDemoRevenue *event = &a->revenue[i];
      gboolean found = bw_demo_random_chance (&r, 0.5);
      BwDate date = event->committed_on - bw_demo_random_int (&r, 15, 70);

      if (event->kind == BW_DEMO_EXPANSION && found)
        emit_lead (a, &number, "csql", date, 12 * event->mrr_delta, "won", emitter);
    }
  for (BwDate date = a->started_on + 200; date <= a->last_day; date += 120)
    {
      double index = bw_demo_account_index (a, date);
      gboolean opens = bw_demo_random_chance (&r, index > 72 ? 0.22 : index > 58 ? 0.06 : 0.0);
      gboolean advocate = bw_demo_random_chance (&r, 0.35);
      gint64 amount = a->mrr[bw_demo_account_month (a, date)] * bw_demo_random_int (&r, 1, 4);
      const char *closed = bw_demo_random_chance (&r, 0.3) ? "won" : "lost";

      if (opens && amount > 0)
        emit_lead (a, &number, advocate ? "csqa" : "csql", date, amount,
                   a->last_day - date < 90 ? "open" : closed, emitter);
    }
}

void
bw_demo_emit_advocacy (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  static const char *const kinds[] = { "reference", "case_study", "review", "council", "referral" };
  static const double weights[] = { 0.40, 0.10, 0.25, 0.07, 0.18 };
  BwDemoRandom r;
  int number = 0;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 24);
  for (BwDate date = a->started_on + 240; date <= a->last_day; date += 100)
    {
      gboolean gives =
        bw_demo_random_chance (&r, bw_demo_account_index (a, date) > 76 ? 0.24 : 0.004);
      int kind = bw_demo_random_weighted (&r, weights, G_N_ELEMENTS (weights));
      BwDate given_on = date + bw_demo_random_int (&r, 0, 90);
      char id[32];

      if (!gives || !is_in_window (a, given_on))
        continue;
      bw_demo_row_id (a, 'V', number++, id);

      BwDemoValue row[] = {
        bw_demo_text (id),
        bw_demo_text (a->id),
        bw_demo_text (kinds[kind]),
        bw_demo_date (given_on),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}
