/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-series-line.h"

#include "charts/bw-pixels.h"

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

/* How far up and down each pixel column is filled, in units of the surface; NaN where it is not. */
static void
stretch_columns (const BwSeriesLine *line, const Column *columns, int n_columns, double width,
                 double *tops, double *bottoms)
{
  gboolean backwards = line->x->end < line->x->start;
  int before = -1;

  for (int i = 0; i < n_columns; i++)
    tops[i] = bottoms[i] = NAN;
  for (int k = 0; k < n_columns; k++)
    {
      int i = backwards ? n_columns - 1 - k : k;
      const Column *column = &columns[i];
      double low = column->low, high = column->high;

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

              tops[empty] = y - width / 2;
              bottoms[empty] = y + width / 2;
            }
        }
      tops[i] = bw_scale_map (line->y, high) - width / 2;
      bottoms[i] = bw_scale_map (line->y, low) + width / 2;
      before = i;
    }
}

/* A place in parts of a pixel, as cairo has it. */
static gint64
fixed (double place)
{
  return (gint64) rint (CLAMP (place, -1e6, 1e6) * 256);
}

/* The pixel that an edge comes to lie on, as cairo has it for what is filled without smoothing. */
static int
whole_pixel (gint64 edge, int most)
{
  return (int) CLAMP ((edge + 127) >> 8, 0, most);
}

/* A channel as cairo has it. */
static guint32
channel (double value)
{
  guint32 wide = (guint32) (value * 65536);

  return (wide - (wide >> 16)) >> 8;
}

/* Fills columns that are as wide as the pixels they lie on. */
static void
fill_pixels (guint32 *pixels, int stride, int height, const double *tops, const double *bottoms,
             int n_columns, BwColor color)
{
  g_autofree int *from = g_new (int, n_columns), *to = g_new (int, n_columns);
  guint32 pixel = 0xff000000 | channel (color.red) << 16 | channel (color.green) << 8
                  | channel (color.blue);
  int first = height, end = 0;

  for (int i = 0; i < n_columns; i++)
    {
      gint64 edge = isnan (tops[i]) ? 0 : fixed (tops[i]);
      gint64 length = isnan (tops[i]) ? 0 : fixed (bottoms[i] - tops[i]);

      from[i] = whole_pixel (edge, height);
      to[i] = whole_pixel (edge + length, height);
      if (to[i] > from[i])
        {
          first = MIN (first, from[i]);
          end = MAX (end, to[i]);
        }
    }
  for (int y = first; y < end; y++)
    {
      guint32 *row = pixels + (gsize) y * (gsize) stride;

      for (int i = 0; i < n_columns; i++)
        {
          if (y >= from[i] && y < to[i])
            row[i] = pixel;
        }
    }
}

static void
draw_columns (const BwSeriesLine *line,
              gsize               first,
              gsize               end,
              const BwChartStyle *style,
              cairo_t            *cr,
              BwLabeller         *labeller,
              BwColorRole         role,
              double              width)
{
  double scale = CLAMP (style->scale, 0.5, 4);
  double left = MIN (line->x->start, line->x->end);
  int n_columns = MAX ((int) ceil (fabs (line->x->end - line->x->start) * scale), 1);
  int height, stride;
  g_autofree Column *columns = g_new0 (Column, n_columns);
  g_autofree double *tops = g_new (double, n_columns), *bottoms = g_new (double, n_columns);
  cairo_rectangle_t blocked = { 0 }, area = { .x = ceil (left * scale - 0.5) / scale,
                                              .width = n_columns / scale };
  double clip_left, clip_right, clip_bottom;
  guint32 *pixels;

  cairo_clip_extents (cr, &clip_left, &area.y, &clip_right, &clip_bottom);
  height = MAX ((int) floor ((clip_bottom - area.y) * scale), 0);
  area.height = height / scale;
  pixels = bw_pixels_find (cr, &area, n_columns, height, &stride);
  collect (line, first, end, columns, n_columns, scale);
  stretch_columns (line, columns, n_columns, width, tops, bottoms);
  for (int i = 0; i < n_columns; i++)
    {
      double x = left + i / scale;

      if (isnan (tops[i]))
        continue;
      if (pixels == NULL)
        cairo_rectangle (cr, x, tops[i], 1 / scale, bottoms[i] - tops[i]);
      if (columns[i].has_points)
        block (&blocked, labeller, x, tops[i], 1 / scale, bottoms[i] - tops[i]);
    }
  bw_labeller_block (labeller, blocked.x, blocked.y, blocked.width, blocked.height);
  if (pixels != NULL)
    {
      for (int i = 0; i < n_columns; i++)
        {
          tops[i] = (tops[i] - area.y) * scale;
          bottoms[i] = (bottoms[i] - area.y) * scale;
        }
      fill_pixels (pixels, stride, height, tops, bottoms, n_columns,
                   bw_chart_style_color (style, role));
      bw_pixels_done (cr);
      return;
    }
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
    draw_columns (line, first, end, style, cr, labeller, role, width);
  else
    draw_path (line, first, end, style, cr, labeller, width);
}
