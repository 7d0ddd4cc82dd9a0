/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-run.h"

struct _BwRun {
  const BwRunKind *kind;
  gpointer         setup;
  GCallback        func;
  gpointer         func_data;
  GMainContext    *context;
  GTask           *task; /* Which holds the run, and is not held by it. */
};

/* A report on its way to the caller's context. */
typedef struct {
  GTask    *task;
  gpointer  progress;
} Report;

static void
run_free (BwRun *run)
{
  run->kind->free_setup (run->setup);
  g_main_context_unref (run->context);
  g_free (run);
}

static void
report_free (Report *report)
{
  g_object_unref (report->task);
  g_free (report->progress);
  g_free (report);
}

static gboolean
hand_over (gpointer data)
{
  Report *report = data;
  BwRun *run = g_task_get_task_data (report->task);

  /* After the end nobody waits for reports any more. */
  if (!g_task_get_completed (report->task))
    run->kind->hand_over (run->func, report->progress, run->func_data);
  return G_SOURCE_REMOVE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BwRun *run = data;
  g_autoptr (GError) error = NULL;
  gpointer result
    = run->kind->work (run->setup, run->func != NULL ? run : NULL, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, run->kind->free_result);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * bw_run_start:
 * @kind: what is done
 * @setup: (transfer full): for its work
 * @func: (nullable): for its hand_over: called on the calling thread's default context, not after
 *   the end
 * @func_data: for @func
 * @cancellable: (nullable): ends it
 * @callback: called at the end
 * @data: for @callback
 */
void
bw_run_start (const BwRunKind *kind, gpointer setup, GCallback func, gpointer func_data,
              GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  BwRun *run = g_new0 (BwRun, 1);

  run->kind = kind;
  run->setup = setup;
  run->func = func;
  run->func_data = func_data;
  run->context = g_main_context_ref_thread_default ();
  run->task = task;
  g_task_set_source_tag (task, bw_run_start);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * bw_run_report:
 * @run: the run, on its thread
 * @progress: how far it has come
 */
void
bw_run_report (BwRun *run, gconstpointer progress)
{
  Report *report = g_new0 (Report, 1);

  report->task = g_object_ref (run->task);
  report->progress = g_memdup2 (progress, run->kind->progress_size);
  g_main_context_invoke_full (run->context, G_PRIORITY_DEFAULT, hand_over, report,
                              (GDestroyNotify) report_free);
}

/**
 * bw_run_finish:
 * @result: what the callback got
 * @error: return location, as of the work
 *
 * Returns: (transfer full): what the work gave, or %NULL
 */
gpointer
bw_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
