/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-unsent-button.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "ui/bw-session-edits.h"

/**
 * BwUnsentButton:
 *
 * Says how many edits the backend has not got, and opens them. While there is none it is not there.
 */
struct _BwUnsentButton {
  GtkWidget  parent_instance;

  GtkWidget *button;

  BwSession *session;
  gboolean   narrow;
};

G_DEFINE_FINAL_TYPE (BwUnsentButton, bw_unsent_button, GTK_TYPE_WIDGET)

static const char *
icon_of (BwSession *session)
{
  const BwUnsent *unsent = bw_session_get_unsent (session);
  BwStatus status = bw_session_get_send_status (session);

  if (unsent->conflicts > 0 || unsent->refused > 0 || bw_session_get_edits_error (session))
    return "dialog-warning-symbolic";
  if (status == BW_STATUS_SIGNED_OUT || status == BW_STATUS_REFUSED)
    return "dialog-warning-symbolic";
  return status == BW_STATUS_OFFLINE ? "network-offline-symbolic" : "document-send-symbolic";
}

static char *
describe (BwSession *session)
{
  const BwUnsent *unsent = bw_session_get_unsent (session);
  guint blocked = unsent->conflicts + unsent->refused;
  g_autofree char *all = NULL;
  g_autofree char *some = NULL;

  if (bw_session_get_edits_error (session))
    return g_strdup (_("Changes Cannot Be Read"));
  all = g_strdup_printf (ngettext ("%u change is not sent yet", "%u changes are not sent yet",
                                   unsent->all),
                         unsent->all);
  if (blocked == 0)
    return g_steal_pointer (&all);
  some = g_strdup_printf (ngettext ("%u of them waits for your decision",
                                    "%u of them wait for your decision", blocked),
                          blocked);
  /* Translators: two sentences without a full stop. */
  return g_strdup_printf (_("%s; %s"), all, some);
}

static void
update (BwUnsentButton *self)
{
  /* Where there is no backend nothing waits to be sent. */
  guint n = bw_session_has_backend (self->session) ? bw_session_get_n_unsent (self->session) : 0;
  gboolean is_broken = bw_session_get_edits_error (self->session) != NULL;
  g_autofree char *words = NULL;
  g_autofree char *label = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0 || is_broken);
  if (n == 0 && !is_broken)
    return;
  words = describe (self->session);
  /* Translators: so many changes that the backend has not got, as short as can be. */
  label = g_strdup_printf (ngettext ("%u unsent", "%u unsent", n), n);
  /* A window as wide as a phone has room for the icon alone. */
  if (self->narrow || is_broken)
    gtk_button_set_icon_name (GTK_BUTTON (self->button), icon_of (self->session));
  else
    {
      GtkWidget *content = adw_button_content_new ();

      adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon_of (self->session));
      adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
      gtk_button_set_child (GTK_BUTTON (self->button), content);
    }
  gtk_widget_set_tooltip_text (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words, -1);
}

static void
on_changed (BwSession *session, guint changes, BwUnsentButton *self)
{
  if (changes & (BW_CHANGE_EDITS | BW_CHANGE_PORTFOLIO))
    update (self);
}

static void
bw_unsent_button_dispose (GObject *object)
{
  BwUnsentButton *self = BW_UNSENT_BUTTON (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (bw_unsent_button_parent_class)->dispose (object);
}

static void
bw_unsent_button_class_init (BwUnsentButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_unsent_button_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
bw_unsent_button_init (BwUnsentButton *self)
{
  self->button = gtk_button_new ();
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.unsent");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
bw_unsent_button_set_session (BwUnsentButton *self, BwSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  update (self);
}

void
bw_unsent_button_set_narrow (BwUnsentButton *self, gboolean narrow)
{
  self->narrow = narrow;
  if (self->session)
    update (self);
}
