/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-state-columns.h"

#include <math.h>
#include <string.h>

#include "analytics/bw-tiers.h"

#define KIND_STATES 0x53544131u /* "STA1" */

/* Counts for as the version of the rules in the code: a change of what a column means needs a new
 * number, so that files of older programs are not believed. */
#define RULES_VERSION 1

typedef enum {
  COLUMN_SLOT,
  COLUMN_ACCOUNT,
  COLUMN_MRR,
  COLUMN_CMRR,
  COLUMN_ARR,
  COLUMN_REVENUE,
  COLUMN_COST,
  COLUMN_PROFIT,
  COLUMN_MARGIN,
  COLUMN_HAPPINESS,
  COLUMN_OUTCOME,
  COLUMN_EXPERIENCE,
  COLUMN_INDEX,
  COLUMN_TIER,
  COLUMN_QUADRANT,
  COLUMN_FLAGS,
  COLUMN_SIGNAL,
  COLUMN_STALE,
  COLUMN_MISSING,
  COLUMN_DIMENSION, /* And those after it, one a dimension. */
} Column;

static guint64
rules_of (const BwAccountTable *table)
{
  return table->rules + RULES_VERSION;
}

static gboolean
adopt (BwStateColumns *columns, BwColumnFile *file)
{
  guint64 n = bw_column_file_head (file)->n, count;

#define ADOPT(field, column) \
  columns->field = bw_column_file_get (file, column, sizeof *columns->field, &count); \
  if (columns->field == NULL || count != n) \
    return FALSE
  ADOPT (slot, COLUMN_SLOT);
  ADOPT (account, COLUMN_ACCOUNT);
  ADOPT (mrr, COLUMN_MRR);
  ADOPT (cmrr, COLUMN_CMRR);
  ADOPT (arr, COLUMN_ARR);
  ADOPT (revenue, COLUMN_REVENUE);
  ADOPT (cost, COLUMN_COST);
  ADOPT (profit, COLUMN_PROFIT);
  ADOPT (margin, COLUMN_MARGIN);
  ADOPT (happiness, COLUMN_HAPPINESS);
  ADOPT (outcome, COLUMN_OUTCOME);
  ADOPT (experience, COLUMN_EXPERIENCE);
  ADOPT (success_index, COLUMN_INDEX);
  ADOPT (tier, COLUMN_TIER);
  ADOPT (quadrant, COLUMN_QUADRANT);
  ADOPT (flags, COLUMN_FLAGS);
  ADOPT (last_signal_on, COLUMN_SIGNAL);
  ADOPT (n_stale, COLUMN_STALE);
  ADOPT (n_missing, COLUMN_MISSING);
#undef ADOPT
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    {
      columns->dimension[i] = bw_column_file_get (file, COLUMN_DIMENSION + i, sizeof (float),
                                                  &count);
      if (columns->dimension[i] != NULL && count != n)
        return FALSE;
    }
  columns->n = n;
  columns->as_of = bw_column_file_head (file)->as_of;
  columns->file = file;
  return TRUE;
}

static gboolean
is_measured (const BwAccountTable *table, BwDimension dimension)
{
  for (guint i = 0; i < table->n_metrics; i++)
    {
      if (table->metrics[i].scale.dimension == dimension)
        return TRUE;
    }
  return FALSE;
}

/**
 * bw_state_columns_new:
 * @table: the accounts
 * @as_of: a date
 * @path: (nullable): where they are going to be kept; %NULL to make them in memory
 *
 * Returns: (transfer full) (nullable): columns for the accounts active on the date, all zero but
 *   for who they are. %NULL with @error set when there is no room at @path.
 */
BwStateColumns *
bw_state_columns_new (const BwAccountTable *table, BwDate as_of, const char *path, GError **error)
{
  g_autoptr (BwStateColumns) columns = g_new0 (BwStateColumns, 1);
  BwColumnFile *file;
  BwColumnHead head = { .kind = KIND_STATES, .as_of = as_of, .generation = table->generation,
                        .rules = rules_of (table) };
  guint32 n = 0, n_specs;
  BwColumnSpec specs[COLUMN_DIMENSION + BW_N_DIMENSIONS] = {
    { COLUMN_SLOT, 4 },    { COLUMN_ACCOUNT, 4 },  { COLUMN_MRR, 8 },     { COLUMN_CMRR, 8 },
    { COLUMN_ARR, 8 },     { COLUMN_REVENUE, 8 },  { COLUMN_COST, 8 },    { COLUMN_PROFIT, 8 },
    { COLUMN_MARGIN, 8 },  { COLUMN_HAPPINESS, 8 }, { COLUMN_OUTCOME, 8 },
    { COLUMN_EXPERIENCE, 8 }, { COLUMN_INDEX, 8 }, { COLUMN_TIER, 1 },    { COLUMN_QUADRANT, 1 },
    { COLUMN_FLAGS, 1 },   { COLUMN_SIGNAL, 4 },   { COLUMN_STALE, 1 },   { COLUMN_MISSING, 1 },
  };

  columns->row_of = g_new (guint32, table->n + 1);
  for (guint32 i = 0; i < table->n; i++)
    columns->row_of[i] = bw_account_table_is_active (table, i, as_of) ? n++ : BW_INDEX_NONE;

  n_specs = COLUMN_DIMENSION;
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    {
      if (is_measured (table, i))
        specs[n_specs++] = (BwColumnSpec) { COLUMN_DIMENSION + i, sizeof (float), 0 };
    }
  for (guint i = 0; i < n_specs; i++)
    specs[i].count = n;
  head.n = n;
  file = path != NULL ? bw_column_file_new_at (&head, specs, n_specs, path, error)
                      : bw_column_file_new (&head, specs, n_specs);
  if (file == NULL)
    return NULL;
  if (!adopt (columns, file))
    g_assert_not_reached ();

  for (guint32 i = 0; i < table->n; i++)
    {
      guint32 row = columns->row_of[i];

      if (row == BW_INDEX_NONE)
        continue;
      columns->slot[row] = table->slot[i];
      columns->account[row] = i;
    }
  return g_steal_pointer (&columns);
}

