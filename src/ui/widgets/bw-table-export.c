/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-table-export.h"

#include <glib/gi18n.h>

#include "export/bw-sheet.h"

/* How a table becomes a file that a spreadsheet opens. */

typedef struct {
  BwTable *table;
  char    *path;
  char    *text; /* (nullable): of the cell that was asked for last. */
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->table);
  g_free (work->path);
  g_free (work->text);
  g_free (work);
}

static BwCell
cell (gsize row, guint column, gpointer data)
{
  Work *work = data;
  BwTableKind kind = bw_table_get_kind (work->table, column);
  double value;

  g_free (work->text);
  work->text = bw_table_get_text (work->table, (guint) row, column);
  if (*work->text == '\0' || kind == BW_TABLE_TEXT || kind == BW_TABLE_SPAN)
    return bw_cell_text (*work->text ? work->text : NULL);
  value = bw_table_get_value (work->table, (guint) row, column);
  switch (kind)
    {
    case BW_TABLE_SHARE:
      return bw_cell_share (value);
    case BW_TABLE_MONEY:
      return bw_cell_money ((BwMoney) value);
    case BW_TABLE_DATE:
      return bw_cell_date ((BwDate) value);
    case BW_TABLE_NUMBER:
    case BW_TABLE_TEXT:
    case BW_TABLE_SPAN:
    default:
      return bw_cell_number (value);
    }
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  guint n = bw_table_get_n_columns (work->table);
  g_autofree const char **titles = g_new (const char *, n + 1);
  BwSheet sheet = {
    .currency = bw_table_get_currency (work->table),
    .n_columns = n,
    .titles = titles,
    .n_rows = g_list_model_get_n_items (G_LIST_MODEL (work->table)),
    .cell = cell,
    .user_data = work,
  };
  GError *error = NULL;

  for (guint i = 0; i < n; i++)
    titles[i] = bw_table_get_title (work->table, i);
  if (bw_sheet_write (&sheet, work->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
add_filter (GListStore *filters, const char *name, const char *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  g_list_store_append (filters, filter);
}

/**
 * bw_sheet_ask_file:
 * @widget: in the window that asks
 * @title: what is going to be saved
 * @name: of the file, before the person changes it
 * @callback: finishes with gtk_file_dialog_save_finish()
 *
 * Asks where to save rows, as CSV or as a spreadsheet.
 */
void
bw_sheet_ask_file (GtkWidget *widget, const char *title, const char *name,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_dialog_set_title (dialog, title);
  gtk_file_dialog_set_initial_name (dialog, name);
  add_filter (filters, _("CSV Files"), "csv");
  add_filter (filters, _("Spreadsheets"), "xlsx");
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, callback,
                        user_data);
}

/**
 * bw_table_export_async:
 * @path: a file whose name ends in .csv or .xlsx
 *
 * Writes all rows of @table on a worker thread, each cell as what it is: an amount as a number, a
 * day as a date, what is unknown as nothing.
 */
void
bw_table_export_async (BwTable *table, const char *path, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (table, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->table = g_object_ref (table);
  work->path = g_strdup (path);
  g_task_set_source_tag (task, bw_table_export_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run);
}

/**
 * bw_table_export_finish:
 * @error: (out) (optional): #BW_EXPORT_ERROR
 */
gboolean
bw_table_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
