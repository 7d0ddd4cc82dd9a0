/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-distribution-chart.h"
#include "charts/bw-quadrants-chart.h"
#include "charts/bw-series-chart.h"
#include "charts/bw-tiers-chart.h"
#include "figures/bw-distribution-figure.h"
#include "figures/bw-quadrants-figure.h"
#include "figures/bw-series-figure.h"
#include "figures/bw-tiers-figure.h"

G_BEGIN_DECLS

/**
 * BwSeriesFigureChart:
 *
 * The chart of a series figure with what it needs beside the figure: the events, and for a
 * portfolio the medians as the line. It points into itself: do not copy it.
 */
typedef struct {
  BwSeriesChart  chart;
  BwSeries       medians;
  BwSeriesEvent *events;
  char          *line_name;
} BwSeriesFigureChart;

void bw_distribution_figure_chart  (BwDistributionChart *chart,
                                    const BwDistributionFigure *figure);
void bw_quadrants_figure_chart     (BwQuadrantsChart *chart, const BwQuadrantsFigure *figure);
void bw_tiers_figure_chart         (BwTiersChart *chart, const BwTiersFigure *figure);
void bw_series_figure_chart        (BwSeriesFigureChart *chart, const BwSeriesFigure *figure);
void bw_series_figure_chart_clear  (BwSeriesFigureChart *chart);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwSeriesFigureChart, bw_series_figure_chart_clear)

G_END_DECLS
