/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "charts/bw-waterfall-chart.h"
#include "figures/bw-account-figure.h"
#include "ui-fixture.h"
#include "ui/pages/bw-account-page.h"
#include "ui/pages/bw-account-place.h"
#include "ui/pages/bw-accounts-page.h"
#include "ui/pages/bw-health-page.h"
#include "ui/widgets/bw-account-card.h"
#include "ui/widgets/bw-accounts-view.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-chart-view.h"
#include "ui/widgets/bw-series-card.h"
#include "ui/widgets/bw-table-view.h"

static BwApplication *application;

/* A window on the list of accounts of a small company. */
static BwWindow *
open_list (int width)
{
  BwWindow *window = ui_window_open (application, width, 900);
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_find ("Account", NULL);

  if (info == NULL)
    info = bw_portfolio_add ("Account", BW_PORTFOLIO_DEMO, NULL, "accounts=60 months=12 seed=7",
                             &error);
  g_assert_no_error (error);
  bw_session_open_info (bw_window_get_session (window), info);
  bw_window_go_to (window, "accounts");
  ui_wait (ui_is_at_rest, window, "the list of accounts");
  return window;
}

static BwAccountPage *
open_account (BwWindow *window, const char *id)
{
  BwAccountPage *page = bw_account_page_open (window, id);

  ui_wait (ui_is_at_rest, window, "the account");
  return page;
}

static BwAccountFigure *
compute_account (BwWindow *window, const char *id)
{
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (bw_session_get_info (session)->mirror_path,
                                                BW_MIRROR_READ_ONLY, &error);
  BwFigureScope scope = {
    .snapshot = bw_session_get_snapshot (session),
    .compare = bw_session_get_compared (session),
    .mirror = mirror,
  };
  BwAccountFigure *figure;

  g_assert_no_error (error);
  figure = bw_account_figure_compute (&scope, id, &error);
  g_assert_no_error (error);
  return figure;
}

/* Activating a row of the list opens its account, which says what is known of it. */
static void
test_open (void)
{
  BwWindow *window = open_list (1300);
  BwAccountsPage *accounts = BW_ACCOUNTS_PAGE (bw_window_get_page (window));
  GtkWidget *view = ui_find (GTK_WIDGET (accounts), BW_TYPE_ACCOUNTS_VIEW, 0);
  BwAccountList *list = bw_accounts_page_get_list (accounts);
  const char *id = bw_snapshot_id (bw_account_list_get_snapshot (list),
                                   bw_account_list_get_row (list, 4));
  g_autoptr (BwAccountFigure) figure = compute_account (window, id);
  BwPage *page;
  g_autofree char *words = NULL;

  g_signal_emit_by_name (bw_accounts_view_get_table (BW_ACCOUNTS_VIEW (view)), "activate", 4);
  ui_wait (ui_is_at_rest, window, "the account");
  page = bw_window_get_page (window);
  g_assert_true (BW_IS_ACCOUNT_PAGE (page));
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==, figure->name);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (page), figure->head.title));
  for (guint i = 0; figure->chips[i]; i++)
    g_assert_nonnull (ui_find_label (GTK_WIDGET (page), figure->chips[i]));
  for (guint i = 0; figure->reasons[i]; i++)
    g_assert_nonnull (ui_find_label (GTK_WIDGET (page), figure->reasons[i]));
  for (guint i = 0; i < figure->n_lines; i++)
    g_assert_nonnull (ui_find_label (GTK_WIDGET (page), figure->lines[i].title));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (page), figure->plan_title));
  words = bw_page_describe (page);
  g_assert_nonnull (strstr (words, figure->name));
  ui_window_close (window);
}

/* Next and previous go through the list in its order and stop at its ends. */
static void
test_neighbours (void)
{
  BwWindow *window = open_list (1300);
  BwAccountList *list = g_object_ref (
    bw_accounts_page_get_list (BW_ACCOUNTS_PAGE (bw_window_get_page (window))));
  BwSnapshot *snapshot = bw_account_list_get_snapshot (list);
  BwAccountPage *page
    = open_account (window, bw_snapshot_id (snapshot, bw_account_list_get_row (list, 0)));

  for (guint i = 1; i < 4; i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "account.next", NULL));
      ui_wait (ui_is_at_rest, window, "the next account");
      g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==,
                       bw_snapshot_name (snapshot, bw_account_list_get_row (list, i)));
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "account.previous", NULL));
  ui_wait (ui_is_at_rest, window, "the previous account");
  g_assert_cmpstr (adw_navigation_page_get_title (ADW_NAVIGATION_PAGE (page)), ==,
                   bw_snapshot_name (snapshot, bw_account_list_get_row (list, 2)));
  g_object_unref (list);
  ui_window_close (window);
}

