/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-distribution-figure.h"
#include "figures/bw-quadrants-figure.h"
#include "figures/bw-series-figure.h"
#include "figures/bw-tiers-figure.h"
#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

BwTable *bw_distribution_table_new (const BwDistributionFigure *figure, gpointer owner,
                                    GDestroyNotify release);
BwTable *bw_quadrants_table_new    (const BwQuadrantsFigure *figure, BwSnapshot *snapshot,
                                    gpointer owner, GDestroyNotify release);
BwTable *bw_tiers_table_new        (const BwTiersFigure *figure, gpointer owner,
                                    GDestroyNotify release);
BwTable *bw_series_table_new       (const BwSeriesFigure *figure, gpointer owner,
                                    GDestroyNotify release);

G_END_DECLS
