/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-snapshot.h"

#include <glib/gi18n.h>

#include "portfolio/bw-column-file.h"
#include "portfolio/bw-states-private.h"
#include "store/bw-mirror.h"

/* How often a load begins anew when a refresh came between. */
#define ATTEMPTS 3

G_DEFINE_QUARK (bw-portfolio-error-quark, bw_portfolio_error)

typedef struct {
  char       *mirror_path;
  BwSnapshot *beside;
  BwDate      as_of;
} LoadTask;

static void
load_task_free (LoadTask *load)
{
  g_free (load->mirror_path);
  bw_snapshot_unref (load->beside);
  g_free (load);
}

static BwSnapshot *
load_once (BwMirror *mirror, BwAccountTable *table, BwDate as_of, BwStatesProgress progress,
           gpointer user_data, GCancellable *cancellable, GError **error)
{
  BwDate date = as_of != BW_DATE_NONE ? as_of : bw_account_table_latest_date (table);
  g_autoptr (BwStateColumns) kept = bw_states_open (bw_mirror_get_path (mirror), table, date);
  g_autoptr (GPtrArray) made = NULL;

  if (kept != NULL)
    return bw_state_columns_snapshot (kept, table);
  made = bw_states_make (mirror, table, &date, 1, progress, user_data, cancellable, error);
  if (made == NULL)
    return NULL;
  return bw_state_columns_snapshot (g_ptr_array_index (made, 0), table);
}

/**
 * bw_snapshot_load:
 * @mirror: a mirror
 * @as_of: a date, or %BW_DATE_NONE for the company's own today; when the company does not say,
 *   the latest date in the data
 * @cancellable: (nullable)
 *
 * Call it on a worker thread. The states of the date are kept beside the mirror, so that the date
 * opens at once the next time; after a refresh only the accounts that it touched are read again.
 *
 * Returns: (transfer full) (nullable): the portfolio of that date, or %NULL with @error set to a
 *   #BwPortfolioError, a #BwStoreError or %G_IO_ERROR_CANCELLED
 */
BwSnapshot *
bw_snapshot_load (BwMirror *mirror, BwDate as_of, GCancellable *cancellable, GError **error)
{
  return bw_snapshot_load_beside (mirror, NULL, as_of, cancellable, error);
}

/**
 * bw_snapshot_load_beside:
 * @mirror: a mirror
 * @beside: (nullable): another snapshot of the same mirror, whose table of accounts is shared if
 *   nothing has changed since
 * @as_of: as for bw_snapshot_load()
 *
 * Returns: (transfer full) (nullable): as bw_snapshot_load()
 */
BwSnapshot *
bw_snapshot_load_beside (BwMirror *mirror, BwSnapshot *beside, BwDate as_of,
                         GCancellable *cancellable, GError **error)
{
  return bw_snapshot_load_telling (mirror, beside, as_of, NULL, NULL, cancellable, error);
}

/**
 * bw_snapshot_load_telling:
 * @mirror: a mirror
 * @beside: (nullable): as for bw_snapshot_load_beside()
 * @as_of: as for bw_snapshot_load()
 * @progress: (nullable): told about the rows read, which are many the first time only
 * @user_data: for @progress
 *
 * Returns: (transfer full) (nullable): as bw_snapshot_load()
 */
