/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-label.h"
#include "charts/bw-scale.h"

G_BEGIN_DECLS

double   bw_axis_width       (BwLabeller *labeller, const GArray *ticks);
void     bw_axis_draw_across (BwLabeller *labeller, const GArray *ticks, const BwScale *scale,
                              double y);
gboolean bw_axis_draw_word   (BwLabeller *labeller, const char *word, const GArray *ticks,
                              const BwScale *scale, double y);
void     bw_axis_draw_up     (BwLabeller *labeller, const BwChartStyle *style, cairo_t *cr,
                              const GArray *ticks, const BwScale *scale,
                              const cairo_rectangle_t *plot);
double   bw_axis_crisp       (const BwChartStyle *style, double place);
void     bw_axis_line        (const BwChartStyle *style, cairo_t *cr, BwColorRole role, double x0,
                              double y0, double x1, double y1);

G_END_DECLS
