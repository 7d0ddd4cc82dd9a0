/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>

#include "export/bw-slide-compose.h"

/* Columns beside each other, and how far apart. */
#define MOST_COLUMNS 3
#define GAP 32

/* The height of a line, and the room above an entry, as shares of the size of text. */
#define LINE 1.3
#define ENTRY_SPACE 0.55

/* A single list flows into more columns as long as each is so wide. */
#define LEAST_COLUMN 230

/* Several lists stand beside each other as long as each is so wide, else below each other. */
#define LEAST_OF_MANY 150

/* No entry takes more lines, so that one does not push out all others. */
#define MOST_TEXT_LINES 3
#define MOST_DETAIL_LINES 2

/* The sizes that are tried, as shares of the usual one: a short list is set larger, to be read from
 * the end of the table; the last is the smallest there is. */
static const double scales[] = { 1.3, 1.15, 1, 0.92, 0.85, 0.77, 0.7 };

/* The size of a list that is whole at none, as an index of them. */
#define SCALE_OF_CUT 4

/* An entry as it is set. */
typedef struct {
  GArray *texts;  /* (element-type BwSlideText) */
  double  height;
} Entry;

/* A list as it is set: the texts of each of its columns. */
typedef struct {
  GArray  *columns[MOST_COLUMNS]; /* (element-type BwSlideText) */
  guint    n;
  gboolean fits;
} Setting;

static void
entry_clear (gpointer data)
{
  g_array_unref (((Entry *) data)->texts);
}

static void
setting_clear (Setting *setting)
{
  for (guint i = 0; i < setting->n; i++)
    g_clear_pointer (&setting->columns[i], g_array_unref);
}

static double
body_size (double scale)
{
  return MAX (floor (BW_SLIDE_BODY_SIZE * scale * 2) / 2, BW_SLIDE_BODY_LEAST);
}

static double
detail_size (double scale)
{
  return MAX (floor (BW_SLIDE_DETAIL_SIZE * scale * 2) / 2, BW_SLIDE_DETAIL_LEAST);
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

      bw_slide_texts_add (texts, mark, detail, TRUE,
                          bw_slide_theme_readable (self->theme, self->theme->accent),
                          size * ENTRY_SPACE);
    }
  bw_slide_texts_add (texts, line->text != NULL ? line->text : "", size, FALSE, self->theme->text,
                      size * ENTRY_SPACE);
  g_array_index (texts, BwSlideText, texts->len - 1).continues = texts->len - first > 1;
  bw_typesetter_cut (&self->type, texts, first, width, size * LINE * MOST_TEXT_LINES);
  if (line->detail == NULL || *line->detail == '\0')
    return;
  first = texts->len;
  bw_slide_texts_add (texts, line->detail, detail, FALSE, self->theme->dim, 1);
  g_array_index (texts, BwSlideText, first).is_detail = TRUE;
  bw_typesetter_cut (&self->type, texts, first, width, detail * LINE * MOST_DETAIL_LINES);
}

/* The entries from the first on, until they would not fit a room that is so high. */
static GArray *
make_entries (BwComposer *self, const BwSlideList *list, double scale, double width, double room)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  double height = 0;

  g_array_set_clear_func (entries, entry_clear);
  for (guint i = 0; i < list->lines->len && height <= room; i++)
    {
      Entry entry = { bw_slide_texts_new (), 0 };

      add_entry (self, entry.texts, g_ptr_array_index (list->lines, i), scale, width);
      entry.height = bw_typesetter_height (&self->type, entry.texts, width);
      height += entry.height;
      g_array_append_val (entries, entry);
    }
  return entries;
}

/* The height of some entries below each other. */
static double
stack_height (const GArray *entries, guint first, guint n, double scale)
{
  double height = 0;

  for (guint i = first; i < first + n; i++)
    height += g_array_index (entries, Entry, i).height
              + (i > first ? body_size (scale) * ENTRY_SPACE : 0);
  return height;
}

/* How many entries from one on stand in a column. */
static guint
count_fitting (const GArray *entries, guint first, double scale, double height)
{
  guint n = 0;

  while (first + n < entries->len && stack_height (entries, first, n + 1, scale) <= height)
    n++;
  return n;
}

