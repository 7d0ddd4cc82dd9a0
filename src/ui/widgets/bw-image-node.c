/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-image-node.h"

/* As cairo lays out the bytes of a pixel without transparency. */
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#define OPAQUE_FORMAT GDK_MEMORY_B8G8R8X8
#else
#define OPAQUE_FORMAT GDK_MEMORY_X8R8G8B8
#endif

/**
 * bw_image_node_new:
 * @widget: where the image will be shown
 * @surface: (transfer full): an image, of %CAIRO_FORMAT_ARGB32 or where it is opaque RGB24, that
 *   nobody draws on any more
 * @scale: pixels of the image a unit of @widget
 *
 * The image as the renderer of @widget takes it best: one that draws by cairo would copy a texture
 * in every frame, one that draws by the graphics card would hand over anything else in every frame.
 *
 * Returns: (transfer full): a node with the upper left corner of the image at the origin
 */
GskRenderNode *
bw_image_node_new (GtkWidget *widget, cairo_surface_t *surface, double scale)
{
  GtkNative *native = gtk_widget_get_native (widget);
  int columns = cairo_image_surface_get_width (surface);
  int rows = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  /* The image is larger than the widget by part of a pixel where the scale is a fraction. */
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) (columns / scale),
                                               (float) (rows / scale));
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GdkTexture) texture = NULL;

  cairo_surface_set_device_scale (surface, scale, scale);
  if (native && GSK_IS_CAIRO_RENDERER (gtk_native_get_renderer (native)))
    {
      GskRenderNode *node = gsk_cairo_node_new (&bounds);
      cairo_t *cr = gsk_cairo_node_get_draw_context (node);

      cairo_set_source_surface (cr, surface, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
      cairo_paint (cr);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
      return node;
    }
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize) stride * (gsize) rows,
                                      (GDestroyNotify) cairo_surface_destroy, surface);
  texture = gdk_memory_texture_new (columns, rows,
                                    cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24
                                      ? OPAQUE_FORMAT
                                      : GDK_MEMORY_DEFAULT,
                                    bytes, (gsize) stride);
  return gsk_texture_node_new (texture, &bounds);
}
