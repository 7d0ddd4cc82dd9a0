/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/bw-cli-portfolio.h"

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "store/bw-mirror-edits.h"

static gboolean
parse_date (const char *option, const char *text, BwDate *date, GError **error)
{
  *date = BW_DATE_NONE;
  if (text == NULL || bw_date_parse (text, -1, date))
    return TRUE;
  g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
               _("--%s needs a date as in 2026-11-21, not “%s”"), option, text);
  return FALSE;
}

/**
 * bw_cli_find_portfolio:
 * @cli: the options before the verb
 * @error: set when there is no such portfolio
 *
 * Returns: (transfer full): the portfolio asked for, or the one that was used last
 */
BwPortfolioInfo *
bw_cli_find_portfolio (const BwCli *cli, GError **error)
{
  BwPortfolioInfo *info;
  g_autoptr (GError) inner = NULL;

  if (cli->portfolio != NULL)
    return bw_portfolio_find (cli->portfolio, error);

  info = bw_portfolio_last_used (&inner);
  if (info == NULL && inner != NULL)
    g_propagate_error (error, g_steal_pointer (&inner));
  else if (info == NULL)
    g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED,
                 _("There is no portfolio yet; make one with “bellwetherctl demo --name NAME” or "
                   "“bellwetherctl sync URL”"));
  return info;
}

/* What is said of a name that belongs to a portfolio of another kind. */
static char *
refuse (const char *name, BwPortfolioSource source)
{
  switch (source)
    {
    case BW_PORTFOLIO_DEMO:
      return g_strdup_printf (_("“%s” is a portfolio of its own already; choose another name with "
                                "--name"), name);
    case BW_PORTFOLIO_CSV:
      return g_strdup_printf (_("The portfolio “%s” does not come from files; choose another name "
                                "with --name"), name);
    case BW_PORTFOLIO_HTTP:
    default:
      return g_strdup_printf (_("The portfolio “%s” does not come from a backend; choose another "
                                "name with --name"), name);
    }
}

/**
 * bw_cli_look_up_portfolio:
 * @name: (nullable): as it is called, in letters of any case
 * @url: (nullable): where it comes from, which tells when there is no name
 * @source: of what kind it has to be
 * @info: (out) (transfer full) (nullable): the portfolio, or %NULL when there is none
 * @error: set when the name belongs to a portfolio of another kind
 *
 * Returns: whether a portfolio of that name can be filled from such a source
 */
gboolean
bw_cli_look_up_portfolio (const char *name, const char *url, BwPortfolioSource source,
                          BwPortfolioInfo **info, GError **error)
{
  g_autoptr (GPtrArray) list = bw_portfolio_list (error);

  *info = NULL;
  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const BwPortfolioInfo *known = list->pdata[i];

      if (name != NULL ? g_ascii_strcasecmp (known->name, name) != 0
                       : g_strcmp0 (known->url, url) != 0)
        continue;
      if (known->source != source)
        {
          g_autofree char *text = refuse (known->name, source);

          g_set_error_literal (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED, text);
          return FALSE;
        }
      *info = bw_portfolio_info_copy (known);
      return TRUE;
    }
  return TRUE;
}

/**
 * bw_cli_portfolio_open:
 * @cli: the options before the verb
 * @as_of: (nullable): a date, or %NULL for the company's today
 * @compare: (nullable): an earlier date to load beside it
 * @error: set when it could not be opened
 *
 * Returns: (transfer full): the portfolio with its snapshots
 */
BwCliPortfolio *
bw_cli_portfolio_open (const BwCli *cli, const char *as_of, const char *compare, GError **error)
{
  g_autoptr (BwCliPortfolio) portfolio = g_new0 (BwCliPortfolio, 1);
  BwDate date, earlier;

  if (!parse_date ("as-of", as_of, &date, error)
      || !parse_date ("compare", compare, &earlier, error))
    return NULL;

  portfolio->info = bw_cli_find_portfolio (cli, error);
  if (portfolio->info == NULL)
    return NULL;
  portfolio->mirror = bw_mirror_open (portfolio->info->mirror_path, BW_MIRROR_READ_ONLY, error);
  if (portfolio->mirror == NULL)
    return NULL;
  portfolio->snapshot = bw_snapshot_load (portfolio->mirror, date, NULL, error);
  if (portfolio->snapshot == NULL)
    return NULL;
  if (earlier != BW_DATE_NONE)
    {
      portfolio->compare = bw_snapshot_load_beside (portfolio->mirror, portfolio->snapshot, earlier,
                                                    NULL, error);
      if (portfolio->compare == NULL)
        return NULL;
    }
  /* Whatever reads rows sees what this person has edited and not sent. */
  if (!bw_mirror_show_edits (portfolio->mirror, portfolio->info->outbox_path, error))
    return NULL;
  return g_steal_pointer (&portfolio);
}

void
bw_cli_portfolio_free (BwCliPortfolio *portfolio)
{
  if (portfolio == NULL)
    return;
  g_clear_pointer (&portfolio->compare, bw_snapshot_unref);
  g_clear_pointer (&portfolio->snapshot, bw_snapshot_unref);
  g_clear_pointer (&portfolio->mirror, bw_mirror_close);
  g_clear_pointer (&portfolio->info, bw_portfolio_info_free);
  g_free (portfolio);
}
