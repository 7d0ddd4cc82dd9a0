/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-history-reader.h"

#include <math.h>
#include <string.h>

#include "portfolio/bw-account-rows.h"
#include "portfolio/bw-history-columns.h"
#include "store/bw-mirror.h"

/*
 * Reads a history from the mirror. Costs and readings lie by account there and are put down as they
 * come. Events and signals lie by ids of their own: they are read into memory first and then put
 * where they belong by counting, which takes a time that grows with their number and no more.
 */

/* Amounts beyond this, either way, are taken for mistakes: they would overflow sums. */
#define LARGEST_AMOUNT G_GINT64_CONSTANT (1000000000000000)

/* A list that is being filled: as long as it needs to be, or in the file where it is kept, in which
 * there is room for what was there when it was begun. */
typedef struct {
  char    *data;
  guint64  n;
  guint64  room;
  guint32  width;
  gboolean is_kept;
} List;

typedef struct {
  guint32     account;
  BwPastEvent event;
} LooseEvent;

typedef struct {
  guint32 account;
  BwDate  day;
} LooseSignal;

typedef struct {
  BwAccountRows         rows;
  const BwAccountTable *table;
  BwPast               *past;
  BwColumnFile         *file;    /* (nullable): where the lists lie. */
  List                  loose_events;
  List                  loose_signals;
  List                  events;
  List                  signals;
  List                  costs;
  List                  metrics;
  List                  read_on;
  List                  values;
  guint                 metric;  /* The one that was last read. */
} Reader;

/* Lists --------------------------------------------------------------------------------------- */

/* Room for one more; NULL when more has come into the mirror than there was room made for, which a
 * refresh that was merged meanwhile has done. */
static gpointer
list_add (List *list)
{
  if (list->n == list->room)
    {
      if (list->is_kept)
        return NULL;
      list->room = MAX (1024, list->room * 2);
      list->data = g_realloc_n (list->data, list->room, list->width);
    }
  return list->data + list->width * list->n++;
}

static void
list_set_room (List *list, guint64 room)
{
  list->room = list->n = room;
  list->data = g_malloc_n (MAX (room, 1), list->width);
}

static void
list_keep (List *list, gconstpointer data, guint64 room)
{
  list->data = (char *) data;
  list->room = room;
  list->is_kept = TRUE;
}

static void
list_clear (List *list)
{
  if (!list->is_kept)
    g_free (list->data);
  list->data = NULL;
}

/* Rows of the mirror -------------------------------------------------------------------------- */

static BwMoney
sane_amount (BwMoney amount)
{
  return amount > LARGEST_AMOUNT || amount < -LARGEST_AMOUNT ? 0 : amount;
}

static void
add_event (gpointer data, guint32 account, BwQuery *query)
{
  Reader *self = data;
  BwDate committed = bw_query_date (query, 1), effective = bw_query_date (query, 2);

  if (effective == BW_DATE_NONE)
    return;
  *(LooseEvent *) list_add (&self->loose_events) = (LooseEvent) {
    account,
    { committed != BW_DATE_NONE ? committed : effective, effective,
      sane_amount (bw_query_int (query, 3, 0)) },
  };
}

static void
add_signal (Reader *self, guint32 account, BwDate day)
{
  if (day != BW_DATE_NONE)
    *(LooseSignal *) list_add (&self->loose_signals) = (LooseSignal) { account, day };
}

static void
add_dated_signal (gpointer data, guint32 account, BwQuery *query)
{
  add_signal (data, account, bw_query_date (query, 1));
}

static void
add_stamped_signal (gpointer data, guint32 account, BwQuery *query)
{
  add_signal (data, account, bw_query_timestamp_date (query, 1));
}

/* Who was asked and has not answered has given no sign. */
static void
add_response (gpointer data, guint32 account, BwQuery *query)
{
  if (!isnan (bw_query_double (query, 2)))
    add_signal (data, account, bw_query_date (query, 1));
}

static void
add_cost (gpointer data, guint32 account, BwQuery *query)
{
  Reader *self = data;
  BwPast *past = &self->past[account];
  BwDate month = bw_query_date (query, 1);
  BwPastCost *cost;

  if (month == BW_DATE_NONE || (cost = list_add (&self->costs)) == NULL)
    return;
  if (past->n_costs++ == 0)
    past->cost = self->costs.n - 1;
  *cost = (BwPastCost) { .amount = sane_amount (bw_query_int (query, 2, 0)), .month = month };
}

/* Rows come by metric, so it is the last one again or the next. */
static gboolean
find_metric (Reader *self, const char *key)
{
  const BwMetric *metric;

  for (guint i = self->metric; i < MIN (self->metric + 2, self->table->n_metrics); i++)
    {
      if (strcmp (self->table->metrics[i].key, key) == 0)
        {
          self->metric = i;
          return TRUE;
        }
    }
  metric = bw_account_table_find_metric (self->table, key);
  if (metric != NULL)
    self->metric = metric - self->table->metrics;
  return metric != NULL;
}

