/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-csv.h"
#include "demo/bw-demo-server.h"

#include <glib-unix.h>
#include <stdio.h>
#include <unistd.h>

/*
 * The demo company for the tests that are run against it and against PostgREST alike: served until
 * standard input is closed, with tokens that are signed by BELLWETHER_JWT_SECRET, or written as CSV.
 */

static gboolean
on_input_closed (int fd, GIOCondition condition, gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_REMOVE;
}

static int
serve (BwDemoCompany *company, int port, int max_rows, const char *writes_path)
{
  const BwDemoServerOptions options = {
    .port = (guint16) port,
    .max_rows = (guint) max_rows,
    .writes_path = writes_path,
    .jwt_secret = g_getenv ("BELLWETHER_JWT_SECRET"),
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (BwDemoServer) server = bw_demo_server_new (company, &options, &error);

  if (server == NULL)
    {
      fprintf (stderr, "serve-demo: %s\n", error->message);
      return 1;
    }
  printf ("%s\n", bw_demo_server_get_url (server));
  fflush (stdout);
  g_unix_fd_add (STDIN_FILENO, G_IO_HUP | G_IO_IN, on_input_closed, loop);
  g_main_loop_run (loop);
  return 0;
}

int
main (int argc, char **argv)
{
  BwDemoOptions company_options = BW_DEMO_OPTIONS_DEFAULT;
  int accounts = 40, months = 12, port = 0, max_rows = 0;
  g_autofree char *folder = NULL;
  g_autofree char *writes_path = NULL;
  g_autoptr (BwDemoCompany) company = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "accounts", 0, 0, G_OPTION_ARG_INT, &accounts, "How many accounts", "N" },
    { "months", 0, 0, G_OPTION_ARG_INT, &months, "How many months", "N" },
    { "port", 0, 0, G_OPTION_ARG_INT, &port, "Where, 0 for any port", "PORT" },
    { "max-rows", 0, 0, G_OPTION_ARG_INT, &max_rows, "The most rows of an answer", "N" },
    { "writes", 0, 0, G_OPTION_ARG_FILENAME, &writes_path, "Keep what is written", "FILE" },
    { "to", 0, 0, G_OPTION_ARG_FILENAME, &folder, "Write CSV instead", "FOLDER" },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "serve-demo: %s\n", error->message);
      return 2;
    }
  company_options.accounts = (guint) accounts;
  company_options.months = (guint) months;
  company = bw_demo_company_new (&company_options);
  if (folder == NULL)
    return serve (company, port, max_rows, writes_path);
  if (bw_demo_write_csv (company, folder, &error))
    return 0;
  fprintf (stderr, "serve-demo: %s\n", error->message);
  return 1;
}
