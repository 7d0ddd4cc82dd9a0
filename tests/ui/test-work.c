/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "portfolio/bw-work-check.h"
#include "store/bw-outbox.h"
#include "ui-fixture.h"
#include "ui/bw-session-edits.h"
#include "ui/dialogs/bw-edit-dialog.h"
#include "ui/dialogs/bw-person-dialog.h"
#include "ui/dialogs/bw-work-dialogs.h"
#include "ui/pages/bw-account-page.h"
#include "ui/widgets/bw-work-section.h"

/* Markup, an entity, a bell, right to left, an emoji, quotation marks, a tabulator and a line of
 * Windows: comes back as it was typed. */
#define STRANGE \
  "<b>bold</b> &amp; \a \342\200\256\327\251\327\234\327\225\327\235\342\200\254 " \
  "\360\237\230\200 \"q\" \\ \t\r\nend"

static BwApplication *application;

/* The page of the first account of a small company. */
static BwAccountPage *
open_account (BwWindow **window)
{
  BwSnapshot *snapshot;
  BwAccountPage *page;

  *window = ui_window_open (application, 1300, 900);
  ui_open_demo (*window);
  snapshot = bw_session_get_snapshot (bw_window_get_session (*window));
  page = bw_account_page_open (*window, bw_snapshot_id (snapshot, 0));
  ui_wait (ui_is_at_rest, *window, "the account");
  g_assert_nonnull (bw_page_get_work (BW_PAGE (page)));
  return page;
}

static AdwDialog *
dialog_of (BwWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

static BwEditDialog *
open_dialog (BwWindow *window, BwAccountPage *page, const char *action, const char *target)
{
  AdwDialog *dialog;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), action, target ? "s" : NULL,
                                             target));
  dialog = dialog_of (window);
  g_assert_true (BW_IS_EDIT_DIALOG (dialog));
  ui_wait_frames (GTK_WIDGET (window), 3);
  return BW_EDIT_DIALOG (dialog);
}

static gboolean
has_no_dialog (gpointer window)
{
  return dialog_of (window) == NULL && ui_is_at_rest (window)
         && !bw_session_is_saving (bw_window_get_session (window));
}

/* Presses the button that saves, and waits until the page shows what was saved. */
static void
save (BwWindow *window, BwEditDialog *dialog)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.save", NULL));
  ui_wait (has_no_dialog, window, "the dialog to be saved");
  ui_wait_frames (GTK_WIDGET (window), 2);
  ui_wait (ui_is_at_rest, window, "the page to show it");
}

static GtkWidget *
find_row (GtkWidget *widget, const char *title)
{
  GtkWidget *found = NULL;

  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_row (child, title);
  return found;
}

static void
type_entry (BwEditDialog *dialog, const char *title, const char *text)
{
  GtkWidget *row = find_row (GTK_WIDGET (dialog), title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static void
type_text (BwEditDialog *dialog, const char *title, const char *text)
{
  GtkWidget *row = find_row (GTK_WIDGET (dialog), title);
  GtkWidget *view;

  g_assert_nonnull (row);
  view = ui_find (row, GTK_TYPE_TEXT_VIEW, 0);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), text, -1);
}

static void
choose (BwEditDialog *dialog, const char *title, guint place)
{
  GtkWidget *row = find_row (GTK_WIDGET (dialog), title);

  g_assert_nonnull (row);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), place);
}

/* The edits of the account that the outbox keeps, the last ones of a relation. */
static GPtrArray *
list_edits (BwWindow *window, BwRelationId relation)
{
  g_autoptr (GError) error = NULL;
  const BwPortfolioInfo *info = bw_session_get_info (bw_window_get_session (window));
  g_autoptr (BwOutbox) outbox = bw_outbox_open (info->outbox_path, &error);
  GPtrArray *edits;

  g_assert_no_error (error);
  edits = bw_outbox_list (outbox, BW_OUTBOX_ALL, bw_relation_get (relation), NULL, &error);
  g_assert_no_error (error);
  return edits;
}

static const BwEdit *
last_of (GPtrArray *edits)
{
  g_assert_cmpuint (edits->len, >, 0);
  return edits->pdata[edits->len - 1];
}

