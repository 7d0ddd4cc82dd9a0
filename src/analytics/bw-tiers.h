/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-money.h"
#include "model/bw-policy.h"

G_BEGIN_DECLS

/**
 * BwTiersInput:
 *
 * Arrays of @n accounts in any order. @owner is the CSM's place in the people given, or
 * G_MAXUINT32 when nobody owns the account. @tier, when not %NULL, says the tier of each, for
 * accounts that are part of a larger portfolio. @csm_hours has @n_csms elements: hours a month,
 * NaN for a person that does not say.
 */
typedef struct {
  gsize           n;
  const BwMoney  *arr;
  const guint8   *strategic;
  const guint32  *owner;
  gsize           n_csms;
  const double   *csm_hours;
  const guint8   *tier; /* (nullable) */
} BwTiersInput;

typedef struct {
  guint   accounts;
  BwMoney arr;
  double  share_accounts;
  double  share_arr;
  double  hours_per_account;  /* A year, from the services of the policy. */
  double  hours_needed;       /* A year. */
  double  hours_available;    /* A year: of each CSM what falls to this tier; NaN without CSMs. */
  double  capacity_accounts;  /* That the hours can serve; NaN too when services take no time. */
  double  gap_accounts;       /* capacity less accounts; negative is too few. */
  double  gap_hours;
  double  gap_people;
  double  csms;               /* Full CSMs at work in the tier. */
  double  accounts_per_csm;   /* NaN without a CSM. */
  double  arr_per_csm;        /* Minor units. */
  BwMoney service_cost;       /* hours needed at the policy's cost an hour. */
  double  service_cost_share; /* Of the tier's ARR. */
} BwTierTotal;

typedef struct {
  guint   accounts;
  BwMoney arr;
  guint   tier_accounts[BW_N_TIERS];
} BwCoverage;

typedef struct {
  double accounts_share;
  double arr_share;
} BwLorenzPoint;

/**
 * BwTiers:
 *
 * @tier has the tier of each account. @lorenz is cumulative from the smallest account, at most
 * some thousand points. @concentration, as the chart shows it, is cumulative over the accounts of
 * the top tier, then the leveraged, then the scalable, in each from the largest down: without
 * strategic accounts among the small it is the Lorenz curve from its other end.
 */
typedef struct {
  gsize          n;
  guint8        *tier;
  BwMoney        arr;
  double         gini; /* NaN without ARR. */
  gsize          n_lorenz;
  BwLorenzPoint *lorenz;
  gsize          n_concentration;
  BwLorenzPoint *concentration;
  BwTierTotal    totals[BW_N_TIERS];
  gsize          n_csms;
  BwCoverage    *coverage;   /* (array n_csms) */
  BwCoverage     unowned;
  gboolean       top_share_good; /* Top tier between a third and a half of ARR. */
  gboolean       top_count_good; /* Top tier under 10 % of accounts. */
} BwTiers;

/* What if: each factor multiplies what the policy says; 1 changes nothing. */
typedef struct {
  double hours_factor[BW_N_TIERS];
  double utilisation; /* NaN: the policy's. */
  double extra_csms;
} BwTiersWhatIf;

/* Published spans of ARR and accounts that one CSM looks after. */
typedef struct {
  const char *word;
  BwTier      tier;
  double      arr_low; /* Major units of US dollars. */
  double      arr_high;
  guint       accounts_low;
  guint       accounts_high;
} BwCoverageMark;

double                bw_tiers_gini     (const double *values, gsize n);
BwTiers              *bw_tiers_compute  (const BwTiersInput *input, const BwPolicy *policy,
                                         const BwTiersWhatIf *what_if);
void                  bw_tiers_assign   (const BwMoney *arr, const guint8 *strategic, gsize n,
                                         const BwPolicy *policy, guint8 *tier);
const BwCoverageMark *bw_coverage_marks (gsize *n_marks);
void                  bw_tiers_free     (BwTiers *tiers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTiers, bw_tiers_free)

G_END_DECLS
