/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart.h"

G_BEGIN_DECLS

/**
 * BwWaterfallStep:
 * @name: what moved, short enough for a label
 * @text: (nullable): the same in full, for the tooltip
 * @amount: what it adds
 */
typedef struct {
  const char *name;
  const char *text;
  double      amount;
} BwWaterfallStep;

/**
 * BwWaterfallChart:
 *
 * How a number went from one value to another, a bar a step, each beginning where the one before
 * ends. Where there is no room for all steps, the last ones are one bar together; whatever is
 * shown, the bars add up to the change. Items: the first value, the bars, the last value.
 */
typedef struct {
  BwChart                parent;
  double                 from;
  double                 to;
  const char            *from_name;
  const char            *to_name;
  const BwWaterfallStep *steps;
  gsize                  n_steps;
} BwWaterfallChart;

void   bw_waterfall_chart_init   (BwWaterfallChart *chart, double from, const char *from_name,
                                  double to, const char *to_name, const BwWaterfallStep *steps,
                                  gsize n_steps);
gsize  bw_waterfall_chart_bars   (const BwWaterfallChart *chart, const BwChartStyle *style,
                                  double width, double height, double *amounts);

G_END_DECLS
