/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart-style.h"
#include "charts/bw-pick.h"

G_BEGIN_DECLS

/**
 * BwChartWindow:
 *
 * The part of the data that is in sight. NaN at either end of an axis: all of that axis.
 */
typedef struct {
  double x_from;
  double x_to;
  double y_from;
  double y_to;
} BwChartWindow;

/* Where the data is drawn, what of it is in sight, and what there is. */
typedef struct {
  cairo_rectangle_t plot;
  BwChartWindow     shown;
  BwChartWindow     whole;
} BwChartFrame;

typedef struct _BwChart BwChart;

/**
 * BwChartClass:
 *
 * What every chart can do. `draw` paints the data and all labels; `draw_hover` paints what
 * changes with the pointer, over it; `pick` finds what is at a place; the items are everything
 * that can be picked in the order of reading, for the keyboard and for screen readers. A chart
 * of very many items names the groups, and as many of the items as a person can go through.
 * `height` is of charts of rows: how high the surface has to be for each to have room.
 */
typedef struct {
  void     (*draw)       (const BwChart *chart, const BwChartStyle *style, cairo_t *cr,
                          double width, double height);
  void     (*draw_hover) (const BwChart *chart, const BwChartStyle *style, cairo_t *cr,
                          double width, double height, const BwChartPick *pick);
  gboolean (*pick)       (const BwChart *chart, const BwChartStyle *style, double width,
                          double height, double x, double y, BwChartPick *pick);
  guint    (*n_items)    (const BwChart *chart);
  gboolean (*item)       (const BwChart *chart, const BwChartStyle *style, double width,
                          double height, guint item, BwChartPick *pick);
  gboolean (*frame)      (const BwChart *chart, const BwChartStyle *style, double width,
                          double height, BwChartFrame *frame);
  double   (*height)     (const BwChart *chart, const BwChartStyle *style, double width);
} BwChartClass;

/**
 * BwChart:
 *
 * What to draw: the first member of BwDistributionChart, BwQuadrantsChart, BwTiersChart and
 * BwSeriesChart. All that a chart points to is borrowed.
 */
struct _BwChart {
  const BwChartClass *klass;
  BwChartWindow       window; /* In sight; all NaN is everything. */
};

void     bw_chart_init         (BwChart *chart, const BwChartClass *klass);
void     bw_chart_draw         (const BwChart *chart, const BwChartStyle *style, cairo_t *cr,
                                double width, double height);
void     bw_chart_draw_hover   (const BwChart *chart, const BwChartStyle *style, cairo_t *cr,
                                double width, double height, const BwChartPick *pick);
gboolean bw_chart_pick         (const BwChart *chart, const BwChartStyle *style, double width,
                                double height, double x, double y, BwChartPick *pick);
guint    bw_chart_n_items      (const BwChart *chart);
gboolean bw_chart_item         (const BwChart *chart, const BwChartStyle *style, double width,
                                double height, guint item, BwChartPick *pick);
gboolean bw_chart_frame        (const BwChart *chart, const BwChartStyle *style, double width,
                                double height, BwChartFrame *frame);
double   bw_chart_height       (const BwChart *chart, const BwChartStyle *style, double width);
gboolean bw_chart_zoom         (BwChart *chart, const BwChartStyle *style, double width,
                                double height, double x, double y, double factor);
gboolean bw_chart_pan          (BwChart *chart, const BwChartStyle *style, double width,
                                double height, double dx, double dy);
void     bw_chart_show_all     (BwChart *chart);
gboolean bw_chart_is_zoomed    (const BwChart *chart);

G_END_DECLS
