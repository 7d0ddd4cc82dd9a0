/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-waterfall-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-label.h"
#include "charts/bw-mark.h"
#include "charts/bw-scale.h"
#include "model/bw-money.h"

/* The names take at most this share of the width beside the bars; longer ones stand above. */
#define NAME_SHARE 0.42

/* Where everything of one drawing lies. Row 0 is the first value, the last row the last one. */
typedef struct {
  const BwWaterfallChart *data;
  const BwChartStyle     *style;
  double                  width;
  double                  line;
  double                  gap;
  double                  side;    /* The room of the names beside the bars. */
  gboolean                stacked; /* The names stand above the bars. */
  double                  row;     /* From one row to the next. */
  gsize                   n_bars;
  gsize                   n_own;   /* Bars of a single step; the one after them is of the rest. */
  BwScale                 x;
} Layout;

/* "+3.2", "−0.4", "0.0" */
static char *
signed_text (double amount)
{
  g_autofree char *number = bw_number_format (fabs (amount), 1);

  /* The mark keeps the sign before the number in a text that runs from right to left. */
  return g_strconcat ("\u200e", amount <= -0.05 ? "−" : amount >= 0.05 ? "+" : "", number, NULL);
}

static double
bar_amount (const Layout *layout, gsize bar)
{
  const BwWaterfallChart *data = layout->data;
  double sum = 0;

  if (bar < layout->n_own)
    return data->steps[bar].amount;
  /* What is left, so that nothing is lost to rounding. */
  for (gsize i = 0; i < layout->n_own; i++)
    sum += data->steps[i].amount;
  return data->to - data->from - sum;
}

static char *
bar_name (const Layout *layout, gsize bar)
{
  guint rest = (guint) (layout->data->n_steps - layout->n_own);

  if (bar < layout->n_own)
    return g_strdup (layout->data->steps[bar].name);
  return g_strdup_printf (ngettext ("%u other", "%u others", rest), rest);
}

static char *
row_name (const Layout *layout, gsize row)
{
  if (row == 0)
    return g_strdup (layout->data->from_name);
  if (row == layout->n_bars + 1)
    return g_strdup (layout->data->to_name);
  return bar_name (layout, row - 1);
}

static char *
row_number (const Layout *layout, gsize row)
{
  if (row == 0)
    return bw_number_format (layout->data->from, 1);
  if (row == layout->n_bars + 1)
    return bw_number_format (layout->data->to, 1);
  return signed_text (bar_amount (layout, row - 1));
}

/* The value before a bar; that before the bar after the last is the end. */
static double
level_before (const Layout *layout, gsize bar)
{
  double level = layout->data->from;

  if (bar >= layout->n_bars)
    return layout->data->to;
  for (gsize i = 0; i < bar; i++)
    level += bar_amount (layout, i);
  return level;
}

static double
stacked_row (const Layout *layout)
{
  return 2 * layout->line + layout->gap;
}

static double
beside_row (const Layout *layout)
{
  return layout->line + 1.4 * layout->gap;
}

