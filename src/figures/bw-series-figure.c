/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-series-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-series-peers.h"
#include "figures/bw-series-words.h"

/* The account as the table has it, also when it is not active on the date. */
typedef struct {
  guint32     account; /* Place in the account table. */
  guint32     row;     /* Row of the snapshot, or BW_INDEX_NONE. */
  const char *id;
  const char *name;
  BwDate      go_live_on;
} Subject;

static gboolean
find_subject (const BwFigureScope *scope, const char *account_id, Subject *subject, GError **error)
{
  const BwAccountTable *table = scope->snapshot->table;

  subject->account = bw_account_table_find_account (table, account_id);
  if (subject->account == BW_INDEX_NONE)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   _("There is no account “%s”; the Accounts page and “bellwetherctl show "
                     "accounts” list them"),
                   account_id);
      return FALSE;
    }
  subject->row = bw_snapshot_find_account (scope->snapshot, account_id);
  subject->id = bw_account_table_id (table, subject->account);
  subject->name = bw_account_table_name (table, subject->account);
  subject->go_live_on = table->go_live_on[subject->account];
  return TRUE;
}

static const BwMetric *
find_metric (const BwFigureScope *scope, const char *metric_key, GError **error)
{
  const BwMetric *metric = bw_account_table_find_metric (scope->snapshot->table, metric_key);

  if (metric == NULL)
    g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                 _("There is no metric “%s”"), metric_key);
  return metric;
}

/* The other accounts of the same tier or industry. */
static guint32 *
list_peers (const BwSnapshot *snapshot, guint32 row, BwPeers by, guint *n_peers)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  const BwAccountTable *table = snapshot->table;

  for (guint32 i = 0; i < snapshot->n; i++)
    {
      gboolean alike = by == BW_PEERS_TIER
                         ? snapshot->tier[i] == snapshot->tier[row]
                         : table->industry[snapshot->account[i]]
                             == table->industry[snapshot->account[row]];

      if (alike && i != row)
        g_array_append_val (rows, i);
    }
  return bw_series_peers_sample ((const guint32 *) rows->data, rows->len, n_peers);
}

static char *
name_peers (const BwSnapshot *snapshot, guint32 row, BwPeers by)
{
  const char *industry;

  if (by == BW_PEERS_TIER)
    {
      switch (snapshot->tier[row])
        {
        case BW_TIER_TOP:
          return g_strdup (_("top tier"));
        case BW_TIER_LEVERAGED:
          return g_strdup (_("leveraged tier"));
        default:
          return g_strdup (_("scalable tier"));
        }
    }
  industry = bw_snapshot_industry (snapshot, row);
  return g_strdup (industry != NULL ? industry : _("no industry"));
}

static gboolean
add_peers (BwSeriesFigure *figure, const BwFigureScope *scope, const Subject *subject,
           const BwMetric *metric, const BwSeriesRequest *request, BwBucket bucket, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  gboolean since_go_live = request->peers_since_go_live && subject->go_live_on != BW_DATE_NONE;
  g_autofree guint32 *rows = NULL;
  BwSeriesPeers peers;
  guint n_rows;
  gboolean read;

  figure->peers_by = request->peers;
  if (request->peers == BW_PEERS_NONE || subject->row == BW_INDEX_NONE)
    return TRUE;

  figure->peers_name = name_peers (snapshot, subject->row, request->peers);
  rows = list_peers (snapshot, subject->row, request->peers, &n_rows);
  bw_series_peers_init (&peers);
  read = bw_series_peers_read (&peers, scope, rows, n_rows, metric->key, since_go_live, error);
  if (read)
    {
      figure->n_peer_accounts = peers.n_accounts;
      figure->peers = bw_series_peers ((BwPeerObservation *) peers.observations->data,
                                       peers.observations->len, metric->aggregation,
                                       bucket, since_go_live,
                                       snapshot->table->policy->min_group, &figure->n_peers);
    }
  bw_series_peers_clear (&peers);

  /* The peers' months since go-live are laid along this account's own calendar, so that the
   * account is seen beside what others had reached at the same age. */
  if (read && since_go_live)
    {
      gsize kept = 0;

      for (gsize i = 0; i < figure->n_peers; i++)
        {
          BwPeerPoint point = figure->peers[i];

          point.start += subject->go_live_on;
          if (point.start <= snapshot->as_of)
            figure->peers[kept++] = point;
        }
      figure->n_peers = kept;
    }
  return read;
}

