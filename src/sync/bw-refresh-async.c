/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-refresh.h"

#include <glib/gi18n.h>

#include "sync/bw-run.h"

/* The refresh as windows use it: on a thread of its own, with reports on the caller's context. */

static void
report (const BwRefreshProgress *progress, gpointer run)
{
  bw_run_report (run, progress);
}

static gpointer
work (gpointer setup, BwRun *run, GCancellable *cancellable, GError **error)
{
  return bw_refresh_run (setup, run != NULL ? report : NULL, run, cancellable, error);
}

static void
hand_over (GCallback func, gconstpointer progress, gpointer data)
{
  ((BwRefreshProgressFunc) func) (progress, data);
}

static const BwRunKind kind = {
  .work = work,
  .hand_over = hand_over,
  .free_setup = (GDestroyNotify) bw_refresh_setup_free,
  .free_result = (GDestroyNotify) bw_refresh_result_free,
  .progress_size = sizeof (BwRefreshProgress),
};

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
  bw_run_start (&kind, bw_refresh_setup_copy (setup), G_CALLBACK (progress), progress_data,
                cancellable, callback, data);
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
  return bw_run_finish (result, error);
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
