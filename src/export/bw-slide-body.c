/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "export/bw-picture.h"
#include "export/bw-slide-compose.h"

/* Room between what stands beside or below each other, in points. */
#define GAP 28

/* Lines longer than this are hard to read on. */
#define LONGEST_LINE 760

/* Takes a strip from the top of an area. */
static void
take_top (cairo_rectangle_t *area, double height)
{
  area->y += height;
  area->height -= height;
}

/* The paragraphs of the slide; returns the height that they take. */
double
bw_composer_text (BwComposer *self, const cairo_rectangle_t *area, double size)
{
  g_auto (GStrv) lines = g_strsplit (self->slide->text, "\n", -1);
  BwSlideBox *box = bw_composer_add_text (self, BW_TEXT_ROLE_BODY, area->x, area->y,
                                          MIN (area->width, LONGEST_LINE), area->height);
  double space = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_strstrip (g_strdup (lines[i]));

      if (*line == '\0')
        {
          space = size * 0.5;
          continue;
        }
      bw_slide_texts_add (box->texts, line, size, FALSE, self->theme->text, size * 0.45 + space);
      space = 0;
    }
  return bw_composer_fit (self, box, BW_SLIDE_BODY_LEAST / size);
}

/* What is said where there is nothing to show: large and calm, beside a rule. */
static double
add_missing (BwComposer *self, const cairo_rectangle_t *area, double size)
{
  double inset = 24;
  guint first = self->layout->boxes->len;
  BwSlideBox *rule, *box;

  bw_composer_rule (self, area->x, area->y, 4, area->height, self->theme->accent);
  box = bw_composer_add_text (self, BW_TEXT_ROLE_BODY, area->x + inset, area->y,
                              MIN (area->width - inset, LONGEST_LINE), area->height);
  bw_slide_texts_add (box->texts, self->slide->missing, size, FALSE, self->theme->text, 0);
  bw_composer_fit (self, box, BW_SLIDE_BODY_LEAST / size);
  rule = g_ptr_array_index (self->layout->boxes, first);
  rule->area.height = box->area.height;
  /* Alone on a slide it stands where the eye goes, a little above the middle. */
  if (size > BW_SLIDE_BODY_SIZE)
    rule->area.y = box->area.y = area->y + (area->height - box->area.height) * 0.36;
  return box->area.height;
}

/* A large number over its label and how it changed. */
static void
add_number_texts (BwComposer *self, BwSlideBox *box, const BwSlideNumber *number, double size)
{
  double label = CLAMP (round (size * 0.36), BW_SLIDE_DETAIL_LEAST, 17);
  BwColor color = self->theme->kind == BW_THEME_COMPANY ? bw_composer_accent (self)
                                                        : self->theme->text;

  bw_slide_texts_add (box->texts, number->value, size, TRUE, color, 0);
  if (number->label != NULL)
    bw_slide_texts_add (box->texts, number->label, label, FALSE, self->theme->text, 0);
  if (number->change != NULL)
    bw_slide_texts_add (box->texts, number->change, MAX (label - 1, BW_SLIDE_DETAIL_LEAST), FALSE,
                        self->theme->dim, 2);
}

/* The numbers in rows of so many columns. All values have one size, in which the longest is on one
 * line. Returns the height that they take. */
double
bw_composer_numbers (BwComposer              *self,
                     const cairo_rectangle_t *area,
                     guint                    columns,
                     double                   size)
{
  GPtrArray *numbers = self->slide->numbers;
  guint rows = (numbers->len + columns - 1) / columns;
  double width = (area->width - GAP * (columns - 1)) / columns, widest = 0, used = 0;
  double height = (area->height - GAP * 0.6 * (rows - 1)) / rows, y = area->y;

  for (guint i = 0; i < numbers->len; i++)
    {
      const BwSlideNumber *number = g_ptr_array_index (numbers, i);
      double needed = bw_typesetter_width (&self->type, number->value, size, TRUE);

      widest = MAX (widest, needed);
    }
  size = MAX (floor (size * MIN (width / widest, 1)), BW_SLIDE_BODY_LEAST);
  for (guint row = 0; row < rows; row++)
    {
      double tallest = 0;

      for (guint i = row * columns; i < MIN ((row + 1) * columns, numbers->len); i++)
        {
          BwSlideBox *box = bw_composer_add_text (self, BW_TEXT_ROLE_NUMBER,
                                                  area->x + i % columns * (width + GAP), y, width,
                                                  height);

          add_number_texts (self, box, g_ptr_array_index (numbers, i), size);
          bw_typesetter_cut (&self->type, box->texts, 0, width, size * 1.5);
          bw_composer_fit (self, box, 1);
          tallest = MAX (tallest, box->area.height);
        }
      y += tallest;
      used = y - area->y;
      y += GAP * 0.6;
    }
  return used;
}

