/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-state-pass.h"

#include <math.h>

#include "analytics/bw-crew.h"

/*
 * Makes the states of dates from the history: what an account was on a date follows from its own
 * past alone, so that blocks of accounts are computed side by side. All dates of a block are made
 * while its past is at hand.
 */

#define MONTHS_OF_REVENUE 12

/* Accounts of a block: their past fits into the cache of a processor. */
#define BLOCK 1024

/* From so many rows on, those that are done are let go of on the way. */
#define MANY_ROWS 262144

typedef struct {
  const BwHistory      *history;
  const BwAccountTable *table;
  BwStateColumns      **columns;
  guint                 n_columns;
  BwMetricScale        *scales;
  BwDate               *revenue_from; /* n_columns times 12: last day for an event to count. */
  BwDate               *cost_after;   /* n_columns: costs of months after this day count. */
  GCancellable         *cancellable;
} Pass;

/* Money --------------------------------------------------------------------------------------- */

static void
sum_events (const Pass *pass, const BwPast *past, guint i, guint32 row)
{
  BwStateColumns *columns = pass->columns[i];
  const BwPastEvent *events = pass->history->events + past->event;
  const BwDate *from = pass->revenue_from + (gsize) i * MONTHS_OF_REVENUE;
  BwMoney mrr = 0, cmrr = 0, revenue = 0;

  for (guint k = 0; k < past->n_events; k++)
    {
      guint months = 0;

      if (events[k].committed_on <= columns->as_of)
        cmrr += events[k].delta;
      if (events[k].effective_on > columns->as_of)
        continue;
      mrr += events[k].delta;
      /* The months go back in time; most events lie behind all of them. */
      if (events[k].effective_on <= from[MONTHS_OF_REVENUE - 1])
        months = MONTHS_OF_REVENUE;
      else
        while (events[k].effective_on <= from[months])
          months++;
      revenue += months * events[k].delta;
    }
  columns->mrr[row] = mrr;
  columns->cmrr[row] = cmrr;
  columns->revenue[row] = revenue;
}

static void
sum_costs (const Pass *pass, const BwPast *past, guint i, guint32 row)
{
  BwStateColumns *columns = pass->columns[i];
  const BwPastCost *costs = pass->history->costs + past->cost;
  BwMoney sum = 0;
  gboolean any = FALSE;

  for (guint k = 0; k < past->n_costs && costs[k].month <= columns->as_of; k++)
    {
      if (costs[k].month <= pass->cost_after[i])
        continue;
      sum += costs[k].amount;
      any = TRUE;
    }
  columns->cost[row] = any ? sum : BW_MONEY_NONE;
}

/* Readings ------------------------------------------------------------------------------------ */

/* The last reading on or before the date; NaN when there is none. */
static BwReading
reading_of (const BwHistory *history, guint64 first, guint n, BwDate date)
{
  const BwDate *read_on = history->read_on + first;
  guint lo = 0, hi = n;

  while (lo < hi)
    {
      guint middle = lo + (hi - lo) / 2;

      if (read_on[middle] <= date)
        lo = middle + 1;
      else
        hi = middle;
    }
  if (lo == 0)
    return (BwReading) { .value = NAN, .observed_on = BW_DATE_NONE };
  return (BwReading) { .value = history->values[first + lo - 1], .observed_on = read_on[lo - 1] };
}

static void
find_readings (const Pass *pass, const BwPast *past, BwDate date, BwReading *readings)
{
  const BwPastMetric *metrics = pass->history->metrics + past->metric;

  for (guint i = 0; i < pass->table->n_metrics; i++)
    readings[i] = (BwReading) { .value = NAN, .observed_on = BW_DATE_NONE };
  for (guint i = 0; i < past->n_metrics; i++)
    {
      guint end = i + 1 < past->n_metrics ? metrics[i + 1].first : past->n_readings;

      if (metrics[i].metric >= pass->table->n_metrics || metrics[i].first > end
          || end > past->n_readings)
        continue;
      readings[metrics[i].metric]
        = reading_of (pass->history, past->reading + metrics[i].first, end - metrics[i].first,
                      date);
    }
}

