/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-import-dialog.h"

#include <glib/gi18n.h>

#include "model/bw-money.h"
#include "sync/bw-csv-import.h"
#include "ui/dialogs/bw-import-file-page.h"
#include "ui/widgets/bw-table-view.h"

/**
 * BwImportDialog:
 *
 * Makes a portfolio out of files: choose them, look over what they are taken for, import, and see
 * what was left out and why.
 */
struct _BwImportDialog {
  AdwDialog            parent_instance;

  AdwNavigationView   *navigation;
  GtkStack            *choose_stack;
  AdwStatusPage       *choose_status;
  AdwStatusPage       *wait_status;
  GtkProgressBar      *wait_bar;
  GtkWidget           *folder_button;
  GtkWidget           *files_button;
  GtkWidget           *import_button;
  AdwBanner           *look_banner;
  AdwEntryRow         *name_row;
  AdwPreferencesGroup *files_group;
  GtkLabel            *done_label;
  BwTableView         *done_table;
  GtkWidget           *open_button;

  BwSession           *session;
  GPtrArray           *rows;
  char                *folder;  /* (nullable): where the files are. */
  BwCsvImport         *import;  /* (nullable) */
  BwPortfolioInfo     *info;    /* (nullable): what is being filled. */
  BwCsvReport         *report;  /* (nullable) */
  GCancellable        *cancellable;
};

G_DEFINE_FINAL_TYPE (BwImportDialog, bw_import_dialog, ADW_TYPE_DIALOG)

static void fill_files (BwImportDialog *self);

static void
wait_for (BwImportDialog *self, const char *title)
{
  adw_navigation_view_pop_to_tag (self->navigation, "choose");
  adw_status_page_set_title (self->wait_status, title);
  gtk_progress_bar_set_fraction (self->wait_bar, 0);
  gtk_stack_set_visible_child_name (self->choose_stack, "wait");
}

/* A failure goes back to the first step, with the reason in place of the explanation. */
static void
fail (BwImportDialog *self, const char *message)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);

  adw_navigation_view_pop_to_tag (self->navigation, "choose");
  adw_status_page_set_icon_name (self->choose_status, "dialog-error-symbolic");
  adw_status_page_set_title (self->choose_status, _("These Files Cannot Be Imported"));
  adw_status_page_set_description (self->choose_status, markup);
  gtk_stack_set_visible_child_name (self->choose_stack, "choose");
}

/* The choice of files ------------------------------------------------------------------------- */

static void
look (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  BwCsvImport *import = bw_csv_import_new (data, NULL, cancellable, &error);

  if (import)
    g_task_return_pointer (task, import, (GDestroyNotify) bw_csv_import_free);
  else
    g_task_return_error (task, error);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (source);
  g_autoptr (GError) error = NULL;
  BwCsvImport *import = g_task_propagate_pointer (G_TASK (result), &error);

  if (error)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, error->message);
      return;
    }
  g_clear_pointer (&self->import, bw_csv_import_free);
  self->import = import;
  fill_files (self);
  gtk_stack_set_visible_child_name (self->choose_stack, "choose");
  adw_navigation_view_push_by_tag (self->navigation, "look");
}

/**
 * bw_import_dialog_look:
 * @paths: (array zero-terminated=1): files or folders
 *
 * Looks at the files and shows what they are taken for.
 */
void
bw_import_dialog_look (BwImportDialog *self, const char *const *paths)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, on_looked, NULL);
  g_autofree char *name = NULL;

  g_clear_pointer (&self->folder, g_free);
  self->folder = g_file_test (paths[0], G_FILE_TEST_IS_DIR) ? g_strdup (paths[0])
                                                            : g_path_get_dirname (paths[0]);
  name = g_path_get_basename (self->folder);
  gtk_editable_set_text (GTK_EDITABLE (self->name_row), name);
  wait_for (self, _("Looking at the files…"));
  g_task_set_source_tag (task, bw_import_dialog_look);
  g_task_set_task_data (task, g_strdupv ((char **) paths), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, look);
}

static void
on_folder_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwImportDialog) self = data;
  g_autoptr (GFile) folder =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);
  const char *paths[2] = { NULL, NULL };

  if (folder == NULL)
    return;
  paths[0] = g_file_peek_path (folder);
  if (paths[0])
    bw_import_dialog_look (self, paths);
  else
    fail (self, _("The folder has to be on this computer; copy it here first."));
}

