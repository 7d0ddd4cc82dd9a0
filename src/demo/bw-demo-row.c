/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-row.h"

#include <string.h>

#include "demo/bw-demo-csv.h"
#include "demo/bw-demo-filter.h"

/* Helpers -------------------------------------------------------------------------------------- */

static gboolean
same_value (const BwDemoValue *a, const BwDemoValue *b)
{
  if (a->kind != b->kind)
    return FALSE;
  switch (a->kind)
    {
    case BW_DEMO_TEXT:
      return g_str_equal (a->text, b->text);

    case BW_DEMO_DOUBLE:
      return a->real == b->real;

    case BW_DEMO_INTEGER:
      return a->integer == b->integer;

    case BW_DEMO_NULL:
    default:
      return TRUE;
    }
}

/* Reads a member of a JSON object as a cell, whose text goes to @text. Numbers may come as text, as
 * PostgreSQL takes them. */
static gboolean
read_value (yyjson_val *member, BwColumnType type, BwDemoValue *value, char **text, GError **error)
{
  *text = NULL;
  *value = (BwDemoValue) { .kind = BW_DEMO_NULL };
  if (yyjson_is_null (member))
    return TRUE;
  if (yyjson_is_str (member))
    {
      if (strlen (yyjson_get_str (member)) != yyjson_get_len (member))
        {
          g_set_error_literal (error, BW_DEMO_ERROR, BW_DEMO_ERROR_TEXT,
                               "unsupported Unicode escape sequence: \\u0000 cannot be converted "
                               "to text.");
          return FALSE;
        }
      *text = g_strdup (yyjson_get_str (member));
    }
  else
    {
      /* yyjson's memory is malloc's, which g_free takes as well. */
      *text = yyjson_val_write (member, YYJSON_WRITE_NOFLAG, NULL);
    }
  return bw_demo_value_parse (value, type, *text, error);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_demo_row_new:
 * @values: (nullable): its cells, which are copied; %NULL for a row of nulls
 *
 * Returns: (transfer full): a row
 */
BwDemoRow *
bw_demo_row_new (const BwRelation *relation, const BwDemoValue *values)
{
  BwDemoRow *row = g_new0 (BwDemoRow, 1);

  row->relation = relation;
  row->values = g_new0 (BwDemoValue, relation->n_columns);
  row->deleted_at = BW_DEMO_NOT_DELETED;
  for (guint i = 0; i < relation->n_columns; i++)
    {
      row->values[i].kind = BW_DEMO_NULL;
      if (values != NULL)
        bw_demo_row_set (row, i, &values[i]);
    }
  return row;
}

BwDemoRow *
bw_demo_row_copy (const BwDemoRow *row)
{
  BwDemoRow *copy = bw_demo_row_new (row->relation, row->values);

  copy->updated_at = row->updated_at;
  copy->deleted_at = row->deleted_at;
  return copy;
}

void
bw_demo_row_free (BwDemoRow *row)
{
  static const BwDemoValue null = { .kind = BW_DEMO_NULL };

  if (row == NULL)
    return;
  for (guint i = 0; i < row->relation->n_columns; i++)
    bw_demo_row_set (row, i, &null);
  g_free (row->values);
  g_free (row);
}

/**
 * bw_demo_row_set:
 * @column: its place
 * @value: the cell, which is copied
 */
void
bw_demo_row_set (BwDemoRow *row, guint column, const BwDemoValue *value)
{
  BwDemoValue *cell = &row->values[column];
  char *text = value->kind == BW_DEMO_TEXT ? g_strdup (value->text) : NULL;

  if (cell->kind == BW_DEMO_TEXT)
    g_free ((char *) cell->text);
  *cell = *value;
  if (text != NULL)
    cell->text = text;
}

/**
 * bw_demo_row_apply:
 * @object: a JSON object with some of the relation's columns, `updated_at` and `deleted_at`
 * @error: %BW_DEMO_ERROR_COLUMN, %BW_DEMO_ERROR_VALUE, %BW_DEMO_ERROR_TEXT; the row is then changed
 *   in part
 *
 * Sets what the object has.
 *
 * Returns: whether all of it could be read
 */
gboolean
bw_demo_row_apply (BwDemoRow *row, yyjson_val *object, GError **error)
{
  const BwRelation *relation = row->relation;
  yyjson_val *key, *member;
  size_t i, n;

  yyjson_obj_foreach (object, i, n, key, member)
  {
    int column = bw_demo_filter_find_column (relation, yyjson_get_str (key), error);
    g_autofree char *text = NULL;
    BwColumnType type;
    BwDemoValue value;

    if (column < 0)
      return FALSE;
    type = column < (int) relation->n_columns ? relation->columns[column].type
                                              : BW_COLUMN_TIMESTAMP;
    if (!read_value (member, type, &value, &text, error))
      return FALSE;
    if (column < (int) relation->n_columns)
      bw_demo_row_set (row, column, &value);
    else if (column > (int) relation->n_columns)
      row->deleted_at = value.kind == BW_DEMO_NULL ? BW_DEMO_NOT_DELETED : value.integer;
    else if (value.kind != BW_DEMO_NULL)
      row->updated_at = value.integer;
  }
  return TRUE;
}

/**
 * bw_demo_row_equal:
 *
 * Returns: whether two rows of a relation have the same content: `version` and `updated_at` are
 *   none
 */
gboolean
bw_demo_row_equal (const BwDemoRow *row, const BwDemoRow *other)
{
  for (guint i = 0; i < row->relation->n_columns; i++)
    {
      if (!g_str_equal (row->relation->columns[i].name, "version")
          && !same_value (&row->values[i], &other->values[i]))
        return FALSE;
    }
  return row->deleted_at == other->deleted_at;
}

/**
 * bw_demo_row_append_json:
 *
 * Adds the row's members, without the braces around them.
 */
void
bw_demo_row_append_json (GString *text, const BwDemoRow *row)
{
  for (guint i = 0; i < row->relation->n_columns + 2; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      bw_demo_append_json_cell (text, row->relation, i, row->values, row->updated_at,
                                row->deleted_at);
    }
}
