/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-window.h"

#include <glib/gi18n.h>

#include "ui/bw-pages.h"
#include "ui/bw-sidebar.h"
#include "ui/bw-window-actions.h"
#include "ui/bw-window-closing.h"
#include "ui/bw-window-edits.h"
#include "ui/pages/bw-welcome-page.h"
#include "ui/review/bw-review-closing.h"

/**
 * BwWindow:
 *
 * The window: the list of pages at the side and the page in the middle, or the welcome page while
 * there is no portfolio. It holds no data; that is the session's.
 */
struct _BwWindow {
  AdwApplicationWindow    parent_instance;

  AdwToastOverlay        *toasts;
  GtkStack               *stack;
  AdwNavigationSplitView *split_view;
  BwSidebar              *sidebar;
  AdwNavigationView      *navigation;
  GtkWidget              *welcome; /* (nullable): made when it is first needed. */

  BwSession              *session;
  gboolean                tight;
  gboolean                collapsed;
  gboolean                narrow;
  BwWindowEdits          *edits;
};

G_DEFINE_FINAL_TYPE (BwWindow, bw_window, ADW_TYPE_APPLICATION_WINDOW)

enum {
  PROP_0,
  PROP_SESSION,
  PROP_TIGHT,
  PROP_COLLAPSED,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/**
 * bw_window_show_welcome:
 *
 * Shows the ways to a portfolio in place of the pages, which going to a page brings back.
 */
void
bw_window_show_welcome (BwWindow *self)
{
  if (self->welcome == NULL)
    {
      self->welcome = bw_welcome_page_new ();
      gtk_stack_add_named (self->stack, self->welcome, "welcome");
    }
  gtk_stack_set_visible_child_name (self->stack, "welcome");
}

static void
on_changed (BwSession *session, guint changes, BwWindow *self)
{
  const char *visible = gtk_stack_get_visible_child_name (self->stack);

  bw_window_actions_update (self, changes);
  if (!(changes & BW_CHANGE_PORTFOLIO))
    return;
  if (bw_session_get_portfolio (session) == NULL)
    bw_window_show_welcome (self);
  else
    {
      g_autofree char *page = g_settings_get_string (bw_session_get_settings (session),
                                                     "last-page");

      gtk_stack_set_visible_child_name (self->stack, "main");
      if (bw_window_get_page (self) == NULL || g_strcmp0 (visible, "main") != 0)
        bw_window_go_to (self, bw_pages_find (page) ? page : "portfolio");
    }
}

static void
on_page_chosen (BwSidebar *sidebar, const char *name, BwWindow *self)
{
  bw_window_go_to (self, name);
}

static void
bw_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  BwWindow *self = BW_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_TIGHT:
      g_value_set_boolean (value, self->tight);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
bw_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  BwWindow *self = BW_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_TIGHT:
      if (self->tight != g_value_get_boolean (value))
        {
          self->tight = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_COLLAPSED:
      if (self->collapsed != g_value_get_boolean (value))
        {
          self->collapsed = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    case PROP_NARROW:
      if (self->narrow != g_value_get_boolean (value))
        {
          self->narrow = g_value_get_boolean (value);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static gboolean
focus_dialog (gpointer data)
{
  BwWindow *self = data;
  AdwDialog *dialog
    = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));

  if (dialog != NULL && gtk_window_get_focus (GTK_WINDOW (self)) == NULL)
    gtk_widget_child_focus (GTK_WIDGET (dialog), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

/* A dialog hears its keys, Escape among them, only while something in it has the focus; a button
 * that can not be pressed any more and a row that is made anew leave it nowhere. Whoever took it
 * away may be about to give it back. */
static void
on_focus_changed (BwWindow *self)
{
  if (gtk_window_get_focus (GTK_WINDOW (self)) == NULL
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self)) != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, focus_dialog, g_object_ref (self), g_object_unref);
}

static void
bw_window_constructed (GObject *object)
{
  BwWindow *self = BW_WINDOW (object);
  GSettings *settings = bw_session_get_settings (self->session);

  G_OBJECT_CLASS (bw_window_parent_class)->constructed (object);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  bw_session_hold (self->session);
  bw_sidebar_set_session (self->sidebar, self->session);
  bw_window_actions_add (self);
  bw_window_closing_set_up (ADW_APPLICATION_WINDOW (self));
  self->edits = bw_window_edits_new (self);
  g_signal_connect_object (self->session, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect (self, "notify::focus-widget", G_CALLBACK (on_focus_changed), NULL);
  on_changed (self->session, BW_CHANGE_ALL, self);
}

static void
on_after_paint (GdkFrameClock *clock, BwWindow *self)
{
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, self);
  bw_session_release (self->session);
}

static void
bw_window_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (bw_window_parent_class)->realize (widget);
  g_signal_connect_object (gtk_widget_get_frame_clock (widget), "after-paint",
                           G_CALLBACK (on_after_paint), widget, 0);
}

static gboolean
bw_window_close_request (GtkWindow *window)
{
  BwWindow *self = BW_WINDOW (window);
  GSettings *settings = bw_session_get_settings (self->session);
  int width, height;

  if (!bw_window_edits_may_close (self->edits)
      || !bw_review_closing_may_close (ADW_APPLICATION_WINDOW (window)))
    return TRUE;
  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_int (settings, "window-width", MAX (width, 360));
  g_settings_set_int (settings, "window-height", MAX (height, 294));
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (window));
  return GTK_WINDOW_CLASS (bw_window_parent_class)->close_request (window);
}

