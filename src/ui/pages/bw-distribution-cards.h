/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-distribution-figure.h"
#include "figures/bw-key-figures.h"

G_BEGIN_DECLS

/* The numbers below the curve: where the accounts stand, then how they moved. */
typedef enum {
  BW_DISTRIBUTION_CARD_AT_RISK,
  BW_DISTRIBUTION_CARD_ADVOCATES,
  BW_DISTRIBUTION_CARD_UPSELL,
  BW_DISTRIBUTION_CARD_CONTENT,
  BW_DISTRIBUTION_CARD_BETWEEN,
  BW_DISTRIBUTION_CARD_UNKNOWN,
  BW_DISTRIBUTION_CARD_INTO_AT_RISK,
  BW_DISTRIBUTION_CARD_OUT_OF_AT_RISK,
  BW_DISTRIBUTION_CARD_INTO_ADVOCATES,
  BW_DISTRIBUTION_CARD_OUT_OF_ADVOCATES,
  BW_DISTRIBUTION_CARD_MEAN,
  BW_DISTRIBUTION_CARD_MEDIAN,
  BW_DISTRIBUTION_CARD_GAP,
  BW_N_DISTRIBUTION_CARDS,
  BW_DISTRIBUTION_CARD_FIRST_MOVE = BW_DISTRIBUTION_CARD_INTO_AT_RISK
} BwDistributionCard;

gboolean bw_distribution_card_fill  (const BwDistributionFigure *figure, BwDistributionCard card,
                                     BwKeyFigure *key);
void     bw_distribution_card_clear (BwKeyFigure *key);
gboolean bw_distribution_card_tail  (BwDistributionCard card, BwTail *tail);

G_END_DECLS
