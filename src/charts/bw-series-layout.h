/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-label.h"
#include "charts/bw-scale.h"
#include "charts/bw-series-chart.h"

G_BEGIN_DECLS

/* The lines whose ends carry a name. The order is what stays when there is no room for all. */
typedef enum {
  BW_SERIES_END_ACTUAL,
  BW_SERIES_END_PLAN,
  BW_SERIES_END_BEFORE,
  BW_SERIES_END_PEERS,
  BW_N_SERIES_ENDS
} BwSeriesEnd;

typedef struct {
  char  *text;       /* NULL: there is no such line. */
  char  *detail;     /* (nullable): the rest of a name that is too long for one line. */
  char  *value_text; /* (nullable): the part of the name that stays together. */
  double value;
} BwSeriesEndLabel;

/* Where everything of one drawing of a series lies. Clear it after use. */
typedef struct {
  const BwSeriesChart *chart;
  const BwChartStyle  *style;
  cairo_rectangle_t    plot;
  BwScale              x;
  BwScale              y;
  double               whole_from;
  double               whole_to;
  GArray              *x_ticks;
  GArray              *y_ticks;
  gboolean             has_data;
  gssize               last; /* The last point that was measured; -1 when it is not in sight. */
  gboolean             last_is_inside; /* Its name stands beside it and not at the edge. */
  BwSeriesEndLabel     ends[BW_N_SERIES_ENDS];
} BwSeriesLayout;

void     bw_series_layout_init        (BwSeriesLayout *layout, const BwSeriesChart *chart,
                                       const BwChartStyle *style, BwLabeller *labeller,
                                       double width, double height);
void     bw_series_layout_clear       (BwSeriesLayout *layout);
gboolean bw_series_layout_plan        (const BwSeriesLayout *layout, double *x0, double *y0,
                                       double *x1, double *y1);
gboolean bw_series_layout_before      (const BwSeriesLayout *layout, double *x0, double *x1,
                                       double *y);
void     bw_series_layout_event       (const BwSeriesLayout *layout, gsize event, double *x,
                                       double *y);
gboolean bw_series_layout_has_go_live (const BwSeriesLayout *layout);
double   bw_series_end_radius         (const BwChartStyle *style);
double   bw_series_end_gap            (const BwChartStyle *style);

/* Of bw-series-pick.c, for the class. */
gboolean bw_series_pick               (const BwChart *base, const BwChartStyle *style,
                                       double width, double height, double x, double y,
                                       BwChartPick *pick);
guint    bw_series_n_items            (const BwChart *base);
gboolean bw_series_item               (const BwChart *base, const BwChartStyle *style,
                                       double width, double height, guint item,
                                       BwChartPick *pick);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwSeriesLayout, bw_series_layout_clear)

G_END_DECLS
