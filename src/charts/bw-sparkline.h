/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart-style.h"

G_BEGIN_DECLS

void bw_sparkline_draw (const double *values, gsize n, BwColorRole role,
                        const BwChartStyle *style, cairo_t *cr, double width, double height);
void bw_score_bar_draw (double score, BwColorRole role, gboolean is_stale,
                        const BwChartStyle *style, cairo_t *cr, double width, double height);

G_END_DECLS
