/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/bw-chart-view.h"

G_BEGIN_DECLS

#define BW_CHART_ZOOM_STEP 1.25

/* The view is one class in two files: what it shows, and what it does with pointer and keys. */
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

G_END_DECLS
