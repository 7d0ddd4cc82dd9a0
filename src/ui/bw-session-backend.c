/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-session-private.h"

#include <string.h>

#include "sync/bw-credentials.h"

/* How BwSession finds the backend of the open portfolio, for a refresh and for a delivery alike.
 * The demo company it serves to itself, on the loopback address, so that what a person sees of the
 * demo has gone the way that real data goes. */

/* Somebody who asks for the backend. */
typedef struct {
  BwSession *session;
  GCancellable *cancellable;
  BwBackendFunc func;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->session);
  g_object_unref (asking->cancellable);
  g_free (asking);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asking, asking_free)

/* Reads "accounts=500 months=36 seed=1 as_of=2026-11-21"; what is not said has its default. */
static void
parse_options (const char *text, BwDemoOptions *options)
{
  g_auto (GStrv) words = g_strsplit (text ? text : "", " ", -1);

  for (guint i = 0; words[i]; i++)
    {
      const char *value = strchr (words[i], '=');

      if (value == NULL)
        continue;
      value++;
      if (g_str_has_prefix (words[i], "accounts="))
        options->accounts = (guint) CLAMP (g_ascii_strtoull (value, NULL, 10), 1, 10000000);
      else if (g_str_has_prefix (words[i], "months="))
        options->months = (guint) CLAMP (g_ascii_strtoull (value, NULL, 10), 6, 120);
      else if (g_str_has_prefix (words[i], "seed="))
        options->seed = g_ascii_strtoull (value, NULL, 10);
      else if (g_str_has_prefix (words[i], "as_of="))
        bw_date_parse (value, -1, &options->as_of);
    }
}

static void
serve (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;
  const BwPortfolioInfo *info = data;
  BwDemoServerOptions server_options = { .writes_path = info->writes_path };
  g_autoptr (BwDemoCompany) company = NULL;
  GError *error = NULL;
  BwDemoServer *server;

  parse_options (info->options, &options);
  company = bw_demo_company_new (&options);
  server = bw_demo_server_new (company, &server_options, &error);
  if (server)
    g_task_return_pointer (task, server, (GDestroyNotify) bw_demo_server_free);
  else
    g_task_return_error (task, error);
}

/* Makes the company that the open portfolio was made from and serves it. */
static void
serve_demo (BwSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, serve_demo);
  g_task_set_task_data (task, bw_portfolio_info_copy (self->info),
                        (GDestroyNotify) bw_portfolio_info_free);
  g_task_run_in_thread (task, serve);
}

static void
tell (const Asking *asking, const char *url, const char *token)
{
  g_autofree char *ca_file = g_settings_get_string (asking->session->settings, "private-ca");
  BwBackend backend = { .url = url, .token = token, .ca_file = *ca_file ? ca_file : NULL };

  asking->func (asking->session, asking->cancellable, &backend, NULL);
}

static void
on_token (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  g_autofree char *token = bw_credentials_lookup_finish (result, NULL);

  tell (asking, NULL, token);
}

static void
on_served (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Asking) asking = user_data;
  BwSession *self = asking->session;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDemoServer) demo = g_task_propagate_pointer (G_TASK (result), &error);

  if (error)
    {
      asking->func (self, asking->cancellable, NULL, error);
      return;
    }
  /* Where a refresh and a delivery have both had it made, the first is kept. What was asked for a
   * portfolio that was closed meanwhile is cancelled, and so does not come here. */
  if (self->demo == NULL)
    self->demo = g_steal_pointer (&demo);
  tell (asking, bw_demo_server_get_url (self->demo), NULL);
}

/* For the other files of the class ------------------------------------------------------------- */

/**
 * bw_session_has_backend:
 *
 * Returns: whether the open portfolio has a backend, that it is refreshed from and edits go to
 */
gboolean
bw_session_has_backend (BwSession *self)
{
  return self->info && self->info->source != BW_PORTFOLIO_CSV;
}

/**
 * bw_session_find_backend:
 * @cancellable: tells one who asks from another; cancelled when the portfolio is closed meanwhile
 * @func: called once, at once where nothing has to be waited for
 *
 * Finds out where the backend of the open portfolio is and how it lets itself be asked.
 */
void
bw_session_find_backend (BwSession *self, GCancellable *cancellable, BwBackendFunc func)
{
  g_autoptr (Asking) asking = g_new0 (Asking, 1);

  asking->session = g_object_ref (self);
  asking->cancellable = g_object_ref (cancellable);
  asking->func = func;
  if (self->info->source != BW_PORTFOLIO_DEMO)
    bw_credentials_lookup_async (self->info->slug, cancellable, on_token,
                                 g_steal_pointer (&asking));
  else if (self->demo)
    tell (asking, bw_demo_server_get_url (self->demo), NULL);
  else
    serve_demo (self, cancellable, on_served, g_steal_pointer (&asking));
}
