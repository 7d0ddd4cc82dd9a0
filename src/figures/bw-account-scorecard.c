/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "figures/bw-account-parts.h"

/* The latest reading of every metric on or before a date, in the order of the table's metrics. */
gboolean
bw_readings_read (BwReading *readings, BwMirror *mirror, const BwAccountTable *table,
                  const char *account_id, BwDate date, GError **error)
{
  g_autoptr (BwQuery) query = bw_query_new (
    mirror,
    "SELECT metric_key, max (observed_on), value FROM observations"
    " WHERE account_id = ?1 AND observed_on <= ?2 AND value IS NOT NULL GROUP BY metric_key",
    NULL, error);

  for (guint i = 0; i < table->n_metrics; i++)
    readings[i] = (BwReading) { NAN, BW_DATE_NONE };
  if (query == NULL)
    return FALSE;
  bw_query_bind_text (query, 1, account_id);
  bw_query_bind_int (query, 2, date);
  while (bw_query_next (query))
    {
      const BwMetric *metric = bw_account_table_find_metric (table, bw_query_text (query, 0));

      if (metric != NULL)
        readings[metric - table->metrics]
          = (BwReading) { bw_query_double (query, 2), bw_query_date (query, 1) };
    }
  return bw_query_finish (query, error);
}

/* (transfer full): the scales of the table's metrics, in their order. */
BwMetricScale *
bw_scales_list (const BwAccountTable *table)
{
  BwMetricScale *scales = g_new (BwMetricScale, table->n_metrics + 1);

  for (guint i = 0; i < table->n_metrics; i++)
    scales[i] = table->metrics[i].scale;
  return scales;
}

/* How long ago a stale reading was made, and how long past its date it is. */
char *
bw_stale_describe (const BwMetricScale *scale, BwDate observed_on, BwDate date)
{
  g_autofree char *when = bw_date_format_short (observed_on, date);
  int past = date - observed_on - scale->expires_days;

  return g_strdup_printf (ngettext ("last read %1$s, %2$d day past its date",
                                    "last read %1$s, %2$d days past its date", past),
                          when, past);
}

static void
add_lines (BwAccountFigure *figure, const BwAccountTable *table, const BwReading *readings)
{
  BwScorecardLine *lines = g_new0 (BwScorecardLine, BW_N_DIMENSIONS);

  for (BwDimension dimension = 0; dimension < BW_N_DIMENSIONS; dimension++)
    {
      BwScorecardLine line = { .dimension = dimension, .observed_on = BW_DATE_NONE };
      const BwMetricScale *latest = NULL;
      gboolean measured = FALSE;

      for (guint i = 0; i < table->n_metrics; i++)
        {
          const BwMetricScale *scale = &table->metrics[i].scale;

          if (scale->dimension != dimension)
            continue;
          measured = TRUE;
          if (readings[i].observed_on != BW_DATE_NONE
              && (latest == NULL || readings[i].observed_on > line.observed_on))
            {
              latest = scale;
              line.observed_on = readings[i].observed_on;
            }
        }
      if (!measured)
        continue;

      line.scorecard = bw_dimension_scorecard (dimension);
      line.title = bw_dimension_title (dimension);
      line.score = figure->health.dimension[dimension];
      line.compared_score = figure->compared_health.dimension[dimension];
      if (!isnan (line.score))
        line.freshness = BW_FRESHNESS_FRESH;
      else if (latest == NULL)
        line.freshness = BW_FRESHNESS_MISSING;
      else
        line.freshness = bw_health_is_fresh (latest, (BwReading) { 0, line.observed_on },
                                             figure->as_of)
                           ? BW_FRESHNESS_FRESH
                           : BW_FRESHNESS_STALE;
      if (line.freshness == BW_FRESHNESS_STALE)
        line.note = bw_stale_describe (latest, line.observed_on, figure->as_of);
      else if (line.freshness == BW_FRESHNESS_MISSING)
        line.note = g_strdup (_("never read"));
      lines[figure->n_lines++] = line;
    }
  figure->lines = lines;
}

static char *
describe_contribution (const BwMetric *metric, const BwContribution *contribution, double from,
                       double to)
{
  g_autofree char *was = bw_metric_format (metric, from);
  g_autofree char *is = bw_metric_format (metric, to);

  switch (contribution->kind)
    {
    case BW_CONTRIBUTION_NEW:
      return g_strdup_printf (_("%1$s: %2$s, no fresh reading before"), metric->name, is);
    case BW_CONTRIBUTION_STALE:
      return g_strdup_printf (_("%1$s: no fresh reading, %2$s before"), metric->name, was);
    case BW_CONTRIBUTION_WEIGHT:
      return g_strdup_printf (_("%1$s: %2$s, counts for another share than before"), metric->name,
                              is);
    case BW_CONTRIBUTION_VALUE:
    default:
      return g_strdup_printf (_("%1$s: %2$s, %3$s before"), metric->name, is, was);
    }
}

