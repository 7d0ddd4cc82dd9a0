/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "charts/bw-quadrants-chart.h"
#include "ui-fixture.h"
#include "ui/pages/bw-quadrants-page.h"
#include "ui/pages/bw-quadrants-selection.h"
#include "ui/widgets/bw-chart-view-private.h"

static BwApplication *application;

/* Six accounts by hand: two successes, one of each other quadrant, one unknown. */
#define N 6

static double happiness[N] = { 0.5, -0.4, 0.3, -0.1, NAN, 0.9 };
static double margin[N] = { 0.6, 0.2, -0.2, -0.1, 0.4, 0.1 };
static BwMoney profit[N] = { 600, 40, -60, -20, 80, 50 };
static BwMoney arr[N] = { 1000, 200, 300, 200, 200, 500 };
static guint8 quadrant[N] = {
  BW_QUADRANT_SUCCESS, BW_QUADRANT_FIX_EXPECTATIONS, BW_QUADRANT_FIX_COST,
  BW_QUADRANT_REVIEW,  BW_QUADRANT_UNKNOWN,          BW_QUADRANT_SUCCESS,
};
static guint32 rows[N] = { 0, 1, 2, 3, 4, 5 };
static guint32 slots[N] = { 10, 11, 12, 13, 14, 15 };

static BwQuadrants result = { .n = N, .quadrant = quadrant };
static BwQuadrantsFigure figure = {
  .currency = (char *) "EUR",
  .input = { N, happiness, margin, profit, arr },
  .result = &result,
  .rows = rows,
};

