/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-density.h"

#include "analytics/bw-stats.h"

#include <math.h>

/* The Gaussian beyond this many bandwidths is under 3e-7 of its peak and is left out of
 * estimates. */
#define REACH 5.5

/* Linear binning replaces the kernel by its chords. They are off by at most cell²/8 times its
 * second derivative, which for this many cells a bandwidth is 5e-5 of the peak. */
#define CELLS_PER_BANDWIDTH 50

/* Below this many kernel values the plain sum is as quick as the grid. */
#define EXACT_WORK (G_GUINT64_CONSTANT (1) << 18)

/* A grid that would be larger than this means a bandwidth so narrow that few points see a value. */
#define MAX_CELLS (1 << 20)

/* The grid of an estimate: its cells are centred at from + (first + i) * width. Where the points of
 * the curve are further apart than cells, each falls on a cell. */
typedef struct {
  double first;
  double width;
  gsize  n_cells;
  gsize  cells_per_step; /* 0 when the points do not fall on cells. */
} Grid;

static double
weight_at (const double *weights, gsize i)
{
  if (weights == NULL)
    return 1;
  return weights[i] > 0 && isfinite (weights[i]) ? weights[i] : 0;
}

static double
weight_sum (const double *values, const double *weights, gsize n)
{
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (isfinite (values[i]))
        sum += weight_at (weights, i);
    }
  return sum;
}

static double
point_at (double from, double step, gsize i)
{
  return from + step * (double) i;
}

static double
step_of (double from, double to, gsize n_points)
{
  return n_points > 1 ? (to - from) / (double) (n_points - 1) : 0;
}

static double
kernel_at (double distance, double bandwidth)
{
  double u = distance / bandwidth;

  return exp (-0.5 * u * u);
}

/* Fills @density with NaN when there is nothing to estimate from. */
static gboolean
refuse (double total, double bandwidth, double from, double to, gsize n_points, double *density)
{
  if (total > 0 && bandwidth > 0 && isfinite (bandwidth) && isfinite (from) && isfinite (to)
      && to >= from)
    return FALSE;
  for (gsize i = 0; i < n_points; i++)
    density[i] = NAN;
  return TRUE;
}

/* Makes the grid, or returns %FALSE when it would be too large. */
static gboolean
plan_grid (const double *values, gsize n, double bandwidth, double from, double step,
           gsize n_points, Grid *grid)
{
  double cell = bandwidth / CELLS_PER_BANDWIDTH;
  double to = point_at (from, step, n_points - 1);
  double low = INFINITY, high = -INFINITY, cells;

  grid->width = cell;
  grid->cells_per_step = 0;
  if (step > cell)
    {
      double cells_per_step = ceil (step / cell);

      if (cells_per_step > MAX_CELLS)
        return FALSE;
      grid->width = step / cells_per_step;
      grid->cells_per_step = (gsize) cells_per_step;
    }

  /* Cells are needed where there are values that a point can see, and nowhere else. */
  for (gsize i = 0; i < n; i++)
    {
      if (isfinite (values[i]))
        {
          low = MIN (low, values[i]);
          high = MAX (high, values[i]);
        }
    }
  low = MAX (low, from - REACH * bandwidth);
  high = MIN (high, to + REACH * bandwidth);
  if (low > high)
    {
      grid->n_cells = 0;
      return TRUE;
    }

  /* With a cell to spare at each end, rounding cannot push the outermost values off the grid. */
  low = floor ((low - from) / grid->width) - 1;
  cells = ceil ((high - from) / grid->width) - low + 3;
  if (cells > MAX_CELLS)
    return FALSE;
  grid->first = low;
  grid->n_cells = (gsize) cells;
  return TRUE;
}

