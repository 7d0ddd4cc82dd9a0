/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-present.h"

#include <glib/gi18n.h>

#include "ui/bw-shortcuts.h"
#include "ui/dialogs/bw-shortcuts-dialog.h"
#include "ui/review/bw-audience-window.h"
#include "ui/review/bw-displays.h"
#include "ui/review/bw-present-keys.h"
#include "ui/review/bw-presenter-window.h"
#include "ui/review/bw-slide-list.h"

/**
 * BwPresent:
 *
 * Presents a deck: the window that the audience sees on one display, that of the presenter on the
 * other, and the actions of both. From the start to the end the window of the program is away and
 * the session says that it is presenting, so that nothing of another customer can come up: the
 * windows of the presentation do not belong to the application, and none of its keys works there.
 */
struct _BwPresent {
  GObject             parent_instance;

  BwSession          *session;
  GtkApplication     *application; /* (nullable) */
  GtkWindow          *parent;      /* (nullable): until it is destroyed. */
  BwPresentation     *presentation;
  BwSlideTheme       *theme;

  GtkWindow          *audience;
  GtkWindow          *presenter;   /* (nullable): with one display only when it is asked for. */
  GtkWidget          *list;        /* (nullable): of the slides, while it is open. */
  GSimpleActionGroup *actions;
  GMenu              *displays;
  GListModel         *monitors;
  GdkMonitor         *own;         /* (nullable): of the presenter, before it all began. */
  gboolean            windowed;        /* Not full screen. */
  gboolean            wants_presenter;
  gboolean            has_wish;    /* Somebody has said whether they want that window. */
  guint               inhibited;
};

G_DEFINE_FINAL_TYPE (BwPresent, bw_present, G_TYPE_OBJECT)

enum {
  SIGNAL_ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

#define RUNNING "bw-present"

/* The name of a display, "" for the one that is likely, or this for no full screen. */
#define SETTING "presentation-display"
#define IN_A_WINDOW "window"

/* Without full screen, as a slide is. */
#define WINDOW_WIDTH 1280
#define WINDOW_HEIGHT 720

static const char *const bucket_words[] = { "week", "month", "quarter" };

/* Displays ------------------------------------------------------------------------------------- */

static GSettings *
settings_of (BwPresent *self)
{
  return bw_session_get_settings (self->session);
}

/* Returns (nullable) (transfer full): where the window of the program is, which is likely the
 * presenter's own display. */
static GdkMonitor *
find_own (GtkWindow *parent)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (parent));
  GdkMonitor *own = surface ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface),
                                                                  surface)
                            : NULL;

  return own ? g_object_ref (own) : NULL;
}

/* Returns (nullable) (transfer full): the display for the audience. */
static GdkMonitor *
find_for_audience (BwPresent *self)
{
  g_autofree char *wanted = g_settings_get_string (settings_of (self), SETTING);

  return bw_displays_find (self->monitors, wanted, self->own);
}

static void
fill_displays (BwPresent *self)
{
  bw_displays_fill_menu (self->monitors, self->displays, "present.display");
  g_menu_append (self->displays, _("In a Window"), "present.display::" IN_A_WINDOW);
}

static void
set_state (BwPresent *self, const char *name, GVariant *state)
{
  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), state);
}

static void need_presenter (BwPresent *self);

