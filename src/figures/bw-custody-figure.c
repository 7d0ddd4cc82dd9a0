/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-custody-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure-private.h"
#include "portfolio/bw-query.h"

/* How far back it is looked whether an account was smaller. */
#define GROWTH_MONTHS 12

static int
number_or_none (BwQuery *query, int column)
{
  gint64 value = bw_query_int (query, column, -1);

  return value < 0 || value > G_MAXINT ? -1 : (int) value;
}

/* A share that the backend gives outside 0 to 1 says nothing. */
static double
share_or_none (BwQuery *query, int column)
{
  double value = bw_query_double (query, column);

  return value >= 0 && value <= 1 ? value : NAN;
}

static gboolean
read_accounts (BwCustodyFigure *figure, const guint32 *line_of, BwMirror *mirror, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    mirror,
    "SELECT id, org_levels, implementation_days, service_complexity, transaction_complexity"
    " FROM accounts",
    NULL, error);

  if (query == NULL)
    return FALSE;
  while (bw_query_next (query))
    {
      guint32 row = bw_snapshot_find_account (figure->snapshot, bw_query_text (query, 0));
      BwCustodyLine *line;

      if (row == BW_INDEX_NONE || line_of[row] == BW_INDEX_NONE)
        continue;
      line = &figure->lines[line_of[row]];
      line->org_levels = number_or_none (query, 1);
      line->implementation_days = number_or_none (query, 2);
      line->service = share_or_none (query, 3);
      line->transaction = share_or_none (query, 4);
    }
  return bw_query_finish (query, error);
}

static gboolean
read_growth (BwCustodyFigure *figure, const guint32 *line_of, BwMirror *mirror, GError **error)
{
  g_autoptr (BwQuery) query
    = bw_query_new (mirror,
                    "SELECT account_id, sum (mrr_delta) FROM revenue_events"
                    " WHERE effective_on <= ?1 GROUP BY account_id",
                    NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 1, bw_date_add_months (figure->as_of, -GROWTH_MONTHS));
  while (bw_query_next (query))
    {
      guint32 row = bw_snapshot_find_account (figure->snapshot, bw_query_text (query, 0));

      if (row != BW_INDEX_NONE && line_of[row] != BW_INDEX_NONE)
        figure->lines[line_of[row]].mrr_before = bw_query_money (query, 1);
    }
  return bw_query_finish (query, error);
}

static int
compare_money (const void *a, const void *b)
{
  BwMoney first = *(const BwMoney *) a, second = *(const BwMoney *) b;

  return (first > second) - (first < second);
}

/* The lower of the two in the middle, so that it is an amount that somebody pays. */
static BwMoney
find_median (const BwSnapshot *snapshot)
{
  g_autofree BwMoney *sorted = g_memdup2 (snapshot->arr, snapshot->n * sizeof (BwMoney));

  if (snapshot->n == 0)
    return BW_MONEY_NONE;
  qsort (sorted, snapshot->n, sizeof (BwMoney), compare_money);
  return sorted[(snapshot->n - 1) / 2];
}

static void
add_to (BwCustodyTotal *total, BwMoney arr)
{
  total->accounts++;
  total->arr = bw_money_plus (total->arr, arr);
}

static int
compare_lines (const void *a, const void *b)
{
  const BwCustodyLine *first = a, *second = b;
  int reasons = __builtin_popcount (second->reasons) - __builtin_popcount (first->reasons);

  if (reasons != 0)
    return reasons;
  if (first->handoff != second->handoff)
    return first->handoff < second->handoff ? -1 : 1;
  if (first->arr != second->arr)
    return first->arr < second->arr ? 1 : -1;
  return first->row < second->row ? -1 : 1;
}