static void
add_reading (gpointer data, guint32 account, BwQuery *query)
{
  Reader *self = data;
  BwPast *past = &self->past[account];
  BwDate day = bw_query_date (query, 2);
  double value = bw_query_double (query, 3), *place;
  BwPastMetric *metric = NULL;

  if (isnan (value) || day == BW_DATE_NONE || !find_metric (self, bw_query_text (query, 1)))
    return;
  if (past->n_metrics == 0)
    {
      past->metric = self->metrics.n;
      past->reading = self->values.n;
    }
  else
    metric = (BwPastMetric *) self->metrics.data + self->metrics.n - 1;
  if (metric == NULL || metric->metric != self->metric)
    {
      metric = list_add (&self->metrics);
      if (metric == NULL)
        return;
      *metric = (BwPastMetric) { self->metric, past->n_readings };
      past->n_metrics++;
    }
  place = list_add (&self->values);
  if (place == NULL)
    return;
  *place = value;
  *(BwDate *) list_add (&self->read_on) = day;
  past->n_readings++;
}

static void
let_go (gpointer data)
{
  Reader *self = data;

  if (self->file != NULL)
    bw_column_file_let_go (self->file);
}

static const BwAccountSource loose_sources[] = {
  { "SELECT account_id, committed_on, effective_on, mrr_delta FROM revenue_events", "",
    add_event },
  { "SELECT account_id, occurred_on FROM interactions", "", add_dated_signal },
  { "SELECT account_id, opened_at FROM tickets", "", add_stamped_signal },
  { "SELECT account_id, requested_on FROM change_requests", "", add_dated_signal },
  { "SELECT account_id, responded_on, score FROM responses", "", add_response },
};

static const BwAccountSource ordered_sources[] = {
  { "SELECT account_id, month, amount FROM service_costs", "ORDER BY account_id, month", add_cost },
  { "SELECT account_id, metric_key, observed_on, value FROM observations",
    "ORDER BY account_id, metric_key, observed_on", add_reading },
};

/* Putting it together ------------------------------------------------------------------------- */

static void
reader_init (Reader *self, BwMirror *mirror, const BwAccountTable *table, const guint8 *wanted,
             guint n_wanted, const BwHistoryReading *how)
{
  *self = (Reader) {
    .rows = { .mirror = mirror, .table = table, .wanted = wanted, .n_wanted = n_wanted,
              .progress = how->progress, .user_data = how->user_data, .let_go = let_go,
              .cancellable = how->cancellable },
    .table = table,
    .loose_events = { .width = sizeof (LooseEvent) },
    .loose_signals = { .width = sizeof (LooseSignal) },
    .events = { .width = sizeof (BwPastEvent) },
    .signals = { .width = sizeof (BwDate) },
    .costs = { .width = sizeof (BwPastCost) },
    .metrics = { .width = sizeof (BwPastMetric) },
    .read_on = { .width = sizeof (BwDate) },
    .values = { .width = sizeof (double) },
  };
  bw_account_rows_begin (&self->rows);
}

static void
reader_clear (Reader *self)
{
  bw_account_rows_end (&self->rows);
  list_clear (&self->loose_events);
  list_clear (&self->loose_signals);
  list_clear (&self->events);
  list_clear (&self->signals);
  list_clear (&self->costs);
  list_clear (&self->metrics);
  list_clear (&self->read_on);
  list_clear (&self->values);
}

static gboolean
read_sources (Reader *self, const BwAccountSource *sources, guint n_sources, GError **error)
{
  for (guint i = 0; i < n_sources; i++)
    {
      if (!bw_account_rows_read (&self->rows, &sources[i], self, error))
        return FALSE;
      let_go (self);
    }
  return TRUE;
}

/* Puts the loose rows down account by account: how many each has, where those of each begin, then
 * each to its place. */
static void
place_loose (Reader *self)
{
  const LooseEvent *events = (const LooseEvent *) self->loose_events.data;
  const LooseSignal *signals = (const LooseSignal *) self->loose_signals.data;
  guint64 event = 0, signal = 0;

  for (guint64 i = 0; i < self->loose_events.n; i++)
    self->past[events[i].account].n_events++;
  for (guint64 i = 0; i < self->loose_signals.n; i++)
    self->past[signals[i].account].n_signals++;
  for (guint32 account = 0; account < self->table->n; account++)
    {
      BwPast *past = &self->past[account];

      past->event = event;
      past->signal = signal;
      event += past->n_events;
      signal += past->n_signals;
      past->n_events = past->n_signals = 0;
    }
  for (guint64 i = 0; i < self->loose_events.n; i++)
    {
      BwPast *past = &self->past[events[i].account];

      ((BwPastEvent *) self->events.data)[past->event + past->n_events++] = events[i].event;
    }
  for (guint64 i = 0; i < self->loose_signals.n; i++)
    {
      BwPast *past = &self->past[signals[i].account];

      ((BwDate *) self->signals.data)[past->signal + past->n_signals++] = signals[i].day;
    }
  list_clear (&self->loose_events);
  list_clear (&self->loose_signals);
}

