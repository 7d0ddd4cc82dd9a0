/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-mirror-edits.h"

#include <string.h>

#include "fault-vfs.h"
#include "scratch-folder.h"
#include "store/bw-outbox.h"

typedef struct {
  char     *folder;
  char     *path;
  char     *outbox_path;
  BwMirror *writer;
  BwMirror *reader;
  BwOutbox *outbox;
} Fixture;

static const BwRelation *
find (const char *name)
{
  return bw_relation_find (name);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = scratch_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "mirror.sqlite", NULL);
  fixture->outbox_path = g_build_filename (fixture->folder, "outbox.sqlite", NULL);
  fixture->writer = bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error);
  g_assert_no_error (error);
  fixture->reader = bw_mirror_open (fixture->path, BW_MIRROR_READ_ONLY, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bw_outbox_close (fixture->outbox);
  bw_mirror_close (fixture->reader);
  bw_mirror_close (fixture->writer);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->outbox_path);
}

static void
write_mirror (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_mirror_exec (fixture->writer, sql, &error));
  g_assert_no_error (error);
}

static void
open_outbox (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->outbox = bw_outbox_open (fixture->outbox_path, &error);
  g_assert_no_error (error);
}

static void
show (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_mirror_show_edits (fixture->reader, fixture->outbox_path, &error));
  g_assert_no_error (error);
}

/* The rows that a query gives, a line each, the columns with a bar between them. */
static char *
rows_of (BwMirror *mirror, const char *sql)
{
  GString *rows = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_assert_cmpint (sqlite3_prepare_v2 (bw_mirror_get_handle (mirror), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *text = (const char *) sqlite3_column_text (statement, i);

          g_string_append_printf (rows, "%s%s", i > 0 ? "|" : "", text != NULL ? text : "NULL");
        }
      g_string_append_c (rows, '\n');
    }
  g_assert_cmpint (sqlite3_finalize (statement), ==, SQLITE_OK);
  return g_string_free (rows, FALSE);
}

static void
assert_rows (BwMirror *mirror, const char *sql, const char *expected)
{
  g_autofree char *rows = rows_of (mirror, sql);

  g_assert_cmpstr (rows, ==, expected);
}

/* An edit of a record as the person sees it. */
static char *
append (Fixture *fixture, const char *relation, BwEditKind kind, const char *record,
        const char *changes_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRecord) row = NULL;
  g_autoptr (BwRecord) seen = NULL;
  g_autoptr (BwRecord) changes = NULL;
  g_autoptr (BwEdit) edit = NULL;

  if (changes_json != NULL)
    changes = bw_record_from_json (find (relation), changes_json, -1);
  if (kind != BW_EDIT_INSERT)
    {
      row = bw_record_read (fixture->reader, find (relation), record, &error);
      g_assert_no_error (error);
      g_assert_true (
        bw_outbox_overlay (fixture->outbox, find (relation), record, row, &seen, &error));
      g_assert_no_error (error);
    }
  edit = bw_edit_new (find (relation), kind, record, changes, seen);
  g_assert_true (bw_outbox_append (fixture->outbox, edit, &error));
  g_assert_no_error (error);
  return g_strdup (edit->id);
}

