/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-mirror.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "model/bw-relation.h"
#include "scratch-folder.h"

typedef struct {
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "mirror.sqlite", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
run_sql (const char *path, const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_create (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error);
  g_autoptr (BwMirror) reader = NULL;
  g_autoptr (GPtrArray) touched = NULL;
  g_autoptr (GPtrArray) wrong = NULL;
  GStatBuf status;
  gboolean all = TRUE;

  g_assert_no_error (error);
  g_assert_null (bw_mirror_get_set_aside_path (mirror));
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    g_assert_cmpint (bw_mirror_count_rows (mirror, i, &error), ==, 0);
  g_assert_cmpint (bw_mirror_get_generation (mirror, &error), ==, 0);
  touched = bw_mirror_list_touched_since (mirror, 0, &all, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (touched->len, ==, 0);
  g_assert_false (all);
  wrong = bw_mirror_check (mirror, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (wrong->len, ==, 0);

  reader = bw_mirror_open (fixture->path, BW_MIRROR_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_false (bw_mirror_set_meta (reader, "x", "y", &error));
  g_assert_nonnull (error);
}

static void
test_meta (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error);
  g_autofree char *value = NULL;
  g_autofree char *none = NULL;

  g_assert_true (bw_mirror_set_meta (mirror, "a", "1", &error));
  g_assert_true (bw_mirror_set_meta (mirror, "a", "2", &error));
  g_assert_true (bw_mirror_get_meta (mirror, "a", &value, &error));
  g_assert_cmpstr (value, ==, "2");
  g_assert_true (bw_mirror_set_meta (mirror, "a", NULL, &error));
  g_assert_true (bw_mirror_get_meta (mirror, "a", &none, &error));
  g_assert_null (none);
  g_assert_no_error (error);
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_mirror_open (fixture->path, BW_MIRROR_READ_ONLY, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, fixture->path));
}

/* A folder that is not one. */
static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *below = g_build_filename (fixture->path, "mirror.sqlite", NULL);

  g_assert_true (g_file_set_contents (fixture->path, "x", 1, NULL));
  g_assert_null (bw_mirror_open (below, BW_MIRROR_CREATE, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_IO);
  g_assert_nonnull (strstr (error->message, below));
}

/* What can become of a file: text, a cut, zeros over its head, another program's database. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  for (guint kind = 0; kind < 4; kind++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwMirror) mirror = NULL;
      g_autofree char *content = NULL;
      g_autofree char *kept = NULL;
      gsize length, kept_length;

      g_unlink (fixture->path);
      bw_mirror_close (bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error));
      g_assert_no_error (error);
      g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));
      if (kind == 0)
        g_assert_true (g_file_set_contents (fixture->path, "This is not a database at all.\n", -1,
                                            NULL));
      else if (kind == 1)
        g_assert_true (g_file_set_contents (fixture->path, content, length / 2, NULL));
      else if (kind == 2)
        {
          memset (content + 16, 0, 4000);
          g_assert_true (g_file_set_contents (fixture->path, content, length, NULL));
        }
      else
        {
          g_unlink (fixture->path);
          run_sql (fixture->path, "CREATE TABLE precious (a); INSERT INTO precious VALUES (1)");
        }
      g_clear_pointer (&content, g_free);
      g_assert_true (g_file_get_contents (fixture->path, &content, &length, NULL));

      /* Who only reads is told, and touches nothing. */
      g_assert_null (bw_mirror_open (fixture->path, BW_MIRROR_READ_ONLY, &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, fixture->path));
      g_clear_error (&error);

      mirror = bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error);
      g_assert_no_error (error);
      g_assert_nonnull (bw_mirror_get_set_aside_path (mirror));
      g_assert_true (g_file_get_contents (bw_mirror_get_set_aside_path (mirror), &kept,
                                          &kept_length, NULL));
      g_assert_cmpmem (kept, kept_length, content, length);
      g_assert_cmpint (bw_mirror_count_rows (mirror, BW_RELATION_ACCOUNTS, &error), ==, 0);
      g_assert_no_error (error);
    }
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize length_before, length_after;

  bw_mirror_close (bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error));
  run_sql (fixture->path, "PRAGMA user_version = 1000");
  g_assert_true (g_file_get_contents (fixture->path, &before, &length_before, NULL));
  g_assert_null (bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);
}

/* A mirror from before a column was added to the schema table: the column comes, the rows stay,
 * and the relation is asked for anew. */
static void
test_column_added (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = NULL;
  sqlite3_stmt *statement;

  bw_mirror_close (bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error));
  run_sql (fixture->path,
           "ALTER TABLE accounts DROP COLUMN region;"
           "INSERT INTO accounts (id, name, updated_at) VALUES ('a', 'Acme', 1);"
           "INSERT INTO cursors VALUES ('accounts', 'x'), ('people', 'y')");
  mirror = bw_mirror_open (fixture->path, BW_MIRROR_NONE, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_prepare_v2 (bw_mirror_get_handle (mirror),
                                       "SELECT name, region, (SELECT group_concat (relation) FROM"
                                       " cursors)"
                                       " FROM accounts",
                                       -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, "Acme");
  g_assert_cmpint (sqlite3_column_type (statement, 1), ==, SQLITE_NULL);
  g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 2), ==, "people");
  sqlite3_finalize (statement);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store/mirror/create", Fixture, NULL, set_up, test_create, tear_down);
  g_test_add ("/store/mirror/meta", Fixture, NULL, set_up, test_meta, tear_down);
  g_test_add ("/store/mirror/missing", Fixture, NULL, set_up, test_missing, tear_down);
  g_test_add ("/store/mirror/no-folder", Fixture, NULL, set_up, test_no_folder, tear_down);
  g_test_add ("/store/mirror/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/store/mirror/newer", Fixture, NULL, set_up, test_newer, tear_down);
  g_test_add ("/store/mirror/column-added", Fixture, NULL, set_up, test_column_added, tear_down);
  return g_test_run ();
}
