/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-tiers.h"

#include "analytics/bw-sort.h"
#include "analytics/bw-sum.h"

#include <float.h>
#include <math.h>

/* A Lorenz curve has a point for each thousandth of the accounts, or one for each account. */
#define LORENZ_STEPS 1000

#define MONTHS_A_YEAR 12

static const BwCoverageMark coverage_marks[] = {
  { "enterprise", BW_TIER_TOP, 2e6, 5e6, 11, 50 },
  { "mid_market", BW_TIER_LEVERAGED, 2e6, 5e6, 100, 250 },
  { "small_business", BW_TIER_SCALABLE, 1e6, 2e6, 100, 250 },
};

/* The accounts from the largest ARR down; those of the same keep their order. What is unknown or
 * not above 0 has nothing to sort by and stands at the end. */
static guint32 *
sort_by_arr (const BwMoney *arr, gsize n)
{
  g_autofree guint64 *keys = g_new (guint64, n);
  guint32 *order = g_new (guint32, n);

  for (gsize i = 0; i < n; i++)
    {
      keys[i] = G_MAXUINT64 - (guint64) MAX (arr[i], 0);
      order[i] = (guint32) i;
    }
  bw_sort_keys (keys, order, n);
  return order;
}

/* The ARR from which a share of the total is reached. A share such as 0.4 is not a binary fraction:
 * a few units of its last digit are let go, so that 40 of 100 does reach 0.4. */
static BwMoney
arr_to_reach (double share, BwMoney total)
{
  double goal = share * (double) total;

  goal = ceil (goal - 4 * DBL_EPSILON * goal);
  return goal >= (double) G_MAXINT64 ? G_MAXINT64 : (BwMoney) goal;
}

static BwMoney
positive_total (const BwMoney *arr, gsize n)
{
  BwMoney total = 0;

  for (gsize i = 0; i < n; i++)
    bw_sum_money (&total, MAX (arr[i], 0));
  return total;
}

static void
assign_in_order (const BwMoney *arr, const guint8 *strategic, const guint32 *order, gsize n,
                 const BwPolicy *policy, guint8 *tier)
{
  BwMoney total = positive_total (arr, n), taken = 0, goal;
  gsize i = 0;

  for (gsize account = 0; account < n; account++)
    {
      tier[account] = strategic != NULL && strategic[account] ? BW_TIER_TOP : BW_TIER_SCALABLE;
      if (tier[account] == BW_TIER_TOP)
        bw_sum_money (&taken, MAX (arr[account], 0));
    }

  for (BwTier next = BW_TIER_TOP; next < BW_TIER_SCALABLE; next++)
    {
      goal =
        arr_to_reach (next == BW_TIER_TOP ? policy->top_share : policy->leveraged_share, total);
      for (; i < n && taken < goal && arr[order[i]] > 0; i++)
        {
          if (tier[order[i]] == BW_TIER_TOP)
            continue;
          tier[order[i]] = (guint8) next;
          bw_sum_money (&taken, arr[order[i]]);
        }
    }
}

static double
gini_of_rising (const double *sorted, gsize n)
{
  double sum = 0, ranked = 0, count = (double) n;

  /* Ranks counted from the middle keep the two terms of the formula from cancelling. */
  for (gsize i = 0; i < n; i++)
    {
      sum += sorted[i];
      ranked += (2 * ((double) i + 1) - count - 1) * sorted[i];
    }
  return sum > 0 ? ranked / (count * sum) : NAN;
}

/* The share of the whole that the first @share of the accounts have: the curve is straight from one
 * account to the next. @sums has n + 1 running sums from 0. */
static double
curve_at (const double *sums, gsize n, double share)
{
  double place = share * (double) n;
  gsize below = MIN ((gsize) place, n);
  double part = place - (double) below;

  if (below == n)
    return 1;
  return (sums[below] + part * (sums[below + 1] - sums[below])) / sums[n];
}

