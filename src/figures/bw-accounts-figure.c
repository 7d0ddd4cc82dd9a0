/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-accounts-figure.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define DIMENSION_COLUMN(word, heading) \
  { word, heading, BW_ACCOUNT_VALUE_NUMBER, 0, FALSE }

/* The places of the columns in the table below. The dimensions follow each other in their own
 * order, so that a dimension's column is the first one's place and its number. */
typedef enum {
  COLUMN_NAME,
  COLUMN_ID,
  COLUMN_TIER,
  COLUMN_ARR,
  COLUMN_SUCCESS_INDEX,
  COLUMN_QUADRANT,
  COLUMN_OWNER,
  COLUMN_RENEWAL_ON,
  COLUMN_RENEWS_IN,
  COLUMN_OUTCOME,
  COLUMN_EXPERIENCE,
  COLUMN_HAPPINESS,
  COLUMN_MARGIN,
  COLUMN_LEVEL,
  COLUMN_PROFIT,
  COLUMN_REVENUE,
  COLUMN_COST,
  COLUMN_MRR,
  COLUMN_CMRR,
  COLUMN_INDUSTRY,
  COLUMN_REGION,
  COLUMN_STAGE,
  COLUMN_REASON,
  COLUMN_STRATEGIC,
  COLUMN_BUSINESS_RISK,
  COLUMN_RECOVERABLE,
  COLUMN_LAST_SIGNAL_ON,
  COLUMN_STALE,
  COLUMN_MISSING,
  COLUMN_CONTRACT_STARTED_ON,
  COLUMN_GO_LIVE_ON,
  COLUMN_FIRST_DIMENSION,
  N_COLUMNS = COLUMN_FIRST_DIMENSION + BW_N_DIMENSIONS,
} ColumnPlace;

