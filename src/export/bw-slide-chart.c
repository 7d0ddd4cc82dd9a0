/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-slide-chart.h"

/**
 * bw_slide_has_chart:
 * @slide: a slide
 *
 * Returns: whether there is a chart on it
 */
gboolean
bw_slide_has_chart (const BwSlide *slide)
{
  return slide->series != NULL || slide->distribution != NULL || slide->quadrants != NULL
         || slide->tiers != NULL;
}

/**
 * bw_slide_chart_init:
 * @self: (out caller-allocates): the chart to set up; clear it after use
 * @slide: whose chart it is; borrowed
 */
void
bw_slide_chart_init (BwSlideChart *self, const BwSlide *slide)
{
  *self = (BwSlideChart) { .slide = slide };
  if (slide->series != NULL)
    {
      bw_series_figure_chart (&self->as.series, slide->series);
      /* Who they are is said as the audience would say it. */
      self->as.series.chart.peers_name = slide->series->peers_name;
      self->chart = &self->as.series.chart.parent;
    }
  else if (slide->distribution != NULL)
    {
      bw_distribution_figure_chart (&self->as.distribution, slide->distribution);
      self->chart = &self->as.distribution.parent;
    }
  else if (slide->quadrants != NULL)
    {
      bw_quadrants_figure_chart (&self->as.quadrants, slide->quadrants);
      self->chart = &self->as.quadrants.parent;
    }
  else if (slide->tiers != NULL)
    {
      bw_tiers_figure_chart (&self->as.tiers, slide->tiers);
      self->chart = &self->as.tiers.parent;
    }
}

/**
 * bw_slide_chart_clear:
 * @self: a chart that was set up, or a zeroed one
 */
void
bw_slide_chart_clear (BwSlideChart *self)
{
  if (self->chart != NULL && self->slide->series != NULL)
    bw_series_figure_chart_clear (&self->as.series);
  *self = (BwSlideChart) { 0 };
}
