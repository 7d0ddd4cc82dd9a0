/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-session-private.h"

#include <glib/gi18n.h>

#include "model/bw-money.h"

/* How BwSession refreshes from a company backend, and says in words how that went. */

#define TICK_SECONDS 20

/* Whether a refresh that nobody asked for could bring anything: the demo company does not change
 * once it is there. */
gboolean
bw_session_goes_stale (BwSession *self)
{
  return bw_session_has_backend (self)
         && (self->info->source != BW_PORTFOLIO_DEMO || self->info->last_refresh == 0);
}

/* Whether the timer begins a refresh at @now, in microseconds since 1970 UTC. A try that failed or
 * was cancelled counts like one that went well, so that nobody is asked again and again; where the
 * backend was not reached the next tries come sooner, each after twice the time. */
gboolean
bw_session_is_refresh_due (BwSession *self, gint64 now)
{
  int minutes = g_settings_get_int (self->settings, "refresh-minutes");

  if (minutes <= 0 || !bw_session_goes_stale (self) || self->status == BW_STATUS_REFRESHING
      || self->status == BW_STATUS_SIGNED_OUT)
    return FALSE;
  if (self->status == BW_STATUS_OFFLINE)
    minutes = MIN (minutes, 1 << MIN (self->n_unreached, 10u));
  return now - MAX (self->info->last_refresh, self->refresh_began) >= minutes * 60 * G_USEC_PER_SEC;
}

static gboolean
tick (gpointer data)
{
  BwSession *self = data;

  /* The age of the data is always in sight, so it has to grow while nothing else happens. */
  bw_session_changed (self, BW_CHANGE_STATUS);
  if (bw_session_is_refresh_due (self, g_get_real_time ()))
    bw_session_refresh (self);
  return G_SOURCE_CONTINUE;
}

void
bw_session_start_ticking (BwSession *self)
{
  if (self->tick_source == 0)
    self->tick_source = g_timeout_add_seconds (TICK_SECONDS, tick, self);
}

/* What an error of a refresh or a delivery comes to. */
BwStatus
bw_session_status_of (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return BW_STATUS_CANCELLED;
  if (error->domain != BW_SYNC_ERROR)
    return BW_STATUS_BROKEN;
  switch ((BwSyncError) error->code)
    {
    case BW_SYNC_ERROR_NAME:
    case BW_SYNC_ERROR_OFFLINE:
    case BW_SYNC_ERROR_REFUSED:
    case BW_SYNC_ERROR_STALLED:
    case BW_SYNC_ERROR_BUSY:
    case BW_SYNC_ERROR_LOCKED:
      return BW_STATUS_OFFLINE;
    case BW_SYNC_ERROR_SIGNED_OUT:
      return BW_STATUS_SIGNED_OUT;
    case BW_SYNC_ERROR_ADDRESS:
    case BW_SYNC_ERROR_TLS:
    case BW_SYNC_ERROR_REDIRECT:
    case BW_SYNC_ERROR_FORBIDDEN:
      return BW_STATUS_REFUSED;
    case BW_SYNC_ERROR_MISSING:
    case BW_SYNC_ERROR_BROKEN:
    case BW_SYNC_ERROR_DATA:
    case BW_SYNC_ERROR_TOO_LARGE:
    default:
      return BW_STATUS_BROKEN;
    }
}

static void
finish (BwSession *self, GError *error)
{
  g_clear_object (&self->refreshing);
  g_clear_error (&self->refresh_error);
  self->status = error ? bw_session_status_of (error) : BW_STATUS_UP_TO_DATE;
  self->n_unreached = self->status == BW_STATUS_OFFLINE ? self->n_unreached + 1 : 0;
  self->refresh_error = error;
  bw_session_changed (self, BW_CHANGE_STATUS);
}

static void
on_progress (const BwRefreshProgress *progress, gpointer data)
{
  BwSession *self = data;

  if (self->status != BW_STATUS_REFRESHING)
    return;
  self->progress = *progress;
  bw_session_changed (self, BW_CHANGE_STATUS);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwSession) self = user_data;
  GError *error = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (BwRefreshResult) done = bw_refresh_run_finish (result, &error);

  /* The portfolio was closed meanwhile, and another may be refreshing. */
  if (g_task_get_cancellable (G_TASK (result)) != self->refreshing)
    {
      g_clear_error (&error);
      return;
    }
  if (done)
    {
      /* Kept in the list of portfolios, so that the next start knows how old the data is. */
      self->info->last_refresh = done->finished_at;
      if (!bw_portfolio_save (self->info, &failure))
        g_warning ("%s", failure->message);
    }
  finish (self, error);
  if (done)
    {
      bw_session_settle_edits (self, self->refresh_began);
      if (bw_session_has_waiting (self))
        bw_session_send_soon (self);
      bw_session_reload (self);
    }
}

