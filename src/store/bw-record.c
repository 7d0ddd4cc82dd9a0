/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-record.h"

#include <math.h>
#include <string.h>
#include <yyjson.h>

#define DELETED_AT "deleted_at"

struct _BwRecord {
  const BwRelation *relation;
  gboolean          deleted;
  char            **values; /* A JSON text a column, or NULL where the column is not there. */
};

/* Helpers -------------------------------------------------------------------------------------- */

static int
place_of (const BwRecord *self, const char *column)
{
  int place = bw_relation_find_column (self->relation, column);

  g_return_val_if_fail (place >= 0, 0);
  return place;
}

static void
take (BwRecord *self, const char *column, char *json)
{
  int place = place_of (self, column);

  g_free (self->values[place]);
  self->values[place] = json;
}

/* yyjson's memory is malloc's, which g_free takes as well. */
static char *
write_value (yyjson_mut_doc *doc, yyjson_mut_val *value)
{
  char *json;

  yyjson_mut_doc_set_root (doc, value);
  json = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  yyjson_mut_doc_free (doc);
  return json;
}

static yyjson_doc *
read_column (const BwRecord *self, const char *column)
{
  const char *json = self->values[place_of (self, column)];

  return json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG) : NULL;
}

static BwRecord *
from_object (const BwRelation *relation, yyjson_val *object)
{
  BwRecord *self = bw_record_new (relation);
  yyjson_val *deleted = yyjson_obj_get (object, DELETED_AT);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      yyjson_val *value = yyjson_obj_get (object, relation->columns[i].name);

      if (value != NULL)
        self->values[i] = yyjson_val_write (value, YYJSON_WRITE_NOFLAG, NULL);
    }
  self->deleted = deleted != NULL && !yyjson_is_null (deleted);
  return self;
}

/* Whether two JSON texts are the same value of a column: a server writes time stamps and numbers
 * its own way. */
static gboolean
same_value (BwColumnType type, const char *a, const char *b)
{
  yyjson_doc *first, *second;
  yyjson_val *one, *two;
  gboolean same;

  if (g_str_equal (a, b))
    return TRUE;
  first = yyjson_read (a, strlen (a), YYJSON_READ_NOFLAG);
  second = yyjson_read (b, strlen (b), YYJSON_READ_NOFLAG);
  one = yyjson_doc_get_root (first);
  two = yyjson_doc_get_root (second);
  if (yyjson_is_num (one) && yyjson_is_num (two))
    {
      same = yyjson_get_num (one) == yyjson_get_num (two);
    }
  else if (type == BW_COLUMN_TIMESTAMP && yyjson_is_str (one) && yyjson_is_str (two))
    {
      gint64 before, after;

      same = bw_timestamp_parse (yyjson_get_str (one), yyjson_get_len (one), &before)
             && bw_timestamp_parse (yyjson_get_str (two), yyjson_get_len (two), &after)
             && before == after;
    }
  else
    {
      same = one != NULL && two != NULL && yyjson_equals (one, two);
    }
  yyjson_doc_free (first);
  yyjson_doc_free (second);
  return same;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_record_new:
 * @relation: a relation
 *
 * Returns: (transfer full): a record without any column
 */
BwRecord *
bw_record_new (const BwRelation *relation)
{
  BwRecord *self = g_new0 (BwRecord, 1);

  self->relation = relation;
  self->values = g_new0 (char *, relation->n_columns);
  return self;
}

/**
 * bw_record_copy:
 * @record: (nullable): a record
 *
 * Returns: (transfer full) (nullable): a copy
 */
BwRecord *
bw_record_copy (const BwRecord *record)
{
  BwRecord *copy;

  if (record == NULL)
    return NULL;
  copy = bw_record_new (record->relation);
  bw_record_apply (copy, record);
  copy->deleted = record->deleted;
  return copy;
}

/**
 * bw_record_free:
 * @record: (transfer full) (nullable): a record
 */
void
bw_record_free (BwRecord *record)
{
  if (record == NULL)
    return;
  for (guint i = 0; i < record->relation->n_columns; i++)
    g_free (record->values[i]);
  g_free (record->values);
  g_free (record);
}

/**
 * bw_record_from_json:
 * @relation: what it is a row of
 * @json: an object
 * @length: its length, or -1 when it ends with a zero
 *
 * Returns: (transfer full) (nullable): the record, or %NULL when @json is no object
 */
BwRecord *
bw_record_from_json (const BwRelation *relation, const char *json, gssize length)
{
  yyjson_doc *doc = yyjson_read (json, length < 0 ? strlen (json) : (gsize) length,
                                 YYJSON_READ_NOFLAG);
  yyjson_val *root = yyjson_doc_get_root (doc);
  BwRecord *self = yyjson_is_obj (root) ? from_object (relation, root) : NULL;

  yyjson_doc_free (doc);
  return self;
}

/**
 * bw_record_array_from_json:
 * @relation: what they are rows of
 * @json: an array of objects
 * @length: its length, or -1 when it ends with a zero
 *
 * Returns: (transfer full) (nullable) (element-type BwRecord): the records, or %NULL when @json is
 *   anything else
 */
GPtrArray *
bw_record_array_from_json (const BwRelation *relation, const char *json, gssize length)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_record_free);
  yyjson_doc *doc = yyjson_read (json, length < 0 ? strlen (json) : (gsize) length,
                                 YYJSON_READ_NOFLAG);
  yyjson_val *root = yyjson_doc_get_root (doc);
  gboolean good = yyjson_is_arr (root);
  yyjson_val *row;
  gsize i, n;

  yyjson_arr_foreach (root, i, n, row)
  {
    good = good && yyjson_is_obj (row);
    if (good)
      g_ptr_array_add (records, from_object (relation, row));
  }
  yyjson_doc_free (doc);
  return good ? g_steal_pointer (&records) : NULL;
}

