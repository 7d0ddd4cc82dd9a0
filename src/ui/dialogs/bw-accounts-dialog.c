/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-accounts-dialog.h"

#include <glib/gi18n.h>

#include "figures/bw-accounts-figure.h"
#include "ui/bw-window.h"
#include "ui/dialogs/bw-rule-dialog.h"
#include "ui/pages/bw-account-page.h"
#include "ui/widgets/bw-account-line.h"
#include "ui/widgets/bw-account-list.h"

/* The accounts behind a figure: what a card, a bar or an area of a chart opens into. */

typedef struct {
  AdwDialog       *dialog; /* Owns this. */
  char            *title;
  BwRule          *rule;   /* (nullable) */
  BwAccountFilter *filter; /* (nullable): else the accounts themselves are the filter. */
  BwAccountList   *list;
} Behind;

static void
behind_free (Behind *behind)
{
  g_free (behind->title);
  bw_rule_free (behind->rule);
  bw_account_filter_free (behind->filter);
  g_object_unref (behind->list);
  g_free (behind);
}

static BwWindow *
window_of (Behind *behind)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (behind->dialog));

  return BW_IS_WINDOW (root) ? BW_WINDOW (root) : NULL;
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child (item, GTK_WIDGET (bw_account_line_new ()));
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  BwAccountRow *row = gtk_list_item_get_item (item);

  bw_account_line_set_row (BW_ACCOUNT_LINE (gtk_list_item_get_child (item)), row);
  gtk_list_item_set_accessible_label (item, bw_account_row_get_name (row));
}

static void
on_activate (GtkListView *view, guint position, Behind *behind)
{
  g_autoptr (BwAccountRow) row = g_list_model_get_item (G_LIST_MODEL (behind->list), position);
  BwWindow *window = window_of (behind);
  g_autofree char *id = g_strdup (bw_account_row_get_id (row));

  adw_dialog_close (behind->dialog);
  if (window)
    bw_account_page_open (window, id);
}

static void
on_rule (GtkButton *button, Behind *behind)
{
  adw_dialog_present (bw_rule_dialog_new (behind->title, behind->rule, NULL),
                      GTK_WIDGET (behind->dialog));
}

/* The filter in force, narrowed to exactly the accounts of the list. */
static BwAccountFilter *
filter_by_hand (Behind *behind, BwSession *session)
{
  BwAccountFilter *filter = bw_account_filter_copy (bw_session_get_filter (session));
  BwSnapshot *snapshot = bw_account_list_get_snapshot (behind->list);
  guint n = bw_account_list_get_size (behind->list);
  g_autofree const char **ids = g_new0 (const char *, n + 1);

  for (guint i = 0; i < n; i++)
    ids[i] = bw_snapshot_id (snapshot, bw_account_list_get_row (behind->list, i));
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_ID, ids);
  return filter;
}

static void
on_show (GtkButton *button, Behind *behind)
{
  BwWindow *window = window_of (behind);

  if (window)
    {
      BwSession *session = bw_window_get_session (window);
      g_autoptr (BwAccountFilter) filter = behind->filter
                                             ? bw_account_filter_copy (behind->filter)
                                             : filter_by_hand (behind, session);

      bw_session_set_filter (session, filter);
      bw_window_go_to (window, "accounts");
    }
  adw_dialog_close (behind->dialog);
}

static char *
count_accounts (BwSnapshot *snapshot, const BwSelection *selection)
{
  g_autofree char *money = NULL;
  BwMoney arr = 0;

  for (guint i = 0; i < selection->n; i++)
    if (snapshot->arr[selection->rows[i]] != BW_MONEY_NONE)
      bw_money_add (arr, snapshot->arr[selection->rows[i]], &arr);
  money = bw_money_format_short (arr, snapshot->table->currency);
  /* Translators: the second is an amount of money, as in "512 accounts · €18.4 M". */
  return g_strdup_printf (ngettext ("%'u account · %s", "%'u accounts · %s", selection->n),
                          selection->n, money);
}

static GtkWidget *
make_list (Behind *behind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *view;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  view = gtk_list_view_new (
    GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (behind->list)))),
    factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (view), TRUE);
  gtk_widget_add_css_class (view, "bw-account-lines");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  behind->title, -1);
  g_signal_connect (view, "activate", G_CALLBACK (on_activate), behind);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), view);
  return scrolled;
}

static GtkWidget *
make_empty (void)
{
  GtkWidget *status = adw_status_page_new ();

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (status), "system-search-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (status), _("No Account Here"));
  gtk_widget_add_css_class (status, "compact");
  return status;
}

/* Wraps where the window is too narrow for both buttons beside each other. */
static GtkWidget *
make_buttons (Behind *behind)
{
  GtkWidget *box = adw_wrap_box_new ();

  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (box), 12);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (box), 6);
  adw_wrap_box_set_align (ADW_WRAP_BOX (box), 0.5);
  gtk_widget_add_css_class (box, "bw-dialog-buttons");
  if (behind->rule)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("_How Is This Computed?"));

      g_signal_connect (button, "clicked", G_CALLBACK (on_rule), behind);
      adw_wrap_box_append (ADW_WRAP_BOX (box), button);
    }
  if (bw_account_list_get_size (behind->list) > 0)
    {
      GtkWidget *button = gtk_button_new_with_mnemonic (_("Show in _Accounts"));

      g_signal_connect (button, "clicked", G_CALLBACK (on_show), behind);
      adw_wrap_box_append (ADW_WRAP_BOX (box), button);
    }
  return box;
}

/**
 * bw_accounts_dialog_new:
 * @title: what the accounts have in common
 * @selection: (transfer full): the accounts, in any order
 * @rule: (nullable): how it is computed that these are the ones
 * @filter: (nullable): finds the same accounts on the Accounts page, on other days too; without
 *   it they are picked one by one
 *
 * Returns: a dialog with the accounts behind a figure, the largest first, that open into their
 *   pages
 */
AdwDialog *
bw_accounts_dialog_new (const char *title, BwSnapshot *snapshot, BwSelection *selection,
                        const BwRule *rule, const BwAccountFilter *filter)
{
  Behind *behind = g_new0 (Behind, 1);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *header = adw_header_bar_new ();
  g_autofree char *count = count_accounts (snapshot, selection);

  bw_selection_sort (selection, snapshot, bw_account_column_find ("arr"), TRUE);
  behind->dialog = adw_dialog_new ();
  behind->title = g_strdup (title);
  behind->rule = rule ? bw_rule_copy (rule) : NULL;
  behind->filter = filter ? bw_account_filter_copy (filter) : NULL;
  behind->list = bw_account_list_new (snapshot, selection);
  g_object_set_data_full (G_OBJECT (behind->dialog), "behind", behind,
                          (GDestroyNotify) behind_free);

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), adw_window_title_new (title, count));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), header);
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view),
                                bw_account_list_get_size (behind->list) > 0 ? make_list (behind)
                                                                            : make_empty ());
  adw_toolbar_view_add_bottom_bar (ADW_TOOLBAR_VIEW (view), make_buttons (behind));
  adw_dialog_set_title (behind->dialog, title);
  adw_dialog_set_content_width (behind->dialog, 520);
  adw_dialog_set_content_height (behind->dialog, 600);
  adw_dialog_set_child (behind->dialog, view);
  return behind->dialog;
}
