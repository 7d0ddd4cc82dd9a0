/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/bw-cli-portfolio.h"
#include "cli/bw-cli-refresh.h"
#include "cli/bw-view.h"
#include "sync/bw-credentials.h"

/* The portfolio of that name, or of that address, or a new one. */
static BwPortfolioInfo *
find_or_add (const char *name, const char *url, gboolean *added, GError **error)
{
  g_autofree char *host = NULL;
  BwPortfolioInfo *info;

  *added = FALSE;
  if (!bw_cli_look_up_portfolio (name, url, BW_PORTFOLIO_HTTP, &info, error))
    return NULL;
  if (info != NULL)
    {
      g_set_str (&info->url, url);
      return info;
    }
  if (name == NULL)
    {
      g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);

      host = g_strdup (uri != NULL ? g_uri_get_host (uri) : url);
    }
  *added = TRUE;
  return bw_portfolio_add (name != NULL ? name : host, BW_PORTFOLIO_HTTP, url, NULL, error);
}

static gboolean
never_reached (const GError *error)
{
  return g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_NAME)
         || g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_OFFLINE)
         || g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_REFUSED)
         || g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TLS)
         || g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_REDIRECT)
         || g_error_matches (error, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT);
}

static gboolean
refresh (BwPortfolioInfo *info, const char *token, const char *ca_file, gboolean full,
         GError **error)
{
  g_autofree char *kept = token == NULL ? bw_credentials_lookup (info->slug, NULL) : NULL;
  BwRefreshSetup *setup;
  gboolean refreshed;

  if (ca_file != NULL)
    g_set_str (&info->ca_file, ca_file);
  setup = bw_refresh_setup_new_portfolio (info, token != NULL ? token : kept);
  setup->full = full;
  refreshed = bw_cli_refresh (info, setup, error);
  bw_refresh_setup_free (setup);
  return refreshed;
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  g_autofree char *name = NULL;
  g_autofree char *token_file = NULL;
  g_autofree char *ca_file = NULL;
  g_autofree char *token = NULL;
  g_autofree char *url = NULL;
  gboolean full = FALSE, added;
  GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &name },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &token_file },
    { "ca-file", 0, 0, G_OPTION_ARG_FILENAME, &ca_file },
    { "full", 0, 0, G_OPTION_ARG_NONE, &full },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (BwPortfolioInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return bw_cli_usage (&bw_verb_sync, "%s", error->message);
  if (argc != 2)
    return bw_cli_usage (&bw_verb_sync, _("sync needs the address of a backend"));

  if (!bw_client_check_address (argv[1], &url, &error))
    return bw_cli_fail (g_steal_pointer (&error));
  if (token_file != NULL)
    {
      token = bw_cli_read_token (token_file, &error);
      if (token == NULL)
        return bw_cli_fail (g_steal_pointer (&error));
    }
  info = find_or_add (name != NULL ? name : cli->portfolio, url, &added, &error);
  if (info == NULL)
    return bw_cli_fail (g_steal_pointer (&error));
  if (!refresh (info, token, ca_file, full, &error))
    {
      /* A backend that was never reached leaves no empty portfolio behind; one that broke off in
       * the middle does, since the next refresh goes on where this one stopped. */
      if (added && never_reached (error))
        bw_portfolio_remove (info, NULL);
      return bw_cli_fail (g_steal_pointer (&error));
    }
  return BW_EXIT_DONE;
}

static char *
describe (void)
{
  return g_strdup (_("The token is read from the file, or with - from standard input; without one "
                     "that of the keyring is taken. --ca-file names a certificate authority of "
                     "your own. --full asks for everything again, not for what has changed."));
}

const BwVerb bw_verb_sync = {
  .name = "sync",
  .usage = "URL [--name NAME] [--token-file FILE|-] [--ca-file FILE] [--full]",
  .summary = N_("refreshes a portfolio from a company backend"),
  .describe = describe,
  .run = run,
};
