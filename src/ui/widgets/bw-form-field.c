/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-form-field.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-date-control.h"
#include "ui/widgets/bw-step-list.h"
#include "ui/widgets/bw-text-row.h"

/* A text field is as tall as its text, between these. */
#define MIN_TEXT_HEIGHT 72
#define MAX_TEXT_HEIGHT 220

/* Dates ---------------------------------------------------------------------------------------- */

static void
set_date (GtkEditable *row, BwDate date)
{
  char text[BW_DATE_STRLEN];

  gtk_editable_set_text (row, bw_date_format_iso (date, text));
}

static void
on_day_selected (GtkCalendar *calendar, GtkEditable *row)
{
  set_date (row, bw_calendar_get_date (calendar));
}

static void
create_calendar (GtkMenuButton *button, gpointer row)
{
  GtkWidget *calendar, *popover;
  BwDate date;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  calendar = gtk_calendar_new ();
  if (bw_date_parse (gtk_editable_get_text (row), -1, &date))
    bw_calendar_set_date (GTK_CALENDAR (calendar), date);
  g_signal_connect_object (calendar, "day-selected", G_CALLBACK (on_day_selected), row, 0);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), calendar);
  gtk_menu_button_set_popover (button, popover);
}

/* Up and down go on by a day. */
static gboolean
on_date_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
             gpointer row)
{
  int days = key == GDK_KEY_Up ? 1 : key == GDK_KEY_Down ? -1 : 0;
  BwDate date;

  if (days == 0 || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0
      || !bw_date_parse (gtk_editable_get_text (row), -1, &date))
    return GDK_EVENT_PROPAGATE;
  set_date (row, date + days);
  gtk_editable_set_position (row, -1);
  return GDK_EVENT_STOP;
}

static GtkWidget *
create_date_row (void)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "x-office-calendar-symbolic");
  gtk_widget_set_tooltip_text (button, _("Choose a Day"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (button), create_calendar, row, NULL);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (on_date_key), row);
  gtk_widget_add_controller (row, keys);
  return row;
}

/* Lists ---------------------------------------------------------------------------------------- */

static GtkWidget *
create_choice_row (BwFormField *field, const BwChoice *choices, guint n_choices, const char *start)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  gboolean found = *start == '\0';

  field->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_choices; i++)
    {
      g_ptr_array_add (field->words, g_strdup (choices[i].word ? choices[i].word : ""));
      gtk_string_list_append (titles, choices[i].title);
      found |= g_strcmp0 (choices[i].word, start) == 0;
    }
  /* What is there and not among the choices is kept until somebody chooses another. */
  if (!found)
    {
      g_ptr_array_add (field->words, g_strdup (start));
      gtk_string_list_append (titles, start);
    }
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (titles));
  if (n_choices > 12)
    {
      g_autoptr (GtkExpression) string
        = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

      adw_combo_row_set_expression (ADW_COMBO_ROW (row), string);
      adw_combo_row_set_search_match_mode (ADW_COMBO_ROW (row),
                                           GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
      adw_combo_row_set_enable_search (ADW_COMBO_ROW (row), TRUE);
    }
  return row;
}

/* Steps ---------------------------------------------------------------------------------------- */

static GtkWidget *
create_step_list (const BwChoice *steps, guint n_steps)
{
  GtkWidget *list = bw_step_list_new ();

  for (guint i = 0; i < n_steps; i++)
    bw_step_list_add (BW_STEP_LIST (list), steps[i].title);
  return list;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_form_field_new:
 * @start: what the field says first
 * @choices: (nullable) (array length=n_choices): of a list, or the steps
 *
 * Returns: (transfer full): a field, whose two rows are to be put into a form
 */
BwFormField *
bw_form_field_new (BwFieldKind kind, const char *column, const char *title, const char *start,
                   const BwChoice *choices, guint n_choices)
{
  BwFormField *field = g_new0 (BwFormField, 1);
  GtkWidget *label = gtk_label_new (NULL);

  field->kind = kind;
  field->column = column;
  field->scale = 1;
  field->start = g_strdup (start);
  switch (kind)
    {
    case BW_FIELD_TEXT:
      field->row = bw_text_row_new (title, MIN_TEXT_HEIGHT, MAX_TEXT_HEIGHT, &field->input);
      field->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (field->input));
      break;

    case BW_FIELD_DATE:
      field->row = create_date_row ();
      break;

    case BW_FIELD_CHOICE:
      field->row = create_choice_row (field, choices, n_choices, start);
      break;

    case BW_FIELD_STEPS:
      field->row = create_step_list (choices, n_choices);
      break;

    case BW_FIELD_ENTRY:
    case BW_FIELD_NUMBER:
    default:
      field->row = adw_entry_row_new ();
      break;
    }
  g_object_ref_sink (field->row);
  if (field->input == NULL)
    field->input = field->row;
  if (ADW_IS_PREFERENCES_ROW (field->row))
    {
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (field->row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (field->row), title);
    }
  bw_form_field_set_text (field, start);
  /* What another program has written another way is not something that somebody has touched. */
  if (kind == BW_FIELD_STEPS)
    {
      g_free (field->start);
      field->start = bw_form_field_dup_text (field);
    }

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "bw-field-message");
  field->message_label = GTK_LABEL (label);
  field->message = g_object_ref_sink (adw_preferences_row_new ());
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (field->message), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (field->message), FALSE);
  gtk_widget_set_focusable (field->message, FALSE);
  gtk_widget_set_visible (field->message, FALSE);
  return field;
}

