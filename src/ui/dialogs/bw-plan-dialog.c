/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "ui/dialogs/bw-edit-dialog.h"
#include "ui/dialogs/bw-work-dialogs.h"
#include "ui/widgets/bw-work-choices.h"

/* The success plan: its purpose and what comes next, and under them the targets, milestones and
 * roles, a row to unfold each. All of it is saved together. What the plan lacks of its six parts
 * stands above it and follows what is entered. */

typedef struct {
  BwEditDialog        *dialog;
  BwRecordForm        *plan;
  GPtrArray           *parts;    /* (element-type BwRecordForm) */
  char                *account_id;
  char                *plan_id;
  GArray              *contacts; /* (element-type BwChoice) */
  AdwPreferencesGroup *head;
  AdwPreferencesGroup *groups[3];
} PlanEditor;

/* A kind of part: what its group and its rows are called, and its fields. */
typedef struct {
  BwRelationId  relation;
  const char   *title;
  const char   *description;
  const char   *add;
  const char   *unnamed;
  const char   *named_by; /* The column that a row is called by. */
  void        (*fill) (PlanEditor *self, BwRecordForm *form);
} PartKind;

static void
editor_free (gpointer data)
{
  PlanEditor *self = data;

  g_ptr_array_unref (self->parts);
  g_array_unref (self->contacts);
  g_free (self->account_id);
  g_free (self->plan_id);
  g_free (self);
}

/* Fields --------------------------------------------------------------------------------------- */

static void
fill_target (PlanEditor *self, BwRecordForm *form)
{
  bw_record_form_add_choices (form, "metric_key", _("Metric"),
                              bw_choices_new_metrics (bw_edit_dialog_get_table (self->dialog)));
  bw_record_form_add_entry (form, "how_measured", _("How it is measured"));
  bw_record_form_add_number (form, "baseline_value", _("Baseline"), 1);
  bw_record_form_add_date (form, "baseline_on", _("Baseline measured on"));
  bw_record_form_add_number (form, "target_value", _("Target"), 1);
  bw_record_form_add_date (form, "due_on", _("Due"));
}

static void
fill_milestone (PlanEditor *self, BwRecordForm *form)
{
  bw_record_form_add_entry (form, "title", _("Milestone"));
  bw_record_form_add_date (form, "due_on", _("Due"));
  bw_record_form_add_date (form, "done_on", _("Reached"));
}

static void
fill_role (PlanEditor *self, BwRecordForm *form)
{
  const BwAccountTable *table = bw_edit_dialog_get_table (self->dialog);

  bw_record_form_add_entry (form, "responsibility", _("Responsibility"));
  bw_record_form_add_choices (form, "contact_id", _("Theirs"), g_array_ref (self->contacts));
  bw_record_form_add_choices (form, "person_id", _("Or one of ours"),
                              bw_choices_new_people (table, _("Nobody")));
}

static const PartKind kinds[] = {
  { BW_RELATION_PLAN_TARGETS, N_("Metrics and Targets"),
    N_("What success is measured by, where it starts, what is to be reached and by when."),
    N_("Add a Target"), N_("New target"), "metric_key", fill_target },
  { BW_RELATION_PLAN_MILESTONES, N_("Timeline and Milestones"), NULL, N_("Add a Milestone"),
    N_("New milestone"), "title", fill_milestone },
  { BW_RELATION_PLAN_ROLES, N_("Roles"), NULL, N_("Add a Role"), N_("New role"),
    "responsibility", fill_role },
};

/* Parts ---------------------------------------------------------------------------------------- */

static void
show_missing (PlanEditor *self)
{
  g_autoptr (BwRecord) plan = bw_record_form_read (self->plan);
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_record_free);
  gboolean present[BW_N_PLAN_PARTS];
  g_autofree char *missing = NULL;
  g_autofree char *markup = NULL;

  for (guint i = 0; i < self->parts->len; i++)
    {
      if (!bw_record_form_get_removed (self->parts->pdata[i]))
        g_ptr_array_add (parts, bw_record_form_read (self->parts->pdata[i]));
    }
  bw_plan_find_parts (plan, parts, present);
  missing = bw_plan_describe_missing (present);
  markup = g_markup_escape_text (missing ? missing : _("All six parts are there."), -1);
  adw_preferences_group_set_description (self->head, markup);
}

