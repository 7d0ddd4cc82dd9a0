/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-series-figure.h"
#include "ui/widgets/bw-chart-card.h"

G_BEGIN_DECLS

#define BW_TYPE_SERIES_CARD (bw_series_card_get_type ())
G_DECLARE_FINAL_TYPE (BwSeriesCard, bw_series_card, BW, SERIES_CARD, AdwBin)

void        bw_series_card_set         (BwSeriesCard *self, BwSeriesFigure *figure,
                                        const BwMeasuredMetric *metrics, guint n_metrics,
                                        const char *currency,
                                        BwTableFunc table, gpointer table_data);
void        bw_series_card_clear       (BwSeriesCard *self);
void        bw_series_card_get_request (BwSeriesCard *self, BwSeriesRequest *request);
void        bw_series_card_set_metric  (BwSeriesCard *self, const char *metric_key);

G_END_DECLS
