/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-health.h"

#include <math.h>

#define NEUTRAL_SCORE 50

/* The scales that surveys go by, for a metric of these dimensions that does not say its own. */
typedef struct {
  double low;
  double neutral;
  double high;
} Survey;

static const Survey surveys[BW_N_DIMENSIONS] = {
  [BW_DIMENSION_NPS] = { 0, 7.5, 10 },
  [BW_DIMENSION_CSAT] = { 1, 3, 5 },
  [BW_DIMENSION_CES] = { 1, 4, 7 },
};

static const BwScorecard scorecards[] = { BW_SCORECARD_OUTCOME, BW_SCORECARD_EXPERIENCE };

/* What one reading is worth on a date. */
typedef struct {
  double score; /* NaN when it is not fresh or has none. */
  double share; /* Of the success index; 0 when it has no part in it. */
} Weighed;

/* Sums of the readings that are there, and of the weights that are not theirs to give. */
typedef struct {
  double weight[BW_N_DIMENSIONS];
  double sum[BW_N_DIMENSIONS];
} Dimensions;

static double
metric_weight (const BwMetricScale *scale)
{
  if (isnan (scale->weight))
    return 1;
  return MAX (scale->weight, 0);
}

static double
mean_or_nan (double sum, double weight)
{
  return weight > 0 ? sum / weight : NAN;
}

static void
add_reading (Dimensions *dimensions, const BwMetricScale *scale, double score)
{
  if (isnan (score) || scale->dimension >= BW_N_DIMENSIONS)
    return;
  dimensions->weight[scale->dimension] += metric_weight (scale);
  dimensions->sum[scale->dimension] += metric_weight (scale) * score;
}

/* The policy's weights of the dimensions of a scorecard that have a value. */
static double
scorecard_weight (const Dimensions *dimensions, BwScorecard scorecard, const BwPolicy *policy,
                  double *index)
{
  double weight = 0, sum = 0;

  for (BwDimension i = 0; i < BW_N_DIMENSIONS; i++)
    {
      if (bw_dimension_scorecard (i) != scorecard || !(dimensions->weight[i] > 0))
        continue;
      weight += policy->dimension_weight[i];
      sum += policy->dimension_weight[i] * dimensions->sum[i] / dimensions->weight[i];
    }
  *index = mean_or_nan (sum, weight);
  return weight;
}

static double
scorecard_policy_weight (BwScorecard scorecard, const BwPolicy *policy)
{
  return scorecard == BW_SCORECARD_OUTCOME ? policy->outcome_weight : policy->experience_weight;
}

static double
success_index (double outcome, double experience, const BwPolicy *policy)
{
  double weight = 0, sum = 0;

  if (!isnan (outcome))
    {
      weight += policy->outcome_weight;
      sum += policy->outcome_weight * outcome;
    }
  if (!isnan (experience))
    {
      weight += policy->experience_weight;
      sum += policy->experience_weight * experience;
    }
  return mean_or_nan (sum, weight);
}

/* The index of a date, and the part that each reading has in it. */
static double
weigh (const BwMetricScale *scales, const BwReading *readings, guint n_metrics, BwDate date,
       const BwPolicy *policy, Weighed *weighed)
{
  Dimensions dimensions = { 0 };
  double weight[G_N_ELEMENTS (scorecards)], index[G_N_ELEMENTS (scorecards)], whole = 0;

  for (guint i = 0; i < n_metrics; i++)
    {
      weighed[i] = (Weighed) { NAN, 0 };
      if (bw_health_is_fresh (&scales[i], readings[i], date))
        weighed[i].score = bw_health_score (&scales[i], readings[i].value);
      add_reading (&dimensions, &scales[i], weighed[i].score);
    }
  for (guint card = 0; card < G_N_ELEMENTS (scorecards); card++)
    {
      weight[card] = scorecard_weight (&dimensions, scorecards[card], policy, &index[card]);
      if (weight[card] > 0)
        whole += scorecard_policy_weight (scorecards[card], policy);
    }

  for (guint i = 0; i < n_metrics; i++)
    {
      BwDimension dimension = scales[i].dimension;
      BwScorecard scorecard = dimension < BW_N_DIMENSIONS ? bw_dimension_scorecard (dimension)
                                                          : BW_SCORECARD_NONE;

      for (guint card = 0; card < G_N_ELEMENTS (scorecards); card++)
        {
          if (isnan (weighed[i].score) || scorecards[card] != scorecard || !(whole > 0)
              || !(weight[card] > 0) || !(dimensions.weight[dimension] > 0))
            continue;
          weighed[i].share = scorecard_policy_weight (scorecard, policy) / whole
                             * (policy->dimension_weight[dimension] / weight[card])
                             * (metric_weight (&scales[i]) / dimensions.weight[dimension]);
        }
    }
  return success_index (index[0], index[1], policy);
}

