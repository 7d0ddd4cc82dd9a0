/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-mirror.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "store/bw-mirror-schema.h"
#include "store/bw-store-file.h"

/* A bound on the memory of a connection that writes; beyond it SQLite uses the journal. */
#define WRITER_CACHE_KIB 32768

#define META_GENERATION "generation"
#define META_ALL_TOUCHED "all_touched"

struct _BwMirror {
  char    *path;
  char    *set_aside_path;
  sqlite3 *handle;
};

/* Helpers -------------------------------------------------------------------------------------- */

/* One integer from a statement without parameters. */
static gboolean
query_int (BwMirror *self, const char *sql, gint64 *value, GError **error)
{
  int result = bw_store_query_int (self->handle, sql, value);

  if (result != SQLITE_ROW)
    bw_store_error_from_sqlite (self->handle, result, self->path, error);
  return result == SQLITE_ROW;
}

/* Whether the file's tables are all there and have all columns. */
static gboolean
is_complete (BwMirror *self)
{
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      const BwRelation *relation = bw_relation_get (i);

      for (guint j = 0; j < relation->n_columns; j++)
        {
          if (sqlite3_table_column_metadata (self->handle, "main", relation->name,
                                             relation->columns[j].name, NULL, NULL, NULL, NULL,
                                             NULL)
              != SQLITE_OK)
            return FALSE;
        }
    }
  return TRUE;
}

static gboolean
upgrade (BwMirror *self, GError **error)
{
  gint64 version;

  if (!bw_mirror_exec (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  /* Another program may have done the work while this one waited for the lock. */
  if (query_int (self, "PRAGMA main.user_version", &version, error)
      && bw_mirror_schema_upgrade (self->handle, self->path, version, error)
      && bw_mirror_exec (self, "COMMIT", error))
    return TRUE;
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* Looks at what the file is, and brings it to this program's version. */
static gboolean
examine (BwMirror *self, BwMirrorFlags flags, GError **error)
{
  gint64 application, version, tables;

  if (!query_int (self, "PRAGMA main.application_id", &application, error)
      || !query_int (self, "PRAGMA main.user_version", &version, error)
      || !query_int (self, "SELECT count(*) FROM main.sqlite_schema", &tables, error))
    return FALSE;

  if (tables > 0 && application != BW_MIRROR_APPLICATION_ID)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT,
                   _("“%s” is not a copy of a portfolio. Move it away and refresh."), self->path);
      return FALSE;
    }
  if (version > BW_MIRROR_VERSION)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER,
                   _("“%s” was made by a newer Bellwether. Use that one, or remove the file and "
                     "refresh."),
                   self->path);
      return FALSE;
    }
  if (tables == 0 && (flags & BW_MIRROR_CREATE) == 0)
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
                   _("“%s” is empty. Refresh the portfolio first."), self->path);
      return FALSE;
    }
  if (version < BW_MIRROR_VERSION || !is_complete (self))
    return upgrade (self, error);
  return TRUE;
}

/* query_only keeps the connection of a reader, which is opened for writing too, from it. */
static gboolean
configure (BwMirror *self, BwMirrorFlags flags, GError **error)
{
  g_autofree char *sql = NULL;

  if ((flags & BW_MIRROR_READ_ONLY) != 0)
    sql = g_strdup ("PRAGMA query_only = 1; PRAGMA mmap_size = 1073741824;");
  else
    sql = g_strdup_printf ("PRAGMA cache_size = -%d;", WRITER_CACHE_KIB);
  return bw_mirror_exec (self, sql, error);
}