/* Who has no outbox has no edits, and gets no outbox from looking. */
static void
test_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autoptr (GHashTable) after = NULL;

  write_mirror (fixture, "INSERT INTO notes (id, text, updated_at) VALUES ('n', 'x', 1)");
  before = bw_mirror_list_edited (fixture->reader, find ("notes"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (before), ==, 0);

  show (fixture);
  g_assert_false (g_file_test (fixture->outbox_path, G_FILE_TEST_EXISTS));
  g_assert_true (bw_mirror_show_edits (fixture->reader, NULL, &error));
  assert_rows (fixture->reader, "SELECT id, text FROM notes", "n|x\n");
  assert_rows (fixture->reader, "SELECT * FROM edited", "");
  after = bw_mirror_list_edited (fixture->reader, find ("notes"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (after), ==, 0);
}

/* What is new, changed and gone is seen by whoever looks through the connection, and only there. */
static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) edited = NULL;
  g_autoptr (BwEdit) refused = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *changed = NULL;
  gsize length_before, length_after;
  gpointer state;

  write_mirror (fixture,
                "INSERT INTO notes (id, account_id, text, version, updated_at) VALUES"
                " ('kept', 'a', 'K', 1, 1), ('changed', 'a', 'old', 3, 1),"
                " ('gone', 'b', 'G', 1, 1);"
                "INSERT INTO plays (id, account_id, due_on, version, updated_at) VALUES"
                " ('p', 'a', 100, 1, 1)");
  g_assert_true (g_file_get_contents (fixture->path, &before, &length_before, NULL));
  open_outbox (fixture);
  g_free (append (fixture, "notes", BW_EDIT_INSERT, "new",
                  "{\"account_id\":\"a\",\"written_at\":\"1970-01-01T00:00:01+00:00\","
                  "\"text\":\"\u202e\u05de\U0001f389\"}"));
  changed = append (fixture, "notes", BW_EDIT_UPDATE, "changed", "{\"text\":\"new\"}");
  g_free (append (fixture, "notes", BW_EDIT_DELETE, "gone", NULL));
  g_free (append (fixture, "risks", BW_EDIT_INSERT, "r",
                  "{\"account_id\":\"b\",\"opened_on\":\"1970-01-11\","
                  "\"forecast_probability\":0.25}"));
  refused = bw_outbox_get (fixture->outbox, changed, &error);
  g_assert_true (bw_outbox_mark_refused (fixture->outbox, refused, "no", &error));
  assert_rows (fixture->reader, "SELECT count(*) FROM notes", "3\n");

  show (fixture);
  assert_rows (fixture->reader,
               "SELECT id, account_id, written_at, text, version FROM notes ORDER BY id",
               "changed|a|NULL|new|3\nkept|a|NULL|K|1\n"
               "new|a|1000000|\u202e\u05de\U0001f389|NULL\n");
  assert_rows (fixture->reader, "SELECT id, opened_on, forecast_probability, closed_on FROM risks",
               "r|10|0.25|NULL\n");
  assert_rows (fixture->reader, "SELECT id FROM main.notes ORDER BY id", "changed\ngone\nkept\n");
  assert_rows (fixture->reader, "SELECT * FROM edited ORDER BY relation, id",
               "notes|changed|a|refused\nnotes|gone|b|waiting\nnotes|new|a|waiting\n"
               "risks|r|b|waiting\n");
  edited = bw_mirror_list_edited (fixture->reader, find ("notes"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_hash_table_size (edited), ==, 3);
  g_assert_true (g_hash_table_lookup_extended (edited, "changed", NULL, &state));
  g_assert_cmpuint (GPOINTER_TO_UINT (state), ==, BW_EDIT_REFUSED);

  /* The connection is still one that only reads, others see nothing, and the file is as it was. */
  g_assert_false (bw_mirror_set_meta (fixture->reader, "x", "y", NULL));
  assert_rows (fixture->writer, "SELECT id FROM notes ORDER BY id", "changed\ngone\nkept\n");
  g_assert_true (g_file_get_contents (fixture->path, &after, &length_after, NULL));
  g_assert_cmpmem (before, length_before, after, length_after);

  /* What goes from the outbox goes from sight, and what comes to the mirror comes to sight. */
  g_assert_true (bw_outbox_drop (fixture->outbox, changed, &error));
  write_mirror (fixture, "INSERT INTO notes (id, account_id, text, version, updated_at) VALUES"
                         " ('late', 'a', 'L', 1, 1)");
  show (fixture);
  assert_rows (fixture->reader, "SELECT id, text FROM notes ORDER BY id",
               "changed|old\nkept|K\nlate|L\nnew|\u202e\u05de\U0001f389\n");
}

/* What was sent stays in sight until a refresh has brought it back. */
static void
test_sent (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwEdit) edit = NULL;
  g_autoptr (BwRecord) server = NULL;
  g_autofree char *id = NULL;

  write_mirror (fixture, "INSERT INTO notes (id, account_id, text, version, updated_at) VALUES"
                         " ('n', 'a', 'old', 1, 1)");
  open_outbox (fixture);
  id = append (fixture, "notes", BW_EDIT_UPDATE, "n", "{\"text\":\"new\"}");
  edit = bw_outbox_get (fixture->outbox, id, NULL);
  server
    = bw_record_from_json (find ("notes"), "{\"id\":\"n\",\"text\":\"new\",\"version\":2}", -1);
  g_assert_true (bw_outbox_mark_sent (fixture->outbox, edit, server, 2, NULL));
  show (fixture);
  assert_rows (fixture->reader, "SELECT text, version FROM notes", "new|2\n");
  assert_rows (fixture->reader, "SELECT state FROM edited", "sent\n");

  write_mirror (fixture, "UPDATE notes SET text = 'theirs', version = 3");
  show (fixture);
  assert_rows (fixture->reader, "SELECT text, version FROM notes", "theirs|3\n");
  g_assert_true (bw_outbox_settle_sent (fixture->outbox, G_MAXINT64, 10, NULL));
  show (fixture);
  assert_rows (fixture->reader, "SELECT text, version FROM notes", "theirs|3\n");
  assert_rows (fixture->reader, "SELECT * FROM edited", "");
}

