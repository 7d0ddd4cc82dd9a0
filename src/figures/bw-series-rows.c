/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-series-rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/bw-moments.h"

/* With more days from one reading to the next, as they usually come, there are gaps between weeks,
 * and between months: half a bucket more than one. */
#define MOST_DAYS_FOR_WEEKS 10
#define MOST_DAYS_FOR_MONTHS 45

void
bw_series_rows_init (BwSeriesRows *rows)
{
  rows->dates = g_array_new (FALSE, FALSE, sizeof (BwDate));
  rows->values = g_array_new (FALSE, FALSE, sizeof (double));
}

void
bw_series_rows_clear (BwSeriesRows *rows)
{
  g_clear_pointer (&rows->dates, g_array_unref);
  g_clear_pointer (&rows->values, g_array_unref);
}

/* A query that bw_series_rows_read() can run for many accounts. */
BwQuery *
bw_series_rows_query (BwMirror *mirror, GError **error)
{
  return bw_query_new (mirror,
                       "SELECT observed_on, value FROM observations"
                       " WHERE account_id = ?1 AND metric_key = ?2 AND observed_on <= ?3"
                       " AND value IS NOT NULL ORDER BY observed_on",
                       NULL, error);
}

/**
 * bw_series_rows_read:
 * @rows: filled anew
 * @query: from bw_series_rows_query()
 * @account_id: an account
 * @metric_key: a metric
 * @as_of: the last day that counts
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_series_rows_read (BwSeriesRows *rows, BwQuery *query, const char *account_id,
                     const char *metric_key, BwDate as_of, GError **error)
{
  g_array_set_size (rows->dates, 0);
  g_array_set_size (rows->values, 0);
  bw_query_bind_text (query, 1, account_id);
  bw_query_bind_text (query, 2, metric_key);
  bw_query_bind_int (query, 3, as_of);
  while (bw_query_next (query))
    {
      BwDate date = bw_query_date (query, 0);
      double value = bw_query_double (query, 1);

      g_array_append_val (rows->dates, date);
      g_array_append_val (rows->values, value);
    }
  return bw_query_finish (query, error);
}

/**
 * bw_series_rows_mean:
 * @rows: readings
 * @from: the first day
 * @to: the first day after
 *
 * Returns: their mean over these days; NaN when there is none
 */
double
bw_series_rows_mean (const BwSeriesRows *rows, BwDate from, BwDate to)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < rows->dates->len; i++)
    {
      BwDate date = g_array_index (rows->dates, BwDate, i);

      if (date >= from && date < to)
        {
          sum += g_array_index (rows->values, double, i);
          n++;
        }
    }
  return n > 0 ? sum / n : NAN;
}

/**
 * bw_series_rows_fit_bucket:
 * @rows: readings
 * @bucket: what is asked for
 *
 * Returns: @bucket, or a longer one where the readings come so seldom that most buckets would hold
 *   none and the line would be lone dots
 */
BwBucket
bw_series_rows_fit_bucket (const BwSeriesRows *rows, BwBucket bucket)
{
  const BwDate *dates = (const BwDate *) rows->dates->data;
  guint n = rows->dates->len;
  g_autofree double *steps = g_new (double, n + 1);
  double usual;

  if (n < 2)
    return bucket;
  for (guint i = 1; i < n; i++)
    steps[i - 1] = dates[i] - dates[i - 1];
  usual = bw_stats_median_weighted (steps, NULL, n - 1);
  if (usual > MOST_DAYS_FOR_MONTHS)
    return BW_BUCKET_QUARTER;
  if (usual > MOST_DAYS_FOR_WEEKS)
    return MAX (bucket, BW_BUCKET_MONTH);
  return bucket;
}

/**
 * bw_series_plan_read:
 * @plan: (out): the target of the latest plan that had begun on @as_of, an open one before a
 *   closed one; NaN and %BW_DATE_NONE when there is none
 * @mirror: the mirror
 * @account_id: an account
 * @metric_key: a metric
 * @as_of: what is decided later counts for nothing
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_series_plan_read (BwSeriesPlan *plan, BwMirror *mirror, const char *account_id,
                     const char *metric_key, BwDate as_of, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    mirror,
    "SELECT t.baseline_value, coalesce (t.baseline_on, p.started_on), t.target_value, t.due_on"
    " FROM plans AS p JOIN plan_targets AS t ON t.plan_id = p.id"
    " WHERE p.account_id = ?1 AND t.metric_key = ?2 AND coalesce (p.started_on, ?3) <= ?3"
    " ORDER BY p.closed_on IS NOT NULL AND p.closed_on <= ?3, p.started_on DESC, t.id LIMIT 1",
    NULL, error);

  *plan = (BwSeriesPlan) { NAN, BW_DATE_NONE, NAN, BW_DATE_NONE };
  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, account_id);
  bw_query_bind_text (query, 2, metric_key);
  bw_query_bind_int (query, 3, as_of);
  if (bw_query_next (query))
    {
      plan->baseline = bw_query_double (query, 0);
      plan->baseline_on = bw_query_date (query, 1);
      plan->target = bw_query_double (query, 2);
      plan->due_on = bw_query_date (query, 3);
    }
  return bw_query_finish (query, error);
}

/**
 * bw_series_rows_compute:
 * @rows: the readings of an account
 * @plan: what its plan promises
 * @go_live_on: of the account, or %BW_DATE_NONE
 *
 * Returns: (transfer full): the series with what became of it, by the company's policy
 */