static char *
make_handoff_title (const BwCustodyFigure *figure)
{
  const BwCustodyTotal *durable = &figure->handoffs[BW_HANDOFF_DURABLE];
  g_autofree char *arr = bw_money_format_short (durable->arr, figure->currency);

  if (figure->n == 0)
    return g_strdup (_("No account passes the filter"));
  if (figure->handoffs[BW_HANDOFF_UNKNOWN].accounts == figure->n)
    return g_strdup (_("Nobody says how many levels the customers have or how long they take to "
                       "go live"));
  if (durable->accounts == 0)
    return g_strdup (_("No account is known to need durable custody"));
  if (durable->accounts == figure->n && figure->n > 1)
    {
      guint several = 0;

      for (guint i = 0; i < figure->n; i++)
        several += __builtin_popcount (figure->lines[i].reasons) > 1;
      return g_strdup_printf (ngettext ("Every account needs durable custody, %u for more than one "
                                        "reason",
                                        "Every account needs durable custody, %u for more than one "
                                        "reason",
                                        several),
                              several);
    }
  return g_strdup_printf (ngettext ("%1$u of %2$u accounts needs durable custody, with %3$s of ARR",
                                    "%1$u of %2$u accounts need durable custody, with %3$s of ARR",
                                    durable->accounts),
                          durable->accounts, figure->n, arr);
}

static char *
make_handoff_subtitle (const BwCustodyFigure *figure)
{
  guint levels = 0, slow = 0, enterprise = 0;
  guint unknown = figure->handoffs[BW_HANDOFF_UNKNOWN].accounts;

  for (guint i = 0; i < figure->n; i++)
    {
      levels += (figure->lines[i].reasons & BW_HANDOFF_LEVELS) != 0;
      slow += (figure->lines[i].reasons & BW_HANDOFF_IMPLEMENTATION) != 0;
      enterprise += (figure->lines[i].reasons & BW_HANDOFF_ENTERPRISE) != 0;
    }
  if (unknown == 0)
    /* Translators: how many accounts have each reason. */
    return g_strdup_printf (_("Handoff risk · %1$u for several levels of organisation, %2$u for a "
                              "long time to go live, %3$u for moving into the enterprise"),
                            levels, slow, enterprise);
  /* Translators: how many accounts have each reason, and how many do not say enough. */
  return g_strdup_printf (_("Handoff risk · %1$u for several levels of organisation, %2$u for a long "
                            "time to go live, %3$u for moving into the enterprise · %4$u unknown"),
                          levels, slow, enterprise, unknown);
}

static char *
make_roles_title (const BwCustodyFigure *figure)
{
  guint known = figure->n - figure->sellers[BW_SELLER_UNKNOWN].accounts;
  BwSeller most = BW_SELLER_WEB;
  g_autofree char *arr = NULL;

  if (figure->n == 0)
    return g_strdup (_("No account passes the filter"));
  if (known == 0)
    return g_strdup (_("Nobody says how complex service and transactions are"));
  for (BwSeller i = 0; i < BW_N_SELLERS; i++)
    {
      if (figure->sellers[i].accounts > figure->sellers[most].accounts)
        most = i;
    }
  arr = bw_money_format_short (figure->sellers[most].arr, figure->currency);
  switch (most)
    {
    case BW_SELLER_CSM:
      return g_strdup_printf (_("More accounts are sold to by CSMs than any other way: %1$u of "
                                "%2$u, %3$s of ARR"),
                              figure->sellers[most].accounts, known, arr);
    case BW_SELLER_SALES:
      return g_strdup_printf (_("More accounts are sold to by sales than any other way: %1$u of "
                                "%2$u, %3$s of ARR"),
                              figure->sellers[most].accounts, known, arr);
    case BW_SELLER_BOTH:
      return g_strdup_printf (_("More accounts take sales and a CSM together than any other way: "
                                "%1$u of %2$u, %3$s of ARR"),
                              figure->sellers[most].accounts, known, arr);
    case BW_SELLER_WEB:
    case BW_SELLER_UNKNOWN:
    default:
      return g_strdup_printf (_("More accounts buy on the web than any other way: %1$u of %2$u, "
                                "%3$s of ARR"),
                              figure->sellers[most].accounts, known, arr);
    }
}

static char *
make_roles_subtitle (const BwCustodyFigure *figure)
{
  guint unknown = figure->sellers[BW_SELLER_UNKNOWN].accounts;
  g_autofree char *median = bw_money_format_short (figure->median_arr, figure->currency);

  if (unknown > 0)
    return g_strdup_printf (_("Who sells more to whom: complexity of the service across, of the "
                              "transaction up · borders for the median of %1$s of ARR · %2$u "
                              "unknown, not shown"),
                            median, unknown);
  return g_strdup_printf (_("Who sells more to whom: complexity of the service across, of the "
                            "transaction up · borders for the median of %s of ARR"),
                          median);
}

