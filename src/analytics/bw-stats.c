/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-stats.h"

#include "analytics/bw-sort.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

static const BwInterval no_interval = { NAN, NAN };

static double
weight_at (const double *weights, gsize i)
{
  if (weights == NULL)
    return 1;
  return weights[i] > 0 && isfinite (weights[i]) ? weights[i] : 0;
}

static double
weight_sum (const double *weights, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += weight_at (weights, i);
  return sum;
}

/**
 * bw_stats_moments:
 * @values: (array length=n): numbers; NaN is left out
 * @n: how many; may be 0
 *
 * In two passes, so that values far from 0 lose nothing.
 *
 * Returns: the mean and the variance with n - 1 below
 */
BwMoments
bw_stats_moments (const double *values, gsize n)
{
  BwMoments moments = { 0, NAN, NAN };
  double sum = 0, squares = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (!isnan (values[i]))
        {
          sum += values[i];
          moments.n++;
        }
    }
  if (moments.n == 0)
    return moments;

  moments.mean = sum / moments.n;
  for (gsize i = 0; i < n; i++)
    {
      double distance = values[i] - moments.mean;

      if (!isnan (values[i]))
        squares += distance * distance;
    }
  if (moments.n > 1)
    moments.variance = squares / (moments.n - 1);
  return moments;
}

/* Where a type-7 quantile stands between two order statistics. */
static gsize
quantile_place (gsize n, double probability, double *share_of_next)
{
  double place = CLAMP (probability, 0, 1) * (double) (n - 1);
  gsize below = (gsize) floor (place);

  /* Products such as 0.15 * 20 come out a hair beside the whole number that is meant. */
  if (place - (double) below > 1 - 4 * DBL_EPSILON * (double) n)
    below++;
  *share_of_next = MAX (place - (double) below, 0);
  if (*share_of_next < 4 * DBL_EPSILON * (double) n)
    *share_of_next = 0;
  return below;
}

/**
 * bw_stats_quantile_sorted:
 * @sorted: (array length=n): numbers, rising, without NaN
 * @n: how many; may be 0
 * @probability: 0..1; beyond that the ends are taken
 *
 * The quantile that divides the n - 1 steps between the values evenly: type 7 of Hyndman and Fan,
 * "Sample Quantiles in Statistical Packages" (The American Statistician, 1996), the default of R.
 *
 * Returns: the quantile; NaN when @n is 0 or @probability is NaN
 */
double
bw_stats_quantile_sorted (const double *sorted, gsize n, double probability)
{
  double share;
  gsize below;

  if (n == 0 || isnan (probability))
    return NAN;
  below = quantile_place (n, probability, &share);
  if (share == 0)
    return sorted[below];
  return sorted[below] + share * (sorted[below + 1] - sorted[below]);
}

/**
 * bw_stats_quantile:
 * @values: (array length=n) (inout): numbers without NaN in any order; they change places
 * @n: how many; may be 0
 * @probability: 0..1
 *
 * The same as bw_stats_quantile_sorted() by selection, without sorting.
 *
 * Returns: the quantile; NaN when @n is 0 or @probability is NaN
 */
double
bw_stats_quantile (double *values, gsize n, double probability)
{
  double share, next;
  gsize below;

  if (n == 0 || isnan (probability))
    return NAN;
  below = quantile_place (n, probability, &share);
  bw_sort_select (values, n, below);
  if (share == 0)
    return values[below];

  /* Those after it are none smaller, so the next order statistic is the least of them. */
  next = values[below + 1];
  for (gsize i = below + 2; i < n; i++)
    next = MIN (next, values[i]);
  return values[below] + share * (next - values[below]);
}

/**
 * bw_stats_median_weighted_sorted:
 * @sorted: (array length=n): numbers, rising, without NaN
 * @weights: (array length=n) (nullable): their weights; %NULL for equal ones
 * @n: how many; may be 0
 *
 * The value at which the weight below comes to half of all; where one value ends at exactly a
 * half, the mean of it and the next with a weight. Equal weights give the common median. A weight
 * that is not above 0 takes its value out.
 *
 * Returns: the median; NaN when there is no weight
 */
double
bw_stats_median_weighted_sorted (const double *sorted, const double *weights, gsize n)
{
  double half = weight_sum (weights, n) / 2, sum = 0;

  if (!(half > 0))
    return NAN;
  for (gsize i = 0; i < n; i++)
    {
      double weight = weight_at (weights, i);

      sum += weight;
      if (weight == 0 || sum < half)
        continue;
      if (sum > half)
        return sorted[i];
      for (gsize j = i + 1; j < n; j++)
        {
          if (weight_at (weights, j) > 0)
            return sorted[i] + (sorted[j] - sorted[i]) / 2;
        }
      return sorted[i];
    }
  /* Reached only when rounding keeps the running sum below the half: the last value it is. */
  for (gsize i = n; i > 0; i--)
    {
      if (weight_at (weights, i - 1) > 0)
        return sorted[i - 1];
    }
  return NAN;
}

/**
 * bw_stats_median_weighted:
 * @values: (array length=n): numbers in any order; NaN is left out
 * @weights: (array length=n) (nullable): their weights; %NULL for equal ones
 * @n: how many, below 2^32; may be 0
 *
 * See bw_stats_median_weighted_sorted().
 *
 * Returns: the median; NaN when there is no weight
 */