static gboolean
connect_to_file (BwMirror *self, BwMirrorFlags flags, GError **error)
{
  int result = bw_store_open_connection (self->path, &self->handle);

  if (result != SQLITE_OK)
    {
      bw_store_error_from_sqlite (self->handle, result, self->path, error);
      return FALSE;
    }
  /* A truncated journal costs one sync less than a deleted one. */
  return bw_mirror_exec (self,
                         "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = NORMAL;"
                         "PRAGMA temp_store = FILE; PRAGMA cell_size_check = 1;",
                         error)
         && examine (self, flags, error) && configure (self, flags, error);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_mirror_open:
 * @path: the file
 * @flags: how
 * @error: return location for a #BwStoreError
 *
 * Opens a mirror, and brings it to this program's version when an older one made it. With
 * %BW_MIRROR_CREATE a missing file is made (mode 0600, in folders of mode 0700), and a damaged one
 * is set aside and made anew: bw_mirror_get_set_aside_path() then tells where it went. A file of a
 * newer program is left alone: %BW_STORE_ERROR_NEWER.
 *
 * Returns: (transfer full): the mirror, or %NULL
 */
BwMirror *
bw_mirror_open (const char *path, BwMirrorFlags flags, GError **error)
{
  g_autoptr (BwMirror) self = g_new0 (BwMirror, 1);
  g_autoptr (GError) local = NULL;

  self->path = g_strdup (path);
  if ((flags & BW_MIRROR_CREATE) != 0)
    {
      if (!bw_store_create_file (path, error))
        return NULL;
    }
  else if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
                   _("“%s” is not there. Refresh the portfolio first."), path);
      return NULL;
    }

  if (connect_to_file (self, flags, &local))
    return g_steal_pointer (&self);
  if (!g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT)
      || (flags & BW_MIRROR_CREATE) == 0)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  g_clear_pointer (&self->handle, sqlite3_close_v2);
  self->set_aside_path = bw_mirror_set_aside (path, error);
  if (self->set_aside_path == NULL || !bw_store_create_file (path, error)
      || !connect_to_file (self, flags, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * bw_mirror_close:
 * @mirror: (transfer full): a mirror
 */
void
bw_mirror_close (BwMirror *mirror)
{
  if (mirror == NULL)
    return;
  sqlite3_close_v2 (mirror->handle);
  g_free (mirror->path);
  g_free (mirror->set_aside_path);
  g_free (mirror);
}

/**
 * bw_mirror_get_handle:
 * @mirror: a mirror
 *
 * Returns: (transfer none): its connection, to be used on the mirror's thread
 */
sqlite3 *
bw_mirror_get_handle (BwMirror *mirror)
{
  return mirror->handle;
}

/**
 * bw_mirror_get_path:
 * @mirror: a mirror
 *
 * Returns: (transfer none): the file
 */
const char *
bw_mirror_get_path (BwMirror *mirror)
{
  return mirror->path;
}

/**
 * bw_mirror_get_set_aside_path:
 * @mirror: a mirror
 *
 * Returns: (transfer none) (nullable): where the damaged file went that was found on opening, or
 *   %NULL when the file was whole
 */
const char *
bw_mirror_get_set_aside_path (BwMirror *mirror)
{
  return mirror->set_aside_path;
}

/**
 * bw_mirror_set_aside:
 * @path: a mirror that turned out to be damaged, and is not open here any more
 * @error: return location
 *
 * Renames the file to PATH.damaged-TIMESTAMP, so that a new one can be made in its place.
 *
 * Returns: (transfer full): the new name, or %NULL
 */
char *
bw_mirror_set_aside (const char *path, GError **error)
{
  static const char *const companions[] = { "-journal", "-staging", "-staging-journal" };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  g_autofree char *target = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 2; g_file_test (target, G_FILE_TEST_EXISTS); i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s.damaged-%s-%u", path, stamp, i);
    }
  if (g_rename (path, target) != 0)
    {
      int code = errno;

      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                   _("“%s” is damaged and cannot be set aside (%s). Remove it and refresh."), path,
                   g_strerror (code));
      return NULL;
    }
  /* They belong to the damaged file and would spoil the new one. */
  for (guint i = 0; i < G_N_ELEMENTS (companions); i++)
    {
      g_autofree char *companion = g_strconcat (path, companions[i], NULL);

      g_unlink (companion);
    }
  return g_steal_pointer (&target);
}

/**
 * bw_mirror_exec:
 * @mirror: a mirror
 * @sql: statements without parameters
 * @error: return location
 *
 * Returns: whether all statements were run
 */
gboolean
bw_mirror_exec (BwMirror *mirror, const char *sql, GError **error)
{
  return bw_store_exec (mirror->handle, mirror->path, sql, error);
}

/**
 * bw_mirror_get_meta:
 * @mirror: a mirror
 * @key: a name
 * @value: (out) (nullable) (transfer full): what is kept under it, %NULL when nothing is
 * @error: return location
 *
 * Returns: whether the mirror could be read
 */
