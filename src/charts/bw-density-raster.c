/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-density-raster.h"

#include "analytics/bw-crew.h"
#include "charts/bw-pixels.h"

#include <math.h>
#include <string.h>

/*
 * One pass over the points adds up counts, one over the pixels turns them into colour. Both touch
 * memory in long runs only, apart from the count of each point: a million points on 1200 x 800
 * pixels take a few milliseconds, where a million arcs take seconds.
 */

/* Steps between the faintest and the strongest colour: what a byte holds. */
#define N_LEVELS 256

/* An image from this height on is looked at in part where its whole is not needed. */
#define LARGE_HEIGHT 400

/* How strong a pixel with a single point is. */
#define FAINTEST 0.34

/* From so many points on, the image is counted in bands, side by side. */
#define MANY_POINTS 100000
#define BANDS 2

/* Where points fall on the image, and what has been counted so far. A pass works on a copy of its
 * own: the counts are bytes, which to the compiler may lie anywhere, so that whatever is reached
 * by a pointer would be read again for each point. */
typedef struct {
  guint8       *counts;
  int           stride;
  double        width;
  double        upper; /* The first row of the band that is counted. */
  double        lower; /* The row that ends it. */
  double        step;  /* Across: pixel = x * step + start. */
  double        start;
  double        down;  /* Down: pixel = top - y * down. */
  double        top;
  const guint8 *only;
  guint32      *visible;
  gsize         n_visible;
  gsize         most_visible;
} Pass;

static inline void
count_point (Pass *pass, double x, double y, gsize index)
{
  double px = x * pass->step + pass->start;
  double py = pass->top - y * pass->down;
  guint8 *count;

  /* Written so that NaN fails. */
  if (!(px >= 0 && px < pass->width && py >= pass->upper && py < pass->lower))
    return;
  if (pass->only != NULL && !pass->only[index])
    return;
  count = &pass->counts[(gssize) (int) py * pass->stride + (int) px];
  *count += *count != G_MAXUINT8;
  if (pass->n_visible < pass->most_visible)
    pass->visible[pass->n_visible] = (guint32) index;
  pass->n_visible++;
}

/* Cell by cell, neighbours touch the same part of the image, and cells out of sight are left. The
 * cells at the edges of a band are looked at for both bands, and one row more: places in the grid
 * are rounded. */
static gsize
count_grid (Pass pass, const BwPointGrid *grid, const BwChartWindow *window)
{
  guint first = bw_point_grid_row (grid, window->y_from);
  guint last = bw_point_grid_row (grid, window->y_to);
  guint from = bw_point_grid_row (grid, (pass.top - pass.lower) / pass.down);
  guint to = bw_point_grid_row (grid, (pass.top - pass.upper) / pass.down) + 1;

  for (guint row = MAX (first, from > 0 ? from - 1 : 0); row <= MIN (last, to); row++)
    {
      BwPointRun run;

      bw_point_grid_run (grid, row, window->x_from, window->x_to, &run);
      for (gsize i = 0; i < run.n; i++)
        count_point (&pass, run.places[2 * i], run.places[2 * i + 1], run.indices[i]);
    }
  return pass.n_visible;
}

typedef struct {
  Pass                  passes[BANDS];
  const BwDensityInput *input;
} Bands;

static void
count_band (guint band, gpointer data)
{
  Bands *bands = data;

  bands->passes[band].n_visible
    = count_grid (bands->passes[band], bands->input->grid, &bands->input->window);
}

/* The lowest band comes first, as the rows of the grid do. */
static gsize
count_bands (const Pass *whole, const BwDensityInput *input)
{
  Bands bands = { .input = input };
  gsize n_visible = 0;

  for (guint band = 0; band < BANDS; band++)
    {
      Pass *pass = &bands.passes[band];

      *pass = *whole;
      pass->upper = floor (whole->lower * (BANDS - 1 - band) / BANDS);
      pass->lower = floor (whole->lower * (BANDS - band) / BANDS);
      if (band > 0)
        pass->visible = g_new (guint32, MAX (whole->most_visible, 1));
    }
  bw_crew_run (BANDS, count_band, &bands);
  for (guint band = 0; band < BANDS; band++)
    {
      Pass *pass = &bands.passes[band];

      for (gsize i = 0; band > 0 && i < MIN (pass->n_visible, whole->most_visible)
                        && n_visible + i < whole->most_visible;
           i++)
        whole->visible[n_visible + i] = pass->visible[i];
      n_visible += pass->n_visible;
      if (band > 0)
        g_free (pass->visible);
    }
  return n_visible;
}

