/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portfolio/bw-work-check.h"
#include "ui-fixture.h"
#include "ui/bw-session-edits.h"
#include "ui/pages/bw-triage-page.h"

static BwApplication *application;

/* The list of the page itself, not that of a drop-down. */
static GtkListView *
get_list (BwPage *page)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *list = ui_find (GTK_WIDGET (page), GTK_TYPE_LIST_VIEW, i);

      g_assert_nonnull (list);
      if (GTK_IS_MULTI_SELECTION (gtk_list_view_get_model (GTK_LIST_VIEW (list))))
        return GTK_LIST_VIEW (list);
    }
}

static GtkSelectionModel *
get_model (BwPage *page)
{
  return gtk_list_view_get_model (get_list (page));
}

static const BwTriageQueue *
get_queue (BwPage *page)
{
  return bw_page_get_result (page);
}

/* The lines below the edge of the window come in over some frames. */
static gboolean
is_listed (gpointer page)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_model (page))) == get_queue (page)->figure->n;
}

static BwPage *
open_queue (BwWindow **window, int width)
{
  *window = ui_window_open (application, width, 800);
  ui_open_demo (*window);
  bw_window_go_to (*window, "triage");
  ui_wait (ui_is_at_rest, *window, "the queue");
  ui_wait (is_listed, bw_window_get_page (*window), "the lines of the queue");
  return bw_window_get_page (*window);
}

static char *
get_chosen (BwPage *page)
{
  g_auto (GStrv) ids = BW_PAGE_GET_CLASS (page)->list_chosen (page);

  g_assert_cmpuint (g_strv_length (ids), ==, 1);
  return g_strdup (ids[0]);
}

static gboolean
has_work (gpointer page)
{
  return bw_page_get_work (page) != NULL;
}

/* The queue is listed as the figure has it, its first account is chosen, and its work is read. */
static void
test_list (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  const BwTriageQueue *queue = get_queue (page);
  GtkSelectionModel *model = get_model (page);
  g_autofree char *id = NULL;

  g_assert_cmpuint (queue->figure->n, >, 10);
  g_assert_true (queue->figure->has_changes);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, queue->figure->n);
  for (guint i = 0; i < queue->figure->n; i++)
    {
      g_autoptr (BwTriageItem) item = g_list_model_get_item (G_LIST_MODEL (model), i);

      g_assert_cmpuint (bw_triage_item_get_position (item), ==, i);
      g_assert_true (bw_triage_queue_at (queue, i) == &queue->figure->rows[i]);
      g_assert_cmpuint (bw_triage_queue_find (queue, bw_triage_queue_id (queue, i)), ==, i);
      if (i > 0)
        g_assert_cmpint (queue->figure->rows[i - 1].loss, >=, queue->figure->rows[i].loss);
    }
  id = get_chosen (page);
  g_assert_cmpstr (id, ==, bw_triage_queue_id (queue, 0));
  ui_wait (has_work, page, "the work of the account");
  g_assert_cmpstr (bw_page_get_work (page)->account_id, ==, id);
  ui_window_close (window);
}

/* What is shown beside the list follows the keys. */
static void
test_preview (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  const BwTriageQueue *queue = get_queue (page);

  for (guint i = 0; i < 4; i++)
    {
      const char *name = bw_snapshot_name (queue->figure->snapshot,
                                           queue->figure->rows[i].row);

      gtk_selection_model_select_item (get_model (page), i, TRUE);
      g_assert_nonnull (ui_find_label (GTK_WIDGET (page), name));
      ui_wait (has_work, page, "the work of the account");
      g_assert_cmpstr (bw_page_get_work (page)->account_id, ==,
                       bw_triage_queue_id (queue, i));
    }
  gtk_selection_model_select_range (get_model (page), 2, 3, TRUE);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (page), "3 Accounts Chosen"));
  g_assert_null (bw_page_get_work (page));
  ui_window_close (window);
}

static gboolean
is_by_tier (gpointer page)
{
  return bw_page_is_settled (page) && get_queue (page)->groups != NULL
         && g_list_model_get_n_items (G_LIST_MODEL (get_model (page))) == get_queue (page)->figure->n;
}

