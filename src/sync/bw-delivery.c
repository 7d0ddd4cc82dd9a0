/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-delivery.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "sync/bw-delivery-private.h"
#include "sync/bw-lock.h"

/* A run over the outbox: in the order of the edits, once each. */
typedef struct {
  BwOutbox               *outbox;
  GHashTable             *held;   /* Records with an edit that waits: later ones wait too. */
  GHashTable             *unborn; /* Records that the backend has not got: what names them waits. */
  BwDeliveryProgressFunc  func;
  gpointer                func_data;
  BwDeliveryProgress      progress;
  BwDeliveryResult       *result;
} Run;

static char *
record_name (const char *relation, const char *record)
{
  return g_strconcat (relation, "/", record, NULL);
}

static void
hold (Run *run, const BwEdit *edit)
{
  g_hash_table_add (run->held, record_name (edit->relation->name, edit->record));
  if (edit->kind == BW_EDIT_INSERT)
    g_hash_table_add (run->unborn, record_name (edit->relation->name, edit->record));
}

static gboolean
names_unborn (Run *run, const BwEdit *edit)
{
  for (guint i = 0; i < edit->relation->n_columns; i++)
    {
      const BwColumn *column = &edit->relation->columns[i];
      g_autofree char *id = NULL;
      g_autofree char *name = NULL;

      if (column->refers_to == NULL)
        continue;
      id = bw_record_dup_text (edit->changes, column->name);
      if (id == NULL)
        continue;
      name = record_name (column->refers_to, id);
      if (g_hash_table_contains (run->unborn, name))
        return TRUE;
    }
  return FALSE;
}

static gboolean
must_wait (Run *run, const BwEdit *edit)
{
  g_autofree char *name = record_name (edit->relation->name, edit->record);

  return edit->state == BW_EDIT_CONFLICT || edit->state == BW_EDIT_REFUSED
         || g_hash_table_contains (run->held, name)
         || (g_hash_table_size (run->unborn) > 0 && names_unborn (run, edit));
}

static void
report (Run *run, double wait_seconds)
{
  run->progress.wait_seconds = wait_seconds;
  if (run->func != NULL)
    run->func (&run->progress, run->func_data);
}

/* Whether to go on; after FALSE either the result says why it stopped, or the error is set. */
static gboolean
take_verdict (Run *run, const BwEdit *edit, BwVerdict verdict)
{
  switch (verdict)
    {
    case BW_VERDICT_SENT:
      run->result->sent++;
      return TRUE;

    case BW_VERDICT_CONFLICT:
      run->result->conflicts++;
      break;

    case BW_VERDICT_REFUSED:
      run->result->refused++;
      break;

    case BW_VERDICT_LATER:
    case BW_VERDICT_GONE:
      break;

    case BW_VERDICT_STOP:
    case BW_VERDICT_FAILED:
    default:
      return FALSE;
    }
  hold (run, edit);
  return TRUE;
}

/* Whether the outbox could be read and written, and nobody cancelled. */
static gboolean
deliver (Run *run, BwDeliveryAsk ask, gpointer ask_data, GCancellable *cancellable, GError **error)
{
  gint64 seq = 0;

  /* Edits that are made meanwhile have higher numbers and get their turn. */
  for (;;)
    {
      g_autoptr (BwEdit) edit = NULL;
      BwVerdict verdict;

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !bw_outbox_next_unsent (run->outbox, seq, &edit, error))
        return FALSE;
      if (edit == NULL)
        return TRUE;
      seq = edit->seq;
      if (must_wait (run, edit))
        {
          hold (run, edit);
        }
      else
        {
          verdict = bw_delivery_send_edit (run->outbox, edit, ask, ask_data, cancellable,
                                           &run->result->stopped, error);
          if (!take_verdict (run, edit, verdict))
            return verdict == BW_VERDICT_STOP;
        }
      run->progress.done++;
      run->progress.total = MAX (run->progress.total, run->progress.done);
      report (run, 0);
    }
}