/* Whether an edit sets these columns, parted by blanks, and no other. */
static void
assert_sets (const BwEdit *edit, const char *columns)
{
  g_autoptr (GString) set = g_string_new (NULL);

  for (guint i = 0; i < edit->relation->n_columns; i++)
    {
      if (bw_record_has (edit->changes, edit->relation->columns[i].name))
        g_string_append_printf (set, "%s%s", set->len > 0 ? " " : "",
                                edit->relation->columns[i].name);
    }
  g_assert_cmpstr (set->str, ==, columns);
}

/* A note is there at once, in the outbox, and as it was typed; then it is changed. */
static void
test_note (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  guint before = bw_page_get_work (BW_PAGE (page))->n_notes;
  BwEditDialog *dialog = open_dialog (window, page, "work.note", "");
  g_autoptr (GPtrArray) added = NULL, changed = NULL;
  g_autofree char *text = NULL, *id = NULL;
  const BwAccountWork *work;

  type_text (dialog, "Note", STRANGE);
  save (window, dialog);
  work = bw_page_get_work (BW_PAGE (page));
  g_assert_cmpuint (work->n_notes, ==, before + 1);
  g_assert_cmpstr (work->notes[0].text, ==, STRANGE);
  added = list_edits (window, BW_RELATION_NOTES);
  text = bw_record_dup_text (last_of (added)->changes, "text");
  g_assert_cmpstr (text, ==, STRANGE);
  g_assert_cmpint (last_of (added)->kind, ==, BW_EDIT_INSERT);
  assert_sets (last_of (added), "account_id author_id written_at text");
  id = g_strdup (work->notes[0].line.id);

  dialog = open_dialog (window, page, "work.note", id);
  type_text (dialog, "Note", "shorter");
  save (window, dialog);
  work = bw_page_get_work (BW_PAGE (page));
  g_assert_cmpuint (work->n_notes, ==, before + 1);
  g_assert_cmpstr (work->notes[0].text, ==, "shorter");
  changed = list_edits (window, BW_RELATION_NOTES);
  g_assert_cmpint (last_of (changed)->kind, ==, BW_EDIT_UPDATE);
  g_assert_cmpstr (last_of (changed)->record, ==, id);
  assert_sets (last_of (changed), "text");
  ui_window_close (window);
}

/* A new note is signed by whoever sits there; who that is, the first note asks, and it is kept. */
static void
test_author (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  GSettings *settings = bw_session_get_settings (bw_window_get_session (window));
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  g_autofree char *person = NULL, *author = NULL, *again = NULL;
  BwEditDialog *dialog = open_dialog (window, page, "work.note", "");

  type_text (dialog, "Note", "first");
  choose (dialog, "Author", 1);
  save (window, dialog);
  first = list_edits (window, BW_RELATION_NOTES);
  author = bw_record_dup_text (last_of (first)->changes, "author_id");
  g_assert_nonnull (bw_person_find (snapshot, author));
  person = g_settings_get_string (settings, "person");
  g_assert_cmpstr (person, ==, author);

  dialog = open_dialog (window, page, "work.note", "");
  type_text (dialog, "Note", "second");
  save (window, dialog);
  second = list_edits (window, BW_RELATION_NOTES);
  g_assert_cmpuint (second->len, ==, first->len + 1);
  again = bw_record_dup_text (last_of (second)->changes, "author_id");
  g_assert_cmpstr (again, ==, author);
  g_assert_cmpstr (bw_page_get_work (BW_PAGE (page))->notes[0].author, ==,
                   bw_person_find (snapshot, author)->name);
  g_settings_reset (settings, "person");
  ui_window_close (window);
}

static guint n_quits;

static void
count_quit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  n_quits++;
}

