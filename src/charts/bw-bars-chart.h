/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart.h"

G_BEGIN_DECLS

/* How a part is filled, so that parts are told apart without colour. */
typedef enum {
  BW_BARS_FULL,
  BW_BARS_LIGHT,
  BW_BARS_HATCHED,
  BW_BARS_EMPTY,
} BwBarsFill;

/**
 * BwBarsPart:
 * @name: what it is; it stands once on the chart, where that part is longest, when there are several
 * @label: (nullable): how much it is, short
 * @text: the same in full, for the tooltip
 * @amount: how much, at least 0
 */
typedef struct {
  const char *name;
  const char *label;
  const char *text;
  double      amount;
  BwColorRole role;
  BwBarsFill  fill;
} BwBarsPart;

/**
 * BwBarsRow:
 * @name: what the bar is of
 * @detail: (nullable): what stands behind the bar
 * @before: how long the bar was on an earlier date; NaN when that is not known
 * @parts: the parts of the bar, laid end to end; all rows have as many, in the same order
 */
typedef struct {
  const char *name;
  const char *detail;
  double      before;
  BwBarsPart *parts;
} BwBarsRow;

/**
 * BwBarsChart:
 *
 * Bars that lie below each other, each with its name before it and how much it is behind it; a bar
 * may have several parts. How long it was on an earlier date is a dashed outline behind it. All bars
 * begin at 0. Items: the parts that are not empty, row by row, and every row where rows have one
 * part; their index is that of the row times the number of parts, plus that of the part.
 */
typedef struct {
  BwChart          parent;
  const BwBarsRow *rows;
  guint            n_rows;
  guint            n_parts; /* Of each row. */
} BwBarsChart;

void bw_bars_chart_init (BwBarsChart *chart, const BwBarsRow *rows, guint n_rows, guint n_parts);

G_END_DECLS
