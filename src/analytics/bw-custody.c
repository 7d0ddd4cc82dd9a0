/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-custody.h"

#include <glib/gi18n.h>
#include <math.h>

static const struct {
  const char *word;
  const char *title;
} handoffs[BW_N_HANDOFFS] = {
  [BW_HANDOFF_DURABLE] = { "durable_custody", N_("Durable Custody") },
  [BW_HANDOFF_PLAIN] = { "handoff", N_("Handoff") },
  [BW_HANDOFF_UNKNOWN] = { "unknown", N_("Unknown") },
}, sellers[BW_N_SELLERS + 1] = {
  [BW_SELLER_WEB] = { "web", N_("Web") },
  [BW_SELLER_CSM] = { "csm", N_("CSM") },
  [BW_SELLER_SALES] = { "sales", N_("Sales") },
  [BW_SELLER_BOTH] = { "both", N_("Sales and CSM") },
  [BW_SELLER_UNKNOWN] = { "unknown", N_("Unknown") },
};

/**
 * bw_handoff_of:
 * @facts: an account
 * @policy: handoff_levels, handoff_days, enterprise_growth
 * @reasons: (out): #BwHandoffReasons
 *
 * A customer of handoff_levels or more between who decides and who uses hands its supplier down
 * inside; one whose implementation takes more than handoff_days has time to lose interest; one of
 * the top tier whose MRR was under 1 / enterprise_growth of today's a year before is moving into
 * the enterprise. Any of them asks for durable custody.
 *
 * Returns: %BW_HANDOFF_UNKNOWN when none is known to hold and the levels or the days are not said
 */
BwHandoff
bw_handoff_of (const BwHandoffFacts *facts, const BwPolicy *policy, guint *reasons)
{
  *reasons = 0;
  if (facts->org_levels >= policy->handoff_levels)
    *reasons |= BW_HANDOFF_LEVELS;
  if (facts->implementation_days > policy->handoff_days)
    *reasons |= BW_HANDOFF_IMPLEMENTATION;
  if (facts->tier == BW_TIER_TOP && facts->mrr_before != BW_MONEY_NONE && facts->mrr > 0
      && (double) facts->mrr_before * policy->enterprise_growth <= (double) facts->mrr)
    *reasons |= BW_HANDOFF_ENTERPRISE;
  if (*reasons != 0)
    return BW_HANDOFF_DURABLE;
  return facts->org_levels < 0 || facts->implementation_days < 0 ? BW_HANDOFF_UNKNOWN
                                                                 : BW_HANDOFF_PLAIN;
}

/**
 * bw_roles_shift:
 * @arr: of an account
 * @median: of the portfolio
 * @policy: roles_shift_per_doubling, roles_most_shift
 *
 * How far both borders of the roles matrix move towards the axes for an account: so much for each
 * time that its ARR is twice the median, and away from them for each time that it is half of it.
 *
 * Returns: at most roles_most_shift either way, without ARR that away; 0 when the median is not
 *   above 0
 */
double
bw_roles_shift (BwMoney arr, BwMoney median, const BwPolicy *policy)
{
  double most = policy->roles_most_shift;

  if (median <= 0 || median == BW_MONEY_NONE)
    return 0;
  if (arr <= 0 || arr == BW_MONEY_NONE)
    return -most;
  return CLAMP (policy->roles_shift_per_doubling * log2 ((double) arr / (double) median), -most,
                most);
}

/**
 * bw_roles_border:
 * @border: of an account of median ARR, 0..1
 * @shift: what bw_roles_shift() says
 *
 * Returns: the border for the account, 0..1
 */
double
bw_roles_border (double border, double shift)
{
  return CLAMP (border - shift, 0, 1);
}

/**
 * bw_roles_seller:
 * @service: how much help the customer needs to get value, 0..1
 * @transaction: how much has to be negotiated to sell it more, 0..1
 * @shift: what bw_roles_shift() says
 * @policy: roles_service_border, roles_transaction_border
 *
 * Returns: below both borders the web; from the border of service on the CSM, from that of the
 *   transaction on sales, from both on both; %BW_SELLER_UNKNOWN when one of the two is NaN
 */
BwSeller
bw_roles_seller (double service, double transaction, double shift, const BwPolicy *policy)
{
  gboolean serves, sells;

  if (isnan (service) || isnan (transaction))
    return BW_SELLER_UNKNOWN;
  serves = service >= bw_roles_border (policy->roles_service_border, shift);
  sells = transaction >= bw_roles_border (policy->roles_transaction_border, shift);
  return serves ? (sells ? BW_SELLER_BOTH : BW_SELLER_CSM)
                : (sells ? BW_SELLER_SALES : BW_SELLER_WEB);
}

/* As JSON writes them, and in the user's language. */
const char *
bw_handoff_word (BwHandoff handoff)
{
  return handoffs[handoff].word;
}

const char *
bw_handoff_title (BwHandoff handoff)
{
  return _(handoffs[handoff].title);
}

const char *
bw_seller_word (BwSeller seller)
{
  return sellers[seller].word;
}

const char *
bw_seller_title (BwSeller seller)
{
  return _(sellers[seller].title);
}
