/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-metric-accounts-figure.h"

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-figure-private.h"
#include "figures/bw-series-peers.h"
#include "figures/bw-series-words.h"

/* Which comes first in the list: whoever is behind, then whoever gained least. */
static int
compare_accounts (gconstpointer a, gconstpointer b)
{
  const BwMetricAccount *first = a, *second = b;
  gboolean behind = first->plan_status == BW_PLAN_BEHIND;
  gboolean other_behind = second->plan_status == BW_PLAN_BEHIND;

  if (behind != other_behind)
    return other_behind - behind;
  if (isnan (first->improvement) != isnan (second->improvement))
    return isnan (first->improvement) - isnan (second->improvement);
  if (first->improvement < second->improvement || first->improvement > second->improvement)
    return first->improvement < second->improvement ? -1 : 1;
  return (first->row > second->row) - (first->row < second->row);
}

static BwMetricAccount
summarise (const BwSeries *series, guint32 row)
{
  return (BwMetricAccount) {
    .row = row,
    .before = series->baseline.value,
    .now = series->after.value,
    .change = series->change,
    .change_share = series->change_share,
    .improvement = series->improvement,
    .last_on = series->last_on,
    .plan_status = series->plan_status,
    .plan_target = series->plan_target,
    .velocity = series->velocity,
    .slope_per_month = series->slope_per_month,
  };
}

static void
count (BwMetricAccountsFigure *figure)
{
  for (guint i = 0; i < figure->n; i++)
    {
      const BwMetricAccount *account = &figure->accounts[i];

      figure->n_compared += !isnan (account->improvement);
      figure->n_better += account->improvement > 0;
      figure->n_behind += account->plan_status == BW_PLAN_BEHIND;
    }
}

static char *
make_title (const BwMetricAccountsFigure *figure)
{
  if (figure->n == 0)
    return g_strdup (_("No account measures this yet"));
  if (figure->n_compared == 0)
    return g_strdup_printf (ngettext ("%'u account measures this, and cannot say from where it "
                                      "came",
                                      "%'u accounts measure this, and cannot say from where they "
                                      "came",
                                      figure->n),
                            figure->n);
  if (figure->n_behind == 0)
    return g_strdup_printf (ngettext ("%'u of %'u account is better off than before",
                                      "%'u of %'u accounts are better off than before",
                                      figure->n_compared),
                            figure->n_better, figure->n_compared);
  return g_strdup_printf (ngettext ("%'u of %'u account is better off than before; %'u behind its "
                                    "plan",
                                    "%'u of %'u accounts are better off than before; %'u behind "
                                    "their "
                                    "plan",
                                    figure->n_compared),
                          figure->n_better, figure->n_compared, figure->n_behind);
}

static char *
make_subtitle (const BwMetricAccountsFigure *figure, const BwMetric *metric)
{
  if (figure->n_read < figure->n_whole)
    return g_strdup_printf (_("%s, account by account; every so many of %'u accounts, %'u in all"),
                            metric->name, figure->n_whole, figure->n_read);
  return g_strdup_printf (_("%s, account by account"), metric->name);
}

/**
 * bw_metric_accounts_figure_compute:
 * @scope: what the figure is about, with a mirror
 * @metric_key: a metric
 * @error: set when there is no such metric or the mirror cannot be read
 *
 * Each account's series by months, as the account's own page computes it.
 *
 * Returns: (transfer full): the accounts that have a reading of the metric on or before the date
 */
BwMetricAccountsFigure *
bw_metric_accounts_figure_compute (const BwFigureScope *scope, const char *metric_key,
                                   GError **error)
{
  const BwSnapshot *snapshot = scope->snapshot;
  const BwMetric *metric = bw_account_table_find_metric (snapshot->table, metric_key);
  g_autoptr (BwMetricAccountsFigure) figure = g_new0 (BwMetricAccountsFigure, 1);
  g_autoptr (BwSelection) selection = bw_scope_select (scope);
  g_autoptr (BwQuery) query = NULL;
  g_autoptr (GArray) accounts = g_array_new (FALSE, FALSE, sizeof (BwMetricAccount));
  g_autofree guint32 *rows = NULL;
  BwSeriesRows readings;
  gboolean good;

  if (metric == NULL)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND,
                   _("There is no metric “%s”"), metric_key);
      return NULL;
    }
  query = bw_series_rows_query (scope->mirror, error);
  if (query == NULL)
    return NULL;
  figure->metric_key = g_strdup (metric_key);
  figure->n_whole = selection->n;
  rows = bw_series_peers_sample (selection->rows, selection->n, &figure->n_read);

  bw_series_rows_init (&readings);
  good = TRUE;
  for (guint i = 0; good && i < figure->n_read; i++)
    {
      const char *id = bw_snapshot_id (snapshot, rows[i]);
      g_autoptr (BwSeries) series = NULL;
      BwSeriesPlan plan;
      BwMetricAccount account;

      good = bw_series_rows_read (&readings, query, id, metric_key, snapshot->as_of, error);
      if (!good || readings.dates->len == 0)
        continue;
      good = bw_series_plan_read (&plan, scope->mirror, id, metric_key, snapshot->as_of, error);
      if (!good)
        continue;
      series = bw_series_rows_compute (&readings, &plan, metric, BW_BUCKET_MONTH, snapshot,
                                       bw_snapshot_go_live_on (snapshot, rows[i]));
      account = summarise (series, rows[i]);
      g_array_append_val (accounts, account);
    }
  bw_series_rows_clear (&readings);
  if (!good)
    return NULL;

  g_array_sort (accounts, compare_accounts);
  figure->n = accounts->len;
  figure->accounts = (BwMetricAccount *) g_array_free (g_steal_pointer (&accounts), FALSE);
  count (figure);
  figure->head.title = make_title (figure);
  figure->head.subtitle = make_subtitle (figure, metric);
  figure->head.rule = bw_series_rule (metric, snapshot->table->policy);
  bw_rule_add_filter (figure->head.rule, selection->n, snapshot->n);
  return g_steal_pointer (&figure);
}

void
bw_metric_accounts_figure_free (BwMetricAccountsFigure *figure)
{
  if (figure == NULL)
    return;
  bw_figure_clear (&figure->head);
  g_free (figure->metric_key);
  g_free (figure->accounts);
  g_free (figure);
}

/**
 * bw_plan_status_title:
 *
 * Returns: (transfer none): where an account stands on the way to its target, in the user's
 *   language
 */
const char *
bw_plan_status_title (BwPlanStatus status)
{
  switch (status)
    {
    case BW_PLAN_ACHIEVED:
      return C_("target", "achieved");
    case BW_PLAN_AHEAD:
      return C_("target", "ahead");
    case BW_PLAN_ON_TRACK:
      return C_("target", "on track");
    case BW_PLAN_BEHIND:
      return C_("target", "behind");
    case BW_PLAN_NONE:
    default:
      return C_("target", "no plan");
    }
}

/**
 * bw_velocity_title:
 *
 * Returns: (transfer none): which way a metric goes, in the user's language
 */
const char *
bw_velocity_title (BwVelocity velocity)
{
  switch (velocity)
    {
    case BW_VELOCITY_EXPANDING:
      return C_("velocity", "expanding");
    case BW_VELOCITY_STALLED:
      return C_("velocity", "stalled");
    case BW_VELOCITY_DECLINING:
      return C_("velocity", "declining");
    case BW_VELOCITY_UNKNOWN:
    default:
      return C_("velocity", "too few points to say");
    }
}
