/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-slide-list.h"

#include <glib/gi18n.h>

/* The slides of a presentation, to go to one of them. */

#define WIDTH 320
#define MOST_HEIGHT 420

static void
on_activated (GtkListBox *list, GtkListBoxRow *row, BwPresentation *presentation)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (list), GTK_TYPE_POPOVER);

  gtk_popover_popdown (GTK_POPOVER (popover));
  bw_presentation_go_to (presentation, (guint) gtk_list_box_row_get_index (row));
}

/* It opens at the slide that is shown. */
static void
on_map (GtkWidget *popover, GtkListBox *list)
{
  BwPresentation *presentation = g_object_get_data (G_OBJECT (popover), "presentation");
  GtkListBoxRow *row
    = gtk_list_box_get_row_at_index (list, (int) bw_presentation_get_place (presentation));

  gtk_list_box_select_row (list, row);
  if (row)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static GtkWidget *
create_row (BwPresentation *presentation, guint place)
{
  const BwSlide *slide = bw_presentation_get_slide (presentation, place);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *number = g_strdup_printf ("%u", place + 1);
  GtkWidget *number_label = gtk_label_new (number);
  GtkWidget *title_label = gtk_label_new (slide->title);

  gtk_widget_add_css_class (number_label, "dimmed");
  gtk_widget_add_css_class (number_label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (number_label), 3);
  gtk_label_set_xalign (GTK_LABEL (number_label), 1);
  gtk_widget_set_valign (number_label, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (title_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_label_set_lines (GTK_LABEL (title_label), 2);
  gtk_label_set_ellipsize (GTK_LABEL (title_label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (row, "bw-list-line");
  gtk_box_append (GTK_BOX (row), number_label);
  gtk_box_append (GTK_BOX (row), title_label);
  return row;
}

/**
 * bw_slide_list_popover_new:
 *
 * Returns: (transfer floating): a popover with all slides of @presentation by number and title
 */
GtkWidget *
bw_slide_list_popover_new (BwPresentation *presentation)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *scroll = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();

  for (guint i = 0; i < bw_presentation_get_n_slides (presentation); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), create_row (presentation, i));
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Slides"), -1);
  gtk_widget_add_css_class (list, "navigation-sidebar");
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_activated), presentation, 0);
  g_object_set_data_full (G_OBJECT (popover), "presentation", g_object_ref (presentation),
                          g_object_unref);
  g_signal_connect_object (popover, "map", G_CALLBACK (on_map), list, G_CONNECT_AFTER);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroll), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroll), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroll), MOST_HEIGHT);
  gtk_widget_set_size_request (scroll, WIDTH, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroll), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroll);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  return popover;
}
