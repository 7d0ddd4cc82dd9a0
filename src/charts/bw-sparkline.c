/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-sparkline.h"

#include <math.h>

#include "charts/bw-mark.h"

/**
 * bw_sparkline_draw:
 * @values: (array length=n): from the oldest on; NaN is a gap
 * @n: how many
 * @role: its colour
 * @style: how it looks
 * @cr: where to draw
 * @width: of the surface
 * @height: of the surface
 *
 * Draws a line without axes, the last value as a dot. Values that are all equal lie in the
 * middle.
 */
void
bw_sparkline_draw (const double       *values,
                   gsize               n,
                   BwColorRole         role,
                   const BwChartStyle *style,
                   cairo_t            *cr,
                   double              width,
                   double              height)
{
  double pad = style->font_size * 0.25, low = INFINITY, high = -INFINITY;
  double last_x = NAN, last_y = NAN;
  gboolean down = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      low = values[i] < low ? values[i] : low;
      high = values[i] > high ? values[i] : high;
    }
  if (!isfinite (low) || !isfinite (high) || !(width > 2 * pad) || !(height > 2 * pad))
    return;

  cairo_save (cr);
  bw_mark_dash (cr, BW_DASH_SOLID, style->font_size * (style->high_contrast ? 0.16 : 0.11));
  bw_chart_style_set_source (style, cr, role, 1);
  for (gsize i = 0; i < n; i++)
    {
      double across = n > 1 ? (double) i / (n - 1) : 1;
      double up = high > low ? (values[i] - low) / (high - low) : 0.5;
      double x = pad + (style->rtl ? 1 - across : across) * (width - 2 * pad);
      double y = height - pad - up * (height - 2 * pad);

      if (isnan (values[i]))
        {
          down = FALSE;
          continue;
        }
      if (down)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      down = TRUE;
      last_x = x;
      last_y = y;
    }
  cairo_stroke (cr);
  cairo_arc (cr, last_x, last_y, style->font_size * 0.17, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_restore (cr);
}

/**
 * bw_score_bar_draw:
 * @score: 0 to 100, or NaN
 * @role: the colour of its band
 * @is_stale: whether the readings are too old to count
 * @style: how it looks
 * @cr: where to draw
 * @width: of the surface
 * @height: of the surface
 *
 * Draws how much of a score is reached. An unknown score is an empty bar; a stale one is hatched.
 */
void
bw_score_bar_draw (double              score,
                   BwColorRole         role,
                   gboolean            is_stale,
                   const BwChartStyle *style,
                   cairo_t            *cr,
                   double              width,
                   double              height)
{
  double thickness = MIN (style->font_size * 0.5, height), y = (height - thickness) / 2;
  cairo_rectangle_t bar = { 0, y, width * CLAMP (score, 0, 100) / 100, thickness };

  if (!(width > 0) || !(height > 0))
    return;
  cairo_save (cr);
  bw_mark_rounded (cr, 0, y, width, thickness, thickness / 2);
  bw_chart_style_set_source (style, cr, BW_COLOR_BAR, 1);
  cairo_fill (cr);
  if (score > 0)
    {
      bar.x = style->rtl ? width - bar.width : 0;
      bw_mark_rounded (cr, bar.x, bar.y, bar.width, bar.height, thickness / 2);
      if (is_stale)
        {
          bw_mark_hatch (style, cr, role, &bar);
        }
      else
        {
          bw_chart_style_set_source (style, cr, role, 1);
          cairo_fill (cr);
        }
    }
  cairo_restore (cr);
}
