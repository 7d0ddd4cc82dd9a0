/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-filter.h"
#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/**
 * BwRule:
 *
 * How a figure is computed, for the panel that says so: its definition in sentences, and lists of
 * sentences, each ended by %NULL and possibly empty.
 */
typedef struct {
  char  *definition;
  char **inputs;    /* The relations and columns that it is made from. */
  char **weights;   /* What counts how much. */
  char **left_out;  /* What was stale, missing, filtered or too few. */
  char **policy;    /* "at_risk_below = 40" */
} BwRule;

/**
 * BwFigure:
 *
 * What every figure begins with: the finding as a sentence, what the chart is and what it leaves
 * out, and the rule.
 */
typedef struct {
  char   *title;
  char   *subtitle;
  BwRule *rule;
} BwFigure;

/**
 * BwFigureScope:
 * @snapshot: the portfolio of the date
 * @compare: (nullable): that of an earlier date
 * @filter: (nullable): which accounts
 * @mirror: (nullable): for figures that read single rows; they say which
 *
 * What a figure is about. A figure borrows it for the length of the call only.
 */
typedef struct {
  BwSnapshot            *snapshot;
  BwSnapshot            *compare;
  const BwAccountFilter *filter;
  BwMirror              *mirror;
} BwFigureScope;

typedef enum {
  BW_MEASURE_SUCCESS_INDEX,
  BW_MEASURE_HAPPINESS,
  BW_MEASURE_OUTCOME,
  BW_MEASURE_EXPERIENCE,
  BW_MEASURE_DIMENSION,
  BW_MEASURE_METRIC,
} BwMeasureKind;

/* What is laid along the axis. As text: success_index, happiness, outcome, experience,
 * dimension:WORD, metric:KEY. */
typedef struct {
  BwMeasureKind  kind;
  BwDimension    dimension;
  char          *metric_key;
} BwMeasure;

void      bw_figure_clear      (BwFigure *figure);
BwRule   *bw_rule_copy         (const BwRule *rule);
void      bw_rule_free         (BwRule *rule);

BwMeasure *bw_measure_new      (BwMeasureKind kind);
BwMeasure *bw_measure_parse    (const char *word, GError **error);
BwMeasure *bw_measure_copy     (const BwMeasure *measure);
char      *bw_measure_word     (const BwMeasure *measure);
char      *bw_measure_title    (const BwMeasure *measure, const BwAccountTable *table);
void       bw_measure_free     (BwMeasure *measure);

char      *bw_date_format_long  (BwDate date);
char      *bw_date_format_short (BwDate date, BwDate beside);
char      *bw_metric_format     (const BwMetric *metric, double value);
char      *bw_metric_format_size (const BwMetric *metric, double size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRule, bw_rule_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMeasure, bw_measure_free)

G_END_DECLS
