/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Order statistics without sorting. The values are counted in cells of one width, which says where
 * in the order each cell stands; only the few cells that hold an answer have to be sorted. What
 * falls into one cell all together, as beside one far value, is sorted whole and only takes
 * longer. */

#include "analytics/bw-stats.h"

#include "analytics/bw-sort.h"

#include <math.h>

/* About as many cells as values; more than this would not stay in the second-level cache. */
#define MAX_CELLS (1u << 16)

typedef struct {
  guint  n;
  double low;
  double scale;
} Cells;

/* A value and its weight in each of two samples, in one order. */
typedef struct {
  gsize    n;
  double  *values;
  double  *a;
  double  *b;
} Ordered;

static double
weight_at (const double *weights, gsize i)
{
  if (weights == NULL)
    return 1;
  return weights[i] > 0 && isfinite (weights[i]) ? weights[i] : 0;
}

static void
find_range (const double *values, gsize n, double *low, double *high)
{
  for (gsize i = 0; i < n; i++)
    {
      if (values[i] < *low)
        *low = values[i];
      if (values[i] > *high)
        *high = values[i];
    }
}

static Cells
cells_for (const double *a, gsize n_a, const double *b, gsize n_b)
{
  Cells cells = { .n = (guint) CLAMP (n_a + n_b, 1, MAX_CELLS) };
  double low = INFINITY, high = -INFINITY;

  find_range (a, n_a, &low, &high);
  find_range (b, n_b, &low, &high);
  cells.low = low;
  cells.scale = cells.n / (high - low);
  return cells;
}

/* The cells rise with the values: what is in a lower cell is smaller. All the same, infinite or too
 * far apart to have a width, they are all in the first. */
static inline guint
cell_of (const Cells *cells, double value)
{
  double place = (value - cells->low) * cells->scale;

  return place >= 0 ? (guint) MIN (place, cells->n - 1) : 0;
}

static void
sort_doubles_with (double *values, guint32 *places, gsize n)
{
  g_autofree guint64 *keys = g_new (guint64, n);

  for (gsize i = 0; i < n; i++)
    keys[i] = bw_sort_key_of_double (values[i]);
  bw_sort_keys (keys, places, n);
  for (gsize i = 0; i < n; i++)
    values[i] = bw_sort_double_of_key (keys[i]);
}

static void
ordered_clear (Ordered *ordered)
{
  g_free (ordered->values);
  g_free (ordered->a);
  g_free (ordered->b);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Ordered, ordered_clear)

/* The values of the cells that are marked, of both samples, sorted. NaN is left out. */
static void
ordered_gather (Ordered *ordered, const Cells *cells, const guint8 *marked, const double *a,
                const double *a_weights, gsize n_a, const double *b, const double *b_weights,
                gsize n_b)
{
  g_autofree guint32 *places = g_new (guint32, n_a + n_b);
  g_autofree double *values = g_new (double, n_a + n_b);
  gsize n = 0;

  for (gsize i = 0; i < n_a; i++)
    {
      values[n] = a[i];
      places[n] = (guint32) i;
      n += !isnan (a[i]) && marked[cell_of (cells, a[i])];
    }
  for (gsize i = 0; i < n_b; i++)
    {
      values[n] = b[i];
      places[n] = (guint32) (n_a + i);
      n += !isnan (b[i]) && marked[cell_of (cells, b[i])];
    }
  sort_doubles_with (values, places, n);

  ordered->n = n;
  ordered->values = g_steal_pointer (&values);
  ordered->a = g_new (double, n);
  ordered->b = g_new (double, n);
  for (gsize i = 0; i < n; i++)
    {
      ordered->a[i] = places[i] < n_a ? weight_at (a_weights, places[i]) : 0;
      ordered->b[i] = places[i] < n_a ? 0 : weight_at (b_weights, places[i] - n_a);
    }
}

static double *
weigh_cells (const Cells *cells, const double *values, const double *weights, gsize n,
             double *total)
{
  double *sums = g_new0 (double, cells->n);

  *total = 0;
  for (gsize i = 0; i < n; i++)
    {
      double weight = isnan (values[i]) ? 0 : weight_at (weights, i);

      sums[cell_of (cells, values[i])] += weight;
      *total += weight;
    }
  return sums;
}