/* Moves the texts of some entries into a column. */
static void
move_entries (GArray *column, const GArray *entries, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      GArray *texts = g_array_index (entries, Entry, i).texts;

      for (guint k = 0; k < texts->len; k++)
        {
          BwSlideText *text = &g_array_index (texts, BwSlideText, k);

          g_array_append_val (column, *text);
          text->text = NULL;
        }
    }
}

static void
add_more (BwComposer *self, GArray *column, guint more, double scale)
{
  /* Translators: the end of a list on a slide that has no room for all of it. */
  g_autofree char *text = g_strdup_printf (ngettext ("and %'u more", "and %'u more", more), more);

  bw_slide_texts_add (column, text, detail_size (scale), FALSE, self->theme->dim,
                      body_size (scale) * ENTRY_SPACE);
}

/* Sets a list in columns: evenly where it fits, else one after the other; what there is no room
 * for even so is said once, at the end of the last. */
static Setting
set_list (BwComposer        *self,
          const BwSlideList *list,
          guint              n_columns,
          double             scale,
          double             width,
          double             height)
{
  Setting setting = { .n = n_columns, .fits = TRUE };
  g_autoptr (GArray) entries = make_entries (self, list, scale, width, height * n_columns);
  guint lines = list->lines->len, each = (lines + n_columns - 1) / n_columns, first = 0;
  double more = detail_size (scale) * 1.3 + body_size (scale) * ENTRY_SPACE;
  gboolean is_even = entries->len == lines;

  for (guint i = 0; is_even && i < n_columns; i++)
    {
      guint from = MIN (i * each, lines);

      is_even = stack_height (entries, from, MIN (each, lines - from), scale) <= height;
    }
  for (guint i = 0; i < n_columns; i++)
    {
      guint n = is_even ? MIN (each, lines - MIN (first, lines))
                        : count_fitting (entries, first, scale, height);

      setting.columns[i] = bw_slide_texts_new ();
      if (i + 1 == n_columns && first + n < lines)
        {
          setting.fits = FALSE;
          n = count_fitting (entries, first, scale, height - more);
        }
      move_entries (setting.columns[i], entries, first, n);
      first += n;
    }
  if (!setting.fits)
    add_more (self, setting.columns[n_columns - 1], lines - first, scale);
  return setting;
}

/* The height of the headings, the same in all columns; 0 where no list has one. */
static double
heading_height (BwComposer *self, GPtrArray *lists, guint first, guint n, double width)
{
  double tallest = 0, height;

  for (guint i = first; i < first + n; i++)
    {
      const BwSlideList *list = g_ptr_array_index (lists, i);
      g_autoptr (GArray) texts = bw_slide_texts_new ();

      if (list->title == NULL || *list->title == '\0')
        continue;
      bw_slide_texts_add (texts, list->title, BW_SLIDE_HEADING_SIZE, TRUE, self->theme->dim, 0);
      bw_typesetter_cut (&self->type, texts, 0, width, BW_SLIDE_HEADING_SIZE * LINE * 2);
      height = bw_typesetter_height (&self->type, texts, width);
      tallest = MAX (tallest, height);
    }
  return tallest;
}

static void
add_heading (BwComposer *self, const char *title, double x, double y, double width, double height)
{
  BwSlideBox *box;

  if (title == NULL || *title == '\0')
    return;
  box = bw_composer_add_text (self, BW_TEXT_ROLE_HEADING, x, y, width, height);
  box->down = 1;
  bw_slide_texts_add (box->texts, title, BW_SLIDE_HEADING_SIZE, TRUE, bw_composer_accent (self), 0);
  bw_typesetter_cut (&self->type, box->texts, 0, width, BW_SLIDE_HEADING_SIZE * LINE * 2);
  bw_composer_rule (self, x, y + height + 5, width, 1, bw_slide_theme_hairline (self->theme));
}

