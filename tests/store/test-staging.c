/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-staging.h"

#include <string.h>

#include "scratch-folder.h"

typedef struct {
  char     *folder;
  char     *path;
  BwMirror *mirror;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "mirror.sqlite", NULL);
  fixture->mirror = bw_mirror_open (fixture->path, BW_MIRROR_CREATE, NULL);
  g_assert_nonnull (fixture->mirror);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->mirror, bw_mirror_close);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static BwValue
text (const char *value)
{
  return (BwValue) { .kind = BW_VALUE_TEXT, .length = strlen (value), .text = value };
}

static BwValue
integer (gint64 value)
{
  return (BwValue) { .kind = BW_VALUE_INTEGER, .integer = value };
}

static void
add_account (BwStaging *staging, const char *id, const char *name, gint64 updated_at)
{
  const BwRelation *relation = bw_relation_get (BW_RELATION_ACCOUNTS);
  BwValue values[32] = { 0 };
  g_autoptr (GError) error = NULL;

  values[0] = text (id);
  values[1] = text (name);
  g_assert_cmpuint (relation->n_columns, <=, G_N_ELEMENTS (values));
  bw_staging_add (staging, BW_RELATION_ACCOUNTS, values, updated_at, &error);
  g_assert_no_error (error);
}

static void
add_observation (BwStaging *staging, const char *account, const char *metric, int day, double value,
                 gint64 updated_at)
{
  BwValue values[]
    = { text (account), text (metric), integer (day), { BW_VALUE_DOUBLE, 0, { .real = value } } };
  g_autoptr (GError) error = NULL;

  bw_staging_add (staging, BW_RELATION_OBSERVATIONS, values, updated_at, &error);
  g_assert_no_error (error);
}

static BwStaging *
begin (Fixture *fixture, BwStagingFlags flags)
{
  g_autoptr (GError) error = NULL;
  BwStaging *staging = bw_staging_begin (fixture->mirror, "test", flags, &error);

  g_assert_no_error (error);
  return staging;
}

static BwMergeReport *
merge (BwStaging *staging)
{
  g_autoptr (GError) error = NULL;
  BwMergeReport *report = NULL;

  bw_staging_merge (staging, &report, &error);
  g_assert_no_error (error);
  return report;
}

