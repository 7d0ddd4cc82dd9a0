/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-distribution-chart.h"
#include "charts/bw-quadrants-chart.h"
#include "figures/bw-distribution-figure.h"
#include "figures/bw-quadrants-figure.h"
#include "portfolio/bw-states.h"

G_BEGIN_DECLS

/* The distribution curve with the place of one account on it. */
typedef struct {
  BwDistributionChart  curve;
  BwChartClass         klass;
  const BwChartClass  *parent_klass;
  double               value;
} BwPlaceChart;

/**
 * BwAccountPlace:
 *
 * Where one account stands among all of its day: on the curve and in the quadrants. A title is
 * %NULL, and the chart is not to be drawn, where nothing is known.
 */
typedef struct {
  BwDistributionFigure *distribution;
  BwQuadrantsFigure    *quadrants;
  BwStateTrail         *states;
  BwFigure              on_curve;     /* Its rule belongs to @distribution. */
  BwFigure              in_quadrants; /* Its rule belongs to @quadrants. */
  BwPlaceChart          curve_chart;
  BwQuadrantsChart      quadrants_chart;
  BwTrail               trail;
  guint8               *selected;
} BwAccountPlace;

BwAccountPlace *bw_account_place_compute (BwSnapshot *snapshot, guint32 row,
                                          const char *mirror_path);
void            bw_account_place_free    (BwAccountPlace *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountPlace, bw_account_place_free)

G_END_DECLS
