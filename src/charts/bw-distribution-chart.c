/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-distribution-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-chart-text.h"
#include "charts/bw-mark.h"

/* Below so many accounts a share says less than the count. */
#define LEAST_FOR_SHARES 5

/* Where everything of one drawing lies. */
typedef struct {
  const BwDistribution *data;
  const BwChartStyle   *style;
  cairo_rectangle_t     plot;
  BwScale               x;
  BwScale               y;
  double                line;  /* Height of a line of a label. */
  cairo_rectangle_t     tails[2];
} Layout;

static gboolean
has_tails (const BwDistribution *data)
{
  return !isnan (data->at_risk.threshold) && !isnan (data->advocates.threshold);
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

static void
layout_init (Layout                    *layout,
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
  top = has_tails (data) ? 2 * layout->line + style->font_size * 0.5 : style->font_size * 0.5;
  bottom = tick + style->font_size * 0.5;
  layout->plot = (cairo_rectangle_t) { 1, top, MAX (width - 2, 1), MAX (height - top - bottom, 1) };
  layout->x = (BwScale) { from, to, layout->plot.x, layout->plot.x + layout->plot.width };
  if (style->rtl)
    layout->x = (BwScale) { from, to, layout->x.end, layout->x.start };
  layout->y = (BwScale) { 0, highest_in_sight (data, from, to) * 1.02,
                          layout->plot.y + layout->plot.height, layout->plot.y };
}

/* Adds the curve between two values to the path; NaN lifts the pen. */
static void
curve_path (cairo_t *cr, const Layout *layout, const double *density, double from, double to)
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

/* The density at a value, between the points around it; 0 outside. */
static double
density_at (const BwDistribution *data, double value)
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

/* Adds the area under the curve between two values to the path. */
static void
area_path (cairo_t *cr, const Layout *layout, double from, double to)
{
  const BwDistribution *data = layout->data;
  double base = layout->y.start;

  cairo_move_to (cr, bw_scale_map (&layout->x, from), base);
  cairo_line_to (cr, bw_scale_map (&layout->x, from),
                 bw_scale_map (&layout->y, density_at (data, from)));
  for (gsize i = 0; i < data->n_points; i++)
    {
      if (data->x[i] > from && data->x[i] < to)
        cairo_line_to (cr, bw_scale_map (&layout->x, data->x[i]),
                       bw_scale_map (&layout->y, data->density[i]));
    }
  cairo_line_to (cr, bw_scale_map (&layout->x, to),
                 bw_scale_map (&layout->y, density_at (data, to)));
  cairo_line_to (cr, bw_scale_map (&layout->x, to), base);
  cairo_close_path (cr);
}

static gboolean
has_curve (const BwDistribution *data)
{
  return data->n_points > 1 && data->density != NULL && isfinite (data->density[0])
         && isfinite (data->density[data->n_points - 1]);
}

static gboolean
has_ghost (const BwDistribution *data)
{
  return data->has_comparison && data->n_points > 1 && data->compared_density != NULL
         && isfinite (data->compared_density[0]);
}

/* Where a bar stands. */
static cairo_rectangle_t
bin_area (const Layout *layout, const BwDistributionBin *bin)
{
  double left = bw_scale_map (&layout->x, bin->from), right = bw_scale_map (&layout->x, bin->to);
  double top = bw_scale_map (&layout->y, bin_density (layout->data, bin));
  double gap = fabs (right - left) > 3 ? 1 : 0;

  return (cairo_rectangle_t) { MIN (left, right) + gap / 2, top,
                               MAX (fabs (right - left) - gap, 0.5),
                               MAX (layout->y.start - top, 0) };
}

static void
draw_bars (const Layout *layout, cairo_t *cr, BwLabeller *labeller)
{
  for (gsize i = 0; i < layout->data->n_bins; i++)
    {
      cairo_rectangle_t bar = bin_area (layout, &layout->data->bins[i]);

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
draw_areas (const Layout *layout, cairo_t *cr)
{
  const BwDistribution *data = layout->data;

  if (!has_tails (data) || !has_curve (data))
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
draw_threshold (const Layout *layout, cairo_t *cr, BwLabeller *labeller, double threshold)
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
block_curve (const Layout *layout, BwLabeller *labeller, const double *density)
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
label_curve (const Layout  *layout,
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

/* The heading of a tail stands over its area: a sample of the area, its name, what is in it. */
static void
draw_tail_label (Layout *layout, cairo_t *cr, BwLabeller *labeller, gboolean is_at_risk)
{
  const BwChartStyle *style = layout->style;
  const BwDistributionTail *tail = is_at_risk ? &layout->data->at_risk : &layout->data->advocates;
  g_autofree char *accounts = bw_chart_text_accounts (tail->accounts, tail->arr, style->currency);
  g_autofree char *group = bw_chart_text_group (tail->accounts, tail->arr, style->currency);
  double sample = style->font_size * 0.7, gap = style->font_size * 0.4;
  double room = layout->plot.width * 0.5 - sample - 2 * gap;
  double threshold = bw_scale_map (&layout->x, tail->threshold);
  double width, x;
  gboolean leading = is_at_risk != style->rtl;
  BwLabelSpot spot;
  cairo_rectangle_t where;
  BwLabel label = {
    .text = is_at_risk ? _("A · at risk") : _("B · advocates, upsell"),
    .detail = accounts,
    .role = is_at_risk ? BW_COLOR_AT_RISK : BW_COLOR_ADVOCATES,
    .bold = TRUE,
    .size = BW_TEXT_LABEL,
  };

  bw_labeller_measure (labeller, &label, &width, NULL);
  if (width > room)
    {
      label.detail = group;
      label.text = is_at_risk ? _("A · at risk") : _("B · advocates");
      label.max_width = MAX (room, 1);
      bw_labeller_measure (labeller, &label, &width, NULL);
    }

  /* Area B's heading starts at its threshold where it fits there, else it ends with the axis. */
  width += sample + gap;
  if (leading)
    x = is_at_risk || threshold - width < layout->plot.x ? layout->plot.x : threshold - width;
  else
    x = layout->plot.x + layout->plot.width - width;
  if (!is_at_risk && !style->rtl && threshold + width <= layout->plot.x + layout->plot.width)
    x = threshold;

  spot = style->rtl ? (BwLabelSpot) { x + width - sample - gap, 0, 1, 0 }
                    : (BwLabelSpot) { x + sample + gap, 0, 0, 0 };
  if (!bw_labeller_place (labeller, &label, &spot, 1, &where))
    return;
  layout->tails[is_at_risk ? 0 : 1] = (cairo_rectangle_t) { x, where.y, width, where.height };
  if (cr == NULL)
    return;
  where = (cairo_rectangle_t) { style->rtl ? x + width - sample : x,
                                (layout->line - sample) / 2, sample, sample };
  cairo_rectangle (cr, where.x, where.y, where.width, where.height);
  if (is_at_risk)
    {
      bw_mark_hatch (style, cr, BW_COLOR_AT_RISK, &where);
    }
  else
    {
      bw_chart_style_set_source (style, cr, BW_COLOR_ADVOCATES, 0.35);
      cairo_fill (cr);
    }
  bw_mark_dash (cr, BW_DASH_SOLID, 1);
  cairo_rectangle (cr, where.x + 0.5, where.y + 0.5, sample - 1, sample - 1);
  bw_chart_style_set_source (style, cr, label.role, 0.8);
  cairo_stroke (cr);
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
draw_axis (const Layout  *layout,
           const BwChart *chart,
           cairo_t       *cr,
           BwLabeller    *labeller,
           const char    *measure)
{
  double y = layout->y.start;
  guint most = CLAMP ((guint) (layout->plot.width / (layout->style->font_size * 6.5)), 1, 12);
  g_autoptr (GArray) ticks = bw_ticks_linear (layout->x.from, layout->x.to, most);

  /* Round numbers that leave out the thresholds give way to these. */
  if (has_tails (layout->data) && !bw_chart_is_zoomed (chart)
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
draw_nothing (const Layout *layout, BwLabeller *labeller)
{
  BwLabel label = { .text = _("No account has a value yet"),
                    .role = BW_COLOR_DIM,
                    .max_width = layout->plot.width };
  BwLabelSpot spot = { layout->plot.x + layout->plot.width / 2,
                       layout->plot.y + layout->plot.height / 2, 0.5, 0.5 };

  bw_labeller_place (labeller, &label, &spot, 1, NULL);
}

static void
draw_curves (const Layout *layout, cairo_t *cr)
{
  const BwDistribution *data = layout->data;
  double line = bw_chart_style_line_width (layout->style);

  if (has_ghost (data))
    {
      bw_mark_dash (cr, BW_DASH_GHOST, line * 0.72);
      bw_chart_style_set_source (layout->style, cr, BW_COLOR_GHOST, 1);
      curve_path (cr, layout, data->compared_density, layout->x.from, layout->x.to);
      cairo_stroke (cr);
    }
  if (has_curve (data))
    {
      bw_mark_dash (cr, BW_DASH_SOLID, line);
      bw_chart_style_set_source (layout->style, cr, BW_COLOR_CURVE, 1);
      curve_path (cr, layout, data->density, layout->x.from, layout->x.to);
      cairo_stroke (cr);
    }
}

static void
label_curves (const Layout *layout, BwLabeller *labeller)
{
  const BwDistribution *data = layout->data;
  BwLabel today = { .text = _("today"), .role = BW_COLOR_TEXT, .bold = TRUE };
  gboolean moved_left = data->has_comparison && data->mean_change < 0;
  g_autofree char *then = NULL;
  int year, then_year;

  if (!has_curve (data))
    return;
  if (!has_ghost (data))
    return;

  bw_date_to_civil (data->as_of, &year, NULL, NULL);
  bw_date_to_civil (data->compared_as_of, &then_year, NULL, NULL);
  then = bw_chart_date (data->compared_as_of, year == then_year ? BW_DATE_DAY : BW_DATE_FULL);
  label_curve (layout, labeller, &today, data->density, moved_left ? -1 : 1);
  label_curve (layout, labeller, &(BwLabel) { .text = then, .role = BW_COLOR_GHOST },
               data->compared_density, moved_left ? 1 : -1);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  const BwDistribution *data = chart->distribution;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  Layout layout = { 0 };

  layout_init (&layout, chart, style, labeller, width, height);
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

  if (has_curve (data))
    block_curve (&layout, labeller, data->density);
  if (has_ghost (data))
    block_curve (&layout, labeller, data->compared_density);
  draw_axis (&layout, base, cr, labeller, chart->measure);
  if (has_tails (data) && data->accounts > 0)
    {
      draw_tail_label (&layout, cr, labeller, TRUE);
      draw_tail_label (&layout, cr, labeller, FALSE);
    }
  label_curves (&layout, labeller);
  if (data->accounts == 0)
    draw_nothing (&layout, labeller);
}

static char *
bin_text (const Layout *layout, const BwDistributionBin *bin)
{
  double width = bin->to - bin->from;
  int decimals = CLAMP ((int) ceil (-log10 (width > 0 ? width : 1) + 0.5), 0, 4);
  g_autofree char *from = bw_number_format (bin->from, decimals);
  g_autofree char *to = bw_number_format (bin->to, decimals);
  g_autofree char *money = bw_money_format_short (bin->arr, layout->style->currency);

  /* Translators: a bar of a histogram: its two ends, the accounts in it and their revenue. */
  return g_strdup_printf (ngettext ("%1$s to %2$s: %3$'u account, %4$s",
                                    "%1$s to %2$s: %3$'u accounts, %4$s", bin->accounts),
                          from, to, bin->accounts, money);
}

static char *
tail_text (const Layout *layout, gboolean is_at_risk)
{
  const BwDistributionTail *tail = is_at_risk ? &layout->data->at_risk : &layout->data->advocates;
  g_autofree char *threshold = bw_number_format_auto (tail->threshold);
  g_autofree char *money = bw_money_format_short (tail->arr, layout->style->currency);
  g_autofree char *share = bw_share_format (tail->share_accounts, 0);
  g_autofree char *share_arr = bw_share_format (tail->share_arr, 0);

  if (layout->data->accounts < LEAST_FOR_SHARES)
    return g_strdup_printf (is_at_risk
                              ? ngettext ("At risk, below %1$s: %2$'u account, %3$s",
                                          "At risk, below %1$s: %2$'u accounts, %3$s",
                                          tail->accounts)
                              : ngettext ("Advocates and upsell, from %1$s: %2$'u account, %3$s",
                                          "Advocates and upsell, from %1$s: %2$'u accounts, %3$s",
                                          tail->accounts),
                            threshold, tail->accounts, money);
  return g_strdup_printf (
    is_at_risk
      ? ngettext ("At risk, below %1$s: %2$'u account (%4$s), %3$s (%5$s)",
                  "At risk, below %1$s: %2$'u accounts (%4$s), %3$s (%5$s)", tail->accounts)
      : ngettext ("Advocates and upsell, from %1$s: %2$'u account (%4$s), %3$s (%5$s)",
                  "Advocates and upsell, from %1$s: %2$'u accounts (%4$s), %3$s (%5$s)",
                  tail->accounts),
    threshold, tail->accounts, money, share, share_arr);
}

static void
pick_tail (const Layout *layout, gboolean is_at_risk, BwChartPick *pick)
{
  const BwDistribution *data = layout->data;
  double a = is_at_risk ? data->x_from : data->advocates.threshold;
  double b = is_at_risk ? data->at_risk.threshold : data->x_to;

  a = bw_scale_map (&layout->x, CLAMP (a, layout->x.from, layout->x.to));
  b = bw_scale_map (&layout->x, CLAMP (b, layout->x.from, layout->x.to));
  pick->kind = is_at_risk ? BW_PICK_AT_RISK : BW_PICK_ADVOCATES;
  pick->index = 0;
  pick->area = (cairo_rectangle_t) { MIN (a, b), layout->plot.y, fabs (a - b),
                                     layout->plot.height };
  pick->text = tail_text (layout, is_at_risk);
}

static void
pick_bin (const Layout *layout, gsize index, BwChartPick *pick)
{
  pick->kind = BW_PICK_BIN;
  pick->index = index;
  pick->area = bin_area (layout, &layout->data->bins[index]);
  pick->text = bin_text (layout, &layout->data->bins[index]);
}

static gboolean
contains (const cairo_rectangle_t *area, double x, double y)
{
  return x >= area->x && y >= area->y && x < area->x + area->width && y < area->y + area->height;
}

/* Lays out for picking, with the headings of the tails where they were drawn. */
static BwLabeller *
layout_for_pick (Layout                    *layout,
                 const BwDistributionChart *chart,
                 const BwChartStyle        *style,
                 double                     width,
                 double                     height)
{
  BwLabeller *labeller = bw_labeller_new (style, NULL, width, height);

  layout_init (layout, chart, style, labeller, width, height);
  if (has_tails (layout->data))
    {
      draw_tail_label (layout, NULL, labeller, TRUE);
      draw_tail_label (layout, NULL, labeller, FALSE);
    }
  return labeller;
}

static gboolean
pick (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      double              x,
      double              y,
      BwChartPick        *result)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  const BwDistribution *data = chart->distribution;
  Layout layout = { 0 };
  g_autoptr (BwLabeller) labeller = layout_for_pick (&layout, chart, style, width, height);
  double value = bw_scale_unmap (&layout.x, x);

  if (data->accounts == 0)
    return FALSE;
  for (int i = 0; i < 2; i++)
    {
      if (contains (&layout.tails[i], x, y))
        {
          pick_tail (&layout, i == 0, result);
          return TRUE;
        }
    }
  if (!contains (&layout.plot, x, y))
    return FALSE;
  if (has_tails (data) && has_curve (data)
      && (value < data->at_risk.threshold || value >= data->advocates.threshold)
      && y > bw_scale_map (&layout.y, density_at (data, value)))
    {
      pick_tail (&layout, value < data->at_risk.threshold, result);
      return TRUE;
    }
  for (gsize i = 0; i < data->n_bins; i++)
    {
      if (value >= data->bins[i].from
          && (value < data->bins[i].to || (i + 1 == data->n_bins && value <= data->bins[i].to)))
        {
          pick_bin (&layout, i, result);
          return TRUE;
        }
    }
  return FALSE;
}

static guint
n_items (const BwChart *base)
{
  const BwDistribution *data = ((const BwDistributionChart *) base)->distribution;

  if (data->accounts == 0)
    return 0;
  return (has_tails (data) ? 2 : 0) + data->n_bins;
}

static gboolean
item (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      guint               index,
      BwChartPick        *result)
{
  const BwDistributionChart *chart = (const BwDistributionChart *) base;
  Layout layout = { 0 };
  g_autoptr (BwLabeller) labeller = layout_for_pick (&layout, chart, style, width, height);
  guint first_bin = has_tails (chart->distribution) ? 2 : 0;

  if (index < first_bin)
    pick_tail (&layout, index == 0, result);
  else
    pick_bin (&layout, index - first_bin, result);
  return TRUE;
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
  Layout layout = { 0 };
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);

  layout_init (&layout, chart, style, labeller, width, height);
  cairo_rectangle (cr, layout.plot.x, layout.plot.y - 2, layout.plot.width,
                   layout.plot.height + 4);
  cairo_clip (cr);
  if (picked->kind == BW_PICK_BIN && picked->index < data->n_bins)
    {
      cairo_rectangle_t bar = bin_area (&layout, &data->bins[picked->index]);

      cairo_rectangle (cr, bar.x, bar.y, bar.width, bar.height);
      bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.18);
      cairo_fill_preserve (cr);
      bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.8);
    }
  else if ((picked->kind == BW_PICK_AT_RISK || picked->kind == BW_PICK_ADVOCATES)
           && has_tails (data))
    {
      gboolean is_at_risk = picked->kind == BW_PICK_AT_RISK;

      if (has_curve (data))
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
  Layout layout = { 0 };
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);

  layout_init (&layout, chart, style, labeller, width, height);
  result->plot = layout.plot;
  result->shown = (BwChartWindow) { layout.x.from, layout.x.to, NAN, NAN };
  result->whole = (BwChartWindow) { layout.data->x_from, layout.data->x_to, NAN, NAN };
  return layout.data->accounts > 0;
}

static const BwChartClass distribution_class = { draw, draw_hover, pick, n_items, item, frame };

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
