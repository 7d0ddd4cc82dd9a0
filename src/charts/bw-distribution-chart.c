/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-distribution-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-distribution-layout.h"
#include "charts/bw-mark.h"

/* Adds the curve between two values to the path; NaN lifts the pen. */
static void
curve_path (cairo_t                    *cr,
            const BwDistributionLayout *layout,
            const double               *density,
            double                      from,
            double                      to)
{
  gboolean down = FALSE;

  for (gsize i = 0; i < layout->data->n_points; i++)
    {
      if (layout->data->x[i] < from || layout->data->x[i] > to || !isfinite (density[i]))
        {
          down = FALSE;
          continue;
        }
      if (down)
        cairo_line_to (cr, bw_scale_map (&layout->x, layout->data->x[i]),
                       bw_scale_map (&layout->y, density[i]));
      else
        cairo_move_to (cr, bw_scale_map (&layout->x, layout->data->x[i]),
                       bw_scale_map (&layout->y, density[i]));
      down = TRUE;
    }
}

/* Adds the area under the curve between two values to the path. */
static void
area_path (cairo_t *cr, const BwDistributionLayout *layout, double from, double to)
{
  const BwDistribution *data = layout->data;
  double base = layout->y.start;

  cairo_move_to (cr, bw_scale_map (&layout->x, from), base);
  cairo_line_to (cr, bw_scale_map (&layout->x, from),
                 bw_scale_map (&layout->y, bw_distribution_density_at (data, from)));
  for (gsize i = 0; i < data->n_points; i++)
    {
      if (data->x[i] > from && data->x[i] < to)
        cairo_line_to (cr, bw_scale_map (&layout->x, data->x[i]),
                       bw_scale_map (&layout->y, data->density[i]));
    }
  cairo_line_to (cr, bw_scale_map (&layout->x, to),
                 bw_scale_map (&layout->y, bw_distribution_density_at (data, to)));
  cairo_line_to (cr, bw_scale_map (&layout->x, to), base);
  cairo_close_path (cr);
}

static void
draw_bars (const BwDistributionLayout *layout, cairo_t *cr, BwLabeller *labeller)
{
  for (gsize i = 0; i < layout->data->n_bins; i++)
    {
      cairo_rectangle_t bar = bw_distribution_layout_bin (layout, &layout->data->bins[i]);

      if (!(bar.height > 0) || bar.x + bar.width < layout->plot.x
          || bar.x > layout->plot.x + layout->plot.width)
        continue;
      cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
      bw_labeller_block (labeller, bar.x, bar.y, bar.width, bar.height);
    }
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_BAR, 1);
  cairo_fill (cr);
}

static void
draw_areas (const BwDistributionLayout *layout, cairo_t *cr)
{
  const BwDistribution *data = layout->data;

  if (!bw_distribution_has_tails (data) || !bw_distribution_has_curve (data))
    return;
  if (data->at_risk.threshold > layout->x.from)
    {
      area_path (cr, layout, MAX (data->x_from, layout->x.from),
                 MIN (data->at_risk.threshold, layout->x.to));
      bw_mark_hatch (layout->style, cr, BW_COLOR_AT_RISK, &layout->plot);
    }
  if (data->advocates.threshold < layout->x.to)
    {
      area_path (cr, layout, MAX (data->advocates.threshold, layout->x.from),
                 MIN (data->x_to, layout->x.to));
      bw_chart_style_set_source (layout->style, cr, BW_COLOR_ADVOCATES, 0.27);
      cairo_fill (cr);
    }
}

