/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "export/bw-picture.h"
#include "ui/review/bw-present.h"
#include "ui/review/bw-review-deck.h"
#include "ui/review/bw-review-export.h"
#include "ui/review/bw-review-page-private.h"
#include "ui/review/bw-review-print.h"

/* What a person does on BwReviewPage: the actions with the prefix "review". */

static const BwDeck *
deck_of (BwReviewPage *self)
{
  return bw_review_draft_get_deck (self->draft);
}

/* The slide that is shown, %NULL when there is none yet. */
static const BwSlide *
slide_of (BwReviewPage *self)
{
  const BwDeck *deck = deck_of (self);

  return deck && self->key ? bw_deck_find (deck, self->key) : NULL;
}

static BwWindow *
window_of (BwReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return BW_IS_WINDOW (root) ? BW_WINDOW (root) : NULL;
}

static void
say (BwReviewPage *self, const char *text)
{
  if (window_of (self))
    bw_window_say (window_of (self), text);
}

/* Slides --------------------------------------------------------------------------------------- */

static void
on_move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  guint place = bw_review_page_place (self, self->key);
  gboolean up = g_str_equal (name, "review.move-up");

  if (slide_of (self) == NULL || (up && place == 0)
      || (!up && place + 1 >= deck_of (self)->slides->len))
    return;
  bw_review_draft_move (self->draft, self->key, up ? place - 1 : place + 1);
}

static void
on_step (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  guint place = bw_review_page_place (self, self->key);
  guint to = g_str_equal (name, "review.next") ? place + 1 : place - 1;

  if (slide_of (self) && to < deck_of (self)->slides->len)
    bw_review_page_select (self, ((const BwSlide *) deck_of (self)->slides->pdata[to])->key);
}

static void
on_list (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
on_toggle_hidden (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  const BwSlide *slide = slide_of (self);

  if (slide)
    bw_review_draft_set_hidden (self->draft, self->key, !slide->hidden);
}

static void
add (BwReviewPage *self, const char *title, GBytes *picture)
{
  g_autofree char *key = NULL;

  if (deck_of (self) == NULL)
    return;
  key = bw_review_draft_add (self->draft, self->key, title, picture);
  bw_review_page_select (self, key);
  bw_review_form_focus (self->form);
}

static void
on_add_text (GtkWidget *widget, const char *name, GVariant *parameter)
{
  add (BW_REVIEW_PAGE (widget), NULL, NULL);
}

static void
load_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *picture = bw_picture_load (data, NULL, NULL, &error);

  if (picture)
    g_task_return_pointer (task, picture, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
on_picture_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  BwReviewPage *self = BW_REVIEW_PAGE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) picture = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *name = g_path_get_basename (g_task_get_task_data (G_TASK (result)));
  char *dot = strrchr (name, '.');

  if (picture == NULL)
    {
      say (self, error->message);
      return;
    }
  if (dot && dot != name)
    *dot = '\0';
  add (self, name, picture);
}

static void
on_picture_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwReviewPage) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GTask) task = NULL;

  if (file == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    {
      say (self, _("A picture can be taken from this computer only"));
      return;
    }
  task = g_task_new (self, NULL, on_picture_loaded, NULL);
  g_task_set_source_tag (task, on_picture_chosen);
  g_task_set_task_data (task, g_strdup (g_file_peek_path (file)), g_free);
  g_task_run_in_thread (task, load_picture);
}

static void
on_add_picture (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Add a Picture"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_picture_chosen,
                        g_object_ref (widget));
}

static void
on_delete (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  guint place = bw_review_page_place (self, self->key);
  g_autofree char *key = g_strdup (self->key);

  if (slide_of (self) == NULL || !bw_review_is_own_key (key))
    return;
  if (place > 0)
    bw_review_page_select (self, ((const BwSlide *) deck_of (self)->slides->pdata[place - 1])->key);
  bw_review_draft_delete (self->draft, key);
  bw_review_form_show (self->form, self->key);
}

