/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-file.h"

G_BEGIN_DECLS

/**
 * BwZipData:
 *
 * Contents of a file as they stand in a zip. They can be made in any thread.
 */
typedef struct {
  GBytes   *packed;
  gsize     size; /* Before they were packed. */
  guint32   sum;  /* CRC-32 of the contents. */
  gboolean  is_deflated;
} BwZipData;

/**
 * BwZip:
 *
 * A zip in the making, held in memory. Every size stands before the contents, and nothing is of a
 * date: the same files make the same zip.
 */
typedef struct {
  GByteArray *bytes;
  GByteArray *directory;
  guint       n_files;
} BwZip;

BwZipData *bw_zip_data_new  (GBytes *contents, gboolean deflate);
void       bw_zip_data_free (BwZipData *data);

void       bw_zip_init      (BwZip *self);
void       bw_zip_clear     (BwZip *self);
void       bw_zip_add       (BwZip *self, const char *name, const BwZipData *data);
GBytes    *bw_zip_finish    (BwZip *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwZipData, bw_zip_data_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwZip, bw_zip_clear)

G_END_DECLS
