/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-typesetter.h"

#include <math.h>
#include <pango/pangocairo.h>

/* Text is set smaller in steps of this factor. */
#define STEP 0.94

/* The longest paragraph, in bytes. */
#define LONGEST 12000

/* What sums of heights may be off by, in points. */
#define ROUNDING 0.01

static PangoContext *
make_context (PangoDirection direction)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  /* Nothing is moved to whole pixels: a slide is the same on a phone, a projector and on paper. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_base_dir (context, direction);
  cairo_font_options_destroy (options);
  return context;
}

/**
 * bw_typesetter_init:
 * @self: (out caller-allocates): the typesetter to set up
 * @theme: whose font is used; borrowed
 * @rtl: whether slides begin on the right
 */
void
bw_typesetter_init (BwTypesetter *self, const BwSlideTheme *theme, gboolean rtl)
{
  *self = (BwTypesetter) {
    .theme = theme,
    .rtl = rtl,
    .contexts = { make_context (PANGO_DIRECTION_LTR), make_context (PANGO_DIRECTION_RTL) },
  };
}

/**
 * bw_typesetter_clear:
 * @self: a typesetter
 *
 * Frees what it holds.
 */
void
bw_typesetter_clear (BwTypesetter *self)
{
  g_clear_object (&self->contexts[0]);
  g_clear_object (&self->contexts[1]);
}

/* Breaks within a paragraph become spaces; what has no look at all is left out, and so is what no
 * slide could hold. */
static char *
make_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_sized_new (strlen (valid));

  for (const char *c = valid; *c != '\0' && line->len < LONGEST; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character == '\t' || character == '\n' || character == '\r' || character == 0x2028
          || character == 0x2029)
        g_string_append_c (line, ' ');
      else if (!g_unichar_iscntrl (character))
        g_string_append_unichar (line, character);
    }
  return g_string_free_and_steal (line);
}

static void
clear_text (gpointer data)
{
  g_free (((BwSlideText *) data)->text);
}

/**
 * bw_slide_texts_new:
 *
 * Returns: (transfer full) (element-type BwSlideText): no paragraph yet
 */
GArray *
bw_slide_texts_new (void)
{
  GArray *texts = g_array_new (FALSE, TRUE, sizeof (BwSlideText));

  g_array_set_clear_func (texts, clear_text);
  return texts;
}

/**
 * bw_slide_texts_add:
 * @texts: (element-type BwSlideText): paragraphs
 * @text: what the next one says
 * @size: in points
 * @bold: whether it is
 * @color: its colour
 * @space_before: room above it, in points
 */
void
bw_slide_texts_add (GArray     *texts,
                    const char *text,
                    double      size,
                    gboolean    bold,
                    BwColor     color,
                    double      space_before)
{
  BwSlideText added = {
    .text = make_line (text),
    .size = size,
    .bold = bold,
    .color = color,
    .space_before = space_before,
  };

  g_array_append_val (texts, added);
}

/* How many texts are of the paragraph that begins with one. */
static guint
count_runs (const GArray *texts, guint first)
{
  guint n = 1;

  while (first + n < texts->len && g_array_index (texts, BwSlideText, first + n).continues)
    n++;
  return n;
}

static void
add_run (PangoAttrList *attributes, const BwSlideText *run, guint from, guint to)
{
  PangoAttribute *list[] = {
    pango_attr_size_new_absolute ((int) lround (run->size * PANGO_SCALE)),
    pango_attr_weight_new (run->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL),
    pango_attr_foreground_new ((guint16) lround (run->color.red * 65535),
                               (guint16) lround (run->color.green * 65535),
                               (guint16) lround (run->color.blue * 65535)),
  };

  for (guint i = 0; i < G_N_ELEMENTS (list); i++)
    {
      list[i]->start_index = from;
      list[i]->end_index = to;
      pango_attr_list_insert (attributes, list[i]);
    }
}

