/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-staging.h"

#include <glib/gi18n.h>
#include <string.h>

#include "model/bw-date.h"
#include "store/bw-mirror-schema.h"
#include "store/bw-staging-private.h"

/* How rows get into a staging: sorted in memory, sixteen in one statement. */

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
  int result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, statement,
                                   NULL);

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

  g_string_printf (sql, "%s INTO %s%s VALUES ", verb, bw_staging_table_prefix (self),
                   relation->name);
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

/* Writes rows of the buffer that follow each other, sixteen in one statement. */
static gboolean
write_batch (BwStaging *self, const BwRelation *relation, const BwRowBuffer *buffer, guint first,
             GError **error)
{
  sqlite3_stmt *statement = self->add_batch[relation->id];
  int result = SQLITE_OK, position = 0;
  gboolean deleted;

  for (guint row = first; row < first + BW_STAGING_BATCH_ROWS; row++)
    {
      const BwValue *values = bw_row_buffer_get (buffer, row, &deleted);

      for (guint i = 0; i <= relation->n_columns && result == SQLITE_OK; i++)
        result = bind_value (statement, ++position, &values[i]);
    }
  if (result == SQLITE_OK)
    return run_statement (self, statement, relation, NULL, error);
  bw_store_error_from_sqlite (self->handle, result, self->file, error);
  return FALSE;
}

/* How many rows from this one on, up to a batch, are not tombstones. */
static guint
count_alive (const BwRowBuffer *buffer, guint first)
{
  guint end = MIN (first + BW_STAGING_BATCH_ROWS, bw_row_buffer_get_n_rows (buffer));
  guint row = first;
  gboolean deleted = FALSE;

  for (; row < end && !deleted; row++)
    bw_row_buffer_get (buffer, row, &deleted);
  return row - first - deleted;
}

static gboolean
flush_buffer (BwStaging *self, const BwRelation *relation, GError **error)
{
  BwRowBuffer *buffer = self->buffers[relation->id];
  gboolean good = TRUE;
  guint row = 0;

  bw_row_buffer_sort (buffer);
  while (good && row < bw_row_buffer_get_n_rows (buffer))
    {
      gboolean deleted;
      const BwValue *values = bw_row_buffer_get (buffer, row, &deleted);

      if (!deleted && count_alive (buffer, row) == BW_STAGING_BATCH_ROWS)
        {
          good = write_batch (self, relation, buffer, row, error);
          row += BW_STAGING_BATCH_ROWS;
        }
      else
        {
          good = write_row (self, deleted ? self->remove[relation->id] : self->add[relation->id],
                            relation, values, values[relation->n_columns].integer, error);
          row++;
        }
    }
  bw_row_buffer_clear (buffer);
  return good;
}

/* Writes the rows that wait. */
gboolean
bw_staging_flush (BwStaging *self, GError **error)
{
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      if (self->buffers[i] != NULL && !flush_buffer (self, bw_relation_get (i), error))
        return FALSE;
    }
  return TRUE;
}

/* Writes the rows of whichever relation has most when all together are too many. */
static gboolean
flush_if_full (BwStaging *self, GError **error)
{
  gsize sum = 0, most = 0;
  guint largest = 0;

  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      gsize bytes = self->buffers[i] != NULL ? bw_row_buffer_get_n_bytes (self->buffers[i]) : 0;

      sum += bytes;
      if (bytes > most)
        {
          most = bytes;
          largest = i;
        }
    }
  return sum <= BW_STAGING_BUFFER_BYTES || flush_buffer (self, bw_relation_get (largest), error);
}

/* Puts a row away, or a tombstone. */
static gboolean
keep_row (BwStaging *self, BwRelationId id, const BwValue *values, gint64 updated_at,
          gboolean deleted, GError **error)
{
  const BwRelation *relation = bw_relation_get (id);

  g_return_val_if_fail (!self->merged, FALSE);

  if (!bw_staging_begin_transaction (self, error))
    return FALSE;
  if (self->remove[id] == NULL && !bw_staging_prepare_relation (self, relation, error))
    return FALSE;

  if ((self->flags & BW_STAGING_REFUSE_DUPLICATES) != 0)
    {
      if (!write_row (self, deleted ? self->remove[id] : self->add[id], relation, values,
                      updated_at, error))
        return FALSE;
    }
  else
    {
      if (self->buffers[id] == NULL)
        self->buffers[id] = bw_row_buffer_new (relation);
      bw_row_buffer_add (self->buffers[id], values, updated_at, deleted);
    }
  self->rows[id]++;
  self->since_commit++;
  /* To look at all buffers for every row would be dear. */
  return self->since_commit % 1000 != 0 || flush_if_full (self, error);
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
 * Adds a row, or replaces one with the same key that was added before. Rows wait in memory and are
 * written many at a time, so that one which cannot be kept (%BW_STORE_ERROR_INVALID) may be
 * reported by a later call, at the latest by bw_staging_commit(); with
 * %BW_STAGING_REFUSE_DUPLICATES it is reported at once, and the staging can go on with the next
 * row. After any other error it can only be freed.
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
  if (!keep_row (staging, relation, values, updated_at, FALSE, error))
    return FALSE;
  bw_references_note (staging->references, bw_relation_get (relation), values);
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
  return keep_row (staging, relation, values, updated_at, TRUE, error);
}
