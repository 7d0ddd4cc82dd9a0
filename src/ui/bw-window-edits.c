/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-window-edits.h"

#include <glib/gi18n.h>

#include "ui/bw-session-edits.h"
#include "ui/dialogs/bw-alert.h"
#include "ui/dialogs/bw-unsent-dialog.h"

/**
 * BwWindowEdits:
 *
 * What a window says about the edits that a person makes: that they are saved, that they can be
 * undone, which are not sent, what could not be read, and before it closes how many wait.
 */
struct _BwWindowEdits {
  GObject    parent_instance;

  BwWindow  *window;    /* Not owned: it owns this. */
  BwSession *session;
  AdwToast  *toast;     /* (nullable): that of the latest save. */
  char      *told;      /* (nullable): the failure that was last said. */
  AdwDialog *question;  /* (nullable): the one before closing, while it is open; not owned. */
  gboolean   may_close; /* The person has answered it. */
  gboolean   closes_when_saved;
  gboolean   closes_when_sent;
};

G_DEFINE_FINAL_TYPE (BwWindowEdits, bw_window_edits, G_TYPE_OBJECT)

static void
enable (BwWindowEdits *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->window), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
drop_toast (BwWindowEdits *self)
{
  if (self->toast)
    {
      g_object_remove_weak_pointer (G_OBJECT (self->toast), (gpointer *) &self->toast);
      adw_toast_dismiss (self->toast);
    }
  self->toast = NULL;
}

static void
show_unsent (BwWindowEdits *self)
{
  AdwDialog *dialog =
    adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self->window));

  if (!BW_IS_UNSENT_DIALOG (dialog))
    adw_dialog_present (bw_unsent_dialog_new (self->session), GTK_WIDGET (self->window));
}

/* Closing -------------------------------------------------------------------------------------- */

static void
close_window (BwWindowEdits *self)
{
  self->may_close = TRUE;
  gtk_window_close (GTK_WINDOW (self->window));
}

static void
on_close_response (AdwAlertDialog *alert, const char *response, BwWindowEdits *self)
{
  self->question = NULL;
  if (g_str_equal (response, "close"))
    close_window (self);
  else if (g_str_equal (response, "show"))
    show_unsent (self);
  else if (g_str_equal (response, "send"))
    {
      self->closes_when_sent = TRUE;
      bw_session_send (self->session);
    }
}

/* What becomes of the edits, @blocked of which cannot be sent as they are. */
static char *
describe_closing (guint all, guint blocked)
{
  if (blocked == 0)
    return g_strdup (_("They are kept on this computer and are sent the next time Bellwether "
                       "starts."));
  if (blocked == all)
    return g_strdup (_("They are kept on this computer and wait for your decision: the backend has "
                       "refused them, or somebody else has changed the same."));
  return g_strdup_printf (ngettext ("They are kept on this computer and are sent the next time "
                                    "Bellwether starts, but for %u that waits for your decision.",
                                    "They are kept on this computer and are sent the next time "
                                    "Bellwether starts, but for %u that wait for your decision.",
                                    blocked),
                          blocked);
}

static void
ask_before_closing (BwWindowEdits *self)
{
  const BwUnsent *unsent = bw_session_get_unsent (self->session);
  guint blocked = unsent->conflicts + unsent->refused;
  g_autofree char *body = describe_closing (unsent->all, blocked);
  AdwDialog *dialog = adw_alert_dialog_new (NULL, body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_format_heading (alert, ngettext ("%u Unsent Change", "%u Unsent Changes",
                                                    unsent->all),
                                   unsent->all);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "close", _("_Quit"), NULL);
  if (unsent->all > blocked)
    {
      adw_alert_dialog_add_response (alert, "send", _("_Send Now"));
      adw_alert_dialog_set_response_appearance (alert, "send", ADW_RESPONSE_SUGGESTED);
      adw_alert_dialog_set_default_response (alert, "send");
    }
  else
    {
      adw_alert_dialog_add_response (alert, "show", _("_Show"));
      adw_alert_dialog_set_default_response (alert, "show");
    }
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_response), self, 0);
  self->question = dialog;
  bw_alert_present (dialog, GTK_WIDGET (self->window));
}

/* Goes on with closing when what it waited for has come to an end, or there is no question left: the
 * last change may have been sent while it was asked about. */
static void
go_on_closing (BwWindowEdits *self)
{
  if (self->question && bw_session_get_n_unsent (self->session) == 0)
    {
      adw_dialog_force_close (self->question);
      close_window (self);
    }
  else if (self->closes_when_saved && !bw_session_is_saving (self->session))
    {
      self->closes_when_saved = FALSE;
      gtk_window_close (GTK_WINDOW (self->window));
    }
  else if (self->closes_when_sent && !bw_session_is_sending (self->session)
           && !bw_session_is_saving (self->session))
    {
      self->closes_when_sent = FALSE;
      if (bw_session_get_n_unsent (self->session) == 0)
        close_window (self);
      else
        show_unsent (self);
    }
}

/* What the session says ------------------------------------------------------------------------ */

