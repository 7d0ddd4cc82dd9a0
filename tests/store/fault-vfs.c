/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fault-vfs.h"

#include <sqlite3.h>
#include <string.h>

typedef struct {
  sqlite3_file  base;
  sqlite3_file *real;
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static Fault fault;
static guint after;
static guint operations;
static gboolean lasting;

/* What becomes of the next operation that changes the disk. */
static int
next_result (void)
{
  guint number = operations++;

  if (fault == FAULT_NONE || number < after || (number > after && !lasting))
    return SQLITE_OK;
  return fault == FAULT_FULL ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int
file_close (sqlite3_file *file)
{
  File *self = (File *) file;
  int result = self->real->pMethods != NULL ? self->real->pMethods->xClose (self->real) : SQLITE_OK;

  g_free (self->real);
  return result;
}

static int
file_read (sqlite3_file *file, void *data, int length, sqlite3_int64 offset)
{
  File *self = (File *) file;

  return self->real->pMethods->xRead (self->real, data, length, offset);
}

static int
file_write (sqlite3_file *file, const void *data, int length, sqlite3_int64 offset)
{
  File *self = (File *) file;
  int result = next_result ();

  return result == SQLITE_OK ? self->real->pMethods->xWrite (self->real, data, length, offset)
                             : result;
}

static int
file_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  File *self = (File *) file;
  int result = next_result ();

  return result == SQLITE_OK ? self->real->pMethods->xTruncate (self->real, size) : result;
}

static int
file_sync (sqlite3_file *file, int flags)
{
  return next_result ();
}

static int
file_size (sqlite3_file *file, sqlite3_int64 *size)
{
  File *self = (File *) file;

  return self->real->pMethods->xFileSize (self->real, size);
}

static int
file_lock (sqlite3_file *file, int level)
{
  File *self = (File *) file;

  return self->real->pMethods->xLock (self->real, level);
}

static int
file_unlock (sqlite3_file *file, int level)
{
  File *self = (File *) file;

  return self->real->pMethods->xUnlock (self->real, level);
}

static int
file_check_lock (sqlite3_file *file, int *reserved)
{
  File *self = (File *) file;

  return self->real->pMethods->xCheckReservedLock (self->real, reserved);
}

static int
file_control (sqlite3_file *file, int operation, void *data)
{
  File *self = (File *) file;

  return self->real->pMethods->xFileControl (self->real, operation, data);
}

static int
file_sector_size (sqlite3_file *file)
{
  File *self = (File *) file;

  return self->real->pMethods->xSectorSize (self->real);
}

static int
file_device (sqlite3_file *file)
{
  File *self = (File *) file;

  return self->real->pMethods->xDeviceCharacteristics (self->real);
}

static const sqlite3_io_methods methods = {
  .iVersion = 1,
  .xClose = file_close,
  .xRead = file_read,
  .xWrite = file_write,
  .xTruncate = file_truncate,
  .xSync = file_sync,
  .xFileSize = file_size,
  .xLock = file_lock,
  .xUnlock = file_unlock,
  .xCheckReservedLock = file_check_lock,
  .xFileControl = file_control,
  .xSectorSize = file_sector_size,
  .xDeviceCharacteristics = file_device,
};

static int
vfs_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *opened = (File *) file;
  int result;

  opened->real = g_malloc0 (real_vfs->szOsFile);
  result = real_vfs->xOpen (real_vfs, name, opened->real, flags, out_flags);
  opened->base.pMethods = result == SQLITE_OK ? &methods : NULL;
  if (result != SQLITE_OK)
    g_clear_pointer (&opened->real, g_free);
  return result;
}

/* Puts this disk in the place of the real one, for the whole program. */
void
fault_vfs_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = "fault";
  vfs.szOsFile = sizeof (File);
  vfs.xOpen = vfs_open;
  vfs.pNext = NULL;
  sqlite3_vfs_register (&vfs, TRUE);
}

/* Lets the operation after @so_many fail, and all behind it when that is @for_good. */
void
fault_vfs_arm (Fault what, guint so_many, gboolean for_good)
{
  fault = what;
  after = so_many;
  lasting = for_good;
  operations = 0;
}

/* How many operations there were since it was armed. */
guint
fault_vfs_disarm (void)
{
  fault = FAULT_NONE;
  return operations;
}
