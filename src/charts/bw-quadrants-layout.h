/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-label.h"
#include "charts/bw-mark.h"
#include "charts/bw-quadrants-chart.h"
#include "charts/bw-scale.h"

G_BEGIN_DECLS

/* Up to so many accounts in sight are drawn one by one. */
#define BW_QUADRANTS_MOST_MARKS 4000

/* Where everything of one drawing of the quadrants lies. */
typedef struct {
  const BwQuadrantsChart *chart;
  const BwChartStyle     *style;
  cairo_rectangle_t       plot;
  BwScale                 x;
  BwScale                 y;
  double                  line;        /* Height of a line of a label. */
  double                  tick;        /* Height of a line of an axis. */
  double                  lower_titles;/* Top of the titles of the lower quadrants. */
  double                  axis;        /* Top of the words of the axis. */
  gboolean                has_details; /* Titles have a second line. */
  cairo_rectangle_t       titles[BW_N_QUADRANTS];
} BwQuadrantsLayout;

void        bw_quadrants_layout_init   (BwQuadrantsLayout *layout, const BwQuadrantsChart *chart,
                                        const BwChartStyle *style, BwLabeller *labeller,
                                        double width, double height);
void        bw_quadrants_layout_titles (BwQuadrantsLayout *layout, BwLabeller *labeller,
                                        cairo_t *cr);
gboolean    bw_quadrants_layout_place  (const BwQuadrantsLayout *layout, gsize index, double *x,
                                        double *y);
double      bw_quadrants_layout_radius (const BwQuadrantsLayout *layout, gsize index);
BwMark      bw_quadrants_mark          (BwQuadrant quadrant);
BwColorRole bw_quadrants_color         (BwQuadrant quadrant);
const char *bw_quadrants_long_title    (BwQuadrant quadrant);

/* Of bw-quadrants-pick.c, for the class. */
gboolean    bw_quadrants_pick          (const BwChart *base, const BwChartStyle *style,
                                        double width, double height, double x, double y,
                                        BwChartPick *pick);
guint       bw_quadrants_n_items       (const BwChart *base);
gboolean    bw_quadrants_item          (const BwChart *base, const BwChartStyle *style,
                                        double width, double height, guint item,
                                        BwChartPick *pick);

G_END_DECLS
