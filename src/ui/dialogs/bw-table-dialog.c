/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-table-dialog.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-print.h"
#include "ui/widgets/bw-table-export.h"
#include "ui/widgets/bw-table-print.h"
#include "ui/widgets/bw-table-view.h"

/* A clipboard is no place for more. */
#define MAX_COPIED_ROWS 100000

/* What the buttons above a table work on. */
typedef struct {
  BwTable         *table;
  char            *title;
  AdwToastOverlay *overlay; /* Owns this. */
} Shown;

static void
shown_free (Shown *shown)
{
  g_object_unref (shown->table);
  g_free (shown->title);
  g_free (shown);
}

static void
say (AdwToastOverlay *overlay, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (overlay, toast);
}

static void
on_copy (GtkButton *button, Shown *shown)
{
  g_autofree char *text = bw_table_to_text (shown->table, MAX_COPIED_ROWS);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (button)), text);
  say (shown->overlay, _("Copied the table"));
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwToastOverlay) overlay = data;
  g_autoptr (GError) error = NULL;

  if (bw_table_export_finish (result, &error))
    say (overlay, _("Saved the table"));
  else
    say (overlay, error->message);
}

static void
on_file_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AdwToastOverlay) overlay = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  Shown *shown = g_object_get_data (G_OBJECT (overlay), "shown");

  if (file == NULL)
    return;
  if (g_file_peek_path (file) == NULL)
    say (overlay, _("A table can be saved on this computer only"));
  else
    bw_table_export_async (shown->table, g_file_peek_path (file), on_saved,
                           g_object_ref (overlay));
}

static void
on_save (GtkButton *button, Shown *shown)
{
  /* Translators: the name of a file with a table, before the person changes it. */
  bw_sheet_ask_file (GTK_WIDGET (button), _("Save Table"), _("Table.csv"), on_file_chosen,
                     g_object_ref (shown->overlay));
}

static void
on_print (GtkButton *button, Shown *shown)
{
  g_autofree char *source = bw_print_source (GTK_WIDGET (button));
  g_autoptr (GtkPrintOperation) operation
    = bw_table_print_operation (shown->table, shown->title, source);

  bw_print_run (GTK_WIDGET (button), operation);
}

static void
add_button (GtkWidget *header, Shown *shown, const char *icon, const char *tooltip,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  g_signal_connect (button, "clicked", callback, shown);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), button);
}

/**
 * bw_table_dialog_new:
 * @title: the finding of the chart that shows the same data
 *
 * Returns: a dialog with @table in it, where it can be copied, saved and printed
 */
AdwDialog *
bw_table_dialog_new (const char *title, BwTable *table)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *toolbar_view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *overlay = adw_toast_overlay_new ();
  GtkWidget *view = bw_table_view_new ();
  Shown *shown = g_new0 (Shown, 1);

  shown->table = g_object_ref (table);
  shown->title = g_strdup (title);
  shown->overlay = ADW_TOAST_OVERLAY (overlay);
  g_object_set_data_full (G_OBJECT (overlay), "shown", shown, (GDestroyNotify) shown_free);
  bw_table_view_set_table (BW_TABLE_VIEW (view), table);
  add_button (header, shown, "edit-copy-symbolic", _("Copy the Table"), G_CALLBACK (on_copy));
  add_button (header, shown, "document-save-symbolic", _("Save the Table"), G_CALLBACK (on_save));
  add_button (header, shown, "printer-symbolic", _("Print the Table"), G_CALLBACK (on_print));
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (overlay), view);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar_view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar_view), overlay);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 640);
  adw_dialog_set_content_height (dialog, 560);
  adw_dialog_set_child (dialog, toolbar_view);
  return dialog;
}

/**
 * bw_table_show:
 * @widget: in the window that shows it
 * @title: the finding of the chart that shows the same data
 * @func: (nullable): makes the table
 *
 * Opens the table of a figure, if there is one.
 */
void
bw_table_show (GtkWidget *widget, const char *title, BwTableFunc func, gpointer data)
{
  g_autoptr (BwTable) table = func ? func (data) : NULL;

  if (table)
    adw_dialog_present (bw_table_dialog_new (title, table), widget);
}
