/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-deck.h"

G_BEGIN_DECLS

/* In what words the slides speak. */
typedef enum {
  WORDS_PLAIN,
  WORDS_LONG,  /* Names and sentences of 200 characters and more. */
  WORDS_RTL,
  WORDS_CJK,
  WORDS_EMOJI,
  WORDS_EMPTY, /* Nothing to show, and what is missing. */
  N_WORDS
} Words;

extern const char *const words_names[N_WORDS];

BwDeck         *slide_fixture_deck   (Words words);
BwDeck         *slide_fixture_review (guint n_charts, gsize n_buckets);
BwSeriesFigure *slide_fixture_series (gsize n_buckets);
GBytes         *slide_fixture_png    (int width, int height);

G_END_DECLS
