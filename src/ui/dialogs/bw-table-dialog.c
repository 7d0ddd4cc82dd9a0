/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-table-dialog.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-table-view.h"

/* A clipboard is no place for more. */
#define MAX_COPIED_ROWS 100000

static void
on_copy (GtkButton *button, BwTable *table)
{
  g_autofree char *text = bw_table_to_text (table, MAX_COPIED_ROWS);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
}

/**
 * bw_table_dialog_new:
 * @title: the finding of the chart that shows the same data
 *
 * Returns: a dialog with @table in it
 */
AdwDialog *
bw_table_dialog_new (const char *title, BwTable *table)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  GtkWidget *view = bw_table_view_new ();

  bw_table_view_set_table (BW_TABLE_VIEW (view), table);
  gtk_widget_set_tooltip_text (copy, _("Copy the Table"));
  g_signal_connect_object (copy, "clicked", G_CALLBACK (on_copy), table, 0);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), copy);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), view);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 640);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, toolbar_view);
  return dialog;
}