gboolean
bw_mirror_get_meta (BwMirror *mirror, const char *key, char **value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (mirror->handle, "SELECT value FROM main.meta WHERE key = ?1", -1,
                                   &statement, NULL);

  *value = NULL;
  if (result == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      result = sqlite3_step (statement);
      if (result == SQLITE_ROW)
        *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    }
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    bw_store_error_from_sqlite (mirror->handle, result, mirror->path, error);
  sqlite3_finalize (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

/**
 * bw_mirror_set_meta:
 * @mirror: a mirror
 * @key: a name
 * @value: (nullable): what to keep under it; %NULL removes it
 * @error: return location
 *
 * Returns: whether it was kept
 */
gboolean
bw_mirror_set_meta (BwMirror *mirror, const char *key, const char *value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (mirror->handle,
                                   value != NULL
                                     ? "INSERT OR REPLACE INTO main.meta VALUES (?1, ?2)"
                                     : "DELETE FROM main.meta WHERE key = ?1",
                                   -1, &statement, NULL);

  if (result == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, key, -1, SQLITE_STATIC);
      if (value != NULL)
        sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
      result = sqlite3_step (statement);
    }
  if (result != SQLITE_DONE)
    bw_store_error_from_sqlite (mirror->handle, result, mirror->path, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

static char *
older_key (BwRelationId relation)
{
  return g_strconcat ("older:", bw_relation_get (relation)->name, NULL);
}

/**
 * bw_mirror_is_older:
 * @mirror: a mirror
 * @relation: a relation
 *
 * Returns: whether the backend lacked, at the last refresh, the columns of @relation that came
 *   later: they are null here, and cannot be written
 */
gboolean
bw_mirror_is_older (BwMirror *mirror, BwRelationId relation)
{
  g_autofree char *key = older_key (relation);
  g_autofree char *value = NULL;

  return bw_mirror_get_meta (mirror, key, &value, NULL) && value != NULL;
}

/**
 * bw_mirror_set_older:
 * @mirror: a mirror that can be changed
 * @relation: a relation
 * @older: whether the backend lacks columns of it that came later
 * @error: (out) (optional): #BW_STORE_ERROR
 *
 * Returns: whether it is noted
 */
gboolean
bw_mirror_set_older (BwMirror *mirror, BwRelationId relation, gboolean older, GError **error)
{
  g_autofree char *key = older_key (relation);

  return bw_mirror_is_older (mirror, relation) == older
         || bw_mirror_set_meta (mirror, key, older ? "1" : NULL, error);
}

/**
 * bw_mirror_get_generation:
 * @mirror: a mirror
 * @error: return location
 *
 * Returns: a number that every merge raises which changed something; 0 while nothing was ever
 *   merged; -1 on error
 */
gint64
bw_mirror_get_generation (BwMirror *mirror, GError **error)
{
  g_autofree char *value = NULL;

  if (!bw_mirror_get_meta (mirror, META_GENERATION, &value, error))
    return -1;
  return value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

/**
 * bw_mirror_list_touched_since:
 * @mirror: a mirror
 * @generation: a generation that was seen before
 * @all: (out): set when more changed than can be told by accounts (a first fill, a change of the
 *   company, its policy or its metrics): everything is to be computed anew
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8): ids of the accounts of which a row was added,
 *   changed or deleted after @generation, in their order; empty when @all is set; %NULL on error
 */
GPtrArray *
bw_mirror_list_touched_since (BwMirror *mirror, gint64 generation, gboolean *all, GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *value = NULL;
  sqlite3_stmt *statement = NULL;
  int result;

  if (!bw_mirror_get_meta (mirror, META_ALL_TOUCHED, &value, error))
    return NULL;
  *all = value != NULL && g_ascii_strtoll (value, NULL, 10) > generation;
  if (*all)
    return g_steal_pointer (&ids);

  result = sqlite3_prepare_v2 (mirror->handle,
                               "SELECT account_id FROM main.touched WHERE generation > ?1"
                               " ORDER BY account_id",
                               -1, &statement, NULL);
  if (result == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, generation);
      while ((result = sqlite3_step (statement)) == SQLITE_ROW)
        g_ptr_array_add (ids, g_strdup ((const char *) sqlite3_column_text (statement, 0)));
    }
  if (result != SQLITE_DONE)
    bw_store_error_from_sqlite (mirror->handle, result, mirror->path, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE ? g_steal_pointer (&ids) : NULL;
}

/**
 * bw_mirror_count_rows:
 * @mirror: a mirror
 * @relation: a relation
 * @error: return location
 *
 * Returns: how many rows it holds, or -1 on error
 */
gint64
bw_mirror_count_rows (BwMirror *mirror, BwRelationId relation, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count(*) FROM main.\"%s\"",
                                          bw_relation_get (relation)->name);
  gint64 rows;

  return query_int (mirror, sql, &rows, error) ? rows : -1;
}

/**
 * bw_mirror_check:
 * @mirror: a mirror
 * @error: return location
 *
 * Reads the whole file and looks for damage.
 *
 * Returns: (transfer full) (element-type utf8): what is wrong, a line each; empty when the mirror
 *   is whole; %NULL when it cannot be read at all
 */
GPtrArray *
bw_mirror_check (BwMirror *mirror, GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func (g_free);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (mirror->handle, "PRAGMA main.integrity_check", -1, &statement,
                                   NULL);
  gint64 without_slot;

  while (result == SQLITE_OK || result == SQLITE_ROW)
    {
      const char *line;

      result = sqlite3_step (statement);
      if (result != SQLITE_ROW)
        break;
      line = (const char *) sqlite3_column_text (statement, 0);
      if (!g_str_equal (line, "ok"))
        g_ptr_array_add (found, g_strdup (line));
    }
  sqlite3_finalize (statement);
  if (result != SQLITE_DONE)
    {
      bw_store_error_from_sqlite (mirror->handle, result, mirror->path, error);
      return NULL;
    }

  if (found->len == 0)
    {
      if (!query_int (mirror,
                      "SELECT count(*) FROM main.accounts WHERE id NOT IN"
                      " (SELECT account_id FROM main.account_slots)",
                      &without_slot, error))
        return NULL;
      if (without_slot > 0)
        /* A macro of a format would cut the string that translators get to see. */
        g_ptr_array_add (found, g_strdup_printf (ngettext ("%lu account has no slot",
                                                           "%lu accounts have no slot",
                                                           (gulong) without_slot),
                                                 (gulong) without_slot));
    }
  return g_steal_pointer (&found);
}
