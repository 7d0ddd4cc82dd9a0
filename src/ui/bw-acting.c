/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-acting.h"

#include "ui/bw-window.h"
#include "ui/dialogs/bw-work-dialogs.h"
#include "ui/review/bw-review-page.h"

#define ASKED_KEY "bw-acting-asked"

/* Whoever asked for something longer ago has gone on to something else. */
#define PATIENCE (3 * G_USEC_PER_SEC)

/* What a person does at an account: the actions with the prefix "work" of a page whose class has
 * get_work(). Those that open one record have its id as parameter; the empty text stands for a new
 * one. */

/* Whether nothing else has to be closed first. */
static gboolean
is_free (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return !ADW_IS_APPLICATION_WINDOW (root)
         || adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) == NULL;
}

/* What was asked for when the page was not ready for it. */
typedef struct {
  char     *action;
  GVariant *parameter; /* (nullable) */
  gint64    asked_at;
} Asked;

static void
asked_free (Asked *asked)
{
  g_free (asked->action);
  g_clear_pointer (&asked->parameter, g_variant_unref);
  g_free (asked);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Asked, asked_free)

/* Whether an action can be done now. Else it is remembered, the last one that was asked for, until
 * bw_acting_resume(). */
static gboolean
is_ready (GtkWidget *widget, const char *action, GVariant *parameter)
{
  BwPageClass *klass = BW_PAGE_GET_CLASS (widget);
  Asked *asked;

  if (!is_free (widget))
    return FALSE;
  if (klass->prepare_work == NULL || klass->prepare_work (BW_PAGE (widget)))
    return TRUE;
  asked = g_new0 (Asked, 1);
  asked->action = g_strdup (action);
  asked->parameter = parameter ? g_variant_ref (parameter) : NULL;
  asked->asked_at = g_get_monotonic_time ();
  g_object_set_data_full (G_OBJECT (widget), ASKED_KEY, asked, (GDestroyNotify) asked_free);
  return FALSE;
}

/* The work of the page, %NULL when there is none now. */
static const BwAccountWork *
ready (GtkWidget *widget, const char *action, GVariant *parameter)
{
  return is_ready (widget, action, parameter) ? bw_page_get_work (BW_PAGE (widget)) : NULL;
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
  const BwAccountWork *work = ready (widget, name, parameter);

  if (work)
    present (widget, bw_play_dialog_new_start (session_of (widget), work, id_of (parameter)));
}

static void
on_play (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const BwAccountWork *work = ready (widget, name, parameter);
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
  const BwAccountWork *work = ready (widget, name, parameter);
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
  const BwAccountWork *work = ready (widget, name, parameter);
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
  const BwAccountWork *work = ready (widget, name, parameter);

  if (work && g_str_equal (name, "work.plan"))
    present (widget, bw_plan_dialog_new (session_of (widget), work));
  else if (work)
    present (widget, bw_answers_dialog_new (session_of (widget), work));
}

/* These can be done to several accounts at once. */
static void
on_chosen (GtkWidget *widget, const char *name, GVariant *parameter)
{
  BwPageClass *klass = BW_PAGE_GET_CLASS (widget);
  const BwAccountWork *work;
  g_auto (GStrv) ids = NULL;

  if (!is_ready (widget, name, parameter))
    return;
  if (klass->list_chosen)
    ids = klass->list_chosen (BW_PAGE (widget));
  else if ((work = bw_page_get_work (BW_PAGE (widget))))
    ids = g_strdupv ((char *[]) { work->account_id, NULL });
  if (ids == NULL || ids[0] == NULL)
    return;
  if (g_str_equal (name, "work.snooze"))
    present (widget, bw_snooze_dialog_new (session_of (widget), (const char *const *) ids));
  else
    present (widget, bw_assign_dialog_new (session_of (widget), (const char *const *) ids));
}

static void
on_review (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const BwAccountWork *work = ready (widget, name, parameter);
  GtkRoot *root = gtk_widget_get_root (widget);

  if (work && BW_IS_WINDOW (root))
    bw_review_page_open (BW_WINDOW (root), work->account_id);
}

/**
 * bw_page_get_work:
 *
 * Returns: (transfer none) (nullable): what is done about the account that is shown or chosen; it
 *   is freed when another is
 */
const BwAccountWork *
bw_page_get_work (BwPage *self)
{
  BwPageClass *klass = BW_PAGE_GET_CLASS (self);

  return klass->get_work ? klass->get_work (self) : NULL;
}

void
bw_acting_install (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "work.start-play", "s", on_start_play);
  gtk_widget_class_install_action (klass, "work.play", "s", on_play);
  gtk_widget_class_install_action (klass, "work.note", "s", on_note);
  gtk_widget_class_install_action (klass, "work.risk", "s", on_risk);
  gtk_widget_class_install_action (klass, "work.plan", NULL, on_whole);
  gtk_widget_class_install_action (klass, "work.answers", NULL, on_whole);
  gtk_widget_class_install_action (klass, "work.snooze", NULL, on_chosen);
  gtk_widget_class_install_action (klass, "work.assign", NULL, on_chosen);
  gtk_widget_class_install_action (klass, "work.review", NULL, on_review);
}

/* The keys work wherever the focus is in the window, as long as the page is seen; before the list that
 * has it, which would take one of them for unselecting all. */
void
bw_acting_set_up (BwPage *page)
{
  static const struct {
    const char *action;
    guint       key;
    gboolean    has_parameter;
  } keys[] = {
    { "work.start-play", GDK_KEY_p, TRUE }, { "work.note", GDK_KEY_n, TRUE },
    { "work.risk", GDK_KEY_r, TRUE },       { "work.plan", GDK_KEY_l, FALSE },
    { "work.answers", GDK_KEY_a, FALSE },   { "work.snooze", GDK_KEY_s, FALSE },
    { "work.assign", GDK_KEY_o, FALSE },    { "work.review", GDK_KEY_e, FALSE },
  };
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
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

/**
 * bw_acting_resume:
 *
 * Does what was asked for when the page's prepare_work() said that it was not ready. For a page to
 * call whenever it may be.
 */
void
bw_acting_resume (BwPage *page)
{
  g_autoptr (Asked) asked = g_object_steal_data (G_OBJECT (page), ASKED_KEY);

  if (asked && g_get_monotonic_time () - asked->asked_at < PATIENCE)
    gtk_widget_activate_action_variant (GTK_WIDGET (page), asked->action, asked->parameter);
}

/* What was asked for was meant for an account that is not the chosen one any more. */
void
bw_acting_forget (BwPage *page)
{
  g_object_set_data (G_OBJECT (page), ASKED_KEY, NULL);
}
