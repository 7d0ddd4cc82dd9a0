/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-metrics.h"

#include <math.h>

/* What the product and the customer measure: readings, behaviours adopted, features used. */

/* How hard each cause presses on each reading beyond what it does to the account as a whole, so
 * that the cause of a drift can be told from the data before the churn. */
static double
extra_pressure (BwDemoCause cause, int metric)
{
  static const struct {
    BwDemoCause cause;
    int metric;
    double factor;
  } extra[] = {
    { BW_DEMO_SPONSOR_LEFT, 13, 1.2 },   { BW_DEMO_NEW_LEADERSHIP, 13, 1.0 },
    { BW_DEMO_NEW_LEADERSHIP, 5, 0.3 },  { BW_DEMO_IMPLEMENTATION_STALLED, 0, 0.9 },
    { BW_DEMO_LOW_ADOPTION, 1, 0.5 },    { BW_DEMO_LOW_ADOPTION, 2, 0.5 },
    { BW_DEMO_LOW_ADOPTION, 3, 0.4 },    { BW_DEMO_NO_VALUE_SHOWN, 5, 0.9 },
    { BW_DEMO_ACQUIRED, 13, 0.8 },       { BW_DEMO_ACQUIRED, 11, 0.5 },
    { BW_DEMO_MISSING_FEATURE, 4, 0.5 }, { BW_DEMO_MISSING_FEATURE, 7, 0.3 },
    { BW_DEMO_POOR_QUALITY, 10, 0.6 },   { BW_DEMO_POOR_QUALITY, 8, 0.5 },
    { BW_DEMO_BAD_FIT, 3, 0.5 },         { BW_DEMO_HUMAN_FACTOR, 9, 0.8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (extra); i++)
    {
      if (extra[i].cause == cause && extra[i].metric == metric)
        return extra[i].factor;
    }
  return 0;
}

/* The value whose score is @score, the other way round of low, neutral and high. */
static double
value_of_score (const BwDemoMetric *m, double score)
{
  if (score < 50)
    return m->low + (m->neutral - m->low) * score / 50.0;
  return m->neutral + (m->high - m->neutral) * (score - 50.0) / 50.0;
}

/**
 * bw_demo_account_success:
 * @metric: the place of a success metric
 *
 * Returns: where the account stood before go-live and what share full value is worth
 */
BwDemoSuccess
bw_demo_account_success (const BwDemoAccount *account, int metric)
{
  const BwDemoMetric *m = &bw_demo_metrics[metric];
  BwDemoSuccess success = { NAN, NAN };
  BwDemoRandom r;

  bw_demo_random_init (&r, bw_demo_company_get_options (account->company)->seed, account->number,
                       100 + metric);
  if (bw_demo_random_chance (&r, m->answered))
    {
      success.baseline = m->baseline + m->spread * bw_demo_random_normal (&r);
      success.potential = m->potential * (0.8 + 0.4 * bw_demo_random_share (&r));
    }
  return success;
}

/* What lasts through the readings of one metric of one account. */
typedef struct {
  const BwDemoAccount *account;
  const BwDemoMetric *metric;
  int place;
  BwDemoSuccess success;
  double offset;
  BwDate from;
  BwDate to;
  BwDemoRandom random;
} Reader;

static double
read_value (Reader *reader, BwDate date)
{
  const BwDemoAccount *a = reader->account;
  const BwDemoMetric *m = reader->metric;
  int month = bw_demo_account_month (a, date);
  double noise = bw_demo_random_normal (&reader->random), score, pressure;
  const BwDemoDrift *drift;

  if (m->follows == BW_DEMO_FOLLOWS_VALUE)
    {
      double value =
        date < a->go_live_on || a->go_live_on == BW_DATE_NONE ? 0.0 : (double) a->value[month];
      double moved = 1.0 + m->direction * reader->success.potential * value;

      return MAX (reader->success.baseline * (moved + 0.035 * noise), 0.0);
    }

  pressure = bw_demo_account_pressure (a, date, &drift);
  if (m->follows == BW_DEMO_FOLLOWS_OUTCOME)
    score = (double) a->outcome[month];
  else if (m->follows == BW_DEMO_FOLLOWS_HAPPINESS)
    score = (double) a->happiness[month];
  else
    score = 0.5 * ((double) a->outcome[month] + (double) a->happiness[month]) + 6.0;
  score += reader->offset + 3.5 * noise;
  if (drift != NULL)
    score -= pressure * extra_pressure (drift->cause, reader->place);
  return value_of_score (m, CLAMP (score, 1.0, 100.0));
}

static void
emit_reading (Reader *reader, BwDate date, BwDemoEmitter *emitter)
{
  const BwDemoMetric *m = reader->metric;
  gboolean answered =
    m->follows == BW_DEMO_FOLLOWS_VALUE || bw_demo_random_chance (&reader->random, m->answered);
  double value = read_value (reader, date);

  if (!answered || date < reader->from || date > reader->to
      || !bw_demo_account_is_heard (reader->account, date))
    return;

  BwDemoValue row[] = {
    bw_demo_text (reader->account->id),
    bw_demo_text (m->key),
    bw_demo_date (date),
    bw_demo_real (bw_demo_round (value, m->decimals)),
  };

  bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
}

static void
emit_metric (const BwDemoAccount *a, int place, BwDemoEmitter *emitter)
{
  Reader reader = { .account = a, .metric = &bw_demo_metrics[place], .place = place };
  BwDate first_day = bw_demo_company_first_day (a->company);
  int month_number;

  if (reader.metric->follows == BW_DEMO_FOLLOWS_VALUE)
    {
      reader.success = bw_demo_account_success (a, place);
      if (isnan (reader.success.baseline))
        return;
    }
  bw_demo_random_init (&reader.random, bw_demo_company_get_options (a->company)->seed, a->number,
                       200 + place);
  reader.offset = 5.5 * bw_demo_random_normal (&reader.random);
  reader.to = a->last_day;
  /* The customer's own figures, its payments and its voice begin with the contract, use begins
   * when it is live. */
  reader.from = MAX (a->started_on, first_day);
  if (reader.metric->follows == BW_DEMO_FOLLOWS_OUTCOME && place != 0)
    {
      if (a->go_live_on == BW_DATE_NONE)
        return;
      reader.from = MAX (a->go_live_on, first_day);
    }

  /* Mondays, or a day of the month of the account's own. */
  if (reader.metric->cadence == BW_DEMO_WEEKLY)
    {
      BwDate monday = bw_date_bucket_start (reader.from + 6, BW_BUCKET_WEEK);

      for (BwDate date = monday; date <= reader.to; date += 7)
        emit_reading (&reader, date, emitter);
      return;
    }
  month_number = bw_date_month_index (reader.from);
  for (BwDate month = bw_date_month_start (reader.from); month <= reader.to;
       month = bw_date_add_months (month, 1), month_number++)
    {
      if (reader.metric->cadence == BW_DEMO_QUARTERLY
          && (month_number + a->number + place) % 3 != 0)
        continue;
      emit_reading (&reader, month + (a->number * 7 + place * 3) % 25, emitter);
    }
}

void
bw_demo_emit_observations (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  for (int i = 0; i < BW_DEMO_N_METRICS; i++)
    emit_metric (a, i, emitter);
}

void
bw_demo_emit_behaviour_adoptions (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  for (int i = 0; i < BW_DEMO_N_BEHAVIOURS; i++)
    {
      if (a->adopted_on[i] == BW_DATE_NONE)
        continue;

      BwDemoValue row[] = {
        bw_demo_text (a->id),
        bw_demo_text (bw_demo_behaviour_keys[i]),
        bw_demo_date (a->adopted_on[i]),
      };

      bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
    }
}

void
bw_demo_emit_feature_uses (const BwDemoAccount *a, BwDemoEmitter *emitter)
{
  BwDate first_day = bw_demo_company_first_day (a->company);
  BwDemoRandom r;

  bw_demo_random_init (&r, bw_demo_company_get_options (a->company)->seed, a->number, 12);
  if (a->go_live_on == BW_DATE_NONE)
    return;
  for (int f = 0; f < BW_DEMO_N_FEATURES; f++)
    {
      /* The first features are taken up by nearly all, the later ones by those that go deep. */
      double need = 25.0 + 4.5 * f + 8.0 * bw_demo_random_normal (&r);

      for (int i = 0; i < a->n_months; i++)
        {
          BwDate month = bw_date_add_months (a->first_month, i);
          double outcome = (double) a->outcome[i];
          double scale = a->licences * (0.6 + 0.8 * bw_demo_random_share (&r));
          gint64 uses = (gint64) (scale * (outcome - need) * 0.12);

          if (month < first_day || month < a->go_live_on || uses <= 0
              || !bw_demo_account_is_heard (a, month))
            continue;

          BwDemoValue row[] = {
            bw_demo_text (a->id),
            bw_demo_text (bw_demo_feature_keys[f]),
            bw_demo_date (month),
            bw_demo_integer (uses),
          };

          bw_demo_emit (emitter, row, G_N_ELEMENTS (row));
        }
    }
}
