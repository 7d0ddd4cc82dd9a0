/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "notes-backend.h"
#include "store/bw-mirror.h"
#include "store/bw-mirror-edits.h"
#include "ui-fixture.h"
#include "ui/bw-edit-words.h"
#include "ui/bw-session-edits.h"
#include "ui/dialogs/bw-amend-page.h"
#include "ui/dialogs/bw-edit-page.h"
#include "ui/dialogs/bw-portfolios-dialog.h"
#include "ui/dialogs/bw-unsent-dialog.h"
#include "ui/widgets/bw-unsent-button.h"

#include <glib/gstdio.h>
#include <string.h>

/* Edits from the window to the backend and back: saved without a network, there after a restart,
 * sent once, in conflict, refused, undone, and what is said before the window closes. */

static BwApplication *application;

static const BwRelation *
notes (void)
{
  return bw_relation_get (BW_RELATION_NOTES);
}

/* A portfolio at @url with nothing in its mirror, open in a window. */
static BwWindow *
open_at (const char *name, const char *url)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info;
  g_autoptr (BwMirror) mirror = NULL;

  g_settings_set_boolean (bw_session_get_settings (session), "refresh-at-start", FALSE);
  info = bw_portfolio_add (name, BW_PORTFOLIO_HTTP, url, NULL, &error);
  g_assert_no_error (error);
  mirror = bw_mirror_open (info->mirror_path, BW_MIRROR_CREATE, &error);
  g_assert_no_error (error);
  bw_mirror_exec (mirror, "INSERT INTO accounts (id, name, updated_at)"
                          " VALUES ('a1', 'Acme <&> Sons', 0)", &error);
  g_assert_no_error (error);
  bw_session_open_info (session, info);
  ui_wait_frames (GTK_WIDGET (window), 3);
  return window;
}

static void
close_and_remove (BwWindow *window)
{
  BwSession *session = bw_window_get_session (window);
  g_autofree char *name = g_strdup (bw_session_get_portfolio (session));

  g_assert_true (bw_session_remove (session, name, NULL));
  ui_window_close (window);
}

typedef struct {
  gboolean  done;
  GError   *error;
} Saved;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Saved *saved = data;

  saved->done = TRUE;
  bw_session_save_finish (BW_SESSION (source), result, &saved->error);
}

static gboolean
is_done (gpointer data)
{
  return ((Saved *) data)->done;
}

/* Saves one edit as a form does; its id is the record's. */
static void
save (BwSession *session, BwEditKind kind, const char *record, const char *text,
      const BwRecord *base)
{
  g_autoptr (BwRecord) changes = bw_record_new (notes ());
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  Saved saved = { FALSE, NULL };

  bw_record_set_text (changes, "text", text);
  if (kind == BW_EDIT_INSERT)
    bw_record_set_text (changes, "account_id", "a1");
  g_ptr_array_add (edits, bw_edit_new (notes (), kind, record, changes, base));
  bw_session_save_async (session, edits, NULL, on_saved, &saved);
  ui_wait (is_done, &saved, "a save");
  g_assert_no_error (saved.error);
}

static gboolean
has_none (gpointer session)
{
  return bw_session_get_n_unsent (session) == 0;
}

static gboolean
has_one (gpointer session)
{
  return bw_session_get_n_unsent (session) == 1;
}

static gboolean
has_conflict (gpointer session)
{
  return bw_session_get_unsent (session)->conflicts == 1;
}

static gboolean
has_refused (gpointer session)
{
  return bw_session_get_unsent (session)->refused == 1;
}

static gboolean
is_offline (gpointer session)
{
  return bw_session_get_send_status (session) == BW_STATUS_OFFLINE;
}

static gboolean
is_signed_out (gpointer session)
{
  return bw_session_get_send_status (session) == BW_STATUS_SIGNED_OUT;
}

/* The text of a note as a page would read it. */
static char *
read_note (BwSession *session, const char *id)
{
  const BwPortfolioInfo *info = bw_session_get_info (session);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (info->mirror_path, BW_MIRROR_READ_ONLY, &error);
  sqlite3_stmt *statement = NULL;
  char *text = NULL;

  g_assert_no_error (error);
  bw_mirror_show_edits (mirror, info->outbox_path, &error);
  g_assert_no_error (error);
  sqlite3_prepare_v2 (bw_mirror_get_handle (mirror), "SELECT text FROM notes WHERE id = ?1", -1,
                      &statement, NULL);
  sqlite3_bind_text (statement, 1, id, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) == SQLITE_ROW)
    text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

