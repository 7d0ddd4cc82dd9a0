/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-import-file-page.h"

#include <glib/gi18n.h>

#include "model/bw-money.h"
#include "ui/widgets/bw-table-view.h"

/* So many rows are tried before the import; enough to see what is wrong with a column. */
#define PREVIEW_ROWS 300
#define SHOWN_PROBLEMS 8

/**
 * BwImportFilePage:
 *
 * One file of an import: what it holds, which of its columns is which, its first rows, and what
 * of them would be left out.
 */
struct _BwImportFilePage {
  AdwNavigationPage    parent_instance;

  AdwPreferencesPage  *page;
  AdwComboRow         *relation_row;
  AdwPreferencesGroup *columns_group;  /* (nullable): none while the relation is not known. */
  AdwPreferencesGroup *problems_group; /* (nullable) */

  BwCsvImport         *import;         /* The dialog's, which outlives its pages. */
  guint                index;
  gboolean             is_updating;
};

G_DEFINE_FINAL_TYPE (BwImportFilePage, bw_import_file_page, ADW_TYPE_NAVIGATION_PAGE)

enum {
  SIGNAL_MAPPING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void fill (BwImportFilePage *self);

static const BwCsvFile *
get_file (BwImportFilePage *self)
{
  return g_ptr_array_index (bw_csv_import_get_files (self->import), self->index);
}

static void
on_relation (AdwComboRow *row, GParamSpec *pspec, BwImportFilePage *self)
{
  guint chosen = adw_combo_row_get_selected (row);

  if (self->is_updating || chosen == GTK_INVALID_LIST_POSITION)
    return;
  bw_csv_import_set_relation (self->import, self->index,
                              chosen == 0 ? NULL : bw_relation_get (chosen - 1));
  fill (self);
  g_signal_emit (self, signals[SIGNAL_MAPPING_CHANGED], 0);
}

static void
show_problems (BwImportFilePage *self)
{
  g_autoptr (BwCsvReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (self->problems_group)
    adw_preferences_page_remove (self->page, self->problems_group);
  self->problems_group = NULL;
  if (get_file (self)->relation == NULL)
    return;
  report = bw_csv_import_preview (self->import, self->index, PREVIEW_ROWS, NULL, &error);
  if (report && report->rejections->len == 0)
    return;

  self->problems_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->problems_group, _("What Would Be Left Out"));
  for (guint i = 0; i < (report ? MIN (report->rejections->len, SHOWN_PROBLEMS) : 1); i++)
    {
      const BwCsvRejection *rejection =
        report ? g_ptr_array_index (report->rejections, i) : NULL;
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *where = NULL;

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                     rejection ? rejection->reason : error->message);
      if (rejection)
        {
          g_autofree char *line = bw_number_format ((double) rejection->line, 0);

          where = rejection->column ? g_strdup_printf (_("Line %s, column %s"), line,
                                                       rejection->column)
                                    : g_strdup_printf (_("Line %s"), line);
          adw_action_row_set_subtitle (ADW_ACTION_ROW (row), where);
        }
      adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("dialog-warning-symbolic"));
      adw_preferences_group_add (self->problems_group, row);
    }
  adw_preferences_page_add (self->page, self->problems_group);
}

static void
on_column (AdwComboRow *row, GParamSpec *pspec, BwImportFilePage *self)
{
  const char *column = g_object_get_data (G_OBJECT (row), "column");
  guint chosen = adw_combo_row_get_selected (row);

  if (self->is_updating || chosen == GTK_INVALID_LIST_POSITION)
    return;
  bw_csv_import_set_column (self->import, self->index, column, (int) chosen - 1);
  show_problems (self);
  g_signal_emit (self, signals[SIGNAL_MAPPING_CHANGED], 0);
}

static GtkWidget *
create_column_row (BwImportFilePage *self, const BwCsvFile *file, guint i, GListModel *headers)
{
  const BwColumn *column = &file->relation->columns[i];
  GtkWidget *row = adw_combo_row_new ();
  gboolean needed = (column->flags & (BW_COLUMN_KEY | BW_COLUMN_REQUIRED)) != 0;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), column->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               needed ? _("Needed") : bw_column_type_name (column->type));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), headers);
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), (guint) (file->columns[i] + 1));
  /* Columns of a relation are static. */
  g_object_set_data (G_OBJECT (row), "column", (gpointer) column->name);
  g_signal_connect (row, "notify::selected", G_CALLBACK (on_column), self);
  return row;
}

