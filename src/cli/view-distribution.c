/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "cli/bw-view.h"
#include "figures/bw-distribution-figure.h"

static void
add_tail (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *key, const char *threshold_key,
          const BwDistributionTail *tail)
{
  yyjson_mut_val *object = bw_json_add_object (doc, root, key);

  bw_json_add_real (doc, object, threshold_key, tail->threshold);
  bw_json_add_count (doc, object, "accounts", tail->accounts);
  bw_json_add_money (doc, object, "arr_minor", tail->arr);
  bw_json_add_real (doc, object, "share_accounts", tail->share_accounts);
  bw_json_add_real (doc, object, "share_arr", tail->share_arr);
}

static void
add_crossing (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, const char *arr_key,
              const BwCrossing *crossing)
{
  bw_json_add_count (doc, object, key, crossing->accounts);
  bw_json_add_money (doc, object, arr_key, crossing->arr);
}

static void
add_comparison (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwDistributionFigure *figure)
{
  const BwDistribution *result = figure->result;
  yyjson_mut_val *object = bw_json_add_object (doc, root, "compared");

  bw_json_add_date (doc, object, "as_of", result->compared_as_of);
  bw_json_add_count (doc, object, "accounts", result->compared_accounts);
  bw_json_add_real (doc, object, "mean", result->compared_mean);
  bw_json_add_real (doc, object, "median", result->compared_median);
  bw_json_add_real (doc, object, "mean_change", result->mean_change);
  bw_json_add_real (doc, object, "median_change", result->median_change);
  bw_json_add_real (doc, object, "ks", result->ks);
  add_crossing (doc, object, "into_at_risk", "into_at_risk_arr_minor", &result->into_at_risk);
  add_crossing (doc, object, "out_of_at_risk", "out_of_at_risk_arr_minor",
                &result->out_of_at_risk);
  add_crossing (doc, object, "into_advocates", "into_advocates_arr_minor",
                &result->into_advocates);
  add_crossing (doc, object, "out_of_advocates", "out_of_advocates_arr_minor",
                &result->out_of_advocates);
  bw_json_add_text (doc, object, "sentence", figure->sentence);
}

/* Reads one end of the range asked for; NaN when it was not given. */
static gboolean
parse_end (const char *option, const char *text, double *end, GError **error)
{
  char *rest = NULL;

  *end = NAN;
  if (text == NULL)
    return TRUE;
  *end = g_ascii_strtod (text, &rest);
  if (rest == text || *rest != '\0' || !isfinite (*end))
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE, _("--%s needs a number, not “%s”"),
                   option, text);
      return FALSE;
    }
  return TRUE;
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  static const char *const weights[] = { "accounts", "arr", NULL };
  g_autoptr (BwMeasure) measure = NULL;
  g_autoptr (BwDistributionFigure) figure = NULL;
  g_autofree char *word = NULL;
  BwDistributionRequest request = { NULL };
  const BwDistribution *result;
  yyjson_mut_val *array;
  int weight;

  measure = bw_measure_parse (options->measure != NULL ? options->measure : "success_index",
                              error);
  weight = bw_view_choose ("weight", options->weight, weights, BW_WEIGHT_ACCOUNTS, error);
  if (measure == NULL || weight < 0 || !parse_end ("from", options->from, &request.from, error)
      || !parse_end ("to", options->to, &request.to, error))
    return FALSE;

  request.measure = measure;
  request.weight = weight;
  request.n_points = options->points;
  figure = bw_distribution_figure_compute (scope, &request, error);
  if (figure == NULL)
    return FALSE;

  result = figure->result;
  word = bw_measure_word (measure);
  bw_json_add_date (doc, root, "as_of", result->as_of);
  bw_json_add_text (doc, root, "title", figure->head.title);
  bw_json_add_text (doc, root, "measure", word);
  bw_json_add_text (doc, root, "weight", weights[weight]);
  bw_json_add_count (doc, root, "accounts", result->accounts);
  bw_json_add_count (doc, root, "unknown", result->unknown);
  bw_json_add_real (doc, root, "bandwidth", result->bandwidth);
  bw_json_add_real (doc, root, "mean", result->mean);
  bw_json_add_real (doc, root, "median", result->median);
  bw_json_add_real (doc, root, "sd", result->sd);

  array = bw_json_add_array (doc, root, "points");
  for (gsize i = 0; i < result->n_points; i++)
    {
      yyjson_mut_val *point = bw_json_append_object (doc, array);

      bw_json_add_real (doc, point, "x", result->x[i]);
      bw_json_add_real (doc, point, "density", result->density[i]);
    }
  array = bw_json_add_array (doc, root, "bins");
  for (gsize i = 0; i < result->n_bins; i++)
    {
      yyjson_mut_val *bin = bw_json_append_object (doc, array);

      bw_json_add_real (doc, bin, "from", result->bins[i].from);
      bw_json_add_real (doc, bin, "to", result->bins[i].to);
      bw_json_add_count (doc, bin, "accounts", result->bins[i].accounts);
      bw_json_add_money (doc, bin, "arr_minor", result->bins[i].arr);
    }
  if (figure->has_tails)
    {
      add_tail (doc, root, "at_risk", "below", &result->at_risk);
      add_tail (doc, root, "advocates", "from", &result->advocates);
    }
  if (result->has_comparison)
    add_comparison (doc, root, figure);
  return TRUE;
}

