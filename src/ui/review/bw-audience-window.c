/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-audience-window.h"

#include <adwaita.h>
#include <math.h>

/**
 * BwAudienceWindow:
 *
 * What the audience sees: one slide with its live chart, or a black or white screen, and the spot
 * of the laser pointer. Nothing else is ever in it but the menu that somebody opens.
 */
struct _BwAudienceWindow {
  GtkWindow       parent_instance;

  BwPresentation *presentation;
  GtkWidget      *overlay;
  BwSlideView    *view;
  GtkWidget      *curtain;      /* Hides the slide. */
  GtkWidget      *menu;         /* (nullable) */
  guint           pointer_source;
  double          pointer_x;
  double          pointer_y;
};

G_DEFINE_FINAL_TYPE (BwAudienceWindow, bw_audience_window, GTK_TYPE_WINDOW)

#define POINTER_MILLISECONDS 2000

/* A finger that goes across faster than this, in units a second, swipes. */
#define SWIPE_SPEED 200

static void
show_pointer (BwAudienceWindow *self, gboolean shown)
{
  /* The spot of the laser pointer is the pointer while it is on. */
  if (bw_presentation_get_laser (self->presentation, NULL, NULL))
    shown = FALSE;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), shown ? "default" : "none");
}

static gboolean
on_pointer_rests (gpointer data)
{
  BwAudienceWindow *self = data;

  self->pointer_source = 0;
  show_pointer (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
show_slide (BwAudienceWindow *self)
{
  guint place = bw_presentation_get_place (self->presentation);
  const BwDeck *deck = bw_presentation_get_deck (self->presentation);

  bw_slide_view_set_slide (self->view, deck, bw_presentation_get_slide (self->presentation, place),
                           place + 1);
  for (int step = 1; step >= -1; step -= 2)
    {
      guint other = place + (guint) step;
      const BwSlide *slide = bw_presentation_get_slide (self->presentation, other);

      if (slide)
        bw_slide_view_prepare (self->view, G_OBJECT (self->presentation), deck, slide, other + 1);
    }
}

static void
on_changed (BwPresentation *presentation, guint changes, BwAudienceWindow *self)
{
  BwScreen screen = bw_presentation_get_screen (presentation);
  double across, down;

  if (changes & (BW_PRESENTATION_SLIDE | BW_PRESENTATION_CHART))
    show_slide (self);
  if (changes & BW_PRESENTATION_STATE)
    {
      gtk_widget_set_visible (self->curtain, screen != BW_SCREEN_SLIDE);
      if (screen == BW_SCREEN_WHITE)
        gtk_widget_add_css_class (self->curtain, "bw-white");
      else
        gtk_widget_remove_css_class (self->curtain, "bw-white");
      show_pointer (self, self->pointer_source != 0);
    }
  if (changes & BW_PRESENTATION_LASER)
    {
      bw_presentation_get_laser (presentation, &across, &down);
      bw_slide_view_set_laser (self->view, across, down);
    }
}

static void
step (BwAudienceWindow *self, int steps)
{
  bw_presentation_step (self->presentation, steps);
}

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, BwAudienceWindow *self)
{
  graphene_point_t at;
  double across, down;

  /* A window that opens under a pointer at rest is said to be moved in. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  if (!gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (self->view),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &at))
    return;
  if (bw_slide_view_locate (self->view, at.x, at.y, &across, &down))
    bw_presentation_move_laser (self->presentation, across, down);
  else
    bw_presentation_move_laser (self->presentation, NAN, NAN);
  g_clear_handle_id (&self->pointer_source, g_source_remove);
  self->pointer_source = g_timeout_add (POINTER_MILLISECONDS, on_pointer_rests, self);
  show_pointer (self, TRUE);
}

static gboolean
is_in_menu (BwAudienceWindow *self, GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, NULL);
  GtkNative *native = event ? gtk_native_get_for_surface (gdk_event_get_surface (event)) : NULL;

  return native != GTK_NATIVE (self);
}

static void
on_released (GtkGestureClick *click, int n, double x, double y, BwAudienceWindow *self)
{
  GtkGesture *gesture = GTK_GESTURE (click);
  GdkDevice *device = gtk_gesture_get_device (gesture);
  gboolean is_finger = device && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;

  if (is_in_menu (self, gesture) || (is_finger && !bw_audience_window_tap (self, x, y)))
    return;
  /* The chart would take the click as well, and the keyboard with it. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (!is_finger)
    step (self, 1);
}

static void
on_menu_pressed (GtkGestureClick *click, int n, double x, double y, BwAudienceWindow *self)
{
  graphene_point_t at;

  if (self->menu == NULL || is_in_menu (self, GTK_GESTURE (click))
      || !gtk_widget_compute_point (GTK_WIDGET (self), self->overlay,
                                    &GRAPHENE_POINT_INIT ((float) x, (float) y), &at))
    return;
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) at.x, (int) at.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_swipe (GtkGestureSwipe *swipe, double speed_x, double speed_y, BwAudienceWindow *self)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (fabs (speed_x) < SWIPE_SPEED || fabs (speed_x) < fabs (speed_y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (swipe), GTK_EVENT_SEQUENCE_CLAIMED);
  step (self, (speed_x < 0) != rtl ? 1 : -1);
}

static void
bw_audience_window_dispose (GObject *object)
{
  BwAudienceWindow *self = BW_AUDIENCE_WINDOW (object);

  g_clear_handle_id (&self->pointer_source, g_source_remove);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->view)
    bw_slide_view_set_slide (self->view, NULL, NULL, 0);
  self->view = NULL;
  g_clear_object (&self->presentation);
  G_OBJECT_CLASS (bw_audience_window_parent_class)->dispose (object);
}

static void
bw_audience_window_class_init (BwAudienceWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_audience_window_dispose;
}

static void
add_gesture (BwAudienceWindow *self, GtkGesture *gesture, guint button, const char *signal,
             GCallback callback)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);

  /* Before the chart has its turn. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), button);
  g_signal_connect (gesture, signal, callback, self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
bw_audience_window_init (BwAudienceWindow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *secondary = gtk_gesture_click_new ();
  GtkGesture *swipe = gtk_gesture_swipe_new ();

  self->view = BW_SLIDE_VIEW (bw_slide_view_new ());
  self->curtain = g_object_new (ADW_TYPE_BIN, "css-name", "bw-curtain", "visible", FALSE, NULL);
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), GTK_WIDGET (self->view));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->curtain);
  bw_slide_view_set_live (self->view, TRUE);
  gtk_window_set_child (GTK_WINDOW (self), self->overlay);
  gtk_widget_add_css_class (GTK_WIDGET (self), "bw-audience");

  gtk_event_controller_set_propagation_phase (motion, GTK_PHASE_CAPTURE);
  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  add_gesture (self, click, GDK_BUTTON_PRIMARY, "released", G_CALLBACK (on_released));
  add_gesture (self, secondary, GDK_BUTTON_SECONDARY, "pressed", G_CALLBACK (on_menu_pressed));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (swipe), TRUE);
  add_gesture (self, swipe, 0, "swipe", G_CALLBACK (on_swipe));
}

/**
 * bw_audience_window_new:
 * @presentation: what the window follows
 *
 * Returns: (transfer full): a window that needs its look before it is shown
 */
GtkWindow *
bw_audience_window_new (BwPresentation *presentation)
{
  BwAudienceWindow *self = g_object_new (BW_TYPE_AUDIENCE_WINDOW, "title",
                                         bw_presentation_get_title (presentation), NULL);

  self->presentation = g_object_ref (presentation);
  g_signal_connect_object (presentation, "changed", G_CALLBACK (on_changed), self, 0);
  return GTK_WINDOW (self);
}

/**
 * bw_audience_window_tap:
 * @x: where a finger has touched the window for a moment
 * @y: and how far down
 *
 * Goes on, or back where the finger is on the half where reading begins. A finger on the chart asks
 * it what is there, as everywhere.
 *
 * Returns: whether the finger meant the slide
 */
gboolean
bw_audience_window_tap (BwAudienceWindow *self, double x, double y)
{
  BwChartView *chart = bw_slide_view_get_chart (self->view);
  GtkWidget *under = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  gboolean at_left = x < gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;

  if (chart && under
      && (under == GTK_WIDGET (chart) || gtk_widget_is_ancestor (under, GTK_WIDGET (chart))))
    return FALSE;
  step (self, at_left != rtl ? -1 : 1);
  return TRUE;
}

BwSlideView *
bw_audience_window_get_view (BwAudienceWindow *self)
{
  return self->view;
}

/**
 * bw_audience_window_set_look:
 *
 * Shows the slide with that theme and form.
 */
void
bw_audience_window_set_look (BwAudienceWindow *self, const BwSlideTheme *theme, BwSlideSize size)
{
  bw_slide_view_set_look (self->view, theme, size);
  on_changed (self->presentation, BW_PRESENTATION_ALL, self);
}

/**
 * bw_audience_window_set_menu:
 * @menu: what the secondary button of the mouse offers
 */
void
bw_audience_window_set_menu (BwAudienceWindow *self, GMenuModel *menu)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, self->overlay);
}
