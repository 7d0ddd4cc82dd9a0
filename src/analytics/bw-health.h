/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-date.h"
#include "model/bw-policy.h"

G_BEGIN_DECLS

/**
 * BwMetricScale:
 *
 * What of a metric the scorecards need. Absent low, neutral or high are NaN: such a metric has
 * no score. For direction -1 low is the value that scores worst all the same (CES 7 for low, 1
 * for high is written low 7, high 1; a scale with low < high and direction -1 is turned round).
 */
typedef struct {
  BwDimension dimension; /* BW_N_DIMENSIONS when the word is not known. */
  int         direction;
  double      low;
  double      neutral;
  double      high;
  double      weight;         /* 1 when absent. */
  double      half_life_days; /* NaN or <= 0: the weight does not decay. */
  int         expires_days;   /* 0: never stale. */
} BwMetricScale;

/* The latest observation of a metric on or before a date; NaN and BW_DATE_NONE when none. */
typedef struct {
  double value;
  BwDate observed_on;
} BwReading;

/**
 * BwHealth:
 *
 * The scorecards of one account on one date. Indices are 0..100, NaN when unknown.
 */
typedef struct {
  double dimension[BW_N_DIMENSIONS];
  double outcome;
  double experience;
  double success_index;
  double happiness; /* -1..1, NaN when there is no fresh experience reading. */
  guint  n_fresh;
  guint  n_stale;
  guint  n_missing;
} BwHealth;

typedef enum {
  BW_CONTRIBUTION_VALUE,   /* The reading is fresh on both dates and its value changed. */
  BW_CONTRIBUTION_NEW,     /* Fresh on the later date only. */
  BW_CONTRIBUTION_STALE,   /* Fresh on the earlier date only. */
  BW_CONTRIBUTION_WEIGHT,  /* The value is as it was, its share of the weight is not. */
} BwContributionKind;

typedef struct {
  guint              metric; /* Index into the metrics. */
  BwContributionKind kind;
  double             from_score; /* 0..100, NaN when not fresh. */
  double             to_score;
  double             from_share; /* Its share of the whole index on each date. */
  double             to_share;
  double             points;     /* What it adds to the change of the success index. */
} BwContribution;

double          bw_health_score     (const BwMetricScale *scale, double value);
double          bw_health_happiness_reading (const BwMetricScale *scale, double value);
gboolean        bw_health_is_fresh  (const BwMetricScale *scale, BwReading reading, BwDate date);
void            bw_health_compute   (const BwMetricScale *scales, const BwReading *readings,
                                     guint n_metrics, BwDate date, const BwPolicy *policy,
                                     BwHealth *health);
BwContribution *bw_health_why       (const BwMetricScale *scales, guint n_metrics,
                                     const BwReading *from, BwDate from_date,
                                     const BwReading *to, BwDate to_date,
                                     const BwPolicy *policy, guint *n_contributions);
double          bw_health_shares    (const BwMetricScale *scales, const BwReading *readings,
                                     guint n_metrics, BwDate date, const BwPolicy *policy,
                                     double *scores, double *shares);
int             bw_health_band      (const BwPolicy *policy, double index);

G_END_DECLS
