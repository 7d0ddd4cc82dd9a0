/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-store-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* How long a connection waits for another one that writes. */
#define BUSY_TIMEOUT_MS 10000

/**
 * bw_store_create_file:
 * @path: a file that may be there already
 * @error: return location: %BW_STORE_ERROR_FULL and %BW_STORE_ERROR_IO
 *
 * Makes an empty file that nobody else can read, in folders that nobody else can enter, for SQLite
 * to open: it would make one that everybody can read. A file that is there stays as it is.
 *
 * Returns: whether the file is there
 */
gboolean
bw_store_create_file (const char *path, GError **error)
{
  static GMutex making;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&making);
  g_autofree char *folder = g_path_get_dirname (path);
  int code = 0;
  int fd;

  /* A file that is there is not even opened: closing it would give up the locks that another
   * connection of this process holds on it, and let another program write in between. */
  if (g_mkdir_with_parents (folder, 0700) != 0)
    code = errno;
  else if ((fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600)) >= 0)
    close (fd);
  else if (errno != EEXIST)
    code = errno;
  if (code == 0)
    return TRUE;
  g_set_error (error, BW_STORE_ERROR,
               code == ENOSPC || code == EDQUOT ? BW_STORE_ERROR_FULL : BW_STORE_ERROR_IO,
               _("“%s” cannot be made (%s). Check the folder's permissions and the disk."), path,
               g_strerror (code));
  return FALSE;
}

/**
 * bw_store_open_connection:
 * @path: a file that is there
 * @handle: (out) (nullable): the connection, to be closed even when this fails
 *
 * Opens a file in the way that is common to all of ours: for writing too, as it is SQLite that has
 * to roll the journal back after a crash before anybody can read.
 *
 * Returns: what SQLite says
 */
int
bw_store_open_connection (const char *path, sqlite3 **handle)
{
  int result = sqlite3_open_v2 (path, handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (result != SQLITE_OK)
    return result;
  sqlite3_extended_result_codes (*handle, 1);
  sqlite3_busy_timeout (*handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (*handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (*handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  return SQLITE_OK;
}

/**
 * bw_store_query_int:
 * @handle: a connection
 * @sql: a statement without parameters
 * @value: (out): the first column of its first row
 *
 * Returns: %SQLITE_ROW, or what SQLite says in its place
 */
int
bw_store_query_int (sqlite3 *handle, const char *sql, gint64 *value)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    *value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return result;
}

static gboolean
execute (const BwStoreKind *kind, const char *path, sqlite3 *handle, const char *sql,
         GError **error)
{
  int result = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    kind->set_error (result, path, handle, error);
  return result == SQLITE_OK;
}

static gboolean
query_int (const BwStoreKind *kind, const char *path, sqlite3 *handle, const char *sql,
           gint64 *value, GError **error)
{
  int result = bw_store_query_int (handle, sql, value);

  if (result != SQLITE_ROW)
    kind->set_error (result, path, handle, error);
  return result == SQLITE_ROW;
}

static gboolean
upgrade (const BwStoreKind *kind, const char *path, sqlite3 *handle, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("PRAGMA application_id = %d; PRAGMA user_version = %d; COMMIT;",
                       kind->application_id, kind->version);
  gint64 version;
  gboolean good;

  if (!execute (kind, path, handle, "BEGIN IMMEDIATE", error))
    return FALSE;
  /* Another program may have done it while this one waited for the lock. */
  good = query_int (kind, path, handle, "PRAGMA user_version", &version, error);
  for (gint64 i = good ? version : kind->version; good && i < kind->version; i++)
    good = execute (kind, path, handle, kind->migrations[i], error);
  if (good && execute (kind, path, handle, sql, error))
    return TRUE;
  sqlite3_exec (handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * bw_store_connect:
 * @kind: what the file is
 * @path: a file that is there; it may be empty
 * @handle: (out) (nullable): the connection, to be closed even when this fails
 * @error: return location for a #BwStoreError
 *
 * Opens a file and brings it to this program's version.
 *
 * Returns: whether what is written to it from now on is on the disk as soon as it is committed
 */
gboolean
bw_store_connect (const BwStoreKind *kind, const char *path, sqlite3 **handle, GError **error)
{
  int result = bw_store_open_connection (path, handle);
  gint64 application, version, tables;

  if (result != SQLITE_OK)
    {
      kind->set_error (result, path, *handle, error);
      return FALSE;
    }
  /* In a truncated journal with full synchronisation a commit is on the disk when it returns. */
  if (!execute (kind, path, *handle,
                "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;"
                "PRAGMA temp_store = FILE; PRAGMA cell_size_check = 1;",
                error)
      || !query_int (kind, path, *handle, "PRAGMA application_id", &application, error)
      || !query_int (kind, path, *handle, "PRAGMA user_version", &version, error)
      || !query_int (kind, path, *handle, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;
  if ((tables > 0 && application != kind->application_id) || version < 0)
    {
      kind->set_error (SQLITE_NOTADB, path, *handle, error);
      return FALSE;
    }
  if (version > kind->version)
    {
      kind->set_newer (path, error);
      return FALSE;
    }
  return version == kind->version || upgrade (kind, path, *handle, error);
}

/**
 * bw_store_aside_path:
 * @path: a file that turned out to be damaged
 *
 * Returns: (transfer full): PATH.damaged-TIMESTAMP, which is not there yet
 */
char *
bw_store_aside_path (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%S");
  char *target = g_strdup_printf ("%s.damaged-%s", path, stamp);

  for (guint i = 2; g_file_test (target, G_FILE_TEST_EXISTS); i++)
    {
      g_free (target);
      target = g_strdup_printf ("%s.damaged-%s-%u", path, stamp, i);
    }
  return target;
}

/**
 * bw_store_put_in_place:
 * @path: a damaged file that is not open here any more
 * @target_path: what was made in its place, and is not open either
 * @aside: where the damaged one goes, by bw_store_aside_path()
 * @error: return location
 *
 * Moves the damaged file away and the new one into its place. A link keeps a file at the path all
 * the time, so that no other program makes an empty one in between.
 *
 * Returns: whether the new one is in its place
 */
gboolean
bw_store_put_in_place (const char *path, const char *target_path, const char *aside,
                       GError **error)
{
  g_autofree char *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char *target_journal = g_strconcat (target_path, "-journal", NULL);

  if (link (path, aside) != 0 && errno != EPERM && errno != ENOTSUP)
    goto failed;
  if (!g_file_test (aside, G_FILE_TEST_EXISTS) && g_rename (path, aside) != 0)
    goto failed;
  g_unlink (journal);
  g_unlink (target_journal);
  if (g_rename (target_path, path) == 0)
    return TRUE;

failed:
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
               _("“%s” is damaged and cannot be set aside (%s). Check the folder's permissions."),
               path, g_strerror (errno));
  return FALSE;
}
