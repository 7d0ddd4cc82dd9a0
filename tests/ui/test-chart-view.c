/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <glib/gstdio.h>
#include <math.h>

#include "ui-fixture.h"
#include "ui/widgets/bw-chart-export.h"
#include "ui/widgets/bw-chart-view-private.h"

/* A chart of five columns side by side that counts how often it is drawn. */
#define N_COLUMNS 5

typedef struct {
  BwChart parent;
  guint   draws;
  guint   hovers;
} FakeChart;

static void
fake_draw (const BwChart *chart, const BwChartStyle *style, cairo_t *cr, double width,
           double height)
{
  ((FakeChart *) chart)->draws++;
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      bw_chart_style_set_source (style, cr, BW_COLOR_CURVE, (i + 1.0) / N_COLUMNS);
      cairo_rectangle (cr, width / N_COLUMNS * i, 0, width / N_COLUMNS, height);
      cairo_fill (cr);
    }
}

static void
fake_draw_hover (const BwChart *chart, const BwChartStyle *style, cairo_t *cr, double width,
                 double height, const BwChartPick *pick)
{
  ((FakeChart *) chart)->hovers++;
}

static gboolean
fake_item (const BwChart *chart, const BwChartStyle *style, double width, double height,
           guint item, BwChartPick *pick)
{
  double w = width / N_COLUMNS;

  if (item >= N_COLUMNS)
    return FALSE;
  pick->kind = BW_PICK_BIN;
  pick->index = item;
  pick->area = (cairo_rectangle_t) { w * item, 0, w, height };
  pick->text = g_strdup_printf ("column %u", item + 1);
  return TRUE;
}

static gboolean
fake_pick (const BwChart *chart, const BwChartStyle *style, double width, double height, double x,
           double y, BwChartPick *pick)
{
  if (x < 0 || x >= width)
    return FALSE;
  return fake_item (chart, style, width, height, (guint) (x / (width / N_COLUMNS)), pick);
}

static guint
fake_n_items (const BwChart *chart)
{
  return N_COLUMNS;
}

static gboolean
fake_frame (const BwChart *chart, const BwChartStyle *style, double width, double height,
            BwChartFrame *frame)
{
  frame->plot = (cairo_rectangle_t) { 0, 0, width, height };
  frame->whole = (BwChartWindow) { 0, 100, 0, 100 };
  frame->shown = frame->whole;
  if (!isnan (chart->window.x_from))
    frame->shown = chart->window;
  return TRUE;
}

static const BwChartClass fake_class = {
  .draw = fake_draw,
  .draw_hover = fake_draw_hover,
  .pick = fake_pick,
  .n_items = fake_n_items,
  .item = fake_item,
  .frame = fake_frame,
};

typedef struct {
  FakeChart    chart;
  GtkWidget   *window;
  BwChartView *view;
  guint        kind;
  gulong       index;
  guint        activations;
  guint        corners;
} Fixture;

static void
on_activated (BwChartView *view, guint kind, gulong index, Fixture *f)
{
  f->kind = kind;
  f->index = index;
  f->activations++;
}

static void
on_region (BwChartView *view, GArray *corners, Fixture *f)
{
  f->corners = corners->len / 2;
}

static gboolean
is_drawn (gpointer data)
{
  return ((Fixture *) data)->chart.draws > 0;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  bw_chart_init (&f->chart.parent, &fake_class);
  f->view = BW_CHART_VIEW (bw_chart_view_new ());
  bw_chart_view_set_words (f->view, "Three fewer are at risk", "Five columns");
  bw_chart_view_set_chart (f->view, &f->chart.parent);
  g_signal_connect (f->view, "activated", G_CALLBACK (on_activated), f);
  g_signal_connect (f->view, "region-selected", G_CALLBACK (on_region), f);
  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 500, 300);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (GTK_WINDOW (f->window));
  ui_wait (is_drawn, f, "the chart to be drawn");
  ui_wait_frames (f->window, 2);
  gtk_widget_grab_focus (GTK_WIDGET (f->view));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  bw_chart_view_set_chart (f->view, NULL);
  gtk_window_destroy (GTK_WINDOW (f->window));
}

static double
column_middle (Fixture *f, guint column)
{
  return gtk_widget_get_width (GTK_WIDGET (f->view)) / (double) N_COLUMNS * (column + 0.5);
}

