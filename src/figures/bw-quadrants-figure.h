/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-quadrants.h"
#include "figures/bw-figure.h"

G_BEGIN_DECLS

/**
 * BwQuadrantsFigure:
 * @result: quadrant and flags of each account shown, and the totals of the selection; who is in
 *   the top quartile of profit is decided over the whole portfolio
 * @input: the same accounts' places and sizes, @input.n == @result->n; the arrays belong to the
 *   figure
 * @rows: (array n) (nullable): the row of each point, %NULL in a figure from the memo
 */
typedef struct {
  BwFigure         head;
  BwDate           as_of;
  char            *currency;
  BwQuadrantsInput input;
  BwQuadrants     *result;
  guint32         *rows;
  guint            shown;      /* With both happiness and margin. */
  guint            whole;      /* Accounts of the date before the filter. */
  BwQuadrantTotal  keep;       /* Both "work to keep" quadrants. */
  gboolean         has_comparison;
  BwDate           compared_as_of;
  BwQuadrantTotal  compared_totals[BW_N_QUADRANTS];
  double           business_risk_happiness;
} BwQuadrantsFigure;

BwQuadrantsFigure *bw_quadrants_figure_compute  (const BwFigureScope *scope);
BwSelection       *bw_quadrants_figure_quadrant (const BwQuadrantsFigure *figure,
                                                 BwQuadrant quadrant);
void               bw_quadrants_figure_free     (BwQuadrantsFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwQuadrantsFigure, bw_quadrants_figure_free)

G_END_DECLS