/* All rows of a statement as text, columns by "|" and rows by " ". */
static char *
rows (Fixture *fixture, const char *sql)
{
  g_autoptr (GString) all = g_string_new (NULL);
  sqlite3_stmt *statement;
  int result = sqlite3_prepare_v2 (bw_mirror_get_handle (fixture->mirror), sql, -1, &statement,
                                   NULL);

  g_assert_cmpint (result, ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    {
      if (all->len > 0)
        g_string_append_c (all, ' ');
      for (int i = 0; i < sqlite3_column_count (statement); i++)
        {
          const char *value = (const char *) sqlite3_column_text (statement, i);

          g_string_append_printf (all, "%s%s", i > 0 ? "|" : "", value != NULL ? value : "null");
        }
    }
  sqlite3_finalize (statement);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_rows (Fixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *found = rows (fixture, sql);

  g_assert_cmpstr (found, ==, expected);
}

static void
assert_touched (Fixture *fixture, gint64 since, const char *expected)
{
  g_autoptr (GError) error = NULL;
  gboolean all;
  g_autoptr (GPtrArray) ids = bw_mirror_list_touched_since (fixture->mirror, since, &all, &error);
  g_autofree char *joined = NULL;

  g_assert_no_error (error);
  if (all)
    {
      g_assert_cmpstr ("all", ==, expected);
      return;
    }
  g_ptr_array_add (ids, NULL);
  joined = g_strjoinv (" ", (char **) ids->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

/* A mirror with accounts a, b, c and an observation each. */
static void
fill (Fixture *fixture)
{
  g_autoptr (BwStaging) staging = begin (fixture, BW_STAGING_NONE);
  g_autoptr (BwMergeReport) report = NULL;

  add_account (staging, "b", "Beta", 10);
  add_account (staging, "a", "Alpha", 11);
  add_account (staging, "c", "Gamma", 12);
  add_observation (staging, "a", "nps", 1, 7, 10);
  add_observation (staging, "b", "nps", 1, 8, 10);
  add_observation (staging, "c", "nps", 1, 9, 10);
  g_assert_true (bw_staging_set_cursor (staging, BW_RELATION_ACCOUNTS, "first", NULL));
  report = merge (staging);
  g_assert_true (report->first_fill);
  g_assert_cmpint (report->changed[BW_RELATION_ACCOUNTS], ==, 3);
  g_assert_cmpint (report->changed[BW_RELATION_OBSERVATIONS], ==, 3);
  g_assert_cmpint (report->generation, ==, 1);
}

static void
test_first_fill (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  assert_rows (fixture, "SELECT id, name, updated_at FROM accounts ORDER BY id",
               "a|Alpha|11 b|Beta|10 c|Gamma|12");
  assert_rows (fixture, "SELECT * FROM account_slots ORDER BY slot", "a|0 b|1 c|2");
  assert_touched (fixture, 0, "all");
  assert_touched (fixture, 1, "");
  assert_rows (fixture, "SELECT name FROM sqlite_schema WHERE name LIKE 'fill%'", "");
  assert_rows (fixture, "SELECT count(*) FROM pragma_index_list ('contacts')", "2");
}

/* Each kind of change touches its accounts and nothing else. */
static void
test_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwStaging) staging = NULL;
  g_autoptr (BwMergeReport) report = NULL;
  BwValue key[] = { text ("c"), text ("nps"), integer (1), { 0 } };

  fill (fixture);
  staging = begin (fixture, BW_STAGING_NONE);
  add_account (staging, "aa", "Between", 20);
  add_account (staging, "b", "Beta", 10);                 /* as it was */
  add_observation (staging, "a", "nps", 1, 7, 10);        /* as it was */
  g_assert_true (bw_staging_add_deleted (staging, BW_RELATION_OBSERVATIONS, key, 21, NULL));
  report = merge (staging);
  g_assert_false (report->first_fill);
  g_assert_cmpint (report->changed[BW_RELATION_ACCOUNTS], ==, 1);
  g_assert_cmpint (report->changed[BW_RELATION_OBSERVATIONS], ==, 0);
  g_assert_cmpint (report->removed[BW_RELATION_OBSERVATIONS], ==, 1);
  g_assert_cmpint (report->generation, ==, 2);
  assert_touched (fixture, 1, "aa c");
  assert_rows (fixture, "SELECT * FROM account_slots ORDER BY slot", "a|0 b|1 c|2 aa|3");
  assert_rows (fixture, "SELECT account_id FROM observations", "a b");
}

static void
test_twice (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BwStaging) staging = begin (fixture, BW_STAGING_NONE);
      g_autoptr (BwMergeReport) report = NULL;

      add_observation (staging, "a", "nps", 1, 70, 30);
      report = merge (staging);
      g_assert_cmpint (report->changed[BW_RELATION_OBSERVATIONS], ==, i == 0);
      g_assert_cmpint (report->generation, ==, 2);
    }
  assert_touched (fixture, 1, "a");
  assert_touched (fixture, 2, "");
}

/* A row that moves from one account to another, and parts of plans, which know no account. */
static void
test_touched_by_way (Fixture *fixture, gconstpointer data)
{
  BwValue ticket[8] = { text ("t"), text ("a") };
  BwValue plan[9] = { text ("p"), text ("b") };
  BwValue target[9] = { text ("x"), text ("p") };

  fill (fixture);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BwStaging) staging = begin (fixture, BW_STAGING_NONE);

      if (i == 1)
        {
          ticket[1] = text ("c");
          target[3] = text ("by hand");
        }
      g_assert_true (bw_staging_add (staging, BW_RELATION_TICKETS, ticket, 30 + i, NULL));
      g_assert_true (bw_staging_add (staging, BW_RELATION_PLANS, plan, 30, NULL));
      g_assert_true (bw_staging_add (staging, BW_RELATION_PLAN_TARGETS, target, 30 + i, NULL));
      bw_merge_report_free (merge (staging));
    }
  assert_touched (fixture, 1, "a b c");
  assert_touched (fixture, 2, "a b c");
  assert_rows (fixture, "SELECT account_id FROM tickets", "c");
}

static void
test_metrics_touch_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwStaging) staging = NULL;
  BwValue metric[15] = { text ("nps") };

  fill (fixture);
  staging = begin (fixture, BW_STAGING_NONE);
  g_assert_true (bw_staging_add (staging, BW_RELATION_METRICS, metric, 30, NULL));
  bw_merge_report_free (merge (staging));
  assert_touched (fixture, 1, "all");
  assert_touched (fixture, 2, "");
}

