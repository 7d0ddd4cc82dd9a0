/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui-fixture.h"

#include <string.h>

#include "demo/bw-demo-server.h"
#include "ui/dialogs/bw-connect-dialog.h"
#include "ui/dialogs/bw-import-dialog.h"
#include "ui/dialogs/bw-portfolios-dialog.h"
#include "ui/dialogs/bw-preferences-dialog.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/dialogs/bw-shortcuts-dialog.h"

static BwApplication *application;

static GtkWidget *
row_with_title (GtkWidget *root, const char *title)
{
  GtkWidget *row;

  for (guint i = 0; (row = ui_find (root, ADW_TYPE_PREFERENCES_ROW, i)); i++)
    if (g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) == 0)
      return row;
  return NULL;
}

/* A label that is seen and has these words in it. */
static GtkWidget *
label_with (GtkWidget *root, const char *words)
{
  GtkWidget *label;

  for (guint i = 0; (label = ui_find (root, GTK_TYPE_LABEL, i)); i++)
    if (gtk_widget_get_mapped (label)
        && strstr (gtk_label_get_text (GTK_LABEL (label)), words) != NULL)
      return label;
  return NULL;
}

static gboolean
has_answer (gpointer dialog)
{
  GtkWidget *spinner = ui_find (dialog, ADW_TYPE_SPINNER, 0);

  return spinner != NULL && !gtk_widget_get_visible (spinner);
}

/* Nothing listens at that port: the answer is plain, names the address, and nothing is kept. */
static void
test_connect (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  BwSession *session = bw_window_get_session (window);
  AdwDialog *dialog = bw_connect_dialog_new (session, NULL);
  GtkWidget *address;
  GtkWidget *test;
  g_autoptr (GPtrArray) list = NULL;
  GtkWidget *connect;

  adw_dialog_present (dialog, GTK_WIDGET (window));
  ui_wait_frames (GTK_WIDGET (window), 3);
  address = row_with_title (GTK_WIDGET (dialog), "Address");
  connect = adw_dialog_get_default_widget (dialog);
  g_assert_nonnull (address);
  g_assert_false (gtk_widget_get_sensitive (connect));
  gtk_editable_set_text (GTK_EDITABLE (address), "http://127.0.0.1:1/api");
  g_assert_true (gtk_widget_get_sensitive (connect));

  test = row_with_title (GTK_WIDGET (dialog), "_Test the Connection");
  g_signal_emit_by_name (test, "activated");
  ui_wait (has_answer, dialog, "the answer");
  ui_wait_frames (GTK_WIDGET (window), 3);
  g_assert_nonnull (label_with (GTK_WIDGET (dialog), "127.0.0.1"));
  g_assert_false (gtk_widget_has_css_class (address, "error"));
  list = bw_portfolio_list (NULL);
  g_assert_cmpuint (list ? list->len : 0, ==, 0);

  /* An address that is not asked, such as plain http abroad, is said at once, and at the row. */
  gtk_editable_set_text (GTK_EDITABLE (address), "http://example.com/api");
  g_signal_emit_by_name (test, "activated");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  adw_dialog_force_close (dialog);
  ui_window_close (window);
}

/* A backend that answers says which company it is and how many accounts are in sight; one that wants a
 * token asks for it, and one that is given a wrong one says so. */
static void
test_connect_answers (void)
{
  static const struct {
    const char *token;
    const char *words;
  } cases[] = {
    { "", "asks for a token" },
    { "wrong", "does not accept" },
    { "right", "Connected to Northwind Cloud, 25 accounts." },
  };
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;
  BwDemoServerOptions server_options = { .token = "right" };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDemoCompany) company = NULL;
  g_autoptr (BwDemoServer) server = NULL;
  BwWindow *window = ui_window_open (application, 900, 700);
  AdwDialog *dialog = bw_connect_dialog_new (bw_window_get_session (window), NULL);
  GtkWidget *test;

  options.accounts = 25;
  options.months = 6;
  company = bw_demo_company_new (&options);
  server = bw_demo_server_new (company, &server_options, &error);
  g_assert_no_error (error);
  adw_dialog_present (dialog, GTK_WIDGET (window));
  ui_wait_frames (GTK_WIDGET (window), 3);
  gtk_editable_set_text (GTK_EDITABLE (row_with_title (GTK_WIDGET (dialog), "Address")),
                         bw_demo_server_get_url (server));
  test = row_with_title (GTK_WIDGET (dialog), "_Test the Connection");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *token = row_with_title (GTK_WIDGET (dialog), "Token (may be empty)");

      gtk_editable_set_text (GTK_EDITABLE (token), cases[i].token);
      g_signal_emit_by_name (test, "activated");
      ui_wait (has_answer, dialog, "the answer");
      ui_wait_frames (GTK_WIDGET (window), 3);
      if (label_with (GTK_WIDGET (dialog), cases[i].words) == NULL)
        g_error ("the answer to the token “%s” does not say “%s”", cases[i].token,
                 cases[i].words);
    }
  adw_dialog_force_close (dialog);
  ui_window_close (window);
}

