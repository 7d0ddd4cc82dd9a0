/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-fixture.h"
#include "ui/widgets/bw-capacity-grid.h"
#include "ui/widgets/bw-chart-view.h"
#include "ui/widgets/bw-figure-card.h"
#include "ui/widgets/bw-table-view.h"
#include "ui/widgets/bw-what-if.h"

/* The pages for which a leader leaves the front page: the curve, the tiers, the success metrics. */

static BwApplication *application;

static BwWindow *
open_page (const char *name, int width, int height)
{
  BwWindow *window = ui_window_open (application, width, height);

  ui_open_demo (window);
  bw_window_go_to (window, name);
  ui_wait (ui_is_at_rest, window, name);
  ui_wait_frames (GTK_WIDGET (window), 3);
  return window;
}

static GtkWidget *
page_of (BwWindow *window)
{
  return GTK_WIDGET (bw_window_get_page (window));
}

static const char *
text_of (GtkWidget *card, guint label)
{
  return gtk_label_get_text (GTK_LABEL (ui_find (card, GTK_TYPE_LABEL, label)));
}

static BwFigureCard *
find_card (BwWindow *window, const char *title)
{
  GtkWidget *card;

  for (guint i = 0; (card = ui_find (page_of (window), BW_TYPE_FIGURE_CARD, i)); i++)
    if (g_str_equal (text_of (card, 0), title))
      return BW_FIGURE_CARD (card);
  g_error ("there is no card “%s”", title);
}

static AdwDialog *
dialog_of (BwWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

/* How many accounts the dialog lists. */
static guint
count_listed (BwWindow *window)
{
  GtkWidget *list = ui_find (GTK_WIDGET (dialog_of (window)), GTK_TYPE_LIST_VIEW, 0);

  return list ? g_list_model_get_n_items (
                  G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list))))
              : 0;
}

static gboolean
has_no_dialog (gpointer window)
{
  return dialog_of (window) == NULL;
}

static void
close_dialog (BwWindow *window)
{
  adw_dialog_force_close (dialog_of (window));
  ui_wait (has_no_dialog, window, "the dialog to close");
}

/* A number is the number of accounts that it opens into. */
static void
assert_opens (BwWindow *window, const char *title)
{
  BwFigureCard *card = find_card (window, title);
  guint n = (guint) g_ascii_strtoull (text_of (GTK_WIDGET (card), 1), NULL, 10);

  g_signal_emit_by_name (card, "clicked");
  g_assert_nonnull (dialog_of (window));
  g_assert_cmpstr (adw_dialog_get_title (dialog_of (window)), ==, title);
  g_assert_cmpuint (count_listed (window), ==, n);
  close_dialog (window);
}

static void
test_curve (void)
{
  static const char *const titles[] = {
    "A · At Risk", "B · Advocates and Upsell", "B · Upsell Candidates", "B · Advocates",
    "In Between",  "No Reading",               "Into at Risk",          "Out of at Risk",
    "Into Advocates", "Out of Advocates",
  };
  BwWindow *window = open_page ("distribution", 1200, 800);

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    assert_opens (window, titles[i]);

  /* The middle is no number of accounts: it says how it is computed. */
  g_signal_emit_by_name (find_card (window, "Median"), "clicked");
  g_assert_nonnull (dialog_of (window));
  g_assert_cmpuint (count_listed (window), ==, 0);
  close_dialog (window);
  ui_window_close (window);
}

