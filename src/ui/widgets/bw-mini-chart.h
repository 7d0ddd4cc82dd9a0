/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analytics/bw-quadrants.h"
#include "charts/bw-chart-style.h"
#include "model/bw-policy.h"

G_BEGIN_DECLS

#define BW_TYPE_MINI_CHART (bw_mini_chart_get_type ())
G_DECLARE_FINAL_TYPE (BwMiniChart, bw_mini_chart, BW, MINI_CHART, GtkWidget)

GtkWidget   *bw_mini_chart_new           (int width, int height);
void         bw_mini_chart_clear         (BwMiniChart *self);
void         bw_mini_chart_set_sparkline (BwMiniChart *self, const double *values, gsize n);
void         bw_mini_chart_set_score     (BwMiniChart *self, double score, BwColorRole role,
                                          gboolean is_stale);
void         bw_mini_chart_set_quadrant  (BwMiniChart *self, BwQuadrant quadrant);
BwColorRole  bw_score_role               (const BwPolicy *policy, double score);

G_END_DECLS