/* A display that was unplugged and is back is another object of the same name. */
static void
find_own_again (BwPresent *self)
{
  if (self->own == NULL || gdk_monitor_is_valid (self->own))
    return;
  for (guint i = 0; i < g_list_model_get_n_items (self->monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (self->monitors, i);

      if (g_str_equal (bw_display_get_name (monitor), bw_display_get_name (self->own)))
        {
          g_set_object (&self->own, monitor);
          return;
        }
    }
}

/* Puts the windows on the displays that there are. */
static void
place_windows (BwPresent *self)
{
  g_autoptr (GdkMonitor) monitor = find_for_audience (self);
  g_autoptr (GdkMonitor) other = bw_displays_find_other (self->monitors, monitor, self->own);
  gboolean windowed = self->windowed || monitor == NULL;
  BwSlideSize size = windowed ? BW_SLIDE_WIDE : bw_display_get_slide_size (monitor);

  if (!self->has_wish)
    self->wants_presenter = windowed || other != NULL;
  bw_audience_window_set_look (BW_AUDIENCE_WINDOW (self->audience), self->theme, size);
  if (windowed)
    {
      gtk_window_unfullscreen (self->audience);
      gtk_window_set_default_size (self->audience, WINDOW_WIDTH, WINDOW_HEIGHT);
    }
  else
    bw_display_fill (monitor, self->audience);
  gtk_window_present (self->audience);

  if (!self->wants_presenter)
    g_clear_pointer (&self->presenter, gtk_window_destroy);
  else
    {
      need_presenter (self);
      bw_presenter_window_set_look (BW_PRESENTER_WINDOW (self->presenter), self->theme, size);
      if (windowed || other == NULL)
        gtk_window_unfullscreen (self->presenter);
      else
        bw_display_fill (other, self->presenter);
      gtk_window_present (self->presenter);
    }
  set_state (self, "presenter-view", g_variant_new_boolean (self->presenter != NULL));
  set_state (self, "display",
             g_variant_new_string (windowed ? IN_A_WINDOW
                                            : bw_display_get_name (monitor)));
}

static void
on_monitors (GListModel *monitors, guint position, guint removed, guint added, BwPresent *self)
{
  find_own_again (self);
  fill_displays (self);
  place_windows (self);
}

/* What is shown -------------------------------------------------------------------------------- */

/* Where the keyboard is. */
static GtkWindow *
active_window (BwPresent *self)
{
  if (self->presenter && !gtk_window_is_active (self->audience))
    return self->presenter;
  return self->audience;
}

static void
announce (BwPresent *self)
{
  guint place = bw_presentation_get_place (self->presentation);
  const BwSlide *slide = bw_presentation_get_slide (self->presentation, place);
  BwSlideView *view = bw_audience_window_get_view (BW_AUDIENCE_WINDOW (self->audience));
  g_autofree char *content = bw_slide_view_describe (view);
  /* Translators: what a screen reader says of a slide: its number, how many there are, its title
   * and what stands on it. */
  g_autofree char *text = g_strdup_printf (_("Slide %1$u of %2$u: %3$s\n%4$s"), place + 1,
                                           bw_presentation_get_n_slides (self->presentation),
                                           slide->title ? slide->title : "", content);

  gtk_accessible_announce (GTK_ACCESSIBLE (active_window (self)), text,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The keys for the next slide are not to go to a chart that is another, or is no more. */
static void
leave_charts (GtkWindow *window)
{
  GtkWidget *focus = window ? gtk_window_get_focus (window) : NULL;

  if (BW_IS_CHART_VIEW (focus))
    gtk_window_set_focus (window, NULL);
}

static void
enable (BwPresent *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
update_actions (BwPresent *self)
{
  BwScreen screen = bw_presentation_get_screen (self->presentation);
  gboolean can = bw_presentation_can_rebucket (self->presentation);
  BwBucket bucket = bw_presentation_get_bucket (self->presentation);

  set_state (self, "black", g_variant_new_boolean (screen == BW_SCREEN_BLACK));
  set_state (self, "white", g_variant_new_boolean (screen == BW_SCREEN_WHITE));
  set_state (self, "laser",
             g_variant_new_boolean (bw_presentation_get_laser (self->presentation, NULL, NULL)));
  set_state (self, "peers", g_variant_new_boolean (bw_presentation_get_peers (self->presentation)));
  set_state (self, "bucket", g_variant_new_string (bucket_words[bucket]));
  enable (self, "peers", can);
  enable (self, "bucket", can);
  enable (self, "next-bucket", can);
}

static void
on_changed (BwPresentation *presentation, guint changes, BwPresent *self)
{
  if (changes & BW_PRESENTATION_SLIDE)
    {
      leave_charts (self->audience);
      leave_charts (self->presenter);
      announce (self);
    }
  if (changes & (BW_PRESENTATION_SLIDE | BW_PRESENTATION_STATE))
    update_actions (self);
}

/* Actions -------------------------------------------------------------------------------------- */

static void
on_next (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_presentation_step (((BwPresent *) data)->presentation, 1);
}

static void
on_previous (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresentation *presentation = ((BwPresent *) data)->presentation;

  if (bw_presentation_get_typed (presentation) > 0)
    bw_presentation_clear_typed (presentation);
  else
    bw_presentation_step (presentation, -1);
}

static void
on_first (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_presentation_go_to (((BwPresent *) data)->presentation, 0);
}

static void
on_last (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_presentation_go_to (((BwPresent *) data)->presentation, G_MAXUINT);
}

static void
on_enter (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresentation *presentation = ((BwPresent *) data)->presentation;
  guint typed = bw_presentation_get_typed (presentation);

  if (typed > 0)
    bw_presentation_go_to (presentation, typed - 1);
  else
    bw_presentation_step (presentation, 1);
}

static void
on_black (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresentation *presentation = ((BwPresent *) data)->presentation;
  gboolean is_black = bw_presentation_get_screen (presentation) == BW_SCREEN_BLACK;

  bw_presentation_set_screen (presentation, is_black ? BW_SCREEN_SLIDE : BW_SCREEN_BLACK);
}

static void
on_white (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresentation *presentation = ((BwPresent *) data)->presentation;
  gboolean is_white = bw_presentation_get_screen (presentation) == BW_SCREEN_WHITE;

  bw_presentation_set_screen (presentation, is_white ? BW_SCREEN_SLIDE : BW_SCREEN_WHITE);
}

static void
on_laser (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresentation *presentation = ((BwPresent *) data)->presentation;

  bw_presentation_set_laser (presentation, !bw_presentation_get_laser (presentation, NULL, NULL));
}

static void
on_peers (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresentation *presentation = ((BwPresent *) data)->presentation;

  bw_presentation_set_peers (presentation, !bw_presentation_get_peers (presentation));
}

static void
on_bucket (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *word = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (bucket_words); i++)
    if (g_str_equal (word, bucket_words[i]))
      bw_presentation_set_bucket (((BwPresent *) data)->presentation, (BwBucket) i);
}

static void
on_next_bucket (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresentation *presentation = ((BwPresent *) data)->presentation;
  guint next = (guint) bw_presentation_get_bucket (presentation) + 1;

  bw_presentation_set_bucket (presentation, (BwBucket) (next % G_N_ELEMENTS (bucket_words)));
}

static gboolean
drop_list (gpointer data)
{
  BwPresent *self = data;

  g_clear_pointer (&self->list, gtk_widget_unparent);
  return G_SOURCE_REMOVE;
}

/* It is made when it is opened, and goes when it has closed, outside of its own signal. */
static void
on_list_closed (GtkPopover *popover, BwPresent *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, drop_list, g_object_ref (self), g_object_unref);
}

static void
on_list (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresent *self = data;
  GtkWidget *child = self->presenter ? adw_window_get_content (ADW_WINDOW (self->presenter))
                                     : gtk_window_get_child (self->audience);

  if (self->list)
    return;
  self->list = bw_slide_list_popover_new (self->presentation);
  gtk_widget_set_parent (self->list, child);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->list),
                               &(GdkRectangle) { gtk_widget_get_width (child) / 2,
                                                 gtk_widget_get_height (child) / 8, 1, 1 });
  g_signal_connect (self->list, "closed", G_CALLBACK (on_list_closed), self);
  gtk_popover_popup (GTK_POPOVER (self->list));
}