static void
fill (BwImportFilePage *self)
{
  const BwCsvFile *file = get_file (self);
  g_autoptr (GtkStringList) headers = gtk_string_list_new (NULL);

  self->is_updating = TRUE;
  if (self->columns_group)
    adw_preferences_page_remove (self->page, self->columns_group);
  self->columns_group = NULL;
  adw_combo_row_set_selected (self->relation_row, file->relation ? file->relation->id + 1 : 0);
  if (file->relation)
    {
      gtk_string_list_append (headers, _("None"));
      for (guint i = 0; i < file->n_headers; i++)
        gtk_string_list_append (headers, file->headers[i]);
      self->columns_group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
      adw_preferences_group_set_title (self->columns_group, _("Columns"));
      for (guint i = 0; i < file->relation->n_columns; i++)
        adw_preferences_group_add (self->columns_group,
                                   create_column_row (self, file, i, G_LIST_MODEL (headers)));
      adw_preferences_page_add (self->page, self->columns_group);
    }
  self->is_updating = FALSE;
  show_problems (self);
}

static char *
sample_text (guint row, guint column, gpointer data)
{
  const BwCsvFile *file = data;
  char **cells = g_ptr_array_index (file->sample, row);

  return column < g_strv_length (cells) ? g_strdup (cells[column]) : NULL;
}

static GtkWidget *
create_sample (const BwCsvFile *file)
{
  g_autoptr (BwTable) table =
    bw_table_new (file->sample->len, sample_text, NULL, (gpointer) file, NULL);
  GtkWidget *view = bw_table_view_new ();

  for (guint i = 0; i < file->n_headers; i++)
    bw_table_add_column (table, file->headers[i], BW_TABLE_TEXT);
  bw_table_view_set_table (BW_TABLE_VIEW (view), table);
  gtk_widget_set_size_request (view, -1, 200);
  gtk_widget_add_css_class (view, "card");
  gtk_widget_set_overflow (view, GTK_OVERFLOW_HIDDEN);
  return view;
}

static void
bw_import_file_page_class_init (BwImportFilePageClass *klass)
{
  /**
   * BwImportFilePage::mapping-changed:
   *
   * The file has been given another relation, or one of its columns another meaning.
   */
  signals[SIGNAL_MAPPING_CHANGED] =
    g_signal_new ("mapping-changed", BW_TYPE_IMPORT_FILE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 0);
}

static void
bw_import_file_page_init (BwImportFilePage *self)
{
}

/**
 * bw_import_file_page_new:
 * @import: has to outlive the page
 * @file: the place of the file in the import
 */
AdwNavigationPage *
bw_import_file_page_new (BwCsvImport *import, guint file)
{
  BwImportFilePage *self = g_object_new (BW_TYPE_IMPORT_FILE_PAGE, NULL);
  GtkWidget *view = adw_toolbar_view_new ();
  GtkWidget *relation_group = adw_preferences_group_new ();
  GtkWidget *sample_group = adw_preferences_group_new ();
  g_autoptr (GtkStringList) relations = gtk_string_list_new (NULL);
  const BwCsvFile *it;

  self->import = import;
  self->index = file;
  it = get_file (self);
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->relation_row = ADW_COMBO_ROW (adw_combo_row_new ());
  gtk_string_list_append (relations, _("Nothing, Leave It Out"));
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    gtk_string_list_append (relations, bw_relation_get (i)->name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->relation_row), _("Holds"));
  adw_combo_row_set_model (self->relation_row, G_LIST_MODEL (relations));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (relation_group),
                             GTK_WIDGET (self->relation_row));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (relation_group));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (sample_group), _("First Rows"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (sample_group), create_sample (it));
  adw_preferences_page_add (self->page, ADW_PREFERENCES_GROUP (sample_group));

  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->page));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), it->name);
  adw_navigation_page_set_child (ADW_NAVIGATION_PAGE (self), view);
  fill (self);
  g_signal_connect (self->relation_row, "notify::selected", G_CALLBACK (on_relation), self);
  return ADW_NAVIGATION_PAGE (self);
}
