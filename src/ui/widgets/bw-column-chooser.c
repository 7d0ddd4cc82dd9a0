/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-column-chooser.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-account-cell.h"

#define MAX_HEIGHT 420

static void
on_toggled (GtkCheckButton *check, BwAccountsView *view)
{
  bw_accounts_view_set_column (view, g_object_get_data (G_OBJECT (check), "key"),
                               gtk_check_button_get_active (check));
}

/* The columns may have been changed elsewhere since the popover was last open. */
static void
on_map (GtkWidget *list, BwAccountsView *view)
{
  g_auto (GStrv) shown = bw_accounts_view_get_columns (view);

  for (GtkWidget *check = gtk_widget_get_first_child (list); check;
       check = gtk_widget_get_next_sibling (check))
    {
      const char *key = g_object_get_data (G_OBJECT (check), "key");

      g_signal_handlers_block_by_func (check, on_toggled, view);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   g_strv_contains ((const char *const *) shown, key));
      g_signal_handlers_unblock_by_func (check, on_toggled, view);
    }
}

/**
 * bw_column_chooser_new:
 * @view: whose columns are chosen; it outlives the popover
 *
 * Returns: (transfer floating): a popover with a check for every column but the account's name,
 *   without which the others say nothing
 */
GtkWidget *
bw_column_chooser_new (BwAccountsView *view)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  g_autofree const char **keys = bw_accounts_view_list_keys ();

  for (guint i = 0; keys[i]; i++)
    {
      GtkWidget *check;

      if (g_str_equal (keys[i], "name"))
        continue;
      check = gtk_check_button_new_with_label (bw_account_cell_title (keys[i]));
      g_object_set_data (G_OBJECT (check), "key", (gpointer) keys[i]);
      g_signal_connect (check, "toggled", G_CALLBACK (on_toggled), view);
      gtk_box_append (GTK_BOX (list), check);
    }
  g_signal_connect (list, "map", G_CALLBACK (on_map), view);
  gtk_widget_add_css_class (list, "bw-column-chooser");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), MAX_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_popover_set_child (GTK_POPOVER (popover), scroller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (popover), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Columns"), -1);
  return popover;
}
