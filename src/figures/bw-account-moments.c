/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "figures/bw-account-parts.h"
#include "figures/bw-moments.h"

/* How long after its occasion a moment of truth should have taken place, in days. */
#define WELCOME_DAYS 7
#define KICKOFF_DAYS 30
#define NEW_PERSON_DAYS 30
#define EBR_DAYS 182
#define POST_RENEWAL_DAYS 30
/* So long after go-live an onboarding that was not recorded is nothing to catch up on any more. */
#define ONBOARDING_OVER_DAYS 180
#define YEAR_DAYS 365

/* When each moment last took place. */
typedef struct {
  BwDate done[BW_N_MOMENTS];
  gboolean recorded; /* Whether the company records moments of truth at all. */
} Done;

static gboolean
read_done (Done *done, const BwAccountFigure *figure, BwMirror *mirror, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    mirror,
    "SELECT moment_of_truth, max (occurred_on) FROM interactions"
    " WHERE account_id = ?1 AND occurred_on <= ?2 AND moment_of_truth IS NOT NULL"
    " GROUP BY moment_of_truth",
    NULL, error);
  g_autoptr (BwQuery) any = NULL;

  for (BwMoment i = 0; i < BW_N_MOMENTS; i++)
    done->done[i] = BW_DATE_NONE;
  done->recorded = FALSE;
  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, figure->id);
  bw_query_bind_int (query, 2, figure->as_of);
  while (bw_query_next (query))
    {
      done->recorded = TRUE;
      for (BwMoment i = 0; i < BW_N_MOMENTS; i++)
        {
          if (g_str_equal (bw_moment_word (i), bw_query_text (query, 0)))
            done->done[i] = bw_query_date (query, 1);
        }
    }
  if (!bw_query_finish (query, error))
    return FALSE;
  if (done->recorded)
    return TRUE;

  any = bw_query_new (mirror,
                      "SELECT 1 FROM interactions WHERE moment_of_truth IS NOT NULL LIMIT 1",
                      NULL, error);
  if (any == NULL)
    return FALSE;
  done->recorded = bw_query_next (any);
  return bw_query_finish (any, error);
}

/* The latest arrival of somebody who decides, other than with the contract. */
static BwDate
find_newcomer (const BwAccountFigure *figure, BwDate contract_started_on)
{
  BwDate latest = BW_DATE_NONE;

  for (guint i = 0; i < figure->n_contacts; i++)
    {
      const BwContactLine *contact = &figure->contacts[i];
      gboolean decides = g_strcmp0 (contact->role, "sponsor") == 0
                         || g_strcmp0 (contact->role, "champion") == 0
                         || g_strcmp0 (contact->role, "decision_maker") == 0;

      if (decides && contact->left_on == BW_DATE_NONE
          && contact->arrived_on > contract_started_on + NEW_PERSON_DAYS)
        latest = MAX (latest, contact->arrived_on);
    }
  return latest;
}

/* The day by which a moment should take place, BW_DATE_NONE when there is no occasion for it. One
 * that took place on or after @since has met it. */
