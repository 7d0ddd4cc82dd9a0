/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-series-blocks.h"

#include <math.h>

/* Fewer points than these are looked at one by one in no time. */
#define FEWEST_POINTS 8192

static BwSeriesBlock
sum_up (const BwSeriesPoint *points)
{
  BwSeriesBlock block = { 0 };

  for (gsize i = 0; i < BW_SERIES_BLOCK_POINTS; i++)
    {
      double value = points[i].value;

      if (!isfinite (value))
        {
          block.gap_before = block.gap_before || !block.has_points;
          block.gap_after = block.gap_after || block.has_points;
          continue;
        }
      block.first = block.has_points ? block.first : value;
      block.low = block.has_points ? MIN (block.low, value) : value;
      block.high = block.has_points ? MAX (block.high, value) : value;
      block.last = value;
      block.has_points = TRUE;
    }
  return block;
}

/**
 * bw_series_blocks_new:
 * @points: (array length=n): rising by date
 * @n: how many
 *
 * Returns: (transfer full) (nullable): the points summed up; %NULL when they are so few that it
 *   would gain nothing
 */
BwSeriesBlocks *
bw_series_blocks_new (const BwSeriesPoint *points, gsize n)
{
  gsize n_blocks = n / BW_SERIES_BLOCK_POINTS;
  BwSeriesBlocks *self;

  if (n < FEWEST_POINTS)
    return NULL;
  self = g_malloc (sizeof *self + n_blocks * sizeof *self->blocks);
  self->n = n_blocks;
  for (gsize i = 0; i < n_blocks; i++)
    self->blocks[i] = sum_up (points + i * BW_SERIES_BLOCK_POINTS);
  return self;
}

static void
widen (double low, double high, double *least, double *most)
{
  *least = MIN (*least, low);
  *most = MAX (*most, high);
}

/**
 * bw_series_blocks_range:
 * @self: (nullable): the points summed up
 * @points: the points
 * @first: the first of them that counts
 * @end: past the last that counts
 * @low: (inout): lowered to the lowest value; NaN has none yet
 * @high: (inout): raised to the highest value
 */
void
bw_series_blocks_range (const BwSeriesBlocks *self, const BwSeriesPoint *points, gsize first,
                        gsize end, double *low, double *high)
{
  double least = isnan (*low) ? INFINITY : *low, most = isnan (*high) ? -INFINITY : *high;
  gsize i = first;

  while (i < end)
    {
      gsize block = i / BW_SERIES_BLOCK_POINTS;

      if (self != NULL && block < self->n && i % BW_SERIES_BLOCK_POINTS == 0
          && i + BW_SERIES_BLOCK_POINTS <= end)
        {
          if (self->blocks[block].has_points)
            widen (self->blocks[block].low, self->blocks[block].high, &least, &most);
          i += BW_SERIES_BLOCK_POINTS;
          continue;
        }
      if (isfinite (points[i].value))
        widen (points[i].value, points[i].value, &least, &most);
      i++;
    }
  *low = isfinite (least) ? least : NAN;
  *high = isfinite (most) ? most : NAN;
}

/**
 * bw_series_blocks_free:
 * @self: (transfer full) (nullable): blocks
 */
void
bw_series_blocks_free (BwSeriesBlocks *self)
{
  g_free (self);
}
