/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-series-layout.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "charts/bw-axis.h"
#include "charts/bw-chart-text.h"
#include "charts/bw-series-line.h"

/* A plan that runs on beyond the last reading makes the axis longer by at most this share. */
#define MOST_FUTURE 0.35

/* A line that ends so far before the end of the axis, as a share of it, is named where it ends: at
 * the edge the name would stand for what is to come. */
#define NEAR_END 0.06

/* The name of the peers is a sentence of few words: it takes two lines rather than more than this
 * share of the width. */
#define MOST_OF_PEERS 0.14

/* A line that has hardly a time of its own, as a share of the axis. */
#define SHORT_LINE 0.08

static void
widen_dates (double *from, double *to, double date)
{
  *from = isnan (*from) ? date : MIN (*from, date);
  *to = isnan (*to) ? date : MAX (*to, date);
}

/* The dates of everything that is measured, and of the plan's end if that is not far. */
static void
find_dates (BwSeriesLayout *layout)
{
  const BwSeriesChart *chart = layout->chart;
  const BwSeries *series = chart->series;
  double from = NAN, to = NAN;

  if (series != NULL && series->n_points > 0)
    {
      widen_dates (&from, &to, series->points[0].start);
      widen_dates (&from, &to, series->points[series->n_points - 1].start);
    }
  else if (chart->n_peers > 0)
    {
      widen_dates (&from, &to, chart->peers[0].start);
      widen_dates (&from, &to, chart->peers[chart->n_peers - 1].start);
    }
  layout->has_data = !isnan (from);
  if (isnan (from))
    {
      from = 0;
      to = 365;
    }
  if (layout->has_data && series != NULL && series->plan_due_on != BW_DATE_NONE
      && !isnan (series->plan_target) && series->plan_due_on > to
      && series->plan_due_on - to <= (to - from) * MOST_FUTURE)
    to = series->plan_due_on;
  /* A single reading stands in the middle of two months. */
  if (!(to > from))
    {
      from -= BW_DAYS_PER_MONTH;
      to += BW_DAYS_PER_MONTH;
    }
  layout->whole_from = from;
  layout->whole_to = to;
}

static void
include (double *low, double *high, double value)
{
  if (isnan (value))
    return;
  *low = isnan (*low) ? value : MIN (*low, value);
  *high = isnan (*high) ? value : MAX (*high, value);
}

/* Where the peers come into sight, on their way from one point to the next. */
static void
include_crossing (double *low, double *high, const BwPeerPoint *from, const BwPeerPoint *to,
                  double date)
{
  double share;

  if (!(from->start < date && date < to->start))
    return;
  share = (date - from->start) / (to->start - from->start);
  include (low, high, from->median + (to->median - from->median) * share);
  include (low, high, from->q1 + (to->q1 - from->q1) * share);
  include (low, high, from->q3 + (to->q3 - from->q3) * share);
}

static gboolean
has_plan (const BwSeries *series)
{
  return !isnan (series->plan_target) && series->plan_due_on != BW_DATE_NONE;
}

/* Whether the path to the target leaves the chart before it gets there, and where. */
static gboolean
plan_leaves (const BwSeriesLayout *layout, double *value)
{
  const BwSeries *series = layout->chart->series;
  double length = (double) series->plan_due_on - series->plan_baseline_on;

  if (series->plan_due_on <= layout->x.to || series->plan_baseline_on == BW_DATE_NONE
      || !(length > 0) || isnan (series->plan_baseline))
    return FALSE;
  *value = series->plan_baseline
           + (series->plan_target - series->plan_baseline)
               * CLAMP ((layout->x.to - series->plan_baseline_on) / length, 0, 1);
  return TRUE;
}

