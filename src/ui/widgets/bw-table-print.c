/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-table-print.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-print.h"

/* How a table comes to paper: the finding above, the titles of the columns on each page, and below
 * it where the data is from and which page it is. */

/* Points. */
#define FONT_SIZE 9
#define TITLE_SIZE 13
#define COLUMN_GAP 10

/* So many rows are looked at to find how wide a column has to be. */
#define ROWS_MEASURED 500

typedef struct {
  BwTable     *table;
  char        *title;
  char        *source;     /* (nullable) */

  PangoLayout *layout;     /* (nullable): while it is printed, as is all below. */
  double      *widths;
  double       line;       /* From one row to the next. */
  double       title_height;
  guint        rows;       /* Of a page. */
} Job;

static void
job_free (gpointer data, GClosure *closure)
{
  Job *job = data;

  g_object_unref (job->table);
  g_clear_object (&job->layout);
  g_free (job->title);
  g_free (job->source);
  g_free (job->widths);
  g_free (job);
}

static void
set_font (Job *job, double size, gboolean bold)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Sans");

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (job->layout, font);
}

/* A text that is not laid out in several lines, and is at most @width wide unless that is 0. */
static void
set_text (Job *job, const char *text, double width)
{
  pango_layout_set_width (job->layout, width > 0 ? (int) (width * PANGO_SCALE) : -1);
  pango_layout_set_ellipsize (job->layout,
                              width > 0 ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  pango_layout_set_text (job->layout, text, -1);
}

static double
text_width (Job *job, const char *text)
{
  int width;

  set_text (job, text, 0);
  pango_layout_get_size (job->layout, &width, NULL);
  return (double) width / PANGO_SCALE;
}

static double
natural_width (Job *job, guint column)
{
  guint n = MIN (g_list_model_get_n_items (G_LIST_MODEL (job->table)), ROWS_MEASURED);
  double widest;

  set_font (job, FONT_SIZE, TRUE);
  widest = text_width (job, bw_table_get_title (job->table, column));
  set_font (job, FONT_SIZE, FALSE);
  for (guint row = 0; row < n; row++)
    {
      g_autofree char *text = bw_table_get_text (job->table, row, column);

      widest = MAX (widest, text_width (job, text));
    }
  return widest;
}

/* Where all columns together are too wide, those of text that are wider than their share give. */
static void
find_widths (Job *job, double width)
{
  guint n = bw_table_get_n_columns (job->table), n_texts = 0;
  double sum = 0, fixed = 0, share;

  width -= (n - 1) * COLUMN_GAP;
  job->widths = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      gboolean is_text = bw_table_get_kind (job->table, i) == BW_TABLE_TEXT;

      job->widths[i] = natural_width (job, i) + 1;
      sum += job->widths[i];
      fixed += is_text ? 0 : job->widths[i];
      n_texts += is_text;
    }
  if (sum <= width || n_texts == 0)
    return;
  /* Each time a column is narrower than its share, the others share what it leaves. */
  share = (width - fixed) / n_texts;
  for (guint pass = 0; pass < n; pass++)
    {
      double left = width - fixed;
      guint wide = 0;

      for (guint i = 0; i < n; i++)
        {
          if (bw_table_get_kind (job->table, i) != BW_TABLE_TEXT)
            continue;
          if (job->widths[i] <= share)
            left -= job->widths[i];
          else
            wide++;
        }
      if (wide == 0)
        break;
      share = left / wide;
    }
  for (guint i = 0; i < n; i++)
    {
      if (bw_table_get_kind (job->table, i) == BW_TABLE_TEXT)
        job->widths[i] = MAX (MIN (job->widths[i], share), FONT_SIZE);
    }
}

