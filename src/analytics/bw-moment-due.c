/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-moment-due.h"

/* How long after its occasion a moment of truth should have taken place, in days. */
#define WELCOME_DAYS 7
#define KICKOFF_DAYS 30
#define NEW_PERSON_DAYS 30
#define EBR_DAYS 182
#define POST_RENEWAL_DAYS 30
/* So long after go-live an onboarding that was not recorded is nothing to catch up on any more. */
#define ONBOARDING_OVER_DAYS 180
#define YEAR_DAYS 365

static BwDate
after (BwDate occasion, int days)
{
  return occasion == BW_DATE_NONE ? BW_DATE_NONE : occasion + days;
}

/**
 * bw_moment_due:
 * @moment: a moment of truth
 * @facts: the occasions
 * @since: (out): one that took place on or after this day has met it; %BW_DATE_NONE: any has
 *
 * Who arrived with the contract, or within a month of it, is no newcomer.
 *
 * Returns: the day by which it should take place, %BW_DATE_NONE when there is no occasion for it
 */
BwDate
bw_moment_due (BwMoment moment, const BwMomentFacts *facts, BwDate *since)
{
  *since = BW_DATE_NONE;
  if (moment <= BW_MOMENT_LAUNCH && facts->go_live_on != BW_DATE_NONE
      && facts->as_of - facts->go_live_on > ONBOARDING_OVER_DAYS)
    return BW_DATE_NONE;
  switch (moment)
    {
    case BW_MOMENT_HANDOFF:
      return facts->started_on;
    case BW_MOMENT_WELCOME:
      return after (facts->started_on, WELCOME_DAYS);
    case BW_MOMENT_KICKOFF:
      return after (facts->started_on, KICKOFF_DAYS);
    case BW_MOMENT_LAUNCH:
      return facts->go_live_on;
    case BW_MOMENT_NEW_EXECUTIVE:
      if (facts->newcomer_on == BW_DATE_NONE
          || (facts->started_on != BW_DATE_NONE
              && facts->newcomer_on <= facts->started_on + NEW_PERSON_DAYS))
        return BW_DATE_NONE;
      *since = facts->newcomer_on;
      return facts->newcomer_on + NEW_PERSON_DAYS;
    case BW_MOMENT_EBR:
      if (facts->go_live_on == BW_DATE_NONE || facts->go_live_on > facts->as_of)
        return BW_DATE_NONE;
      *since = facts->as_of - EBR_DAYS;
      return MAX (facts->go_live_on, facts->reviewed_on) + EBR_DAYS;
    case BW_MOMENT_CONFIRM_VALUE:
      if (facts->renewal_on == BW_DATE_NONE || facts->renewal_on < facts->as_of)
        return BW_DATE_NONE;
      *since = facts->renewal_on - YEAR_DAYS / 2;
      return facts->renewal_on - facts->renewal_days / 2;
    case BW_MOMENT_POST_RENEWAL:
      /* The renewal before the one to come, when the contract is older than a term. */
      if (facts->renewal_on == BW_DATE_NONE || facts->started_on == BW_DATE_NONE
          || facts->renewal_on - YEAR_DAYS < facts->started_on + YEAR_DAYS / 2)
        return BW_DATE_NONE;
      *since = facts->renewal_on - YEAR_DAYS;
      return facts->renewal_on - YEAR_DAYS + POST_RENEWAL_DAYS;
    default:
      return BW_DATE_NONE;
    }
}
