/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart-style.h"

G_BEGIN_DECLS

typedef enum {
  BW_MARK_CIRCLE,
  BW_MARK_TRIANGLE,
  BW_MARK_DIAMOND,
  BW_MARK_CROSS,
} BwMark;

typedef enum {
  BW_DASH_SOLID,
  BW_DASH_DOTTED,  /* Before, and lines that mark a date or a threshold. */
  BW_DASH_DASHED,  /* Plan. */
  BW_DASH_GHOST,   /* An earlier date. */
} BwDash;

void bw_mark_path     (cairo_t *cr, BwMark mark, double x, double y, double radius);
void bw_mark_draw     (const BwChartStyle *style, cairo_t *cr, BwMark mark, BwColorRole role,
                       double x, double y, double radius);
void bw_mark_dash     (cairo_t *cr, BwDash dash, double line_width);
void bw_mark_hatch    (const BwChartStyle *style, cairo_t *cr, BwColorRole role,
                       const cairo_rectangle_t *area);
void bw_mark_rounded  (cairo_t *cr, double x, double y, double width, double height,
                       double radius);
void bw_mark_hover    (const BwChartStyle *style, cairo_t *cr, const cairo_rectangle_t *area);
double bw_mark_radius (double area_share, const BwChartStyle *style);

G_END_DECLS
