/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-label.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Labels keep this share of the text size between them, and to marks. */
#define CLEARANCE 0.16

/* What sums of widths may be off by. */
#define ROUNDING 1e-6

typedef struct {
  double x0;
  double y0;
  double x1;
  double y1;
  double reach; /* Half the thickness of the line. */
} Line;

struct _BwLabeller {
  const BwChartStyle *style;
  cairo_t            *cr; /* (nullable): nothing is drawn without. */
  double              width;
  double              height;

  PangoLayout        *layout; /* (nullable): of what was measured last. */
  GArray             *areas; /* (element-type cairo_rectangle_t) */
  GArray             *lines; /* (element-type Line) */
  gboolean            cut;   /* What was measured last has lost its end. */
};

static double
text_size (const BwChartStyle *style, BwTextSize size)
{
  switch (size)
    {
    case BW_TEXT_LARGE:
      return style->font_size * (style->detail == BW_CHART_SLIDE ? 1.15 : 1);
    case BW_TEXT_TICK:
      return style->font_size * (style->detail == BW_CHART_SLIDE ? 0.85 : 0.81);
    case BW_TEXT_LABEL:
    default:
      return style->font_size * (style->detail == BW_CHART_SLIDE ? 0.95 : 0.89);
    }
}

/* Text that has been shaped -------------------------------------------------------------------- */

/* A chart that is moved says the same in each frame, and shaping text takes longer than drawing it:
 * what was shaped is kept, for each thread its own. */
#define MOST_SHAPED 400

typedef struct {
  PangoContext *contexts[2]; /* For text from left to right, and from right to left. */
  GHashTable   *layouts;
} Shaped;

static void
shaped_free (gpointer data)
{
  Shaped *shaped = data;

  g_hash_table_unref (shaped->layouts);
  g_object_unref (shaped->contexts[0]);
  g_object_unref (shaped->contexts[1]);
  g_free (shaped);
}

static GPrivate shaped_key = G_PRIVATE_INIT (shaped_free);

/* Text measures the same on every surface, so that paper and window have the same labels. */
static PangoContext *
new_context (gboolean rtl)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  cairo_font_options_destroy (options);
  return context;
}

static Shaped *
get_shaped (void)
{
  Shaped *shaped = g_private_get (&shaped_key);

  if (shaped == NULL)
    {
      shaped = g_new0 (Shaped, 1);
      shaped->contexts[0] = new_context (FALSE);
      shaped->contexts[1] = new_context (TRUE);
      shaped->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_private_set (&shaped_key, shaped);
    }
  return shaped;
}

static PangoLayout *
new_layout (PangoContext *context, const char *family, int size, gboolean bold, int width,
            const char *text)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  PangoLayout *layout = pango_layout_new (context);

  /* A family and no more: that of a company may end in a number. */
  pango_font_description_set_family (font, family);
  pango_font_description_set_absolute_size (font, size);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_width (layout, width);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

/* One line of a label; -1 is any width. */
static void
shape (BwLabeller *self, const char *text, double size, gboolean bold, int width)
{
  Shaped *shaped = get_shaped ();
  const char *family = self->style->font_family != NULL ? self->style->font_family : "sans-serif";
  int units = (int) (size * PANGO_SCALE);
  g_autofree char *key = g_strdup_printf ("%d %d %d %d %s\n%s", self->style->rtl, bold, units, width,
                                          family, text);
  PangoLayout *layout = g_hash_table_lookup (shaped->layouts, key);

  if (layout == NULL)
    {
      if (g_hash_table_size (shaped->layouts) >= MOST_SHAPED)
        g_hash_table_remove_all (shaped->layouts);
      layout = new_layout (shaped->contexts[self->style->rtl ? 1 : 0], family, units, bold, width,
                           text);
      g_hash_table_insert (shaped->layouts, g_steal_pointer (&key), layout);
    }
  g_set_object (&self->layout, layout);
}

/* The layout holds one line of a label; returns what it measures. */
static void
set_layout (BwLabeller    *self,
            const BwLabel *label,
            const char    *text,
            gboolean       bold,
            double        *width,
            double        *height)
{
  double size = text_size (self->style, label->size);
  int w, h;

  shape (self, text, size, bold, -1);
  pango_layout_get_size (self->layout, &w, &h);
  /* A width is set on what is too long only: it would push short text to the right in Arabic. */
  if (label->max_width > 0 && w > (label->max_width + ROUNDING) * PANGO_SCALE)
    {
      self->cut = TRUE;
      shape (self, text, size, bold, (int) (label->max_width * PANGO_SCALE));
      pango_layout_get_size (self->layout, &w, &h);
    }
  *width = (double) w / PANGO_SCALE;
  *height = (double) h / PANGO_SCALE;
}

/* Places -------------------------------------------------------------------------------------- */

