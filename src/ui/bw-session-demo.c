/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-session-private.h"

#include <string.h>

/* How BwSession serves the demo company to itself: as a company backend on the loopback address,
 * so that what a person sees of the demo has gone the way that real data goes. */

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

/**
 * bw_session_serve_demo:
 *
 * Makes the company that the open portfolio was made from and serves it.
 */
void
bw_session_serve_demo (BwSession *self, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, bw_session_serve_demo);
  g_task_set_task_data (task, bw_portfolio_info_copy (self->info),
                        (GDestroyNotify) bw_portfolio_info_free);
  g_task_run_in_thread (task, serve);
}

BwDemoServer *
bw_session_serve_demo_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Keeps the backend of the demo company; where a refresh and a delivery have both had one made, the
 * first. */
void
bw_session_take_demo (BwSession *self, BwDemoServer *demo)
{
  if (self->demo)
    bw_demo_server_free (demo);
  else
    self->demo = demo;
}
