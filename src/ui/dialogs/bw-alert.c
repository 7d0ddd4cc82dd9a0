/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-alert.h"

/* The area that scrolls the text of an alert takes the focus where nothing in it can, and does not
 * show it: to somebody at the keyboard the focus would be gone. */
static void
keep_off_text (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_SCROLLED_WINDOW (child))
        gtk_widget_set_can_focus (child, FALSE);
      else
        keep_off_text (child);
    }
}

/**
 * bw_alert_present:
 * @alert: an #AdwAlertDialog
 * @widget: in the window, or the dialog, that asks
 *
 * Shows a question whose answers the keyboard goes round, and nothing else.
 */
void
bw_alert_present (AdwDialog *alert, GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  /* Its parts are below it only when it is seen. */
  if (adw_alert_dialog_get_extra_child (ADW_ALERT_DIALOG (alert)) == NULL)
    g_signal_connect_after (alert, "map", G_CALLBACK (keep_off_text), NULL);
  /* Which answer Enter gives is to be seen before it is pressed. */
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
  adw_dialog_present (alert, widget);
}
