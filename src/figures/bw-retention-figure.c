/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-retention-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure-private.h"
#include "portfolio/bw-query.h"

/* MRR of every account of the table on both days, and what was booked in between. */
typedef struct {
  BwMoney *then;
  BwMoney *now;
  BwMoney  start;
  BwMoney  moves[BW_N_MOVES];
} Booked;

static gboolean
read_booked (Booked *booked, const BwFigureScope *scope, BwDate from, GError **error)
{
  const BwAccountTable *table = scope->snapshot->table;
  g_autoptr (BwQuery) query = bw_query_new (
    scope->mirror,
    "SELECT account_id, effective_on, kind, mrr_delta FROM revenue_events WHERE effective_on <= ?1",
    NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 1, scope->snapshot->as_of);
  while (bw_query_next (query))
    {
      guint32 account = bw_account_table_find_account (table, bw_query_text (query, 0));
      BwMoney delta = bw_query_money (query, 3);

      if (account == BW_INDEX_NONE)
        continue;
      booked->now[account] = bw_money_plus (booked->now[account], delta);
      if (bw_query_date (query, 1) <= from)
        {
          booked->then[account] = bw_money_plus (booked->then[account], delta);
          booked->start = bw_money_plus (booked->start, delta);
        }
      else
        {
          BwMove move = bw_move_parse (bw_query_text (query, 2));

          booked->moves[move] = bw_money_plus (booked->moves[move], delta);
        }
    }
  return bw_query_finish (query, error);
}

static void
compute_points (BwRetentionFigure *figure, const Booked *booked, const BwAccountTable *table)
{
  g_autofree BwMoney *then = g_new (BwMoney, table->n + 1);
  g_autofree BwMoney *now = g_new (BwMoney, table->n + 1);
  g_autofree guint8 *stayed = g_new (guint8, table->n + 1);
  gsize n = 0;

  for (guint32 account = 0; account < table->n; account++)
    {
      if (!bw_account_table_is_active (table, account, figure->from))
        continue;
      then[n] = booked->then[account];
      now[n] = booked->now[account];
      stayed[n++] = bw_account_table_is_active (table, account, figure->to);
    }
  figure->points = bw_retention_compute (then, now, stayed, n);
}

static char *
describe (const BwRetentionFigure *figure)
{
  const BwRetention *points = &figure->points;
  g_autofree char *since = bw_date_format_short (figure->from, figure->to);
  g_autofree char *net = NULL;
  g_autofree char *gross = NULL;

  if (points->accounts == 0)
    return g_strdup_printf (_("There was no customer on %s to have stayed"), since);
  if (figure->too_few || isnan (points->nrr))
    return g_strdup_printf (ngettext ("%1$'u of %2$'u customer of %3$s stayed",
                                      "%1$'u of %2$'u customers of %3$s stayed",
                                      points->accounts),
                            points->stayed, points->accounts, since);
  net = bw_share_format (points->nrr, 0);
  gross = bw_share_format (points->grr, 0);
  return g_strdup_printf (_("Customers of %1$s pay %2$s of what they paid then; without what they "
                            "added, %3$s"),
                          since, net, gross);
}

/**
 * bw_retention_figure_compute:
 * @scope: the portfolio of the day, with a mirror; its filter does not count
 * @from: the earlier day
 * @error: set when the mirror cannot be read
 *
 * Returns: (transfer full): what became of the revenue and of the customers since @from
 */
BwRetentionFigure *
bw_retention_figure_compute (const BwFigureScope *scope, BwDate from, GError **error)
{
  const BwAccountTable *table = scope->snapshot->table;
  g_autoptr (BwRetentionFigure) figure = g_new0 (BwRetentionFigure, 1);
  Booked booked = { .then = g_new0 (BwMoney, table->n + 1), .now = g_new0 (BwMoney, table->n + 1) };
  gboolean read;

  figure->from = from;
  figure->to = scope->snapshot->as_of;
  figure->currency = g_strdup (table->currency);
  figure->head.rule = bw_rule_new (
    _("Point to point: of the accounts active on the earlier day, MRR now over MRR then (net), and "
      "of each the smaller of the two over MRR then (gross). By movements: what was booked in "
      "between by its kind; gross churn is churn and contraction over the MRR at the start, net "
      "churn the same less expansion and reactivation. The two rules answer different questions "
      "and need not agree."));
  bw_rule_add (&figure->head.rule->inputs,
               "revenue_events.effective_on, kind, mrr_delta, accounts.contract_started_on, "
               "churned_on");
  bw_rule_add_policy_number (figure->head.rule, "min_group", table->policy->min_group);
  read = read_booked (&booked, scope, from, error);
  if (read)
    {
      compute_points (figure, &booked, table);
      figure->movements = bw_movements_compute (booked.start, booked.moves);
      figure->too_few = figure->points.accounts < (guint) table->policy->min_group;
      figure->head.title = describe (figure);
    }
  g_free (booked.then);
  g_free (booked.now);
  return read ? g_steal_pointer (&figure) : NULL;
}

void
bw_retention_figure_free (BwRetentionFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_free (figure->currency);
  g_free (figure);
}
