/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "export/bw-slide-theme.h"
#include "sync/bw-csv-import.h"
#include "ui-fixture.h"
#include "ui/pages/bw-account-page.h"
#include "ui/review/bw-review-checks.h"
#include "ui/review/bw-review-export.h"
#include "ui/review/bw-review-form.h"
#include "ui/review/bw-review-page.h"
#include "ui/review/bw-review-row.h"
#include "ui/review/bw-theme-page.h"

/* A review is prepared, kept, and leaves the program as files. */

static BwApplication *application;

/* The page of the review of an account of a small company. */
static BwReviewPage *
open_review (BwWindow **window, guint32 row, int width)
{
  BwSession *session;
  BwReviewPage *page;

  *window = ui_window_open (application, width, 900);
  ui_open_demo (*window);
  session = bw_window_get_session (*window);
  page = bw_review_page_open (*window, bw_snapshot_id (bw_session_get_snapshot (session), row));
  ui_wait (ui_is_at_rest, *window, "the review");
  ui_wait_frames (GTK_WIDGET (*window), 3);
  return page;
}

static GtkListBox *
list_of (BwReviewPage *page)
{
  GtkWidget *row = ui_find (GTK_WIDGET (page), BW_TYPE_REVIEW_ROW, 0);

  g_assert_nonnull (row);
  return GTK_LIST_BOX (gtk_widget_get_parent (row));
}

/* The key of the slide at a place of the list. */
static const char *
key_at (BwReviewPage *page, int place)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (list_of (page), place);

  return row ? bw_review_row_get_key (BW_REVIEW_ROW (row)) : NULL;
}

static const char *
selected_key (BwReviewPage *page)
{
  return bw_review_row_get_key (BW_REVIEW_ROW (gtk_list_box_get_selected_row (list_of (page))));
}

/* Presses a key as the toolkit would pass it on to the shortcuts of @widget itself. */
static void
press (GtkWidget *widget, guint key, GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (!GTK_IS_KEYVAL_TRIGGER (trigger)
              || gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) != key
              || gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) != modifiers)
            continue;
          if (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                            gtk_shortcut_get_arguments (shortcut)))
            return;
        }
    }
  g_error ("no shortcut takes the key %s", gdk_keyval_name (key));
}