static void
compute_health (const Pass *pass, const BwPast *past, guint i, guint32 row, BwReading *readings)
{
  BwStateColumns *columns = pass->columns[i];
  const BwDate *signals = pass->history->signals + past->signal;
  BwDate latest = BW_DATE_NONE;
  BwHealth health;

  find_readings (pass, past, columns->as_of, readings);
  bw_health_compute (pass->scales, readings, pass->table->n_metrics, columns->as_of,
                     pass->table->policy, &health);
  columns->happiness[row] = health.happiness;
  columns->outcome[row] = health.outcome;
  columns->experience[row] = health.experience;
  columns->success_index[row] = health.success_index;
  columns->n_stale[row] = MIN (health.n_stale, G_MAXUINT8);
  columns->n_missing[row] = MIN (health.n_missing, G_MAXUINT8);
  for (guint k = 0; k < BW_N_DIMENSIONS; k++)
    {
      if (columns->dimension[k] != NULL)
        columns->dimension[k][row] = (float) health.dimension[k];
    }

  for (guint k = 0; k < pass->table->n_metrics; k++)
    latest = MAX (latest, readings[k].observed_on);
  for (guint k = 0; k < past->n_signals; k++)
    {
      if (signals[k] <= columns->as_of)
        latest = MAX (latest, signals[k]);
    }
  columns->last_signal_on[row] = latest;
}

static void
let_go (Pass *pass)
{
  for (guint i = 0; i < pass->n_columns; i++)
    bw_column_file_let_go (pass->columns[i]->file);
  bw_column_file_let_go (pass->history->file);
}

static void
compute_block (guint block, gpointer data)
{
  Pass *pass = data;
  g_autofree BwReading *readings = g_new (BwReading, pass->table->n_metrics + 1);
  guint32 first = block * BLOCK, end = MIN (first + BLOCK, pass->table->n);

  if (g_cancellable_is_cancelled (pass->cancellable))
    return;
  for (guint i = 0; i < pass->n_columns; i++)
    {
      for (guint32 account = first; account < end; account++)
        {
          guint32 row = pass->columns[i]->row_of[account];
          const BwPast *past = &pass->history->past[account];

          if (row == BW_INDEX_NONE)
            continue;
          sum_events (pass, past, i, row);
          sum_costs (pass, past, i, row);
          compute_health (pass, past, i, row, readings);
        }
    }
  if (end % BW_ACCOUNTS_AT_HAND == 0 && (guint64) pass->n_columns * pass->table->n > MANY_ROWS)
    let_go (pass);
}

/**
 * bw_state_pass_run:
 * @history: what happened to the accounts
 * @table: the same accounts
 * @columns: (array length=n_columns): new columns, one a date
 * @cancellable: (nullable)
 *
 * Fills the columns but for what bw_state_columns_finish() adds.
 *
 * Returns: %FALSE with @error set when the work was cancelled
 */
gboolean
bw_state_pass_run (const BwHistory *history, const BwAccountTable *table,
                   BwStateColumns **columns, guint n_columns, GCancellable *cancellable,
                   GError **error)
{
  g_autofree BwMetricScale *scales = g_new (BwMetricScale, table->n_metrics + 1);
  g_autofree BwDate *revenue_from = g_new (BwDate, (gsize) n_columns * MONTHS_OF_REVENUE + 1);
  g_autofree BwDate *cost_after = g_new (BwDate, n_columns + 1);
  Pass pass = {
    .history = history, .table = table, .columns = columns, .n_columns = n_columns,
    .scales = scales, .revenue_from = revenue_from, .cost_after = cost_after,
    .cancellable = cancellable,
  };

  for (guint i = 0; i < table->n_metrics; i++)
    scales[i] = table->metrics[i].scale;
  for (guint i = 0; i < n_columns; i++)
    {
      cost_after[i] = bw_date_add_months (columns[i]->as_of, -MONTHS_OF_REVENUE);
      for (int k = 0; k < MONTHS_OF_REVENUE; k++)
        revenue_from[i * MONTHS_OF_REVENUE + k] = bw_date_add_months (columns[i]->as_of, -k);
    }
  bw_crew_run ((table->n + BLOCK - 1) / BLOCK, compute_block, &pass);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}