static gboolean
areas_overlap (const cairo_rectangle_t *a, const cairo_rectangle_t *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

/* Whether a line comes into a rectangle: what is left of it after cutting it at the four edges. */
static gboolean
line_meets (const Line *line, const cairo_rectangle_t *area)
{
  double from = 0, to = 1;
  double dx = line->x1 - line->x0, dy = line->y1 - line->y0;
  double p[4] = { -dx, dx, -dy, dy };
  double q[4] = {
    line->x0 - (area->x - line->reach),
    area->x + area->width + line->reach - line->x0,
    line->y0 - (area->y - line->reach),
    area->y + area->height + line->reach - line->y0,
  };

  for (int i = 0; i < 4; i++)
    {
      if (p[i] == 0)
        {
          if (q[i] < 0)
            return FALSE;
        }
      else if (p[i] < 0)
        {
          from = MAX (from, q[i] / p[i]);
        }
      else
        {
          to = MIN (to, q[i] / p[i]);
        }
    }
  return from <= to;
}

static gboolean
is_free (BwLabeller *self, const cairo_rectangle_t *area)
{
  double room = self->style->font_size * CLEARANCE;
  cairo_rectangle_t wide = { area->x - room, area->y - room / 2, area->width + 2 * room,
                             area->height + room };

  if (area->x < -ROUNDING || area->y < -ROUNDING
      || area->x + area->width > self->width + ROUNDING
      || area->y + area->height > self->height + ROUNDING)
    return FALSE;
  for (guint i = 0; i < self->areas->len; i++)
    {
      if (areas_overlap (&wide, &g_array_index (self->areas, cairo_rectangle_t, i)))
        return FALSE;
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (line_meets (&g_array_index (self->lines, Line, i), &wide))
        return FALSE;
    }
  return TRUE;
}

static void
note (BwLabeller *self, BwLabelRecordKind kind, const cairo_rectangle_t *area, const char *text)
{
  BwLabelRecord record = { kind, *area, .cut = self->cut };

  if (self->style->log == NULL || self->cr == NULL)
    return;
  if (text != NULL)
    g_utf8_strncpy (record.text, text, 11);
  g_array_append_val (self->style->log, record);
}

/* Draws one line of a label with its top left corner at a place. */
static void
show (BwLabeller *self, double x, double y, BwColorRole role)
{
  cairo_move_to (self->cr, x, y);
  bw_chart_style_set_source (self->style, self->cr, role, 1);
  pango_cairo_show_layout (self->cr, self->layout);
  /* Text leaves a point that the next arc would be joined to. */
  cairo_new_path (self->cr);
}

static void
draw_label (BwLabeller *self, const BwLabel *label, const cairo_rectangle_t *area, double across)
{
  double left = area->x + (self->style->rtl ? 0 : label->sample);
  double room = area->width - label->sample;
  double width, height, top = 0;

  cairo_save (self->cr);
  cairo_new_path (self->cr);
  if (label->vertical)
    {
      cairo_translate (self->cr, area->x, area->y + area->height);
      cairo_rotate (self->cr, -G_PI / 2);
      set_layout (self, label, label->text, label->bold, &width, &height);
      show (self, 0, 0, label->role);
      cairo_restore (self->cr);
      return;
    }
  set_layout (self, label, label->text, label->bold, &width, &height);
  show (self, left + (room - width) * across, area->y, label->role);
  if (label->detail != NULL)
    {
      top = height;
      set_layout (self, label, label->detail, FALSE, &width, &height);
      show (self, left + (room - width) * across, area->y + top, BW_COLOR_DIM);
    }
  cairo_restore (self->cr);
}

/**
 * bw_labeller_new:
 * @style: how text looks; borrowed
 * @cr: (nullable): where to draw; without it labels are placed and not drawn
 * @width: of the surface
 * @height: of the surface
 *
 * Returns: (transfer full): a labeller for one drawing
 */
BwLabeller *
bw_labeller_new (const BwChartStyle *style, cairo_t *cr, double width, double height)
{
  BwLabeller *self = g_new0 (BwLabeller, 1);

  self->style = style;
  self->cr = cr;
  self->width = width;
  self->height = height;
  self->areas = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t));
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  return self;
}

/**
 * bw_labeller_measure:
 * @self: a labeller
 * @label: what it says
 * @width: (out) (optional): as it will stand
 * @height: (out) (optional): as it will stand
 */
void
bw_labeller_measure (BwLabeller *self, const BwLabel *label, double *width, double *height)
{
  double w, h;

  self->cut = FALSE;
  set_layout (self, label, label->text, label->bold, &w, &h);
  if (label->detail != NULL)
    {
      double detail_width, detail_height;

      set_layout (self, label, label->detail, FALSE, &detail_width, &detail_height);
      w = MAX (w, detail_width);
      h += detail_height;
    }
  w += label->sample;
  if (width != NULL)
    *width = label->vertical ? h : w;
  if (height != NULL)
    *height = label->vertical ? w : h;
}

/**
 * bw_labeller_line_height:
 * @self: a labeller
 * @size: a size of text
 *
 * Returns: the height of a line
 */
double
bw_labeller_line_height (BwLabeller *self, BwTextSize size)
{
  BwLabel label = { .text = "0", .size = size };
  double height;

  bw_labeller_measure (self, &label, NULL, &height);
  return height;
}