/* The pointer is drawn over the data, which is drawn once. */
static void
test_pointer (Fixture *f, gconstpointer data)
{
  guint draws = f->chart.draws;

  for (guint i = 0; i < N_COLUMNS; i++)
    {
      guint hovers = f->chart.hovers;

      bw_chart_view_pick_at (f->view, column_middle (f, i), 50);
      ui_wait_frames (f->window, 2);
      g_assert_cmpuint (f->chart.hovers, >, hovers);
      g_assert_true (gtk_widget_get_visible (f->view->tip));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (f->view->tip)), ==, f->view->pick.text);
      g_assert_cmpuint (f->view->pick.index, ==, i);
    }
  g_assert_cmpuint (f->chart.draws, ==, draws);
  g_assert_cmpuint (bw_chart_view_get_n_draws (f->view), ==, draws);

  bw_chart_view_clear_pick (f->view);
  g_assert_false (gtk_widget_get_visible (f->view->tip));
}

/* A tip stays inside the chart wherever the pointer is. */
static void
test_tip_inside (Fixture *f, gconstpointer data)
{
  int width = gtk_widget_get_width (GTK_WIDGET (f->view));
  int height = gtk_widget_get_height (GTK_WIDGET (f->view));

  for (int i = 0; i <= 4; i++)
    {
      graphene_rect_t bounds;

      bw_chart_view_pick_at (f->view, MIN (width - 1, width * i / 4), height * i / 4);
      ui_wait_frames (f->window, 2);
      g_assert_true (gtk_widget_compute_bounds (f->view->tip, GTK_WIDGET (f->view), &bounds));
      g_assert_cmpfloat (bounds.origin.x, >=, 0);
      g_assert_cmpfloat (bounds.origin.y, >=, 0);
      g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=, width);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <=, height);
    }
}

static void
test_keyboard (Fixture *f, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);
  guint draws = f->chart.draws;

  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, -1);
  g_assert_false (ui_press (view, GDK_KEY_Return, 0));
  g_assert_cmpuint (f->activations, ==, 0);

  g_assert_true (ui_press (view, GDK_KEY_Right, 0));
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, 0);
  ui_press (view, GDK_KEY_Right, 0);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, 1);
  ui_press (view, GDK_KEY_Left, 0);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, 0);
  ui_press (view, GDK_KEY_End, 0);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, N_COLUMNS - 1);
  /* There is nothing after the last, and going on stays there. */
  ui_press (view, GDK_KEY_Right, 0);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, N_COLUMNS - 1);
  ui_press (view, GDK_KEY_Home, 0);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, 0);

  ui_press (view, GDK_KEY_Right, 0);
  g_assert_true (ui_press (view, GDK_KEY_Return, 0));
  g_assert_cmpuint (f->activations, ==, 1);
  g_assert_cmpuint (f->kind, ==, BW_PICK_BIN);
  g_assert_cmpuint (f->index, ==, 1);

  g_assert_true (ui_press (view, GDK_KEY_Escape, 0));
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, -1);
  /* A second Escape belongs to whoever holds the chart: it goes back. */
  g_assert_false (ui_press (view, GDK_KEY_Escape, 0));
  /* The arrows up and down scroll the page around the chart. */
  g_assert_false (ui_press (view, GDK_KEY_Down, 0));
  ui_wait_frames (f->window, 2);
  g_assert_cmpuint (f->chart.draws, ==, draws);
}

static void
test_keyboard_rtl (Fixture *f, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);

  gtk_widget_set_direction (view, GTK_TEXT_DIR_RTL);
  ui_press (view, GDK_KEY_Home, 0);
  ui_press (view, GDK_KEY_Left, 0);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, 1);
  ui_press (view, GDK_KEY_Right, 0);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, 0);
}

static void
test_direction_reaches_style (Fixture *f, gconstpointer data)
{
  BwChartStyle style;
  guint draws;

  ui_wait_frames (f->window, 2);
  bw_chart_view_get_style (f->view, &style);
  g_assert_false (style.rtl);
  draws = f->chart.draws;
  gtk_widget_set_direction (GTK_WIDGET (f->view), GTK_TEXT_DIR_RTL);
  ui_wait_frames (f->window, 3);
  bw_chart_view_get_style (f->view, &style);
  g_assert_true (style.rtl);
  g_assert_cmpuint (f->chart.draws, >, draws);
}