/* Calls a row by what its part says. */
static void
name_row (AdwExpanderRow *row, BwRecordForm *form, const PartKind *kind,
          const BwAccountTable *table)
{
  g_autofree char *text = bw_record_form_dup_text (form, kind->named_by);
  const BwMetric *metric = kind->relation == BW_RELATION_PLAN_TARGETS && table && text
                             ? bw_account_table_find_metric (table, text)
                             : NULL;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), metric           ? metric->name
                                                            : text && *text ? text
                                                                             : _(kind->unnamed));
}

static void
on_part_changed (BwRecordForm *form, AdwExpanderRow *row)
{
  PlanEditor *self = g_object_get_data (G_OBJECT (form), "bw-plan");
  const PartKind *kind = g_object_get_data (G_OBJECT (form), "bw-kind");

  name_row (row, form, kind, bw_edit_dialog_get_table (self->dialog));
  show_missing (self);
}

/* A part that goes is struck out until it is saved, and can be taken back. */
static void
on_remove (GtkToggleButton *button, BwRecordForm *form)
{
  gboolean removed = gtk_toggle_button_get_active (button);
  AdwExpanderRow *row = g_object_get_data (G_OBJECT (button), "bw-row");

  bw_record_form_set_removed (form, removed);
  adw_expander_row_set_subtitle (row, removed ? _("Goes when you save") : "");
  adw_expander_row_set_enable_expansion (row, !removed);
}

