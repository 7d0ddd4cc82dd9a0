/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-edit-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/bw-session-edits.h"
#include "ui/dialogs/bw-amend-page.h"
#include "ui/widgets/bw-long-text.h"
#include "ui/widgets/bw-text-row.h"

/* A label of more than this would hold the window: a longer text is in a view of its own, which lays
 * out what is in sight. */
#define MAX_LABEL 2000

/* And of a text longer than this the view has the beginning, until all is asked for. */
#define MAX_SHOWN 20000

/* How tall that view is. */
#define TEXT_HEIGHT 220

/**
 * BwEditPage:
 *
 * One edit that is not sent: what it sets, what was there before, and of a conflict what somebody
 * else has made of it, field by field; and what can be done about it.
 */
struct _BwEditPage {
  AdwNavigationPage  parent_instance;

  GtkWidget         *place;   /* Holds the fields, made anew with each state of the edit. */
  GtkWidget         *buttons;

  BwSession         *session;
  char              *id;
  BwEditState        state;
  char              *reason;
  gint64             server_version;
  BwEdit            *amended; /* (nullable): what the page for mending it starts from, */
  GPtrArray         *fields;  /* (nullable) (element-type BwEditField): and its values in words. */
};

G_DEFINE_FINAL_TYPE (BwEditPage, bw_edit_page, ADW_TYPE_NAVIGATION_PAGE)

static void
say (BwEditPage *self, const char *text)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  if (overlay)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwEditPage) self = user_data;
  g_autoptr (GError) error = NULL;

  /* When it went well the list is read anew and this page changes or goes with it. */
  if (!bw_session_choose_finish (BW_SESSION (source), result, &error))
    {
      gtk_widget_set_sensitive (self->buttons, TRUE);
      say (self, error->message);
    }
}

static void
on_choice (GtkButton *button, BwEditPage *self)
{
  BwEditChoice choice = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "choice"));

  gtk_widget_set_sensitive (self->buttons, FALSE);
  bw_session_choose_async (self->session, choice, self->id, on_chosen, g_object_ref (self));
}

static void
on_amend (GtkButton *button, BwEditPage *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  adw_navigation_view_push (ADW_NAVIGATION_VIEW (view),
                            ADW_NAVIGATION_PAGE (bw_amend_page_new (self->session,
                                                                    self->amended,
                                                                    self->fields)));
}

static void
on_show_all (GtkWidget *button, GtkTextBuffer *buffer)
{
  gtk_widget_set_visible (button, FALSE);
  gtk_text_buffer_set_text (buffer, g_object_get_data (G_OBJECT (button), "text"), -1);
}

/* A row of a thing and its value, which is as long as a text may be. */
static GtkWidget *
create_long_row (const char *title, const char *value)
{
  g_autofree char *begin = bw_text_begin (value, MAX_SHOWN);
  GtkWidget *view;
  GtkWidget *row = bw_text_row_new (title, TEXT_HEIGHT, TEXT_HEIGHT, &view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));

  gtk_text_buffer_set_text (buffer, begin, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (view), FALSE);
  if (strlen (begin) < strlen (value))
    {
      GtkWidget *box = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show All"));

      gtk_widget_set_halign (button, GTK_ALIGN_START);
      gtk_widget_add_css_class (button, "flat");
      g_object_set_data_full (G_OBJECT (button), "text", g_strdup (value), g_free);
      g_signal_connect_object (button, "clicked", G_CALLBACK (on_show_all), buffer, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  return row;
}

/* A row of a thing and its value. */
static GtkWidget *
create_row (const char *title, const char *value)
{
  GtkWidget *row;

  if (value && g_utf8_strlen (value, -1) > MAX_LABEL)
    return create_long_row (title, value);
  row = adw_action_row_new ();
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), value && *value ? value : _("Nothing"));
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");
  return row;
}

static void
add_group (GtkWidget *page, const char *title, GtkWidget **group)
{
  *group = adw_preferences_group_new ();
  if (title)
    {
      g_autofree char *markup = g_markup_escape_text (title, -1);

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (*group), markup);
    }
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (*group));
}

/* A field with what each side has made of it. */
static void
add_field (GtkWidget *page, const BwEdit *edit, const BwEditField *field)
{
  AdwPreferencesGroup *group;
  GtkWidget *widget;

  add_group (page, field->label, &widget);
  group = ADW_PREFERENCES_GROUP (widget);
  adw_preferences_group_add (group, create_row (field->is_mine ? _("Mine") : _("Mine, unchanged"),
                                                field->mine));
  if (edit->state == BW_EDIT_CONFLICT && edit->server)
    adw_preferences_group_add (group, create_row (field->is_theirs ? _("Theirs")
                                                                   : _("Theirs, unchanged"),
                                                  field->theirs));
  if (edit->base)
    adw_preferences_group_add (group, create_row (_("Before"), field->base));
}

/* The fields of a record that nobody had before: a value each. */
static void
add_new_fields (GtkWidget *page, GPtrArray *fields)
{
  GtkWidget *group;

  if (fields->len == 0)
    return;
  add_group (page, NULL, &group);
  for (guint i = 0; i < fields->len; i++)
    {
      const BwEditField *field = g_ptr_array_index (fields, i);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                                 create_row (field->label, field->mine));
    }
}

