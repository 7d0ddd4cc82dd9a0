/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* What BwChartView does with the pointer, with fingers and with keys. */

static void
on_motion (GtkEventControllerMotion *motion, double x, double y, BwChartView *self)
{
  /* When something beside the chart moves the pointer is said to move too; the keyboard stays. */
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  if (self->corners == NULL)
    bw_chart_view_pick_at (self, x, y);
}

static void
on_leave (GtkEventControllerMotion *motion, BwChartView *self)
{
  if (self->item < 0)
    bw_chart_view_clear_pick (self);
}

static gboolean
on_scroll (GtkEventControllerScroll *scroll, double dx, double dy, BwChartView *self)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  /* The wheel alone scrolls the page around the chart. */
  if (!(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  bw_chart_view_zoom_at (self, self->pointer_x, self->pointer_y, pow (BW_CHART_ZOOM_STEP, -dy));
  return GDK_EVENT_STOP;
}

static void
on_pinch_begin (GtkGesture *gesture, GdkEventSequence *sequence, BwChartView *self)
{
  self->pinched = 1;
}

static void
on_pinch (GtkGestureZoom *gesture, double scale, BwChartView *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    bw_chart_view_zoom_at (self, x, y, scale / self->pinched);
  self->pinched = scale;
}

static void
add_corner (BwChartView *self, double x, double y)
{
  g_array_append_val (self->corners, x);
  g_array_append_val (self->corners, y);
}

static void
on_drag_begin (GtkGestureDrag *gesture, double x, double y, BwChartView *self)
{
  self->dragged_x = 0;
  self->dragged_y = 0;
  if (self->drag == BW_CHART_DRAG_PAN || self->chart == NULL)
    return;
  self->corners = g_array_new (FALSE, FALSE, sizeof (double));
  add_corner (self, x, y);
}

static void
on_drag_update (GtkGestureDrag *gesture, double dx, double dy, BwChartView *self)
{
  double x, y;

  /* A click that trembles is still a click. */
  if (!gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy)
      && self->dragged_x == 0 && self->dragged_y == 0)
    return;
  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  if (self->corners == NULL)
    {
      if (bw_chart_view_pan (self, dx - self->dragged_x, dy - self->dragged_y))
        gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  else
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      if (self->drag == BW_CHART_DRAG_RECTANGLE)
        {
          g_array_set_size (self->corners, 2);
          add_corner (self, x + dx, y);
          add_corner (self, x + dx, y + dy);
          add_corner (self, x, y + dy);
        }
      else
        add_corner (self, x + dx, y + dy);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  self->dragged_x = dx;
  self->dragged_y = dy;
}

static void
on_drag_end (GtkGestureDrag *gesture, double dx, double dy, BwChartView *self)
{
  g_autoptr (GArray) corners = g_steal_pointer (&self->corners);

  if (corners && corners->len >= 6)
    bw_chart_view_select (self, corners);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_drag_cancel (GtkGesture *gesture, GdkEventSequence *sequence, BwChartView *self)
{
  g_clear_pointer (&self->corners, g_array_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
on_released (GtkGestureClick *gesture, int n, double x, double y, BwChartView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* A finger does not hover: the first touch shows what is there, the second opens it. */
  if (gdk_device_get_source (gtk_gesture_get_device (GTK_GESTURE (gesture)))
        == GDK_SOURCE_TOUCHSCREEN
      && n < 2)
    {
      bw_chart_view_pick_at (self, x, y);
      return;
    }
  bw_chart_view_pick_at (self, x, y);
  bw_chart_view_activate (self);
}

static void
open_menu (BwChartView *self, double x, double y)
{
  if (self->menu == NULL)
    {
      g_autoptr (GMenu) menu = g_menu_new ();
      g_autoptr (GMenu) sight = g_menu_new ();
      g_autoptr (GMenu) out = g_menu_new ();

      g_menu_append (sight, _("Zoom _In"), "chart.zoom-in");
      g_menu_append (sight, _("Zoom _Out"), "chart.zoom-out");
      g_menu_append (sight, _("Show _All"), "chart.show-all");
      g_menu_append (out, _("_Copy as Picture"), "chart.copy");
      g_menu_append (out, _("_Save as…"), "chart.save");
      g_menu_append (out, _("_Print…"), "chart.print");
      g_menu_append_section (menu, NULL, G_MENU_MODEL (sight));
      g_menu_append_section (menu, NULL, G_MENU_MODEL (out));
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
on_menu_pressed (GtkGestureClick *gesture, int n, double x, double y, BwChartView *self)
{
  open_menu (self, x, y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
step_item (BwChartView *self, int step)
{
  int n = self->chart ? (int) bw_chart_n_items (self->chart) : 0;

  if (n == 0)
    return;
  if (self->item < 0)
    bw_chart_view_set_item (self, step > 0 ? 0 : n - 1);
  else if (self->item + step >= 0 && self->item + step < n)
    bw_chart_view_set_item (self, self->item + step);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state,
        BwChartView *self)
{
  int forward = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;
  gboolean shift = (state & GDK_SHIFT_MASK) != 0;
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->chart == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)))
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (shift)
        bw_chart_view_pan (self, -width / 10.0, 0);
      else
        step_item (self, forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      if (shift)
        bw_chart_view_pan (self, width / 10.0, 0);
      else
        step_item (self, -forward);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (!shift)
        return GDK_EVENT_PROPAGATE;
      bw_chart_view_pan (self, 0, height / 10.0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (!shift)
        return GDK_EVENT_PROPAGATE;
      bw_chart_view_pan (self, 0, -height / 10.0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
      bw_chart_view_set_item (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
      bw_chart_view_set_item (self, (int) bw_chart_n_items (self->chart) - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
    case GDK_KEY_space:
      if (self->pick.kind == BW_PICK_NONE)
        return GDK_EVENT_PROPAGATE;
      bw_chart_view_activate (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
    case GDK_KEY_equal:
      bw_chart_view_zoom (self, BW_CHART_ZOOM_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      bw_chart_view_zoom (self, 1 / BW_CHART_ZOOM_STEP);
      return GDK_EVENT_STOP;
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      bw_chart_view_show_all (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (self->item < 0 && self->corners == NULL)
        return GDK_EVENT_PROPAGATE;
      g_clear_pointer (&self->corners, g_array_unref);
      bw_chart_view_clear_pick (self);
      gtk_widget_queue_draw (GTK_WIDGET (self));
      return GDK_EVENT_STOP;
    case GDK_KEY_Menu:
      open_menu (self, width / 2.0, height / 2.0);
      return GDK_EVENT_STOP;
    case GDK_KEY_F10:
      if (!shift)
        return GDK_EVENT_PROPAGATE;
      open_menu (self, width / 2.0, height / 2.0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
on_focus_out (GtkEventControllerFocus *focus, BwChartView *self)
{
  bw_chart_view_clear_pick (self);
}

void
bw_chart_view_add_controllers (BwChartView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *zoom = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *menu = gtk_gesture_click_new ();
  GtkEventController *all[] = {
    motion, scroll, key, focus, GTK_EVENT_CONTROLLER (zoom), GTK_EVENT_CONTROLLER (click),
    GTK_EVENT_CONTROLLER (drag), GTK_EVENT_CONTROLLER (menu),
  };

  g_signal_connect (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (on_scroll), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (on_key), self);
  g_signal_connect (focus, "leave", G_CALLBACK (on_focus_out), self);
  g_signal_connect (zoom, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect (zoom, "scale-changed", G_CALLBACK (on_pinch), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (on_drag_cancel), self);
  g_signal_connect (click, "released", G_CALLBACK (on_released), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (menu), GDK_BUTTON_SECONDARY);
  g_signal_connect (menu, "pressed", G_CALLBACK (on_menu_pressed), self);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    gtk_widget_add_controller (GTK_WIDGET (self), all[i]);
}