/* Every account is in one group, the groups are the sections of the list, and money adds up. */
static void
test_groups (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  const BwTriageQueue *queue;
  guint start, end, n_sections = 0;
  BwMoney loss = 0;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  gtk_drop_down_set_selected (
    GTK_DROP_DOWN (ui_find (GTK_WIDGET (page), GTK_TYPE_DROP_DOWN, 0)), BW_TRIAGE_BY_TIER);
  ui_wait (is_by_tier, page, "the groups");
  queue = get_queue (page);
  for (guint i = 0; i < queue->figure->n; i = end, n_sections++)
    {
      const BwTriageGroup *group = g_ptr_array_index (queue->groups, n_sections);

      gtk_section_model_get_section (GTK_SECTION_MODEL (get_model (page)), i, &start, &end);
      g_assert_cmpuint (start, ==, i);
      g_assert_cmpuint (end - start, ==, group->n);
      loss += group->loss;
      for (guint k = start; k < end; k++)
        {
          const BwTriageRow *row = bw_triage_queue_at (queue, k);

          g_assert_cmpstr (bw_tier_word (queue->figure->snapshot->tier[row->row]), ==, group->key);
          g_assert_true (g_hash_table_add (seen, (gpointer) row));
        }
    }
  g_assert_cmpuint (n_sections, ==, queue->groups->len);
  g_assert_cmpuint (g_hash_table_size (seen), ==, queue->figure->n);
  g_assert_cmpint (loss, ==, queue->figure->loss);
  ui_window_close (window);
}

