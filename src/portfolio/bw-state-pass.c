/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-state-pass.h"

#include <math.h>
#include <string.h>

#include "portfolio/bw-account-rows.h"

/*
 * Makes the states of several dates while reading every relation once. What happened on a day is
 * put down at the first of the dates that is not before it, and carried on to the later ones when
 * all of an account has been seen; so the work does not grow with the number of dates.
 */

#define MONTHS_OF_REVENUE 12

/* Looking up the last reading of a metric takes about as long as reading so many of them. */
#define ROWS_PER_LOOK_UP 6

/* How many accounts tell how many observations there are. */
#define SAMPLE 32

typedef struct {
  BwAccountRows         rows;       /* How the mirror is read, and which accounts are wanted. */
  const BwAccountTable *table;
  BwStateColumns      **columns;    /* By rising date. */
  guint                 n_columns;
  BwMetricScale        *scales;
  BwReading            *readings;   /* n_columns times n_metrics, of the account being read. */
  BwDate               *revenue_from; /* n_columns times 12: last day for an event to count. */
  BwDate               *cost_after;   /* n_columns: costs of months after this day count. */
} Pass;

/* The first of the dates on or after @date; n_columns when there is none. */
static guint
first_column (const Pass *pass, BwDate date)
{
  guint i = 0;

  while (i < pass->n_columns && pass->columns[i]->as_of < date)
    i++;
  return i;
}

static void
add_signal (Pass *pass, guint32 account, BwDate date)
{
  if (date == BW_DATE_NONE)
    return;
  for (guint i = first_column (pass, date); i < pass->n_columns; i++)
    {
      guint32 row = pass->columns[i]->row_of[account];

      if (row != BW_INDEX_NONE && pass->columns[i]->last_signal_on[row] < date)
        pass->columns[i]->last_signal_on[row] = date;
    }
}

static void
let_columns_go (gpointer data)
{
  Pass *pass = data;

  for (guint i = 0; i < pass->n_columns; i++)
    bw_column_file_let_go (pass->columns[i]->file);
}

/* Money --------------------------------------------------------------------------------------- */

static BwMoney
sane_amount (BwMoney amount)
{
  return amount > BW_LARGEST_AMOUNT || amount < -BW_LARGEST_AMOUNT ? 0 : amount;
}

static void
add_revenue_event (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;
  BwDate committed = bw_query_date (query, 1), effective = bw_query_date (query, 2);
  BwMoney delta = sane_amount (bw_query_int (query, 3, 0));

  if (effective == BW_DATE_NONE)
    return;
  if (committed == BW_DATE_NONE)
    committed = effective;
  for (guint i = 0; i < pass->n_columns; i++)
    {
      BwStateColumns *columns = pass->columns[i];
      guint32 row = columns->row_of[account];
      guint months = 0;

      if (row == BW_INDEX_NONE)
        continue;
      if (committed <= columns->as_of)
        columns->cmrr[row] += delta;
      if (effective > columns->as_of)
        continue;
      columns->mrr[row] += delta;
      while (months < MONTHS_OF_REVENUE
             && effective <= pass->revenue_from[i * MONTHS_OF_REVENUE + months])
        months++;
      columns->revenue[row] += months * delta;
    }
}

static void
add_service_cost (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;
  BwDate month = bw_query_date (query, 1);
  BwMoney amount = sane_amount (bw_query_int (query, 2, 0));

  if (month == BW_DATE_NONE)
    return;
  for (guint i = first_column (pass, month); i < pass->n_columns; i++)
    {
      BwStateColumns *columns = pass->columns[i];
      guint32 row = columns->row_of[account];

      if (row == BW_INDEX_NONE || month <= pass->cost_after[i])
        continue;
      columns->cost[row] = (columns->cost[row] == BW_MONEY_NONE ? 0 : columns->cost[row]) + amount;
    }
}

/* Readings ------------------------------------------------------------------------------------ */

static void
clear_readings (Pass *pass)
{
  for (gsize i = 0; i < (gsize) pass->n_columns * pass->table->n_metrics; i++)
    pass->readings[i] = (BwReading) { .value = NAN, .observed_on = BW_DATE_NONE };
}

static void
add_observation (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;
  BwDate date = bw_query_date (query, 2);
  double value = bw_query_double (query, 3);
  guint column = first_column (pass, date);
  const BwMetric *metric;
  BwReading *reading;

  if (isnan (value) || date == BW_DATE_NONE || column == pass->n_columns)
    return;
  metric = bw_account_table_find_metric (pass->table, bw_query_text (query, 1));
  if (metric == NULL)
    return;
  reading = &pass->readings[(gsize) column * pass->table->n_metrics
                            + (metric - pass->table->metrics)];
  if (reading->observed_on <= date)
    *reading = (BwReading) { .value = value, .observed_on = date };
}

