/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "charts/bw-chart-text.h"
#include "charts/bw-series-layout.h"
#include "charts/bw-series-line.h"

/* So many of the latest points can be gone through by keyboard. */
#define MOST_POINT_ITEMS 400

/* When a point was, in the words of its bucket. */
static char *
when_text (const BwSeriesLayout *layout, BwDate start)
{
  const BwSeries *series = layout->chart->series;

  if (layout->chart->since_go_live)
    {
      g_autofree char *month = bw_number_format (start / BW_DAYS_PER_MONTH, 0);

      /* Translators: the number of months since go-live. */
      return g_strdup_printf (_("month %s"), month);
    }
  return bw_chart_date (start, series != NULL && series->bucket == BW_BUCKET_WEEK
                                 ? BW_DATE_FULL
                                 : BW_DATE_MONTH_FULL);
}

static void
around (BwChartPick *pick, double x, double y, double reach)
{
  pick->area = (cairo_rectangle_t) { x - reach, y - reach, 2 * reach, 2 * reach };
}

static void
pick_point (const BwSeriesLayout *layout, gsize index, BwChartPick *pick)
{
  const BwSeriesPoint *point = &layout->chart->series->points[index];
  g_autofree char *when = when_text (layout, point->start);
  g_autofree char *value = bw_chart_text_value (point->value, layout->chart->unit);

  pick->kind = BW_PICK_POINT;
  pick->index = index;
  around (pick, bw_scale_map (&layout->x, point->start),
          isnan (point->value) ? layout->y.start : bw_scale_map (&layout->y, point->value),
          layout->style->font_size * 0.35);
  if (isnan (point->value))
    /* Translators: a month in which nothing was measured. */
    pick->text = g_strdup_printf (_("%s: not measured"), when);
  else
    /* Translators: a month and the value measured in it. */
    pick->text = g_strdup_printf (C_("point", "%1$s: %2$s"), when, value);
}

static void
pick_peer (const BwSeriesLayout *layout, gsize index, BwChartPick *pick)
{
  const BwPeerPoint *peer = &layout->chart->peers[index];
  g_autofree char *when = when_text (layout, peer->start);
  g_autofree char *median = bw_chart_text_value (peer->median, layout->chart->unit);
  g_autofree char *q1 = bw_number_format_auto (peer->q1);
  g_autofree char *q3 = bw_number_format_auto (peer->q3);

  pick->kind = BW_PICK_PEERS;
  pick->index = index;
  around (pick, bw_scale_map (&layout->x, peer->start), bw_scale_map (&layout->y, peer->median),
          layout->style->font_size * 0.35);
  /* Translators: a month, the peers' median, their quartiles, how many accounts they are. */
  pick->text = g_strdup_printf (
    ngettext ("%1$s: median %2$s, middle half %3$s to %4$s, %5$u account",
              "%1$s: median %2$s, middle half %3$s to %4$s, %5$u accounts", peer->accounts),
    when, median, q1, q3, peer->accounts);
}

static void
pick_event (const BwSeriesLayout *layout, gsize index, BwChartPick *pick)
{
  const BwSeriesEvent *event = &layout->chart->events[index];
  double x, y;
  g_autofree char *when = layout->chart->since_go_live ? when_text (layout, event->on)
                                                       : bw_chart_date (event->on, BW_DATE_FULL);

  bw_series_layout_event (layout, index, &x, &y);
  pick->kind = BW_PICK_EVENT;
  pick->index = index;
  around (pick, x, y, layout->style->font_size * 0.5);
  /* Translators: a date and what happened then. */
  pick->text = g_strdup_printf (C_("event", "%1$s: %2$s"), when, event->title);
}

static void
pick_go_live (const BwSeriesLayout *layout, BwChartPick *pick)
{
  double x = bw_scale_map (&layout->x, layout->chart->go_live_on);

  pick->kind = BW_PICK_GO_LIVE;
  pick->area = (cairo_rectangle_t) { x - 2, layout->plot.y, 4, layout->plot.height };
  if (layout->chart->since_go_live)
    {
      pick->text = g_strdup (_("Go-live"));
    }
  else
    {
      g_autofree char *when = bw_chart_date (layout->chart->go_live_on, BW_DATE_FULL);

      pick->text = g_strdup_printf (_("Go-live on %s"), when);
    }
}

static void
pick_before (const BwSeriesLayout *layout, BwChartPick *pick)
{
  g_autofree char *value = bw_chart_text_value (layout->chart->series->baseline.value,
                                                layout->chart->unit);
  double x0 = 0, x1 = 0, y = 0;

  bw_series_layout_before (layout, &x0, &x1, &y);
  pick->kind = BW_PICK_BEFORE;
  pick->area = (cairo_rectangle_t) { MIN (x0, x1), y - 2, fabs (x1 - x0), 4 };
  pick->text = g_strdup_printf (_("Before: %s"), value);
}

static void
pick_plan (const BwSeriesLayout *layout, BwChartPick *pick)
{
  const BwSeries *series = layout->chart->series;
  g_autofree char *value = bw_chart_text_value (series->plan_target, layout->chart->unit);
  g_autofree char *due = layout->chart->since_go_live ? when_text (layout, series->plan_due_on)
                                                      : bw_chart_date (series->plan_due_on,
                                                                       BW_DATE_FULL);
  double x0, y0, x1, y1;

  pick->kind = BW_PICK_PLAN;
  if (bw_series_layout_plan (layout, &x0, &y0, &x1, &y1))
    pick->area = (cairo_rectangle_t) { MIN (x0, x1), MIN (y0, y1), fabs (x1 - x0),
                                       fabs (y1 - y0) };
  /* Translators: the target of a plan and the day by which it is to be reached. */
  pick->text = g_strdup_printf (_("Target %1$s by %2$s"), value, due);
}

