/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-edit-dialog.h"

#include <glib/gi18n.h>

#include "store/bw-mirror-edits.h"
#include "ui/bw-session-edits.h"
#include "ui/dialogs/bw-alert.h"

/**
 * BwEditDialog:
 *
 * What every dialog that edits the team's work has in common: one or several forms that are saved
 * together or not at all, the messages beside their fields, Control+Enter to save, and the question
 * whether to throw away what was entered. The button that saves can always be pressed: it says what
 * is wrong and goes there. When nothing could be kept the forms stay, with the reason.
 */
struct _BwEditDialog {
  AdwDialog           parent_instance;

  AdwPreferencesPage *page;
  GtkWidget          *answer;
  GtkLabel           *answer_label;
  GtkWidget          *save_button;

  BwSession          *session;
  BwSnapshot         *snapshot;  /* (nullable): the people and metrics that records name. */
  GPtrArray          *forms;     /* (element-type BwRecordForm) */
  BwRecordForm       *plan;      /* (nullable): whose parts the other forms are. */
  GArray             *contacts;  /* (nullable) (element-type BwContactStay) */
  BwBuildEdits        build;
  gpointer            build_data;
  GDestroyNotify      build_destroy;
  gboolean            saving;
};

G_DEFINE_FINAL_TYPE (BwEditDialog, bw_edit_dialog, ADW_TYPE_DIALOG)

/* What the worker makes edits from. It has the dialog's data for as long as the dialog lives, which
 * the task holds on to. */
typedef struct {
  BwBuildEdits  build;
  gpointer      data;
  BwRecord     *wanted;
  char         *mirror_path;
  char         *outbox_path;
} Build;

static void
build_free (Build *build)
{
  bw_record_free (build->wanted);
  g_free (build->mirror_path);
  g_free (build->outbox_path);
  g_free (build);
}

static void
contact_clear (gpointer contact)
{
  g_free ((char *) ((BwContactStay *) contact)->id);
}

