/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export/bw-figure-charts.h"

#include <glib/gi18n.h>
#include <math.h>

/* Figures and charts do not know each other; here each figure becomes the chart that shows it, in
 * the window, in a picture and in a PDF alike. */

/**
 * bw_distribution_figure_chart:
 * @chart: (out caller-allocates): the chart to set up
 * @figure: what it shows; borrowed
 */
void
bw_distribution_figure_chart (BwDistributionChart *chart, const BwDistributionFigure *figure)
{
  bw_distribution_chart_init (chart, figure->result, figure->measure_title);
  chart->is_past = figure->is_past;
}

/**
 * bw_quadrants_figure_chart:
 * @chart: (out caller-allocates): the chart to set up, without names, grid, selection and trails
 * @figure: what it shows; borrowed
 */
void
bw_quadrants_figure_chart (BwQuadrantsChart *chart, const BwQuadrantsFigure *figure)
{
  bw_quadrants_chart_init (chart, figure->result, &figure->input);
}

/**
 * bw_tiers_figure_chart:
 * @chart: (out caller-allocates): the chart to set up
 * @figure: what it shows; borrowed
 */
void
bw_tiers_figure_chart (BwTiersChart *chart, const BwTiersFigure *figure)
{
  bw_tiers_chart_init (chart, figure->result);
}

/* What the last median of a portfolio is of. */
static char *
name_of_end (const BwSeriesFigure *figure)
{
  gsize n = figure->n_peers;
  int months;

  while (n > 0 && isnan (figure->peers[n - 1].median))
    n--;
  months = n > 0 ? (int) round (figure->peers[n - 1].start / BW_DAYS_PER_MONTH) : 0;
  if (months <= 0)
    /* Translators: the line of the accounts in the middle, as in "6.1 h median". */
    return g_strdup (C_("end of a line", "median"));
  /* Translators: the end of a line of medians by months since go-live, as in "5.5 h after 24
   * months". */
  return g_strdup_printf (ngettext ("after %d month", "after %d months", (gulong) months), months);
}

/**
 * bw_series_figure_chart:
 * @chart: (out caller-allocates): the chart to set up; clear it after use
 * @figure: what it shows; borrowed
 *
 * The series of a portfolio has the median of the accounts as its line and the middle half as
 * its band.
 */
void
bw_series_figure_chart (BwSeriesFigureChart *chart, const BwSeriesFigure *figure)
{
  gboolean is_portfolio = figure->account_id == NULL;
  guint n_events = 0;

  *chart = (BwSeriesFigureChart) { .medians = *figure->result };
  if (is_portfolio)
    {
      chart->medians.n_points = figure->n_peers;
      chart->medians.points = g_new (BwSeriesPoint, figure->n_peers + 1);
      for (gsize i = 0; i < figure->n_peers; i++)
        chart->medians.points[i]
          = (BwSeriesPoint) { figure->peers[i].start, figure->peers[i].median };
    }
  chart->events = g_new0 (BwSeriesEvent, figure->n_marks + 1);
  for (guint i = 0; i < figure->n_marks; i++)
    {
      const BwSeriesMark *mark = &figure->marks[i];

      /* Go-live is a line of its own. */
      if (mark->kind != BW_MARK_GO_LIVE)
        chart->events[n_events++]
          = (BwSeriesEvent) { mark->date, mark->title, mark->kind == BW_MARK_MOMENT };
    }

  bw_series_chart_init (&chart->chart, is_portfolio ? &chart->medians : figure->result,
                        figure->unit);
  chart->chart.direction = figure->direction;
  chart->chart.is_past = figure->is_past;
  chart->chart.since_go_live = figure->since_go_live;
  chart->chart.go_live_on = figure->since_go_live ? 0 : figure->go_live_on;
  chart->chart.n_peers = figure->n_peers;
  chart->chart.peers = figure->peers;
  if (is_portfolio)
    {
      /* The title has the accounts of today; the line ends with those that came the furthest. */
      chart->line_name = name_of_end (figure);
      chart->chart.line_name = chart->line_name;
      chart->chart.peers_name = _("middle half");
    }
  chart->chart.n_events = n_events;
  chart->chart.events = chart->events;
}

/**
 * bw_series_figure_chart_clear:
 * @chart: a chart that was set up, or a zeroed one
 */
void
bw_series_figure_chart_clear (BwSeriesFigureChart *chart)
{
  if (chart->chart.series == &chart->medians)
    g_free (chart->medians.points);
  g_free (chart->events);
  g_free (chart->line_name);
  *chart = (BwSeriesFigureChart) { 0 };
}
