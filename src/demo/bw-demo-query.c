/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-query.h"

#include <string.h>

#include "demo/bw-demo-csv.h"

/* Beyond so many accounts a count that may be an estimate is one. */
#define COUNTED_ACCOUNTS 2000
#define SAMPLED_ACCOUNTS 200

typedef struct {
  const BwDemoQuery *query;
  gint64 n;
} Counter;

static gboolean
parse_select (BwDemoQuery *query, const char *value, GError **error)
{
  g_auto (GStrv) names = g_strsplit (value, ",", BW_DEMO_MAX_COLUMNS + 1);

  query->n_columns = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      int column;

      if (g_str_equal (names[i], "*"))
        {
          guint n = MIN (query->relation->n_columns + 2, BW_DEMO_MAX_COLUMNS - query->n_columns);

          for (guint c = 0; c < n; c++)
            query->columns[query->n_columns++] = c;
          continue;
        }
      column = bw_demo_filter_find_column (query->relation, names[i], error);
      if (column < 0)
        return FALSE;
      if (query->n_columns < BW_DEMO_MAX_COLUMNS)
        query->columns[query->n_columns++] = column;
    }
  return TRUE;
}

/* Time stamps rise strictly in the order in which rows are made, so an order that begins with them
 * says all, and whatever follows never decides. No other order is kept. */
static gboolean
parse_order (BwDemoQuery *query, const char *value, GError **error)
{
  g_auto (GStrv) terms = g_strsplit (value, ",", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (terms[i], strcspn (terms[i], "."));

      if (bw_demo_filter_find_column (query->relation, name, error) < 0)
        return FALSE;
    }
  if (!g_strv_contains ((const char *const[]){ "updated_at", "updated_at.asc", NULL },
                        terms[0] != NULL ? terms[0] : ""))
    {
      g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SYNTAX,
                   "the demo backend orders by updated_at only, not by %s", value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_number (const char *value, guint64 *number, GError **error)
{
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, number, NULL))
    return TRUE;
  g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SYNTAX, "\"%s\" is not a number of rows", value);
  return FALSE;
}

static gboolean
parse_parameter (BwDemoQuery *query, const char *name, const char *value, GError **error)
{
  if (g_str_equal (name, "select"))
    return parse_select (query, value, error);
  if (g_str_equal (name, "order"))
    return parse_order (query, value, error);
  if (g_str_equal (name, "limit"))
    return parse_number (value, &query->limit, error);
  if (g_str_equal (name, "offset"))
    return parse_number (value, &query->offset, error);
  return bw_demo_filter_add (query->filter, name, value, error);
}

static gboolean
add_row (const BwDemoValue *values, gint64 updated_at, gint64 deleted_at, gpointer data)
{
  BwDemoQuery *query = data;

  if (!bw_demo_filter_matches (query->filter, values, updated_at, deleted_at)
      || !bw_demo_access_sees (query->access, query->relation, values))
    return TRUE;
  if (query->n_passed++ < query->offset)
    return TRUE;
  if (query->n_rows >= query->limit)
    return FALSE;
  if (!query->csv)
    g_string_append (query->text, query->n_rows > 0 ? ",\n {" : "{");
  query->n_rows++;
  for (guint i = 0; i < query->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (query->text, ',');
      if (query->csv)
        bw_demo_append_csv_cell (query->text, query->relation, query->columns[i], values,
                                 updated_at, deleted_at);
      else
        bw_demo_append_json_cell (query->text, query->relation, query->columns[i], values,
                                  updated_at, deleted_at);
    }
  g_string_append_c (query->text, query->csv ? '\n' : '}');
  return query->n_rows < query->limit;
}

/* One row where the filter says which, and else those that are not older than it wants. */
static void
each_candidate (BwDemoWrites *writes, const BwDemoQuery *query, BwDemoWrittenFunc func,
                gpointer data)
{
  const char *id = query->relation->writable ? bw_demo_filter_get_id (query->filter) : NULL;
  g_autoptr (BwDemoRow) row = NULL;

  if (id == NULL)
    {
      bw_demo_writes_each_row_from (writes, query->relation,
                                    bw_demo_filter_get_since (query->filter), func, data);
      return;
    }
  row = bw_demo_writes_find (writes, query->relation, id);
  if (row != NULL)
    func (row->values, row->updated_at, row->deleted_at, data);
}

static gboolean
count_row (const BwDemoValue *values, gint64 updated_at, gint64 deleted_at, gpointer data)
{
  Counter *counter = data;

  counter->n += bw_demo_filter_matches (counter->query->filter, values, updated_at, deleted_at)
                && bw_demo_access_sees (counter->query->access, counter->query->relation, values);
  return TRUE;
}