/**
 * bw_labeller_block:
 * @self: a labeller
 * @x: left
 * @y: top
 * @width: of the rectangle
 * @height: of the rectangle
 *
 * Keeps labels off a rectangle.
 */
void
bw_labeller_block (BwLabeller *self, double x, double y, double width, double height)
{
  cairo_rectangle_t area = { x, y, width, height };

  if (!isfinite (x) || !isfinite (y) || !(width >= 0) || !(height >= 0))
    return;
  g_array_append_val (self->areas, area);
  note (self, BW_LABEL_RECORD_AREA, &area, NULL);
}

/**
 * bw_labeller_block_line:
 * @self: a labeller
 * @x0: one end
 * @y0: one end
 * @x1: the other end
 * @y1: the other end
 * @thickness: of the line
 *
 * Keeps labels off a line. One with an end that is not finite is not there.
 */
void
bw_labeller_block_line (BwLabeller *self,
                        double      x0,
                        double      y0,
                        double      x1,
                        double      y1,
                        double      thickness)
{
  Line line = { x0, y0, x1, y1, thickness / 2 };
  cairo_rectangle_t area = { x0, y0, x1 - x0, y1 - y0 };

  if (!isfinite (x0) || !isfinite (y0) || !isfinite (x1) || !isfinite (y1))
    return;
  g_array_append_val (self->lines, line);
  note (self, BW_LABEL_RECORD_LINE, &area, NULL);
}

/**
 * bw_labeller_place:
 * @self: a labeller
 * @label: what it says
 * @spots: (array length=n_spots): where it may stand, the best first
 * @n_spots: how many there are
 * @where: (out) (optional): where it stands; unchanged when it stands nowhere
 *
 * Returns: whether there was room
 */
gboolean
bw_labeller_place (BwLabeller        *self,
                   const BwLabel     *label,
                   const BwLabelSpot *spots,
                   gsize              n_spots,
                   cairo_rectangle_t *where)
{
  double width, height;

  if (label->text == NULL || *label->text == '\0')
    return FALSE;
  bw_labeller_measure (self, label, &width, &height);
  for (gsize i = 0; i < n_spots; i++)
    {
      cairo_rectangle_t area = { spots[i].x - width * spots[i].across,
                                 spots[i].y - height * spots[i].down, width, height };

      if (!is_free (self, &area))
        continue;
      g_array_append_val (self->areas, area);
      note (self, BW_LABEL_RECORD_LABEL, &area, label->text);
      /* Text behind a sample starts right after it, wherever the label as a whole is fixed. */
      if (self->cr != NULL)
        draw_label (self, label, &area,
                    label->sample == 0 ? spots[i].across : self->style->rtl ? 1 : 0);
      if (where != NULL)
        *where = area;
      return TRUE;
    }
  return FALSE;
}

/**
 * bw_labeller_place_near:
 * @self: a labeller
 * @label: what it says
 * @x: the point it belongs to
 * @y: the point it belongs to
 * @distance: from the point
 * @where: (out) (optional): where it stands
 *
 * Tries the places around a point, nearer ones first.
 *
 * Returns: whether there was room
 */
gboolean
bw_labeller_place_near (BwLabeller        *self,
                        const BwLabel     *label,
                        double             x,
                        double             y,
                        double             distance,
                        cairo_rectangle_t *where)
{
  const double steps[] = { 1, 1.7, 2.6 };
  BwLabelSpot spots[G_N_ELEMENTS (steps) * 8];
  gsize n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      double d = distance * steps[i];
      double slant = d * 0.8;

      spots[n++] = (BwLabelSpot) { x, y + d, 0.5, 0 };
      spots[n++] = (BwLabelSpot) { x, y - d, 0.5, 1 };
      spots[n++] = (BwLabelSpot) { x + slant, y - slant, 0, 1 };
      spots[n++] = (BwLabelSpot) { x - slant, y + slant, 1, 0 };
      spots[n++] = (BwLabelSpot) { x + slant, y + slant, 0, 0 };
      spots[n++] = (BwLabelSpot) { x - slant, y - slant, 1, 1 };
      spots[n++] = (BwLabelSpot) { x + d, y, 0, 0.5 };
      spots[n++] = (BwLabelSpot) { x - d, y, 1, 0.5 };
    }
  return bw_labeller_place (self, label, spots, n, where);
}

/**
 * bw_label_sample_area:
 * @style: how it looks
 * @where: a label with room for a sample
 * @line: the height of a line of its text
 * @size: of the sample
 *
 * Returns: the square for the sample, at the leading end of the first line
 */
cairo_rectangle_t
bw_label_sample_area (const BwChartStyle      *style,
                      const cairo_rectangle_t *where,
                      double                   line,
                      double                   size)
{
  double x = style->rtl ? where->x + where->width - size : where->x;

  return (cairo_rectangle_t) { x, where->y + (line - size) / 2, size, size };
}

/**
 * bw_labeller_free:
 * @self: (transfer full): a labeller
 */
void
bw_labeller_free (BwLabeller *self)
{
  g_clear_object (&self->layout);
  g_array_unref (self->areas);
  g_array_unref (self->lines);
  g_free (self);
}