/* How wide the names would be beside the bars. */
static double
measure_names (const Layout *layout, BwLabeller *labeller)
{
  const BwWaterfallChart *data = layout->data;
  double widest = 0, width;

  for (gsize i = 0; i < data->n_steps + 2; i++)
    {
      BwLabel label = { .text = i == 0   ? data->from_name
                                : i == 1 ? data->to_name
                                         : data->steps[i - 2].name };

      label.bold = i < 2;
      bw_labeller_measure (labeller, &label, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

static double
measure_number (BwLabeller *labeller)
{
  BwLabel label = { .text = "−00.0", .bold = TRUE };
  double width;

  bw_labeller_measure (labeller, &label, &width, NULL);
  return width;
}

static void
set_scale (Layout *layout, double start, double end)
{
  double low = MIN (layout->data->from, layout->data->to);
  double high = MAX (layout->data->from, layout->data->to);

  for (gsize i = 0; i < layout->n_bars; i++)
    {
      low = MIN (low, level_before (layout, i));
      high = MAX (high, level_before (layout, i));
    }
  if (high - low < 1e-9)
    {
      low -= 1;
      high += 1;
    }
  layout->x = (BwScale) { low, high, layout->style->rtl ? end : start,
                          layout->style->rtl ? start : end };
}

static void
layout_init (Layout                 *layout,
             const BwWaterfallChart *chart,
             const BwChartStyle     *style,
             BwLabeller             *labeller,
             double                  width,
             double                  height)
{
  double number, least, start, end;
  gsize rows;

  *layout = (Layout) { .data = chart, .style = style, .width = width };
  layout->line = bw_labeller_line_height (labeller, BW_TEXT_LABEL);
  layout->gap = style->font_size * 0.5;
  layout->side = measure_names (layout, labeller);
  layout->stacked = layout->side > width * NAME_SHARE && height >= 3 * stacked_row (layout);
  if (layout->side > width * NAME_SHARE)
    layout->side = 0;
  least = layout->stacked ? stacked_row (layout) : beside_row (layout);
  rows = (gsize) MAX (floor (height / least), 3);
  layout->n_bars = chart->n_steps;
  layout->n_own = chart->n_steps;
  if (chart->n_steps + 2 > rows)
    {
      layout->n_bars = rows - 2;
      layout->n_own = layout->n_bars - 1;
    }
  layout->row = MIN (height / (double) (layout->n_bars + 2), least * 1.7);

  number = measure_number (labeller) + layout->gap;
  start = (layout->side > 0 ? layout->side + layout->gap : 0) + number;
  end = width - number;
  if (style->rtl)
    {
      double swap = width - start;

      start = width - end;
      end = swap;
    }
  set_scale (layout, start, MAX (end, start + 1));
}

static cairo_rectangle_t
row_area (const Layout *layout, gsize row)
{
  return (cairo_rectangle_t) { 0, row * layout->row, layout->width, layout->row };
}

/* The middle of the row, or of its lower half where the name stands in the upper. */
static double
row_middle (const Layout *layout, gsize row)
{
  double top = row * layout->row;

  return layout->stacked ? top + layout->row / 2 + layout->line / 2 : top + layout->row / 2;
}

static cairo_rectangle_t
bar_area (const Layout *layout, gsize bar)
{
  double a = bw_scale_map (&layout->x, level_before (layout, bar));
  double b = bw_scale_map (&layout->x, level_before (layout, bar + 1));
  double thickness = MIN (layout->line * 0.85, layout->row * 0.6);

  return (cairo_rectangle_t) { MIN (a, b), row_middle (layout, bar + 1) - thickness / 2,
                               MAX (fabs (b - a), 1), thickness };
}

static void
draw_bar (const Layout *layout, cairo_t *cr, BwLabeller *labeller, gsize bar)
{
  const BwChartStyle *style = layout->style;
  double amount = bar_amount (layout, bar);
  cairo_rectangle_t area = bar_area (layout, bar);
  BwColorRole role = amount < 0 ? BW_COLOR_BAD : BW_COLOR_GOOD;

  cairo_rectangle (cr, area.x, area.y, area.width, area.height);
  if (amount < 0)
    {
      bw_mark_hatch (style, cr, role, &area);
      cairo_rectangle (cr, area.x, area.y, area.width, area.height);
      bw_mark_dash (cr, BW_DASH_SOLID, bw_chart_style_hairline (style));
      bw_chart_style_set_source (style, cr, role, 1);
      cairo_stroke (cr);
    }
  else
    {
      bw_chart_style_set_source (style, cr, role, 1);
      cairo_fill (cr);
    }
  bw_labeller_block (labeller, area.x, area.y, area.width, area.height);
}

/* A thin line down from where a row ends to where the next begins. */
static void
draw_link (const Layout *layout, cairo_t *cr, BwLabeller *labeller, gsize row)
{
  double x = bw_scale_map (&layout->x, level_before (layout, row));
  double half = MIN (layout->line * 0.85, layout->row * 0.6) / 2;
  double top = row_middle (layout, row) + half;
  double bottom = row_middle (layout, row + 1) - half;

  bw_axis_line (layout->style, cr, BW_COLOR_AXIS, x, top, x, bottom);
  bw_labeller_block_line (labeller, x, top, x, bottom, bw_chart_style_hairline (layout->style));
}

static void
draw_end (const Layout *layout, cairo_t *cr, BwLabeller *labeller, gsize row, double value)
{
  double x = bw_scale_map (&layout->x, value), y = row_middle (layout, row);
  double radius = layout->style->font_size * 0.36;

  bw_mark_draw (layout->style, cr, row == 0 ? BW_MARK_CIRCLE : BW_MARK_DIAMOND, BW_COLOR_CURVE, x,
                y, radius);
  bw_labeller_block (labeller, x - radius, y - radius, 2 * radius, 2 * radius);
}

/* The number stands past the end that the row moves towards. */
static void
draw_words (const Layout *layout, BwLabeller *labeller, gsize row)
{
  const BwChartStyle *style = layout->style;
  gboolean is_end = row == 0 || row == layout->n_bars + 1;
  double amount = is_end ? 1 : bar_amount (layout, row - 1);
  gboolean right = (amount < 0) == style->rtl;
  double y = row_middle (layout, row), radius = style->font_size * 0.36;
  double value = bw_scale_map (&layout->x, row == 0 ? layout->data->from : layout->data->to);
  cairo_rectangle_t area = is_end ? (cairo_rectangle_t) { value - radius, y, 2 * radius, 0 }
                                  : bar_area (layout, row - 1);
  double left_end = area.x - layout->gap, right_end = area.x + area.width + layout->gap;
  g_autofree char *name = row_name (layout, row);
  g_autofree char *number = row_number (layout, row);
  BwLabel number_label = { .text = number, .role = BW_COLOR_TEXT, .bold = TRUE };
  BwLabel name_label = { .text = name, .role = is_end ? BW_COLOR_TEXT : BW_COLOR_DIM,
                         .bold = is_end };
  BwLabelSpot beside = { style->rtl ? layout->width : 0, y, style->rtl ? 1 : 0, 0.5 };
  BwLabelSpot above = { beside.x, row * layout->row + (layout->row - 2 * layout->line) / 2,
                        beside.across, 0 };
  BwLabelSpot spots[] = {
    { right ? right_end : left_end, y, right ? 0 : 1, 0.5 },
    { right ? left_end : right_end, y, right ? 1 : 0, 0.5 },
  };

  bw_labeller_place (labeller, &name_label, layout->stacked ? &above : &beside, 1, NULL);
  bw_labeller_place (labeller, &number_label, spots, G_N_ELEMENTS (spots), NULL);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  const BwWaterfallChart *chart = (const BwWaterfallChart *) base;
  Layout layout;

  if (isnan (chart->from) || isnan (chart->to))
    return;
  layout_init (&layout, chart, style, labeller, width, height);
  /* Where names stand between the bars, the lines would run through them. */
  for (gsize row = 0; row <= layout.n_bars && !layout.stacked; row++)
    draw_link (&layout, cr, labeller, row);
  for (gsize bar = 0; bar < layout.n_bars; bar++)
    draw_bar (&layout, cr, labeller, bar);
  draw_end (&layout, cr, labeller, 0, chart->from);
  draw_end (&layout, cr, labeller, layout.n_bars + 1, chart->to);
  for (gsize row = 0; row < layout.n_bars + 2; row++)
    draw_words (&layout, labeller, row);
}

static void
pick_row (const Layout *layout, gsize row, BwChartPick *pick)
{
  g_autofree char *name = row_name (layout, row);
  g_autofree char *number = row_number (layout, row);
  const char *text = row > 0 && row <= layout->n_own ? layout->data->steps[row - 1].text : NULL;

  pick->kind = BW_PICK_STEP;
  pick->index = row;
  pick->area = row_area (layout, row);
  /* Translators: a step of a change and what it adds, as in "NPS: 6, 7 before; −1.2". */
  pick->text = g_strdup_printf (C_("step", "%1$s; %2$s"), text != NULL ? text : name, number);
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
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  const BwWaterfallChart *chart = (const BwWaterfallChart *) base;
  Layout layout;

  if (isnan (chart->from) || isnan (chart->to) || x < 0 || x >= width || y < 0)
    return FALSE;
  layout_init (&layout, chart, style, labeller, width, height);
  if (y >= (layout.n_bars + 2) * layout.row)
    return FALSE;
  pick_row (&layout, (gsize) (y / layout.row), result);
  return TRUE;
}

/* Where there is no room for all, the keyboard still goes through the rows that are shown. */
static guint
n_items (const BwChart *base)
{
  const BwWaterfallChart *chart = (const BwWaterfallChart *) base;

  return isnan (chart->from) || isnan (chart->to) ? 0 : (guint) chart->n_steps + 2;
}

static gboolean
item (const BwChart      *base,
      const BwChartStyle *style,
      double              width,
      double              height,
      guint               index,
      BwChartPick        *result)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  Layout layout;
  gsize row = index;

  layout_init (&layout, (const BwWaterfallChart *) base, style, labeller, width, height);
  if (index == layout.data->n_steps + 1)
    row = layout.n_bars + 1;
  else if (index > layout.n_own)
    {
      const BwWaterfallStep *step = &layout.data->steps[index - 1];
      g_autofree char *number = signed_text (step->amount);

      /* One of those that share a bar: it says itself, and is where that bar is. */
      pick_row (&layout, layout.n_bars, result);
      g_free (result->text);
      result->text = g_strdup_printf (C_("step", "%1$s; %2$s"),
                                      step->text != NULL ? step->text : step->name, number);
      return TRUE;
    }
  pick_row (&layout, row, result);
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
  if (picked->kind == BW_PICK_STEP)
    bw_mark_hover (style, cr, &picked->area);
}

static double
height (const BwChart *base, const BwChartStyle *style, double width)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, 100);
  const BwWaterfallChart *chart = (const BwWaterfallChart *) base;
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, 1e6);
  return ceil ((double) (chart->n_steps + 2)
               * (layout.stacked ? stacked_row (&layout) : beside_row (&layout)));
}