static BwDate
find_due (BwMoment moment, const BwAccountFigure *figure, const BwFigureScope *scope,
          const Done *done, BwDate *since)
{
  const BwAccountTable *table = scope->snapshot->table;
  const BwPolicy *policy = table->policy;
  BwDate started_on = table->contract_started_on[figure->account];
  BwDate go_live_on = table->go_live_on[figure->account];
  BwDate renewal_on = table->renewal_on[figure->account];
  BwDate newcomer;

  *since = BW_DATE_NONE;
  if (moment <= BW_MOMENT_LAUNCH && go_live_on != BW_DATE_NONE
      && figure->as_of - go_live_on > ONBOARDING_OVER_DAYS)
    return BW_DATE_NONE;
  switch (moment)
    {
    case BW_MOMENT_HANDOFF:
      return started_on;
    case BW_MOMENT_WELCOME:
      return started_on == BW_DATE_NONE ? BW_DATE_NONE : started_on + WELCOME_DAYS;
    case BW_MOMENT_KICKOFF:
      return started_on == BW_DATE_NONE ? BW_DATE_NONE : started_on + KICKOFF_DAYS;
    case BW_MOMENT_LAUNCH:
      return go_live_on;
    case BW_MOMENT_NEW_EXECUTIVE:
      newcomer = find_newcomer (figure, started_on);
      *since = newcomer;
      return newcomer == BW_DATE_NONE ? BW_DATE_NONE : newcomer + NEW_PERSON_DAYS;
    case BW_MOMENT_EBR:
      if (go_live_on == BW_DATE_NONE || go_live_on > figure->as_of)
        return BW_DATE_NONE;
      *since = figure->as_of - EBR_DAYS;
      return MAX (go_live_on, done->done[BW_MOMENT_EBR]) + EBR_DAYS;
    case BW_MOMENT_CONFIRM_VALUE:
      if (renewal_on == BW_DATE_NONE || renewal_on < figure->as_of)
        return BW_DATE_NONE;
      *since = renewal_on - YEAR_DAYS / 2;
      return renewal_on - policy->renewal_days / 2;
    case BW_MOMENT_POST_RENEWAL:
      /* The renewal before the one to come, when the contract is older than a term. */
      if (renewal_on == BW_DATE_NONE || started_on == BW_DATE_NONE
          || renewal_on - YEAR_DAYS < started_on + YEAR_DAYS / 2)
        return BW_DATE_NONE;
      *since = renewal_on - YEAR_DAYS;
      return renewal_on - YEAR_DAYS + POST_RENEWAL_DAYS;
    default:
      return BW_DATE_NONE;
    }
}

static char *
describe_moment (const BwMomentLine *line, BwDate as_of)
{
  g_autofree char *when = NULL;

  if (line->status == BW_MOMENT_NOT_DUE)
    return g_strdup (line->title);
  when = bw_date_format_short (line->date, as_of);
  if (line->status == BW_MOMENT_DONE)
    return g_strdup_printf ("%s, %s", line->title, when);
  if (line->status == BW_MOMENT_DUE)
    return g_strdup_printf (_("%1$s: due %2$s"), line->title, when);
  return g_strdup_printf (ngettext ("%1$s: overdue %2$d day", "%1$s: overdue %2$d days",
                                    as_of - line->date),
                          line->title, as_of - line->date);
}

/**
 * bw_account_read_moments:
 * @figure: with its contacts in place; gets its moments of truth, none when the company records
 *   none of any account, since then nothing can be said to be overdue
 * @scope: with a mirror
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_account_read_moments (BwAccountFigure *figure, const BwFigureScope *scope, GError **error)
{
  Done done;

  if (!read_done (&done, figure, scope->mirror, error))
    return FALSE;
  if (!done.recorded)
    return TRUE;

  figure->n_moments = BW_N_MOMENTS;
  figure->moments = g_new0 (BwMomentLine, BW_N_MOMENTS);
  for (BwMoment i = 0; i < BW_N_MOMENTS; i++)
    {
      BwMomentLine *line = &figure->moments[i];
      BwDate since, due = find_due (i, figure, scope, &done, &since);

      line->word = bw_moment_word (i);
      line->title = g_strdup (bw_moment_title (i));
      if (done.done[i] != BW_DATE_NONE && done.done[i] >= since)
        {
          line->status = BW_MOMENT_DONE;
          line->date = done.done[i];
        }
      else
        {
          line->date = due;
          line->status = due == BW_DATE_NONE      ? BW_MOMENT_NOT_DUE
                         : due < figure->as_of ? BW_MOMENT_OVERDUE
                                                  : BW_MOMENT_DUE;
        }
      line->text = describe_moment (line, figure->as_of);
    }
  return TRUE;
}
