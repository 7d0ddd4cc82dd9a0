/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-bars-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-label.h"
#include "charts/bw-mark.h"

/* The names take at most this share of the width beside the bars; longer ones stand above. */
#define NAME_SHARE 0.36

/* Where everything of one drawing lies. Lengths run from the leading end, whichever side that is. */
typedef struct {
  const BwBarsChart  *data;
  const BwChartStyle *style;
  double              width;
  double              line;
  double              small;     /* A line of the words above the parts, 0 when there are none. */
  double              gap;
  double              thickness; /* Of a bar. */
  double              rise;      /* What an outline behind it is taller, above and below. */
  double              start;     /* Where the bars begin. */
  double              unit;      /* Length of an amount of 1. */
  gboolean            stacked;   /* The names stand above the bars. */
  double              content;   /* The height of what a row has. */
  double              row;       /* From one row to the next. */
} Layout;

static double
row_amount (const BwBarsChart *chart, guint row)
{
  double sum = 0;

  for (guint i = 0; i < chart->n_parts; i++)
    sum += chart->rows[row].parts[i].amount;
  return sum;
}

/* The longest bar, then or now. */
static double
longest (const BwBarsChart *chart)
{
  double most = 0;

  for (guint i = 0; i < chart->n_rows; i++)
    {
      most = MAX (most, row_amount (chart, i));
      if (!isnan (chart->rows[i].before))
        most = MAX (most, chart->rows[i].before);
    }
  return most;
}

static double
measure (BwLabeller *labeller, const char *text, gboolean bold, BwTextSize size)
{
  BwLabel label = { .text = text, .bold = bold, .size = size };
  double width = 0;

  if (text != NULL)
    bw_labeller_measure (labeller, &label, &width, NULL);
  return width;
}

static double
least_row (const Layout *layout)
{
  return layout->content + 1.5 * layout->gap;
}

static void
layout_init (Layout *layout, const BwBarsChart *chart, const BwChartStyle *style,
             BwLabeller *labeller, double width, double height)
{
  double names = 0, details = 0, most = longest (chart), room, air;

  *layout = (Layout) { .data = chart, .style = style, .width = width };
  layout->line = bw_labeller_line_height (labeller, BW_TEXT_LABEL);
  layout->small = chart->n_parts > 1 ? bw_labeller_line_height (labeller, BW_TEXT_TICK) : 0;
  layout->gap = style->font_size * 0.5;
  layout->thickness = layout->line * 1.1;
  for (guint i = 0; i < chart->n_rows; i++)
    {
      names = MAX (names, measure (labeller, chart->rows[i].name, TRUE, BW_TEXT_LABEL));
      details = MAX (details, measure (labeller, chart->rows[i].detail, FALSE, BW_TEXT_LABEL));
      if (!isnan (chart->rows[i].before))
        layout->rise = layout->thickness * 0.14;
    }
  layout->stacked = names > width * NAME_SHARE || names + details > width * 0.6;
  if (!layout->stacked)
    layout->start = names > 0 ? names + layout->gap : 0;
  room = width - layout->start - (layout->stacked || details == 0 ? 1 : details + layout->gap);
  layout->unit = most > 0 ? MAX (room, 1) / most : 0;
  /* Words keep off what is below them. */
  air = layout->gap * 0.35;
  layout->content = (layout->stacked ? layout->line + air : 0)
                    + (layout->small > 0 ? layout->small + air : 0) + layout->thickness
                    + 2 * layout->rise;
  layout->row = MIN (height / MAX (chart->n_rows, 1), least_row (layout) * 1.5);
  if (layout->content > layout->row - 0.6 * layout->gap)
    {
      /* The words keep their room, above them as well, and the bar takes what they leave. */
      double words = layout->content - layout->thickness - 2 * layout->rise;

      layout->content = layout->row - 0.6 * layout->gap;
      layout->rise = MIN (layout->rise, layout->content * 0.05);
      layout->thickness = CLAMP (layout->content - words - 2 * layout->rise,
                                 layout->content * 0.15, layout->thickness);
    }
}

/* From lengths that run from the leading end to places on the surface. */
static cairo_rectangle_t
place (const Layout *layout, double from, double length, double y, double height)
{
  double x = layout->style->rtl ? layout->width - from - length : from;

  return (cairo_rectangle_t) { x, y, length, height };
}

static double
row_top (const Layout *layout, guint row)
{
  return row * layout->row + MAX (layout->row - layout->content, 0) / 2;
}

static double
bar_top (const Layout *layout, guint row)
{
  return row_top (layout, row) + layout->content - layout->thickness - layout->rise;
}

/* Where a part begins and how long it is. */
static void
measure_part (const Layout *layout, guint row, guint part, double *from, double *length)
{
  const BwBarsPart *parts = layout->data->rows[row].parts;

  *from = layout->start;
  for (guint i = 0; i < part; i++)
    *from += parts[i].amount * layout->unit;
  *length = parts[part].amount * layout->unit;
}

