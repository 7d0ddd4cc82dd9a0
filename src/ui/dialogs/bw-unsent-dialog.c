/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-unsent-dialog.h"

#include <glib/gi18n.h>

#include "ui/bw-session-edits.h"
#include "ui/dialogs/bw-edit-page.h"

/* Rows that are made; of more edits than that the number is said. */
#define MAX_ROWS 100

/**
 * BwUnsentDialog:
 *
 * The edits that the backend has not got: those that wait for a decision first, each in words and
 * with what can be done about it.
 */
struct _BwUnsentDialog {
  AdwDialog            parent_instance;

  AdwNavigationView   *navigation;
  AdwNavigationPage   *root;
  AdwBanner           *banner;
  GtkStack            *stack;
  AdwPreferencesPage  *page;
  GtkWidget           *empty;
  GtkWidget           *send_button;
  AdwPreferencesGroup *groups[2]; /* (nullable): what needs a decision, and what waits. */

  BwSession           *session;
  GCancellable        *listing;   /* (nullable) */
  GPtrArray           *list;      /* (element-type BwEditWords) */
  GPtrArray           *rows;      /* (element-type GtkWidget): from the top; borrowed. */
  gboolean             is_stale;
};

G_DEFINE_FINAL_TYPE (BwUnsentDialog, bw_unsent_dialog, ADW_TYPE_DIALOG)

static void reload (BwUnsentDialog *self);

static gboolean
needs_decision (const BwEdit *edit)
{
  return edit->state == BW_EDIT_CONFLICT || edit->state == BW_EDIT_REFUSED;
}

static BwEditWords *
find_words (BwUnsentDialog *self, const char *id)
{
  for (guint i = 0; self->list && i < self->list->len; i++)
    {
      BwEditWords *words = g_ptr_array_index (self->list, i);

      if (g_str_equal (words->edit->id, id))
        return words;
    }
  return NULL;
}

static void
on_row_activated (AdwActionRow *row, BwUnsentDialog *self)
{
  BwEditWords *words = find_words (self, g_object_get_data (G_OBJECT (row), "edit"));

  if (words)
    adw_navigation_view_push (self->navigation,
                              ADW_NAVIGATION_PAGE (bw_edit_page_new (self->session, words)));
}

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwUnsentDialog) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!bw_session_choose_finish (BW_SESSION (source), result, &error))
    {
      adw_banner_set_title (self->banner, error->message);
      adw_banner_set_button_label (self->banner, NULL);
      adw_banner_set_revealed (self->banner, TRUE);
    }
}

static void
on_undo (GtkButton *button, BwUnsentDialog *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (button), FALSE);
  bw_session_choose_async (self->session, BW_CHOICE_UNDO,
                           g_object_get_data (G_OBJECT (button), "edit"), on_undone,
                           g_object_ref (self));
}

/* What an edit sets, in a few words: the last text, which is what somebody wrote where there is
 * such; else the first value. */
static const char *
gist_of (const BwEditWords *words)
{
  const char *text = NULL, *value = NULL;

  for (guint i = 0; i < words->fields->len; i++)
    {
      const BwEditField *field = g_ptr_array_index (words->fields, i);

      if (!field->is_mine || field->mine == NULL || *field->mine == '\0'
          || field->column->refers_to != NULL)
        continue;
      if (field->column->type == BW_COLUMN_TEXT)
        text = field->mine;
      else if (value == NULL)
        value = field->mine;
    }
  return text ? text : value;
}

static char *
first_line (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), 80));
  char *line = g_strdelimit (g_steal_pointer (&start), "\n\r\t", ' ');

  return g_strstrip (line);
}

