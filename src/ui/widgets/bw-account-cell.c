/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-cell.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/widgets/bw-mini-chart.h"

/**
 * BwAccountCell:
 *
 * A cell of the table of accounts: its text, and before it the drawing that says the same where a
 * column has one. The size of the text does not follow what it says, so that a row that is bound anew
 * while scrolling has nothing to measure. A list keeps two hundred rows of many columns, so that a
 * cell is as little as it can be: the text is not a widget of its own, and is made when it is seen.
 */
struct _BwAccountCell {
  BwLineText             parent_instance;

  const char            *key;
  const BwAccountColumn *column;  /* (nullable): NULL in the column of sparklines. */
  BwMiniChart           *drawing; /* (nullable) */

  BwAccountRow          *row;
  BwTrendLoader         *trends;  /* (nullable): in the column of sparklines alone. */
  gulong                 loaded;  /* The handler there. */
};

G_DEFINE_FINAL_TYPE (BwAccountCell, bw_account_cell, BW_TYPE_LINE_TEXT)

#define SPACING 6

/* How many characters a column shows at least; what is longer ends in an ellipsis. */
static guint
min_chars (const BwAccountColumn *column)
{
  static const struct {
    const char *key;
    guint       chars;
  } texts[] = { { "name", 17 }, { "quadrant", 16 }, { "owner", 12 }, { "tier", 9 }, { "id", 8 } };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (column->key, texts[i].key))
      return texts[i].chars;
  switch (column->type)
    {
    case BW_ACCOUNT_VALUE_TEXT:
      return 12;
    case BW_ACCOUNT_VALUE_MONEY:
      /* Up to tens of millions: a number that ends in an ellipsis says nothing. */
      return 11;
    case BW_ACCOUNT_VALUE_DATE:
      return 11;
    case BW_ACCOUNT_VALUE_NUMBER:
    case BW_ACCOUNT_VALUE_SHARE:
    case BW_ACCOUNT_VALUE_BOOL:
    default:
      return 3;
    }
}

static void
show_trend (BwAccountCell *self)
{
  gsize n = 0, known = 0;
  const double *values = NULL;

  if (self->row && self->trends)
    values = bw_trend_loader_get (self->trends, bw_account_row_get_row (self->row), &n);
  for (gsize i = 0; i < n; i++)
    known += !isnan (values[i]);
  /* A single dot is not a trend. */
  if (known > 1)
    bw_mini_chart_set_sparkline (self->drawing, values, n);
  else
    bw_mini_chart_clear (self->drawing);
}

/* Months are written short, so that a date takes no more room than the numbers beside it. */
static char *
bw_account_cell_make_text (BwLineText *line)
{
  BwAccountCell *self = BW_ACCOUNT_CELL (line);
  BwAccountValue value;

  if (self->row == NULL)
    return NULL;
  value = bw_account_value (bw_account_row_get_snapshot (self->row),
                            bw_account_row_get_row (self->row), self->column);
  if (value.type == BW_ACCOUNT_VALUE_DATE && value.date != BW_DATE_NONE)
    return bw_date_format_short (value.date, BW_DATE_NONE);
  return bw_account_row_format (self->row, self->column);
}

static void
show (BwAccountCell *self)
{
  BwSnapshot *snapshot = bw_account_row_get_snapshot (self->row);
  guint32 row = bw_account_row_get_row (self->row);

  if (self->column == NULL)
    {
      show_trend (self);
      return;
    }
  bw_line_text_forget (BW_LINE_TEXT (self), bw_account_cell_is_at_end (self->key));
  if (self->drawing == NULL)
    return;
  if (self->column->type == BW_ACCOUNT_VALUE_TEXT)
    bw_mini_chart_set_quadrant (self->drawing, snapshot->quadrant[row]);
  else
    {
      double score = bw_account_value (snapshot, row, self->column).number;

      bw_mini_chart_set_score (self->drawing, score, bw_score_role (snapshot->table->policy, score),
                               FALSE);
    }
}

/* Only a text that does not fit needs to be said again. */
static gboolean
bw_account_cell_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard,
                               GtkTooltip *tooltip)
{
  BwLineText *text = BW_LINE_TEXT (widget);

  if (!bw_line_text_is_cut (text))
    return FALSE;
  gtk_tooltip_set_text (tooltip, bw_line_text_get (text));
  return TRUE;
}

/* The mark of a quadrant stands before its name; a bar takes what the number after it leaves. */
static void
bw_account_cell_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  BwAccountCell *self = BW_ACCOUNT_CELL (widget);
  int drawing;

  GTK_WIDGET_CLASS (bw_account_cell_parent_class)
    ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline,
               natural_baseline);
  if (self->drawing == NULL)
    return;
  gtk_widget_measure (GTK_WIDGET (self->drawing), orientation, -1, NULL, &drawing, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      if (self->column)
        drawing += SPACING;
      *minimum += drawing;
      *natural += drawing;
    }
  else
    {
      *minimum = MAX (*minimum, drawing);
      *natural = MAX (*natural, drawing);
    }
}

