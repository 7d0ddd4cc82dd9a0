/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An interval; both ends are NaN when it cannot be computed. */
typedef struct {
  double lo;
  double hi;
} BwInterval;

/* Mean and unbiased variance of the values that are not NaN. */
typedef struct {
  guint  n;
  double mean;     /* NaN when n is 0. */
  double variance; /* NaN when n is below 2. */
} BwMoments;

BwMoments  bw_stats_moments         (const double *values, gsize n);
gboolean   bw_stats_quantile_place  (gsize n, double probability, gsize *below, double *share);
double     bw_stats_quantile_sorted (const double *sorted, gsize n, double probability);
void       bw_stats_quantiles       (const double *values, gsize n, const double *probabilities,
                                     guint n_probabilities, double *quantiles);
double     bw_stats_quantile        (const double *values, gsize n, double probability);
double     bw_stats_median_weighted (const double *values, const double *weights, gsize n);
double     bw_stats_ks_distance     (const double *a, const double *a_weights, gsize n_a,
                                     const double *b, const double *b_weights, gsize n_b);
BwInterval bw_stats_welch_interval  (BwMoments before, BwMoments after, double confidence);
double     bw_stats_slope           (const double *x, const double *y, gsize n, double confidence,
                                     BwInterval *interval);

G_END_DECLS
