/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-series-figure.h"

G_BEGIN_DECLS

char *bw_series_kicker   (const BwMetric *metric, BwBucket bucket);
char *bw_series_sentence (const BwMetric *metric, const BwSeries *result);
char *bw_series_detail   (const BwMetric *metric, const BwSeriesFigure *figure);
BwRule *bw_series_rule   (const BwMetric *metric, const BwPolicy *policy);

G_END_DECLS
