/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-distribution.h"
#include "figures/bw-figure.h"

G_BEGIN_DECLS

/* The default number of points of the curve. */
#define BW_DISTRIBUTION_POINTS 512

typedef enum {
  BW_TAIL_AT_RISK,
  BW_TAIL_ADVOCATES,
  BW_TAIL_UPSELL,          /* Of the advocate area: asked to expand, or a lead is open. */
  BW_TAIL_CONTENT,         /* The rest of the advocate area. */
  BW_TAIL_BETWEEN,
  BW_TAIL_UNKNOWN,
  BW_TAIL_INTO_AT_RISK,
  BW_TAIL_OUT_OF_AT_RISK,
  BW_TAIL_INTO_ADVOCATES,
  BW_TAIL_OUT_OF_ADVOCATES,
} BwTail;

/**
 * BwDistributionFigure:
 * @sentence: what changed since the compared date, in one sentence; %NULL without a comparison
 * @upsell_accounts: of the advocate area, the accounts that asked to expand within a year or have
 *   a lead open; the rest of the area are advocates. Needs the scope's mirror, without which
 *   @upsell_arr is %BW_MONEY_NONE
 * @rows: (array n) (nullable): the rows of the selection, %NULL in a figure from the memo
 * @values: (array n) (nullable): the measure of each
 */
typedef struct {
  BwFigure        head;
  BwMeasure      *measure;
  char           *measure_title;
  char           *currency;
  char           *sentence;
  BwDistribution *result;
  guint           whole;         /* Accounts of the date before the filter. */
  gboolean        too_few;       /* Fewer accounts with a value than policy.min_group. */
  gboolean        has_tails;
  gboolean        is_past;       /* The day is earlier than the latest of the data. */
  guint           upsell_accounts;
  BwMoney         upsell_arr;
  guint           n;
  guint32        *rows;
  double         *values;
  double         *compared_values; /* (array n) (nullable): paired; NaN when not there. */
  guint8         *wishes;          /* (array n) (nullable): not 0 where upsell was asked for. */
} BwDistributionFigure;

typedef struct {
  const BwMeasure *measure;  /* NULL: the success index. */
  BwWeight         weight;
  gsize            n_points; /* 0: BW_DISTRIBUTION_POINTS */
  double           from;     /* NaN: the whole scale. */
  double           to;
} BwDistributionRequest;

BwDistributionFigure *bw_distribution_figure_compute (const BwFigureScope *scope,
                                                      const BwDistributionRequest *request,
                                                      GError **error);
BwSelection          *bw_distribution_figure_tail    (const BwDistributionFigure *figure,
                                                      BwTail tail);
BwSelection          *bw_distribution_figure_range   (const BwDistributionFigure *figure,
                                                      double from, double to);
void                  bw_distribution_figure_free    (BwDistributionFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDistributionFigure, bw_distribution_figure_free)

G_END_DECLS
