/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-csv-import.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sync/bw-csv-import-private.h"
#include "sync/bw-csv-reader.h"

/* What is to be imported: the files, what they hold, and which column is which. */

static void
csv_file_free (BwCsvFile *file)
{
  g_clear_object (&file->file);
  g_free (file->name);
  g_strfreev (file->headers);
  g_free (file->columns);
  g_clear_pointer (&file->sample, g_ptr_array_unref);
  g_free (file);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCsvFile, csv_file_free)

static char **
copy_record (const BwCsvRecord *record)
{
  char **cells = g_new0 (char *, record->n_fields + 1);

  for (guint i = 0; i < record->n_fields; i++)
    cells[i] = g_strdup (record->fields[i].text);
  return cells;
}

static gboolean
check_headers (const BwCsvFile *file, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < file->n_headers; i++)
    {
      if (file->headers[i][0] != '\0' && !g_hash_table_add (seen, file->headers[i]))
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                       _("“%s” has two columns called “%s”. Give one of them another name."),
                          file->name, file->headers[i]);
          return FALSE;
        }
    }
  return TRUE;
}

static BwCsvFile *
look_at (GFile *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (BwCsvReader) reader = bw_csv_reader_new (path, cancellable, error);
  g_autoptr (BwCsvFile) file = g_new0 (BwCsvFile, 1);
  const BwCsvRecord *record;

  file->file = g_object_ref (path);
  file->name = g_file_get_basename (path);
  file->sample = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (reader == NULL || !bw_csv_reader_next (reader, &record, cancellable, error))
    return NULL;
  if (record == NULL)
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                   _("“%s” is empty. Its first line must name the columns."), file->name);
      return NULL;
    }
  file->separator = bw_csv_reader_get_separator (reader);
  file->headers = copy_record (record);
  file->n_headers = record->n_fields;
  for (guint i = 0; i < file->n_headers; i++)
    g_strstrip (file->headers[i]);
  if (!check_headers (file, error))
    return NULL;
  while (file->sample->len < BW_CSV_SAMPLE_ROWS)
    {
      if (!bw_csv_reader_next (reader, &record, cancellable, error))
        return NULL;
      if (record == NULL)
        break;
      g_ptr_array_add (file->sample, copy_record (record));
    }
  return g_steal_pointer (&file);
}

/* What the map says of a file's columns, on top of what was guessed. */
static gboolean
apply_map (BwCsvImport *self, BwCsvFile *file, GError **error)
{
  g_auto (GStrv) names = NULL;

  if (self->map == NULL || file->relation == NULL
      || !g_key_file_has_group (self->map, file->relation->name))
    return TRUE;
  names = g_key_file_get_keys (self->map, file->relation->name, NULL, NULL);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autofree char *header =
        g_key_file_get_string (self->map, file->relation->name, names[i], NULL);
      int place = -1, column = bw_relation_find_column (file->relation, names[i]);

      for (guint h = 0; h < file->n_headers; h++)
        {
          if (g_strcmp0 (file->headers[h], header) == 0)
            place = (int) h;
        }
      if (column < 0 && g_str_equal (names[i], "updated_at"))
        column = (int) BW_CSV_UPDATED_AT (file->relation);
      if (column < 0 && g_str_equal (names[i], "deleted_at"))
        column = (int) BW_CSV_DELETED_AT (file->relation);
      if (column < 0)
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                       _("The map names the column “%s” of “%s”, which is not one."), names[i],
                          file->relation->name);
          return FALSE;
        }
      /* Nothing after the equals sign means that the file has no such column. */
      if (place < 0 && header != NULL && header[0] != '\0')
        {
          g_set_error (
            error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
            _("The map takes “%s” of “%s” from a column “%s”, which “%s” does not have."),
               names[i], file->relation->name, header, file->name);
          return FALSE;
        }
      file->columns[column] = place;
    }
  return TRUE;
}