static const BwViewField fields[] = {
  { "as_of", N_("the day that is shown") },
  { "title", N_("what it shows, in a sentence") },
  { "measure", N_("what is laid along the axis") },
  { "weight", N_("what every account counts for: accounts (one each) or arr") },
  { "accounts", N_("accounts with a value") },
  { "unknown", N_("accounts without one, which are not in the curve") },
  { "bandwidth", N_("of the Gaussian kernel, by the rule nrd0") },
  { "mean", N_("weighted mean") },
  { "median", N_("weighted median") },
  { "sd", N_("weighted standard deviation") },
  { "points[].x", N_("a place on the axis") },
  { "points[].density", N_("the density there; the area below is 1") },
  { "bins[].from", N_("where the bin begins") },
  { "bins[].to", N_("where it ends; a value there is in the next one") },
  { "bins[].accounts", N_("accounts in the bin") },
  { "bins[].arr_minor", N_("their ARR") },
  { "at_risk.below", N_("the index below which an account is at risk") },
  { "at_risk.accounts", N_("accounts in area A, at risk") },
  { "at_risk.arr_minor", N_("their ARR") },
  { "at_risk.share_accounts", N_("their share of the accounts with a value") },
  { "at_risk.share_arr", N_("their share of the ARR of these") },
  { "advocates.from", N_("the index from which an account is an advocate") },
  { "advocates.accounts", N_("accounts in area B, advocates and upsell") },
  { "advocates.arr_minor", N_("their ARR") },
  { "advocates.share_accounts", N_("their share of the accounts with a value") },
  { "advocates.share_arr", N_("their share of the ARR of these") },
  { "compared.as_of", N_("the earlier day") },
  { "compared.accounts", N_("accounts with a value then") },
  { "compared.mean", N_("mean then") },
  { "compared.median", N_("median then") },
  { "compared.mean_change", N_("mean now, less mean then") },
  { "compared.median_change", N_("median now, less median then") },
  { "compared.ks", N_("Kolmogorov-Smirnov distance between both days") },
  { "compared.into_at_risk", N_("accounts on both days that came into area A") },
  { "compared.into_at_risk_arr_minor", N_("their ARR now") },
  { "compared.out_of_at_risk", N_("accounts on both days that left area A") },
  { "compared.out_of_at_risk_arr_minor", N_("their ARR now") },
  { "compared.into_advocates", N_("accounts on both days that came into area B") },
  { "compared.into_advocates_arr_minor", N_("their ARR now") },
  { "compared.out_of_advocates", N_("accounts on both days that left area B") },
  { "compared.out_of_advocates_arr_minor", N_("their ARR now") },
  { "compared.sentence", N_("the comparison in a sentence") },
  { NULL },
};

static const char *const option_names[] = {
  "measure", "weight", "compare", "points", "from", "to", "filter", NULL,
};

const BwView bw_view_distribution = {
  .name = "distribution",
  .usage = "[--measure success_index|happiness|outcome|experience|dimension:WORD|metric:KEY] "
           "[--weight accounts|arr] [--compare DATE] [--points N] [--from X --to X] "
           "[--filter EXPR]",
  .summary = N_("the customer distribution curve with both its tails"),
  .options = option_names,
  .rows_key = "points",
  .fields = fields,
  .fill = fill,
};
