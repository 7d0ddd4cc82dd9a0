/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-key-figures.h"
#include "figures/bw-tiers-figure.h"

G_BEGIN_DECLS

/* The numbers above the tiers: the tiers themselves, then whether they are as they should be. */
typedef enum {
  BW_SEGMENTS_CARD_TOP,
  BW_SEGMENTS_CARD_LEVERAGED,
  BW_SEGMENTS_CARD_SCALABLE,
  BW_SEGMENTS_CARD_TOP_SHARE,
  BW_SEGMENTS_CARD_TOP_COUNT,
  BW_SEGMENTS_CARD_GINI,
  BW_N_SEGMENTS_CARDS
} BwSegmentsCard;

void bw_segments_card_fill  (const BwTiersFigure *figure, guint min_group, BwSegmentsCard card,
                             BwKeyFigure *key);
void bw_segments_card_clear (BwKeyFigure *key);

G_END_DECLS
