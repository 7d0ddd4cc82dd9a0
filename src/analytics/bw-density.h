/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double bw_density_bandwidth      (double sd, double iqr, double first, gsize n);
double bw_density_bandwidth_nrd0 (const double *sorted, gsize n);
void   bw_density_exact          (const double *values, const double *weights, gsize n,
                                  double bandwidth, double from, double to, gsize n_points,
                                  double *density);
void   bw_density_estimate       (const double *values, const double *weights, gsize n,
                                  double bandwidth, double from, double to, gsize n_points,
                                  double *density);

G_END_DECLS
