/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "cli/bw-view.h"
#include "figures/bw-health-bands.h"
#include "figures/bw-health-figure.h"

static const char *const freshness_words[] = { "fresh", "stale", "missing" };
static const char *const contribution_words[] = { "value", "new", "stale", "weight" };
static const char *const scorecard_words[] = { NULL, "outcome", "experience" };

static void
add_band (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, const BwPolicy *policy,
          int band)
{
  bw_json_add_text (doc, object, key, band < 0 ? NULL : policy->bands[band].name);
}

static void
add_readings (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwHealthFigure *figure,
              const BwPolicy *policy)
{
  yyjson_mut_val *array = bw_json_add_array (doc, root, "dimensions");

  for (BwDimension i = 0; i < BW_N_DIMENSIONS; i++)
    {
      BwScorecard scorecard = bw_dimension_scorecard (i);
      yyjson_mut_val *object;

      if (scorecard == BW_SCORECARD_NONE)
        continue;
      object = bw_json_append_object (doc, array);
      bw_json_add_text (doc, object, "scorecard", scorecard_words[scorecard]);
      bw_json_add_text (doc, object, "dimension", bw_dimension_word (i));
      bw_json_add_real (doc, object, "score", figure->health.dimension[i]);
      add_band (doc, object, "band", policy,
                bw_health_band (policy, figure->health.dimension[i]));
    }
  array = bw_json_add_array (doc, root, "readings");
  for (guint i = 0; i < figure->n_readings; i++)
    {
      const BwHealthReading *line = &figure->readings[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "metric", line->metric_key);
      bw_json_add_text (doc, object, "name", line->metric_name);
      bw_json_add_text (doc, object, "scorecard", scorecard_words[line->scorecard]);
      bw_json_add_text (doc, object, "dimension", bw_dimension_word (line->dimension));
      bw_json_add_real (doc, object, "value", line->value);
      bw_json_add_date (doc, object, "observed_on", line->observed_on);
      bw_json_add_text (doc, object, "freshness", freshness_words[line->freshness]);
      bw_json_add_real (doc, object, "score", line->score);
      bw_json_add_real (doc, object, "weight", line->weight);
      bw_json_add_real (doc, object, "share", line->share);
    }
}

static void
add_own_call (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwOwnCall *call, const char *text,
              gboolean disagrees, const BwPolicy *policy)
{
  yyjson_mut_val *object = bw_json_add_object (doc, root, "own_call");

  bw_json_add_text (doc, object, "source", bw_own_call_word (call->source));
  add_band (doc, object, "band", policy, call->band);
  bw_json_add_real (doc, object, "index", call->index);
  bw_json_add_date (doc, object, "said_on", call->said_on);
  bw_json_add_bool (doc, object, "disagrees", disagrees);
  bw_json_add_text (doc, object, "text", text);
}

static void
add_moved (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwHealthFigure *figure,
           const BwPolicy *policy)
{
  yyjson_mut_val *moved = bw_json_add_object (doc, root, "moved"), *array;

  bw_json_add_text (doc, moved, "title", figure->moved.title);
  bw_json_add_date (doc, moved, "from", figure->from);
  bw_json_add_date (doc, moved, "to", figure->to);
  bw_json_add_real (doc, moved, "from_index", figure->before.success_index);
  bw_json_add_real (doc, moved, "to_index", figure->health.success_index);
  add_band (doc, moved, "from_band", policy, figure->band_before);
  bw_json_add_real (doc, moved, "change", figure->change);
  array = bw_json_add_array (doc, moved, "contributions");
  for (guint i = 0; i < figure->n_why; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "metric", figure->why[i].metric_key);
      bw_json_add_text (doc, object, "name", figure->why[i].metric_name);
      bw_json_add_text (doc, object, "kind", contribution_words[figure->why[i].kind]);
      bw_json_add_real (doc, object, "points", figure->why[i].points);
      bw_json_add_text (doc, object, "text", figure->why[i].text);
    }
}

static gboolean
fill_account (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
              yyjson_mut_val *root, GError **error)
{
  const BwPolicy *policy = scope->snapshot->table->policy;
  g_autoptr (BwHealthFigure) figure = NULL;
  BwDate from = BW_DATE_NONE;

  if (options->from != NULL && !bw_date_parse (options->from, -1, &from))
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                   _("--%s needs a date as in 2026-11-21, not “%s”"), "from", options->from);
      return FALSE;
    }
  figure = bw_health_figure_compute (scope, options->account, from, BW_DATE_NONE, error);
  if (figure == NULL)
    return FALSE;

  bw_json_add_text (doc, root, "account", figure->id);
  bw_json_add_text (doc, root, "name", figure->name);
  bw_json_add_date (doc, root, "as_of", figure->to);
  bw_json_add_text (doc, root, "title", figure->head.title);
  bw_json_add_real (doc, root, "success_index", figure->health.success_index);
  add_band (doc, root, "band", policy, figure->band);
  bw_json_add_real (doc, root, "outcome", figure->health.outcome);
  add_band (doc, root, "outcome_band", policy, figure->outcome_band);
  bw_json_add_real (doc, root, "experience", figure->health.experience);
  add_band (doc, root, "experience_band", policy, figure->experience_band);
  bw_json_add_real (doc, root, "share_handed_on", figure->handed_on);
  add_own_call (doc, root, &figure->call, figure->call_text, figure->disagrees, policy);
  add_readings (doc, root, figure, policy);
  add_moved (doc, root, figure, policy);
  return TRUE;
}

