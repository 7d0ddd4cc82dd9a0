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
 * @target_path: what was made in its place
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

  if (link (path, aside) != 0 && errno != EPERM && errno != ENOTSUP)
    goto failed;
  if (!g_file_test (aside, G_FILE_TEST_EXISTS) && g_rename (path, aside) != 0)
    goto failed;
  g_unlink (journal);
  if (g_rename (target_path, path) == 0)
    return TRUE;

failed:
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO,
               _("“%s” is damaged and cannot be set aside (%s). Check the folder's permissions."),
               path, g_strerror (errno));
  return FALSE;
}