static void
test_complete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwStaging) staging = NULL;
  g_autoptr (BwMergeReport) report = NULL;

  fill (fixture);
  staging = begin (fixture, BW_STAGING_NONE);
  g_assert_true (bw_staging_set_complete (staging, BW_RELATION_ACCOUNTS, NULL));
  g_assert_true (bw_staging_set_complete (staging, BW_RELATION_OBSERVATIONS, NULL));
  add_account (staging, "c", "Gamma", 12);
  add_account (staging, "d", "Delta", 13);
  report = merge (staging);
  g_assert_cmpint (report->changed[BW_RELATION_ACCOUNTS], ==, 1);
  g_assert_cmpint (report->removed[BW_RELATION_ACCOUNTS], ==, 2);
  g_assert_cmpint (report->removed[BW_RELATION_OBSERVATIONS], ==, 3);
  assert_rows (fixture, "SELECT id FROM accounts ORDER BY id", "c d");
  assert_touched (fixture, 1, "a b c d");
  /* Slots are never given to another account. */
  assert_rows (fixture, "SELECT * FROM account_slots ORDER BY slot", "a|0 b|1 c|2 d|3");
}

static void
test_dangling (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BwStaging) staging = begin (fixture, BW_STAGING_NONE);
      g_autoptr (BwMergeReport) report = NULL;
      BwValue contact[10] = { text (i == 0 ? "x" : "y"), text ("nobody") };
      const BwDangling *found;

      add_account (staging, "a", "Alpha", 1);
      g_assert_true (bw_staging_add (staging, BW_RELATION_CONTACTS, contact, 1, NULL));
      report = merge (staging);
      g_assert_cmpuint (report->dangling->len, ==, 1);
      found = report->dangling->pdata[0];
      g_assert_cmpint (found->relation, ==, BW_RELATION_CONTACTS);
      g_assert_cmpuint (found->column, ==, 1);
      g_assert_cmpint (found->rows, ==, 1);
      g_assert_cmpstr (found->example, ==, "nobody");
    }
  /* The rows are kept. */
  assert_rows (fixture, "SELECT id FROM contacts ORDER BY id", "x y");
}

/* What was committed is taken up by the same source and thrown away by another; in a first fill
 * and later. */
static void
test_resume (Fixture *fixture, gconstpointer data)
{
  if (GPOINTER_TO_INT (data))
    fill (fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwStaging) staging = bw_staging_begin (fixture->mirror, i == 2 ? "other" : "test",
                                                        BW_STAGING_NONE, &error);
      g_autofree char *cursor = NULL;

      g_assert_no_error (error);
      g_assert_true (bw_staging_get_cursor (staging, BW_RELATION_OBSERVATIONS, &cursor, &error));
      g_assert_cmpstr (cursor, ==, i == 1 ? "two" : NULL);
      g_assert_cmpint (bw_staging_count_rows (staging, BW_RELATION_OBSERVATIONS), ==,
                       i == 1 ? 2 : 0);
      if (i == 0)
        {
          add_observation (staging, "a", "csat", 1, 1, 40);
          add_observation (staging, "a", "csat", 2, 2, 40);
          g_assert_true (bw_staging_set_cursor (staging, BW_RELATION_OBSERVATIONS, "two", &error));
          g_assert_true (bw_staging_commit (staging, &error));
          add_observation (staging, "a", "csat", 3, 3, 40);
          g_assert_true (bw_staging_set_cursor (staging, BW_RELATION_OBSERVATIONS, "three",
                                                &error));
        }
      else
        {
          add_observation (staging, "a", "csat", 4, 4, 40);
          bw_merge_report_free (merge (staging));
          /* What the other one staged is not to be seen, what was merged is. */
          assert_rows (fixture, "SELECT observed_on FROM observations WHERE metric_key = 'csat'",
                       "1 2 4");
        }
      g_assert_no_error (error);
    }
}

static void
test_discard (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwStaging) staging = NULL;
  g_autofree char *file = g_strconcat (fixture->path, "-staging", NULL);

  fill (fixture);
  staging = begin (fixture, BW_STAGING_NONE);
  add_account (staging, "z", "Omega", 50);
  g_assert_true (bw_staging_commit (staging, NULL));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_true (bw_staging_discard (staging, NULL));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  assert_rows (fixture, "SELECT id FROM accounts ORDER BY id", "a b c");
}

static void
test_merged_cursor (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwStaging) same = NULL;
  g_autofree char *cursor = NULL;
  g_autofree char *nothing = NULL;

  fill (fixture);
  same = begin (fixture, BW_STAGING_NONE);
  g_assert_true (bw_staging_get_merged_cursor (same, BW_RELATION_ACCOUNTS, &cursor, NULL));
  g_assert_cmpstr (cursor, ==, "first");
  g_clear_pointer (&same, bw_staging_free);
  same = bw_staging_begin (fixture->mirror, "other", BW_STAGING_NONE, NULL);
  g_assert_true (bw_staging_get_merged_cursor (same, BW_RELATION_ACCOUNTS, &nothing, NULL));
  g_assert_null (nothing);
}