static gboolean
has_looked (gpointer dialog)
{
  AdwNavigationView *view = ADW_NAVIGATION_VIEW (ui_find (dialog, ADW_TYPE_NAVIGATION_VIEW, 0));

  return g_strcmp0 (adw_navigation_view_get_visible_page_tag (view), "look") == 0;
}

static gboolean
is_open (gpointer session)
{
  return bw_session_get_snapshot (session) != NULL && !bw_session_get_loading (session);
}

static gboolean
is_closed (gpointer session)
{
  return bw_session_get_portfolio (session) == NULL;
}

/* A folder of good tables is looked at, imported, and opened. */
static void
test_import (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  BwSession *session = bw_window_get_session (window);
  AdwDialog *dialog = bw_import_dialog_new (session);
  g_autofree char *folder = ui_make_csv_company (30);
  const char *paths[] = { folder, NULL };
  g_autofree char *name = g_path_get_basename (folder);
  GtkWidget *button;
  GtkWidget *row;

  adw_dialog_present (dialog, GTK_WIDGET (window));
  bw_import_dialog_look (BW_IMPORT_DIALOG (dialog), paths);
  ui_wait (has_looked, dialog, "the files to be looked at");
  row = row_with_title (GTK_WIDGET (dialog), "Name of the Portfolio");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, name);
  g_assert_nonnull (row_with_title (GTK_WIDGET (dialog), "accounts.csv"));
  g_assert_nonnull (row_with_title (GTK_WIDGET (dialog), "observations.csv"));

  button = gtk_widget_get_ancestor (ui_find_label (GTK_WIDGET (dialog), "Import"),
                                    GTK_TYPE_BUTTON);
  g_assert_true (gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  ui_wait (is_open, session, "the imported portfolio");
  g_assert_cmpstr (bw_session_get_portfolio (session), ==, name);
  g_assert_cmpuint (bw_session_get_n_accounts (session), >, 5);
  /* Files are imported once; there is nothing to refresh from. */
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "refresh"));
  g_assert_true (bw_session_remove (session, name, NULL));
  ui_wait (is_closed, session, "the portfolio to be closed");
  ui_window_close (window);
}

static gboolean
is_done (gpointer dialog)
{
  AdwNavigationView *view = ADW_NAVIGATION_VIEW (ui_find (dialog, ADW_TYPE_NAVIGATION_VIEW, 0));

  return g_strcmp0 (adw_navigation_view_get_visible_page_tag (view), "done") == 0;
}

/* Rows that cannot be imported are left out and listed with line and reason; the rest is there,
 * and closing the list opens it. */
static void
test_import_rejections (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  BwSession *session = bw_window_get_session (window);
  AdwDialog *dialog = bw_import_dialog_new (session);
  g_autofree char *folder = ui_make_csv_company (30);
  g_autofree char *file = g_build_filename (folder, "revenue_events.csv", NULL);
  g_autofree char *name = g_path_get_basename (folder);
  const char *paths[] = { folder, NULL };
  g_autofree char *text = NULL;
  g_autofree char *worse = NULL;
  GtkWidget *button;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, &text, NULL, &error);
  g_assert_no_error (error);
  worse = g_strconcat (text, "too,few,cells\n", NULL);
  g_file_set_contents (file, worse, -1, &error);
  g_assert_no_error (error);

  adw_dialog_present (dialog, GTK_WIDGET (window));
  bw_import_dialog_look (BW_IMPORT_DIALOG (dialog), paths);
  ui_wait (has_looked, dialog, "the files to be looked at");
  button = gtk_widget_get_ancestor (ui_find_label (GTK_WIDGET (dialog), "Import"),
                                    GTK_TYPE_BUTTON);
  g_signal_emit_by_name (button, "clicked");
  ui_wait (is_done, dialog, "the list of what was left out");
  ui_wait_frames (GTK_WIDGET (window), 3);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "revenue_events.csv"));
  g_assert_null (bw_session_get_portfolio (session));
  adw_dialog_force_close (dialog);
  ui_wait (is_open, session, "the imported portfolio");
  g_assert_true (bw_session_remove (session, name, NULL));
  ui_window_close (window);
}

