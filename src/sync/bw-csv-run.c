/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-csv-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sync/bw-csv-cell.h"
#include "sync/bw-csv-import-private.h"
#include "sync/bw-csv-reader.h"

/* Reading the files for good: every cell is checked, every row goes to staging or is reported. */

#define MAX_COLUMNS 32
/* Rows between two looks at progress and cancellation. */
#define STEP 4096

typedef struct {
  BwCsvReport *report;
  BwStaging *staging; /* NULL while it is only looked at. */
  BwCsvProgressFunc progress;
  gpointer progress_data;
  guint64 bytes_before;
  guint64 bytes_total;
  gint64 rows;
} Run;

static void
rejection_free (BwCsvRejection *rejection)
{
  g_free (rejection->file);
  g_free (rejection->column);
  g_free (rejection->reason);
  g_free (rejection);
}

static BwCsvReport *
report_new (void)
{
  BwCsvReport *report = g_new0 (BwCsvReport, 1);

  report->rejections = g_ptr_array_new_with_free_func ((GDestroyNotify) rejection_free);
  return report;
}

void
bw_csv_report_free (BwCsvReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->rejections);
  g_clear_pointer (&report->merge, bw_merge_report_free);
  g_free (report);
}

static void
reject (BwCsvReport *report, const BwCsvFile *file, guint64 line, const char *column, char *reason)
{
  BwCsvRejection *rejection;

  report->rejected++;
  if (report->rejections->len >= BW_CSV_MAX_REJECTIONS)
    {
      g_free (reason);
      return;
    }
  rejection = g_new0 (BwCsvRejection, 1);
  rejection->relation = file->relation;
  rejection->file = g_strdup (file->name);
  rejection->line = line;
  rejection->column = g_strdup (column);
  rejection->reason = reason;
  g_ptr_array_add (report->rejections, rejection);
}

/* The record's field for a column, NULL when the file has none. */
static const BwCsvField *
field_of (const BwCsvFile *file, const BwCsvRecord *record, guint column)
{
  return file->columns[column] >= 0 ? &record->fields[file->columns[column]] : NULL;
}

/* Fills @values. Reports the row and returns FALSE when it is no good. */
static gboolean
check_row (const BwCsvFile *file, const BwCsvRecord *record, BwValue *values, gint64 *updated_at,
           BwCsvReport *report)
{
  static const BwColumn stamp = { "updated_at", BW_COLUMN_TIMESTAMP };
  const BwRelation *relation = file->relation;
  BwValue stamp_value;
  char *reason;

  if (record->n_fields != file->n_headers)
    {
      reject (report, file, record->line, NULL,
              g_strdup_printf (ngettext ("the row has %u cell and the header %u",
                                         "the row has %u cells and the header %u",
                                         record->n_fields),
                               record->n_fields, file->n_headers));
      return FALSE;
    }
  for (guint i = 0; i < relation->n_columns; i++)
    {
      reason = bw_csv_cell_parse (&relation->columns[i], field_of (file, record, i),
                                  file->separator, &values[i]);
      if (reason != NULL)
        {
          reject (report, file, record->line, relation->columns[i].name, reason);
          return FALSE;
        }
    }
  reason = bw_csv_cell_parse (&stamp, field_of (file, record, BW_CSV_UPDATED_AT (relation)),
                              file->separator, &stamp_value);
  if (reason != NULL)
    {
      reject (report, file, record->line, stamp.name, reason);
      return FALSE;
    }
  *updated_at = stamp_value.kind == BW_VALUE_INTEGER ? stamp_value.integer : 0;
  return TRUE;
}

/* Rows that are marked as deleted are neither good nor wrong: they are not there. */
static gboolean
is_deleted (const BwCsvFile *file, const BwCsvRecord *record)
{
  const BwCsvField *field;

  if (record->n_fields != file->n_headers)
    return FALSE;
  field = field_of (file, record, BW_CSV_DELETED_AT (file->relation));
  return field != NULL && field->length > 0;
}

static gboolean
take_row (Run *run, const BwCsvFile *file, const BwCsvRecord *record, GError **error)
{
  BwValue values[MAX_COLUMNS];
  g_autoptr (GError) reason = NULL;
  gint64 updated_at;

  if (is_deleted (file, record) || !check_row (file, record, values, &updated_at, run->report))
    return TRUE;
  if (run->staging != NULL
      && !bw_staging_add (run->staging, file->relation->id, values, updated_at, &reason))
    {
      if (!g_error_matches (reason, BW_STORE_ERROR, BW_STORE_ERROR_DUPLICATE))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
      reject (run->report, file, record->line, NULL,
              g_strdup (_("a row with the same key came before")));
      return TRUE;
    }
  run->report->rows[file->relation->id]++;
  return TRUE;
}

static gboolean
read_file (Run *run, const BwCsvFile *file, guint64 max_rows, GCancellable *cancellable,
           GError **error)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_new (file->file, cancellable, error);
  const BwCsvRecord *record;

  if (reader == NULL || !bw_csv_reader_next (reader, &record, cancellable, error))
    return FALSE;
  if (record == NULL || record->n_fields != file->n_headers)
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                   _("“%s” was changed since it was looked at. Choose it again."), file->name);
      return FALSE;
    }
  for (guint64 row = 0; row < max_rows; row++)
    {
      if (!bw_csv_reader_next (reader, &record, cancellable, error))
        return FALSE;
      if (record == NULL)
        break;
      if (!take_row (run, file, record, error))
        return FALSE;
      if (++run->rows % STEP == 0)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          if (run->progress != NULL && run->bytes_total > 0)
            run->progress (MIN (1.0, (double) (run->bytes_before + bw_csv_reader_get_bytes (reader))
                                       / (double) run->bytes_total),
                           run->rows, run->progress_data);
        }
    }
  run->bytes_before += bw_csv_reader_get_bytes (reader);
  return TRUE;
}