/**
 * bw_record_to_json:
 * @record: a record
 *
 * Returns: (transfer full): an object with the columns that are there, and `deleted_at` when the
 *   row is deleted
 */
char *
bw_record_to_json (const BwRecord *record)
{
  GString *json = g_string_new ("{");

  for (guint i = 0; i < record->relation->n_columns; i++)
    {
      if (record->values[i] != NULL)
        g_string_append_printf (json, "%s\"%s\":%s", json->len > 1 ? "," : "",
                                record->relation->columns[i].name, record->values[i]);
    }
  if (record->deleted)
    g_string_append_printf (json, "%s\"" DELETED_AT "\":true", json->len > 1 ? "," : "");
  g_string_append_c (json, '}');
  return g_string_free (json, FALSE);
}

/**
 * bw_record_from_row:
 * @relation: what it is a row of
 * @statement: a statement that stands on a row, whose columns are called as those of @relation
 *
 * Returns: (transfer full): the row; columns that the statement does not give are not there
 */
BwRecord *
bw_record_from_row (const BwRelation *relation, sqlite3_stmt *statement)
{
  BwRecord *self = bw_record_new (relation);

  for (int i = 0; i < sqlite3_column_count (statement); i++)
    {
      const char *column = sqlite3_column_name (statement, i);
      int place = bw_relation_find_column (relation, column);

      if (place < 0)
        continue;
      if (sqlite3_column_type (statement, i) == SQLITE_NULL)
        {
          bw_record_set_null (self, column);
          continue;
        }
      switch (relation->columns[place].type)
        {
        case BW_COLUMN_DATE:
          bw_record_set_date (self, column, sqlite3_column_int (statement, i));
          break;

        case BW_COLUMN_TIMESTAMP:
          bw_record_set_timestamp (self, column, sqlite3_column_int64 (statement, i));
          break;

        case BW_COLUMN_DOUBLE:
          bw_record_set_double (self, column, sqlite3_column_double (statement, i));
          break;

        case BW_COLUMN_INTEGER:
        case BW_COLUMN_MONEY:
          bw_record_set_integer (self, column, sqlite3_column_int64 (statement, i));
          break;

        case BW_COLUMN_BOOL:
          take (self, column, g_strdup (sqlite3_column_int (statement, i) != 0 ? "true" : "false"));
          break;

        case BW_COLUMN_JSON:
          take (self, column, g_strdup ((const char *) sqlite3_column_text (statement, i)));
          break;

        case BW_COLUMN_ID:
        case BW_COLUMN_TEXT:
        case BW_COLUMN_WORD:
        default:
          bw_record_set_text (self, column, (const char *) sqlite3_column_text (statement, i));
          break;
        }
    }
  return self;
}