/* The point nearest in time, among those in sight. */
static gboolean
nearest_point (const BwSeriesLayout *layout, double date, gsize *index)
{
  const BwSeries *series = layout->chart->series;
  double best = INFINITY;
  gsize first, end;

  if (series == NULL)
    return FALSE;
  /* The two buckets around the date; a wider look only where they were not measured. */
  for (double reach = 1; reach <= layout->x.to - layout->x.from + 1 && isinf (best); reach *= 4)
    {
      bw_series_line_in_sight (series->points, series->n_points, MAX (date - reach, layout->x.from),
                               MIN (date + reach, layout->x.to), &first, &end);
      for (gsize i = first; i < end; i++)
        {
          double distance = fabs (series->points[i].start - date);

          if (!isnan (series->points[i].value) && distance < best
              && series->points[i].start >= layout->x.from
              && series->points[i].start <= layout->x.to)
            {
              best = distance;
              *index = i;
            }
        }
    }
  return !isinf (best);
}

static gboolean
nearest_peer (const BwSeriesLayout *layout, double date, gsize *index)
{
  double best = INFINITY;

  for (gsize i = 0; i < layout->chart->n_peers; i++)
    {
      double distance = fabs (layout->chart->peers[i].start - date);

      if (!isnan (layout->chart->peers[i].median) && distance < best)
        {
          best = distance;
          *index = i;
        }
    }
  return !isinf (best);
}

/**
 * bw_series_pick:
 *
 * An event or go-live under the pointer, else the point nearest in time. See bw_chart_pick().
 */
gboolean
bw_series_pick (const BwChart      *base,
                const BwChartStyle *style,
                double              width,
                double              height,
                double              x,
                double              y,
                BwChartPick        *pick)
{
  const BwSeriesChart *chart = (const BwSeriesChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  g_auto (BwSeriesLayout) layout = { 0 };
  double date;
  gsize index = 0;

  bw_series_layout_init (&layout, chart, style, labeller, width, height);
  if (!layout.has_data || x < layout.plot.x || x > layout.plot.x + layout.plot.width || y < 0
      || y > height)
    return FALSE;
  for (gsize i = 0; i < chart->n_events; i++)
    {
      pick_event (&layout, i, pick);
      if (bw_pick_contains (&pick->area, x, y))
        return TRUE;
      bw_chart_pick_clear (pick);
    }
  if (bw_series_layout_has_go_live (&layout)
      && (y < layout.plot.y || fabs (x - bw_scale_map (&layout.x, chart->go_live_on)) < 3))
    {
      pick_go_live (&layout, pick);
      return TRUE;
    }
  date = bw_scale_unmap (&layout.x, x);
  if (nearest_point (&layout, date, &index))
    {
      pick_point (&layout, index, pick);
      return TRUE;
    }
  if (nearest_peer (&layout, date, &index))
    {
      pick_peer (&layout, index, pick);
      return TRUE;
    }
  return FALSE;
}

/* Which of the things beside the points there are. */
typedef struct {
  gboolean has_before;
  gboolean has_go_live;
  gboolean has_plan;
} Things;

static Things
things_of (const BwSeriesChart *chart)
{
  const BwSeries *series = chart->series;

  return (Things) {
    series != NULL && !isnan (series->baseline.value),
    chart->go_live_on != BW_DATE_NONE,
    series != NULL && !isnan (series->plan_target) && series->plan_due_on != BW_DATE_NONE,
  };
}

static gsize
n_point_items (const BwSeriesChart *chart)
{
  if (chart->series == NULL || chart->series->n_points == 0)
    return MIN (chart->n_peers, MOST_POINT_ITEMS);
  return MIN (chart->series->n_points, MOST_POINT_ITEMS);
}

/**
 * bw_series_n_items:
 *
 * See bw_chart_n_items(). Of very many points only the latest are items.
 */
guint
bw_series_n_items (const BwChart *base)
{
  const BwSeriesChart *chart = (const BwSeriesChart *) base;
  Things things = things_of (chart);

  return things.has_before + things.has_go_live + things.has_plan + chart->n_events
         + n_point_items (chart);
}

/**
 * bw_series_item:
 *
 * See bw_chart_item().
 */
gboolean
bw_series_item (const BwChart      *base,
                const BwChartStyle *style,
                double              width,
                double              height,
                guint               item,
                BwChartPick        *pick)
{
  const BwSeriesChart *chart = (const BwSeriesChart *) base;
  g_autoptr (BwLabeller) labeller = bw_labeller_new (style, NULL, width, height);
  g_auto (BwSeriesLayout) layout = { 0 };
  Things things = things_of (chart);
  gboolean has_points = chart->series != NULL && chart->series->n_points > 0;

  bw_series_layout_init (&layout, chart, style, labeller, width, height);
  if (things.has_before && item-- == 0)
    pick_before (&layout, pick);
  else if (things.has_go_live && item-- == 0)
    pick_go_live (&layout, pick);
  else if (things.has_plan && item-- == 0)
    pick_plan (&layout, pick);
  else if (item < chart->n_events)
    pick_event (&layout, item, pick);
  else if (has_points)
    pick_point (&layout,
                chart->series->n_points - n_point_items (chart) + item - chart->n_events, pick);
  else
    pick_peer (&layout, item - chart->n_events, pick);
  return TRUE;
}
