/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-delivery.h"

#include <glib/gi18n.h>

#include "sync/bw-run.h"

/* The delivery as windows use it: on a thread of its own, with reports on the caller's context. */

static void
report (const BwDeliveryProgress *progress, gpointer run)
{
  bw_run_report (run, progress);
}

static gpointer
work (gpointer setup, BwRun *run, GCancellable *cancellable, GError **error)
{
  return bw_delivery_run (setup, run != NULL ? report : NULL, run, cancellable, error);
}

static void
hand_over (GCallback func, gconstpointer progress, gpointer data)
{
  ((BwDeliveryProgressFunc) func) (progress, data);
}

static const BwRunKind kind = {
  .work = work,
  .hand_over = hand_over,
  .free_setup = (GDestroyNotify) bw_delivery_setup_free,
  .free_result = (GDestroyNotify) bw_delivery_result_free,
  .progress_size = sizeof (BwDeliveryProgress),
};

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
  bw_run_start (&kind, bw_delivery_setup_copy (setup), G_CALLBACK (progress), progress_data,
                cancellable, callback, data);
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
  return bw_run_finish (result, error);
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
