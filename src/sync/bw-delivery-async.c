/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-delivery.h"

#include <glib/gi18n.h>

/* The delivery as windows use it: on a thread of its own, with reports on the caller's context. */

typedef struct {
  BwDeliverySetup        *setup;
  BwDeliveryProgressFunc  func;
  gpointer                func_data;
  GMainContext           *context;
} Run;

/* A report on its way to the caller's context. */
typedef struct {
  GTask              *task;
  BwDeliveryProgress  progress;
} Report;

static void
run_free (Run *run)
{
  bw_delivery_setup_free (run->setup);
  g_main_context_unref (run->context);
  g_free (run);
}

static void
report_free (Report *report)
{
  g_object_unref (report->task);
  g_free (report);
}

static gboolean
hand_over (gpointer data)
{
  Report *report = data;
  Run *run = g_task_get_task_data (report->task);

  /* After the end nobody waits for reports any more. */
  if (!g_task_get_completed (report->task))
    run->func (&report->progress, run->func_data);
  return G_SOURCE_REMOVE;
}

static void
send_report (const BwDeliveryProgress *progress, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  Report *report = g_new0 (Report, 1);

  report->task = g_object_ref (task);
  report->progress = *progress;
  g_main_context_invoke_full (run->context, G_PRIORITY_DEFAULT, hand_over, report,
                              (GDestroyNotify) report_free);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  BwDeliveryResult *result = bw_delivery_run (run->setup, run->func != NULL ? send_report : NULL,
                                              task, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) bw_delivery_result_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * bw_delivery_run_async:
 * @setup: which outbox, and where it goes; copied
 * @progress: (nullable): called on the calling thread's default context, not after the end
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @callback: called at the end
 * @data: for @callback
 *
 * Runs bw_delivery_run() on a thread of its own.
 */
void
bw_delivery_run_async (const BwDeliverySetup  *setup,
                       BwDeliveryProgressFunc  progress,
                       gpointer                progress_data,
                       GCancellable           *cancellable,
                       GAsyncReadyCallback     callback,
                       gpointer                data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Run *run = g_new0 (Run, 1);

  run->setup = bw_delivery_setup_copy (setup);
  run->func = progress;
  run->func_data = progress_data;
  run->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, bw_delivery_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * bw_delivery_run_finish:
 * @result: the result of bw_delivery_run_async()
 * @error: return location, as of bw_delivery_run()
 *
 * Returns: (transfer full): what came of it, or %NULL
 */
BwDeliveryResult *
bw_delivery_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What goes in and what comes out -------------------------------------------------------------- */

/**
 * bw_delivery_setup_new:
 * @url: address of the backend
 * @outbox_path: the outbox
 *
 * Returns: (transfer full): a setup with defaults for the rest
 */
BwDeliverySetup *
bw_delivery_setup_new (const char *url, const char *outbox_path)
{
  BwDeliverySetup *setup = g_new0 (BwDeliverySetup, 1);

  setup->url = g_strdup (url);
  setup->outbox_path = g_strdup (outbox_path);
  return setup;
}

/**
 * bw_delivery_setup_new_portfolio:
 * @portfolio: a portfolio with an address
 * @token: (nullable): the token for it
 *
 * Returns: (transfer full): a setup with defaults for the rest
 */
BwDeliverySetup *
bw_delivery_setup_new_portfolio (const BwPortfolioInfo *portfolio, const char *token)
{
  BwDeliverySetup *setup = bw_delivery_setup_new (portfolio->url, portfolio->outbox_path);

  setup->token = g_strdup (token);
  setup->ca_file = g_strdup (portfolio->ca_file);
  return setup;
}

/**
 * bw_delivery_setup_copy:
 * @setup: a setup
 *
 * Returns: (transfer full): a copy
 */
BwDeliverySetup *
bw_delivery_setup_copy (const BwDeliverySetup *setup)
{
  BwDeliverySetup *copy = g_memdup2 (setup, sizeof *setup);

  copy->url = g_strdup (setup->url);
  copy->token = g_strdup (setup->token);
  copy->ca_file = g_strdup (setup->ca_file);
  copy->outbox_path = g_strdup (setup->outbox_path);
  return copy;
}

/**
 * bw_delivery_setup_free:
 * @setup: (transfer full) (nullable): a setup
 */
void
bw_delivery_setup_free (BwDeliverySetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->url);
  g_free (setup->token);
  g_free (setup->ca_file);
  g_free (setup->outbox_path);
  g_free (setup);
}

/**
 * bw_delivery_result_describe:
 * @result: what came of a delivery
 *
 * Returns: (transfer full): that in a few lines for a person
 */
char *
bw_delivery_result_describe (const BwDeliveryResult *result)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_null_terminated (5, g_free, TRUE);

  g_ptr_array_add (lines, g_strdup_printf (ngettext ("%u edit was sent.", "%u edits were sent.",
                                                     result->sent),
                                           result->sent));
  if (result->conflicts > 0)
    g_ptr_array_add (lines,
                     g_strdup_printf (ngettext ("%u edit is in conflict with somebody else's.",
                                                "%u edits are in conflict with somebody else's.",
                                                result->conflicts),
                                      result->conflicts));
  if (result->refused > 0)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("%u edit was refused by the backend.",
                                                       "%u edits were refused by the backend.",
                                                       result->refused),
                                             result->refused));
  if (result->left > 0)
    g_ptr_array_add (lines, g_strdup_printf (ngettext ("%u edit is kept and not sent.",
                                                       "%u edits are kept and not sent.",
                                                       result->left),
                                             result->left));
  if (result->stopped != NULL)
    g_ptr_array_add (lines, g_strdup (result->stopped->message));
  return g_strjoinv ("\n", (char **) lines->pdata);
}

/**
 * bw_delivery_result_free:
 * @result: (transfer full) (nullable): a result
 */
void
bw_delivery_result_free (BwDeliveryResult *result)
{
  if (result == NULL)
    return;
  g_clear_error (&result->stopped);
  g_free (result);
}