/* A damaged outbox is left to those who mend it and say so; what was in sight stays. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *content = NULL;
  g_autofree char *after = NULL;
  gsize length, length_after;

  open_outbox (fixture);
  g_free (append (fixture, "notes", BW_EDIT_INSERT, "new", "{\"account_id\":\"a\"}"));
  show (fixture);
  g_clear_pointer (&fixture->outbox, bw_outbox_close);
  g_assert_true (g_file_get_contents (fixture->outbox_path, &content, &length, NULL));
  memset (content + 16, 0xa5, 100);
  g_assert_true (g_file_set_contents (fixture->outbox_path, content, length, NULL));

  g_assert_false (bw_mirror_show_edits (fixture->reader, fixture->outbox_path, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, fixture->outbox_path));
  g_assert_true (g_file_get_contents (fixture->outbox_path, &after, &length_after, NULL));
  g_assert_cmpmem (content, length, after, length_after);
  assert_rows (fixture->reader, "SELECT id FROM notes", "new\n");
  g_assert_false (bw_mirror_set_meta (fixture->reader, "x", "y", NULL));
}

/* With edits too, the rows of an account are found by an index and not by reading all. */
static void
test_plans (Fixture *fixture, gconstpointer data)
{
  const char *queries[] = {
    "SELECT id, text FROM notes WHERE account_id = ?1",
    "SELECT id FROM notes WHERE account_id = ?1 AND written_at > 5 ORDER BY written_at LIMIT 3",
    "SELECT count(*), max (written_at) FROM notes WHERE account_id = ?1",
    "SELECT DISTINCT author_id FROM notes WHERE account_id = ?1",
    "SELECT text FROM notes WHERE id = ?1",
    "SELECT t.due_on FROM plans AS p JOIN plan_targets AS t ON t.plan_id = p.id"
    " WHERE p.account_id = ?1 ORDER BY t.due_on",
    "SELECT id, EXISTS (SELECT 1 FROM plan_targets WHERE plan_id = plans.id) FROM plans"
    " WHERE account_id = ?1",
    "SELECT a.id FROM accounts AS a WHERE EXISTS (SELECT 1 FROM plans WHERE account_id = a.id"
    " AND closed_on IS NULL) AND a.id = ?1",
    "SELECT n.text FROM accounts AS a JOIN notes AS n ON n.account_id = a.id WHERE a.id = ?1",
  };

  open_outbox (fixture);
  g_free (append (fixture, "notes", BW_EDIT_INSERT, "n", "{\"account_id\":\"a\"}"));
  g_free (append (fixture, "plans", BW_EDIT_INSERT, "p", "{\"account_id\":\"a\"}"));
  g_free (append (fixture, "plan_targets", BW_EDIT_INSERT, "t", "{\"plan_id\":\"p\"}"));
  show (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *sql = g_strconcat ("EXPLAIN QUERY PLAN ", queries[i], NULL);
      g_autofree char *plan = rows_of (fixture->reader, sql);

      g_test_message ("%s\n%s", queries[i], plan);
      g_assert_nonnull (strstr (plan, "SEARCH"));
      g_assert_null (strstr (plan, "SCAN t\n"));
      g_assert_null (strstr (plan, "SCAN edited_"));
      g_assert_null (strstr (plan, "AUTOMATIC"));
    }
}

/* Random edits -------------------------------------------------------------------------------- */

/* What the backend does with an edit, in SQL, to another copy of the data. */
static void
carry_out (BwMirror *server, const BwEdit *edit)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  if (edit->kind == BW_EDIT_DELETE)
    g_string_printf (sql, "DELETE FROM \"%s\" WHERE id = '%s';", edit->relation->name,
                     edit->record);
  else
    {
      if (edit->kind == BW_EDIT_INSERT)
        g_string_printf (sql, "INSERT INTO \"%s\" (id, updated_at) VALUES ('%s', 1);",
                         edit->relation->name, edit->record);
      for (guint i = 0; i < edit->relation->n_columns; i++)
        {
          const char *column = edit->relation->columns[i].name;

          if (bw_record_has (edit->changes, column))
            g_string_append_printf (sql,
                                    "UPDATE \"%s\" SET \"%s\" = json_extract ('[%s]', '$[0]')"
                                    " WHERE id = '%s';",
                                    edit->relation->name, column,
                                    bw_record_get_json (edit->changes, column), edit->record);
        }
    }
  bw_mirror_exec (server, sql->str, &error);
  g_assert_no_error (error);
}

static void
copy_rows (BwMirror *from, BwMirror *to, const char *relation)
{
  g_autofree char *sql
    = g_strdup_printf ("ATTACH '%s' AS source; DELETE FROM main.%s;"
                       "INSERT INTO main.%s SELECT * FROM source.%s; DETACH source;",
                       bw_mirror_get_path (from), relation, relation, relation);
  g_autoptr (GError) error = NULL;

  bw_mirror_exec (to, sql, &error);
  g_assert_no_error (error);
}

