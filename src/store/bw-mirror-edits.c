/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-mirror-edits.h"

#include "store/bw-mirror-schema.h"
#include "store/bw-outbox-private.h"

/*
 * SQLite looks a name up among the temporary things of a connection first. So a temporary view
 * called like a relation stands in front of the relation's table, and every query that does not
 * say "main." sees the edits, without a change to it and without a change to the file.
 *
 * The view puts the edited rows, which are few, beside the table without them. Both sides have the
 * same keys and indexes, and conditions on the view reach both.
 */

#define PREFIX "edited_"

typedef struct {
  BwMirror *mirror;
  gboolean  shown[BW_N_RELATIONS];
} Show;

/* Helpers -------------------------------------------------------------------------------------- */

static sqlite3_stmt *
prepare (BwMirror *mirror, const char *sql, GError **error)
{
  sqlite3 *handle = bw_mirror_get_handle (mirror);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (result != SQLITE_OK)
    bw_store_error_from_sqlite (handle, result, bw_mirror_get_path (mirror), error);
  return statement;
}

/* Runs a statement that gives no rows, and frees it; it may be NULL after an error. */
static gboolean
run (BwMirror *mirror, sqlite3_stmt *statement, GError **error)
{
  int result;

  if (statement == NULL)
    return FALSE;
  result = sqlite3_step (statement);
  if (result != SQLITE_DONE)
    bw_store_error_from_sqlite (bw_mirror_get_handle (mirror), result,
                                bw_mirror_get_path (mirror), error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/* The edits that the mirror may not have, by record: a list each. They belong to @all. */
static GHashTable *
group (GPtrArray *all)
{
  GHashTable *records
    = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < all->len; i++)
    {
      BwEdit *edit = all->pdata[i];
      g_autofree char *key = NULL;
      GPtrArray *edits;

      if (edit->settled)
        continue;
      key = g_strconcat (edit->relation->name, "/", edit->record, NULL);
      edits = g_hash_table_lookup (records, key);
      if (edits == NULL)
        {
          edits = g_ptr_array_new ();
          g_hash_table_insert (records, g_steal_pointer (&key), edits);
        }
      g_ptr_array_add (edits, edit);
    }
  return records;
}

/* Of several edits of a record, the state that a person has to know first. */
static BwEditState
state_of (GPtrArray *edits)
{
  static const BwEditState order[] = { BW_EDIT_CONFLICT, BW_EDIT_REFUSED, BW_EDIT_SENDING,
                                       BW_EDIT_WAITING };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      for (guint j = 0; j < edits->len; j++)
        {
          if (((BwEdit *) edits->pdata[j])->state == order[i])
            return order[i];
        }
    }
  return BW_EDIT_SENT;
}

static const char *
account_of (GPtrArray *edits)
{
  for (guint i = edits->len; i > 0; i--)
    {
      const BwEdit *edit = edits->pdata[i - 1];

      if (edit->account != NULL)
        return edit->account;
    }
  return NULL;
}

/* Takes away what an earlier call has made. */
static gboolean
clear (BwMirror *mirror, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      const BwRelation *relation = bw_relation_get (i);

      if (relation->writable)
        g_string_append_printf (sql,
                                "DROP VIEW IF EXISTS temp.\"%s\";"
                                "DROP TABLE IF EXISTS temp.\"" PREFIX "%s\";",
                                relation->name, relation->name);
    }
  g_string_append (sql, "DROP TABLE IF EXISTS temp.edited;"
                        "CREATE TABLE temp.edited (relation TEXT, id TEXT, account_id TEXT,"
                        " state TEXT NOT NULL, PRIMARY KEY (relation, id)) STRICT, WITHOUT ROWID;");
  return bw_mirror_exec (mirror, sql->str, error);
}