static void
add_total (yyjson_mut_doc *doc, yyjson_mut_val *object, const BwBandTotal *total)
{
  bw_json_add_count (doc, object, "accounts", total->accounts);
  bw_json_add_money (doc, object, "arr_minor", total->arr);
  bw_json_add_real (doc, object, "share_accounts", total->share_accounts);
  bw_json_add_real (doc, object, "share_arr", total->share_arr);
}

static void
add_moves (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwHealthBands *figure,
           const BwPolicy *policy)
{
  yyjson_mut_val *compared = bw_json_add_object (doc, root, "compared"), *array;

  bw_json_add_date (doc, compared, "as_of", figure->compared_as_of);
  bw_json_add_text (doc, compared, "title", figure->moves.title);
  array = bw_json_add_array (doc, compared, "bands");
  for (guint i = 0; i <= figure->n_bands; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      add_band (doc, object, "band", policy, i < figure->n_bands ? (int) i : -1);
      add_total (doc, object, i < figure->n_bands ? &figure->before[i] : &figure->unknown_before);
    }
  array = bw_json_add_array (doc, compared, "moved");
  for (guint i = 0; i < figure->n_moved; i++)
    {
      const BwBandMove *move = &figure->moved[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      bw_json_add_text (doc, object, "id", bw_snapshot_id (figure->snapshot, move->row));
      bw_json_add_text (doc, object, "name", bw_snapshot_name (figure->snapshot, move->row));
      bw_json_add_money (doc, object, "arr_minor", figure->snapshot->arr[move->row]);
      add_band (doc, object, "from_band", policy, move->before);
      add_band (doc, object, "to_band", policy, move->now);
    }
}

static gboolean
fill_portfolio (const BwFigureScope *scope, yyjson_mut_doc *doc, yyjson_mut_val *root,
                GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  const BwPolicy *policy = snapshot->table->policy;
  g_autoptr (BwHealthBands) figure = bw_health_bands_compute (scope, error);
  yyjson_mut_val *array;

  if (figure == NULL)
    return FALSE;

  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "title", figure->head.title);
  array = bw_json_add_array (doc, root, "bands");
  for (guint i = 0; i < figure->n_bands; i++)
    {
      yyjson_mut_val *object = bw_json_append_object (doc, array);

      add_band (doc, object, "band", policy, (int) i);
      bw_json_add_real (doc, object, "from", policy->bands[i].from);
      add_total (doc, object, &figure->bands[i]);
    }
  add_total (doc, bw_json_add_object (doc, root, "unknown"), &figure->unknown);
  if (figure->compared_as_of != BW_DATE_NONE)
    add_moves (doc, root, figure, policy);
  bw_json_add_count (doc, root, "called", figure->called);
  array = bw_json_add_array (doc, root, "disagreements");
  for (guint i = 0; i < figure->n_disagree; i++)
    {
      guint32 row = figure->disagree[i];
      yyjson_mut_val *object = bw_json_append_object (doc, array);
      g_autofree char *text = bw_own_call_describe (&figure->calls[row], figure->as_of);

      bw_json_add_text (doc, object, "id", bw_snapshot_id (snapshot, row));
      bw_json_add_text (doc, object, "name", bw_snapshot_name (snapshot, row));
      bw_json_add_money (doc, object, "arr_minor", snapshot->arr[row]);
      bw_json_add_real (doc, object, "success_index", snapshot->success_index[row]);
      add_band (doc, object, "band", policy,
                bw_health_band (policy, snapshot->success_index[row]));
      bw_json_add_text (doc, object, "own_call_source",
                        bw_own_call_word (figure->calls[row].source));
      add_band (doc, object, "own_call_band", policy, figure->calls[row].band);
      bw_json_add_real (doc, object, "own_call_index", figure->calls[row].index);
      bw_json_add_text (doc, object, "text", text);
    }
  return TRUE;
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  if (options->account != NULL)
    return fill_account (scope, options, doc, root, error);
  if (options->from != NULL)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE, _("--from goes with --account"));
      return FALSE;
    }
  return fill_portfolio (scope, doc, root, error);
}