void
bw_form_field_free (BwFormField *field)
{
  g_clear_object (&field->row);
  g_clear_object (&field->message);
  g_clear_pointer (&field->words, g_ptr_array_unref);
  g_free (field->start);
  g_free (field);
}

/* What the field says, as it was typed. */
char *
bw_form_field_dup_text (BwFormField *field)
{
  GtkTextIter start, end;
  guint selected;

  switch (field->kind)
    {
    case BW_FIELD_TEXT:
      gtk_text_buffer_get_bounds (field->buffer, &start, &end);
      return gtk_text_buffer_get_text (field->buffer, &start, &end, TRUE);

    case BW_FIELD_CHOICE:
      selected = adw_combo_row_get_selected (ADW_COMBO_ROW (field->row));
      return g_strdup (selected < field->words->len ? field->words->pdata[selected] : "");

    case BW_FIELD_STEPS:
      return bw_step_list_dup_text (BW_STEP_LIST (field->row));

    case BW_FIELD_ENTRY:
    case BW_FIELD_DATE:
    case BW_FIELD_NUMBER:
    default:
      return g_strdup (gtk_editable_get_text (GTK_EDITABLE (field->row)));
    }
}

void
bw_form_field_set_text (BwFormField *field, const char *text)
{
  switch (field->kind)
    {
    case BW_FIELD_TEXT:
      gtk_text_buffer_set_text (field->buffer, text, -1);
      break;

    case BW_FIELD_CHOICE:
      for (guint i = 0; i < field->words->len; i++)
        {
          if (g_str_equal (field->words->pdata[i], text))
            adw_combo_row_set_selected (ADW_COMBO_ROW (field->row), i);
        }
      break;

    case BW_FIELD_STEPS:
      bw_step_list_set_text (BW_STEP_LIST (field->row), text);
      break;

    case BW_FIELD_ENTRY:
    case BW_FIELD_DATE:
    case BW_FIELD_NUMBER:
    default:
      gtk_editable_set_text (GTK_EDITABLE (field->row), text);
      break;
    }
}

/**
 * bw_form_field_say:
 * @text: (nullable): what is wrong with the field, %NULL for nothing
 * @blocks: whether the form cannot be saved like this
 */
void
bw_form_field_say (BwFormField *field, const char *text, gboolean blocks)
{
  const char *style = blocks ? "error" : "warning", *other = blocks ? "warning" : "error";

  gtk_widget_set_visible (field->message, text != NULL);
  gtk_widget_remove_css_class (field->row, other);
  gtk_widget_remove_css_class (field->message, other);
  if (text == NULL)
    {
      gtk_widget_remove_css_class (field->row, style);
      gtk_widget_remove_css_class (field->message, style);
      gtk_accessible_reset_state (GTK_ACCESSIBLE (field->row), GTK_ACCESSIBLE_STATE_INVALID);
      gtk_accessible_reset_property (GTK_ACCESSIBLE (field->row),
                                     GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
      return;
    }
  gtk_label_set_text (field->message_label, text);
  gtk_widget_add_css_class (field->row, style);
  gtk_widget_add_css_class (field->message, style);
  gtk_accessible_update_state (GTK_ACCESSIBLE (field->row), GTK_ACCESSIBLE_STATE_INVALID,
                               blocks ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (field->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text, -1);
}

void
bw_form_field_focus (BwFormField *field)
{
  gtk_widget_grab_focus (field->input);
}

/**
 * bw_form_field_connect:
 * @callback: called with @data alone after each change
 */
void
bw_form_field_connect (BwFormField *field, GCallback callback, gpointer data)
{
  switch (field->kind)
    {
    case BW_FIELD_TEXT:
      g_signal_connect_swapped (field->buffer, "changed", callback, data);
      break;

    case BW_FIELD_CHOICE:
      g_signal_connect_swapped (field->row, "notify::selected", callback, data);
      break;

    case BW_FIELD_ENTRY:
    case BW_FIELD_DATE:
    case BW_FIELD_NUMBER:
    default:
      g_signal_connect_swapped (field->row, "changed", callback, data);
      break;
    }
}