BwSnapshot *
bw_snapshot_load_telling (BwMirror *mirror, BwSnapshot *beside, BwDate as_of,
                          BwStatesProgress progress, gpointer user_data,
                          GCancellable *cancellable, GError **error)
{
  for (guint attempt = 1;; attempt++)
    {
      gint64 generation = bw_mirror_get_generation (mirror, error);
      g_autoptr (BwAccountTable) table = NULL;
      g_autoptr (BwSnapshot) snapshot = NULL;

      if (generation < 0)
        return NULL;
      if (beside != NULL && beside->generation == generation)
        table = bw_account_table_ref (beside->table);
      else
        table = bw_account_table_load (mirror, cancellable, error);
      if (table == NULL)
        return NULL;
      if (table->n == 0)
        {
          g_set_error_literal (
            error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_EMPTY,
            _("This portfolio has no accounts yet. Refresh it, or import some."));
          return NULL;
        }
      snapshot = load_once (mirror, table, as_of, progress, user_data, cancellable, error);
      if (snapshot == NULL)
        return NULL;
      if (attempt == ATTEMPTS || bw_mirror_get_generation (mirror, NULL) == table->generation)
        return g_steal_pointer (&snapshot);
    }
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LoadTask *load = data;
  GError *error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (load->mirror_path, BW_MIRROR_READ_ONLY, &error);
  BwSnapshot *snapshot = NULL;

  if (mirror != NULL)
    snapshot = bw_snapshot_load_beside (mirror, load->beside, load->as_of, cancellable, &error);
  if (snapshot != NULL)
    g_task_return_pointer (task, snapshot, (GDestroyNotify) bw_snapshot_unref);
  else
    g_task_return_error (task, error);
}

/**
 * bw_snapshot_load_async:
 * @mirror_path: a mirror, which a worker thread opens for itself
 * @beside: (nullable): as for bw_snapshot_load_beside()
 * @as_of: as for bw_snapshot_load()
 */
void
bw_snapshot_load_async (const char *mirror_path, BwSnapshot *beside, BwDate as_of,
                        GCancellable *cancellable, GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  LoadTask *load = g_new0 (LoadTask, 1);

  load->mirror_path = g_strdup (mirror_path);
  load->beside = beside != NULL ? bw_snapshot_ref (beside) : NULL;
  load->as_of = as_of;
  g_task_set_source_tag (task, bw_snapshot_load_async);
  g_task_set_task_data (task, load, (GDestroyNotify) load_task_free);
  g_task_run_in_thread (task, load_thread);
}

BwSnapshot *
bw_snapshot_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

BwSnapshot *
bw_snapshot_ref (BwSnapshot *snapshot)
{
  g_atomic_ref_count_inc (&snapshot->ref_count);
  return snapshot;
}

void
bw_snapshot_unref (BwSnapshot *snapshot)
{
  if (snapshot == NULL || !g_atomic_ref_count_dec (&snapshot->ref_count))
    return;
  bw_column_file_unref (snapshot->file);
  bw_account_table_unref (snapshot->table);
  g_free (snapshot);
}

/**
 * bw_snapshot_find_slot:
 * @snapshot: a snapshot
 * @slot: an account's number
 *
 * Returns: the row of the account, or #BW_INDEX_NONE when it was not active on the date
 */
guint32
bw_snapshot_find_slot (const BwSnapshot *snapshot, guint32 slot)
{
  guint lo = 0, hi = snapshot->n;

  while (lo < hi)
    {
      guint middle = lo + (hi - lo) / 2;

      if (snapshot->slot[middle] < slot)
        lo = middle + 1;
      else
        hi = middle;
    }
  return lo < snapshot->n && snapshot->slot[lo] == slot ? lo : BW_INDEX_NONE;
}

/**
 * bw_snapshot_find_account:
 * @snapshot: a snapshot
 * @id: an account's id
 *
 * Returns: its row, or #BW_INDEX_NONE when it was not active on the date
 */
guint32
bw_snapshot_find_account (const BwSnapshot *snapshot, const char *id)
{
  guint32 account = bw_account_table_find_account (snapshot->table, id);

  if (account == BW_INDEX_NONE)
    return BW_INDEX_NONE;
  return bw_snapshot_find_slot (snapshot, snapshot->table->slot[account]);
}

/**
 * bw_snapshot_pair:
 * @snapshot: a snapshot
 * @row: a row of it
 * @other: a snapshot of another date of the same mirror
 *
 * Returns: the row of the same account there, or #BW_INDEX_NONE
 */
guint32
bw_snapshot_pair (const BwSnapshot *snapshot, guint32 row, const BwSnapshot *other)
{
  return bw_snapshot_find_slot (other, snapshot->slot[row]);
}