static AdwExpanderRow *
add_part (PlanEditor *self, const PartKind *kind, const BwRecord *base)
{
  BwRecordForm *form = bw_record_form_new (kind->relation, base, self->account_id);
  GtkWidget *row = adw_expander_row_new ();
  GtkWidget *remove = gtk_toggle_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  bw_record_form_set_container (form, row);
  kind->fill (self, form);
  if (base == NULL)
    bw_record_form_fix_text (form, "plan_id", self->plan_id);
  gtk_button_set_icon_name (GTK_BUTTON (remove), "user-trash-symbolic");
  gtk_widget_set_tooltip_text (remove, _("Remove"));
  gtk_widget_set_valign (remove, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (remove, "flat");
  g_object_set_data (G_OBJECT (remove), "bw-row", row);
  g_object_set_data (G_OBJECT (form), "bw-plan", self);
  g_object_set_data (G_OBJECT (form), "bw-kind", (gpointer) kind);
  g_signal_connect_object (remove, "toggled", G_CALLBACK (on_remove), form, 0);
  adw_expander_row_add_suffix (ADW_EXPANDER_ROW (row), remove);
  adw_preferences_group_add (self->groups[kind - kinds], row);
  name_row (ADW_EXPANDER_ROW (row), form, kind, bw_edit_dialog_get_table (self->dialog));
  g_ptr_array_add (self->parts, form);
  g_signal_connect_object (form, "changed", G_CALLBACK (on_part_changed), row, 0);
  bw_edit_dialog_add_form (self->dialog, form);
  return ADW_EXPANDER_ROW (row);
}

static void
on_add (GtkButton *button, PlanEditor *self)
{
  const PartKind *kind = g_object_get_data (G_OBJECT (button), "bw-kind");
  AdwExpanderRow *row = add_part (self, kind, NULL);

  adw_expander_row_set_expanded (row, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  show_missing (self);
}

static void
add_group (PlanEditor *self, guint place)
{
  const PartKind *kind = &kinds[place];
  GtkWidget *button = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->groups[place] = bw_edit_dialog_add_group (self->dialog, _(kind->title),
                                                  kind->description ? _(kind->description)
                                                                    : NULL);
  gtk_widget_set_tooltip_text (button, _(kind->add));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "bw-kind", (gpointer) kind);
  g_signal_connect (button, "clicked", G_CALLBACK (on_add), self);
  adw_preferences_group_set_header_suffix (self->groups[place], button);
}

/* The dialog ----------------------------------------------------------------------------------- */

static void
copy_contacts (PlanEditor *self, const BwAccountWork *work)
{
  g_autofree BwContactStay *stays = g_new0 (BwContactStay, work->n_contacts + 1);

  self->contacts = bw_choices_new (_("Nobody"));
  for (guint i = 0; i < work->n_contacts; i++)
    {
      const BwContactChoice *contact = &work->contacts[i];
      g_autofree char *gone = NULL;

      if (contact->left_on != BW_DATE_NONE && contact->left_on <= work->as_of)
        /* Translators: a person who is not there any more. */
        gone = g_strdup_printf (_("%s (left)"), contact->title);
      bw_choices_add (self->contacts, contact->id, gone ? gone : contact->title);
      stays[i] = (BwContactStay) { contact->id, contact->left_on };
    }
  bw_edit_dialog_set_contacts (self->dialog, stays, work->n_contacts);
}

static void
fill_plan (PlanEditor *self)
{
  char today[BW_DATE_STRLEN];

  bw_record_form_set_container (self->plan, GTK_WIDGET (self->head));
  bw_record_form_add_text (self->plan, "purpose", _("Purpose"));
  bw_record_form_add_date (self->plan, "started_on", _("Begins"));
  bw_record_form_add_date (self->plan, "closed_on", _("Ends"));
  bw_record_form_add_choices (self->plan, "status", _("State"),
                              bw_choices_new_words (BW_RELATION_PLANS, "status", _("Not said")));
  bw_record_form_begin (self->plan, "status", "active");
  bw_record_form_begin (self->plan, "started_on",
                        bw_date_format_iso (bw_edit_dialog_get_today (self->dialog), today));
}

/**
 * bw_plan_dialog_new:
 *
 * Returns: a dialog that edits the success plan of the account, or writes its first one
 */
AdwDialog *
bw_plan_dialog_new (BwSession *session, const BwAccountWork *work)
{
  const BwRecord *base = work->plan.record;
  PlanEditor *self = g_new0 (PlanEditor, 1);

  self->dialog = bw_edit_dialog_new (session, _("Success Plan"));
  g_object_set_data_full (G_OBJECT (self->dialog), "bw-plan", self, editor_free);
  self->parts = g_ptr_array_new ();
  self->account_id = g_strdup (work->account_id);
  self->plan_id = base ? g_strdup (work->plan.id) : g_uuid_string_random ();
  self->plan = bw_record_form_new (BW_RELATION_PLANS, base, work->account_id);
  bw_record_form_set_id (self->plan, self->plan_id);
  copy_contacts (self, work);
  self->head = bw_edit_dialog_add_group (self->dialog, work->account_name, NULL);
  fill_plan (self);
  bw_edit_dialog_set_plan (self->dialog, self->plan);
  bw_edit_dialog_add_form (self->dialog, self->plan);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    add_group (self, i);
  for (guint i = 0; i < work->n_targets; i++)
    add_part (self, &kinds[0], work->targets[i].line.record);
  for (guint i = 0; i < work->n_milestones; i++)
    add_part (self, &kinds[1], work->milestones[i].line.record);
  for (guint i = 0; i < work->n_roles; i++)
    add_part (self, &kinds[2], work->roles[i].line.record);
  bw_record_form_set_container (
    self->plan, GTK_WIDGET (bw_edit_dialog_add_group (self->dialog, _("What Comes Next"), NULL)));
  bw_record_form_add_entry (self->plan, "next_phase", _("Next phase"));
  bw_record_form_add_choices (self->plan, "next_kind", _("Kind"),
                              bw_choices_new_words (BW_RELATION_PLANS, "next_kind",
                                                    _("Not said")));
  g_signal_connect_swapped (self->plan, "changed", G_CALLBACK (show_missing), self);
  show_missing (self);
  adw_dialog_set_content_width (ADW_DIALOG (self->dialog), 620);
  adw_dialog_set_content_height (ADW_DIALOG (self->dialog), 760);
  adw_dialog_set_focus (ADW_DIALOG (self->dialog),
                        bw_record_form_get_input (self->plan, "purpose"));
  return ADW_DIALOG (self->dialog);
}