static cairo_rectangle_t
part_area (const Layout *layout, guint row, guint part)
{
  double from, length;

  measure_part (layout, row, part, &from, &length);
  return place (layout, from, MAX (length, 1), bar_top (layout, row), layout->thickness);
}

static void
draw_part (const Layout *layout, cairo_t *cr, BwLabeller *labeller, guint row, guint index)
{
  const BwChartStyle *style = layout->style;
  const BwBarsPart *part = &layout->data->rows[row].parts[index];
  double hairline = bw_chart_style_hairline (style);
  cairo_rectangle_t area = part_area (layout, row, index);

  if (!(part->amount > 0))
    return;
  cairo_rectangle (cr, area.x, area.y, area.width, area.height);
  if (part->fill == BW_BARS_HATCHED)
    {
      bw_mark_hatch (style, cr, part->role, &area);
    }
  else
    {
      bw_chart_style_set_source (style, cr, part->role, part->fill == BW_BARS_FULL    ? 1
                                                        : part->fill == BW_BARS_LIGHT ? 0.3
                                                                                      : 0);
      cairo_fill (cr);
    }
  cairo_rectangle (cr, area.x + hairline / 2, area.y + hairline / 2,
                   MAX (area.width - hairline, 0), area.height - hairline);
  bw_mark_dash (cr, part->fill == BW_BARS_EMPTY ? BW_DASH_DOTTED : BW_DASH_SOLID, hairline);
  bw_chart_style_set_source (style, cr, part->role, 1);
  cairo_stroke (cr);
  bw_labeller_block (labeller, area.x, area.y, area.width, area.height);
}

/* How long the bar was, a dashed outline a little taller than the bar. */
static void
draw_before (const Layout *layout, cairo_t *cr, BwLabeller *labeller, guint row)
{
  const BwChartStyle *style = layout->style;
  double before = layout->data->rows[row].before;
  cairo_rectangle_t area;

  if (isnan (before))
    return;
  area = place (layout, layout->start, MAX (before * layout->unit, 1),
                bar_top (layout, row) - layout->rise, layout->thickness + 2 * layout->rise);
  cairo_rectangle (cr, area.x, area.y, area.width, area.height);
  bw_mark_dash (cr, BW_DASH_GHOST, bw_chart_style_hairline (style));
  bw_chart_style_set_source (style, cr, BW_COLOR_GHOST, 1);
  cairo_stroke (cr);
  bw_labeller_block (labeller, area.x, area.y, area.width, area.height);
}

/* The row in which a part is longest, where its name stands. */
static guint
named_row (const BwBarsChart *chart, guint part)
{
  guint best = 0;

  for (guint i = 1; i < chart->n_rows; i++)
    {
      if (chart->rows[i].parts[part].amount > chart->rows[best].parts[part].amount)
        best = i;
    }
  return best;
}

/* What stands above a part has no more room than the part is long, but for the last of a bar. */
static void
draw_part_words (const Layout *layout, BwLabeller *labeller, guint row, guint index)
{
  const BwBarsPart *part = &layout->data->rows[row].parts[index];
  gboolean is_named = named_row (layout->data, index) == row, is_last = TRUE;
  g_autofree char *both = NULL;
  const char *texts[3] = { NULL, NULL, NULL };
  guint n = 0;
  double from, length;

  if (!(part->amount > 0))
    return;
  for (guint i = index + 1; i < layout->data->n_parts; i++)
    is_last &= !(layout->data->rows[row].parts[i].amount > 0);
  measure_part (layout, row, index, &from, &length);
  if (is_named && part->label != NULL)
    {
      /* Translators: a part of a bar and how much it is, as in "At risk €1.2 M". */
      both = g_strdup_printf (C_("part and amount", "%1$s %2$s"), part->name, part->label);
      texts[n++] = both;
    }
  if (is_named)
    texts[n++] = part->name;
  if (part->label != NULL)
    texts[n++] = part->label;
  for (guint i = 0; i < n; i++)
    {
      BwLabel label = { .text = texts[i], .role = BW_COLOR_TEXT, .size = BW_TEXT_TICK };
      BwLabelSpot spot = { 0, bar_top (layout, row) - layout->rise - layout->gap * 0.35, 0, 1 };
      double width = measure (labeller, texts[i], FALSE, BW_TEXT_TICK);

      if (width > (is_last ? layout->width - from : length))
        continue;
      spot.x = layout->style->rtl ? layout->width - from : from;
      spot.across = layout->style->rtl ? 1 : 0;
      if (bw_labeller_place (labeller, &label, &spot, 1, NULL))
        return;
    }
}