static gsize
count_all (Pass pass, const double *x, const double *y, gsize n)
{
  for (gsize i = 0; i < n; i++)
    count_point (&pass, x[i], y[i], i);
  return pass.n_visible;
}

/**
 * bw_density_raster_new:
 * @input: the points and the image
 * @most_visible: how many indices of points in sight to keep
 *
 * Counts the points in sight. A NaN on either axis leaves a point out.
 *
 * Returns: (transfer full): the counts
 */
BwDensityRaster *
bw_density_raster_new (const BwDensityInput *input, gsize most_visible)
{
  BwDensityRaster *self = g_new0 (BwDensityRaster, 1);
  const BwChartWindow *window = &input->window;
  const int width = MAX (input->width, 1), height = MAX (input->height, 1);
  const double across = (width - 1e-6) / (window->x_to - window->x_from);
  const double down = (height - 1e-6) / (window->y_to - window->y_from);
  Pass pass = {
    .stride = width,
    .width = width,
    .lower = height,
    .step = input->mirrored ? -across : across,
    .start = input->mirrored ? -window->x_to * -across : -window->x_from * across,
    .down = down,
    .top = window->y_to * down,
    .only = input->only,
    .most_visible = most_visible,
  };

  self->width = width;
  self->height = height;
  self->counts = pass.counts = g_new0 (guint8, (gsize) width * height);
  self->visible = pass.visible = g_new (guint32, MAX (most_visible, 1));
  if (input->grid != NULL && input->n >= MANY_POINTS)
    self->n_visible = count_bands (&pass, input);
  else if (input->grid != NULL)
    self->n_visible = count_grid (pass, input->grid, window);
  else
    self->n_visible = count_all (pass, input->x, input->y, input->n);
  return self;
}

/**
 * bw_density_raster_widen:
 * @self: counts
 * @radius: 0, 1 or 2 pixels
 *
 * Makes each point a small disc, so that points that are few enough to stand alone are seen.
 * Takes a time that grows with the pixels that hold a point.
 */
void
bw_density_raster_widen (BwDensityRaster *self, int radius)
{
  guint8 *result;

  if (radius < 1)
    return;
  radius = MIN (radius, 2);
  result = g_new0 (guint8, (gsize) self->width * self->height);
  for (int y = 0; y < self->height; y++)
    {
      const guint8 *row = self->counts + (gsize) y * self->width;

      for (int x = 0; x < self->width; x++)
        {
          if (row[x] == 0)
            continue;
          for (int j = MAX (-radius, -y); j <= MIN (radius, self->height - 1 - y); j++)
            {
              /* A disc: its top and bottom rows are a step shorter. */
              int reach = ABS (j) == radius ? radius - 1 : radius;
              guint8 *to = result + (gsize) (y + j) * self->width;

              for (int i = MAX (x - reach, 0); i <= MIN (x + reach, self->width - 1); i++)
                to[i] = MIN (to[i] + (guint) row[x], G_MAXUINT8);
            }
        }
    }
  g_free (self->counts);
  self->counts = result;
}

static guint32
premultiplied (BwColor color, double alpha)
{
  guint32 a = (guint32) round (alpha * 255);
  guint32 r = (guint32) round (color.red * alpha * 255);
  guint32 g = (guint32) round (color.green * alpha * 255);
  guint32 b = (guint32) round (color.blue * alpha * 255);

  return a << 24 | r << 16 | g << 8 | b;
}

/* Most of an image is empty: eight pixels without a point are passed over at once. */
static gboolean
is_empty (const guint8 *counts)
{
  guint64 eight;

  memcpy (&eight, counts, sizeof eight);
  return eight == 0;
}

/* The count that is drawn at full strength: nearly all pixels that hold anything hold no more. */
static guint
full_count (const BwDensityRaster *self)
{
  /* Of a large image every fourth row tells as much. */
  int step = self->height >= LARGE_HEIGHT ? 4 : 1;
  gsize n_held = 0, seen = 0;
  guint held[N_LEVELS] = { 0 };

  for (int y = 0; y < self->height; y += step)
    {
      const guint8 *row = self->counts + (gsize) y * self->width;

      for (int x = 0; x < self->width; x += 8)
        {
          if (x + 8 <= self->width && is_empty (row + x))
            continue;
          for (int i = x; i < MIN (x + 8, self->width); i++)
            held[row[i]]++;
        }
    }
  for (guint count = 1; count < N_LEVELS; count++)
    n_held += held[count];
  for (guint count = 1; count < N_LEVELS; count++)
    {
      seen += held[count];
      if (seen >= n_held * 0.995)
        return MAX (count, 3);
    }
  return N_LEVELS - 1;
}

