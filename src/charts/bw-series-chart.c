/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-series-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-axis.h"
#include "charts/bw-mark.h"
#include "charts/bw-series-layout.h"
#include "charts/bw-series-line.h"

static const struct {
  BwColorRole color;
  BwTextSize  size;
  gboolean    bold;
} end_looks[BW_N_SERIES_ENDS] = {
  [BW_SERIES_END_ACTUAL] = { BW_COLOR_ACTUAL, BW_TEXT_LARGE, TRUE },
  [BW_SERIES_END_PLAN] = { BW_COLOR_PLAN, BW_TEXT_LABEL, TRUE },
  [BW_SERIES_END_BEFORE] = { BW_COLOR_BEFORE, BW_TEXT_LABEL, TRUE },
  [BW_SERIES_END_PEERS] = { BW_COLOR_PEERS, BW_TEXT_LABEL, FALSE },
};

/* One name at the trailing edge on its way to a place of its own. */
typedef struct {
  BwSeriesEnd end;
  double      wanted;
  double      y;      /* The middle of the text. */
  double      height;
} EndPlace;

/* The part of the band without a gap from a point on; returns where it ends. */
static gsize
band_path (const BwSeriesLayout *layout, cairo_t *cr, gsize from)
{
  const BwPeerPoint *peers = layout->chart->peers;
  gsize end = from;

  while (end < layout->chart->n_peers && !isnan (peers[end].q1) && !isnan (peers[end].q3))
    end++;
  for (gsize i = from; i < end; i++)
    cairo_line_to (cr, bw_scale_map (&layout->x, peers[i].start),
                   bw_scale_map (&layout->y, peers[i].q3));
  for (gsize i = end; i-- > from;)
    cairo_line_to (cr, bw_scale_map (&layout->x, peers[i].start),
                   bw_scale_map (&layout->y, peers[i].q1));
  if (end > from)
    cairo_close_path (cr);
  return MAX (end, from + 1);
}

static void
draw_band (const BwSeriesLayout *layout, cairo_t *cr)
{
  for (gsize i = 0; i < layout->chart->n_peers;)
    i = band_path (layout, cr, i);
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_BAND, 1);
  cairo_fill (cr);
}

static void
draw_median (const BwSeriesLayout *layout, cairo_t *cr, BwLabeller *labeller, double width)
{
  const BwSeriesChart *chart = layout->chart;
  g_autofree BwSeriesPoint *points = g_new (BwSeriesPoint, MAX (chart->n_peers, 1));
  BwSeriesLine line = { points, chart->n_peers, &layout->x, &layout->y, NULL };

  for (gsize i = 0; i < chart->n_peers; i++)
    points[i] = (BwSeriesPoint) { chart->peers[i].start, chart->peers[i].median };
  bw_mark_dash (cr, BW_DASH_SOLID, width);
  bw_series_line_draw (&line, layout->style, cr, labeller, BW_COLOR_PEERS, width);
}

static void
draw_go_live (const BwSeriesLayout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  double x = bw_axis_crisp (style, bw_scale_map (&layout->x, layout->chart->go_live_on));

  if (!bw_series_layout_has_go_live (layout))
    return;
  bw_mark_dash (cr, BW_DASH_DOTTED, style->font_size * 0.1);
  bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.85);
  cairo_move_to (cr, x, layout->y.start);
  cairo_line_to (cr, x, 0);
  cairo_stroke (cr);
  bw_labeller_block_line (labeller, x, 0, x, layout->y.start, 1.5);
}

/* Above the plot, and beyond its end where it is near. */
static void
label_go_live (const BwSeriesLayout *layout, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  double x = bw_axis_crisp (style, bw_scale_map (&layout->x, layout->chart->go_live_on));
  double gap = style->font_size * 0.45, forward = style->rtl ? -1 : 1;
  g_autofree char *date = NULL, *text = NULL;
  BwLabel label = { .role = BW_COLOR_TEXT };

  if (!bw_series_layout_has_go_live (layout))
    return;
  if (layout->chart->since_go_live)
    {
      text = g_strdup (_("go-live"));
    }
  else
    {
      date = bw_chart_date (layout->chart->go_live_on, BW_DATE_FULL);
      /* Translators: the day on which a customer began to use the product. */
      text = g_strdup_printf (_("go-live · %s"), date);
    }
  label.text = text;
  {
    BwLabelSpot spots[] = {
      { x + forward * gap, 0, style->rtl ? 1 : 0, 0 },
      { x - forward * gap, 0, style->rtl ? 0 : 1, 0 },
    };

    if (!bw_labeller_place (labeller, &label, spots, 2, NULL))
      {
        label.text = _("go-live");
        bw_labeller_place (labeller, &label, spots, 2, NULL);
      }
  }
}

