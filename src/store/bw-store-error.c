/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-store-error.h"

#include <errno.h>
#include <glib/gi18n.h>

G_DEFINE_QUARK (bw-store-error-quark, bw_store_error)

/**
 * bw_store_error_from_sqlite:
 * @handle: (nullable): the connection on which the call failed
 * @result: what the call returned
 * @path: the file, for the message
 * @error: set to the error of this layer
 *
 * Says what went wrong with the file in words that name the file and the remedy.
 */
void
bw_store_error_from_sqlite (sqlite3 *handle, int result, const char *path, GError **error)
{
  int system = handle != NULL ? sqlite3_system_errno (handle) : 0;

  switch (result & 0xff)
    {
    case SQLITE_FULL:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL,
                   _("There is no room left on the disk for “%s”. Free some space and try again; "
                     "what was there before is kept."),
                   path);
      return;

    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_BUSY,
                   _("“%s” is in use by another program or window. Try again when that is done."),
                   path);
      return;

    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT,
                   _("“%s” is damaged. Refresh the portfolio to fetch its data again."), path);
      return;

    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID,
                   _("A row cannot be kept in “%s”: %s"), path,
                   handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result));
      return;

    default:
      break;
    }

  if (system == ENOSPC || system == EDQUOT || system == EFBIG)
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL,
                 _("There is no room left on the disk for “%s”. Free some space and try again; "
                   "what was there before is kept."),
                 path);
  else
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
                 _("“%s” cannot be read or written (%s). Check its permissions and the disk."),
                 path, system != 0 ? g_strerror (system) : sqlite3_errstr (result));
}

/**
 * bw_store_exec:
 * @handle: a connection
 * @path: its file, for the message
 * @sql: statements without parameters
 * @error: return location
 *
 * Returns: whether all statements were run
 */
gboolean
bw_store_exec (sqlite3 *handle, const char *path, const char *sql, GError **error)
{
  int result = sqlite3_exec (handle, sql, NULL, NULL, NULL);

  if (result == SQLITE_OK)
    return TRUE;
  g_debug ("%s: %s in: %s", path, sqlite3_errmsg (handle), sql);
  bw_store_error_from_sqlite (handle, result, path, error);
  return FALSE;
}
