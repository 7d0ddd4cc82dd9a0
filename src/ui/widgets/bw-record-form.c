/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-record-form.h"

#include <math.h>
#include <string.h>

#include "portfolio/bw-work-edit.h"
#include "ui/widgets/bw-form-field.h"
#include "ui/widgets/bw-step-list.h"

/**
 * BwRecordForm:
 *
 * One record of the team's work being filled in: which field is which column, what is wrong with
 * it, and the edit that comes of it. It owns no place on the screen of its own: its rows go into a
 * group or an expander row, so that a dialog can hold several records.
 *
 * A field that nobody touched keeps the value it had, to the last digit.
 */
struct _BwRecordForm {
  GObject           parent_instance;

  const BwRelation *relation;
  BwRecord         *base;      /* (nullable): of a new record. */
  char             *account;
  char             *id;        /* (nullable): of a new record that others refer to. */
  BwRecord         *fixed;     /* Columns that are not asked for. */
  GPtrArray        *fields;    /* (element-type BwFormField) */
  GtkWidget        *container;
  gboolean          adds;      /* What is changed becomes a new record, and @base stays. */
  gboolean          removed;
};

G_DEFINE_FINAL_TYPE (BwRecordForm, bw_record_form, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static BwFormField *
find_field (BwRecordForm *self, const char *column)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      BwFormField *field = self->fields->pdata[i];

      if (g_str_equal (field->column, column))
        return field;
    }
  return NULL;
}

static gboolean
is_touched (BwFormField *field)
{
  g_autofree char *text = bw_form_field_dup_text (field);

  return !g_str_equal (text, field->start);
}

/* What a column of @base says in its field. */
static char *
text_of (const BwRecord *base, const char *column, double scale)
{
  const BwRelation *relation;
  int place;

  if (base == NULL)
    return g_strdup ("");
  relation = bw_record_get_relation (base);
  place = bw_relation_find_column (relation, column);
  if (relation->columns[place].type == BW_COLUMN_DOUBLE)
    {
      double value = bw_record_get_double (base, column) * scale;
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      return isnan (value) ? g_strdup ("")
                           : g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", value));
    }
  else
    {
      char *text = bw_record_dup_text (base, column);

      return text != NULL ? text : g_strdup ("");
    }
}

/* A number as people write it, with a point or a comma; what is none is kept as text, and the check
 * says so. */
static void
set_number (BwRecord *record, const BwFormField *field, const char *text)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  char *end = NULL;
  double value;

  if (strchr (plain, '.') == NULL && strchr (plain, ',') == strrchr (plain, ','))
    g_strdelimit (plain, ",", '.');
  if (field->scale == 100 && g_str_has_suffix (plain, "%"))
    plain[strlen (plain) - 1] = '\0';
  g_strchomp (plain);
  value = g_ascii_strtod (plain, &end);
  if (end == plain || *end != '\0' || !isfinite (value))
    bw_record_set_text (record, field->column, text);
  else
    bw_record_set_double (record, field->column, value / field->scale);
}

static void
read_field (BwRecordForm *self, BwFormField *field, BwRecord *record)
{
  g_autofree char *text = bw_form_field_dup_text (field);

  if (g_str_equal (text, field->start) && self->base != NULL
      && bw_record_has (self->base, field->column))
    return;
  if (*text == '\0')
    bw_record_set_null (record, field->column);
  else if (field->kind == BW_FIELD_NUMBER)
    set_number (record, field, text);
  else
    bw_record_set_text (record, field->column, text);
}

static void
on_changed (BwRecordForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      BwFormField *field = self->fields->pdata[i];

      field->left = field->left || is_touched (field);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
place (BwRecordForm *self, GtkWidget *row)
{
  if (ADW_IS_EXPANDER_ROW (self->container))
    adw_expander_row_add_row (ADW_EXPANDER_ROW (self->container), row);
  else
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->container), row);
}

static BwFormField *
add_field (BwRecordForm *self, BwFieldKind kind, const char *column, const char *title,
           double scale, const BwChoice *choices, guint n_choices)
{
  g_autofree char *start = text_of (self->base, column, scale);
  BwFormField *field = bw_form_field_new (kind, column, title, start, choices, n_choices);

  field->scale = scale;
  g_ptr_array_add (self->fields, field);
  place (self, field->row);
  place (self, field->message);
  bw_form_field_connect (field, G_CALLBACK (on_changed), self);
  return field;
}

static void
bw_record_form_dispose (GObject *object)
{
  BwRecordForm *self = BW_RECORD_FORM (object);

  for (guint i = 0; self->fields != NULL && i < self->fields->len; i++)
    {
      BwFormField *field = self->fields->pdata[i];

      g_signal_handlers_disconnect_by_data (field->row, self);
      if (field->buffer != NULL)
        g_signal_handlers_disconnect_by_data (field->buffer, self);
    }
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (bw_record_form_parent_class)->dispose (object);
}