/* A paragraph as long as it is, or wrapped to a width over 0. */
static PangoLayout *
set_paragraph (BwTypesetter *self, const GArray *texts, guint first, guint n, BwTextAlign align,
               double width)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  PangoLayout *layout;
  gboolean at_left;

  for (guint i = first; i < first + n; i++)
    {
      const BwSlideText *run = &g_array_index (texts, BwSlideText, i);
      gsize from = text->len;

      g_string_append (text, run->text);
      add_run (attributes, run, from, text->len);
    }
  layout = pango_layout_new (self->contexts[bw_text_is_rtl (text->str, self->rtl)]);
  pango_font_description_set_family (font, self->theme->font_family);
  pango_font_description_set_absolute_size (
    font, g_array_index (texts, BwSlideText, first).size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  at_left = (align == BW_ALIGN_START) != self->rtl;
  pango_layout_set_alignment (layout, align == BW_ALIGN_CENTER ? PANGO_ALIGN_CENTER
                                      : at_left                ? PANGO_ALIGN_LEFT
                                                               : PANGO_ALIGN_RIGHT);
  if (width > 0)
    {
      pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }
  pango_layout_set_text (layout, text->str, (int) text->len);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}

static void
clear_paragraph (gpointer data)
{
  g_object_unref (((BwParagraph *) data)->layout);
}

/**
 * bw_typesetter_set:
 * @self: a typesetter
 * @texts: (element-type BwSlideText): paragraphs
 * @align: where their lines stand
 * @width: of the lines, in points
 * @height: (out): of them all
 *
 * Returns: (transfer full) (element-type BwParagraph): the paragraphs below each other, from 0
 */
GArray *
bw_typesetter_set (BwTypesetter *self,
                   const GArray *texts,
                   BwTextAlign   align,
                   double        width,
                   double       *height)
{
  GArray *paragraphs = g_array_new (FALSE, TRUE, sizeof (BwParagraph));
  double y = 0;

  g_array_set_clear_func (paragraphs, clear_paragraph);
  for (guint i = 0; i < texts->len;)
    {
      BwParagraph paragraph = { .first = i, .n = count_runs (texts, i) };
      int tall;

      paragraph.layout = set_paragraph (self, texts, i, paragraph.n, align, width);
      pango_layout_get_size (paragraph.layout, NULL, &tall);
      paragraph.y = y + (i > 0 ? g_array_index (texts, BwSlideText, i).space_before : 0);
      paragraph.height = (double) tall / PANGO_SCALE;
      y = paragraph.y + paragraph.height;
      g_array_append_val (paragraphs, paragraph);
      i += paragraph.n;
    }
  *height = y;
  return paragraphs;
}

/**
 * bw_typesetter_height:
 * @self: a typesetter
 * @texts: (element-type BwSlideText): paragraphs
 * @width: of the lines, in points
 *
 * Returns: the height of them all, in points
 */
double
bw_typesetter_height (BwTypesetter *self, const GArray *texts, double width)
{
  double height;

  g_array_unref (bw_typesetter_set (self, texts, BW_ALIGN_START, width, &height));
  return height;
}

/**
 * bw_typesetter_width:
 * @self: a typesetter
 * @text: one line
 * @size: in points
 * @bold: whether it is
 *
 * Returns: how long it is, in points, rounded up so that it fits
 */
double
bw_typesetter_width (BwTypesetter *self, const char *text, double size, gboolean bold)
{
  g_autoptr (GArray) texts = bw_slide_texts_new ();
  g_autoptr (PangoLayout) layout = NULL;
  int width;

  bw_slide_texts_add (texts, text, size, bold, self->theme->text, 0);
  layout = set_paragraph (self, texts, 0, 1, BW_ALIGN_START, 0);
  pango_layout_get_size (layout, &width, NULL);
  return ceil ((double) width / PANGO_SCALE + 0.5);
}

static double
paragraph_height (BwTypesetter *self, const GArray *texts, guint first, double width)
{
  g_autoptr (PangoLayout) layout
    = set_paragraph (self, texts, first, count_runs (texts, first), BW_ALIGN_START, width);
  int height;

  pango_layout_get_size (layout, NULL, &height);
  return (double) height / PANGO_SCALE;
}