static GtkWidget *
create_row (BwUnsentDialog *self, const BwEditWords *words)
{
  GtkWidget *row = adw_action_row_new ();
  const char *gist = gist_of (words);
  g_autofree char *line = gist ? first_line (gist) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *when = bw_edit_words_when (words);
  g_autofree char *state = NULL;
  g_autofree char *subtitle = NULL;

  /* Translators: what was edited and the beginning of it: "New note: They want a discount". */
  title = line ? g_strdup_printf (_("%s: %s"), words->title, line) : g_strdup (words->title);
  /* Why nothing goes is said once, above the list; why this does not, here. */
  state = words->edit->state == BW_EDIT_REFUSED && words->edit->reason
            ? g_strdup_printf ("%s\n%s", bw_edit_words_state (words), words->edit->reason)
            : g_strdup (bw_edit_words_state (words));
  subtitle = words->about ? g_strdup_printf ("%s · %s\n%s", words->about, when, state)
                          : g_strdup_printf ("%s\n%s", when, state);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (needs_decision (words->edit))
    adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                               gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
  else
    {
      GtkWidget *undo = gtk_button_new_from_icon_name ("edit-undo-symbolic");

      gtk_widget_set_tooltip_text (undo, _("Undo"));
      gtk_widget_set_valign (undo, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (undo, "flat");
      g_object_set_data_full (G_OBJECT (undo), "edit", g_strdup (words->edit->id), g_free);
      g_signal_connect_object (undo, "clicked", G_CALLBACK (on_undo), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), undo);
    }
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "edit", g_strdup (words->edit->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_row_activated), self, 0);
  return row;
}

static void
fill_group (BwUnsentDialog *self, guint place)
{
  AdwPreferencesGroup *group = NULL;
  guint n = 0;

  for (guint i = 0; i < self->list->len; i++)
    {
      const BwEditWords *words = g_ptr_array_index (self->list, i);
      GtkWidget *row;

      if (needs_decision (words->edit) != (place == 0) || n++ >= MAX_ROWS)
        continue;
      if (group == NULL)
        {
          group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
          adw_preferences_group_set_title (group, place == 0 ? _("Waiting for Your Decision")
                                                             : _("Waiting to Be Sent"));
        }
      row = create_row (self, words);
      adw_preferences_group_add (group, row);
      g_ptr_array_add (self->rows, row);
    }
  if (n > MAX_ROWS)
    {
      g_autofree char *more = g_strdup_printf (ngettext ("and %u more", "and %u more",
                                                         n - MAX_ROWS), n - MAX_ROWS);

      adw_preferences_group_set_description (group, more);
    }
  self->groups[place] = group;
  if (group)
    adw_preferences_page_add (self->page, group);
}

/* The place in the list of the row that has the focus, to come back to after it is made anew. */
static int
focused_row (BwUnsentDialog *self)
{
  GtkWidget *focus = adw_dialog_get_focus (ADW_DIALOG (self));
  GtkWidget *row = focus ? gtk_widget_get_ancestor (focus, ADW_TYPE_ACTION_ROW) : NULL;
  guint index;

  return row && g_ptr_array_find (self->rows, row, &index) ? (int) index : -1;
}

static void
show_banner (BwUnsentDialog *self)
{
  const char *remedy, *action;
  g_autofree char *words = bw_session_describe_sending (self->session, &remedy, &action);

  adw_banner_set_title (self->banner, words ? words : "");
  adw_banner_set_button_label (self->banner, remedy);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->banner), action);
  adw_banner_set_revealed (self->banner, words != NULL);
}

static void
show_list (BwUnsentDialog *self)
{
  AdwNavigationPage *visible = adw_navigation_view_get_visible_page (self->navigation);
  int focused = focused_row (self);

  for (guint i = 0; i < G_N_ELEMENTS (self->groups); i++)
    if (self->groups[i])
      adw_preferences_page_remove (self->page, self->groups[i]);
  g_ptr_array_set_size (self->rows, 0);
  fill_group (self, 0);
  fill_group (self, 1);
  gtk_widget_set_visible (self->send_button, self->list->len > 0);
  gtk_stack_set_visible_child (self->stack,
                               self->list->len > 0 ? GTK_WIDGET (self->page) : self->empty);
  if (focused >= 0 && visible == self->root && self->rows->len > 0)
    gtk_widget_grab_focus (g_ptr_array_index (self->rows,
                                              MIN ((guint) focused, self->rows->len - 1)));

  /* The page of an edit that is gone goes too. */
  if (BW_IS_EDIT_PAGE (visible))
    {
      BwEditWords *words = find_words (self, bw_edit_page_get_id (BW_EDIT_PAGE (visible)));

      if (words)
        bw_edit_page_set_edit (BW_EDIT_PAGE (visible), words);
      else
        adw_navigation_view_pop_to_page (self->navigation, self->root);
    }
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwUnsentDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  GPtrArray *list = bw_session_list_edits_finish (BW_SESSION (source), result, &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->listing)
    {
      g_clear_pointer (&list, g_ptr_array_unref);
      return;
    }
  g_clear_object (&self->listing);
  if (list)
    {
      g_clear_pointer (&self->list, g_ptr_array_unref);
      self->list = list;
      show_list (self);
    }
  if (self->is_stale)
    reload (self);
  else
    show_banner (self);
}

