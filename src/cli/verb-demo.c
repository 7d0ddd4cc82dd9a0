/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <stdio.h>

#include "cli/bw-cli-portfolio.h"
#include "cli/bw-cli-refresh.h"
#include "cli/bw-verb.h"
#include "demo/bw-demo-csv.h"
#include "demo/bw-demo-server.h"

/* What the demo's portfolio is called when nobody says. */
#define DEFAULT_NAME "Northwind Cloud"

static gboolean
stop_serving (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* Serves until it is interrupted. The address is the program's output, for scripts. */
static BwExit
serve (BwDemoCompany *company, int port)
{
  BwDemoServerOptions options = { .port = port };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDemoServer) server = bw_demo_server_new (company, &options, &error);
  g_autoptr (GMainLoop) loop = NULL;
  guint interrupted, terminated;

  if (server == NULL)
    return bw_cli_fail (g_steal_pointer (&error));
  printf ("%s\n", bw_demo_server_get_url (server));
  fflush (stdout);

  loop = g_main_loop_new (NULL, FALSE);
  interrupted = g_unix_signal_add (SIGINT, stop_serving, loop);
  terminated = g_unix_signal_add (SIGTERM, stop_serving, loop);
  g_main_loop_run (loop);
  g_source_remove (interrupted);
  g_source_remove (terminated);
  return BW_EXIT_DONE;
}

static BwPortfolioInfo *
find_or_add (const char *name, const char *options, GError **error)
{
  BwPortfolioInfo *info;

  if (!bw_cli_look_up_portfolio (name, NULL, BW_PORTFOLIO_DEMO, &info, error))
    return NULL;
  if (info == NULL)
    return bw_portfolio_add (name, BW_PORTFOLIO_DEMO, NULL, options, error);
  g_set_str (&info->options, options);
  return info;
}

/* Makes a portfolio as any other is made: by a refresh over HTTP. */
static BwExit
make_portfolio (BwDemoCompany *company, const char *name)
{
  const BwDemoOptions *options = bw_demo_company_get_options (company);
  BwDemoServerOptions server_options = { 0 };
  g_autoptr (BwDemoServer) server = NULL;
  g_autoptr (BwPortfolioInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  char date[BW_DATE_STRLEN];
  BwRefreshSetup *setup;
  gboolean refreshed;

  text = g_strdup_printf ("accounts=%u months=%u seed=%" G_GUINT64_FORMAT " as_of=%s",
                          options->accounts, options->months, options->seed,
                          bw_date_format_iso (options->as_of, date));
  info = find_or_add (name, text, &error);
  if (info != NULL)
    {
      server_options.writes_path = info->writes_path;
      server = bw_demo_server_new (company, &server_options, &error);
    }
  if (server == NULL)
    return bw_cli_fail (g_steal_pointer (&error));

  setup = bw_refresh_setup_new_portfolio (info, NULL);
  g_set_str (&setup->url, bw_demo_server_get_url (server));
  /* Another seed is another company, so what the last one had and this one has not must go. */
  setup->full = TRUE;
  refreshed = bw_cli_refresh (info, setup, &error);
  bw_refresh_setup_free (setup);
  return refreshed ? BW_EXIT_DONE : bw_cli_fail (g_steal_pointer (&error));
}

static BwExit
run (BwCli *cli, int argc, char **argv)
{
  int accounts = 500, months = 36, port = -1;
  gint64 seed = 1;
  g_autofree char *as_of = NULL;
  g_autofree char *directory = NULL;
  g_autofree char *name = NULL;
  GOptionEntry entries[] = {
    { "accounts", 0, 0, G_OPTION_ARG_INT, &accounts },
    { "months", 0, 0, G_OPTION_ARG_INT, &months },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of },
    { "serve", 0, 0, G_OPTION_ARG_INT, &port },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &directory },
    { "name", 0, 0, G_OPTION_ARG_STRING, &name },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (BwDemoCompany) company = NULL;
  g_autoptr (GError) error = NULL;
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return bw_cli_usage (&bw_verb_demo, "%s", error->message);
  if (argc > 1)
    return bw_cli_usage (&bw_verb_demo, _("“%s” is too much"), argv[1]);
  if (accounts < 1 || accounts > 10000000)
    return bw_cli_usage (&bw_verb_demo, _("--accounts takes 1 to 10000000"));
  if (months < 6 || months > 120)
    return bw_cli_usage (&bw_verb_demo, _("--months takes 6 to 120"));
  if (seed < 0)
    return bw_cli_usage (&bw_verb_demo, _("--seed takes a number from 0 on"));
  if (as_of != NULL && !bw_date_parse (as_of, -1, &options.as_of))
    return bw_cli_usage (&bw_verb_demo, _("--as-of needs a date as in 2026-11-21, not “%s”"),
                         as_of);
  if (port < -1 || port > G_MAXUINT16)
    return bw_cli_usage (&bw_verb_demo, _("--serve takes a port, 0 for any that is free"));
  if ((port >= 0) + (directory != NULL) + (name != NULL) > 1)
    return bw_cli_usage (&bw_verb_demo, _("--serve, --to and --name exclude each other"));

  options.accounts = accounts;
  options.months = months;
  options.seed = seed;
  company = bw_demo_company_new (&options);
  if (port >= 0)
    return serve (company, port);
  if (directory != NULL)
    return bw_demo_write_csv (company, directory, &error) ? BW_EXIT_DONE
                                                          : bw_cli_fail (g_steal_pointer (&error));
  if (name == NULL)
    name = g_strdup (cli->portfolio != NULL ? cli->portfolio : DEFAULT_NAME);
  return make_portfolio (company, name);
}

static char *
describe (void)
{
  return g_strdup (_("The company has 500 accounts and 36 months behind it unless told, and the "
                     "same seed makes the same company. Without --serve and --to it becomes a "
                     "portfolio."));
}

const BwVerb bw_verb_demo = {
  .name = "demo",
  .usage = "[--accounts N] [--months M] [--seed S] [--as-of DATE] "
           "[--serve PORT | --to DIR | --name NAME]",
  .summary = N_("makes the demo company: served as a backend, written as CSV, or as a portfolio"),
  .describe = describe,
  .run = run,
};