/* From which character to which the last line runs that is not below a height. */
static void
find_last_line (PangoLayout *layout, double height, glong *from, glong *to)
{
  const char *text = pango_layout_get_text (layout);
  PangoLayoutIter *iter = pango_layout_get_iter (layout);

  *from = *to = 0;
  do
    {
      PangoLayoutLine *line = pango_layout_iter_get_line_readonly (iter);
      int top, bottom;

      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      if ((double) bottom / PANGO_SCALE > height + ROUNDING)
        break;
      *from = g_utf8_pointer_to_offset (text, text + pango_layout_line_get_start_index (line));
      *to = *from + g_utf8_strlen (text + pango_layout_line_get_start_index (line),
                                   pango_layout_line_get_length (line));
    }
  while (pango_layout_iter_next_line (iter));
  pango_layout_iter_free (iter);
}

/* Sets the text to its first characters, up to where a reader sees one end, and an ellipsis. */
static void
set_head (BwSlideText *run, const char *whole, const PangoLogAttr *breaks, glong length)
{
  g_autofree char *head = NULL;

  while (length > 0 && !breaks[length].is_cursor_position)
    length--;
  head = g_utf8_substring (whole, 0, length);
  g_free (run->text);
  run->text = g_strconcat (g_strchomp (head), "…", NULL);
}

/**
 * bw_typesetter_cut:
 * @self: a typesetter
 * @texts: (element-type BwSlideText): paragraphs
 * @first: the text that one of them begins with
 * @width: of its lines, in points
 * @height: what it may take, in points
 *
 * Cuts a paragraph with an ellipsis, between characters as a reader sees them, if it is higher.
 *
 * Returns: whether it was cut
 */
gboolean
bw_typesetter_cut (BwTypesetter *self, GArray *texts, guint first, double width, double height)
{
  guint n = count_runs (texts, first);
  BwSlideText *run = &g_array_index (texts, BwSlideText, first + n - 1);
  g_autoptr (PangoLayout) layout = set_paragraph (self, texts, first, n, BW_ALIGN_START, width);
  g_autofree char *whole = NULL;
  g_autofree PangoLogAttr *breaks = NULL;
  glong length, before, low, high;
  int tall;

  pango_layout_get_size (layout, NULL, &tall);
  if ((double) tall / PANGO_SCALE <= height + ROUNDING)
    return FALSE;
  whole = g_steal_pointer (&run->text);
  length = g_utf8_strlen (whole, -1);
  /* What comes before the text that is cut, in the same paragraph. */
  before = g_utf8_strlen (pango_layout_get_text (layout), -1) - length;
  breaks = g_new0 (PangoLogAttr, length + 1);
  pango_get_log_attrs (whole, -1, -1, pango_language_get_default (), breaks, (int) length + 1);
  find_last_line (layout, height, &low, &high);
  low = CLAMP (low - before, 0, length);
  high = CLAMP (high - before + 1, low + 1, length + 1);
  while (low + 1 < high)
    {
      glong middle = (low + high) / 2;

      set_head (run, whole, breaks, middle);
      if (paragraph_height (self, texts, first, width) <= height + ROUNDING)
        low = middle;
      else
        high = middle;
    }
  set_head (run, whole, breaks, low);
  return TRUE;
}

/* Sizes are half points: fonts are found and glyphs measured for each size anew. */
static void
scale (GArray *texts, const GArray *whole, double share)
{
  for (guint i = 0; i < texts->len; i++)
    {
      const BwSlideText *as_given = &g_array_index (whole, BwSlideText, i);
      BwSlideText *text = &g_array_index (texts, BwSlideText, i);

      text->size = floor (as_given->size * share * 2 + 1e-6) / 2;
      text->space_before = as_given->space_before * share;
    }
}

