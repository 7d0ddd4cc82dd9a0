/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <math.h>

#include "ui-fixture.h"
#include "ui/bw-figure-tables.h"
#include "ui/widgets/bw-card-grid.h"
#include "ui/widgets/bw-table-view.h"
#include "ui/widgets/bw-unfolding-list.h"

/* A card of a fixed size. */
static GtkWidget *
card (int width, int height, gboolean expands)
{
  GtkWidget *widget = gtk_drawing_area_new ();

  gtk_widget_set_size_request (widget, width, height);
  gtk_widget_set_vexpand (widget, expands);
  return widget;
}

static GtkWidget *
grid_in_window (int width, int height, guint n, int max_columns, GtkWidget **window)
{
  GtkWidget *grid = bw_card_grid_new (300, max_columns);

  for (guint i = 0; i < n; i++)
    bw_card_grid_append (BW_CARD_GRID (grid), card (200, 50, FALSE));
  *window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (*window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (*window), width, height);
  gtk_window_set_child (GTK_WINDOW (*window), grid);
  gtk_window_present (GTK_WINDOW (*window));
  ui_wait_frames (*window, 3);
  return grid;
}

static graphene_rect_t
bounds_of (GtkWidget *grid, guint index)
{
  GtkWidget *child = gtk_widget_get_first_child (grid);
  graphene_rect_t bounds;

  while (index-- > 0)
    child = gtk_widget_get_next_sibling (child);
  g_assert_true (gtk_widget_compute_bounds (child, grid, &bounds));
  return bounds;
}

