/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "portfolio/bw-work-check.h"
#include "ui/dialogs/bw-edit-dialog.h"
#include "ui/dialogs/bw-work-dialogs.h"
#include "ui/widgets/bw-work-choices.h"

/* A play: how one is started out of a playbook, and how it goes on. */

/* A play is due after so many days unless somebody says otherwise. */
#define DUE_DAYS 30

/* What the dialog that starts a play keeps of the playbooks. */
typedef struct {
  BwRecordForm *form;   /* Not owned: it lives as long as the dialog. */
  GtkWidget    *steps;  /* The list of the steps. */
  GtkLabel     *rule;
  GPtrArray    *keys;   /* (element-type utf8) */
  GPtrArray    *lists;  /* (element-type GStrv) of steps */
  GPtrArray    *rules;  /* (element-type utf8) in words */
} Start;

static void
start_free (gpointer data, GClosure *closure)
{
  Start *start = data;

  g_ptr_array_unref (start->keys);
  g_ptr_array_unref (start->lists);
  g_ptr_array_unref (start->rules);
  g_free (start);
}

static GtkWidget *
create_step (guint number, const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *figure = g_strdup_printf ("%u", number);
  GtkWidget *label = gtk_label_new (figure);

  gtk_widget_add_css_class (label, "dimmed");
  gtk_widget_add_css_class (label, "numeric");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), label);
  return row;
}

/* The steps as rows of a list of their own, which is emptied and filled. */
static GtkWidget *
create_steps (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Steps"),
                                  -1);
  return list;
}

static void
show_steps (GtkWidget *list, char **steps)
{
  gtk_list_box_remove_all (GTK_LIST_BOX (list));
  for (guint i = 0; steps && steps[i]; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), create_step (i + 1, steps[i]));
  gtk_widget_set_visible (list, steps && steps[0]);
}

static char *
describe_rule (const BwPlaybookLine *playbook)
{
  switch (playbook->applies)
    {
    case BW_APPLIES_YES:
      return g_strdup_printf (_("It is for accounts where %s, and that holds here."),
                              playbook->rule);
    case BW_APPLIES_NO:
      return g_strdup_printf (_("It is for accounts where %s, and that does not hold here."),
                              playbook->rule);
    case BW_APPLIES_UNKNOWN:
      return g_strdup_printf (_("It is for accounts where %s; here that is not known."),
                              playbook->rule);
    case BW_APPLIES_UNREADABLE:
    default:
      return playbook->rule
               ? g_strdup_printf (_("Its rule cannot be understood: %s"), playbook->rule)
               : g_strdup (_("It does not say which accounts it is for."));
    }
}

static void
on_chosen (Start *start)
{
  g_autofree char *key = bw_record_form_dup_text (start->form, "playbook_key");
  guint place = 0;
  gboolean found = key
                   && g_ptr_array_find_with_equal_func (start->keys, key, g_str_equal, &place);

  show_steps (start->steps, found ? start->lists->pdata[place] : NULL);
  gtk_label_set_text (start->rule, found ? start->rules->pdata[place]
                                         : _("A play of its own, without steps."));
}

static BwRecordForm *
create_form (BwEditDialog *dialog, const BwAccountWork *work, const BwRecord *base)
{
  BwRecordForm *form = bw_record_form_new (BW_RELATION_PLAYS, base, work->account_id);

  bw_record_form_set_container (
    form, GTK_WIDGET (bw_edit_dialog_add_group (dialog, NULL, work->account_name)));
  return form;
}

static void
begin_date (BwRecordForm *form, const char *column, BwDate date)
{
  char text[BW_DATE_STRLEN];

  bw_record_form_begin (form, column, bw_date_format_iso (date, text));
}

/* The playbooks with those that are for the account first; what is told them apart by is words. */
static GArray *
list_playbooks (const BwAccountWork *work, Start *start)
{
  GArray *choices = bw_choices_new (_("Without a playbook"));

  for (guint i = 0; i < work->n_playbooks; i++)
    {
      const BwPlaybookLine *playbook = &work->playbooks[i];
      g_autofree char *title = NULL;

      if (playbook->running)
        /* Translators: the name of a playbook of which a play is open already. */
        title = g_strdup_printf (_("%s (running)"), playbook->name);
      else if (playbook->applies == BW_APPLIES_YES)
        /* Translators: the name of a playbook that is for this account. */
        title = g_strdup_printf (_("%s (fits)"), playbook->name);
      bw_choices_add (choices, playbook->key, title ? title : playbook->name);
      g_ptr_array_add (start->keys, g_strdup (playbook->key));
      g_ptr_array_add (start->lists, g_strdupv (playbook->steps));
      g_ptr_array_add (start->rules, describe_rule (playbook));
    }
  return choices;
}