static const BwAccountColumn columns[N_COLUMNS] = {
  [COLUMN_NAME] = { "name", N_("Account"), BW_ACCOUNT_VALUE_TEXT, 0, TRUE },
  [COLUMN_ID] = { "id", N_("Id"), BW_ACCOUNT_VALUE_TEXT, 0, FALSE },
  [COLUMN_TIER] = { "tier", N_("Tier"), BW_ACCOUNT_VALUE_TEXT, 0, TRUE },
  [COLUMN_ARR] = { "arr", N_("ARR"), BW_ACCOUNT_VALUE_MONEY, 0, TRUE },
  [COLUMN_SUCCESS_INDEX]
  = { "success_index", N_("Success index"), BW_ACCOUNT_VALUE_NUMBER, 0, TRUE },
  [COLUMN_QUADRANT] = { "quadrant", N_("Quadrant"), BW_ACCOUNT_VALUE_TEXT, 0, TRUE },
  [COLUMN_OWNER] = { "owner", N_("Owner"), BW_ACCOUNT_VALUE_TEXT, 0, TRUE },
  [COLUMN_RENEWAL_ON] = { "renewal_on", N_("Renewal"), BW_ACCOUNT_VALUE_DATE, 0, TRUE },
  [COLUMN_RENEWS_IN]
  = { "renews_in_days", N_("Days to renewal"), BW_ACCOUNT_VALUE_NUMBER, 0, FALSE },
  [COLUMN_OUTCOME] = { "outcome", N_("Outcome health"), BW_ACCOUNT_VALUE_NUMBER, 0, TRUE },
  [COLUMN_EXPERIENCE]
  = { "experience", N_("Experience health"), BW_ACCOUNT_VALUE_NUMBER, 0, TRUE },
  [COLUMN_HAPPINESS] = { "happiness", N_("Happiness"), BW_ACCOUNT_VALUE_NUMBER, 2, FALSE },
  [COLUMN_MARGIN] = { "margin", N_("Margin"), BW_ACCOUNT_VALUE_SHARE, 0, FALSE },
  [COLUMN_LEVEL] = { "level", N_("Level of success"), BW_ACCOUNT_VALUE_NUMBER, 2, FALSE },
  [COLUMN_PROFIT] = { "profit", N_("Profit, 12 months"), BW_ACCOUNT_VALUE_MONEY, 0, FALSE },
  [COLUMN_REVENUE] = { "revenue", N_("Revenue, 12 months"), BW_ACCOUNT_VALUE_MONEY, 0, FALSE },
  [COLUMN_COST] = { "cost", N_("Cost to serve, 12 months"), BW_ACCOUNT_VALUE_MONEY, 0, FALSE },
  [COLUMN_MRR] = { "mrr", N_("MRR"), BW_ACCOUNT_VALUE_MONEY, 0, FALSE },
  [COLUMN_CMRR] = { "cmrr", N_("CMRR"), BW_ACCOUNT_VALUE_MONEY, 0, FALSE },
  [COLUMN_INDUSTRY] = { "industry", N_("Industry"), BW_ACCOUNT_VALUE_TEXT, 0, FALSE },
  [COLUMN_REGION] = { "region", N_("Region"), BW_ACCOUNT_VALUE_TEXT, 0, FALSE },
  [COLUMN_STAGE] = { "lifecycle_stage", N_("Stage"), BW_ACCOUNT_VALUE_TEXT, 0, FALSE },
  [COLUMN_REASON] = { "reason_to_buy", N_("Reason to buy"), BW_ACCOUNT_VALUE_TEXT, 0, FALSE },
  [COLUMN_STRATEGIC] = { "strategic", N_("Strategic"), BW_ACCOUNT_VALUE_BOOL, 0, FALSE },
  [COLUMN_BUSINESS_RISK]
  = { "business_risk", N_("Business risk"), BW_ACCOUNT_VALUE_BOOL, 0, FALSE },
  [COLUMN_RECOVERABLE] = { "recoverable", N_("Recoverable"), BW_ACCOUNT_VALUE_BOOL, 0, FALSE },
  [COLUMN_LAST_SIGNAL_ON]
  = { "last_signal_on", N_("Last heard"), BW_ACCOUNT_VALUE_DATE, 0, FALSE },
  [COLUMN_STALE]
  = { "stale_readings", N_("Stale readings"), BW_ACCOUNT_VALUE_NUMBER, 0, FALSE },
  [COLUMN_MISSING]
  = { "missing_readings", N_("Missing readings"), BW_ACCOUNT_VALUE_NUMBER, 0, FALSE },
  [COLUMN_CONTRACT_STARTED_ON]
  = { "contract_started_on", N_("Customer since"), BW_ACCOUNT_VALUE_DATE, 0, FALSE },
  [COLUMN_GO_LIVE_ON] = { "go_live_on", N_("Go-live"), BW_ACCOUNT_VALUE_DATE, 0, FALSE },
  [COLUMN_FIRST_DIMENSION] = DIMENSION_COLUMN ("deployment", N_("Deployment")),
  DIMENSION_COLUMN ("engagement", N_("Engagement")),
  DIMENSION_COLUMN ("adoption_depth", N_("Adoption depth")),
  DIMENSION_COLUMN ("adoption_breadth", N_("Adoption breadth")),
  DIMENSION_COLUMN ("roi", N_("Return")),
  DIMENSION_COLUMN ("nps", N_("NPS")),
  DIMENSION_COLUMN ("csat", N_("Satisfaction")),
  DIMENSION_COLUMN ("ces", N_("Effort")),
  DIMENSION_COLUMN ("sentiment", N_("Sentiment")),
  DIMENSION_COLUMN ("support", N_("Support")),
  DIMENSION_COLUMN ("payment", N_("Payment")),
  DIMENSION_COLUMN ("community", N_("Community")),
  DIMENSION_COLUMN ("sponsorship", N_("Sponsorship")),
  DIMENSION_COLUMN ("success", N_("Success metrics")),
};

static const char *
owner_name (const BwSnapshot *snapshot, guint32 row)
{
  const BwPerson *owner = bw_snapshot_owner (snapshot, row);

  return owner != NULL ? owner->name : NULL;
}

