/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-quadrants.h"
#include "charts/bw-chart.h"
#include "charts/bw-point-grid.h"

G_BEGIN_DECLS

/* Returns: (transfer none): the name of the account at @index of the input arrays. */
typedef const char *(*BwAccountNameFunc) (gsize index, gpointer user_data);

/* Where an account was, from the oldest place to the present one; NaN are gaps. */
typedef struct {
  gsize         n;
  const double *happiness;
  const double *margin;
} BwTrail;

/* So many of the largest accounts can be gone through by keyboard. */
#define BW_QUADRANTS_LARGEST 200

/**
 * BwQuadrantsChart:
 *
 * Happiness across, profitability up. Up to some thousand accounts in sight are marks with an
 * area by ARR and a shape by quadrant; beyond that the ground is a density raster. Items: the
 * four quadrants, then the largest accounts by falling ARR.
 */
typedef struct {
  BwChart                 parent;
  const BwQuadrants      *quadrants;
  const BwQuadrantsInput *input;
  const BwPointGrid      *grid;       /* (nullable): makes picking fast with many accounts. */
  BwAccountNameFunc       name;       /* (nullable) */
  gpointer                name_data;
  const guint8           *selected;   /* (nullable) (array n): not 0 is selected. */
  gboolean                hides_risk; /* Whether business risk goes unmarked. */
  gsize                   n_trails;
  const BwTrail          *trails;     /* (nullable) (array n_trails) */

  BwMoney                 largest_arr; /* Made by init from the input. */
  guint                   n_largest;
  guint32                 largest[BW_QUADRANTS_LARGEST];
} BwQuadrantsChart;

void    bw_quadrants_chart_init   (BwQuadrantsChart *chart, const BwQuadrants *quadrants,
                                   const BwQuadrantsInput *input);
GArray *bw_quadrants_chart_within (const BwQuadrantsChart *chart, const BwChartStyle *style,
                                   double width, double height, const double *polygon,
                                   gsize n_corners);
void    bw_quadrants_chart_draw_lasso (const BwChartStyle *style, cairo_t *cr,
                                       const double *polygon, gsize n_corners);

G_END_DECLS
