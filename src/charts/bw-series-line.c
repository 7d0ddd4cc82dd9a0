/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-series-line.h"

#include <math.h>

/*
 * Few points are a stroked path. Past two points a pixel column only the first, lowest, highest
 * and last of each column show (M4: Jugel et al., "M4: a visualization-oriented time series data
 * aggregation", VLDB 2014); they are filled as one rectangle a column. A stroked path of a
 * million points would take seconds, the rectangles take a pass over the points.
 */

/* A path is stroked in pieces of so many points: the time of a stroke grows with the square of
 * how often it runs over itself. */
#define PIECE 24

/* Labels keep off so many units of columns at a time. */
#define BLOCK_WIDTH 4

/* What shows of the points in one pixel column. */
typedef struct {
  double   first;
  double   last;
  double   low;
  double   high;
  gboolean has_points;
  gboolean starts_anew; /* A gap lies between the column before and this. */
} Column;

/* The first point whose date is not before a date. */
static gsize
first_from (const BwSeriesPoint *points, gsize n, double date)
{
  gsize low = 0, high = n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (points[middle].start < date)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/**
 * bw_series_line_in_sight:
 * @points: (array length=n): rising by date
 * @n: how many
 * @from: the first date in sight
 * @to: the last date in sight
 * @first: (out): the first point that matters: the one before the first in sight
 * @end: (out): past the last that matters: one behind the last in sight
 */
void
bw_series_line_in_sight (const BwSeriesPoint *points,
                         gsize                n,
                         double               from,
                         double               to,
                         gsize               *first,
                         gsize               *end)
{
  gsize a = first_from (points, n, from), b = first_from (points, n, to + 1);

  *first = a > 0 ? a - 1 : 0;
  *end = MIN (b + 1, n);
}

/**
 * bw_series_line_value_at:
 * @points: (array length=n): rising by date
 * @n: how many
 * @date: a date
 *
 * Returns: the value of the line there; NaN outside it and in a gap
 */
double
bw_series_line_value_at (const BwSeriesPoint *points, gsize n, double date)
{
  gsize i = first_from (points, n, date);
  double length;

  if (i < n && points[i].start == date)
    return points[i].value;
  if (i == 0 || i == n)
    return NAN;
  length = points[i].start - points[i - 1].start;
  return points[i - 1].value
         + (points[i].value - points[i - 1].value) * (date - points[i - 1].start) / length;
}

static void
draw_path (const BwSeriesLine *line,
           gsize               first,
           gsize               end,
           const BwChartStyle *style,
           cairo_t            *cr,
           BwLabeller         *labeller,
           double              width)
{
  double last_x = NAN, last_y = NAN;

  for (gsize i = first; i < end; i++)
    {
      double x = bw_scale_map (line->x, line->points[i].start);
      double y = bw_scale_map (line->y, line->points[i].value);
      gboolean is_alone = isnan (last_y) && (i + 1 == end || isnan (line->points[i + 1].value));

      if (isfinite (y) && isnan (last_y))
        cairo_move_to (cr, x, y);
      else if (isfinite (y))
        cairo_line_to (cr, x, y);
      /* A point between two gaps has no line to be seen by. */
      if (isfinite (y) && is_alone)
        {
          cairo_new_sub_path (cr);
          cairo_arc (cr, x, y, width * 0.6, 0, 2 * G_PI);
        }
      bw_labeller_block_line (labeller, last_x, last_y, x, y, width);
      last_x = x;
      last_y = isfinite (y) ? y : NAN;
      if ((i - first) % PIECE == PIECE - 1)
        {
          cairo_stroke (cr);
          if (isfinite (y))
            cairo_move_to (cr, x, y);
        }
    }
  cairo_stroke (cr);
}

/* Adds points that all fall into the column. */
static void
add_block (Column *column, const BwSeriesBlock *block, gboolean *gap)
{
  if (!block->has_points)
    {
      *gap = TRUE;
      return;
    }
  if (!column->has_points)
    {
      *column = (Column) { block->first, block->last, block->low, block->high, TRUE,
                           *gap || block->gap_before };
      *gap = block->gap_after;
      return;
    }
  column->last = block->last;
  column->low = MIN (column->low, block->low);
  column->high = MAX (column->high, block->high);
  *gap = *gap || block->gap_before || block->gap_after;
}

static void
add_point (Column *column, double value, gboolean *gap)
{
  BwSeriesBlock block = { value, value, value, value, isfinite (value), FALSE, FALSE };

  add_block (column, &block, gap);
}

/* Sorts the points into the pixel columns of the axis, as values. Where a whole block of them
 * falls into one column, the points themselves are not looked at. */
static void
collect (const BwSeriesLine *line, gsize first, gsize end, Column *columns, int n_columns,
         double scale)
{
  double start = MIN (line->x->start, line->x->end);
  double step = (line->x->end - line->x->start) / (line->x->to - line->x->from) * scale;
  double offset = (line->x->start - start) * scale - line->x->from * step;
  gboolean gap = FALSE;

  for (gsize i = first; i < end;)
    {
      gsize block = i / BW_SERIES_BLOCK_POINTS, last = i + BW_SERIES_BLOCK_POINTS - 1;
      int place = (int) CLAMP (line->points[i].start * step + offset, 0, n_columns - 1);

      if (line->blocks != NULL && block < line->blocks->n && i % BW_SERIES_BLOCK_POINTS == 0
          && last < end
          && (int) CLAMP (line->points[last].start * step + offset, 0, n_columns - 1) == place)
        {
          add_block (&columns[place], &line->blocks->blocks[block], &gap);
          i += BW_SERIES_BLOCK_POINTS;
          continue;
        }
      add_point (&columns[place], line->points[i].value, &gap);
      i++;
    }
}

/* Keeps labels off some columns at a time: the smallest rectangle around them. */
static void
block (cairo_rectangle_t *blocked,
       BwLabeller        *labeller,
       double             x,
       double             y,
       double             width,
       double             height)
{
  double right = MAX (x + width, blocked->x + blocked->width);
  double bottom = MAX (y + height, blocked->y + blocked->height);

  if (blocked->width == 0 || fabs (x - blocked->x) > BLOCK_WIDTH)
    {
      if (blocked->width > 0)
        bw_labeller_block (labeller, blocked->x, blocked->y, blocked->width, blocked->height);
      *blocked = (cairo_rectangle_t) { x, y, width, height };
      return;
    }
  blocked->x = MIN (blocked->x, x);
  blocked->y = MIN (blocked->y, y);
  blocked->width = right - blocked->x;
  blocked->height = bottom - blocked->y;
}

static void
draw_columns (const BwSeriesLine *line,
              gsize               first,
              gsize               end,
              const BwChartStyle *style,
              cairo_t            *cr,
              BwLabeller         *labeller,
              double              width)
{
  double scale = CLAMP (style->scale, 0.5, 4);
  double left = MIN (line->x->start, line->x->end);
  int n_columns = MAX ((int) ceil (fabs (line->x->end - line->x->start) * scale), 1);
  g_autofree Column *columns = g_new0 (Column, n_columns);
  gboolean backwards = line->x->end < line->x->start;
  cairo_rectangle_t blocked = { 0 };
  int before = -1;

  collect (line, first, end, columns, n_columns, scale);
  for (int k = 0; k < n_columns; k++)
    {
      int i = backwards ? n_columns - 1 - k : k;
      Column *column = &columns[i];
      double low = column->low, high = column->high, top, bottom;

      if (!column->has_points)
        continue;
      if (before >= 0 && !column->starts_anew)
        {
          double from = columns[before].last;

          /* Reaches to the line of the column before, so that none stands alone. */
          low = MIN (low, from);
          high = MAX (high, from);
          /* Over columns without a point the line runs straight. */
          for (int empty = MIN (before, i) + 1; empty < MAX (before, i); empty++)
            {
              double share = fabs ((double) (empty - before) / (i - before));
              double y = bw_scale_map (line->y, from + (column->first - from) * share);

              cairo_rectangle (cr, left + empty / scale, y - width / 2, 1 / scale, width);
            }
        }
      top = bw_scale_map (line->y, high) - width / 2;
      bottom = bw_scale_map (line->y, low) + width / 2;
      cairo_rectangle (cr, left + i / scale, top, 1 / scale, bottom - top);
      block (&blocked, labeller, left + i / scale, top, 1 / scale, bottom - top);
      before = i;
    }
  bw_labeller_block (labeller, blocked.x, blocked.y, blocked.width, blocked.height);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  cairo_fill (cr);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_DEFAULT);
}

/**
 * bw_series_line_draw:
 * @line: the line; NaN is a gap
 * @style: how it looks
 * @cr: where to draw, with the dashes set
 * @labeller: keeps labels off the line
 * @role: its colour
 * @width: of the line
 *
 * Draws a line of any number of points in a time that grows with the pixels, after one pass over
 * the points in sight, or over their blocks where they are given.
 */
void
bw_series_line_draw (const BwSeriesLine *line,
                     const BwChartStyle *style,
                     cairo_t            *cr,
                     BwLabeller         *labeller,
                     BwColorRole         role,
                     double              width)
{
  gsize first, end;

  bw_series_line_in_sight (line->points, line->n, line->x->from, line->x->to, &first, &end);
  cairo_set_line_width (cr, width);
  /* The ends of the pieces overlap without a gap. */
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  bw_chart_style_set_source (style, cr, role, 1);
  if (end - first > 2 * fabs (line->x->end - line->x->start) && line->x->to > line->x->from)
    draw_columns (line, first, end, style, cr, labeller, width);
  else
    draw_path (line, first, end, style, cr, labeller, width);
}