static void
draw_words (const Layout *layout, BwLabeller *labeller, guint row)
{
  const BwBarsRow *line = &layout->data->rows[row];
  gboolean rtl = layout->style->rtl;
  double end = row_amount (layout->data, row), top = row_top (layout, row);
  double middle = bar_top (layout, row) + layout->thickness / 2;
  BwLabel name = { .text = line->name, .role = BW_COLOR_TEXT, .bold = TRUE };
  BwLabel detail = { .text = line->detail, .role = BW_COLOR_DIM };
  BwLabelSpot spot = { rtl ? layout->width : 0, layout->stacked ? top : middle, rtl ? 1 : 0,
                       layout->stacked ? 0 : 0.5 };

  if (!isnan (line->before))
    end = MAX (end, line->before);
  if (layout->stacked)
    {
      double amount = measure (labeller, line->detail, FALSE, BW_TEXT_LABEL);

      /* Where both do not go beside each other the name is cut, rather than left out. */
      detail.max_width = layout->width / 2;
      name.max_width = layout->width - MIN (amount, detail.max_width) - 2 * layout->gap;
    }
  bw_labeller_place (labeller, &name, &spot, 1, NULL);
  if (layout->stacked)
    {
      spot.x = rtl ? 0 : layout->width;
      spot.across = rtl ? 0 : 1;
    }
  else
    {
      double x = layout->start + end * layout->unit + layout->gap;

      spot.x = rtl ? layout->width - x : x;
    }
  bw_labeller_place (labeller, &detail, &spot, 1, NULL);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  const BwBarsChart *chart = (const BwBarsChart *) base;
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, height);
  for (guint row = 0; row < chart->n_rows; row++)
    {
      draw_before (&layout, cr, labeller, row);
      for (guint part = 0; part < chart->n_parts; part++)
        draw_part (&layout, cr, labeller, row, part);
    }
  for (guint row = 0; row < chart->n_rows; row++)
    {
      draw_words (&layout, labeller, row);
      for (guint part = 0; part < chart->n_parts && chart->n_parts > 1; part++)
        draw_part_words (&layout, labeller, row, part);
    }
}

static void
pick_part (const Layout *layout, guint row, guint part, BwChartPick *pick)
{
  pick->kind = BW_PICK_PART;
  pick->index = row * layout->data->n_parts + part;
  pick->area = layout->data->n_parts == 1
                 ? (cairo_rectangle_t) { 0, row * layout->row, layout->width, layout->row }
                 : part_area (layout, row, part);
  pick->text = g_strdup (layout->data->rows[row].parts[part].text);
}

static gboolean
pick (const BwChart *base, const BwChartStyle *style, double width, double height, double x,
      double y, BwChartPick *result)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  const BwBarsChart *chart = (const BwBarsChart *) base;
  Layout layout;
  guint row;

  if (chart->n_rows == 0 || x < 0 || x >= width || y < 0)
    return FALSE;
  layout_init (&layout, chart, style, labeller, width, height);
  if (y >= chart->n_rows * layout.row)
    return FALSE;
  row = MIN ((guint) (y / layout.row), chart->n_rows - 1);
  for (guint i = 0; i < chart->n_parts; i++)
    {
      cairo_rectangle_t area = part_area (&layout, row, i);

      if (chart->n_parts > 1
          && !(chart->rows[row].parts[i].amount > 0 && x >= area.x && x < area.x + area.width))
        continue;
      pick_part (&layout, row, i, result);
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_item (const BwBarsChart *chart, guint index)
{
  return chart->n_parts == 1
         || chart->rows[index / chart->n_parts].parts[index % chart->n_parts].amount > 0;
}

static guint
n_items (const BwChart *base)
{
  const BwBarsChart *chart = (const BwBarsChart *) base;
  guint n = 0;

  for (guint i = 0; i < chart->n_rows * chart->n_parts; i++)
    n += is_item (chart, i);
  return n;
}

static gboolean
item (const BwChart *base, const BwChartStyle *style, double width, double height, guint index,
      BwChartPick *result)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  const BwBarsChart *chart = (const BwBarsChart *) base;
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, height);
  for (guint i = 0; i < chart->n_rows * chart->n_parts; i++)
    {
      if (!is_item (chart, i) || index-- > 0)
        continue;
      pick_part (&layout, i / chart->n_parts, i % chart->n_parts, result);
      return TRUE;
    }
  return FALSE;
}

static void
draw_hover (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width,
            double height, const BwChartPick *picked)
{
  if (picked->kind == BW_PICK_PART)
    bw_mark_hover (style, cr, &picked->area);
}

static double
height (const BwChart *base, const BwChartStyle *style, double width)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, 100);
  const BwBarsChart *chart = (const BwBarsChart *) base;
  Layout layout;

  layout_init (&layout, chart, style, labeller, width, 1e6);
  return ceil (chart->n_rows * least_row (&layout));
}

static const BwChartClass bars_class = { draw, draw_hover, pick, n_items, item, NULL, height };

/**
 * bw_bars_chart_init:
 * @chart: (out caller-allocates): the chart to set up
 * @rows: (array length=n_rows): the bars from the top; borrowed
 * @n_rows: how many
 * @n_parts: how many parts each has, at least 1
 */
void
bw_bars_chart_init (BwBarsChart *chart, const BwBarsRow *rows, guint n_rows, guint n_parts)
{
  g_return_if_fail (n_parts > 0);
  bw_chart_init (&chart->parent, &bars_class);
  chart->rows = rows;
  chart->n_rows = n_rows;
  chart->n_parts = n_parts;
}
