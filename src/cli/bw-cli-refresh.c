/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/bw-cli-refresh.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/bw-view.h"
#include "model/bw-money.h"

/* Longer than any token; what is longer is no token but the wrong file. */
#define MAX_TOKEN 65536

/* Clears the line of the terminal, so that a shorter text leaves nothing of a longer one. */
#define CLEAR_LINE "\r\033[K"

static void
show_progress (const BwRefreshProgress *progress, gpointer data)
{
  const char *name = bw_relation_get (progress->relation)->name;
  g_autofree char *rows = bw_number_format (progress->relation_rows, 0);

  fputs (CLEAR_LINE, stderr);
  if (progress->merging)
    {
      fputs (_("Putting it together…"), stderr);
    }
  else if (progress->wait_seconds > 0)
    {
      fprintf (stderr, _("The backend is busy; asking again in %.0f seconds"),
               progress->wait_seconds);
    }
  else if (progress->relation_total >= 0)
    {
      g_autofree char *total = bw_number_format (progress->relation_total, 0);

      /* Translators: "observations: 24,000 of about 120,000 (12 of 31)" */
      fprintf (stderr, _("%s: %s of about %s (%u of %u)"), name, rows, total,
               progress->relations_done, BW_N_RELATIONS);
    }
  else
    {
      fprintf (stderr, _("%s: %s (%u of %u)"), name, rows, progress->relations_done,
               BW_N_RELATIONS);
    }
  fflush (stderr);
}

/**
 * bw_cli_refresh:
 * @info: a portfolio; it becomes the one used last
 * @setup: from where and how
 * @error: set when it could not be refreshed
 *
 * Refreshes a portfolio, with progress on standard error when that is a terminal, and says what
 * came of it.
 *
 * Returns: whether it was refreshed
 */
gboolean
bw_cli_refresh (BwPortfolioInfo *info, const BwRefreshSetup *setup, GError **error)
{
  gboolean terminal = isatty (STDERR_FILENO);
  g_autofree char *text = NULL;
  BwRefreshResult *result
    = bw_refresh_run (setup, terminal ? show_progress : NULL, NULL, NULL, error);

  if (terminal)
    fputs (CLEAR_LINE, stderr);
  if (result == NULL)
    return FALSE;

  info->last_refresh = result->finished_at;
  text = bw_refresh_result_describe (result);
  bw_refresh_result_free (result);
  if (!bw_portfolio_save (info, error) || !bw_portfolio_set_used (info, error))
    return FALSE;
  fprintf (stderr, "%s\n", text);
  return TRUE;
}

/**
 * bw_cli_read_token:
 * @path: a file, or "-" for standard input
 * @error: return location
 *
 * Reads a token. It never comes from the command line, which every user of the computer can read.
 *
 * Returns: (transfer full): the token, or %NULL
 */
char *
bw_cli_read_token (const char *path, GError **error)
{
  char buffer[MAX_TOKEN + 1];
  gsize length;
  FILE *file = g_str_equal (path, "-") ? stdin : fopen (path, "r");
  char *token;

  if (file == NULL)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED, _("The token file %s: %s"), path,
                   g_strerror (errno));
      return NULL;
    }
  length = fread (buffer, 1, sizeof buffer, file);
  if (file != stdin)
    fclose (file);
  if (length > MAX_TOKEN || !g_utf8_validate (buffer, length, NULL))
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED, _("%s does not hold a token"), path);
      return NULL;
    }
  token = g_strstrip (g_strndup (buffer, length));
  explicit_bzero (buffer, sizeof buffer);
  return token;
}
