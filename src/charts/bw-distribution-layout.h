/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-distribution-chart.h"
#include "charts/bw-label.h"
#include "charts/bw-scale.h"

G_BEGIN_DECLS

/* Where everything of one drawing of the distribution lies. */
typedef struct {
  const BwDistribution *data;
  const BwChartStyle   *style;
  cairo_rectangle_t     plot;
  BwScale               x;
  BwScale               y;
  double                line;     /* Height of a line of a label. */
  cairo_rectangle_t     tails[2]; /* The headings of area A and area B. */
} BwDistributionLayout;

gboolean          bw_distribution_has_tails   (const BwDistribution *data);
gboolean          bw_distribution_has_curve   (const BwDistribution *data);
gboolean          bw_distribution_has_ghost   (const BwDistribution *data);
double            bw_distribution_density_at  (const BwDistribution *data, double value);
void              bw_distribution_layout_init (BwDistributionLayout *layout,
                                               const BwDistributionChart *chart,
                                               const BwChartStyle *style, BwLabeller *labeller,
                                               double width, double height);
cairo_rectangle_t bw_distribution_layout_bin  (const BwDistributionLayout *layout,
                                               const BwDistributionBin *bin);
void              bw_distribution_layout_tail (BwDistributionLayout *layout, cairo_t *cr,
                                               BwLabeller *labeller, gboolean is_at_risk);

/* Of bw-distribution-pick.c, for the class. */
gboolean          bw_distribution_pick        (const BwChart *base, const BwChartStyle *style,
                                               double width, double height, double x, double y,
                                               BwChartPick *pick);
guint             bw_distribution_n_items     (const BwChart *base);
gboolean          bw_distribution_item        (const BwChart *base, const BwChartStyle *style,
                                               double width, double height, guint item,
                                               BwChartPick *pick);

G_END_DECLS