static void
show_on (BwPresent *self, const char *display)
{
  g_settings_set_string (settings_of (self), SETTING, display);
  self->windowed = g_str_equal (display, IN_A_WINDOW);
  place_windows (self);
}

static void
on_display (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_on (data, g_variant_get_string (parameter, NULL));
}

static void
on_swap (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresent *self = data;
  g_autoptr (GdkMonitor) monitor = find_for_audience (self);
  g_autoptr (GdkMonitor) other = bw_displays_find_other (self->monitors, monitor, NULL);

  if (other)
    show_on (self, bw_display_get_name (other));
}

/* For now: the display is remembered, and so is the choice of none. */
static void
on_full_screen (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresent *self = data;

  self->windowed = !self->windowed;
  place_windows (self);
}

static void
on_presenter_view (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresent *self = data;

  self->has_wish = TRUE;
  self->wants_presenter = self->presenter == NULL;
  place_windows (self);
}

static void
resize_notes (BwPresent *self, int steps)
{
  if (self->presenter)
    bw_presenter_window_resize_notes (BW_PRESENTER_WINDOW (self->presenter), steps);
}

static void
scroll_notes (BwPresent *self, int steps)
{
  if (self->presenter)
    bw_presenter_window_scroll_notes (BW_PRESENTER_WINDOW (self->presenter), steps);
}