/* Types into the field of the form that is number @index among those that are seen. */
static void
type (BwReviewPage *page, guint index, const char *text)
{
  GtkWidget *form = ui_find (GTK_WIDGET (page), BW_TYPE_REVIEW_FORM, 0);
  GtkWidget *view = ui_find (form, GTK_TYPE_TEXT_VIEW, index);

  g_assert_nonnull (view);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

typedef struct {
  BwWindow   *window;
  const char *account;
  const char *key;
  const char *title;
} Kept;

static BwReview *
load (BwWindow *window, const char *account)
{
  const BwPortfolioInfo *info = bw_session_get_info (bw_window_get_session (window));
  g_autoptr (GError) error = NULL;
  g_autoptr (BwReviewStore) store = bw_review_store_open (info->reviews_path, &error);
  BwReview *review;

  g_assert_no_error (error);
  review = bw_review_store_load (store, account, &error);
  g_assert_no_error (error);
  return review;
}

/* Whether the title of a slide is on the disk. */
static gboolean
is_kept (gpointer data)
{
  const Kept *kept = data;
  g_autoptr (BwReview) review = load (kept->window, kept->account);
  const BwReviewSlide *slide = bw_review_find (review, kept->key);

  return slide && g_strcmp0 (slide->title, kept->title) == 0;
}

static gboolean
has_left (gpointer window)
{
  return !BW_IS_REVIEW_PAGE (bw_window_get_page (window)) && ui_is_at_rest (window);
}

/* Reordered, hidden, retitled, annotated and added to by keys alone, left, and opened again. */
static void
test_prepare (void)
{
  BwWindow *window;
  BwReviewPage *page = open_review (&window, 0, 1300);
  BwSession *session = bw_window_get_session (window);
  g_autofree char *account = g_strdup (bw_snapshot_id (bw_session_get_snapshot (session), 0));
  g_autofree char *second = g_strdup (key_at (page, 1));
  g_autofree char *third = g_strdup (key_at (page, 2));
  g_autofree char *own = NULL;
  g_autoptr (BwReview) review = NULL;
  Kept kept = { window, account, NULL, "Who decides" };
  GtkWidget *list = GTK_WIDGET (list_of (page));

  g_assert_cmpstr (selected_key (page), ==, "cover");
  press (GTK_WIDGET (window), GDK_KEY_Page_Down, GDK_ALT_MASK);
  g_assert_cmpstr (selected_key (page), ==, second);
  press (list, GDK_KEY_Down, GDK_ALT_MASK);
  g_assert_cmpstr (key_at (page, 1), ==, third);
  g_assert_cmpstr (key_at (page, 2), ==, second);
  g_assert_cmpstr (selected_key (page), ==, second);
  press (list, GDK_KEY_Up, GDK_ALT_MASK);
  press (list, GDK_KEY_Up, GDK_ALT_MASK);
  g_assert_cmpstr (key_at (page, 0), ==, second);
  g_assert_cmpstr (key_at (page, 1), ==, "cover");
  type (page, 0, "Who\ndecides");
  type (page, 2, "As of this morning");
  press (GTK_WIDGET (window), GDK_KEY_Page_Down, GDK_ALT_MASK);
  press (list, GDK_KEY_h, 0);

  /* Undone, one after the other, and done again. */
  press (GTK_WIDGET (window), GDK_KEY_z, GDK_CONTROL_MASK);
  g_assert_false (gtk_widget_has_css_class (
    GTK_WIDGET (gtk_list_box_get_row_at_index (list_of (page), 1)), "bw-hidden-slide"));
  press (GTK_WIDGET (window), GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_true (gtk_widget_has_css_class (
    GTK_WIDGET (gtk_list_box_get_row_at_index (list_of (page), 1)), "bw-hidden-slide"));

  press (GTK_WIDGET (window), GDK_KEY_t, GDK_CONTROL_MASK);
  own = g_strdup (selected_key (page));
  g_assert_true (bw_review_is_own_key (own));
  g_assert_cmpstr (key_at (page, 2), ==, own);
  type (page, 0, "Agenda");
  type (page, 1, "One\n\nTwo");
  kept.key = own;
  kept.title = "Agenda";
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "navigation.pop", NULL));
  ui_wait (has_left, window, "the page before");
  ui_wait (is_kept, &kept, "the review to be kept");
  review = load (window, account);
  g_assert_cmpstr (((BwReviewSlide *) review->slides->pdata[0])->key, ==, second);
  g_assert_cmpstr (bw_review_find (review, second)->title, ==, "Who decides");
  g_assert_cmpstr (bw_review_find (review, second)->annotation, ==, "As of this morning");
  g_assert_true (bw_review_find (review, "cover")->hidden);
  g_assert_null (bw_review_find (review, "cover")->title);
  g_assert_cmpstr (bw_review_find (review, own)->text, ==, "One\n\nTwo");

  page = bw_review_page_open (window, account);
  ui_wait (ui_is_at_rest, window, "the review again");
  g_assert_cmpstr (key_at (page, 0), ==, second);
  g_assert_cmpstr (key_at (page, 2), ==, own);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (list_of (page)), "Who decides"));
  g_assert_true (gtk_widget_has_css_class (
    GTK_WIDGET (gtk_list_box_get_row_at_index (list_of (page), 1)), "bw-hidden-slide"));

  /* A slide of one's own can go, and come back. */
  bw_review_page_select (page, own);
  press (GTK_WIDGET (list_of (page)), GDK_KEY_Delete, 0);
  g_assert_cmpstr (key_at (page, 2), !=, own);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "review.undo", NULL));
  g_assert_cmpstr (key_at (page, 2), ==, own);
  ui_wait_frames (GTK_WIDGET (window), 3);
  ui_window_close (window);
}

/* What is proposed comes back when nothing is chosen instead. */
static void
test_reset (void)
{
  BwWindow *window;
  BwReviewPage *page = open_review (&window, 1, 1300);
  GtkWidget *form = ui_find (GTK_WIDGET (page), BW_TYPE_REVIEW_FORM, 0);
  GtkWidget *view = ui_find (form, GTK_TYPE_TEXT_VIEW, 0);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;
  g_autofree char *proposed = NULL;
  g_autofree char *back = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  proposed = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  type (page, 0, "Something else");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (list_of (page)), "Something else"));
  type (page, 0, "");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (list_of (page)), proposed));
  /* Under the fingers the field stays empty; it is filled in when it is gone back to. */
  press (GTK_WIDGET (window), GDK_KEY_Page_Down, GDK_ALT_MASK);
  press (GTK_WIDGET (window), GDK_KEY_Page_Up, GDK_ALT_MASK);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  back = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (back, ==, proposed);
  ui_window_close (window);
}

