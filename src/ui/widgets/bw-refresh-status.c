/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-refresh-status.h"

#include <adwaita.h>

#include "ui/widgets/bw-label-tooltip.h"

/**
 * BwRefreshStatus:
 *
 * How old the data is, how a refresh is getting on, and what to do when one has failed.
 */
struct _BwRefreshStatus {
  GtkWidget       parent_instance;

  GtkProgressBar *progress_bar;
  GtkWidget      *box; /* Bound, as every direct child has to be to go with its parent. */
  GtkImage       *icon;
  GtkLabel       *words_label;
  GtkLabel       *detail_label;
  GtkButton      *remedy_button;

  BwSession      *session;
  BwStatus        announced;
};

G_DEFINE_FINAL_TYPE (BwRefreshStatus, bw_refresh_status, GTK_TYPE_WIDGET)

typedef struct {
  const char *icon;
  const char *css_class;
} Look;

/* The icons differ in shape, so that the state is plain without colour. */
static Look
look_of (BwStatus status)
{
  switch (status)
    {
    case BW_STATUS_UP_TO_DATE:
      return (Look) { "object-select-symbolic", "success" };
    case BW_STATUS_REFRESHING:
      return (Look) { "view-refresh-symbolic", "accent" };
    case BW_STATUS_OFFLINE:
      return (Look) { "network-offline-symbolic", "warning" };
    case BW_STATUS_REFUSED:
      return (Look) { "action-unavailable-symbolic", "error" };
    case BW_STATUS_SIGNED_OUT:
      return (Look) { "system-lock-screen-symbolic", "warning" };
    case BW_STATUS_BROKEN:
      return (Look) { "dialog-error-symbolic", "error" };
    case BW_STATUS_CANCELLED:
    case BW_STATUS_NEVER:
    default:
      return (Look) { "document-open-recent-symbolic", "dimmed" };
    }
}

static void
on_changed (BwSession *session, guint changes, BwRefreshStatus *self)
{
  BwStatus status = bw_session_get_status (session);
  const char *action = NULL;
  const char *remedy;
  g_autofree char *detail = NULL;
  g_autofree char *words = NULL;
  double progress = bw_session_get_progress (session);
  const char *classes[2] = { NULL, NULL };
  Look look = look_of (status);

  if (!(changes & (BW_CHANGE_STATUS | BW_CHANGE_DATA | BW_CHANGE_PORTFOLIO)))
    return;
  words = bw_session_describe_status (session, &detail);
  gtk_label_set_text (self->words_label, words);
  gtk_label_set_text (self->detail_label, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), detail != NULL);
  gtk_image_set_from_icon_name (self->icon, look.icon);
  classes[0] = look.css_class;
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);

  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), status == BW_STATUS_REFRESHING);
  if (status == BW_STATUS_REFRESHING)
    {
      if (progress >= 0)
        gtk_progress_bar_set_fraction (self->progress_bar, progress);
      else
        gtk_progress_bar_pulse (self->progress_bar);
    }

  /* While all is well the menu and the keyboard refresh; a button here is for when it is not. */
  remedy = bw_session_get_remedy (session, &action);
  gtk_widget_set_visible (GTK_WIDGET (self->remedy_button),
                          remedy != NULL && status != BW_STATUS_UP_TO_DATE);
  if (remedy)
    {
      gtk_button_set_label (self->remedy_button, remedy);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->remedy_button), action);
    }

  if (status != self->announced && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), words,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
  self->announced = status;
}

static void
bw_refresh_status_dispose (GObject *object)
{
  BwRefreshStatus *self = BW_REFRESH_STATUS (object);

  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_REFRESH_STATUS);
  G_OBJECT_CLASS (bw_refresh_status_parent_class)->dispose (object);
}

static void
bw_refresh_status_class_init (BwRefreshStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_refresh_status_dispose;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-refresh-status.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRefreshStatus, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, BwRefreshStatus, box);
  gtk_widget_class_bind_template_child (widget_class, BwRefreshStatus, icon);
  gtk_widget_class_bind_template_child (widget_class, BwRefreshStatus, words_label);
  gtk_widget_class_bind_template_child (widget_class, BwRefreshStatus, detail_label);
  gtk_widget_class_bind_template_child (widget_class, BwRefreshStatus, remedy_button);
}

static void
bw_refresh_status_init (BwRefreshStatus *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  bw_label_tooltip_follow (self->detail_label);
}

void
bw_refresh_status_set_session (BwRefreshStatus *self, BwSession *session)
{
  g_return_if_fail (self->session == NULL);
  self->session = g_object_ref (session);
  self->announced = bw_session_get_status (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, 0);
  on_changed (session, BW_CHANGE_ALL, self);
}
