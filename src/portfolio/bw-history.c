/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-history.h"

#include <string.h>

#include "portfolio/bw-history-columns.h"
#include "portfolio/bw-history-reader.h"
#include "store/bw-mirror.h"

/* Above this share of touched accounts it is faster to read all than to look each one up. */
#define MEND_SHARE 0.2

/* What is kept for this mirror and its metrics, of whatever generation; NULL when there is none. */
static BwHistory *
open_kept (const char *path, const BwAccountTable *table)
{
  g_autoptr (BwColumnFile) file = bw_column_file_map (path, BW_HISTORY_KIND);

  if (file == NULL || bw_column_file_head (file)->rules != bw_history_rules (table)
      || bw_column_file_head (file)->generation > table->generation)
    return NULL;
  return bw_history_adopt (file);
}

static gboolean
is_of (const BwHistory *history, const BwAccountTable *table)
{
  return bw_column_file_head (history->file)->generation == table->generation
         && history->n == table->n
         && memcmp (history->slot, table->slot, table->n * sizeof *table->slot) == 0;
}

/* Marks the accounts that the old history lacks, and finds the places of the others in it. */
static guint
find_places (const BwHistory *old, const BwAccountTable *table, guint8 *wanted, guint32 *place)
{
  guint32 from = 0;
  guint n_lacking = 0;

  for (guint32 account = 0; account < table->n; account++)
    {
      while (from < old->n && old->slot[from] < table->slot[account])
        from++;
      place[account] = from;
      if (wanted[account] || (from < old->n && old->slot[from] == table->slot[account]))
        continue;
      wanted[account] = 1;
      n_lacking++;
    }
  return n_lacking;
}

static guint
mark_touched (const BwAccountTable *table, GPtrArray *touched, guint8 *wanted)
{
  guint n = 0;

  for (guint i = 0; i < touched->len; i++)
    {
      guint32 account = bw_account_table_find_account (table, g_ptr_array_index (touched, i));

      if (account != BW_INDEX_NONE && !wanted[account])
        {
          wanted[account] = 1;
          n++;
        }
    }
  return n;
}

static void
take (BwHistoryCounts *counts, const BwPast *past)
{
  counts->events += past->n_events;
  counts->costs += past->n_costs;
  counts->signals += past->n_signals;
  counts->metrics += past->n_metrics;
  counts->readings += past->n_readings;
}

/* Puts a history together from the pasts that are new and those that stay. */
static BwHistory *
join (const BwAccountTable *table, const BwHistory *old, const guint32 *place,
      const BwHistory *fresh, const guint8 *wanted, const char *path)
{
  BwHistoryCounts counts = { 0 };
  BwHistory *joined;

  for (guint32 account = 0; account < table->n; account++)
    take (&counts, wanted[account] ? &fresh->past[account] : &old->past[place[account]]);
  joined = bw_history_begin (table, &counts, path);
  counts = (BwHistoryCounts) { 0 };
  for (guint32 account = 0; account < table->n; account++)
    {
      const BwHistory *from = wanted[account] ? fresh : old;
      const BwPast *past = &from->past[wanted[account] ? account : place[account]];
      BwPast *to = (BwPast *) &joined->past[account];

      *to = *past;
      to->event = counts.events;
      to->cost = counts.costs;
      to->signal = counts.signals;
      to->metric = counts.metrics;
      to->reading = counts.readings;
#define COPY(list, first, n) \
  if (past->n > 0) \
  memcpy ((gpointer) (joined->list + to->first), from->list + past->first, \
          past->n * sizeof *from->list)
      COPY (events, event, n_events);
      COPY (costs, cost, n_costs);
      COPY (signals, signal, n_signals);
      COPY (metrics, metric, n_metrics);
      COPY (read_on, reading, n_readings);
      COPY (values, reading, n_readings);
#undef COPY
      take (&counts, past);
      if (account % BW_ACCOUNTS_AT_HAND == BW_ACCOUNTS_AT_HAND - 1)
        {
          bw_column_file_let_go (joined->file);
          bw_column_file_let_go (old->file);
        }
    }
  return joined;
}

/* The history of before with the touched accounts read anew; NULL without an error when so much
 * has changed that all has to be read. */
static BwHistory *
mend (BwMirror *mirror, const BwAccountTable *table, const BwHistory *old, const char *path,
      const BwHistoryReading *how, GError **error)
{
  gboolean all = FALSE;
  g_autoptr (GPtrArray) touched = bw_mirror_list_touched_since (
    mirror, bw_column_file_head (old->file)->generation, &all, error);
  g_autofree guint8 *wanted = g_new0 (guint8, table->n + 1);
  g_autofree guint32 *place = g_new (guint32, table->n + 1);
  g_autoptr (BwHistory) fresh = NULL;
  guint n_wanted;

  if (touched == NULL || all || touched->len > MEND_SHARE * table->n)
    return NULL;
  n_wanted = mark_touched (table, touched, wanted);
  n_wanted += find_places (old, table, wanted, place);
  if (n_wanted > MEND_SHARE * table->n)
    return NULL;
  fresh = bw_history_read_some (mirror, table, wanted, n_wanted, how, error);
  return fresh != NULL ? join (table, old, place, fresh, wanted, path) : NULL;
}

/**
 * bw_history_load:
 * @mirror: a mirror
 * @table: its accounts, of the mirror's present generation
 * @progress: (nullable): told about the accounts read
 *
 * Opens the history that is kept beside the mirror. Where a refresh has touched accounts since they
 * are read again; where there is none it is made, and kept when there is room for it. Call it on a
 * worker thread.
 *
 * Returns: (transfer full) (nullable): the history, or %NULL with @error set when the mirror cannot
 *   be read or the work was cancelled
 */
BwHistory *
bw_history_load (BwMirror *mirror, const BwAccountTable *table, BwStatesProgress progress,
                 gpointer user_data, GCancellable *cancellable, GError **error)
{
  const BwHistoryReading how = { progress, user_data, cancellable };
  g_autofree char *path = bw_states_file_path (bw_mirror_get_path (mirror), "history");
  g_autoptr (BwHistory) history = open_kept (path, table);
  g_autoptr (GError) local = NULL;

  if (history != NULL && is_of (history, table))
    return g_steal_pointer (&history);
  if (history != NULL)
    {
      BwHistory *mended = mend (mirror, table, history, path, &how, &local);

      bw_history_free (history);
      history = mended;
    }
  if (history == NULL && local == NULL)
    history = bw_history_read_all (mirror, table, path, &how, &local);
  if (history == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  /* What was read while a refresh was merged may be part old, part new: good enough to be
   * replaced at once, not to be kept. */
  if (bw_mirror_get_generation (mirror, NULL) == table->generation
      && !bw_column_file_write (history->file, path, &local))
    g_debug ("%s", local->message);
  bw_column_file_let_go (history->file);
  return g_steal_pointer (&history);
}