/* Chooses an item of a row by its words. */
static void
choose (AdwDialog *dialog, const char *title, const char *item)
{
  GtkWidget *row = row_with_title (GTK_WIDGET (dialog), title);
  GListModel *items;

  g_assert_nonnull (row);
  items = adw_combo_row_get_model (ADW_COMBO_ROW (row));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    if (g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (items), i), item))
      {
        adw_combo_row_set_selected (ADW_COMBO_ROW (row), i);
        return;
      }
  g_error ("“%s” does not offer “%s”", title, item);
}

/* A table whose names say nothing is told what it holds and which of its columns is which; what would be
 * left out is said beforehand, and it cannot be imported before all that is needed is there. */
static void
test_import_mapping (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  BwSession *session = bw_window_get_session (window);
  AdwDialog *dialog = bw_import_dialog_new (session);
  g_autofree char *folder = g_dir_make_tmp ("mapping-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (folder, "kunden.csv", NULL);
  const char *paths[] = { file, NULL };
  g_autofree char *name = g_path_get_basename (folder);
  GtkWidget *button;
  g_autoptr (GError) error = NULL;

  g_file_set_contents (file,
                       "Kundennummer;Firma;Beginn\n4711;Weiß;2025-01-31\n4712;Rot;31.1.2025\n"
                       "4713;Schwarz;2025-02-28\n", -1, &error);
  g_assert_no_error (error);
  adw_dialog_present (dialog, GTK_WIDGET (window));
  bw_import_dialog_look (BW_IMPORT_DIALOG (dialog), paths);
  ui_wait (has_looked, dialog, "the file to be looked at");
  button = gtk_widget_get_ancestor (ui_find_label (GTK_WIDGET (dialog), "Import"),
                                    GTK_TYPE_BUTTON);
  g_assert_false (gtk_widget_get_sensitive (button));

  g_signal_emit_by_name (row_with_title (GTK_WIDGET (dialog), "kunden.csv"), "activated");
  ui_wait_frames (GTK_WIDGET (window), 3);
  choose (dialog, "Holds", "accounts");
  choose (dialog, "id", "Kundennummer");
  g_assert_false (gtk_widget_get_sensitive (button));
  choose (dialog, "name", "Firma");
  g_assert_true (gtk_widget_get_sensitive (button));
  g_assert_null (ui_find_label (GTK_WIDGET (dialog), "What Would Be Left Out"));
  choose (dialog, "contract_started_on", "Beginn");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "What Would Be Left Out"));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "Line 3, column contract_started_on"));

  g_signal_emit_by_name (button, "clicked");
  ui_wait (is_done, dialog, "the list of what was left out");
  adw_dialog_force_close (dialog);
  ui_wait (is_open, session, "the imported portfolio");
  g_assert_cmpuint (bw_session_get_n_accounts (session), ==, 2);
  g_assert_true (bw_session_remove (session, name, NULL));
  ui_wait (is_closed, session, "the portfolio to be closed");
  ui_window_close (window);
}

static gboolean
has_failed (gpointer dialog)
{
  return ui_find_label (dialog, "These Files Cannot Be Imported") != NULL;
}

/* A folder without tables is refused with a reason, and another can be chosen. */
static void
test_import_nothing (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  AdwDialog *dialog = bw_import_dialog_new (bw_window_get_session (window));
  g_autofree char *folder = g_dir_make_tmp ("empty-XXXXXX", NULL);
  const char *paths[] = { folder, NULL };

  adw_dialog_present (dialog, GTK_WIDGET (window));
  bw_import_dialog_look (BW_IMPORT_DIALOG (dialog), paths);
  ui_wait (has_failed, dialog, "the refusal");
  adw_dialog_force_close (dialog);
  ui_window_close (window);
}

