/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-tiers.h"
#include "charts/bw-chart.h"

G_BEGIN_DECLS

/**
 * BwTiersChart:
 *
 * The share of ARR against the share of accounts, from the largest account on, cut into the three
 * tiers, with what each tier needs of the capacity there is. Items: the three tiers.
 */
typedef struct {
  BwChart        parent;
  const BwTiers *tiers;
} BwTiersChart;

void bw_tiers_chart_init (BwTiersChart *chart, const BwTiers *tiers);

G_END_DECLS