static GtkWidget *
indicator (BwWindow *window)
{
  return ui_find (GTK_WIDGET (window), BW_TYPE_UNSENT_BUTTON, 0);
}

static BwUnsentDialog *
open_dialog (BwWindow *window)
{
  AdwDialog *dialog;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.unsent", NULL);
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_true (BW_IS_UNSENT_DIALOG (dialog));
  return BW_UNSENT_DIALOG (dialog);
}

static gboolean
is_settled (gpointer dialog)
{
  return bw_unsent_dialog_is_settled (dialog);
}

static gboolean
shows_edit (gpointer dialog)
{
  GtkWidget *view = ui_find (dialog, ADW_TYPE_NAVIGATION_VIEW, 0);

  return BW_IS_EDIT_PAGE (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)));
}

static gboolean
shows_list (gpointer dialog)
{
  return !shows_edit (dialog) && bw_unsent_dialog_is_settled (dialog);
}

/* Opens the first edit of the list by its row. */
static GtkWidget *
open_first (BwUnsentDialog *dialog)
{
  GtkWidget *row;

  ui_wait (is_settled, dialog, "the list of edits");
  row = ui_find (GTK_WIDGET (dialog), ADW_TYPE_ACTION_ROW, 0);
  g_assert_nonnull (row);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  ui_wait (shows_edit, dialog, "the edit");
  ui_wait_frames (GTK_WIDGET (dialog), 2);
  return ui_find (GTK_WIDGET (dialog), BW_TYPE_EDIT_PAGE, 0);
}

static void
click (GtkWidget *root, const char *label)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = ui_find (root, GTK_TYPE_BUTTON, i);

      if (button == NULL)
        g_error ("there is no button “%s”", label);
      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) != 0)
        continue;
      g_assert_true (gtk_widget_is_sensitive (button));
      g_signal_emit_by_name (button, "clicked");
      return;
    }
}

static AdwAlertDialog *
get_alert (BwWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

  g_assert_true (ADW_IS_ALERT_DIALOG (dialog));
  return ADW_ALERT_DIALOG (dialog);
}

/* Tests ---------------------------------------------------------------------------------------- */

static void
test_offline_restart_once (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwSession *session;
  g_autoptr (BwSession) other = NULL;
  g_autoptr (GPtrArray) edits = NULL;
  g_autoptr (BwOutbox) outbox = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *sent = NULL;

  notes_backend_set_down (backend, TRUE);
  window = open_at ("Restart", notes_backend_get_url (backend));
  session = bw_window_get_session (window);
  g_assert_false (gtk_widget_get_visible (indicator (window)));
  save (session, BW_EDIT_INSERT, NULL, "first, without a network", NULL);
  ui_wait (has_one, session, "the edit to be counted");
  g_assert_true (gtk_widget_get_visible (indicator (window)));
  g_assert_true (bw_session_can_undo (session));
  ui_wait (is_offline, session, "the delivery to fail");
  g_assert_cmpuint (bw_session_get_n_unsent (session), ==, 1);

  outbox = bw_outbox_open (bw_session_get_info (session)->outbox_path, &error);
  g_assert_no_error (error);
  edits = bw_outbox_list (outbox, BW_OUTBOX_UNSENT, NULL, NULL, &error);
  g_assert_cmpuint (edits->len, ==, 1);
  id = g_strdup (((BwEdit *) edits->pdata[0])->record);
  g_clear_pointer (&outbox, bw_outbox_close);
  text = read_note (session, id);
  g_assert_cmpstr (text, ==, "first, without a network");

  /* The program ends; another one finds the edit, and sends it when the backend is back. */
  bw_session_close (session);
  g_assert_cmpuint (bw_session_get_n_unsent (session), ==, 0);
  notes_backend_set_down (backend, FALSE);
  other = bw_session_new (bw_session_get_settings (session));
  bw_session_open (other, "Restart");
  ui_wait (has_one, other, "the edit after the restart");
  ui_wait (has_none, other, "the edit to be sent");
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 1);
  g_assert_cmpuint (notes_backend_n_rows (backend), ==, 1);
  sent = bw_record_dup_text (notes_backend_get (backend, id), "text");
  g_assert_cmpstr (sent, ==, "first, without a network");
  /* It is still seen, though no refresh has brought it back. */
  g_free (text);
  text = read_note (other, id);
  g_assert_cmpstr (text, ==, "first, without a network");
  bw_session_close (other);
  g_assert_true (bw_session_remove (session, "Restart", NULL));
  ui_window_close (window);
}