static void
test_mine (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  GSettings *settings = bw_session_get_settings (bw_window_get_session (window));
  BwSnapshot *snapshot = bw_session_get_snapshot (bw_window_get_session (window));
  const BwPerson *owner = bw_snapshot_owner (snapshot, get_queue (page)->figure->rows[0].row);
  GtkToggleButton *mine = GTK_TOGGLE_BUTTON (ui_find_label (GTK_WIDGET (page), "My Accounts")
                                               ? gtk_widget_get_ancestor (
                                                   ui_find_label (GTK_WIDGET (page), "My Accounts"),
                                                   GTK_TYPE_TOGGLE_BUTTON)
                                               : NULL);
  const BwTriageQueue *queue;

  /* Before anybody has said who sits there, it is asked. */
  gtk_toggle_button_set_active (mine, TRUE);
  g_assert_nonnull (adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  adw_dialog_force_close (
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  g_assert_false (gtk_toggle_button_get_active (mine));

  g_settings_set_string (settings, "person", owner->id);
  gtk_toggle_button_set_active (mine, TRUE);
  ui_wait (ui_is_at_rest, window, "my accounts");
  queue = get_queue (page);
  g_assert_cmpuint (queue->figure->n, >, 0);
  for (guint i = 0; i < queue->figure->n; i++)
    g_assert_cmpstr (bw_snapshot_owner (snapshot, queue->figure->rows[i].row)->id, ==, owner->id);
  g_settings_reset (settings, "person");
  ui_window_close (window);
}

static void
on_saved (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  bw_session_save_finish (BW_SESSION (session), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
put_off (BwSession *session, const char *account, BwDate until)
{
  const BwRelation *plays = bw_relation_get (BW_RELATION_PLAYS);
  g_autoptr (BwRecord) changes = bw_record_new (plays);
  g_autofree char *id = g_uuid_string_random ();
  GPtrArray *edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  gboolean saved = FALSE;

  bw_record_set_text (changes, "id", id);
  bw_record_set_text (changes, "account_id", account);
  bw_record_set_text (changes, "status", BW_PLAY_SNOOZED);
  bw_record_set_text (changes, "outcome", "Waits for the sponsor");
  bw_record_set_date (changes, "due_on", until);
  g_ptr_array_add (edits, bw_edit_new (plays, BW_EDIT_INSERT, id, changes, NULL));
  bw_session_save_async (session, edits, NULL, on_saved, &saved);
  while (!saved)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_put_off (gpointer page)
{
  return bw_page_is_settled (page) && get_queue (page)->figure->n_snoozed > 0;
}

/* An account that is put off leaves the queue at once, and the one behind it takes its place. */
static void
test_put_off (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  BwSession *session = bw_window_get_session (window);
  guint n = get_queue (page)->figure->n;
  g_autofree char *third = g_strdup (bw_triage_queue_id (get_queue (page), 2));
  g_autofree char *fourth = g_strdup (bw_triage_queue_id (get_queue (page), 3));
  g_autofree char *chosen = NULL;

  gtk_selection_model_select_item (get_model (page), 2, TRUE);
  put_off (session, third, bw_session_get_as_of (session) + 14);
  ui_wait (is_put_off, page, "the account to leave the queue");
  g_assert_cmpuint (get_queue (page)->figure->n, ==, n - 1);
  g_assert_cmpuint (bw_triage_queue_find (get_queue (page), third), ==, BW_INDEX_NONE);
  chosen = get_chosen (page);
  g_assert_cmpstr (chosen, ==, fourth);
  ui_window_close (window);
}

static gboolean
has_dialog (gpointer window)
{
  return adw_application_window_get_visible_dialog (window) != NULL;
}

/* Waits for the dialog of a key, sees whose it is, and closes it. */
static void
assert_dialog_of (BwWindow *window, BwPage *page, const char *account)
{
  const BwTriageQueue *queue;
  const BwTriageRow *row;
  AdwDialog *dialog;

  ui_wait (has_dialog, window, "the dialog");
  queue = get_queue (page);
  row = bw_triage_queue_at (queue, bw_triage_queue_find (queue, account));
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  g_assert_nonnull (ui_find_label (GTK_WIDGET (dialog), bw_snapshot_name (queue->figure->snapshot,
                                                                     row->row)));
  adw_dialog_force_close (dialog);
  ui_wait_frames (GTK_WIDGET (window), 3);
}

/* A key that is typed before the work of an account is read waits for it, and acts on that account
 * or not at all. */
static void
test_early_keys (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  BwSession *session = bw_window_get_session (window);
  g_autofree char *second = g_strdup (bw_triage_queue_id (get_queue (page), 1));
  g_autofree char *third = g_strdup (bw_triage_queue_id (get_queue (page), 2));
  g_autofree char *fourth = g_strdup (bw_triage_queue_id (get_queue (page), 3));

  gtk_selection_model_select_item (get_model (page), 1, TRUE);
  g_assert_null (bw_page_get_work (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "work.start-play", "s", "");
  assert_dialog_of (window, page, second);

  /* Whoever goes on to the next account meant the one before, or nothing. */
  gtk_selection_model_select_item (get_model (page), 2, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (page), "work.start-play", "s", "");
  gtk_selection_model_select_item (get_model (page), 3, TRUE);
  ui_wait (has_work, page, "the work of the account");
  ui_wait_frames (GTK_WIDGET (window), 3);
  g_assert_false (has_dialog (window));

  /* The queue is not computed anew yet, and still shows the account that has been dealt with. */
  gtk_selection_model_select_item (get_model (page), 2, TRUE);
  ui_wait (has_work, page, "the work of the account");
  put_off (session, third, bw_session_get_as_of (session) + 14);
  g_assert_false (bw_page_is_current (page));
  gtk_widget_activate_action (GTK_WIDGET (page), "work.note", "s", "");
  assert_dialog_of (window, page, fourth);
  put_off (session, fourth, bw_session_get_as_of (session) + 14);
  gtk_widget_activate_action (GTK_WIDGET (page), "work.snooze", NULL);
  ui_wait (has_dialog, window, "the dialog");
  g_assert_cmpuint (bw_triage_queue_find (get_queue (page), fourth), ==, BW_INDEX_NONE);
  adw_dialog_force_close (
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)));
  ui_window_close (window);
}

/* The rows of a reason stay open while the queue is computed anew, and close with the account. */
static void
test_open_reasons (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  BwSession *session = bw_window_get_session (window);
  g_autofree char *last = NULL;
  GtkWidget *row;

  ui_wait (has_work, page, "the work of the account");
  row = ui_find (GTK_WIDGET (page), ADW_TYPE_EXPANDER_ROW, 0);
  g_assert_nonnull (row);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  last = g_strdup (bw_triage_queue_id (get_queue (page), get_queue (page)->figure->n - 1));
  put_off (session, last, bw_session_get_as_of (session) + 14);
  ui_wait (is_put_off, page, "the queue");
  ui_wait (ui_is_at_rest, window, "the page");
  ui_wait_frames (GTK_WIDGET (window), 20);
  row = ui_find (GTK_WIDGET (page), ADW_TYPE_EXPANDER_ROW, 0);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  gtk_selection_model_select_item (get_model (page), 1, TRUE);
  ui_wait (has_work, page, "the work of the account");
  row = ui_find (GTK_WIDGET (page), ADW_TYPE_EXPANDER_ROW, 0);
  g_assert_true (row == NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  ui_window_close (window);
}

/* Where there is no room, the list has the window for itself until an account is activated. */
static void
test_narrow (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 360);
  AdwOverlaySplitView *split
    = ADW_OVERLAY_SPLIT_VIEW (ui_find (GTK_WIDGET (page), ADW_TYPE_OVERLAY_SPLIT_VIEW, 0));

  ui_wait_frames (GTK_WIDGET (window), 3);
  g_assert_true (adw_overlay_split_view_get_collapsed (split));
  g_assert_false (adw_overlay_split_view_get_show_sidebar (split));
  /* What is activated is chosen by that, also where nothing was. */
  gtk_selection_model_unselect_all (get_model (page));
  g_signal_emit_by_name (get_list (page), "activate", 1u);
  g_assert_true (adw_overlay_split_view_get_show_sidebar (split));
  g_assert_true (gtk_selection_model_is_selected (get_model (page), 1));
  ui_window_close (window);
}

static gboolean
is_empty (gpointer page)
{
  return bw_page_is_settled (page) && get_queue (page)->figure->n == 0;
}

/* A queue that was put off whole says so, keeps its counts in sight and the keyboard somewhere; a
 * filter that leaves no account can be taken off. */
static void
test_nothing (void)
{
  BwWindow *window;
  BwPage *page = open_queue (&window, 1240);
  BwSession *session = bw_window_get_session (window);
  const char *nobody[] = { "nowhere", NULL };
  const char *one[] = { NULL, NULL };
  g_autofree char *first = g_strdup (bw_triage_queue_id (get_queue (page), 0));
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();
  g_autoptr (BwAccountFilter) none = bw_account_filter_new ();

  one[0] = first;
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_ID, one);
  bw_session_set_filter (session, filter);
  ui_wait (ui_is_at_rest, window, "one account");
  g_assert_cmpuint (get_queue (page)->figure->n, ==, 1);
  gtk_widget_grab_focus (GTK_WIDGET (page));
  put_off (session, first, bw_session_get_as_of (session) + 14);
  ui_wait (is_empty, page, "the empty queue");
  ui_wait_frames (GTK_WIDGET (window), 3);
  g_assert_nonnull (ui_find_label (GTK_WIDGET (page), "Nothing Needs Attention"));
  g_assert_true (gtk_widget_get_mapped (ui_find_label (GTK_WIDGET (page), "1 put off")));
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (window)));
  g_assert_true (gtk_widget_get_mapped (gtk_window_get_focus (GTK_WINDOW (window))));

  bw_account_filter_set_words (none, BW_ACCOUNT_FILTER_REGION, nobody);
  bw_session_set_filter (session, none);
  ui_wait (ui_is_at_rest, window, "no account");
  g_assert_true (gtk_widget_get_mapped (ui_find_label (GTK_WIDGET (page), "Clear Filter")));
  g_clear_pointer (&none, bw_account_filter_free);
  none = bw_account_filter_new ();
  bw_session_set_filter (session, none);
  ui_wait (ui_is_at_rest, window, "the whole queue");
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int result;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  g_test_add_func ("/triage/list", test_list);
  g_test_add_func ("/triage/preview", test_preview);
  g_test_add_func ("/triage/groups", test_groups);
  g_test_add_func ("/triage/mine", test_mine);
  g_test_add_func ("/triage/put-off", test_put_off);
  g_test_add_func ("/triage/early-keys", test_early_keys);
  g_test_add_func ("/triage/open-reasons", test_open_reasons);
  g_test_add_func ("/triage/narrow", test_narrow);
  g_test_add_func ("/triage/nothing", test_nothing);
  result = g_test_run ();
  g_object_unref (application);
  return result;
}
