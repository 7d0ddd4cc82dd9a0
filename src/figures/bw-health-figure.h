/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-figure.h"
#include "figures/bw-own-call.h"

G_BEGIN_DECLS

/* A metric that has a part in one of the two scorecards. */
typedef struct {
  char        *metric_key;
  char        *metric_name;
  BwDimension  dimension;
  BwScorecard  scorecard;
  double       value;
  char        *value_text;  /* "36 %"; "–" when it was never read. */
  BwDate       observed_on; /* Of the latest reading. */
  double       score;       /* 0..100; NaN unless fresh. */
  BwFreshness  freshness;
  double       weight;      /* Its share of the index if every metric were fresh. */
  double       share;       /* Its share as it is: what others have handed on is in it. */
  char        *note;        /* Why it does not count; NULL when it does. */
} BwHealthReading;

/**
 * BwHealthFigure:
 * @head: both scorecards
 * @moved: why the success index moved; its title says so when there is nothing to compare with
 * @band: of the success index, as are the other bands their indices'; -1 when unknown
 * @handed_on: the part of the whole weight that missing and stale readings have handed on, 0..1
 *
 * The health of one account on one day, and what moved it since an earlier one. The points of all
 * @why add up to @change. Needs the scope's mirror.
 */
typedef struct {
  BwFigure         head;
  BwFigure         moved;
  char            *id;
  char            *name;
  BwDate           from;   /* BW_DATE_NONE without a comparison. */
  BwDate           to;
  BwHealth         before; /* All NaN without a comparison. */
  BwHealth         health;
  int              band_before;
  int              band;
  int              outcome_band;
  int              experience_band;
  double           change; /* NaN when one of the two is unknown. */
  double           handed_on;
  BwOwnCall        call;
  char            *call_text;
  gboolean         disagrees;
  guint            n_readings;
  BwHealthReading *readings; /* By scorecard and dimension. */
  guint            n_why;
  BwWhyLine       *why;      /* By size, the largest first. */
} BwHealthFigure;

BwHealthFigure *bw_health_figure_compute (const BwFigureScope *scope, const char *account_id,
                                          BwDate from, BwDate to, GError **error);
void            bw_health_figure_free    (BwHealthFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHealthFigure, bw_health_figure_free)

G_END_DECLS
