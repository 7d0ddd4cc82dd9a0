/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-amend-page.h"

#include <glib/gi18n.h>
#include <math.h>

#include "ui/bw-edit-words.h"
#include "ui/bw-session-edits.h"
#include "ui/widgets/bw-form-field.h"
#include "ui/widgets/bw-long-text.h"
#include "ui/widgets/bw-work-choices.h"

/**
 * BwAmendPage:
 *
 * Changes what an edit sets before it is sent, or sent again: a form with the columns that it sets.
 */
struct _BwAmendPage {
  AdwNavigationPage    parent_instance;

  GtkWidget           *save_button;
  AdwPreferencesPage  *form;
  AdwPreferencesGroup *group;
  GtkLabel            *trouble;
  GPtrArray           *inputs;  /* (element-type Input) */

  BwSession           *session;
  char                *id;
  BwRecord            *changes;
  GPtrArray           *fields;  /* (element-type BwEditField): what the edit sets, in words. */
};

typedef struct {
  const BwColumn *column;
  GtkWidget      *row;   /* (nullable): an AdwEntryRow, else there is a text or a list. */
  GtkTextBuffer  *text;
  BwFormField    *list;  /* (nullable): of who or what can be named. */
} Input;

G_DEFINE_FINAL_TYPE (BwAmendPage, bw_amend_page, ADW_TYPE_NAVIGATION_PAGE)

static gboolean
is_editable (const BwColumn *column)
{
  switch (column->type)
    {
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
    case BW_COLUMN_DATE:
    case BW_COLUMN_DOUBLE:
      return TRUE;
    case BW_COLUMN_ID:
      /* What a record names can be another; whose it is cannot. */
      return column->refers_to != NULL && !g_str_equal (column->refers_to, "accounts")
             && !g_str_equal (column->refers_to, "plans");
    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
    case BW_COLUMN_BOOL:
    case BW_COLUMN_TIMESTAMP:
    case BW_COLUMN_JSON:
    default:
      return FALSE;
    }
}

static char *
text_of (const BwRecord *record, const BwColumn *column)
{
  char iso[BW_DATE_STRLEN];
  char *text;
  double number;

  if (column->type == BW_COLUMN_DATE)
    {
      BwDate date = bw_record_get_date (record, column->name);

      return g_strdup (date != BW_DATE_NONE ? bw_date_format_iso (date, iso) : "");
    }
  if (column->type == BW_COLUMN_DOUBLE)
    {
      number = bw_record_get_double (record, column->name);
      return isnan (number) ? g_strdup ("") : g_strdup_printf ("%.15g", number);
    }
  text = bw_record_dup_text (record, column->name);
  return text ? text : g_strdup ("");
}

/* Puts what was entered into @record; an empty field is unknown. Whether it can be understood. */
static gboolean
set_text (BwRecord *record, const BwColumn *column, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  BwDate date;
  double number;
  char *end;

  if (*stripped == '\0')
    {
      bw_record_set_null (record, column->name);
      return TRUE;
    }
  if (column->type == BW_COLUMN_DATE)
    {
      if (!bw_date_parse (stripped, -1, &date))
        return FALSE;
      bw_record_set_date (record, column->name, date);
      return TRUE;
    }
  if (column->type == BW_COLUMN_DOUBLE)
    {
      /* As the locale writes numbers, or as computers do. */
      number = g_strtod (stripped, &end);
      if (*end != '\0' || !isfinite (number))
        return FALSE;
      bw_record_set_double (record, column->name, number);
      return TRUE;
    }
  return bw_record_set_text (record, column->name, text);
}

static void
say_trouble (BwAmendPage *self, const char *text)
{
  gtk_label_set_text (self->trouble, text);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), *text != '\0');
  if (*text)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static const char *
format_hint (const BwColumn *column)
{
  return column->type == BW_COLUMN_DATE ? _("Not a date: write it as 2026-11-21")
                                        : _("Not a number");
}

static void
on_amended (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwAmendPage) self = user_data;
  g_autoptr (GError) error = NULL;
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);

  gtk_widget_set_sensitive (self->save_button, TRUE);
  if (!bw_session_amend_finish (BW_SESSION (source), result, &error))
    say_trouble (self, error->message);
  else if (view
           && adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view))
                == ADW_NAVIGATION_PAGE (self))
    adw_navigation_view_pop (ADW_NAVIGATION_VIEW (view));
}

static void
on_save (GtkButton *button, BwAmendPage *self)
{
  g_autoptr (BwRecord) changes = bw_record_copy (self->changes);
  GtkWidget *wrong = NULL;

  say_trouble (self, "");
  for (guint i = 0; i < self->inputs->len; i++)
    {
      Input *input = g_ptr_array_index (self->inputs, i);
      g_autofree char *text = NULL;

      if (input->text)
        {
          GtkTextIter start, end;

          gtk_text_buffer_get_bounds (input->text, &start, &end);
          text = gtk_text_buffer_get_text (input->text, &start, &end, TRUE);
        }
      else if (input->list)
        {
          text = bw_form_field_dup_text (input->list);
        }
      else
        {
          text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (input->row)));
          gtk_widget_remove_css_class (input->row, "error");
        }
      if (set_text (changes, input->column, text))
        continue;
      say_trouble (self, format_hint (input->column));
      if (input->row)
        gtk_widget_add_css_class (input->row, "error");
      if (wrong == NULL)
        wrong = input->row;
    }
  if (wrong)
    {
      gtk_widget_grab_focus (wrong);
      return;
    }
  gtk_widget_set_sensitive (self->save_button, FALSE);
  bw_session_amend_async (self->session, self->id, changes, on_amended, g_object_ref (self));
}