/* Adds what the rounding of the parts has left over to the largest of them, where it is least. */
static void
settle (BwContribution *contributions, guint n, double change)
{
  guint largest = 0;

  for (guint i = 1; i < n; i++)
    {
      if (fabs (contributions[i].points) > fabs (contributions[largest].points))
        largest = i;
    }
  /* Adding it rounds again, so one more look is worth its while. */
  for (guint round = 0; round < 3 && n > 0; round++)
    {
      double sum = 0;

      for (guint i = 0; i < n; i++)
        sum += contributions[i].points;
      contributions[largest].points += change - sum;
    }
}

/**
 * bw_health_score:
 * @scale: low, neutral, high and direction of a metric
 * @value: a reading of it
 *
 * Straight from low, 0, to neutral, 50, and from there to high, 100; beyond both ends it stays. Low
 * may be the larger number, as for effort from 7 down to 1; a direction of -1 with low < high turns
 * the scale round. A neutral that is absent, or not between the two, is the middle.
 *
 * Returns: 0..100; NaN for NaN, and without a low and a high that differ
 */
double
bw_health_score (const BwMetricScale *scale, double value)
{
  double low = scale->low, high = scale->high, neutral = scale->neutral, place, middle;

  if (isnan (value) || !isfinite (low) || !isfinite (high) || low == high)
    return NAN;
  if (scale->direction < 0 && low < high)
    {
      low = scale->high;
      high = scale->low;
    }

  place = CLAMP ((value - low) / (high - low), 0, 1);
  middle = (neutral - low) / (high - low);
  if (!(middle > 0 && middle < 1))
    middle = 0.5;
  if (place <= middle)
    return NEUTRAL_SCORE * (place / middle);
  return NEUTRAL_SCORE + NEUTRAL_SCORE * ((place - middle) / (1 - middle));
}

/**
 * bw_health_happiness_reading:
 * @scale: a metric, of any dimension
 * @value: a reading of it
 *
 * What a reading says of happiness: low is -1, neutral 0 and high 1, straight in between and no
 * further beyond. A metric of a survey that has no low and high goes by the usual scale: NPS 0,
 * 7.5, 10; CSAT 1, 3, 5; CES 1, 4, 7. One that has the usual ends but no neutral gets the usual
 * neutral.
 *
 * Returns: -1..1; NaN for NaN, for a dimension that is no experience, and without a scale
 */
double
bw_health_happiness_reading (const BwMetricScale *scale, double value)
{
  BwMetricScale used = *scale;
  const Survey *survey;

  if (scale->dimension >= BW_N_DIMENSIONS || !bw_dimension_is_experience_reading (scale->dimension))
    return NAN;

  survey = &surveys[scale->dimension];
  if (isnan (used.low) && isnan (used.high) && survey->low != survey->high)
    {
      used.low = survey->low;
      used.high = survey->high;
    }
  if (isnan (used.neutral) && MIN (used.low, used.high) == survey->low
      && MAX (used.low, used.high) == survey->high)
    used.neutral = survey->neutral;
  return bw_health_score (&used, value) / NEUTRAL_SCORE - 1;
}

