/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figures/bw-front-page.h"
#include "ui-fixture.h"
#include "ui/pages/bw-front-images.h"
#include "ui/pages/bw-portfolio-page.h"
#include "ui/widgets/bw-chart-card.h"
#include "ui/widgets/bw-figure-card.h"
#include "ui/widgets/bw-table-view.h"

/* The Portfolio page: what it shows is what the figures say, and it shows it before there is a
 * snapshot. */

static BwApplication *application;

typedef struct {
  BwWindow  *window;
  BwSession *session;
  BwPage    *page;
} Fixture;

static BwPortfolioInfo *
need_demo (void)
{
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_find ("Demo", NULL);

  if (info == NULL)
    info = bw_portfolio_add ("Demo", BW_PORTFOLIO_DEMO, NULL, "accounts=80 months=14 seed=3",
                             &error);
  g_assert_no_error (error);
  return info;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = ui_window_open (application, 1440, 900);
  f->session = bw_window_get_session (f->window);
  bw_session_open_info (f->session, need_demo ());
  bw_window_go_to (f->window, "portfolio");
  ui_wait (ui_is_at_rest, f->window, "the portfolio");
  f->page = bw_window_get_page (f->window);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autoptr (BwAccountFilter) all = bw_account_filter_new ();

  bw_session_set_filter (f->session, all);
  bw_session_set_compare_months (f->session, 3);
  ui_window_close (f->window);
}

static BwFront *
get_front (Fixture *f)
{
  return bw_page_get_result (f->page);
}

/* Every number on the page stands in a label as the figures say it. */
static void
test_figures (Fixture *f, gconstpointer data)
{
  static const BwKeyFigureId shown[] = {
    BW_KEY_FIGURE_ACCOUNTS, BW_KEY_FIGURE_ARR,       BW_KEY_FIGURE_NRR,
    BW_KEY_FIGURE_AT_RISK,  BW_KEY_FIGURE_ADVOCATES, BW_KEY_FIGURE_UNKNOWN,
  };
  const BwFrontPage *page = get_front (f)->page;
  const char *titles[] = { page->distribution->head.title, page->quadrants->head.title,
                           page->tiers->head.title,
                           page->series ? page->series->head.title
                                        : get_front (f)->no_series.title };

  g_assert_null (ui_find (GTK_WIDGET (f->page), BW_TYPE_FIGURE_CARD, 8));
  g_assert_nonnull (ui_find (GTK_WIDGET (f->page), BW_TYPE_FIGURE_CARD, 7));
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    g_assert_nonnull (ui_find_label (GTK_WIDGET (f->page),
                                     page->key_figures->figures[shown[i]].value));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_nonnull (ui_find_label (GTK_WIDGET (f->page), titles[i]));
  g_assert_null (ui_find (GTK_WIDGET (f->page), BW_TYPE_CHART_CARD, 4));
}

/* The four charts fit into the window: nothing of the page is out of sight. */
static void
test_fits (Fixture *f, gconstpointer data)
{
  GtkWidget *scrolled = ui_find (GTK_WIDGET (f->page), GTK_TYPE_VIEWPORT, 0);
  GtkAdjustment *adjustment;

  ui_wait_frames (GTK_WIDGET (f->window), 3);
  g_assert_nonnull (scrolled);
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (scrolled));
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment), <=,
                     gtk_adjustment_get_page_size (adjustment));
}

static void
test_no_comparison (Fixture *f, gconstpointer data)
{
  g_assert_nonnull (get_front (f)->page->key_figures->figures[BW_KEY_FIGURE_ARR].change);
  bw_session_set_compare_months (f->session, 0);
  ui_wait (ui_is_at_rest, f->window, "no comparison");
  g_assert_null (get_front (f)->page->key_figures->figures[BW_KEY_FIGURE_ARR].change);
  g_assert_cmpint (get_front (f)->page->compared_as_of, ==, BW_DATE_NONE);
}

static void
test_no_match (Fixture *f, gconstpointer data)
{
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();

  bw_account_filter_set_search (filter, "no account is called this");
  bw_session_set_filter (f->session, filter);
  ui_wait (ui_is_at_rest, f->window, "no account");
  g_assert_false (bw_front_has_accounts (get_front (f)));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (f->page), "No Account Matches"));
}

static gboolean
has_memo (gpointer data)
{
  g_autoptr (BwFrontPage) memo = bw_front_page_read (data);

  return memo != NULL;
}

