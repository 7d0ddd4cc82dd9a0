/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-slide-draw.h"

#include <math.h>

/* A picture is drawn with at most so many pixels a point: what a printer shows, and no file of
 * twelve slides holds a poster twelve times. */
#define MOST_PIXELS_A_POINT 3

/* The pictures that this thread drew last, decoded, and made as small as they are shown. */
typedef struct {
  GBytes          *contents;
  int              width; /* It was made small for, in points. */
  cairo_surface_t *surface;
} Decoded;

typedef struct {
  Decoded logo;
  Decoded picture;
} Pictures;

static void
decoded_clear (Decoded *decoded)
{
  g_clear_pointer (&decoded->contents, g_bytes_unref);
  g_clear_pointer (&decoded->surface, cairo_surface_destroy);
}

static void
pictures_free (gpointer data)
{
  Pictures *pictures = data;

  decoded_clear (&pictures->logo);
  decoded_clear (&pictures->picture);
  g_free (pictures);
}

static GPrivate drawn_last = G_PRIVATE_INIT (pictures_free);

typedef struct {
  const guint8 *data;
  gsize         left;
} Source;

static cairo_status_t
read_some (void *closure, unsigned char *data, unsigned int length)
{
  Source *source = closure;

  if (length > source->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, source->data, length);
  source->data += length;
  source->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
decode (GBytes *contents, double points)
{
  Source source = { 0 };
  cairo_surface_t *whole, *small;
  double factor;
  cairo_t *cr;

  source.data = g_bytes_get_data (contents, &source.left);
  whole = cairo_image_surface_create_from_png_stream (read_some, &source);
  if (cairo_surface_status (whole) != CAIRO_STATUS_SUCCESS)
    return whole;
  factor = points * MOST_PIXELS_A_POINT / cairo_image_surface_get_width (whole);
  if (factor >= 1)
    return whole;
  small = cairo_image_surface_create (
    cairo_image_surface_get_format (whole),
    MAX ((int) ceil (cairo_image_surface_get_width (whole) * factor), 1),
    MAX ((int) ceil (cairo_image_surface_get_height (whole) * factor), 1));
  cr = cairo_create (small);
  cairo_scale (cr,
               (double) cairo_image_surface_get_width (small)
                 / cairo_image_surface_get_width (whole),
               (double) cairo_image_surface_get_height (small)
                 / cairo_image_surface_get_height (whole));
  cairo_set_source_surface (cr, whole, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_GOOD);
  /* The edge is of the picture alone, not mixed with what is around it. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (whole);
  return small;
}

/* The decoded picture; it belongs to the thread. */
static cairo_surface_t *
find_picture (GBytes *contents, double points, gboolean is_logo)
{
  Pictures *pictures = g_private_get (&drawn_last);
  Decoded *decoded;
  int width = (int) ceil (points);

  if (pictures == NULL)
    {
      pictures = g_new0 (Pictures, 1);
      g_private_set (&drawn_last, pictures);
    }
  decoded = is_logo ? &pictures->logo : &pictures->picture;
  if (decoded->contents == contents && decoded->width == width)
    return decoded->surface;
  decoded_clear (decoded);
  decoded->contents = g_bytes_ref (contents);
  decoded->width = width;
  decoded->surface = decode (contents, points);
  return decoded->surface;
}

static void
begin (const BwSlidePainter *self, cairo_t *cr, const char *tag)
{
  if (self->is_tagged && tag != NULL)
    cairo_tag_begin (cr, tag, NULL);
}

static void
end (const BwSlidePainter *self, cairo_t *cr, const char *tag)
{
  if (self->is_tagged && tag != NULL)
    cairo_tag_end (cr, tag);
}

/* What a text is, by the names of PDF. */
static const char *
tag_of (BwTextRole role)
{
  switch (role)
    {
    case BW_TEXT_ROLE_TITLE:
      return "H1";
    case BW_TEXT_ROLE_HEADING:
      return "H2";
    case BW_TEXT_ROLE_LIST:
      return "L";
    default:
      return NULL;
    }
}

static void
draw_text (BwSlidePainter *self, const BwSlideBox *box, cairo_t *cr)
{
  gboolean is_list = box->role == BW_TEXT_ROLE_LIST;
  const char *tag = tag_of (box->role), *inner = tag == NULL || is_list ? "P" : NULL;
  double height, y;
  g_autoptr (GArray) paragraphs
    = bw_typesetter_set (&self->type, box->texts, box->align, box->area.width, &height);

  y = box->area.y + (box->area.height - height) * box->down;
  begin (self, cr, tag);
  for (guint i = 0; i < paragraphs->len; i++)
    {
      const BwParagraph *paragraph = &g_array_index (paragraphs, BwParagraph, i);
      gboolean goes_on = i + 1 < paragraphs->len
                         && g_array_index (box->texts, BwSlideText, paragraph[1].first).is_detail;
      gboolean is_detail = g_array_index (box->texts, BwSlideText, paragraph->first).is_detail;

      if (is_list && !is_detail)
        {
          begin (self, cr, "LI");
          begin (self, cr, "LBody");
        }
      begin (self, cr, inner);
      bw_typesetter_draw (paragraph, box->area.x, y, cr);
      end (self, cr, inner);
      if (is_list && !goes_on)
        {
          end (self, cr, "LBody");
          end (self, cr, "LI");
        }
    }
  end (self, cr, tag);
}

static void
draw_picture (BwSlidePainter *self, const BwSlideBox *box, const BwSlide *slide, cairo_t *cr)
{
  GBytes *contents = box->logo ? self->theme->logo : slide->picture;
  const char *tag = box->logo ? "Artifact" : "Figure";
  cairo_surface_t *surface;

  if (contents == NULL)
    return;
  surface = find_picture (contents, box->area.width, box->logo);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    return;
  begin (self, cr, tag);
  cairo_save (cr);
  cairo_translate (cr, box->area.x, box->area.y);
  cairo_scale (cr, box->area.width / cairo_image_surface_get_width (surface),
               box->area.height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
  end (self, cr, tag);
}

static void
draw_chart (BwSlidePainter      *self,
            const BwSlideLayout *layout,
            const BwSlideBox    *box,
            const BwSlide       *slide,
            cairo_t             *cr)
{
  g_auto (BwSlideChart) chart = { 0 };
  BwChartStyle style;

  bw_slide_chart_init (&chart, slide);
  bw_slide_layout_style (layout, box, self->theme, &style);
  begin (self, cr, "Figure");
  cairo_save (cr);
  cairo_translate (cr, box->area.x, box->area.y);
  bw_chart_draw (chart.chart, &style, cr, box->area.width, box->area.height);
  cairo_restore (cr);
  end (self, cr, "Figure");
}

static void
draw_rule (BwSlidePainter *self, const BwSlideBox *box, cairo_t *cr)
{
  begin (self, cr, "Artifact");
  cairo_rectangle (cr, box->area.x, box->area.y, box->area.width, box->area.height);
  cairo_set_source_rgb (cr, box->color.red, box->color.green, box->color.blue);
  cairo_fill (cr);
  end (self, cr, "Artifact");
}

/* A single rectangle over all of the page would make cairo forget what was said about the page
 * before, its tags too: two that overlap do not. */
static void
draw_ground (BwSlidePainter *self, const BwSlideLayout *layout, cairo_t *cr)
{
  begin (self, cr, "Artifact");
  cairo_rectangle (cr, 0, 0, layout->width, layout->height * 0.75);
  cairo_rectangle (cr, 0, layout->height * 0.25, layout->width, layout->height * 0.75);
  cairo_set_source_rgb (cr, layout->surface.red, layout->surface.green, layout->surface.blue);
  cairo_fill (cr);
  end (self, cr, "Artifact");
}

void
bw_slide_painter_init (BwSlidePainter *self, const BwSlideTheme *theme, gboolean rtl)
{
  *self = (BwSlidePainter) { .theme = theme };
  bw_typesetter_init (&self->type, theme, rtl);
}

void
bw_slide_painter_clear (BwSlidePainter *self)
{
  bw_typesetter_clear (&self->type);
}

void
bw_slide_painter_draw (BwSlidePainter      *self,
                       const BwSlideLayout *layout,
                       const BwSlide       *slide,
                       gboolean             with_chart,
                       cairo_t             *cr)
{
  draw_ground (self, layout, cr);
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const BwSlideBox *box = g_ptr_array_index (layout->boxes, i);

      switch (box->kind)
        {
        case BW_BOX_TEXT:
          draw_text (self, box, cr);
          break;
        case BW_BOX_CHART:
          if (with_chart)
            draw_chart (self, layout, box, slide, cr);
          break;
        case BW_BOX_PICTURE:
          draw_picture (self, box, slide, cr);
          break;
        case BW_BOX_RULE:
          draw_rule (self, box, cr);
          break;
        }
    }
}

void
bw_slide_layout_draw (const BwSlideLayout *layout,
                      const BwSlide       *slide,
                      const BwSlideTheme  *theme,
                      gboolean             with_chart,
                      cairo_t             *cr)
{
  g_auto (BwSlidePainter) painter = { 0 };

  bw_slide_painter_init (&painter, theme, layout->rtl);
  bw_slide_painter_draw (&painter, layout, slide, with_chart, cr);
}
