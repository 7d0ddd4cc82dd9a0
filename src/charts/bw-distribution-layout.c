/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-distribution-layout.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-chart-text.h"
#include "charts/bw-mark.h"

/**
 * bw_distribution_has_tails:
 * @data: a distribution
 *
 * Returns: whether the measure has an area A and an area B
 */
gboolean
bw_distribution_has_tails (const BwDistribution *data)
{
  return !isnan (data->at_risk.threshold) && !isnan (data->advocates.threshold);
}

/**
 * bw_distribution_has_curve:
 * @data: a distribution
 *
 * Returns: whether there is a density; one account, or all of them equal, have none
 */
gboolean
bw_distribution_has_curve (const BwDistribution *data)
{
  return data->n_points > 1 && data->density != NULL && isfinite (data->density[0])
         && isfinite (data->density[data->n_points - 1]);
}

/**
 * bw_distribution_has_ghost:
 * @data: a distribution
 *
 * Returns: whether there is a density of an earlier date
 */
gboolean
bw_distribution_has_ghost (const BwDistribution *data)
{
  return data->has_comparison && data->n_points > 1 && data->compared_density != NULL
         && isfinite (data->compared_density[0]);
}

/* How high a bar is, on the scale of the density. */
static double
bin_density (const BwDistribution *data, const BwDistributionBin *bin)
{
  double width = bin->to - bin->from, share;

  if (data->weight == BW_WEIGHT_ARR)
    share = data->arr > 0 ? (double) bin->arr / data->arr : 0;
  else
    share = data->accounts > 0 ? (double) bin->accounts / data->accounts : 0;
  return width > 0 ? share / width : 0;
}

/* The highest thing in sight, so that zooming in uses the height there is. */
static double
highest_in_sight (const BwDistribution *data, double from, double to)
{
  double highest = 0;

  for (gsize i = 0; i < data->n_bins; i++)
    {
      if (data->bins[i].to > from && data->bins[i].from < to)
        highest = MAX (highest, bin_density (data, &data->bins[i]));
    }
  for (gsize i = 0; i < data->n_points; i++)
    {
      if (data->x[i] < from || data->x[i] > to)
        continue;
      if (isfinite (data->density[i]))
        highest = MAX (highest, data->density[i]);
      if (data->has_comparison && data->compared_density != NULL
          && isfinite (data->compared_density[i]))
        highest = MAX (highest, data->compared_density[i]);
    }
  return highest > 0 ? highest : 1;
}

/**
 * bw_distribution_layout_init:
 * @layout: (out caller-allocates): where everything lies
 * @chart: what is drawn
 * @style: how it looks
 * @labeller: measures the text
 * @width: of the surface
 * @height: of the surface
 *
 * The headings of the tails stand above the plot, so that they are on no bar and no line.
 */
void
bw_distribution_layout_init (BwDistributionLayout                    *layout,
             const BwDistributionChart *chart,
             const BwChartStyle        *style,
             BwLabeller                *labeller,
             double                     width,
             double                     height)
{
  const BwDistribution *data = chart->distribution;
  const BwChartWindow *window = &chart->parent.window;
  double tick = bw_labeller_line_height (labeller, BW_TEXT_TICK);
  double from = isnan (window->x_from) ? data->x_from : window->x_from;
  double to = isnan (window->x_to) ? data->x_to : window->x_to;
  double top, bottom;

  layout->data = data;
  layout->style = style;
  layout->line = bw_labeller_line_height (labeller, BW_TEXT_LABEL);
  top = style->font_size * 0.5 + (bw_distribution_has_tails (data) ? 2 * layout->line : 0);
  bottom = tick + style->font_size * 0.5;
  layout->plot = (cairo_rectangle_t) { 1, top, MAX (width - 2, 1), MAX (height - top - bottom, 1) };
  layout->x = (BwScale) { from, to, layout->plot.x, layout->plot.x + layout->plot.width };
  if (style->rtl)
    layout->x = (BwScale) { from, to, layout->x.end, layout->x.start };
  layout->y = (BwScale) { 0, highest_in_sight (data, from, to) * 1.02,
                          layout->plot.y + layout->plot.height, layout->plot.y };
}

/**
 * bw_distribution_density_at:
 * @data: a distribution
 * @value: a value
 *
 * Returns: the density there, between the points around it; 0 outside
 */