static void
run (BwSession *self, GCancellable *cancellable, const BwBackend *backend, const GError *error)
{
  g_autoptr (BwRefreshSetup) setup = NULL;

  if (cancellable != self->refreshing)
    return;
  if (error)
    {
      finish (self, g_error_copy (error));
      return;
    }
  setup = bw_refresh_setup_new_portfolio (self->info, backend->token);
  if (backend->url)
    g_set_str (&setup->url, backend->url);
  if (setup->ca_file == NULL)
    g_set_str (&setup->ca_file, backend->ca_file);
  bw_refresh_run_async (setup, on_progress, self, self->refreshing, on_refreshed,
                        g_object_ref (self));
}

/**
 * bw_session_refresh:
 *
 * Asks the company backend for what has changed. The pages stay as they are until it is there.
 */
void
bw_session_refresh (BwSession *self)
{
  if (!bw_session_has_backend (self) || self->refreshing)
    return;
  self->refreshing = g_cancellable_new ();
  self->refresh_began = g_get_real_time ();
  self->status = BW_STATUS_REFRESHING;
  self->progress = (BwRefreshProgress) { .relation_total = -1 };
  bw_session_changed (self, BW_CHANGE_STATUS);
  bw_session_find_backend (self, self->refreshing, run);
}

void
bw_session_cancel_refresh (BwSession *self)
{
  if (self->refreshing)
    g_cancellable_cancel (self->refreshing);
}

void
bw_session_stop_refresh (BwSession *self)
{
  bw_session_cancel_refresh (self);
  g_clear_object (&self->refreshing);
  g_clear_pointer (&self->demo, bw_demo_server_free);
}

BwStatus
bw_session_get_status (BwSession *self)
{
  return self->status;
}

/**
 * bw_session_get_progress:
 *
 * Returns: 0..1, or negative when it is not known how much there is to do
 */
double
bw_session_get_progress (BwSession *self)
{
  const BwRefreshProgress *progress = &self->progress;
  double part = 0;

  if (self->status != BW_STATUS_REFRESHING)
    return -1;
  if (progress->merging)
    return 1;
  if (progress->relation_total > 0)
    part = MIN (1.0, (double) progress->relation_rows / (double) progress->relation_total);
  else if (progress->relations_done == 0)
    return -1;
  return (progress->relations_done + part) / BW_N_RELATIONS;
}

/* How old the data is; @is_current says whether the last attempt to refresh it went well. */
static char *
describe_age (gint64 since, gboolean is_current)
{
  gint64 minutes = (g_get_real_time () - since) / G_USEC_PER_SEC / 60;

  if (since <= 0)
    return g_strdup (_("Never refreshed"));
  if (minutes < 1)
    return g_strdup (is_current ? _("Up to date, just now") : _("Refreshed just now"));
  if (minutes < 60 && is_current)
    return g_strdup_printf (ngettext ("Up to date, %d minute ago", "Up to date, %d minutes ago",
                                      (gulong) minutes), (int) minutes);
  if (minutes < 60)
    return g_strdup_printf (ngettext ("Refreshed %d minute ago", "Refreshed %d minutes ago",
                                      (gulong) minutes), (int) minutes);
  if (minutes < 24 * 60)
    return g_strdup_printf (ngettext ("Refreshed %d hour ago", "Refreshed %d hours ago",
                                      (gulong) (minutes / 60)), (int) (minutes / 60));
  return g_strdup_printf (ngettext ("Refreshed %d day ago", "Refreshed %d days ago",
                                    (gulong) (minutes / 60 / 24)), (int) (minutes / 60 / 24));
}

/* A number to be taken in at a glance: "512", "24 k", "1.2 M". */
static char *
format_short (gint64 n)
{
  g_autofree char *text = NULL;

  if (n < 10000)
    return bw_number_format ((double) n, 0);
  text = bw_number_format (n < 1000000 ? (double) n / 1e3 : (double) n / 1e6,
                           n < 1000000 || n >= 10000000 ? 0 : 1);
  /* Translators: thousands and millions, after the number. */
  return n < 1000000 ? g_strdup_printf (C_("count", "%s k"), text)
                     : g_strdup_printf (C_("count", "%s M"), text);
}