/**
 * bw_health_is_fresh:
 * @scale: the metric; its expires_days is read
 * @reading: its latest observation
 * @date: the day that is asked about
 *
 * Returns: whether there is a reading, made on or before @date, not more than expires_days before;
 *   with expires_days of 0 a reading never gets stale
 */
gboolean
bw_health_is_fresh (const BwMetricScale *scale, BwReading reading, BwDate date)
{
  if (isnan (reading.value) || reading.observed_on == BW_DATE_NONE || reading.observed_on > date)
    return FALSE;
  return scale->expires_days <= 0
         || (gint64) date - reading.observed_on <= (gint64) scale->expires_days;
}

/**
 * bw_health_compute:
 * @scales: (array length=n_metrics): the metrics
 * @readings: (array length=n_metrics): of each the latest observation on or before @date
 * @n_metrics: how many; may be 0
 * @date: the day that is asked about
 * @policy: the weights are read
 * @health: (out caller-allocates): the scorecards
 *
 * A dimension is the mean of the scores of its fresh readings, weighted by the metrics' weights. A
 * scorecard is the mean of its dimensions, and the success index the mean of the two scorecards,
 * both weighted by the policy. What is missing or stale hands its weight to the rest; when nothing
 * is left, the figure is NaN.
 *
 * Happiness is the mean of bw_health_happiness_reading() over the fresh experience readings, each
 * weighted by its metric's weight times 0.5^(age / half_life_days).
 */
void
bw_health_compute (const BwMetricScale *scales, const BwReading *readings, guint n_metrics,
                   BwDate date, const BwPolicy *policy, BwHealth *health)
{
  Dimensions dimensions = { 0 };
  double happiness = 0, happiness_weight = 0;

  health->n_fresh = health->n_stale = health->n_missing = 0;
  for (guint i = 0; i < n_metrics; i++)
    {
      const BwMetricScale *scale = &scales[i];
      BwReading reading = readings[i];
      double happy, weight = metric_weight (scale);

      if (!bw_health_is_fresh (scale, reading, date))
        {
          if (isnan (reading.value) || reading.observed_on == BW_DATE_NONE
              || reading.observed_on > date)
            health->n_missing++;
          else
            health->n_stale++;
          continue;
        }
      health->n_fresh++;
      add_reading (&dimensions, scale, bw_health_score (scale, reading.value));

      happy = bw_health_happiness_reading (scale, reading.value);
      if (isnan (happy))
        continue;
      if (scale->half_life_days > 0)
        weight *= exp2 (-(double) (date - reading.observed_on) / scale->half_life_days);
      happiness += weight * happy;
      happiness_weight += weight;
    }

  for (BwDimension i = 0; i < BW_N_DIMENSIONS; i++)
    health->dimension[i] = mean_or_nan (dimensions.sum[i], dimensions.weight[i]);
  scorecard_weight (&dimensions, BW_SCORECARD_OUTCOME, policy, &health->outcome);
  scorecard_weight (&dimensions, BW_SCORECARD_EXPERIENCE, policy, &health->experience);
  health->success_index = success_index (health->outcome, health->experience, policy);
  health->happiness = mean_or_nan (happiness, happiness_weight);
}

/**
 * bw_health_shares:
 * @scales: (array length=n_metrics): the metrics
 * @readings: (array length=n_metrics): of each the latest observation on or before @date
 * @n_metrics: how many; may be 0
 * @date: the day that is asked about
 * @policy: the weights are read
 * @scores: (array length=n_metrics) (out caller-allocates): 0..100; NaN where it is not fresh or
 *   its metric has no scale
 * @shares: (array length=n_metrics) (out caller-allocates): of the success index, 0 where it has no
 *   part in it; they come to 1 unless the index is unknown
 *
 * What every reading is worth once those that are missing or stale have handed their weight on: the
 * success index is the sum of shares times scores.
 *
 * Returns: the success index, NaN when it is unknown
 */