static void
on_files_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwImportDialog) self = data;
  g_autoptr (GListModel) files =
    gtk_file_dialog_open_multiple_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) paths = NULL;

  for (guint i = 0; files && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (files, i);

      if (g_file_peek_path (file))
        g_strv_builder_add (builder, g_file_peek_path (file));
    }
  paths = g_strv_builder_end (builder);
  if (paths[0])
    bw_import_dialog_look (self, (const char *const *) paths);
}

static void
on_choose_folder (GtkButton *button, BwImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _("Choose a Folder of Tables"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->cancellable, on_folder_chosen, g_object_ref (self));
}

static void
on_choose_files (GtkButton *button, BwImportDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _("Tables (CSV, TSV)"));
  gtk_file_filter_add_suffix (filter, "csv");
  gtk_file_filter_add_suffix (filter, "tsv");
  gtk_file_filter_add_suffix (filter, "txt");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_set_title (dialog, _("Choose Tables"));
  gtk_file_dialog_open_multiple (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                 self->cancellable, on_files_chosen, g_object_ref (self));
}

/* What the files are taken for ---------------------------------------------------------------- */

static void
check (BwImportDialog *self)
{
  g_autoptr (GError) error = NULL;
  gboolean good = self->import && bw_csv_import_check (self->import, &error);

  adw_banner_set_title (self->look_banner, error ? error->message : "");
  adw_banner_set_revealed (self->look_banner, error != NULL);
  gtk_widget_set_sensitive (self->import_button,
                            good && *gtk_editable_get_text (GTK_EDITABLE (self->name_row)) != '\0');
}

static char *
describe_file (const BwCsvFile *file)
{
  guint matched = 0;

  if (file->relation == NULL)
    return g_strdup (_("Left out: it is not known what it holds"));
  for (guint i = 0; i < file->relation->n_columns; i++)
    matched += file->columns[i] >= 0;
  /* Translators: "accounts, 12 of 19 columns found" */
  return g_strdup_printf (_("%s, %u of %u columns found"), file->relation->name, matched,
                          file->relation->n_columns);
}

static void
on_mapping_changed (BwImportFilePage *page, BwImportDialog *self)
{
  fill_files (self);
}

static void
on_file_activated (AdwActionRow *row, BwImportDialog *self)
{
  guint file = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "file"));
  AdwNavigationPage *page = bw_import_file_page_new (self->import, file);

  g_signal_connect_object (page, "mapping-changed", G_CALLBACK (on_mapping_changed), self, 0);
  adw_navigation_view_push (self->navigation, page);
}

static GtkWidget *
create_file_row (BwImportDialog *self, const BwCsvFile *file, guint i)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *subtitle = describe_file (file);
  const char *icon = file->relation ? "object-select-symbolic" : "list-remove-symbolic";

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), file->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), gtk_image_new_from_icon_name (icon));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "file", GUINT_TO_POINTER (i));
  g_signal_connect (row, "activated", G_CALLBACK (on_file_activated), self);
  return row;
}

static void
fill_files (BwImportDialog *self)
{
  GPtrArray *files = bw_csv_import_get_files (self->import);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->files_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < files->len; i++)
    {
      GtkWidget *row = create_file_row (self, g_ptr_array_index (files, i), i);

      adw_preferences_group_add (self->files_group, row);
      g_ptr_array_add (self->rows, row);
    }
  check (self);
}

static void
on_name_changed (AdwEntryRow *row, BwImportDialog *self)
{
  check (self);
}

/* The import ---------------------------------------------------------------------------------- */

