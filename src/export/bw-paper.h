/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart.h"

G_BEGIN_DECLS

/* The sentences around a chart, made by the caller. Any may be NULL. */
typedef struct {
  const char *title;    /* The finding, in a sentence. */
  const char *subtitle; /* What the chart is, and what is left out. */
  const char *source;   /* Where the data comes from, and of which day. */
} BwChartText;

/* A key figure on a paper. */
typedef struct {
  const char *label;
  const char *value;
  const char *change; /* (nullable) */
} BwPaperFigure;

#define BW_PAPER_MOST_CHARTS 4

/**
 * BwPaper:
 *
 * What stands on one sheet: a title, key figures and up to four charts with their sentences. All
 * of it is borrowed.
 */
typedef struct {
  BwChartText         text; /* Of the sheet. */
  gsize               n_figures;
  const BwPaperFigure *figures;
  gsize               n_charts;
  const BwChart      *charts[BW_PAPER_MOST_CHARTS];
  BwChartText         chart_texts[BW_PAPER_MOST_CHARTS];
} BwPaper;

void bw_paper_init_chart (BwPaper *paper, const BwChart *chart, const BwChartText *text);
void bw_paper_draw       (const BwPaper *paper, const BwChartStyle *style, cairo_t *cr,
                          double width,
                         double height);

G_END_DECLS
