/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-figure.h"

G_BEGIN_DECLS

typedef enum {
  BW_KEY_FIGURE_ACCOUNTS,
  BW_KEY_FIGURE_ARR,
  BW_KEY_FIGURE_CMRR,
  BW_KEY_FIGURE_NRR,        /* Point to point, between the compared date and this. */
  BW_KEY_FIGURE_AT_RISK,
  BW_KEY_FIGURE_KEEP,       /* Both "work to keep" quadrants. */
  BW_KEY_FIGURE_ADVOCATES,
  BW_KEY_FIGURE_UNKNOWN,    /* No success index. */
  BW_KEY_FIGURE_SILENT,     /* Nothing heard for policy.silent_days. */
  BW_N_KEY_FIGURES
} BwKeyFigureId;

/* Whether a change is good news, for the colour and the words that say so. */
typedef enum {
  BW_TREND_NONE,
  BW_TREND_BETTER,
  BW_TREND_WORSE,
  BW_TREND_SAME,
} BwTrend;

/**
 * BwKeyFigure:
 *
 * One number with its change since the compared date. Fields that do not belong to the figure
 * are NaN, %BW_MONEY_NONE and 0.
 */
typedef struct {
  BwKeyFigureId id;
  const char   *word;      /* "arr", as JSON names it. */
  char         *title;     /* "At risk" */
  char         *value;     /* "61 · €1.9 M" */
  char         *change;    /* "14 accounts fewer since 21 Aug"; NULL without a comparison. */
  char         *detail;    /* A mark to beat, or what the figure means; NULL when there is none. */
  BwTrend       trend;
  int           direction; /* The arrow: 1 up, -1 down, 0 none. */
  gboolean      has_accounts;
  guint         accounts;
  guint         compared_accounts;
  BwMoney       money;
  BwMoney       compared_money;
  double        ratio;     /* NRR */
  BwRule       *rule;
  BwAccountFilter *filter; /* The accounts behind it, beside the filter of the scope. */
} BwKeyFigure;

typedef struct {
  BwDate      as_of;
  BwDate      compared_as_of; /* BW_DATE_NONE without a comparison. */
  guint       accounts_whole; /* Of the portfolio, before the filter. */
  guint       n_figures;
  BwKeyFigure figures[BW_N_KEY_FIGURES]; /* By id. */
} BwKeyFigures;

BwKeyFigures *bw_key_figures_compute (const BwFigureScope *scope);
const char   *bw_key_figure_word     (BwKeyFigureId id);
void          bw_key_figures_free    (BwKeyFigures *figures);
char         *bw_account_change_format (int change, const char *since);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwKeyFigures, bw_key_figures_free)

G_END_DECLS