/* The key that quits, of the dialog that is uppermost. */
static void
press_quit (BwWindow *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (
    GTK_WIDGET (dialog_of (window)));
  gboolean pressed = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) keys = g_list_model_get_item (controllers, i);
      guint n = GTK_IS_SHORTCUT_CONTROLLER (keys) ? g_list_model_get_n_items (G_LIST_MODEL (keys))
                                                  : 0;

      for (guint j = 0; j < n; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (keys), j);
          g_autofree char *trigger = gtk_shortcut_trigger_to_string (
            gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (trigger, "<Control>q"))
            pressed = gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                    GTK_WIDGET (dialog_of (window)), NULL);
        }
    }
  g_assert_true (pressed);
  ui_wait_frames (GTK_WIDGET (window), 3);
}

static void
respond (BwWindow *window, const char *response)
{
  AdwDialog *alert = dialog_of (window);

  g_assert_true (ADW_IS_ALERT_DIALOG (alert));
  g_signal_emit_by_name (alert, "response", response);
  adw_dialog_force_close (alert);
  ui_wait_frames (GTK_WIDGET (window), 3);
}

static gboolean
has_quit (gpointer times)
{
  return n_quits >= GPOINTER_TO_UINT (times);
}

/* Whoever quits over something entered is asked, and quits unless they go on with it. */
static void
test_quit (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwEditDialog *dialog = open_dialog (window, page, "work.note", "");
  g_autoptr (GAction) before
    = g_object_ref (g_action_map_lookup_action (G_ACTION_MAP (application), "quit"));
  const GActionEntry quit[] = { { .name = "quit", .activate = count_quit } };

  g_action_map_add_action_entries (G_ACTION_MAP (application), quit, 1, NULL);
  type_text (dialog, "Note", "half a note");
  press_quit (window);
  press_quit (window);
  respond (window, "keep");
  g_assert_true (dialog_of (window) == ADW_DIALOG (dialog));
  /* What is saved later does not quit any more. */
  save (window, dialog);
  ui_wait_frames (GTK_WIDGET (window), 3);
  g_assert_cmpuint (n_quits, ==, 0);

  dialog = open_dialog (window, page, "work.risk", "");
  type_entry (dialog, "Identified", "2026-01-05");
  press_quit (window);
  g_assert_cmpuint (n_quits, ==, 0);
  respond (window, "discard");
  ui_wait (has_quit, GUINT_TO_POINTER (1), "the program to quit");
  g_assert_null (dialog_of (window));

  open_dialog (window, page, "work.note", "");
  press_quit (window);
  ui_wait (has_quit, GUINT_TO_POINTER (2), "the program to quit once more");
  g_assert_null (dialog_of (window));
  g_action_map_add_action (G_ACTION_MAP (application), before);
  ui_window_close (window);
}

/* A megabyte is kept to the last byte; one byte more is refused beside the field. */
static void
test_megabyte (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwEditDialog *dialog = open_dialog (window, page, "work.note", "");
  g_autofree char *line = g_strnfill (79, 'm');
  g_autoptr (GString) text = g_string_new (NULL);

  while (text->len + 80 <= BW_WORK_MAX_TEXT)
    g_string_append_printf (text, "%s\n", line);
  while (text->len <= BW_WORK_MAX_TEXT)
    g_string_append_c (text, 'x');
  type_text (dialog, "Note", text->str);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.save", NULL));
  g_assert_true (dialog_of (window) == ADW_DIALOG (dialog));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog),
                                   "This is longer than a megabyte, more than can be sent. "
                                   "Shorten it."));
  g_string_truncate (text, BW_WORK_MAX_TEXT);
  type_text (dialog, "Note", text->str);
  save (window, dialog);
  g_assert_cmpstr (bw_page_get_work (BW_PAGE (page))->notes[0].text, ==, text->str);
  ui_window_close (window);
}

