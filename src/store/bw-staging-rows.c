/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-staging.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/bw-date.h"
#include "store/bw-mirror-schema.h"
#include "store/bw-staging-private.h"

/* How rows get into a staging: checked by nobody, sixteen in one statement. */

/* Begins one, unless one runs. */
gboolean
bw_staging_begin_transaction (BwStaging *self, GError **error)
{
  if (!sqlite3_get_autocommit (self->handle))
    return TRUE;
  return bw_store_exec (self->handle, self->file, self->fill ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static gboolean
prepare (BwStaging *self, const char *sql, sqlite3_stmt **statement, GError **error)
{
  int result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  bw_store_error_from_sqlite (self->handle, result, self->file, error);
  return FALSE;
}

/* "(?, ?, ?)": the relation's columns and updated_at, and what comes after them. */
static void
append_row (GString *sql, const BwRelation *relation, const char *rest)
{
  g_string_append_c (sql, '(');
  for (guint i = 0; i <= relation->n_columns; i++)
    g_string_append (sql, i == 0 ? "?" : ", ?");
  g_string_append_printf (sql, "%s)", rest);
}

/* The relation's staging table and the statements that write it, made when its first row comes. */
gboolean
bw_staging_prepare_relation (BwStaging *self, const BwRelation *relation, GError **error)
{
  const char *verb = (self->flags & BW_STAGING_REFUSE_DUPLICATES) != 0 ? "INSERT"
                                                                       : "INSERT OR REPLACE";
  g_autoptr (GString) sql = g_string_new (NULL);
  const char *and = "";

  bw_mirror_schema_append_table (sql, self->fill ? "main" : "staging", self->fill ? "fill_" : "",
                                 relation, self->fill ? BW_TABLE_FINAL : BW_TABLE_STAGED);
  if (!bw_store_exec (self->handle, self->file, sql->str, error))
    return FALSE;

  g_string_printf (sql, "%s INTO %s%s VALUES ", verb, bw_staging_table_prefix (self), relation->name);
  append_row (sql, relation, self->fill ? "" : ", 0");
  if (!prepare (self, sql->str, &self->add[relation->id], error))
    return FALSE;
  for (guint i = 1; i < BW_STAGING_BATCH_ROWS; i++)
    {
      g_string_append (sql, ", ");
      append_row (sql, relation, self->fill ? "" : ", 0");
    }
  if (!prepare (self, sql->str, &self->add_batch[relation->id], error))
    return FALSE;

  if (self->fill)
    {
      g_string_printf (sql, "DELETE FROM main.fill_%s WHERE ", relation->name);
      for (guint i = 0; i < relation->n_columns; i++)
        {
          if ((relation->columns[i].flags & BW_COLUMN_KEY) == 0)
            continue;
          g_string_append_printf (sql, "%s\"%s\" = ?%u", and, relation->columns[i].name, i + 1);
          and = " AND ";
        }
    }
  else
    {
      g_string_printf (sql, "INSERT OR REPLACE INTO staging.%s VALUES ", relation->name);
      append_row (sql, relation, ", 1");
    }
  return prepare (self, sql->str, &self->remove[relation->id], error);
}

static int
bind_value (sqlite3_stmt *statement, int position, const BwValue *value)
{
  switch (value->kind)
    {
    case BW_VALUE_INTEGER:
      return sqlite3_bind_int64 (statement, position, value->integer);
    case BW_VALUE_DOUBLE:
      return sqlite3_bind_double (statement, position, value->real);
    case BW_VALUE_TEXT:
      return sqlite3_bind_text (statement, position, value->text, value->length, SQLITE_STATIC);
    case BW_VALUE_NULL:
    default:
      return sqlite3_bind_null (statement, position);
    }
}

static void
append_key (GString *text, const BwRelation *relation, const BwValue *values)
{
  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) == 0)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (values[i].kind == BW_VALUE_TEXT)
        g_string_append_len (text, values[i].text, values[i].length);
      else if (values[i].kind == BW_VALUE_INTEGER && relation->columns[i].type == BW_COLUMN_DATE)
        {
          char buffer[BW_DATE_STRLEN];

          g_string_append (text, bw_date_format_iso (values[i].integer, buffer));
        }
      else if (values[i].kind == BW_VALUE_INTEGER)
        g_string_append_printf (text, "%" G_GINT64_FORMAT, values[i].integer);
    }
}

