/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-date.h"
#include "model/bw-money.h"

G_BEGIN_DECLS

typedef enum {
  BW_WEIGHT_ACCOUNTS,
  BW_WEIGHT_ARR,
} BwWeight;

/**
 * BwDistributionInput:
 *
 * One value per account of one date. The arrays have @n elements, in the order of the accounts'
 * keys, so that two dates can be paired; NaN is an account without a value.
 */
typedef struct {
  BwDate              as_of;
  gsize               n;
  const double       *values;
  const BwMoney      *arr;
  const guint32      *slots; /* The account's number, the same on every date; rising. */
} BwDistributionInput;

typedef struct {
  double   from; /* The scale of the measure: 0..100, -1..1, or the range of a metric. */
  double   to;
  gsize    n_points;
  double   at_risk_below; /* NaN when the measure has no such threshold. */
  double   advocate_from;
  BwWeight weight;
} BwDistributionOptions;

typedef struct {
  double  from; /* Holds from <= x < to; the last bin holds its end too. */
  double  to;
  guint   accounts;
  BwMoney arr;
} BwDistributionBin;

typedef struct {
  double  threshold;
  guint   accounts;
  BwMoney arr;
  double  share_accounts; /* Of the accounts with a value; NaN when there are none. */
  double  share_arr;
} BwDistributionTail;

/* Who crossed a threshold between two dates, among the accounts with a value on both. */
typedef struct {
  guint   accounts;
  BwMoney arr; /* ARR on the later date. */
} BwCrossing;

/**
 * BwDistribution:
 *
 * The customer distribution curve. @accounts are those with a value, @unknown those without.
 * Figures are NaN where there is no account; the arrays are then empty.
 */
typedef struct {
  BwDate             as_of;
  BwWeight           weight;
  guint              accounts;
  guint              unknown;
  BwMoney            arr;
  BwMoney            unknown_arr;
  double             bandwidth;
  double             mean;
  double             median;
  double             sd;
  double             x_from;
  double             x_to;
  gsize              n_points;
  double            *x;
  double            *density;
  gsize              n_bins;
  BwDistributionBin *bins;
  BwDistributionTail at_risk;
  BwDistributionTail advocates;

  gboolean           has_comparison;
  BwDate             compared_as_of;
  guint              compared_accounts;
  double             compared_mean;
  double             compared_median;
  double            *compared_density; /* At the same x. */
  double             mean_change;
  double             median_change;
  double             ks;
  guint              compared_at_risk;   /* Accounts below the threshold on the earlier date. */
  guint              compared_advocates;
  BwMoney            compared_at_risk_arr;
  BwMoney            compared_advocates_arr;
  BwCrossing         into_at_risk;
  BwCrossing         out_of_at_risk;
  BwCrossing         into_advocates;
  BwCrossing         out_of_advocates;
} BwDistribution;

BwDistribution *bw_distribution_compute (const BwDistributionInput   *today,
                                         const BwDistributionInput   *earlier,
                                         const BwDistributionOptions *options);
void            bw_distribution_free    (BwDistribution *distribution);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDistribution, bw_distribution_free)

G_END_DECLS
