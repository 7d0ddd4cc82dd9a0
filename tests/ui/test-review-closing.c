/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fault-vfs.h"
#include "store/bw-review.h"
#include "ui-fixture.h"
#include "ui/review/bw-review-form.h"
#include "ui/review/bw-review-page.h"

#include <string.h>

/* Somebody quits while what they chose for a review cannot be saved. */

static BwApplication *application;

typedef struct {
  BwWindow     *window;
  BwReviewPage *page;
  char         *account;
  char         *path;    /* Of the file of choices. */
  gpointer      answered; /* (nullable): the question that was answered last. */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  BwSession *session;

  fixture->window = ui_window_open (application, 1200, 900);
  ui_open_demo (fixture->window);
  session = bw_window_get_session (fixture->window);
  fixture->account = g_strdup (bw_snapshot_id (bw_session_get_snapshot (session), 0));
  fixture->path = g_strdup (bw_session_get_info (session)->reviews_path);
  fixture->page = bw_review_page_open (fixture->window, fixture->account);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  ui_wait (ui_is_at_rest, fixture->window, "the review");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  fault_vfs_disarm ();
  if (fixture->window)
    ui_window_close (fixture->window);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&fixture->answered);
  g_free (fixture->account);
  g_free (fixture->path);
}

static void
type (Fixture *fixture, const char *text)
{
  GtkWidget *form = ui_find (GTK_WIDGET (fixture->page), BW_TYPE_REVIEW_FORM, 0);
  GtkWidget *view = ui_find (form, GTK_TYPE_TEXT_VIEW, 0);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static AdwAlertDialog *
question_of (Fixture *fixture)
{
  AdwDialog *dialog
    = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window));

  return ADW_IS_ALERT_DIALOG (dialog) && dialog != fixture->answered ? ADW_ALERT_DIALOG (dialog)
                                                                     : NULL;
}

static gboolean
is_asked (gpointer data)
{
  return question_of (data) != NULL;
}

static gboolean
is_closed (gpointer data)
{
  return ((Fixture *) data)->window == NULL;
}

/* Presses the button of the question that says so. */
static void
answer (Fixture *fixture, const char *words)
{
  GtkWidget *question = GTK_WIDGET (question_of (fixture));
  GtkWidget *label = ui_find_label (question, words);

  g_assert_nonnull (label);
  g_set_object (&fixture->answered, question);
  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static char *
kept_title (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwReviewStore) store = bw_review_store_open (fixture->path, &error);
  g_autoptr (BwReview) review = NULL;
  const BwReviewSlide *slide;

  g_assert_no_error (error);
  review = bw_review_store_load (store, fixture->account, &error);
  g_assert_no_error (error);
  slide = bw_review_find (review, "cover");
  return slide ? g_strdup (slide->title) : NULL;
}

static gboolean
says_not_saved (gpointer page)
{
  return adw_banner_get_revealed (ADW_BANNER (ui_find (page, ADW_TYPE_BANNER, 0)));
}

/* What is chosen a moment before the window closes is saved first, and nobody is asked. */
static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;

  type (fixture, "Just in time");
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_wait (is_closed, fixture, "the window to close");
  title = kept_title (fixture);
  g_assert_cmpstr (title, ==, "Just in time");
}

/* The disk is full: the person is told, goes on, tries in vain, makes room and loses nothing. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;

  fault_vfs_arm (GPOINTER_TO_INT (data), 0, TRUE);
  type (fixture, "Not lost");
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_wait (is_asked, fixture, "the question");
  g_assert_cmpstr (adw_alert_dialog_get_heading (question_of (fixture)), ==,
                   "Quit Without Saving?");
  /* The reason names the file, as it does everywhere. */
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (question_of (fixture)), fixture->path));
  answer (fixture, "Cancel");
  g_assert_false (is_closed (fixture));
  ui_wait (says_not_saved, fixture->page, "the reason");

  g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
  ui_wait (is_asked, fixture, "the question again");
  answer (fixture, "Try Again");
  ui_wait (is_asked, fixture, "the question a third time");
  fault_vfs_disarm ();
  answer (fixture, "Try Again");
  ui_wait (is_closed, fixture, "the window to close");
  title = kept_title (fixture);
  g_assert_cmpstr (title, ==, "Not lost");
}

/* Who says so quits all the same; what was kept before is still there. */
static void
test_given_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *title = NULL;

  type (fixture, "Kept");
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "review.save", NULL);
  while (g_strcmp0 (title, "Kept") != 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_free (title);
      title = kept_title (fixture);
    }
  fault_vfs_arm (FAULT_FULL, 0, TRUE);
  type (fixture, "Given up");
  gtk_window_close (GTK_WINDOW (fixture->window));
  ui_wait (is_asked, fixture, "the question");
  answer (fixture, "Quit Anyway");
  ui_wait (is_closed, fixture, "the window to close");
  fault_vfs_disarm ();
  g_clear_pointer (&title, g_free);
  title = kept_title (fixture);
  g_assert_cmpstr (title, ==, "Kept");
}

int
main (int argc, char **argv)
{
  int result;

  fault_vfs_install ();
  ui_test_init (&argc, &argv);
  application = ui_application_new ();
#define ADD(name, data, function)                                                                  \
  g_test_add ("/ui/review-closing/" name, Fixture, GINT_TO_POINTER (data), set_up, function,       \
              tear_down)
  ADD ("saved", 0, test_saved);
  ADD ("full", FAULT_FULL, test_full);
  ADD ("broken", FAULT_IO, test_full);
  ADD ("given-up", 0, test_given_up);
#undef ADD
  result = g_test_run ();
  g_object_unref (application);
  return result;
}
