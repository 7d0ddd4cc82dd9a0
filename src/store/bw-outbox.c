/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-outbox.h"

#include <glib/gi18n.h>

#include "store/bw-outbox-private.h"

/* "BwOb": says that a SQLite file is an outbox. */
#define APPLICATION_ID 0x42774f62

/* Raised with every change of the tables; each has a migration, and a fixture among the tests. */
#define VERSION 1

/* The kind and state are words, so that a file can be read without the program; seq is never used
 * twice; mark is a checksum of what the person entered, see bw_outbox_mark_of(). */
static const char *const migrations[VERSION] = {
  "CREATE TABLE edits ("
  "  seq INTEGER PRIMARY KEY AUTOINCREMENT,"
  "  id TEXT NOT NULL,"
  "  relation TEXT NOT NULL,"
  "  record TEXT NOT NULL,"
  "  account TEXT,"
  "  kind TEXT NOT NULL,"
  "  changes TEXT NOT NULL,"
  "  base TEXT,"
  "  base_version INTEGER NOT NULL,"
  "  created_at INTEGER NOT NULL,"
  "  state TEXT NOT NULL,"
  "  attempts INTEGER NOT NULL,"
  "  server TEXT,"
  "  server_version INTEGER NOT NULL,"
  "  reason TEXT,"
  "  sent_at INTEGER,"
  "  mark TEXT NOT NULL) STRICT;"
  "CREATE UNIQUE INDEX edits_id ON edits (id);"
  "CREATE INDEX edits_record ON edits (relation, record, seq);",
};

/* Says what went wrong, as for the mirror, but for what concerns a file that cannot be fetched
 * again. */
void
bw_outbox_set_error (int result, const char *path, sqlite3 *handle, GError **error)
{
  if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB)
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT,
                 _("“%s”, which holds the edits that are not sent yet, is damaged. Start "
                   "Bellwether again: it saves what can be read."),
                 path);
  else
    bw_store_error_from_sqlite (handle, result, path, error);
}

static void
set_newer (const char *path, GError **error)
{
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER,
               _("“%s” was made by a newer Bellwether and holds edits that are not sent yet. "
                 "Use that one."),
               path);
}

const BwStoreKind bw_outbox_kind = {
  APPLICATION_ID, VERSION, migrations, bw_outbox_set_error, set_newer,
};

static gboolean
connect_to_file (BwOutbox *self, GError **error)
{
  return bw_store_connect (&bw_outbox_kind, self->path, &self->handle, error);
}

/* Opens a file that is there, for somebody who only looks at it: a damaged one stays as it is, so
 * that whoever opens it to work with it mends it and says what became of it. */
BwOutbox *
bw_outbox_open_as_is (const char *path, GError **error)
{
  g_autoptr (BwOutbox) self = g_new0 (BwOutbox, 1);

  self->path = g_strdup (path);
  return connect_to_file (self, error) ? g_steal_pointer (&self) : NULL;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_outbox_open:
 * @path: the file
 * @error: return location for a #BwStoreError
 *
 * Opens an outbox, makes it when it is missing, and brings it to this program's version. What can
 * be read of a damaged one goes into a new file: bw_outbox_get_salvage() then tells what became of
 * it. A file of a newer program is left alone: %BW_STORE_ERROR_NEWER.
 *
 * Returns: (transfer full): the outbox, or %NULL
 */
BwOutbox *
bw_outbox_open (const char *path, GError **error)
{
  g_autoptr (BwOutbox) self = g_new0 (BwOutbox, 1);
  g_autoptr (GError) local = NULL;

  self->path = g_strdup (path);
  if (!bw_store_create_file (path, error))
    return NULL;
  if (connect_to_file (self, &local))
    return g_steal_pointer (&self);
  if (!g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_clear_pointer (&self->handle, sqlite3_close_v2);
  if (!bw_outbox_mend (path, &self->salvage, error) || !connect_to_file (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * bw_outbox_close:
 * @outbox: (transfer full) (nullable): an outbox
 */
void
bw_outbox_close (BwOutbox *outbox)
{
  if (outbox == NULL)
    return;
  sqlite3_close_v2 (outbox->handle);
  bw_outbox_salvage_free (outbox->salvage);
  g_free (outbox->path);
  g_free (outbox);
}

/**
 * bw_outbox_get_path:
 * @outbox: an outbox
 *
 * Returns: (transfer none): the file
 */
const char *
bw_outbox_get_path (BwOutbox *outbox)
{
  return outbox->path;
}

/**
 * bw_outbox_get_salvage:
 * @outbox: an outbox
 *
 * Returns: (transfer none) (nullable): what became of a file that was found damaged on opening, or
 *   %NULL when it was whole
 */
const BwOutboxSalvage *
bw_outbox_get_salvage (BwOutbox *outbox)
{
  return outbox->salvage;
}

/**
 * bw_outbox_check:
 * @outbox: an outbox
 * @error: return location
 *
 * Reads the whole file and looks for damage; bw_outbox_mend() saves what can be read.
 *
 * Returns: (transfer full) (element-type utf8): what is wrong, a line each; empty when it is whole;
 *   %NULL when it cannot be read at all
 */
GPtrArray *
bw_outbox_check (BwOutbox *outbox, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = bw_outbox_prepare (outbox, "PRAGMA integrity_check", error);
  int result;

  if (statement == NULL)
    return NULL;
  while ((result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      const char *line = (const char *) sqlite3_column_text (statement, 0);

      if (!g_str_equal (line, "ok"))
        g_ptr_array_add (found, g_strdup (line));
    }
  sqlite3_finalize (statement);
  if (result == SQLITE_DONE && found->len == 0)
    {
      statement = bw_outbox_prepare (outbox, "SELECT " BW_OUTBOX_COLUMNS " FROM edits ORDER BY seq",
                                     error);
      if (statement == NULL)
        return NULL;
      while ((result = sqlite3_step (statement)) == SQLITE_ROW)
        {
          g_autoptr (BwEdit) edit = bw_outbox_read_edit (statement);

          if (edit == NULL)
            g_ptr_array_add (found, g_strdup_printf (_("edit number %lld is not what was entered"),
                                                     sqlite3_column_int64 (statement, 0)));
        }
      sqlite3_finalize (statement);
    }
  if (result != SQLITE_DONE)
    {
      bw_outbox_set_error (result, outbox->path, outbox->handle, error);
      return NULL;
    }
  return g_steal_pointer (&found);
}