/* Puts the view of a relation in front of its table. */
static gboolean
shadow (Show *self, const BwRelation *relation, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) columns = g_string_new (NULL);
  const char *name = relation->name;

  if (self->shown[relation->id])
    return TRUE;
  self->shown[relation->id] = TRUE;
  for (guint i = 0; i < relation->n_columns; i++)
    g_string_append_printf (columns, "\"%s\", ", relation->columns[i].name);
  g_string_append (columns, "updated_at");
  bw_mirror_schema_append_table (sql, "temp", PREFIX, relation, BW_TABLE_FINAL);
  bw_mirror_schema_append_indexes (sql, "temp", PREFIX, relation);
  g_string_append_printf (sql,
                          "CREATE TEMP VIEW \"%s\" AS SELECT %s FROM main.\"%s\" AS t"
                          " WHERE NOT EXISTS (SELECT 1 FROM temp.edited AS e"
                          "  WHERE e.relation = '%s' AND e.id = t.\"%s\")"
                          " UNION ALL SELECT %s FROM temp.\"" PREFIX "%s\";",
                          name, columns->str, name, name, relation->columns[0].name, columns->str,
                          name);
  return bw_mirror_exec (self->mirror, sql->str, error);
}

static gboolean
insert_row (Show *self, const BwRecord *row, gint64 updated_at, GError **error)
{
  const BwRelation *relation = bw_record_get_relation (row);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_string_append_printf (sql, "INSERT INTO temp.\"" PREFIX "%s\" VALUES (", relation->name);
  for (guint i = 0; i < relation->n_columns; i++)
    g_string_append (sql, "?, ");
  g_string_append (sql, "?)");
  statement = prepare (self->mirror, sql->str, error);
  for (guint i = 0; statement != NULL && i < relation->n_columns; i++)
    bw_record_bind (row, relation->columns[i].name, statement, i + 1);
  if (statement != NULL)
    sqlite3_bind_int64 (statement, relation->n_columns + 1, updated_at);
  return run (self->mirror, statement, error);
}

/* One record as the edits make it. */
static gboolean
show_record (Show *self, GPtrArray *edits, GError **error)
{
  const BwEdit *last = edits->pdata[edits->len - 1];
  g_autoptr (GError) local = NULL;
  g_autoptr (BwRecord) row
    = bw_record_read (self->mirror, last->relation, last->record, &local);
  g_autoptr (BwRecord) effective = NULL;
  sqlite3_stmt *statement;

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (!shadow (self, last->relation, error))
    return FALSE;
  effective = bw_edit_apply_all (edits, row);
  if (effective != NULL && !insert_row (self, effective, last->created_at, error))
    return FALSE;

  statement = prepare (self->mirror, "INSERT INTO temp.edited VALUES (?1, ?2, ?3, ?4)", error);
  if (statement != NULL)
    {
      const char *account = account_of (edits);

      sqlite3_bind_text (statement, 1, last->relation->name, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, last->record, -1, SQLITE_STATIC);
      if (account != NULL)
        sqlite3_bind_text (statement, 3, account, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 4, bw_edit_state_name (state_of (edits)), -1, SQLITE_STATIC);
    }
  return run (self->mirror, statement, error);
}

static gboolean
show_all (BwMirror *mirror, GPtrArray *all, GError **error)
{
  g_autoptr (GHashTable) records = group (all);
  Show show = { mirror };
  GHashTableIter iter;
  gpointer edits;

  if (!clear (mirror, error))
    return FALSE;
  g_hash_table_iter_init (&iter, records);
  while (g_hash_table_iter_next (&iter, NULL, &edits))
    {
      if (!show_record (&show, edits, error))
        return FALSE;
    }
  return TRUE;
}

/* All edits of an outbox that may not be there, and is not made then. */
static GPtrArray *
read_outbox (const char *path, GError **error)
{
  g_autoptr (BwOutbox) outbox = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_EXISTS))
    return g_ptr_array_new ();
  outbox = bw_outbox_open_as_is (path, error);
  return outbox != NULL ? bw_outbox_list (outbox, BW_OUTBOX_ALL, NULL, NULL, error) : NULL;
}

