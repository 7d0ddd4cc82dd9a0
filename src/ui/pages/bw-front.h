/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-point-grid.h"
#include "export/bw-figure-charts.h"
#include "figures/bw-front-page.h"

G_BEGIN_DECLS

/**
 * BwFront:
 * @snapshot: (nullable): %NULL for a page from the memo
 * @keeps: whether this is what the next start should show first
 *
 * The figures of the Portfolio page with the charts that show them. Immutable and reference
 * counted, since tables made of it may outlive what the page shows.
 */
typedef struct {
  BwFrontPage         *page;
  BwSnapshot          *snapshot;
  gboolean             keeps;
  BwFigure             no_series; /* Stands for the series when nothing is measured. */
  BwDistributionChart  distribution;
  BwQuadrantsChart     quadrants;
  BwPointGrid         *grid;
  BwTiersChart         tiers;
  BwSeriesFigureChart  series;
} BwFront;

BwFront    *bw_front_new          (BwFrontPage *page, BwSnapshot *snapshot);
BwFront    *bw_front_ref          (BwFront *front);
void        bw_front_unref        (BwFront *front);
gboolean    bw_front_has_accounts (const BwFront *front);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFront, bw_front_unref)

G_END_DECLS
