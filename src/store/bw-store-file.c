/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-store-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

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
