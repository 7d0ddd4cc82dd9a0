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

/* Writes to a new file, whose name @beside becomes; what is left of it after a failure is removed. */
static int
write_beside (char *beside, const void *data, gsize length)
{
  int file = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0644), failure;

  if (file < 0)
    return errno;
  failure = write_all (file, data, length);
  if (failure == 0 && g_fsync (file) != 0)
    failure = errno;
  if (close (file) != 0 && failure == 0)
    failure = errno;
  if (failure != 0)
    g_unlink (beside);
  return failure;
}

static int
write_and_rename (const char *path, const void *data, gsize length)
{
  g_autofree char *beside = bw_export_file_beside (path);
  int failure = write_beside (beside, data, length);

  if (failure == 0 && g_rename (beside, path) != 0)
    {
      failure = errno;
      g_unlink (beside);
    }
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
  int failure = is_device ? write_device (path, data, length)
                          : write_and_rename (path, data, length);

  if (failure != 0)
    bw_export_file_error (path, failure, error);
  return failure == 0;
}

/* Several files -------------------------------------------------------------------------------- */

struct _BwExportFiles {
  GPtrArray *paths;   /* Of the files, and of what waits beside each. */
  GPtrArray *beside;
};

/**
 * bw_export_files_new:
 *
 * Returns: (transfer full): no file yet
 */
BwExportFiles *
bw_export_files_new (void)
{
  BwExportFiles *self = g_new0 (BwExportFiles, 1);

  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->beside = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * bw_export_files_add:
 * @self: files
 * @path: of another one
 * @contents: what it shall hold
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Writes it beside its place, where it waits for the others.
 *
 * Returns: whether it was written
 */
gboolean
bw_export_files_add (BwExportFiles *self, const char *path, GBytes *contents, GError **error)
{
  g_autofree char *beside = bw_export_file_beside (path);
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (contents, &length);
  int failure = write_beside (beside, data, length);

  if (failure != 0)
    {
      bw_export_file_error (path, failure, error);
      return FALSE;
    }
  g_ptr_array_add (self->paths, g_strdup (path));
  g_ptr_array_add (self->beside, g_steal_pointer (&beside));
  return TRUE;
}

/**
 * bw_export_files_put_in_place:
 * @self: files; there are none afterwards
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Returns: whether all of them are there now
 */
gboolean
bw_export_files_put_in_place (BwExportFiles *self, GError **error)
{
  while (self->paths->len > 0)
    {
      if (g_rename (self->beside->pdata[0], self->paths->pdata[0]) != 0)
        {
          bw_export_file_error (self->paths->pdata[0], errno, error);
          return FALSE;
        }
      g_ptr_array_remove_index (self->paths, 0);
      g_ptr_array_remove_index (self->beside, 0);
    }
  return TRUE;
}

void
bw_export_files_free (BwExportFiles *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->beside->len; i++)
    g_unlink (self->beside->pdata[i]);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->beside);
  g_free (self);
}