/* The canvas that a chart of the page has now. */
static BwFrontCanvas
canvas_of (Fixture *f, guint chart)
{
  GtkWidget *card = ui_find (GTK_WIDGET (f->page), BW_TYPE_CHART_CARD, chart);
  BwChartView *view = bw_chart_card_get_view (BW_CHART_CARD (card));
  BwFrontCanvas canvas = { .width = gtk_widget_get_width (GTK_WIDGET (view)),
                           .height = gtk_widget_get_height (GTK_WIDGET (view)) };

  bw_chart_view_get_style (view, &canvas.style);
  return canvas;
}

/* Another test of this program may have left images of a window of another size. */
static gboolean
has_images (gpointer data)
{
  Fixture *f = data;
  g_autoptr (BwFrontImages) images
    = bw_front_images_read (bw_session_get_info (f->session)->mirror_path);

  for (guint i = 0; images != NULL && i < BW_FRONT_CHARTS; i++)
    {
      BwFrontCanvas canvas = canvas_of (f, i);
      cairo_surface_t *kept = bw_front_images_get (images, i, &canvas);

      if (kept == NULL)
        return FALSE;
      cairo_surface_destroy (kept);
    }
  return images != NULL;
}

/* The memo rounds what it keeps of each account, so an edge may be a shade off: what counts is the
 * share of bytes that are more than that. */
static double
share_that_differs (cairo_surface_t *a, cairo_surface_t *b)
{
  gsize n = (gsize) cairo_image_surface_get_stride (a)
            * (gsize) cairo_image_surface_get_height (a);
  const guchar *x = cairo_image_surface_get_data (a), *y = cairo_image_surface_get_data (b);
  gsize differ = 0;

  for (gsize i = 0; i < n; i++)
    differ += ABS (x[i] - y[i]) > 24;
  return (double) differ / (double) n;
}

/* What the charts of the memo would look like is what was kept. */
static void
check_images (Fixture *f)
{
  g_autoptr (BwFrontImages) images
    = bw_front_images_read (bw_session_get_info (f->session)->mirror_path);
  BwChart *charts[BW_FRONT_CHARTS] = {
    &get_front (f)->distribution.parent,
    &get_front (f)->quadrants.parent,
    &get_front (f)->tiers.parent,
    &get_front (f)->series.chart.parent,
  };

  g_assert_nonnull (images);
  for (guint i = 0; i < BW_FRONT_CHARTS; i++)
    {
      BwFrontCanvas canvas = canvas_of (f, i);
      cairo_surface_t *kept, *drawn;
      cairo_t *cr;

      kept = bw_front_images_get (images, i, &canvas);
      g_assert_nonnull (kept);
      drawn = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, canvas.width, canvas.height);
      cr = cairo_create (drawn);
      bw_chart_draw (charts[i], &canvas.style, cr, canvas.width, canvas.height);
      cairo_destroy (cr);
      cairo_surface_flush (drawn);
      g_assert_cmpint (cairo_image_surface_get_stride (kept), ==,
                       cairo_image_surface_get_stride (drawn));
      g_assert_cmpfloat (share_that_differs (kept, drawn), <, 0.002);
      cairo_surface_destroy (kept);
      cairo_surface_destroy (drawn);

      /* Another size or look is drawn. */
      canvas.width++;
      g_assert_null (bw_front_images_get (images, i, &canvas));
      canvas.width--;
      canvas.style.dark = !canvas.style.dark;
      g_assert_null (bw_front_images_get (images, i, &canvas));
    }
}

/* At the next start the page shows the memo before it has any snapshot, and then the same again. */
static void
test_memo (Fixture *f, gconstpointer data)
{
  g_autofree char *arr = g_strdup (get_front (f)->page->key_figures->figures[BW_KEY_FIGURE_ARR]
                                     .value);

  ui_wait (has_memo, bw_session_get_info (f->session)->mirror_path, "the memo");
  ui_wait (has_images, f, "the images of the charts");
  bw_session_close (f->session);
  bw_session_open_info (f->session, need_demo ());
  bw_window_go_to (f->window, "portfolio");
  g_assert_null (bw_session_get_snapshot (f->session));
  f->page = bw_window_get_page (f->window);
  g_assert_nonnull (get_front (f));
  g_assert_true (get_front (f)->page->from_memo);
  g_assert_null (get_front (f)->snapshot);
  g_assert_cmpstr (get_front (f)->page->key_figures->figures[BW_KEY_FIGURE_ARR].value, ==, arr);
  check_images (f);
  ui_wait_frames (GTK_WIDGET (f->window), 2);

  ui_wait (ui_is_at_rest, f->window, "the snapshot");
  g_assert_false (get_front (f)->page->from_memo);
  g_assert_cmpstr (get_front (f)->page->key_figures->figures[BW_KEY_FIGURE_ARR].value, ==, arr);
}

