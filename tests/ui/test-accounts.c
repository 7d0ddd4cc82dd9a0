/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "ui-fixture.h"
#include "ui/pages/bw-accounts-page.h"
#include "ui/widgets/bw-account-cell.h"
#include "ui/widgets/bw-account-line.h"
#include "ui/widgets/bw-accounts-export.h"
#include "ui/widgets/bw-accounts-view.h"
#include "ui/widgets/bw-filter-choices.h"

static BwApplication *application;

static gboolean
is_at_rest (gpointer data)
{
  BwSession *session = bw_window_get_session (data);
  BwPage *page = bw_window_get_page (data);

  return !bw_session_get_loading (session)
         && bw_session_get_status (session) != BW_STATUS_REFRESHING
         && page != NULL && bw_page_is_settled (page);
}

/* The list of accounts of a small company, as somebody sees it who has changed nothing yet. */
static BwAccountsPage *
open_accounts (int width, BwWindow **window)
{
  GSettings *settings = bw_session_get_settings (bw_application_get_session (application));
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_find ("Accounts", NULL);

  g_settings_reset (settings, "account-columns");
  g_settings_reset (settings, "account-sort");
  *window = ui_window_open (application, width, 800);
  if (info == NULL)
    info = bw_portfolio_add ("Accounts", BW_PORTFOLIO_DEMO, NULL, "accounts=70 months=8 seed=11",
                             &error);
  g_assert_no_error (error);
  bw_session_open_info (bw_window_get_session (*window), info);
  bw_window_go_to (*window, "accounts");
  ui_wait (is_at_rest, *window, "the list of accounts");
  return BW_ACCOUNTS_PAGE (bw_window_get_page (*window));
}

static BwAccountsView *
get_view (BwAccountsPage *page)
{
  return BW_ACCOUNTS_VIEW (ui_find (GTK_WIDGET (page), BW_TYPE_ACCOUNTS_VIEW, 0));
}

static void
set_search (BwWindow *window, const char *text)
{
  BwSession *session = bw_window_get_session (window);
  g_autoptr (BwAccountFilter) filter = bw_account_filter_copy (bw_session_get_filter (session));

  bw_account_filter_set_search (filter, text);
  bw_session_set_filter (session, filter);
  ui_wait (is_at_rest, window, "the accounts that match");
}

/* Every account is there once, largest first, and a row is made only when somebody asks. */
static void
test_list (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  BwAccountList *list = bw_accounts_page_get_list (page);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  g_autofree guint8 *seen = g_new0 (guint8, snapshot->n);

  g_assert_cmpuint (snapshot->n, >, 20);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, snapshot->n);
  for (guint i = 0; i < snapshot->n; i++)
    {
      g_autoptr (BwAccountRow) row = g_list_model_get_item (G_LIST_MODEL (list), i);
      guint32 place = bw_account_row_get_row (row);

      seen[place]++;
      g_assert_cmpstr (bw_account_row_get_id (row), ==, bw_snapshot_id (snapshot, place));
      g_assert_cmpuint (bw_account_list_find (list, bw_account_row_get_id (row)), ==, i);
      if (i > 0)
        g_assert_cmpint (snapshot->arr[bw_account_list_get_row (list, i - 1)], >=,
                         snapshot->arr[place]);
    }
  for (guint i = 0; i < snapshot->n; i++)
    g_assert_cmpuint (seen[i], ==, 1);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), snapshot->n));
  g_assert_cmpuint (bw_account_list_find (list, "nobody"), ==, BW_INDEX_NONE);
  ui_window_close (window);
}