static void
draw_before (const BwSeriesLayout *layout, cairo_t *cr, BwLabeller *labeller, double width)
{
  double x0, x1, y;

  if (!bw_series_layout_before (layout, &x0, &x1, &y))
    return;
  bw_mark_dash (cr, BW_DASH_DOTTED, width);
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_BEFORE, 1);
  cairo_move_to (cr, x0, y);
  cairo_line_to (cr, x1, y);
  cairo_stroke (cr);
  bw_labeller_block_line (labeller, x0, y, x1, y, width);
}

static void
draw_plan (const BwSeriesLayout *layout, cairo_t *cr, BwLabeller *labeller, double width)
{
  double x0, y0, x1, y1;

  if (!bw_series_layout_plan (layout, &x0, &y0, &x1, &y1))
    return;
  bw_mark_dash (cr, BW_DASH_DASHED, width);
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_PLAN, 1);
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
  cairo_stroke (cr);
  bw_labeller_block_line (labeller, x0, y0, x1, y1, width);
}

static void
draw_events (const BwSeriesLayout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwChartStyle *style = layout->style;
  double radius = style->font_size * 0.32;

  cairo_set_dash (cr, NULL, 0, 0);
  for (gsize i = 0; i < layout->chart->n_events; i++)
    {
      double x, y;

      bw_series_layout_event (layout, i, &x, &y);
      if (x < layout->plot.x || x > layout->plot.x + layout->plot.width)
        continue;
      /* The surface shows through, so that the line does not run through the mark. */
      bw_mark_path (cr, BW_MARK_DIAMOND, x, y, radius);
      bw_chart_style_set_source (style, cr, BW_COLOR_SURFACE, 1);
      cairo_fill_preserve (cr);
      bw_chart_style_set_source (style, cr, BW_COLOR_ACTUAL,
                                 layout->chart->events[i].is_moment ? 1 : 0.4);
      cairo_fill_preserve (cr);
      bw_chart_style_set_source (style, cr, BW_COLOR_ACTUAL, 1);
      cairo_set_line_width (cr, bw_chart_style_hairline (style) * 1.2);
      cairo_stroke (cr);
      bw_labeller_block (labeller, x - radius, y - radius, 2 * radius, 2 * radius);
    }
}

static void
label_events (const BwSeriesLayout *layout, BwLabeller *labeller)
{
  for (gsize i = 0; i < layout->chart->n_events; i++)
    {
      BwLabel label = { .text = layout->chart->events[i].title,
                        .role = BW_COLOR_DIM,
                        .max_width = layout->plot.width * 0.5 };
      double x, y;

      bw_series_layout_event (layout, i, &x, &y);
      if (x >= layout->plot.x && x <= layout->plot.x + layout->plot.width)
        bw_labeller_place_near (labeller, &label, x, y, layout->style->font_size * 0.75, NULL);
    }
}

static void
draw_last (const BwSeriesLayout *layout, cairo_t *cr, BwLabeller *labeller)
{
  const BwSeries *series = layout->chart->series;
  double radius = bw_series_end_radius (layout->style), x, y;

  if (layout->last < 0)
    return;
  x = bw_scale_map (&layout->x, series->points[layout->last].start);
  y = bw_scale_map (&layout->y, series->points[layout->last].value);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  bw_chart_style_set_source (layout->style, cr, BW_COLOR_ACTUAL, 1);
  cairo_fill (cr);
  bw_labeller_block (labeller, x - radius, y - radius, 2 * radius, 2 * radius);
}

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  const EndPlace *x = a, *y = b;

  return (x->wanted > y->wanted) - (x->wanted < y->wanted);
}

/* Pushes the names apart, down from the first and then up from the last. */
static void
spread (EndPlace *places, guint n, double top, double bottom)
{
  double edge = top;

  for (guint i = 0; i < n; i++)
    {
      places[i].y = MAX (places[i].wanted, edge + places[i].height / 2);
      edge = places[i].y + places[i].height / 2;
    }
  edge = bottom;
  for (guint i = n; i-- > 0;)
    {
      places[i].y = MIN (places[i].y, edge - places[i].height / 2);
      edge = places[i].y - places[i].height / 2;
    }
}