/* Over a chart, whose height counts, they stand in one row of up to four. */
static guint
number_columns (const BwComposer *self, guint most)
{
  guint n = self->slide->numbers->len;

  if (n <= most)
    return n;
  /* As even rows as can be. */
  return (n + (n - 1) / most) / ((n + most - 1) / most);
}

/* The picture as large as it can be in an area, in the middle of it. */
static void
add_picture (BwComposer *self, const cairo_rectangle_t *area)
{
  int width, height;
  double factor;

  if (!bw_picture_png_size (self->slide->picture, &width, &height))
    return;
  factor = MIN (area->width / width, area->height / height);
  bw_composer_add (self, BW_BOX_PICTURE, area->x + (area->width - width * factor) / 2,
                   area->y + (area->height - height * factor) / 2, width * factor,
                   height * factor);
}

/* What stands beside a chart or a picture: text, lists, and what is missing, below each other. */
static void
compose_aside (BwComposer *self, cairo_rectangle_t area)
{
  const BwSlide *slide = self->slide;
  gboolean has_lists = slide->lists->len > 0;

  if (slide->text != NULL && *slide->text != '\0')
    {
      cairo_rectangle_t top = area;

      top.height = has_lists ? area.height * 0.5 : area.height;
      take_top (&area, bw_composer_text (self, &top, BW_SLIDE_BODY_SIZE) + GAP * 0.6);
    }
  if (slide->missing != NULL && area.height > 40)
    {
      cairo_rectangle_t top = area;

      top.height = has_lists ? area.height * 0.5 : area.height;
      take_top (&area, add_missing (self, &top, 18) + GAP * 0.6);
    }
  if (has_lists && area.height > 40)
    bw_composer_lists (self, &area);
}

static gboolean
has_aside (const BwSlide *slide)
{
  return (slide->text != NULL && *slide->text != '\0') || slide->lists->len > 0
         || slide->missing != NULL;
}

/* One chart or picture, large, with its numbers over it or beside it and all else beside it. */
static void
compose_main (BwComposer *self, cairo_rectangle_t area)
{
  const BwSlide *slide = self->slide;
  cairo_rectangle_t aside = area;
  gboolean is_beside = self->is_wide && slide->numbers->len <= 3 && !has_aside (slide);

  aside.width = round (area.width * (is_beside ? 0.2 : 0.34));
  aside.x = area.x + area.width - aside.width;
  if (slide->numbers->len > 0 && is_beside)
    {
      area.width -= aside.width + GAP;
      bw_composer_numbers (self, &aside, 1, 36);
    }
  else if (slide->numbers->len > 0)
    {
      cairo_rectangle_t top = area;

      top.height = slide->numbers->len > 4 ? 120 : 84;
      take_top (&area, bw_composer_numbers (self, &top, number_columns (self, 4), 34) + 12);
      aside.y = area.y;
      aside.height = area.height;
    }
  if (has_aside (slide))
    {
      area.width -= aside.width + GAP;
      compose_aside (self, aside);
    }
  if (bw_slide_has_chart (slide))
    bw_composer_add (self, BW_BOX_CHART, area.x, area.y, area.width, area.height);
  else
    add_picture (self, &area);
}

void
bw_composer_body (BwComposer *self, const cairo_rectangle_t *whole)
{
  const BwSlide *slide = self->slide;
  cairo_rectangle_t area = *whole;
  gboolean has_text = slide->text != NULL && *slide->text != '\0';
  gboolean has_lists = slide->lists->len > 0, has_numbers = slide->numbers->len > 0;

  if (bw_slide_has_chart (slide) || slide->picture != NULL)
    {
      compose_main (self, area);
      return;
    }
  take_top (&area, 6);
  if (has_numbers)
    {
      gboolean is_alone = !has_text && !has_lists && slide->missing == NULL;
      guint columns = number_columns (self, self->is_wide ? 4 : 3);
      cairo_rectangle_t top = area;

      top.height = is_alone ? area.height : MIN (area.height * 0.45, 150);
      take_top (&area, bw_composer_numbers (self, &top, columns, is_alone ? 54 : 40) + GAP);
    }
  if (has_text)
    {
      cairo_rectangle_t top = area;

      top.height = has_lists || slide->missing != NULL ? area.height * 0.45 : area.height;
      take_top (&area, bw_composer_text (self, &top, has_lists ? BW_SLIDE_BODY_SIZE : 24) + GAP);
    }
  if (slide->missing != NULL && area.height > 30)
    {
      cairo_rectangle_t top = area;

      top.height = has_lists ? area.height * 0.4 : area.height;
      take_top (&area, add_missing (self, &top, has_lists || has_text || has_numbers ? 18 : 28)
                         + GAP);
    }
  if (has_lists && area.height > 40)
    bw_composer_lists (self, &area);
}
