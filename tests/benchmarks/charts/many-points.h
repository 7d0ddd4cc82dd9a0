/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart.h"

G_BEGIN_DECLS

/* Charts of as many points as one likes, and what it takes to time them. */

typedef void (*ManyPointsFunc) (const char *kind, gsize n, BwChart *chart, gpointer data);

void   many_points_with_quadrants (gsize n, ManyPointsFunc func, gpointer data);
void   many_points_with_series    (gsize n, ManyPointsFunc func, gpointer data);
double many_points_milliseconds   (void);
double many_points_quantile       (double *times, gsize n, double share);

G_END_DECLS
