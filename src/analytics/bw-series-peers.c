/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-series.h"

#include "analytics/bw-accumulator.h"
#include "analytics/bw-sort.h"

#include <math.h>

#define DAYS_A_WEEK 7

static double
span_of (BwBucket bucket)
{
  switch (bucket)
    {
    case BW_BUCKET_WEEK:
      return DAYS_A_WEEK;
    case BW_BUCKET_QUARTER:
      return 3 * BW_DAYS_PER_MONTH;
    case BW_BUCKET_MONTH:
    default:
      return BW_DAYS_PER_MONTH;
    }
}

/* The first day of a bucket; since go-live, the first whole day after so many spans. */
static BwDate
start_of (BwDate date, BwBucket bucket, gboolean since_go_live)
{
  double span = span_of (bucket);

  if (!since_go_live)
    return bw_date_bucket_start (date, bucket);
  return (BwDate) ceil (floor (date / span) * span);
}

/* Orders by bucket, then by account; dates before 1970 come first. */
static guint64
key_of (BwDate start, guint32 account)
{
  return (guint64) ((guint32) start ^ 0x80000000u) << 32 | account;
}

static BwDate
start_of_key (guint64 key)
{
  return (BwDate) ((guint32) (key >> 32) ^ 0x80000000u);
}

static void
close_bucket (GArray *points, GArray *values, BwDate start, guint min_group)
{
  double *sorted = (double *) values->data;

  if (values->len >= MAX (min_group, 1))
    {
      BwPeerPoint point = { .start = start, .accounts = values->len };

      bw_sort_doubles (sorted, values->len);
      point.median = bw_stats_quantile_sorted (sorted, values->len, 0.5);
      point.q1 = bw_stats_quantile_sorted (sorted, values->len, 0.25);
      point.q3 = bw_stats_quantile_sorted (sorted, values->len, 0.75);
      g_array_append_val (points, point);
    }
  g_array_set_size (values, 0);
}

/**
 * bw_series_peers:
 * @observations: (array length=n): observations of one metric by many accounts, in any order; one
 *   with NaN or without a date is left out
 * @n: how many, below 2^32; may be 0
 * @aggregation: how observations make the value of a bucket
 * @bucket: weeks, months or quarters
 * @since_go_live: whether dates are days since go-live, which may be below 0. Buckets are then 7
 *   days, a month of #BW_DAYS_PER_MONTH days or three of them, and the start of a point is in days.
 * @min_group: the fewest accounts that a point may stand for; 0 is taken for 1
 * @n_points: (out): how many points there are
 *
 * What is usual among peers: each account has one value a bucket, and of these a point has the
 * median and the quartiles, type 7.
 *
 * Returns: (transfer full) (array length=n_points) (nullable): the points, rising, without the
 *   buckets of too few accounts; %NULL when there are none; free with g_free()
 */
BwPeerPoint *
bw_series_peers (const BwPeerObservation *observations, gsize n, BwAggregation aggregation,
                 BwBucket bucket, gboolean since_go_live, guint min_group, gsize *n_points)
{
  g_autofree guint64 *keys = g_new (guint64, n);
  g_autofree guint32 *places = g_new (guint32, n);
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (BwPeerPoint));
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  gsize kept = 0;

  for (gsize i = 0; i < n; i++)
    {
      const BwPeerObservation *observation = &observations[i];

      if (isnan (observation->value) || observation->date == BW_DATE_NONE)
        continue;
      keys[kept] = key_of (start_of (observation->date, bucket, since_go_live),
                           observation->account);
      places[kept++] = (guint32) i;
    }
  bw_sort_keys (keys, places, kept);

  for (gsize i = 0; i < kept;)
    {
      BwAccumulator accumulator = { 0 };
      guint64 key = keys[i];
      double value;

      for (; i < kept && keys[i] == key; i++)
        bw_accumulator_add (&accumulator, observations[places[i]].date,
                            observations[places[i]].value);
      value = bw_accumulator_value (&accumulator, aggregation);
      g_array_append_val (values, value);
      if (i == kept || start_of_key (keys[i]) != start_of_key (key))
        close_bucket (points, values, start_of_key (key), min_group);
    }

  *n_points = points->len;
  return points->len > 0 ? (BwPeerPoint *) g_array_steal (points, NULL) : NULL;
}
