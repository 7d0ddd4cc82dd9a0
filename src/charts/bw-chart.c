/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-chart.h"

#include <math.h>

/* Zooming in stops at this share of the whole. */
#define CLOSEST 1e-4

/* Moves and fits a span of one axis into the whole; NaN when it covers all of it. */
static void
fit_span (double *from, double *to, double whole_from, double whole_to)
{
  double whole = whole_to - whole_from;
  double length = MAX (*to - *from, whole * CLOSEST);

  if (!(length < whole * (1 - 1e-9)))
    {
      *from = *to = NAN;
      return;
    }
  *from = CLAMP (*from, whole_from, whole_to - length);
  *to = *from + length;
}

static void
zoom_span (double *from, double *to, double shown_from, double shown_to, double at, double factor)
{
  double place = shown_from + (shown_to - shown_from) * at;

  *from = place - (place - shown_from) / factor;
  *to = place + (shown_to - place) / factor;
}

/**
 * bw_chart_init:
 * @chart: (out caller-allocates): the chart to set up
 * @klass: what it can do
 */
void
bw_chart_init (BwChart *chart, const BwChartClass *klass)
{
  chart->klass = klass;
  bw_chart_show_all (chart);
}

/**
 * bw_chart_draw:
 * @chart: a chart
 * @style: how it looks
 * @cr: where to draw, with the origin at the chart's corner
 * @width: in the units of @cr
 * @height: in the units of @cr
 *
 * Draws everything but what follows the pointer. The ground is left as it is. Nothing is drawn
 * on a surface too small for it.
 */
void
bw_chart_draw (const BwChart      *chart,
               const BwChartStyle *style,
               cairo_t            *cr,
               double              width,
               double              height)
{
  if (!(width >= 1 && height >= 1))
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  chart->klass->draw (chart, style, cr, width, height);
  cairo_restore (cr);
}

/**
 * bw_chart_draw_hover:
 * @chart: a chart
 * @style: how it looks
 * @cr: where to draw
 * @width: in the units of @cr
 * @height: in the units of @cr
 * @pick: what the pointer or the keyboard is on
 *
 * Draws the mark of what is picked, to be laid over the chart without drawing its data again.
 */
void
bw_chart_draw_hover (const BwChart      *chart,
                     const BwChartStyle *style,
                     cairo_t            *cr,
                     double              width,
                     double              height,
                     const BwChartPick  *pick)
{
  if (!(width >= 1 && height >= 1) || pick->kind == BW_PICK_NONE)
    return;
  cairo_save (cr);
  cairo_new_path (cr);
  chart->klass->draw_hover (chart, style, cr, width, height, pick);
  cairo_restore (cr);
}

/**
 * bw_chart_pick:
 * @chart: a chart
 * @style: as it was drawn
 * @width: as it was drawn
 * @height: as it was drawn
 * @x: across
 * @y: down
 * @pick: (inout): what is there; whatever it held is cleared
 *
 * Returns: whether anything is there
 */
gboolean
bw_chart_pick (const BwChart      *chart,
               const BwChartStyle *style,
               double              width,
               double              height,
               double              x,
               double              y,
               BwChartPick        *pick)
{
  bw_chart_pick_clear (pick);
  return width >= 1 && height >= 1 && chart->klass->pick (chart, style, width, height, x, y, pick);
}

/**
 * bw_chart_n_items:
 * @chart: a chart
 *
 * Returns: how many things the keyboard can go through
 */
guint
bw_chart_n_items (const BwChart *chart)
{
  return chart->klass->n_items (chart);
}

/**
 * bw_chart_item:
 * @chart: a chart
 * @style: as it was drawn
 * @width: as it was drawn
 * @height: as it was drawn
 * @item: below bw_chart_n_items()
 * @pick: (inout): the item; whatever it held is cleared
 *
 * Returns: whether there is such an item
 */
gboolean
bw_chart_item (const BwChart      *chart,
               const BwChartStyle *style,
               double              width,
               double              height,
               guint               item,
               BwChartPick        *pick)
{
  bw_chart_pick_clear (pick);
  return item < bw_chart_n_items (chart)
         && chart->klass->item (chart, style, MAX (width, 1), MAX (height, 1), item, pick);
}

/**
 * bw_chart_frame:
 * @chart: a chart
 * @style: as it was drawn
 * @width: as it was drawn
 * @height: as it was drawn
 * @frame: (out): where the data is drawn
 *
 * Returns: whether the chart has axes that can be zoomed
 */
gboolean
bw_chart_frame (const BwChart      *chart,
                const BwChartStyle *style,
                double              width,
                double              height,
                BwChartFrame       *frame)
{
  return chart->klass->frame != NULL && width >= 1 && height >= 1
         && chart->klass->frame (chart, style, width, height, frame);
}

