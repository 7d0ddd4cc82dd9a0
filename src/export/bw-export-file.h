/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * BwExportError:
 * @BW_EXPORT_ERROR_IO: the file cannot be written
 * @BW_EXPORT_ERROR_FULL: the disk is full
 * @BW_EXPORT_ERROR_DENIED: it is not allowed to write there
 * @BW_EXPORT_ERROR_NO_FOLDER: the folder does not exist
 * @BW_EXPORT_ERROR_FORMAT: the name does not end in the name of a known format
 * @BW_EXPORT_ERROR_TOO_LARGE: more than the format can hold
 * @BW_EXPORT_ERROR_THEME: the company's theme was never set, or cannot be read
 * @BW_EXPORT_ERROR_PICTURE: a picture that cannot be taken in
 * @BW_EXPORT_ERROR_NOTHING: there is nothing that could be written
 *
 * Every message names the file, and what can be done.
 */
typedef enum {
  BW_EXPORT_ERROR_IO,
  BW_EXPORT_ERROR_FULL,
  BW_EXPORT_ERROR_DENIED,
  BW_EXPORT_ERROR_NO_FOLDER,
  BW_EXPORT_ERROR_FORMAT,
  BW_EXPORT_ERROR_TOO_LARGE,
  BW_EXPORT_ERROR_THEME,
  BW_EXPORT_ERROR_PICTURE,
  BW_EXPORT_ERROR_NOTHING,
} BwExportError;

#define BW_EXPORT_ERROR (bw_export_error_quark ())
GQuark   bw_export_error_quark  (void);

gboolean bw_export_file_write   (const char *path, const void *data, gsize length,
                                 GError **error);

/* Several files, which all come to be there or none does. */
typedef struct _BwExportFiles BwExportFiles;

BwExportFiles *bw_export_files_new          (void);
gboolean       bw_export_files_add          (BwExportFiles *self, const char *path,
                                             GBytes *contents, GError **error);
gboolean       bw_export_files_put_in_place (BwExportFiles *self, GError **error);
void           bw_export_files_free         (BwExportFiles *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwExportFiles, bw_export_files_free)

char    *bw_export_file_beside  (const char *path);
void     bw_export_file_error   (const char *path, int saved_errno, GError **error);

G_END_DECLS