static void
test_selection_totals (void)
{
  g_autoptr (BwQuadrantsSelection) selection = bw_quadrants_selection_new (&figure);
  const guint32 some[] = { 0, 1, 4 };
  g_autofree guint32 *largest = NULL;
  guint n;

  g_assert_true (bw_quadrants_selection_is_empty (selection));
  bw_quadrants_selection_add (selection, some, G_N_ELEMENTS (some));
  /* What has no place on the chart cannot be selected there. */
  g_assert_cmpuint (selection->total.accounts, ==, 2);
  g_assert_cmpint (selection->total.arr, ==, 1200);
  g_assert_cmpint (selection->total.profit, ==, 640);
  g_assert_cmpuint (selection->quadrants[BW_QUADRANT_SUCCESS].accounts, ==, 1);
  g_assert_cmpuint (selection->quadrants[BW_QUADRANT_FIX_EXPECTATIONS].accounts, ==, 1);

  bw_quadrants_selection_add_quadrant (selection, BW_QUADRANT_SUCCESS);
  g_assert_cmpuint (selection->total.accounts, ==, 3);
  bw_quadrants_selection_toggle (selection, 0);
  g_assert_cmpuint (selection->total.accounts, ==, 2);
  g_assert_cmpint (selection->total.arr, ==, 700);
  bw_quadrants_selection_toggle (selection, 4);
  g_assert_cmpuint (selection->total.accounts, ==, 2);

  largest = bw_quadrants_selection_largest (selection, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (largest[0], ==, 5);
  bw_quadrants_selection_clear (selection);
  g_assert_true (bw_quadrants_selection_is_empty (selection));
}

/* On another day an account has another row, and may be gone: slots tell who is who. */
static void
test_selection_carry (void)
{
  guint8 later_quadrant[] = { BW_QUADRANT_SUCCESS, BW_QUADRANT_UNKNOWN, BW_QUADRANT_REVIEW };
  guint32 later_slots[] = { 11, 12, 15 };
  BwQuadrants later_result = { .n = 3, .quadrant = later_quadrant };
  BwQuadrantsFigure later = figure;
  BwSnapshot snapshot = { .n = N, .slot = slots };
  BwSnapshot later_snapshot = { .n = 3, .slot = later_slots };
  g_autoptr (BwQuadrantsSelection) selection = bw_quadrants_selection_new (&figure);
  g_autoptr (BwQuadrantsSelection) carried = NULL;
  const guint32 some[] = { 0, 2, 5 };

  later.result = &later_result;
  bw_quadrants_selection_add (selection, some, G_N_ELEMENTS (some));
  carried = bw_quadrants_selection_carry (selection, &snapshot, &later, &later_snapshot);
  /* 10 is gone, of 12 nothing is known on that day, 15 is still there. */
  g_assert_cmpuint (carried->total.accounts, ==, 1);
  g_assert_true (carried->flags[2]);
  g_assert_cmpuint (carried->quadrants[BW_QUADRANT_REVIEW].accounts, ==, 1);
}

/* The page ------------------------------------------------------------------------------------- */

typedef struct {
  BwWindow    *window;
  BwSession   *session;
  BwPage      *page;
  BwChartView *view;
} Fixture;

static gboolean
is_at_rest (gpointer data)
{
  BwWindow *window = data;
  BwSession *session = bw_window_get_session (window);
  BwPage *page = bw_window_get_page (window);

  return !bw_session_get_loading (session)
         && bw_session_get_status (session) != BW_STATUS_REFRESHING
         && page != NULL && bw_page_is_settled (page);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_find ("Demo", NULL);

  if (info == NULL)
    info = bw_portfolio_add ("Demo", BW_PORTFOLIO_DEMO, NULL, "accounts=60 months=10 seed=3",
                             &error);
  g_assert_no_error (error);
  f->window = ui_window_open (application, 1300, 850);
  f->session = bw_window_get_session (f->window);
  bw_session_open_info (f->session, info);
  bw_window_go_to (f->window, "quadrants");
  ui_wait (is_at_rest, f->window, "the quadrants");
  f->page = bw_window_get_page (f->window);
  f->view = BW_CHART_VIEW (ui_find (GTK_WIDGET (f->page), BW_TYPE_CHART_VIEW, 0));
  ui_wait_frames (GTK_WIDGET (f->window), 3);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (BwAccountFilter) all = bw_account_filter_new ();

  bw_session_set_filter (f->session, all);
  ui_window_close (f->window);
}

static const BwQuadrantsChart *
get_chart (Fixture *f)
{
  return (const BwQuadrantsChart *) bw_chart_view_get_chart (f->view);
}

static guint
count_selected (Fixture *f)
{
  const BwQuadrantsChart *chart = get_chart (f);
  guint n = 0;

  for (gsize i = 0; chart->selected && i < chart->input->n; i++)
    n += chart->selected[i] != 0;
  return n;
}

static guint
count_places (Fixture *f)
{
  const BwQuadrantsChart *chart = get_chart (f);
  guint n = 0;

  for (BwQuadrant i = 0; i < BW_N_QUADRANTS; i++)
    n += chart->quadrants->totals[i].accounts;
  return n;
}

/* Draws a rectangle over the whole chart, as a person would. */
static void
select_all (Fixture *f)
{
  double width = gtk_widget_get_width (GTK_WIDGET (f->view));
  double height = gtk_widget_get_height (GTK_WIDGET (f->view));
  double corners[] = { 0, 0, width, 0, width, height, 0, height };
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (double));

  g_array_append_vals (all, corners, G_N_ELEMENTS (corners));
  g_signal_emit_by_name (f->view, "region-selected", all);
}

/* Finds the shortcut of the chart that @key triggers, and triggers it. */
static gboolean
shortcut (GtkWidget *widget, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (G_LIST_MODEL (controller)); k++)
        {
          g_autoptr (GtkShortcut) item = g_list_model_get_item (G_LIST_MODEL (controller), k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (item);

          if (GTK_IS_KEYVAL_TRIGGER (trigger)
              && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key
              && gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == state)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (item), 0, widget, NULL);
        }
    }
  return FALSE;
}

static void
test_pointer_draws_no_data (Fixture *f, gconstpointer data)
{
  guint draws = bw_chart_view_get_n_draws (f->view);
  int width = gtk_widget_get_width (GTK_WIDGET (f->view));

  g_assert_cmpuint (draws, >, 0);
  for (int x = 0; x < width; x += 23)
    {
      bw_chart_view_pick_at (f->view, x, 300);
      ui_wait_frames (GTK_WIDGET (f->window), 1);
    }
  g_assert_cmpuint (bw_chart_view_get_n_draws (f->view), ==, draws);
}

