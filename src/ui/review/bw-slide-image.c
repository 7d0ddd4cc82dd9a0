/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-slide-image.h"

#include <math.h>

/**
 * bw_slide_image_style:
 * @style: (out caller-allocates): how the live chart of the slide is drawn
 * @scale: pixels a point
 *
 * The same look as that of the chart which bw_slide_layout_draw() draws.
 */
void
bw_slide_image_style (const BwSlideImage *self, const BwSlideRequest *request, double scale,
                      BwChartStyle *style)
{
  const BwSlideBox *box = bw_slide_layout_find (self->layout, BW_BOX_CHART);

  bw_slide_theme_style (request->theme, style);
  if (box)
    bw_slide_layout_style (self->layout, box, request->theme, style);
  style->scale = scale;
}

/**
 * bw_slide_image_new:
 *
 * Lays out a slide; it is not drawn yet. Any thread may do so.
 *
 * Returns: (transfer full): its image
 */
BwSlideImage *
bw_slide_image_new (const BwSlideRequest *request)
{
  BwSlideImage *self = g_new0 (BwSlideImage, 1);

  self->layout = bw_slide_layout_new (request->deck, request->slide, request->number,
                                      request->theme, request->size);
  return self;
}

/**
 * bw_slide_image_chart_area:
 * @area: (out): where the live chart of the slide is, in whole points
 *
 * Returns: whether it has one
 */
gboolean
bw_slide_image_chart_area (const BwSlideImage *self, const BwSlideRequest *request,
                           cairo_rectangle_int_t *area)
{
  const BwSlideBox *box = bw_slide_layout_find (self->layout, BW_BOX_CHART);

  if (!request->live || box == NULL)
    return FALSE;
  *area = (cairo_rectangle_int_t) { (int) round (box->area.x), (int) round (box->area.y),
                                    (int) round (box->area.width),
                                    (int) round (box->area.height) };
  return TRUE;
}

static cairo_surface_t *
create_surface (double width, double height, double scale)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24,
                                                         MAX (1, (int) ceil (width * scale)),
                                                         MAX (1, (int) ceil (height * scale)));

  cairo_surface_set_device_scale (surface, scale, scale);
  return surface;
}

/* On the ground of the slide: what is opaque is put up in half the time. */
static cairo_t *
begin (cairo_surface_t *surface, const BwSlideLayout *layout)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, layout->surface.red, layout->surface.green, layout->surface.blue);
  cairo_paint (cr);
  return cr;
}

static cairo_surface_t *
draw_chart (const BwSlideImage *self, const BwSlideRequest *request, double scale,
            const cairo_rectangle_int_t *area)
{
  cairo_surface_t *surface = create_surface (area->width, area->height, scale);
  g_auto (BwSlideChart) chart = { 0 };
  BwChartStyle style;
  cairo_t *cr = begin (surface, self->layout);

  bw_slide_image_style (self, request, scale, &style);
  bw_slide_chart_init (&chart, request->slide);
  bw_chart_draw (chart.chart, &style, cr, area->width, area->height);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/**
 * bw_slide_image_draw:
 * @request: what it was made from
 * @scale: pixels a point
 *
 * Draws the slide, and its live chart as an image of its own. Any thread may do so that has the
 * image to itself.
 */
void
bw_slide_image_draw (BwSlideImage *self, const BwSlideRequest *request, double scale)
{
  cairo_rectangle_int_t area;
  gboolean apart = bw_slide_image_chart_area (self, request, &area);
  cairo_t *cr;

  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_pointer (&self->chart, cairo_surface_destroy);
  self->scale = scale;
  /* The last pixel may be more than the slide. */
  self->picture = create_surface (self->layout->width, self->layout->height, scale);
  cr = begin (self->picture, self->layout);
  bw_slide_layout_draw (self->layout, request->slide, request->theme, !apart, cr);
  cairo_destroy (cr);
  cairo_surface_flush (self->picture);
  if (apart)
    self->chart = draw_chart (self, request, scale, &area);
}

/**
 * bw_slide_image_describe:
 *
 * Returns: (transfer full): all that stands on the slide but its title, and what its chart shows, a
 *   line each, in the order of reading
 */
char *
bw_slide_image_describe (const BwSlideImage *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->layout->boxes->len; i++)
    {
      const BwSlideBox *box = g_ptr_array_index (self->layout->boxes, i);

      if (box->kind == BW_BOX_CHART && self->layout->alternative)
        g_string_append_printf (text, "%s\n", self->layout->alternative);
      if (box->kind != BW_BOX_TEXT || box->role == BW_TEXT_ROLE_TITLE)
        continue;
      for (guint j = 0; j < box->texts->len; j++)
        {
          const BwSlideText *part = &g_array_index (box->texts, BwSlideText, j);

          if (part->continues && text->len > 0)
            g_string_truncate (text, text->len - 1);
          g_string_append_printf (text, "%s\n", part->text);
        }
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free_and_steal (text);
}

void
bw_slide_image_free (BwSlideImage *self)
{
  g_clear_pointer (&self->layout, bw_slide_layout_free);
  g_clear_pointer (&self->picture, cairo_surface_destroy);
  g_clear_pointer (&self->chart, cairo_surface_destroy);
  g_free (self);
}
