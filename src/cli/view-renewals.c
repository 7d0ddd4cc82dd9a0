/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "figures/bw-renewals-figure.h"

static void
add_total (yyjson_mut_doc *doc, yyjson_mut_val *object, const BwRenewalTotal *total)
{
  bw_json_add_count (doc, object, "accounts", total->accounts);
  bw_json_add_money (doc, object, "arr_minor", total->arr);
}

static void
add_months (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwRenewalsFigure *figure)
{
  static const char *const keys[BW_N_FORECASTS] = {
    [BW_FORECAST_COMMITTED] = "committed_minor",
    [BW_FORECAST_LIKELY] = "likely_minor",
    [BW_FORECAST_AT_RISK] = "at_risk_minor",
    [BW_FORECAST_UNKNOWN] = "unknown_minor",
  };
  yyjson_mut_val *array = bw_json_add_array (doc, root, "months");

  for (guint i = 0; i < figure->n_months; i++)
    {
      const BwRenewalMonth *month = &figure->months[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_date (doc, object, "month", month->month);
      bw_json_add_count (doc, object, "accounts", month->n);
      bw_json_add_money (doc, object, "arr_minor", month->arr);
      for (BwForecast f = 0; f < BW_N_FORECASTS; f++)
        bw_json_add_money (doc, object, keys[f], month->forecast[f].arr);
    }
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  g_autoptr (BwRenewalsFigure) figure = bw_renewals_figure_compute (scope, NULL, error);
  yyjson_mut_val *object, *array;

  if (figure == NULL)
    return FALSE;

  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "title", figure->head.title);
  bw_json_add_count (doc, root, "within_days", scope->snapshot->table->policy->renewal_days);
  bw_json_add_count (doc, root, "accounts", figure->n);
  bw_json_add_money (doc, root, "arr_minor", figure->arr);
  bw_json_add_money (doc, root, "expected_loss_minor", figure->loss);
  object = bw_json_add_object (doc, root, "forecast");
  for (BwForecast i = 0; i < BW_N_FORECASTS; i++)
    add_total (doc, bw_json_add_object (doc, object, bw_forecast_word (i)), &figure->forecast[i]);
  object = bw_json_add_object (doc, root, "past");
  bw_json_add_count (doc, object, "accounts", figure->n_past);
  bw_json_add_money (doc, object, "arr_minor", figure->past_arr);
  bw_json_add_count (doc, root, "undated", figure->n_undated);
  add_months (doc, root, figure);
  array = bw_json_add_array (doc, root, "renewals");
  for (guint i = 0; i < figure->n; i++)
    {
      const BwRenewal *renewal = &figure->renewals[i];
      const BwPerson *owner = bw_snapshot_owner (figure->snapshot, renewal->row);

      object = bw_json_append_object (doc, array);
      bw_json_add_text (doc, object, "id", bw_snapshot_id (figure->snapshot, renewal->row));
      bw_json_add_text (doc, object, "name", bw_snapshot_name (figure->snapshot, renewal->row));
      bw_json_add_date (doc, object, "renewal_on", renewal->renewal_on);
      bw_json_add_count (doc, object, "days_left", renewal->days_left);
      bw_json_add_money (doc, object, "arr_minor", renewal->arr);
      bw_json_add_text (doc, object, "likelihood", bw_likelihood_word (renewal->likelihood));
      bw_json_add_date (doc, object, "asked_on", renewal->asked_on);
      bw_json_add_real (doc, object, "risk", renewal->risk);
      bw_json_add_money (doc, object, "expected_loss_minor", renewal->loss);
      bw_json_add_text (doc, object, "forecast", bw_forecast_word (renewal->forecast));
      bw_json_add_text (doc, object, "owner", owner != NULL ? owner->name : NULL);
    }
  return TRUE;
}

static const BwViewField fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "within_days", N_("how far it looks ahead") },
  { "accounts", N_("contracts that end within these days") },
  { "arr_minor", N_("their ARR") },
  { "expected_loss_minor", N_("ARR times risk, added up") },
  { "forecast.committed.accounts",
    N_("the customer says likely, and the risk is below 0.5") },
  { "forecast.committed.arr_minor", N_("their ARR") },
  { "forecast.likely.accounts", N_("not asked, and the risk is below 0.5") },
  { "forecast.likely.arr_minor", N_("their ARR") },
  { "forecast.at_risk.accounts",
    N_("not likely, unsure, no answer, or a risk of 0.5 or more") },
  { "forecast.at_risk.arr_minor", N_("their ARR") },
  { "forecast.unknown.accounts", N_("not asked, and without a success index") },
  { "forecast.unknown.arr_minor", N_("their ARR") },
  { "past.accounts", N_("active accounts whose renewal date has passed") },
  { "past.arr_minor", N_("their ARR") },
  { "undated", N_("accounts without a renewal date") },
  { "months[].month", N_("first day of a month") },
  { "months[].accounts", N_("contracts that end in it") },
  { "months[].arr_minor", N_("their ARR") },
  { "months[].committed_minor", N_("of it committed") },
  { "months[].likely_minor", N_("of it likely") },
  { "months[].at_risk_minor", N_("of it at risk") },
  { "months[].unknown_minor", N_("of it unknown") },
  { "renewals[].id", N_("an account") },
  { "renewals[].name", N_("its name") },
  { "renewals[].renewal_on", N_("the day that its contract ends") },
  { "renewals[].days_left", N_("days until then") },
  { "renewals[].arr_minor", N_("its ARR") },
  { "renewals[].likelihood", N_("not_likely, unsure, no_answer, not_asked or likely") },
  { "renewals[].asked_on", N_("day of the last renewal survey") },
  { "renewals[].risk", N_("0 to 1, that of the triage queue") },
  { "renewals[].expected_loss_minor", N_("its ARR times the risk") },
  { "renewals[].forecast", N_("committed, likely, at_risk or unknown") },
  { "renewals[].owner", N_("name of its CSM") },
  { NULL },
};

static const char *const option_names[] = { "filter", NULL };

const BwView bw_view_renewals = {
  .name = "renewals",
  .usage = "[--filter EXPR]",
  .summary = N_("the contracts that end soon, what the customers say and the forecast"),
  .options = option_names,
  .rows_key = "renewals",
  .fields = fields,
  .fill = fill,
};
