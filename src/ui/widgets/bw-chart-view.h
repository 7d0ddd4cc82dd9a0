/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/bw-chart.h"

G_BEGIN_DECLS

/**
 * BwChartDrag:
 * @BW_CHART_DRAG_PAN: dragging moves what is in sight
 * @BW_CHART_DRAG_RECTANGLE: dragging selects what is in a rectangle
 * @BW_CHART_DRAG_LASSO: dragging selects what is inside a line
 */
typedef enum {
  BW_CHART_DRAG_PAN,
  BW_CHART_DRAG_RECTANGLE,
  BW_CHART_DRAG_LASSO,
} BwChartDrag;

/* An image of the chart for this size and look, drawn before; (transfer full) (nullable). */
typedef cairo_surface_t *(*BwChartKept) (const BwChartStyle *style, int width, int height,
                                         gpointer data);

typedef struct _BwChartView BwChartView;

/* Changes what the toolkit says of how the chart looks, which @style holds already. */
typedef void (*BwChartRestyle) (BwChartView *view, BwChartStyle *style, gpointer data);

#define BW_TYPE_CHART_VIEW (bw_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (BwChartView, bw_chart_view, BW, CHART_VIEW, GtkWidget)

GtkWidget   *bw_chart_view_new          (void);
void         bw_chart_view_set_chart    (BwChartView *self, BwChart *chart);
void         bw_chart_view_set_kept     (BwChartView *self, BwChartKept kept, gpointer data);
void         bw_chart_view_set_restyle  (BwChartView *self, BwChartRestyle restyle,
                                         gpointer data);
BwChart     *bw_chart_view_get_chart    (BwChartView *self);
void         bw_chart_view_redraw       (BwChartView *self);
void         bw_chart_view_set_words    (BwChartView *self, const char *title,
                                         const char *subtitle);
const char  *bw_chart_view_get_title    (BwChartView *self);
const char  *bw_chart_view_get_subtitle (BwChartView *self);
void         bw_chart_view_set_currency (BwChartView *self, const char *currency);
void         bw_chart_view_set_detail   (BwChartView *self, BwChartDetail detail);
void         bw_chart_view_set_drag     (BwChartView *self, BwChartDrag drag);
void         bw_chart_view_get_style    (BwChartView *self, BwChartStyle *style);
guint        bw_chart_view_get_n_draws  (BwChartView *self);
int          bw_chart_view_get_item     (BwChartView *self);
void         bw_chart_view_set_item     (BwChartView *self, int item);
void         bw_chart_view_follow       (BwChartView *self, BwChartView *other);
char        *bw_chart_view_describe     (BwChartView *self);
void         bw_chart_view_zoom         (BwChartView *self, double factor);
void         bw_chart_view_show_all     (BwChartView *self);

G_END_DECLS