/* The curve over @n amounts in the order in which they stand, %NULL when they come to nothing. */
static BwLorenzPoint *
make_curve (const double *amounts, gsize n, gsize *n_points)
{
  g_autofree double *sums = g_new (double, n + 1);
  gsize steps = MIN (n, LORENZ_STEPS);
  BwLorenzPoint *points;

  *n_points = 0;
  sums[0] = 0;
  for (gsize i = 0; i < n; i++)
    sums[i + 1] = sums[i] + amounts[i];
  if (!(sums[n] > 0))
    return NULL;

  *n_points = steps + 1;
  points = g_new (BwLorenzPoint, *n_points);
  for (gsize i = 0; i <= steps; i++)
    {
      double share = (double) i / (double) steps;

      points[i] = (BwLorenzPoint) { share, curve_at (sums, n, share) };
    }
  return points;
}

static void
measure_inequality (BwTiers *tiers, const BwMoney *arr, const guint32 *order, gsize n)
{
  g_autofree double *sorted = g_new (double, n);
  gsize n_known = 0;

  /* Those whose ARR is not known have no place in it; the others go up from the end. */
  for (gsize i = n; i > 0; i--)
    {
      if (arr[order[i - 1]] != BW_MONEY_NONE)
        sorted[n_known++] = (double) MAX (arr[order[i - 1]], 0);
    }
  tiers->gini = gini_of_rising (sorted, n_known);
  tiers->lorenz = make_curve (sorted, n_known, &tiers->n_lorenz);
}

/* The accounts tier after tier, so that each tier is one piece of the curve, of its share of the
 * ARR: a strategic account belongs to the top tier however small it is. The tiers are counted. */
static void
measure_concentration (BwTiers *tiers, const BwMoney *arr, const guint32 *order, gsize n)
{
  g_autofree double *amounts = g_new (double, n);
  gsize place[BW_N_TIERS], next = 0;

  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      place[tier] = next;
      next += tiers->totals[tier].accounts;
    }
  for (gsize i = 0; i < n; i++)
    amounts[place[tiers->tier[order[i]]]++] = (double) MAX (arr[order[i]], 0);
  tiers->concentration = make_curve (amounts, n, &tiers->n_concentration);
}

static void
count_accounts (BwTiers *tiers, const BwTiersInput *input)
{
  for (gsize i = 0; i < input->n; i++)
    {
      guint32 owner = input->owner != NULL ? input->owner[i] : G_MAXUINT32;
      BwCoverage *coverage = owner < input->n_csms ? &tiers->coverage[owner] : &tiers->unowned;
      BwTierTotal *total = &tiers->totals[tiers->tier[i]];
      BwMoney arr = MAX (input->arr[i], 0);

      total->accounts++;
      bw_sum_money (&total->arr, arr);
      coverage->accounts++;
      coverage->tier_accounts[tiers->tier[i]]++;
      bw_sum_money (&coverage->arr, arr);
    }
}

/* Shares a CSM out over the tiers as the work there asks for, by accounts when no service takes any
 * time, and evenly when there are no accounts either. */
static void
share_out (BwTiers *tiers, const guint *accounts, double hours, double csms)
{
  double share[BW_N_TIERS], sum = 0;

  for (guint kind = 0; kind < 3 && !(sum > 0); kind++)
    {
      sum = 0;
      for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
        {
          share[tier] = kind == 0   ? accounts[tier] * tiers->totals[tier].hours_per_account
                        : kind == 1 ? accounts[tier]
                                    : 1;
          sum += share[tier];
        }
    }
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      tiers->totals[tier].hours_available += hours * share[tier] / sum;
      tiers->totals[tier].csms += csms * share[tier] / sum;
    }
}