/* A play begins with what is proposed, and ends with what came of it. */
static void
test_play (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  guint before = bw_page_get_work (BW_PAGE (page))->n_plays;
  BwEditDialog *dialog = open_dialog (window, page, "work.start-play", "");
  g_autoptr (GPtrArray) started = NULL, ended = NULL;
  const BwAccountWork *work;
  const BwPlayLine *play = NULL;
  g_autofree char *id = NULL;

  save (window, dialog);
  started = list_edits (window, BW_RELATION_PLAYS);
  assert_sets (last_of (started),
               "account_id playbook_key owner_id opened_on due_on status outcome");
  g_assert_cmpstr (bw_record_get_json (last_of (started)->changes, "status"), ==, "\"open\"");
  id = g_strdup (last_of (started)->record);
  work = bw_page_get_work (BW_PAGE (page));
  g_assert_cmpuint (work->n_plays, ==, before + 1);

  dialog = open_dialog (window, page, "work.play", id);
  choose (dialog, "State", 2);
  type_text (dialog, "Outcome", STRANGE);
  save (window, dialog);
  ended = list_edits (window, BW_RELATION_PLAYS);
  assert_sets (last_of (ended), "status outcome");
  g_assert_cmpstr (bw_record_get_json (last_of (ended)->changes, "status"), ==, "\"done\"");
  work = bw_page_get_work (BW_PAGE (page));
  for (guint i = 0; i < work->n_plays; i++)
    {
      if (g_str_equal (work->plays[i].line.id, id))
        play = &work->plays[i];
    }
  g_assert_nonnull (play);
  g_assert_false (play->open);
  g_assert_cmpstr (play->outcome, ==, STRANGE);
  ui_window_close (window);
}

/* What Enter and the space bar do where the focus is. */
static gboolean
activate_focus (BwWindow *window)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));

  return focus != NULL && gtk_widget_activate (focus);
}

/* A step is ticked by the key that activates it, shows the day, and is one edit of one column. */
static void
test_steps (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwEditDialog *dialog = open_dialog (window, page, "work.start-play", "review_value");
  g_autoptr (GPtrArray) started = NULL, ticked = NULL, cleared = NULL;
  g_autofree char *id = NULL, *text = NULL;
  const BwPlayLine *play = NULL;
  GtkWidget *row;

  save (window, dialog);
  started = list_edits (window, BW_RELATION_PLAYS);
  id = g_strdup (last_of (started)->record);

  dialog = open_dialog (window, page, "work.play", id);
  row = find_row (GTK_WIDGET (dialog), "Rehearse with the champion");
  g_assert_nonnull (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "To do");
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (activate_focus (window));
  g_assert_true (g_str_has_prefix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), "Done on "));
  save (window, dialog);
  ticked = list_edits (window, BW_RELATION_PLAYS);
  assert_sets (last_of (ticked), "steps_done");
  text = bw_record_dup_text (last_of (ticked)->changes, "steps_done");
  g_assert_true (g_str_has_prefix (text, "2 20"));
  for (guint i = 0; i < bw_page_get_work (BW_PAGE (page))->n_plays; i++)
    {
      if (g_str_equal (bw_page_get_work (BW_PAGE (page))->plays[i].line.id, id))
        play = &bw_page_get_work (BW_PAGE (page))->plays[i];
    }
  g_assert_nonnull (play);
  g_assert_cmpuint (play->n_done, ==, 1);
  g_assert_cmpint (play->done_on[0], ==, BW_DATE_NONE);
  g_assert_cmpint (play->done_on[1], !=, BW_DATE_NONE);

  /* The tick is taken away again, and then nothing is said of steps. */
  dialog = open_dialog (window, page, "work.play", id);
  row = find_row (GTK_WIDGET (dialog), "Rehearse with the champion");
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (activate_focus (window));
  save (window, dialog);
  cleared = list_edits (window, BW_RELATION_PLAYS);
  g_assert_cmpstr (bw_record_get_json (last_of (cleared)->changes, "steps_done"), ==, "null");
  ui_window_close (window);
}

#define OLDER_REASON                                                                               \
  "Steps cannot be ticked: the company’s backend is from before that was added. Whoever runs it "  \
  "adds the column “steps_done” to “plays”."

/* Where the backend has no column for them, steps are shown and the reason with them, and a key
 * ticks none. */