static void
draw_threshold (const BwDistributionLayout *layout,
                cairo_t                    *cr,
                BwLabeller                 *labeller,
                double                      threshold)
{
  double x = bw_scale_map (&layout->x, threshold);
  double bottom = layout->y.start;

  if (isnan (threshold) || threshold < layout->x.from || threshold > layout->x.to)
    return;
  x = bw_axis_crisp (layout->style, x);
  bw_mark_dash (cr, BW_DASH_DOTTED, layout->style->font_size * 0.1);
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_TEXT, 0.75);
  cairo_move_to (cr, x, bottom);
  cairo_line_to (cr, x, layout->plot.y);
  cairo_stroke (cr);
  bw_labeller_block_line (labeller, x, bottom, x, layout->plot.y, 1.5);
}

/* Keeps labels off a curve, in steps of a few pixels. */
static void
block_curve (const BwDistributionLayout *layout, BwLabeller *labeller, const double *density)
{
  const BwDistribution *data = layout->data;
  double last_x = NAN, last_y = NAN;

  for (gsize i = 0; i < data->n_points; i++)
    {
      double x = bw_scale_map (&layout->x, data->x[i]);
      double y = bw_scale_map (&layout->y, density[i]);

      if (data->x[i] < layout->x.from || data->x[i] > layout->x.to)
        continue;
      if (!isnan (last_x) && fabs (x - last_x) < 4 && i + 1 < data->n_points)
        continue;
      bw_labeller_block_line (labeller, last_x, last_y, x, y, 2);
      last_x = x;
      last_y = y;
    }
}

/* Writes on a curve near its peak: beside it to the one side, then further out on both. */
static void
label_curve (const BwDistributionLayout  *layout,
             BwLabeller    *labeller,
             const BwLabel *label,
             const double  *density,
             double         side)
{
  const BwDistribution *data = layout->data;
  double gap = layout->style->font_size * 0.35;
  g_autofree BwLabelSpot *spots = g_new (BwLabelSpot, 2 * data->n_points);
  gsize peak = 0, n = 0;

  for (gsize i = 0; i < data->n_points; i++)
    {
      if (data->x[i] < layout->x.from || data->x[i] > layout->x.to)
        continue;
      if (density[i] > density[peak] || data->x[peak] < layout->x.from)
        peak = i;
    }
  for (gsize away = 0; away < data->n_points; away += 2)
    {
      for (int turn = 0; turn < 2; turn++)
        {
          double direction = turn == 0 ? side : -side;
          gssize i = (gssize) peak + (gssize) (direction * (double) away);
          double outwards = layout->style->rtl ? -direction : direction;

          if (i < 0 || i >= (gssize) data->n_points || data->x[i] < layout->x.from
              || data->x[i] > layout->x.to || density[i] < density[peak] * 0.08)
            continue;
          spots[n++] = (BwLabelSpot) { bw_scale_map (&layout->x, data->x[i]) + outwards * gap,
                                       bw_scale_map (&layout->y, density[i]) - gap * 0.5,
                                       outwards > 0 ? 0 : 1, 1 };
        }
    }
  bw_labeller_place (labeller, label, spots, n, NULL);
}

static gboolean
is_tick (const GArray *ticks, double value)
{
  for (guint i = 0; i < ticks->len; i++)
    {
      if (fabs (g_array_index (ticks, BwTick, i).value - value) < 1e-9)
        return TRUE;
    }
  return FALSE;
}

static void
draw_axis (const BwDistributionLayout  *layout,
           const BwChart *chart,
           cairo_t       *cr,
           BwLabeller    *labeller,
           const char    *measure)
{
  double y = layout->y.start;
  guint most = CLAMP ((guint) (layout->plot.width / (layout->style->font_size * 6.5)), 1, 12);
  g_autoptr (GArray) ticks = bw_ticks_linear (layout->x.from, layout->x.to, most);

  /* Round numbers that leave out the thresholds give way to these. */
  if (bw_distribution_has_tails (layout->data) && !bw_chart_is_zoomed (chart)
      && (!is_tick (ticks, layout->data->at_risk.threshold)
          || !is_tick (ticks, layout->data->advocates.threshold)))
    {
      g_array_unref (ticks);
      ticks = bw_ticks_at ((double[]) { layout->x.from, layout->data->at_risk.threshold,
                                        layout->data->advocates.threshold, layout->x.to },
                           4);
    }
  bw_axis_line (layout->style, cr, BW_COLOR_AXIS, layout->plot.x, y,
                layout->plot.x + layout->plot.width, y);
  bw_axis_draw_across (labeller, ticks, &layout->x, y + layout->style->font_size * 0.4);
  bw_axis_draw_word (labeller, measure, ticks, &layout->x, y + layout->style->font_size * 0.4);
}

