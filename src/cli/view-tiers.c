/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "figures/bw-tiers-figure.h"

static void
add_tier (yyjson_mut_doc *doc, yyjson_mut_val *array, BwTier tier, const BwTierTotal *total)
{
  yyjson_mut_val *object = bw_json_append_object (doc, array);

  bw_json_add_text (doc, object, "tier", bw_tier_word (tier));
  bw_json_add_count (doc, object, "accounts", total->accounts);
  bw_json_add_money (doc, object, "arr_minor", total->arr);
  bw_json_add_real (doc, object, "share_accounts", total->share_accounts);
  bw_json_add_real (doc, object, "share_arr", total->share_arr);
  bw_json_add_real (doc, object, "hours_per_account", total->hours_per_account);
  bw_json_add_real (doc, object, "hours_needed", total->hours_needed);
  bw_json_add_real (doc, object, "hours_available", total->hours_available);
  bw_json_add_real (doc, object, "capacity_accounts", total->capacity_accounts);
  bw_json_add_real (doc, object, "gap_accounts", total->gap_accounts);
  bw_json_add_real (doc, object, "gap_hours", total->gap_hours);
  bw_json_add_real (doc, object, "gap_people", total->gap_people);
  bw_json_add_real (doc, object, "csms", total->csms);
  bw_json_add_real (doc, object, "accounts_per_csm", total->accounts_per_csm);
  bw_json_add_real (doc, object, "arr_per_csm_minor", total->arr_per_csm);
  bw_json_add_money (doc, object, "service_cost_minor", total->service_cost);
  bw_json_add_real (doc, object, "service_cost_share", total->service_cost_share);
}

static void
add_coverage (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwTiersFigure *figure)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "coverage");

  for (guint i = 0; i < figure->n_csms; i++)
    {
      const BwTierCsm *csm = &figure->csms[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "id", *csm->id != '\0' ? csm->id : NULL);
      bw_json_add_text (doc, object, "name", csm->name);
      bw_json_add_count (doc, object, "accounts", csm->coverage.accounts);
      bw_json_add_money (doc, object, "arr_minor", csm->coverage.arr);
      for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
        bw_json_add_count (doc, object, bw_tier_word (tier), csm->coverage.tier_accounts[tier]);
    }
}

static void
add_cadence (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwTiersFigure *figure)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "cadence");

  for (guint i = 0; i < figure->n_cadence; i++)
    {
      const BwTierCadence *cadence = &figure->cadence[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "tier", bw_tier_word (cadence->tier));
      bw_json_add_text (doc, object, "name", cadence->name);
      bw_json_add_text (doc, object, "kind", cadence->kind);
      bw_json_add_real (doc, object, "due", cadence->due);
      bw_json_add_count (doc, object, "done", cadence->done);
      bw_json_add_count (doc, object, "overdue", cadence->overdue);
    }
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  g_autoptr (BwTiersFigure) figure = bw_tiers_figure_compute (scope, NULL, error);
  const BwTiers *result;
  yyjson_mut_val *array;

  if (figure == NULL)
    return FALSE;

  result = figure->result;
  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "title", figure->head.title);
  bw_json_add_real (doc, root, "gini", result->gini);
  array = bw_json_add_array (doc, root, "lorenz");
  for (gsize i = 0; i < result->n_lorenz; i++)
    {
      yyjson_mut_val *point = bw_json_append_object (doc, array);

      bw_json_add_real (doc, point, "accounts_share", result->lorenz[i].accounts_share);
      bw_json_add_real (doc, point, "arr_share", result->lorenz[i].arr_share);
    }
  array = bw_json_add_array (doc, root, "tiers");
  for (BwTier tier = 0; tier < BW_N_TIERS; tier++)
    add_tier (doc, array, tier, &result->totals[tier]);
  bw_json_add_bool (doc, root, "top_share_good", result->top_share_good);
  bw_json_add_bool (doc, root, "top_count_good", result->top_count_good);
  add_coverage (doc, root, figure);
  add_cadence (doc, root, figure);
  return TRUE;
}

static const BwViewField fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "gini", N_("how unevenly ARR is spread, from 0 to 1") },
  { "lorenz[].accounts_share", N_("share of accounts, the smallest first") },
  { "lorenz[].arr_share", N_("the share of ARR that these bring") },
  { "tiers[].tier", N_("top, leveraged or scalable") },
  { "tiers[].accounts", N_("accounts in it") },
  { "tiers[].arr_minor", N_("their ARR") },
  { "tiers[].share_accounts", N_("their share of accounts") },
  { "tiers[].share_arr", N_("their share of ARR") },
  { "tiers[].hours_per_account", N_("hours that its services take for an account and year") },
  { "tiers[].hours_needed", N_("hours that all of them need in a year") },
  { "tiers[].hours_available", N_("hours a year of their CSMs") },
  { "tiers[].capacity_accounts", N_("accounts that these hours serve") },
  { "tiers[].gap_accounts", N_("room for more accounts; below 0: so many too many") },
  { "tiers[].gap_hours", N_("hours a year that are left; below 0: so many missing") },
  { "tiers[].gap_people", N_("the same in people") },
  { "tiers[].csms", N_("CSMs, each by the part of their time") },
  { "tiers[].accounts_per_csm", N_("accounts to a CSM") },
  { "tiers[].arr_per_csm_minor", N_("ARR to a CSM") },
  { "tiers[].service_cost_minor", N_("what the services cost in a year") },
  { "tiers[].service_cost_share", N_("the same as a share of the tier's ARR") },
  { "top_share_good", N_("whether the top tier brings a third to a half of ARR") },
  { "top_count_good", N_("whether it has less than a tenth of accounts") },
  { "coverage[].id", N_("a CSM; null for the accounts that nobody owns") },
  { "coverage[].name", N_("the name") },
  { "coverage[].accounts", N_("accounts") },
  { "coverage[].arr_minor", N_("their ARR") },
  { "coverage[].top", N_("of these in the top tier") },
  { "coverage[].leveraged", N_("in the leveraged tier") },
  { "coverage[].scalable", N_("in the scalable tier") },
  { "cadence[].tier", N_("a tier") },
  { "cadence[].name", N_("a service of it") },
  { "cadence[].kind", N_("the kind of interaction that delivers it") },
  { "cadence[].due", N_("interactions due in the last twelve months") },
  { "cadence[].done", N_("of these done") },
  { "cadence[].overdue", N_("accounts that waited too long") },
  { NULL },
};

static const char *const option_names[] = { "filter", NULL };

const BwView bw_view_tiers = {
  .name = "tiers",
  .usage = "[--filter EXPR]",
  .summary = N_("segment tiers, the Lorenz curve, capacity and coverage"),
  .options = option_names,
  .rows_key = "tiers",
  .fields = fields,
  .fill = fill,
};