static void
store_health (Pass *pass, guint32 account, BwStateColumns *columns, const BwReading *readings)
{
  guint32 row = columns->row_of[account];
  BwDate latest = BW_DATE_NONE;
  BwHealth health;

  if (row == BW_INDEX_NONE)
    return;
  bw_health_compute (pass->scales, readings, pass->table->n_metrics, columns->as_of,
                     pass->table->policy, &health);
  columns->happiness[row] = health.happiness;
  columns->outcome[row] = health.outcome;
  columns->experience[row] = health.experience;
  columns->success_index[row] = health.success_index;
  columns->n_stale[row] = MIN (health.n_stale, G_MAXUINT8);
  columns->n_missing[row] = MIN (health.n_missing, G_MAXUINT8);
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    {
      if (columns->dimension[i] != NULL)
        columns->dimension[i][row] = (float) health.dimension[i];
    }
  for (guint i = 0; i < pass->table->n_metrics; i++)
    latest = MAX (latest, readings[i].observed_on);
  if (latest > columns->last_signal_on[row])
    columns->last_signal_on[row] = latest;
}

static void
finish_readings (gpointer data, guint32 account)
{
  Pass *pass = data;
  guint n = pass->table->n_metrics;

  for (guint i = 0; i < pass->n_columns; i++)
    {
      BwReading *here = pass->readings + (gsize) i * n;

      for (guint j = 0; i > 0 && j < n; j++)
        {
          if (here[j].observed_on == BW_DATE_NONE)
            here[j] = here[j - (gssize) n];
        }
      store_health (pass, account, pass->columns[i], here);
    }
  clear_readings (pass);
}

/* Whether there are so many observations for so few dates that it is quicker to look up the last
 * of each metric and date than to read them all. */
static gboolean
look_up_is_quicker (Pass *pass, gboolean *quicker, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    pass->rows.mirror, "SELECT count(*) FROM observations WHERE account_id = ?1", pass->rows.cancellable,
    error);
  guint n = MIN (SAMPLE, pass->table->n);
  gint64 rows = 0;

  if (query == NULL)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint32 account = (guint32) ((guint64) pass->table->n * i / n);

      bw_query_bind_text (query, 1, bw_account_table_id (pass->table, account));
      if (bw_query_next (query))
        rows += bw_query_int (query, 0, 0);
      if (!bw_query_finish (query, error))
        return FALSE;
    }
  *quicker = rows > (gint64) n * pass->n_columns * pass->table->n_metrics * ROWS_PER_LOOK_UP;
  return TRUE;
}

static gboolean
is_active_anywhere (const Pass *pass, guint32 account)
{
  for (guint i = 0; i < pass->n_columns; i++)
    {
      if (pass->columns[i]->row_of[account] != BW_INDEX_NONE)
        return TRUE;
    }
  return FALSE;
}

static gboolean
look_up_account (Pass *pass, BwQuery *query, guint32 account, GError **error)
{
  const BwAccountTable *table = pass->table;

  bw_query_bind_text (query, 1, bw_account_table_id (table, account));
  for (guint metric = 0; metric < table->n_metrics; metric++)
    {
      bw_query_bind_text (query, 2, table->metrics[metric].key);
      for (guint column = 0; column < pass->n_columns; column++)
        {
          BwReading *reading = &pass->readings[(gsize) column * table->n_metrics + metric];

          bw_query_bind_int (query, 3, pass->columns[column]->as_of);
          if (bw_query_next (query))
            *reading = (BwReading) { bw_query_double (query, 0), bw_query_date (query, 1) };
          if (!bw_query_finish (query, error))
            return FALSE;
        }
    }
  finish_readings (pass, account);
  return TRUE;
}

static gboolean
look_up_readings (Pass *pass, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    pass->rows.mirror,
    "SELECT value, observed_on FROM observations WHERE account_id = ?1 AND metric_key = ?2 "
    "AND observed_on <= ?3 AND value IS NOT NULL ORDER BY observed_on DESC LIMIT 1",
    pass->rows.cancellable, error);
  guint done = 0;

  if (query == NULL)
    return FALSE;
  for (guint32 account = 0; account < pass->table->n; account++)
    {
      if ((pass->rows.wanted != NULL && !pass->rows.wanted[account]) || !is_active_anywhere (pass, account))
        continue;
      bw_account_rows_next_transaction (&pass->rows, done);
      if (!look_up_account (pass, query, account, error))
        return FALSE;
      if (++done % BW_ACCOUNTS_AT_HAND == 0)
        let_columns_go (pass);
      if (done % 1024 == 0 && pass->rows.progress != NULL)
        pass->rows.progress (done, pass->table->n, pass->rows.user_data);
    }
  return TRUE;
}