static void
answer (BwEditDialog *self, const char *text)
{
  gtk_widget_set_visible (self->answer, text != NULL);
  gtk_label_set_text (self->answer_label, text ? text : "");
  if (text)
    gtk_accessible_announce (GTK_ACCESSIBLE (self->answer_label), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static gboolean
check (BwEditDialog *self, gboolean all)
{
  g_autoptr (BwRecord) plan = self->plan ? bw_record_form_read (self->plan) : NULL;
  gboolean good = TRUE;

  for (guint i = 0; i < self->forms->len; i++)
    {
      BwRecordForm *form = self->forms->pdata[i];
      BwCheckScope scope = {
        .table = bw_edit_dialog_get_table (self),
        .today = bw_edit_dialog_get_today (self),
        .plan = form != self->plan ? plan : NULL,
        .contacts = self->contacts ? (const BwContactStay *) self->contacts->data : NULL,
        .n_contacts = self->contacts ? self->contacts->len : 0,
      };

      good &= bw_record_form_check (form, &scope, all);
    }
  return good;
}

static gboolean
is_dirty (BwEditDialog *self)
{
  for (guint i = 0; i < self->forms->len; i++)
    {
      if (bw_record_form_is_dirty (self->forms->pdata[i]))
        return TRUE;
    }
  return FALSE;
}

static void
on_form_changed (BwEditDialog *self)
{
  check (self, FALSE);
  answer (self, NULL);
  adw_dialog_set_can_close (ADW_DIALOG (self), !is_dirty (self));
}

/* Saving --------------------------------------------------------------------------------------- */

static void
stay (BwEditDialog *self, const GError *error)
{
  g_autofree char *text = NULL;

  /* Translators: why what was entered in a dialog could not be saved. */
  text = g_strdup_printf (_("Nothing was saved, and what you entered is still here. %s"),
                          error->message);
  answer (self, text);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwEditDialog) self = data;
  g_autoptr (GError) error = NULL;

  self->saving = FALSE;
  if (!bw_session_save_finish (self->session, result, &error))
    {
      stay (self, error);
      return;
    }
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* Takes over @edits. */
static void
keep (BwEditDialog *self, GPtrArray *edits)
{
  if (edits->len == 0)
    {
      g_ptr_array_unref (edits);
      self->saving = FALSE;
      adw_dialog_force_close (ADW_DIALOG (self));
      return;
    }
  bw_session_save_async (self->session, edits, NULL, on_saved, g_object_ref (self));
}

static void
run_build (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Build *build = data;
  GError *error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (build->mirror_path, BW_MIRROR_READ_ONLY, &error);
  GPtrArray *edits = NULL;

  if (mirror && bw_mirror_show_edits (mirror, build->outbox_path, &error))
    edits = build->build (mirror, build->wanted, build->data, &error);
  if (edits)
    g_task_return_pointer (task, edits, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer data)
{
  BwEditDialog *self = BW_EDIT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  GPtrArray *edits = g_task_propagate_pointer (G_TASK (result), &error);

  if (edits)
    {
      keep (self, edits);
      return;
    }
  self->saving = FALSE;
  stay (self, error);
}

static void
build_edits (BwEditDialog *self)
{
  const BwPortfolioInfo *info = bw_session_get_info (self->session);
  g_autoptr (GTask) task = g_task_new (self, NULL, on_built, NULL);
  Build *build = g_new0 (Build, 1);

  build->build = self->build;
  build->data = self->build_data;
  build->wanted = bw_record_form_read (self->forms->pdata[0]);
  build->mirror_path = g_strdup (info->mirror_path);
  build->outbox_path = g_strdup (info->outbox_path);
  g_task_set_task_data (task, build, (GDestroyNotify) build_free);
  g_task_run_in_thread (task, run_build);
}

static void
on_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwEditDialog *self = BW_EDIT_DIALOG (widget);
  GPtrArray *edits;

  if (self->saving)
    return;
  if (!check (self, TRUE))
    {
      for (guint i = 0; i < self->forms->len; i++)
        {
          if (bw_record_form_focus_problem (self->forms->pdata[i]))
            break;
        }
      return;
    }
  if (bw_session_get_info (self->session) == NULL)
    return;
  answer (self, NULL);
  self->saving = TRUE;
  if (self->build)
    {
      build_edits (self);
      return;
    }
  edits = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_free);
  for (guint i = 0; i < self->forms->len; i++)
    {
      BwEdit *edit = bw_record_form_make_edit (self->forms->pdata[i]);

      if (edit)
        g_ptr_array_add (edits, edit);
    }
  keep (self, edits);
}

/* Closing -------------------------------------------------------------------------------------- */

static void
on_response (AdwAlertDialog *alert, const char *response, BwEditDialog *self)
{
  if (g_str_equal (response, "discard"))
    adw_dialog_force_close (ADW_DIALOG (self));
}

static void
bw_edit_dialog_close_attempt (AdwDialog *dialog)
{
  AdwDialog *alert = adw_alert_dialog_new (_("Discard What You Entered?"),
                                           _("It has not been saved."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "keep", _("_Keep Editing"), "discard",
                                  _("_Discard"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (alert), "discard",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "keep");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "keep");
  g_signal_connect_object (alert, "response", G_CALLBACK (on_response), dialog, 0);
  bw_alert_present (alert, GTK_WIDGET (dialog));
}

static void
on_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

static gboolean
take_keyboard (gpointer data)
{
  if (gtk_widget_get_mapped (data))
    gtk_widget_grab_focus (data);
  return G_SOURCE_REMOVE;
}

static void
on_wanted_map (GtkWidget *wanted)
{
  g_signal_handlers_disconnect_by_func (wanted, on_wanted_map, NULL);
  g_idle_add_full (G_PRIORITY_LOW, take_keyboard, g_object_ref (wanted), g_object_unref);
}

/* A sheet, on a narrow window, shows its content later and has the keyboard begin with the button
 * that closes it. */
static void
bw_edit_dialog_map (GtkWidget *widget)
{
  GtkWidget *wanted = adw_dialog_get_focus (ADW_DIALOG (widget));

  GTK_WIDGET_CLASS (bw_edit_dialog_parent_class)->map (widget);
  if (wanted && !gtk_widget_get_mapped (wanted))
    g_signal_connect (wanted, "map", G_CALLBACK (on_wanted_map), NULL);
}

static void
bw_edit_dialog_dispose (GObject *object)
{
  BwEditDialog *self = BW_EDIT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_EDIT_DIALOG);
  g_clear_pointer (&self->forms, g_ptr_array_unref);
  g_clear_pointer (&self->contacts, g_array_unref);
  g_clear_pointer (&self->snapshot, bw_snapshot_unref);
  g_clear_object (&self->session);
  if (self->build_destroy)
    g_clear_pointer (&self->build_data, self->build_destroy);
  G_OBJECT_CLASS (bw_edit_dialog_parent_class)->dispose (object);
}

static void
bw_edit_dialog_class_init (BwEditDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_edit_dialog_dispose;
  widget_class->map = bw_edit_dialog_map;
  ADW_DIALOG_CLASS (klass)->close_attempt = bw_edit_dialog_close_attempt;
  gtk_widget_class_install_action (widget_class, "edit.save", NULL, on_save);
  gtk_widget_class_install_action (widget_class, "edit.cancel", NULL, on_cancel);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-edit-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwEditDialog, page);
  gtk_widget_class_bind_template_child (widget_class, BwEditDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, BwEditDialog, answer_label);
  gtk_widget_class_bind_template_child (widget_class, BwEditDialog, save_button);
}

