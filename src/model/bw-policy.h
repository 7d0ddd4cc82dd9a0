/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-reason.h"

G_BEGIN_DECLS

/* The three segment tiers, from the one that gets most care. */
typedef enum {
  BW_TIER_TOP,
  BW_TIER_LEVERAGED,
  BW_TIER_SCALABLE,
  BW_N_TIERS
} BwTier;

/* What a metric measures. The order is that of the scorecards. */
typedef enum {
  BW_DIMENSION_DEPLOYMENT,
  BW_DIMENSION_ENGAGEMENT,
  BW_DIMENSION_ADOPTION_DEPTH,
  BW_DIMENSION_ADOPTION_BREADTH,
  BW_DIMENSION_ROI,
  BW_DIMENSION_NPS,
  BW_DIMENSION_CSAT,
  BW_DIMENSION_CES,
  BW_DIMENSION_SENTIMENT,
  BW_DIMENSION_SUPPORT,
  BW_DIMENSION_PAYMENT,
  BW_DIMENSION_COMMUNITY,
  BW_DIMENSION_SPONSORSHIP,
  BW_DIMENSION_SUCCESS,
  BW_N_DIMENSIONS
} BwDimension;

typedef enum {
  BW_SCORECARD_NONE,
  BW_SCORECARD_OUTCOME,
  BW_SCORECARD_EXPERIENCE,
} BwScorecard;

#define BW_MAX_SERVICES 16
#define BW_MAX_BANDS 5

/* A service that a tier gets: so many hours each, so many times a year. */
typedef struct {
  char   *name;
  char   *kind; /* The kind of interaction that delivers it, or NULL. */
  double  hours;
  double  times_a_year;
} BwService;

typedef struct {
  char   *name;
  double  from; /* The band holds indices from here up to the next band. */
} BwBand;

/**
 * BwPolicy:
 *
 * The thresholds, weights, tier shares and services of a company. Every field has a default, so
 * that an empty relation `policy` works. Shares are 0..1, indices 0..100.
 */
typedef struct {
  double    at_risk_below;          /* at_risk_below, 40 */
  double    advocate_from;          /* advocate_from, 80 */
  double    top_share;              /* top_share, 0.40 */
  double    leveraged_share;        /* leveraged_share, 0.80 */
  double    outcome_weight;         /* outcome_weight, 0.5 */
  double    experience_weight;      /* experience_weight, 0.5 */
  double    dimension_weight[BW_N_DIMENSIONS]; /* dimension_weights: {"nps": 1, …}, all 1 */
  double    utilisation;            /* utilisation, 0.70: share of a CSM's hours for accounts */
  double    hours_per_month;        /* hours_per_month, 140: for people that do not say */
  double    cost_per_hour;          /* cost_per_hour_minor, 6000 minor units */
  double    business_risk_happiness;/* business_risk_happiness, 0.15 */
  double    business_risk_share;    /* business_risk_share, 0.25: the top quartile of profit */
  double    recoverable_from;       /* recoverable_from, -0.25 */
  double    behind_share;           /* behind_share, 0.10 of the distance */
  int       min_group;              /* min_group, 5 */
  int       silent_days;            /* silent_days, 90 */
  int       renewal_days;           /* renewal_days, 120 */
  int       landmark_days;          /* landmark_days, 180 */
  int       warning_days;           /* warning_days, 120 */
  int       baseline_days;          /* baseline_days, 90 */
  int       velocity_buckets;       /* velocity_buckets, 6 */
  /* How the triage queue finds drift; each number has the name of its key. */
  int       implementation_days;    /* 90: for accounts that do not say */
  int       departure_days;         /* 365: how long a role left vacant is a reason */
  int       newcomer_days;          /* 180: how long somebody is new in a leading role */
  double    low_adoption_below;     /* 30: mean of both adoption scores */
  double    low_licences_share;     /* 0.30: licences active of those purchased */
  int       value_days;             /* 365: in which value should have been shown once */
  int       feature_days;           /* 180: how long an idea may wait */
  int       quality_days;           /* 90: in which complaints and defects are counted, */
  int       quality_tickets;        /* 4: how many are too many */
  int       defect_days;            /* 14: how long a severe one may be open */
  int       survey_days;            /* 200: how long before a renewal an answer is about it */
  int       answer_days;            /* 14: how long an answer may take */
  int       request_days;           /* 180: how long a reduction asked for is a reason */
  /* Who keeps the customers: handoff risk and the roles matrix. */
  int       handoff_levels;         /* 2: levels of a customer that hand its supplier down */
  int       handoff_days;           /* 5: an implementation that takes longer is a risk */
  double    enterprise_growth;      /* 2: times the MRR of a year before */
  double    roles_service_border;   /* 0.5: of an account of median ARR, */
  double    roles_transaction_border; /* 0.5: likewise */
  double    roles_shift_per_doubling; /* 0.05: towards the axes, each time ARR doubles */
  double    roles_most_shift;       /* 0.2: at most, either way */
  /* triage_weights: {"sponsor_left": 0.25, …}, 0..1, those of bw_reason_default_weight() */
  double    triage_weight[BW_N_REASONS];
  int       n_services[BW_N_TIERS];
  /* services: {"top": [{"name", "kind", "hours", "times_a_year"}]} */
  BwService services[BW_N_TIERS][BW_MAX_SERVICES];
  int       n_bands;
  BwBand    bands[BW_MAX_BANDS];    /* bands: [{"name": "red", "from": 0}, …] */
} BwPolicy;

BwPolicy   *bw_policy_new          (void);
BwPolicy   *bw_policy_copy         (const BwPolicy *policy);
void        bw_policy_free         (BwPolicy *policy);
gboolean    bw_policy_set          (BwPolicy *policy, const char *key, const char *json,
                                    char **reason);
const char *bw_policy_band_title   (const BwPolicy *policy, int band);

BwDimension bw_dimension_parse     (const char *word);
const char *bw_dimension_word      (BwDimension dimension);
const char *bw_dimension_title     (BwDimension dimension);
BwScorecard bw_dimension_scorecard (BwDimension dimension);
gboolean    bw_dimension_is_experience_reading (BwDimension dimension);
const char *bw_tier_word           (BwTier tier);
const char *bw_tier_title          (BwTier tier);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPolicy, bw_policy_free)

G_END_DECLS