static void
test_older_steps (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwEditDialog *dialog = open_dialog (window, page, "work.start-play", "review_value");
  g_autoptr (GPtrArray) started = NULL;
  const BwAccountWork *work;
  const BwPlayLine *play = NULL;
  BwAccountWork older;
  AdwDialog *opened;
  GtkWidget *row;

  save (window, dialog);
  started = list_edits (window, BW_RELATION_PLAYS);
  work = bw_page_get_work (BW_PAGE (page));
  for (guint i = 0; i < work->n_plays; i++)
    {
      if (g_str_equal (work->plays[i].line.id, last_of (started)->record))
        play = &work->plays[i];
    }
  g_assert_nonnull (play);
  g_assert_false (work->lacks_steps);
  older = *work;
  older.lacks_steps = TRUE;
  opened = bw_play_dialog_new (bw_window_get_session (window), &older, play);
  adw_dialog_present (opened, GTK_WIDGET (window));
  ui_wait_frames (GTK_WIDGET (window), 3);
  row = find_row (GTK_WIDGET (opened), "Rehearse with the champion");
  g_assert_nonnull (row);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (opened), OLDER_REASON));
  gtk_widget_activate (row);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "To do");
  adw_dialog_force_close (opened);
  ui_window_close (window);
}

/* What is wrong is said beside its field, and nothing is kept until it is right. */
static void
test_risk (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  guint before = bw_page_get_work (BW_PAGE (page))->n_risks;
  BwEditDialog *dialog = open_dialog (window, page, "work.risk", "");
  g_autoptr (GPtrArray) edits = NULL;
  GtkWidget *row;
  const BwAccountWork *work;

  type_entry (dialog, "Forecast that it is lost, in %", "140");
  type_entry (dialog, "Identified", "soon");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.save", NULL));
  g_assert_true (dialog_of (window) == ADW_DIALOG (dialog));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "Say what kind of risk it is."));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog),
                                   "This is not a date. Write it as 2026-11-21."));
  row = find_row (GTK_WIDGET (dialog), "Forecast that it is lost, in %");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  type_entry (dialog, "Forecast that it is lost, in %", "37,5");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  type_entry (dialog, "Identified", "2026-01-05");
  type_entry (dialog, "First signal", "2026-01-02");
  choose (dialog, "Category", 3);
  choose (dialog, "Cause", 1);
  save (window, dialog);

  edits = list_edits (window, BW_RELATION_RISKS);
  g_assert_cmpfloat (bw_record_get_double (last_of (edits)->changes, "forecast_probability"), ==,
                     0.375);
  g_assert_cmpstr (bw_record_get_json (last_of (edits)->changes, "category"), ==, "\"support\"");
  g_assert_cmpstr (bw_record_get_json (last_of (edits)->changes, "cause"), ==, "\"sponsor_left\"");
  work = bw_page_get_work (BW_PAGE (page));
  g_assert_cmpuint (work->n_risks, ==, before + 1);
  ui_window_close (window);
}

/* A changed answer is a new one of today, and the one before stays. */
static void
test_answers (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwEditDialog *dialog = open_dialog (window, page, "work.answers", NULL);
  g_autofree char *title = g_strdup (bw_page_get_work (BW_PAGE (page))->answers[3].title);
  g_autoptr (GPtrArray) edits = NULL, again = NULL;
  const BwAccountWork *work;

  type_text (dialog, title, "The chief of staff");
  save (window, dialog);
  edits = list_edits (window, BW_RELATION_ANSWERS);
  g_assert_cmpuint (edits->len, ==, 1);
  g_assert_cmpint (last_of (edits)->kind, ==, BW_EDIT_INSERT);
  assert_sets (last_of (edits), "account_id answered_on question text");
  g_assert_cmpstr (bw_record_get_json (last_of (edits)->changes, "question"), ==, "\"who\"");
  work = bw_page_get_work (BW_PAGE (page));
  g_assert_cmpstr (work->answers[3].text, ==, "The chief of staff");

  /* On the same day it is corrected. */
  dialog = open_dialog (window, page, "work.answers", NULL);
  type_text (dialog, title, "The chief of all staff");
  save (window, dialog);
  again = list_edits (window, BW_RELATION_ANSWERS);
  g_assert_cmpint (last_of (again)->kind, ==, BW_EDIT_UPDATE);
  g_assert_cmpstr (last_of (again)->record, ==, last_of (edits)->record);
  assert_sets (last_of (again), "text");
  ui_window_close (window);
}