static void
on_undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);

  if (g_str_equal (name, "review.undo"))
    bw_review_draft_undo (self->draft);
  else
    bw_review_draft_redo (self->draft);
  /* The slide that was shown may be gone, or back. */
  bw_review_form_show (self->form, self->key);
}

static void
on_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);

  if (self->keeper)
    bw_review_keeper_flush (self->keeper);
}

/* The meeting ---------------------------------------------------------------------------------- */

/* A day on which a review was held, and that of the one before it. */
typedef struct {
  BwReviewPage *page;
  BwDate        day;
  BwDate        before;
} Meeting;

static Meeting *
meeting_new (BwReviewPage *page, BwDate day, BwDate before)
{
  Meeting *meeting = g_new0 (Meeting, 1);

  meeting->page = g_object_ref (page);
  meeting->day = day;
  meeting->before = before;
  return meeting;
}

static void
meeting_free (gpointer data, GClosure *closure)
{
  Meeting *meeting = data;

  g_object_unref (meeting->page);
  g_free (meeting);
}

static void mark_held (BwReviewPage *self, BwDate day, BwDate before);

static void
on_take_back (AdwToast *toast, Meeting *meeting)
{
  mark_held (meeting->page, meeting->before, BW_DATE_NONE);
}

static void
on_marked (GObject *source, GAsyncResult *result, gpointer data)
{
  Meeting *meeting = data;
  BwReviewPage *self = meeting->page;
  g_autoptr (GError) error = NULL;

  if (!bw_review_keeper_mark_held_finish (result, &error))
    say (self, error->message);
  else
    {
      bw_page_invalidate (BW_PAGE (self));
      if (meeting->day != BW_DATE_NONE && meeting->day != meeting->before && window_of (self))
        {
          g_autofree char *day = bw_date_format_long (meeting->day);
          g_autofree char *text = g_strdup_printf (_("Marked as held on %s"), day);
          AdwToast *toast = adw_toast_new (text);

          adw_toast_set_use_markup (toast, FALSE);
          adw_toast_set_button_label (toast, _("_Undo"));
          g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_take_back),
                                 meeting_new (self, meeting->day, meeting->before), meeting_free,
                                 0);
          bw_window_add_toast (window_of (self), toast);
        }
    }
  meeting_free (meeting, NULL);
}

static void
mark_held (BwReviewPage *self, BwDate day, BwDate before)
{
  if (self->keeper)
    bw_review_keeper_mark_held_async (self->keeper, day, on_marked,
                                      meeting_new (self, day, before));
}

/* The day that is shown is the one whose figures the customer has seen: the next review says what
 * has changed since then. */
static void
on_mark_held (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  const BwDeck *deck = deck_of (self);

  if (deck)
    mark_held (self, deck->as_of, deck->last_held);
}

static void
on_was_held (AdwToast *toast, BwReviewPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "review.mark-held", NULL);
}

/* Somebody may have rehearsed, so they are asked. */
static void
on_ended (BwPresent *present, BwReviewPage *self)
{
  AdwToast *toast;

  if (window_of (self) == NULL)
    return;
  toast = adw_toast_new (_("Was this the meeting, and not a rehearsal?"));
  adw_toast_set_button_label (toast, _("_Mark as Held"));
  adw_toast_set_timeout (toast, 0);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_was_held), self, 0);
  bw_window_add_toast (window_of (self), toast);
}

/* Which of the slides that are not hidden is shown, or comes next after a hidden one. */
static guint
first_shown (BwReviewPage *self, const BwDeck *deck)
{
  g_autoptr (GPtrArray) shown = bw_deck_list_shown (deck);
  guint first = 0;

  for (guint i = 0; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];

      if (g_strcmp0 (slide->key, self->key) == 0)
        break;
      first += !slide->hidden;
    }
  return shown->len > 0 ? MIN (first, shown->len - 1) : 0;
}