static void
on_larger_notes (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  resize_notes (data, 1);
}

static void
on_smaller_notes (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  resize_notes (data, -1);
}

static void
on_notes_down (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  scroll_notes (data, 1);
}

static void
on_notes_up (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  scroll_notes (data, -1);
}

static void
on_keys (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_dialog_present (bw_shortcuts_dialog_new (BW_SHORTCUTS_PRESENTING),
                      GTK_WIDGET (active_window (data)));
}

static void
on_end (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_present_end (data);
}

/* What lies over the slide goes first, so that the key that takes it away does not end all. */
static void
on_back_out (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPresent *self = data;

  if (self->list && gtk_widget_get_visible (self->list))
    gtk_popover_popdown (GTK_POPOVER (self->list));
  else if (!bw_presentation_back_out (self->presentation))
    bw_present_end (self);
}

static const GActionEntry entries[] = {
  { .name = "next", .activate = on_next },
  { .name = "previous", .activate = on_previous },
  { .name = "first", .activate = on_first },
  { .name = "last", .activate = on_last },
  { .name = "enter", .activate = on_enter },
  { .name = "black", .activate = on_black, .state = "false" },
  { .name = "white", .activate = on_white, .state = "false" },
  { .name = "laser", .activate = on_laser, .state = "false" },
  { .name = "peers", .activate = on_peers, .state = "false" },
  { .name = "bucket", .activate = on_bucket, .parameter_type = "s", .state = "'month'" },
  { .name = "next-bucket", .activate = on_next_bucket },
  { .name = "list", .activate = on_list },
  { .name = "display", .activate = on_display, .parameter_type = "s", .state = "''" },
  { .name = "swap", .activate = on_swap },
  { .name = "full-screen", .activate = on_full_screen },
  { .name = "presenter-view", .activate = on_presenter_view, .state = "false" },
  { .name = "larger-notes", .activate = on_larger_notes },
  { .name = "smaller-notes", .activate = on_smaller_notes },
  { .name = "notes-down", .activate = on_notes_down },
  { .name = "notes-up", .activate = on_notes_up },
  { .name = "keys", .activate = on_keys },
  { .name = "back-out", .activate = on_back_out },
  { .name = "end", .activate = on_end },
};

/* Windows -------------------------------------------------------------------------------------- */

