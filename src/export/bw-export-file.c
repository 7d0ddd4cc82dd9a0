/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-export-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <unistd.h>

G_DEFINE_QUARK (bw-export-error-quark, bw_export_error)

/**
 * bw_export_file_error:
 * @path: the file that was to be written
 * @saved_errno: why it was not
 * @error: (out) (optional): set to what happened and what can be done
 */
void
bw_export_file_error (const char *path, int saved_errno, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  switch (saved_errno)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FULL,
                   _("“%s” was not written: the disk is full. Free some space, or choose another "
                     "folder."),
                   name);
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_DENIED,
                   _("“%s” was not written: writing there is not allowed. Choose another folder."),
                   name);
      break;
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NO_FOLDER,
                   _("“%s” was not written: its folder does not exist. Make the folder first."),
                   name);
      break;
    default:
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_IO,
                   /* Translators: a file, then what the system says. */
                   _("“%1$s” was not written: %2$s"), name, g_strerror (saved_errno));
      break;
    }
}

/* Writes all of it; returns 0 or why it could not. */
static int
write_all (int file, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize written = write (file, data, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return written < 0 ? errno : EIO;
      data += written;
      length -= written;
    }
  return 0;
}

/* A device or a pipe is no file that another could take the place of. */
static int
write_device (const char *path, const void *data, gsize length)
{
  int file = g_open (path, O_WRONLY | O_CLOEXEC, 0), failure;

  if (file < 0)
    return errno;
  failure = write_all (file, data, length);
  if (close (file) != 0 && failure == 0)
    failure = errno;
  return failure;
}

/* Writes to a new file and renames it; what is left of it after a failure is removed. */
static int
write_beside (const char *path, const void *data, gsize length)
{
  g_autofree char *beside = bw_export_file_beside (path);
  int file = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0644), failure;

  if (file < 0)
    return errno;
  failure = write_all (file, data, length);
  if (failure == 0 && g_fsync (file) != 0)
    failure = errno;
  if (close (file) != 0 && failure == 0)
    failure = errno;
  if (failure == 0 && g_rename (beside, path) != 0)
    failure = errno;
  if (failure != 0)
    g_unlink (beside);
  return failure;
}

/**
 * bw_export_file_beside:
 * @path: a file
 *
 * Returns: (transfer full): a template for g_mkstemp_full() of a hidden file in the same folder
 */
char *
bw_export_file_beside (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return g_build_filename (folder, ".bellwether-XXXXXX", NULL);
}

/**
 * bw_export_file_write:
 * @path: the file
 * @data: what it shall hold
 * @length: its length
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Writes beside the file and puts it in its place when it is whole: a file that was there stays
 * as it was when anything goes wrong. A device or a pipe is written to as it is.
 *
 * Returns: whether it was written
 */
gboolean
bw_export_file_write (const char *path, const void *data, gsize length, GError **error)
{
  GStatBuf status;
  gboolean is_device = g_stat (path, &status) == 0 && !S_ISREG (status.st_mode)
                       && !S_ISDIR (status.st_mode);
  int failure = is_device ? write_device (path, data, length) : write_beside (path, data, length);

  if (failure != 0)
    bw_export_file_error (path, failure, error);
  return failure == 0;
}
