/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-rule-dialog.h"

#include <glib/gi18n.h>

#include "ui/bw-pages.h"
#include "ui/bw-window.h"

static void
add_list (AdwPreferencesPage *page, const char *title, char **sentences)
{
  GtkWidget *group;

  if (sentences == NULL || sentences[0] == NULL)
    return;
  group = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; sentences[i]; i++)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sentences[i]);
      adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (group));
}

static void
on_show_rows (GtkButton *button, AdwDialog *dialog)
{
  const BwAccountFilter *rows = g_object_get_data (G_OBJECT (dialog), "rows");
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (dialog)));

  if (BW_IS_WINDOW (root))
    bw_window_show_accounts (BW_WINDOW (root), rows);
  adw_dialog_close (dialog);
}

/**
 * bw_rule_dialog_new:
 * @title: the figure that the rule computes
 * @rule: how it is computed; nothing of it is kept
 * @rows: (nullable): the accounts behind the figure, which a button then opens in the list
 *
 * Returns: a dialog that says how a figure is computed
 */
AdwDialog *
bw_rule_dialog_new (const char *title, const BwRule *rule, const BwAccountFilter *rows)
{
  AdwDialog *dialog = adw_dialog_new ();
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *definition = adw_preferences_group_new ();
  GtkWidget *label = gtk_label_new (rule->definition);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  /* A selectable label would take the focus and select itself when the dialog opens. */
  gtk_widget_set_can_focus (label, FALSE);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (definition), _("Definition"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (definition), label);
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (definition));
  add_list (ADW_PREFERENCES_PAGE (page), _("Made From"), rule->inputs);
  add_list (ADW_PREFERENCES_PAGE (page), _("What Counts How Much"), rule->weights);
  add_list (ADW_PREFERENCES_PAGE (page), _("Left Out"), rule->left_out);
  add_list (ADW_PREFERENCES_PAGE (page), _("Policy"), rule->policy);

  if (rows && bw_pages_find ("accounts"))
    {
      GtkWidget *group = adw_preferences_group_new ();
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_Show These Accounts"));

      gtk_widget_add_css_class (button, "pill");
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), button);
      adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (group));
      g_object_set_data_full (G_OBJECT (dialog), "rows", bw_account_filter_copy (rows),
                              (GDestroyNotify) bw_account_filter_free);
      g_signal_connect (button, "clicked", G_CALLBACK (on_show_rows), dialog);
    }
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (dialog, title);
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 600);
  adw_dialog_set_child (dialog, view);
  return dialog;
}

/**
 * bw_rule_show:
 * @widget: in the window that shows it
 * @figure: nothing of it is kept
 *
 * Opens how a figure is computed, if it says so.
 */
void
bw_rule_show (GtkWidget *widget, const BwFigure *figure)
{
  if (figure->rule)
    adw_dialog_present (bw_rule_dialog_new (figure->title, figure->rule, NULL), widget);
}