static GMenuModel *
create_menu (BwPresent *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) places = g_menu_new ();
  g_autoptr (GMenu) screen = g_menu_new ();
  g_autoptr (GMenu) chart = g_menu_new ();
  g_autoptr (GMenu) windows = g_menu_new ();
  g_autoptr (GMenu) end = g_menu_new ();

  g_menu_append (places, _("_Go to a Slide…"), "present.list");
  g_menu_append (screen, _("_Black Screen"), "present.black");
  g_menu_append (screen, _("_White Screen"), "present.white");
  g_menu_append (screen, _("_Laser Pointer"), "present.laser");
  g_menu_append (chart, _("Points for Wee_ks"), "present.bucket::week");
  g_menu_append (chart, _("Points for _Months"), "present.bucket::month");
  g_menu_append (chart, _("Points for _Quarters"), "present.bucket::quarter");
  g_menu_append (chart, _("_Peers"), "present.peers");
  g_menu_append (windows, _("Presenter _View"), "present.presenter-view");
  g_menu_append (windows, _("_Swap Displays"), "present.swap");
  g_menu_append_submenu (windows, _("_Audience On"), G_MENU_MODEL (self->displays));
  g_menu_append (end, _("_Keyboard Shortcuts"), "present.keys");
  g_menu_append (end, _("_End the Presentation"), "present.end");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (places));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (screen));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (chart));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (windows));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (end));
  return G_MENU_MODEL (menu);
}

static gboolean
on_close_request (GtkWindow *window, BwPresent *self)
{
  bw_present_end (self);
  return GDK_EVENT_STOP;
}

/* The first widget that can have it would take the keyboard: a chart, or the button that ends. */
static void
on_map (GtkWindow *window, BwPresent *self)
{
  gtk_window_set_focus (window, NULL);
}

static void
set_up_window (BwPresent *self, GtkWindow *window)
{
  gtk_widget_insert_action_group (GTK_WIDGET (window), "present", G_ACTION_GROUP (self->actions));
  bw_present_keys_add (window, self->presentation, G_ACTION_GROUP (self->actions));
  g_signal_connect_object (window, "close-request", G_CALLBACK (on_close_request), self, 0);
  g_signal_connect_object (window, "map", G_CALLBACK (on_map), self, G_CONNECT_AFTER);
}

static void
need_presenter (BwPresent *self)
{
  g_autoptr (GMenuModel) menu = NULL;

  if (self->presenter)
    return;
  menu = create_menu (self);
  self->presenter = bw_presenter_window_new (self->presentation, settings_of (self));
  bw_presenter_window_set_menu (BW_PRESENTER_WINDOW (self->presenter), menu);
  set_up_window (self, self->presenter);
  bw_slide_view_set_twin (bw_presenter_window_get_view (BW_PRESENTER_WINDOW (self->presenter)),
                          bw_audience_window_get_view (BW_AUDIENCE_WINDOW (self->audience)));
}

static void
on_parent_destroyed (GtkWindow *parent, BwPresent *self)
{
  self->parent = NULL;
  bw_present_end (self);
}

static void
bw_present_dispose (GObject *object)
{
  BwPresent *self = BW_PRESENT (object);

  g_clear_pointer (&self->list, gtk_widget_unparent);
  g_clear_pointer (&self->presenter, gtk_window_destroy);
  g_clear_pointer (&self->audience, gtk_window_destroy);
  g_clear_object (&self->actions);
  g_clear_object (&self->displays);
  g_clear_object (&self->own);
  g_clear_object (&self->presentation);
  g_clear_pointer (&self->theme, bw_slide_theme_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_present_parent_class)->dispose (object);
}