static GtkWidget *
create_text (Input *input, const char *label, const char *text)
{
  GtkWidget *view = gtk_text_view_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();

  input->text = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  bw_text_view_fit_wrap (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (input->text, text, -1);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), view);
  gtk_widget_set_size_request (scroll, -1, 140);
  gtk_widget_set_overflow (scroll, GTK_OVERFLOW_HIDDEN);
  gtk_widget_add_css_class (scroll, "card");
  return scroll;
}

static void
input_free (Input *input)
{
  if (input->list)
    bw_form_field_free (input->list);
  g_free (input);
}

static const BwEditField *
find_field (BwAmendPage *self, const BwColumn *column)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const BwEditField *field = g_ptr_array_index (self->fields, i);

      if (field->column == column)
        return field;
    }
  return NULL;
}

static gboolean
is_choice (GArray *choices, const char *word)
{
  for (guint i = 0; i < choices->len; i++)
    {
      if (g_strcmp0 (g_array_index (choices, BwChoice, i).word, word) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A list of those whom or what a column can name. What it names now is in it by its name, whether
 * or not it is among those that are known: nobody can read an id. */
static BwFormField *
create_list (BwAmendPage *self, const BwColumn *column, const char *label, const char *text)
{
  BwSnapshot *snapshot = bw_session_get_snapshot (self->session);
  const BwEditField *field = find_field (self, column);
  g_autoptr (GArray) choices = NULL;

  if (column->type != BW_COLUMN_ID)
    return NULL;
  if (snapshot && g_str_equal (column->refers_to, "people"))
    choices = bw_choices_new_people (snapshot->table, _("Nobody"));
  else if (snapshot && g_str_equal (column->refers_to, "metrics"))
    choices = bw_choices_new_metrics (snapshot->table);
  else
    choices = bw_choices_new (_("None"));
  for (guint i = 1; field && field->choices && i < field->choices->len; i++)
    {
      const BwChoice *choice = &g_array_index (field->choices, BwChoice, i);

      bw_choices_add (choices, choice->word, choice->title);
    }
  if (*text && field && field->mine && !is_choice (choices, text))
    bw_choices_add (choices, text, field->mine);
  return bw_form_field_new (BW_FIELD_CHOICE, column->name, label, text,
                            (const BwChoice *) choices->data, choices->len);
}

static void
add_input (BwAmendPage *self, const BwColumn *column)
{
  const char *label = bw_edit_column_label (column->name);
  g_autofree char *text = text_of (self->changes, column);
  Input *input = g_new0 (Input, 1);

  input->column = column;
  g_ptr_array_add (self->inputs, input);
  if (column->type == BW_COLUMN_TEXT)
    {
      GtkWidget *group = adw_preferences_group_new ();

      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), label);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), create_text (input, label, text));
      adw_preferences_page_add (self->form, ADW_PREFERENCES_GROUP (group));
      return;
    }
  if (self->group == NULL)
    {
      self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_page_add (self->form, self->group);
    }
  input->list = create_list (self, column, label, text);
  if (input->list)
    {
      adw_preferences_group_add (self->group, input->list->row);
      return;
    }
  input->row = adw_entry_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (input->row), label);
  gtk_editable_set_text (GTK_EDITABLE (input->row), text);
  adw_preferences_group_add (self->group, input->row);
}

static void
bw_amend_page_dispose (GObject *object)
{
  BwAmendPage *self = BW_AMEND_PAGE (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->inputs, g_ptr_array_unref);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->changes, bw_record_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_amend_page_parent_class)->dispose (object);
}

static void
bw_amend_page_class_init (BwAmendPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_amend_page_dispose;
}

static void
bw_amend_page_init (BwAmendPage *self)
{
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();

  self->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) input_free);
  self->form = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->save_button = gtk_button_new_with_mnemonic (_("_Save"));
  gtk_widget_add_css_class (self->save_button, "suggested-action");
  g_signal_connect_object (self->save_button, "clicked", G_CALLBACK (on_save), self, 0);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), self->save_button);

  self->trouble = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->trouble, TRUE);
  gtk_label_set_xalign (self->trouble, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->trouble), "error");
  gtk_widget_add_css_class (GTK_WIDGET (self->trouble), "bw-dialog-buttons");

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->form));
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->trouble));
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _("Edit"));
}

/**
 * bw_amend_page_can_amend:
 *
 * Returns: whether an edit sets anything that can be typed in
 */
gboolean
bw_amend_page_can_amend (const BwEdit *edit)
{
  for (guint i = 1; i < edit->relation->n_columns; i++)
    if (is_editable (&edit->relation->columns[i])
        && bw_record_has (edit->changes, edit->relation->columns[i].name))
      return TRUE;
  return FALSE;
}

/**
 * bw_amend_page_new:
 * @edit: one that waits or was refused; nothing of it is kept
 * @fields: (element-type BwEditField): what it sets, in words
 */
BwAmendPage *
bw_amend_page_new (BwSession *session, const BwEdit *edit, GPtrArray *fields)
{
  BwAmendPage *self = g_object_new (BW_TYPE_AMEND_PAGE, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (edit->id);
  self->changes = bw_record_copy (edit->changes);
  self->fields = g_ptr_array_ref (fields);
  for (guint i = 1; i < edit->relation->n_columns; i++)
    if (is_editable (&edit->relation->columns[i])
        && bw_record_has (edit->changes, edit->relation->columns[i].name))
      add_input (self, &edit->relation->columns[i]);
  return self;
}