static gboolean
says_not_saved (gpointer page)
{
  GtkWidget *banner = ui_find (page, ADW_TYPE_BANNER, 0);

  return adw_banner_get_revealed (ADW_BANNER (banner));
}

static gboolean
says_nothing (gpointer page)
{
  return !says_not_saved (page);
}

/* What cannot be kept stays on the page, with the reason, and is kept when it can be. */
static void
test_not_kept (void)
{
  BwWindow *window;
  BwReviewPage *page = open_review (&window, 2, 1300);
  BwSession *session = bw_window_get_session (window);
  g_autofree char *account = g_strdup (bw_snapshot_id (bw_session_get_snapshot (session), 2));
  const char *path = bw_session_get_info (session)->reviews_path;
  g_autofree char *away = g_strconcat (path, ".away", NULL);
  Kept kept = { window, account, "cover", "Not lost" };
  gboolean was_there = g_file_test (path, G_FILE_TEST_EXISTS);

  if (was_there)
    g_assert_cmpint (g_rename (path, away), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  type (page, 0, "Not lost");
  ui_wait (says_not_saved, page, "the reason");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (list_of (page)), "Not lost"));
  /* It is still there, and still said, when the page is left and opened again. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "navigation.pop", NULL));
  ui_wait (has_left, window, "the page before");
  page = bw_review_page_open (window, account);
  ui_wait (ui_is_at_rest, window, "the review again");
  ui_wait (says_not_saved, page, "the reason again");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (list_of (page)), "Not lost"));
  g_assert_cmpint (g_rmdir (path), ==, 0);
  if (was_there)
    g_assert_cmpint (g_rename (away, path), ==, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "review.save", NULL));
  ui_wait (says_nothing, page, "the reason to be gone");
  g_assert_true (is_kept (&kept));
  ui_window_close (window);
}

static gboolean
has_no_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) == NULL;
}

static BwReviewExport *
open_export (BwWindow *window, BwReviewPage *page, BwReviewFormat format)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "review.export", NULL));
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (BW_IS_REVIEW_EXPORT (dialog));
  adw_combo_row_set_selected (ADW_COMBO_ROW (ui_find (GTK_WIDGET (dialog), ADW_TYPE_COMBO_ROW, 0)),
                              format);
  ui_wait_frames (GTK_WIDGET (window), 2);
  return BW_REVIEW_EXPORT (dialog);
}

static guint
count_files (const char *folder, const char *ending)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir && (name = g_dir_read_name (dir)))
    n += g_str_has_suffix (name, ending);
  return n;
}

/* Every format is written whole, with the choices in it, and the person is told. */
static void
test_export (void)
{
  static const struct {
    BwReviewFormat format;
    const char    *name;
    const char    *ending;
    const char    *magic; /* What a file of that kind begins with. */
  } formats[] = {
    { BW_REVIEW_PDF, "review.pdf", NULL, "%PDF-" },
    { BW_REVIEW_PPTX, "review.pptx", NULL, "PK\003\004" },
    { BW_REVIEW_XLSX, "review.xlsx", NULL, "PK\003\004" },
    { BW_REVIEW_PNG, "png", ".png", NULL },
    { BW_REVIEW_SVG, "svg", ".svg", NULL },
    { BW_REVIEW_CSV, "csv", ".csv", NULL },
  };
  BwWindow *window;
  BwReviewPage *page = open_review (&window, 0, 1300);
  guint n_shown = 0;
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list_of (page), i)); i++)
    n_shown += !gtk_widget_has_css_class (GTK_WIDGET (row), "bw-hidden-slide");
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_build_filename (g_get_user_data_dir (), formats[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      BwReviewExport *dialog = open_export (window, page, formats[i].format);

      if (bw_review_format_is_folder (formats[i].format))
        g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
      bw_review_export_write (dialog, file);
      ui_wait (has_no_dialog, window, formats[i].name);
      if (formats[i].magic)
        {
          g_autofree char *content = NULL;
          gsize length;

          g_assert_true (g_file_get_contents (path, &content, &length, NULL));
          g_assert_cmpuint (length, >, 1000);
          g_assert_cmpint (memcmp (content, formats[i].magic, strlen (formats[i].magic)), ==, 0);
        }
      else if (formats[i].format == BW_REVIEW_CSV)
        g_assert_cmpuint (count_files (path, formats[i].ending), >, 0);
      else
        g_assert_cmpuint (count_files (path, formats[i].ending), ==, n_shown);
    }
  ui_window_close (window);
}

