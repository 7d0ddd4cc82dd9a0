/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-bars-chart.h"
#include "figures/bw-health-bands.h"
#include "figures/bw-renewals-figure.h"

G_BEGIN_DECLS

/**
 * BwFigureBars:
 * @parts: all parts, those of a row together
 * @texts: (element-type utf8): what the chart says
 *
 * The bars of a figure, which need not live as long.
 */
typedef struct {
  BwBarsChart  chart;
  BwBarsRow   *rows;
  BwBarsPart  *parts;
  GPtrArray   *texts;
} BwFigureBars;

BwFigureBars *bw_figure_bars_of_renewals (const BwRenewalsFigure *figure);
BwFigureBars *bw_figure_bars_of_bands    (const BwHealthBands *figure);
void          bw_figure_bars_free        (BwFigureBars *bars);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFigureBars, bw_figure_bars_free)

G_END_DECLS
