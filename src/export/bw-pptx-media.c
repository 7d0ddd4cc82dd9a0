/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <cairo-svg.h>
#include <math.h>

#include "export/bw-png.h"
#include "export/bw-pptx-private.h"

/* Pixels that a point of a chart has in the picture behind it: sharp on a projector. */
#define PNG_SCALE 2

static cairo_status_t
collect (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
draw_chart (const BwPptx *pptx, const BwPptxSlide *slide, const BwSlideBox *box, cairo_t *cr)
{
  g_auto (BwSlideChart) chart = { 0 };
  BwChartStyle style;

  bw_slide_chart_init (&chart, slide->slide);
  bw_slide_layout_style (slide->layout, box, pptx->theme, &style);
  style.scale = PNG_SCALE;
  bw_chart_draw (chart.chart, &style, cr, box->area.width, box->area.height);
}

/* A drawing has no ground of its own: the slide's shows through, whatever it is changed to. */
static GBytes *
draw_svg (const BwPptx *pptx, const BwPptxSlide *slide, const BwSlideBox *box)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
    = cairo_svg_surface_create_for_stream (collect, bytes, box->area.width, box->area.height);
  cairo_t *cr = cairo_create (surface);

  draw_chart (pptx, slide, box, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static GBytes *
draw_png (const BwPptx *pptx, const BwPptxSlide *slide, const BwSlideBox *box)
{
  cairo_surface_t *image = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, (int) ceil (box->area.width * PNG_SCALE),
    (int) ceil (box->area.height * PNG_SCALE));
  const BwColor *ground = &slide->layout->surface;
  cairo_t *cr = cairo_create (image);
  GBytes *png;

  cairo_set_source_rgb (cr, ground->red, ground->green, ground->blue);
  cairo_paint (cr);
  cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  draw_chart (pptx, slide, box, cr);
  cairo_destroy (cr);
  png = bw_png_encode (image);
  cairo_surface_destroy (image);
  return png;
}

/**
 * bw_pptx_draw_charts:
 * @pptx: the presentation
 *
 * Draws the charts of all slides, as drawings and as pictures.
 */
void
bw_pptx_draw_charts (const BwPptx *pptx)
{
  for (guint i = 0; i < pptx->slides->len; i++)
    {
      BwPptxSlide *slide = &g_array_index (pptx->slides, BwPptxSlide, i);
      const BwSlideBox *box = bw_slide_layout_find (slide->layout, BW_BOX_CHART);

      if (box == NULL || !(box->area.width >= 1) || !(box->area.height >= 1))
        continue;
      slide->svg = draw_svg (pptx, slide, box);
      slide->png = draw_png (pptx, slide, box);
    }
}

/**
 * bw_pptx_add_media:
 * @pptx: the presentation
 * @ending: "png" or "svg"
 * @contents: of the file
 *
 * Returns: (transfer full): the name of its part
 */
char *
bw_pptx_add_media (BwPptx *pptx, const char *ending, GBytes *contents)
{
  char *part = g_strdup_printf ("/ppt/media/image%u.%s", ++pptx->n_media, ending);

  bw_package_add (pptx->package, part, NULL, contents);
  return part;
}
