/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <cairo-svg.h>
#include <math.h>

#include "export/bw-png.h"
#include "export/bw-pptx-private.h"

/* Pixels that a point of a chart has in the picture behind it, which only readers show that know
 * no drawings. */
#define PNG_SCALE 1.5

/* Each thread finds the fonts anew, which more of them do not make good. */
#define MOST_THREADS 4

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
static BwZipData *
draw_svg (const BwPptx *pptx, const BwPptxSlide *slide, const BwSlideBox *box)
{
  g_autoptr (GBytes) svg = NULL;
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface
    = cairo_svg_surface_create_for_stream (collect, bytes, box->area.width, box->area.height);
  cairo_t *cr = cairo_create (surface);

  draw_chart (pptx, slide, box, cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  cairo_surface_destroy (surface);
  svg = g_byte_array_free_to_bytes (bytes);
  return bw_zip_data_new (svg, TRUE);
}

static BwZipData *
draw_png (const BwPptx *pptx, const BwPptxSlide *slide, const BwSlideBox *box)
{
  cairo_surface_t *image = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, (int) ceil (box->area.width * PNG_SCALE),
    (int) ceil (box->area.height * PNG_SCALE));
  const BwColor *ground = &slide->layout->surface;
  cairo_t *cr = cairo_create (image);
  g_autoptr (GBytes) png = NULL;

  cairo_set_source_rgb (cr, ground->red, ground->green, ground->blue);
  cairo_paint (cr);
  cairo_scale (cr, PNG_SCALE, PNG_SCALE);
  draw_chart (pptx, slide, box, cr);
  cairo_destroy (cr);
  png = bw_png_encode (image);
  cairo_surface_destroy (image);
  return png != NULL ? bw_zip_data_new (png, FALSE) : NULL;
}

static void
draw_slide (gpointer data, gpointer user_data)
{
  BwPptx *pptx = user_data;
  BwPptxSlide *slide = data;
  const BwSlideBox *box = bw_slide_layout_find (slide->layout, BW_BOX_CHART);

  if (!bw_deck_watch_tell (pptx->watch, (guint) g_atomic_int_get (&pptx->n_drawn),
                           pptx->slides->len, NULL))
    return;
  if (box != NULL && box->area.width >= 1 && box->area.height >= 1)
    slide->png = draw_png (pptx, slide, box);
  if (slide->png != NULL)
    slide->svg = draw_svg (pptx, slide, box);
  g_atomic_int_inc (&pptx->n_drawn);
}

/**
 * bw_pptx_draw_charts:
 * @pptx: the presentation
 *
 * Draws the charts of all slides, as drawings and as pictures, with all processors unless other
 * presentations are being drawn already.
 *
 * Returns: whether nobody has cancelled it
 */
gboolean
bw_pptx_draw_charts (BwPptx *pptx, GError **error)
{
  static int n_drawing;
  gboolean alone = g_atomic_int_add (&n_drawing, 1) == 0;
  GThreadPool *pool = alone && g_get_num_processors () > 1
                        ? g_thread_pool_new (draw_slide, pptx,
                                             (int) MIN (g_get_num_processors (), MOST_THREADS),
                                             FALSE, NULL)
                        : NULL;

  for (guint i = 0; i < pptx->slides->len; i++)
    {
      BwPptxSlide *slide = &g_array_index (pptx->slides, BwPptxSlide, i);

      if (pool == NULL)
        draw_slide (slide, pptx);
      else
        g_thread_pool_push (pool, slide, NULL);
    }
  if (pool != NULL)
    g_thread_pool_free (pool, FALSE, TRUE);
  g_atomic_int_add (&n_drawing, -1);
  return bw_deck_watch_tell (pptx->watch, pptx->n_drawn, pptx->slides->len, error);
}

/**
 * bw_pptx_add_media:
 * @pptx: the presentation
 * @ending: "png" or "svg"
 * @contents: (transfer full): of the file
 *
 * Returns: (transfer full): the name of its part
 */
char *
bw_pptx_add_media (BwPptx *pptx, const char *ending, BwZipData *contents)
{
  char *part = g_strdup_printf ("/ppt/media/image%u.%s", ++pptx->n_media, ending);

  bw_package_add (pptx->package, part, NULL, contents);
  return part;
}