double
bw_health_shares (const BwMetricScale *scales, const BwReading *readings, guint n_metrics,
                  BwDate date, const BwPolicy *policy, double *scores, double *shares)
{
  g_autofree Weighed *weighed = g_new (Weighed, n_metrics);
  double index = weigh (scales, readings, n_metrics, date, policy, weighed);

  for (guint i = 0; i < n_metrics; i++)
    {
      scores[i] = weighed[i].score;
      shares[i] = weighed[i].share;
    }
  return index;
}

/**
 * bw_health_why:
 * @scales: (array length=n_metrics): the metrics
 * @n_metrics: how many; may be 0
 * @from: (array length=n_metrics): the readings of the earlier date
 * @from_date: the earlier date
 * @to: (array length=n_metrics): the readings of the later date
 * @to_date: the later date
 * @policy: the weights are read
 * @n_contributions: (out): how many
 *
 * Why the success index moved. The index is a sum of shares times scores, where the shares come to
 * 1, so a reading that comes or goes moves it by its share times its distance from the index. With
 * r for the mean of the two indices, a reading of shares s and scores v adds
 *
 *   value change   (s0 + s1) / 2 (v1 - v0)
 *   weight change  (s1 - s0) ((v0 + v1) / 2 - r)
 *   new            s1 (v1 - r)
 *   stale          -s0 (v0 - r)
 *
 * which is the change of the index when added up, and the same with its sign turned when the dates
 * change places. The points are adjusted by the last rounding, so that their sum in the order given
 * is the change to within 1e-12. A reading that has no part in either index, or moved nothing, is
 * not listed. A reading fresh on both dates may be listed twice, for its value and for its weight.
 *
 * Returns: (transfer full) (array length=n_contributions) (nullable): the contributions in the
 *   order of the metrics; %NULL when nothing moved or one of the two indices is unknown; free with
 *   g_free()
 */
BwContribution *
bw_health_why (const BwMetricScale *scales, guint n_metrics, const BwReading *from,
               BwDate from_date, const BwReading *to, BwDate to_date, const BwPolicy *policy,
               guint *n_contributions)
{
  g_autofree Weighed *before = g_new (Weighed, n_metrics);
  g_autofree Weighed *after = g_new (Weighed, n_metrics);
  g_autofree BwContribution *contributions = g_new (BwContribution, 2 * (gsize) n_metrics);
  double index_before = weigh (scales, from, n_metrics, from_date, policy, before);
  double index_after = weigh (scales, to, n_metrics, to_date, policy, after);
  double reference = (index_before + index_after) / 2;
  guint n = 0;

  *n_contributions = 0;
  if (isnan (reference))
    return NULL;

  for (guint i = 0; i < n_metrics; i++)
    {
      double s0 = before[i].share, s1 = after[i].share;
      double v0 = before[i].score, v1 = after[i].score;
      BwContribution part = { i, BW_CONTRIBUTION_VALUE, v0, v1, s0, s1, 0 };

      if (s0 == 0 && s1 == 0)
        continue;
      if (isnan (v0) || isnan (v1))
        {
          part.kind = isnan (v0) ? BW_CONTRIBUTION_NEW : BW_CONTRIBUTION_STALE;
          part.points = isnan (v0) ? s1 * (v1 - reference) : -s0 * (v0 - reference);
          contributions[n++] = part;
          continue;
        }
      if (v0 != v1)
        {
          part.points = (s0 + s1) / 2 * (v1 - v0);
          contributions[n++] = part;
        }
      if (s0 != s1)
        {
          part.kind = BW_CONTRIBUTION_WEIGHT;
          part.points = (s1 - s0) * ((v0 + v1) / 2 - reference);
          contributions[n++] = part;
        }
    }
  settle (contributions, n, index_after - index_before);
  *n_contributions = n;
  return n > 0 ? g_steal_pointer (&contributions) : NULL;
}

/**
 * bw_health_band:
 * @policy: the bands are read
 * @index: 0..100, NaN when unknown
 *
 * Returns: the place of the band that holds @index among the policy's; -1 when it is unknown
 */
int
bw_health_band (const BwPolicy *policy, double index)
{
  int band = -1;

  for (int i = 0; i < policy->n_bands && index >= policy->bands[i].from; i++)
    band = i;
  return band;
}