static char *
describe_size (BwSession *self)
{
  guint n = bw_session_get_n_accounts (self);
  g_autofree char *accounts = bw_number_format (n, 0);
  g_autofree char *readings = NULL;
  g_autofree char *first = NULL;

  if (n == 0)
    return NULL;
  first = g_strdup_printf (ngettext ("%s account", "%s accounts", n), accounts);
  if (self->n_readings < 0)
    return g_steal_pointer (&first);
  readings = format_short (self->n_readings);
  /* Translators: the first part is "512 accounts", the second a number such as "1.2 M". */
  return g_strdup_printf (_("%s · %s readings"), first, readings);
}

static char *
describe_progress (const BwRefreshProgress *progress)
{
  g_autofree char *rows = bw_number_format ((double) progress->rows, 0);

  if (progress->wait_seconds > 0)
    return g_strdup_printf (_("The backend is busy; asking again in %d s"),
                            (int) (progress->wait_seconds + 0.5));
  if (progress->merging)
    return g_strdup_printf (_("%s rows have arrived; putting them in order"), rows);
  if (progress->rows == 0)
    return g_strdup (_("Asking for what has changed"));
  return g_strdup_printf (_("%s: %s rows so far"),
                          bw_relation_get (progress->relation)->name, rows);
}

/**
 * bw_session_describe_status:
 * @detail: (out) (transfer full) (nullable): a second line
 *
 * Returns: (transfer full): the state of the data in a few words
 */
char *
bw_session_describe_status (BwSession *self, char **detail)
{
  gint64 since = self->info ? self->info->last_refresh : 0;
  g_autofree char *age = describe_age (since, FALSE);

  *detail = NULL;
  if (self->status == BW_STATUS_REFRESHING)
    {
      *detail = describe_progress (&self->progress);
      return g_strdup (_("Refreshing…"));
    }
  if (self->info && self->info->source == BW_PORTFOLIO_CSV)
    {
      *detail = describe_size (self);
      return g_strdup (_("Imported files"));
    }
  /* Whatever went wrong, the age of the data comes before the reason. */
  if (self->refresh_error && self->status != BW_STATUS_CANCELLED)
    *detail = g_strdup_printf ("%s\n%s", age, self->refresh_error->message);
  else if (self->status == BW_STATUS_CANCELLED)
    *detail = g_strdup (age);
  else
    *detail = describe_size (self);
  switch (self->status)
    {
    case BW_STATUS_CANCELLED:
      return g_strdup (_("Refresh cancelled"));
    case BW_STATUS_OFFLINE:
      return g_error_matches (self->refresh_error, BW_SYNC_ERROR, BW_SYNC_ERROR_LOCKED)
               ? g_strdup (_("Being refreshed elsewhere"))
               : g_strdup (_("Backend not reached"));
    case BW_STATUS_REFUSED:
      return g_strdup (_("Backend refused"));
    case BW_STATUS_SIGNED_OUT:
      return g_strdup (_("Signed out"));
    case BW_STATUS_BROKEN:
      return g_strdup (_("Refresh failed"));
    case BW_STATUS_NEVER:
    case BW_STATUS_UP_TO_DATE:
    case BW_STATUS_REFRESHING:
    default:
      return describe_age (since, TRUE);
    }
}

/**
 * bw_session_get_remedy:
 * @action: (out) (nullable): the action that does it
 *
 * Returns: (nullable): what to do about the state of the refresh, as a button says it
 */
const char *
bw_session_get_remedy (BwSession *self, const char **action)
{
  *action = NULL;
  if (!bw_session_has_backend (self))
    return NULL;
  switch (self->status)
    {
    case BW_STATUS_REFRESHING:
      *action = "win.cancel-refresh";
      return _("_Cancel");
    case BW_STATUS_SIGNED_OUT:
      *action = "win.sign-in";
      return _("_Sign In…");
    case BW_STATUS_REFUSED:
      *action = "win.sign-in";
      return _("_Connection…");
    case BW_STATUS_OFFLINE:
    case BW_STATUS_BROKEN:
      *action = "win.refresh";
      return _("_Try Again");
    case BW_STATUS_NEVER:
    case BW_STATUS_UP_TO_DATE:
    case BW_STATUS_CANCELLED:
    default:
      *action = "win.refresh";
      return _("_Refresh");
    }
}
