/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-figure-charts.h"
#include "export/bw-paper.h"
#include "figures/bw-front-page.h"

G_BEGIN_DECLS

/**
 * BwFrontPaper:
 *
 * The portfolio on one sheet: the key figures, and the four charts with their sentences. It points
 * into itself, so it is not copied, and borrows the front page that it was made from.
 */
typedef struct {
  BwPaper              paper;
  BwPaperFigure        figures[BW_N_KEY_FIGURES];
  char                *source;
  BwDistributionChart  distribution;
  BwQuadrantsChart     quadrants;
  BwTiersChart         tiers;
  BwSeriesFigureChart  series;
} BwFrontPaper;

char *bw_paper_source     (const char *company, BwDate as_of);
void  bw_front_paper_init  (BwFrontPaper *front, const BwFrontPage *page);
void  bw_front_paper_clear (BwFrontPaper *front);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwFrontPaper, bw_front_paper_clear)

G_END_DECLS