/* An account without any observation misses every metric. */
static void
count_all_missing (Pass *pass)
{
  guint8 n = MIN (pass->table->n_metrics, G_MAXUINT8);

  for (guint i = 0; i < pass->n_columns; i++)
    {
      BwStateColumns *columns = pass->columns[i];

      for (guint32 row = 0; row < columns->n; row++)
        {
          if (pass->rows.wanted == NULL || pass->rows.wanted[columns->account[row]])
            columns->n_missing[row] = n;
        }
    }
}

/* Signals ------------------------------------------------------------------------------------- */

static void
add_dated_signal (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;

  add_signal (pass, account, bw_query_date (query, 1));
}

static void
add_stamped_signal (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;

  add_signal (pass, account, bw_query_timestamp_date (query, 1));
}

static void
add_response_signal (gpointer data, guint32 account, BwQuery *query)
{
  Pass *pass = data;

  if (!isnan (bw_query_double (query, 2)))
    add_signal (pass, account, bw_query_date (query, 1));
}

static const BwAccountSource sources[] = {
  { "SELECT account_id, committed_on, effective_on, mrr_delta FROM revenue_events", "",
    add_revenue_event, NULL },
  { "SELECT account_id, month, amount FROM service_costs", "ORDER BY account_id, month",
    add_service_cost, NULL },
  { "SELECT account_id, occurred_on FROM interactions", "", add_dated_signal, NULL },
  { "SELECT account_id, opened_at FROM tickets", "", add_stamped_signal, NULL },
  { "SELECT account_id, requested_on FROM change_requests", "", add_dated_signal, NULL },
  { "SELECT account_id, responded_on, score FROM responses", "", add_response_signal, NULL },
};

static const BwAccountSource observations = {
  "SELECT account_id, metric_key, observed_on, value FROM observations",
  "ORDER BY account_id, metric_key, observed_on", add_observation, finish_readings,
};

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  const BwStateColumns *first = *(BwStateColumns *const *) a;
  const BwStateColumns *second = *(BwStateColumns *const *) b;

  return (first->as_of > second->as_of) - (first->as_of < second->as_of);
}

/**
 * bw_state_pass_run:
 * @mirror: a mirror
 * @table: its accounts
 * @columns: (array length=n_columns): new columns, one a date; they are sorted by date
 * @wanted: (nullable): one an account of the table, not 0 for those to compute; the rows of the
 *   others are left as they are. %NULL: all.
 * @n_wanted: how many of them are not 0
 * @progress: (nullable): told about accounts read
 *
 * Fills the columns but for what bw_state_columns_finish() adds.
 *
 * Returns: %FALSE with @error set when the mirror cannot be read or the work was cancelled
 */
gboolean
bw_state_pass_run (BwMirror *mirror, const BwAccountTable *table, BwStateColumns **columns,
                   guint n_columns, const guint8 *wanted, guint n_wanted,
                   BwStatesProgress progress, gpointer user_data, GCancellable *cancellable,
                   GError **error)
{
  g_autofree BwMetricScale *scales = g_new (BwMetricScale, table->n_metrics + 1);
  g_autofree BwReading *readings = g_new (BwReading, (gsize) n_columns * table->n_metrics + 1);
  g_autofree BwDate *revenue_from = g_new (BwDate, (gsize) n_columns * MONTHS_OF_REVENUE + 1);
  g_autofree BwDate *cost_after = g_new (BwDate, n_columns + 1);
  Pass pass = {
    .rows = { .mirror = mirror, .table = table, .wanted = wanted, .n_wanted = n_wanted,
              .progress = progress, .user_data = user_data, .let_go = let_columns_go,
              .cancellable = cancellable },
    .table = table, .columns = columns, .n_columns = n_columns, .scales = scales,
    .readings = readings, .revenue_from = revenue_from, .cost_after = cost_after,
  };
  gboolean good = TRUE, look_up = FALSE;

  if (wanted != NULL && n_wanted == 0)
    return TRUE;
  bw_account_rows_begin (&pass.rows);
  qsort (columns, n_columns, sizeof *columns, compare_columns);
  for (guint i = 0; i < table->n_metrics; i++)
    scales[i] = table->metrics[i].scale;
  for (guint i = 0; i < n_columns; i++)
    {
      cost_after[i] = bw_date_add_months (columns[i]->as_of, -MONTHS_OF_REVENUE);
      for (int k = 0; k < MONTHS_OF_REVENUE; k++)
        revenue_from[i * MONTHS_OF_REVENUE + k] = bw_date_add_months (columns[i]->as_of, -k);
    }
  clear_readings (&pass);
  count_all_missing (&pass);

  for (guint i = 0; i < G_N_ELEMENTS (sources) && good; i++)
    {
      good = bw_account_rows_read (&pass.rows, &sources[i], &pass, error);
      let_columns_go (&pass);
    }
  if (good)
    good = look_up_is_quicker (&pass, &look_up, error);
  if (good)
    good = look_up ? look_up_readings (&pass, error)
                   : bw_account_rows_read (&pass.rows, &observations, &pass, error);
  bw_account_rows_end (&pass.rows);
  return good;
}
