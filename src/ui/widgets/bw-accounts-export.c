/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-accounts-export.h"

#include <glib/gi18n.h>

#include "export/bw-sheet.h"

typedef struct {
  BwAccountList *list;
  GPtrArray     *columns; /* BwAccountColumn */
  char          *path;
} Work;

static void
work_free (Work *work)
{
  g_object_unref (work->list);
  g_ptr_array_unref (work->columns);
  g_free (work->path);
  g_free (work);
}

static BwCell
cell (gsize row, guint column, gpointer data)
{
  Work *work = data;
  const BwSnapshot *snapshot = bw_account_list_get_snapshot (work->list);
  const BwAccountColumn *figure = g_ptr_array_index (work->columns, column);
  BwAccountValue value
    = bw_account_value (snapshot, bw_account_list_get_row (work->list, row), figure);

  switch (value.type)
    {
    case BW_ACCOUNT_VALUE_MONEY:
      return bw_cell_money (value.money);
    case BW_ACCOUNT_VALUE_NUMBER:
      return bw_cell_number (value.number);
    case BW_ACCOUNT_VALUE_SHARE:
      return bw_cell_share (value.number);
    case BW_ACCOUNT_VALUE_DATE:
      return bw_cell_date (value.date);
    case BW_ACCOUNT_VALUE_BOOL:
      return bw_cell_text (value.truth ? _("yes") : _("no"));
    case BW_ACCOUNT_VALUE_TEXT:
    default:
      return bw_cell_text (value.text);
    }
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  g_autofree const char **titles = g_new (const char *, work->columns->len);
  BwSheet sheet = {
    .name = _("Accounts"),
    .currency = bw_account_list_get_snapshot (work->list)->table->currency,
    .n_columns = work->columns->len,
    .titles = titles,
    .n_rows = bw_account_list_get_size (work->list),
    .cell = cell,
    .user_data = work,
  };
  GError *error = NULL;

  for (guint i = 0; i < work->columns->len; i++)
    titles[i] = bw_account_column_title (g_ptr_array_index (work->columns, i));
  if (bw_sheet_write (&sheet, work->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * bw_accounts_export_async:
 * @keys: (array zero-terminated=1): of the columns; what is not the key of a figure is left out
 * @path: a file whose name ends in .csv or .xlsx
 *
 * Writes the accounts in the order of @list on a worker thread. Their ids come first and always,
 * so that rows can be told apart and joined with other data.
 */
void
bw_accounts_export_async (BwAccountList *list, const char *const *keys, const char *path,
                          GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (list, NULL, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->list = g_object_ref (list);
  work->path = g_strdup (path);
  work->columns = g_ptr_array_new ();
  g_ptr_array_add (work->columns, (gpointer) bw_account_column_find ("id"));
  for (guint i = 0; keys[i]; i++)
    {
      const BwAccountColumn *column = bw_account_column_find (keys[i]);

      if (column && !g_ptr_array_find (work->columns, column, NULL))
        g_ptr_array_add (work->columns, (gpointer) column);
    }
  g_task_set_source_tag (task, bw_accounts_export_async);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run);
}

/**
 * bw_accounts_export_finish:
 * @error: (out) (optional): #BW_EXPORT_ERROR
 */
gboolean
bw_accounts_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