static void
on_open (GtkButton *button, BwImportDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static char *
rejection_text (guint row, guint column, gpointer data)
{
  const BwCsvReport *report = data;
  const BwCsvRejection *rejection = g_ptr_array_index (report->rejections, row);

  switch (column)
    {
    case 0:
      return g_strdup (rejection->file);
    case 1:
      return bw_number_format ((double) rejection->line, 0);
    case 2:
      return g_strdup (rejection->column);
    default:
      return g_strdup (rejection->reason);
    }
}

static double
rejection_value (guint row, guint column, gpointer data)
{
  const BwCsvReport *report = data;
  const BwCsvRejection *rejection = g_ptr_array_index (report->rejections, row);

  return (double) rejection->line;
}

static gint64
count_rows (const BwCsvReport *report)
{
  gint64 rows = 0;

  for (guint i = 0; i < BW_N_RELATIONS; i++)
    rows += report->rows[i];
  return rows;
}

static void
show_rejections (BwImportDialog *self)
{
  g_autoptr (BwTable) table = bw_table_new (self->report->rejections->len, rejection_text,
                                            rejection_value, self->report, NULL);
  g_autofree char *good = bw_number_format ((double) count_rows (self->report), 0);
  g_autofree char *bad = bw_number_format ((double) self->report->rejected, 0);
  g_autofree char *text =
    g_strdup_printf (_("%s rows were imported, %s were left out for these reasons."), good, bad);

  bw_table_add_column (table, _("File"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Line"), BW_TABLE_NUMBER);
  bw_table_add_column (table, _("Column"), BW_TABLE_TEXT);
  bw_table_add_column (table, _("Reason"), BW_TABLE_TEXT);
  gtk_label_set_text (self->done_label, text);
  bw_table_view_set_table (self->done_table, table);
  adw_navigation_view_push_by_tag (self->navigation, "done");
}

static void
on_imported (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (BwImportDialog) self = data;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->report, bw_csv_report_free);
  self->report = bw_csv_import_run_finish (result, &error);
  if (self->report == NULL)
    {
      bw_portfolio_remove (self->info, NULL);
      g_clear_pointer (&self->info, bw_portfolio_info_free);
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        fail (self, error->message);
      return;
    }
  self->info->last_refresh = g_get_real_time ();
  bw_portfolio_save (self->info, NULL);
  if (self->report->rejected > 0)
    show_rejections (self);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
on_progress (double share, gint64 rows, gpointer data)
{
  BwImportDialog *self = data;
  g_autofree char *number = bw_number_format ((double) rows, 0);
  g_autofree char *text = g_strdup_printf (_("%s rows so far"), number);

  gtk_progress_bar_set_fraction (self->wait_bar, CLAMP (share, 0, 1));
  adw_status_page_set_description (self->wait_status, text);
}

static void
on_import (GtkButton *button, BwImportDialog *self)
{
  g_autoptr (GError) error = NULL;

  self->info = bw_portfolio_add (gtk_editable_get_text (GTK_EDITABLE (self->name_row)),
                                 BW_PORTFOLIO_CSV, self->folder, NULL, &error);
  if (self->info == NULL)
    {
      adw_banner_set_title (self->look_banner, error->message);
      adw_banner_set_revealed (self->look_banner, TRUE);
      return;
    }
  wait_for (self, _("Importing…"));
  bw_csv_import_run_async (self->import, self->info->mirror_path, on_progress, self,
                           self->cancellable, on_imported, g_object_ref (self));
}

static void
bw_import_dialog_closed (AdwDialog *dialog)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (dialog);

  g_cancellable_cancel (self->cancellable);
  /* Whoever closes the list of what was left out has seen it and wants what was imported. */
  if (self->report && self->info)
    bw_session_open_info (self->session, g_steal_pointer (&self->info));
}

static void
bw_import_dialog_dispose (GObject *object)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), BW_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (bw_import_dialog_parent_class)->dispose (object);
}

static void
bw_import_dialog_finalize (GObject *object)
{
  BwImportDialog *self = BW_IMPORT_DIALOG (object);

  g_clear_pointer (&self->import, bw_csv_import_free);
  g_clear_pointer (&self->report, bw_csv_report_free);
  g_clear_pointer (&self->info, bw_portfolio_info_free);
  g_free (self->folder);
  G_OBJECT_CLASS (bw_import_dialog_parent_class)->finalize (object);
}

static void
bw_import_dialog_class_init (BwImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_import_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_import_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = bw_import_dialog_closed;
  g_type_ensure (BW_TYPE_TABLE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, BW_RESOURCES "bw-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, navigation);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, choose_stack);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, choose_status);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, wait_status);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, wait_bar);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, folder_button);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, files_button);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, import_button);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, look_banner);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, files_group);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, done_label);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, done_table);
  gtk_widget_class_bind_template_child (widget_class, BwImportDialog, open_button);
}

static void
bw_import_dialog_init (BwImportDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self->folder_button, "clicked", G_CALLBACK (on_choose_folder), self);
  g_signal_connect (self->files_button, "clicked", G_CALLBACK (on_choose_files), self);
  g_signal_connect (self->import_button, "clicked", G_CALLBACK (on_import), self);
  g_signal_connect (self->open_button, "clicked", G_CALLBACK (on_open), self);
  g_signal_connect (self->name_row, "changed", G_CALLBACK (on_name_changed), self);
}

AdwDialog *
bw_import_dialog_new (BwSession *session)
{
  BwImportDialog *self = g_object_new (BW_TYPE_IMPORT_DIALOG, NULL);

  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}