/* Watches whether rows come in about the order of the first column of the key, in which case a
 * commit writes only what is new. Otherwise it writes pages all over the file. */
static void
watch_order (BwStaging *self, const BwValue *first)
{
  if (first->kind == BW_VALUE_TEXT)
    {
      gsize common = MIN (self->last_key->len, first->length);
      int order = memcmp (first->text, self->last_key->str, common);

      if (order == 0 && self->last_key->len == first->length)
        return;
      if (order < 0 || (order == 0 && first->length < self->last_key->len))
        self->out_of_order++;
      g_string_truncate (self->last_key, 0);
      g_string_append_len (self->last_key, first->text, first->length);
    }
}

/* Runs a statement that has its parameters; values is the row it writes, or null for a batch. */
static gboolean
run_statement (BwStaging *self, sqlite3_stmt *statement, const BwRelation *relation,
               const BwValue *values, GError **error)
{
  int result = sqlite3_step (statement);

  sqlite3_reset (statement);
  if (result == SQLITE_DONE)
    return TRUE;
  if (result == SQLITE_CONSTRAINT_PRIMARYKEY && values != NULL)
    {
      g_autoptr (GString) key = g_string_new (NULL);

      append_key (key, relation, values);
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DUPLICATE,
                   _("%s has more than one row with the key “%s”."), relation->name, key->str);
    }
  else
    {
      bw_store_error_from_sqlite (self->handle, result, self->file, error);
    }
  return FALSE;
}

static gboolean
write_row (BwStaging         *self,
           sqlite3_stmt      *statement,
           const BwRelation  *relation,
           const BwValue     *values,
           gint64             updated_at,
           GError           **error)
{
  guint parameters = sqlite3_bind_parameter_count (statement);
  int result = SQLITE_OK;

  /* Deleting from a first fill takes the key alone. */
  for (guint i = 0; i < relation->n_columns && i < parameters && result == SQLITE_OK; i++)
    result = bind_value (statement, i + 1, &values[i]);
  if (result == SQLITE_OK && parameters > relation->n_columns)
    result = sqlite3_bind_int64 (statement, relation->n_columns + 1, updated_at);
  if (result != SQLITE_OK)
    {
      bw_store_error_from_sqlite (self->handle, result, self->file, error);
      return FALSE;
    }
  return run_statement (self, statement, relation, values, error);
}

/* Writes the rows of the batch: all in one statement when it is full, else one by one. */
gboolean
bw_staging_flush (BwStaging *self, GError **error)
{
  const BwRelation *relation = bw_relation_get (self->batch_relation);
  guint rows = self->batch_rows;

  if (rows == 0)
    return TRUE;
  self->batch_rows = self->batch_values = 0;
  self->batch_bytes = 0;
  if (rows == BW_STAGING_BATCH_ROWS)
    {
      sqlite3_stmt *statement = self->add_batch[relation->id];
      guint n = rows * (relation->n_columns + 1);
      int result = SQLITE_OK;

      for (guint i = 0; i < n && result == SQLITE_OK; i++)
        result = bind_value (statement, i + 1, &self->batch[i]);
      if (result == SQLITE_OK)
        return run_statement (self, statement, relation, NULL, error);
      bw_store_error_from_sqlite (self->handle, result, self->file, error);
      return FALSE;
    }
  for (guint row = 0; row < rows; row++)
    {
      const BwValue *values = &self->batch[row * (relation->n_columns + 1)];

      if (!write_row (self, self->add[relation->id], relation, values,
                      values[relation->n_columns].integer, error))
        return FALSE;
    }
  return TRUE;
}

