/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-figure-charts.h"
#include "figures/bw-deck.h"

G_BEGIN_DECLS

/**
 * BwSlideChart:
 * @chart: (nullable): that of the slide; %NULL when it has none
 *
 * The chart of a slide, drawn large and with few words. It borrows from the slide and points into
 * itself: do not copy it.
 */
typedef struct {
  BwChart *chart;
  union {
    BwSeriesFigureChart series;
    BwDistributionChart distribution;
    BwQuadrantsChart    quadrants;
    BwTiersChart        tiers;
  } as;
  const BwSlide *slide;
} BwSlideChart;

void     bw_slide_chart_init  (BwSlideChart *self, const BwSlide *slide);
void     bw_slide_chart_clear (BwSlideChart *self);
gboolean bw_slide_has_chart   (const BwSlide *slide);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwSlideChart, bw_slide_chart_clear)

G_END_DECLS