static void
draw_nothing (const BwDistributionLayout *layout, BwLabeller *labeller)
{
  BwLabel label = { .text = _("No account has a value yet"),
                    .role = BW_COLOR_DIM,
                    .max_width = layout->plot.width };
  BwLabelSpot spot = { layout->plot.x + layout->plot.width / 2,
                       layout->plot.y + layout->plot.height / 2, 0.5, 0.5 };

  bw_labeller_place (labeller, &label, &spot, 1, NULL);
}

static void
draw_curves (const BwDistributionLayout *layout, cairo_t *cr)
{
  const BwDistribution *data = layout->data;
  double line = bw_chart_style_line_width (layout->style);

  if (bw_distribution_has_ghost (data))
    {
      bw_mark_dash (cr, BW_DASH_GHOST, line * 0.72);
      bw_chart_style_set_source (layout->style, cr, BW_COLOR_GHOST, 1);
      curve_path (cr, layout, data->compared_density, layout->x.from, layout->x.to);
      cairo_stroke (cr);
    }
  if (bw_distribution_has_curve (data))
    {
      bw_mark_dash (cr, BW_DASH_SOLID, line);
      bw_chart_style_set_source (layout->style, cr, BW_COLOR_CURVE, 1);
      curve_path (cr, layout, data->density, layout->x.from, layout->x.to);
      cairo_stroke (cr);
    }
}

static void
label_curves (const BwDistributionChart *chart, const BwDistributionLayout *layout,
              BwLabeller *labeller)
{
  const BwDistribution *data = layout->data;
  gboolean moved_left = data->has_comparison && data->mean_change < 0;
  g_autofree char *now = NULL, *then = NULL;
  int year, then_year;

  if (!bw_distribution_has_curve (data))
    return;
  if (!bw_distribution_has_ghost (data))
    return;

  bw_date_to_civil (data->as_of, &year, NULL, NULL);
  bw_date_to_civil (data->compared_as_of, &then_year, NULL, NULL);
  then = bw_chart_date (data->compared_as_of, year == then_year ? BW_DATE_DAY : BW_DATE_FULL);
  now = chart->is_past ? bw_chart_date (data->as_of, BW_DATE_FULL) : g_strdup (_("today"));
  label_curve (layout, labeller,
               &(BwLabel) { .text = now, .role = BW_COLOR_TEXT, .bold = TRUE }, data->density,
               moved_left ? -1 : 1);
  label_curve (layout, labeller, &(BwLabel) { .text = then, .role = BW_COLOR_GHOST },
               data->compared_density, moved_left ? 1 : -1);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  const BwDistribution *data = chart->distribution;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  BwDistributionLayout layout = { 0 };

  bw_distribution_layout_init (&layout, chart, style, labeller, width, height);
  cairo_save (cr);
  cairo_rectangle (cr, layout.plot.x, 0, layout.plot.width, height);
  cairo_clip (cr);
  draw_bars (&layout, cr, labeller);
  draw_areas (&layout, cr);
  if (data->accounts > 0)
    {
      draw_threshold (&layout, cr, labeller, data->at_risk.threshold);
      draw_threshold (&layout, cr, labeller, data->advocates.threshold);
    }
  draw_curves (&layout, cr);
  cairo_restore (cr);

  if (bw_distribution_has_curve (data))
    block_curve (&layout, labeller, data->density);
  if (bw_distribution_has_ghost (data))
    block_curve (&layout, labeller, data->compared_density);
  draw_axis (&layout, base, cr, labeller, chart->measure);
  if (bw_distribution_has_tails (data) && data->accounts > 0)
    {
      bw_distribution_layout_tail (&layout, cr, labeller, TRUE);
      bw_distribution_layout_tail (&layout, cr, labeller, FALSE);
    }
  label_curves (chart, &layout, labeller);
  if (data->accounts == 0)
    draw_nothing (&layout, labeller);
}