/* Whatever is edited, sent and refreshed: what is seen is what the backend has once it has all. */
static void
test_property (Fixture *fixture, gconstpointer data)
{
  const char *relations[] = { "notes", "plan_milestones" };
  const char *columns[] = { "SELECT id, account_id, author_id, text FROM notes ORDER BY id",
                            "SELECT id, plan_id, title FROM plan_milestones ORDER BY id" };
  const char *names[][3]
    = { { "text", "author_id", "account_id" }, { "title", "plan_id", "title" } };
  g_autofree char *server_path = g_build_filename (fixture->folder, "server.sqlite", NULL);
  g_autofree char *present_path = g_build_filename (fixture->folder, "present.sqlite", NULL);
  /* What the backend will have when everything has arrived, and what it has. */
  g_autoptr (BwMirror) server = bw_mirror_open (server_path, BW_MIRROR_CREATE, NULL);
  g_autoptr (BwMirror) present = bw_mirror_open (present_path, BW_MIRROR_CREATE, NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  guint inserted = 0, compared = 0;

  open_outbox (fixture);
  for (guint step = 0; step < 300; step++)
    {
      guint which = g_rand_int_range (random, 0, 2);
      const char *relation = relations[which];
      g_autofree char *sql
        = g_strdup_printf ("SELECT id FROM %s ORDER BY id", relation);
      g_autofree char *listed = rows_of (server, sql);
      g_auto (GStrv) ids = g_strsplit (listed, "\n", -1);
      guint n_ids = MAX (g_strv_length (ids), 1) - 1;
      const char *record = n_ids > 0 ? ids[g_rand_int_range (random, 0, n_ids)] : NULL;
      g_autofree char *id = NULL;
      g_autoptr (BwEdit) edit = NULL;
      guint choice = g_rand_int_range (random, 0, 10);

      if (choice < 6)
        {
          BwEditKind kind = record == NULL || choice < 2 ? BW_EDIT_INSERT
                            : choice < 5                 ? BW_EDIT_UPDATE
                                                         : BW_EDIT_DELETE;
          g_autofree char *name = g_strdup_printf ("r-%03u", inserted);
          g_autofree char *changes
            = g_strdup_printf ("{\"%s\":\"%u\"}", names[which][g_rand_int_range (random, 0, 3)],
                               step);

          id = append (fixture, relation, kind, kind == BW_EDIT_INSERT ? name : record,
                       kind == BW_EDIT_DELETE ? NULL : changes);
          inserted += kind == BW_EDIT_INSERT;
          edit = bw_outbox_get (fixture->outbox, id, NULL);
          carry_out (server, edit);
        }
      else if (choice < 8)
        {
          /* The next edit arrives, and the backend counts the record's versions. */
          g_autoptr (BwRecord) row = NULL;
          g_autofree char *count = NULL;
          gint64 version;

          g_assert_true (bw_outbox_next_unsent (fixture->outbox, 0, &edit, NULL));
          if (edit == NULL)
            continue;
          version = edit->base_version + 1;
          carry_out (present, edit);
          count = g_strdup_printf ("UPDATE %s SET version = %d WHERE id = '%s'",
                                   edit->relation->name, (int) version, edit->record);
          g_assert_true (bw_mirror_exec (present, count, NULL));
          row = bw_record_read (present, edit->relation, edit->record, NULL);
          g_assert_true (bw_outbox_mark_sent (fixture->outbox, edit, row, version, NULL));
        }
      else
        {
          /* A refresh; the program may end before it has written down that it was one. */
          for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
            copy_rows (present, fixture->writer, relations[i]);
          if (choice == 9)
            g_assert_true (bw_outbox_settle_sent (fixture->outbox, G_MAXINT64, 3, NULL));
        }

      show (fixture);
      for (guint i = 0; i < G_N_ELEMENTS (relations); i++)
        {
          g_autofree char *seen = rows_of (fixture->reader, columns[i]);
          g_autofree char *expected = rows_of (server, columns[i]);

          g_assert_cmpstr (seen, ==, expected);
          compared += *seen != '\0';
        }
    }
  g_assert_cmpuint (inserted, >, 40);
  g_assert_cmpuint (compared, >, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  fault_vfs_install ();
#define ADD(name, func) g_test_add ("/mirror-edits/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("nothing", test_nothing);
  ADD ("kinds", test_kinds);
  ADD ("sent", test_sent);
  ADD ("damaged", test_damaged);
  ADD ("plans", test_plans);
  ADD ("property", test_property);
  return g_test_run ();
}
