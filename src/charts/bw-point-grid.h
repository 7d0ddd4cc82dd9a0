/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwPointGrid:
 *
 * Points sorted into the cells of a square grid, to find the nearest, or those in a rectangle,
 * without looking at all. Immutable once made; holds no reference to the arrays it was made of.
 */
typedef struct _BwPointGrid BwPointGrid;

/* Points of neighbouring cells of a row, as they lie in memory. */
typedef struct {
  gsize          n;
  const guint32 *indices;
  const float   *places; /* (array 2 * n): across and up of each in turn. */
} BwPointRun;

typedef void (*BwPointGridFunc) (guint32 index, gpointer user_data);

BwPointGrid *bw_point_grid_new     (const double *x, const double *y, gsize n, double from,
                                    double to);
void         bw_point_grid_foreach (const BwPointGrid *grid, double x_from, double x_to,
                                    double y_from, double y_to, BwPointGridFunc func,
                                    gpointer user_data);
guint        bw_point_grid_row     (const BwPointGrid *grid, double y);
void         bw_point_grid_run     (const BwPointGrid *grid, guint row, double x_from,
                                    double x_to, BwPointRun *run);
void         bw_point_grid_free    (BwPointGrid *grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPointGrid, bw_point_grid_free)

G_END_DECLS