static gboolean
has_focus (gpointer dialog)
{
  return adw_dialog_get_focus (dialog) != NULL;
}

/* What had the focus can not be pressed any more: the keys still go to the dialog. */
static void
test_keeps_focus (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwUnsentDialog *dialog;
  GtkWidget *focus;

  notes_backend_set_down (backend, TRUE);
  window = open_at ("Focus", notes_backend_get_url (backend));
  save (bw_window_get_session (window), BW_EDIT_INSERT, NULL, "waits", NULL);
  ui_wait (has_one, bw_window_get_session (window), "the edit to be counted");
  dialog = open_dialog (window);
  ui_wait (is_settled, dialog, "the list of edits");
  ui_wait (has_focus, dialog, "the focus");
  focus = adw_dialog_get_focus (ADW_DIALOG (dialog));
  gtk_widget_set_sensitive (focus, FALSE);
  ui_wait_frames (GTK_WIDGET (dialog), 2);
  ui_wait (has_focus, dialog, "the focus to stay in the dialog");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) != focus);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)),
                                         GTK_WIDGET (dialog)));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  g_assert_true (bw_session_remove (bw_window_get_session (window), "Focus", NULL));
  ui_window_close (window);
}

static void
make_conflict (BwSession *session, NotesBackend *backend)
{
  g_autoptr (BwRecord) base = NULL;

  notes_backend_write (backend, "n1", "as I saw it");
  base = bw_record_copy (notes_backend_get (backend, "n1"));
  notes_backend_write (backend, "n1", "as they have made it");
  save (session, BW_EDIT_UPDATE, "n1", "as I have made it", base);
  ui_wait (has_conflict, session, "a conflict");
}

static void
test_conflict_mine (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Mine", notes_backend_get_url (backend));
  BwSession *session = bw_window_get_session (window);
  BwUnsentDialog *dialog;
  GtkWidget *page;
  g_autofree char *text = NULL;

  make_conflict (session, backend);
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 0);
  dialog = open_dialog (window);
  page = open_first (dialog);
  g_assert_nonnull (ui_find_label (page, "as I saw it"));
  g_assert_nonnull (ui_find_label (page, "as I have made it"));
  g_assert_nonnull (ui_find_label (page, "as they have made it"));
  g_assert_nonnull (ui_find_label (page, "Acme <&> Sons"));
  click (page, "Keep _Mine");
  ui_wait (has_none, session, "mine to be sent");
  ui_wait (shows_list, dialog, "the list without it");
  text = bw_record_dup_text (notes_backend_get (backend, "n1"), "text");
  g_assert_cmpstr (text, ==, "as I have made it");
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_and_remove (window);
}

static void
test_conflict_theirs (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Theirs", notes_backend_get_url (backend));
  BwSession *session = bw_window_get_session (window);
  BwUnsentDialog *dialog;
  g_autofree char *text = NULL;

  make_conflict (session, backend);
  dialog = open_dialog (window);
  click (open_first (dialog), "Take _Theirs");
  ui_wait (has_none, session, "mine to go");
  text = bw_record_dup_text (notes_backend_get (backend, "n1"), "text");
  g_assert_cmpstr (text, ==, "as they have made it");
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 0);
  /* What was chosen against is not there to be undone. */
  g_assert_false (bw_session_can_undo (session));
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_and_remove (window);
}

static gboolean
shows_amend (gpointer dialog)
{
  GtkWidget *view = ui_find (dialog, ADW_TYPE_NAVIGATION_VIEW, 0);

  return BW_IS_AMEND_PAGE (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)));
}