static const char *
reason_to_buy (const BwSnapshot *snapshot, guint32 row)
{
  guint32 word = snapshot->table->reason[snapshot->account[row]];

  return word == BW_INDEX_NONE ? NULL : snapshot->table->reasons[word];
}

static const char *
text_of (const BwSnapshot *snapshot, guint32 row, ColumnPlace place)
{
  switch (place)
    {
    case COLUMN_NAME:
      return bw_snapshot_name (snapshot, row);
    case COLUMN_ID:
      return bw_snapshot_id (snapshot, row);
    case COLUMN_TIER:
      return bw_tier_word (snapshot->tier[row]);
    case COLUMN_QUADRANT:
      return snapshot->quadrant[row] == BW_QUADRANT_UNKNOWN
               ? NULL
               : bw_quadrant_word (snapshot->quadrant[row]);
    case COLUMN_OWNER:
      return owner_name (snapshot, row);
    case COLUMN_INDUSTRY:
      return bw_snapshot_industry (snapshot, row);
    case COLUMN_REGION:
      return bw_snapshot_region (snapshot, row);
    case COLUMN_STAGE:
      return bw_snapshot_stage (snapshot, row);
    case COLUMN_REASON:
      return reason_to_buy (snapshot, row);
    default:
      g_assert_not_reached ();
    }
}

static BwMoney
money_of (const BwSnapshot *snapshot, guint32 row, ColumnPlace place)
{
  switch (place)
    {
    case COLUMN_ARR:
      return snapshot->arr[row];
    case COLUMN_MRR:
      return snapshot->mrr[row];
    case COLUMN_CMRR:
      return snapshot->cmrr[row];
    case COLUMN_REVENUE:
      return snapshot->revenue[row];
    case COLUMN_COST:
      return snapshot->cost[row];
    case COLUMN_PROFIT:
      return snapshot->profit[row];
    default:
      g_assert_not_reached ();
    }
}

static double
number_of (const BwSnapshot *snapshot, guint32 row, ColumnPlace place)
{
  BwDate renewal_on;

  switch (place)
    {
    case COLUMN_SUCCESS_INDEX:
      return snapshot->success_index[row];
    case COLUMN_OUTCOME:
      return snapshot->outcome[row];
    case COLUMN_EXPERIENCE:
      return snapshot->experience[row];
    case COLUMN_HAPPINESS:
      return snapshot->happiness[row];
    case COLUMN_MARGIN:
      return snapshot->margin[row];
    case COLUMN_LEVEL:
      return bw_quadrant_level (snapshot->happiness[row], snapshot->margin[row]);
    case COLUMN_STALE:
      return snapshot->n_stale[row];
    case COLUMN_MISSING:
      return snapshot->n_missing[row];
    case COLUMN_RENEWS_IN:
      renewal_on = bw_snapshot_renewal_on (snapshot, row);
      return renewal_on == BW_DATE_NONE ? NAN : renewal_on - snapshot->as_of;
    default:
      g_assert (place >= COLUMN_FIRST_DIMENSION && place < N_COLUMNS);
      if (snapshot->dimension[place - COLUMN_FIRST_DIMENSION] == NULL)
        return NAN;
      return snapshot->dimension[place - COLUMN_FIRST_DIMENSION][row];
    }
}