static gboolean
is_not_busy (gpointer dialog)
{
  return !bw_review_export_is_busy (dialog);
}

/* A place that cannot be written to: the dialog stays and says why, and nothing is left there. */
static void
test_export_fails (void)
{
  BwWindow *window;
  BwReviewPage *page = open_review (&window, 0, 1300);
  BwReviewExport *dialog = open_export (window, page, BW_REVIEW_PPTX);
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "nowhere", "review.pptx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *banner = ui_find (GTK_WIDGET (dialog), ADW_TYPE_BANNER, 0);

  bw_review_export_write (dialog, file);
  ui_wait (is_not_busy, dialog, "the error");
  g_assert_true (adw_banner_get_revealed (ADW_BANNER (banner)));
  g_assert_nonnull (strstr (adw_banner_get_title (ADW_BANNER (banner)), "nowhere"));
  g_assert_false (has_no_dialog (window));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  ui_window_close (window);
}

/* What is cancelled leaves nothing behind; the dialog stays, and can be used again. */
static void
test_export_cancelled (void)
{
  BwWindow *window;
  BwReviewPage *page = open_review (&window, 0, 1300);
  BwReviewExport *dialog = open_export (window, page, BW_REVIEW_PNG);
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "cancelled", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  GtkWidget *banner = ui_find (GTK_WIDGET (dialog), ADW_TYPE_BANNER, 0);

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  bw_review_export_write (dialog, file);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "export.cancel", NULL));
  ui_wait (is_not_busy, dialog, "the end of the writing");
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (banner)));
  g_assert_false (has_no_dialog (window));
  g_assert_cmpuint (count_files (folder, ""), ==, 0);
  bw_review_export_write (dialog, file);
  ui_wait (has_no_dialog, window, "the pictures");
  g_assert_cmpuint (count_files (folder, ".png"), >, 0);
  ui_window_close (window);
}

