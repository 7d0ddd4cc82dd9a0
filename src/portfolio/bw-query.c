/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-query.h"

#include <math.h>

/* How many rows go by between two looks at the cancellable. */
#define ROWS_PER_LOOK 4096

#define MICROSECONDS_PER_DAY G_GINT64_CONSTANT (86400000000)

/**
 * bw_query_new:
 * @mirror: a mirror, which stays open as long as the query
 * @sql: one statement that reads
 * @cancellable: (nullable): looked at now and then
 *
 * Returns: (transfer full) (nullable): the query, or %NULL with @error set to a #BwStoreError
 */
BwQuery *
bw_query_new (BwMirror *mirror, const char *sql, GCancellable *cancellable, GError **error)
{
  sqlite3 *handle = bw_mirror_get_handle (mirror);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);
  BwQuery *query;

  if (result != SQLITE_OK)
    {
      bw_store_error_from_sqlite (handle, result, bw_mirror_get_path (mirror), error);
      return NULL;
    }
  query = g_new0 (BwQuery, 1);
  query->mirror = mirror;
  query->statement = statement;
  query->result = SQLITE_ROW;
  g_set_object (&query->cancellable, cancellable);
  return query;
}

/* The text must live until the query has been run. */
void
bw_query_bind_text (BwQuery *query, int parameter, const char *text)
{
  sqlite3_bind_text (query->statement, parameter, text, -1, SQLITE_STATIC);
}

void
bw_query_bind_int (BwQuery *query, int parameter, gint64 value)
{
  sqlite3_bind_int64 (query->statement, parameter, value);
}

/**
 * bw_query_next:
 * @query: a query
 *
 * Returns: whether there is another row; %FALSE at the end, on an error and when cancelled, which
 *   bw_query_finish() tells apart
 */
gboolean
bw_query_next (BwQuery *query)
{
  if (++query->n_rows % ROWS_PER_LOOK == 0 && g_cancellable_is_cancelled (query->cancellable))
    {
      query->result = SQLITE_INTERRUPT;
      return FALSE;
    }
  query->result = sqlite3_step (query->statement);
  return query->result == SQLITE_ROW;
}

/**
 * bw_query_finish:
 * @query: a query
 *
 * Ends a run of the query, so that it can be bound and run again.
 *
 * Returns: %TRUE when every row was read
 */
gboolean
bw_query_finish (BwQuery *query, GError **error)
{
  int result = query->result;

  sqlite3_reset (query->statement);
  query->result = SQLITE_ROW;
  if (result == SQLITE_DONE || result == SQLITE_ROW)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (query->cancellable, error))
    return FALSE;
  bw_store_error_from_sqlite (bw_mirror_get_handle (query->mirror), result,
                              bw_mirror_get_path (query->mirror), error);
  return FALSE;
}

void
bw_query_free (BwQuery *query)
{
  if (query == NULL)
    return;
  sqlite3_finalize (query->statement);
  g_clear_object (&query->cancellable);
  g_free (query);
}

/* NULL for null; lives until the next row. */
const char *
bw_query_text (BwQuery *query, int column)
{
  return (const char *) sqlite3_column_text (query->statement, column);
}

/* NaN for null. */
double
bw_query_double (BwQuery *query, int column)
{
  if (sqlite3_column_type (query->statement, column) == SQLITE_NULL)
    return NAN;
  return sqlite3_column_double (query->statement, column);
}

gint64
bw_query_int (BwQuery *query, int column, gint64 fallback)
{
  if (sqlite3_column_type (query->statement, column) == SQLITE_NULL)
    return fallback;
  return sqlite3_column_int64 (query->statement, column);
}

BwDate
bw_query_date (BwQuery *query, int column)
{
  gint64 days = bw_query_int (query, column, BW_DATE_NONE);

  return days > G_MININT32 && days < G_MAXINT32 ? (BwDate) days : BW_DATE_NONE;
}

/* The civil date of a time stamp, in UTC. */
BwDate
bw_query_timestamp_date (BwQuery *query, int column)
{
  gint64 stamp = bw_query_int (query, column, G_MININT64);
  gint64 days;

  if (stamp == G_MININT64)
    return BW_DATE_NONE;
  days = stamp / MICROSECONDS_PER_DAY - (stamp % MICROSECONDS_PER_DAY < 0);
  return days > G_MININT32 && days < G_MAXINT32 ? (BwDate) days : BW_DATE_NONE;
}

BwMoney
bw_query_money (BwQuery *query, int column)
{
  return bw_query_int (query, column, BW_MONEY_NONE);
}
