/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "cli/bw-view.h"
#include "figures/bw-series-figure.h"

static const char *const buckets[] = { "week", "month", "quarter", NULL };
static const char *const peer_groups[] = { "none", "tier", "industry", NULL };
static const char *const baseline_sources[] = { NULL, "plan", "before_go_live" };

static void
add_span (yyjson_mut_doc *doc, yyjson_mut_val *root, const char *key, const BwSpanMean *span,
          gboolean with_source)
{
  yyjson_mut_val *object = bw_json_add_object (doc, root, key);

  bw_json_add_real (doc, object, "value", span->value);
  bw_json_add_date (doc, object, "from", span->from);
  bw_json_add_date (doc, object, "to", span->to);
  bw_json_add_count (doc, object, "readings", span->n);
  if (with_source)
    bw_json_add_text (doc, object, "source", baseline_sources[span->source]);
}

static void
add_points (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwSeriesFigure *figure)
{
  const BwSeries *result = figure->result;
  yyjson_mut_val *array = bw_json_add_array (doc, root, "points");

  for (gsize i = 0; i < result->n_points; i++)
    {
      yyjson_mut_val *point = bw_json_append_object (doc, array);

      bw_json_add_date (doc, point, "start", result->points[i].start);
      bw_json_add_real (doc, point, "value", result->points[i].value);
    }
  array = bw_json_add_array (doc, root, "peers");
  for (gsize i = 0; i < figure->n_peers; i++)
    {
      const BwPeerPoint *peer = &figure->peers[i];
      yyjson_mut_val *point = bw_json_append_object (doc, array);

      bw_json_add_date (doc, point, "start", peer->start);
      bw_json_add_real (doc, point, "median", peer->median);
      bw_json_add_real (doc, point, "q1", peer->q1);
      bw_json_add_real (doc, point, "q3", peer->q3);
      bw_json_add_count (doc, point, "accounts", peer->accounts);
    }
}

static void
add_plan (yyjson_mut_doc *doc, yyjson_mut_val *root, const BwSeries *result)
{
  yyjson_mut_val *plan = bw_json_add_object (doc, root, "plan");

  bw_json_add_text (doc, plan, "status", bw_plan_status_word (result->plan_status));
  bw_json_add_real (doc, plan, "target", result->plan_target);
  bw_json_add_date (doc, plan, "due_on", result->plan_due_on);
  bw_json_add_real (doc, plan, "expected_today", result->plan_expected);
  bw_json_add_real (doc, plan, "target_value", result->plan_target);
  bw_json_add_real (doc, plan, "baseline_value", result->plan_baseline);
  bw_json_add_date (doc, plan, "baseline_on", result->plan_baseline_on);
}

static gboolean
fill (const BwFigureScope *scope, const BwViewOptions *options, yyjson_mut_doc *doc,
      yyjson_mut_val *root, GError **error)
{
  g_autoptr (BwSeriesFigure) figure = NULL;
  BwSeriesRequest request = { options->account, options->metric };
  const BwSeries *result;
  int bucket = bw_view_choose ("bucket", options->bucket, buckets, BW_BUCKET_MONTH, error);
  int peers = bucket < 0 ? -1
                         : bw_view_choose ("peers", options->peers, peer_groups, BW_PEERS_NONE,
                                           error);

  if (bucket < 0 || peers < 0)
    return FALSE;
  if (options->account == NULL || options->metric == NULL)
    {
      g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_USAGE,
                   _("show series needs --account ID and --metric KEY"));
      return FALSE;
    }

  request.bucket = bucket;
  request.peers = peers;
  figure = bw_series_figure_compute (scope, &request, error);
  if (figure == NULL)
    return FALSE;

  result = figure->result;
  bw_json_add_text (doc, root, "account", figure->account_id);
  bw_json_add_text (doc, root, "account_name", figure->account_name);
  bw_json_add_date (doc, root, "as_of", figure->as_of);
  bw_json_add_text (doc, root, "metric", figure->metric_key);
  bw_json_add_text (doc, root, "metric_name", figure->metric_name);
  bw_json_add_text (doc, root, "unit", figure->unit);
  bw_json_add_text (doc, root, "bucket", buckets[bucket]);
  bw_json_add_date (doc, root, "go_live_on", figure->go_live_on);
  add_span (doc, root, "baseline", &result->baseline, TRUE);
  add_span (doc, root, "after", &result->after, FALSE);
  bw_json_add_real (doc, root, "change", result->change);
  bw_json_add_real (doc, root, "change_share", result->change_share);
  bw_json_add_interval (doc, root, "interval", result->interval.lo, result->interval.hi);
  add_plan (doc, root, result);
  bw_json_add_real (doc, root, "slope_per_month", result->slope_per_month);
  bw_json_add_interval (doc, root, "slope_interval", result->slope_interval.lo,
                        result->slope_interval.hi);
  bw_json_add_text (doc, root, "velocity", bw_velocity_word (result->velocity));
  bw_json_add_text (doc, root, "sentence", figure->head.title);
  add_points (doc, root, figure);
  return TRUE;
}

static const BwViewField fields[] = {
  { "account", N_("id of the account") },
  { "account_name", N_("its name") },
  { "as_of", N_("the day that is shown") },
  { "metric", N_("key of the metric") },
  { "metric_name", N_("its name") },
  { "unit", N_("its unit") },
  { "bucket", N_("week, month or quarter") },
  { "go_live_on", N_("when the account went live") },
  { "baseline.value", N_("mean before") },
  { "baseline.from", N_("first day of it") },
  { "baseline.to", N_("last day of it") },
  { "baseline.readings", N_("readings in it") },
  { "baseline.source", N_("plan or before_go_live") },
  { "after.value", N_("mean after") },
  { "after.from", N_("first day of it") },
  { "after.to", N_("last day of it") },
  { "after.readings", N_("readings in it") },
  { "change", N_("after less baseline, above 0 where it got better") },
  { "change_share", N_("the same as a share of the baseline") },
  { "interval[]", N_("Welch interval of the change, 95 %: low and high") },
  { "plan.status", N_("achieved, ahead, on_track, behind or none") },
  { "plan.target", N_("value to reach") },
  { "plan.due_on", N_("by when") },
  { "plan.expected_today", N_("where the straight path stands today") },
  { "plan.target_value", N_("the same as target") },
  { "plan.baseline_value", N_("where the plan began") },
  { "plan.baseline_on", N_("and when") },
  { "slope_per_month", N_("least-squares slope of the last buckets") },
  { "slope_interval[]", N_("its interval, 95 %: low and high") },
  { "velocity", N_("expanding, stalled, declining or unknown") },
  { "sentence", N_("the value in a sentence") },
  { "points[].start", N_("first day of the bucket") },
  { "points[].value", N_("its value; null without a reading") },
  { "peers[].start", N_("first day of the bucket") },
  { "peers[].median", N_("median of the peers") },
  { "peers[].q1", N_("lower quartile") },
  { "peers[].q3", N_("upper quartile") },
  { "peers[].accounts", N_("peers with a reading") },
  { NULL },
};

static const char *const option_names[] = { "account", "metric", "bucket", "peers", NULL };

const BwView bw_view_series = {
  .name = "series",
  .usage = "--account ID --metric KEY [--bucket week|month|quarter] "
           "[--peers tier|industry|none]",
  .summary = N_("a success metric of one account: before, after, plan, velocity, peers"),
  .options = option_names,
  .rows_key = "points",
  .fields = fields,
  .fill = fill,
};