/* Shares each weight out between the two cells around its value. */
static double *
bin_linearly (const double *values, const double *weights, gsize n, double from, const Grid *grid)
{
  double *cells = g_new0 (double, grid->n_cells);
  double scale = 1 / grid->width;
  double last = (double) grid->n_cells - 1;

  for (gsize i = 0; i < n; i++)
    {
      double place = (values[i] - from) * scale - grid->first;
      double weight = weight_at (weights, i);

      /* What no point can see, and NaN, fails this. */
      if (!(place >= 0 && place < last))
        continue;

      gsize cell = (gsize) place;
      double right = (place - (double) cell) * weight;
      cells[cell] += weight - right;
      cells[cell + 1] += right;
    }
  return cells;
}

/* Sums the kernel over the cells that each point sees. Points on cells share one table of it. */
static void
sum_cells (const double *cells, const Grid *grid, double bandwidth, double step, double total,
           gsize n_points, double *density)
{
  gssize reach = (gssize) ceil (REACH * bandwidth / grid->width);
  g_autofree double *kernel = g_new (double, reach + 1);
  double norm = 1 / (total * bandwidth * sqrt (2 * G_PI));

  for (gssize i = 0; i <= reach; i++)
    kernel[i] = kernel_at ((double) i * grid->width, bandwidth);

  for (gsize i = 0; i < n_points; i++)
    {
      /* Where the point stands, counted in cells from the first. */
      double place = step * (double) i / grid->width - grid->first;
      gssize at = grid->cells_per_step > 0
                    ? (gssize) (i * grid->cells_per_step) - (gssize) grid->first
                    : (gssize) floor (place);
      gssize begin = MAX (at - reach, 0);
      gssize end = MIN (at + reach, (gssize) grid->n_cells - 1);
      double sum = 0;

      if (grid->cells_per_step > 0)
        {
          for (gssize cell = begin; cell <= end; cell++)
            sum += cells[cell] * kernel[ABS (at - cell)];
        }
      else
        {
          for (gssize cell = begin; cell <= end; cell++)
            sum += cells[cell] * kernel_at ((place - (double) cell) * grid->width, bandwidth);
        }
      density[i] = sum * norm;
    }
}

/* For a bandwidth that is narrow beside the step: each value adds to the few points near it. */
static void
sum_near (const double *values, const double *weights, gsize n, double bandwidth, double from,
          double step, gsize n_points, double total, double *density)
{
  double norm = 1 / (total * bandwidth * sqrt (2 * G_PI));
  double last_point = (double) (n_points - 1);

  for (gsize i = 0; i < n_points; i++)
    density[i] = 0;
  for (gsize i = 0; i < n; i++)
    {
      double first = (values[i] - REACH * bandwidth - from) / step;
      double last = (values[i] + REACH * bandwidth - from) / step;
      double weight = weight_at (weights, i) * norm;

      if (!isfinite (values[i]) || last < 0 || first > last_point)
        continue;
      first = MAX (ceil (first), 0);
      last = MIN (last, last_point);
      for (double point = first; point <= last; point++)
        density[(gsize) point] += weight * kernel_at (from + step * point - values[i], bandwidth);
    }
}

/**
 * bw_density_bandwidth:
 * @sd: the standard deviation; NaN for one value
 * @iqr: the distance of the quartiles
 * @first: any of the values, for when all are the same
 * @n: how many values; 0 gives NaN
 *
 * Silverman's rule of thumb (Density Estimation, 1986, formula 3.31), nrd0 in R:
 * 0.9 min(sd, iqr / 1.34) n^(-1/5). Where that is 0 the place of the minimum is taken by the
 * first of sd, |@first| and 1 that is above 0, as R does.
 *
 * Returns: the bandwidth, above 0, in the unit of the values
 */
double
bw_density_bandwidth (double sd, double iqr, double first, gsize n)
{
  double spread;

  if (n == 0)
    return NAN;
  spread = fmin (sd, iqr / 1.34);
  if (!(spread > 0))
    spread = sd;
  if (!(spread > 0))
    spread = fabs (first);
  if (!(spread > 0))
    spread = 1;
  return 0.9 * spread * pow ((double) n, -0.2);
}

