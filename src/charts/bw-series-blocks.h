/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-series.h"

G_BEGIN_DECLS

/* So many points, one after the other, are summed up in one block. */
#define BW_SERIES_BLOCK_POINTS 64

/**
 * BwSeriesBlock:
 *
 * What shows of some points that fall into one pixel column. Values that are not finite are gaps.
 */
typedef struct {
  double   first;
  double   last;
  double   low;
  double   high;
  gboolean has_points; /* Whether any is finite. */
  gboolean gap_before; /* A gap lies before the first. */
  gboolean gap_after;  /* A gap lies anywhere behind the first. */
} BwSeriesBlock;

/**
 * BwSeriesBlocks:
 *
 * Sums a line of very many points up, so that a frame in which it is moved need not look at every
 * point. Made once; belongs to the points it was made of.
 */
typedef struct {
  gsize         n; /* Whole blocks; what is left of the points has none. */
  BwSeriesBlock blocks[];
} BwSeriesBlocks;

BwSeriesBlocks *bw_series_blocks_new   (const BwSeriesPoint *points, gsize n);
void            bw_series_blocks_range (const BwSeriesBlocks *self, const BwSeriesPoint *points,
                                        gsize first, gsize end, double *low, double *high);
void            bw_series_blocks_free  (BwSeriesBlocks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeriesBlocks, bw_series_blocks_free)

G_END_DECLS