/* Without thresholds there are no areas; weighted by ARR it says so. */
static void
test_measures (void)
{
  BwWindow *window = open_page ("distribution", 1200, 800);
  GtkDropDown *measures = GTK_DROP_DOWN (ui_find (page_of (window), GTK_TYPE_DROP_DOWN, 0));
  AdwToggleGroup *weight
    = ADW_TOGGLE_GROUP (ui_find (page_of (window), ADW_TYPE_TOGGLE_GROUP, 0));
  GtkWidget *at_risk = GTK_WIDGET (find_card (window, "A · At Risk"));
  g_autofree char *before = bw_page_describe (bw_window_get_page (window));
  g_autofree char *after = NULL;

  g_assert_true (gtk_widget_get_visible (at_risk));
  g_assert_nonnull (strstr (before, "Customer distribution by success index"));
  gtk_drop_down_set_selected (measures, 1);
  adw_toggle_group_set_active_name (weight, "arr");
  ui_wait (ui_is_at_rest, window, "the other measure");
  after = bw_page_describe (bw_window_get_page (window));
  g_assert_nonnull (strstr (after, "Distribution of ARR by happiness"));
  g_assert_false (gtk_widget_get_visible (at_risk));
  g_assert_cmpuint (gtk_drop_down_get_selected (measures), ==, 1);
  ui_window_close (window);
}

/* A rectangle over the whole chart holds everybody who is on the curve. */
static void
test_rectangle (void)
{
  BwWindow *window = open_page ("distribution", 1200, 800);
  GtkWidget *view = ui_find (page_of (window), BW_TYPE_CHART_VIEW, 0);
  double width = gtk_widget_get_width (view), height = gtk_widget_get_height (view);
  const double whole[] = { 0, 0, width, 0, width, height, 0, height };
  const double none[] = { width / 2, 0, width / 2, height };
  g_autoptr (GArray) corners = g_array_new (FALSE, FALSE, sizeof (double));
  guint on_curve = 0;
  static const char *const parts[] = { "A · At Risk", "In Between", "B · Advocates and Upsell" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    on_curve += (guint) g_ascii_strtoull (text_of (GTK_WIDGET (find_card (window, parts[i])), 1),
                                          NULL, 10);
  g_array_append_vals (corners, none, G_N_ELEMENTS (none));
  g_signal_emit_by_name (view, "region-selected", corners);
  g_assert_null (dialog_of (window));
  g_array_set_size (corners, 0);
  g_array_append_vals (corners, whole, G_N_ELEMENTS (whole));
  g_signal_emit_by_name (view, "region-selected", corners);
  g_assert_cmpuint (count_listed (window), ==, on_curve);
  close_dialog (window);
  ui_window_close (window);
}

/* What if the top accounts had twice the hours: they would be needed, and taken back again. */
static void
test_what_if (void)
{
  BwWindow *window = open_page ("segments", 1200, 800);
  GtkWidget *what_if = ui_find (page_of (window), BW_TYPE_WHAT_IF, 0);
  GtkWidget *capacity = ui_find (page_of (window), BW_TYPE_CAPACITY_GRID, 0);
  GtkWidget *hours = ui_find (what_if, GTK_TYPE_SCALE, 0);
  BwTiersWhatIf asked;
  g_autofree char *before = bw_page_describe (bw_window_get_page (window));
  g_autofree char *during = NULL, *after = NULL;
  GtkWidget *title = ui_find_label (capacity, "Hours a year for each");
  double each, twice;

  g_assert_nonnull (title);
  each = g_ascii_strtod (gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (title))),
                         NULL);
  g_assert_false (bw_what_if_get (BW_WHAT_IF (what_if), &asked));
  gtk_range_set_value (GTK_RANGE (hours), 2);
  ui_wait (ui_is_at_rest, window, "the what-if");
  g_assert_true (bw_what_if_get (BW_WHAT_IF (what_if), &asked));
  g_assert_cmpfloat (asked.hours_factor[BW_TIER_TOP], ==, 2);
  twice = g_ascii_strtod (gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (title))),
                          NULL);
  g_assert_cmpfloat (each, >, 0);
  g_assert_cmpfloat (twice, ==, 2 * each);
  during = bw_page_describe (bw_window_get_page (window));
  g_assert_cmpstr (during, !=, before);

  bw_what_if_reset (BW_WHAT_IF (what_if));
  ui_wait (ui_is_at_rest, window, "the tiers as they are");
  after = bw_page_describe (bw_window_get_page (window));
  g_assert_cmpstr (after, ==, before);
  ui_window_close (window);
}

