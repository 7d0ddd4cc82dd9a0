/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-acting.h"

#include "ui/dialogs/bw-work-dialogs.h"

/* What a person does at an account: the actions of its page that have the prefix "work". Those that
 * open one record have its id as parameter; the empty text stands for a new one. */

/* The work of the page, unless something else has to be closed first. */
static const BwAccountWork *
ready (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (ADW_IS_APPLICATION_WINDOW (root)
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)))
    return NULL;
  return bw_account_page_get_work (BW_ACCOUNT_PAGE (widget));
}

static BwSession *
session_of (GtkWidget *widget)
{
  return bw_page_get_session (BW_PAGE (widget));
}

/* Says that a record was asked for which is not there any more, by doing nothing. */
static void
present (GtkWidget *widget, AdwDialog *dialog)
{
  if (dialog)
    adw_dialog_present (dialog, widget);
}

static const char *
id_of (GVariant *parameter)
{
  const char *id = parameter ? g_variant_get_string (parameter, NULL) : "";

  return *id ? id : NULL;
}

static void
on_start_play (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const BwAccountWork *work = ready (widget);

  if (work)
    present (widget, bw_play_dialog_new_start (session_of (widget), work, id_of (parameter)));
}

static void
on_play (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const BwAccountWork *work = ready (widget);
  const char *id = id_of (parameter);

  for (guint i = 0; work && i < work->n_plays; i++)
    {
      if (g_strcmp0 (work->plays[i].line.id, id) == 0)
        present (widget, bw_play_dialog_new (session_of (widget), work, &work->plays[i]));
    }
}

static void
on_note (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const BwAccountWork *work = ready (widget);
  const char *id = id_of (parameter);

  if (work && id == NULL)
    present (widget, bw_note_dialog_new (session_of (widget), work, NULL));
  for (guint i = 0; work && id && i < work->n_notes; i++)
    {
      if (g_strcmp0 (work->notes[i].line.id, id) == 0)
        present (widget, bw_note_dialog_new (session_of (widget), work, &work->notes[i]));
    }
}

static void
on_risk (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const BwAccountWork *work = ready (widget);
  const char *id = id_of (parameter);

  if (work && id == NULL)
    present (widget, bw_risk_dialog_new (session_of (widget), work, NULL));
  for (guint i = 0; work && id && i < work->n_risks; i++)
    {
      if (g_strcmp0 (work->risks[i].line.id, id) == 0)
        present (widget, bw_risk_dialog_new (session_of (widget), work, &work->risks[i]));
    }
}

static void
on_whole (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const BwAccountWork *work = ready (widget);
  BwSession *session = session_of (widget);
  const char *ids[] = { work ? work->account_id : NULL, NULL };

  if (work == NULL)
    return;
  if (g_str_equal (name, "work.plan"))
    present (widget, bw_plan_dialog_new (session, work));
  else if (g_str_equal (name, "work.answers"))
    present (widget, bw_answers_dialog_new (session, work));
  else if (g_str_equal (name, "work.snooze"))
    present (widget, bw_snooze_dialog_new (session, ids));
  else
    present (widget, bw_assign_dialog_new (session, ids));
}

void
bw_account_acting_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "work.start-play", "s", on_start_play);
  gtk_widget_class_install_action (klass, "work.play", "s", on_play);
  gtk_widget_class_install_action (klass, "work.note", "s", on_note);
  gtk_widget_class_install_action (klass, "work.risk", "s", on_risk);
  gtk_widget_class_install_action (klass, "work.plan", NULL, on_whole);
  gtk_widget_class_install_action (klass, "work.answers", NULL, on_whole);
  gtk_widget_class_install_action (klass, "work.snooze", NULL, on_whole);
  gtk_widget_class_install_action (klass, "work.assign", NULL, on_whole);
}

/* The keys work wherever the focus is in the window, as long as the page is seen. */
void
bw_account_acting_set_up (BwAccountPage *page)
{
  static const struct {
    const char *action;
    guint       key;
    gboolean    has_parameter;
  } keys[] = {
    { "work.start-play", GDK_KEY_p, TRUE }, { "work.note", GDK_KEY_n, TRUE },
    { "work.risk", GDK_KEY_r, TRUE },       { "work.plan", GDK_KEY_l, FALSE },
    { "work.answers", GDK_KEY_a, FALSE },   { "work.snooze", GDK_KEY_s, FALSE },
    { "work.assign", GDK_KEY_o, FALSE },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      GtkShortcut *shortcut
        = gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key,
                                                    GDK_CONTROL_MASK | GDK_SHIFT_MASK),
                            gtk_named_action_new (keys[i].action));

      if (keys[i].has_parameter)
        gtk_shortcut_set_arguments (shortcut, g_variant_new_string (""));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts), shortcut);
    }
  gtk_widget_add_controller (GTK_WIDGET (page), shortcuts);
}
