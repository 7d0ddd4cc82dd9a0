/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-pixels.h"

/**
 * bw_pixels_find:
 * @cr: where something is drawn
 * @area: where on it
 * @width: pixels across that the area should have
 * @height: pixels down
 * @stride: (out): pixels from a row to the next
 *
 * For drawing very much at once. The pixels are ARGB, multiplied by their alpha; bw_pixels_done()
 * has to follow.
 *
 * Returns: (nullable): the first pixel of the area, or %NULL when its pixels are not those of the
 *   surface that is drawn on, or part of it is clipped away
 */
guint32 *
bw_pixels_find (cairo_t *cr, const cairo_rectangle_t *area, int width, int height, int *stride)
{
  cairo_surface_t *target = cairo_get_group_target (cr);
  double x_scale, y_scale, x_offset, y_offset, left, top, right, bottom, x, y;
  cairo_matrix_t matrix;
  guchar *pixels;

  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE
      || cairo_image_surface_get_format (target) != CAIRO_FORMAT_ARGB32)
    return NULL;
  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (target, &x_scale, &y_scale);
  cairo_surface_get_device_offset (target, &x_offset, &y_offset);
  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  x = (area->x * matrix.xx + matrix.x0) * x_scale + x_offset;
  y = (area->y * matrix.yy + matrix.y0) * y_scale + y_offset;
  if (matrix.xy != 0 || matrix.yx != 0 || x != (int) x || y != (int) y || x < 0 || y < 0
      || area->width * matrix.xx * x_scale != width
      || area->height * matrix.yy * y_scale != height
      || x + width > cairo_image_surface_get_width (target)
      || y + height > cairo_image_surface_get_height (target)
      || left > area->x || top > area->y || right < area->x + area->width
      || bottom < area->y + area->height)
    return NULL;
  cairo_surface_flush (target);
  pixels = cairo_image_surface_get_data (target);
  *stride = cairo_image_surface_get_stride (target) / (int) sizeof (guint32);
  return pixels != NULL
           ? (guint32 *) (gpointer) pixels + (gsize) y * (gsize) *stride + (gsize) x
           : NULL;
}

/* Says that the pixels have been changed. */
void
bw_pixels_done (cairo_t *cr)
{
  cairo_surface_mark_dirty (cairo_get_group_target (cr));
}