static guint
count_missing (BwAccountPage *page)
{
  return bw_page_get_work (BW_PAGE (page))->n_missing;
}

/* Goes on until the page shows an account without a plan. */
static void
find_account_without_plan (BwWindow *window, BwAccountPage *page)
{
  while (bw_page_get_work (BW_PAGE (page))->plan.record)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "account.next", NULL));
      ui_wait (ui_is_at_rest, window, "the next account");
    }
}

/* A first plan with all its parts is one save, whose parts name it; then a part goes. */
static void
test_plan (void)
{
  static const char *const adds[] = { "Add a Target", "Add a Milestone", "Add a Role" };
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwEditDialog *dialog;
  g_autoptr (GPtrArray) plans = NULL, roles = NULL, targets = NULL, gone = NULL;
  g_autofree char *plan_id = NULL;
  GtkWidget *button;

  find_account_without_plan (window, page);
  g_assert_cmpuint (count_missing (page), ==, BW_N_PLAN_PARTS);
  dialog = open_dialog (window, page, "work.plan", NULL);
  type_text (dialog, "Purpose", "Answer within the day");
  for (guint i = 0; i < G_N_ELEMENTS (adds); i++)
    {
      for (guint j = 0; (button = ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, j)); j++)
        {
          if (g_strcmp0 (gtk_widget_get_tooltip_text (button), adds[i]) == 0)
            break;
        }
      g_assert_nonnull (button);
      g_signal_emit_by_name (button, "clicked");
    }
  choose (dialog, "Metric", 1);
  type_entry (dialog, "How it is measured", "Every week");
  type_entry (dialog, "Target", "5.5");
  type_entry (dialog, "Milestone", "First team live");
  type_entry (dialog, "Responsibility", "Decides");
  choose (dialog, "Or one of ours", 1);
  /* A target without a baseline and without a day stays where it is, with the reasons. */
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.save", NULL));
  g_assert_true (dialog_of (window) == ADW_DIALOG (dialog));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog),
                                   "A target needs a baseline: the value to start from."));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog),
                                   "Missing: target, what comes next"));
  type_entry (dialog, "Baseline", "9");
  type_entry (dialog, "Due", "2099-01-01");
  type_entry (dialog, "Next phase", "A second team");
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "All six parts are there."));
  save (window, dialog);

  g_assert_cmpuint (count_missing (page), ==, 0);
  plans = list_edits (window, BW_RELATION_PLANS);
  roles = list_edits (window, BW_RELATION_PLAN_ROLES);
  targets = list_edits (window, BW_RELATION_PLAN_TARGETS);
  plan_id = bw_record_dup_text (last_of (roles)->changes, "plan_id");
  g_assert_cmpstr (plan_id, ==, last_of (plans)->record);
  g_assert_cmpstr (last_of (roles)->account, ==, last_of (plans)->account);
  g_assert_cmpfloat (bw_record_get_double (last_of (targets)->changes, "target_value"), ==, 5.5);

  dialog = open_dialog (window, page, "work.plan", NULL);
  for (guint j = 0; (button = ui_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON, j)); j++)
    {
      if (g_strcmp0 (gtk_widget_get_tooltip_text (button), "Remove") == 0)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
    }
  save (window, dialog);
  g_assert_cmpuint (count_missing (page), ==, 4);
  gone = list_edits (window, BW_RELATION_PLAN_ROLES);
  g_assert_cmpint (last_of (gone)->kind, ==, BW_EDIT_DELETE);
  ui_window_close (window);
}

static void
present (BwWindow *window, AdwDialog *dialog)
{
  adw_dialog_present (dialog, GTK_WIDGET (window));
  ui_wait_frames (GTK_WIDGET (window), 3);
}