/**
 * bw_state_columns_map:
 * @path: where states are kept
 *
 * Returns: (transfer full) (nullable): the columns, which only may be read; %NULL when there are
 *   none or they are not whole
 */
BwStateColumns *
bw_state_columns_map (const char *path)
{
  g_autoptr (BwColumnFile) file = bw_column_file_map (path, KIND_STATES);
  g_autoptr (BwStateColumns) columns = g_new0 (BwStateColumns, 1);

  if (file == NULL || !adopt (columns, file))
    return NULL;
  g_steal_pointer (&file);
  for (guint i = 0; i < columns->n; i++)
    {
      if (columns->tier[i] >= BW_N_TIERS || columns->quadrant[i] > BW_QUADRANT_UNKNOWN
          || (i > 0 && columns->slot[i] <= columns->slot[i - 1]))
        return NULL;
    }
  return g_steal_pointer (&columns);
}

/**
 * bw_state_columns_fit:
 * @columns: columns that were kept
 * @table: the accounts
 *
 * Returns: whether the columns were made by the same rules from a table in which every row was in
 *   the same place, so that a snapshot of @table can show them if the generation is the same too
 */
gboolean
bw_state_columns_fit (const BwStateColumns *columns, const BwAccountTable *table)
{
  if (bw_column_file_head (columns->file)->rules != rules_of (table))
    return FALSE;
  for (guint i = 0; i < columns->n; i++)
    {
      guint32 account = columns->account[i];

      if (account >= table->n || table->slot[account] != columns->slot[i])
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_state_columns_finish:
 * @columns: columns whose money, indices and signals are in place
 * @table: the accounts
 *
 * Computes what follows from them: ARR, profit and margin of each account, and the tiers and
 * quadrants, which are decided over the whole portfolio.
 */
void
bw_state_columns_finish (BwStateColumns *columns, const BwAccountTable *table)
{
  g_autofree guint8 *strategic = g_new (guint8, columns->n + 1);
  g_autoptr (BwQuadrants) quadrants = NULL;
  BwQuadrantsInput input = {
    .n = columns->n, .happiness = columns->happiness, .margin = columns->margin,
    .profit = columns->profit, .arr = columns->arr,
  };

  for (guint i = 0; i < columns->n; i++)
    {
      gboolean known = columns->cost[i] != BW_MONEY_NONE;

      columns->arr[i] = 12 * columns->mrr[i];
      columns->profit[i] = known ? columns->revenue[i] - columns->cost[i] : BW_MONEY_NONE;
      columns->margin[i] = known ? bw_quadrant_margin (columns->revenue[i], columns->cost[i]) : NAN;
      strategic[i] = table->strategic[columns->account[i]];
    }
  bw_tiers_assign (columns->arr, strategic, columns->n, table->policy, columns->tier);
  quadrants = bw_quadrants_compute (&input, table->policy);
  for (guint i = 0; i < columns->n; i++)
    {
      columns->quadrant[i] = quadrants->quadrant[i];
      columns->flags[i] = quadrants->flags[i];
    }
}

/**
 * bw_state_columns_snapshot:
 * @columns: finished columns
 * @table: the accounts that they were made for
 *
 * Returns: (transfer full): a snapshot that shares the memory of both
 */
BwSnapshot *
bw_state_columns_snapshot (const BwStateColumns *columns, BwAccountTable *table)
{
  BwSnapshot *snapshot = g_new0 (BwSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->file = bw_column_file_ref (columns->file);
  snapshot->table = bw_account_table_ref (table);
  snapshot->as_of = columns->as_of;
  snapshot->generation = table->generation;
  snapshot->n = columns->n;
  snapshot->slot = columns->slot;
  snapshot->account = columns->account;
  snapshot->mrr = columns->mrr;
  snapshot->cmrr = columns->cmrr;
  snapshot->arr = columns->arr;
  snapshot->revenue = columns->revenue;
  snapshot->cost = columns->cost;
  snapshot->profit = columns->profit;
  snapshot->margin = columns->margin;
  snapshot->happiness = columns->happiness;
  snapshot->outcome = columns->outcome;
  snapshot->experience = columns->experience;
  snapshot->success_index = columns->success_index;
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    snapshot->dimension[i] = columns->dimension[i];
  snapshot->tier = columns->tier;
  snapshot->quadrant = columns->quadrant;
  snapshot->flags = columns->flags;
  snapshot->last_signal_on = columns->last_signal_on;
  snapshot->n_stale = columns->n_stale;
  snapshot->n_missing = columns->n_missing;
  return snapshot;
}

void
bw_state_columns_free (BwStateColumns *columns)
{
  if (columns == NULL)
    return;
  g_clear_pointer (&columns->file, bw_column_file_unref);
  g_free (columns->row_of);
  g_free (columns);
}
