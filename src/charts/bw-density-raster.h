/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart.h"
#include "charts/bw-point-grid.h"

G_BEGIN_DECLS

/* Points to be counted into the pixels of an image. */
typedef struct {
  const double  *x;
  const double  *y;
  gsize          n;
  const guint8  *only;   /* (nullable) (array n): 0 leaves a point out. */
  const BwPointGrid *grid; /* (nullable): the same points, for a quicker pass over very many. */
  BwChartWindow  window; /* What the image shows; no NaN. */
  gboolean       mirrored;
  int            width;  /* Of the image, in pixels. */
  int            height;
} BwDensityInput;

/**
 * BwDensityRaster:
 *
 * How many points lie in each pixel. @visible holds the first of them, at most as many as were
 * asked for, so that few points can be drawn one by one without a second look at all.
 */
typedef struct {
  int      width;
  int      height;
  guint8  *counts; /* (array width * height), from the top left; stops at 255. */
  gsize    n_visible;
  guint32 *visible;
} BwDensityRaster;

BwDensityRaster *bw_density_raster_new   (const BwDensityInput *input, gsize most_visible);
void             bw_density_raster_widen (BwDensityRaster *raster, int radius);
void             bw_density_raster_draw  (const BwDensityRaster *raster, const BwColor colors[4],
                                          double middle_x, double middle_y, double strength,
                                          cairo_t *cr, const cairo_rectangle_t *area);
void             bw_density_raster_free  (BwDensityRaster *raster);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDensityRaster, bw_density_raster_free)

G_END_DECLS
