/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-series.h"
#include "charts/bw-label.h"
#include "charts/bw-scale.h"
#include "charts/bw-series-blocks.h"

G_BEGIN_DECLS

/* A line over time: its points and what they are drawn on. */
typedef struct {
  const BwSeriesPoint  *points; /* Rising by date. */
  gsize                 n;
  const BwScale        *x;
  const BwScale        *y;
  const BwSeriesBlocks *blocks; /* (nullable): the points summed up. */
} BwSeriesLine;

void   bw_series_line_in_sight (const BwSeriesPoint *points, gsize n, double from, double to,
                                gsize *first, gsize *end);
void   bw_series_line_draw     (const BwSeriesLine *line, const BwChartStyle *style, cairo_t *cr,
                                BwLabeller *labeller, BwColorRole role, double width);
double bw_series_line_value_at (const BwSeriesPoint *points, gsize n, double date);

G_END_DECLS