static int
compare_measured (const void *a, const void *b)
{
  const BwMeasuredMetric *metric_a = a, *metric_b = b;
  gboolean success_a = metric_a->metric->scale.dimension == BW_DIMENSION_SUCCESS;
  gboolean success_b = metric_b->metric->scale.dimension == BW_DIMENSION_SUCCESS;

  if (metric_a->has_target != metric_b->has_target)
    return metric_b->has_target - metric_a->has_target;
  if (success_a != success_b)
    return success_b - success_a;
  if (metric_a->accounts != metric_b->accounts)
    return metric_a->accounts < metric_b->accounts ? 1 : -1;
  if (metric_a->observations != metric_b->observations)
    return metric_a->observations < metric_b->observations ? 1 : -1;
  return g_strcmp0 (metric_a->metric->key, metric_b->metric->key);
}

/* Counts the readings of every metric of an account, in one walk along its part of the table. */
static gboolean
count_of_account (GArray *found, const BwFigureScope *scope, const char *account_id, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    scope->mirror,
    "SELECT o.metric_key, count (o.value), EXISTS (SELECT 1 FROM plans AS p"
    "   JOIN plan_targets AS t ON t.plan_id = p.id"
    "   WHERE p.account_id = ?1 AND t.metric_key = o.metric_key"
    "   AND coalesce (p.started_on, ?2) <= ?2)"
    " FROM observations AS o WHERE o.account_id = ?1 AND o.observed_on <= ?2"
    " GROUP BY o.metric_key",
    NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, account_id);
  bw_query_bind_int (query, 2, scope->snapshot->as_of);
  while (bw_query_next (query))
    {
      BwMeasuredMetric measured = {
        .metric = bw_account_table_find_metric (scope->snapshot->table, bw_query_text (query, 0)),
        .accounts = 1,
        .observations = bw_query_int (query, 1, 0),
        .has_target = bw_query_int (query, 2, 0) != 0,
      };

      if (measured.metric != NULL && measured.observations > 0)
        g_array_append_val (found, measured);
    }
  return bw_query_finish (query, error);
}

/* Counts which accounts of the scope measure each success metric. */
static gboolean
count_of_portfolio (GArray *found, const BwFigureScope *scope, GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  g_autoptr (BwSelection) selection = scope->filter != NULL
                                        ? bw_account_filter_apply (snapshot, scope->filter)
                                        : bw_selection_new_all (snapshot);
  g_autoptr (BwQuery) query = bw_query_new (
    scope->mirror,
    "SELECT 1 FROM observations WHERE account_id = ?1 AND metric_key = ?2 AND observed_on <= ?3"
    " AND value IS NOT NULL LIMIT 1",
    NULL, error);
  guint n_rows;
  g_autofree guint32 *rows = bw_series_peers_sample (selection->rows, selection->n, &n_rows);

  if (query == NULL)
    return FALSE;
  for (guint m = 0; m < snapshot->table->n_metrics; m++)
    {
      BwMeasuredMetric measured = { .metric = &snapshot->table->metrics[m] };

      if (measured.metric->scale.dimension != BW_DIMENSION_SUCCESS)
        continue;
      for (guint i = 0; i < n_rows; i++)
        {
          bw_query_bind_text (query, 1, bw_snapshot_id (snapshot, rows[i]));
          bw_query_bind_text (query, 2, measured.metric->key);
          bw_query_bind_int (query, 3, snapshot->as_of);
          if (bw_query_next (query))
            measured.accounts++;
          if (!bw_query_finish (query, error))
            return FALSE;
        }
      measured.observations = measured.accounts;
      if (measured.accounts > 0)
        g_array_append_val (found, measured);
    }
  return TRUE;
}

/**
 * bw_series_figure_list_metrics:
 * @scope: what the figure is about, with a mirror
 * @account_id: (nullable): an account, or %NULL for the success metrics of the portfolio
 * @n_metrics: (out): how many there are
 * @error: set when the mirror cannot be read
 *
 * Of a portfolio beyond some thousand accounts a sample is looked at: the counts are then those
 * of the sample.
 *
 * Returns: (transfer full) (array length=n_metrics): what is measured, that which says most
 *   first: with a target, then of success, then the one that most accounts measure; %NULL on an
 *   error
 */
BwMeasuredMetric *
bw_series_figure_list_metrics (const BwFigureScope *scope, const char *account_id,
                               guint *n_metrics, GError **error)
{
  g_autoptr (GArray) found = g_array_new (TRUE, FALSE, sizeof (BwMeasuredMetric));

  *n_metrics = 0;
  if (account_id != NULL ? !count_of_account (found, scope, account_id, error)
                         : !count_of_portfolio (found, scope, error))
    return NULL;
  g_array_sort (found, compare_measured);
  *n_metrics = found->len;
  return (BwMeasuredMetric *) g_array_steal (found, NULL);
}