static int
compare_why (const void *a, const void *b)
{
  double points_a = fabs (((const BwWhyLine *) a)->points);
  double points_b = fabs (((const BwWhyLine *) b)->points);

  return (points_a < points_b) - (points_a > points_b);
}

/* (transfer full): what moved the index between two dates, the largest part first. */
BwWhyLine *
bw_why_list (const BwAccountTable *table, const BwMetricScale *scales, const BwReading *from,
             BwDate from_date, const BwReading *to, BwDate to_date, guint *n_lines)
{
  guint n;
  g_autofree BwContribution *contributions
    = bw_health_why (scales, table->n_metrics, from, from_date, to, to_date, table->policy, &n);
  BwWhyLine *lines = g_new0 (BwWhyLine, n + 1);

  for (guint i = 0; i < n; i++)
    {
      const BwContribution *contribution = &contributions[i];
      const BwMetric *metric = &table->metrics[contribution->metric];

      lines[i] = (BwWhyLine) {
        .metric_key = g_strdup (metric->key),
        .metric_name = g_strdup (metric->name),
        .kind = contribution->kind,
        .points = contribution->points,
        .text = describe_contribution (metric, contribution, from[contribution->metric].value,
                                       to[contribution->metric].value),
      };
    }
  qsort (lines, n, sizeof *lines, compare_why);
  *n_lines = n;
  return lines;
}

void
bw_why_free (BwWhyLine *lines, guint n_lines)
{
  for (guint i = 0; i < n_lines; i++)
    {
      g_free (lines[i].metric_key);
      g_free (lines[i].metric_name);
      g_free (lines[i].text);
    }
  g_free (lines);
}

static char *
describe_index (const BwAccountFigure *figure)
{
  g_autofree char *index = bw_number_format (figure->health.success_index, 0);
  g_autofree char *change = NULL;
  g_autofree char *when = NULL;

  if (isnan (figure->health.success_index))
    return g_strdup (_("No success index: no reading is fresh"));
  if (isnan (figure->index_change))
    return g_strdup_printf (_("Success index %s"), index);

  change = bw_number_format (fabs (figure->index_change), 0);
  when = bw_date_format_short (figure->compared_as_of, figure->as_of);
  if (fabs (figure->index_change) < 0.5)
    return g_strdup_printf (_("Success index %1$s, as on %2$s"), index, when);
  if (figure->index_change < 0)
    return g_strdup_printf (_("Success index %1$s, %2$s lower than on %3$s"), index, change, when);
  return g_strdup_printf (_("Success index %1$s, %2$s higher than on %3$s"), index, change, when);
}

/**
 * bw_account_read_scorecard:
 * @figure: gets its health, its lines and what moved it
 * @scope: with a mirror
 * @error: set when the mirror cannot be read
 *
 * Returns: whether it could be read
 */
gboolean
bw_account_read_scorecard (BwAccountFigure *figure, const BwFigureScope *scope, GError **error)
{
  const BwAccountTable *table = scope->snapshot->table;
  g_autofree BwMetricScale *scales = bw_scales_list (table);
  g_autofree BwReading *today = g_new (BwReading, table->n_metrics + 1);
  g_autofree BwReading *earlier = g_new (BwReading, table->n_metrics + 1);
  gboolean compare = figure->compared_as_of != BW_DATE_NONE;

  if (!bw_readings_read (today, scope->mirror, table, figure->id, figure->as_of, error)
      || (compare && !bw_readings_read (earlier, scope->mirror, table, figure->id,
                                        figure->compared_as_of, error)))
    return FALSE;

  bw_health_compute (scales, today, table->n_metrics, figure->as_of, table->policy,
                     &figure->health);
  if (compare)
    {
      bw_health_compute (scales, earlier, table->n_metrics, figure->compared_as_of, table->policy,
                         &figure->compared_health);
    }
  else
    {
      for (BwDimension i = 0; i < BW_N_DIMENSIONS; i++)
        figure->compared_health.dimension[i] = NAN;
      figure->compared_health.outcome = figure->compared_health.experience = NAN;
      figure->compared_health.success_index = figure->compared_health.happiness = NAN;
    }
  figure->band = bw_health_band (table->policy, figure->health.success_index);
  figure->index_change
    = figure->health.success_index - figure->compared_health.success_index;
  add_lines (figure, table, today);
  if (!isnan (figure->index_change))
    figure->why = bw_why_list (table, scales, earlier, figure->compared_as_of, today,
                               figure->as_of, &figure->n_why);
  figure->index_sentence = describe_index (figure);
  return TRUE;
}