/* How many rows there are to read, and how much room the lists of those in order need at most. */
static gboolean
count_rows (Reader *self, BwHistoryCounts *counts, GError **error)
{
  static const BwRelationId relations[] = {
    BW_RELATION_SERVICE_COSTS, BW_RELATION_OBSERVATIONS,    BW_RELATION_REVENUE_EVENTS,
    BW_RELATION_INTERACTIONS,  BW_RELATION_TICKETS,         BW_RELATION_CHANGE_REQUESTS,
    BW_RELATION_RESPONSES,
  };
  gint64 rows[G_N_ELEMENTS (relations)];

  for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
    {
      rows[i] = bw_mirror_count_rows (self->rows.mirror, relations[i], error);
      if (rows[i] < 0)
        return FALSE;
      self->rows.total += (guint64) rows[i];
    }
  counts->costs = (guint64) rows[0];
  counts->readings = (guint64) rows[1];
  counts->metrics = MIN (counts->readings, (guint64) self->table->n * self->table->n_metrics);
  return TRUE;
}

/* Lets the lists lie in the file where the history is kept. */
static void
begin_file (Reader *self, BwHistory *history, const BwHistoryCounts *counts)
{
  self->file = history->file;
  self->past = (BwPast *) history->past;
  list_keep (&self->events, history->events, counts->events);
  list_keep (&self->signals, history->signals, counts->signals);
  list_keep (&self->costs, history->costs, counts->costs);
  list_keep (&self->metrics, history->metrics, counts->metrics);
  list_keep (&self->read_on, history->read_on, counts->readings);
  list_keep (&self->values, history->values, counts->readings);
}

/**
 * bw_history_read_all:
 * @path: where the history is going to be kept
 *
 * Returns: (transfer full) (nullable): the history of all accounts of the table, or %NULL with
 *   @error set
 */
BwHistory *
bw_history_read_all (BwMirror *mirror, const BwAccountTable *table, const char *path,
                     const BwHistoryReading *how, GError **error)
{
  g_autoptr (BwHistory) history = NULL;
  BwHistoryCounts counts = { 0 };
  Reader self;

  reader_init (&self, mirror, table, NULL, 0, how);
  if (count_rows (&self, &counts, error)
      && read_sources (&self, loose_sources, G_N_ELEMENTS (loose_sources), error))
    {
      counts.events = self.loose_events.n;
      counts.signals = self.loose_signals.n;
      history = bw_history_begin (table, &counts, path);
      begin_file (&self, history, &counts);
      place_loose (&self);
      if (!read_sources (&self, ordered_sources, G_N_ELEMENTS (ordered_sources), error))
        g_clear_pointer (&history, bw_history_free);
    }
  reader_clear (&self);
  return g_steal_pointer (&history);
}

/**
 * bw_history_read_some:
 * @wanted: (array): one an account of the table, not 0 for those to read
 * @n_wanted: how many of them are not 0
 *
 * Returns: (transfer full) (nullable): a history in memory in which the wanted accounts alone have
 *   a past, or %NULL with @error set
 */
BwHistory *
bw_history_read_some (BwMirror *mirror, const BwAccountTable *table, const guint8 *wanted,
                      guint n_wanted, const BwHistoryReading *how, GError **error)
{
  BwHistory *history = NULL;
  Reader self;

  reader_init (&self, mirror, table, wanted, n_wanted, how);
  self.past = g_new0 (BwPast, table->n + 1);
  if (read_sources (&self, loose_sources, G_N_ELEMENTS (loose_sources), error))
    {
      list_set_room (&self.events, self.loose_events.n);
      list_set_room (&self.signals, self.loose_signals.n);
      place_loose (&self);
      if (read_sources (&self, ordered_sources, G_N_ELEMENTS (ordered_sources), error))
        {
          history = g_new0 (BwHistory, 1);
          history->n = table->n;
          history->past = g_steal_pointer (&self.past);
          history->events = (BwPastEvent *) g_steal_pointer (&self.events.data);
          history->signals = (BwDate *) g_steal_pointer (&self.signals.data);
          history->costs = (BwPastCost *) g_steal_pointer (&self.costs.data);
          history->metrics = (BwPastMetric *) g_steal_pointer (&self.metrics.data);
          history->read_on = (BwDate *) g_steal_pointer (&self.read_on.data);
          history->values = (double *) g_steal_pointer (&self.values.data);
        }
    }
  g_free (self.past);
  reader_clear (&self);
  return history;
}
