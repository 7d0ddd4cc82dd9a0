/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-portfolio-switcher.h"

#include <glib/gi18n.h>

static GtkWidget *
create_row (const BwPortfolioInfo *info, gboolean is_open)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_label_new (info->name);
  g_autofree char *from = bw_session_describe_source (info);
  GtkWidget *source = gtk_label_new (from);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_xalign (GTK_LABEL (source), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_ellipsize (GTK_LABEL (source), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 32);
  gtk_widget_add_css_class (source, "caption");
  gtk_widget_add_css_class (source, "dimmed");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), source);
  gtk_box_append (GTK_BOX (box), words);
  if (is_open)
    {
      GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

      gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _("Open"), -1);
      gtk_box_append (GTK_BOX (box), mark);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-portfolio");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", info->name);
  return row;
}

static GtkWidget *
create_action (const char *label, const char *action)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *child = gtk_label_new_with_mnemonic (label);

  gtk_label_set_xalign (GTK_LABEL (child), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (child), row);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), action);
  return row;
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, GtkPopover *popover)
{
  gtk_popover_popdown (popover);
}

/**
 * bw_portfolio_switcher_new:
 *
 * Returns: a popover with the portfolios on this computer and the ways to get another
 */
GtkWidget *
bw_portfolio_switcher_new (BwSession *session)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *actions = gtk_list_box_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  g_autoptr (GPtrArray) infos = bw_portfolio_list (NULL);

  for (guint i = 0; infos && i < infos->len; i++)
    {
      const BwPortfolioInfo *info = g_ptr_array_index (infos, i);

      gtk_list_box_append (GTK_LIST_BOX (list),
                           create_row (info, g_strcmp0 (info->name,
                                                        bw_session_get_portfolio (session)) == 0));
    }
  gtk_list_box_append (GTK_LIST_BOX (actions),
                       create_action (_("_Connect to a Company Backend…"), "win.connect"));
  gtk_list_box_append (GTK_LIST_BOX (actions),
                       create_action (_("_Import Files…"), "win.import"));
  gtk_list_box_append (GTK_LIST_BOX (actions),
                       create_action (_("_Manage Portfolios…"), "win.manage-portfolios"));
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *each = i == 0 ? list : actions;

      gtk_list_box_set_selection_mode (GTK_LIST_BOX (each), GTK_SELECTION_NONE);
      gtk_widget_add_css_class (each, "navigation-sidebar");
      g_signal_connect (each, "row-activated", G_CALLBACK (on_row_activated), popover);
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_box_append (GTK_BOX (box), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_box_append (GTK_BOX (box), actions);
  gtk_widget_set_size_request (box, 260, -1);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  return popover;
}