static BwDate
date_of (const BwSnapshot *snapshot, guint32 row, ColumnPlace place)
{
  switch (place)
    {
    case COLUMN_RENEWAL_ON:
      return bw_snapshot_renewal_on (snapshot, row);
    case COLUMN_LAST_SIGNAL_ON:
      return snapshot->last_signal_on[row];
    case COLUMN_CONTRACT_STARTED_ON:
      return snapshot->table->contract_started_on[snapshot->account[row]];
    case COLUMN_GO_LIVE_ON:
      return bw_snapshot_go_live_on (snapshot, row);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
truth_of (const BwSnapshot *snapshot, guint32 row, ColumnPlace place)
{
  switch (place)
    {
    case COLUMN_STRATEGIC:
      return snapshot->table->strategic[snapshot->account[row]] != 0;
    case COLUMN_BUSINESS_RISK:
      return (snapshot->flags[row] & BW_ACCOUNT_BUSINESS_RISK) != 0;
    case COLUMN_RECOVERABLE:
      return (snapshot->flags[row] & BW_ACCOUNT_RECOVERABLE) != 0;
    default:
      g_assert_not_reached ();
    }
}

/**
 * bw_account_columns:
 * @n_columns: (out): how many there are
 *
 * Returns: (transfer none): every column, in the order in which they are offered
 */
const BwAccountColumn *
bw_account_columns (guint *n_columns)
{
  *n_columns = N_COLUMNS;
  return columns;
}

/**
 * bw_account_column_find:
 * @key: a column's key
 *
 * Returns: (transfer none) (nullable): the column, or %NULL when there is none of that key
 */
const BwAccountColumn *
bw_account_column_find (const char *key)
{
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      if (g_str_equal (columns[i].key, key))
        return &columns[i];
    }
  return NULL;
}

/**
 * bw_account_column_title:
 * @column: a column
 *
 * Returns: (transfer none): its heading in the user's language
 */
const char *
bw_account_column_title (const BwAccountColumn *column)
{
  return _(column->title);
}

/**
 * bw_account_value:
 * @snapshot: a portfolio
 * @row: a row of it
 * @column: one of bw_account_columns()
 *
 * Tier and quadrant are the words of the data; bw_account_value_format() makes titles of them.
 *
 * Returns: the cell; its text belongs to the snapshot
 */
BwAccountValue
bw_account_value (const BwSnapshot *snapshot, guint32 row, const BwAccountColumn *column)
{
  BwAccountValue value = { column->type, NULL, BW_MONEY_NONE, NAN, BW_DATE_NONE, FALSE };
  ColumnPlace place = column - columns;

  switch (column->type)
    {
    case BW_ACCOUNT_VALUE_MONEY:
      value.money = money_of (snapshot, row, place);
      break;
    case BW_ACCOUNT_VALUE_NUMBER:
    case BW_ACCOUNT_VALUE_SHARE:
      value.number = number_of (snapshot, row, place);
      break;
    case BW_ACCOUNT_VALUE_DATE:
      value.date = date_of (snapshot, row, place);
      break;
    case BW_ACCOUNT_VALUE_BOOL:
      value.truth = truth_of (snapshot, row, place);
      break;
    case BW_ACCOUNT_VALUE_TEXT:
    default:
      value.text = text_of (snapshot, row, place);
      break;
    }
  return value;
}

/**
 * bw_account_value_format:
 * @snapshot: the portfolio it came from
 * @value: a cell
 * @column: its column
 *
 * Returns: (transfer full): the cell as a table shows it; "–" for what is not known
 */
char *
bw_account_value_format (const BwSnapshot *snapshot, BwAccountValue value,
                         const BwAccountColumn *column)
{
  ColumnPlace place = column - columns;

  switch (value.type)
    {
    case BW_ACCOUNT_VALUE_MONEY:
      return bw_money_format (value.money, snapshot->table->currency);
    case BW_ACCOUNT_VALUE_NUMBER:
      return bw_number_format (value.number, column->decimals);
    case BW_ACCOUNT_VALUE_SHARE:
      return bw_share_format (value.number, column->decimals);
    case BW_ACCOUNT_VALUE_DATE:
      return value.date == BW_DATE_NONE ? g_strdup ("–") : bw_date_format_long (value.date);
    case BW_ACCOUNT_VALUE_BOOL:
      return g_strdup (value.truth ? _("yes") : _("no"));
    case BW_ACCOUNT_VALUE_TEXT:
    default:
      if (value.text == NULL)
        return g_strdup ("–");
      if (place == COLUMN_TIER)
        {
          for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
            {
              if (g_str_equal (value.text, bw_tier_word (tier)))
                return g_strdup (bw_tier_title (tier));
            }
        }
      if (place == COLUMN_QUADRANT)
        {
          for (BwQuadrant quadrant = 0; quadrant < BW_N_QUADRANTS; quadrant++)
            {
              if (g_str_equal (value.text, bw_quadrant_word (quadrant)))
                return g_strdup (bw_quadrant_title (quadrant));
            }
        }
      return g_strdup (value.text);
    }
}

static gboolean
is_unknown (BwAccountValue value)
{
  switch (value.type)
    {
    case BW_ACCOUNT_VALUE_MONEY:
      return value.money == BW_MONEY_NONE;
    case BW_ACCOUNT_VALUE_NUMBER:
    case BW_ACCOUNT_VALUE_SHARE:
      return isnan (value.number);
    case BW_ACCOUNT_VALUE_DATE:
      return value.date == BW_DATE_NONE;
    case BW_ACCOUNT_VALUE_BOOL:
      return FALSE;
    case BW_ACCOUNT_VALUE_TEXT:
    default:
      return value.text == NULL;
    }
}

static int
compare_known (const BwSnapshot *snapshot, guint32 a, guint32 b, ColumnPlace place,
               BwAccountValue value_a, BwAccountValue value_b)
{
  const BwAccountTable *table = snapshot->table;

  switch (value_a.type)
    {
    case BW_ACCOUNT_VALUE_MONEY:
      return (value_a.money > value_b.money) - (value_a.money < value_b.money);
    case BW_ACCOUNT_VALUE_NUMBER:
    case BW_ACCOUNT_VALUE_SHARE:
      return (value_a.number > value_b.number) - (value_a.number < value_b.number);
    case BW_ACCOUNT_VALUE_DATE:
      return (value_a.date > value_b.date) - (value_a.date < value_b.date);
    case BW_ACCOUNT_VALUE_BOOL:
      return value_a.truth - value_b.truth;
    case BW_ACCOUNT_VALUE_TEXT:
    default:
      /* Names come by the hundred thousand, so they are compared by their folded form; the other
       * texts are a few words, told apart by their address and put into the language's order. */
      if (place == COLUMN_NAME)
        return strcmp (table->folds + table->fold_offset[snapshot->account[a]],
                       table->folds + table->fold_offset[snapshot->account[b]]);
      if (place == COLUMN_ID)
        return strcmp (value_a.text, value_b.text);
      if (place == COLUMN_TIER)
        return (int) snapshot->tier[a] - (int) snapshot->tier[b];
      if (place == COLUMN_QUADRANT)
        return (int) snapshot->quadrant[a] - (int) snapshot->quadrant[b];
      return value_a.text == value_b.text ? 0 : g_utf8_collate (value_a.text, value_b.text);
    }
}

/**
 * bw_account_compare:
 * @snapshot: a portfolio
 * @a: a row
 * @b: another
 * @column: the column to compare by
 *
 * Returns: below, at or above zero as @a comes before, with or after @b; what is not known comes
 *   after all that is
 */
int
bw_account_compare (const BwSnapshot *snapshot, guint32 a, guint32 b,
                    const BwAccountColumn *column)
{
  BwAccountValue value_a = bw_account_value (snapshot, a, column);
  BwAccountValue value_b = bw_account_value (snapshot, b, column);
  gboolean unknown_a = is_unknown (value_a), unknown_b = is_unknown (value_b);

  if (unknown_a || unknown_b)
    return unknown_a - unknown_b;
  return compare_known (snapshot, a, b, column - columns, value_a, value_b);
}

typedef struct {
  const BwSnapshot      *snapshot;
  const BwAccountColumn *column;
  gboolean               descending;
} SortBy;

static int
compare_rows (const void *a, const void *b, void *user_data)
{
  const SortBy *by = user_data;
  guint32 row_a = *(const guint32 *) a, row_b = *(const guint32 *) b;
  BwAccountValue value_a = bw_account_value (by->snapshot, row_a, by->column);
  BwAccountValue value_b = bw_account_value (by->snapshot, row_b, by->column);
  gboolean unknown_a = is_unknown (value_a), unknown_b = is_unknown (value_b);
  int order;

  /* What is not known stays at the end whichever way the column is sorted. */
  if (unknown_a || unknown_b)
    order = unknown_a - unknown_b;
  else
    {
      order = compare_known (by->snapshot, row_a, row_b, by->column - columns, value_a, value_b);
      if (by->descending)
        order = -order;
    }
  return order != 0 ? order : (row_a > row_b) - (row_a < row_b);
}

/**
 * bw_selection_sort:
 * @selection: rows of @snapshot
 * @snapshot: the portfolio
 * @column: what to sort by
 * @descending: whether the largest comes first
 *
 * Unknown values come last either way; equal ones keep the order of the portfolio.
 */
void
bw_selection_sort (BwSelection *selection, const BwSnapshot *snapshot,
                   const BwAccountColumn *column, gboolean descending)
{
  SortBy by = { snapshot, column, descending };

  g_sort_array (selection->rows, selection->n, sizeof *selection->rows, compare_rows, &by);
}

static char *
make_title (const BwSnapshot *snapshot, const BwSelection *selection)
{
  g_autofree char *money = NULL;
  BwMoney arr = 0;

  for (guint i = 0; i < selection->n; i++)
    bw_money_add (arr, snapshot->arr[selection->rows[i]], &arr);
  money = bw_money_format_short (arr, snapshot->table->currency);
  if (selection->n == 0)
    return g_strdup (_("No account matches"));
  return g_strdup_printf (ngettext ("%'u account with %s of ARR", "%'u accounts with %s of ARR",
                                    selection->n),
                          selection->n, money);
}

/**
 * bw_accounts_figure_compute:
 * @scope: what the figure is about; needs no mirror
 * @sort: (nullable): the column to sort by, %NULL for the order of the portfolio
 * @descending: whether the largest comes first
 *
 * Returns: (transfer full): the accounts that pass the filter
 */
BwAccountsFigure *
bw_accounts_figure_compute (const BwFigureScope *scope, const BwAccountColumn *sort,
                            gboolean descending)
{
  const BwSnapshot *snapshot = scope->snapshot;
  BwAccountsFigure *figure = g_new0 (BwAccountsFigure, 1);
  g_autoptr (GStrvBuilder) inputs = g_strv_builder_new ();

  figure->whole = snapshot->n;
  figure->selection = scope->filter != NULL ? bw_account_filter_apply (snapshot, scope->filter)
                                            : bw_selection_new_all (snapshot);
  if (sort != NULL)
    bw_selection_sort (figure->selection, snapshot, sort, descending);

  figure->head.title = make_title (snapshot, figure->selection);
  figure->head.subtitle
    = figure->selection->n == figure->whole
        ? g_strdup (_("Every account that is active on the date"))
        : g_strdup_printf (ngettext ("Of %'u active account", "Of %'u active accounts",
                                     figure->whole),
                           figure->whole);

  g_strv_builder_add (inputs, "accounts.contract_started_on, accounts.churned_on");
  g_strv_builder_add (inputs, "revenue_events, service_costs, observations");
  figure->head.rule = g_new0 (BwRule, 1);
  figure->head.rule->definition
    = g_strdup (_("An account is active on a date when its contract has started by then and it has "
                  "not churned by then. Each column is computed from what was known on that "
                  "date."));
  figure->head.rule->inputs = g_strv_builder_end (inputs);
  figure->head.rule->weights = g_new0 (char *, 1);
  figure->head.rule->left_out = g_new0 (char *, 1);
  figure->head.rule->policy = g_new0 (char *, 1);
  return figure;
}

void
bw_accounts_figure_free (BwAccountsFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_clear_pointer (&figure->selection, bw_selection_free);
  g_free (figure);
}