static gboolean
add_file (BwCsvImport *self, GFile *path, GCancellable *cancellable, GError **error)
{
  BwCsvFile *file = look_at (path, cancellable, error);

  if (file == NULL)
    return FALSE;
  g_ptr_array_add (self->files, file);
  file->relation = bw_csv_guess_relation (file->name);
  bw_csv_guess_columns (file);
  return apply_map (self, file, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Of a folder only the files that are called like a relation; the order is that of their names,
 * so that the same folder gives the same messages. */
static gboolean
add_folder (BwCsvImport *self, GFile *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileEnumerator) enumerator =
    g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                               cancellable, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint before = self->files->len;

  if (enumerator == NULL)
    return FALSE;
  for (;;)
    {
      GFileInfo *info;

      if (!g_file_enumerator_iterate (enumerator, &info, NULL, cancellable, error))
        return FALSE;
      if (info == NULL)
        break;
      g_ptr_array_add (names, g_strdup (g_file_info_get_name (info)));
    }
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autoptr (GFile) child = g_file_get_child (folder, name);

      if (!g_str_has_suffix (name, ".csv") && !g_str_has_suffix (name, ".tsv"))
        continue;
      if (bw_csv_guess_relation (name) == NULL)
        g_ptr_array_add (self->ignored, g_strdup (name));
      else if (!add_file (self, child, cancellable, error))
        return FALSE;
    }
  if (self->files->len == before)
    {
      g_autofree char *shown = g_file_get_parse_name (folder);

      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                   _("There is no file called like a relation in “%s”, such as accounts.csv."),
                      shown);
      return FALSE;
    }
  return TRUE;
}

static gboolean
load_map (BwCsvImport *self, const char *path, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_auto (GStrv) groups = NULL;

  self->map = g_key_file_new ();
  if (!g_key_file_load_from_file (self->map, path, G_KEY_FILE_NONE, &reason))
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                   _("The map “%s” cannot be read: %s"), path, reason->message);
      return FALSE;
    }
  groups = g_key_file_get_groups (self->map, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    {
      if (bw_relation_find (groups[i]) == NULL)
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                       _("The map names a relation “%s”, which is not one."), groups[i]);
          return FALSE;
        }
    }
  return TRUE;
}

/**
 * bw_csv_import_new:
 * @paths: (array zero-terminated=1): files, or folders whose files are called like relations
 * @map_path: (nullable): a key file that says which column is which, a group for each relation:
 *   "[accounts]", "contract_started_on=signup_date"; nothing after the equals sign leaves a column
 *   out
 * @error: a #BwSyncError, or what GIO says
 *
 * Looks at the files: their columns and first rows, and guesses what they are.
 *
 * Returns: (transfer full) (nullable): the import, to be shown, set right and run
 */