static void
bw_window_dispose (GObject *object)
{
  BwWindow *self = BW_WINDOW (object);

  /* A presentation ends with the window, and the session tells everybody. */
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->edits);
  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_window_parent_class)->dispose (object);
}

static void
bw_window_class_init (BwWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = bw_window_get_property;
  object_class->set_property = bw_window_set_property;
  object_class->constructed = bw_window_constructed;
  object_class->dispose = bw_window_dispose;
  widget_class->realize = bw_window_realize;
  GTK_WINDOW_CLASS (klass)->close_request = bw_window_close_request;

  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, BW_TYPE_SESSION,
                                             G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY
                                               | G_PARAM_STATIC_STRINGS);
  props[PROP_TIGHT] = g_param_spec_boolean ("tight", NULL, NULL, FALSE,
                                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                              | G_PARAM_STATIC_STRINGS);
  props[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  props[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE,
                                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                               | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  g_type_ensure (BW_TYPE_SIDEBAR);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-window.ui");
  gtk_widget_class_bind_template_child (widget_class, BwWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, split_view);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, BwWindow, navigation);
}

static void
bw_window_init (BwWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->sidebar, "page-chosen", G_CALLBACK (on_page_chosen), self);
}

/**
 * bw_window_new:
 * @session: what the window shows and changes
 */
BwWindow *
bw_window_new (AdwApplication *application, BwSession *session)
{
  return g_object_new (BW_TYPE_WINDOW, "application", application, "session", session, NULL);
}

BwSession *
bw_window_get_session (BwWindow *self)
{
  return self->session;
}

gboolean
bw_window_get_narrow (BwWindow *self)
{
  return self->narrow;
}

/**
 * bw_window_get_page:
 *
 * Returns: (nullable) (transfer none): the page that is shown, %NULL while it is the welcome
 */
BwPage *
bw_window_get_page (BwWindow *self)
{
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (self->navigation);

  return BW_IS_PAGE (page) ? BW_PAGE (page) : NULL;
}

/**
 * bw_window_go_to:
 * @page: the name of a page of the sidebar
 *
 * Shows that page in place of all that is open. It is made the first time, and stays in the window:
 * GTK does not expect that a widget which a screen reader holds goes and comes back.
 */
void
bw_window_go_to (BwWindow *self, const char *page)
{
  const BwPageInfo *info = bw_pages_find (page);
  AdwNavigationPage *found;

  g_return_if_fail (info != NULL);
  gtk_stack_set_visible_child_name (self->stack, "main");
  found = adw_navigation_view_find_page (self->navigation, info->name);
  if (found == NULL)
    {
      found = g_object_new (info->get_type (), "session", self->session, "title",
                            _(info->title), "tag", info->name, NULL);
      adw_navigation_view_add (self->navigation, found);
    }
  if (adw_navigation_view_get_visible_page (self->navigation) != found)
    adw_navigation_view_replace (self->navigation, &found, 1);
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  bw_sidebar_set_page (self->sidebar, info->name);
  g_settings_set_string (bw_session_get_settings (self->session), "last-page", info->name);
}

/**
 * bw_window_push:
 * @page: (transfer floating): a page that is reached from the one shown, and left by going back
 */
void
bw_window_push (BwWindow *self, BwPage *page)
{
  adw_navigation_view_push (self->navigation, ADW_NAVIGATION_PAGE (page));
}

/**
 * bw_window_show_accounts:
 * @filter: which accounts; it takes the place of the filter there is
 *
 * Shows the list of the accounts that pass @filter.
 */
void
bw_window_show_accounts (BwWindow *self, const BwAccountFilter *filter)
{
  bw_session_set_filter (self->session, filter);
  if (bw_pages_find ("accounts"))
    bw_window_go_to (self, "accounts");
}

/**
 * bw_window_add_toast:
 * @toast: (transfer full): what to show for a moment at the foot of the window
 */
void
bw_window_add_toast (BwWindow *self, AdwToast *toast)
{
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * bw_window_say:
 *
 * Shows @text for a moment at the foot of the window.
 */
void
bw_window_say (BwWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  bw_window_add_toast (self, toast);
}