/* Keeps a row for a while, with copies of its texts; FALSE when they do not fit at all. */
static gboolean
add_to_batch (BwStaging *self, const BwRelation *relation, const BwValue *values, gint64 updated_at)
{
  BwValue *kept = &self->batch[self->batch_values];
  gsize used = self->batch_bytes;

  for (guint i = 0; i < relation->n_columns; i++)
    {
      kept[i] = values[i];
      if (values[i].kind != BW_VALUE_TEXT)
        continue;
      if (used + values[i].length > BW_STAGING_BATCH_BYTES)
        return FALSE;
      memcpy (self->batch_texts + used, values[i].text, values[i].length);
      kept[i].text = self->batch_texts + used;
      used += values[i].length;
    }
  kept[relation->n_columns] = (BwValue) { .kind = BW_VALUE_INTEGER, .integer = updated_at };
  self->batch_relation = relation->id;
  self->batch_values += relation->n_columns + 1;
  self->batch_bytes = used;
  self->batch_rows++;
  return TRUE;
}

/* What is to happen before a row of the relation can be written. */
static gboolean
get_ready (BwStaging *self, const BwRelation *relation, gboolean keep_batch, GError **error)
{
  g_return_val_if_fail (!self->merged, FALSE);

  if (!bw_staging_begin_transaction (self, error))
    return FALSE;
  if (self->remove[relation->id] == NULL && !bw_staging_prepare_relation (self, relation, error))
    return FALSE;
  if (keep_batch && self->batch_relation == relation->id)
    return TRUE;
  return bw_staging_flush (self, error);
}

static void
count_row (BwStaging *self, BwRelationId relation, const BwValue *values)
{
  watch_order (self, &values[0]);
  self->rows[relation]++;
  self->since_commit++;
}

void
bw_staging_finalize_statements (BwStaging *self)
{
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      g_clear_pointer (&self->add[i], sqlite3_finalize);
      g_clear_pointer (&self->add_batch[i], sqlite3_finalize);
      g_clear_pointer (&self->remove[i], sqlite3_finalize);
    }
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_staging_add:
 * @staging: a staging
 * @relation: a relation
 * @values: (array): one for each of the relation's columns, in their order
 * @updated_at: when the source changed the row, microseconds since 1970 UTC; 0 when it does not say
 * @error: return location
 *
 * Adds a row, or replaces one with the same key that was added before. Rows are written several at
 * a time, so that one which cannot be kept (%BW_STORE_ERROR_INVALID) may be reported by a later call,
 * at the latest by bw_staging_commit(); with %BW_STAGING_REFUSE_DUPLICATES it is reported at once,
 * and the staging can go on with the next row. After any other error it can only be freed.
 *
 * Returns: whether it was added
 */
gboolean
bw_staging_add (BwStaging      *staging,
                BwRelationId    relation,
                const BwValue  *values,
                gint64          updated_at,
                GError        **error)
{
  const BwRelation *description = bw_relation_get (relation);
  gboolean alone = (staging->flags & BW_STAGING_REFUSE_DUPLICATES) != 0;

  if (!get_ready (staging, description, !alone, error))
    return FALSE;
  if (alone || !add_to_batch (staging, description, values, updated_at))
    {
      if (!bw_staging_flush (staging, error)
          || !write_row (staging, staging->add[relation], description, values, updated_at, error))
        return FALSE;
    }
  else if (staging->batch_rows == BW_STAGING_BATCH_ROWS && !bw_staging_flush (staging, error))
    {
      return FALSE;
    }
  bw_references_note (staging->references, description, values);
  count_row (staging, relation, values);
  return TRUE;
}

/**
 * bw_staging_add_deleted:
 * @staging: a staging
 * @relation: a relation
 * @values: (array): as for bw_staging_add(); only those of the key are looked at
 * @updated_at: when it was deleted
 * @error: return location
 *
 * Says that the row with this key is not there any more.
 *
 * Returns: whether it was noted
 */
gboolean
bw_staging_add_deleted (BwStaging      *staging,
                        BwRelationId    relation,
                        const BwValue  *values,
                        gint64          updated_at,
                        GError        **error)
{
  const BwRelation *description = bw_relation_get (relation);

  if (!get_ready (staging, description, FALSE, error)
      || !write_row (staging, staging->remove[relation], description, values, updated_at, error))
    return FALSE;
  count_row (staging, relation, values);
  return TRUE;
}
