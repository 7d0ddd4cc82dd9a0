/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-decimate.h"

#include <math.h>

/* A gap and four points a column, and the same again for the neighbour on each side. */
#define POINTS_A_COLUMN 5
#define NEIGHBOURS 2

/* The places of the four points of a column that a line through all of them is drawn from. */
typedef struct {
  gboolean any;
  gsize    first;
  gsize    last;
  gsize    lowest;
  gsize    highest;
} Column;

typedef struct {
  const double     *x;
  const double     *y;
  BwDecimatedPoint *points;
  gsize             n_points;
  gsize             gap; /* Where the line broke after the last column, or G_MAXSIZE. */
} Line;

/* The first place from which x is at least @bound. */
static gsize
find_x (const double *x, gsize n, double bound)
{
  gsize low = 0, high = n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (x[middle] < bound)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
emit (Line *line, gsize place)
{
  line->points[line->n_points++] = (BwDecimatedPoint) { line->x[place], line->y[place] };
}

/* A break before the first point or after the last one breaks nothing. */
static void
emit_gap (Line *line)
{
  if (line->gap != G_MAXSIZE && line->n_points > 0)
    line->points[line->n_points++] = (BwDecimatedPoint) { line->x[line->gap], NAN };
  line->gap = G_MAXSIZE;
}

static void
emit_column (Line *line, Column *column)
{
  gsize earlier = MIN (column->lowest, column->highest);
  gsize later = MAX (column->lowest, column->highest);

  if (!column->any)
    return;
  emit (line, column->first);
  if (earlier != column->first && earlier != column->last)
    emit (line, earlier);
  if (later != earlier && later != column->first && later != column->last)
    emit (line, later);
  if (column->last != column->first)
    emit (line, column->last);
  column->any = FALSE;
}

static void
add_point (Line *line, Column *column, gsize place)
{
  if (!column->any)
    {
      emit_gap (line);
      *column = (Column) { TRUE, place, place, place, place };
      return;
    }
  /* A break between two points of one column cannot be seen. */
  line->gap = G_MAXSIZE;
  column->last = place;
  if (line->y[place] < line->y[column->lowest])
    column->lowest = place;
  if (line->y[place] > line->y[column->highest])
    column->highest = place;
}

/**
 * bw_decimate_m4_size:
 * @columns: how many pixels wide the line is drawn
 *
 * Returns: how many points bw_decimate_m4() may give at most
 */
gsize
bw_decimate_m4_size (guint columns)
{
  return POINTS_A_COLUMN * ((gsize) columns + NEIGHBOURS);
}

/**
 * bw_decimate_m4:
 * @x: (array length=n): where, rising, without NaN
 * @y: (array length=n): what; NaN breaks the line
 * @n: how many; may be 0
 * @x_from: the left end of the window
 * @x_to: the right end, above @x_from
 * @columns: how many pixels the window is wide, at least 1
 * @points: (array) (out caller-allocates): room for bw_decimate_m4_size() points
 *
 * Of all points in a column of pixels the first, the lowest, the highest and the last are kept, in
 * their order: a line through these covers the pixels that a line through all would (U. Jugel and
 * others, "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014). The nearest
 * points outside the window are kept too, so that the line goes on to its edges.
 *
 * A break that ends in another column than it began in is kept as a point whose y is NaN; a break
 * within one column is narrower than a pixel and cannot be seen. Time is one pass over the window.
 *
 * Returns: how many points there are, rising in x
 */
gsize
bw_decimate_m4 (const double *x, const double *y, gsize n, double x_from, double x_to,
                guint columns, BwDecimatedPoint *points)
{
  Line line = { x, y, points, 0, G_MAXSIZE };
  Column column = { 0 };
  gsize first = find_x (x, n, x_from), current = 0, i;
  double scale = columns / (x_to - x_from);

  if (columns == 0 || !(x_to > x_from))
    return 0;

  /* One point outside on each side; what is broken there needs none. */
  if (first > 0)
    first--;
  for (i = first; i < n && x[i] <= x_to; i++)
    {
      /* Columns are counted from 1; what is left of the window is 0. */
      gsize place = x[i] < x_from ? 0 : 1 + (gsize) MIN ((x[i] - x_from) * scale, columns - 1.0);

      if (place != current)
        {
          emit_column (&line, &column);
          current = place;
        }
      if (!isnan (y[i]))
        add_point (&line, &column, i);
      else if (line.gap == G_MAXSIZE)
        line.gap = i;
    }
  emit_column (&line, &column);
  if (i < n && !isnan (y[i]))
    {
      add_point (&line, &column, i);
      emit_column (&line, &column);
    }
  return line.n_points;
}