static void
bw_present_class_init (BwPresentClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_present_dispose;

  /**
   * BwPresent::ended:
   *
   * The presentation is over, and its windows are about to go.
   */
  signals[SIGNAL_ENDED] = g_signal_new ("ended", BW_TYPE_PRESENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
bw_present_init (BwPresent *self)
{
  self->actions = g_simple_action_group_new ();
  self->displays = g_menu_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * bw_present_start:
 * @parent: the window of the program, which is away until the end
 * @session: what the deck was made from
 * @deck: (transfer full): what is presented; a slide of it is not hidden
 * @theme: how it looks; it is copied
 * @first_slide: which of the slides that are not hidden comes first, from 0
 *
 * Begins to present. Only one presentation runs at a time.
 *
 * Returns: (transfer none): the presentation, which lives until it has emitted "ended"
 */
BwPresent *
bw_present_start (GtkWindow *parent, BwSession *session, BwDeck *deck, const BwSlideTheme *theme,
                  guint first_slide)
{
  BwPresent *self;
  g_autoptr (GMenuModel) menu = NULL;
  g_autofree char *display = g_settings_get_string (bw_session_get_settings (session), SETTING);

  g_return_val_if_fail (!bw_session_get_presenting (session), NULL);
  self = g_object_new (BW_TYPE_PRESENT, NULL);
  self->session = g_object_ref (session);
  self->parent = parent;
  self->own = find_own (parent);
  self->windowed = g_str_equal (display, IN_A_WINDOW);
  self->application = gtk_window_get_application (parent);
  self->theme = bw_slide_theme_copy (theme);
  self->presentation = bw_presentation_new (session, deck, first_slide);
  self->monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (parent)));
  g_object_set_data_full (G_OBJECT (session), RUNNING, self, g_object_unref);
  bw_session_set_presenting (session, TRUE);

  fill_displays (self);
  menu = create_menu (self);
  self->audience = bw_audience_window_new (self->presentation);
  bw_audience_window_set_menu (BW_AUDIENCE_WINDOW (self->audience), menu);
  set_up_window (self, self->audience);
  g_signal_connect_object (self->presentation, "changed", G_CALLBACK (on_changed), self, 0);
  g_signal_connect_object (self->monitors, "items-changed", G_CALLBACK (on_monitors), self, 0);
  g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_destroyed), self, 0);
  place_windows (self);
  on_changed (self->presentation, BW_PRESENTATION_ALL, self);
  gtk_widget_set_visible (GTK_WIDGET (parent), FALSE);
  if (self->application)
    self->inhibited = gtk_application_inhibit (self->application, self->audience,
                                               GTK_APPLICATION_INHIBIT_IDLE, _("Presenting"));
  return self;
}

/**
 * bw_present_get_running:
 *
 * Returns: (nullable) (transfer none): the presentation that is under way
 */
BwPresent *
bw_present_get_running (BwSession *session)
{
  return g_object_get_data (G_OBJECT (session), RUNNING);
}

BwPresentation *
bw_present_get_presentation (BwPresent *self)
{
  return self->presentation;
}

GtkWindow *
bw_present_get_audience (BwPresent *self)
{
  return self->audience;
}

/**
 * bw_present_get_presenter:
 *
 * Returns: (nullable) (transfer none): the window of the presenter, when there is one
 */
GtkWindow *
bw_present_get_presenter (BwPresent *self)
{
  return self->presenter;
}

GActionGroup *
bw_present_get_actions (BwPresent *self)
{
  return G_ACTION_GROUP (self->actions);
}

/**
 * bw_present_raise:
 *
 * Brings the windows of the presentation to the front, for who calls for the program.
 */
void
bw_present_raise (BwPresent *self)
{
  gtk_window_present (self->audience);
  if (self->presenter)
    gtk_window_present (self->presenter);
}

/**
 * bw_present_end:
 *
 * Ends the presentation and brings the window of the program back.
 */
void
bw_present_end (BwPresent *self)
{
  g_autoptr (BwPresent) held = g_object_ref (self);

  if (g_object_steal_data (G_OBJECT (self->session), RUNNING) == NULL)
    return;
  g_object_unref (self);
  if (self->inhibited)
    gtk_application_uninhibit (self->application, self->inhibited);
  g_signal_handlers_disconnect_by_data (self->monitors, self);
  if (self->parent)
    gtk_window_present (self->parent);
  bw_session_set_presenting (self->session, FALSE);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
  g_object_run_dispose (G_OBJECT (self));
}