/* An account of which nothing but the name is known has a review that says what is missing. */
static void
test_empty_account (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("bellwether-XXXXXX", &error);
  g_autofree char *company = g_build_filename (folder, "company.csv", NULL);
  g_autofree char *accounts = g_build_filename (folder, "accounts.csv", NULL);
  g_autofree char *pdf = g_build_filename (g_get_user_data_dir (), "empty.pptx", NULL);
  const char *paths[] = { folder, NULL };
  g_autoptr (BwCsvImport) import = NULL;
  g_autoptr (BwCsvReport) report = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (pdf);
  BwPortfolioInfo *info;
  BwReviewPage *page;
  BwReviewExport *dialog;
  BwWindow *window;
  GtkWidget *row;

  g_assert_true (g_file_set_contents (company, "id,name,currency,as_of\n1,Acme,EUR,2026-11-21\n",
                                      -1, NULL));
  g_assert_true (g_file_set_contents (accounts, "id,name,contract_started_on\nq,Quiet,2026-01-01\n",
                                      -1, NULL));
  info = bw_portfolio_add ("Quiet company", BW_PORTFOLIO_CSV, folder, NULL, &error);
  g_assert_no_error (error);
  import = bw_csv_import_new (paths, NULL, NULL, &error);
  g_assert_no_error (error);
  report = bw_csv_import_run (import, info->mirror_path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  window = ui_window_open (application, 1300, 900);
  bw_session_open_info (bw_window_get_session (window), info);
  ui_wait (ui_is_at_rest, window, "the quiet company");
  page = bw_review_page_open (window, "q");
  ui_wait (ui_is_at_rest, window, "the review");
  g_assert_nonnull (key_at (page, 0));
  /* What is missing leads to the slide that lacks it. */
  row = ui_find (ui_find (GTK_WIDGET (page), BW_TYPE_REVIEW_CHECKS, 0), ADW_TYPE_ACTION_ROW, 0);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  g_assert_cmpstr (selected_key (page), !=, key_at (page, 0));
  dialog = open_export (window, page, BW_REVIEW_PPTX);
  bw_review_export_write (dialog, file);
  ui_wait (has_no_dialog, window, "the review to be written");
  g_assert_true (g_file_test (pdf, G_FILE_TEST_EXISTS));
  ui_window_close (window);
}

/* The review of the portfolio, kept apart from those of the accounts; on a phone, too. */
static void
test_board (void)
{
  BwWindow *window = ui_window_open (application, 360, 720);
  BwPage *page;
  Kept kept = { window, "", NULL, "For the board" };
  g_autofree char *first = NULL;

  ui_open_demo (window);
  g_action_group_activate_action (G_ACTION_GROUP (window), "board-review", NULL);
  page = bw_window_get_page (window);
  g_assert_true (BW_IS_REVIEW_PAGE (page));
  g_assert_true (bw_review_page_is_board (BW_REVIEW_PAGE (page)));
  ui_wait (ui_is_at_rest, window, "the review");
  ui_wait_frames (GTK_WIDGET (window), 5);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (window)), <=, 360);
  first = g_strdup (key_at (BW_REVIEW_PAGE (page), 0));
  bw_review_page_select (BW_REVIEW_PAGE (page), first);
  ui_wait_frames (GTK_WIDGET (window), 5);
  type (BW_REVIEW_PAGE (page), 0, "For the board");
  kept.key = first;
  ui_wait (is_kept, &kept, "the review to be kept");
  ui_window_close (window);
}

static gboolean
is_not_saving (gpointer page)
{
  return !bw_theme_page_is_busy (page);
}

/* What is chosen about the company's theme is kept, and shown by the slides at once. */
static void
test_theme (void)
{
  BwWindow *window = ui_window_open (application, 1000, 900);
  GSettings *settings = bw_session_get_settings (bw_window_get_session (window));
  AdwDialog *dialog = adw_preferences_dialog_new ();
  GtkWidget *page = g_object_new (BW_TYPE_THEME_PAGE, NULL);
  g_autofree char *logo = g_build_filename (g_get_user_data_dir (), "logo.png", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSlideTheme) kept = NULL;
  GdkRGBA red = { 0.8F, 0, 0, 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 120, 40);

  g_assert_cmpint (cairo_surface_write_to_png (surface, logo), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  bw_theme_page_set_settings (BW_THEME_PAGE (page), settings);
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
  adw_dialog_present (dialog, GTK_WIDGET (window));
  ui_wait_frames (GTK_WIDGET (window), 3);
  bw_theme_page_set_accent (BW_THEME_PAGE (page), &red);
  bw_theme_page_take_logo (BW_THEME_PAGE (page), logo);
  ui_wait (is_not_saving, page, "the theme to be kept");
  g_assert_cmpint (g_settings_get_enum (settings, "review-theme"), ==, BW_THEME_COMPANY);
  kept = bw_slide_theme_new (BW_THEME_COMPANY, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (kept->accent.red, 0.8, 0.003);
  g_assert_cmpfloat (kept->accent.green, ==, 0);
  g_assert_cmpint (kept->logo_width, ==, 120);
  g_assert_cmpint (kept->logo_height, ==, 40);
  ui_wait_frames (GTK_WIDGET (window), 3);
  g_settings_reset (settings, "review-theme");
  adw_dialog_force_close (dialog);
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int result;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/ui/review/prepare", test_prepare);
  g_test_add_func ("/ui/review/reset", test_reset);
  g_test_add_func ("/ui/review/not-kept", test_not_kept);
  g_test_add_func ("/ui/review/export", test_export);
  g_test_add_func ("/ui/review/export-fails", test_export_fails);
  g_test_add_func ("/ui/review/export-cancelled", test_export_cancelled);
  g_test_add_func ("/ui/review/empty-account", test_empty_account);
  g_test_add_func ("/ui/review/board", test_board);
  g_test_add_func ("/ui/review/theme", test_theme);
  result = g_test_run ();
  g_object_unref (application);
  return result;
}
