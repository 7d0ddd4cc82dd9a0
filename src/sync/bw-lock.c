/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "store/bw-store-error.h"
#include "sync/bw-sync-error.h"

/**
 * bw_lock_take:
 * @path: a file that is made when it is missing
 * @busy: what to say when somebody else has the lock
 * @error: return location: %BW_SYNC_ERROR_LOCKED when somebody else has it
 *
 * Takes a lock that other programs and other windows of this one respect, without waiting for it.
 *
 * Returns: a file descriptor that holds it until it is closed, or -1
 */
int
bw_lock_take (const char *path, const char *busy, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd, code;

  if (g_mkdir_with_parents (folder, 0700) != 0
      || (fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600)) < 0)
    {
      code = errno;
      g_set_error (error, BW_STORE_ERROR,
                   code == ENOSPC || code == EDQUOT ? BW_STORE_ERROR_FULL : BW_STORE_ERROR_IO,
                   _("“%s” cannot be made (%s). Check the folder's permissions and the disk."),
                   path, g_strerror (code));
      return -1;
    }
  if (flock (fd, LOCK_EX | LOCK_NB) == 0)
    return fd;
  code = errno;
  close (fd);
  if (code == EWOULDBLOCK)
    g_set_error_literal (error, BW_SYNC_ERROR, BW_SYNC_ERROR_LOCKED, busy);
  else
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO, _("“%s” cannot be locked (%s)."), path,
                 g_strerror (code));
  return -1;
}
