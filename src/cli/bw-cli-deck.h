/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/bw-cli-portfolio.h"
#include "export/bw-deck-export.h"

G_BEGIN_DECLS

/* What the options of decks say; texts are NULL where an option was not given. */
typedef struct {
  char *as_of;
  char *theme;
  char *size;
  char *bucket;
  char *peers;
} BwCliDeckOptions;

/* The options that every verb about decks takes, to be put into a table of entries. */
#define BW_CLI_DECK_ENTRIES(options)                                   \
  { "as-of", 0, 0, G_OPTION_ARG_STRING, &(options)->as_of },           \
  { "theme", 0, 0, G_OPTION_ARG_STRING, &(options)->theme },           \
  { "size", 0, 0, G_OPTION_ARG_STRING, &(options)->size },             \
  { "bucket", 0, 0, G_OPTION_ARG_STRING, &(options)->bucket },         \
  { "peers", 0, 0, G_OPTION_ARG_STRING, &(options)->peers }

/**
 * BwCliDecks:
 * @reviews: (nullable): what people chose; %NULL when nobody chose anything
 *
 * What all decks of a run have in common. Any thread may make decks, with a mirror of its own.
 */
typedef struct {
  BwCliPortfolio *portfolio;
  BwReviewStore  *reviews;
  BwSlideTheme   *theme;
  BwSlideSize     size;
  BwBucket        bucket;
  BwPeers         peers;
} BwCliDecks;

void        bw_cli_deck_options_clear (BwCliDeckOptions *options);

BwCliDecks *bw_cli_decks_open         (const BwCli *cli, const BwCliDeckOptions *options,
                                       GError **error);
BwMirror   *bw_cli_decks_open_mirror  (const BwCliDecks *self, GError **error);
BwReview   *bw_cli_decks_load_review  (const BwCliDecks *self, const char *account_id,
                                       GError **error);
BwDeck     *bw_cli_decks_make         (const BwCliDecks *self, BwMirror *mirror,
                                       const char *account_id, const BwReview *review,
                                       GError **error);
void        bw_cli_decks_free         (BwCliDecks *self);

gboolean    bw_cli_deck_is_usage      (const GError *error);

/* Verbs below "export". */
BwExit      bw_export_deck_run        (const BwCli *cli, int argc, char **argv);
BwExit      bw_export_decks_run       (const BwCli *cli, int argc, char **argv);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCliDecks, bw_cli_decks_free)

G_END_DECLS