/* Several accounts are put off at once; one that waits already is not put off twice. */
static void
test_snooze (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwSession *session = bw_window_get_session (window);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  const char *ids[] = { bw_snapshot_id (snapshot, 0), bw_snapshot_id (snapshot, 1),
                        bw_snapshot_id (snapshot, 2), NULL };
  g_autoptr (GPtrArray) before = list_edits (window, BW_RELATION_PLAYS);
  g_autoptr (GPtrArray) edits = NULL, again = NULL;
  AdwDialog *dialog = bw_snooze_dialog_new (session, ids);

  present (window, dialog);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.save", NULL));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "Say why the account can wait."));
  type_text (BW_EDIT_DIALOG (dialog), "Reason", "Holidays");
  save (window, BW_EDIT_DIALOG (dialog));
  edits = list_edits (window, BW_RELATION_PLAYS);
  g_assert_cmpuint (edits->len, ==, before->len + 3);
  for (guint i = 0; i < 3; i++)
    {
      const BwEdit *edit = edits->pdata[before->len + i];

      g_assert_cmpstr (edit->account, ==, ids[i]);
      g_assert_cmpint (edit->kind, ==, BW_EDIT_INSERT);
      g_assert_cmpstr (bw_record_get_json (edit->changes, "status"), ==, "\"snoozed\"");
      g_assert_cmpstr (bw_record_get_json (edit->changes, "playbook_key"), ==, "null");
      g_assert_cmpstr (bw_record_get_json (edit->changes, "outcome"), ==, "\"Holidays\"");
    }

  ids[1] = NULL;
  dialog = bw_snooze_dialog_new (session, ids);
  present (window, dialog);
  type_text (BW_EDIT_DIALOG (dialog), "Reason", "Longer holidays");
  save (window, BW_EDIT_DIALOG (dialog));
  again = list_edits (window, BW_RELATION_PLAYS);
  g_assert_cmpuint (again->len, ==, edits->len + 1);
  g_assert_cmpint (last_of (again)->kind, ==, BW_EDIT_UPDATE);
  assert_sets (last_of (again), "outcome");
  g_assert_nonnull (bw_page_get_work (BW_PAGE (page)));
  ui_window_close (window);
}

/* Everybody's open plays get the owner; who has none gets a play. */
static void
test_assign (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwSession *session = bw_window_get_session (window);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  const char *ids[] = { bw_snapshot_id (snapshot, 3), NULL };
  g_autoptr (GPtrArray) first = NULL, second = NULL;
  AdwDialog *dialog = bw_assign_dialog_new (session, ids);
  g_autofree char *owner = NULL;
  guint before;

  present (window, dialog);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.save", NULL));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), "A play needs somebody who does it."));
  choose (BW_EDIT_DIALOG (dialog), "Owner", 2);
  save (window, BW_EDIT_DIALOG (dialog));
  first = list_edits (window, BW_RELATION_PLAYS);
  owner = bw_record_dup_text (last_of (first)->changes, "owner_id");
  g_assert_nonnull (owner);
  g_assert_cmpstr (last_of (first)->account, ==, ids[0]);
  before = first->len;

  /* Now there is an open play, which gets the next owner. */
  dialog = bw_assign_dialog_new (session, ids);
  present (window, dialog);
  choose (BW_EDIT_DIALOG (dialog), "Owner", 3);
  save (window, BW_EDIT_DIALOG (dialog));
  second = list_edits (window, BW_RELATION_PLAYS);
  g_assert_cmpuint (second->len, >, before);
  for (guint i = before; i < second->len; i++)
    {
      g_assert_cmpint (((BwEdit *) second->pdata[i])->kind, ==, BW_EDIT_UPDATE);
      assert_sets (second->pdata[i], "owner_id");
    }
  g_assert_nonnull (bw_page_get_work (BW_PAGE (page)));
  ui_window_close (window);
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  GtkWidget *button;

  for (guint i = 0; (button = ui_find (root, GTK_TYPE_BUTTON, i)); i++)
    {
      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0)
        return button;
    }
  return NULL;
}

static gboolean
has_alert (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (dialog_of (window));
}

static gboolean
has_form (gpointer window)
{
  return BW_IS_EDIT_DIALOG (dialog_of (window));
}