/* The boxes of a list that is set; returns the height of the highest. */
static double
add_setting (BwComposer *self, Setting *setting, double x, double y, double width, double height)
{
  double tallest = 0;

  for (guint i = 0; i < setting->n; i++)
    {
      BwSlideBox *box;
      double needed = bw_typesetter_height (&self->type, setting->columns[i], width);

      if (setting->columns[i]->len == 0)
        continue;
      box = bw_composer_add_text (self, BW_TEXT_ROLE_LIST, x + i * (width + GAP), y, width,
                                  MIN (needed, height));
      g_array_unref (box->texts);
      box->texts = g_steal_pointer (&setting->columns[i]);
      tallest = MAX (tallest, needed);
    }
  return tallest;
}

/* One list, in as few columns as hold it at nearly full size, else in as many as can be. */
static double
add_single (BwComposer *self, const cairo_rectangle_t *area)
{
  const BwSlideList *list = g_ptr_array_index (self->slide->lists, 0);
  guint most = CLAMP ((guint) ((area->width + GAP) / (LEAST_COLUMN + GAP)), 1, MOST_COLUMNS);
  double heading = heading_height (self, self->slide->lists, 0, 1, area->width);
  double top = heading > 0 ? heading + 15 : 0, height = area->height - top;

  add_heading (self, list->title, area->x, area->y, area->width, heading);
  for (guint n = 1;; n++)
    {
      double width = (area->width - GAP * (n - 1)) / n;
      gboolean is_last = n == most || n >= list->lines->len;

      for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
        {
          Setting setting = set_list (self, list, n, scales[i], width, height);

          if (setting.fits || (is_last && i + 1 == G_N_ELEMENTS (scales)))
            {
              top += add_setting (self, &setting, area->x, area->y + top, width, height);
              setting_clear (&setting);
              return top;
            }
          setting_clear (&setting);
          /* More columns rather than small text. */
          if (!is_last && scales[i] < 1)
            break;
        }
    }
}

/* The size at which a list is whole, as an index of the scales; none where it is not even at the
 * smallest. */
static guint
find_fitting (BwComposer *self, const BwSlideList *list, double width, double height)
{
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      Setting setting = set_list (self, list, 1, scales[i], width, height);
      gboolean fits = setting.fits;

      setting_clear (&setting);
      if (fits)
        return i;
    }
  return G_N_ELEMENTS (scales);
}

/* Lists beside each other, all of one size, which one that is cut at any size makes little smaller.
 * Returns the height that they take. */
static double
add_row (BwComposer *self, guint first, guint n, const cairo_rectangle_t *area)
{
  GPtrArray *lists = self->slide->lists;
  double width = (area->width - GAP * (n - 1)) / n, tallest = 0;
  double heading = heading_height (self, lists, first, n, width);
  double top = heading > 0 ? heading + 15 : 0, height = area->height - top;
  guint scale = 0;

  for (guint k = 0; k < n; k++)
    {
      guint fitting = find_fitting (self, g_ptr_array_index (lists, first + k), width, height);

      scale = MAX (scale, fitting < G_N_ELEMENTS (scales) ? fitting : SCALE_OF_CUT);
    }
  for (guint k = 0; k < n; k++)
    {
      const BwSlideList *list = g_ptr_array_index (lists, first + k);
      Setting setting = set_list (self, list, 1, scales[scale], width, height);
      double x = area->x + k * (width + GAP), needed;

      add_heading (self, list->title, x, area->y, width, heading);
      needed = add_setting (self, &setting, x, area->y + top, width, height);
      tallest = MAX (tallest, needed);
      setting_clear (&setting);
    }
  return top + tallest;
}

double
bw_composer_lists (BwComposer *self, const cairo_rectangle_t *area)
{
  GPtrArray *lists = self->slide->lists;
  cairo_rectangle_t row = *area;
  guint most = CLAMP ((guint) ((area->width + GAP) / (LEAST_OF_MANY + GAP)), 1, MOST_COLUMNS);
  guint rows = (lists->len + most - 1) / most;
  double used = 0;

  if (lists->len == 1)
    return add_single (self, area);
  /* As even rows as can be. */
  most = (lists->len + rows - 1) / rows;
  row.height = (area->height - GAP * 0.6 * (rows - 1)) / rows;
  for (guint i = 0; i < lists->len; i += most)
    {
      used = row.y - area->y + add_row (self, i, MIN (lists->len - i, most), &row);
      row.y += row.height + GAP * 0.6;
    }
  return used;
}
