/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-cli-deck.h"
#include "cli/bw-view.h"

typedef struct {
  BwCliDeckOptions deck;
  char            *output;
  char            *account;
  gboolean         portfolio;
} Options;

static gboolean
parse (int argc, char **argv, Options *options, GError **error)
{
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options->output },
    { "account", 0, 0, G_OPTION_ARG_STRING, &options->account },
    { "portfolio", 0, 0, G_OPTION_ARG_NONE, &options->portfolio },
    BW_CLI_DECK_ENTRIES (&options->deck),
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, error))
    return FALSE;
  if (argc != 1 || (options->account != NULL) == options->portfolio)
    g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                 _("export deck needs either --account ID or --portfolio"));
  else if (options->output == NULL)
    g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE, _("export needs -o FILE"));
  else
    return bw_deck_can_write (options->output, error);
  return FALSE;
}

static gboolean
export_deck (const BwCli *cli, const Options *options, GError **error)
{
  g_autoptr (BwCliDecks) decks = bw_cli_decks_open (cli, &options->deck, error);
  g_autoptr (BwReview) review = NULL;
  g_autoptr (BwDeck) deck = NULL;

  if (decks == NULL)
    return FALSE;
  review = bw_cli_decks_load_review (decks, options->account, error);
  if (review == NULL)
    return FALSE;
  deck = bw_cli_decks_make (decks, decks->portfolio->mirror, options->account, review, error);
  return deck != NULL
         && bw_deck_write (deck, decks->theme, decks->size, options->output, error);
}

/* "export deck": the review of an account, or of the portfolio, as a file. */
BwExit
bw_export_deck_run (const BwCli *cli, int argc, char **argv)
{
  Options options = { { NULL } };
  g_autoptr (GError) error = NULL;
  BwExit status = BW_EXIT_DONE;

  if (!parse (argc, argv, &options, &error) || !export_deck (cli, &options, &error))
    status = bw_cli_deck_is_usage (error) ? bw_cli_usage (&bw_verb_export, "%s", error->message)
                                          : bw_cli_fail (g_steal_pointer (&error));
  bw_cli_deck_options_clear (&options.deck);
  g_free (options.output);
  g_free (options.account);
  return status;
}