static gboolean
count_sample (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  return count_row (values, updated_at, BW_DEMO_NOT_DELETED, data);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_demo_query_parse:
 * @relation: what is asked for
 * @text: (nullable): the query of the address, still escaped
 * @error: %BW_DEMO_ERROR_SYNTAX, %BW_DEMO_ERROR_COLUMN or %BW_DEMO_ERROR_VALUE
 *
 * Reads which columns and rows are asked for. Without a "select" they are all columns.
 */
gboolean
bw_demo_query_parse (BwDemoQuery *query, const BwRelation *relation, const char *text,
                     GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  query->relation = relation;
  query->filter = bw_demo_filter_new (relation);
  if (!parse_select (query, "*", error))
    return FALSE;
  /* Names may come several times ("updated_at=gte.…&updated_at=lt.…"), so they do not go through a
   * table. */
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL, *value = NULL;

      if (pairs[i][0] == '\0')
        continue;
      g_strdelimit (pairs[i], "+", ' ');
      name = g_uri_unescape_segment (pairs[i], equals, NULL);
      value = g_uri_unescape_string (equals != NULL ? equals + 1 : "", NULL);
      if (name == NULL || value == NULL)
        {
          g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SYNTAX, "bad escape in the query");
          return FALSE;
        }
      if (!parse_parameter (query, name, value, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_demo_query_parse_headers:
 * @range: (nullable): "100-199", which counts both ends
 * @prefer: (nullable): may ask for a count
 * @accept: (nullable): may ask for comma-separated values
 *
 * Reads what the headers of a request say about its answer.
 */
void
bw_demo_query_parse_headers (BwDemoQuery *query, const char *range, const char *prefer,
                             const char *accept)
{
  if (range != NULL && g_ascii_isdigit (range[0]))
    {
      char *end;
      guint64 last;

      query->offset += g_ascii_strtoull (range, &end, 10);
      if (*end == '-' && g_ascii_isdigit (end[1]))
        {
          last = g_ascii_strtoull (end + 1, NULL, 10);
          query->limit = MIN (query->limit, last >= query->offset ? last - query->offset + 1 : 0);
        }
    }
  if (prefer != NULL && strstr (prefer, "count=exact") != NULL)
    query->count = BW_DEMO_COUNT_EXACT;
  else if (prefer != NULL && strstr (prefer, "count=") != NULL)
    query->count = BW_DEMO_COUNT_ESTIMATED;
  query->csv = accept != NULL && strstr (accept, "text/csv") != NULL;
}

/**
 * bw_demo_query_run:
 * @writes: where the rows are
 *
 * Makes the text of the answer and counts its rows.
 */
void
bw_demo_query_run (BwDemoQuery *query, BwDemoWrites *writes)
{
  query->text = g_string_sized_new (1 << 16);
  if (query->csv)
    {
      for (guint i = 0; i < query->n_columns; i++)
        g_string_append_printf (query->text, "%s%s", i > 0 ? "," : "",
                                bw_demo_query_column_name (query->relation, query->columns[i]));
      g_string_append_c (query->text, '\n');
    }
  else
    g_string_append_c (query->text, '[');
  if (query->limit > 0)
    each_candidate (writes, query, add_row, query);
  if (!query->csv)
    g_string_append_c (query->text, ']');
}

/**
 * bw_demo_query_is_whole:
 *
 * Returns: whether it asks for all rows of its relation, seen by somebody who sees them all
 */
gboolean
bw_demo_query_is_whole (const BwDemoQuery *query)
{
  return bw_demo_filter_is_empty (query->filter) && bw_demo_access_sees_all (query->access);
}

/**
 * bw_demo_query_count:
 * @company: whose rows they are
 * @writes: what was written to it
 * @is_estimate: (out): whether the query asked for an estimate, and got one since the company is
 *   large
 *
 * Returns: how many rows there are without its limit
 */
gint64
bw_demo_query_count (const BwDemoQuery *query, BwDemoCompany *company, BwDemoWrites *writes,
                     gboolean *is_estimate)
{
  guint accounts = bw_demo_company_get_options (company)->accounts;
  Counter counter = { query, 0 };

  *is_estimate = query->count == BW_DEMO_COUNT_ESTIMATED && accounts > COUNTED_ACCOUNTS
                 && bw_relation_account_column (query->relation) >= 0;
  if (*is_estimate)
    {
      bw_demo_company_each_row_of_accounts (company, query->relation->id,
                                            accounts - SAMPLED_ACCOUNTS, SAMPLED_ACCOUNTS,
                                            count_sample, &counter);
      return counter.n * (gint64) accounts / SAMPLED_ACCOUNTS;
    }
  each_candidate (writes, query, count_row, &counter);
  return counter.n;
}

void
bw_demo_query_clear (BwDemoQuery *query)
{
  g_clear_pointer (&query->access, bw_demo_access_free);
  g_clear_pointer (&query->filter, bw_demo_filter_free);
  if (query->text != NULL)
    g_string_free (g_steal_pointer (&query->text), TRUE);
}

/**
 * bw_demo_query_column_name:
 * @column: as in BwDemoQuery.columns
 */
const char *
bw_demo_query_column_name (const BwRelation *relation, guint column)
{
  if (column < relation->n_columns)
    return relation->columns[column].name;
  return column == relation->n_columns ? "updated_at" : "deleted_at";
}
