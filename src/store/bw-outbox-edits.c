/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-outbox.h"

#include <glib/gi18n.h>
#include <string.h>

#include "store/bw-outbox-private.h"

/* Rows ----------------------------------------------------------------------------------------- */

/* A checksum of what the person entered. SQLite finds damage in its own structure; this finds it in
 * the text. */
char *
bw_outbox_mark_of (const BwEdit *edit)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *changes = bw_record_to_json (edit->changes);
  const char *parts[] = { edit->id, edit->relation->name, edit->record,
                          bw_edit_kind_name (edit->kind), changes };

  /* With the zero at its end each part stays apart from the next. */
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_checksum_update (sum, (const guchar *) parts[i], strlen (parts[i]) + 1);
  return g_strndup (g_checksum_get_string (sum), 32);
}

static BwRecord *
read_record (const BwRelation *relation, sqlite3_stmt *statement, int column)
{
  const char *json = (const char *) sqlite3_column_text (statement, column);

  return json != NULL
           ? bw_record_from_json (relation, json, sqlite3_column_bytes (statement, column))
           : NULL;
}

/* The edit of a row with BW_OUTBOX_COLUMNS, or NULL when it is not what was entered. */
BwEdit *
bw_outbox_read_edit (sqlite3_stmt *statement)
{
  g_autoptr (BwEdit) edit = g_new0 (BwEdit, 1);
  g_autofree char *mark = NULL;
  const char *relation = (const char *) sqlite3_column_text (statement, 2);

  edit->seq = sqlite3_column_int64 (statement, 0);
  edit->id = g_strdup ((const char *) sqlite3_column_text (statement, 1));
  edit->relation = relation != NULL ? bw_relation_find (relation) : NULL;
  edit->record = g_strdup ((const char *) sqlite3_column_text (statement, 3));
  edit->account = g_strdup ((const char *) sqlite3_column_text (statement, 4));
  if (edit->id == NULL || edit->relation == NULL || edit->record == NULL
      || !bw_edit_kind_parse ((const char *) sqlite3_column_text (statement, 5), &edit->kind)
      || !bw_edit_state_parse ((const char *) sqlite3_column_text (statement, 10), &edit->state))
    return NULL;
  edit->changes = read_record (edit->relation, statement, 6);
  if (edit->changes == NULL)
    return NULL;
  edit->base = read_record (edit->relation, statement, 7);
  edit->base_version = sqlite3_column_int64 (statement, 8);
  edit->created_at = sqlite3_column_int64 (statement, 9);
  edit->attempts = sqlite3_column_int (statement, 11);
  edit->server = read_record (edit->relation, statement, 12);
  edit->server_version = sqlite3_column_int64 (statement, 13);
  edit->reason = g_strdup ((const char *) sqlite3_column_text (statement, 14));
  edit->settled = edit->state == BW_EDIT_SENT && sqlite3_column_int64 (statement, 16) == 0;
  mark = bw_outbox_mark_of (edit);
  if (g_strcmp0 (mark, (const char *) sqlite3_column_text (statement, 15)) != 0)
    return NULL;
  return g_steal_pointer (&edit);
}

static void
bind_record (sqlite3_stmt *statement, int parameter, const BwRecord *record)
{
  if (record != NULL)
    sqlite3_bind_text (statement, parameter, bw_record_to_json (record), -1, g_free);
}