/**
 * bw_record_read:
 * @mirror: where to look
 * @relation: a relation whose key is its first column
 * @key: which row
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the row, or %NULL without an error when there is none
 */
BwRecord *
bw_record_read (BwMirror *mirror, const BwRelation *relation, const char *key, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM main.\"%s\" WHERE \"%s\" = ?1",
                                          relation->name, relation->columns[0].name);
  g_autoptr (BwRecord) self = NULL;
  sqlite3 *handle = bw_mirror_get_handle (mirror);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      result = sqlite3_step (statement);
    }
  if (result == SQLITE_ROW)
    self = bw_record_from_row (relation, statement);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    bw_store_error_from_sqlite (handle, result, bw_mirror_get_path (mirror), error);
  sqlite3_finalize (statement);
  return g_steal_pointer (&self);
}

/**
 * bw_record_bind:
 * @record: a record
 * @column: a column of its relation
 * @statement: a statement
 * @parameter: the number of one of its parameters
 *
 * Gives the statement the column's value as the mirror keeps it; null for what is not there, and
 * for what is no value of the column's type.
 */
void
bw_record_bind (const BwRecord *record, const char *column, sqlite3_stmt *statement, int parameter)
{
  yyjson_doc *doc = read_column (record, column);
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *text = yyjson_get_str (root);
  gint64 microseconds;
  BwDate date;

  sqlite3_bind_null (statement, parameter);
  switch (root != NULL && !yyjson_is_null (root)
            ? (int) record->relation->columns[place_of (record, column)].type
            : -1)
    {
    case BW_COLUMN_DATE:
      if (text != NULL && bw_date_parse (text, yyjson_get_len (root), &date))
        sqlite3_bind_int (statement, parameter, date);
      break;

    case BW_COLUMN_TIMESTAMP:
      if (text != NULL && bw_timestamp_parse (text, yyjson_get_len (root), &microseconds))
        sqlite3_bind_int64 (statement, parameter, microseconds);
      break;

    case BW_COLUMN_DOUBLE:
      if (yyjson_is_num (root))
        sqlite3_bind_double (statement, parameter, yyjson_get_num (root));
      break;

    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
      if (yyjson_is_int (root))
        sqlite3_bind_int64 (statement, parameter, yyjson_get_sint (root));
      break;

    case BW_COLUMN_BOOL:
      if (yyjson_is_bool (root))
        sqlite3_bind_int (statement, parameter, yyjson_get_bool (root));
      break;

    case BW_COLUMN_JSON:
      sqlite3_bind_text (statement, parameter, bw_record_get_json (record, column), -1,
                         SQLITE_TRANSIENT);
      break;

    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
      if (text != NULL)
        sqlite3_bind_text (statement, parameter, text, yyjson_get_len (root), SQLITE_TRANSIENT);
      break;

    default:
      break;
    }
  yyjson_doc_free (doc);
}

/**
 * bw_record_get_relation:
 * @record: a record
 *
 * Returns: (transfer none): what it is a row of
 */
const BwRelation *
bw_record_get_relation (const BwRecord *record)
{
  return record->relation;
}

/**
 * bw_record_has:
 * @record: a record
 * @column: a column of its relation
 *
 * Returns: whether the column is there, null or not
 */
gboolean
bw_record_has (const BwRecord *record, const char *column)
{
  return record->values[place_of (record, column)] != NULL;
}

/**
 * bw_record_is_empty:
 * @record: a record
 *
 * Returns: whether no column is there
 */