/* A click on a heading of numbers asks for the largest first, on one of names for the first. */
static void
test_sort (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  GtkColumnView *table = GTK_COLUMN_VIEW (bw_accounts_view_get_table (get_view (page)));
  GListModel *columns = gtk_column_view_get_columns (table);
  GSettings *settings = bw_session_get_settings (bw_window_get_session (window));
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  BwAccountList *list;
  double last = INFINITY;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_id (column), "success_index"))
        gtk_column_view_sort_by_column (table, column, GTK_SORT_ASCENDING);
    }
  ui_wait (is_at_rest, window, "the sorted list");
  list = bw_accounts_page_get_list (page);
  for (guint i = 0; i < snapshot->n; i++)
    {
      double index = snapshot->success_index[bw_account_list_get_row (list, i)];

      /* What is unknown stands last. */
      g_assert_true (isnan (index) || index <= last);
      last = isnan (index) ? -1 : index;
    }

  g_settings_set_string (settings, "account-sort", "name");
  ui_wait (is_at_rest, window, "the list by name");
  list = bw_accounts_page_get_list (page);
  for (guint i = 1; i < snapshot->n; i++)
    {
      g_autofree char *a = bw_fold_text (bw_snapshot_name (snapshot,
                                                           bw_account_list_get_row (list, i - 1)));
      g_autofree char *b = bw_fold_text (bw_snapshot_name (snapshot,
                                                           bw_account_list_get_row (list, i)));

      g_assert_cmpint (strcmp (a, b), <=, 0);
    }
  /* Settings that somebody has written by hand are not trusted. */
  g_settings_set_string (settings, "account-sort", "-no such column");
  ui_wait (is_at_rest, window, "the list by ARR");
  g_assert_cmpstr (bw_accounts_get_sort (settings, NULL)->key, ==, "arr");
  ui_window_close (window);
}

/* The list holds what the search leaves, says so, and has a state for nothing. */
static void
test_search (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  g_autofree char *word = g_strndup (bw_snapshot_name (snapshot, 0), 5);
  g_autofree char *folded = bw_fold_text (word);
  BwAccountList *list;
  guint expected = 0;

  for (guint i = 0; i < snapshot->n; i++)
    {
      g_autofree char *name = bw_fold_text (bw_snapshot_name (snapshot, i));

      expected += strstr (name, folded) != NULL;
    }
  set_search (window, word);
  list = bw_accounts_page_get_list (page);
  g_assert_cmpuint (bw_account_list_get_size (list), ==, expected);
  g_assert_cmpuint (expected, <, snapshot->n);
  {
    g_autofree char *words = bw_page_describe (BW_PAGE (page));
    g_autofree char *begin = g_strdup_printf ("%u of %u account", expected, snapshot->n);

    g_assert_true (g_str_has_prefix (words, begin));
  }

  set_search (window, "no account is called that");
  g_assert_cmpuint (bw_account_list_get_size (bw_accounts_page_get_list (page)), ==, 0);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (page), "No Account Matches"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.clear-filter", NULL);
  ui_wait (is_at_rest, window, "all accounts");
  g_assert_cmpuint (bw_account_list_get_size (bw_accounts_page_get_list (page)), ==, snapshot->n);
  ui_window_close (window);
}

/* Columns are chosen, hidden and kept; one that no longer exists is passed over. */
static void
test_columns (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  BwAccountsView *view = get_view (page);
  GListModel *columns
    = gtk_column_view_get_columns (GTK_COLUMN_VIEW (bw_accounts_view_get_table (view)));
  GSettings *settings = bw_session_get_settings (bw_window_get_session (window));
  static const char *const by_hand[] = { "name", "no such column", "arr", "name", NULL };
  guint n = g_list_model_get_n_items (columns);
  g_auto (GStrv) first = bw_accounts_view_get_columns (view);
  g_auto (GStrv) with = NULL;
  g_auto (GStrv) kept = NULL;

  g_assert_cmpuint (g_strv_length (first), ==, n);
  g_assert_true (g_strv_contains ((const char *const *) first, BW_TREND_COLUMN));
  g_assert_false (g_strv_contains ((const char *const *) first, "industry"));
  bw_accounts_view_set_column (view, "industry", TRUE);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, n + 1);
  with = bw_accounts_view_get_columns (view);
  g_assert_cmpstr (with[n], ==, "industry");
  gtk_widget_activate_action (GTK_WIDGET (view), "accounts.column-tier", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, n);
  g_settings_set_strv (settings, "account-columns", by_hand);
  kept = bw_accounts_view_get_columns (view);
  g_assert_cmpuint (g_strv_length (kept), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (columns), ==, 2);
  ui_window_close (window);
}