static void
test_tiers (void)
{
  BwWindow *window = open_page ("segments", 1200, 800);
  GtkWidget *list;
  guint n_lists = 0;

  assert_opens (window, "Top Tier");
  assert_opens (window, "Leveraged Tier");
  assert_opens (window, "Scalable Tier");
  for (guint i = 0; (list = ui_find (page_of (window), GTK_TYPE_LIST_BOX, i)); i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0);

      /* A group has a list of its own, which stays empty. */
      if (row == NULL)
        continue;
      g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (row)));
      g_signal_emit_by_name (list, "row-activated", row);
      g_assert_nonnull (dialog_of (window));
      close_dialog (window);
      n_lists++;
    }
  g_assert_cmpuint (n_lists, ==, 2);
  gtk_widget_activate_action (page_of (window), "segments.coverage-table", NULL);
  g_assert_nonnull (dialog_of (window));
  close_dialog (window);
  ui_window_close (window);
}

static gboolean
shows_an_account (gpointer window)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (bw_window_get_page (window)), "BwAccountPage");
}

static void
test_metrics (void)
{
  BwWindow *window = open_page ("metrics", 1200, 800);
  GtkWidget *table = ui_find (page_of (window), BW_TYPE_TABLE_VIEW, 0);

  assert_opens (window, "Accounts That Measure It");
  assert_opens (window, "Better Off Than Before");
  assert_opens (window, "Behind Their Plan");
  g_signal_emit_by_name (table, "row-activated", 0);
  ui_wait (shows_an_account, window, "the account");
  ui_window_close (window);
}

/* One that says it is loading may be there as well, and hidden. */
static gboolean
shows_status (GtkWidget *page)
{
  GtkWidget *status;

  for (guint i = 0; (status = ui_find (page, ADW_TYPE_STATUS_PAGE, i)); i++)
    if (gtk_widget_get_child_visible (status))
      return TRUE;
  return FALSE;
}

/* Every page has a width that fits a phone, and says so when nobody passes the filter. */
static void
test_narrow_and_empty (void)
{
  static const char *const pages[] = { "distribution", "segments", "metrics" };
  BwWindow *window = open_page (pages[0], 360, 720);
  BwSession *session = bw_window_get_session (window);
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      int minimum;

      bw_account_filter_set_search (filter, NULL);
      bw_session_set_filter (session, filter);
      bw_window_go_to (window, pages[i]);
      ui_wait (ui_is_at_rest, window, pages[i]);
      gtk_widget_measure (page_of (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                          NULL);
      g_assert_cmpint (minimum, <=, 360);

      bw_account_filter_set_search (filter, "nobody is called this");
      bw_session_set_filter (session, filter);
      ui_wait (ui_is_at_rest, window, "nobody");
      g_assert_true (shows_status (page_of (window)));
    }
  bw_account_filter_set_search (filter, NULL);
  bw_session_set_filter (session, filter);
  ui_window_close (window);
}

/* Text half as large again, as in the settings of the desktop, still fits a phone. */
static void
test_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  BwWindow *window = open_page ("segments", 360, 720);
  int dpi, minimum;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", dpi * 3 / 2, NULL);
  ui_wait_frames (GTK_WIDGET (window), 3);
  gtk_widget_measure (page_of (window), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/leader-pages/curve", test_curve);
  g_test_add_func ("/leader-pages/measures", test_measures);
  g_test_add_func ("/leader-pages/rectangle", test_rectangle);
  g_test_add_func ("/leader-pages/what-if", test_what_if);
  g_test_add_func ("/leader-pages/tiers", test_tiers);
  g_test_add_func ("/leader-pages/metrics", test_metrics);
  g_test_add_func ("/leader-pages/narrow-and-empty", test_narrow_and_empty);
  g_test_add_func ("/leader-pages/large-text", test_large_text);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