/* Another metric, bucket or peers is another request, and the finding on the card follows. */
static void
test_series (void)
{
  BwWindow *window = open_list (1300);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  const char *id = bw_snapshot_id (snapshot, 0);
  g_autoptr (BwAccountFigure) figure = compute_account (window, id);
  BwAccountPage *page = open_account (window, id);
  BwSeriesRequest request;
  GtkWidget *card, *buckets;

  g_assert_cmpuint (figure->n_metrics, >, 1);
  card = ui_find (GTK_WIDGET (page), BW_TYPE_SERIES_CARD, 0);
  bw_series_card_get_request (BW_SERIES_CARD (card), &request);
  g_assert_null (request.metric_key);
  g_assert_cmpint (request.bucket, ==, BW_BUCKET_MONTH);
  g_assert_cmpint (request.peers, ==, BW_PEERS_TIER);
  bw_series_card_set_metric (BW_SERIES_CARD (card), figure->metrics[1].metric->key);
  g_signal_emit_by_name (card, "changed");
  ui_wait (ui_is_at_rest, window, "another metric");
  bw_series_card_get_request (BW_SERIES_CARD (card), &request);
  g_assert_cmpstr (request.metric_key, ==, figure->metrics[1].metric->key);
  buckets = ui_find (card, ADW_TYPE_TOGGLE_GROUP, 0);
  adw_toggle_group_set_active_name (ADW_TOGGLE_GROUP (buckets), "quarter");
  ui_wait (ui_is_at_rest, window, "quarters");
  bw_series_card_get_request (BW_SERIES_CARD (card), &request);
  g_assert_cmpint (request.bucket, ==, BW_BUCKET_QUARTER);
  ui_window_close (window);
}

/* Every chart of the page has its data as a table, which holds what it shows even when the page goes on
 * to something else. */
static void
test_tables (void)
{
  BwWindow *window = open_list (1300);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  BwAccountPage *page = NULL;
  guint n = 0;

  for (guint row = 0; page == NULL && row < snapshot->n; row++)
    if (!isnan (snapshot->success_index[row]) && snapshot->quadrant[row] != BW_QUADRANT_UNKNOWN)
      page = open_account (window, bw_snapshot_id (snapshot, row));
  g_assert_nonnull (page);
  for (guint i = 0; ui_find (GTK_WIDGET (page), BW_TYPE_CHART_CARD, i); i++)
    {
      GtkWidget *card = ui_find (GTK_WIDGET (page), BW_TYPE_CHART_CARD, i);
      AdwDialog *dialog;
      BwTable *table;
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;

      g_assert_true (gtk_widget_activate_action (card, "card.table", NULL));
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
      g_assert_nonnull (dialog);
      table = bw_table_view_get_table (
        BW_TABLE_VIEW (ui_find (GTK_WIDGET (dialog), BW_TYPE_TABLE_VIEW, 0)));
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (table)), >, 0);
      before = bw_table_to_text (table, G_MAXUINT);
      bw_session_step_months (bw_window_get_session (window), i % 2 == 0 ? -1 : 1);
      ui_wait (ui_is_at_rest, window, "another day");
      after = bw_table_to_text (table, G_MAXUINT);
      g_assert_cmpstr (after, ==, before);
      adw_dialog_force_close (dialog);
      ui_wait_frames (GTK_WIDGET (window), 3);
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
  bw_session_set_as_of (bw_window_get_session (window), BW_DATE_NONE);
  ui_wait (ui_is_at_rest, window, "the latest day");
  ui_window_close (window);
}

/* Going on to the health of an account shows its readings and, bar by bar, what moved it; other
 * days give the change between them. */
static void
test_health (void)
{
  BwWindow *window = open_list (1300);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  guint asked = 0;

  for (guint row = 0; row < snapshot->n && asked < 3; row++)
    {
      const char *id = bw_snapshot_id (snapshot, row);
      g_autoptr (BwAccountFigure) figure = compute_account (window, id);
      g_autofree char *description = NULL;
      BwWaterfallChart *chart;
      BwHealthPage *page;
      double points = 0, to;

      if (figure->n_why == 0)
        continue;
      bw_account_page_open (window, id);
      ui_wait (ui_is_at_rest, window, "the account");
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (bw_window_get_page (window)),
                                                 "account.health", NULL));
      ui_wait (ui_is_at_rest, window, "its health");
      g_assert_true (BW_IS_HEALTH_PAGE (bw_window_get_page (window)));
      page = BW_HEALTH_PAGE (bw_window_get_page (window));
      chart = (BwWaterfallChart *) bw_chart_view_get_chart (
        BW_CHART_VIEW (ui_find (GTK_WIDGET (page), BW_TYPE_CHART_VIEW, 0)));
      g_assert_cmpuint (chart->n_steps, ==, figure->n_why);
      for (gsize i = 0; i < chart->n_steps; i++)
        points += chart->steps[i].amount;
      g_assert_cmpfloat_with_epsilon (points, figure->index_change, 1e-9);
      g_assert_cmpfloat_with_epsilon (chart->to - chart->from, points, 1e-9);
      to = chart->to;
      description = bw_page_describe (BW_PAGE (page));
      g_assert_nonnull (strstr (description, figure->name));

      bw_health_page_set_dates (page, snapshot->as_of - 200, snapshot->as_of);
      ui_wait (ui_is_at_rest, window, "another day");
      chart = (BwWaterfallChart *) bw_chart_view_get_chart (
        BW_CHART_VIEW (ui_find (GTK_WIDGET (page), BW_TYPE_CHART_VIEW, 0)));
      if (chart)
        g_assert_cmpfloat (chart->to, ==, to);
      bw_window_go_to (window, "accounts");
      ui_wait (ui_is_at_rest, window, "the list again");
      asked++;
    }
  g_assert_cmpuint (asked, ==, 3);
  {
    g_autofree char *nothing = bw_points_format (0.04);
    g_autofree char *less = bw_points_format (-2.3);
    g_autofree char *more = bw_points_format (12.6);

    g_assert_cmpstr (nothing, ==, "0.0");
    g_assert_cmpstr (less, ==, "−2.3");
    g_assert_cmpstr (more, ==, "+12.6");
  }
  ui_window_close (window);
}

