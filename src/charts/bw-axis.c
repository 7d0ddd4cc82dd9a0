/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-axis.h"

#include <math.h>

/**
 * bw_axis_width:
 * @labeller: measures the text
 * @ticks: (element-type BwTick): of a vertical axis
 *
 * Returns: the width of the widest label, 0 without ticks
 */
double
bw_axis_width (BwLabeller *labeller, const GArray *ticks)
{
  double widest = 0;

  for (guint i = 0; i < ticks->len; i++)
    {
      BwLabel label = { .text = g_array_index (ticks, BwTick, i).label, .size = BW_TEXT_TICK };
      double width;

      bw_labeller_measure (labeller, &label, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}

/* The trailing or leading end of the label of a tick; the outermost labels stand inside. */
static double
label_end (BwLabeller *labeller, const BwScale *scale, const BwTick *tick, gboolean trailing)
{
  BwLabel label = { .text = tick->label, .size = BW_TEXT_TICK };
  double low = MIN (scale->start, scale->end), high = MAX (scale->start, scale->end);
  double forward = scale->end < scale->start ? -1 : 1, x = bw_scale_map (scale, tick->value), width;

  bw_labeller_measure (labeller, &label, &width, NULL);
  x = CLAMP (x, low + width / 2, MAX (high - width / 2, low + width / 2));
  return x + (trailing ? forward : -forward) * width / 2;
}

/**
 * bw_axis_draw_across:
 * @labeller: places the text
 * @ticks: (element-type BwTick): the first ones matter most where there is no room for all
 * @scale: of the axis
 * @y: the top of the labels
 *
 * Writes the labels of a horizontal axis under their places. The outermost ones move inwards
 * rather than leave the surface.
 */
void
bw_axis_draw_across (BwLabeller *labeller, const GArray *ticks, const BwScale *scale, double y)
{
  double low = MIN (scale->start, scale->end), high = MAX (scale->start, scale->end);

  for (guint i = 0; i < ticks->len; i++)
    {
      const BwTick *tick = &g_array_index (ticks, BwTick, i);
      BwLabel label = { .text = tick->label, .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
      double x = bw_scale_map (scale, tick->value);
      BwLabelSpot spots[] = {
        { x, y, 0.5, 0 },
        { MAX (x, low), y, x - low < high - x ? 0 : 1, 0 },
      };

      if (x >= low - 0.5 && x <= high + 0.5)
        bw_labeller_place (labeller, &label, spots, G_N_ELEMENTS (spots), NULL);
    }
}

/**
 * bw_axis_draw_word:
 * @labeller: places the text
 * @word: (nullable): what the axis measures
 * @ticks: (element-type BwTick): whose labels are there already
 * @scale: of the axis
 * @y: the top of the labels
 *
 * Writes what the axis measures between two ticks, from the far end on, where it has room.
 *
 * Returns: whether it has
 */
gboolean
bw_axis_draw_word (BwLabeller    *labeller,
                   const char    *word,
                   const GArray  *ticks,
                   const BwScale *scale,
                   double         y)
{
  BwLabel label = { .text = word, .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
  double width, space;

  if (word == NULL)
    return FALSE;
  bw_labeller_measure (labeller, &label, &width, NULL);
  space = bw_labeller_line_height (labeller, BW_TEXT_TICK) * 0.6;
  for (guint i = ticks->len; i-- > 1;)
    {
      double a, b, from = label_end (labeller, scale, &g_array_index (ticks, BwTick, i - 1), TRUE);
      double to = label_end (labeller, scale, &g_array_index (ticks, BwTick, i), FALSE);
      BwLabelSpot spot = { (from + to) / 2, y, 0.5, 0 };

      /* A word that touches a number would be read as its unit. */
      a = MIN (from, to) + space;
      b = MAX (from, to) - space;
      if (b - a >= width && bw_labeller_place (labeller, &label, &spot, 1, NULL))
        return TRUE;
    }
  return FALSE;
}

/**
 * bw_axis_draw_up:
 * @labeller: places the text
 * @style: how it looks
 * @cr: (nullable): where the grid is drawn
 * @ticks: (element-type BwTick): of the axis
 * @scale: of the axis
 * @plot: where the data is drawn
 *
 * Draws the grid lines of a vertical axis with their labels on the leading side.
 */
void
bw_axis_draw_up (BwLabeller              *labeller,
                 const BwChartStyle      *style,
                 cairo_t                 *cr,
                 const GArray            *ticks,
                 const BwScale           *scale,
                 const cairo_rectangle_t *plot)
{
  double gap = style->font_size * 0.6;

  for (guint i = 0; i < ticks->len; i++)
    {
      const BwTick *tick = &g_array_index (ticks, BwTick, i);
      BwLabel label = { .text = tick->label, .role = BW_COLOR_DIM, .size = BW_TEXT_TICK };
      double y = bw_scale_map (scale, tick->value);
      BwLabelSpot spot = { style->rtl ? plot->x + plot->width + gap : plot->x - gap, y,
                           style->rtl ? 0 : 1, 0.5 };

      if (y < plot->y - 0.5 || y > plot->y + plot->height + 0.5)
        continue;
      if (cr != NULL)
        bw_axis_line (style, cr, BW_COLOR_GRID, plot->x, y, plot->x + plot->width, y);
      bw_labeller_place (labeller, &label, &spot, 1, NULL);
    }
}

/**
 * bw_axis_crisp:
 * @style: how it looks
 * @place: a coordinate of a thin line
 *
 * Returns: the nearest place where a hairline fills whole pixels
 */
double
bw_axis_crisp (const BwChartStyle *style, double place)
{
  double scale = MAX (style->scale, 0.1);
  gboolean is_odd = (int) round (bw_chart_style_hairline (style) * scale) % 2 == 1;

  return is_odd ? (floor (place * scale) + 0.5) / scale : round (place * scale) / scale;
}

/**
 * bw_axis_line:
 * @style: how it looks
 * @cr: where to draw
 * @role: its colour
 * @x0: one end
 * @y0: one end
 * @x1: the other end
 * @y1: the other end
 *
 * Draws a thin line across or down without blurring it.
 */
void
bw_axis_line (const BwChartStyle *style,
              cairo_t            *cr,
              BwColorRole         role,
              double              x0,
              double              y0,
              double              x1,
              double              y1)
{
  if (x0 == x1)
    x0 = x1 = bw_axis_crisp (style, x0);
  else
    y0 = y1 = bw_axis_crisp (style, y0);
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_set_line_width (cr, bw_chart_style_hairline (style));
  bw_chart_style_set_source (style, cr, role, 1);
  cairo_move_to (cr, x0, y0);
  cairo_line_to (cr, x1, y1);
  cairo_stroke (cr);
  cairo_restore (cr);
}
