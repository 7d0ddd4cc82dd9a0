/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-distribution.h"

#include "analytics/bw-bins.h"
#include "analytics/bw-density.h"
#include "analytics/bw-stats.h"
#include "analytics/bw-sum.h"

#include <math.h>

/* The accounts of one date that have a value. */
typedef struct {
  gsize   n;
  double *values;
  double *weights; /* NULL when every account counts the same. */
  double  iqr;
  double  bandwidth;
  double  mean;
  double  median;
  double  sd;
} Sample;

static void
sample_clear (Sample *sample)
{
  g_free (sample->values);
  g_free (sample->weights);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

static void
sample_gather (Sample *sample, const BwDistributionInput *input, BwWeight weight)
{
  sample->values = g_new (double, input->n);
  if (weight == BW_WEIGHT_ARR)
    sample->weights = g_new (double, input->n);
  for (gsize i = 0; i < input->n; i++)
    {
      if (!isfinite (input->values[i]))
        continue;
      sample->values[sample->n] = input->values[i];
      if (sample->weights != NULL)
        sample->weights[sample->n] = (double) MAX (input->arr[i], 0);
      sample->n++;
    }
}

/* Mean and standard deviation by weight. The factor n / (n - 1) over the accounts with a weight
 * makes equal weights give the common standard deviation (NIST Dataplot, "Weighted standard
 * deviation"). */
static void
sample_weighted_moments (Sample *sample)
{
  double weight = 0, sum = 0, squares = 0;
  gsize counted = 0;

  for (gsize i = 0; i < sample->n; i++)
    {
      weight += sample->weights[i];
      sum += sample->weights[i] * sample->values[i];
      counted += sample->weights[i] > 0;
    }
  sample->mean = weight > 0 ? sum / weight : NAN;
  for (gsize i = 0; i < sample->n; i++)
    {
      double distance = sample->values[i] - sample->mean;

      squares += sample->weights[i] * distance * distance;
    }
  sample->sd = counted > 1
                 ? sqrt (squares / weight * (double) counted / ((double) counted - 1))
                 : NAN;
}

static void
sample_describe (Sample *sample)
{
  static const double probabilities[] = { 0.25, 0.5, 0.75 };
  BwMoments moments = bw_stats_moments (sample->values, sample->n);
  double quartiles[3];

  bw_stats_quantiles (sample->values, sample->n, probabilities, 3, quartiles);
  sample->iqr = quartiles[2] - quartiles[0];
  sample->bandwidth = bw_density_bandwidth (sqrt (moments.variance), sample->iqr,
                                            sample->n > 0 ? sample->values[0] : NAN, sample->n);
  if (sample->weights == NULL)
    {
      sample->mean = moments.mean;
      sample->sd = sqrt (moments.variance);
      sample->median = quartiles[1];
      return;
    }
  sample_weighted_moments (sample);
  sample->median = bw_stats_median_weighted (sample->values, sample->weights, sample->n);
}

/* The ends of the curve: as asked for, else those of the values, and never the same. */
static void
find_window (const Sample *sample, const BwDistributionOptions *options, double *from, double *to)
{
  double low = INFINITY, high = -INFINITY, margin;

  *from = options->from;
  *to = options->to;
  if (!isfinite (*from) || !isfinite (*to))
    {
      for (gsize i = 0; i < sample->n; i++)
        {
          low = MIN (low, sample->values[i]);
          high = MAX (high, sample->values[i]);
        }
      *from = isfinite (*from) ? *from : low;
      *to = isfinite (*to) ? *to : high;
    }
  if (*to > *from)
    return;
  margin = MAX (0.5, fabs (*from) / 100);
  *from -= margin;
  *to = *from + 2 * margin;
}

static void
count_account (BwDistributionTail *tail, BwMoney arr)
{
  tail->accounts++;
  bw_sum_money (&tail->arr, arr);
}

static void
finish_tail (BwDistributionTail *tail, const BwDistribution *distribution)
{
  gboolean known = !isnan (tail->threshold);

  tail->share_accounts = known ? bw_sum_share (tail->accounts, distribution->accounts) : NAN;
  tail->share_arr = known ? bw_sum_share ((double) tail->arr, (double) distribution->arr) : NAN;
}

/* Counts everybody once: known or not, in which bin, in which tail. */
static void
count_accounts (BwDistribution *distribution, const BwDistributionInput *input, const double *edges)
{
  for (gsize i = 0; i < input->n; i++)
    {
      double value = input->values[i];
      BwMoney arr = MAX (input->arr[i], 0);
      gsize bin;

      if (!isfinite (value))
        {
          distribution->unknown++;
          bw_sum_money (&distribution->unknown_arr, arr);
          continue;
        }
      distribution->accounts++;
      bw_sum_money (&distribution->arr, arr);
      if (value < distribution->at_risk.threshold)
        count_account (&distribution->at_risk, arr);
      if (value >= distribution->advocates.threshold)
        count_account (&distribution->advocates, arr);

      bin = distribution->n_bins > 0 ? bw_bins_find (edges, distribution->n_bins, value) : 0;
      if (bin < distribution->n_bins)
        {
          distribution->bins[bin].accounts++;
          bw_sum_money (&distribution->bins[bin].arr, arr);
        }
    }
  finish_tail (&distribution->at_risk, distribution);
  finish_tail (&distribution->advocates, distribution);
}

static double *
make_bins (BwDistribution *distribution, const Sample *sample)
{
  const double marks[] = { distribution->at_risk.threshold, distribution->advocates.threshold };
  double range = distribution->x_to - distribution->x_from;
  double *edges = bw_bins_round_edges (distribution->x_from, distribution->x_to,
                                       bw_bins_freedman_diaconis (range, sample->iqr, sample->n),
                                       marks, G_N_ELEMENTS (marks), &distribution->n_bins);

  distribution->bins = g_new0 (BwDistributionBin, distribution->n_bins);
  for (gsize i = 0; i < distribution->n_bins; i++)
    {
      distribution->bins[i].from = edges[i];
      distribution->bins[i].to = edges[i + 1];
    }
  return edges;
}

static double *
draw_curve (const BwDistribution *distribution, const Sample *sample)
{
  double *density = g_new (double, distribution->n_points);

  bw_density_estimate (sample->values, sample->weights, sample->n, sample->bandwidth,
                       distribution->x_from, distribution->x_to, distribution->n_points, density);
  return density;
}

static void
make_curve (BwDistribution *distribution, const Sample *sample, gsize n_points)
{
  double step = n_points > 1
                  ? (distribution->x_to - distribution->x_from) / (double) (n_points - 1)
                  : 0;

  distribution->n_points = n_points;
  distribution->x = g_new (double, n_points);
  for (gsize i = 0; i < n_points; i++)
    distribution->x[i] = distribution->x_from + step * (double) i;
  distribution->density = draw_curve (distribution, sample);
}

static void
cross (BwCrossing *into, BwCrossing *out_of, gboolean was, gboolean is, BwMoney arr)
{
  BwCrossing *crossing = is ? into : out_of;

  if (was == is)
    return;
  crossing->accounts++;
  bw_sum_money (&crossing->arr, arr);
}

/* Pairs the accounts of the two dates, whose slots rise in both. */
static void
count_crossings (BwDistribution *distribution, const BwDistributionInput *today,
                 const BwDistributionInput *earlier)
{
  double at_risk = distribution->at_risk.threshold, advocates = distribution->advocates.threshold;
  gsize i = 0, j = 0;

  while (i < today->n && j < earlier->n)
    {
      double now = today->values[i], then = earlier->values[j];

      if (today->slots[i] != earlier->slots[j])
        {
          if (today->slots[i] < earlier->slots[j])
            i++;
          else
            j++;
          continue;
        }
      if (isfinite (now) && isfinite (then))
        {
          BwMoney arr = MAX (today->arr[i], 0);

          cross (&distribution->into_at_risk, &distribution->out_of_at_risk, then < at_risk,
                 now < at_risk, arr);
          cross (&distribution->into_advocates, &distribution->out_of_advocates, then >= advocates,
                 now >= advocates, arr);
        }
      i++;
      j++;
    }
}

static void
compare (BwDistribution *distribution, const BwDistributionInput *today, const Sample *now,
         const BwDistributionInput *earlier, const Sample *then)
{
  distribution->has_comparison = TRUE;
  distribution->compared_as_of = earlier->as_of;
  distribution->compared_accounts = (guint) then->n;
  distribution->compared_mean = then->mean;
  distribution->compared_median = then->median;
  distribution->mean_change = now->mean - then->mean;
  distribution->median_change = now->median - then->median;
  distribution->ks = bw_stats_ks_distance (then->values, then->weights, then->n, now->values,
                                           now->weights, now->n);
  distribution->compared_density = draw_curve (distribution, then);

  for (gsize i = 0; i < earlier->n; i++)
    {
      double value = earlier->values[i];

      if (!isfinite (value))
        continue;
      if (value < distribution->at_risk.threshold)
        {
          distribution->compared_at_risk++;
          bw_sum_money (&distribution->compared_at_risk_arr, MAX (earlier->arr[i], 0));
        }
      if (value >= distribution->advocates.threshold)
        {
          distribution->compared_advocates++;
          bw_sum_money (&distribution->compared_advocates_arr, MAX (earlier->arr[i], 0));
        }
    }
  count_crossings (distribution, today, earlier);
}

/**
 * bw_distribution_compute:
 * @today: values and ARR of the accounts; may be empty; a value that is not finite is unknown
 * @earlier: (nullable): the same of the date to compare with
 * @options: the scale, the thresholds, the number of points and the weight
 *
 * The customer distribution curve: the Gaussian kernel density of the accounts' values, to 1e-4 of
 * its peak, with the bandwidth of bw_density_bandwidth() over the accounts whatever the weight.
 *
 * With %BW_WEIGHT_ARR the curve, mean, median, sd and the Kolmogorov-Smirnov distance count each
 * account by its ARR of the date; ARR that is unknown or below 0 counts nothing. Shares are of the
 * accounts with a value and of their ARR.
 *
 * Bins have one round width with the thresholds on edges wherever a round width allows it, as near
 * to the number of the Freedman-Diaconis rule as ten to fifty bins can be. A scale that the options
 * leave NaN is that of the values. Values outside the scale are in the figures but in no bin.
 *
 * The curve of @earlier has its own bandwidth. An account has crossed a threshold when it has a
 * value on both dates, on different sides. Without @earlier the figures of the comparison are 0 and
 * has_comparison is %FALSE. Where a date has no account with a value its figures are NaN.
 *
 * Returns: (transfer full): the distribution; free with bw_distribution_free()
 */
BwDistribution *
bw_distribution_compute (const BwDistributionInput *today, const BwDistributionInput *earlier,
                         const BwDistributionOptions *options)
{
  BwDistribution *distribution = g_new0 (BwDistribution, 1);
  g_auto (Sample) now = { 0 };
  g_auto (Sample) then = { 0 };
  g_autofree double *edges = NULL;

  sample_gather (&now, today, options->weight);
  sample_describe (&now);

  distribution->as_of = today->as_of;
  distribution->weight = options->weight;
  distribution->at_risk.threshold = options->at_risk_below;
  distribution->advocates.threshold = options->advocate_from;
  distribution->bandwidth = now.bandwidth;
  distribution->mean = now.mean;
  distribution->median = now.median;
  distribution->sd = now.sd;
  distribution->x_from = options->from;
  distribution->x_to = options->to;
  if (now.n > 0)
    {
      find_window (&now, options, &distribution->x_from, &distribution->x_to);
      edges = make_bins (distribution, &now);
      make_curve (distribution, &now, options->n_points);
    }
  count_accounts (distribution, today, edges);

  if (earlier != NULL)
    {
      sample_gather (&then, earlier, options->weight);
      sample_describe (&then);
      compare (distribution, today, &now, earlier, &then);
    }
  return distribution;
}

void
bw_distribution_free (BwDistribution *distribution)
{
  if (distribution == NULL)
    return;
  g_free (distribution->x);
  g_free (distribution->density);
  g_free (distribution->compared_density);
  g_free (distribution->bins);
  g_free (distribution);
}
