/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "figures/bw-custody-figure.h"

/* Two views of one figure: who needs durable custody, and who sells more to whom. */

static void
add_number (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, int value)
{
  if (value < 0)
    bw_json_add_text (doc, object, key, NULL);
  else
    bw_json_add_count (doc, object, key, value);
}

static yyjson_mut_val *
add_account (yyjson_mut_doc *doc, yyjson_mut_val *array, const BwCustodyFigure *figure,
             const BwCustodyLine *line)
{
  yyjson_mut_val *object = bw_json_append_object (doc, array);

  bw_json_add_text (doc, object, "id", bw_snapshot_id (figure->snapshot, line->row));
  bw_json_add_text (doc, object, "name", bw_snapshot_name (figure->snapshot, line->row));
  bw_json_add_money (doc, object, "arr_minor", line->arr);
  return object;
}

static void
add_total (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *key, const BwCustodyTotal *total)
{
  yyjson_mut_val *object = bw_json_add_object (doc, root, key);

  bw_json_add_count (doc, object, "accounts", total->accounts);
  bw_json_add_money (doc, object, "arr_minor", total->arr);
}

static gboolean
fill_handoff (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
              yyjson_mut_val *root, GError **error)
{
  static const char *const words[] = { "levels", "implementation", "enterprise" };
  g_autoptr (BwCustodyFigure) figure = bw_custody_figure_compute (scope, error);
  yyjson_mut_val *array;

  if (figure == NULL)
    return FALSE;

  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "title", figure->handoff.title);
  for (BwHandoff i = 0; i < BW_N_HANDOFFS; i++)
    add_total (doc, root, bw_handoff_word (i), &figure->handoffs[i]);
  array = bw_json_add_array (doc, root, "accounts");
  for (guint i = 0; i < figure->n; i++)
    {
      const BwCustodyLine *line = &figure->lines[i];
      yyjson_mut_val *object = add_account (doc, array, figure, line), *reasons;
      g_autofree char *text = bw_custody_describe (figure, line);

      bw_json_add_text (doc, object, "custody",
                        line->handoff == BW_HANDOFF_UNKNOWN ? NULL
                                                            : bw_handoff_word (line->handoff));
      reasons = bw_json_add_array (doc, object, "reasons");
      for (guint bit = 0; bit < G_N_ELEMENTS (words); bit++)
        {
          if (line->reasons & (1u << bit))
            yyjson_mut_arr_add_str (doc, reasons, words[bit]);
        }
      add_number (doc, object, "org_levels", line->org_levels);
      add_number (doc, object, "implementation_days", line->implementation_days);
      bw_json_add_money (doc, object, "mrr_minor", line->mrr);
      bw_json_add_money (doc, object, "mrr_before_minor", line->mrr_before);
      bw_json_add_text (doc, object, "text", text);
    }
  return TRUE;
}

static gboolean
fill_roles (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
            yyjson_mut_val *root, GError **error)
{
  const BwPolicy *policy = scope->snapshot->table->policy;
  g_autoptr (BwCustodyFigure) figure = bw_custody_figure_compute (scope, error);
  yyjson_mut_val *array;

  if (figure == NULL)
    return FALSE;

  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "title", figure->roles.title);
  bw_json_add_money (doc, root, "median_arr_minor", figure->median_arr);
  for (BwSeller i = 0; i <= BW_N_SELLERS; i++)
    add_total (doc, root, bw_seller_word (i), &figure->sellers[i]);
  array = bw_json_add_array (doc, root, "accounts");
  for (guint i = 0; i < figure->n; i++)
    {
      const BwCustodyLine *line = &figure->lines[i];
      yyjson_mut_val *object = add_account (doc, array, figure, line);

      bw_json_add_real (doc, object, "service_complexity", line->service);
      bw_json_add_real (doc, object, "transaction_complexity", line->transaction);
      bw_json_add_real (doc, object, "service_border",
                        bw_roles_border (policy->roles_service_border, line->shift));
      bw_json_add_real (doc, object, "transaction_border",
                        bw_roles_border (policy->roles_transaction_border, line->shift));
      bw_json_add_text (doc, object, "role",
                        line->seller == BW_SELLER_UNKNOWN ? NULL : bw_seller_word (line->seller));
    }
  return TRUE;
}

static const BwViewField handoff_fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "durable_custody.accounts", N_("accounts that need one CSM from the sale on") },
  { "durable_custody.arr_minor", N_("their ARR") },
  { "handoff.accounts", N_("accounts to which a handoff does no harm") },
  { "handoff.arr_minor", N_("their ARR") },
  { "unknown.accounts", N_("accounts that do not say enough") },
  { "unknown.arr_minor", N_("their ARR") },
  { "accounts[].id", N_("an account") },
  { "accounts[].name", N_("its name") },
  { "accounts[].arr_minor", N_("its ARR") },
  { "accounts[].custody", N_("durable_custody or handoff") },
  { "accounts[].reasons[]", N_("levels, implementation, enterprise") },
  { "accounts[].org_levels", N_("levels between who decides and who uses") },
  { "accounts[].implementation_days", N_("days to go live") },
  { "accounts[].mrr_minor", N_("MRR on the day") },
  { "accounts[].mrr_before_minor", N_("MRR a year before") },
  { "accounts[].text", N_("the reasons in words") },
  { NULL },
};

static const BwViewField roles_fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "median_arr_minor", N_("ARR of the account in the middle, whose borders are the policy’s") },
  { "web.accounts", N_("accounts that buy by themselves") },
  { "web.arr_minor", N_("their ARR") },
  { "csm.accounts", N_("accounts that the CSM sells to") },
  { "csm.arr_minor", N_("their ARR") },
  { "sales.accounts", N_("accounts that sales sells to") },
  { "sales.arr_minor", N_("their ARR") },
  { "both.accounts", N_("accounts that take sales and the CSM together") },
  { "both.arr_minor", N_("their ARR") },
  { "unknown.accounts", N_("accounts that do not say how complex they are") },
  { "unknown.arr_minor", N_("their ARR") },
  { "accounts[].id", N_("an account") },
  { "accounts[].name", N_("its name") },
  { "accounts[].arr_minor", N_("its ARR") },
  { "accounts[].service_complexity", N_("0 to 1") },
  { "accounts[].transaction_complexity", N_("0 to 1") },
  { "accounts[].service_border", N_("from where on the CSM sells, for an account of its ARR") },
  { "accounts[].transaction_border", N_("from where on sales does") },
  { "accounts[].role", N_("web, csm, sales or both") },
  { NULL },
};

static const char *const option_names[] = { "filter", NULL };

const BwView bw_view_handoff = {
  .name = "handoff",
  .usage = "[--filter EXPR]",
  .summary = N_("who needs durable custody, and why"),
  .options = option_names,
  .rows_key = "accounts",
  .fields = handoff_fields,
  .fill = fill_handoff,
};

const BwView bw_view_roles = {
  .name = "roles",
  .usage = "[--filter EXPR]",
  .summary = N_("who sells more to whom: the web, CSMs, sales, or both"),
  .options = option_names,
  .rows_key = "accounts",
  .fields = roles_fields,
  .fill = fill_roles,
};
