/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-triage-detail.h"

#include "store/bw-mirror-edits.h"

typedef struct {
  BwTriageQueue *queue;
  guint          position;
  char          *mirror_path;
  char          *outbox_path;
} Load;

static void
load_free (Load *load)
{
  bw_triage_queue_unref (load->queue);
  g_free (load->mirror_path);
  g_free (load->outbox_path);
  g_free (load);
}

/**
 * bw_triage_detail_free:
 * @detail: (nullable)
 */
void
bw_triage_detail_free (BwTriageDetail *detail)
{
  if (detail == NULL)
    return;
  g_free (detail->account_id);
  g_clear_pointer (&detail->reasons, g_ptr_array_unref);
  bw_account_work_free (detail->work);
  g_free (detail);
}

static void
load_run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Load *load = data;
  const BwTriageFigure *figure = load->queue->figure;
  BwFigureScope scope = { .snapshot = figure->snapshot };
  g_autoptr (BwTriageDetail) detail = g_new0 (BwTriageDetail, 1);
  g_autoptr (BwMirror) mirror = NULL;
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  mirror = bw_mirror_open (load->mirror_path, BW_MIRROR_READ_ONLY, &error);
  if (mirror && bw_mirror_show_edits (mirror, load->outbox_path, &error))
    {
      scope.mirror = mirror;
      detail->account_id = g_strdup (bw_triage_queue_id (load->queue, load->position));
      detail->reasons = bw_triage_figure_read_reasons (
        figure, bw_triage_queue_at (load->queue, load->position), mirror, &error);
      if (detail->reasons)
        detail->work = bw_account_work_compute (&scope, detail->account_id, &error);
    }
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&detail),
                           (GDestroyNotify) bw_triage_detail_free);
}

/**
 * bw_triage_detail_load_async:
 * @position: in @queue
 *
 * Reads on a worker thread what stands behind one account, edits that are not sent included.
 */
void
bw_triage_detail_load_async (BwTriageQueue *queue, guint position, const char *mirror_path,
                             const char *outbox_path, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Load *load = g_new0 (Load, 1);

  load->queue = bw_triage_queue_ref (queue);
  load->position = position;
  load->mirror_path = g_strdup (mirror_path);
  load->outbox_path = g_strdup (outbox_path);
  g_task_set_task_data (task, load, (GDestroyNotify) load_free);
  g_task_run_in_thread (task, load_run);
}

/**
 * bw_triage_detail_load_finish:
 *
 * Returns: (transfer full): what was read; %NULL with @error set, also when it was cancelled
 */
BwTriageDetail *
bw_triage_detail_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