static const BwViewField fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "bands[].band", N_("without --account: a band of the policy, the lowest first") },
  { "bands[].from", N_("the success index from which it holds") },
  { "bands[].accounts", N_("accounts in it") },
  { "bands[].arr_minor", N_("their ARR") },
  { "bands[].share_accounts", N_("their share of all accounts") },
  { "bands[].share_arr", N_("their share of all ARR") },
  { "unknown.accounts", N_("accounts without a fresh reading") },
  { "unknown.arr_minor", N_("their ARR") },
  { "unknown.share_accounts", N_("their share of all accounts") },
  { "unknown.share_arr", N_("their share of all ARR") },
  { "compared.as_of", N_("with --compare: the earlier day") },
  { "compared.title", N_("who is in another band since, in a sentence") },
  { "compared.bands[].band", N_("a band on the earlier day; null without a fresh reading") },
  { "compared.bands[].accounts", N_("accounts in it") },
  { "compared.bands[].arr_minor", N_("their ARR") },
  { "compared.bands[].share_accounts", N_("their share of all accounts") },
  { "compared.bands[].share_arr", N_("their share of all ARR") },
  { "compared.moved[].id", N_("an account there on both days, in another band") },
  { "compared.moved[].name", N_("its name") },
  { "compared.moved[].arr_minor", N_("its ARR") },
  { "compared.moved[].from_band", N_("its band on the earlier day") },
  { "compared.moved[].to_band", N_("its band on the later day") },
  { "called", N_("accounts that their CSM has a call of") },
  { "disagreements[].id", N_("an account whose CSM’s call is not the computed band") },
  { "disagreements[].name", N_("its name") },
  { "disagreements[].arr_minor", N_("its ARR") },
  { "disagreements[].success_index", N_("0 to 100") },
  { "disagreements[].band", N_("the computed band") },
  { "disagreements[].own_call_source", N_("reading, forecast or severity") },
  { "disagreements[].own_call_band",
    N_("the CSM’s band") },
  { "disagreements[].own_call_index", N_("0 to 100; of a forecast 100 less its per cent") },
  { "disagreements[].text", N_("the call in words") },
  { "account", N_("with --account: its id") },
  { "name", N_("its name") },
  { "success_index", N_("0 to 100") },
  { "band", N_("its band") },
  { "outcome", N_("outcome health, 0 to 100") },
  { "outcome_band", N_("its band") },
  { "experience", N_("experience health, 0 to 100") },
  { "experience_band", N_("its band") },
  { "share_handed_on", N_("the part of the weight that missing and stale readings handed on") },
  { "own_call.source", N_("reading, forecast or severity") },
  { "own_call.band", N_("the CSM’s band") },
  { "own_call.index", N_("0 to 100; of a forecast 100 less its per cent") },
  { "own_call.said_on", N_("when the reading was made, or the risk was opened") },
  { "own_call.disagrees", N_("whether it is not the computed band") },
  { "own_call.text", N_("the call in words") },
  { "dimensions[].scorecard", N_("outcome or experience") },
  { "dimensions[].dimension", N_("a dimension of it") },
  { "dimensions[].score", N_("0 to 100") },
  { "dimensions[].band", N_("its band") },
  { "readings[].metric", N_("key of a metric of the scorecards") },
  { "readings[].name", N_("its name") },
  { "readings[].scorecard", N_("outcome or experience") },
  { "readings[].dimension", N_("the dimension that it measures") },
  { "readings[].value", N_("its latest reading") },
  { "readings[].observed_on", N_("the day of it") },
  { "readings[].freshness", N_("fresh, stale or missing") },
  { "readings[].score", N_("0 to 100; null unless fresh") },
  { "readings[].weight", N_("its share of the index if every metric were fresh") },
  { "readings[].share", N_("its share as it is, with what others handed on") },
  { "moved.title", N_("why the index moved, in a sentence") },
  { "moved.from", N_("the earlier day, --from") },
  { "moved.to", N_("the later day") },
  { "moved.from_index", N_("success index on the earlier day") },
  { "moved.to_index", N_("success index on the later day") },
  { "moved.from_band", N_("its band on the earlier day") },
  { "moved.change", N_("the later index less the earlier one") },
  { "moved.contributions[].metric", N_("key of a metric that moved it") },
  { "moved.contributions[].name", N_("its name") },
  { "moved.contributions[].kind", N_("value, new, stale or weight") },
  { "moved.contributions[].points", N_("its part of the change; all add up to it") },
  { "moved.contributions[].text", N_("the same in words") },
  { NULL },
};

static const char *const option_names[] = { "account", "from", "filter", "compare", NULL };

const BwView bw_view_health = {
  .name = "health",
  .usage = "[--filter EXPR] [--compare DATE] | --account ID [--from DATE]",
  .summary = N_("the bands of the portfolio, or the scorecards of an account and why they moved"),
  .options = option_names,
  .rows_key = "bands",
  .account_rows_key = "readings",
  .fields = fields,
  .fill = fill,
};