static void
add_rules (BwCustodyFigure *figure, const BwPolicy *policy, guint whole)
{
  BwRule *handoff = figure->handoff.rule = bw_rule_new (
    _("Handing a customer from team to team loses its sponsor where the customer hands its "
      "supplier down inside (handoff_levels or more between who decides and who uses), where going "
      "live takes more than handoff_days, and where it is moving into the enterprise: in the top "
      "tier, and its MRR at least enterprise_growth times that of a year before. Any of them asks "
      "for durable custody: one CSM, who is there from the sale on. Without a reason, an account "
      "that does not say its levels or its days is unknown."));
  BwRule *roles = figure->roles.rule = bw_rule_new (
    _("Below both borders a customer buys on the web; from the border of service complexity on the "
      "CSM sells, from that of transaction complexity on sales does, and from both on the two "
      "together. The borders stand as the policy says for an account of median ARR. For each time "
      "that an account is twice as large they move by roles_shift_per_doubling towards the axes, "
      "since more is at stake, and for each time that it is half as large away from them; at most "
      "by roles_most_shift."));

  bw_rule_add (&handoff->inputs, "accounts.org_levels, accounts.implementation_days");
  bw_rule_add (&handoff->inputs, _("MRR today and a year before, and the tier"));
  bw_rule_add_policy_number (handoff, "handoff_levels", policy->handoff_levels);
  bw_rule_add_policy_number (handoff, "handoff_days", policy->handoff_days);
  bw_rule_add_policy_number (handoff, "enterprise_growth", policy->enterprise_growth);
  bw_rule_add_filter (handoff, figure->n, whole);
  bw_rule_add (&roles->inputs, "accounts.service_complexity, accounts.transaction_complexity");
  bw_rule_add (&roles->inputs, _("ARR of the account, and the median of the portfolio"));
  bw_rule_add_policy_number (roles, "roles_service_border", policy->roles_service_border);
  bw_rule_add_policy_number (roles, "roles_transaction_border", policy->roles_transaction_border);
  bw_rule_add_policy_number (roles, "roles_shift_per_doubling", policy->roles_shift_per_doubling);
  bw_rule_add_policy_number (roles, "roles_most_shift", policy->roles_most_shift);
  bw_rule_add_filter (roles, figure->n, whole);
  if (figure->sellers[BW_SELLER_UNKNOWN].accounts > 0)
    bw_rule_add_take (
      &roles->left_out,
      g_strdup_printf (ngettext ("%u account does not say how complex it is",
                                 "%u accounts do not say how complex they are",
                                 figure->sellers[BW_SELLER_UNKNOWN].accounts),
                       figure->sellers[BW_SELLER_UNKNOWN].accounts));
}

static void
judge (BwCustodyFigure *figure, const BwPolicy *policy)
{
  for (guint i = 0; i < figure->n; i++)
    {
      BwCustodyLine *line = &figure->lines[i];
      BwHandoffFacts facts = { line->org_levels, line->implementation_days,
                               figure->snapshot->tier[line->row], line->mrr, line->mrr_before };

      line->handoff = bw_handoff_of (&facts, policy, &line->reasons);
      line->shift = bw_roles_shift (line->arr, figure->median_arr, policy);
      line->seller = bw_roles_seller (line->service, line->transaction, line->shift, policy);
      add_to (&figure->handoffs[line->handoff], line->arr);
      add_to (&figure->sellers[line->seller], line->arr);
    }
}

/**
 * bw_custody_figure_compute:
 * @scope: what about, with a mirror
 * @error: set when the mirror cannot be read
 *
 * Returns: (transfer full) (nullable): the figure
 */