/* Dark, light and the size of the font come from the desktop. */
static void
test_style (Fixture *f, gconstpointer data)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  BwChartStyle style;
  guint draws = f->chart.draws;

  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  ui_wait_frames (f->window, 3);
  bw_chart_view_get_style (f->view, &style);
  g_assert_true (style.dark);
  g_assert_cmpuint (f->chart.draws, >, draws);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  ui_wait_frames (f->window, 3);
  bw_chart_view_get_style (f->view, &style);
  g_assert_false (style.dark);
  g_assert_nonnull (style.font_family);
  g_assert_cmpfloat (style.font_size, >, 8);
  g_assert_cmpfloat (style.font_size, <, 30);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
test_zoom (Fixture *f, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);
  guint draws = f->chart.draws;
  FakeChart next = { 0 };
  double from;

  g_assert_false (bw_chart_is_zoomed (&f->chart.parent));
  g_assert_true (ui_press (view, GDK_KEY_plus, GDK_SHIFT_MASK));
  g_assert_true (bw_chart_is_zoomed (&f->chart.parent));
  ui_wait_frames (f->window, 2);
  g_assert_cmpuint (f->chart.draws, ==, draws + 1);

  from = f->chart.parent.window.x_from;
  g_assert_cmpfloat (from, >, 0);
  ui_press (view, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpfloat (f->chart.parent.window.x_from, <, from);

  /* The next chart of the same kind, such as that of the next month, shows the same part. */
  bw_chart_init (&next.parent, &fake_class);
  bw_chart_view_set_chart (f->view, &next.parent);
  g_assert_cmpfloat (next.parent.window.x_from, ==, f->chart.parent.window.x_from);
  bw_chart_view_set_chart (f->view, &f->chart.parent);

  g_assert_true (ui_press (view, GDK_KEY_0, 0));
  g_assert_false (bw_chart_is_zoomed (&f->chart.parent));
}

static void
test_accessible (Fixture *f, gconstpointer data)
{
  g_autofree char *words = NULL;

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (f->view), GTK_ACCESSIBLE_ROLE_LIST);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Three fewer are at risk");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (f->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Five columns");
  bw_chart_view_set_item (f->view, 2);
  words = bw_chart_view_describe (f->view);
  g_assert_cmpstr (words, ==, "Three fewer are at risk\nFive columns\ncolumn 3");
}

static guint
count_children (Fixture *f)
{
  GtkAccessible *child = gtk_accessible_get_first_accessible_child (GTK_ACCESSIBLE (f->view));
  guint n = 0;

  for (; child; n++)
    {
      g_autoptr (GtkAccessible) current = child;
      g_autoptr (GtkAccessible) parent = gtk_accessible_get_accessible_parent (current);

      g_assert_true (parent == GTK_ACCESSIBLE (f->view));
      child = gtk_accessible_get_next_accessible_sibling (current);
    }
  return n;
}

/* A screen reader finds the columns as the items of a list, with what they say and where they are,
 * and the data is not drawn again for that. */
static void
test_items (Fixture *f, gconstpointer data)
{
  guint draws = f->chart.draws;
  int x, y, width, height;
  GtkAccessible *item = NULL;

  g_assert_cmpuint (count_children (f), ==, N_COLUMNS);
  for (guint i = 0; i < N_COLUMNS; i++)
    {
      g_autofree char *text = g_strdup_printf ("column %u", i + 1);

      item = f->view->items->pdata[i];
      gtk_test_accessible_assert_role (item, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
      gtk_test_accessible_assert_property (item, GTK_ACCESSIBLE_PROPERTY_LABEL, text);
      g_assert_true (gtk_accessible_get_bounds (item, &x, &y, &width, &height));
      g_assert_cmpint (x, <, column_middle (f, i));
      g_assert_cmpint (x + width, >, column_middle (f, i));
    }
  /* They are the same objects the next time. */
  g_assert_cmpuint (count_children (f), ==, N_COLUMNS);
  g_assert_true (f->view->items->pdata[N_COLUMNS - 1] == item);
  ui_wait_frames (f->window, 2);
  g_assert_cmpuint (f->chart.draws, ==, draws);
}

/* The item that the keyboard is at is the selected one, and the chart says that it is in it. */
static void
test_current_item (Fixture *f, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);

  ui_press (view, GDK_KEY_Home, 0);
  ui_press (view, GDK_KEY_Right, 0);
  gtk_test_accessible_assert_state (f->view->items->pdata[1], GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_test_accessible_assert_state (f->view->items->pdata[0], GTK_ACCESSIBLE_STATE_SELECTED,
                                    FALSE);
  gtk_test_accessible_assert_relation (f->view, GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT,
                                       f->view->items->pdata[1]);
  ui_press (view, GDK_KEY_Escape, 0);
  gtk_test_accessible_assert_state (f->view->items->pdata[1], GTK_ACCESSIBLE_STATE_SELECTED,
                                    FALSE);
  g_assert_false (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (f->view),
                                                    GTK_ACCESSIBLE_RELATION_ACTIVE_DESCENDANT));
}