/* The values of everything in sight. */
static void
find_values (BwSeriesLayout *layout)
{
  const BwSeriesChart *chart = layout->chart;
  const BwSeries *series = chart->series;
  double low = NAN, high = NAN;
  gsize first, end;

  if (series != NULL)
    {
      bw_series_line_in_sight (series->points, series->n_points, layout->x.from, layout->x.to,
                               &first, &end);
      bw_series_blocks_range (chart->blocks, series->points, first, end, &low, &high);
      include (&low, &high, series->baseline.value);
      if (has_plan (series))
        {
          double reached = series->plan_target;

          plan_leaves (layout, &reached);
          include (&low, &high, series->plan_baseline);
          include (&low, &high, reached);
        }
    }
  for (gsize i = 0; i < chart->n_peers; i++)
    {
      const BwPeerPoint *peer = &chart->peers[i];

      if (i > 0)
        {
          include_crossing (&low, &high, peer - 1, peer, layout->x.from);
          include_crossing (&low, &high, peer - 1, peer, layout->x.to);
        }
      if (peer->start < layout->x.from || peer->start > layout->x.to)
        continue;
      include (&low, &high, peer->median);
      include (&low, &high, peer->q1);
      include (&low, &high, peer->q3);
    }
  bw_ticks_widen (&low, &high);
  layout->y.from = low;
  layout->y.to = high;
}

/* The peers' last median in sight. */
static double
last_of_peers (const BwSeriesLayout *layout)
{
  double value = NAN;

  for (gsize i = 0; i < layout->chart->n_peers; i++)
    {
      const BwPeerPoint *peer = &layout->chart->peers[i];

      if (peer->start <= layout->x.to && !isnan (peer->median))
        value = peer->median;
    }
  return value;
}

/* The point where the line ends, if that is in sight. */
static void
find_last (BwSeriesLayout *layout)
{
  const BwSeries *series = layout->chart->series;
  gssize last = series != NULL ? (gssize) series->n_points - 1 : -1;

  while (last >= 0 && isnan (series->points[last].value))
    last--;
  if (last >= 0
      && (series->points[last].start < layout->x.from || series->points[last].start > layout->x.to))
    last = -1;
  layout->last = last;
  layout->last_is_inside = last >= 0
                           && layout->x.to - series->points[last].start
                                > (layout->x.to - layout->x.from) * NEAR_END;
}

/* Whether the value from before is that of a plan which began after go-live: it is no value from
 * before go-live then. */
static gboolean
begins_late (const BwSeriesChart *chart)
{
  const BwSeries *series = chart->series;

  return series->baseline.source == BW_BASELINE_PLAN && chart->go_live_on != BW_DATE_NONE
         && series->plan_baseline_on != BW_DATE_NONE
         && series->plan_baseline_on > chart->go_live_on;
}

static void
find_ends (BwSeriesLayout *layout)
{
  const BwSeriesChart *chart = layout->chart;
  const BwSeries *series = chart->series;
  BwSeriesEndLabel *ends = layout->ends;

  ends[BW_SERIES_END_PEERS].value = last_of_peers (layout);
  if (!isnan (ends[BW_SERIES_END_PEERS].value))
    ends[BW_SERIES_END_PEERS].text = g_strdup (chart->peers_name != NULL ? chart->peers_name
                                                                         : _("peers, median"));
  if (series == NULL)
    return;
  if (layout->last >= 0)
    {
      double last = series->points[layout->last].value;
      g_autofree char *value = bw_chart_text_value (last, chart->unit);

      ends[BW_SERIES_END_ACTUAL].value = last;
      ends[BW_SERIES_END_ACTUAL].value_text = g_strdup (value);
      if (chart->line_name != NULL)
        /* Translators: a value and the name of the line that ends with it. */
        ends[BW_SERIES_END_ACTUAL].text = g_strdup_printf (C_("end of a line", "%1$s %2$s"), value,
                                                           chart->line_name);
      else if (chart->is_past && series->last_on != BW_DATE_NONE)
        {
          g_autofree char *day = bw_chart_date (series->last_on, BW_DATE_FULL);

          /* Translators: the latest value of a metric, as in "6.0 h on 21 Aug 2026". */
          ends[BW_SERIES_END_ACTUAL].text = g_strdup_printf (_("%1$s on %2$s"), value, day);
        }
      else
        /* Translators: the latest value of a metric, as in "6.0 h today". */
        ends[BW_SERIES_END_ACTUAL].text = g_strdup_printf (_("%s today"), value);
    }
  ends[BW_SERIES_END_BEFORE].value = series->baseline.value;
  if (!isnan (series->baseline.value))
    {
      g_autofree char *value = bw_chart_text_value (series->baseline.value, chart->unit);

      if (begins_late (chart))
        /* Translators: the value of a metric when a success plan began, long after go-live. */
        ends[BW_SERIES_END_BEFORE].text = g_strdup_printf (_("plan began at %s"), value);
      else
        /* Translators: the value of a metric before go-live. */
        ends[BW_SERIES_END_BEFORE].text = g_strdup_printf (_("before: %s"), value);
    }
  if (has_plan (series))
    {
      g_autofree char *value = bw_chart_text_value (series->plan_target, chart->unit);

      ends[BW_SERIES_END_PLAN].value = series->plan_target;
      /* A line that leaves the chart on its way is named where it leaves: there it is not at the
       * target yet. */
      if (plan_leaves (layout, &ends[BW_SERIES_END_PLAN].value))
        /* Translators: the way to the target of a success plan, which lies beyond the chart. */
        ends[BW_SERIES_END_PLAN].text = g_strdup_printf (_("path to %s"), value);
      else
        /* Translators: the target of a success plan. */
        ends[BW_SERIES_END_PLAN].text = g_strdup_printf (_("target %s"), value);
    }
}

