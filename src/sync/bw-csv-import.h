/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/bw-staging.h"
#include "sync/bw-sync-error.h"

G_BEGIN_DECLS

/**
 * BwCsvImport:
 *
 * Files of comma-separated values on their way into a mirror, one file a relation. They are looked
 * at first: which relation a file holds and which of its columns is which is guessed, shown, and
 * can be set; then they are run.
 *
 * What is wrong with a file as a whole (it cannot be read, is not UTF-8, has no header, lacks a
 * required column) stops the import before anything is changed. What is wrong with a row (too few
 * or too many cells, a bad date or number, an empty required cell, a key that came before) leaves
 * that row out and is reported; all others are imported, at once or not at all. The rows of a file
 * replace those that the mirror had of that relation; a relation without a file stays as it is.
 */
typedef struct _BwCsvImport BwCsvImport;

/* How many rows of a file are kept to be shown, and how many refusals of an import. */
#define BW_CSV_SAMPLE_ROWS 20
#define BW_CSV_MAX_REJECTIONS 1000

/**
 * BwCsvFile:
 * @relation: what the file holds, or %NULL when its name and columns do not say
 * @headers: (array length=n_headers): the names of its columns
 * @columns: (array): for each column of the relation, and after them for `updated_at` and
 *   `deleted_at`, the place of its header, or -1
 * @sample: (element-type GStrv): the first rows, as they stand in the file; %NULL-terminated
 */
typedef struct {
  GFile            *file;
  char             *name;
  const BwRelation *relation;
  char              separator;
  char            **headers;
  guint             n_headers;
  int              *columns;
  GPtrArray        *sample;
} BwCsvFile;

/**
 * BwCsvRejection:
 * @line: the line on which the row begins, from 1
 * @column: (nullable): the relation's column, or %NULL when the row as a whole is refused
 * @reason: why, as a sentence
 */
typedef struct {
  const BwRelation *relation;
  char             *file;
  guint64           line;
  char             *column;
  char             *reason;
} BwCsvRejection;

/**
 * BwCsvReport:
 * @rows: how many rows of each relation were good
 * @rejected: how many rows were left out
 * @rejections: (element-type BwCsvRejection): the first %BW_CSV_MAX_REJECTIONS of them
 * @merge: (nullable): what changed in the mirror; %NULL when nothing was imported yet
 */
typedef struct {
  gint64         rows[BW_N_RELATIONS];
  gint64         rejected;
  GPtrArray     *rejections;
  BwMergeReport *merge;
} BwCsvReport;

/* @share: 0..1, how much of all files was read; @rows: how many rows so far. */
typedef void (*BwCsvProgressFunc) (double share, gint64 rows, gpointer data);

BwCsvImport *bw_csv_import_new          (const char *const *paths, const char *map_path,
                                         GCancellable *cancellable, GError **error);
void         bw_csv_import_free         (BwCsvImport *import);
GPtrArray   *bw_csv_import_get_files    (BwCsvImport *import);
char       **bw_csv_import_get_ignored  (BwCsvImport *import);
void         bw_csv_import_set_relation (BwCsvImport *import, guint file,
                                         const BwRelation *relation);
gboolean     bw_csv_import_set_column   (BwCsvImport *import, guint file, const char *column,
                                         int header);
gboolean     bw_csv_import_check        (BwCsvImport *import, GError **error);
gboolean     bw_csv_import_save_map     (BwCsvImport *import, const char *path, GError **error);

BwCsvReport *bw_csv_import_preview      (BwCsvImport *import, guint file, guint max_rows,
                                         GCancellable *cancellable, GError **error);
BwCsvReport *bw_csv_import_run          (BwCsvImport *import, const char *mirror_path,
                                         BwCsvProgressFunc progress, gpointer progress_data,
                                         GCancellable *cancellable, GError **error);
void         bw_csv_import_run_async    (BwCsvImport *import, const char *mirror_path,
                                         BwCsvProgressFunc progress, gpointer progress_data,
                                         GCancellable *cancellable, GAsyncReadyCallback callback,
                                         gpointer data);
BwCsvReport *bw_csv_import_run_finish   (GAsyncResult *result, GError **error);
void         bw_csv_report_free         (BwCsvReport *report);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCsvImport, bw_csv_import_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCsvReport, bw_csv_report_free)

G_END_DECLS
