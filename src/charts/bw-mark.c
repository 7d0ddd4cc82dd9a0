/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-mark.h"

#include <math.h>

/**
 * bw_mark_path:
 * @cr: where to draw
 * @mark: the shape
 * @x: its middle
 * @y: its middle
 * @radius: of the circle of the same area; a cross has arms of that length
 *
 * Adds the outline of a mark to the path.
 */
void
bw_mark_path (cairo_t *cr, BwMark mark, double x, double y, double radius)
{
  double r;

  switch (mark)
    {
    case BW_MARK_TRIANGLE:
      /* Equilateral, as large as the circle; the middle is its centre of gravity. */
      r = radius * 1.35;
      cairo_move_to (cr, x, y - r);
      cairo_line_to (cr, x + r * 0.866, y + r * 0.5);
      cairo_line_to (cr, x - r * 0.866, y + r * 0.5);
      cairo_close_path (cr);
      break;
    case BW_MARK_DIAMOND:
      r = radius * 1.2533;
      cairo_move_to (cr, x, y - r);
      cairo_line_to (cr, x + r, y);
      cairo_line_to (cr, x, y + r);
      cairo_line_to (cr, x - r, y);
      cairo_close_path (cr);
      break;
    case BW_MARK_CROSS:
      r = radius * 0.85;
      cairo_move_to (cr, x - r, y - r);
      cairo_line_to (cr, x + r, y + r);
      cairo_move_to (cr, x - r, y + r);
      cairo_line_to (cr, x + r, y - r);
      break;
    case BW_MARK_CIRCLE:
    default:
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
      break;
    }
}

/**
 * bw_mark_draw:
 * @style: how it looks
 * @cr: where to draw
 * @mark: the shape
 * @role: its colour
 * @x: its middle
 * @y: its middle
 * @radius: see bw_mark_path()
 *
 * Draws a mark that lets what is beneath it show through, with a firm outline.
 */
void
bw_mark_draw (const BwChartStyle *style,
              cairo_t            *cr,
              BwMark              mark,
              BwColorRole         role,
              double              x,
              double              y,
              double              radius)
{
  double width = bw_chart_style_hairline (style);

  bw_mark_path (cr, mark, x, y, radius);
  if (mark != BW_MARK_CROSS)
    {
      bw_chart_style_set_source (style, cr, role, style->high_contrast ? 0.65 : 0.42);
      cairo_fill_preserve (cr);
    }
  else
    {
      width *= 1.3;
    }
  bw_chart_style_set_source (style, cr, role, 0.9);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/**
 * bw_mark_dash:
 * @cr: where to draw
 * @dash: the kind of line
 * @line_width: the width it will have
 *
 * Sets the line width, dashes and cap of a kind of line.
 */
void
bw_mark_dash (cairo_t *cr, BwDash dash, double line_width)
{
  double dashes[2];

  cairo_set_line_width (cr, line_width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  switch (dash)
    {
    case BW_DASH_DOTTED:
      dashes[0] = 1.2 * line_width;
      dashes[1] = 1.6 * line_width;
      cairo_set_dash (cr, dashes, 2, 0);
      break;
    case BW_DASH_DASHED:
      dashes[0] = 4.5 * line_width;
      dashes[1] = 2.5 * line_width;
      cairo_set_dash (cr, dashes, 2, 0);
      break;
    case BW_DASH_GHOST:
      dashes[0] = 3 * line_width;
      dashes[1] = 2.5 * line_width;
      cairo_set_dash (cr, dashes, 2, 0);
      break;
    case BW_DASH_SOLID:
    default:
      cairo_set_dash (cr, NULL, 0, 0);
      break;
    }
}

/**
 * bw_mark_hatch:
 * @style: how it looks
 * @cr: where to draw; the path is clipped to and consumed
 * @role: the colour
 * @area: what the path covers
 *
 * Fills the path with a light ground and slanting lines, which tell it from a plain fill without
 * colour.
 */
void
bw_mark_hatch (const BwChartStyle      *style,
               cairo_t                 *cr,
               BwColorRole              role,
               const cairo_rectangle_t *area)
{
  double step = style->font_size * 0.52;
  double bottom = area->y + area->height;
  double first = floor ((area->x - area->height) / step) * step;

  cairo_save (cr);
  cairo_clip (cr);
  bw_chart_style_set_source (style, cr, role, 0.16);
  cairo_paint (cr);
  bw_mark_dash (cr, BW_DASH_SOLID, style->font_size * (style->high_contrast ? 0.13 : 0.09));
  bw_chart_style_set_source (style, cr, role, 0.62);
  /* The lines start at multiples of the step, so that they stand still while the area grows. */
  for (double x = first; x < area->x + area->width; x += step)
    {
      cairo_move_to (cr, x, bottom);
      cairo_line_to (cr, x + area->height, area->y);
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * bw_mark_rounded:
 * @cr: where to draw
 * @x: left
 * @y: top
 * @width: at least 0
 * @height: at least 0
 * @radius: of the corners, at most half of the shorter side
 *
 * Adds a rectangle with round corners to the path.
 */
void
bw_mark_rounded (cairo_t *cr, double x, double y, double width, double height, double radius)
{
  double r = MAX (0, MIN (radius, MIN (width, height) / 2));

  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - r, y + r, r, -G_PI / 2, 0);
  cairo_arc (cr, x + width - r, y + height - r, r, 0, G_PI / 2);
  cairo_arc (cr, x + r, y + height - r, r, G_PI / 2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI / 2);
  cairo_close_path (cr);
}

/**
 * bw_mark_hover:
 * @style: how it looks
 * @cr: where to draw
 * @area: what is pointed at
 *
 * Marks an area as the one that the pointer or the keyboard is at.
 */
void
bw_mark_hover (const BwChartStyle *style, cairo_t *cr, const cairo_rectangle_t *area)
{
  bw_mark_rounded (cr, area->x + 0.5, area->y + 0.5, MAX (area->width - 1, 0),
                   MAX (area->height - 1, 0), style->font_size * 0.4);
  bw_chart_style_set_source (style, cr, BW_COLOR_SELECTION, 0.1);
  cairo_fill_preserve (cr);
  bw_mark_dash (cr, BW_DASH_SOLID, style->high_contrast ? 2 : 1);
  bw_chart_style_set_source (style, cr, BW_COLOR_SELECTION, 0.8);
  cairo_stroke (cr);
}

/**
 * bw_mark_radius:
 * @area_share: the size of the thing as a share of the largest, 0 to 1; NaN counts as 0
 * @style: how it looks
 *
 * Returns: the radius of a mark whose area grows with the size, with a floor that can still be
 *   seen and told by its shape
 */
double
bw_mark_radius (double area_share, const BwChartStyle *style)
{
  double least = style->font_size * (style->detail == BW_CHART_COMPACT ? 0.17 : 0.19);
  double most = style->font_size * (style->detail == BW_CHART_COMPACT ? 0.72 : 1.0);

  if (!(area_share > 0))
    return least;
  return sqrt (least * least + MIN (area_share, 1) * (most * most - least * least));
}