static void
on_saved (BwSession *session, guint n_edits, BwWindowEdits *self)
{
  BwStatus status = bw_session_get_send_status (session);
  gboolean is_offline = status == BW_STATUS_OFFLINE || status == BW_STATUS_BROKEN
                        || !g_network_monitor_get_network_available (
                             g_network_monitor_get_default ());
  g_autofree char *many = NULL;
  const char *text;

  if (!bw_session_has_backend (session))
    text = _("Saved on this computer");
  else if (status == BW_STATUS_SIGNED_OUT)
    text = _("Saved, will be sent when you have signed in");
  else if (is_offline)
    text = _("Saved, will be sent when online");
  else if (n_edits > 1)
    text = many = g_strdup_printf (ngettext ("%u change saved", "%u changes saved", n_edits),
                                   n_edits);
  else
    text = _("Saved");
  drop_toast (self);
  self->toast = adw_toast_new (text);
  adw_toast_set_use_markup (self->toast, FALSE);
  adw_toast_set_button_label (self->toast, _("_Undo"));
  adw_toast_set_action_name (self->toast, "win.undo-edit");
  g_object_add_weak_pointer (G_OBJECT (self->toast), (gpointer *) &self->toast);
  bw_window_add_toast (self->window, self->toast);
}

/* A damaged file of edits is said once, loudly: what was in it may be gone. */
static void
tell_salvage (BwWindowEdits *self, const char *salvage)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Damaged Changes"), salvage);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", _("_Close"), "show", _("_Show Changes"), NULL);
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_close_response), self, 0);
  bw_alert_present (dialog, GTK_WIDGET (self->window));
}

static void
on_changed (BwSession *session, guint changes, BwWindowEdits *self)
{
  g_autofree char *salvage = NULL;
  const GError *error;

  if (!(changes & (BW_CHANGE_EDITS | BW_CHANGE_PORTFOLIO | BW_CHANGE_STATUS)))
    return;
  enable (self, "undo-edit", bw_session_can_undo (session));
  enable (self, "unsent", bw_session_get_portfolio (session) != NULL);
  enable (self, "send-edits", bw_session_has_backend (session) && !bw_session_is_sending (session));
  if (!(changes & BW_CHANGE_EDITS))
    return;
  if (!bw_session_can_undo (session))
    drop_toast (self);
  salvage = bw_session_take_salvage (session);
  if (salvage)
    tell_salvage (self, salvage);
  error = bw_session_get_edits_error (session);
  if (error && g_strcmp0 (self->told, error->message) != 0)
    bw_window_say (self->window, error->message);
  g_set_str (&self->told, error ? error->message : NULL);
  go_on_closing (self);
}

/* Actions -------------------------------------------------------------------------------------- */

static void
on_undone (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (BwWindow) window = user_data;
  g_autoptr (GError) error = NULL;

  if (bw_session_undo_finish (BW_SESSION (source), result, &error))
    bw_window_say (window, _("Undone"));
  else
    bw_window_say (window, error->message);
}

static void
on_undo_edit (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwWindowEdits *self = data;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self->window));

  /* While somebody types, the key takes back what was typed, and nothing else. */
  if (focus && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    {
      gtk_widget_activate_action (focus, "text.undo", NULL);
      return;
    }
  drop_toast (self);
  bw_session_undo_async (self->session, on_undone, g_object_ref (self->window));
  enable (self, "undo-edit", bw_session_can_undo (self->session));
}

static void
on_unsent (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_unsent (data);
}

static void
on_send_edits (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_send (((BwWindowEdits *) data)->session);
}

static const GActionEntry entries[] = {
  { .name = "undo-edit", .activate = on_undo_edit },
  { .name = "unsent", .activate = on_unsent },
  { .name = "send-edits", .activate = on_send_edits },
};

static void
bw_window_edits_dispose (GObject *object)
{
  BwWindowEdits *self = BW_WINDOW_EDITS (object);

  if (self->toast)
    g_object_remove_weak_pointer (G_OBJECT (self->toast), (gpointer *) &self->toast);
  self->toast = NULL;
  g_clear_pointer (&self->told, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_window_edits_parent_class)->dispose (object);
}

static void
bw_window_edits_class_init (BwWindowEditsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_window_edits_dispose;
}

static void
bw_window_edits_init (BwWindowEdits *self)
{
}

/**
 * bw_window_edits_new:
 * @window: the window, which keeps this
 *
 * Adds the actions for edits to @window.
 */
BwWindowEdits *
bw_window_edits_new (BwWindow *window)
{
  BwWindowEdits *self = g_object_new (BW_TYPE_WINDOW_EDITS, NULL);

  self->window = window;
  self->session = g_object_ref (bw_window_get_session (window));
  g_action_map_add_action_entries (G_ACTION_MAP (window), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->session, "saved", G_CALLBACK (on_saved), self, 0);
  on_changed (self->session, BW_CHANGE_EDITS, self);
  return self;
}

/**
 * bw_window_edits_may_close:
 *
 * Returns: whether the window may close now; when not, it has asked the person or waits for a save,
 *   and closes later
 */
gboolean
bw_window_edits_may_close (BwWindowEdits *self)
{
  if (self->may_close)
    return TRUE;
  if (bw_session_is_saving (self->session))
    {
      self->closes_when_saved = TRUE;
      return FALSE;
    }
  if (bw_session_get_n_unsent (self->session) == 0 || !bw_session_has_backend (self->session))
    return TRUE;
  if (self->question == NULL)
    ask_before_closing (self);
  return FALSE;
}
