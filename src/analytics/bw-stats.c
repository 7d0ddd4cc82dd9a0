/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-stats.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

static const BwInterval no_interval = { NAN, NAN };

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

/**
 * bw_stats_quantile_place:
 * @n: how many numbers
 * @probability: 0..1; beyond that the ends are taken
 * @below: (out): the rank at or right below the quantile, from 0
 * @share: (out): how far the quantile is on the way to the next rank; 0 when it is at @below
 *
 * Where the quantile that divides the n - 1 steps between the values evenly stands: type 7 of
 * Hyndman and Fan, "Sample Quantiles in Statistical Packages" (The American Statistician, 1996),
 * the default of R.
 *
 * Returns: %FALSE when there is none, for @n is 0 or @probability is NaN
 */
gboolean
bw_stats_quantile_place (gsize n, double probability, gsize *below, double *share)
{
  double slack = 4 * DBL_EPSILON * (double) n, place;

  if (n == 0 || isnan (probability))
    return FALSE;
  place = CLAMP (probability, 0, 1) * (double) (n - 1);
  *below = (gsize) place;

  /* Products such as 0.15 * 20 come out a hair beside the whole number that is meant. */
  if (place - (double) *below > 1 - slack)
    (*below)++;
  *share = place - (double) *below;
  if (*share < slack)
    *share = 0;
  return TRUE;
}

/**
 * bw_stats_quantile_sorted:
 * @sorted: (array length=n): numbers, rising, without NaN
 * @n: how many; may be 0
 * @probability: 0..1; beyond that the ends are taken
 *
 * Returns: the quantile of type 7; NaN when @n is 0 or @probability is NaN
 */
double
bw_stats_quantile_sorted (const double *sorted, gsize n, double probability)
{
  double share;
  gsize below;

  if (!bw_stats_quantile_place (n, probability, &below, &share))
    return NAN;
  if (share == 0)
    return sorted[below];
  return sorted[below] + share * (sorted[below + 1] - sorted[below]);
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
