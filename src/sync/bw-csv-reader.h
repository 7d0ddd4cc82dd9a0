/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sync/bw-sync-error.h"

G_BEGIN_DECLS

/**
 * BwCsvReader:
 *
 * Reads comma-separated values as RFC 4180 has them, record by record, in memory that does not
 * grow with the file. What programs write beside the letter of it is read as well: a separator of
 * semicolon, tab or bar, lines that end with CR LF, LF or CR, a byte order mark, UTF-16 with one,
 * blank lines, a quote within a field that does not begin with one.
 */
typedef struct _BwCsvReader BwCsvReader;

/**
 * BwCsvField:
 * @text: UTF-8, ends with a nul
 * @quoted: whether it stood in quotes
 */
typedef struct {
  const char *text;
  gsize       length;
  gboolean    quoted;
} BwCsvField;

/**
 * BwCsvRecord:
 * @line: the line of the file on which it begins, from 1
 *
 * Belongs to the reader and lasts until the next is read.
 */
typedef struct {
  const BwCsvField *fields;
  guint             n_fields;
  guint64           line;
} BwCsvRecord;

BwCsvReader *bw_csv_reader_new           (GFile *file, GCancellable *cancellable, GError **error);
void         bw_csv_reader_free          (BwCsvReader *reader);
gboolean     bw_csv_reader_next          (BwCsvReader        *reader,
                                          const BwCsvRecord **record,
                                          GCancellable       *cancellable,
                                          GError            **error);
char         bw_csv_reader_get_separator (const BwCsvReader *reader);
guint64      bw_csv_reader_get_bytes     (const BwCsvReader *reader);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCsvReader, bw_csv_reader_free)

G_END_DECLS
