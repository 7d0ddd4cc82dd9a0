/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-deck.h"

/* Names of what a deck can be asked for. */
typedef enum {
  DECK_NORMAL,  /* Twelve slides shown of every kind that an account's review has, one hidden. */
  DECK_HOSTILE, /* Control characters, markup, 200 letters, emoji, both directions. */
  DECK_RTL,     /* In Arabic. */
  DECK_EMPTY,   /* An account with nothing in it. */
  DECK_CHARTS,  /* Twelve slides, each a chart. */
  N_DECKS
} DeckKind;

extern const char *const deck_kind_words[N_DECKS];

#define DECK_HIDDEN_WORD "Unsaid"
#define DECK_HOSTILE_TITLE "A & B <b>\"quoted\"</b> 'n' ]]> \x01\x1b\x7f end"

BwDeck         *deck_fixture_new    (DeckKind kind, guint n_buckets);
BwSeriesFigure *deck_fixture_series (const char *metric_name, guint n_buckets, gboolean with_peers);
