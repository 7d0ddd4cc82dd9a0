/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-table-view.h"

#include <math.h>

#include "ui/widgets/bw-unfolding-list.h"

/**
 * BwTableView:
 *
 * Shows a #BwTable with columns that sort. Unknown values come last, whichever way it is sorted.
 */
struct _BwTableView {
  GtkWidget        parent_instance;

  GtkWidget       *scrolled;
  GtkColumnView   *view;
  BwTable         *table;
  BwUnfoldingList *list; /* (nullable): the rows of @table as they are shown. */
};

G_DEFINE_FINAL_TYPE (BwTableView, bw_table_view, GTK_TYPE_WIDGET)

/* A column of text is not squeezed below this; what does not fit is scrolled to. */
#define MIN_TEXT_CHARS 8

enum {
  SIGNAL_ROW_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
column_of (gpointer object)
{
  return GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (object), "column"));
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, BwTableView *self)
{
  GtkWidget *label = gtk_label_new (NULL);
  gboolean numeric = bw_table_get_kind (self->table, column_of (factory)) != BW_TABLE_TEXT;

  gtk_label_set_xalign (GTK_LABEL (label), numeric ? 1 : 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (numeric)
    gtk_widget_add_css_class (label, "numeric");
  else
    gtk_label_set_width_chars (GTK_LABEL (label), MIN_TEXT_CHARS);
  gtk_column_view_cell_set_child (cell, label);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkColumnViewCell *cell, BwTableView *self)
{
  guint row = bw_table_row_get_index (gtk_column_view_cell_get_item (cell));
  g_autofree char *text = bw_table_get_text (self->table, row, column_of (factory));

  gtk_label_set_text (GTK_LABEL (gtk_column_view_cell_get_child (cell)), text);
}

static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  GtkColumnViewColumn *column = data;
  BwTable *table = g_object_get_data (G_OBJECT (column), "table");
  guint i = column_of (column);
  guint row_a = bw_table_row_get_index ((gpointer) a);
  guint row_b = bw_table_row_get_index ((gpointer) b);

  if (bw_table_get_kind (table, i) != BW_TABLE_TEXT)
    {
      double x = bw_table_get_value (table, row_a, i);
      double y = bw_table_get_value (table, row_b, i);

      if (isnan (x) || isnan (y))
        {
          GtkColumnView *view = gtk_column_view_column_get_column_view (column);
          GtkColumnViewSorter *sorter =
            view ? GTK_COLUMN_VIEW_SORTER (gtk_column_view_get_sorter (view)) : NULL;
          gboolean falling = sorter
                             && gtk_column_view_sorter_get_primary_sort_order (sorter)
                                  == GTK_SORT_DESCENDING;
          int order = (int) isnan (x) - (int) isnan (y);

          return falling ? -order : order;
        }
      return (x > y) - (x < y);
    }
  else
    {
      g_autofree char *x = bw_table_get_text (table, row_a, i);
      g_autofree char *y = bw_table_get_text (table, row_b, i);

      return g_utf8_collate (x, y);
    }
}

static void
on_activate (GtkColumnView *view, guint position, BwTableView *self)
{
  g_autoptr (BwTableRow) row =
    g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view)), position);

  g_signal_emit (self, signals[SIGNAL_ROW_ACTIVATED], 0, bw_table_row_get_index (row));
}

static void
drop_list (BwTableView *self)
{
  if (self->list)
    g_object_run_dispose (G_OBJECT (self->list));
  g_clear_object (&self->list);
}

static void
bw_table_view_dispose (GObject *object)
{
  BwTableView *self = BW_TABLE_VIEW (object);

  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  drop_list (self);
  g_clear_object (&self->table);
  G_OBJECT_CLASS (bw_table_view_parent_class)->dispose (object);
}

static void
bw_table_view_class_init (BwTableViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_table_view_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  /**
   * BwTableView::row-activated:
   * @row: which row of the table
   */
  signals[SIGNAL_ROW_ACTIVATED] =
    g_signal_new ("row-activated", BW_TYPE_TABLE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
bw_table_view_init (BwTableView *self)
{
  self->scrolled = gtk_scrolled_window_new ();
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  gtk_column_view_set_show_column_separators (self->view, FALSE);
  gtk_column_view_set_show_row_separators (self->view, TRUE);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
  g_signal_connect (self->view, "activate", G_CALLBACK (on_activate), self);
}

GtkWidget *
bw_table_view_new (void)
{
  return g_object_new (BW_TYPE_TABLE_VIEW, NULL);
}

/**
 * bw_table_view_set_table:
 * @table: what to show; its columns replace those there are
 */
void
bw_table_view_set_table (BwTableView *self, BwTable *table)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  g_autoptr (GtkSortListModel) sorted = NULL;
  g_autoptr (GtkSingleSelection) selection = NULL;

  gtk_column_view_set_model (self->view, NULL);
  while (g_list_model_get_n_items (columns) > 0)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, 0);

      gtk_column_view_remove_column (self->view, column);
    }
  g_set_object (&self->table, table);

  for (guint i = 0; i < bw_table_get_n_columns (table); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column =
        gtk_column_view_column_new (bw_table_get_title (table, i), factory);
      g_autoptr (GtkSorter) sorter = NULL;

      g_object_set_data (G_OBJECT (factory), "column", GUINT_TO_POINTER (i));
      g_object_set_data (G_OBJECT (column), "column", GUINT_TO_POINTER (i));
      g_object_set_data_full (G_OBJECT (column), "table", g_object_ref (table), g_object_unref);
      g_signal_connect_object (factory, "setup", G_CALLBACK (on_setup), self, 0);
      g_signal_connect_object (factory, "bind", G_CALLBACK (on_bind), self, 0);
      sorter = GTK_SORTER (gtk_custom_sorter_new (compare, column, NULL));
      gtk_column_view_column_set_sorter (column, sorter);
      gtk_column_view_column_set_resizable (column, TRUE);
      /* Numbers alone share the width; names take what they leave. */
      gtk_column_view_column_set_expand (column, i == 0 || bw_table_get_kind (self->table, 0) != BW_TABLE_TEXT);
      gtk_column_view_append_column (self->view, column);
    }
  sorted = gtk_sort_list_model_new (g_object_ref (G_LIST_MODEL (table)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  /* A long table is sorted in slices between frames. */
  gtk_sort_list_model_set_incremental (sorted, TRUE);
  selection = gtk_single_selection_new (NULL);
  /* Before it has the model, or else it selects the first row at once. */
  gtk_single_selection_set_autoselect (selection, FALSE);
  /* All cells are made anew, so nothing that was shown before can be taken over. */
  drop_list (self);
  self->list = bw_unfolding_list_new (GTK_WIDGET (self));
  bw_unfolding_list_set_model (self->list, G_LIST_MODEL (sorted), 0);
  gtk_single_selection_set_model (selection, bw_unfolding_list_get_shown (self->list));
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (selection));
}

BwTable *
bw_table_view_get_table (BwTableView *self)
{
  return self->table;
}