static BwTextSize
end_size (BwSeriesEnd end)
{
  return end == BW_SERIES_END_ACTUAL ? BW_TEXT_LARGE : BW_TEXT_LABEL;
}

static double
measure_end (const BwSeriesLayout *layout, BwSeriesEnd end, BwLabeller *labeller)
{
  BwLabel label = { .text = layout->ends[end].text, .detail = layout->ends[end].detail,
                    .size = end_size (end), .bold = TRUE };
  double width;

  bw_labeller_measure (labeller, &label, &width, NULL);
  return width;
}

/* Breaks a name in two: behind its value if that does, else at the blank where both are
 * shortest. */
static void
break_end (BwSeriesLayout *layout, BwSeriesEnd end, BwLabeller *labeller, double most)
{
  BwSeriesEndLabel *label = &layout->ends[end];
  g_autofree char *whole = g_steal_pointer (&label->text);
  g_autofree char *first = g_strdup (whole), *second = NULL;
  double least = G_MAXDOUBLE;

  for (const char *blank = strchr (whole, ' '); blank != NULL; blank = strchr (blank + 1, ' '))
    {
      double width;

      label->text = g_strndup (whole, blank - whole);
      label->detail = g_strdup (blank + 1);
      width = measure_end (layout, end, labeller);
      if (g_strcmp0 (label->text, label->value_text) == 0 && width <= most)
        return;
      if (width < least)
        {
          least = width;
          g_set_str (&first, label->text);
          g_set_str (&second, label->detail);
        }
      g_clear_pointer (&label->text, g_free);
      g_clear_pointer (&label->detail, g_free);
    }
  label->text = g_steal_pointer (&first);
  label->detail = g_steal_pointer (&second);
}

/**
 * bw_series_end_radius:
 * @style: a style
 *
 * Returns: the radius of the dot in which the line ends
 */
double
bw_series_end_radius (const BwChartStyle *style)
{
  return bw_chart_style_line_width (style) * 2.1;
}

/**
 * bw_series_end_gap:
 * @style: a style
 *
 * Returns: how far from the end of a line its name begins, clear of the dot
 */
double
bw_series_end_gap (const BwChartStyle *style)
{
  return style->font_size * 0.285 + bw_series_end_radius (style);
}

/**
 * bw_series_layout_init:
 * @layout: (out caller-allocates): where everything lies
 * @chart: what is drawn
 * @style: how it looks
 * @labeller: measures the text
 * @width: of the surface
 * @height: of the surface
 */
