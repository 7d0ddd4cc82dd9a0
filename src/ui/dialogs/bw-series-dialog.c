/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-series-dialog.h"

#include <glib/gi18n.h>

#include "portfolio/bw-account-filter.h"
#include "store/bw-mirror.h"

/* Where a success metric is chosen: of all accounts, or of one that is searched for by name. */

/* More accounts than these are narrowed down by typing on. */
#define MAX_ACCOUNTS 20

typedef struct {
  AdwDialog      *dialog;   /* Owns this. */
  BwSnapshot     *snapshot;
  char           *mirror_path;
  BwSeriesPicked  picked;
  gpointer        data;
  GtkWidget      *metrics;  /* AdwPreferencesGroup */
  GtkListBox     *accounts;
} Picker;

/* The name of a metric is the snapshot's, which the picker keeps. */
typedef struct {
  BwSnapshot       *snapshot;
  char             *mirror_path;
  BwMeasuredMetric *metrics;
  guint             n_metrics;
} List;

static void
picker_free (Picker *self)
{
  bw_snapshot_unref (self->snapshot);
  g_free (self->mirror_path);
  g_free (self);
}

static void
list_free (List *list)
{
  bw_snapshot_unref (list->snapshot);
  g_free (list->mirror_path);
  g_free (list->metrics);
  g_free (list);
}

static void
pick (Picker *self, const char *account_id, const char *metric_key)
{
  self->picked (account_id, metric_key, self->data);
  adw_dialog_close (self->dialog);
}

static void
on_metric_activated (AdwActionRow *row, Picker *self)
{
  pick (self, NULL, g_object_get_data (G_OBJECT (row), "key"));
}

static void
on_account_activated (GtkListBox *box, GtkListBoxRow *row, Picker *self)
{
  pick (self, g_object_get_data (G_OBJECT (row), "id"), NULL);
}

static void
list_metrics (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  List *list = data;
  GError *error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (list->mirror_path, BW_MIRROR_READ_ONLY, &error);
  BwFigureScope scope = { .snapshot = list->snapshot, .mirror = mirror };

  if (mirror)
    list->metrics = bw_series_figure_list_metrics (&scope, NULL, &list->n_metrics, &error);
  if (error)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
on_metrics_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Picker *self = g_object_get_data (source, "picker");
  List *list = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  if (error || list->n_metrics == 0)
    {
      adw_preferences_group_set_description (
        ADW_PREFERENCES_GROUP (self->metrics),
        error ? error->message : _("No account measures a success metric yet."));
      return;
    }
  for (guint i = 0; i < list->n_metrics; i++)
    {
      const BwMeasuredMetric *metric = &list->metrics[i];
      g_autofree char *count = g_strdup_printf (
        ngettext ("%u account", "%u accounts", metric->accounts), metric->accounts);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), metric->metric->name);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "key", g_strdup (metric->metric->key), g_free);
      g_signal_connect (row, "activated", G_CALLBACK (on_metric_activated), self);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->metrics), row);
    }
}

static void
on_search (GtkSearchEntry *entry, Picker *self)
{
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();
  g_autoptr (BwSelection) found = NULL;

  bw_account_filter_set_search (filter, gtk_editable_get_text (GTK_EDITABLE (entry)));
  found = bw_account_filter_apply (self->snapshot, filter);
  gtk_list_box_remove_all (self->accounts);
  for (guint i = 0; i < MIN (found->n, MAX_ACCOUNTS); i++)
    {
      GtkWidget *row = adw_action_row_new ();
      const char *industry = bw_snapshot_industry (self->snapshot, found->rows[i]);

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     bw_snapshot_name (self->snapshot, found->rows[i]));
      if (industry)
        adw_action_row_set_subtitle (ADW_ACTION_ROW (row), industry);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data_full (G_OBJECT (row), "id",
                              g_strdup (bw_snapshot_id (self->snapshot, found->rows[i])), g_free);
      gtk_list_box_append (self->accounts, row);
    }
}

static GtkWidget *
make_account_group (Picker *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *box = gtk_list_box_new ();
  GtkWidget *empty = gtk_label_new (_("No account has that in its name."));

  self->accounts = GTK_LIST_BOX (box);
  gtk_widget_set_margin_top (empty, 12);
  gtk_widget_set_margin_bottom (empty, 12);
  gtk_list_box_set_placeholder (self->accounts, empty);
  gtk_list_box_set_selection_mode (self->accounts, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "boxed-list");
  gtk_widget_set_margin_top (box, 6);
  g_signal_connect (box, "row-activated", G_CALLBACK (on_account_activated), self);
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (entry), _("Search accounts"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Search accounts"), -1);
  g_signal_connect (entry, "search-changed", G_CALLBACK (on_search), self);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _("One Account"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), box);
  on_search (GTK_SEARCH_ENTRY (entry), self);
  return group;
}

/**
 * bw_series_dialog_new:
 * @snapshot: the accounts there are
 * @mirror_path: where it is read which metrics are measured
 * @picked: called when something is chosen; the dialog then closes
 * @data: for @picked; outlives the dialog
 *
 * Returns: a dialog that asks for a success metric or an account
 */
AdwDialog *
bw_series_dialog_new (BwSnapshot *snapshot, const char *mirror_path, BwSeriesPicked picked,
                      gpointer data)
{
  Picker *self = g_new0 (Picker, 1);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *page = adw_preferences_page_new ();
  g_autoptr (GTask) task = NULL;
  List *list = g_new0 (List, 1);

  self->dialog = adw_dialog_new ();
  self->snapshot = bw_snapshot_ref (snapshot);
  self->mirror_path = g_strdup (mirror_path);
  self->picked = picked;
  self->data = data;
  g_object_set_data_full (G_OBJECT (self->dialog), "picker", self, (GDestroyNotify) picker_free);

  self->metrics = adw_preferences_group_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->metrics), _("All Accounts"));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), ADW_PREFERENCES_GROUP (self->metrics));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_account_group (self)));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), page);
  adw_dialog_set_title (self->dialog, _("Success Metric"));
  adw_dialog_set_content_width (self->dialog, 480);
  adw_dialog_set_content_height (self->dialog, 620);
  adw_dialog_set_child (self->dialog, view);

  list->snapshot = bw_snapshot_ref (snapshot);
  list->mirror_path = g_strdup (mirror_path);
  task = g_task_new (self->dialog, NULL, on_metrics_listed, NULL);
  g_task_set_source_tag (task, bw_series_dialog_new);
  g_task_set_task_data (task, list, (GDestroyNotify) list_free);
  g_task_run_in_thread (task, list_metrics);
  return self->dialog;
}
