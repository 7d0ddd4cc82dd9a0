/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-slide-layout.h"

#include <math.h>
#include <pango/pango.h>

#include "export/bw-slide-compose.h"

static const struct {
  const char *word;
  double      width;
  double      height;
} sizes[] = {
  [BW_SLIDE_WIDE] = { "16:9", 960, 540 },
  [BW_SLIDE_CLASSIC] = { "4:3", 720, 540 },
  [BW_SLIDE_A4] = { "a4", 842, 595 },
  [BW_SLIDE_LETTER] = { "letter", 792, 612 },
};

/* The foot of a slide, in points. */
#define FOOT_SIZE 10.5
#define FOOT_HEIGHT 27
#define FOOT_BELOW 20
#define MOST_OF_FOOT 0.5

/* The largest logo: on the cover, and in the corner of the others. */
#define COVER_LOGO_WIDTH 220
#define COVER_LOGO_HEIGHT 72
#define LOGO_WIDTH 110
#define LOGO_HEIGHT 28

static void
box_free (gpointer data)
{
  BwSlideBox *box = data;

  g_clear_pointer (&box->texts, g_array_unref);
  g_free (box);
}

static gboolean
script_is_rtl (GUnicodeScript script)
{
  switch ((int) script)
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_THAANA:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_ADLAM:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
language_is_rtl (const char *language)
{
  const PangoScript *scripts = NULL;
  int n = 0;

  if (language != NULL)
    scripts = pango_language_get_scripts (pango_language_from_string (language), &n);
  return n > 0 && script_is_rtl ((GUnicodeScript) scripts[0]);
}

BwSlideBox *
bw_composer_add (BwComposer *self,
                 BwBoxKind   kind,
                 double      x,
                 double      y,
                 double      width,
                 double      height)
{
  BwSlideBox *box = g_new0 (BwSlideBox, 1);

  box->kind = kind;
  box->area = (cairo_rectangle_t) { x, y, width, height };
  g_ptr_array_add (self->layout->boxes, box);
  return box;
}

BwSlideBox *
bw_composer_add_text (BwComposer *self,
                      BwTextRole  role,
                      double      x,
                      double      y,
                      double      width,
                      double      height)
{
  BwSlideBox *box = bw_composer_add (self, BW_BOX_TEXT, x, y, width, height);

  box->role = role;
  box->texts = bw_slide_texts_new ();
  return box;
}

void
bw_composer_rule (BwComposer *self,
                  double      x,
                  double      y,
                  double      width,
                  double      height,
                  BwColor     color)
{
  bw_composer_add (self, BW_BOX_RULE, x, y, width, height)->color = color;
}

/* The company's colour as text; the plain themes whisper. */
BwColor
bw_composer_accent (const BwComposer *self)
{
  return self->theme->kind == BW_THEME_COMPANY
           ? bw_slide_theme_readable (self->theme, self->theme->accent) : self->theme->dim;
}

/* Sets the texts of a box smaller until they fit it; the box is then as high as they are. */
double
bw_composer_fit (BwComposer *self, BwSlideBox *box, double smallest)
{
  double height = bw_typesetter_fit (&self->type, box->texts, box->area.width, box->area.height,
                                     smallest);

  box->area.height = MIN (height, box->area.height);
  return box->area.height;
}

/* One paragraph, as high as it needs to be within a most; returns the height it takes. */
static double
add_paragraph (BwComposer *self,
               BwTextRole  role,
               const char *text,
               double      size,
               double      least,
               gboolean    bold,
               BwColor     color,
               double      x,
               double      y,
               double      width,
               double      most)
{
  BwSlideBox *box;

  if (text == NULL || *text == '\0')
    return 0;
  box = bw_composer_add_text (self, role, x, y, width, most);
  bw_slide_texts_add (box->texts, text, size, bold, color, 0);
  bw_composer_fit (self, box, least / size);
  if (role == BW_TEXT_ROLE_TITLE && box->area.height > size * 1.5)
    box->area.width = bw_typesetter_balance (&self->type, box->texts, width);
  return box->area.height;
}

/* The theme's logo within a corner; returns its width, 0 without one. */
static double
add_logo (BwComposer *self, double x, double y, double width, double height, gboolean at_end)
{
  const BwSlideTheme *theme = self->theme;
  double factor;
  BwSlideBox *box;

  if (theme->logo == NULL || theme->logo_width <= 0 || theme->logo_height <= 0)
    return 0;
  factor = MIN (width / theme->logo_width, height / theme->logo_height);
  box = bw_composer_add (self, BW_BOX_PICTURE, x, y, theme->logo_width * factor,
                         theme->logo_height * factor);
  if (at_end)
    box->area.x = x + width - box->area.width;
  box->area.y = y + (height - box->area.height) / 2;
  box->logo = TRUE;
  return box->area.width;
}

static void
add_foot_text (BwComposer *self, const char *text, BwTextAlign align, double x, double width)
{
  BwSlideBox *box;

  if (text == NULL || *text == '\0' || width <= 0)
    return;
  box = bw_composer_add_text (self, BW_TEXT_ROLE_FOOTER, x,
                              self->layout->height - FOOT_BELOW - FOOT_HEIGHT, width, FOOT_HEIGHT);
  box->align = align;
  box->down = 1;
  bw_slide_texts_add (box->texts, text, FOOT_SIZE, FALSE, self->theme->dim, 0);
  bw_typesetter_fit (&self->type, box->texts, width, FOOT_HEIGHT, 0.85);
}

/* Footer, source and number beside each other: each on a line of its own length where there is
 * room for all, else the footer keeps its line, if that is not most of it, and the source takes
 * two. */
static void
add_foot (BwComposer *self, guint number, double margin)
{
  const char *footer = self->deck->footer != NULL ? self->deck->footer : "";
  const char *source = self->slide->source != NULL ? self->slide->source : "";
  g_autofree char *count = g_strdup_printf ("%'u", number);
  double digits = bw_typesetter_width (&self->type, count, FOOT_SIZE, FALSE);
  double place = MAX (digits, 18), gap = 24;
  double inner = self->layout->width - 2 * margin, room = inner - place - 2 * gap;
  double left = bw_typesetter_width (&self->type, footer, FOOT_SIZE, FALSE);
  double right = bw_typesetter_width (&self->type, source, FOOT_SIZE, FALSE);

  if (left + right > room)
    {
      left = *source == '\0' ? room : MIN (left, room * MOST_OF_FOOT);
      right = room - left;
    }
  add_foot_text (self, footer, BW_ALIGN_START, margin, left);
  add_foot_text (self, source, BW_ALIGN_END, margin + room + gap - right, right);
  add_foot_text (self, count, BW_ALIGN_END, margin + inner - place, place);
}

static void
compose_content (BwComposer *self, guint number)
{
  const BwSlide *slide = self->slide;
  const BwSlideTheme *theme = self->theme;
  double margin = round (self->layout->width * 0.05), inner = self->layout->width - 2 * margin;
  double y = 33, bottom = self->layout->height - FOOT_BELOW - FOOT_HEIGHT - 12, logo;
  cairo_rectangle_t body;

  if (theme->kind == BW_THEME_COMPANY)
    bw_composer_rule (self, margin, 22, 40, 4, theme->accent);
  logo = add_logo (self, margin + inner - LOGO_WIDTH, 24, LOGO_WIDTH, LOGO_HEIGHT, TRUE);
  add_paragraph (self, BW_TEXT_ROLE_KICKER, slide->kicker, 14, 12, FALSE, theme->dim, margin, y,
                 inner - (logo > 0 ? logo + 20 : 0), 24);
  y += 24;
  y += add_paragraph (self, BW_TEXT_ROLE_TITLE, slide->title, BW_SLIDE_TITLE_SIZE,
                      BW_SLIDE_TITLE_LEAST, TRUE, theme->text, margin, y, inner,
                      self->is_wide ? 84 : 98);
  if (slide->annotation != NULL && *slide->annotation != '\0')
    y += 6 + add_paragraph (self, BW_TEXT_ROLE_BODY, slide->annotation, 16, 13, FALSE,
                            theme->text, margin, y + 6, inner, 42);
  y += 16;
  body = (cairo_rectangle_t) { margin, y, inner, bottom - y };
  bw_composer_body (self, &body);
  add_foot (self, number, margin);
}

/* The paragraphs of a cover are measured first, so that together they stand in the middle. */
static void
compose_cover (BwComposer *self)
{
  const BwSlide *slide = self->slide;
  const BwSlideTheme *theme = self->theme;
  double margin = round (self->layout->width * 0.075), width = self->layout->width;
  double inner = MIN (width - 2 * margin, 780), height = self->layout->height;
  double top = 48 + COVER_LOGO_HEIGHT + 16, bottom = height - 84, y = top, shift;
  guint first;

  if (theme->kind == BW_THEME_COMPANY)
    {
      bw_composer_rule (self, 0, 0, 18, height, theme->accent);
      bw_composer_rule (self, 18, 0, 6, height, theme->second);
    }
  add_logo (self, margin, 48, COVER_LOGO_WIDTH, COVER_LOGO_HEIGHT, FALSE);

  first = self->layout->boxes->len;
  if (theme->kind != BW_THEME_COMPANY)
    {
      bw_composer_rule (self, margin, y, 64, 5, theme->accent);
      y += 22;
    }
  if (slide->kicker != NULL && *slide->kicker != '\0')
    y += 8 + add_paragraph (self, BW_TEXT_ROLE_KICKER, slide->kicker, 18, 14, FALSE,
                            bw_composer_accent (self), margin, y, inner, 44);
  y += add_paragraph (self, BW_TEXT_ROLE_TITLE, slide->title, 46, 24, TRUE, theme->text, margin, y,
                      inner, 172);
  if (slide->annotation != NULL && *slide->annotation != '\0')
    y += 12 + add_paragraph (self, BW_TEXT_ROLE_BODY, slide->annotation, 20, 14, FALSE,
                             theme->text, margin, y + 12, inner, MAX (bottom - y - 12, 26));
  {
    cairo_rectangle_t rest = { margin, y + 14, inner, bottom - y - 14 };

    if (slide->text != NULL && *slide->text != '\0' && rest.height > 20)
      y = rest.y + bw_composer_text (self, &rest, BW_SLIDE_BODY_SIZE);
    rest = (cairo_rectangle_t) { margin, y + 20, inner, bottom - y - 20 };
    if (slide->lists->len > 0 && rest.height > 60)
      y = rest.y + bw_composer_lists (self, &rest);
    else if (slide->missing != NULL && rest.height > 20)
      y = rest.y + add_paragraph (self, BW_TEXT_ROLE_BODY, slide->missing, 18, 14, FALSE,
                                  theme->dim, margin, rest.y, inner, rest.height);
  }
  /* A little above the middle, where the eye takes it for the middle. */
  shift = MAX ((height - 40 - (y - top)) * 0.46, theme->logo != NULL ? top : 60) - top;
  for (guint i = first; i < self->layout->boxes->len; i++)
    ((BwSlideBox *) g_ptr_array_index (self->layout->boxes, i))->area.y += shift;
  add_paragraph (self, BW_TEXT_ROLE_FOOTER, slide->source, 12, 10, FALSE, theme->dim, margin,
                 height - 62, width - 2 * margin, 32);
}

/* The chart in words: what it shows, what it found, and how sure that is. */
static char *
describe_chart (const BwSlide *slide)
{
  const BwFigure *head = slide->series != NULL         ? &slide->series->head
                         : slide->distribution != NULL ? &slide->distribution->head
                         : slide->quadrants != NULL    ? &slide->quadrants->head
                         : slide->tiers != NULL        ? &slide->tiers->head
                                                       : NULL;
  const char *parts[] = {
    slide->kicker,
    head != NULL ? head->title : slide->title,
    slide->series != NULL ? slide->series->detail : head != NULL ? head->subtitle : NULL,
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      if (text->len > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, parts[i]);
    }
  return g_string_free_and_steal (text);
}

/**
 * bw_slide_size_get:
 * @size: a size
 * @width: (out): of it, in points
 * @height: (out): of it, in points
 */
void
bw_slide_size_get (BwSlideSize size, double *width, double *height)
{
  *width = sizes[size].width;
  *height = sizes[size].height;
}

/**
 * bw_slide_size_parse:
 * @word: "16:9", "4:3", "a4" or "letter", in whatever case
 * @size: (out): which it names
 *
 * Returns: whether it names one
 */
gboolean
bw_slide_size_parse (const char *word, BwSlideSize *size)
{
  for (BwSlideSize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      if (g_ascii_strcasecmp (word, sizes[i].word) == 0)
        {
          *size = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bw_slide_layout_new:
 * @deck: whose slide it is
 * @slide: what is said
 * @number: that it bears, from 1
 * @theme: how it looks
 * @size: of the slide
 *
 * Slides begin on the right when the language of the deck is written from there.
 *
 * Returns: (transfer full): where everything stands
 */
BwSlideLayout *
bw_slide_layout_new (const BwDeck       *deck,
                     const BwSlide      *slide,
                     guint               number,
                     const BwSlideTheme *theme,
                     BwSlideSize         size)
{
  BwSlideLayout *layout = g_new0 (BwSlideLayout, 1);
  BwComposer composer = { deck, slide, theme, layout, .is_wide = size == BW_SLIDE_WIDE };

  bw_slide_size_get (size, &layout->width, &layout->height);
  layout->rtl = language_is_rtl (deck->language);
  layout->surface = theme->surface;
  layout->currency = g_intern_string (deck->currency);
  layout->boxes = g_ptr_array_new_with_free_func (box_free);
  if (bw_slide_has_chart (slide) || slide->picture != NULL)
    layout->alternative = describe_chart (slide);
  bw_typesetter_init (&composer.type, theme, layout->rtl);
  if (slide->kind == BW_SLIDE_COVER)
    compose_cover (&composer);
  else
    compose_content (&composer, number);
  bw_typesetter_clear (&composer.type);

  for (guint i = 0; layout->rtl && i < layout->boxes->len; i++)
    {
      BwSlideBox *box = g_ptr_array_index (layout->boxes, i);

      box->area.x = layout->width - box->area.x - box->area.width;
    }
  return layout;
}

/**
 * bw_slide_layout_find:
 * @layout: a layout
 * @kind: of box
 *
 * Returns: (nullable): the first box of the kind that is not the logo
 */
const BwSlideBox *
bw_slide_layout_find (const BwSlideLayout *layout, BwBoxKind kind)
{
  for (guint i = 0; i < layout->boxes->len; i++)
    {
      const BwSlideBox *box = g_ptr_array_index (layout->boxes, i);

      if (box->kind == kind && !box->logo)
        return box;
    }
  return NULL;
}

void
bw_slide_layout_style (const BwSlideLayout *layout,
                       const BwSlideBox    *box,
                       const BwSlideTheme  *theme,
                       BwChartStyle        *style)
{
  bw_slide_theme_style (theme, style);
  style->rtl = layout->rtl;
  style->currency = layout->currency;
  style->font_size = CLAMP (round (sqrt (box->area.width * box->area.height) / 35), 11, 16);
}

gboolean
bw_text_is_rtl (const char *text, gboolean otherwise)
{
  int balance = 0;
  gboolean first = otherwise, is_first = TRUE;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);
      gboolean rtl;

      /* The marks that say so without a letter. */
      if (is_first && (character == 0x200e || character == 0x200f))
        return character == 0x200f;
      if (!g_unichar_isalpha (character))
        continue;
      rtl = script_is_rtl (g_unichar_get_script (character));
      balance += rtl ? 1 : -1;
      if (is_first)
        first = rtl;
      is_first = FALSE;
    }
  return balance != 0 ? balance > 0 : first;
}

/**
 * bw_slide_layout_free:
 * @layout: (transfer full) (nullable): a layout
 */
void
bw_slide_layout_free (BwSlideLayout *layout)
{
  if (layout == NULL)
    return;
  g_ptr_array_unref (layout->boxes);
  g_free (layout->alternative);
  g_free (layout);
}