/* The cell that a sort would put the value of a rank into, and the rank of the cell's first
 * value. */
static guint
cell_of_rank (const guint32 *counts, gsize rank, gsize *before)
{
  guint cell = 0;

  *before = 0;
  while (*before + counts[cell] <= rank)
    *before += counts[cell++];
  return cell;
}

/* The value of a rank among the sorted values of the marked cells. */
static double
value_of_rank (const Ordered *ordered, const guint32 *counts, const guint8 *marked, gsize rank)
{
  gsize before, skipped = 0;
  guint cell = cell_of_rank (counts, rank, &before);

  for (guint i = 0; i < cell; i++)
    skipped += marked[i] ? 0 : counts[i];
  return ordered->values[rank - skipped];
}

/**
 * bw_stats_quantiles:
 * @values: (array length=n): numbers in any order; NaN is left out
 * @n: how many, below 2^32; may be 0
 * @probabilities: (array length=n_probabilities): 0..1 each
 * @n_probabilities: how many
 * @quantiles: (array length=n_probabilities) (out caller-allocates): the quantiles
 *
 * The same as bw_stats_quantile_sorted(), without sorting all. NaN without a number.
 */
void
bw_stats_quantiles (const double *values, gsize n, const double *probabilities,
                    guint n_probabilities, double *quantiles)
{
  const Cells cells = cells_for (values, n, NULL, 0);
  g_autofree guint32 *counts = g_new0 (guint32, cells.n);
  g_autofree guint8 *marked = g_new0 (guint8, cells.n);
  g_auto (Ordered) ordered = { 0 };
  gsize kept = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (isnan (values[i]))
        continue;
      counts[cell_of (&cells, values[i])]++;
      kept++;
    }

  for (guint i = 0; i < n_probabilities; i++)
    {
      gsize below, before;
      double share;

      if (!bw_stats_quantile_place (kept, probabilities[i], &below, &share))
        continue;
      marked[cell_of_rank (counts, below, &before)] = TRUE;
      if (share > 0)
        marked[cell_of_rank (counts, below + 1, &before)] = TRUE;
    }
  ordered_gather (&ordered, &cells, marked, values, NULL, n, NULL, NULL, 0);

  for (guint i = 0; i < n_probabilities; i++)
    {
      gsize below;
      double share, value;

      quantiles[i] = NAN;
      if (!bw_stats_quantile_place (kept, probabilities[i], &below, &share))
        continue;
      quantiles[i] = value = value_of_rank (&ordered, counts, marked, below);
      if (share > 0)
        quantiles[i] += share * (value_of_rank (&ordered, counts, marked, below + 1) - value);
    }
}

/**
 * bw_stats_quantile:
 * @values: (array length=n): numbers in any order; NaN is left out
 * @n: how many; may be 0
 * @probability: 0..1
 *
 * Returns: one quantile as bw_stats_quantiles() has them
 */
double
bw_stats_quantile (const double *values, gsize n, double probability)
{
  double quantile;

  bw_stats_quantiles (values, n, &probability, 1, &quantile);
  return quantile;
}

/* The least value with a weight in the cells after one. */
static double
least_after (const Cells *cells, guint cell, const double *values, const double *weights, gsize n)
{
  double least = INFINITY;

  for (gsize i = 0; i < n; i++)
    {
      if (values[i] < least && cell_of (cells, values[i]) > cell && weight_at (weights, i) > 0)
        least = values[i];
    }
  return least;
}

/**
 * bw_stats_median_weighted:
 * @values: (array length=n): numbers in any order; NaN is left out
 * @weights: (array length=n) (nullable): their weights; %NULL for equal ones
 * @n: how many, below 2^32; may be 0
 *
 * The value at which the weight below comes to half of all; where one value ends at exactly a
 * half, the mean of it and the next with a weight. Equal weights give the common median. A weight
 * that is not above 0 takes its value out.
 *
 * Returns: the median; NaN when there is no weight
 */
