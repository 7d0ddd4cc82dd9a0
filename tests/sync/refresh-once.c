/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-refresh.h"

#include <stdio.h>
#include <stdlib.h>

/*
 * Refreshes one mirror and says how it went: a program by itself, so that a test can kill it and a
 * benchmark can measure it. The token is in the environment, BELLWETHER_TOKEN.
 */

int
main (int argc, char **argv)
{
  g_autofree char *lock = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("URL MIRROR");
  g_autoptr (BwRefreshSetup) setup = NULL;
  g_autoptr (BwRefreshResult) result = NULL;
  g_autofree char *said = NULL;
  gint64 began = g_get_monotonic_time ();
  int page_rows = 0, attempts = 0, overlap = 0;
  gboolean full = FALSE;
  const GOptionEntry entries[] = {
    { "page-rows", 0, 0, G_OPTION_ARG_INT, &page_rows, "Rows to ask for at a time", "N" },
    { "attempts", 0, 0, G_OPTION_ARG_INT, &attempts, "How often to ask, 0 for the default", "N" },
    { "overlap", 0, 0, G_OPTION_ARG_INT, &overlap, "Seconds before the last refresh", "N" },
    { "full", 0, 0, G_OPTION_ARG_NONE, &full, "Ask for everything", NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc != 3)
    {
      fprintf (stderr, "refresh-once: %s\n", error != NULL ? error->message : "URL MIRROR");
      return 2;
    }
  lock = g_strconcat (argv[2], ".lock", NULL);
  setup = bw_refresh_setup_new (argv[1], argv[2], lock);
  setup->token = g_strdup (g_getenv ("BELLWETHER_TOKEN"));
  setup->page_rows = page_rows;
  setup->full = full;
  setup->overlap_seconds = (guint) overlap;
  setup->limits.max_attempts = attempts;
  result = bw_refresh_run (setup, NULL, NULL, NULL, &error);
  if (result == NULL)
    {
      fprintf (stderr, "refresh-once: %s\n", error->message);
      return 1;
    }
  said = bw_refresh_result_describe (result);
  printf ("%s\nrows=%" G_GINT64_FORMAT " generation=%" G_GINT64_FORMAT " seconds=%.3f\n", said,
          result->rows, result->report->generation, (g_get_monotonic_time () - began) / 1e6);
  return 0;
}
