/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-account.h"

G_BEGIN_DECLS

/* How often a reading is taken. */
typedef enum {
  BW_DEMO_WEEKLY,
  BW_DEMO_MONTHLY,
  BW_DEMO_QUARTERLY,
} BwDemoCadence;

/* What a reading follows. */
typedef enum {
  BW_DEMO_FOLLOWS_OUTCOME,
  BW_DEMO_FOLLOWS_HAPPINESS,
  BW_DEMO_FOLLOWS_BOTH,
  BW_DEMO_FOLLOWS_VALUE, /* A success metric: it moves from its own baseline with the value. */
} BwDemoFollows;

typedef struct {
  const char   *key;
  const char   *name;
  const char   *unit;
  const char   *dimension;
  int           direction;
  const char   *aggregation;
  double        low;
  double        neutral;
  double        high;
  double        weight;
  int           half_life_days;
  int           expires_days;
  double        alarm_below; /* NaN for none. */
  double        alarm_above;
  const char   *source;
  BwDemoCadence cadence;
  BwDemoFollows follows;
  int           decimals;
  double        answered;  /* The share of readings that come, or of accounts that measure it. */
  double        baseline;  /* Success metrics: the mean of the accounts' baselines, */
  double        spread;    /* its standard deviation, */
  double        potential; /* and the share of it that full value adds or takes away. */
} BwDemoMetric;

extern const BwDemoMetric bw_demo_metrics[BW_DEMO_N_METRICS];
extern const char *const  bw_demo_feature_keys[BW_DEMO_N_FEATURES];
extern const char *const  bw_demo_behaviour_keys[BW_DEMO_N_BEHAVIOURS];
extern const char *const  bw_demo_cause_words[BW_DEMO_N_CAUSES];

/* What an account measures of a success metric; baseline NaN when it does not measure it. */
typedef struct {
  double baseline;
  double potential;
} BwDemoSuccess;

BwDemoSuccess bw_demo_account_success (const BwDemoAccount *account, int metric);

G_END_DECLS