static void
test_region (Fixture *f, gconstpointer data)
{
  const char *const *ids;

  g_assert_cmpuint (count_places (f), >, 10);
  g_assert_cmpuint (count_selected (f), ==, 0);
  select_all (f);
  g_assert_cmpuint (count_selected (f), ==, count_places (f));

  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (f->page),
                                                     "quadrants.show-selected", NULL));
  ids = bw_account_filter_get_words (bw_session_get_filter (f->session), BW_ACCOUNT_FILTER_ID);
  g_assert_nonnull (ids);
  g_assert_cmpuint (g_strv_length ((char **) ids), ==, count_places (f));
  g_assert_cmpstr (adw_navigation_page_get_tag (ADW_NAVIGATION_PAGE (
                     bw_window_get_page (f->window))), ==, "accounts");
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (f->view);

  gtk_widget_grab_focus (view);
  /* Without an item there is nothing that Space could select. */
  g_assert_false (shortcut (view, GDK_KEY_space, 0));
  bw_chart_view_set_item (f->view, BW_N_QUADRANTS);
  g_assert_true (shortcut (view, GDK_KEY_space, 0));
  g_assert_cmpuint (count_selected (f), ==, 1);
  g_assert_true (get_chart (f)->selected[get_chart (f)->largest[0]]);
  bw_chart_view_set_item (f->view, BW_QUADRANT_SUCCESS);
  g_assert_true (shortcut (view, GDK_KEY_space, 0));
  g_assert_cmpuint (count_selected (f), >=,
                    get_chart (f)->quadrants->totals[BW_QUADRANT_SUCCESS].accounts);
  g_assert_true (shortcut (view, GDK_KEY_a, GDK_CONTROL_MASK));
  g_assert_cmpuint (count_selected (f), ==, count_places (f));
  g_assert_true (shortcut (view, GDK_KEY_Escape, 0));
  g_assert_cmpuint (count_selected (f), ==, 0);
  g_assert_false (shortcut (view, GDK_KEY_Escape, 0));
}

static gboolean
has_trails (gpointer data)
{
  return get_chart (data)->n_trails > 0;
}

/* Trails of the largest, or of what is selected; each ends where the account stands. */
static void
test_trails (Fixture *f, gconstpointer data)
{
  GtkWidget *button = NULL;
  const BwQuadrantsChart *chart = get_chart (f);

  for (guint i = 0; (button = ui_find (GTK_WIDGET (f->page), GTK_TYPE_TOGGLE_BUTTON, i)); i++)
    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), "_Trails") == 0)
      break;
  g_assert_nonnull (button);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  ui_wait (has_trails, f, "trails");
  g_assert_cmpuint (chart->n_trails, ==, MIN (20, chart->n_largest));
  for (gsize i = 0; i < chart->n_trails; i++)
    {
      const BwTrail *trail = &chart->trails[i];

      g_assert_cmpuint (trail->n, >=, 2);
      g_assert_cmpfloat (trail->happiness[trail->n - 1], ==,
                         chart->input->happiness[chart->largest[i]]);
    }
  bw_chart_view_set_item (f->view, BW_N_QUADRANTS + 3);
  shortcut (GTK_WIDGET (f->view), GDK_KEY_space, 0);
  ui_wait (has_trails, f, "the trail of one account");
  g_assert_cmpuint (chart->n_trails, ==, 1);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), FALSE);
  g_assert_cmpuint (chart->n_trails, ==, 0);
}

/* Enter on a quadrant opens the list of its accounts. */
static void
test_open_quadrant (Fixture *f, gconstpointer data)
{
  const char *const *words;

  bw_chart_view_set_item (f->view, BW_QUADRANT_SUCCESS);
  g_assert_true (ui_press (GTK_WIDGET (f->view), GDK_KEY_Return, 0));
  words = bw_account_filter_get_words (bw_session_get_filter (f->session),
                                       BW_ACCOUNT_FILTER_QUADRANT);
  g_assert_nonnull (words);
  g_assert_cmpstr (words[0], ==, "success");
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/quadrants/selection/totals", test_selection_totals);
  g_test_add_func ("/quadrants/selection/carry", test_selection_carry);
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/quadrants/pointer", test_pointer_draws_no_data);
  ADD ("/quadrants/region", test_region);
  ADD ("/quadrants/keys", test_keys);
  ADD ("/quadrants/trails", test_trails);
  ADD ("/quadrants/open", test_open_quadrant);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