static const BwChartClass waterfall_class = { draw, draw_hover, pick, n_items, item, NULL, height };

/**
 * bw_waterfall_chart_init:
 * @chart: (out caller-allocates): the chart to set up
 * @from: the first value; NaN draws nothing, as does @to
 * @from_name: what it is
 * @to: the last value
 * @to_name: what it is
 * @steps: (array length=n_steps): what lies between, in the order of the bars; borrowed. The
 *   amounts come to @to less @from.
 * @n_steps: how many
 */
void
bw_waterfall_chart_init (BwWaterfallChart      *chart,
                         double                 from,
                         const char            *from_name,
                         double                 to,
                         const char            *to_name,
                         const BwWaterfallStep *steps,
                         gsize                  n_steps)
{
  bw_chart_init (&chart->parent, &waterfall_class);
  chart->from = from;
  chart->from_name = from_name;
  chart->to = to;
  chart->to_name = to_name;
  chart->steps = steps;
  chart->n_steps = n_steps;
}

/**
 * bw_waterfall_chart_bars:
 * @chart: a chart
 * @style: how it looks
 * @width: of the surface
 * @height: of the surface
 * @amounts: (out caller-allocates): room for what each bar adds, as many as there are steps
 *
 * Returns: how many bars are drawn on a surface of that size
 */
gsize
bw_waterfall_chart_bars (const BwWaterfallChart *chart,
                         const BwChartStyle     *style,
                         double                  width,
                         double                  height,
                         double                 *amounts)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, height);
  for (gsize i = 0; i < layout.n_bars; i++)
    amounts[i] = bar_amount (&layout, i);
  return layout.n_bars;
}