/* Each chart has its data as a table, with as many rows as the figure has. */
static void
test_tables (Fixture *f, gconstpointer data)
{
  const BwFrontPage *page = get_front (f)->page;
  const gsize n_rows[] = { page->distribution->result->n_bins, page->quadrants->input.n,
                           BW_N_TIERS, page->series ? page->series->n_peers : 0 };

  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *card = ui_find (GTK_WIDGET (f->page), BW_TYPE_CHART_CARD, i);
      GtkWidget *view;

      g_assert_nonnull (card);
      g_assert_true (gtk_widget_activate_action_variant (card, "card.table", NULL));
      ui_wait_frames (GTK_WIDGET (f->window), 3);
      view = ui_find (GTK_WIDGET (f->window), BW_TYPE_TABLE_VIEW, 0);
      g_assert_nonnull (view);
      g_assert_cmpuint (n_rows[i], >, 0);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (bw_table_view_get_table (
                          BW_TABLE_VIEW (view)))), ==, n_rows[i]);
      adw_dialog_force_close (adw_application_window_get_visible_dialog (
        ADW_APPLICATION_WINDOW (f->window)));
      ui_wait_frames (GTK_WIDGET (f->window), 3);
    }
}

static GtkWidget *
button_above (GtkWidget *root, const char *text)
{
  return gtk_widget_get_ancestor (ui_find_label (root, text), GTK_TYPE_BUTTON);
}

/* Each chart opens into a page of its own, by its title. */
static void
test_opens (Fixture *f, gconstpointer data)
{
  static const char *const pages[] = { "distribution", "quadrants", "segments", "metrics" };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      const BwFrontPage *page;
      GtkWidget *button;

      bw_window_go_to (f->window, "portfolio");
      ui_wait (ui_is_at_rest, f->window, "the portfolio");
      page = get_front (f)->page;
      const char *titles[] = { page->distribution->head.title, page->quadrants->head.title,
                               page->tiers->head.title, page->series->head.title };

      button = button_above (GTK_WIDGET (f->page), titles[i]);
      g_assert_nonnull (button);
      g_signal_emit_by_name (button, "clicked");
      ui_wait (ui_is_at_rest, f->window, pages[i]);
      g_assert_cmpstr (adw_navigation_page_get_tag (ADW_NAVIGATION_PAGE (
                         bw_window_get_page (f->window))), ==, pages[i]);
    }
}

/* How each chart is computed is told with its inputs, and each is copied as a picture. */
static void
test_rule_and_copy (Fixture *f, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->window));

  for (guint i = 0; i < 4; i++)
    {
      GtkWidget *card = ui_find (GTK_WIDGET (f->page), BW_TYPE_CHART_CARD, i);
      const BwFrontPage *page = get_front (f)->page;
      const BwFigure *figures[] = { &page->distribution->head, &page->quadrants->head,
                                    &page->tiers->head, &page->series->head };
      AdwDialog *dialog;

      g_assert_true (gtk_widget_activate_action_variant (card, "card.rule", NULL));
      ui_wait_frames (GTK_WIDGET (f->window), 3);
      dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (f->window));
      g_assert_nonnull (dialog);
      g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), figures[i]->rule->definition));
      g_assert_nonnull (figures[i]->rule->inputs[0]);
      g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), figures[i]->rule->inputs[0]));
      adw_dialog_force_close (dialog);
      ui_wait_frames (GTK_WIDGET (f->window), 3);

      gdk_clipboard_set_text (clipboard, "something else");
      g_assert_true (gtk_widget_activate_action_variant (card, "card.copy", NULL));
      g_assert_true (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard),
                                                        GDK_TYPE_TEXTURE));
    }
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/front/figures", test_figures);
  ADD ("/front/fits", test_fits);
  ADD ("/front/no-comparison", test_no_comparison);
  ADD ("/front/no-match", test_no_match);
  ADD ("/front/memo", test_memo);
  ADD ("/front/tables", test_tables);
  ADD ("/front/opens", test_opens);
  ADD ("/front/rule-and-copy", test_rule_and_copy);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
