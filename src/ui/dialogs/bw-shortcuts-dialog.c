/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-shortcuts-dialog.h"

#include <glib/gi18n.h>

#include "ui/bw-pages.h"
#include "ui/bw-shortcuts.h"

/* Keys are spelled by the toolkit in the language of the person. */
static GtkWidget *
create_keys (const char *keys)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_auto (GStrv) each = g_strsplit (keys, " ", -1);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  for (guint i = 0; each[i]; i++)
    {
      g_autofree char *text = NULL;
      GtkWidget *cap;
      GdkModifierType modifiers;
      guint key;

      if (!gtk_accelerator_parse (each[i], &key, &modifiers))
        continue;
      text = gtk_accelerator_get_label (key, modifiers);
      cap = gtk_label_new (text);
      gtk_widget_add_css_class (cap, "bw-keycap");
      gtk_box_append (GTK_BOX (box), cap);
    }
  return box;
}

/* A page that is not there has no key either. */
static gboolean
is_offered (const BwShortcut *shortcut)
{
  const char *prefix = "win.page::";

  return shortcut->action == NULL || !g_str_has_prefix (shortcut->action, prefix)
         || bw_pages_find (shortcut->action + strlen (prefix)) != NULL;
}

/**
 * bw_shortcuts_dialog_new:
 * @only: (nullable): a group, to leave out the others
 *
 * Returns: a dialog with every keyboard shortcut, by group
 */
AdwDialog *
bw_shortcuts_dialog_new (const char *only)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = NULL;
  const char *last = NULL;
  guint n;
  const BwShortcut *shortcuts = bw_shortcuts_get (&n);

  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row;

      if (!is_offered (&shortcuts[i]) || (only && !g_str_equal (shortcuts[i].group, only)))
        continue;
      if (g_strcmp0 (last, shortcuts[i].group) != 0)
        {
          last = shortcuts[i].group;
          group = adw_preferences_group_new ();
          adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _(last));
          adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
        }
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(shortcuts[i].title));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_keys (shortcuts[i].keys));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, _("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 640);
  adw_dialog_set_child (dialog, view);
  return dialog;
}