static void
bw_record_form_finalize (GObject *object)
{
  BwRecordForm *self = BW_RECORD_FORM (object);

  bw_record_free (self->base);
  bw_record_free (self->fixed);
  g_free (self->account);
  g_free (self->id);
  G_OBJECT_CLASS (bw_record_form_parent_class)->finalize (object);
}

static void
bw_record_form_class_init (BwRecordFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = bw_record_form_dispose;
  object_class->finalize = bw_record_form_finalize;

  /**
   * BwRecordForm::changed:
   *
   * Emitted after each change that somebody made to a field.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_RECORD_FORM, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_record_form_init (BwRecordForm *self)
{
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_form_field_free);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_record_form_new:
 * @relation: of the record
 * @base: (nullable): the record as it is, %NULL for a new one
 * @account: whose it is
 *
 * Returns: (transfer full): a form without a field yet
 */
BwRecordForm *
bw_record_form_new (BwRelationId relation, const BwRecord *base, const char *account)
{
  BwRecordForm *self = g_object_new (BW_TYPE_RECORD_FORM, NULL);

  self->relation = bw_relation_get (relation);
  self->base = bw_record_copy (base);
  self->account = g_strdup (account);
  self->fixed = bw_record_new (self->relation);
  if (base == NULL && bw_relation_account_column (self->relation) >= 0)
    bw_record_set_text (self->fixed, "account_id", account);
  return self;
}

/**
 * bw_record_form_set_container:
 * @container: an #AdwPreferencesGroup or an #AdwExpanderRow, into which the next fields go
 */
void
bw_record_form_set_container (BwRecordForm *self, GtkWidget *container)
{
  self->container = container;
}

/* The UUID of a new record that other records of the same save refer to. */
void
bw_record_form_set_id (BwRecordForm *self, const char *id)
{
  g_set_str (&self->id, id);
}

/* What is changed is kept as a new record, and the one shown, if any, stays as it is; without a
 * change nothing is. */
void
bw_record_form_set_adds (BwRecordForm *self)
{
  self->adds = TRUE;
  if (bw_relation_account_column (self->relation) >= 0)
    bw_record_set_text (self->fixed, "account_id", self->account);
}

void
bw_record_form_set_removed (BwRecordForm *self, gboolean removed)
{
  self->removed = removed;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gboolean
bw_record_form_get_removed (BwRecordForm *self)
{
  return self->removed;
}

void
bw_record_form_fix_text (BwRecordForm *self, const char *column, const char *text)
{
  bw_record_set_text (self->fixed, column, text);
}

void
bw_record_form_fix_date (BwRecordForm *self, const char *column, BwDate date)
{
  bw_record_set_date (self->fixed, column, date);
}

void
bw_record_form_fix_now (BwRecordForm *self, const char *column)
{
  bw_record_set_timestamp (self->fixed, column, g_get_real_time ());
}

/* A line of text. */
GtkWidget *
bw_record_form_add_entry (BwRecordForm *self, const char *column, const char *title)
{
  return add_field (self, BW_FIELD_ENTRY, column, title, 1, NULL, 0)->row;
}

/* A text of any length. */
GtkWidget *
bw_record_form_add_text (BwRecordForm *self, const char *column, const char *title)
{
  return add_field (self, BW_FIELD_TEXT, column, title, 1, NULL, 0)->row;
}

GtkWidget *
bw_record_form_add_date (BwRecordForm *self, const char *column, const char *title)
{
  return add_field (self, BW_FIELD_DATE, column, title, 1, NULL, 0)->row;
}

/**
 * bw_record_form_add_number:
 * @scale: what the number is multiplied by to be shown: 100 for a percentage
 */
GtkWidget *
bw_record_form_add_number (BwRecordForm *self, const char *column, const char *title, double scale)
{
  return add_field (self, BW_FIELD_NUMBER, column, title, scale, NULL, 0)->row;
}

GtkWidget *
bw_record_form_add_choice (BwRecordForm *self, const char *column, const char *title,
                           const BwChoice *choices, guint n_choices)
{
  return add_field (self, BW_FIELD_CHOICE, column, title, 1, choices, n_choices)->row;
}

/**
 * bw_record_form_add_steps:
 * @steps: (array zero-terminated=1): what they are called
 * @day: the day that counts as today, on which a step is done that is ticked
 * @can_tick: whether steps can be ticked at all
 */
GtkWidget *
bw_record_form_add_steps (BwRecordForm *self, const char *column, char **steps, BwDate day,
                          gboolean can_tick)
{
  g_autoptr (GArray) choices = g_array_new (FALSE, TRUE, sizeof (BwChoice));
  GtkWidget *list;

  for (guint i = 0; steps[i] != NULL; i++)
    {
      BwChoice choice = { NULL, steps[i] };

      g_array_append_val (choices, choice);
    }
  list = add_field (self, BW_FIELD_STEPS, column, NULL, 1, (const BwChoice *) choices->data,
                    choices->len)->row;
  bw_step_list_set_day (BW_STEP_LIST (list), day);
  bw_step_list_set_can_tick (BW_STEP_LIST (list), can_tick);
  return list;
}

/**
 * bw_record_form_begin:
 * @text: what a field of a new record says first, without having been touched
 */
void
bw_record_form_begin (BwRecordForm *self, const char *column, const char *text)
{
  BwFormField *field = find_field (self, column);

  g_return_if_fail (field != NULL);
  if (text == NULL || self->base != NULL)
    return;
  g_set_str (&field->start, text);
  bw_form_field_set_text (field, text);
  field->left = FALSE;
}

/**
 * bw_record_form_read:
 *
 * Returns: (transfer full): the record as the form says it is to be; what cannot be read as a date
 *   or a number is there as text, which bw_work_check() finds
 */
BwRecord *
bw_record_form_read (BwRecordForm *self)
{
  BwRecord *record = self->base != NULL ? bw_record_copy (self->base)
                                        : bw_record_new (self->relation);

  bw_record_apply (record, self->fixed);
  for (guint i = 0; i < self->fields->len; i++)
    read_field (self, self->fields->pdata[i], record);
  return record;
}

/**
 * bw_record_form_is_dirty:
 *
 * Returns: whether something would be lost if the form were closed
 */
gboolean
bw_record_form_is_dirty (BwRecordForm *self)
{
  if (self->removed)
    return self->base != NULL;
  for (guint i = 0; i < self->fields->len; i++)
    {
      if (is_touched (self->fields->pdata[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * bw_record_form_check:
 * @scope: what to check against
 * @all: whether what nobody has touched is said too: when it is to be saved
 *
 * Says beside each field what is wrong with it.
 *
 * Returns: whether it can be saved like this
 */
gboolean
bw_record_form_check (BwRecordForm *self, const BwCheckScope *scope, gboolean all)
{
  g_autoptr (BwRecord) record = NULL;
  g_autoptr (GPtrArray) problems = NULL;

  if (self->removed)
    return TRUE;
  record = bw_record_form_read (self);
  /* What only adds a record when somebody writes something is right while nobody does. */
  problems = self->adds && !bw_record_form_is_dirty (self)
               ? g_ptr_array_new ()
               : bw_work_check (scope, record, self->adds ? NULL : self->base);
  for (guint i = 0; i < self->fields->len; i++)
    {
      BwFormField *field = self->fields->pdata[i];
      const BwFieldProblem *problem = bw_work_find_problem (problems, field->column);

      field->left |= all;
      if (problem != NULL && (field->left || !problem->blocks))
        bw_form_field_say (field, problem->text, problem->blocks);
      else
        bw_form_field_say (field, NULL, FALSE);
    }
  return !bw_work_blocks (problems);
}

/**
 * bw_record_form_focus_problem:
 *
 * Goes to the first field that something is wrong with, and says it.
 *
 * Returns: whether there is one
 */
gboolean
bw_record_form_focus_problem (BwRecordForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      BwFormField *field = self->fields->pdata[i];

      if (!gtk_widget_get_visible (field->message) || self->removed
          || !gtk_widget_has_css_class (field->message, "error"))
        continue;
      if (ADW_IS_EXPANDER_ROW (self->container))
        adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->container), TRUE);
      bw_form_field_focus (field);
      gtk_accessible_announce (GTK_ACCESSIBLE (field->row),
                               gtk_label_get_text (field->message_label),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
      return TRUE;
    }
  return FALSE;
}

/**
 * bw_record_form_make_edit:
 *
 * Returns: (transfer full) (nullable): what is to be saved, %NULL when nothing has changed
 */
BwEdit *
bw_record_form_make_edit (BwRecordForm *self)
{
  g_autoptr (BwRecord) wanted = NULL;

  if (self->removed)
    return self->base != NULL ? bw_work_edit_delete (self->base, self->account) : NULL;
  if (self->adds && !bw_record_form_is_dirty (self))
    return NULL;
  wanted = bw_record_form_read (self);
  return bw_work_edit_save (self->adds ? NULL : self->base, wanted, self->id, self->account);
}

/* (nullable): what of a column's field takes the keyboard. */
GtkWidget *
bw_record_form_get_input (BwRecordForm *self, const char *column)
{
  BwFormField *field = find_field (self, column);

  return field != NULL ? field->input : NULL;
}

/* (transfer full) (nullable): what a field says. */
char *
bw_record_form_dup_text (BwRecordForm *self, const char *column)
{
  BwFormField *field = find_field (self, column);

  return field != NULL ? bw_form_field_dup_text (field) : NULL;
}