BwCsvImport *
bw_csv_import_new (const char *const *paths, const char *map_path, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (BwCsvImport) self = g_new0 (BwCsvImport, 1);

  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) csv_file_free);
  self->ignored = g_ptr_array_new_with_free_func (g_free);
  if (map_path != NULL && !load_map (self, map_path, error))
    return NULL;
  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_autoptr (GFile) path = g_file_new_for_path (paths[i]);
      gboolean folder =
        g_file_query_file_type (path, G_FILE_QUERY_INFO_NONE, cancellable) == G_FILE_TYPE_DIRECTORY;

      if (!(folder ? add_folder : add_file) (self, path, cancellable, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
bw_csv_import_free (BwCsvImport *import)
{
  if (import == NULL)
    return;
  g_ptr_array_unref (import->files);
  g_ptr_array_unref (import->ignored);
  g_clear_pointer (&import->map, g_key_file_unref);
  g_free (import);
}

/**
 * bw_csv_import_get_files:
 *
 * Returns: (transfer none) (element-type BwCsvFile): the files
 */
GPtrArray *
bw_csv_import_get_files (BwCsvImport *import)
{
  return import->files;
}

/**
 * bw_csv_import_get_ignored:
 *
 * Returns: (transfer full): the names of tables in the folder that are no relation's
 */
char **
bw_csv_import_get_ignored (BwCsvImport *import)
{
  char **names = g_new0 (char *, import->ignored->len + 1);

  for (guint i = 0; i < import->ignored->len; i++)
    names[i] = g_strdup (import->ignored->pdata[i]);
  return names;
}

/**
 * bw_csv_import_set_relation:
 * @file: the place of a file
 * @relation: (nullable): what it holds; %NULL to leave it out
 *
 * Its columns are guessed anew.
 */
void
bw_csv_import_set_relation (BwCsvImport *import, guint file, const BwRelation *relation)
{
  BwCsvFile *entry = import->files->pdata[file];

  entry->relation = relation;
  bw_csv_guess_columns (entry);
}

/**
 * bw_csv_import_set_column:
 * @file: the place of a file whose relation is known
 * @column: a column of the relation, `updated_at` or `deleted_at`
 * @header: the place of the header that it is, or -1 for none
 *
 * Returns: %FALSE when there is no such column or header
 */
gboolean
bw_csv_import_set_column (BwCsvImport *import, guint file, const char *column, int header)
{
  BwCsvFile *entry = import->files->pdata[file];
  int place;

  if (entry->relation == NULL || header >= (int) entry->n_headers)
    return FALSE;
  place = bw_relation_find_column (entry->relation, column);
  if (g_str_equal (column, "updated_at"))
    place = (int) BW_CSV_UPDATED_AT (entry->relation);
  if (g_str_equal (column, "deleted_at"))
    place = (int) BW_CSV_DELETED_AT (entry->relation);
  if (place < 0)
    return FALSE;
  entry->columns[place] = MAX (header, -1);
  return TRUE;
}

static gboolean
check_file (const BwCsvFile *file, GError **error)
{
  const BwRelation *relation = file->relation;
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_REQUIRED) && file->columns[i] < 0)
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "",
                                relation->columns[i].name);
    }
  if (missing->len == 0)
    return TRUE;
  if (file->n_headers == 1)
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                 _("“%s” has a single column and lacks: %s. Separate its columns by comma, "
                   "semicolon, tab or bar, and name them in the first line."),
                    file->name, missing->str);
  else
    g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                 _("“%s” lacks columns that “%s” needs: %s. Name them in its first line, or say in "
                   "a map which columns they are."),
                   file->name, relation->name, missing->str);
  return FALSE;
}

/**
 * bw_csv_import_check:
 * @error: %BW_SYNC_ERROR_MISSING
 *
 * Returns: whether every file has what its relation needs, each relation one file at most
 */
gboolean
bw_csv_import_check (BwCsvImport *import, GError **error)
{
  const BwCsvFile *of[BW_N_RELATIONS] = { NULL };
  guint n = 0;

  for (guint i = 0; i < import->files->len; i++)
    {
      const BwCsvFile *file = import->files->pdata[i];

      if (file->relation == NULL)
        continue;
      n++;
      if (of[file->relation->id] != NULL)
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                       _("“%s” and “%s” both hold “%s”. Choose one of them."),
                          of[file->relation->id]->name, file->name, file->relation->name);
          return FALSE;
        }
      of[file->relation->id] = file;
      if (!check_file (file, error))
        return FALSE;
    }
  if (n == 0)
    {
      const BwCsvFile *first = import->files->len > 0 ? import->files->pdata[0] : NULL;

      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING,
                   _("“%s” is not called like a relation. Call it accounts.csv, for instance."),
                      first != NULL ? first->name : "");
      return FALSE;
    }
  return TRUE;
}

/**
 * bw_csv_import_save_map:
 * @path: a key file to write
 *
 * Writes down which column is which, for the next import of files of the same make.
 *
 * Returns: whether it was written
 */
gboolean
bw_csv_import_save_map (BwCsvImport *import, const char *path, GError **error)
{
  g_autoptr (GKeyFile) map = g_key_file_new ();

  for (guint i = 0; i < import->files->len; i++)
    {
      const BwCsvFile *file = import->files->pdata[i];

      for (guint c = 0; file->relation != NULL && c < file->relation->n_columns + 2; c++)
        {
          const char *name = c < file->relation->n_columns ? file->relation->columns[c].name
                             : c == BW_CSV_UPDATED_AT (file->relation) ? "updated_at"
                                                                       : "deleted_at";

          g_key_file_set_string (map, file->relation->name, name,
                                 file->columns[c] >= 0 ? file->headers[file->columns[c]] : "");
        }
    }
  return g_key_file_save_to_file (map, path, error);
}
