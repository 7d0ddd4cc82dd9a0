/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "figures/bw-quadrants-figure.h"

static void
add_total (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *key,
           const BwQuadrantTotal *total, gboolean with_profit)
{
  yyjson_mut_val *object = bw_json_add_object (doc, root, key);

  bw_json_add_count (doc, object, "accounts", total->accounts);
  bw_json_add_money (doc, object, "arr_minor", total->arr);
  if (with_profit)
    bw_json_add_money (doc, object, "profit_minor", total->profit);
}

static void
add_accounts (const BwFigureScope *scope, const BwQuadrantsFigure *figure, yyjson_mut_doc *doc,
              yyjson_mut_val *root)
{
  const BwQuadrantsInput *input = &figure->input;
  yyjson_mut_val *array = bw_json_add_array (doc, root, "accounts");

  for (gsize i = 0; i < input->n; i++)
    {
      yyjson_mut_val *account = bw_json_append_object (doc, array), *flags;
      BwQuadrant quadrant = figure->result->quadrant[i];
      guint8 set = figure->result->flags[i];

      bw_json_add_text (doc, account, "id", bw_snapshot_id (scope->snapshot, figure->rows[i]));
      bw_json_add_text (doc, account, "name", bw_snapshot_name (scope->snapshot, figure->rows[i]));
      bw_json_add_real (doc, account, "happiness", input->happiness[i]);
      bw_json_add_real (doc, account, "margin", input->margin[i]);
      bw_json_add_money (doc, account, "profit_minor", input->profit[i]);
      bw_json_add_money (doc, account, "arr_minor", input->arr[i]);
      bw_json_add_real (doc, account, "level",
                        bw_quadrant_level (input->happiness[i], input->margin[i]));
      bw_json_add_text (doc, account, "quadrant",
                        quadrant == BW_QUADRANT_UNKNOWN ? NULL : bw_quadrant_word (quadrant));
      flags = bw_json_add_array (doc, account, "flags");
      if (set & BW_ACCOUNT_RECOVERABLE)
        yyjson_mut_arr_add_str (doc, flags, "recoverable");
      if (set & BW_ACCOUNT_BUSINESS_RISK)
        yyjson_mut_arr_add_str (doc, flags, "business_risk");
    }
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  g_autoptr (BwQuadrantsFigure) figure = bw_quadrants_figure_compute (scope);
  const BwQuadrants *result = figure->result;
  yyjson_mut_val *quadrants;

  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "title", figure->head.title);
  quadrants = bw_json_add_object (doc, root, "quadrants");
  for (BwQuadrant i = 0; i < BW_N_QUADRANTS; i++)
    add_total (doc, quadrants, bw_quadrant_word (i), &result->totals[i], TRUE);
  bw_json_add_count (doc, root, "recoverable", result->recoverable);
  add_total (doc, root, "unknown", &result->unknown, FALSE);
  add_total (doc, root, "business_risk", &result->business_risk, FALSE);
  if (options->accounts || g_strcmp0 (options->format, "csv") == 0)
    add_accounts (scope, figure, doc, root);
  return TRUE;
}

static const BwViewField fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "quadrants.success.accounts", N_("happy and profitable: customer success") },
  { "quadrants.success.arr_minor", N_("their ARR") },
  { "quadrants.success.profit_minor", N_("their profit of twelve months") },
  { "quadrants.fix_expectations.accounts", N_("profitable, not happy") },
  { "quadrants.fix_expectations.arr_minor", N_("their ARR") },
  { "quadrants.fix_expectations.profit_minor", N_("their profit of twelve months") },
  { "quadrants.fix_cost.accounts", N_("happy, not profitable") },
  { "quadrants.fix_cost.arr_minor", N_("their ARR") },
  { "quadrants.fix_cost.profit_minor", N_("their profit of twelve months") },
  { "quadrants.review.accounts", N_("neither: review the investment") },
  { "quadrants.review.arr_minor", N_("their ARR") },
  { "quadrants.review.profit_minor", N_("their profit of twelve months") },
  { "recoverable", N_("accounts of the review quadrant that are near enough to be kept") },
  { "unknown.accounts", N_("accounts without happiness or without margin") },
  { "unknown.arr_minor", N_("their ARR") },
  { "business_risk.accounts", N_("profitable accounts that are neither happy nor angry") },
  { "business_risk.arr_minor", N_("their ARR") },
  { "accounts[].id", N_("account, with --accounts") },
  { "accounts[].name", N_("its name") },
  { "accounts[].happiness", N_("from -1 (angry) to 1 (promoter)") },
  { "accounts[].margin", N_("profit by revenue of twelve months, from -1 to 1") },
  { "accounts[].profit_minor", N_("profit of twelve months") },
  { "accounts[].arr_minor", N_("ARR") },
  { "accounts[].level", N_("level of success, further up the diagonal is better") },
  { "accounts[].quadrant", N_("success, fix_expectations, fix_cost or review") },
  { "accounts[].flags[]", N_("recoverable, business_risk") },
  { NULL },
};

static const char *const option_names[] = { "accounts", "filter", NULL };

const BwView bw_view_quadrants = {
  .name = "quadrants",
  .usage = "[--accounts] [--filter EXPR]",
  .summary = N_("happiness and profitability, four quadrants of accounts"),
  .options = option_names,
  .rows_key = "accounts",
  .fields = fields,
  .fill = fill,
};
