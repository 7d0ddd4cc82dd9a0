/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/bw-cli-deck.h"

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "store/bw-mirror-edits.h"

/* What the curve of a portfolio has moved since, as in the window. */
#define COMPARED_MONTHS 3

static const char *const buckets[] = { "week", "month", "quarter", NULL };
static const char *const peer_groups[] = { "none", "tier", "industry", NULL };

void
bw_cli_deck_options_clear (BwCliDeckOptions *options)
{
  g_clear_pointer (&options->as_of, g_free);
  g_clear_pointer (&options->theme, g_free);
  g_clear_pointer (&options->size, g_free);
  g_clear_pointer (&options->bucket, g_free);
  g_clear_pointer (&options->peers, g_free);
}

static gboolean
read_options (BwCliDecks *self, const BwCliDeckOptions *options, GError **error)
{
  BwThemeKind theme = BW_THEME_LIGHT;
  int bucket = bw_view_choose ("bucket", options->bucket, buckets, BW_BUCKET_MONTH, error);
  int peers = bucket < 0 ? -1
                         : bw_view_choose ("peers", options->peers, peer_groups, BW_PEERS_TIER,
                                           error);

  if (bucket < 0 || peers < 0)
    return FALSE;
  self->bucket = (BwBucket) bucket;
  self->peers = (BwPeers) peers;
  if (options->theme != NULL && !bw_slide_theme_parse (options->theme, &theme))
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                   _("--theme takes light, dark or company, not “%s”"), options->theme);
      return FALSE;
    }
  if (options->size != NULL && !bw_slide_size_parse (options->size, &self->size))
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                   _("--size takes 16:9, 4:3, a4 or letter, not “%s”"), options->size);
      return FALSE;
    }
  self->theme = bw_slide_theme_new (theme, error);
  return self->theme != NULL;
}

/**
 * bw_cli_decks_open:
 * @cli: the options before the verb
 * @options: what was asked for
 * @error: set when the options are wrong, or the portfolio cannot be opened
 *
 * Returns: (transfer full): what all decks have in common
 */
BwCliDecks *
bw_cli_decks_open (const BwCli *cli, const BwCliDeckOptions *options, GError **error)
{
  g_autoptr (BwCliDecks) self = g_new0 (BwCliDecks, 1);

  if (!read_options (self, options, error))
    return NULL;
  self->portfolio = bw_cli_portfolio_open (cli, options->as_of, NULL, error);
  if (self->portfolio == NULL)
    return NULL;
  /* Reading makes no file where nobody has chosen anything. */
  if (g_file_test (self->portfolio->info->reviews_path, G_FILE_TEST_EXISTS))
    {
      self->reviews = bw_review_store_open (self->portfolio->info->reviews_path, error);
      if (self->reviews == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * bw_cli_decks_open_mirror:
 * @self: what all decks have in common
 * @error: set when it cannot be opened
 *
 * Returns: (transfer full): a mirror for another thread, in which edits show that were not sent
 */
BwMirror *
bw_cli_decks_open_mirror (const BwCliDecks *self, GError **error)
{
  const BwPortfolioInfo *info = self->portfolio->info;
  g_autoptr (BwMirror) mirror = bw_mirror_open (info->mirror_path, BW_MIRROR_READ_ONLY, error);

  if (mirror == NULL || !bw_mirror_show_edits (mirror, info->outbox_path, error))
    return NULL;
  return g_steal_pointer (&mirror);
}

/**
 * bw_cli_decks_load_review:
 * @self: what all decks have in common
 * @account_id: (nullable): whose review; %NULL for that of the portfolio
 * @error: set when the choices cannot be read
 *
 * For one thread at a time.
 *
 * Returns: (transfer full): what a person chose
 */
BwReview *
bw_cli_decks_load_review (const BwCliDecks *self, const char *account_id, GError **error)
{
  if (self->reviews == NULL)
    return bw_review_new (account_id);
  return bw_review_store_load (self->reviews, account_id, error);
}

/**
 * bw_cli_decks_make:
 * @self: what all decks have in common
 * @mirror: of this thread
 * @account_id: (nullable): whose deck; %NULL for that of the portfolio
 * @review: what a person chose for it
 * @error: set when it cannot be made
 *
 * Returns: (transfer full): the deck
 */
BwDeck *
bw_cli_decks_make (const BwCliDecks *self,
                   BwMirror         *mirror,
                   const char       *account_id,
                   const BwReview   *review,
                   GError          **error)
{
  BwSnapshot *snapshot = self->portfolio->snapshot;
  g_autoptr (BwSnapshot) compare = NULL;
  g_autoptr (BwSnapshot) before = NULL;
  BwFigureScope scope = { .snapshot = snapshot, .mirror = mirror };
  BwDeckRequest request = { .account_id = account_id, .bucket = self->bucket,
                            .peers = self->peers, .review = review };

  if (account_id == NULL)
    {
      compare = bw_snapshot_load_beside (
        mirror, snapshot, bw_date_add_months (snapshot->as_of, -COMPARED_MONTHS), NULL, error);
      if (compare == NULL)
        return NULL;
      scope.compare = compare;
    }
  if (review->last_held != BW_DATE_NONE && review->last_held < snapshot->as_of)
    {
      before = bw_snapshot_load_beside (mirror, snapshot, review->last_held, NULL, error);
      if (before == NULL)
        return NULL;
      request.before = before;
    }
  return bw_deck_compute (&scope, &request, error);
}

void
bw_cli_decks_free (BwCliDecks *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->reviews, bw_review_store_close);
  g_clear_pointer (&self->theme, bw_slide_theme_free);
  g_clear_pointer (&self->portfolio, bw_cli_portfolio_free);
  g_free (self);
}

/**
 * bw_cli_deck_is_usage:
 * @error: why there is no deck
 *
 * Returns: whether the command line is to blame
 */
gboolean
bw_cli_deck_is_usage (const GError *error)
{
  return g_error_matches (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE)
         || g_error_matches (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT)
         || g_error_matches (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX)
         || error->domain == G_OPTION_ERROR;
}
