/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "analytics/bw-moment-due.h"
#include "figures/bw-account-parts.h"

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

/* The latest arrival of somebody who decides. */
static BwDate
find_newcomer (const BwAccountFigure *figure)
{
  BwDate latest = BW_DATE_NONE;

  for (guint i = 0; i < figure->n_contacts; i++)
    {
      const BwContactLine *contact = &figure->contacts[i];
      gboolean decides = g_strcmp0 (contact->role, "sponsor") == 0
                         || g_strcmp0 (contact->role, "champion") == 0
                         || g_strcmp0 (contact->role, "decision_maker") == 0;

      if (decides && contact->left_on == BW_DATE_NONE)
        latest = MAX (latest, contact->arrived_on);
    }
  return latest;
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
  const BwAccountTable *table = scope->snapshot->table;
  BwMomentFacts facts;
  Done done;

  if (!read_done (&done, figure, scope->mirror, error))
    return FALSE;
  if (!done.recorded)
    return TRUE;

  facts = (BwMomentFacts) {
    .as_of = figure->as_of,
    .started_on = table->contract_started_on[figure->account],
    .go_live_on = table->go_live_on[figure->account],
    .renewal_on = table->renewal_on[figure->account],
    .newcomer_on = find_newcomer (figure),
    .reviewed_on = done.done[BW_MOMENT_EBR],
    .renewal_days = table->policy->renewal_days,
  };
  figure->n_moments = BW_N_MOMENTS;
  figure->moments = g_new0 (BwMomentLine, BW_N_MOMENTS);
  for (BwMoment i = 0; i < BW_N_MOMENTS; i++)
    {
      BwMomentLine *line = &figure->moments[i];
      BwDate since, due = bw_moment_due (i, &facts, &since);

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