double
bw_stats_median_weighted (const double *values, const double *weights, gsize n)
{
  g_autofree guint64 *keys = g_new (guint64, n);
  g_autofree guint32 *places = g_new (guint32, n);
  g_autofree double *sorted = g_new (double, n);
  g_autofree double *sorted_weights = g_new (double, n);
  gsize kept = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (!isnan (values[i]))
        {
          keys[kept] = bw_sort_key_of_double (values[i]);
          places[kept++] = (guint32) i;
        }
    }
  bw_sort_keys (keys, places, kept);
  for (gsize i = 0; i < kept; i++)
    {
      sorted[i] = bw_sort_double_of_key (keys[i]);
      sorted_weights[i] = weight_at (weights, places[i]);
    }
  return bw_stats_median_weighted_sorted (sorted, sorted_weights, kept);
}

/**
 * bw_stats_welch_interval:
 * @before: moments of one sample
 * @after: moments of another
 * @confidence: such as 0.95
 *
 * The interval of the difference of two means, after less before, without taking the variances
 * for equal: B. L. Welch, "The generalization of Student's problem when several different
 * population variances are involved" (Biometrika, 1947), as R's t.test() computes it. Samples that
 * do not vary at all give an interval without width.
 *
 * Returns: the interval; NaN when a sample has fewer than two values
 */
BwInterval
bw_stats_welch_interval (BwMoments before, BwMoments after, double confidence)
{
  double difference = after.mean - before.mean;
  double a, b, freedom, half;

  if (before.n < 2 || after.n < 2 || !(confidence > 0 && confidence < 1))
    return no_interval;

  a = before.variance / before.n;
  b = after.variance / after.n;
  if (!(a + b > 0))
    return (BwInterval) { difference, difference };

  /* As shares of the larger, so that no square runs out of the exponent. */
  double largest = MAX (a, b);
  freedom = pow ((a + b) / largest, 2)
            / (pow (a / largest, 2) / (before.n - 1) + pow (b / largest, 2) / (after.n - 1));
  half = gsl_cdf_tdist_Pinv (0.5 + confidence / 2, freedom) * sqrt (a + b);
  return (BwInterval) { difference - half, difference + half };
}

/**
 * bw_stats_ks_distance:
 * @a_sorted: (array length=n_a): numbers, rising, without NaN
 * @a_weights: (array length=n_a) (nullable): their weights; %NULL for equal ones
 * @n_a: how many
 * @b_sorted: (array length=n_b): as @a_sorted
 * @b_weights: (array length=n_b) (nullable): as @a_weights
 * @n_b: how many
 *
 * The Kolmogorov-Smirnov distance: the largest difference of the two cumulative shares at any
 * value. Time is linear.
 *
 * Returns: 0..1; NaN when one of the two has no weight
 */
double
bw_stats_ks_distance (const double *a_sorted, const double *a_weights, gsize n_a,
                      const double *b_sorted, const double *b_weights, gsize n_b)
{
  double a_total = weight_sum (a_weights, n_a), b_total = weight_sum (b_weights, n_b);
  double a_sum = 0, b_sum = 0, largest = 0;
  gsize i = 0, j = 0;

  if (!(a_total > 0) || !(b_total > 0))
    return NAN;

  /* Past the end of either, the difference can only shrink to 0. */
  while (i < n_a && j < n_b)
    {
      double value = MIN (a_sorted[i], b_sorted[j]);

      while (i < n_a && a_sorted[i] <= value)
        a_sum += weight_at (a_weights, i++);
      while (j < n_b && b_sorted[j] <= value)
        b_sum += weight_at (b_weights, j++);
      largest = MAX (largest, fabs (a_sum / a_total - b_sum / b_total));
    }
  return MIN (largest, 1);
}

/**
 * bw_stats_slope:
 * @x: (array length=n): where
 * @y: (array length=n): what; a pair with a NaN is left out
 * @n: how many; may be 0
 * @confidence: such as 0.95
 * @interval: (out): the interval of the slope; NaN below three pairs
 *
 * The slope of the least-squares line and its interval by Student's t with two degrees of freedom
 * fewer than pairs, as R's confint(lm(y ~ x)). A line without residuals has an interval without
 * width; equal values give exactly 0.
 *
 * Returns: the slope in units of @y for one of @x; NaN below two different x
 */
double
bw_stats_slope (const double *x, const double *y, gsize n, double confidence, BwInterval *interval)
{
  double x0 = 0, y0 = 0, x_mean = 0, y_mean = 0, xx = 0, xy = 0, residuals = 0, slope, half;
  gsize used = 0;

  *interval = no_interval;

  /* Counting from the first pair keeps days since 1970 from eating the digits. */
  for (gsize i = 0; i < n; i++)
    {
      if (isnan (x[i]) || isnan (y[i]))
        continue;
      if (used++ == 0)
        {
          x0 = x[i];
          y0 = y[i];
        }
      x_mean += x[i] - x0;
      y_mean += y[i] - y0;
    }
  if (used < 2)
    return NAN;
  x_mean /= (double) used;
  y_mean /= (double) used;

  for (gsize i = 0; i < n; i++)
    {
      double dx = x[i] - x0 - x_mean, dy = y[i] - y0 - y_mean;

      if (isnan (dx) || isnan (dy))
        continue;
      xx += dx * dx;
      xy += dx * dy;
    }
  if (!(xx > 0))
    return NAN;
  slope = xy / xx;
  if (used < 3 || !(confidence > 0 && confidence < 1))
    return slope;

  for (gsize i = 0; i < n; i++)
    {
      double residual = y[i] - y0 - y_mean - slope * (x[i] - x0 - x_mean);

      if (!isnan (residual))
        residuals += residual * residual;
    }
  half = gsl_cdf_tdist_Pinv (0.5 + confidence / 2, (double) used - 2)
         * sqrt (residuals / ((double) used - 2) / xx);
  interval->lo = slope - half;
  interval->hi = slope + half;
  return slope;
}