/* Of rows with the same key the last counts, unless duplicates are refused. */
static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BwValue again[]
    = { text ("a"), text ("nps"), integer (18262), { BW_VALUE_DOUBLE, 0, { .real = 2 } } };

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BwStaging) staging = begin (fixture, BW_STAGING_REFUSE_DUPLICATES);

      add_observation (staging, "a", "nps", 18262, 1, 0);
      g_assert_false (bw_staging_add (staging, BW_RELATION_OBSERVATIONS, again, 0, &error));
      g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_DUPLICATE);
      g_assert_cmpstr (error->message, ==,
                       "observations has more than one row with the key “a, nps, 2020-01-01”.");
      g_clear_error (&error);
      bw_merge_report_free (merge (staging));
      assert_rows (fixture, "SELECT value FROM observations", "1.0");
    }
  {
    g_autoptr (BwStaging) staging = begin (fixture, BW_STAGING_NONE);

    add_observation (staging, "a", "nps", 18262, 1, 0);
    g_assert_true (bw_staging_add (staging, BW_RELATION_OBSERVATIONS, again, 0, &error));
    bw_merge_report_free (merge (staging));
    assert_rows (fixture, "SELECT value FROM observations", "2.0");
  }
}

/* A value of a type that the table does not take, and a key that is missing. */
static void
test_invalid (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwStaging) staging = begin (fixture, BW_STAGING_REFUSE_DUPLICATES);
  g_autoptr (GError) error = NULL;
  BwValue wrong[] = { text ("a"), text ("nps"), text ("today"), { 0 } };
  BwValue keyless[] = { text ("a"), { 0 }, integer (1), { 0 } };

  g_assert_false (bw_staging_add (staging, BW_RELATION_OBSERVATIONS, wrong, 0, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (bw_staging_add (staging, BW_RELATION_OBSERVATIONS, keyless, 0, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
  g_clear_error (&error);

  /* Where rows are written several at a time it is the commit that says so. */
  g_clear_pointer (&staging, bw_staging_free);
  staging = begin (fixture, BW_STAGING_NONE);
  g_assert_true (bw_staging_add (staging, BW_RELATION_OBSERVATIONS, wrong, 0, &error));
  g_assert_false (bw_staging_commit (staging, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID);
}

/* More rows than a batch, of several relations in turn, with deletions and long texts in between:
 * what comes last counts. */
static void
test_batches (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_text = g_strnfill (300000, 'x');
  g_autoptr (BwStaging) staging = NULL;

  if (GPOINTER_TO_INT (data))
    fill (fixture);
  staging = begin (fixture, BW_STAGING_NONE);
  for (int i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%02d", i % 50);
      BwValue note[6]
        = { text (id), text ("a"), { 0 }, { 0 }, text (i % 10 == 0 ? long_text : id) };

      g_assert_true (bw_staging_add (staging, BW_RELATION_NOTES, note, i, NULL));
      if (i % 7 == 0)
        add_observation (staging, "a", "use", i, i, i);
      if (i % 5 == 0)
        g_assert_true (bw_staging_add_deleted (staging, BW_RELATION_NOTES, note, i, NULL));
    }
  bw_merge_report_free (merge (staging));
  assert_rows (fixture,
               "SELECT count(*), min(updated_at), max(updated_at), sum(length(text)),"
               " (SELECT count(*) FROM observations WHERE metric_key = 'use') FROM notes",
               "40|51|99|120|15");
}

/* The disk is full while rows are added, or in the merge: what was there is kept, and the work is
 * done when there is room again. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  sqlite3 *handle = bw_mirror_get_handle (fixture->mirror);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwStaging) staging = NULL;
  g_autoptr (BwMergeReport) report = NULL;
  g_autofree char *long_text = g_strnfill (5000, 'x');
  gboolean added = TRUE;

  fill (fixture);
  staging = begin (fixture, BW_STAGING_NONE);
  sqlite3_exec (handle, "PRAGMA staging.max_page_count = 30", NULL, NULL, NULL);
  for (guint i = 0; i < 100 && added; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      BwValue note[6] = { text (id), text ("a"), { 0 }, { 0 }, text (long_text) };

      added = bw_staging_add (staging, BW_RELATION_NOTES, note, 60, &error);
    }
  g_assert_false (added && bw_staging_commit (staging, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, fixture->path));
  g_clear_error (&error);
  g_clear_pointer (&staging, bw_staging_free);

  staging = begin (fixture, BW_STAGING_NONE);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      BwValue note[6] = { text (id), text ("a"), { 0 }, { 0 }, text (long_text) };

      g_assert_true (bw_staging_add (staging, BW_RELATION_NOTES, note, 60, &error));
    }
  g_assert_true (bw_staging_set_cursor (staging, BW_RELATION_NOTES, "all", &error));
  sqlite3_exec (handle, "PRAGMA main.max_page_count = 1", NULL, NULL, NULL);
  g_assert_false (bw_staging_merge (staging, NULL, &error));
  g_assert_error (error, BW_STORE_ERROR, BW_STORE_ERROR_FULL);
  g_clear_error (&error);
  g_clear_pointer (&staging, bw_staging_free);
  assert_rows (fixture, "SELECT count(*) FROM notes", "0");
  g_assert_cmpint (bw_mirror_get_generation (fixture->mirror, NULL), ==, 1);

  sqlite3_exec (handle, "PRAGMA main.max_page_count = 1000000", NULL, NULL, NULL);
  staging = begin (fixture, BW_STAGING_NONE);
  g_assert_cmpint (bw_staging_count_rows (staging, BW_RELATION_NOTES), ==, 100);
  report = merge (staging);
  g_assert_cmpint (report->changed[BW_RELATION_NOTES], ==, 100);
}

/* A reader sees the mirror as it was until the merge, and all of it afterwards. */
static void
test_reader (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) reader = NULL;
  g_autoptr (BwStaging) staging = NULL;

  fill (fixture);
  reader = bw_mirror_open (fixture->path, BW_MIRROR_READ_ONLY, &error);
  g_assert_no_error (error);
  staging = begin (fixture, BW_STAGING_NONE);
  for (int day = 0; day < 1000; day++)
    {
      add_observation (staging, "a", "use", day, day, 100);
      if (day % 100 == 0)
        {
          g_assert_true (bw_staging_commit (staging, &error));
          g_assert_cmpint (bw_mirror_count_rows (reader, BW_RELATION_OBSERVATIONS, &error), ==, 3);
        }
    }
  bw_merge_report_free (merge (staging));
  g_assert_cmpint (bw_mirror_count_rows (reader, BW_RELATION_OBSERVATIONS, &error), ==, 1003);
  g_assert_cmpint (bw_mirror_get_generation (reader, &error), ==, 2);
  g_assert_no_error (error);
}

/* Half a refresh in a damaged file is thrown away, not an error. */
static void
test_damaged_staging (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_strconcat (fixture->path, "-staging", NULL);
  g_autoptr (BwStaging) staging = NULL;
  g_autoptr (BwMergeReport) report = NULL;

  fill (fixture);
  g_assert_true (g_file_set_contents (file, "not a database, whatever its name says", -1, NULL));
  staging = begin (fixture, BW_STAGING_NONE);
  add_account (staging, "z", "Omega", 50);
  report = merge (staging);
  g_assert_cmpint (report->changed[BW_RELATION_ACCOUNTS], ==, 1);
}

#define ADD(name, function, data) \
  g_test_add ("/store/staging/" name, Fixture, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("first-fill", test_first_fill, NULL);
  ADD ("later", test_later, NULL);
  ADD ("twice", test_twice, NULL);
  ADD ("touched-by-way", test_touched_by_way, NULL);
  ADD ("metrics-touch-all", test_metrics_touch_all, NULL);
  ADD ("complete", test_complete, NULL);
  ADD ("dangling", test_dangling, NULL);
  ADD ("resume/fill", test_resume, GINT_TO_POINTER (FALSE));
  ADD ("resume/later", test_resume, GINT_TO_POINTER (TRUE));
  ADD ("discard", test_discard, NULL);
  ADD ("merged-cursor", test_merged_cursor, NULL);
  ADD ("duplicates", test_duplicates, NULL);
  ADD ("invalid", test_invalid, NULL);
  ADD ("batches/fill", test_batches, GINT_TO_POINTER (FALSE));
  ADD ("batches/later", test_batches, GINT_TO_POINTER (TRUE));
  ADD ("full", test_full, NULL);
  ADD ("reader", test_reader, NULL);
  ADD ("damaged-staging", test_damaged_staging, NULL);
  return g_test_run ();
}
