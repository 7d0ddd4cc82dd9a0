/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-front-paper.h"

#include <glib/gi18n.h>

static void
add_chart (BwPaper *paper, const BwChart *chart, const BwFigure *figure)
{
  paper->charts[paper->n_charts] = chart;
  paper->chart_texts[paper->n_charts] = (BwChartText) { figure->title, figure->subtitle, NULL };
  paper->n_charts++;
}

/**
 * bw_paper_source:
 * @company: whose figures they are
 * @as_of: of which day
 *
 * Returns: (transfer full): the line below a chart on paper or in a picture
 */
char *
bw_paper_source (const char *company, BwDate as_of)
{
  g_autofree char *day = bw_date_format_long (as_of);

  /* Translators: the line below a chart: which company, and of which day the figures are. */
  return g_strdup_printf (_("%1$s, as of %2$s"), company, day);
}

/**
 * bw_front_paper_init:
 * @front: (out caller-allocates): the sheet
 * @page: what the Portfolio page shows; borrowed
 *
 * Lays the front page of a portfolio out for paper.
 */
void
bw_front_paper_init (BwFrontPaper *front, const BwFrontPage *page)
{
  BwPaper *paper = &front->paper;
  guint n = MIN (page->key_figures->n_figures, BW_N_KEY_FIGURES);

  *front = (BwFrontPaper) { .source = bw_paper_source (page->company_name, page->as_of) };
  for (guint i = 0; i < n; i++)
    {
      const BwKeyFigure *figure = &page->key_figures->figures[i];

      front->figures[i] = (BwPaperFigure) { figure->title, figure->value, figure->change };
    }
  paper->text = (BwChartText) { page->company_name, NULL, front->source };
  paper->figures = front->figures;
  paper->n_figures = n;

  bw_distribution_figure_chart (&front->distribution, page->distribution);
  add_chart (paper, &front->distribution.parent, &page->distribution->head);
  bw_quadrants_figure_chart (&front->quadrants, page->quadrants);
  add_chart (paper, &front->quadrants.parent, &page->quadrants->head);
  bw_tiers_figure_chart (&front->tiers, page->tiers);
  add_chart (paper, &front->tiers.parent, &page->tiers->head);
  if (page->series != NULL)
    {
      bw_series_figure_chart (&front->series, page->series);
      add_chart (paper, &front->series.chart.parent, &page->series->head);
    }
}

/**
 * bw_front_paper_clear:
 *
 * Frees what the sheet holds of its own.
 */
void
bw_front_paper_clear (BwFrontPaper *front)
{
  bw_series_figure_chart_clear (&front->series);
  g_clear_pointer (&front->source, g_free);
}