static void
test_refused_and_mended (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Refused", notes_backend_get_url (backend));
  BwSession *session = bw_window_get_session (window);
  BwUnsentDialog *dialog;
  GtkWidget *page, *text;

  save (session, BW_EDIT_INSERT, NULL, "bad manners", NULL);
  ui_wait (has_refused, session, "the refusal");
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 0);
  dialog = open_dialog (window);
  page = open_first (dialog);
  /* The backend's own words are there. */
  g_assert_nonnull (ui_find_label (page, "no bad words"));
  click (page, "_Edit…");
  ui_wait (shows_amend, dialog, "the form");
  text = ui_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), "good manners", -1);
  click (ui_find (GTK_WIDGET (dialog), BW_TYPE_AMEND_PAGE, 0), "_Save");
  ui_wait (has_none, session, "the mended edit to be sent");
  g_assert_cmpuint (notes_backend_n_rows (backend), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (dialog));

  save (session, BW_EDIT_INSERT, NULL, "bad again", NULL);
  ui_wait (has_refused, session, "the other refusal");
  dialog = open_dialog (window);
  click (open_first (dialog), "_Drop");
  ui_wait (has_none, session, "the refused edit to go");
  g_assert_cmpuint (notes_backend_n_rows (backend), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_and_remove (window);
}

/* A text of any length can be read to its end beside what became of it. */
static void
test_long_text (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Long", notes_backend_get_url (backend));
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GString) filling = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  BwUnsentDialog *dialog;
  GtkTextBuffer *buffer;

  for (guint word = 0; word < 1000; word++)
    g_string_append_printf (filling, "word %u ", word);
  text = g_strdup_printf ("bad %s end", filling->str);
  save (session, BW_EDIT_INSERT, NULL, text, NULL);
  ui_wait (has_refused, session, "the refusal");
  dialog = open_dialog (window);
  buffer = gtk_text_view_get_buffer (
    GTK_TEXT_VIEW (ui_find (open_first (dialog), GTK_TYPE_TEXT_VIEW, 0)));
  g_object_get (buffer, "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, text);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_and_remove (window);
}

/* One word of 30,000 letters is broken at any of them, which takes Pango no time to speak of; it
 * would be broken between words else, which takes seconds. All of it can be read. */
static void
test_long_word (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Word", notes_backend_get_url (backend));
  BwSession *session = bw_window_get_session (window);
  g_autofree char *word = g_strnfill (30000, 'w');
  g_autofree char *text = g_strdup_printf ("bad %s", word);
  g_autofree char *begin = NULL;
  g_autofree char *shown = NULL;
  BwUnsentDialog *dialog;
  GtkWidget *page, *view;

  save (session, BW_EDIT_INSERT, NULL, text, NULL);
  ui_wait (has_refused, session, "the refusal");
  dialog = open_dialog (window);
  page = open_first (dialog);
  view = ui_find (page, GTK_TYPE_TEXT_VIEW, 0);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (view)), ==, GTK_WRAP_CHAR);
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &begin, NULL);
  g_assert_true (g_str_has_prefix (text, begin));
  g_assert_cmpuint (strlen (begin), <, strlen (text));
  click (page, "_Show All");
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &shown, NULL);
  g_assert_cmpstr (shown, ==, text);
  click (page, "_Edit…");
  ui_wait (shows_amend, dialog, "the form");
  view = ui_find (ui_find (GTK_WIDGET (dialog), BW_TYPE_AMEND_PAGE, 0), GTK_TYPE_TEXT_VIEW, 0);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (view)), ==, GTK_WRAP_CHAR);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "words again", -1);
  g_assert_cmpint (gtk_text_view_get_wrap_mode (GTK_TEXT_VIEW (view)), ==, GTK_WRAP_WORD_CHAR);
  adw_dialog_force_close (ADW_DIALOG (dialog));
  close_and_remove (window);
}

/* The form of an edit says who is meant by name, also where it is somebody whom no list has. */
static void
test_names (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Names", notes_backend_get_url (backend));
  const BwRelation *relation = bw_relation_get (BW_RELATION_PLAN_ROLES);
  g_autoptr (BwRecord) changes = bw_record_new (relation);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();
  g_autoptr (BwEdit) edit = NULL;
  const char *const columns[] = { "contact_id", "person_id" };
  BwEditField named[2] = { { .mine = (char *) "Ada of Lyon" }, { .mine = (char *) "Bo, who left" } };
  BwAmendPage *page;

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      bw_record_set_text (changes, columns[i], "0b1e7f3a-5c1d-4f8e-9c55-1f2f3a4b5c6d");
      named[i].column = &relation->columns[bw_relation_find_column (relation, columns[i])];
      g_ptr_array_add (fields, &named[i]);
    }
  edit = bw_edit_new (relation, BW_EDIT_INSERT, "r1", changes, NULL);
  page = g_object_ref_sink (bw_amend_page_new (bw_window_get_session (window), edit, fields));
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkWidget *row = ui_find (GTK_WIDGET (page), ADW_TYPE_COMBO_ROW, i);
      GObject *chosen;

      g_assert_nonnull (row);
      chosen = adw_combo_row_get_selected_item (ADW_COMBO_ROW (row));
      g_assert_cmpstr (gtk_string_object_get_string (GTK_STRING_OBJECT (chosen)), ==,
                       g_str_equal (bw_edit_column_label ("contact_id"),
                                    adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)))
                         ? "Ada of Lyon"
                         : "Bo, who left");
    }
  g_object_unref (page);
  close_and_remove (window);
}

