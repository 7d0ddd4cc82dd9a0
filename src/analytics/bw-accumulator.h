/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-series.h"

#include <math.h>

G_BEGIN_DECLS

/* What of a bucket's observations its value is made from; all 0 to begin with. */
typedef struct {
  guint  n;
  double sum;
  double max;
  double last;
  BwDate last_on;
} BwAccumulator;

/* Of two observations of one day, the later in the input is the last. */
static inline void
bw_accumulator_add (BwAccumulator *accumulator, BwDate date, double value)
{
  accumulator->sum += value;
  if (accumulator->n == 0 || value > accumulator->max)
    accumulator->max = value;
  if (accumulator->n == 0 || date >= accumulator->last_on)
    {
      accumulator->last = value;
      accumulator->last_on = date;
    }
  accumulator->n++;
}

/* NaN for a bucket without an observation, also where the sum of nothing would be 0. */
static inline double
bw_accumulator_value (const BwAccumulator *accumulator, BwAggregation aggregation)
{
  if (accumulator->n == 0)
    return NAN;
  switch (aggregation)
    {
    case BW_AGGREGATION_SUM:
      return accumulator->sum;
    case BW_AGGREGATION_MAX:
      return accumulator->max;
    case BW_AGGREGATION_LAST:
      return accumulator->last;
    case BW_AGGREGATION_MEAN:
    default:
      return accumulator->sum / accumulator->n;
    }
}

G_END_DECLS
