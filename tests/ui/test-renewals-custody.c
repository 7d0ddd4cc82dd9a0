/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "charts/bw-bars-chart.h"
#include "charts/bw-roles-chart.h"
#include "figures/bw-renewals-figure.h"
#include "ui-fixture.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-bands-page.h"
#include "ui/pages/bw-custody-page.h"
#include "ui/pages/bw-renewals-page.h"
#include "ui/widgets/bw-chart-view.h"
#include "ui/widgets/bw-figure-card.h"

static BwApplication *application;

static BwWindow *
open_page (const char *name, int width)
{
  BwWindow *window = ui_window_open (application, width, 820);

  ui_open_demo (window);
  bw_window_go_to (window, name);
  ui_wait (ui_is_at_rest, window, name);
  return window;
}

/* The renewals of 120 days end in so many months at most. */
#define MOST_MONTHS 6

/* The first button below a widget that leads to an account. */
static GtkWidget *
find_card (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = g_object_get_data (G_OBJECT (child), "renewal") ? child
                                                                         : find_card (child);

      if (found)
        return found;
    }
  return NULL;
}

static guint
count_cards (GtkWidget *root)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    n += g_object_get_data (G_OBJECT (child), "renewal") ? 1 : count_cards (child);
  return n;
}

static gboolean
is_on_an_account (gpointer window)
{
  return BW_IS_ACCOUNT_PAGE (bw_window_get_page (window)) && ui_is_at_rest (window);
}

/* The board has its accounts in it, and each leads to its page, by keyboard too. */
static void
test_renewals (void)
{
  static const int widths[] = { 1400, 360 };

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      BwWindow *window = open_page ("renewals", widths[i]);
      BwPage *page = bw_window_get_page (window);
      g_autofree char *description = bw_page_describe (page);
      GtkWidget *card;

      g_assert_true (BW_IS_RENEWALS_PAGE (page));
      g_assert_nonnull (strstr (description, "ARR"));
      /* A column of the board is made in a frame. */
      ui_wait_frames (GTK_WIDGET (window), MOST_MONTHS);
      card = find_card (GTK_WIDGET (page));
      g_assert_cmpuint (count_cards (GTK_WIDGET (page)), >, 0);
      g_assert_nonnull (card);
      g_assert_true (gtk_widget_grab_focus (card));
      g_assert_true (gtk_widget_activate (card));
      ui_wait (is_on_an_account, window, "the account");
      ui_window_close (window);
    }
}

/* The parts of the chart's bars come to what stands on the cards, and one opens into its
 * accounts. */
static void
test_bars (void)
{
  BwWindow *window = open_page ("renewals", 1200);
  GtkWidget *page = GTK_WIDGET (bw_window_get_page (window));
  BwChartView *view = BW_CHART_VIEW (ui_find (page, BW_TYPE_CHART_VIEW, 0));
  const BwBarsChart *chart = (const BwBarsChart *) bw_chart_view_get_chart (view);
  gulong first = G_MAXULONG;

  g_assert_nonnull (chart);
  g_assert_cmpuint (chart->n_parts, ==, BW_N_FORECASTS);
  g_assert_cmpuint (chart->n_rows, >, 1);
  for (guint i = 0; i < chart->n_rows * chart->n_parts && first == G_MAXULONG; i++)
    if (chart->rows[i / chart->n_parts].parts[i % chart->n_parts].amount > 0)
      first = i;
  g_signal_emit_by_name (view, "activated", BW_PICK_PART, first);
  g_assert_nonnull (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  ui_window_close (window);
}

/* A bar a band and one for the unknown; each opens into its accounts, and who moved is listed. */
static void
test_bands (void)
{
  BwWindow *window = open_page ("health", 1400);
  BwPage *page = bw_window_get_page (window);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  BwChartView *view = BW_CHART_VIEW (ui_find (GTK_WIDGET (page), BW_TYPE_CHART_VIEW, 0));
  const BwBarsChart *chart = (const BwBarsChart *) bw_chart_view_get_chart (view);
  g_autofree char *description = bw_page_describe (page);
  double sum = 0;

  g_assert_true (BW_IS_BANDS_PAGE (page));
  g_assert_nonnull (strstr (description, "since"));
  g_assert_cmpint (chart->n_rows, ==, snapshot->table->policy->n_bands + 1);
  for (guint i = 0; i < chart->n_rows; i++)
    {
      sum += chart->rows[i].parts[0].amount;
      g_assert_false (isnan (chart->rows[i].before));
    }
  g_assert_cmpfloat (sum, ==, snapshot->n);
  g_signal_emit_by_name (view, "activated", BW_PICK_PART, 0UL);
  g_assert_nonnull (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  ui_window_close (window);
}

/* What stands on the cards of the forecast is the figure's. */
static void
test_forecast (void)
{
  BwWindow *window = open_page ("renewals", 1200);
  GtkWidget *page = GTK_WIDGET (bw_window_get_page (window));

  for (BwForecast i = 0; i < BW_N_FORECASTS; i++)
    g_assert_nonnull (ui_find_label (page, bw_forecast_title (i)));
  g_assert_true (BW_IS_FIGURE_CARD (ui_find (page, BW_TYPE_FIGURE_CARD, BW_N_FORECASTS - 1)));
  ui_window_close (window);
}

/* The matrix has a mark for every account that says how complex it is; a mark opens the account. */
static void
test_custody (void)
{
  BwWindow *window = open_page ("custody", 1400);
  BwPage *page = bw_window_get_page (window);
  BwChartView *view = BW_CHART_VIEW (ui_find (GTK_WIDGET (page), BW_TYPE_CHART_VIEW, 0));
  const BwRolesChart *chart = (const BwRolesChart *) bw_chart_view_get_chart (view);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  g_autofree char *description = bw_page_describe (page);
  guint known = 0;

  g_assert_true (BW_IS_CUSTODY_PAGE (page));
  g_assert_nonnull (strstr (description, "durable custody"));
  for (BwSeller i = 0; i < BW_N_SELLERS; i++)
    known += chart->n_sellers[i];
  g_assert_cmpuint (chart->input->n, ==, snapshot->n);
  g_assert_cmpuint (known, ==, snapshot->n);
  g_signal_emit_by_name (view, "activated", BW_PICK_ACCOUNT, (gulong) chart->largest[0]);
  ui_wait (is_on_an_account, window, "the account");
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/renewals-custody/renewals", test_renewals);
  g_test_add_func ("/renewals-custody/bars", test_bars);
  g_test_add_func ("/renewals-custody/forecast", test_forecast);
  g_test_add_func ("/renewals-custody/bands", test_bands);
  g_test_add_func ("/renewals-custody/custody", test_custody);
  status = g_test_run ();
  g_clear_object (&application);
  return status;
}