static void
on_begin (GtkPrintOperation *operation, GtkPrintContext *context, Job *job)
{
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (job->table));
  int line, title;

  g_clear_object (&job->layout);
  g_clear_pointer (&job->widths, g_free);
  job->layout = gtk_print_context_create_pango_layout (context);
  find_widths (job, width);
  set_font (job, FONT_SIZE, FALSE);
  set_text (job, "X", 0);
  pango_layout_get_size (job->layout, NULL, &line);
  job->line = 1.35 * line / PANGO_SCALE;
  set_font (job, TITLE_SIZE, TRUE);
  set_text (job, job->title, width);
  pango_layout_set_ellipsize (job->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_get_size (job->layout, NULL, &title);
  job->title_height = (double) title / PANGO_SCALE + job->line;
  /* The titles of the columns above, and the foot with a line of air below. */
  job->rows = (guint) MAX ((height - job->title_height - 3.5 * job->line) / job->line, 1);
  gtk_print_operation_set_n_pages (operation, (int) MAX ((n + job->rows - 1) / job->rows, 1));
}

static void
show_text (Job *job, cairo_t *cr, double x, double y, double width, gboolean at_end,
           const char *text)
{
  set_text (job, text, width);
  pango_layout_set_alignment (job->layout, at_end ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  cairo_move_to (cr, x, y);
  pango_cairo_show_layout (cr, job->layout);
}

/* One row, or the titles for %G_MAXUINT. */
static void
draw_row (Job *job, cairo_t *cr, double width, double y, guint row)
{
  gboolean rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  double x = 0;

  for (guint i = 0; i < bw_table_get_n_columns (job->table); i++)
    {
      g_autofree char *text = row == G_MAXUINT ? g_strdup (bw_table_get_title (job->table, i))
                                               : bw_table_get_text (job->table, row, i);
      gboolean at_end = bw_table_get_kind (job->table, i) != BW_TABLE_TEXT;

      g_strdelimit (text, "\n\r\t", ' ');
      show_text (job, cr, rtl ? width - x - job->widths[i] : x, y, job->widths[i], at_end != rtl,
                 text);
      x += job->widths[i] + COLUMN_GAP;
    }
}

static void
on_draw_page (GtkPrintOperation *operation, GtkPrintContext *context, int page, Job *job)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double width = gtk_print_context_get_width (context);
  double height = gtk_print_context_get_height (context);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (job->table));
  guint first = (guint) page * job->rows, end = MIN (n, first + job->rows);
  double y = job->title_height;
  int n_pages;
  g_autofree char *number = NULL;

  g_object_get (operation, "n-pages", &n_pages, NULL);
  /* Translators: of a printed table. */
  number = g_strdup_printf (_("Page %1$d of %2$d"), page + 1, n_pages);
  pango_cairo_update_layout (cr, job->layout);
  cairo_set_source_rgb (cr, 0, 0, 0);
  set_font (job, TITLE_SIZE, TRUE);
  set_text (job, job->title, width);
  pango_layout_set_ellipsize (job->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_alignment (job->layout, PANGO_ALIGN_LEFT);
  cairo_move_to (cr, 0, 0);
  pango_cairo_show_layout (cr, job->layout);
  set_font (job, FONT_SIZE, TRUE);
  draw_row (job, cr, width, y, G_MAXUINT);
  y += 1.2 * job->line;
  cairo_set_line_width (cr, 0.5);
  cairo_move_to (cr, 0, y - 0.1 * job->line);
  cairo_line_to (cr, width, y - 0.1 * job->line);
  cairo_stroke (cr);
  set_font (job, FONT_SIZE, FALSE);
  for (guint row = first; row < end; row++, y += job->line)
    draw_row (job, cr, width, y, row);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  if (job->source)
    show_text (job, cr, 0, height - job->line, width * 0.75, FALSE, job->source);
  show_text (job, cr, width * 0.75, height - job->line, width * 0.25, TRUE, number);
}

/**
 * bw_table_print_operation:
 * @table: what to print
 * @title: the finding, above each page
 * @source: (nullable): where the data is from and of which day, below it
 *
 * Returns: (transfer full): prints all rows of @table when it is run, on as many pages as they take
 */
GtkPrintOperation *
bw_table_print_operation (BwTable *table, const char *title, const char *source)
{
  GtkPrintOperation *operation = bw_print_operation_new (title);
  Job *job = g_new0 (Job, 1);

  job->table = g_object_ref (table);
  job->title = g_strdup (title);
  job->source = g_strdup (source);
  g_signal_connect (operation, "begin-print", G_CALLBACK (on_begin), job);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (on_draw_page), job, job_free, 0);
  return operation;
}