static void
test_portfolios (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPortfolioInfo) first = bw_portfolio_add ("First", BW_PORTFOLIO_CSV, "/a", NULL,
                                                        &error);
  g_autoptr (BwPortfolioInfo) second = bw_portfolio_add ("Second", BW_PORTFOLIO_CSV, "/b", NULL,
                                                         &error);
  AdwDialog *dialog;
  GtkWidget *row;
  g_autoptr (BwPortfolioInfo) renamed = NULL;

  g_assert_no_error (error);
  dialog = bw_portfolios_dialog_new (session);
  adw_dialog_present (dialog, GTK_WIDGET (window));
  for (guint i = 0; (row = ui_find (GTK_WIDGET (dialog), ADW_TYPE_ENTRY_ROW, i)); i++)
    if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (row)), "First"))
      break;
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), "Third");
  g_signal_emit_by_name (row, "apply");
  renamed = bw_portfolio_find ("Third", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (renamed->slug, ==, first->slug);
  /* A name that is taken, or none, is refused and the old one stands there again. */
  gtk_editable_set_text (GTK_EDITABLE (row), "Second");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Third");
  gtk_editable_set_text (GTK_EDITABLE (row), "  ");
  g_signal_emit_by_name (row, "apply");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "Third");
  adw_dialog_force_close (dialog);
  g_assert_true (bw_session_remove (session, "Third", &error));
  g_assert_true (bw_session_remove (session, "Second", &error));
  g_assert_no_error (error);
  ui_window_close (window);
}

static void
test_preferences (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  GSettings *settings = bw_session_get_settings (bw_window_get_session (window));
  AdwDialog *dialog = bw_preferences_dialog_new (settings, NULL);
  GtkWidget *row;

  adw_dialog_present (dialog, GTK_WIDGET (window));
  row = row_with_title (GTK_WIDGET (dialog), "Style");
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 2);
  g_assert_true (adw_style_manager_get_dark (adw_style_manager_get_default ()));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
  row = row_with_title (GTK_WIDGET (dialog), "Months to Look Back");
  adw_spin_row_set_value (ADW_SPIN_ROW (row), 6);
  g_assert_cmpint (g_settings_get_int (settings, "compare-months"), ==, 6);
  g_assert_cmpint (bw_session_get_compare_months (bw_window_get_session (window)), ==, 6);
  g_settings_reset (settings, "compare-months");
  adw_dialog_force_close (dialog);
  ui_window_close (window);
}

static void
test_rule (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  char *inputs[] = { (char *) "accounts: contract_started_on", NULL };
  char *none[] = { NULL };
  BwRule rule = {
    .definition = (char *) "The accounts that were active on the day.",
    .inputs = inputs,
    .weights = none,
    .left_out = none,
    .policy = none,
  };
  AdwDialog *dialog = bw_rule_dialog_new ("12 accounts", &rule, NULL);

  adw_dialog_present (dialog, GTK_WIDGET (window));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), rule.definition));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), inputs[0]));
  /* What there is nothing of has no heading either. */
  g_assert_null (ui_find_label (GTK_WIDGET (dialog), "Left Out"));
  adw_dialog_force_close (dialog);
  ui_window_close (window);
}

static void
test_shortcuts (void)
{
  BwWindow *window = ui_window_open (application, 900, 700);
  AdwDialog *dialog = bw_shortcuts_dialog_new (NULL);

  adw_dialog_present (dialog, GTK_WIDGET (window));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "Previous Month"));
  adw_dialog_force_close (dialog);
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/dialogs/connect", test_connect);
  g_test_add_func ("/dialogs/connect-answers", test_connect_answers);
  g_test_add_func ("/dialogs/import", test_import);
  g_test_add_func ("/dialogs/import-mapping", test_import_mapping);
  g_test_add_func ("/dialogs/import-rejections", test_import_rejections);
  g_test_add_func ("/dialogs/import-nothing", test_import_nothing);
  g_test_add_func ("/dialogs/portfolios", test_portfolios);
  g_test_add_func ("/dialogs/preferences", test_preferences);
  g_test_add_func ("/dialogs/rule", test_rule);
  g_test_add_func ("/dialogs/shortcuts", test_shortcuts);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