void
bw_series_layout_init (BwSeriesLayout      *layout,
                       const BwSeriesChart *chart,
                       const BwChartStyle  *style,
                       BwLabeller          *labeller,
                       double               width,
                       double               height)
{
  const BwChartWindow *window = &chart->parent.window;
  double tick = bw_labeller_line_height (labeller, BW_TEXT_TICK);
  double line = bw_labeller_line_height (labeller, BW_TEXT_LABEL);
  double gap = style->font_size * 0.6, leading, trailing = 0, room;
  gboolean is_sentence = style->detail == BW_CHART_SLIDE && chart->peers_name != NULL;
  guint most;

  *layout = (BwSeriesLayout) { .chart = chart, .style = style };
  find_dates (layout);
  layout->x.from = isnan (window->x_from) ? layout->whole_from : window->x_from;
  layout->x.to = isnan (window->x_to) ? layout->whole_to : window->x_to;
  find_last (layout);
  find_ends (layout);

  layout->plot.y = bw_series_layout_has_go_live (layout) ? line + style->font_size * 0.3 : tick / 2;
  layout->plot.height = MAX (height - layout->plot.y - tick - style->font_size * 0.4, 1);
  most = CLAMP ((guint) (layout->plot.height / (style->font_size * 3)), 2, 8);
  find_values (layout);
  layout->y_ticks = layout->has_data ? bw_ticks_linear (layout->y.from, layout->y.to, most)
                                     : bw_ticks_linear (0, 0, 1);

  leading = bw_axis_width (labeller, layout->y_ticks) + gap;
  for (BwSeriesEnd end = 0; end < BW_N_SERIES_ENDS; end++)
    {
      if (layout->ends[end].text == NULL
          || (end == BW_SERIES_END_ACTUAL && layout->last_is_inside))
        continue;
      /* Names of lines may take two fifths of the chart; longer ones have two lines. */
      room = measure_end (layout, end, labeller);
      if (room > width * (is_sentence && end == BW_SERIES_END_PEERS ? MOST_OF_PEERS : 0.4))
        {
          break_end (layout, end, labeller, width * 0.4);
          room = measure_end (layout, end, labeller);
        }
      trailing = MAX (trailing, MIN (room, width * 0.4) + bw_series_end_gap (style));
    }
  trailing = MAX (trailing, style->font_size * 0.5);
  layout->plot.x = style->rtl ? trailing : leading;
  layout->plot.width = MAX (width - leading - trailing, 1);
  layout->x.start = style->rtl ? layout->plot.x + layout->plot.width : layout->plot.x;
  layout->x.end = style->rtl ? layout->plot.x : layout->plot.x + layout->plot.width;
  layout->y.start = layout->plot.y + layout->plot.height;
  layout->y.end = layout->plot.y;

  /* Between months the words that name the axis have to fit. */
  room = style->font_size * (chart->since_go_live ? 10 : 4.6);
  most = CLAMP ((guint) (layout->plot.width / room), chart->since_go_live ? 3 : 2, 12);
  if (!layout->has_data)
    layout->x_ticks = bw_ticks_linear (0, 0, 1);
  else if (chart->since_go_live)
    layout->x_ticks = bw_ticks_months (layout->x.from, layout->x.to, most);
  else
    {
      /* No finer than what is measured: between months there is nothing to be read off. */
      if (chart->series != NULL && chart->series->bucket != BW_BUCKET_WEEK)
        most = MIN (most, (guint) ceil ((layout->x.to - layout->x.from) / BW_DAYS_PER_MONTH));
      layout->x_ticks = bw_ticks_date ((BwDate) ceil (layout->x.from),
                                       (BwDate) floor (layout->x.to), most);
    }
}

/**
 * bw_series_layout_clear:
 * @layout: a layout
 *
 * Frees what it holds.
 */
void
bw_series_layout_clear (BwSeriesLayout *layout)
{
  g_clear_pointer (&layout->x_ticks, g_array_unref);
  g_clear_pointer (&layout->y_ticks, g_array_unref);
  for (BwSeriesEnd end = 0; end < BW_N_SERIES_ENDS; end++)
    {
      g_clear_pointer (&layout->ends[end].text, g_free);
      g_clear_pointer (&layout->ends[end].detail, g_free);
      g_clear_pointer (&layout->ends[end].value_text, g_free);
    }
}

