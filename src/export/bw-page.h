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

/* A key figure of a page. */
typedef struct {
  const char *label;
  const char *value;
  const char *change; /* (nullable) */
} BwPageFigure;

#define BW_PAGE_MOST_CHARTS 4

/**
 * BwPage:
 *
 * What stands on one sheet: a title, key figures and up to four charts with their sentences. All
 * of it is borrowed.
 */
typedef struct {
  BwChartText         text; /* Of the sheet. */
  gsize               n_figures;
  const BwPageFigure *figures;
  gsize               n_charts;
  const BwChart      *charts[BW_PAGE_MOST_CHARTS];
  BwChartText         chart_texts[BW_PAGE_MOST_CHARTS];
} BwPage;

void bw_page_init_chart (BwPage *page, const BwChart *chart, const BwChartText *text);
void bw_page_draw       (const BwPage *page, const BwChartStyle *style, cairo_t *cr, double width,
                         double height);

G_END_DECLS
