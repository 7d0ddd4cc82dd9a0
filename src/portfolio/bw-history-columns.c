/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-history-columns.h"

#include <string.h>

/* Counts for as the version of what is kept: a change of it needs a new number, so that files of
 * older programs are not believed. */
#define HISTORY_VERSION 1

typedef enum {
  COLUMN_SLOT,
  COLUMN_PAST,
  COLUMN_EVENTS,
  COLUMN_COSTS,
  COLUMN_SIGNALS,
  COLUMN_METRICS,
  COLUMN_READ_ON,
  COLUMN_VALUES,
} Column;

/* Metrics stand for themselves by their place, so that other metrics are another history. */
guint64
bw_history_rules (const BwAccountTable *table)
{
  return table->rules + HISTORY_VERSION;
}

static gboolean
is_inside (guint64 first, guint32 n, guint64 length)
{
  return first <= length && n <= length - first;
}

static gboolean
past_is_good (const BwPast *past, const BwHistoryCounts *counts)
{
  return is_inside (past->event, past->n_events, counts->events)
         && is_inside (past->cost, past->n_costs, counts->costs)
         && is_inside (past->signal, past->n_signals, counts->signals)
         && is_inside (past->metric, past->n_metrics, counts->metrics)
         && is_inside (past->reading, past->n_readings, counts->readings);
}

/* Points the lists into the file; FALSE when one of them is missing. */
static gboolean
point (BwHistory *history, BwColumnFile *file, BwHistoryCounts *counts)
{
  guint64 n = bw_column_file_head (file)->n, n_slots, n_pasts, n_values;

  history->file = file;
  history->n = n;
  history->slot = bw_column_file_get (file, COLUMN_SLOT, 4, &n_slots);
  history->past = bw_column_file_get (file, COLUMN_PAST, sizeof (BwPast), &n_pasts);
  history->events
    = bw_column_file_get (file, COLUMN_EVENTS, sizeof (BwPastEvent), &counts->events);
  history->costs = bw_column_file_get (file, COLUMN_COSTS, sizeof (BwPastCost), &counts->costs);
  history->signals
    = bw_column_file_get (file, COLUMN_SIGNALS, sizeof (BwDate), &counts->signals);
  history->metrics
    = bw_column_file_get (file, COLUMN_METRICS, sizeof (BwPastMetric), &counts->metrics);
  history->read_on
    = bw_column_file_get (file, COLUMN_READ_ON, sizeof (BwDate), &counts->readings);
  history->values = bw_column_file_get (file, COLUMN_VALUES, sizeof (double), &n_values);
  return history->slot != NULL && history->past != NULL && history->events != NULL
         && history->costs != NULL && history->signals != NULL && history->metrics != NULL
         && history->read_on != NULL && history->values != NULL && n_slots == n && n_pasts == n
         && n_values == counts->readings;
}

/**
 * bw_history_adopt:
 * @file: a file of a history
 *
 * Returns: (transfer full) (nullable): the history, or %NULL when something in the file is missing
 *   or points outside of it
 */
BwHistory *
bw_history_adopt (BwColumnFile *file)
{
  g_autofree BwHistory *history = g_new0 (BwHistory, 1);
  BwHistoryCounts counts;

  if (!point (history, file, &counts))
    return NULL;
  for (guint i = 0; i < history->n; i++)
    {
      if (!past_is_good (&history->past[i], &counts)
          || (i > 0 && history->slot[i] <= history->slot[i - 1]))
        return NULL;
    }
  bw_column_file_ref (file);
  return g_steal_pointer (&history);
}

/**
 * bw_history_begin:
 * @table: the accounts
 * @counts: how long the lists may get
 * @path: where the history is going to be kept; when there is no room it lies in memory
 *
 * Returns: (transfer full): a history in which nothing has happened yet, to be filled before
 *   anybody else sees it
 */
BwHistory *
bw_history_begin (const BwAccountTable *table, const BwHistoryCounts *counts, const char *path)
{
  const BwColumnHead head = { .kind = BW_HISTORY_KIND, .as_of = BW_DATE_NONE,
                              .generation = table->generation,
                              .rules = bw_history_rules (table), .n = table->n };
  const BwColumnSpec specs[] = {
    { COLUMN_SLOT, 4, table->n },
    { COLUMN_PAST, sizeof (BwPast), table->n },
    { COLUMN_EVENTS, sizeof (BwPastEvent), counts->events },
    { COLUMN_COSTS, sizeof (BwPastCost), counts->costs },
    { COLUMN_SIGNALS, sizeof (BwDate), counts->signals },
    { COLUMN_METRICS, sizeof (BwPastMetric), counts->metrics },
    { COLUMN_READ_ON, sizeof (BwDate), counts->readings },
    { COLUMN_VALUES, sizeof (double), counts->readings },
  };
  g_autoptr (GError) unkept = NULL;
  BwHistoryCounts made;
  BwHistory *history = g_new0 (BwHistory, 1);
  BwColumnFile *file
    = bw_column_file_new_at (&head, specs, G_N_ELEMENTS (specs), path, &unkept);

  if (file == NULL)
    {
      g_debug ("%s", unkept->message);
      file = bw_column_file_new (&head, specs, G_N_ELEMENTS (specs));
    }
  if (!point (history, file, &made))
    g_assert_not_reached ();
  if (table->n > 0)
    memcpy ((gpointer) history->slot, table->slot, table->n * sizeof *table->slot);
  return history;
}

void
bw_history_free (BwHistory *history)
{
  if (history == NULL)
    return;
  if (history->file != NULL)
    {
      bw_column_file_unref (history->file);
      g_free (history);
      return;
    }
  /* One that was read to be joined to another lies in memory, list by list. */
  g_free ((gpointer) history->past);
  g_free ((gpointer) history->events);
  g_free ((gpointer) history->costs);
  g_free ((gpointer) history->signals);
  g_free ((gpointer) history->metrics);
  g_free ((gpointer) history->read_on);
  g_free ((gpointer) history->values);
  g_free (history);
}