BwSeries *
bw_series_rows_compute (const BwSeriesRows *rows, const BwSeriesPlan *plan, const BwMetric *metric,
                        BwBucket bucket, const BwSnapshot *snapshot, BwDate go_live_on)
{
  const BwPolicy *policy = snapshot->table->policy;
  BwSeriesInput input = {
    .n = rows->dates->len,
    .dates = (const BwDate *) rows->dates->data,
    .values = (const double *) rows->values->data,
    .direction = metric->scale.direction,
    .aggregation = metric->aggregation,
    .bucket = bucket,
    .as_of = snapshot->as_of,
    .go_live_on = go_live_on,
    .plan_baseline = plan->baseline,
    .plan_baseline_on = plan->baseline_on,
    .plan_target = plan->target,
    .plan_due_on = plan->due_on,
    .baseline_days = policy->baseline_days,
    .velocity_buckets = policy->velocity_buckets,
    .behind_share = policy->behind_share,
  };

  return bw_series_compute (&input);
}

static void
add_mark (GArray *marks, BwMarkKind kind, BwDate date, const char *title)
{
  BwSeriesMark mark = { kind, date, g_strdup (title) };

  g_array_append_val (marks, mark);
}

static gboolean
add_rows (GArray *marks, BwMarkKind kind, BwMirror *mirror, const char *sql,
          const char *account_id, BwDate as_of, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (mirror, sql, NULL, error);

  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, account_id);
  bw_query_bind_int (query, 2, as_of);
  while (bw_query_next (query))
    {
      const char *title = bw_query_text (query, 1);

      if (kind == BW_MARK_MOMENT)
        title = bw_moment_describe (title);
      add_mark (marks, kind, bw_query_date (query, 0), title);
    }
  return bw_query_finish (query, error);
}

static int
compare_marks (const void *a, const void *b)
{
  const BwSeriesMark *mark_a = a, *mark_b = b;

  return (mark_a->date > mark_b->date) - (mark_a->date < mark_b->date);
}

/**
 * bw_series_marks_read:
 * @mirror: the mirror
 * @account_id: an account
 * @go_live_on: its go-live, or %BW_DATE_NONE
 * @as_of: the last day that counts
 * @n_marks: (out): how many there are
 * @error: set when the mirror cannot be read
 *
 * Returns: (transfer full) (array length=n_marks): go-live, milestones that were reached and
 *   moments of truth that took place, rising by date; %NULL on an error
 */
BwSeriesMark *
bw_series_marks_read (BwMirror *mirror, const char *account_id, BwDate go_live_on, BwDate as_of,
                      guint *n_marks, GError **error)
{
  g_autoptr (GArray) marks = g_array_new (TRUE, FALSE, sizeof (BwSeriesMark));

  *n_marks = 0;
  if (go_live_on != BW_DATE_NONE && go_live_on <= as_of)
    add_mark (marks, BW_MARK_GO_LIVE, go_live_on, _("go-live"));
  if (!add_rows (marks, BW_MARK_MILESTONE, mirror,
                 "SELECT m.done_on, m.title FROM plans AS p"
                 " JOIN plan_milestones AS m ON m.plan_id = p.id"
                 " WHERE p.account_id = ?1 AND m.done_on <= ?2 AND m.title IS NOT NULL",
                 account_id, as_of, error)
      || !add_rows (marks, BW_MARK_MOMENT, mirror,
                    "SELECT occurred_on, moment_of_truth FROM interactions"
                    " WHERE account_id = ?1 AND occurred_on <= ?2"
                    " AND moment_of_truth IS NOT NULL",
                    account_id, as_of, error))
    {
      for (guint i = 0; i < marks->len; i++)
        g_free (g_array_index (marks, BwSeriesMark, i).title);
      return NULL;
    }

  g_array_sort (marks, compare_marks);
  *n_marks = marks->len;
  return (BwSeriesMark *) g_array_steal (marks, NULL);
}
