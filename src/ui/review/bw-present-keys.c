/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-present-keys.h"

#include <adwaita.h>

#include "ui/widgets/bw-chart-view.h"

/* The keys of a presentation, the same in both of its windows. They have the first turn, wherever
 * the focus is, so that no button that was clicked swallows the key for the next slide. */

typedef struct {
  guint           key;
  GdkModifierType modifiers;
  const char     *action;
} Key;

static const Key keys[] = {
  { GDK_KEY_Down, 0, "next" },
  { GDK_KEY_KP_Down, 0, "next" },
  { GDK_KEY_space, 0, "next" },
  { GDK_KEY_KP_Space, 0, "next" },
  { GDK_KEY_Page_Down, 0, "next" },
  { GDK_KEY_KP_Page_Down, 0, "next" },
  { GDK_KEY_n, 0, "next" },
  { GDK_KEY_Return, 0, "enter" },
  { GDK_KEY_KP_Enter, 0, "enter" },
  { GDK_KEY_ISO_Enter, 0, "enter" },
  { GDK_KEY_Up, 0, "previous" },
  { GDK_KEY_KP_Up, 0, "previous" },
  { GDK_KEY_BackSpace, 0, "previous" },
  { GDK_KEY_Page_Up, 0, "previous" },
  { GDK_KEY_KP_Page_Up, 0, "previous" },
  { GDK_KEY_space, GDK_SHIFT_MASK, "previous" },
  { GDK_KEY_Home, 0, "first" },
  { GDK_KEY_KP_Home, 0, "first" },
  { GDK_KEY_End, 0, "last" },
  { GDK_KEY_KP_End, 0, "last" },
  { GDK_KEY_b, 0, "black" },
  { GDK_KEY_period, 0, "black" },
  { GDK_KEY_KP_Decimal, 0, "black" },
  { GDK_KEY_w, 0, "white" },
  { GDK_KEY_comma, 0, "white" },
  { GDK_KEY_l, 0, "laser" },
  { GDK_KEY_p, 0, "peers" },
  { GDK_KEY_t, 0, "next-bucket" },
  { GDK_KEY_g, 0, "list" },
  { GDK_KEY_x, 0, "swap" },
  { GDK_KEY_v, 0, "presenter-view" },
  { GDK_KEY_F1, 0, "keys" },
  { GDK_KEY_question, GDK_SHIFT_MASK, "keys" },
  { GDK_KEY_F5, 0, "full-screen" },
  { GDK_KEY_F11, 0, "full-screen" },
  { GDK_KEY_Escape, 0, "back-out" },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "larger-notes" },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "larger-notes" },
  { GDK_KEY_KP_Add, GDK_CONTROL_MASK, "larger-notes" },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "smaller-notes" },
  { GDK_KEY_KP_Subtract, GDK_CONTROL_MASK, "smaller-notes" },
  { GDK_KEY_Down, GDK_CONTROL_MASK, "notes-down" },
  { GDK_KEY_Up, GDK_CONTROL_MASK, "notes-up" },
};

#define MODIFIERS (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)

typedef struct {
  GtkWindow      *window;
  BwPresentation *presentation;
  GActionGroup   *actions;
} Keys;

/* The keys that a chart takes once the keyboard has gone to it. */
static gboolean
is_key_of_chart (guint key)
{
  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
    case GDK_KEY_Home:
    case GDK_KEY_KP_Home:
    case GDK_KEY_End:
    case GDK_KEY_KP_End:
    case GDK_KEY_0:
    case GDK_KEY_KP_0:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Leaves the chart: first what it shows, then the chart itself. */
static gboolean
leave_chart (Keys *self, BwChartView *chart)
{
  if (bw_chart_view_get_item (chart) >= 0)
    return GDK_EVENT_PROPAGATE;
  bw_chart_view_show_all (chart);
  gtk_window_set_focus (self->window, NULL);
  return GDK_EVENT_STOP;
}

static gboolean
has_chosen_button (Keys *self, GtkWidget *focus, guint key)
{
  gboolean presses = key == GDK_KEY_space || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter;

  return presses && focus && gtk_window_get_focus_visible (self->window)
         && (GTK_IS_BUTTON (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_MENU_BUTTON));
}

static int
digit_of (guint key)
{
  if (key >= GDK_KEY_0 && key <= GDK_KEY_9)
    return (int) (key - GDK_KEY_0);
  if (key >= GDK_KEY_KP_0 && key <= GDK_KEY_KP_9)
    return (int) (key - GDK_KEY_KP_0);
  return -1;
}

/* Right and left go by the direction of reading. */
static const char *
find_action (Keys *self, guint key, GdkModifierType modifiers)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self->window)) == GTK_TEXT_DIR_RTL;
  gboolean right = key == GDK_KEY_Right || key == GDK_KEY_KP_Right;

  if (modifiers == 0 && (right || key == GDK_KEY_Left || key == GDK_KEY_KP_Left))
    return right != rtl ? "next" : "previous";
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].modifiers == modifiers)
      return keys[i].action;
  return NULL;
}

static gboolean
on_key (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Keys *self)
{
  GtkWidget *focus = gtk_window_get_focus (self->window);
  GdkModifierType modifiers = state & MODIFIERS;
  guint lower = gdk_keyval_to_lower (key);
  const char *action;

  /* What is open over the slide has its own keys. */
  if (focus && (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER)
                || gtk_widget_get_ancestor (focus, ADW_TYPE_DIALOG)))
    return GDK_EVENT_PROPAGATE;
  if (has_chosen_button (self, focus, key))
    return GDK_EVENT_PROPAGATE;
  if (BW_IS_CHART_VIEW (focus) && key == GDK_KEY_Escape)
    return leave_chart (self, BW_CHART_VIEW (focus));
  if (BW_IS_CHART_VIEW (focus) && is_key_of_chart (key))
    return GDK_EVENT_PROPAGATE;
  if ((modifiers & ~GDK_SHIFT_MASK) == 0 && digit_of (key) >= 0)
    {
      bw_presentation_type (self->presentation, digit_of (key));
      return GDK_EVENT_STOP;
    }
  /* A letter is the same with the shift key, or the lock, held. */
  if (lower >= GDK_KEY_a && lower <= GDK_KEY_z)
    modifiers &= ~GDK_SHIFT_MASK;
  if (key == GDK_KEY_plus)
    modifiers &= ~GDK_SHIFT_MASK;
  action = find_action (self, lower, modifiers);
  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  g_action_group_activate_action (self->actions, action, NULL);
  return GDK_EVENT_STOP;
}

/**
 * bw_present_keys_add:
 * @window: a window of the presentation
 * @presentation: gets the numbers that are typed
 * @actions: what the other keys do; it outlives @window
 */
void
bw_present_keys_add (GtkWindow *window, BwPresentation *presentation, GActionGroup *actions)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  Keys *self = g_new0 (Keys, 1);

  self->window = window;
  self->presentation = presentation;
  self->actions = actions;
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_data (controller, "key-pressed", G_CALLBACK (on_key), self,
                         (GClosureNotify) (void (*) (void)) g_free, 0);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
}
