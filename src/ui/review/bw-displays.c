/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-displays.h"

/* The displays of a presentation: which one the audience sees, and which one the presenter has. */

/* A screen that is less wide for its height gets slides of the classic form. */
#define WIDE_ASPECT 1.45

/* Which display a window was put on last. */
#define FILLED "bw-display"

/**
 * bw_display_get_name:
 *
 * Returns: what the display is remembered by: where it is plugged in, else its model, else ""
 */
const char *
bw_display_get_name (GdkMonitor *monitor)
{
  const char *name = gdk_monitor_get_connector (monitor);

  if (name == NULL)
    name = gdk_monitor_get_model (monitor);
  return name ? name : "";
}

/**
 * bw_displays_find:
 * @monitors: (element-type GdkMonitor): all displays
 * @wanted: the name of the display that was chosen, or ""
 * @own: (nullable): the display of the presenter
 *
 * Returns: (nullable) (transfer full): the display for the audience: that which was chosen, else one
 *   that is not the presenter's, else the only one
 */
GdkMonitor *
bw_displays_find (GListModel *monitors, const char *wanted, GdkMonitor *own)
{
  guint n = g_list_model_get_n_items (monitors);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      if (*wanted != '\0' && g_str_equal (bw_display_get_name (monitor), wanted))
        return g_steal_pointer (&monitor);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      if (monitor != own || n == 1)
        return g_steal_pointer (&monitor);
    }
  return NULL;
}

/**
 * bw_displays_find_other:
 * @taken: (nullable): the display of the audience
 * @own: (nullable): the display that the presenter would like
 *
 * Returns: (nullable) (transfer full): the display for the presenter, %NULL when there is no other
 */
GdkMonitor *
bw_displays_find_other (GListModel *monitors, GdkMonitor *taken, GdkMonitor *own)
{
  if (own && own != taken && gdk_monitor_is_valid (own))
    return g_object_ref (own);
  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      if (monitor != taken)
        return g_steal_pointer (&monitor);
    }
  return NULL;
}

/**
 * bw_displays_fill_menu:
 * @action: takes the name of a display
 *
 * Lists the displays in @menu, in place of what it held.
 */
void
bw_displays_fill_menu (GListModel *monitors, GMenu *menu, const char *action)
{
  g_menu_remove_all (menu);
  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      const char *name = bw_display_get_name (monitor);
      const char *description = gdk_monitor_get_description (monitor);
      g_autoptr (GMenuItem) item = NULL;

      if (*name == '\0')
        continue;
      item = g_menu_item_new (description ? description : name, NULL);
      g_menu_item_set_action_and_target (item, action, "s", name);
      g_menu_append_item (menu, item);
    }
}

/**
 * bw_display_get_slide_size:
 *
 * Returns: the form of the slides that fill the display best
 */
BwSlideSize
bw_display_get_slide_size (GdkMonitor *monitor)
{
  GdkRectangle area;

  gdk_monitor_get_geometry (monitor, &area);
  return area.width < area.height * WIDE_ASPECT ? BW_SLIDE_CLASSIC : BW_SLIDE_WIDE;
}

/**
 * bw_display_fill:
 *
 * Lets @window fill the display; the caller presents it. Without a window manager, which would see to it, it gets the size.
 */
void
bw_display_fill (GdkMonitor *monitor, GtkWindow *window)
{
  GdkRectangle area;

  gdk_monitor_get_geometry (monitor, &area);
  gtk_window_set_default_size (window, area.width, area.height);
  /* Some compositors move no window to another display while it fills one: it goes and comes. */
  if (gtk_window_is_fullscreen (window) && g_object_get_data (G_OBJECT (window), FILLED) != monitor)
    gtk_widget_set_visible (GTK_WIDGET (window), FALSE);
  g_object_set_data_full (G_OBJECT (window), FILLED, g_object_ref (monitor), g_object_unref);
  gtk_window_fullscreen_on_monitor (window, monitor);
}