static void
reload (BwUnsentDialog *self)
{
  /* One at a time; what has changed meanwhile is seen by the next. */
  self->is_stale = self->listing != NULL;
  if (self->is_stale)
    return;
  self->listing = g_cancellable_new ();
  bw_session_list_edits_async (self->session, self->listing, on_listed, g_object_ref (self));
}

static void
on_changed (BwSession *session, guint changes, BwUnsentDialog *self)
{
  if (changes & BW_CHANGE_PORTFOLIO)
    {
      adw_dialog_close (ADW_DIALOG (self));
      return;
    }
  if (changes & BW_CHANGE_EDITS)
    reload (self);
  if (changes & (BW_CHANGE_EDITS | BW_CHANGE_STATUS))
    gtk_widget_set_sensitive (self->send_button, bw_session_has_backend (session)
                                                   && !bw_session_is_sending (session));
}

static void
bw_unsent_dialog_closed (AdwDialog *dialog)
{
  BwUnsentDialog *self = BW_UNSENT_DIALOG (dialog);

  /* A list that is still being read keeps it for a moment. */
  g_signal_handlers_disconnect_by_func (self->session, on_changed, self);
  if (self->listing)
    g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
}

static void
bw_unsent_dialog_dispose (GObject *object)
{
  BwUnsentDialog *self = BW_UNSENT_DIALOG (object);

  g_clear_object (&self->listing);
  g_clear_object (&self->session);
  g_clear_pointer (&self->list, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_unsent_dialog_parent_class)->dispose (object);
}

static void
bw_unsent_dialog_class_init (BwUnsentDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_unsent_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = bw_unsent_dialog_closed;
}

static GtkWidget *
create_root (BwUnsentDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->send_button = gtk_button_new_with_mnemonic (_("_Send Now"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->send_button), "win.send-edits");
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), self->send_button);
  self->banner = ADW_BANNER (adw_banner_new (""));
  adw_banner_set_use_markup (self->banner, FALSE);

  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->empty = adw_status_page_new ();
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (self->empty), "object-select-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (self->empty), _("Everything Is Sent"));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->page));
  gtk_stack_add_child (self->stack, self->empty);

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->banner));
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->stack));
  return view;
}

static void
bw_unsent_dialog_init (BwUnsentDialog *self)
{
  GtkWidget *toasts = adw_toast_overlay_new ();

  self->rows = g_ptr_array_new ();
  self->navigation = ADW_NAVIGATION_VIEW (adw_navigation_view_new ());
  self->root = adw_navigation_page_new (create_root (self), _("Unsent Changes"));
  adw_navigation_view_add (self->navigation, self->root);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (toasts), GTK_WIDGET (self->navigation));
  adw_dialog_set_child (ADW_DIALOG (self), toasts);
  adw_dialog_set_title (ADW_DIALOG (self), _("Unsent Changes"));
  adw_dialog_set_content_width (ADW_DIALOG (self), 560);
  adw_dialog_set_content_height (ADW_DIALOG (self), 620);
}

AdwDialog *
bw_unsent_dialog_new (BwSession *session)
{
  BwUnsentDialog *self = g_object_new (BW_TYPE_UNSENT_DIALOG, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  on_changed (session, BW_CHANGE_EDITS, self);
  return ADW_DIALOG (self);
}

/**
 * bw_unsent_dialog_is_settled:
 *
 * Returns: whether what is shown is up to date
 */
gboolean
bw_unsent_dialog_is_settled (BwUnsentDialog *self)
{
  return self->listing == NULL && self->list != NULL;
}