static BwDeliveryResult *
run_over (BwOutbox *outbox, BwDeliveryAsk ask, gpointer ask_data, Run *run,
          GCancellable *cancellable, GError **error)
{
  gint64 unsent = bw_outbox_count_unsent (outbox, error);
  gboolean good;

  if (unsent < 0)
    return NULL;
  run->outbox = outbox;
  run->progress.total = unsent;
  run->result = g_new0 (BwDeliveryResult, 1);
  run->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  run->unborn = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  good = deliver (run, ask, ask_data, cancellable, error);
  if (good)
    unsent = bw_outbox_count_unsent (outbox, error);
  g_hash_table_unref (run->held);
  g_hash_table_unref (run->unborn);
  if (!good || unsent < 0)
    {
      g_clear_pointer (&run->result, bw_delivery_result_free);
      return NULL;
    }
  run->result->left = unsent;
  return run->result;
}

static BwAnswer *
ask_client (const char *method, const char *path_and_query, const char *prefer, GBytes *json,
            gboolean *may_have_arrived, gpointer data, GCancellable *cancellable, GError **error)
{
  BwClient *client = data;
  BwAnswer *answer
    = bw_client_write (client, method, path_and_query, prefer, json, cancellable, error);

  *may_have_arrived = bw_client_may_have_arrived (client);
  return answer;
}

static void
report_wait (double seconds, gpointer data)
{
  report (data, seconds);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_delivery_run_with:
 * @outbox: an outbox that nobody else sends
 * @ask: asks the backend
 * @ask_data: for @ask
 * @progress: (nullable): called after each edit
 * @data: for @progress
 * @cancellable: (nullable): ends it
 * @error: return location: that the outbox cannot be read or written, or that it was cancelled
 *
 * Sends the edits of an outbox by means of @ask, in their order. An edit that is in conflict, that
 * was refused or of which nothing is certain holds back later ones of its record, and an insert
 * those that name the new record; the others go on.
 *
 * Returns: (transfer full): what came of it, also when the backend cannot be reached; %NULL on
 *   error
 */
BwDeliveryResult *
bw_delivery_run_with (BwOutbox                *outbox,
                      BwDeliveryAsk            ask,
                      gpointer                 ask_data,
                      BwDeliveryProgressFunc   progress,
                      gpointer                 data,
                      GCancellable            *cancellable,
                      GError                 **error)
{
  Run run = { .func = progress, .func_data = data };

  return run_over (outbox, ask, ask_data, &run, cancellable, error);
}

/**
 * bw_delivery_run:
 * @setup: which outbox, and where it goes
 * @progress: (nullable): called after each edit and before each wait
 * @data: for @progress
 * @cancellable: (nullable): ends it, waits included
 * @error: return location: that the outbox cannot be read or written, that the address or the
 *   token is wrong in itself, %BW_SYNC_ERROR_LOCKED when another program sends it, or that it was
 *   cancelled
 *
 * Sends the edits of an outbox to the company's backend, see bw_delivery_run_with(). A backend that
 * is busy or breaks off is asked again, as the limits say.
 *
 * Returns: (transfer full): what came of it, also when the backend cannot be reached; %NULL on
 *   error
 */
BwDeliveryResult *
bw_delivery_run (const BwDeliverySetup   *setup,
                 BwDeliveryProgressFunc   progress,
                 gpointer                 data,
                 GCancellable            *cancellable,
                 GError                 **error)
{
  g_autoptr (BwClient) client
    = bw_client_new (setup->url, setup->token, setup->ca_file, &setup->limits, error);
  g_autofree char *lock_path = g_strconcat (setup->outbox_path, ".lock", NULL);
  g_autoptr (BwOutbox) outbox = NULL;
  BwDeliveryResult *result = NULL;
  Run run = { .func = progress, .func_data = data };
  int lock;

  if (client == NULL)
    return NULL;
  lock = bw_lock_take (lock_path,
                       _("The edits of this portfolio are being sent by another window or program. "
                         "Wait until that is done."),
                       error);
  if (lock < 0)
    return NULL;
  outbox = bw_outbox_open (setup->outbox_path, error);
  if (outbox != NULL)
    {
      bw_client_set_wait_func (client, report_wait, &run);
      result = run_over (outbox, ask_client, client, &run, cancellable, error);
    }
  close (lock);
  return result;
}
