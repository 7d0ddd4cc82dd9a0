/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-stats.h"
#include "model/bw-date.h"

G_BEGIN_DECLS

typedef enum {
  BW_AGGREGATION_SUM,
  BW_AGGREGATION_MEAN,
  BW_AGGREGATION_LAST,
  BW_AGGREGATION_MAX,
} BwAggregation;

typedef enum {
  BW_PLAN_NONE,
  BW_PLAN_ACHIEVED,
  BW_PLAN_AHEAD,
  BW_PLAN_ON_TRACK,
  BW_PLAN_BEHIND,
} BwPlanStatus;

typedef enum {
  BW_VELOCITY_UNKNOWN,
  BW_VELOCITY_EXPANDING,
  BW_VELOCITY_STALLED,
  BW_VELOCITY_DECLINING,
} BwVelocity;

typedef enum {
  BW_BASELINE_NONE,
  BW_BASELINE_PLAN,
  BW_BASELINE_BEFORE_GO_LIVE,
} BwBaselineSource;

typedef struct {
  BwDate start;
  double value; /* NaN: nothing was measured in this bucket, a gap in the line. */
} BwSeriesPoint;

typedef struct {
  BwDate start;
  double median;
  double q1;
  double q3;
  guint  accounts;
} BwPeerPoint;

/* A mean over a span of days with where it came from. */
typedef struct {
  double           value;
  BwDate           from;
  BwDate           to;
  guint            n;
  BwBaselineSource source;
} BwSpanMean;

/**
 * BwSeriesInput:
 *
 * The observations of one metric of one account, rising by date, none after @as_of. The plan's
 * fields are NaN and %BW_DATE_NONE without a plan.
 */
typedef struct {
  gsize         n;
  const BwDate *dates;
  const double *values;
  int           direction;
  BwAggregation aggregation;
  BwBucket      bucket;
  BwDate        as_of;
  BwDate        go_live_on;
  double        plan_baseline;
  BwDate        plan_baseline_on;
  double        plan_target;
  BwDate        plan_due_on;
  int           baseline_days;
  int           velocity_buckets;
  double        behind_share;
} BwSeriesInput;

/**
 * BwSeries:
 *
 * A success metric: measured, and what became of it. @change is after less before;
 * @improvement is the same turned so that positive is better.
 */
typedef struct {
  BwBucket       bucket;
  gsize          n_points;
  BwSeriesPoint *points;      /* One a bucket from the first observation to as_of, gaps as NaN. */
  BwSpanMean     baseline;
  BwSpanMean     after;
  double         last;        /* The latest value measured. */
  BwDate         last_on;
  double         change;
  double         change_share;/* Of the baseline's size; NaN when that is 0. */
  double         improvement;
  BwInterval     interval;    /* Welch, 95 %, of the change; NaN for a baseline from the plan. */
  BwPlanStatus   plan_status;
  double         plan_baseline;
  BwDate         plan_baseline_on;
  double         plan_target;
  BwDate         plan_due_on;
  double         plan_expected; /* Where the straight path stands at as_of. */
  double         slope_per_month;
  BwInterval     slope_interval;
  BwVelocity     velocity;
} BwSeries;

/* One observation of a peer: which account, when (a date, or days since go-live), what. */
typedef struct {
  guint32 account;
  BwDate  date;
  double  value;
} BwPeerObservation;

BwAggregation bw_aggregation_parse  (const char *word);
const char   *bw_plan_status_word   (BwPlanStatus status);
const char   *bw_velocity_word      (BwVelocity velocity);
BwSeries     *bw_series_compute     (const BwSeriesInput *input);
void          bw_series_free        (BwSeries *series);
BwPeerPoint  *bw_series_peers       (const BwPeerObservation *observations, gsize n,
                                     BwAggregation aggregation, BwBucket bucket,
                                     gboolean since_go_live, guint min_group, gsize *n_points);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSeries, bw_series_free)

G_END_DECLS