/* The metric asked for, or the one that says most. */
static const BwMetric *
choose_metric (const BwFigureScope *scope, const char *account_id, const char *metric_key,
               GError **error)
{
  g_autofree BwMeasuredMetric *metrics = NULL;
  g_autoptr (GError) inner = NULL;
  guint n_metrics;

  if (metric_key != NULL)
    return find_metric (scope, metric_key, error);
  metrics = bw_series_figure_list_metrics (scope, account_id, &n_metrics, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (n_metrics == 0)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   account_id != NULL ? _("Nothing is measured for this account yet")
                                      : _("No account measures a success metric yet"));
      return NULL;
    }
  return metrics[0].metric;
}

static BwSeriesFigure *
new_figure (const BwMetric *metric, const BwSnapshot *snapshot, BwBucket bucket)
{
  BwSeriesFigure *figure = g_new0 (BwSeriesFigure, 1);

  figure->metric_key = g_strdup (metric->key);
  figure->metric_name = g_strdup (metric->name);
  figure->unit = g_strdup (metric->unit);
  figure->direction = metric->scale.direction;
  figure->as_of = snapshot->as_of;
  figure->go_live_on = BW_DATE_NONE;
  figure->kicker = bw_series_kicker (metric, bucket);
  figure->head.rule = bw_series_rule (metric, snapshot->table->policy);
  return figure;
}

/**
 * bw_series_figure_compute:
 * @scope: what the figure is about, with a mirror
 * @request: which account and metric, and how to show them
 * @error: set when there is no such account or metric or the mirror cannot be read
 *
 * Returns: (transfer full): the success metric of an account
 */