static void
on_deck_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwReviewPage) self = data;
  BwSession *session = BW_SESSION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDeck) deck = bw_review_deck_make_finish (result, &error);
  guint first;
  BwPresent *present;

  if (deck == NULL)
    {
      say (self, error->message);
      return;
    }
  if (window_of (self) == NULL || self->theme == NULL || bw_session_get_presenting (session))
    return;
  first = first_shown (self, deck);
  present = bw_present_start (GTK_WINDOW (window_of (self)), session, g_steal_pointer (&deck),
                              self->theme, first);
  if (present)
    g_signal_connect_object (present, "ended", G_CALLBACK (on_ended), self, 0);
}

static gboolean
shows_any (const BwDeck *deck)
{
  g_autoptr (GPtrArray) shown = bw_deck_list_shown (deck);

  return shown->len > 0;
}

/* The choices, for what is to be seen by others; %NULL when there is nothing to be seen. */
static BwReview *
make_choices (BwReviewPage *self)
{
  if (deck_of (self) && !shows_any (deck_of (self)))
    {
      say (self, _("All slides are hidden. Show one of them first."));
      return NULL;
    }
  return bw_review_draft_make_review (self->draft);
}

static void
on_present (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  g_autoptr (BwReview) choices = make_choices (self);

  if (choices)
    bw_review_deck_make_async (bw_page_get_session (BW_PAGE (self)), self->account_id, choices,
                               NULL, on_deck_made, g_object_ref (self));
}

static void
on_export (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  g_autoptr (BwReview) choices = make_choices (self);

  if (choices)
    adw_dialog_present (bw_review_export_new (bw_page_get_session (BW_PAGE (self)),
                                              self->account_id, choices, deck_of (self)->title),
                        widget);
}

static void
on_deck_to_print (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwReviewPage) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDeck) deck = bw_review_deck_make_finish (result, &error);

  if (deck == NULL)
    say (self, error->message);
  else if (window_of (self) && self->theme)
    bw_review_print (GTK_WIDGET (self), g_steal_pointer (&deck), self->theme);
}

static void
on_print (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwReviewPage *self = BW_REVIEW_PAGE (widget);
  g_autoptr (BwReview) choices = make_choices (self);

  if (choices)
    bw_review_deck_make_async (bw_page_get_session (BW_PAGE (self)), self->account_id, choices,
                               NULL, on_deck_to_print, g_object_ref (self));
}

/* Keys ----------------------------------------------------------------------------------------- */

typedef struct {
  const char      *action;
  guint            key;
  GdkModifierType  modifiers;
} Key;

/* Of the whole page. The program has another use for the first and the second, so that they are
 * listened for before the program's own keys are. */
static const Key page_keys[] = {
  { "review.present", GDK_KEY_F5, 0 },
  { "review.undo", GDK_KEY_z, GDK_CONTROL_MASK },
  { "review.redo", GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "review.export", GDK_KEY_e, GDK_CONTROL_MASK },
  { "review.print", GDK_KEY_p, GDK_CONTROL_MASK },
  { "review.add-text", GDK_KEY_t, GDK_CONTROL_MASK },
  { "review.add-picture", GDK_KEY_t, GDK_CONTROL_MASK | GDK_SHIFT_MASK },
  { "review.next", GDK_KEY_Page_Down, GDK_ALT_MASK },
  { "review.previous", GDK_KEY_Page_Up, GDK_ALT_MASK },
};

/* Of the list of slides, where nothing is typed. */
static const Key list_keys[] = {
  { "review.move-up", GDK_KEY_Up, GDK_ALT_MASK },
  { "review.move-down", GDK_KEY_Down, GDK_ALT_MASK },
  { "review.toggle-hidden", GDK_KEY_h, 0 },
  { "review.delete", GDK_KEY_Delete, 0 },
};