double
bw_stats_median_weighted (const double *values, const double *weights, gsize n)
{
  const Cells cells = cells_for (values, n, NULL, 0);
  double total, sum = 0, median = NAN;
  g_autofree double *sums = weigh_cells (&cells, values, weights, n, &total);
  g_autofree guint8 *marked = g_new0 (guint8, cells.n);
  g_auto (Ordered) ordered = { 0 };
  guint cell = 0;

  if (!(total > 0))
    return NAN;
  while (cell + 1 < cells.n && sum + sums[cell] < total / 2)
    sum += sums[cell++];
  marked[cell] = TRUE;
  ordered_gather (&ordered, &cells, marked, values, weights, n, NULL, NULL, 0);

  for (gsize i = 0; i < ordered.n; i++)
    {
      if (ordered.a[i] == 0)
        continue;
      /* The last value ended at exactly a half. */
      if (sum == total / 2 && !isnan (median))
        return median + (ordered.values[i] - median) / 2;
      median = ordered.values[i];
      sum += ordered.a[i];
      if (sum > total / 2)
        return median;
    }
  if (sum == total / 2)
    {
      double next = least_after (&cells, cell, values, weights, n);

      if (isfinite (next))
        return median + (next - median) / 2;
    }
  return median;
}

/* Walks the values of one cell, from the shares at its beginning, and returns where the next cell's
 * values begin. */
static gsize
walk_cell (const Ordered *ordered, gsize begin, const Cells *cells, guint cell, double a_sum,
           double b_sum, double a_total, double b_total, double *largest)
{
  gsize i = begin;

  while (i < ordered->n && cell_of (cells, ordered->values[i]) == cell)
    {
      double value = ordered->values[i];

      for (; i < ordered->n && ordered->values[i] == value; i++)
        {
          a_sum += ordered->a[i];
          b_sum += ordered->b[i];
        }
      *largest = MAX (*largest, fabs (a_sum / a_total - b_sum / b_total));
    }
  return i;
}

/**
 * bw_stats_ks_distance:
 * @a: (array length=n_a): numbers in any order; NaN is left out
 * @a_weights: (array length=n_a) (nullable): their weights; %NULL for equal ones
 * @n_a: how many; both together below 2^32
 * @b: (array length=n_b): as @a
 * @b_weights: (array length=n_b) (nullable): as @a_weights
 * @n_b: how many
 *
 * The Kolmogorov-Smirnov distance: the largest difference of the two cumulative shares at any
 * value. It is known at the ends of all cells; only cells within which it could be larger than at
 * any end are looked into.
 *
 * Returns: 0..1; NaN when one of the two has no weight
 */
double
bw_stats_ks_distance (const double *a, const double *a_weights, gsize n_a, const double *b,
                      const double *b_weights, gsize n_b)
{
  const Cells cells = cells_for (a, n_a, b, n_b);
  double a_total, b_total, a_sum = 0, b_sum = 0, largest = 0;
  g_autofree double *a_sums = weigh_cells (&cells, a, a_weights, n_a, &a_total);
  g_autofree double *b_sums = weigh_cells (&cells, b, b_weights, n_b, &b_total);
  g_autofree guint8 *marked = g_new0 (guint8, cells.n);
  g_auto (Ordered) ordered = { 0 };
  gsize next = 0;

  if (!(a_total > 0) || !(b_total > 0))
    return NAN;

  for (guint i = 0; i < cells.n; i++)
    {
      a_sum += a_sums[i];
      b_sum += b_sums[i];
      largest = MAX (largest, fabs (a_sum / a_total - b_sum / b_total));
    }

  a_sum = b_sum = 0;
  for (guint i = 0; i < cells.n; i++)
    {
      /* At most all of one sample comes before any of the other; with one alone it is at an end. */
      if (a_sums[i] > 0 && b_sums[i] > 0)
        marked[i] = (a_sum + a_sums[i]) / a_total - b_sum / b_total > largest
                    || (b_sum + b_sums[i]) / b_total - a_sum / a_total > largest;
      a_sum += a_sums[i];
      b_sum += b_sums[i];
    }
  ordered_gather (&ordered, &cells, marked, a, a_weights, n_a, b, b_weights, n_b);

  a_sum = b_sum = 0;
  for (guint i = 0; i < cells.n; i++)
    {
      if (marked[i])
        next = walk_cell (&ordered, next, &cells, i, a_sum, b_sum, a_total, b_total, &largest);
      a_sum += a_sums[i];
      b_sum += b_sums[i];
    }
  return MIN (largest, 1);
}