/* Writes an edit as it is; its seq may be 0 for a new one. */
gboolean
bw_outbox_insert_edit (sqlite3 *handle, const char *path, const BwEdit *edit, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (handle,
                                   "INSERT INTO edits (" BW_OUTBOX_COLUMNS ") VALUES"
                                   " (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"
                                   "  ?15, ?16, ?17)",
                                   -1, &statement, NULL);

  if (result == SQLITE_OK)
    {
      if (edit->seq > 0)
        sqlite3_bind_int64 (statement, 1, edit->seq);
      sqlite3_bind_text (statement, 2, edit->id, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 3, edit->relation->name, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 4, edit->record, -1, SQLITE_STATIC);
      if (edit->account != NULL)
        sqlite3_bind_text (statement, 5, edit->account, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 6, bw_edit_kind_name (edit->kind), -1, SQLITE_STATIC);
      bind_record (statement, 7, edit->changes);
      bind_record (statement, 8, edit->base);
      sqlite3_bind_int64 (statement, 9, edit->base_version);
      sqlite3_bind_int64 (statement, 10, edit->created_at);
      sqlite3_bind_text (statement, 11, bw_edit_state_name (edit->state), -1, SQLITE_STATIC);
      sqlite3_bind_int (statement, 12, edit->attempts);
      bind_record (statement, 13, edit->server);
      sqlite3_bind_int64 (statement, 14, edit->server_version);
      if (edit->reason != NULL)
        sqlite3_bind_text (statement, 15, edit->reason, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 16, bw_outbox_mark_of (edit), -1, g_free);
      /* When exactly does not matter, but that it is not settled. */
      if (edit->state == BW_EDIT_SENT)
        sqlite3_bind_int64 (statement, 17, edit->settled ? 0 : edit->created_at);
      result = sqlite3_step (statement);
    }
  if (result != SQLITE_DONE)
    bw_outbox_set_error (result, path, handle, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/* Statements and transactions ------------------------------------------------------------------ */

gboolean
bw_outbox_begin (BwOutbox *self, GError **error)
{
  return bw_store_exec (self->handle, self->path, "BEGIN IMMEDIATE", error);
}

/* Commits when @good, else takes everything back; whether it was committed. */
gboolean
bw_outbox_end (BwOutbox *self, gboolean good, GError **error)
{
  if (good && bw_store_exec (self->handle, self->path, "COMMIT", error))
    return TRUE;
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

sqlite3_stmt *
bw_outbox_prepare (BwOutbox *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (result != SQLITE_OK)
    bw_outbox_set_error (result, self->path, self->handle, error);
  return statement;
}

/* Runs a statement that gives no rows, and frees it; it may be NULL after an error. */
gboolean
bw_outbox_run (BwOutbox *self, sqlite3_stmt *statement, GError **error)
{
  int result;

  if (statement == NULL)
    return FALSE;
  result = sqlite3_step (statement);
  if (result != SQLITE_DONE)
    bw_outbox_set_error (result, self->path, self->handle, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/* The edits that a statement gives, freed with it; those that are damaged are left out and said. */
static GPtrArray *
collect (BwOutbox *self, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  int result;

  if (statement == NULL)
    return NULL;
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      BwEdit *edit = bw_outbox_read_edit (statement);

      if (edit == NULL)
        {
          result = SQLITE_CORRUPT;
          break;
        }
      g_ptr_array_add (edits, edit);
    }
  if (result != SQLITE_DONE)
    bw_outbox_set_error (result, self->path, self->handle, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&edits) : NULL;
}

/* Adding --------------------------------------------------------------------------------------- */

/* The version that a new edit is made on. One that stands behind others of its record gets it when
 * those have arrived, until then that of the first of them. One whose base is what an earlier edit
 * was made on, before a refresh has brought that back, is made on what came of the earlier edit. */
static gboolean
find_base_version (BwOutbox *self, BwEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) before
    = bw_outbox_list_record (self, edit->relation, edit->record, error);

  if (before == NULL)
    return FALSE;
  for (guint i = 0; i < before->len; i++)
    {
      const BwEdit *earlier = before->pdata[i];

      if (earlier->state == BW_EDIT_SENT)
        {
          if (earlier->base_version == edit->base_version)
            edit->base_version = earlier->server_version;
        }
      else
        {
          edit->base_version = earlier->base_version;
          break;
        }
    }
  return TRUE;
}

/* Adds an edit inside a transaction. */
gboolean
bw_outbox_insert (BwOutbox *self, BwEdit *edit, GError **error)
{
  if (!find_base_version (self, edit, error)
      || !bw_outbox_insert_edit (self->handle, self->path, edit, error))
    return FALSE;
  edit->seq = sqlite3_last_insert_rowid (self->handle);
  return TRUE;
}

static gboolean
is_there (BwOutbox *self, const char *id)
{
  g_autoptr (BwEdit) edit = bw_outbox_get (self, id, NULL);

  return edit != NULL;
}

/* Whether an edit says all that is needed to send it, to show a conflict and to undo it. */
static gboolean
is_complete (const BwEdit *edit)
{
  if (!edit->relation->writable || (edit->kind != BW_EDIT_INSERT && edit->base == NULL))
    return FALSE;
  if (edit->kind != BW_EDIT_UPDATE)
    return TRUE;
  for (guint i = 0; i < edit->relation->n_columns; i++)
    {
      const char *column = edit->relation->columns[i].name;

      if (bw_record_has (edit->changes, column) && !bw_record_has (edit->base, column))
        return FALSE;
    }
  return !bw_record_is_empty (edit->changes);
}

/* Takes out what a failed disk has left in, when the journal was gone before it failed. Whether
 * that worked: where it did not, the edits count. */
static gboolean
take_out (BwOutbox *self, GPtrArray *edits)
{
  gboolean any = FALSE;

  for (guint i = 0; i < edits->len; i++)
    any = any || is_there (self, ((BwEdit *) edits->pdata[i])->id);
  if (!any)
    return TRUE;
  if (bw_outbox_begin (self, NULL))
    {
      gboolean good = TRUE;

      for (guint i = 0; good && i < edits->len; i++)
        {
          sqlite3_stmt *statement
            = bw_outbox_prepare (self, "DELETE FROM edits WHERE id = ?1", NULL);

          if (statement != NULL)
            sqlite3_bind_text (statement, 1, ((BwEdit *) edits->pdata[i])->id, -1, SQLITE_STATIC);
          good = bw_outbox_run (self, statement, NULL);
        }
      bw_outbox_end (self, good, NULL);
    }
  return !is_there (self, ((BwEdit *) edits->pdata[0])->id);
}

/**
 * bw_outbox_append_all:
 * @outbox: an outbox
 * @edits: (element-type BwEdit): new edits, made by bw_edit_new(), in their order; their seq and
 *   base version are filled in
 * @error: return location: %BW_STORE_ERROR_FULL and %BW_STORE_ERROR_IO when they could not be kept
 *
 * Keeps edits that belong together. All of them are on the disk when this returns %TRUE; after
 * %FALSE nothing of any is, and whoever asked keeps what was entered.
 *
 * Returns: whether they are kept
 */
gboolean
bw_outbox_append_all (BwOutbox *outbox, GPtrArray *edits, GError **error)
{
  g_autoptr (GError) local = NULL;
  gboolean kept = TRUE;

  for (guint i = 0; i < edits->len; i++)
    {
      BwEdit *edit = edits->pdata[i];

      if (edit->relation->writable)
        {
          /* The backend counts versions and the key never changes. */
          bw_record_unset (edit->changes, "version");
          bw_record_unset (edit->changes, edit->relation->columns[0].name);
        }
      if (!is_complete (edit))
        {
          g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID,
                       _("This edit of “%s” cannot be kept: the backend does not take edits of "
                         "that, or it does not say what is changed and what was there before."),
                       edit->relation->name);
          return FALSE;
        }
    }
  if (edits->len == 0)
    return TRUE;

  if (!bw_outbox_begin (outbox, &local))
    kept = FALSE;
  else
    {
      for (guint i = 0; kept && i < edits->len; i++)
        kept = bw_outbox_insert (outbox, edits->pdata[i], &local);
      kept = bw_outbox_end (outbox, kept, &local);
    }
  if (kept || !take_out (outbox, edits))
    return TRUE;
  for (guint i = 0; i < edits->len; i++)
    ((BwEdit *) edits->pdata[i])->seq = 0;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * bw_outbox_append:
 * @outbox: an outbox
 * @edit: a new edit
 * @error: return location
 *
 * Keeps one edit, as bw_outbox_append_all() does.
 *
 * Returns: whether it is kept
 */
gboolean
bw_outbox_append (BwOutbox *outbox, BwEdit *edit, GError **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new ();

  g_ptr_array_add (edits, edit);
  return bw_outbox_append_all (outbox, edits, error);
}

/* Looking -------------------------------------------------------------------------------------- */

/**
 * bw_outbox_list:
 * @outbox: an outbox
 * @flags: what is asked for
 * @relation: (nullable): edits of that relation alone
 * @account: (nullable): edits of that account alone
 * @error: return location
 *
 * Returns: (transfer full) (element-type BwEdit): the edits in their order, or %NULL
 */
GPtrArray *
bw_outbox_list (BwOutbox *outbox, BwOutboxListFlags flags, const BwRelation *relation,
                const char *account, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (outbox,
                         "SELECT " BW_OUTBOX_COLUMNS " FROM edits"
                         " WHERE (?1 OR state <> 'sent') AND (?2 IS NULL OR relation = ?2)"
                         " AND (?3 IS NULL OR account = ?3) ORDER BY seq",
                         error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_int (statement, 1, flags == BW_OUTBOX_ALL);
  if (relation != NULL)
    sqlite3_bind_text (statement, 2, relation->name, -1, SQLITE_STATIC);
  if (account != NULL)
    sqlite3_bind_text (statement, 3, account, -1, SQLITE_STATIC);
  return collect (outbox, statement, error);
}

/**
 * bw_outbox_list_record:
 * @outbox: an outbox
 * @relation: a relation
 * @record: the id of one of its records
 * @error: return location
 *
 * Returns: (transfer full) (element-type BwEdit): all that is kept of edits of one record, those
 *   that were sent too, in their order, or %NULL
 */
GPtrArray *
bw_outbox_list_record (BwOutbox *outbox, const BwRelation *relation, const char *record,
                       GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (outbox,
                         "SELECT " BW_OUTBOX_COLUMNS " FROM edits"
                         " WHERE relation = ?1 AND record = ?2 ORDER BY seq",
                         error);

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, relation->name, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, record, -1, SQLITE_STATIC);
  return collect (outbox, statement, error);
}

/**
 * bw_outbox_get:
 * @outbox: an outbox
 * @id: of an edit
 * @error: return location: %BW_STORE_ERROR_NOT_FOUND when there is none
 *
 * Returns: (transfer full): the edit, or %NULL
 */
BwEdit *
bw_outbox_get (BwOutbox *outbox, const char *id, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (outbox, "SELECT " BW_OUTBOX_COLUMNS " FROM edits WHERE id = ?1", error);
  g_autoptr (GPtrArray) found = NULL;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
  found = collect (outbox, statement, error);
  if (found == NULL)
    return NULL;
  if (found->len == 0)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
                   _("There is no edit “%s”. “bellwetherctl outbox list” shows those there are."),
                   id);
      return NULL;
    }
  return g_ptr_array_steal_index (found, 0);
}

/**
 * bw_outbox_next_unsent:
 * @outbox: an outbox
 * @after: a seq; 0 for the first
 * @edit: (out) (nullable) (transfer full): the next edit that the backend has not got, %NULL when
 *   there is none
 * @error: return location
 *
 * Returns: whether the outbox could be read
 */
gboolean
bw_outbox_next_unsent (BwOutbox *outbox, gint64 after, BwEdit **edit, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (outbox,
                         "SELECT " BW_OUTBOX_COLUMNS " FROM edits"
                         " WHERE seq > ?1 AND state <> 'sent' ORDER BY seq LIMIT 1",
                         error);
  g_autoptr (GPtrArray) found = NULL;

  *edit = NULL;
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, after);
  found = collect (outbox, statement, error);
  if (found != NULL && found->len > 0)
    *edit = g_ptr_array_steal_index (found, 0);
  return found != NULL;
}