/* Where an account stands: the share of the others below it, counted by hand. */
static void
test_place (void)
{
  BwWindow *window = open_list (1300);
  BwSession *session = bw_window_get_session (window);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  guint placed = 0, without = 0;

  for (guint row = 0; row < snapshot->n; row++)
    {
      g_autoptr (BwAccountPlace) place
        = bw_account_place_compute (snapshot, row, bw_session_get_info (session)->mirror_path);
      g_autofree char *share = NULL;
      guint below = 0, known = 0;

      if (isnan (snapshot->success_index[row]))
        {
          g_assert_null (place->on_curve.title);
          without++;
          continue;
        }
      for (guint i = 0; i < snapshot->n; i++)
        if (i != row && !isnan (snapshot->success_index[i]))
          {
            known++;
            below += snapshot->success_index[i] < snapshot->success_index[row];
          }
      share = bw_share_format ((double) below / known, 0);
      g_assert_nonnull (strstr (place->on_curve.title, share));
      g_assert_cmpint (place->in_quadrants.title != NULL, ==,
                       snapshot->quadrant[row] != BW_QUADRANT_UNKNOWN);
      placed++;
    }
  g_assert_cmpuint (placed + without, ==, snapshot->n);
  g_assert_cmpuint (placed, >, 0);
  ui_window_close (window);
}

/* An account that is not there, and a day on which it had no contract, are said in words. */
static void
test_absent (void)
{
  BwWindow *window = open_list (1300);
  BwSession *session = bw_window_get_session (window);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  BwAccountPage *page = open_account (window, "nobody");
  guint32 youngest = 0;
  GtkWidget *banner;

  g_assert_nonnull (ui_find_label (GTK_WIDGET (page), "No Such Account"));
  adw_navigation_view_pop (
    ADW_NAVIGATION_VIEW (gtk_widget_get_ancestor (GTK_WIDGET (page), ADW_TYPE_NAVIGATION_VIEW)));

  for (guint row = 1; row < snapshot->n; row++)
    if (snapshot->table->contract_started_on[snapshot->account[row]]
        > snapshot->table->contract_started_on[snapshot->account[youngest]])
      youngest = row;
  page = open_account (window, bw_snapshot_id (snapshot, youngest));
  banner = ui_find (GTK_WIDGET (page), ADW_TYPE_BANNER, 0);
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));
  bw_session_set_as_of (
    session, snapshot->table->contract_started_on[snapshot->account[youngest]] - 1);
  ui_wait (ui_is_at_rest, window, "the day before the contract");
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  bw_session_set_as_of (session, BW_DATE_NONE);
  ui_wait (ui_is_at_rest, window, "the latest day");
  ui_window_close (window);
}

/* In a window as narrow as a phone nothing of the page is wider than it. */
static void
test_narrow (void)
{
  BwWindow *window = open_list (1300);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  BwAccountPage *page = open_account (window, bw_snapshot_id (snapshot, 0));
  GtkWidget *body = ui_find (GTK_WIDGET (page), ADW_TYPE_BREAKPOINT_BIN, 0);
  GtkWidget *content = ui_find (body, GTK_TYPE_VIEWPORT, 0);
  int minimum;

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 700);
  ui_wait_frames (GTK_WIDGET (window), 6);
  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/account/open", test_open);
  g_test_add_func ("/account/neighbours", test_neighbours);
  g_test_add_func ("/account/series", test_series);
  g_test_add_func ("/account/tables", test_tables);
  g_test_add_func ("/account/health", test_health);
  g_test_add_func ("/account/place", test_place);
  g_test_add_func ("/account/absent", test_absent);
  g_test_add_func ("/account/narrow", test_narrow);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