static GtkWidget *
create_fields (const BwEditWords *words)
{
  GtkWidget *page = adw_preferences_page_new ();
  g_autofree char *when = bw_edit_words_when (words);
  GtkWidget *group;

  add_group (page, NULL, &group);
  if (words->about)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               create_row (_("Account"), words->about));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_row (_("Changed"), when));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                             create_row (_("State"), bw_edit_words_state (words)));
  if (words->edit->reason && words->edit->state != BW_EDIT_CONFLICT)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               create_row (_("Reason"), words->edit->reason));
  if (words->edit->state == BW_EDIT_CONFLICT && words->edit->server
      && bw_record_is_deleted (words->edit->server))
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               create_row (_("Theirs"), _("Deleted")));
  if (words->edit->base == NULL && words->edit->state != BW_EDIT_CONFLICT)
    add_new_fields (page, words->fields);
  else
    for (guint i = 0; i < words->fields->len; i++)
      add_field (page, words->edit, g_ptr_array_index (words->fields, i));
  return page;
}

static void
add_button (BwEditPage *self, const char *label, const char *css_class, GCallback callback,
            BwEditChoice choice)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  if (css_class)
    gtk_widget_add_css_class (button, css_class);
  g_object_set_data (G_OBJECT (button), "choice", GUINT_TO_POINTER (choice));
  g_signal_connect_object (button, "clicked", callback, self, 0);
  adw_wrap_box_append (ADW_WRAP_BOX (self->buttons), button);
}

static void
add_buttons (BwEditPage *self, const BwEdit *edit)
{
  gboolean can_amend = bw_amend_page_can_amend (edit);

  switch (edit->state)
    {
    case BW_EDIT_CONFLICT:
      add_button (self, _("Take _Theirs"), NULL, G_CALLBACK (on_choice), BW_CHOICE_THEIRS);
      if (edit->server)
        add_button (self, _("Keep _Mine"), "suggested-action", G_CALLBACK (on_choice),
                    BW_CHOICE_MINE);
      break;
    case BW_EDIT_REFUSED:
      add_button (self, _("_Drop"), "destructive-action", G_CALLBACK (on_choice),
                  BW_CHOICE_DROP);
      if (can_amend)
        add_button (self, _("_Edit…"), NULL, G_CALLBACK (on_amend), 0);
      add_button (self, _("_Try Again"), "suggested-action", G_CALLBACK (on_choice),
                  BW_CHOICE_TRY_AGAIN);
      break;
    case BW_EDIT_WAITING:
      add_button (self, _("_Undo"), NULL, G_CALLBACK (on_choice), BW_CHOICE_UNDO);
      if (can_amend)
        add_button (self, _("_Edit…"), NULL, G_CALLBACK (on_amend), 0);
      break;
    case BW_EDIT_SENDING:
    case BW_EDIT_SENT:
    default:
      add_button (self, _("_Undo"), NULL, G_CALLBACK (on_choice), BW_CHOICE_UNDO);
      break;
    }
}

static void
bw_edit_page_dispose (GObject *object)
{
  BwEditPage *self = BW_EDIT_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->amended, bw_edit_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_edit_page_parent_class)->dispose (object);
}

static void
bw_edit_page_class_init (BwEditPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_edit_page_dispose;
}

static void
bw_edit_page_init (BwEditPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->place = adw_bin_new ();
  self->buttons = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->buttons), 9);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->buttons), 6);
  adw_wrap_box_set_align (ADW_WRAP_BOX (self->buttons), 0.5f);
  gtk_widget_add_css_class (self->buttons, "bw-dialog-buttons");
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), self->place);
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), self->buttons);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
}

/**
 * bw_edit_page_set_edit:
 * @words: the edit as it is now; only its fields are kept
 */
void
bw_edit_page_set_edit (BwEditPage *self, const BwEditWords *words)
{
  const BwEdit *edit = words->edit;
  GtkWidget *child;

  gtk_widget_set_sensitive (self->buttons, TRUE);
  /* Who is reading keeps the place and the focus while nothing changes. */
  if (self->amended && self->state == edit->state && g_strcmp0 (self->reason, edit->reason) == 0
      && self->server_version == edit->server_version
      && bw_record_matches (self->amended->changes, edit->changes)
      && bw_record_matches (edit->changes, self->amended->changes))
    return;
  self->state = edit->state;
  g_set_str (&self->id, edit->id);
  g_set_str (&self->reason, edit->reason);
  self->server_version = edit->server_version;
  g_clear_pointer (&self->amended, bw_edit_free);
  self->amended = bw_edit_new (edit->relation, edit->kind, edit->record, edit->changes, edit->base);
  g_set_str (&self->amended->id, edit->id);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = g_ptr_array_ref (words->fields);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), words->title);
  adw_bin_set_child (ADW_BIN (self->place), create_fields (words));
  while ((child = gtk_widget_get_first_child (self->buttons)))
    adw_wrap_box_remove (ADW_WRAP_BOX (self->buttons), child);
  add_buttons (self, edit);
}

BwEditPage *
bw_edit_page_new (BwSession *session, const BwEditWords *words)
{
  BwEditPage *self = g_object_new (BW_TYPE_EDIT_PAGE, NULL);

  self->session = g_object_ref (session);
  bw_edit_page_set_edit (self, words);
  return self;
}

/**
 * bw_edit_page_get_id:
 *
 * Returns: of the edit that is shown
 */
const char *
bw_edit_page_get_id (BwEditPage *self)
{
  return self->id;
}
