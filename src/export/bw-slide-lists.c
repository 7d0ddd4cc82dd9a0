/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-slide-compose.h"

/* Columns beside each other, and how far apart. */
#define MOST_COLUMNS 3
#define GAP 32

/* A single list flows into more columns as long as each is so wide. */
#define LEAST_COLUMN 230

/* Several lists stand beside each other as long as each is so wide, else below each other. */
#define LEAST_OF_MANY 150

/* No entry takes more lines, so that one does not push out all others. */
#define MOST_TEXT_LINES 3
#define MOST_DETAIL_LINES 2

/* A part of a list that stands in one column: its entries from @first on. */
typedef struct {
  const BwSlideList *list;
  guint              first;
  guint              n;
} Column;

static const BwSlideLine *
column_line (const Column *column, guint i)
{
  return g_ptr_array_index (column->list->lines, column->first + i);
}

static double
body_size (double scale)
{
  return MAX (BW_SLIDE_BODY_SIZE * scale, BW_SLIDE_BODY_LEAST);
}

static double
detail_size (double scale)
{
  return MAX (BW_SLIDE_DETAIL_SIZE * scale, BW_SLIDE_DETAIL_LEAST);
}

/* An entry: its mark, what it says, and a second line. */
static void
add_entry (BwComposer *self, GArray *texts, const BwSlideLine *line, double scale, double width)
{
  double size = body_size (scale), detail = detail_size (scale);
  guint first = texts->len;

  if (line->mark != NULL && *line->mark != '\0')
    {
      /* Two spaces part a word that is set before the entry from it. */
      g_autofree char *mark = g_strconcat (line->mark, "\302\240 ", NULL);

      bw_slide_texts_add (texts, mark, detail, TRUE, bw_composer_accent (self), size * 0.55);
    }
  bw_slide_texts_add (texts, line->text != NULL ? line->text : "", size, FALSE, self->theme->text,
                      size * 0.55);
  g_array_index (texts, BwSlideText, texts->len - 1).continues = texts->len - first > 1;
  bw_typesetter_cut (&self->type, texts, first, width, size * 1.3 * MOST_TEXT_LINES);
  if (line->detail == NULL || *line->detail == '\0')
    return;
  first = texts->len;
  bw_slide_texts_add (texts, line->detail, detail, FALSE, self->theme->dim, 1);
  g_array_index (texts, BwSlideText, first).is_detail = TRUE;
  bw_typesetter_cut (&self->type, texts, first, width, detail * 1.3 * MOST_DETAIL_LINES);
}

/* The entries of a column; with @shown less than there are, the last line says how many more. */
static GArray *
column_texts (BwComposer *self, const Column *column, guint shown, double scale, double width)
{
  GArray *texts = bw_slide_texts_new ();

  for (guint i = 0; i < MIN (shown, column->n); i++)
    add_entry (self, texts, column_line (column, i), scale, width);
  if (shown < column->n)
    {
      guint more = column->n - shown;
      /* Translators: the end of a list on a slide that has no room for all of it. */
      g_autofree char *text = g_strdup_printf (ngettext ("and %'u more", "and %'u more", more),
                                               more);

      bw_slide_texts_add (texts, text, detail_size (scale), FALSE, self->theme->dim,
                          body_size (scale) * 0.55);
    }
  return texts;
}

/* As many entries as fit, by halves: the height grows with each of them. */
static GArray *
fit_column (BwComposer *self, const Column *column, double scale, double width, double height)
{
  GArray *texts = column_texts (self, column, column->n, scale, width);
  guint low = 0, high = column->n;

  if (bw_typesetter_height (&self->type, texts, width) <= height)
    return texts;
  while (low + 1 < high)
    {
      guint middle = (low + high) / 2;

      g_array_unref (texts);
      texts = column_texts (self, column, middle, scale, width);
      if (bw_typesetter_height (&self->type, texts, width) <= height)
        low = middle;
      else
        high = middle;
    }
  g_array_unref (texts);
  return column_texts (self, column, low, scale, width);
}

/* The height of a heading with the rule below it, the same in all columns; 0 where none has one. */
static double
heading_height (BwComposer *self, const Column *columns, guint n, double width)
{
  double tallest = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GArray) texts = bw_slide_texts_new ();

      if (columns[i].list->title == NULL || columns[i].first > 0)
        continue;
      bw_slide_texts_add (texts, columns[i].list->title, BW_SLIDE_HEADING_SIZE, TRUE,
                          self->theme->dim, 0);
      bw_typesetter_cut (&self->type, texts, 0, width, BW_SLIDE_HEADING_SIZE * 1.3 * 2);
      tallest = MAX (tallest, bw_typesetter_height (&self->type, texts, width));
    }
  return tallest;
}