static gboolean
is_deleted (gpointer data)
{
  NotesBackend *backend = data;

  return notes_backend_n_writes (backend) == 2;
}

static void
test_undo (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwSession *session;

  notes_backend_set_down (backend, TRUE);
  window = open_at ("Undo", notes_backend_get_url (backend));
  session = bw_window_get_session (window);
  /* Before it is sent it just goes. */
  save (session, BW_EDIT_INSERT, NULL, "one", NULL);
  ui_wait (has_one, session, "the edit");
  g_assert_nonnull (ui_find (GTK_WIDGET (window), g_type_from_name ("AdwToastWidget"), 0));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo-edit", NULL);
  ui_wait (has_none, session, "the edit to go");
  g_assert_false (bw_session_can_undo (session));
  notes_backend_set_down (backend, FALSE);

  /* After that the backend is told to take it back. */
  save (session, BW_EDIT_INSERT, NULL, "two", NULL);
  ui_wait (has_one, session, "the second edit");
  ui_wait (has_none, session, "the second edit to be sent");
  g_assert_cmpuint (notes_backend_n_rows (backend), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.undo-edit", NULL);
  ui_wait (is_deleted, backend, "the undoing to be sent");
  ui_wait (has_none, session, "all to be sent");
  close_and_remove (window);
}

static void
test_signed_out (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwSession *session;
  const char *remedy, *action;
  g_autofree char *words = NULL;

  notes_backend_set_token (backend, "secret");
  window = open_at ("Signed Out", notes_backend_get_url (backend));
  session = bw_window_get_session (window);
  save (session, BW_EDIT_INSERT, NULL, "who am I", NULL);
  ui_wait (is_signed_out, session, "to be signed out");
  words = bw_session_describe_sending (session, &remedy, &action);
  g_assert_nonnull (strstr (words, "JWT expired"));
  g_assert_cmpstr (action, ==, "win.sign-in");
  notes_backend_set_token (backend, NULL);
  bw_session_send (session);
  ui_wait (has_none, session, "it to be sent");
  close_and_remove (window);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
test_quit (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwSession *session;
  AdwAlertDialog *alert;

  notes_backend_set_down (backend, TRUE);
  window = open_at ("Quit", notes_backend_get_url (backend));
  session = g_object_ref (bw_window_get_session (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  save (session, BW_EDIT_INSERT, NULL, "one", NULL);
  save (session, BW_EDIT_INSERT, NULL, "two", NULL);

  gtk_window_close (GTK_WINDOW (window));
  alert = get_alert (window);
  g_assert_cmpstr (adw_alert_dialog_get_heading (alert), ==, "2 Unsent Changes");
  adw_dialog_close (ADW_DIALOG (alert));
  ui_wait_frames (GTK_WIDGET (window), 2);

  /* Sending cannot be done: the window stays and shows what is left. */
  gtk_window_close (GTK_WINDOW (window));
  alert = get_alert (window);
  g_signal_emit_by_name (alert, "response", "send");
  adw_dialog_force_close (ADW_DIALOG (alert));
  ui_wait (is_offline, session, "the delivery to fail");
  while (!BW_IS_UNSENT_DIALOG (
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window))))
    ui_wait_frames (GTK_WIDGET (window), 1);
  adw_dialog_force_close (
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));

  /* Now it can: the window goes when the last one is sent. */
  notes_backend_set_down (backend, FALSE);
  gtk_window_close (GTK_WINDOW (window));
  alert = get_alert (window);
  g_signal_emit_by_name (alert, "response", "send");
  adw_dialog_force_close (ADW_DIALOG (alert));
  ui_wait (is_gone, &window, "the window to close");
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 2);
  g_assert_true (bw_session_remove (session, "Quit", NULL));
  g_object_unref (session);
}