/* The first playbook that is for the account and not running yet. */
static const char *
propose (const BwAccountWork *work)
{
  for (guint i = 0; i < work->n_playbooks; i++)
    {
      if (work->playbooks[i].applies == BW_APPLIES_YES && !work->playbooks[i].running)
        return work->playbooks[i].key;
    }
  return NULL;
}

/**
 * bw_play_dialog_new_start:
 * @playbook: (nullable): the key of the playbook to begin with; else the first one that fits
 *
 * Returns: a dialog that starts a play
 */
AdwDialog *
bw_play_dialog_new_start (BwSession *session, const BwAccountWork *work, const char *playbook)
{
  BwEditDialog *dialog = bw_edit_dialog_new (session, _("Start a Play"));
  BwRecordForm *form = create_form (dialog, work, NULL);
  AdwPreferencesGroup *group = bw_edit_dialog_add_group (dialog, _("Steps"), NULL);
  const BwAccountTable *table = bw_edit_dialog_get_table (dialog);
  BwDate today = bw_edit_dialog_get_today (dialog);
  Start *start = g_new0 (Start, 1);
  GtkWidget *row;

  start->form = form;
  start->steps = create_steps ();
  start->keys = g_ptr_array_new_with_free_func (g_free);
  start->lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  start->rules = g_ptr_array_new_with_free_func (g_free);
  start->rule = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                              PANGO_WRAP_WORD_CHAR, "margin-top", 9, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (start->rule), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (start->rule), "caption");

  row = bw_record_form_add_choices (form, "playbook_key", _("Playbook"),
                                    list_playbooks (work, start));
  bw_record_form_add_choices (form, "owner_id", _("Owner"),
                              bw_choices_new_people (table, _("Nobody")));
  bw_record_form_add_date (form, "due_on", _("Due"));
  bw_record_form_fix_text (form, "status", BW_PLAY_OPEN);
  bw_record_form_fix_date (form, "opened_on", today);
  bw_record_form_begin (form, "playbook_key", playbook ? playbook : propose (work));
  bw_record_form_begin (form, "owner_id", work->owner_id);
  begin_date (form, "due_on", today + DUE_DAYS);
  adw_preferences_group_add (group, start->steps);
  adw_preferences_group_add (group, GTK_WIDGET (start->rule));
  g_signal_connect_data (row, "notify::selected", G_CALLBACK (on_chosen), start, start_free,
                         G_CONNECT_SWAPPED);
  on_chosen (start);
  adw_dialog_set_content_height (ADW_DIALOG (dialog), 560);
  bw_edit_dialog_add_form (dialog, form);
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  return ADW_DIALOG (dialog);
}

/**
 * bw_play_dialog_new:
 * @play: a play of @work
 *
 * Returns: a dialog that edits the play
 */
AdwDialog *
bw_play_dialog_new (BwSession *session, const BwAccountWork *work, const BwPlayLine *play)
{
  BwEditDialog *dialog = bw_edit_dialog_new (session, play->title);
  BwRecordForm *form = create_form (dialog, work, play->line.record);
  const BwAccountTable *table = bw_edit_dialog_get_table (dialog);
  GtkWidget *row;

  row = bw_record_form_add_choices (form, "status", _("State"),
                                    bw_choices_new_words (BW_RELATION_PLAYS, "status",
                                                          _("Not said")));
  bw_record_form_add_choices (form, "owner_id", _("Owner"),
                              bw_choices_new_people (table, _("Nobody")));
  bw_record_form_add_date (form, "due_on", _("Due"));
  bw_record_form_add_text (form, "outcome", _("Outcome"));
  if (play->steps[0])
    {
      AdwPreferencesGroup *group = bw_edit_dialog_add_group (
        dialog, _("Steps"),
        work->lacks_steps ? _("Steps cannot be ticked: the company’s backend is from before that "
                              "was added. Whoever runs it adds the column “steps_done” to “plays”.")
                          : NULL);

      bw_record_form_set_container (form, GTK_WIDGET (group));
      bw_record_form_add_steps (form, "steps_done", play->steps,
                                bw_edit_dialog_get_today (dialog), !work->lacks_steps);
    }
  bw_edit_dialog_add_form (dialog, form);
  adw_dialog_set_focus (ADW_DIALOG (dialog), row);
  return ADW_DIALOG (dialog);
}