static gboolean
on_page_key (GtkWidget *window, GVariant *arguments, gpointer data)
{
  BwReviewPage *self = data;
  const char *action = g_variant_get_string (arguments, NULL);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  gboolean undoes = g_str_equal (action, "review.undo") || g_str_equal (action, "review.redo");

  if (BW_PAGE (self) != bw_window_get_page (BW_WINDOW (window))
      || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window)) != NULL)
    return GDK_EVENT_PROPAGATE;
  /* While somebody types, the key takes back what was typed, and nothing else. */
  if (undoes && focus && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    {
      gtk_widget_activate_action (focus,
                                  g_str_equal (action, "review.undo") ? "text.undo" : "text.redo",
                                  NULL);
      return GDK_EVENT_STOP;
    }
  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  return GDK_EVENT_STOP;
}

/**
 * bw_review_page_add_keys:
 *
 * Has the window listen for the keys of the page. What is added last hears of a key first.
 */
void
bw_review_page_add_keys (BwReviewPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (self->keys || !BW_IS_WINDOW (root))
    return;
  self->keys = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (page_keys); i++)
    {
      GtkShortcut *shortcut
        = gtk_shortcut_new (gtk_keyval_trigger_new (page_keys[i].key, page_keys[i].modifiers),
                            gtk_callback_action_new (on_page_key, self, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_string (page_keys[i].action));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (self->keys), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (root), self->keys);
}

/**
 * bw_review_page_add_list_keys:
 *
 * Has the list of slides listen for its keys.
 */
void
bw_review_page_add_list_keys (BwReviewPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (list_keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_keyval_trigger_new (list_keys[i].key, list_keys[i].modifiers),
                        gtk_named_action_new (list_keys[i].action)));
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
}

void
bw_review_page_install_actions (GtkWidgetClass *klass)
{
  static const struct {
    const char             *name;
    GtkWidgetActionActivateFunc func;
  } actions[] = {
    { "review.move-up", on_move },        { "review.move-down", on_move },
    { "review.previous", on_step },       { "review.next", on_step },
    { "review.list", on_list },           { "review.toggle-hidden", on_toggle_hidden },
    { "review.add-text", on_add_text },   { "review.add-picture", on_add_picture },
    { "review.delete", on_delete },       { "review.undo", on_undo },
    { "review.redo", on_undo },           { "review.save", on_save },
    { "review.present", on_present },     { "review.export", on_export },
    { "review.print", on_print },         { "review.mark-held", on_mark_held },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (klass, actions[i].name, NULL, actions[i].func);
}

/**
 * bw_review_page_update_actions:
 *
 * Enables what can be done now, and nothing else.
 */
void
bw_review_page_update_actions (BwReviewPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const BwDeck *deck = deck_of (self);
  const BwSlide *slide = slide_of (self);
  guint place = bw_review_page_place (self, self->key);
  gboolean has_next = slide && place + 1 < deck->slides->len;

  gtk_widget_action_set_enabled (widget, "review.move-up", slide && place > 0);
  gtk_widget_action_set_enabled (widget, "review.move-down", has_next);
  gtk_widget_action_set_enabled (widget, "review.previous", slide && place > 0);
  gtk_widget_action_set_enabled (widget, "review.next", has_next);
  gtk_widget_action_set_enabled (widget, "review.toggle-hidden", slide != NULL);
  gtk_widget_action_set_enabled (widget, "review.delete",
                                 slide && bw_review_is_own_key (slide->key));
  gtk_widget_action_set_enabled (widget, "review.undo", bw_review_draft_can_undo (self->draft));
  gtk_widget_action_set_enabled (widget, "review.redo", bw_review_draft_can_redo (self->draft));
  gtk_widget_action_set_enabled (widget, "review.add-text", deck != NULL);
  gtk_widget_action_set_enabled (widget, "review.add-picture", deck != NULL);
  gtk_widget_action_set_enabled (widget, "review.present", deck != NULL);
  gtk_widget_action_set_enabled (widget, "review.export", deck != NULL);
  gtk_widget_action_set_enabled (widget, "review.print", deck != NULL);
  gtk_widget_action_set_enabled (widget, "review.mark-held", deck != NULL);
}