/**
 * bw_outbox_count_unsent:
 * @outbox: an outbox
 * @error: return location
 *
 * Returns: how many edits the backend has not got, those in conflict and refused included, or -1
 */
gint64
bw_outbox_count_unsent (BwOutbox *outbox, GError **error)
{
  sqlite3_stmt *statement
    = bw_outbox_prepare (outbox, "SELECT count(*) FROM edits WHERE state <> 'sent'", error);
  gint64 count = -1;
  int result;

  if (statement == NULL)
    return -1;
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    count = sqlite3_column_int64 (statement, 0);
  else
    bw_outbox_set_error (result, outbox->path, outbox->handle, error);
  sqlite3_finalize (statement);
  return count;
}

/**
 * bw_outbox_count_unsent_at:
 * @path: where an outbox is or may be
 * @error: return location
 *
 * Returns: as bw_outbox_count_unsent(); 0 when there is no file, and none is made
 */
gint64
bw_outbox_count_unsent_at (const char *path, GError **error)
{
  g_autoptr (BwOutbox) outbox = NULL;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return 0;
  outbox = bw_outbox_open (path, error);
  return outbox != NULL ? bw_outbox_count_unsent (outbox, error) : -1;
}

/**
 * bw_outbox_overlay:
 * @outbox: an outbox
 * @relation: a relation
 * @key: the id of one of its records
 * @row: (nullable): the record as the mirror has it, %NULL when it has none
 * @effective: (out) (nullable) (transfer full): the record as the person has edited it, %NULL when
 *   there is none then
 * @error: return location
 *
 * Puts the edits of one record over what the mirror has, those too that the backend has got and a
 * refresh has not brought back.
 *
 * Returns: whether the outbox could be read
 */
gboolean
bw_outbox_overlay (BwOutbox *outbox, const BwRelation *relation, const char *key,
                   const BwRecord *row, BwRecord **effective, GError **error)
{
  g_autoptr (GPtrArray) edits = bw_outbox_list_record (outbox, relation, key, error);

  *effective = NULL;
  if (edits == NULL)
    return FALSE;
  *effective = bw_edit_apply_all (edits, row);
  return TRUE;
}