/* Takes away the paragraphs that do not fit, and cuts the last that does in part. */
static void
cut_to_height (BwTypesetter *self, GArray *texts, double width, double height)
{
  double total;
  g_autoptr (GArray) paragraphs = bw_typesetter_set (self, texts, BW_ALIGN_START, width, &total);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      const BwParagraph *paragraph = &g_array_index (paragraphs, BwParagraph, i);
      const BwParagraph *next = i + 1 < paragraphs->len
                                  ? &g_array_index (paragraphs, BwParagraph, i + 1) : NULL;
      const BwSlideText *follower
        = next != NULL ? &g_array_index (texts, BwSlideText, next->first) : NULL;
      gboolean is_last = next == NULL;

      /* The next one needs a line of its own to be cut on. */
      if (next != NULL)
        is_last = next->y + MIN (next->height, follower->size * 1.4) > height + ROUNDING;
      if (!is_last)
        continue;
      if (next != NULL)
        {
          BwSlideText *run = &g_array_index (texts, BwSlideText, next->first - 1);
          char *cut = g_strconcat (run->text, g_str_has_suffix (run->text, "…") ? "" : " …", NULL);

          g_array_set_size (texts, next->first);
          g_free (run->text);
          run->text = cut;
        }
      bw_typesetter_cut (self, texts, paragraph->first, width, height - paragraph->y);
      return;
    }
}

/**
 * bw_typesetter_fit:
 * @self: a typesetter
 * @texts: (element-type BwSlideText): paragraphs
 * @width: of their lines, in points
 * @height: that they may take, in points
 * @smallest: the smallest that they may get, as a share of their size
 *
 * Sets paragraphs smaller until they fit, and cuts what is too long even so.
 *
 * Returns: the height that they take; more than @height only where that is less than a line
 */
double
bw_typesetter_fit (BwTypesetter *self,
                   GArray       *texts,
                   double        width,
                   double        height,
                   double        smallest)
{
  double share = 1, needed = bw_typesetter_height (self, texts, width);
  /* Borrows the texts for their sizes. */
  g_autoptr (GArray) whole = g_array_new (FALSE, FALSE, sizeof (BwSlideText));

  g_array_append_vals (whole, texts->data, texts->len);
  while (needed > height + ROUNDING && share > smallest + 1e-6)
    {
      /* The height goes with the square of the size: far off, it is not gone down step by step. */
      double factor = MIN (STEP, sqrt (height / needed) * 1.06);

      share = MAX (share * factor, smallest);
      scale (texts, whole, share);
      needed = bw_typesetter_height (self, texts, width);
    }
  if (needed > height + ROUNDING)
    {
      cut_to_height (self, texts, width, height);
      needed = bw_typesetter_height (self, texts, width);
    }
  return needed;
}

/**
 * bw_typesetter_balance:
 * @self: a typesetter
 * @texts: (element-type BwSlideText): paragraphs that fit
 * @width: of their lines, in points
 *
 * Returns: the least width in which they are no higher, so that no word is left alone on a line;
 *   with a little to spare for a program that sets the same text in another font
 */
double
bw_typesetter_balance (BwTypesetter *self, const GArray *texts, double width)
{
  double height = bw_typesetter_height (self, texts, width), low = width * 0.5, high = width;

  while (high - low > 8)
    {
      double middle = (low + high) / 2;

      if (bw_typesetter_height (self, texts, middle) <= height + ROUNDING)
        high = middle;
      else
        low = middle;
    }
  return MIN (high * 1.03, width);
}

/**
 * bw_typesetter_draw:
 * @paragraph: what bw_typesetter_set() made
 * @x: the left of the box
 * @y: where its first paragraph begins
 * @cr: where to draw
 */
void
bw_typesetter_draw (const BwParagraph *paragraph,
                    double             x,
                    double             y,
                    cairo_t           *cr)
{
  cairo_move_to (cr, x, y + paragraph->y);
  pango_cairo_show_layout (cr, paragraph->layout);
  cairo_new_path (cr);
}