BwCustodyFigure *
bw_custody_figure_compute (const BwFigureScope *scope, GError **error)
{
  BwSnapshot *snapshot = scope->snapshot;
  const BwPolicy *policy = snapshot->table->policy;
  g_autoptr (BwCustodyFigure) figure = g_new0 (BwCustodyFigure, 1);
  g_autoptr (BwSelection) selection = bw_scope_select (scope);
  g_autofree guint32 *line_of = g_new (guint32, snapshot->n + 1);

  figure->as_of = snapshot->as_of;
  figure->currency = g_strdup (snapshot->table->currency);
  figure->snapshot = bw_snapshot_ref (snapshot);
  figure->median_arr = find_median (snapshot);
  figure->n = selection->n;
  figure->lines = g_new0 (BwCustodyLine, selection->n + 1);
  for (guint i = 0; i < snapshot->n; i++)
    line_of[i] = BW_INDEX_NONE;
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 row = selection->rows[i];

      line_of[row] = i;
      figure->lines[i] = (BwCustodyLine) {
        .row = row, .arr = snapshot->arr[row], .mrr = snapshot->mrr[row],
        .org_levels = -1, .implementation_days = -1, .service = NAN, .transaction = NAN,
      };
    }
  if (!read_accounts (figure, line_of, scope->mirror, error)
      || !read_growth (figure, line_of, scope->mirror, error))
    return NULL;
  judge (figure, policy);
  qsort (figure->lines, figure->n, sizeof *figure->lines, compare_lines);
  figure->handoff.title = make_handoff_title (figure);
  figure->handoff.subtitle = make_handoff_subtitle (figure);
  figure->roles.title = make_roles_title (figure);
  figure->roles.subtitle = make_roles_subtitle (figure);
  add_rules (figure, policy, snapshot->n);
  return g_steal_pointer (&figure);
}

/**
 * bw_custody_describe:
 *
 * Returns: (transfer full): why an account needs durable custody, or that it does not
 */
char *
bw_custody_describe (const BwCustodyFigure *figure, const BwCustodyLine *line)
{
  g_autoptr (GStrvBuilder) reasons = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (line->reasons & BW_HANDOFF_LEVELS)
    g_strv_builder_take (reasons, g_strdup_printf (_("%d levels between who decides and who uses"),
                                                   line->org_levels));
  if (line->reasons & BW_HANDOFF_IMPLEMENTATION)
    g_strv_builder_take (reasons,
                         g_strdup_printf (ngettext ("%d day to go live", "%d days to go live",
                                                    line->implementation_days),
                                          line->implementation_days));
  if (line->reasons & BW_HANDOFF_ENTERPRISE)
    {
      g_autofree char *before = bw_money_format_short (line->mrr_before, figure->currency);
      g_autofree char *now = bw_money_format_short (line->mrr, figure->currency);

      g_strv_builder_take (reasons,
                           line->mrr_before > 0
                             ? g_strdup_printf (_("moving into the enterprise: MRR %1$s, %2$s a "
                                                  "year before"),
                                                now, before)
                             : g_strdup (_("moving into the enterprise: new in the top tier "
                                           "within a year")));
    }
  list = g_strv_builder_end (reasons);
  if (list[0] != NULL)
    return g_strjoinv (" · ", list);
  return g_strdup (line->handoff == BW_HANDOFF_PLAIN ? _("a handoff does no harm")
                                                     : _("levels or days to go live are not said"));
}

/* (transfer full): the accounts that @seller sells to. */
BwSelection *
bw_custody_figure_seller (const BwCustodyFigure *figure, BwSeller seller)
{
  g_autofree guint32 *rows = g_new (guint32, figure->n + 1);
  guint n = 0;

  for (guint i = 0; i < figure->n; i++)
    {
      if (figure->lines[i].seller == seller)
        rows[n++] = figure->lines[i].row;
    }
  return bw_selection_new_rows (rows, n);
}

/* (transfer full): the accounts of one answer on custody. */
BwSelection *
bw_custody_figure_handoff (const BwCustodyFigure *figure, BwHandoff handoff)
{
  g_autofree guint32 *rows = g_new (guint32, figure->n + 1);
  guint n = 0;

  for (guint i = 0; i < figure->n; i++)
    {
      if (figure->lines[i].handoff == handoff)
        rows[n++] = figure->lines[i].row;
    }
  return bw_selection_new_rows (rows, n);
}

void
bw_custody_figure_free (BwCustodyFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->handoff);
  bw_figure_clear (&figure->roles);
  g_free (figure->currency);
  g_clear_pointer (&figure->snapshot, bw_snapshot_unref);
  g_free (figure->lines);
  g_free (figure);
}