/* The name of a line that ends within the plot, beside its end. */
static gboolean
label_last (const BwSeriesLayout *layout, BwLabeller *labeller)
{
  const BwSeriesPoint *last = &layout->chart->series->points[layout->last];
  BwLabel label = { .text = layout->ends[BW_SERIES_END_ACTUAL].text,
                    .role = end_looks[BW_SERIES_END_ACTUAL].color,
                    .size = end_looks[BW_SERIES_END_ACTUAL].size,
                    .bold = end_looks[BW_SERIES_END_ACTUAL].bold };
  double gap = bw_series_end_gap (layout->style), forward = layout->style->rtl ? -1 : 1;
  double x = bw_scale_map (&layout->x, last->start), y = bw_scale_map (&layout->y, last->value);
  double leading = layout->style->rtl ? 1 : 0;
  BwLabelSpot spots[] = {
    { x + forward * gap, y, leading, 0.5 },
    { x + forward * gap, y - gap * 0.7, leading, 1 },
    { x + forward * gap, y + gap * 0.7, leading, 0 },
    { x, y - gap, 0.5, 1 },
    { x, y + gap, 0.5, 0 },
  };

  return bw_labeller_place (labeller, &label, spots, G_N_ELEMENTS (spots), NULL)
         || bw_labeller_place_near (labeller, &label, x, y, gap, NULL);
}

static void
label_ends (const BwSeriesLayout *layout, BwLabeller *labeller, double width)
{
  const BwChartStyle *style = layout->style;
  double gap = bw_series_end_gap (style), room = 0;
  double x = style->rtl ? layout->plot.x - gap : layout->plot.x + layout->plot.width + gap;
  double most = style->rtl ? x : width - x;
  /* The last word of the axis may reach under the names. */
  double bottom = layout->y.start + style->font_size * 0.2;
  EndPlace places[BW_N_SERIES_ENDS];
  gboolean named = layout->last_is_inside && label_last (layout, labeller);
  guint n = 0;

  for (BwSeriesEnd end = named ? BW_SERIES_END_ACTUAL + 1 : 0; end < BW_N_SERIES_ENDS; end++)
    {
      double line = bw_labeller_line_height (labeller, end_looks[end].size)
                    * (layout->ends[end].detail != NULL ? 2.16 : 1.16);

      /* Names of less account are left out when there is no height for all. */
      if (layout->ends[end].text == NULL || room + line > bottom)
        continue;
      room += line;
      places[n++] = (EndPlace) { end, bw_scale_map (&layout->y, layout->ends[end].value), 0,
                                 line };
    }
  qsort (places, n, sizeof (EndPlace), compare_wanted);
  spread (places, n, 0, bottom);
  for (guint i = 0; i < n; i++)
    {
      BwSeriesEnd end = places[i].end;
      BwLabel label = { .text = layout->ends[end].text,
                        .detail = layout->ends[end].detail,
                        .role = end_looks[end].color,
                        .size = end_looks[end].size,
                        .bold = end_looks[end].bold,
                        .max_width = most };
      BwLabelSpot spots[] = {
        { x, places[i].y, style->rtl ? 1 : 0, 0.5 },
        { x, places[i].y + places[i].height * 0.3, style->rtl ? 1 : 0, 0.5 },
        { x, places[i].y - places[i].height * 0.3, style->rtl ? 1 : 0, 0.5 },
      };

      bw_labeller_place (labeller, &label, spots, G_N_ELEMENTS (spots), NULL);
    }
}

/* What the axis counts when it does not show dates, as long as there is room. */
static void
draw_axis_word (const BwSeriesLayout *layout, BwLabeller *labeller)
{
  double y = layout->y.start + layout->style->font_size * 0.4;

  if (!bw_axis_draw_word (labeller, _("months since go-live"), layout->x_ticks, &layout->x, y))
    bw_axis_draw_word (labeller, _("months"), layout->x_ticks, &layout->x, y);
}

static void
draw_nothing (const BwSeriesLayout *layout, BwLabeller *labeller)
{
  BwLabel label = { .text = _("Nothing was measured yet"),
                    .role = BW_COLOR_DIM,
                    .max_width = layout->plot.width };
  BwLabelSpot spot = { layout->plot.x + layout->plot.width / 2,
                       layout->plot.y + layout->plot.height / 2, 0.5, 0.5 };

  bw_labeller_place (labeller, &label, &spot, 1, NULL);
}