double
bw_distribution_density_at (const BwDistribution *data, double value)
{
  for (gsize i = 1; i < data->n_points; i++)
    {
      double share;

      if (value < data->x[i - 1] || value > data->x[i])
        continue;
      share = (value - data->x[i - 1]) / (data->x[i] - data->x[i - 1]);
      return data->density[i - 1] * (1 - share) + data->density[i] * share;
    }
  return 0;
}

/**
 * bw_distribution_layout_bin:
 * @layout: where everything lies
 * @bin: a bar of the histogram
 *
 * Returns: where it stands
 */
cairo_rectangle_t
bw_distribution_layout_bin (const BwDistributionLayout *layout, const BwDistributionBin *bin)
{
  double left = bw_scale_map (&layout->x, bin->from), right = bw_scale_map (&layout->x, bin->to);
  double top = bw_scale_map (&layout->y, bin_density (layout->data, bin));
  double gap = fabs (right - left) > 3 ? 1 : 0;

  return (cairo_rectangle_t) { MIN (left, right) + gap / 2, top,
                               MAX (fabs (right - left) - gap, 0.5),
                               MAX (layout->y.start - top, 0) };
}

/**
 * bw_distribution_layout_tail:
 * @layout: where everything lies; where the heading stands is filled in
 * @cr: (nullable): where it is drawn
 * @labeller: places the text
 * @is_at_risk: area A, else area B
 *
 * Writes the heading of a tail over its area: a sample of the area, its name, what is in it.
 */
void
bw_distribution_layout_tail (BwDistributionLayout *layout,
                             cairo_t              *cr,
                             BwLabeller           *labeller,
                             gboolean              is_at_risk)
{
  const BwChartStyle *style = layout->style;
  const BwDistributionTail *tail = is_at_risk ? &layout->data->at_risk : &layout->data->advocates;
  g_autofree char *accounts = bw_chart_text_accounts (tail->accounts, tail->arr, style->currency);
  g_autofree char *group = bw_chart_text_group (tail->accounts, tail->arr, style->currency);
  double size = style->font_size * 0.7, sample = size + style->font_size * 0.4;
  double room = layout->plot.width * 0.5 - style->font_size * 0.4;
  double left = layout->plot.x, right = layout->plot.x + layout->plot.width;
  double threshold = bw_scale_map (&layout->x, tail->threshold), width;
  gboolean at_left = is_at_risk != style->rtl;
  BwLabelSpot spot = { at_left ? left : right, 0, at_left ? 0 : 1, 0 };
  cairo_rectangle_t *where = &layout->tails[is_at_risk ? 0 : 1], area;
  BwLabel label = {
    .text = is_at_risk ? _("A · at risk") : _("B · advocates, upsell"),
    .detail = accounts,
    .role = is_at_risk ? BW_COLOR_AT_RISK : BW_COLOR_ADVOCATES,
    .bold = TRUE,
    .sample = sample,
  };

  bw_labeller_measure (labeller, &label, &width, NULL);
  if (width > room)
    {
      label.detail = group;
      label.text = is_at_risk ? _("A · at risk") : _("B · advocates");
      label.max_width = MAX (room - sample, 1);
      bw_labeller_measure (labeller, &label, &width, NULL);
    }

  /* Area B's heading starts at its threshold where it fits there, else it ends with the axis. */
  if (!is_at_risk && !style->rtl && threshold + width <= right)
    spot = (BwLabelSpot) { threshold, 0, 0, 0 };
  else if (!is_at_risk && style->rtl && threshold - width >= left)
    spot = (BwLabelSpot) { threshold, 0, 1, 0 };
  if (!bw_labeller_place (labeller, &label, &spot, 1, where) || cr == NULL)
    return;

  area = bw_label_sample_area (style, where, layout->line, size);
  cairo_rectangle (cr, area.x, area.y, size, size);
  if (is_at_risk)
    {
      bw_mark_hatch (style, cr, BW_COLOR_AT_RISK, &area);
    }
  else
    {
      bw_chart_style_set_source (style, cr, BW_COLOR_ADVOCATES, 0.35);
      cairo_fill (cr);
    }
  bw_mark_dash (cr, BW_DASH_SOLID, bw_chart_style_hairline (style));
  cairo_rectangle (cr, area.x + 0.5, area.y + 0.5, size - 1, size - 1);
  bw_chart_style_set_source (style, cr, label.role, 0.8);
  cairo_stroke (cr);
}
