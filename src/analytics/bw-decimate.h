/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A point of a line; y is NaN where the line is broken. */
typedef struct {
  double x;
  double y;
} BwDecimatedPoint;

gsize bw_decimate_m4_size (guint columns);
gsize bw_decimate_m4      (const double *x, const double *y, gsize n, double x_from, double x_to,
                           guint columns, BwDecimatedPoint *points);

G_END_DECLS