/* What is asked about is sent while somebody thinks it over: there is nothing to be asked any more. */
static void
test_quit_meanwhile (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwSession *session;

  notes_backend_set_down (backend, TRUE);
  window = open_at ("Meanwhile", notes_backend_get_url (backend));
  session = g_object_ref (bw_window_get_session (window));
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  save (session, BW_EDIT_INSERT, NULL, "one", NULL);
  ui_wait (is_offline, session, "the delivery to fail");
  gtk_window_close (GTK_WINDOW (window));
  g_assert_cmpstr (adw_alert_dialog_get_heading (get_alert (window)), ==, "1 Unsent Change");

  notes_backend_set_down (backend, FALSE);
  bw_session_send (session);
  ui_wait (is_gone, &window, "the window to close");
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 1);
  g_assert_true (bw_session_remove (session, "Meanwhile", NULL));
  g_object_unref (session);
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) != NULL;
}

/* What a damaged file of edits has lost is said at the start. */
static void
test_salvage (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwSession *session;
  g_autofree char *path = NULL;
  AdwAlertDialog *alert;
  FILE *file;

  notes_backend_set_down (backend, TRUE);
  window = open_at ("Salvage", notes_backend_get_url (backend));
  session = bw_window_get_session (window);
  save (session, BW_EDIT_INSERT, NULL, "worth keeping", NULL);
  ui_wait (is_offline, session, "the delivery to fail");
  path = g_strdup (bw_session_get_info (session)->outbox_path);
  bw_session_close (session);
  file = g_fopen (path, "r+b");
  fwrite ("not what SQLite writes", 1, 22, file);
  fclose (file);

  bw_session_open (session, "Salvage");
  ui_wait (has_dialog, window, "the message");
  alert = get_alert (window);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (alert), "1 edit could be saved"));
  g_assert_cmpuint (bw_session_get_n_unsent (session), ==, 1);
  adw_dialog_force_close (ADW_DIALOG (alert));
  close_and_remove (window);
}

/* Two programs with one outbox: what one of them adds the other sends as well. */
static void
test_two_windows (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Two", notes_backend_get_url (backend));
  BwSession *session = bw_window_get_session (window);
  g_autoptr (BwSession) other = bw_session_new (bw_session_get_settings (session));

  bw_session_open (other, "Two");
  for (guint i = 0; i < 5; i++)
    {
      save (session, BW_EDIT_INSERT, NULL, "from one", NULL);
      save (other, BW_EDIT_INSERT, NULL, "from the other", NULL);
    }
  while (notes_backend_n_writes (backend) < 10)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (notes_backend_n_rows (backend), ==, 10);
  g_assert_cmpuint (notes_backend_n_writes (backend), ==, 10);
  bw_session_close (other);
  close_and_remove (window);
}

static gboolean
is_settled_edit (gpointer data)
{
  const BwPortfolioInfo *info = bw_session_get_info (data);
  g_autoptr (BwOutbox) outbox = bw_outbox_open (info->outbox_path, NULL);
  g_autoptr (GPtrArray) edits = bw_outbox_list (outbox, BW_OUTBOX_ALL, NULL, NULL, NULL);

  return edits->len == 1 && ((BwEdit *) edits->pdata[0])->settled;
}

/* The demo company takes edits, and its next refresh brings them back. */
static void
test_demo (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  g_autofree char *account = NULL;
  const BwAccountTable *table;
  g_autofree char *id = NULL;
  g_autoptr (BwRecord) changes = bw_record_new (notes ());
  g_autoptr (BwMirror) mirror = NULL;
  g_autoptr (BwRecord) row = NULL;
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  Saved saved = { FALSE, NULL };

  g_settings_set_boolean (bw_session_get_settings (session), "refresh-at-start", TRUE);
  ui_open_demo (window);
  table = bw_session_get_snapshot (session)->table;
  account = g_strdup (table->strings + table->id_offset[0]);
  bw_record_set_text (changes, "account_id", account);
  bw_record_set_text (changes, "text", "a note of the demo");
  g_ptr_array_add (edits, bw_edit_new (notes (), BW_EDIT_INSERT, NULL, changes, NULL));
  id = g_strdup (((BwEdit *) edits->pdata[0])->record);
  bw_session_save_async (session, edits, NULL, on_saved, &saved);
  ui_wait (is_done, &saved, "a save");
  g_assert_no_error (saved.error);
  ui_wait (has_one, session, "the edit");
  ui_wait (has_none, session, "the edit to be sent");

  bw_session_refresh (session);
  ui_wait (ui_is_at_rest, window, "the refresh");
  ui_wait (is_settled_edit, session, "the edit to be settled");
  mirror = bw_mirror_open (bw_session_get_info (session)->mirror_path, BW_MIRROR_READ_ONLY, NULL);
  row = bw_record_read (mirror, notes (), id, NULL);
  g_assert_nonnull (row);
  g_clear_pointer (&mirror, bw_mirror_close);
  close_and_remove (window);
}