static void
bw_edit_dialog_init (BwEditDialog *self)
{
  static const guint keys[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };
  GtkEventController *shortcuts;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->forms = g_ptr_array_new_with_free_func (g_object_unref);
  /* Before the field that has the focus, which may take Enter for a new line. */
  shortcuts = gtk_shortcut_controller_new ();
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (keys[i], GDK_CONTROL_MASK),
                        gtk_named_action_new ("edit.save")));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_edit_dialog_new:
 * @session: what is edited
 * @title: of the dialog
 *
 * Returns: a dialog without a form
 */
BwEditDialog *
bw_edit_dialog_new (BwSession *session, const char *title)
{
  BwEditDialog *self = g_object_new (BW_TYPE_EDIT_DIALOG, "title", title, NULL);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);

  self->session = g_object_ref (session);
  if (snapshot)
    self->snapshot = bw_snapshot_ref (snapshot);
  return self;
}

/**
 * bw_edit_dialog_add_group:
 * @title: (nullable): of the group
 * @description: (nullable): what it is about; plain text
 *
 * Returns: (transfer none): a group at the end of the dialog
 */
AdwPreferencesGroup *
bw_edit_dialog_add_group (BwEditDialog *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title_markup = title ? g_markup_escape_text (title, -1) : NULL;
  g_autofree char *markup = description ? g_markup_escape_text (description, -1) : NULL;

  if (title)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title_markup);
  if (description)
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), markup);
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (group));
  return ADW_PREFERENCES_GROUP (group);
}

/**
 * bw_edit_dialog_add_form:
 * @form: (transfer full): with its fields in a group of this dialog
 */
void
bw_edit_dialog_add_form (BwEditDialog *self, BwRecordForm *form)
{
  g_ptr_array_add (self->forms, form);
  g_signal_connect_object (form, "changed", G_CALLBACK (on_form_changed), self,
                           G_CONNECT_SWAPPED);
  /* An owner who left is said at once, before anybody asks. */
  on_form_changed (self);
}

/* The form of the plan that the other forms are parts of. */
void
bw_edit_dialog_set_plan (BwEditDialog *self, BwRecordForm *form)
{
  self->plan = form;
}

/* Who is there at the customer, to check the roles; copied. */
void
bw_edit_dialog_set_contacts (BwEditDialog *self, const BwContactStay *contacts, guint n_contacts)
{
  self->contacts = g_array_new (FALSE, TRUE, sizeof (BwContactStay));
  g_array_set_clear_func (self->contacts, contact_clear);
  for (guint i = 0; i < n_contacts; i++)
    {
      BwContactStay contact = { g_strdup (contacts[i].id), contacts[i].left_on };

      g_array_append_val (self->contacts, contact);
    }
}

/**
 * bw_edit_dialog_set_build:
 * @build: makes the edits instead of the forms
 * @data: (transfer full): what it needs beside the first form
 * @destroy: (nullable): frees @data
 */
void
bw_edit_dialog_set_build (BwEditDialog *self, BwBuildEdits build, gpointer data,
                          GDestroyNotify destroy)
{
  self->build = build;
  self->build_data = data;
  self->build_destroy = destroy;
}

/* The day that counts as today, whichever is shown: the latest that there is data for, or that of
 * the clock when the data has not got so far. */
BwDate
bw_edit_dialog_get_today (BwEditDialog *self)
{
  BwDate first, last;

  bw_session_get_dates (self->session, &first, &last);
  return MAX (last, bw_date_today ());
}

/* (nullable): the company's people and metrics. */
const BwAccountTable *
bw_edit_dialog_get_table (BwEditDialog *self)
{
  return self->snapshot ? self->snapshot->table : NULL;
}
