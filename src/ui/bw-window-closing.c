/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-window-closing.h"

/*
 * What becomes of the dialogs of a window when somebody quits. A dialog keeps all keys to itself, so
 * the one that quits is given to each of them. They close one after the other, the uppermost first;
 * one in which something was entered asks before it goes, and whoever wants to go on with it does
 * not quit.
 */

/* The dialog that was asked to go, for as long as the window waits for it; it may be gone by then. */
#define WAITS_FOR "bw-window-closing-waits-for"

/* Set on a dialog that has been given the key. */
#define HAS_KEY "bw-window-closing-has-key"

static gboolean
is_open (AdwApplicationWindow *window, gconstpointer dialog)
{
  g_autoptr (GListModel) dialogs = adw_application_window_get_dialogs (window);

  for (guint i = 0; i < g_list_model_get_n_items (dialogs); i++)
    {
      g_autoptr (AdwDialog) open = g_list_model_get_item (dialogs, i);

      if (open == dialog)
        return TRUE;
    }
  return FALSE;
}

/* Asks the uppermost dialog to go, and quits when there is none. */
static void
close_next (AdwApplicationWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (window);

  g_object_set_data (G_OBJECT (window), WAITS_FOR, dialog);
  if (dialog == NULL)
    {
      GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

      if (application != NULL)
        g_action_group_activate_action (G_ACTION_GROUP (application), "quit", NULL);
      return;
    }
  adw_dialog_close (dialog);
  if (adw_application_window_get_visible_dialog (window) == dialog)
    g_object_set_data (G_OBJECT (window), WAITS_FOR, NULL);
}

/* The dialog has gone, or what it asked has been answered with no. */
static gboolean
go_on (gpointer data)
{
  AdwApplicationWindow *window = data;
  gpointer dialog = g_object_get_data (G_OBJECT (window), WAITS_FOR);

  if (dialog == NULL)
    return G_SOURCE_REMOVE;
  if (!is_open (window, dialog))
    close_next (window);
  else if ((gpointer) adw_application_window_get_visible_dialog (window) == dialog)
    g_object_set_data (G_OBJECT (window), WAITS_FOR, NULL);
  return G_SOURCE_REMOVE;
}

/* A question is there to be answered, not to be passed by. */
static gboolean
on_quit (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  if (ADW_IS_APPLICATION_WINDOW (root) && !ADW_IS_ALERT_DIALOG (widget)
      && g_object_get_data (G_OBJECT (root), WAITS_FOR) == NULL)
    close_next (ADW_APPLICATION_WINDOW (root));
  return GDK_EVENT_STOP;
}

static void
give_key (AdwDialog *dialog)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_q, GDK_CONTROL_MASK),
                      gtk_callback_action_new (on_quit, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (dialog), keys);
  g_object_set_data (G_OBJECT (dialog), HAS_KEY, dialog);
}

/* A dialog and its question go one after the other: what has become of them is seen after both. */
static void
on_dialog (AdwApplicationWindow *window)
{
  AdwDialog *dialog = adw_application_window_get_visible_dialog (window);

  if (dialog != NULL && g_object_get_data (G_OBJECT (dialog), HAS_KEY) == NULL)
    give_key (dialog);
  if (g_object_get_data (G_OBJECT (window), WAITS_FOR) != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, go_on, g_object_ref (window), g_object_unref);
}

/**
 * bw_window_closing_set_up:
 *
 * Lets the key that quits work where a dialog is open, without the loss of what was entered there.
 */
void
bw_window_closing_set_up (AdwApplicationWindow *window)
{
  g_signal_connect (window, "notify::visible-dialog", G_CALLBACK (on_dialog), NULL);
}