/**
 * bw_csv_import_preview:
 * @file: the place of a file whose relation is known
 * @max_rows: how many rows to look at, 0 for all
 * @error: a #BwSyncError, or what GIO says
 *
 * Checks the rows as the import will, and imports nothing. Keys that come twice are not seen.
 *
 * Returns: (transfer full) (nullable): what is good and what would be left out
 */
BwCsvReport *
bw_csv_import_preview (BwCsvImport *import, guint file, guint max_rows, GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (BwCsvReport) report = report_new ();
  Run run = { .report = report };

  g_return_val_if_fail (((BwCsvFile *) import->files->pdata[file])->relation != NULL, NULL);

  if (!read_file (&run, import->files->pdata[file], max_rows > 0 ? max_rows : G_MAXUINT64,
                  cancellable, error))
    return NULL;
  return g_steal_pointer (&report);
}

static guint64
file_size (const BwCsvFile *file, GCancellable *cancellable)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file->file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, cancellable, NULL);

  return info != NULL ? (guint64) g_file_info_get_size (info) : 0;
}

/**
 * bw_csv_import_run:
 * @mirror_path: the mirror; made when it is not there
 * @progress: (nullable) (scope call): told now and then, in the calling thread
 * @error: a #BwSyncError, a #BwStoreError, %G_IO_ERROR_CANCELLED, or what GIO says
 *
 * Imports the files of which the relation is known. Until the end nobody sees any of it, and a
 * call that fails leaves the mirror as it was.
 *
 * Returns: (transfer full) (nullable): what was imported and what was left out
 */
BwCsvReport *
bw_csv_import_run (BwCsvImport *import, const char *mirror_path, BwCsvProgressFunc progress,
                   gpointer progress_data, GCancellable *cancellable, GError **error)
{
  g_autoptr (BwCsvReport) report = report_new ();
  g_autoptr (BwMirror) mirror = NULL;
  g_autoptr (BwStaging) staging = NULL;
  Run run = { .report = report, .progress = progress, .progress_data = progress_data };

  if (!bw_csv_import_check (import, error))
    return NULL;
  for (guint i = 0; i < import->files->len; i++)
    run.bytes_total += file_size (import->files->pdata[i], cancellable);
  mirror = bw_mirror_open (mirror_path, BW_MIRROR_CREATE, error);
  if (mirror == NULL)
    return NULL;
  staging =
    bw_staging_begin (mirror, "csv", BW_STAGING_FRESH | BW_STAGING_REFUSE_DUPLICATES, error);
  if (staging == NULL)
    return NULL;
  run.staging = staging;
  for (guint i = 0; i < import->files->len; i++)
    {
      const BwCsvFile *file = import->files->pdata[i];

      if (file->relation == NULL)
        continue;
      if (!bw_staging_set_complete (staging, file->relation->id, error)
          || !read_file (&run, file, G_MAXUINT64, cancellable, error))
        {
          /* What it has collected is of no use to anybody. */
          bw_staging_discard (staging, NULL);
          return NULL;
        }
    }
  if (!bw_staging_merge (staging, &report->merge, error))
    return NULL;
  if (progress != NULL)
    progress (1.0, run.rows, progress_data);
  return g_steal_pointer (&report);
}

typedef struct {
  BwCsvImport *import;
  char *mirror_path;
  BwCsvProgressFunc progress;
  gpointer progress_data;
  GMainContext *context;
} AsyncRun;

typedef struct {
  BwCsvProgressFunc progress;
  gpointer data;
  double share;
  gint64 rows;
} Told;

static void
async_run_free (AsyncRun *run)
{
  g_free (run->mirror_path);
  g_main_context_unref (run->context);
  g_free (run);
}

static gboolean
tell (gpointer data)
{
  Told *told = data;

  told->progress (told->share, told->rows, told->data);
  return G_SOURCE_REMOVE;
}

static void
pass_progress_on (double share, gint64 rows, gpointer data)
{
  AsyncRun *run = data;
  Told *told;

  if (run->progress == NULL)
    return;
  told = g_new (Told, 1);
  *told = (Told){ run->progress, run->progress_data, share, rows };
  g_main_context_invoke_full (run->context, G_PRIORITY_DEFAULT, tell, told, g_free);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  AsyncRun *run = data;
  GError *error = NULL;
  BwCsvReport *report =
    bw_csv_import_run (run->import, run->mirror_path, pass_progress_on, run, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) bw_csv_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * bw_csv_import_run_async:
 * @import: has to stay and be left alone until @callback is called
 * @progress: (nullable): told in the calling thread's main context, before @callback
 *
 * Does bw_csv_import_run() in a thread.
 */
void
bw_csv_import_run_async (BwCsvImport *import, const char *mirror_path, BwCsvProgressFunc progress,
                         gpointer progress_data, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  AsyncRun *run = g_new0 (AsyncRun, 1);

  g_task_set_source_tag (task, bw_csv_import_run_async);
  run->import = import;
  run->mirror_path = g_strdup (mirror_path);
  run->progress = progress;
  run->progress_data = progress_data;
  run->context = g_main_context_ref_thread_default ();
  g_task_set_task_data (task, run, (GDestroyNotify) async_run_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * bw_csv_import_run_finish:
 *
 * Returns: (transfer full) (nullable): as bw_csv_import_run() does
 */
BwCsvReport *
bw_csv_import_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
