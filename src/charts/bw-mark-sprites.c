/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-mark-sprites.h"

#include <math.h>

/* Radii are told apart to this part of a device pixel. */
#define STEPS 2

struct _BwMarkSprites {
  const BwChartStyle *style;
  cairo_t            *cr;
  gboolean            has_pixels;
  double              scale;
  GHashTable         *images; /* (element-type guint cairo_surface_t) */
};

/**
 * bw_mark_sprites_new:
 * @style: how marks look; borrowed
 * @cr: where they are drawn; borrowed
 *
 * Returns: (transfer full): something to draw many marks with
 */
BwMarkSprites *
bw_mark_sprites_new (const BwChartStyle *style, cairo_t *cr)
{
  BwMarkSprites *self = g_new0 (BwMarkSprites, 1);

  self->style = style;
  self->cr = cr;
  self->has_pixels = cairo_surface_get_type (cairo_get_target (cr)) == CAIRO_SURFACE_TYPE_IMAGE;
  self->scale = CLAMP (style->scale, 0.5, 4);
  self->images = g_hash_table_new_full (NULL, NULL, NULL,
                                        (GDestroyNotify) cairo_surface_destroy);
  return self;
}

/* The picture of a mark with its middle in the middle. */
static cairo_surface_t *
sprite (BwMarkSprites *self, BwMark mark, BwColorRole role, guint steps, int half)
{
  guint key = ((guint) mark * BW_N_COLORS + role) << 16 | MIN (steps, 0xffff);
  cairo_surface_t *image = g_hash_table_lookup (self->images, GUINT_TO_POINTER (key));
  cairo_t *cr;

  if (image != NULL)
    return image;
  image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 2 * half, 2 * half);
  cr = cairo_create (image);
  cairo_scale (cr, self->scale, self->scale);
  bw_mark_draw (self->style, cr, mark, role, half / self->scale, half / self->scale,
                steps / (STEPS * self->scale));
  cairo_destroy (cr);
  g_hash_table_insert (self->images, GUINT_TO_POINTER (key), image);
  return image;
}

/**
 * bw_mark_sprites_draw:
 * @self: what marks are drawn with
 * @mark: the shape
 * @role: its colour
 * @x: its middle
 * @y: its middle
 * @radius: see bw_mark_path()
 * @strength: 0 to 1; 1 is as bw_mark_draw() draws it
 */
void
bw_mark_sprites_draw (BwMarkSprites *self,
                      BwMark         mark,
                      BwColorRole    role,
                      double         x,
                      double         y,
                      double         radius,
                      double         strength)
{
  guint steps = MAX ((guint) round (radius * self->scale * STEPS), 1);
  /* Room for the points of a triangle and the outline. */
  int half = (int) ceil ((double) steps / STEPS * 1.4 + 2 * self->scale);

  cairo_save (self->cr);
  if (self->has_pixels)
    {
      cairo_translate (self->cr, round (x * self->scale) / self->scale,
                       round (y * self->scale) / self->scale);
      cairo_scale (self->cr, 1 / self->scale, 1 / self->scale);
      cairo_set_source_surface (self->cr, sprite (self, mark, role, steps, half), -half, -half);
      cairo_pattern_set_filter (cairo_get_source (self->cr), CAIRO_FILTER_NEAREST);
      if (strength < 1)
        cairo_paint_with_alpha (self->cr, strength);
      else
        cairo_paint (self->cr);
    }
  else if (strength < 1)
    {
      cairo_push_group (self->cr);
      bw_mark_draw (self->style, self->cr, mark, role, x, y, radius);
      cairo_pop_group_to_source (self->cr);
      cairo_paint_with_alpha (self->cr, strength);
    }
  else
    {
      bw_mark_draw (self->style, self->cr, mark, role, x, y, radius);
    }
  cairo_restore (self->cr);
}

/**
 * bw_mark_sprites_free:
 * @self: (transfer full): what marks were drawn with
 */
void
bw_mark_sprites_free (BwMarkSprites *self)
{
  g_hash_table_unref (self->images);
  g_free (self);
}