static void
bw_account_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  BwAccountCell *self = BW_ACCOUNT_CELL (widget);
  GtkAllocation place = { 0, 0, width, 0 };
  int minimum, drawing, needed;

  if (self->drawing == NULL)
    return;
  gtk_widget_measure (GTK_WIDGET (self->drawing), GTK_ORIENTATION_VERTICAL, -1, NULL,
                      &place.height, NULL, NULL);
  if (self->column)
    {
      gtk_widget_measure (GTK_WIDGET (self->drawing), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                          &drawing, NULL, NULL);
      gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &needed, NULL, NULL);
      place.width = gtk_widget_get_hexpand (GTK_WIDGET (self->drawing))
                      ? drawing + MAX (width - needed, 0)
                      : drawing;
      bw_line_text_set_inset (BW_LINE_TEXT (self), place.width + SPACING);
    }
  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    place.x = width - place.width;
  place.y = (height - place.height) / 2;
  gtk_widget_size_allocate (GTK_WIDGET (self->drawing), &place, -1);
}

static void
bw_account_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  BwAccountCell *self = BW_ACCOUNT_CELL (widget);

  GTK_WIDGET_CLASS (bw_account_cell_parent_class)->snapshot (widget, snapshot);
  if (self->drawing)
    gtk_widget_snapshot_child (widget, GTK_WIDGET (self->drawing), snapshot);
}

static void
bw_account_cell_dispose (GObject *object)
{
  BwAccountCell *self = BW_ACCOUNT_CELL (object);
  GtkWidget *child;

  bw_account_cell_set_row (self, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (bw_account_cell_parent_class)->dispose (object);
}

static void
bw_account_cell_class_init (BwAccountCellClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_account_cell_dispose;
  BW_LINE_TEXT_CLASS (klass)->make_text = bw_account_cell_make_text;
  widget_class->measure = bw_account_cell_measure;
  widget_class->size_allocate = bw_account_cell_size_allocate;
  widget_class->snapshot = bw_account_cell_snapshot;
  widget_class->query_tooltip = bw_account_cell_query_tooltip;
  gtk_widget_class_set_css_name (widget_class, "bw-account-cell");
}

static void
bw_account_cell_init (BwAccountCell *self)
{
}

/**
 * bw_account_cell_new:
 * @key: of a column, or #BW_TREND_COLUMN; it outlives the cell
 */
BwAccountCell *
bw_account_cell_new (const char *key)
{
  BwAccountCell *self = g_object_new (BW_TYPE_ACCOUNT_CELL, NULL);

  self->key = key;
  self->column = bw_account_column_find (key);
  if (self->column == NULL || g_str_equal (key, "success_index"))
    {
      self->drawing = BW_MINI_CHART (bw_mini_chart_new (self->column ? 40 : 72, 20));
      gtk_widget_set_hexpand (GTK_WIDGET (self->drawing), TRUE);
    }
  else if (g_str_equal (key, "quadrant"))
    self->drawing = BW_MINI_CHART (bw_mini_chart_new (16, 16));
  if (self->drawing)
    gtk_widget_set_parent (GTK_WIDGET (self->drawing), GTK_WIDGET (self));
  if (self->column)
    {
      guint chars = min_chars (self->column);

      bw_line_text_set_chars (BW_LINE_TEXT (self), chars, chars);
      if (self->column->type != BW_ACCOUNT_VALUE_TEXT)
        gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
      gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
    }
  return self;
}

/**
 * bw_account_cell_set_row:
 * @row: (nullable): the account shown, %NULL when the cell is put aside
 * @trends: (nullable): where sparklines come from
 */
void
bw_account_cell_set_row (BwAccountCell *self, BwAccountRow *row, BwTrendLoader *trends)
{
  if (self->column == NULL && self->trends != trends)
    {
      if (self->trends)
        g_signal_handler_disconnect (self->trends, self->loaded);
      g_set_object (&self->trends, trends);
      if (self->trends)
        self->loaded
          = g_signal_connect_swapped (self->trends, "loaded", G_CALLBACK (show_trend), self);
    }
  g_set_object (&self->row, row);
  if (self->row)
    show (self);
}

/**
 * bw_account_cell_get_row:
 *
 * Returns: (nullable) (transfer none): the account that the cell shows
 */
BwAccountRow *
bw_account_cell_get_row (BwAccountCell *self)
{
  return self->row;
}

/**
 * bw_account_cell_get_text:
 *
 * Returns: (nullable) (transfer full): what the cell says; %NULL where it only draws
 */
char *
bw_account_cell_get_text (BwAccountCell *self)
{
  return g_strdup (bw_line_text_get (BW_LINE_TEXT (self)));
}

/**
 * bw_account_cell_is_at_end:
 *
 * Returns: whether the column holds numbers, which stand at the end of their cells so that they
 *   can be compared
 */
gboolean
bw_account_cell_is_at_end (const char *key)
{
  const BwAccountColumn *column = bw_account_column_find (key);

  return column
         && (column->type == BW_ACCOUNT_VALUE_MONEY || column->type == BW_ACCOUNT_VALUE_NUMBER
             || column->type == BW_ACCOUNT_VALUE_SHARE);
}

/**
 * bw_account_cell_title:
 *
 * Returns: the heading of the column, short enough to stand over it
 */
const char *
bw_account_cell_title (const char *key)
{
  if (g_str_equal (key, BW_TREND_COLUMN))
    return _("Last year");
  if (g_str_equal (key, "outcome"))
    return _("Outcome");
  if (g_str_equal (key, "experience"))
    return _("Experience");
  return bw_account_column_title (bw_account_column_find (key));
}