static void
find_hours (BwTiers *tiers, const BwTiersInput *input, const BwPolicy *policy,
            const BwTiersWhatIf *what_if, double utilisation)
{
  double full_hours = policy->hours_per_month * MONTHS_A_YEAR * utilisation;
  double extra = what_if != NULL ? what_if->extra_csms : 0;
  guint all[BW_N_TIERS];

  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    {
      BwTierTotal *total = &tiers->totals[tier];

      for (int i = 0; i < policy->n_services[tier]; i++)
        total->hours_per_account
          += policy->services[tier][i].hours * policy->services[tier][i].times_a_year;
      if (what_if != NULL)
        total->hours_per_account *= MAX (what_if->hours_factor[tier], 0);
      total->hours_needed = total->accounts * total->hours_per_account;
      all[tier] = total->accounts;
    }

  for (gsize i = 0; i < input->n_csms; i++)
    {
      const BwCoverage *coverage = &tiers->coverage[i];
      double months = input->csm_hours != NULL ? input->csm_hours[i] : NAN;
      double hours = isnan (months) ? full_hours : MAX (months, 0) * MONTHS_A_YEAR * utilisation;

      /* Someone without accounts can take on what there is. */
      share_out (tiers, coverage->accounts > 0 ? coverage->tier_accounts : all, hours, 1);
    }
  if (extra > 0)
    share_out (tiers, all, extra * full_hours, extra);
  else if (input->n_csms == 0)
    {
      for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
        tiers->totals[tier].hours_available = tiers->totals[tier].csms = NAN;
    }
}

static void
finish_total (BwTierTotal *total, const BwTiers *tiers, const BwPolicy *policy,
              double full_hours)
{
  double cost;

  total->share_accounts = bw_sum_share (total->accounts, (double) tiers->n);
  total->share_arr = bw_sum_share ((double) total->arr, (double) tiers->arr);
  total->capacity_accounts = total->hours_per_account > 0
                               ? total->hours_available / total->hours_per_account
                               : NAN;
  total->gap_accounts = total->capacity_accounts - total->accounts;
  total->gap_hours = total->hours_available - total->hours_needed;
  total->gap_people = full_hours > 0 ? total->gap_hours / full_hours : NAN;
  total->accounts_per_csm = total->csms > 0 ? total->accounts / total->csms : NAN;
  total->arr_per_csm = total->csms > 0 ? (double) total->arr / total->csms : NAN;
  cost = round (total->hours_needed * policy->cost_per_hour);
  total->service_cost = cost < (double) G_MAXINT64 ? (BwMoney) cost : BW_MONEY_NONE;
  total->service_cost_share = bw_sum_share (cost, (double) total->arr);
}

static void
check_top (BwTiers *tiers)
{
  const BwTierTotal *top = &tiers->totals[BW_TIER_TOP];

  tiers->top_share_good = top->share_arr >= 1 / 3.0 && top->share_arr <= 0.5;
  tiers->top_count_good = top->share_accounts < 0.1;
}

/**
 * bw_tiers_gini:
 * @values: (array length=n): amounts in any order; NaN is left out, below 0 counts as 0
 * @n: how many; may be 0
 *
 * How unevenly an amount is spread over its holders: 2 sum(i x_i) / (n sum(x)) - (n + 1) / n, i
 * counting from 1 at the smallest. 0 is even; (n - 1) / n is all with one of them.
 *
 * Returns: 0..1; NaN when there is nothing to spread
 */
double
bw_tiers_gini (const double *values, gsize n)
{
  g_autofree double *sorted = g_new (double, n);
  gsize n_known = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (!isnan (values[i]))
        sorted[n_known++] = MAX (values[i], 0);
    }
  bw_sort_doubles (sorted, n_known);
  return gini_of_rising (sorted, n_known);
}

/**
 * bw_tiers_assign:
 * @arr: (array length=n): ARR in minor units, %BW_MONEY_NONE when unknown
 * @strategic: (array length=n) (nullable): not 0 for an account that is strategic
 * @n: how many, below 2^32; may be 0
 * @policy: top_share and leveraged_share are read
 * @tier: (array length=n) (out caller-allocates): the #BwTier of each
 *
 * The top tier is every strategic account, wherever it stands, and the fewest of the others, from
 * the largest ARR down, with which the tier's ARR reaches top_share of the total. The leveraged
 * tier goes on down until the two together reach leveraged_share, and the scalable tier has the
 * rest. Accounts of equal ARR are taken in their order. An account whose ARR is unknown or not
 * above 0 brings nothing nearer its goal and is scalable unless it is strategic.
 */
