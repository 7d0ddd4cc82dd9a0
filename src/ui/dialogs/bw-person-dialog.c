/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-person-dialog.h"

#include <glib/gi18n.h>
#include <string.h>

/* Asks who is sitting there, so that "my accounts" means something. */

typedef struct {
  GSettings      *settings;
  AdwDialog      *dialog; /* Owns this. */
  GtkListBox     *list;
  GtkSearchEntry *search;
} Choice;

static void
choice_free (Choice *choice)
{
  g_object_unref (choice->settings);
  g_free (choice);
}

static guint *
count_accounts (const BwSnapshot *snapshot)
{
  guint *counts = g_new0 (guint, snapshot->table->n_people + 1);

  for (guint row = 0; row < snapshot->n; row++)
    {
      guint32 owner = snapshot->table->owner[snapshot->account[row]];

      if (owner != BW_INDEX_NONE)
        counts[owner]++;
    }
  return counts;
}

/**
 * bw_person_owns_accounts:
 * @person: an id, or ""
 *
 * Returns: whether an account of @snapshot has @person as its owner
 */
gboolean
bw_person_owns_accounts (const BwSnapshot *snapshot, const char *person)
{
  for (guint row = 0; row < snapshot->n; row++)
    {
      const BwPerson *owner = bw_snapshot_owner (snapshot, row);

      if (owner && g_str_equal (owner->id, person))
        return TRUE;
    }
  return FALSE;
}

/**
 * bw_person_find:
 * @person: an id, or ""
 *
 * Returns: (transfer none) (nullable): who of the company it is
 */
const BwPerson *
bw_person_find (const BwSnapshot *snapshot, const char *person)
{
  const BwAccountTable *table = snapshot->table;

  for (guint i = 0; i < table->n_people; i++)
    {
      if (g_str_equal (table->people[i].id, person))
        return &table->people[i];
    }
  return NULL;
}

static void
on_row (GtkListBox *list, GtkListBoxRow *row, Choice *choice)
{
  g_settings_set_string (choice->settings, "person", gtk_widget_get_name (GTK_WIDGET (row)));
  adw_dialog_close (choice->dialog);
}

static gboolean
matches (GtkListBoxRow *row, gpointer data)
{
  Choice *choice = data;
  g_autofree char *wanted = bw_fold_text (gtk_editable_get_text (GTK_EDITABLE (choice->search)));
  g_autofree char *name
    = bw_fold_text (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  return strstr (name, wanted) != NULL;
}

static int
compare_names (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return g_utf8_collate (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (a)),
                         adw_preferences_row_get_title (ADW_PREFERENCES_ROW (b)));
}

static void
add_people (Choice *choice, const BwSnapshot *snapshot, gboolean everybody)
{
  g_autofree guint *counts = count_accounts (snapshot);

  for (guint i = 0; i < snapshot->table->n_people; i++)
    {
      const BwPerson *person = &snapshot->table->people[i];
      GtkWidget *row;
      g_autofree char *accounts = NULL;

      if (counts[i] == 0 && !everybody)
        continue;
      row = adw_action_row_new ();
      accounts = counts[i] > 0 ? g_strdup_printf (ngettext ("%'u account", "%'u accounts",
                                                            counts[i]),
                                                  counts[i])
                               : g_strdup (person->team ? person->team : "");
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), person->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), accounts);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_name (row, person->id);
      gtk_list_box_append (choice->list, row);
    }
}

/**
 * bw_person_dialog_new:
 * @settings: the key "person" is set to the id of who was chosen
 * @everybody: ask among all people of the company, not only among the owners of accounts
 *
 * Returns: (transfer floating): asks who sits there
 */
AdwDialog *
bw_person_dialog_new (GSettings *settings, BwSnapshot *snapshot, gboolean everybody)
{
  Choice *choice = g_new0 (Choice, 1);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *nobody = gtk_label_new (everybody
                                     ? _("Nobody in the company has this name.")
                                     : _("Nobody of this name looks after an account."));

  choice->settings = g_object_ref (settings);
  choice->dialog = adw_dialog_new ();
  choice->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  choice->list = GTK_LIST_BOX (gtk_list_box_new ());
  g_object_set_data_full (G_OBJECT (choice->dialog), "choice", choice,
                          (GDestroyNotify) choice_free);

  add_people (choice, snapshot, everybody);
  gtk_list_box_set_sort_func (choice->list, compare_names, NULL, NULL);
  gtk_list_box_set_filter_func (choice->list, matches, choice, NULL);
  gtk_list_box_set_placeholder (choice->list, nobody);
  gtk_widget_add_css_class (nobody, "dimmed");
  gtk_widget_set_margin_top (nobody, 12);
  gtk_widget_set_margin_bottom (nobody, 12);
  gtk_list_box_set_selection_mode (choice->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (choice->list), "boxed-list");
  gtk_widget_set_margin_bottom (GTK_WIDGET (choice->search), 12);
  g_signal_connect (choice->list, "row-activated", G_CALLBACK (on_row), choice);
  g_signal_connect_swapped (choice->search, "search-changed",
                            G_CALLBACK (gtk_list_box_invalidate_filter), choice->list);

  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (group),
    _("“My accounts” are those of the person chosen here, and new notes are signed by them. It is "
      "asked once and kept on this computer."));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (choice->search));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), GTK_WIDGET (choice->list));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (choice->dialog, _("Who Are You?"));
  adw_dialog_set_content_width (choice->dialog, 420);
  adw_dialog_set_content_height (choice->dialog, 560);
  adw_dialog_set_child (choice->dialog, view);
  adw_dialog_set_focus (choice->dialog, GTK_WIDGET (choice->search));
  return choice->dialog;
}