/**
 * bw_density_bandwidth_nrd0:
 * @sorted: (array length=n): numbers, rising, without NaN
 * @n: how many; 0 gives NaN
 *
 * Returns: the bandwidth of bw_density_bandwidth()
 */
double
bw_density_bandwidth_nrd0 (const double *sorted, gsize n)
{
  double iqr =
    bw_stats_quantile_sorted (sorted, n, 0.75) - bw_stats_quantile_sorted (sorted, n, 0.25);

  return bw_density_bandwidth (sqrt (bw_stats_moments (sorted, n).variance), iqr,
                               n > 0 ? sorted[0] : NAN, n);
}

/**
 * bw_density_exact:
 * @values: (array length=n): numbers in any order; those not finite are left out
 * @weights: (array length=n) (nullable): their weights in any unit; one not above 0 leaves its
 *   value out; %NULL for equal ones
 * @n: how many; may be 0
 * @bandwidth: the standard deviation of the Gaussian kernel, above 0
 * @from: where the curve begins
 * @to: where it ends, not before @from
 * @n_points: how many points, evenly spaced, both ends among them
 * @density: (array length=n_points) (out caller-allocates): the density at each, per unit of the
 *   values
 *
 * The weighted Gaussian kernel density, sum(w_i K((x - x_i) / h)) / (h sum(w)), term by term: it
 * takes @n times @n_points exponentials. All the weight counts in the sum, seen or not, so the
 * curve between two points holds the share of the accounts there. NaN everywhere when there is no
 * weight or the bandwidth is not above 0.
 */
void
bw_density_exact (const double *values, const double *weights, gsize n, double bandwidth,
                  double from, double to, gsize n_points, double *density)
{
  double total = weight_sum (values, weights, n);
  double step = step_of (from, to, n_points);
  double norm;

  if (refuse (total, bandwidth, from, to, n_points, density))
    return;
  norm = 1 / (total * bandwidth * sqrt (2 * G_PI));
  for (gsize i = 0; i < n_points; i++)
    {
      double x = point_at (from, step, i);
      double sum = 0;

      for (gsize j = 0; j < n; j++)
        {
          if (isfinite (values[j]))
            sum += weight_at (weights, j) * kernel_at (x - values[j], bandwidth);
        }
      density[i] = sum * norm;
    }
}

/**
 * bw_density_estimate:
 * @values: (array length=n): as bw_density_exact()
 * @weights: (array length=n) (nullable): as bw_density_exact()
 * @n: how many; may be 0
 * @bandwidth: as bw_density_exact()
 * @from: as bw_density_exact()
 * @to: as bw_density_exact()
 * @n_points: as bw_density_exact()
 * @density: (array length=n_points) (out caller-allocates): as bw_density_exact()
 *
 * What bw_density_exact() computes, off by less than 1e-4 of the peak that the values have
 * anywhere, in time proportional to @n. The values are shared out linearly over a grid of fifty
 * cells a bandwidth (M. P. Wand, "Fast Computation of Multivariate Kernel Estimators", Journal of
 * Computational and Graphical Statistics, 1994), over which the kernel is summed.
 */
void
bw_density_estimate (const double *values, const double *weights, gsize n, double bandwidth,
                     double from, double to, gsize n_points, double *density)
{
  g_autofree double *cells = NULL;
  double total, step = step_of (from, to, n_points);
  Grid grid = { 0 };

  if ((guint64) n * n_points <= EXACT_WORK)
    {
      bw_density_exact (values, weights, n, bandwidth, from, to, n_points, density);
      return;
    }

  total = weight_sum (values, weights, n);
  if (refuse (total, bandwidth, from, to, n_points, density))
    return;
  if (!plan_grid (values, n, bandwidth, from, step, n_points, &grid))
    {
      sum_near (values, weights, n, bandwidth, from, step, n_points, total, density);
      return;
    }
  cells = bin_linearly (values, weights, n, from, &grid);
  sum_cells (cells, &grid, bandwidth, step, total, n_points, density);
}