static gboolean
has_no_items (gpointer data)
{
  return ((Fixture *) data)->view->items->len == 0;
}

/* Another chart has other items; a screen reader that still holds an old one does no harm. */
static void
test_items_follow (Fixture *f, gconstpointer data)
{
  g_autoptr (GObject) old = NULL;

  count_children (f);
  old = g_object_ref (f->view->items->pdata[2]);
  bw_chart_view_set_item (f->view, 2);
  bw_chart_view_set_chart (f->view, NULL);
  ui_wait (has_no_items, f, "the items to go with their chart");
  g_assert_null (gtk_accessible_get_accessible_parent (GTK_ACCESSIBLE (old)));
  bw_chart_view_set_chart (f->view, &f->chart.parent);
  g_assert_cmpuint (count_children (f), ==, N_COLUMNS);
  g_assert_true (f->view->items->pdata[2] != old);
}

static void
test_region (Fixture *f, gconstpointer data)
{
  double points[] = { 10, 10, 100, 10, 100, 100 };
  g_autoptr (GArray) corners = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_vals (corners, points, G_N_ELEMENTS (points));
  bw_chart_view_select (f->view, corners);
  g_assert_cmpuint (f->corners, ==, 3);
}

static void
test_picture (Fixture *f, gconstpointer data)
{
  g_autoptr (GdkTexture) texture = bw_chart_picture (f->view, 400, 300, 2);
  static const char *const names[] = { "chart.png", "chart.svg", "chart.pdf" };
  static const char *const magic[] = { "\x89PNG", "<?xml", "%PDF" };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bellwether-chart-XXXXXX", &error);

  g_assert_no_error (error);
  g_assert_cmpint (gdk_texture_get_width (texture), ==, 800);
  g_assert_cmpint (gdk_texture_get_height (texture), ==, 600);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_autofree char *contents = NULL;
      gsize length;

      bw_chart_save_to (f->view, path, &error);
      g_assert_no_error (error);
      g_file_get_contents (path, &contents, &length, &error);
      g_assert_no_error (error);
      g_assert_cmpint (memcmp (contents, magic[i], strlen (magic[i])), ==, 0);
      g_unlink (path);
    }
  g_rmdir (folder);
  g_assert_false (bw_chart_save_to (f->view, "/nonexistent/chart.png", &error));
  g_assert_nonnull (strstr (error->message, "/nonexistent/chart.png"));
}

/* A chart that goes away takes everything with it that pointed into it. */
static void
test_no_chart (Fixture *f, gconstpointer data)
{
  bw_chart_view_set_item (f->view, 1);
  bw_chart_view_set_chart (f->view, NULL);
  g_assert_cmpint (bw_chart_view_get_item (f->view), ==, -1);
  g_assert_false (ui_press (GTK_WIDGET (f->view), GDK_KEY_Right, 0));
  ui_wait_frames (f->window, 2);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  adw_init ();
#define ADD(name, func) g_test_add ("/chart-view/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("pointer", test_pointer);
  ADD ("tip-inside", test_tip_inside);
  ADD ("keyboard", test_keyboard);
  ADD ("keyboard-rtl", test_keyboard_rtl);
  ADD ("direction", test_direction_reaches_style);
  ADD ("style", test_style);
  ADD ("zoom", test_zoom);
  ADD ("accessible", test_accessible);
  ADD ("items", test_items);
  ADD ("current-item", test_current_item);
  ADD ("items-follow", test_items_follow);
  ADD ("region", test_region);
  ADD ("picture", test_picture);
  ADD ("no-chart", test_no_chart);
#undef ADD
  return g_test_run ();
}