void
bw_tiers_assign (const BwMoney *arr, const guint8 *strategic, gsize n, const BwPolicy *policy,
                 guint8 *tier)
{
  g_autofree guint32 *order = sort_by_arr (arr, n);

  assign_in_order (arr, strategic, order, n, policy, tier);
}

/**
 * bw_tiers_compute:
 * @input: ARR, strategic marks and owners of the accounts, hours of the CSMs; may be empty, and
 *   strategic, owner and csm_hours may be %NULL
 * @policy: the tier shares, services, utilisation, hours a month and cost an hour are read
 * @what_if: (nullable): what to change in the policy's capacity
 *
 * Tiers as bw_tiers_assign(), the concentration of ARR, capacity and coverage.
 *
 * Totals of ARR leave out what is unknown or below 0. The Gini coefficient and the Lorenz curve are
 * over the accounts whose ARR is known; the concentration is over all of them, those of unknown ARR
 * last in their tier. The points of a curve are exact, at even shares of accounts, since it is
 * straight from one account to the next.
 *
 * A tier's hours for an account are its services' hours times times a year. A CSM works hours a
 * month, twelve months, utilisation; these hours go to the tiers of the CSM's accounts in
 * proportion to the hours that those accounts need. The hours of a CSM without accounts and of the
 * extra CSMs of @what_if go to the tiers in proportion to the hours needed in all. Accounts of
 * nobody need hours like any other. A gap below 0 is too few. One person more is hours_per_month
 * of the policy at the same utilisation. Where no CSM is known and none is supposed, the hours that
 * there are, the CSMs, the capacity and the gaps are unknown: NaN.
 *
 * Returns: (transfer full): the tiers; free with bw_tiers_free()
 */
BwTiers *
bw_tiers_compute (const BwTiersInput *input, const BwPolicy *policy, const BwTiersWhatIf *what_if)
{
  g_autofree guint32 *order = sort_by_arr (input->arr, input->n);
  BwTiers *tiers = g_new0 (BwTiers, 1);
  double utilisation = what_if != NULL && !isnan (what_if->utilisation)
                         ? CLAMP (what_if->utilisation, 0, 1)
                         : policy->utilisation;

  tiers->n = input->n;
  tiers->n_csms = input->n_csms;
  tiers->tier = g_new (guint8, input->n);
  tiers->coverage = g_new0 (BwCoverage, input->n_csms);
  tiers->arr = positive_total (input->arr, input->n);

  if (input->tier != NULL)
    {
      for (gsize i = 0; i < input->n; i++)
        tiers->tier[i] = input->tier[i];
    }
  else
    assign_in_order (input->arr, input->strategic, order, input->n, policy, tiers->tier);
  measure_inequality (tiers, input->arr, order, input->n);
  count_accounts (tiers, input);
  measure_concentration (tiers, input->arr, order, input->n);
  find_hours (tiers, input, policy, what_if, utilisation);
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    finish_total (&tiers->totals[tier], tiers, policy,
                  policy->hours_per_month * MONTHS_A_YEAR * utilisation);
  check_top (tiers);
  return tiers;
}

/**
 * bw_coverage_marks:
 * @n_marks: (out): how many
 *
 * What one CSM looks after in other companies, as published medians by size of customer, each with
 * the tier that it comes closest to.
 *
 * Returns: (transfer none) (array length=n_marks): the marks
 */
const BwCoverageMark *
bw_coverage_marks (gsize *n_marks)
{
  *n_marks = G_N_ELEMENTS (coverage_marks);
  return coverage_marks;
}

void
bw_tiers_free (BwTiers *tiers)
{
  if (tiers == NULL)
    return;
  g_free (tiers->tier);
  g_free (tiers->lorenz);
  g_free (tiers->concentration);
  g_free (tiers->coverage);
  g_free (tiers);
}