gboolean
bw_record_is_empty (const BwRecord *record)
{
  for (guint i = 0; i < record->relation->n_columns; i++)
    {
      if (record->values[i] != NULL)
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_record_get_json:
 * @record: a record
 * @column: a column of its relation
 *
 * Returns: (transfer none) (nullable): its value as JSON, %NULL when it is not there
 */
const char *
bw_record_get_json (const BwRecord *record, const char *column)
{
  return record->values[place_of (record, column)];
}

/**
 * bw_record_dup_text:
 * @record: a record
 * @column: a column of its relation
 *
 * Returns: (transfer full) (nullable): its text, %NULL when it is null, no text or not there. A
 *   text with a zero inside ends there; bw_record_get_json() gives all of it.
 */
char *
bw_record_dup_text (const BwRecord *record, const char *column)
{
  yyjson_doc *doc = read_column (record, column);
  yyjson_val *root = yyjson_doc_get_root (doc);
  char *text = g_strdup (yyjson_get_str (root));

  yyjson_doc_free (doc);
  return text;
}

/**
 * bw_record_get_integer:
 * @record: a record
 * @column: a column of its relation
 * @fallback: for null, what is no whole number, and what is not there
 *
 * Returns: its value
 */
gint64
bw_record_get_integer (const BwRecord *record, const char *column, gint64 fallback)
{
  yyjson_doc *doc = read_column (record, column);
  yyjson_val *root = yyjson_doc_get_root (doc);
  gint64 value = yyjson_is_int (root) ? yyjson_get_sint (root) : fallback;

  yyjson_doc_free (doc);
  return value;
}

/**
 * bw_record_get_double:
 * @record: a record
 * @column: a column of its relation
 *
 * Returns: its value, NaN for null, what is no number, and what is not there
 */
double
bw_record_get_double (const BwRecord *record, const char *column)
{
  yyjson_doc *doc = read_column (record, column);
  yyjson_val *root = yyjson_doc_get_root (doc);
  double value = yyjson_is_num (root) ? yyjson_get_num (root) : NAN;

  yyjson_doc_free (doc);
  return value;
}

/**
 * bw_record_get_date:
 * @record: a record
 * @column: a column of its relation
 *
 * Returns: its value, %BW_DATE_NONE for null, what is no date, and what is not there
 */
BwDate
bw_record_get_date (const BwRecord *record, const char *column)
{
  g_autofree char *text = bw_record_dup_text (record, column);
  BwDate date;

  return text != NULL && bw_date_parse (text, -1, &date) ? date : BW_DATE_NONE;
}

/**
 * bw_record_is_deleted:
 * @record: a record
 *
 * Returns: whether it is a tombstone
 */
gboolean
bw_record_is_deleted (const BwRecord *record)
{
  return record->deleted;
}

/**
 * bw_record_set_text:
 * @record: a record
 * @column: a column of its relation
 * @text: (nullable): any text; %NULL is null
 *
 * Returns: whether it was set: what is not UTF-8 is not
 */
gboolean
bw_record_set_text (BwRecord *record, const char *column, const char *text)
{
  yyjson_mut_doc *doc;

  if (text == NULL)
    {
      bw_record_set_null (record, column);
      return TRUE;
    }
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  doc = yyjson_mut_doc_new (NULL);
  take (record, column, write_value (doc, yyjson_mut_str (doc, text)));
  return TRUE;
}

/**
 * bw_record_set_integer:
 * @record: a record
 * @column: a column of its relation
 * @value: a whole number, or minor units
 */
void
bw_record_set_integer (BwRecord *record, const char *column, gint64 value)
{
  take (record, column, g_strdup_printf ("%" G_GINT64_FORMAT, value));
}

/* A number as it is written again after it was read: the shortest text that is the same number. Any
 * other would make an edit look as if it were not what was entered. */
static char *
write_number (double value)
{
  yyjson_mut_doc *doc;
  char *json;

  if (value == floor (value) && fabs (value) < 1e15)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value);
  doc = yyjson_mut_doc_new (NULL);
  json = yyjson_mut_val_write (yyjson_mut_real (doc, value), YYJSON_WRITE_NOFLAG, NULL);
  yyjson_mut_doc_free (doc);
  return json;
}

/**
 * bw_record_set_double:
 * @record: a record
 * @column: a column of its relation
 * @value: a number; NaN and infinity are null
 */
void
bw_record_set_double (BwRecord *record, const char *column, double value)
{
  if (isfinite (value))
    take (record, column, write_number (value));
  else
    bw_record_set_null (record, column);
}

/**
 * bw_record_set_date:
 * @record: a record
 * @column: a column of its relation
 * @date: a date; %BW_DATE_NONE is null
 */
void
bw_record_set_date (BwRecord *record, const char *column, BwDate date)
{
  char buffer[BW_DATE_STRLEN];

  bw_record_set_text (record, column,
                      date != BW_DATE_NONE ? bw_date_format_iso (date, buffer) : NULL);
}

/**
 * bw_record_set_timestamp:
 * @record: a record
 * @column: a column of its relation
 * @microseconds: since 1970 UTC
 */
void
bw_record_set_timestamp (BwRecord *record, const char *column, gint64 microseconds)
{
  g_autofree char *text = bw_timestamp_format (microseconds);

  bw_record_set_text (record, column, text);
}

/**
 * bw_record_set_null:
 * @record: a record
 * @column: a column of its relation
 */
void
bw_record_set_null (BwRecord *record, const char *column)
{
  take (record, column, g_strdup ("null"));
}

/**
 * bw_record_unset:
 * @record: a record
 * @column: a column of its relation; it is not there any more
 */
void
bw_record_unset (BwRecord *record, const char *column)
{
  take (record, column, NULL);
}

/**
 * bw_record_set_deleted:
 * @record: a record
 * @deleted: whether it is a tombstone
 */
void
bw_record_set_deleted (BwRecord *record, gboolean deleted)
{
  record->deleted = deleted;
}

/**
 * bw_record_apply:
 * @record: a record
 * @changes: some columns of the same relation, which replace those of @record
 */
void
bw_record_apply (BwRecord *record, const BwRecord *changes)
{
  for (guint i = 0; i < record->relation->n_columns; i++)
    {
      if (changes->values[i] != NULL)
        g_set_str (&record->values[i], changes->values[i]);
    }
}

/**
 * bw_record_pick:
 * @record: a record
 * @columns: a record of the same relation
 *
 * Returns: (transfer full): what @record has in the columns that @columns has; null where it has
 *   none
 */
BwRecord *
bw_record_pick (const BwRecord *record, const BwRecord *columns)
{
  BwRecord *picked = bw_record_new (record->relation);

  for (guint i = 0; i < record->relation->n_columns; i++)
    {
      if (columns->values[i] != NULL)
        picked->values[i] = g_strdup (record->values[i] != NULL ? record->values[i] : "null");
    }
  return picked;
}

/**
 * bw_record_matches:
 * @record: a record
 * @changes: some columns of the same relation
 *
 * Returns: whether @record has the values of @changes in all columns of @changes
 */
gboolean
bw_record_matches (const BwRecord *record, const BwRecord *changes)
{
  for (guint i = 0; i < record->relation->n_columns; i++)
    {
      if (changes->values[i] == NULL)
        continue;
      if (record->values[i] == NULL
          || !same_value (record->relation->columns[i].type, record->values[i], changes->values[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_record_list_differences:
 * @record: a record
 * @other: another of the same relation
 *
 * Returns: (transfer full) (element-type utf8): names of the columns that both have, with different
 *   values; `version` is none of them
 */
GPtrArray *
bw_record_list_differences (const BwRecord *record, const BwRecord *other)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < record->relation->n_columns; i++)
    {
      const BwColumn *column = &record->relation->columns[i];

      if (record->values[i] != NULL && other->values[i] != NULL
          && !g_str_equal (column->name, "version")
          && !same_value (column->type, record->values[i], other->values[i]))
        g_ptr_array_add (names, (gpointer) column->name);
    }
  return names;
}