static void
draw (const BwChart *base, const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  const BwSeriesChart *chart = (const BwSeriesChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, cr, width, height);
  g_auto (BwSeriesLayout) layout = { 0 };
  double line = bw_chart_style_line_width (style), y;

  bw_series_layout_init (&layout, chart, style, labeller, width, height);
  y = layout.y.start;
  bw_axis_draw_up (labeller, style, NULL, layout.y_ticks, &layout.y, &layout.plot);
  bw_axis_draw_across (labeller, layout.x_ticks, &layout.x, y + style->font_size * 0.4);
  if (chart->since_go_live)
    draw_axis_word (&layout, labeller);
  if (!layout.has_data)
    {
      bw_axis_line (style, cr, BW_COLOR_GRID, layout.plot.x, y, layout.plot.x + layout.plot.width,
                    y);
      draw_nothing (&layout, labeller);
      return;
    }

  label_go_live (&layout, labeller);
  cairo_save (cr);
  /* Below the axis are its words; an event without a value stands on it. */
  cairo_rectangle (cr, layout.plot.x - line, 0, layout.plot.width + 2 * line,
                   y + style->font_size * 0.4);
  cairo_clip (cr);
  draw_band (&layout, cr);
  for (guint i = 0; i < layout.y_ticks->len; i++)
    {
      double at = bw_scale_map (&layout.y, g_array_index (layout.y_ticks, BwTick, i).value);

      bw_axis_line (style, cr, BW_COLOR_GRID, layout.plot.x, at,
                    layout.plot.x + layout.plot.width, at);
    }
  draw_median (&layout, cr, labeller, line * 0.6);
  draw_before (&layout, cr, labeller, line);
  draw_plan (&layout, cr, labeller, line * 0.85);
  draw_go_live (&layout, cr, labeller);
  if (chart->series != NULL)
    {
      BwSeriesLine actual = { chart->series->points, chart->series->n_points, &layout.x,
                              &layout.y, chart->blocks };

      bw_mark_dash (cr, BW_DASH_SOLID, line * 1.2);
      bw_series_line_draw (&actual, style, cr, labeller, BW_COLOR_ACTUAL, line * 1.2);
    }
  draw_events (&layout, cr, labeller);
  cairo_restore (cr);

  draw_last (&layout, cr, labeller);
  label_ends (&layout, labeller, width);
  label_events (&layout, labeller);
}

static void
draw_hover (const BwChart      *base,
            const BwChartStyle *style,
            cairo_t            *cr,
            double              width,
            double              height,
            const BwChartPick  *picked)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  g_auto (BwSeriesLayout) layout = { 0 };
  double x = picked->area.x + picked->area.width / 2;
  double y = picked->area.y + picked->area.height / 2;

  bw_series_layout_init (&layout, (const BwSeriesChart *) base, style, labeller, width, height);
  switch (picked->kind)
    {
    case BW_PICK_POINT:
    case BW_PICK_PEERS:
      bw_axis_line (style, cr, BW_COLOR_AXIS, x, layout.plot.y, x, layout.y.start);
      G_GNUC_FALLTHROUGH;
    case BW_PICK_EVENT:
      cairo_arc (cr, x, y, style->font_size * 0.42, 0, 2 * G_PI);
      bw_chart_style_set_source (style, cr, BW_COLOR_SURFACE, 1);
      cairo_fill_preserve (cr);
      bw_chart_style_set_source (style, cr, picked->kind == BW_PICK_PEERS ? BW_COLOR_PEERS
                                                                          : BW_COLOR_ACTUAL, 1);
      bw_mark_dash (cr, BW_DASH_SOLID, style->font_size * 0.16);
      cairo_stroke (cr);
      break;
    default:
      cairo_rectangle (cr, picked->area.x, picked->area.y, picked->area.width,
                       picked->area.height);
      bw_chart_style_set_source (style, cr, BW_COLOR_TEXT, 0.15);
      cairo_fill (cr);
      break;
    }
}

static gboolean
frame (const BwChart      *base,
       const BwChartStyle *style,
       double              width,
       double              height,
       BwChartFrame       *result)
{
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  g_auto (BwSeriesLayout) layout = { 0 };

  bw_series_layout_init (&layout, (const BwSeriesChart *) base, style, labeller, width, height);
  result->plot = layout.plot;
  result->shown = (BwChartWindow) { layout.x.from, layout.x.to, NAN, NAN };
  result->whole = (BwChartWindow) { layout.whole_from, layout.whole_to, NAN, NAN };
  return layout.has_data;
}

static const BwChartClass series_class = {
  draw, draw_hover, bw_series_pick, bw_series_n_items, bw_series_item, frame, NULL,
};

/**
 * bw_series_chart_init:
 * @chart: (out caller-allocates): the chart to set up; the other fields are the caller's to set
 * @series: (nullable): what was measured; borrowed
 * @unit: (nullable): its unit; borrowed
 *
 * The height of the axis follows what is in sight. Without a reading the chart says so.
 */
void
bw_series_chart_init (BwSeriesChart *chart, const BwSeries *series, const char *unit)
{
  *chart = (BwSeriesChart) {
    .series = series,
    .unit = unit,
    .direction = 1,
    .go_live_on = BW_DATE_NONE,
  };
  bw_chart_init (&chart->parent, &series_class);
}
