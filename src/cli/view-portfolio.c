/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "figures/bw-key-figures.h"

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  g_autoptr (BwKeyFigures) figures = bw_key_figures_compute (scope);
  yyjson_mut_val *array;

  bw_json_add_text (doc, root, "company", scope->snapshot->table->company_name);
  bw_json_add_text (doc, root, "currency", scope->snapshot->table->currency);
  bw_json_add_date (doc, root, "as_of", figures->as_of);
  bw_json_add_date (doc, root, "compared_as_of", figures->compared_as_of);
  array = bw_json_add_array (doc, root, "figures");
  for (guint i = 0; i < figures->n_figures; i++)
    {
      const BwKeyFigure *figure = &figures->figures[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "figure", figure->word);
      bw_json_add_text (doc, object, "title", figure->title);
      if (figure->has_accounts)
        {
          bw_json_add_count (doc, object, "accounts", figure->accounts);
        }
      else
        {
          bw_json_add_text (doc, object, "accounts", NULL);
        }
      bw_json_add_money (doc, object, "amount_minor", figure->money);
      bw_json_add_money (doc, object, "compared_amount_minor", figure->compared_money);
      bw_json_add_real (doc, object, "ratio", figure->ratio);
      bw_json_add_text (doc, object, "value", figure->value);
      bw_json_add_text (doc, object, "change", figure->change);
    }
  return TRUE;
}

static const BwViewField fields[] = {
  { "company", N_("name of the company") },
  { "currency", N_("ISO 4217") },
  { "as_of", N_("the day that is shown") },
  { "compared_as_of", N_("the earlier day; null without one") },
  { "figures[].figure", N_("a key figure") },
  { "figures[].title", N_("its title") },
  { "figures[].accounts", N_("accounts, where it counts them") },
  { "figures[].amount_minor", N_("money, where it is money") },
  { "figures[].compared_amount_minor", N_("the same on the earlier day") },
  { "figures[].ratio", N_("the value, where it is a share or an index") },
  { "figures[].value", N_("the value in words") },
  { "figures[].change", N_("the change in words") },
  { NULL },
};

static const char *const option_names[] = { "compare", "filter", NULL };

const BwView bw_view_portfolio = {
  .name = "portfolio",
  .usage = "[--compare DATE] [--filter EXPR]",
  .summary = N_("the key figures and how they changed"),
  .options = option_names,
  .rows_key = "figures",
  .fields = fields,
  .fill = fill,
};
