/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-figure-charts.h"
#include "figures/bw-key-figures.h"
#include "figures/bw-metric-accounts-figure.h"
#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

/* The numbers below the medians. */
typedef enum {
  BW_METRICS_CARD_BEFORE,
  BW_METRICS_CARD_NOW,
  BW_METRICS_CARD_CHANGE,
  BW_METRICS_CARD_ACCOUNTS,
  BW_METRICS_CARD_BETTER,
  BW_METRICS_CARD_BEHIND,
  BW_N_METRICS_CARDS
} BwMetricsCard;

/**
 * BwMetrics:
 * @metrics: (array n_metrics): what is measured and by how many; @chosen is one of them
 * @series: (nullable): %NULL when nothing is measured, as is @accounts
 *
 * A success metric over the accounts. Immutable and counted: a table made of it may outlive what
 * the page shows.
 */
typedef struct {
  BwSnapshot             *snapshot;
  guint                   n_metrics;
  BwMeasuredMetric       *metrics;
  const BwMetric         *chosen;
  BwSeriesFigure         *series;
  BwSeriesFigureChart     chart;
  BwMetricAccountsFigure *accounts;
} BwMetrics;

BwMetrics   *bw_metrics_compute    (const BwFigureScope *scope, const char *metric_key,
                                    GError **error);
BwMetrics   *bw_metrics_ref        (BwMetrics *metrics);
void         bw_metrics_unref      (BwMetrics *metrics);

void         bw_metrics_card_fill  (const BwMetrics *metrics, BwMetricsCard card,
                                    BwKeyFigure *key);
void         bw_metrics_card_clear (BwKeyFigure *key);
BwSelection *bw_metrics_card_rows  (const BwMetrics *metrics, BwMetricsCard card);
BwTable     *bw_metrics_table_new  (BwMetrics *metrics);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMetrics, bw_metrics_unref)

G_END_DECLS
