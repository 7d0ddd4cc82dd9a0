/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-point-grid.h"

#include <math.h>

/* As many cells a side as leave some twenty points a cell on average, within these. */
#define LEAST_SIDE 4
#define MOST_SIDE 256
#define POINTS_A_CELL 20

struct _BwPointGrid {
  guint    side;
  double   from;
  double   to;
  guint32 *starts; /* (array side * side + 1): where the points of each cell begin. */
  guint32 *points; /* Indices, cell by cell. */
  float   *places; /* Where each of them lies, across and up in turn. */
};

static guint
cell_of (const BwPointGrid *self, double value)
{
  double place = (value - self->from) / (self->to - self->from) * self->side;

  return (guint) CLAMP (place, 0, self->side - 1);
}

/**
 * bw_point_grid_new:
 * @x: (array length=n): across; NaN leaves the point out
 * @y: (array length=n): up; NaN leaves the point out
 * @n: how many points
 * @from: the lowest value on both axes; what lies outside counts to the outermost cells
 * @to: the highest value, above @from
 *
 * Returns: (transfer full): the points in their cells; takes a time that grows with @n
 */
BwPointGrid *
bw_point_grid_new (const double *x, const double *y, gsize n, double from, double to)
{
  BwPointGrid *self = g_new0 (BwPointGrid, 1);
  gsize n_cells;

  self->side = CLAMP ((guint) sqrt ((double) n / POINTS_A_CELL), LEAST_SIDE, MOST_SIDE);
  self->from = from;
  self->to = to;
  n_cells = (gsize) self->side * self->side;
  self->starts = g_new0 (guint32, n_cells + 1);
  self->points = g_new (guint32, MAX (n, 1));
  self->places = g_new (float, 2 * MAX (n, 1));

  /* A counting sort: how many in each cell, where each begins, then each to its place. */
  for (gsize i = 0; i < n; i++)
    {
      if (!isnan (x[i]) && !isnan (y[i]))
        self->starts[cell_of (self, y[i]) * self->side + cell_of (self, x[i]) + 1]++;
    }
  for (gsize i = 0; i < n_cells; i++)
    self->starts[i + 1] += self->starts[i];
  for (gsize i = n; i-- > 0;)
    {
      if (!isnan (x[i]) && !isnan (y[i]))
        {
          guint cell = cell_of (self, y[i]) * self->side + cell_of (self, x[i]);
          guint32 place = --self->starts[cell + 1];

          self->points[place] = i;
          self->places[2 * (gsize) place] = (float) x[i];
          self->places[2 * (gsize) place + 1] = (float) y[i];
        }
    }
  /* The starts of all cells have moved down by one place in that loop. */
  for (gsize i = 0; i < n_cells; i++)
    self->starts[i] = self->starts[i + 1];
  self->starts[n_cells] = 0;
  for (gsize i = 0; i < n; i++)
    self->starts[n_cells] += !isnan (x[i]) && !isnan (y[i]);
  return self;
}

/**
 * bw_point_grid_foreach:
 * @self: a grid
 * @x_from: left of the rectangle
 * @x_to: right of it
 * @y_from: its lower end
 * @y_to: its upper end
 * @func: (scope call): called for every point in a cell that the rectangle touches; the points
 *   themselves may lie a little outside
 * @user_data: for @func
 */
void
bw_point_grid_foreach (const BwPointGrid *self,
                       double             x_from,
                       double             x_to,
                       double             y_from,
                       double             y_to,
                       BwPointGridFunc    func,
                       gpointer           user_data)
{
  guint left = cell_of (self, x_from), right = cell_of (self, x_to);

  for (guint row = cell_of (self, y_from); row <= cell_of (self, y_to); row++)
    {
      for (guint cell = row * self->side + left; cell <= row * self->side + right; cell++)
        {
          for (guint32 k = self->starts[cell]; k < self->starts[cell + 1]; k++)
            func (self->points[k], user_data);
        }
    }
}

/**
 * bw_point_grid_row:
 * @self: a grid
 * @y: up
 *
 * Returns: the row of cells that @y lies in, or the one nearest to it
 */
guint
bw_point_grid_row (const BwPointGrid *self, double y)
{
  return cell_of (self, y);
}

/**
 * bw_point_grid_run:
 * @self: a grid
 * @row: a row of cells
 * @x_from: the left end
 * @x_to: the right end
 * @run: (out): the points in the cells of the row between the ends; some may lie a little outside
 *
 * For passes over very many points: what is near on the chart is near in memory. Places are
 * rounded to single precision, a ten-millionth of the grid.
 */
void
bw_point_grid_run (const BwPointGrid *self, guint row, double x_from, double x_to, BwPointRun *run)
{
  guint32 first = self->starts[row * self->side + cell_of (self, x_from)];
  guint32 end = self->starts[row * self->side + cell_of (self, x_to) + 1];

  run->n = end - first;
  run->indices = self->points + first;
  run->places = self->places + 2 * (gsize) first;
}

/**
 * bw_point_grid_free:
 * @self: (transfer full): a grid
 */
void
bw_point_grid_free (BwPointGrid *self)
{
  g_free (self->starts);
  g_free (self->points);
  g_free (self->places);
  g_free (self);
}
