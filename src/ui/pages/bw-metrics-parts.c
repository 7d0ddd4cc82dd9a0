/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-metrics-parts.h"

#include <glib/gi18n.h>
#include <math.h>

static void
metrics_clear (BwMetrics *metrics)
{
  bw_series_figure_chart_clear (&metrics->chart);
  g_clear_pointer (&metrics->series, bw_series_figure_free);
  g_clear_pointer (&metrics->accounts, bw_metric_accounts_figure_free);
  g_free (metrics->metrics);
  bw_snapshot_unref (metrics->snapshot);
}

/**
 * bw_metrics_compute:
 * @metric_key: (nullable): the metric chosen; without it, or when nobody measures it any more, the
 *   one that most accounts measure
 */
BwMetrics *
bw_metrics_compute (const BwFigureScope *scope, const char *metric_key, GError **error)
{
  g_autoptr (BwMetrics) self = g_atomic_rc_box_new0 (BwMetrics);
  g_autoptr (GError) inner = NULL;

  self->snapshot = bw_snapshot_ref (scope->snapshot);
  self->metrics = bw_series_figure_list_metrics (scope, NULL, &self->n_metrics, &inner);
  if (inner)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (self->n_metrics == 0)
    return g_steal_pointer (&self);
  self->chosen = self->metrics[0].metric;
  for (guint i = 0; metric_key && i < self->n_metrics; i++)
    if (g_str_equal (self->metrics[i].metric->key, metric_key))
      self->chosen = self->metrics[i].metric;
  self->series = bw_series_figure_compute_portfolio (scope, self->chosen->key, error);
  if (self->series == NULL)
    return NULL;
  self->accounts = bw_metric_accounts_figure_compute (scope, self->chosen->key, error);
  if (self->accounts == NULL)
    return NULL;
  bw_series_figure_chart (&self->chart, self->series);
  return g_steal_pointer (&self);
}

BwMetrics *
bw_metrics_ref (BwMetrics *metrics)
{
  return g_atomic_rc_box_acquire (metrics);
}

void
bw_metrics_unref (BwMetrics *metrics)
{
  g_atomic_rc_box_release_full (metrics, (GDestroyNotify) metrics_clear);
}

/* Cards ---------------------------------------------------------------------------------------- */

static gboolean
has_middle (const BwMetrics *self)
{
  return self->series->result->baseline.n
         >= (guint) self->snapshot->table->policy->min_group;
}

static void
fill_middle (const BwMetrics *self, BwKeyFigure *key, double value)
{
  guint n = self->series->result->baseline.n;

  if (has_middle (self))
    {
      key->value = bw_metric_format (self->chosen, value);
      key->detail = g_strdup_printf (ngettext ("median of %u account that has both",
                                               "median of %u accounts that have both", n),
                                     n);
    }
  else
    {
      key->value = g_strdup ("–");
      key->detail = g_strdup_printf (ngettext ("only %u account has before and now",
                                               "only %u accounts have before and now", n),
                                     n);
    }
}

static void
fill_change (const BwMetrics *self, BwKeyFigure *key)
{
  const BwSeries *result = self->series->result;
  g_autofree char *size = bw_metric_format_size (self->chosen, fabs (result->change));

  key->title = g_strdup (_("Change"));
  if (!has_middle (self) || isnan (result->change))
    {
      key->value = g_strdup ("–");
      return;
    }
  key->value = bw_difference_format (result->change, size);
  key->direction = result->change > 0 ? 1 : result->change < 0 ? -1 : 0;
  key->trend = result->improvement > 0   ? BW_TREND_BETTER
               : result->improvement < 0 ? BW_TREND_WORSE
                                         : BW_TREND_SAME;
  if (!isnan (result->change_share))
    {
      g_autofree char *share = bw_share_format (fabs (result->change_share), 0);

      if (result->change < 0)
        /* Translators: %s is a share, as in "36 % lower than before". */
        key->change = g_strdup_printf (_("%s lower than before"), share);
      else
        key->change = g_strdup_printf (_("%s higher than before"), share);
    }
}

static void
fill_count (BwKeyFigure *key, guint n, guint of)
{
  g_autofree char *count = bw_number_format (n, 0);
  g_autofree char *whole = bw_number_format (of, 0);

  /* Translators: a part and the whole, as in "120 of 214". */
  key->value = g_strdup_printf (_("%s of %s"), count, whole);
}

/**
 * bw_metrics_card_fill:
 * @key: (out caller-allocates): the number in words; clear it after use
 */
