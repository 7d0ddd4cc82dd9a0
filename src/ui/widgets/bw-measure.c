/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "ui/widgets/bw-measure.h"

/**
 * bw_measure_ahead:
 * @widget: what is going to be shown; of what scrolls its content
 * @width: that it is going to have
 *
 * Measures it as the layout is going to: a widget keeps what it has answered.
 */
void
bw_measure_ahead (GtkWidget *widget, int width)
{
  int minimum;

  if (GTK_IS_SCROLLED_WINDOW (widget))
    widget = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (widget));
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, MAX (minimum, width), NULL, NULL, NULL,
                      NULL);
}
