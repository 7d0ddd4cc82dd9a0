/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/bw-chart-view.h"

G_BEGIN_DECLS

#define BW_CHART_ZOOM_STEP 1.25

/* The view is one class in three files: what it shows, what it does with pointer and keys, and what
 * it offers to a screen reader. */
struct _BwChartView {
  GtkWidget      parent_instance;

  BwChart       *chart;      /* (nullable): borrowed from the page that computed it. */
  char          *title;
  char          *subtitle;
  const char    *currency;   /* Interned. */
  BwChartDetail  detail;
  BwChartDrag    drag;

  GskRenderNode *data;       /* (nullable): the chart as it is drawn at @drawn_*. */
  int            drawn_width;
  int            drawn_height;
  BwChartStyle   drawn_style;
  guint          n_draws;
  BwChartKept    kept;       /* (nullable): where an image may come from that was drawn before. */
  gpointer       kept_data;
  BwChartRestyle restyle;    /* (nullable): how it looks other than the toolkit has it. */
  gpointer       restyle_data;

  BwChartPick    pick;       /* Under the pointer, or where the keyboard is. */
  int            item;       /* Where the keyboard is, -1 for nowhere. */
  GtkWidget     *tip;
  GtkWidget     *menu;       /* (nullable): made when it is first asked for. */
  double         pointer_x;
  double         pointer_y;
  double         pinched;
  double         dragged_x;
  double         dragged_y;
  GArray        *corners;    /* (nullable): of the selection being drawn, x and y in turn. */

  GPtrArray     *items;      /* (nullable): of BwChartItem, made when they are first asked for. */
  int            selected;   /* Which of them is said to be the current one, -1 for none. */
  guint          refill_source;
};

gboolean bw_chart_view_get_canvas      (BwChartView *self, BwChartStyle *style, double *width,
                                        double *height);
void     bw_chart_view_clear_pick      (BwChartView *self);
void     bw_chart_view_pick_at         (BwChartView *self, double x, double y);
void     bw_chart_view_activate        (BwChartView *self);
void     bw_chart_view_zoom_at         (BwChartView *self, double x, double y, double factor);
gboolean bw_chart_view_pan             (BwChartView *self, double dx, double dy);
void     bw_chart_view_select          (BwChartView *self, GArray *corners);
void     bw_chart_view_add_controllers (BwChartView *self);

GPtrArray     *bw_chart_view_get_items                  (BwChartView *self);
void           bw_chart_view_reflect_item               (BwChartView *self, int item);
void           bw_chart_view_refill_items               (BwChartView *self);
void           bw_chart_view_forget_items               (BwChartView *self);
GtkAccessible *bw_chart_view_get_first_accessible_child (GtkAccessible *accessible);

G_END_DECLS
