/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-bins.h"

#include <math.h>

#define FEWEST 10
#define MOST 50

/* What is taken for lying on an edge, in widths of a bin. */
#define SLACK 1e-9

/* Round widths, in tenths of a power of ten. */
static const int tenths[] = { 10, 20, 25, 50 };

/* A scale of bins at the multiples of steps / 10 times a power of ten. */
typedef struct {
  int    steps;
  int    exponent;
  double first; /* The multiples at which the bins begin and end. */
  double last;
} RoundScale;

/* Made by one division where the power is below 1, an edge is the number that its decimals mean. */
static double
multiple (const RoundScale *scale, double k)
{
  int exponent = scale->exponent - 1;

  if (exponent < 0)
    return k * scale->steps / pow (10, -exponent);
  return k * scale->steps * pow (10, exponent);
}

static gboolean
is_on_edge (const RoundScale *scale, double value)
{
  double k = value / multiple (scale, 1);

  return fabs (k - round (k)) <= SLACK;
}

/**
 * bw_bins_freedman_diaconis:
 * @range: the distance that the bins have to cover
 * @iqr: the distance of the quartiles
 * @n: how many values
 *
 * How many bins of the width 2 iqr n^(-1/3) it takes: D. Freedman and P. Diaconis, "On the
 * histogram as a density estimator" (Zeitschrift für Wahrscheinlichkeitstheorie, 1981).
 *
 * Returns: the number; 0 when the rule has no answer
 */
guint
bw_bins_freedman_diaconis (double range, double iqr, gsize n)
{
  double bins = ceil (range / (2 * iqr * pow ((double) n, -1 / 3.0)));

  if (n == 0 || !(iqr > 0) || !(range > 0) || !isfinite (bins))
    return 0;
  return bins < G_MAXINT ? (guint) bins : G_MAXINT;
}

/**
 * bw_bins_round_edges:
 * @from: where the scale begins
 * @to: where it ends, above @from
 * @wanted: how many bins there should be; 0 when it is all the same
 * @marks: (array length=n_marks): values that should fall on edges; NaN does not count
 * @n_marks: how many
 * @n_bins: (out): how many bins there are
 *
 * Bins of one round width, 1, 2, 2.5 or 5 times a power of ten, whose edges are multiples of it and
 * reach from @from to @to or a little beyond. There are between ten and fifty, as near to @wanted
 * as round widths allow among those that have most marks on edges.
 *
 * Returns: (transfer full) (array): @n_bins + 1 edges, rising; %NULL and 0 bins when @to is not
 *   above @from; free with g_free()
 */
double *
bw_bins_round_edges (double from, double to, guint wanted, const double *marks, guint n_marks,
                     gsize *n_bins)
{
  RoundScale best = { 0 };
  double least = INFINITY;
  double *edges;
  int exponent;

  *n_bins = 0;
  if (!isfinite (from) || !isfinite (to) || !(to > from) || !isfinite (to - from))
    return NULL;

  wanted = wanted == 0 ? 20 : CLAMP (wanted, FEWEST, MOST);
  exponent = (int) floor (log10 ((to - from) / MOST));
  for (int power = exponent - 1; power <= exponent + 2; power++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (tenths); i++)
        {
          RoundScale scale = { .steps = tenths[i], .exponent = power };
          double width = multiple (&scale, 1), cost, bins;

          scale.first = floor (from / width + SLACK);
          scale.last = ceil (to / width - SLACK);
          bins = scale.last - scale.first;
          if (!(bins >= FEWEST && bins <= MOST))
            continue;

          cost = fabs (log (bins / wanted));
          for (guint mark = 0; mark < n_marks; mark++)
            {
              /* A mark is worth more than any number of bins. */
              if (!isnan (marks[mark]) && !is_on_edge (&scale, marks[mark]))
                cost += 100;
            }
          if (cost < least)
            {
              least = cost;
              best = scale;
            }
        }
    }
  if (!isfinite (least))
    return NULL;

  *n_bins = (gsize) (best.last - best.first);
  edges = g_new (double, *n_bins + 1);
  for (gsize i = 0; i <= *n_bins; i++)
    edges[i] = multiple (&best, best.first + (double) i);
  return edges;
}

/**
 * bw_bins_find:
 * @edges: (array): the edges of bins of one width, rising
 * @n_bins: how many bins, at least one; there is one edge more
 * @value: a number
 *
 * A bin holds its lower edge, and the last one both.
 *
 * Returns: the bin that holds @value; @n_bins when none does
 */
gsize
bw_bins_find (const double *edges, gsize n_bins, double value)
{
  double place;
  gsize bin;

  if (!(value >= edges[0] && value <= edges[n_bins]))
    return n_bins;

  /* Rounding may put it beside the bin that the edges themselves say. */
  place = (value - edges[0]) / (edges[n_bins] - edges[0]) * (double) n_bins;
  bin = MIN ((gsize) MAX (place, 0), n_bins - 1);
  while (bin > 0 && value < edges[bin])
    bin--;
  while (bin + 1 < n_bins && value >= edges[bin + 1])
    bin++;
  return bin;
}
