/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bw-session-edits.h"

#include <glib/gi18n.h>

#include "sync/bw-delivery.h"
#include "ui/bw-session-private.h"

/* How BwSession sends what a person has edited to the company's backend: by itself, soon after an
 * edit, at the start, after a refresh and when the network is back. */

/* Somebody who makes many small edits has them sent together. */
#define SOON_MILLISECONDS 1000

/* How long it waits after a failure that may go away by itself, each time twice as long. */
#define FIRST_RETRY_SECONDS 15
#define LAST_RETRY_SECONDS 900

static gboolean
send_now (gpointer data)
{
  BwSession *self = data;

  self->send_source = 0;
  bw_session_send (self);
  return G_SOURCE_REMOVE;
}

static void
send_later (BwSession *self)
{
  g_clear_handle_id (&self->send_source, g_source_remove);
  self->retry_seconds = CLAMP (2 * self->retry_seconds, FIRST_RETRY_SECONDS, LAST_RETRY_SECONDS);
  self->send_source = g_timeout_add_seconds (self->retry_seconds, send_now, self);
}

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, BwSession *self)
{
  if (available && bw_session_has_waiting (self))
    bw_session_send_soon (self);
}

/* The network is watched once there is something to send. */
static void
watch_network (BwSession *self)
{
  if (self->watches_network)
    return;
  self->watches_network = TRUE;
  g_signal_connect_object (g_network_monitor_get_default (), "network-changed",
                           G_CALLBACK (on_network_changed), self, 0);
}

static void
finish (BwSession *self, BwStatus status, GError *error)
{
  g_clear_object (&self->sending);
  g_clear_error (&self->send_error);
  self->send_status = status;
  self->send_error = error;
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BwSession *self = BW_SESSION (source);
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (self->sending || self->send_source || !bw_session_job_is_open (self, result))
    return;
  if (!bw_session_has_waiting (self))
    self->retry_seconds = 0;
  /* A token that is wrong stays wrong until the person has signed in. */
  else if (self->send_status != BW_STATUS_SIGNED_OUT && self->send_status != BW_STATUS_REFUSED)
    send_later (self);
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwSession) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDeliveryResult) done = bw_delivery_run_finish (result, &error);

  /* The portfolio was closed meanwhile, and another may be sending. */
  if (g_task_get_cancellable (G_TASK (result)) != self->sending)
    return;
  if (done && done->stopped)
    error = g_steal_pointer (&done->stopped);
  /* That another window is sending them is no failure. */
  if (error == NULL || g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_LOCKED))
    finish (self, BW_STATUS_UP_TO_DATE, NULL);
  else
    {
      BwStatus status = bw_session_status_of (error);

      finish (self, status, g_steal_pointer (&error));
    }
  if (self->send_again)
    bw_session_send_soon (self);
  self->send_again = FALSE;
  bw_session_ask_outbox (self, NULL, NULL, NULL, BW_JOB_TELLS, NULL, on_counted, NULL);
}

static void
run (BwSession *self, GCancellable *cancellable, const BwBackend *backend, const GError *error)
{
  g_autoptr (BwDeliverySetup) setup = NULL;

  if (cancellable != self->sending)
    return;
  if (error)
    {
      finish (self, BW_STATUS_BROKEN, g_error_copy (error));
      bw_session_changed (self, BW_CHANGE_EDITS);
      return;
    }
  setup = bw_delivery_setup_new_portfolio (self->info, backend->token);
  if (backend->url)
    g_set_str (&setup->url, backend->url);
  if (setup->ca_file == NULL)
    g_set_str (&setup->ca_file, backend->ca_file);
  bw_delivery_run_async (setup, NULL, NULL, self->sending, on_delivered, g_object_ref (self));
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_session_send:
 *
 * Sends what is not sent yet, unless that is being done.
 */
void
bw_session_send (BwSession *self)
{
  if (!bw_session_has_backend (self))
    return;
  if (self->sending)
    {
      self->send_again = TRUE;
      return;
    }
  g_clear_handle_id (&self->send_source, g_source_remove);
  watch_network (self);
  self->sending = g_cancellable_new ();
  bw_session_changed (self, BW_CHANGE_STATUS);
  bw_session_find_backend (self, self->sending, run);
}

gboolean
bw_session_is_sending (BwSession *self)
{
  return self->sending != NULL;
}

/**
 * bw_session_get_send_status:
 *
 * Returns: what became of the latest attempt to send edits; %BW_STATUS_REFRESHING while one is
 *   under way
 */
BwStatus
bw_session_get_send_status (BwSession *self)
{
  return self->sending ? BW_STATUS_REFRESHING : self->send_status;
}

/**
 * bw_session_describe_sending:
 * @remedy: (out) (nullable): what to do about it, as a button says it
 * @action: (out) (nullable): the action that does it
 *
 * Returns: (transfer full) (nullable): why edits are not on their way, or %NULL when nothing
 *   stands in it
 */
char *
bw_session_describe_sending (BwSession *self, const char **remedy, const char **action)
{
  *remedy = NULL;
  *action = NULL;
  if (self->edits_error)
    return g_strdup (self->edits_error->message);
  if (self->info && !bw_session_has_backend (self))
    return g_strdup (_("These data come from files, so the changes stay on this computer."));
  if (self->sending || self->send_error == NULL)
    return NULL;
  if (self->send_status == BW_STATUS_SIGNED_OUT)
    {
      *remedy = _("_Sign In…");
      *action = "win.sign-in";
    }
  else if (self->send_status == BW_STATUS_REFUSED)
    {
      *remedy = _("_Connection…");
      *action = "win.sign-in";
    }
  else
    {
      *remedy = _("_Try Again");
      *action = "win.send-edits";
    }
  return g_strdup (self->send_error->message);
}

/* For the other files of the class ------------------------------------------------------------- */

/* Whether there is anything that a delivery could bring on its way. */
gboolean
bw_session_has_waiting (BwSession *self)
{
  return bw_session_has_backend (self)
         && self->unsent.all > self->unsent.conflicts + self->unsent.refused;
}

/* Sends in a moment; not at once after a failure that does not go away by itself. */
void
bw_session_send_soon (BwSession *self)
{
  if (!bw_session_has_backend (self))
    return;
  watch_network (self);
  g_clear_handle_id (&self->send_source, g_source_remove);
  self->send_source = g_timeout_add (SOON_MILLISECONDS, send_now, self);
}

void
bw_session_stop_sending (BwSession *self)
{
  g_clear_handle_id (&self->send_source, g_source_remove);
  if (self->sending)
    g_cancellable_cancel (self->sending);
  finish (self, BW_STATUS_NEVER, NULL);
  self->send_again = FALSE;
  self->retry_seconds = 0;
}