/* The tabulator goes round the answers of the question, and shows where it is. */
static void
check_round (BwWindow *window)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < 6; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

      g_assert_true (GTK_IS_BUTTON (focus));
      g_assert_true (gtk_window_get_focus_visible (GTK_WINDOW (window)));
      g_hash_table_add (seen, focus);
      g_signal_emit_by_name (window, "move-focus", GTK_DIR_TAB_FORWARD);
      ui_wait_frames (GTK_WIDGET (window), 2);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 2);
}

/* Asks for the dialog to be closed, and answers the question that comes of it. */
static void
cancel (BwWindow *window, BwEditDialog *dialog, const char *response)
{
  GtkWidget *button;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.cancel", NULL));
  ui_wait (has_alert, window, "the question");
  ui_wait_frames (GTK_WIDGET (window), 5);
  check_round (window);
  button = find_button (GTK_WIDGET (dialog_of (window)), response);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* Escape asks only when something would be lost. */
static void
test_closing (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  BwEditDialog *dialog = open_dialog (window, page, "work.note", "");

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.cancel", NULL));
  ui_wait (has_no_dialog, window, "the dialog to be closed");

  dialog = open_dialog (window, page, "work.note", "");
  type_text (dialog, "Note", "unsaved");
  g_assert_false (adw_dialog_get_can_close (ADW_DIALOG (dialog)));
  cancel (window, dialog, "_Keep Editing");
  ui_wait (has_form, window, "the form to be back");
  type_text (dialog, "Note", "");
  g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (dialog)));
  type_text (dialog, "Note", "unsaved");
  cancel (window, dialog, "_Discard");
  ui_wait (has_no_dialog, window, "the dialog to be closed");
  ui_window_close (window);
}

/* When nothing can be kept the form stays, with the reason and all that was entered. */
static void
test_nothing_kept (void)
{
  BwWindow *window;
  BwAccountPage *page = open_account (&window);
  const BwPortfolioInfo *info = bw_session_get_info (bw_window_get_session (window));
  g_autofree char *aside = g_strconcat (info->outbox_path, "-aside", NULL);
  BwEditDialog *dialog = open_dialog (window, page, "work.note", "");
  GtkWidget *view;
  g_autofree char *kept = NULL;

  type_text (dialog, "Note", STRANGE);
  g_unlink (aside);
  g_assert_true (!g_file_test (info->outbox_path, G_FILE_TEST_EXISTS)
                 || g_rename (info->outbox_path, aside) == 0);
  g_assert_cmpint (g_mkdir (info->outbox_path, 0700), ==, 0);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "edit.save", NULL));
  while (ui_find (GTK_WIDGET (dialog), GTK_TYPE_IMAGE, 0) == NULL
         || bw_session_is_saving (bw_window_get_session (window)))
    g_main_context_iteration (NULL, TRUE);
  ui_wait_frames (GTK_WIDGET (window), 5);
  g_assert_true (dialog_of (window) == ADW_DIALOG (dialog));
  view = ui_find (GTK_WIDGET (dialog), GTK_TYPE_TEXT_VIEW, 0);
  g_object_get (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), "text", &kept, NULL);
  g_assert_cmpstr (kept, ==, STRANGE);
  g_rmdir (info->outbox_path);
  if (g_file_test (aside, G_FILE_TEST_EXISTS))
    g_assert_cmpint (g_rename (aside, info->outbox_path), ==, 0);
  save (window, dialog);
  g_assert_cmpstr (bw_page_get_work (BW_PAGE (page))->notes[0].text, ==, STRANGE);
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/work/note", test_note);
  g_test_add_func ("/work/megabyte", test_megabyte);
  g_test_add_func ("/work/author", test_author);
  g_test_add_func ("/work/quit", test_quit);
  g_test_add_func ("/work/play", test_play);
  g_test_add_func ("/work/steps", test_steps);
  g_test_add_func ("/work/steps-older", test_older_steps);
  g_test_add_func ("/work/risk", test_risk);
  g_test_add_func ("/work/answers", test_answers);
  g_test_add_func ("/work/plan", test_plan);
  g_test_add_func ("/work/snooze", test_snooze);
  g_test_add_func ("/work/assign", test_assign);
  g_test_add_func ("/work/closing", test_closing);
  g_test_add_func ("/work/nothing-kept", test_nothing_kept);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
