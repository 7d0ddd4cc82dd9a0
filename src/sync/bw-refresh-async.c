/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-refresh.h"

#include <glib/gi18n.h>

/* The refresh as windows use it: on a thread of its own, with reports on the caller's context. */

typedef struct {
  BwRefreshSetup        *setup;
  BwRefreshProgressFunc  func;
  gpointer               func_data;
  GMainContext          *context;
} Run;

/* A report on its way to the caller's context. */
typedef struct {
  GTask             *task;
  BwRefreshProgress  progress;
} Report;

static void
run_free (Run *run)
{
  bw_refresh_setup_free (run->setup);
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
deliver (gpointer data)
{
  Report *report = data;
  Run *run = g_task_get_task_data (report->task);

  /* After the end nobody waits for reports any more. */
  if (!g_task_get_completed (report->task))
    run->func (&report->progress, run->func_data);
  return G_SOURCE_REMOVE;
}

static void
send_report (const BwRefreshProgress *progress, gpointer data)
{
  GTask *task = data;
  Run *run = g_task_get_task_data (task);
  Report *report = g_new0 (Report, 1);

  report->task = g_object_ref (task);
  report->progress = *progress;
  g_main_context_invoke_full (run->context, G_PRIORITY_DEFAULT, deliver, report,
                              (GDestroyNotify) report_free);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;
  BwRefreshResult *result = bw_refresh_run (run->setup, run->func != NULL ? send_report : NULL,
                                            task, cancellable, &error);

  if (result != NULL)
    g_task_return_pointer (task, result, (GDestroyNotify) bw_refresh_result_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * bw_refresh_run_async:
 * @setup: what to refresh; copied
 * @progress: (nullable): called now and then on the calling thread's default context, not after
 *   the end
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @callback: called at the end
 * @data: for @callback
 *
 * Runs bw_refresh_run() on a thread of its own.
 */
void
bw_refresh_run_async (const BwRefreshSetup  *setup,
                      BwRefreshProgressFunc  progress,
                      gpointer               progress_data,
                      GCancellable          *cancellable,
                      GAsyncReadyCallback    callback,
                      gpointer               data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Run *run = g_new0 (Run, 1);

  run->setup = bw_refresh_setup_copy (setup);
  run->func = progress;
  run->func_data = progress_data;
  run->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, bw_refresh_run_async);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);
  g_task_run_in_thread (task, run_in_thread);
}

/**
 * bw_refresh_run_finish:
 * @result: the result of bw_refresh_run_async()
 * @error: return location, as of bw_refresh_run()
 *
 * Returns: (transfer full): what came of it, or %NULL
 */
BwRefreshResult *
bw_refresh_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* What goes in and what comes out -------------------------------------------------------------- */

/**
 * bw_refresh_setup_new:
 * @url: address of the backend
 * @mirror_path: the mirror
 * @lock_path: the lock
 *
 * Returns: (transfer full): a setup with defaults for the rest
 */
BwRefreshSetup *
bw_refresh_setup_new (const char *url, const char *mirror_path, const char *lock_path)
{
  BwRefreshSetup *setup = g_new0 (BwRefreshSetup, 1);

  setup->url = g_strdup (url);
  setup->mirror_path = g_strdup (mirror_path);
  setup->lock_path = g_strdup (lock_path);
  return setup;
}

/**
 * bw_refresh_setup_new_portfolio:
 * @portfolio: a portfolio with an address, or of a demo company, whose address the caller sets
 * @token: (nullable): the token for it
 *
 * Returns: (transfer full): a setup with defaults for the rest
 */
BwRefreshSetup *
bw_refresh_setup_new_portfolio (const BwPortfolioInfo *portfolio, const char *token)
{
  BwRefreshSetup *setup = bw_refresh_setup_new (portfolio->url, portfolio->mirror_path,
                                                portfolio->lock_path);

  /* Its own backend listens at another port each time. */
  if (portfolio->source == BW_PORTFOLIO_DEMO)
    setup->source = g_strdup_printf ("demo %s",
                                     portfolio->options != NULL ? portfolio->options : "");
  setup->token = g_strdup (token);
  setup->ca_file = g_strdup (portfolio->ca_file);
  return setup;
}

/**
 * bw_refresh_setup_copy:
 * @setup: a setup
 *
 * Returns: (transfer full): a copy
 */
BwRefreshSetup *
bw_refresh_setup_copy (const BwRefreshSetup *setup)
{
  BwRefreshSetup *copy = g_memdup2 (setup, sizeof *setup);

  copy->url = g_strdup (setup->url);
  copy->source = g_strdup (setup->source);
  copy->token = g_strdup (setup->token);
  copy->ca_file = g_strdup (setup->ca_file);
  copy->mirror_path = g_strdup (setup->mirror_path);
  copy->lock_path = g_strdup (setup->lock_path);
  return copy;
}

/**
 * bw_refresh_setup_free:
 * @setup: (transfer full) (nullable): a setup
 */
void
bw_refresh_setup_free (BwRefreshSetup *setup)
{
  if (setup == NULL)
    return;
  g_free (setup->url);
  g_free (setup->source);
  g_free (setup->token);
  g_free (setup->ca_file);
  g_free (setup->mirror_path);
  g_free (setup->lock_path);
  g_free (setup);
}

/**
 * bw_refresh_result_describe:
 * @result: what came of a refresh
 *
 * Returns: (transfer full): that in a few lines for a person: how much changed, and what is odd
 */
char *
bw_refresh_result_describe (const BwRefreshResult *result)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 changed = 0;

  for (guint i = 0; i < BW_N_RELATIONS; i++)
    changed += result->report->changed[i] + result->report->removed[i];
  if (changed == 0)
    g_string_append (text, _("Nothing has changed."));
  else
    g_string_append_printf (text,
                            ngettext ("%lld row is new or has changed.",
                                      "%lld rows are new or have changed.", changed),
                            (long long) changed);
  for (guint i = 0; i < result->report->dangling->len; i++)
    {
      const BwDangling *dangling = result->report->dangling->pdata[i];
      const BwRelation *relation = bw_relation_get (dangling->relation);

      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              ngettext ("%lld row of “%s” names in “%s” what is not "
                                        "there, such as “%s”. It is kept.",
                                        "%lld rows of “%s” name in “%s” what is not "
                                        "there, such as “%s”. They are kept.",
                                        dangling->rows),
                              (long long) dangling->rows, relation->name,
                              relation->columns[dangling->column].name, dangling->example);
    }
  if (result->set_aside_path != NULL)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text,
                              _("The copy on this computer was damaged and has been fetched again. "
                                "The damaged file is kept as “%s”."),
                              result->set_aside_path);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * bw_refresh_result_free:
 * @result: (transfer full) (nullable): a result
 */
void
bw_refresh_result_free (BwRefreshResult *result)
{
  if (result == NULL)
    return;
  bw_merge_report_free (result->report);
  g_free (result->set_aside_path);
  g_free (result);
}
