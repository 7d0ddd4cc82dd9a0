/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-label-tooltip.h"

static gboolean
on_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip,
                  gpointer data)
{
  GtkLabel *label = GTK_LABEL (widget);

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;
  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

/**
 * bw_label_tooltip_follow:
 * @label: one that ends in an ellipsis where it does not fit
 *
 * Lets the tooltip of @label say what is cut off of it. To be given another text for its tooltip, a
 * widget has GTK look for what is under the pointer, and style all that a page has just been filled
 * with for that, at each change of the label.
 */
void
bw_label_tooltip_follow (GtkLabel *label)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}
