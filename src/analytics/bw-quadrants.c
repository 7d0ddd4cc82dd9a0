/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-quadrants.h"

#include "analytics/bw-stats.h"
#include "analytics/bw-sum.h"

#include <glib/gi18n.h>
#include <math.h>

static const struct {
  const char *word;
  const char *title;
} quadrants_info[BW_N_QUADRANTS + 1] = {
  [BW_QUADRANT_SUCCESS] = { "success", N_("Customer success") },
  [BW_QUADRANT_FIX_EXPECTATIONS] = { "fix_expectations", N_("Fix expectations") },
  [BW_QUADRANT_FIX_COST] = { "fix_cost", N_("Fix the cost") },
  [BW_QUADRANT_REVIEW] = { "review", N_("Review the investment") },
  [BW_QUADRANT_UNKNOWN] = { "unknown", N_("Unknown") },
};

/* The least profit in minor units that is in the top share of the known ones. A profit is whole, so
 * that reaching the quantile and reaching the next whole number above it are the same. */
static BwMoney
profit_threshold (const BwMoney *profit, gsize n, double top_share)
{
  g_autofree double *known = g_new (double, n);
  gsize n_known = 0;
  double quantile;

  for (gsize i = 0; i < n; i++)
    {
      if (profit[i] != BW_MONEY_NONE)
        known[n_known++] = (double) profit[i];
    }
  quantile = bw_stats_quantile (known, n_known, 1 - top_share);
  if (isnan (quantile))
    return BW_MONEY_NONE;
  quantile = ceil (quantile);
  return quantile >= (double) G_MAXINT64 ? G_MAXINT64 : (BwMoney) quantile;
}

static void
count (BwQuadrantTotal *total, const BwQuadrantsInput *input, gsize i)
{
  total->accounts++;
  bw_sum_money (&total->arr, input->arr[i]);
  bw_sum_money (&total->profit, input->profit[i]);
}

/**
 * bw_quadrant_of:
 * @happiness: -1..1, NaN when unknown
 * @margin: -1..1, NaN when unknown
 *
 * Happiness of exactly 0 is expectations met and no more, a margin of exactly 0 earns nothing:
 * neither counts as above.
 *
 * Returns: the quadrant; %BW_QUADRANT_UNKNOWN when either is unknown
 */
BwQuadrant
bw_quadrant_of (double happiness, double margin)
{
  if (isnan (happiness) || isnan (margin))
    return BW_QUADRANT_UNKNOWN;
  if (happiness > 0)
    return margin > 0 ? BW_QUADRANT_SUCCESS : BW_QUADRANT_FIX_COST;
  return margin > 0 ? BW_QUADRANT_FIX_EXPECTATIONS : BW_QUADRANT_REVIEW;
}

/**
 * bw_quadrant_level:
 * @happiness: -1..1, NaN when unknown
 * @margin: -1..1, NaN when unknown
 *
 * How far up the diagonal an account stands: (@happiness + @margin) / sqrt(2).
 *
 * Returns: -sqrt(2)..sqrt(2); NaN when either is unknown
 */
double
bw_quadrant_level (double happiness, double margin)
{
  return (happiness + margin) / G_SQRT2;
}

/**
 * bw_quadrant_margin:
 * @revenue: of the trailing twelve months, minor units, or %BW_MONEY_NONE
 * @cost: what it cost to serve the account in them, or %BW_MONEY_NONE
 *
 * (@revenue - @cost) / @revenue, clipped at -1: an account that costs more than twice what it pays
 * is as bad as the plot can show. A negative cost is clipped at 1.
 *
 * Returns: -1..1; NaN when the revenue is not above 0 or either is unknown
 */
double
bw_quadrant_margin (BwMoney revenue, BwMoney cost)
{
  double margin;

  if (revenue == BW_MONEY_NONE || cost == BW_MONEY_NONE || revenue <= 0)
    return NAN;
  margin = ((double) revenue - (double) cost) / (double) revenue;
  return CLAMP (margin, -1, 1);
}

/**
 * bw_quadrant_word:
 * @quadrant: a quadrant or %BW_QUADRANT_UNKNOWN
 *
 * Returns: (transfer none): its word in JSON and CSV
 */
const char *
bw_quadrant_word (BwQuadrant quadrant)
{
  return quadrants_info[quadrant].word;
}

/**
 * bw_quadrant_title:
 * @quadrant: a quadrant or %BW_QUADRANT_UNKNOWN
 *
 * Returns: (transfer none): its name in the user's language
 */
const char *
bw_quadrant_title (BwQuadrant quadrant)
{
  return _(quadrants_info[quadrant].title);
}

/**
 * bw_quadrants_compute:
 * @input: happiness, margin, profit and ARR of the accounts; may be empty
 * @policy: business_risk_happiness, business_risk_share and recoverable_from are read
 *
 * Places every account. An account is recoverable when it is up for review with happiness and
 * margin both above recoverable_from. It is a business risk when its happiness is within
 * business_risk_happiness of 0 and its profit reaches the type-7 quantile of the known profits
 * above which business_risk_share of them lie: it pays well and would not fight to stay. An account
 * of unknown quadrant has no flags. Unknown money adds nothing to a total.
 *
 * Returns: (transfer full): the quadrants; free with bw_quadrants_free()
 */
BwQuadrants *
bw_quadrants_compute (const BwQuadrantsInput *input, const BwPolicy *policy)
{
  BwQuadrants *quadrants = g_new0 (BwQuadrants, 1);

  quadrants->n = input->n;
  quadrants->quadrant = g_new (guint8, input->n);
  quadrants->flags = g_new0 (guint8, input->n);
  quadrants->profit_top_quartile
    = profit_threshold (input->profit, input->n, policy->business_risk_share);

  for (gsize i = 0; i < input->n; i++)
    {
      double happiness = input->happiness[i], margin = input->margin[i];
      BwQuadrant quadrant = bw_quadrant_of (happiness, margin);

      quadrants->quadrant[i] = (guint8) quadrant;
      if (quadrant == BW_QUADRANT_UNKNOWN)
        {
          count (&quadrants->unknown, input, i);
          continue;
        }
      count (&quadrants->totals[quadrant], input, i);

      if (quadrant == BW_QUADRANT_REVIEW && happiness > policy->recoverable_from
          && margin > policy->recoverable_from)
        {
          quadrants->flags[i] |= BW_ACCOUNT_RECOVERABLE;
          quadrants->recoverable++;
        }
      if (fabs (happiness) <= policy->business_risk_happiness
          && input->profit[i] != BW_MONEY_NONE
          && input->profit[i] >= quadrants->profit_top_quartile)
        {
          quadrants->flags[i] |= BW_ACCOUNT_BUSINESS_RISK;
          count (&quadrants->business_risk, input, i);
        }
    }
  return quadrants;
}

void
bw_quadrants_free (BwQuadrants *quadrants)
{
  if (quadrants == NULL)
    return;
  g_free (quadrants->quadrant);
  g_free (quadrants->flags);
  g_free (quadrants);
}