static void
find_cells (GtkWidget *widget, GPtrArray *cells)
{
  if (BW_IS_ACCOUNT_CELL (widget) && bw_account_cell_get_row (BW_ACCOUNT_CELL (widget)))
    g_ptr_array_add (cells, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    find_cells (child, cells);
}

/* What stands in the cells of a row is what is known of its account; unknown is a dash. */
static void
test_cells (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  g_autoptr (GPtrArray) cells = g_ptr_array_new ();
  guint names = 0;

  ui_wait_frames (GTK_WIDGET (window), 3);
  find_cells (GTK_WIDGET (page), cells);
  g_assert_cmpuint (cells->len, >, 20);
  for (guint i = 0; i < cells->len; i++)
    {
      BwAccountCell *cell = g_ptr_array_index (cells, i);
      g_autofree char *text = bw_account_cell_get_text (cell);

      if (text == NULL)
        continue;
      g_assert_cmpstr (text, !=, "");
      g_assert_cmpstr (text, !=, "nan");
      names += g_str_equal (text, bw_account_row_get_name (bw_account_cell_get_row (cell)));
    }
  g_assert_cmpuint (names, >, 5);
  g_assert_true (bw_account_cell_is_at_end ("arr"));
  g_assert_false (bw_account_cell_is_at_end ("name"));
  ui_window_close (window);
}

/* A narrow window shows two lines an account instead of a table, of the same accounts. */
static void
test_narrow (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  BwAccountList *list = bw_accounts_page_get_list (page);
  GtkWidget *line;

  bw_accounts_view_set_narrow (get_view (page), TRUE);
  ui_wait_frames (GTK_WIDGET (window), 3);
  line = ui_find (GTK_WIDGET (page), BW_TYPE_ACCOUNT_LINE, 0);
  g_assert_nonnull (line);
  g_assert_true (gtk_widget_get_mapped (line));
  g_assert_cmpuint (bw_account_row_get_row (bw_account_line_get_row (BW_ACCOUNT_LINE (line))), ==,
                    bw_account_list_get_row (list, 0));
  ui_window_close (window);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_accounts_export_finish (result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* The file has a line for each account in the order of the list, its id first. */
static void
test_export (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  BwAccountList *list = bw_accounts_page_get_list (page);
  BwSnapshot *snapshot = bw_account_list_get_snapshot (list);
  static const char *const keys[] = { "name", BW_TREND_COLUMN, "arr", "id", NULL };
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "accounts.csv", NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean done = FALSE;

  bw_accounts_export_async (list, keys, path, on_exported, &done);
  ui_wait (is_true, &done, "the file");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\r\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, snapshot->n + 2);
  g_assert_cmpstr (lines[0], ==, "Id,Account,ARR");
  g_assert_cmpstr (lines[snapshot->n + 1], ==, "");
  for (guint i = 0; i < snapshot->n; i++)
    {
      guint32 row = bw_account_list_get_row (list, i);
      g_autofree char *begin = g_strconcat (bw_snapshot_id (snapshot, row), ",", NULL);
      const char *money = strrchr (lines[i + 1], ',') + 1;

      g_assert_true (g_str_has_prefix (lines[i + 1], begin));
      g_assert_cmpint (llround (g_ascii_strtod (money, NULL) * 100), ==, snapshot->arr[row]);
    }
  ui_window_close (window);
}

/* The numbers beside the choices are those of the accounts that choosing them would leave. */
static void
test_choices (void)
{
  BwWindow *window;
  BwSnapshot *snapshot;
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();
  static const char *const top[] = { "top", NULL };

  open_accounts (1200, &window);
  snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_TIER, top);
  {
    g_autoptr (BwFilterChoices) choices = bw_filter_choices_compute (snapshot, filter);
    GArray *tiers = choices->fields[BW_ACCOUNT_FILTER_TIER];
    guint sum = 0;

    /* In its own field a choice stands beside what is chosen, so that all accounts are counted. */
    for (guint i = 0; i < tiers->len; i++)
      sum += g_array_index (tiers, BwFilterChoice, i).accounts;
    g_assert_cmpuint (sum, ==, snapshot->n);
    for (guint field = 0; field < BW_N_ACCOUNT_FILTER_FIELDS; field++)
      for (guint i = 0; i < choices->fields[field]->len; i++)
        {
          BwFilterChoice *choice = &g_array_index (choices->fields[field], BwFilterChoice, i);
          const char *words[2] = { choice->word, NULL };
          g_autoptr (BwAccountFilter) chosen = bw_account_filter_copy (filter);
          g_autoptr (BwSelection) selection = NULL;

          bw_account_filter_set_words (chosen, field, words);
          selection = bw_account_filter_apply (snapshot, chosen);
          g_assert_cmpuint (selection->n, ==, choice->accounts);
          g_assert_cmpstr (choice->title, !=, "");
        }
  }
  ui_window_close (window);
}

static gboolean
has_checks (gpointer popover)
{
  return ui_find (popover, GTK_TYPE_CHECK_BUTTON, 0) != NULL;
}

/* Two values of a field let both pass; what is chosen stands as a chip that takes it off again. */
static void
test_popover (void)
{
  BwWindow *window;
  BwAccountsPage *page = open_accounts (1200, &window);
  BwSession *session = bw_window_get_session (window);
  GtkWidget *popover, *first, *second;
  const char *const *words;
  guint before = bw_account_list_get_size (bw_accounts_page_get_list (page)), one;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.filter", NULL);
  popover = ui_find (GTK_WIDGET (page), g_type_from_name ("BwFilterPopover"), 0);
  g_assert_nonnull (popover);
  ui_wait (has_checks, popover, "the choices");
  first = ui_find (popover, GTK_TYPE_CHECK_BUTTON, 0);
  second = ui_find (popover, GTK_TYPE_CHECK_BUTTON, 1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (first), TRUE);
  ui_wait (is_at_rest, window, "one owner's accounts");
  one = bw_account_list_get_size (bw_accounts_page_get_list (page));
  g_assert_cmpuint (one, <, before);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (second), TRUE);
  ui_wait (is_at_rest, window, "two owners' accounts");
  g_assert_cmpuint (bw_account_list_get_size (bw_accounts_page_get_list (page)), >, one);
  words = bw_account_filter_get_words (bw_session_get_filter (session), BW_ACCOUNT_FILTER_OWNER);
  g_assert_cmpuint (g_strv_length ((char **) words), ==, 2);

  gtk_popover_popdown (GTK_POPOVER (popover));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.clear-filter", NULL);
  ui_wait (is_at_rest, window, "all accounts");
  g_assert_cmpuint (bw_account_list_get_size (bw_accounts_page_get_list (page)), ==, before);
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/accounts/list", test_list);
  g_test_add_func ("/accounts/sort", test_sort);
  g_test_add_func ("/accounts/search", test_search);
  g_test_add_func ("/accounts/columns", test_columns);
  g_test_add_func ("/accounts/cells", test_cells);
  g_test_add_func ("/accounts/narrow", test_narrow);
  g_test_add_func ("/accounts/export", test_export);
  g_test_add_func ("/accounts/choices", test_choices);
  g_test_add_func ("/accounts/popover", test_popover);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