/* What cannot be kept is not said to be kept. */
static void
test_cannot_be_saved (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window = open_at ("Full", notes_backend_get_url (backend));
  BwSession *session = bw_window_get_session (window);
  g_autoptr (BwRecord) changes = bw_record_new (notes ());
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  Saved saved = { FALSE, NULL };
  const char *remedy, *action;
  g_autofree char *words = NULL;

  /* Where the file should be there is a folder. */
  g_assert_cmpint (g_mkdir_with_parents (bw_session_get_info (session)->outbox_path, 0700), ==, 0);
  bw_record_set_text (changes, "text", "nowhere to go");
  bw_record_set_text (changes, "account_id", "a1");
  g_ptr_array_add (edits, bw_edit_new (notes (), BW_EDIT_INSERT, NULL, changes, NULL));
  bw_session_save_async (session, edits, NULL, on_saved, &saved);
  ui_wait (is_done, &saved, "the save to fail");
  g_assert_nonnull (saved.error);
  g_clear_error (&saved.error);
  g_assert_false (bw_session_can_undo (session));
  g_assert_cmpuint (bw_session_get_n_unsent (session), ==, 0);
  ui_wait_frames (GTK_WIDGET (window), 2);
  words = bw_session_describe_sending (session, &remedy, &action);
  g_assert_nonnull (words);
  g_assert_true (gtk_widget_get_visible (indicator (window)));
  close_and_remove (window);
}

static gboolean
has_alert (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
}

/* Who removes a portfolio is told what goes with it. */
static void
test_removal_warns (void)
{
  g_autoptr (NotesBackend) backend = notes_backend_new ();
  BwWindow *window;
  BwSession *session;
  AdwDialog *dialog;
  AdwAlertDialog *alert;

  notes_backend_set_down (backend, TRUE);
  window = open_at ("Removed", notes_backend_get_url (backend));
  session = bw_window_get_session (window);
  save (session, BW_EDIT_INSERT, NULL, "not sent", NULL);
  dialog = bw_portfolios_dialog_new (session);
  adw_dialog_present (dialog, GTK_WIDGET (window));
  ui_wait_frames (GTK_WIDGET (window), 2);
  for (guint i = 0;; i++)
    {
      GtkWidget *button = ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, i);
      const char *icon = gtk_button_get_icon_name (GTK_BUTTON (button));

      if (g_strcmp0 (icon, "user-trash-symbolic") != 0)
        continue;
      g_signal_emit_by_name (button, "clicked");
      break;
    }
  ui_wait (has_alert, window, "the question");
  alert = get_alert (window);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (alert), "1 change that was not sent yet"));
  adw_dialog_force_close (ADW_DIALOG (alert));
  adw_dialog_force_close (dialog);
  close_and_remove (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/edits/offline-restart-once", test_offline_restart_once);
  g_test_add_func ("/edits/keeps-focus", test_keeps_focus);
  g_test_add_func ("/edits/conflict-mine", test_conflict_mine);
  g_test_add_func ("/edits/conflict-theirs", test_conflict_theirs);
  g_test_add_func ("/edits/refused-and-mended", test_refused_and_mended);
  g_test_add_func ("/edits/long-text", test_long_text);
  g_test_add_func ("/edits/long-word", test_long_word);
  g_test_add_func ("/edits/names", test_names);
  g_test_add_func ("/edits/undo", test_undo);
  g_test_add_func ("/edits/signed-out", test_signed_out);
  g_test_add_func ("/edits/quit", test_quit);
  g_test_add_func ("/edits/quit-meanwhile", test_quit_meanwhile);
  g_test_add_func ("/edits/salvage", test_salvage);
  g_test_add_func ("/edits/two-windows", test_two_windows);
  g_test_add_func ("/edits/demo", test_demo);
  g_test_add_func ("/edits/cannot-be-saved", test_cannot_be_saved);
  g_test_add_func ("/edits/removal-warns", test_removal_warns);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