/**
 * bw_chart_height:
 * @chart: a chart
 * @style: how it looks
 * @width: of the surface
 *
 * Returns: how high the surface has to be for everything to have room; NaN for a chart that fits
 *   any
 */
double
bw_chart_height (const BwChart *chart, const BwChartStyle *style, double width)
{
  return chart->klass->height ? chart->klass->height (chart, style, width) : NAN;
}

/**
 * bw_chart_zoom:
 * @chart: a chart
 * @style: as it was drawn
 * @width: as it was drawn
 * @height: as it was drawn
 * @x: the place that stays where it is
 * @y: the place that stays where it is
 * @factor: above 1 goes closer
 *
 * Returns: whether the window changed
 */
gboolean
bw_chart_zoom (BwChart            *chart,
               const BwChartStyle *style,
               double              width,
               double              height,
               double              x,
               double              y,
               double              factor)
{
  BwChartFrame frame;
  double across, up;

  if (!bw_chart_frame (chart, style, width, height, &frame))
    return FALSE;

  across = CLAMP ((x - frame.plot.x) / frame.plot.width, 0, 1);
  up = CLAMP (1 - (y - frame.plot.y) / frame.plot.height, 0, 1);
  if (style->rtl)
    across = 1 - across;

  zoom_span (&chart->window.x_from, &chart->window.x_to, frame.shown.x_from, frame.shown.x_to,
             across, factor);
  fit_span (&chart->window.x_from, &chart->window.x_to, frame.whole.x_from, frame.whole.x_to);
  if (!isnan (frame.whole.y_from))
    {
      zoom_span (&chart->window.y_from, &chart->window.y_to, frame.shown.y_from, frame.shown.y_to,
                 up, factor);
      fit_span (&chart->window.y_from, &chart->window.y_to, frame.whole.y_from, frame.whole.y_to);
    }
  return TRUE;
}

/**
 * bw_chart_pan:
 * @chart: a chart
 * @style: as it was drawn
 * @width: as it was drawn
 * @height: as it was drawn
 * @dx: how far the data moves across, in units of the surface
 * @dy: how far the data moves down
 *
 * Returns: whether the window changed
 */
gboolean
bw_chart_pan (BwChart            *chart,
              const BwChartStyle *style,
              double              width,
              double              height,
              double              dx,
              double              dy)
{
  BwChartFrame frame;
  double across, up;

  if (!bw_chart_is_zoomed (chart) || !bw_chart_frame (chart, style, width, height, &frame))
    return FALSE;

  across = -dx / frame.plot.width * (frame.shown.x_to - frame.shown.x_from);
  if (style->rtl)
    across = -across;
  chart->window.x_from = frame.shown.x_from + across;
  chart->window.x_to = frame.shown.x_to + across;
  fit_span (&chart->window.x_from, &chart->window.x_to, frame.whole.x_from, frame.whole.x_to);
  if (!isnan (frame.whole.y_from))
    {
      up = dy / frame.plot.height * (frame.shown.y_to - frame.shown.y_from);
      chart->window.y_from = frame.shown.y_from + up;
      chart->window.y_to = frame.shown.y_to + up;
      fit_span (&chart->window.y_from, &chart->window.y_to, frame.whole.y_from, frame.whole.y_to);
    }
  return TRUE;
}

/**
 * bw_chart_show_all:
 * @chart: a chart
 *
 * Puts everything in sight again.
 */
void
bw_chart_show_all (BwChart *chart)
{
  chart->window = (BwChartWindow) { NAN, NAN, NAN, NAN };
}

/**
 * bw_chart_is_zoomed:
 * @chart: a chart
 *
 * Returns: whether less than everything is in sight
 */
gboolean
bw_chart_is_zoomed (const BwChart *chart)
{
  return !isnan (chart->window.x_from) || !isnan (chart->window.y_from);
}

/**
 * bw_chart_pick_clear:
 * @pick: a pick
 *
 * Frees the text and makes it nothing.
 */
void
bw_chart_pick_clear (BwChartPick *pick)
{
  g_clear_pointer (&pick->text, g_free);
  *pick = (BwChartPick) { BW_PICK_NONE };
}

/**
 * bw_pick_contains:
 * @area: a rectangle
 * @x: across
 * @y: down
 *
 * Returns: whether the place lies in it
 */
gboolean
bw_pick_contains (const cairo_rectangle_t *area, double x, double y)
{
  return x >= area->x && y >= area->y && x < area->x + area->width && y < area->y + area->height;
}