void
bw_metrics_card_fill (const BwMetrics *metrics, BwMetricsCard card, BwKeyFigure *key)
{
  const BwMetricAccountsFigure *accounts = metrics->accounts;

  *key = (BwKeyFigure) { 0 };
  key->rule = bw_rule_copy (accounts->head.rule);
  switch (card)
    {
    case BW_METRICS_CARD_BEFORE:
      key->title = g_strdup (_("Before Go-Live"));
      fill_middle (metrics, key, metrics->series->result->baseline.value);
      break;
    case BW_METRICS_CARD_NOW:
      key->title = g_strdup (_("Now"));
      fill_middle (metrics, key, metrics->series->result->after.value);
      break;
    case BW_METRICS_CARD_CHANGE:
      fill_change (metrics, key);
      break;
    case BW_METRICS_CARD_ACCOUNTS:
      key->title = g_strdup (_("Accounts That Measure It"));
      fill_count (key, accounts->n, accounts->n_read);
      if (accounts->n_read < accounts->n_whole)
        key->detail = g_strdup (_("of the accounts looked at"));
      break;
    case BW_METRICS_CARD_BETTER:
      key->title = g_strdup (_("Better Off Than Before"));
      fill_count (key, accounts->n_better, accounts->n_compared);
      key->detail = g_strdup (_("of those that can be compared"));
      break;
    case BW_METRICS_CARD_BEHIND:
    case BW_N_METRICS_CARDS:
    default:
      key->title = g_strdup (_("Behind Their Plan"));
      key->value = bw_number_format (accounts->n_behind, 0);
      key->detail = g_strdup (_("short of the straight path to the target"));
    }
}

void
bw_metrics_card_clear (BwKeyFigure *key)
{
  g_free (key->title);
  g_free (key->value);
  g_free (key->change);
  g_free (key->detail);
  bw_rule_free (key->rule);
  *key = (BwKeyFigure) { 0 };
}

/**
 * bw_metrics_card_rows:
 *
 * Returns: (transfer full): the accounts behind a number
 */
BwSelection *
bw_metrics_card_rows (const BwMetrics *metrics, BwMetricsCard card)
{
  const BwMetricAccountsFigure *figure = metrics->accounts;
  g_autofree guint32 *rows = g_new (guint32, figure->n + 1);
  guint n = 0;

  for (guint i = 0; i < figure->n; i++)
    {
      const BwMetricAccount *account = &figure->accounts[i];

      if (card == BW_METRICS_CARD_ACCOUNTS
          || (card == BW_METRICS_CARD_BETTER && account->improvement > 0)
          || (card == BW_METRICS_CARD_BEHIND && account->plan_status == BW_PLAN_BEHIND)
          || (card < BW_METRICS_CARD_ACCOUNTS && !isnan (account->improvement)))
        rows[n++] = account->row;
    }
  return bw_selection_new_rows (rows, n);
}

/* Table ---------------------------------------------------------------------------------------- */

enum {
  COLUMN_NAME,
  COLUMN_BEFORE,
  COLUMN_NOW,
  COLUMN_CHANGE,
  COLUMN_SHARE,
  COLUMN_PLAN,
  COLUMN_VELOCITY,
};

static double
table_value (guint row, guint column, gpointer data)
{
  const BwMetricAccount *account = &((const BwMetrics *) data)->accounts->accounts[row];

  return column == COLUMN_BEFORE   ? account->before
         : column == COLUMN_NOW    ? account->now
         : column == COLUMN_CHANGE ? account->change
                                   : account->change_share;
}

static char *
table_text (guint row, guint column, gpointer data)
{
  const BwMetrics *self = data;
  const BwMetricAccount *account = &self->accounts->accounts[row];
  double value = table_value (row, column, data);
  g_autofree char *size = NULL;

  if (column == COLUMN_NAME)
    return g_strdup (bw_snapshot_name (self->snapshot, account->row));
  if (column == COLUMN_PLAN)
    return g_strdup (bw_plan_status_title (account->plan_status));
  if (column == COLUMN_VELOCITY)
    return g_strdup (bw_velocity_title (account->velocity));
  if (isnan (value))
    return NULL;
  size = column == COLUMN_SHARE ? bw_share_format (fabs (value), 0)
                                : bw_metric_format_size (self->chosen, fabs (value));
  if (column == COLUMN_BEFORE || column == COLUMN_NOW)
    return bw_metric_format (self->chosen, value);
  return bw_difference_format (value, size);
}

/**
 * bw_metrics_table_new:
 *
 * Returns: (transfer full): an account a row
 */
BwTable *
bw_metrics_table_new (BwMetrics *metrics)
{
  BwTable *table = bw_table_new (metrics->accounts ? metrics->accounts->n : 0, table_text,
                                 table_value, bw_metrics_ref (metrics),
                                 (GDestroyNotify) bw_metrics_unref);

  bw_table_add_column (table, _("Account"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Before"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Now"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Change"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("In Percent"), BW_TABLE_SHARE);
  bw_table_add_column (table, _("Plan"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Velocity"), BW_TABLE_TEXT);
  return table;
}