static gboolean
is_read_only (BwMirror *mirror)
{
  sqlite3_stmt *statement = prepare (mirror, "PRAGMA query_only", NULL);
  gboolean read_only = statement != NULL && sqlite3_step (statement) == SQLITE_ROW
                       && sqlite3_column_int (statement, 0) != 0;

  sqlite3_finalize (statement);
  return read_only;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_mirror_show_edits:
 * @mirror: a mirror, with no query in progress
 * @outbox_path: (nullable): the outbox of the same portfolio; it need not be there
 * @error: return location; the mirror shows then what it showed before
 *
 * Shows this connection the relations that are written back as the person has edited them: with
 * what the backend has not got, and with what it has got and no refresh has brought back. The file
 * does not change, and no other connection sees it. Edits that come later are seen after the next
 * call.
 *
 * It holds for names of relations without a schema before them; "main.plays" is what the backend
 * had at the last refresh. So do bw_record_read() and bw_mirror_count_rows(): what an edit is made
 * on is not itself edited.
 *
 * There is then a table `edited (relation, id, account_id, state)` too, one row for each record
 * with edits, deleted ones included; state is a bw_edit_state_name(), "sent" when the backend has
 * all of it. bw_mirror_list_edited() reads it.
 *
 * Returns: whether the edits are shown
 */
gboolean
bw_mirror_show_edits (BwMirror *mirror, const char *outbox_path, GError **error)
{
  /* The outbox is read before the mirror: what a refresh settles in between is in both, and what
   * was sent is told from what the mirror has by its version. */
  g_autoptr (GPtrArray) all = read_outbox (outbox_path, error);
  gboolean read_only = is_read_only (mirror);
  gboolean good;

  if (all == NULL)
    return FALSE;
  /* A connection that may not write may not write temporary tables either. */
  if (!bw_mirror_exec (mirror, "PRAGMA query_only = 0; SAVEPOINT show_edits", error))
    good = FALSE;
  else
    {
      good = show_all (mirror, all, error)
             && bw_mirror_exec (mirror, "RELEASE show_edits", error);
      if (!good)
        bw_mirror_exec (mirror, "ROLLBACK TO show_edits; RELEASE show_edits", NULL);
    }
  if (read_only)
    bw_mirror_exec (mirror, "PRAGMA query_only = 1", NULL);
  return good;
}

/**
 * bw_mirror_list_edited:
 * @mirror: a mirror
 * @relation: a relation that is written back
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 BwEditState): the state by id, with
 *   GUINT_TO_POINTER(), of each record of the relation whose edits bw_mirror_show_edits() shows;
 *   empty where that was not called; %NULL on an error
 */
GHashTable *
bw_mirror_list_edited (BwMirror *mirror, const BwRelation *relation, GError **error)
{
  g_autoptr (GHashTable) edited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  sqlite3 *handle = bw_mirror_get_handle (mirror);
  sqlite3_stmt *statement;
  int result;

  if (sqlite3_table_column_metadata (handle, "temp", "edited", "id", NULL, NULL, NULL, NULL, NULL)
      != SQLITE_OK)
    return g_steal_pointer (&edited);
  statement = prepare (mirror, "SELECT id, state FROM temp.edited WHERE relation = ?1", error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, relation->name, -1, SQLITE_STATIC);
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      BwEditState state;

      if (bw_edit_state_parse ((const char *) sqlite3_column_text (statement, 1), &state))
        g_hash_table_insert (edited, g_strdup ((const char *) sqlite3_column_text (statement, 0)),
                             GUINT_TO_POINTER (state));
    }
  sqlite3_finalize (statement);
  if (result != SQLITE_DONE)
    {
      bw_store_error_from_sqlite (handle, result, bw_mirror_get_path (mirror), error);
      return NULL;
    }
  return g_steal_pointer (&edited);
}