/* A pixel laid over another, both with their colours multiplied by their alpha, to the rounding of
 * cairo. */
static guint32
lay_over (guint32 above, guint32 below)
{
  guint32 rest = 255 - (above >> 24);
  guint32 even = (below & 0xff00ff) * rest + 0x800080;
  guint32 odd = (below >> 8 & 0xff00ff) * rest + 0x800080;

  even = (even + (even >> 8 & 0xff00ff)) >> 8 & 0xff00ff;
  odd = (odd + (odd >> 8 & 0xff00ff)) & 0xff00ff00;
  return above + (even | odd);
}

/* Over pixels that nothing has been drawn on, of which there are many, there is nothing to mix. */
static void
shade_eight (guint32 *row, const guint8 *counts, const guint32 *shades)
{
  guint64 below[4];

  memcpy (below, row, sizeof below);
  if ((below[0] | below[1] | below[2] | below[3]) == 0)
    {
      for (guint i = 0; i < 8; i++)
        row[i] = shades[counts[i]];
      return;
    }
  for (guint i = 0; i < 8; i++)
    {
      if (counts[i] != 0)
        row[i] = lay_over (shades[counts[i]], row[i]);
    }
}

static void
shade_run (guint32 *row, const guint8 *counts, const guint32 *shades, int from, int to)
{
  int x = from;

  for (; x + 8 <= to; x += 8)
    {
      if (!is_empty (counts + x))
        shade_eight (row + x, counts + x, shades);
    }
  for (; x < to; x++)
    row[x] = lay_over (shades[counts[x]], row[x]);
}

static void
shade (const BwDensityRaster *self,
       const BwColor          colors[4],
       double                 middle_x,
       double                 middle_y,
       double                 strength,
       guint32               *pixels,
       int                    stride)
{
  guint32 shades[4][N_LEVELS] = { 0 };
  guint full = full_count (self);
  int split = (int) CLAMP (ceil (middle_x), 0, self->width);
  int lower = (int) CLAMP (ceil (middle_y), 0, self->height);

  for (guint quadrant = 0; quadrant < 4; quadrant++)
    {
      for (guint count = 1; count < N_LEVELS; count++)
        {
          double level = MIN (1, log1p (count - 1.0) / log1p (full - 1.0));

          shades[quadrant][count] = premultiplied (
            colors[quadrant], (FAINTEST + (1 - FAINTEST) * level) * strength);
        }
    }
  for (int y = 0; y < self->height; y++)
    {
      const guint8 *counts = self->counts + (gsize) y * self->width;
      guint32 *row = pixels + (gsize) y * (gsize) stride;
      const guint32 *left = shades[y < lower ? 1 : 3], *right = shades[y < lower ? 0 : 2];

      shade_run (row, counts, left, 0, split);
      shade_run (row, counts, right, split, self->width);
    }
}

/**
 * bw_density_raster_draw:
 * @self: counts
 * @colors: of the quadrants: upper right, upper left, lower right, lower left, as the image
 *   stands
 * @middle_x: the pixel column where the right half begins
 * @middle_y: the pixel row where the lower half begins
 * @strength: 0 to 1, of all
 * @cr: where to draw
 * @area: where the image lies
 *
 * Draws the counts: the more points in a pixel the stronger, by the logarithm. Where the pixels are
 * those of the surface they are written into it, which saves an image and laying it on.
 */
void
bw_density_raster_draw (const BwDensityRaster   *self,
                        const BwColor            colors[4],
                        double                   middle_x,
                        double                   middle_y,
                        double                   strength,
                        cairo_t                 *cr,
                        const cairo_rectangle_t *area)
{
  int stride;
  guint32 *pixels = bw_pixels_find (cr, area, self->width, self->height, &stride);
  cairo_surface_t *image;

  if (pixels != NULL)
    {
      shade (self, colors, middle_x, middle_y, strength, pixels, stride);
      bw_pixels_done (cr);
      return;
    }
  image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);
  pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image);
  if (pixels != NULL)
    {
      shade (self, colors, middle_x, middle_y, strength, pixels,
             cairo_image_surface_get_stride (image) / (int) sizeof *pixels);
      cairo_surface_mark_dirty (image);
    }
  cairo_save (cr);
  cairo_translate (cr, area->x, area->y);
  cairo_scale (cr, area->width / self->width, area->height / self->height);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
}

/**
 * bw_density_raster_free:
 * @self: (transfer full): counts
 */
void
bw_density_raster_free (BwDensityRaster *self)
{
  g_free (self->counts);
  g_free (self->visible);
  g_free (self);
}