static void
draw_hover (const BwChart      *base,
            const BwChartStyle *style,
            cairo_t            *cr,
            double              width,
            double              height,
            const BwChartPick  *picked)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  const BwDistribution *data = chart->distribution;
  BwDistributionLayout layout = { 0 };
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);

  bw_distribution_layout_init (&layout, chart, style, labeller, width, height);
  cairo_rectangle (cr, layout.plot.x, layout.plot.y - 2, layout.plot.width,
                   layout.plot.height + 4);
  cairo_clip (cr);
  if (picked->kind == BW_PICK_BIN && picked->index < data->n_bins)
    {
      cairo_rectangle_t bar = bw_distribution_layout_bin (&layout, &data->bins[picked->index]);

      cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
      bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.18);
      cairo_fill_preserve (cr);
      bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.8);
    }
  else if ((picked->kind == BW_PICK_AT_RISK || picked->kind == BW_PICK_ADVOCATES)
           && bw_distribution_has_tails (data))
    {
      gboolean is_at_risk = picked->kind == BW_PICK_AT_RISK;

      if (bw_distribution_has_curve (data))
        area_path (cr, &layout, is_at_risk ? data->x_from : data->advocates.threshold,
                   is_at_risk ? data->at_risk.threshold : data->x_to);
      else
        cairo_rectangle (cr, picked->area.x, picked->area.y, picked->area.width,
                         picked->area.height);
      bw_chart_style_set_source (style, cr, is_at_risk ? BW_COLOR_AT_RISK : BW_COLOR_ADVOCATES,
                                 0.22);
      cairo_fill_preserve (cr);
      bw_chart_style_set_source (style, cr, is_at_risk ? BW_COLOR_AT_RISK : BW_COLOR_ADVOCATES, 1);
    }
  bw_mark_dash (cr, BW_DASH_SOLID, style->high_contrast ? 2.5 : 1.5);
  cairo_stroke (cr);
}

static gboolean
frame (const BwChart      *base,
       const BwChartStyle *style,
       double              width,
       double              height,
       BwChartFrame       *result)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  BwDistributionLayout layout = { 0 };
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);

  bw_distribution_layout_init (&layout, chart, style, labeller, width, height);
  result->plot = layout.plot;
  result->shown = (BwChartWindow) { layout.x.from, layout.x.to, NAN, NAN };
  result->whole = (BwChartWindow) { layout.data->x_from, layout.data->x_to, NAN, NAN };
  return layout.data->accounts > 0;
}

static const BwChartClass distribution_class = {
  draw, draw_hover, bw_distribution_pick, bw_distribution_n_items, bw_distribution_item, frame, NULL,
};

/**
 * bw_distribution_chart_init:
 * @chart: (out caller-allocates): the chart to set up
 * @distribution: what to draw; borrowed
 * @measure: (nullable): the word on the axis; borrowed
 *
 * Without accounts the chart says that there is nothing to show. Tails whose threshold is NaN
 * are not drawn, nor is a curve whose density is NaN (one account, or all of them equal).
 */
void
bw_distribution_chart_init (BwDistributionChart  *chart,
                            const BwDistribution *distribution,
                            const char           *measure)
{
  bw_chart_init (&chart->parent, &distribution_class);
  chart->distribution = distribution;
  chart->measure = measure;
}