/* The largest size in which every entry of every column stands, or the smallest there is. */
static double
find_scale (BwComposer *self, const Column *columns, guint n, double width, double height)
{
  double smallest = (double) BW_SLIDE_BODY_LEAST / BW_SLIDE_BODY_SIZE, scale = 1;

  for (guint i = 0; i < n && scale > smallest; i++)
    {
      for (;;)
        {
          g_autoptr (GArray) texts = column_texts (self, &columns[i], columns[i].n, scale, width);
          double needed = bw_typesetter_height (&self->type, texts, width);

          if (needed <= height || scale <= smallest)
            break;
          scale = MAX (scale * MIN (0.92, sqrt (height / needed) * 1.05), smallest);
        }
    }
  return scale;
}

/* One list in as few columns as hold it at nearly full size, else in as many as can be. */
static guint
flow (BwComposer *self, const BwSlideList *list, const cairo_rectangle_t *area, Column *columns)
{
  guint most = CLAMP ((guint) ((area->width + GAP) / (LEAST_COLUMN + GAP)), 1, MOST_COLUMNS);
  guint n = 1, lines = list->lines->len;

  for (;; n++)
    {
      guint each = (lines + n - 1) / n;
      double width = (area->width - GAP * (n - 1)) / n, heading;

      for (guint i = 0; i < n; i++)
        columns[i] = (Column) { list, MIN (i * each, lines),
                                MIN (each, lines - MIN (i * each, lines)) };
      heading = heading_height (self, columns, 1, area->width);
      if (n >= most || n >= lines
          || find_scale (self, columns, n, width, area->height - heading - 12) > 0.9)
        break;
    }
  return n;
}

/* A list that is too long for its columns fills one after the other, so that what there is no room
 * for is said once, at the end of the last. */
static void
refill (BwComposer *self, Column *columns, guint n, double scale, double width, double height)
{
  guint first = 0, lines = columns[0].list->lines->len;

  for (guint i = 0; i < n; i++)
    {
      columns[i].first = first;
      columns[i].n = lines - first;
      while (i + 1 < n && columns[i].n > 1)
        {
          g_autoptr (GArray) texts = column_texts (self, &columns[i], columns[i].n, scale, width);

          if (bw_typesetter_height (&self->type, texts, width) <= height)
            break;
          columns[i].n--;
        }
      first += columns[i].n;
    }
}

/* The headings and columns; returns the height that they take. */
static double
add_columns (BwComposer *self, Column *columns, guint n, const cairo_rectangle_t *area)
{
  double width = (area->width - GAP * (n - 1)) / n, tallest = 0;
  gboolean is_one = n > 1 && columns[1].first > 0;
  double heading_width = is_one ? area->width : width;
  double heading = heading_height (self, columns, n, heading_width);
  double top = heading > 0 ? heading + 15 : 0;
  double scale = find_scale (self, columns, n, width, area->height - top);

  if (is_one)
    refill (self, columns, n, scale, width, area->height - top);
  for (guint i = 0; i < n; i++)
    {
      double x = area->x + i * (width + GAP);
      BwSlideBox *box;
      double height;

      if (columns[i].list->title != NULL && columns[i].first == 0)
        {
          box = bw_composer_add_text (self, BW_TEXT_ROLE_HEADING, x, area->y, heading_width,
                                      heading);
          box->down = 1;
          bw_slide_texts_add (box->texts, columns[i].list->title, BW_SLIDE_HEADING_SIZE, TRUE,
                              bw_composer_accent (self), 0);
          bw_typesetter_cut (&self->type, box->texts, 0, heading_width,
                             BW_SLIDE_HEADING_SIZE * 1.3 * 2);
          bw_composer_rule (self, x, area->y + heading + 5, heading_width, 1,
                            bw_slide_theme_hairline (self->theme));
        }
      if (columns[i].n == 0)
        continue;
      box = bw_composer_add_text (self, BW_TEXT_ROLE_LIST, x, area->y + top, width,
                                  area->height - top);
      g_array_unref (box->texts);
      box->texts = fit_column (self, &columns[i], scale, width, area->height - top);
      height = bw_typesetter_height (&self->type, box->texts, width);
      box->area.height = MIN (height, box->area.height);
      tallest = MAX (tallest, height);
    }
  return top + tallest;
}

double
bw_composer_lists (BwComposer *self, const cairo_rectangle_t *area)
{
  GPtrArray *lists = self->slide->lists;
  Column columns[MOST_COLUMNS];
  cairo_rectangle_t row = *area;
  guint most = CLAMP ((guint) ((area->width + GAP) / (LEAST_OF_MANY + GAP)), 1, MOST_COLUMNS);
  guint rows = (lists->len + most - 1) / most;
  double used = 0;

  if (lists->len == 1)
    {
      guint n = flow (self, g_ptr_array_index (lists, 0), area, columns);

      return add_columns (self, columns, n, area);
    }
  row.height = (area->height - GAP * 0.6 * (rows - 1)) / rows;
  for (guint i = 0; i < lists->len; i += most)
    {
      guint n = MIN (lists->len - i, most);

      for (guint k = 0; k < n; k++)
        {
          const BwSlideList *list = g_ptr_array_index (lists, i + k);

          columns[k] = (Column) { list, 0, list->lines->len };
        }
      used = row.y - area->y + add_columns (self, columns, n, &row);
      row.y += row.height + GAP * 0.6;
    }
  return used;
}