static void
test_grid_columns (void)
{
  static const struct {
    int   width;
    guint cards;
    int   max_columns;
    guint in_first_row;
  } cases[] = {
    { 360, 4, 2, 1 },
    { 700, 4, 2, 2 },
    { 2000, 4, 2, 2 },
    /* Six in rows of at most five are three and three. */
    { 1590, 6, 5, 3 },
    { 1300, 4, 6, 4 },
    { 700, 1, 2, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *window;
      GtkWidget *grid = grid_in_window (cases[i].width, 500, cases[i].cards, cases[i].max_columns,
                                        &window);
      guint in_row = 0;

      for (guint j = 0; j < cases[i].cards; j++)
        if (bounds_of (grid, j).origin.y == 0)
          in_row++;
      g_assert_cmpuint (in_row, ==, cases[i].in_first_row);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

/* The cards of a row fill the width, and none lies on another. */
static void
test_grid_fills (void)
{
  GtkWidget *window;
  GtkWidget *grid = grid_in_window (1001, 500, 3, 3, &window);
  int width = gtk_widget_get_width (grid);
  graphene_rect_t last = bounds_of (grid, 2);

  g_assert_cmpfloat (bounds_of (grid, 0).origin.x, ==, 0);
  g_assert_cmpfloat (last.origin.x + last.size.width, ==, width);
  g_assert_cmpfloat (bounds_of (grid, 1).origin.x, >=,
                     bounds_of (grid, 0).origin.x + bounds_of (grid, 0).size.width);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_grid_rtl (void)
{
  GtkWidget *window;
  GtkWidget *grid = grid_in_window (1000, 500, 2, 2, &window);
  graphene_rect_t first;

  gtk_widget_set_direction (grid, GTK_TEXT_DIR_RTL);
  ui_wait_frames (window, 3);
  first = bounds_of (grid, 0);
  g_assert_cmpfloat (first.origin.x, >, bounds_of (grid, 1).origin.x);
  g_assert_cmpfloat (first.origin.x + first.size.width, ==, gtk_widget_get_width (grid));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Rows that expand share what is left over; those that do not keep their height. */
static void
test_grid_expand (void)
{
  GtkWidget *window;
  GtkWidget *grid = grid_in_window (400, 700, 1, 1, &window);

  bw_card_grid_append (BW_CARD_GRID (grid), card (200, 100, TRUE));
  bw_card_grid_append (BW_CARD_GRID (grid), card (200, 100, TRUE));
  ui_wait_frames (window, 3);
  g_assert_cmpfloat (bounds_of (grid, 0).size.height, ==, 50);
  g_assert_cmpfloat (bounds_of (grid, 1).size.height, >, 200);
  g_assert_cmpfloat (fabs (bounds_of (grid, 1).size.height - bounds_of (grid, 2).size.height), <=,
                     1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static const double values[] = { 3, NAN, 1, 2 };
static const char *const names[] = { "c", "d", "a", "b" };

static char *
cell_text (guint row, guint column, gpointer data)
{
  if (column == 0)
    return g_strdup (names[row]);
  return isnan (values[row]) ? NULL : g_strdup_printf ("%g", values[row]);
}

static double
cell_value (guint row, guint column, gpointer data)
{
  return values[row];
}

static BwTable *
make_table (void)
{
  BwTable *table = bw_table_new (G_N_ELEMENTS (values), cell_text, cell_value, NULL, NULL);

  bw_table_add_column (table, "Name", BW_TABLE_TEXT);
  bw_table_add_column (table, "Value", BW_TABLE_NUMBER);
  return table;
}

static void
test_table_text (void)
{
  g_autoptr (BwTable) table = make_table ();
  g_autofree char *all = bw_table_to_text (table, G_MAXUINT);
  g_autofree char *two = bw_table_to_text (table, 2);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), ==, 4);
  /* What is not known is an empty cell, not a nought. */
  g_assert_cmpstr (all, ==, "Name\tValue\nc\t3\nd\t\na\t1\nb\t2\n");
  g_assert_cmpstr (two, ==, "Name\tValue\nc\t3\nd\t\n");
}

static char *
order_of (GtkColumnView *view)
{
  GListModel *model = G_LIST_MODEL (gtk_column_view_get_model (view));
  GString *order = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (BwTableRow) row = g_list_model_get_item (model, i);

      g_string_append (order, names[bw_table_row_get_index (row)]);
    }
  return g_string_free_and_steal (order);
}

static gboolean
is_sorted (gpointer data)
{
  GtkSortListModel *model = data;

  return gtk_sort_list_model_get_pending (model) == 0;
}

static void
check_order (GtkColumnView *view, guint column, GtkSortType direction, const char *expected)
{
  g_autoptr (GtkColumnViewColumn) it =
    g_list_model_get_item (gtk_column_view_get_columns (view), column);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (gtk_column_view_get_model (view));
  GtkSliceListModel *shown = GTK_SLICE_LIST_MODEL (gtk_single_selection_get_model (selection));
  g_autofree char *order = NULL;

  gtk_column_view_sort_by_column (view, it, direction);
  ui_wait (is_sorted, gtk_slice_list_model_get_model (shown), "the table to be sorted");
  order = order_of (view);
  g_assert_cmpstr (order, ==, expected);
}

static void
test_table_sort (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *table_view = bw_table_view_new ();
  g_autoptr (BwTable) table = make_table ();
  GtkColumnView *view;

  bw_table_view_set_table (BW_TABLE_VIEW (table_view), table);
  gtk_window_set_child (GTK_WINDOW (window), table_view);
  gtk_window_present (GTK_WINDOW (window));
  view = GTK_COLUMN_VIEW (ui_find (table_view, GTK_TYPE_COLUMN_VIEW, 0));
  check_order (view, 0, GTK_SORT_ASCENDING, "abcd");
  check_order (view, 0, GTK_SORT_DESCENDING, "dcba");
  /* What is not known comes last both ways. */
  check_order (view, 1, GTK_SORT_ASCENDING, "abcd");
  check_order (view, 1, GTK_SORT_DESCENDING, "cbad");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The table of a metric of an account has the peers of the chart beside its own values, each in the
 * bucket that has begun when the account's own begins. */
static void
test_table_peers (void)
{
  BwSeriesPoint points[] = {
    { bw_date_from_civil (2026, 1, 1), 4 }, { bw_date_from_civil (2026, 2, 1), NAN },
    { bw_date_from_civil (2026, 3, 1), 6 }, { bw_date_from_civil (2026, 4, 1), 7 },
  };
  BwPeerPoint peers[] = {
    { .start = bw_date_from_civil (2026, 1, 10), .median = 5, .q1 = 3, .q3 = 8, .accounts = 9 },
    { .start = bw_date_from_civil (2026, 2, 9), .median = 6, .q1 = 4, .q3 = 9, .accounts = 9 },
  };
  BwSeries series = { .bucket = BW_BUCKET_MONTH, .points = points, .n_points = 4 };
  BwSeriesFigure figure = { .account_id = (char *) "a", .result = &series };
  g_autoptr (BwTable) alone = bw_series_table_new (&figure, NULL, NULL);
  g_autoptr (BwTable) table = NULL;
  static const double expected[][3] = {
    { NAN, NAN, NAN }, { 5, 3, 8 }, { 6, 4, 9 }, { NAN, NAN, NAN },
  };

  g_assert_cmpuint (bw_table_get_n_columns (alone), ==, 2);
  figure.peers = peers;
  figure.n_peers = G_N_ELEMENTS (peers);
  table = bw_series_table_new (&figure, NULL, NULL);
  g_assert_cmpuint (bw_table_get_n_columns (table), ==, 5);
  g_assert_cmpstr (bw_table_get_title (table, 2), ==, "Peers, median");
  for (guint row = 0; row < G_N_ELEMENTS (expected); row++)
    for (guint column = 0; column < 3; column++)
      {
        double value = bw_table_get_value (table, row, 2 + column);

        g_assert_true (isnan (expected[row][column]) ? isnan (value)
                                                     : value == expected[row][column]);
      }
}

static void
on_line_setup (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  gtk_list_item_set_child (item, gtk_label_new ("A line"));
}

static GListModel *
lines (guint n)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, "A line");
  return G_LIST_MODEL (list);
}

/* A long list shows what is in sight at once and all of it before long; what is given to it while it
 * is not seen waits until it is, however many rows it had made before. */
static void
test_unfolding (void)
{
  GtkWidget *window = gtk_window_new (), *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  BwUnfoldingList *list = bw_unfolding_list_new (box);
  GListModel *shown = bw_unfolding_list_get_shown (list);
  g_autoptr (GListModel) few = lines (3);
  g_autoptr (GListModel) many = lines (500);
  g_autoptr (GListModel) more = lines (500);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *view = gtk_list_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (shown))), factory);

  GtkAdjustment *scroll;
  guint in_sight;

  g_signal_connect (factory, "setup", G_CALLBACK (on_line_setup), NULL);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 100);
  gtk_window_present (GTK_WINDOW (window));

  scroll = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  bw_unfolding_list_set_model (list, few, 0);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 3);
  ui_wait_frames (window, 3);
  bw_unfolding_list_set_model (list, many, 0);
  g_assert_cmpuint (g_list_model_get_n_items (shown), <, 50);
  ui_wait_frames (window, 60);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 500);
  /* Another model: what is in sight comes at once, and all of it where somebody has scrolled. */
  bw_unfolding_list_set_model (list, more, 0);
  in_sight = g_list_model_get_n_items (shown);
  g_assert_cmpuint (in_sight, <, 50);
  g_assert_cmpfloat (in_sight * 1.0, >=, gtk_adjustment_get_page_size (scroll) * 500
                                           / gtk_adjustment_get_upper (scroll));
  ui_wait_frames (window, 60);
  gtk_adjustment_set_value (scroll, gtk_adjustment_get_upper (scroll) / 2);
  ui_wait_frames (window, 3);
  bw_unfolding_list_set_model (list, many, 0);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 500);

  gtk_widget_set_visible (box, FALSE);
  bw_unfolding_list_set_model (list, few, 0);
  bw_unfolding_list_set_model (list, many, 0);
  ui_wait_frames (window, 60);
  g_assert_cmpuint (g_list_model_get_n_items (shown), <, 50);
  gtk_widget_set_visible (box, TRUE);
  ui_wait_frames (window, 60);
  g_assert_cmpuint (g_list_model_get_n_items (shown), ==, 500);

  g_object_run_dispose (G_OBJECT (list));
  g_object_unref (list);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
  g_test_add_func ("/widgets/grid/columns", test_grid_columns);
  g_test_add_func ("/widgets/grid/fills", test_grid_fills);
  g_test_add_func ("/widgets/grid/rtl", test_grid_rtl);
  g_test_add_func ("/widgets/grid/expand", test_grid_expand);
  g_test_add_func ("/widgets/table/text", test_table_text);
  g_test_add_func ("/widgets/table/sort", test_table_sort);
  g_test_add_func ("/widgets/table/peers", test_table_peers);
  g_test_add_func ("/widgets/unfolding", test_unfolding);
  return g_test_run ();
}