/**
 * bw_series_layout_plan:
 * @layout: where everything lies
 * @x0: (out): where the path begins
 * @y0: (out): where the path begins
 * @x1: (out): where it ends
 * @y1: (out): where it ends
 *
 * Returns: whether there is a plan with some of its path in sight, which is what is told of it
 */
gboolean
bw_series_layout_plan (const BwSeriesLayout *layout,
                       double               *x0,
                       double               *y0,
                       double               *x1,
                       double               *y1)
{
  const BwSeries *series = layout->chart->series;
  double from, to, first, last, slope;

  if (series == NULL || series->plan_due_on == BW_DATE_NONE
      || series->plan_baseline_on == BW_DATE_NONE || isnan (series->plan_target)
      || isnan (series->plan_baseline))
    return FALSE;
  from = series->plan_baseline_on;
  to = series->plan_due_on;
  first = MAX (from, layout->x.from);
  last = MIN (to, layout->x.to);
  if (first > last)
    return FALSE;
  slope = to > from ? (series->plan_target - series->plan_baseline) / (to - from) : 0;
  *x0 = bw_scale_map (&layout->x, first);
  *y0 = bw_scale_map (&layout->y, series->plan_baseline + slope * (first - from));
  *x1 = bw_scale_map (&layout->x, last);
  *y1 = bw_scale_map (&layout->y, to > from ? series->plan_target + slope * (last - to)
                                            : series->plan_target);
  return TRUE;
}

/**
 * bw_series_layout_before:
 * @layout: where everything lies
 * @x0: (out): where the line begins
 * @x1: (out): where it ends: at go-live, or where the plan begins
 * @y: (out): its height
 *
 * Returns: whether there is a value from before, with some of its line in sight
 */
gboolean
bw_series_layout_before (const BwSeriesLayout *layout, double *x0, double *x1, double *y)
{
  const BwSeries *series = layout->chart->series;
  double from = layout->x.from, to;

  if (series == NULL || isnan (series->baseline.value))
    return FALSE;
  if (begins_late (layout->chart))
    {
      to = series->plan_baseline_on;
      from = MAX (from, to - (layout->x.to - layout->x.from) * SHORT_LINE);
    }
  else if (layout->chart->go_live_on != BW_DATE_NONE)
    to = layout->chart->go_live_on;
  else if (series->plan_baseline_on != BW_DATE_NONE)
    to = series->plan_baseline_on;
  else
    to = series->baseline.to != BW_DATE_NONE ? series->baseline.to : layout->x.to;
  /* A plan that begins with the first reading has no time before: a short line says where. */
  if (to <= from && !bw_chart_is_zoomed (&layout->chart->parent))
    to = from + (layout->x.to - from) * SHORT_LINE;
  *x0 = bw_scale_map (&layout->x, from);
  *x1 = bw_scale_map (&layout->x, MIN (to, layout->x.to));
  *y = bw_scale_map (&layout->y, series->baseline.value);
  return to > from;
}

/**
 * bw_series_layout_event:
 * @layout: where everything lies
 * @event: index of an event
 * @x: (out): its place
 * @y: (out): on the line, or on the axis where there is no line
 */
void
bw_series_layout_event (const BwSeriesLayout *layout, gsize event, double *x, double *y)
{
  const BwSeries *series = layout->chart->series;
  BwDate on = layout->chart->events[event].on;
  double value = series != NULL ? bw_series_line_value_at (series->points, series->n_points, on)
                                : NAN;

  *x = bw_scale_map (&layout->x, on);
  *y = isnan (value) ? layout->y.start : bw_scale_map (&layout->y, value);
}

/**
 * bw_series_layout_has_go_live:
 * @layout: where everything lies
 *
 * Returns: whether the day of go-live is in sight
 */
gboolean
bw_series_layout_has_go_live (const BwSeriesLayout *layout)
{
  BwDate on = layout->chart->go_live_on;

  return layout->has_data && on != BW_DATE_NONE && on >= layout->x.from && on <= layout->x.to;
}