BwSeriesFigure *
bw_series_figure_compute (const BwFigureScope *scope, const BwSeriesRequest *request,
                          GError **error)
{
  g_autoptr (BwSeriesFigure) figure = NULL;
  g_autoptr (BwQuery) query = NULL;
  g_autoptr (GError) inner = NULL;
  const BwMetric *metric;
  BwSeriesRows rows;
  BwSeriesPlan plan;
  Subject subject;
  BwBucket bucket;
  gboolean read;

  if (!find_subject (scope, request->account_id, &subject, error))
    return NULL;
  metric = choose_metric (scope, request->account_id, request->metric_key, error);
  if (metric == NULL
      || !bw_series_plan_read (&plan, scope->mirror, subject.id, metric->key,
                               scope->snapshot->as_of, error))
    return NULL;

  query = bw_series_rows_query (scope->mirror, error);
  if (query == NULL)
    return NULL;
  bw_series_rows_init (&rows);
  read = bw_series_rows_read (&rows, query, subject.id, metric->key, scope->snapshot->as_of, error);
  bucket = request->fits_readings ? bw_series_rows_fit_bucket (&rows, request->bucket)
                                  : request->bucket;
  figure = new_figure (metric, scope->snapshot, bucket);
  figure->account_id = g_strdup (subject.id);
  figure->account_name = g_strdup (subject.name);
  figure->accounts = 1;
  figure->go_live_on = subject.go_live_on;
  if (read)
    figure->result = bw_series_rows_compute (&rows, &plan, metric, bucket, scope->snapshot,
                                             subject.go_live_on);
  figure->too_few = rows.dates->len == 0;
  bw_series_rows_clear (&rows);
  if (!read || !add_peers (figure, scope, &subject, metric, request, bucket, error))
    return NULL;

  figure->marks = bw_series_marks_read (scope->mirror, subject.id, subject.go_live_on,
                                        scope->snapshot->as_of, &figure->n_marks, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  figure->is_past = figure->as_of < scope->snapshot->table->data_until
                    || figure->result->last_on < figure->as_of - (BwDate) BW_DAYS_PER_MONTH;
  figure->head.title = bw_series_sentence (metric, figure->result);
  figure->head.subtitle = g_strdup (figure->kicker);
  figure->detail = bw_series_detail (metric, figure);
  return g_steal_pointer (&figure);
}

static double
median_of (GArray *values)
{
  return bw_stats_median_weighted ((const double *) values->data, NULL, values->len);
}

/* Before and after of the middle account, put where an account's own would stand. */
static void
add_middle (BwSeries *result, const BwSeriesPeers *peers, const BwSeriesFigure *figure)
{
  *result = (BwSeries) {
    .bucket = BW_BUCKET_MONTH,
    .baseline = { NAN, BW_DATE_NONE, BW_DATE_NONE, peers->before->len, BW_BASELINE_NONE },
    .after = { NAN, BW_DATE_NONE, BW_DATE_NONE, peers->after->len, BW_BASELINE_NONE },
    .last = NAN,
    .last_on = figure->as_of,
    .change = NAN,
    .change_share = NAN,
    .improvement = NAN,
    .interval = { NAN, NAN },
    .plan_baseline = NAN,
    .plan_baseline_on = BW_DATE_NONE,
    .plan_target = NAN,
    .plan_due_on = BW_DATE_NONE,
    .plan_expected = NAN,
    .slope_per_month = NAN,
    .slope_interval = { NAN, NAN },
  };
  if (peers->before->len == 0)
    return;
  result->baseline.value = median_of (peers->before);
  result->baseline.source = BW_BASELINE_BEFORE_GO_LIVE;
  result->after.value = median_of (peers->after);
  result->last = result->after.value;
  result->change = result->after.value - result->baseline.value;
  result->improvement = result->change * figure->direction;
  if (result->baseline.value != 0)
    result->change_share = result->change / fabs (result->baseline.value);
}

static char *
describe_portfolio (const BwSeriesFigure *figure, guint n_sample, guint n_rows)
{
  if (n_sample < n_rows)
    return g_strdup_printf (
      ngettext ("Success metric by months since go-live, median and middle half of %1$'u account "
                "that is live and measures it, out of %2$'u sampled",
                "Success metric by months since go-live, median and middle half of %1$'u accounts "
                "that are live and measure it, out of %2$'u sampled",
                figure->accounts),
      figure->accounts, n_sample);
  return g_strdup_printf (
    ngettext ("Success metric by months since go-live, median and middle half of %'u account that "
              "is live and measures it",
              "Success metric by months since go-live, median and middle half of %'u accounts that "
              "are live and measure it",
              figure->accounts),
    figure->accounts);
}

/**
 * bw_series_figure_compute_portfolio:
 * @scope: what the figure is about, with a mirror
 * @metric_key: (nullable): a metric, %NULL for the success metric that most accounts measure
 * @error: set when there is no such metric, none is measured, or the mirror cannot be read
 *
 * Returns: (transfer full): the metric over all accounts, aligned by months since go-live
 */
BwSeriesFigure *
bw_series_figure_compute_portfolio (const BwFigureScope *scope, const char *metric_key,
                                    GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  const BwMetric *metric = choose_metric (scope, NULL, metric_key, error);
  g_autoptr (BwSeriesFigure) figure = NULL;
  g_autoptr (BwSelection) selection = NULL;
  g_autofree guint32 *rows = NULL;
  BwSeriesPeers peers;
  guint n_rows;
  gboolean read;

  if (metric == NULL)
    return NULL;

  figure = new_figure (metric, snapshot, BW_BUCKET_MONTH);
  figure->since_go_live = TRUE;
  selection = scope->filter != NULL ? bw_account_filter_apply (snapshot, scope->filter)
                                    : bw_selection_new_all (snapshot);
  rows = bw_series_peers_sample (selection->rows, selection->n, &n_rows);

  bw_series_peers_init (&peers);
  read = bw_series_peers_read (&peers, scope, rows, n_rows, metric->key, TRUE, error);
  if (read)
    {
      figure->accounts = figure->n_peer_accounts = peers.n_accounts;
      figure->too_few = peers.n_accounts < (guint) snapshot->table->policy->min_group;
      figure->peers = bw_series_peers ((BwPeerObservation *) peers.observations->data,
                                       peers.observations->len, metric->aggregation,
                                       BW_BUCKET_MONTH, TRUE, snapshot->table->policy->min_group,
                                       &figure->n_peers);
      figure->result = g_new0 (BwSeries, 1);
      add_middle (figure->result, &peers, figure);
    }
  bw_series_peers_clear (&peers);
  if (!read)
    return NULL;

  figure->head.title = bw_series_sentence (metric, figure->result);
  figure->head.subtitle = describe_portfolio (figure, n_rows, selection->n);
  figure->detail = bw_series_detail (metric, figure);
  return g_steal_pointer (&figure);
}

void
bw_series_figure_free (BwSeriesFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_free (figure->kicker);
  g_free (figure->detail);
  g_free (figure->account_id);
  g_free (figure->account_name);
  g_free (figure->metric_key);
  g_free (figure->metric_name);
  g_free (figure->unit);
  g_free (figure->peers_name);
  g_clear_pointer (&figure->result, bw_series_free);
  g_free (figure->peers);
  for (guint i = 0; i < figure->n_marks; i++)
    g_free (figure->marks[i].title);
  g_free (figure->marks);
  g_free (figure);
}
