/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-distribution.h"
#include "charts/bw-chart.h"

G_BEGIN_DECLS

/**
 * BwDistributionChart:
 *
 * The customer distribution curve: histogram, density, the density of an earlier date as a dashed
 * ghost, area A hatched, area B filled. Items: area A, area B, then the bins.
 */
typedef struct {
  BwChart               parent;
  const BwDistribution *distribution;
  const char           *measure; /* (nullable): the word on the axis, "success index". */
  gboolean              is_past; /* Its day is not the latest, so it is not called today. */
} BwDistributionChart;

void bw_distribution_chart_init (BwDistributionChart *chart, const BwDistribution *distribution,
                                 const char *measure);

G_END_DECLS
