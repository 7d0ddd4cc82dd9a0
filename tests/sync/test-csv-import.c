/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-csv-import.h"

#include <glib/gstdio.h>
#include <string.h>

#include "demo/bw-demo-csv.h"
#include "demo/bw-demo-server.h"
#include "scratch-folder.h"
#include "sync/bw-csv-cell.h"
#include "sync/bw-refresh.h"

typedef struct {
  char *folder;
  char *mirror;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = scratch_folder_new ();
  fixture->mirror = g_build_filename (fixture->folder, "mirror.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->mirror);
}

static void
put (Fixture *fixture, const char *name, const char *content)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, content, -1, NULL));
}

static BwCsvImport *
open_folder (Fixture *fixture, const char *map, GError **error)
{
  const char *const paths[] = { fixture->folder, NULL };
  g_autofree char *map_path = map != NULL ? g_build_filename (fixture->folder, map, NULL) : NULL;

  return bw_csv_import_new (paths, map_path, NULL, error);
}

/* Imports the folder; the error's message, or NULL when it went well. */
static char *
import_folder (Fixture *fixture, const char *map, BwCsvReport **report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwCsvImport) import = open_folder (fixture, map, &error);
  g_autoptr (BwCsvReport) result = NULL;

  if (import != NULL)
    result = bw_csv_import_run (import, fixture->mirror, NULL, NULL, NULL, &error);
  g_assert_true ((result != NULL) == (error == NULL));
  if (report != NULL)
    *report = g_steal_pointer (&result);
  return error != NULL ? g_strdup (error->message) : NULL;
}

/* What a statement that gives one text says of the mirror. */
static char *
query (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (fixture->mirror, BW_MIRROR_READ_ONLY, &error);
  sqlite3_stmt *statement;
  char *text;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_prepare_v2 (bw_mirror_get_handle (mirror), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  text = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return text;
}

static void
test_rejections (Fixture *fixture, gconstpointer data)
{
  static const struct {
    guint64 line;
    const char *column;
    const char *reason;
  } expected[] = {
    { 3, "contract_started_on", "“31.01.2025” is not a date" },
    { 4, NULL, "3 cells and the header 6" },
    { 5, "name", "empty" },
    { 6, "id", "empty" },
    { 7, "service_complexity", "“1e999” is not a number" },
    { 8, "service_complexity", "“NaN” is not a number" },
    { 9, "licences_active", "“18446744073709551616” is not a whole number" },
    { 10, NULL, "7 cells and the header 6" },
    { 13, NULL, "same key" },
    { 15, NULL, "1 cell and the header 6" },
  };
  g_autoptr (BwCsvReport) report = NULL;
  g_autofree char *message = NULL, *names = NULL, *untouched = NULL;

  put (fixture, "accounts.csv",
       "id,name,contract_started_on,service_complexity,licences_active,colour\n"
       "a1,Ærø & Söhne,2025-01-31,0.5,10,red\n"
       "a2,Two,31.01.2025,0.5,10,red\n"
       "a3,Three,2025-01-31\n"
       "a4,,2025-01-31,,,\n"
       ",Five,2025-01-31,,,\n"
       "a6,Six,2025-01-31,1e999,,\n"
       "a7,Seven,2025-01-31,NaN,,\n"
       "a8,Eight,2025-01-31,,18446744073709551616,\n"
       "a9,Nine,2025-01-31,,,,\n"
       "a10,\"Te\nn\",,,,\n"
       "a1,Again,,,,\n"
       "a11,Eleven,2025-01-31T10:00:00Z,0,0,\n"
       "a12\n");
  message = import_folder (fixture, NULL, &report);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (report->rows[BW_RELATION_ACCOUNTS], ==, 3);
  g_assert_cmpint (report->rejected, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const BwCsvRejection *rejection = report->rejections->pdata[i];

      g_assert_cmpuint (rejection->line, ==, expected[i].line);
      g_assert_cmpstr (rejection->column, ==, expected[i].column);
      g_assert_nonnull (strstr (rejection->reason, expected[i].reason));
      g_assert_cmpstr (rejection->file, ==, "accounts.csv");
    }
  names = query (fixture, "SELECT group_concat(name, ';' ORDER BY id) FROM accounts");
  g_assert_cmpstr (names, ==, "Ærø & Söhne;Te\nn;Eleven");
  untouched = query (fixture, "SELECT count(*) FROM accounts WHERE contract_started_on IS NULL "
                              "AND licences_active IS NULL AND industry IS NULL");
  g_assert_cmpstr (untouched, ==, "1");
}

/* Each of these stops the import, says why, and leaves the mirror as it was. */
static void
test_files_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *name;
    const char *content;
    const char *named;
  } refused[] = {
    { "accounts.csv", "", "“accounts.csv” is empty" },
    { "accounts.csv", "a1,Ærø\na2,Two\n", "id, name" },
    { "accounts.csv", "id:name\na1:One\n", "single column" },
    { "accounts.csv", "id,title\na1,One\n", "needs: name" },
    { "accounts.csv", "id,name,name\na1,One,Two\n", "two columns called “name”" },
    { "accounts.csv", "id,name\na1,M\xfcller\n", "not UTF-8" },
    { "accounts.csv", "id,name\na1,\"open\n", "not closed" },
    { "observations.csv", "account_id,observed_on,value\na1,2025-01-31,1\n", "metric_key" },
  };
  g_autofree char *message = NULL;

  put (fixture, "accounts.csv", "id,name\na1,Before\n");
  message = import_folder (fixture, NULL, NULL);
  g_assert_cmpstr (message, ==, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *before = NULL, *again = NULL;

      put (fixture, "accounts.csv", "id,name\na1,After\n");
      put (fixture, refused[i].name, refused[i].content);
      again = import_folder (fixture, NULL, NULL);
      g_assert_nonnull (again);
      g_test_message ("%s", again);
      g_assert_nonnull (strstr (again, refused[i].named));
      before = query (fixture, "SELECT group_concat(name) FROM accounts");
      g_assert_cmpstr (before, ==, "Before");
    }
}

static void
test_names_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *nothing = import_folder (fixture, NULL, NULL), *path = NULL;
  g_autoptr (GError) error = NULL, missing_error = NULL;
  g_autoptr (BwCsvImport) import = NULL, missing = NULL;
  const char *paths[] = { NULL, NULL };

  g_assert_nonnull (strstr (nothing, "accounts.csv"));
  put (fixture, "customers.csv", "id,name\na1,One\n");
  paths[0] = path = g_build_filename (fixture->folder, "customers.csv", NULL);
  import = bw_csv_import_new (paths, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (bw_csv_import_run (import, fixture->mirror, NULL, NULL, NULL, &error));
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "customers.csv"));

  /* Told what it is, it is imported. */
  bw_csv_import_set_relation (import, 0, bw_relation_get (BW_RELATION_ACCOUNTS));
  {
    g_autoptr (BwCsvReport) report =
      bw_csv_import_run (import, fixture->mirror, NULL, NULL, NULL, NULL);

    g_assert_nonnull (report);
    g_assert_cmpint (report->rows[BW_RELATION_ACCOUNTS], ==, 1);
  }
  paths[0] = "/nonexistent/accounts.csv";
  missing = bw_csv_import_new (paths, NULL, NULL, &missing_error);
  g_assert_null (missing);
  g_assert_error (missing_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_map (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *map;
    const char *named;
  } refused[] = {
    { "[accounts]\nid=Kundennummer\nname=Firm\n", "“Firm”" },
    { "[accounts]\ncolour=Firma\n", "“colour”" },
    { "[customers]\nid=Firma\n", "“customers”" },
    { "accounts\n", "cannot be read" },
  };
  g_autofree char *message = NULL, *row = NULL, *days = NULL;

  put (
    fixture, "accounts.csv",
    "Kundennummer;Firma;Vertragsbeginn;Region;service_complexity\n4711;\"Weiß; Söhne\";2025-02-28;"
    "DACH;0,25\n");
  put (fixture, "good.map",
       "[accounts]\nid=Kundennummer\nname=Firma\ncontract_started_on=Vertragsbeginn\nregion=\n");
  message = import_folder (fixture, "good.map", NULL);
  g_assert_cmpstr (message, ==, NULL);
  row =
    query (fixture, "SELECT id || name || service_complexity FROM accounts WHERE region IS NULL");
  g_assert_cmpstr (row, ==, "4711Weiß; Söhne0.25");
  /* 2025-02-28 as `date -d 2025-02-28 +%s` gives it, in days. */
  days = query (fixture, "SELECT contract_started_on FROM accounts");
  g_assert_cmpstr (days, ==, "20147");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *reason = NULL;

      put (fixture, "bad.map", refused[i].map);
      reason = import_folder (fixture, "bad.map", NULL);
      g_assert_nonnull (reason);
      g_assert_nonnull (strstr (reason, refused[i].named));
    }
}

static void
test_guess_and_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwCsvImport) import = NULL;
  g_autoptr (BwCsvReport) report = NULL;
  g_auto (GStrv) ignored = NULL;
  BwCsvFile *file;

  put (fixture, "acme_accounts.csv",
       "\xef\xbb\xbf"
       "Account ID\tName\tContract started on\r\n"
       "x\tOne\t2025-01-31\r\ny\tTwo\tsoon\r\n");
  put (fixture, "weather.csv", "day,rain\n1,2\n");
  import = open_folder (fixture, NULL, NULL);
  g_assert_nonnull (import);
  ignored = bw_csv_import_get_ignored (import);
  g_assert_cmpstr (ignored[0], ==, "weather.csv");
  g_assert_null (ignored[1]);
  g_assert_cmpuint (bw_csv_import_get_files (import)->len, ==, 1);
  file = bw_csv_import_get_files (import)->pdata[0];
  g_assert_true (file->relation == bw_relation_get (BW_RELATION_ACCOUNTS));
  g_assert_cmpint (file->separator, ==, '\t');
  g_assert_cmpuint (file->sample->len, ==, 2);
  g_assert_cmpstr (((char **) file->sample->pdata[1])[2], ==, "soon");
  g_assert_cmpint (file->columns[bw_relation_find_column (file->relation, "id")], ==, 0);
  g_assert_cmpint (file->columns[bw_relation_find_column (file->relation, "contract_started_on")],
                   ==, 2);
  report = bw_csv_import_preview (import, 0, 0, NULL, NULL);
  g_assert_cmpint (report->rows[BW_RELATION_ACCOUNTS], ==, 1);
  g_assert_cmpint (report->rejected, ==, 1);
  g_assert_false (g_file_test (fixture->mirror, G_FILE_TEST_EXISTS));

  g_assert_false (bw_csv_import_set_column (import, 0, "name", 3));
  g_assert_false (bw_csv_import_set_column (import, 0, "colour", 0));
  g_assert_true (bw_csv_import_set_column (import, 0, "name", -1));
  g_assert_false (bw_csv_import_check (import, NULL));
  g_assert_true (bw_csv_import_set_column (import, 0, "name", 1));
  g_assert_true (bw_csv_import_check (import, NULL));
}

static void
test_replaces (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = NULL, *second = NULL, *names = NULL, *metrics = NULL;

  put (fixture, "accounts.csv", "id,name,deleted_at\na1,One,\na2,Two,\n");
  put (fixture, "metrics.csv", "key,name\nnps,Recommend\n");
  first = import_folder (fixture, NULL, NULL);
  g_assert_cmpstr (first, ==, NULL);
  {
    g_autofree char *path = g_build_filename (fixture->folder, "metrics.csv", NULL);

    g_unlink (path);
  }
  put (fixture, "accounts.csv", "id,name,deleted_at\na2,Two,\na3,Three,\na4,Four,2025-01-01\n");
  second = import_folder (fixture, NULL, NULL);
  g_assert_cmpstr (second, ==, NULL);
  names = query (fixture, "SELECT group_concat(name, ';' ORDER BY id) FROM accounts");
  g_assert_cmpstr (names, ==, "Two;Three");
  metrics = query (fixture, "SELECT count(*) FROM metrics");
  g_assert_cmpstr (metrics, ==, "1");
}

static void
test_cells (void)
{
  static const struct {
    BwColumnType type;
    char separator;
    const char *text;
    gboolean good;
    double value;
  } known[] = {
    { BW_COLUMN_INTEGER, ',', "-7", TRUE, -7 },
    { BW_COLUMN_INTEGER, ',', "7.0", FALSE },
    { BW_COLUMN_INTEGER, ',', " 7", FALSE },
    { BW_COLUMN_INTEGER, ',', "0x7", FALSE },
    { BW_COLUMN_INTEGER, ',', "9223372036854775808", FALSE },
    { BW_COLUMN_MONEY, ',', "1999", TRUE, 1999 },
    { BW_COLUMN_MONEY, ',', "19.99", FALSE },
    { BW_COLUMN_MONEY, ',', "EUR 5", FALSE },
    { BW_COLUMN_DOUBLE, ',', "1.5e3", TRUE, 1500 },
    { BW_COLUMN_DOUBLE, ';', "1,5", TRUE, 1.5 },
    { BW_COLUMN_DOUBLE, ',', "1,5", FALSE },
    { BW_COLUMN_DOUBLE, ';', "1.234,5", FALSE },
    { BW_COLUMN_DOUBLE, ',', "inf", FALSE },
    { BW_COLUMN_DOUBLE, ',', "nan", FALSE },
    { BW_COLUMN_DOUBLE, ',', "0x1p3", FALSE },
    { BW_COLUMN_BOOL, ',', "TRUE", TRUE, 1 },
    { BW_COLUMN_BOOL, ',', "f", TRUE, 0 },
    { BW_COLUMN_BOOL, ',', "2", FALSE },
    { BW_COLUMN_DATE, ',', "1970-01-02", TRUE, 1 },
    { BW_COLUMN_DATE, ',', "1970-01-02 23:00:00", TRUE, 1 },
    { BW_COLUMN_DATE, ',', "1970-01-02x", FALSE },
    { BW_COLUMN_DATE, ',', "2025-02-29", FALSE },
    { BW_COLUMN_DATE, ',', "1/2/1970", FALSE },
    { BW_COLUMN_TIMESTAMP, ',', "1970-01-01T00:00:01Z", TRUE, 1e6 },
    { BW_COLUMN_TIMESTAMP, ',', "1970-01-02", TRUE, 864e8 },
    { BW_COLUMN_TIMESTAMP, ',', "noon", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      BwColumn column = { "x", known[i].type };
      BwCsvField field = { known[i].text, strlen (known[i].text), FALSE };
      BwValue value;
      g_autofree char *reason = bw_csv_cell_parse (&column, &field, known[i].separator, &value);

      g_assert_true ((reason == NULL) == known[i].good);
      if (known[i].good)
        g_assert_cmpfloat (known[i].type == BW_COLUMN_DOUBLE ? value.real : (double) value.integer,
                           ==, known[i].value);
      else
        g_assert_nonnull (strstr (reason, known[i].text));
    }
}

static gboolean
add_line (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  gpointer *both = data;
  g_autoptr (GString) line = g_string_new (NULL);

  bw_demo_append_csv_row (line, both[0], values, updated_at);
  g_hash_table_add (both[1], g_strdup (line->str));
  return TRUE;
}

/* Every row of the mirror is one of the company's, and there are as many. */
static void
compare_relation (BwMirror *mirror, BwDemoCompany *company, const BwRelation *relation)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s", relation->name);
  gpointer both[] = { (gpointer) relation, lines };
  sqlite3_stmt *statement;
  guint n = 0;

  bw_demo_company_each_row (company, relation->id, add_line, both);
  g_assert_cmpint (sqlite3_prepare_v2 (bw_mirror_get_handle (mirror), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  for (; sqlite3_step (statement) == SQLITE_ROW; n++)
    {
      BwDemoValue values[32];
      g_autoptr (GString) line = g_string_new (NULL);

      for (guint i = 0; i < relation->n_columns; i++)
        {
          int type = sqlite3_column_type (statement, (int) i);

          values[i].kind = BW_DEMO_NULL;
          if (type == SQLITE_TEXT)
            {
              values[i].kind = BW_DEMO_TEXT;
              values[i].text = (const char *) sqlite3_column_text (statement, (int) i);
            }
          else if (type == SQLITE_FLOAT)
            {
              values[i].kind = BW_DEMO_DOUBLE;
              values[i].real = sqlite3_column_double (statement, (int) i);
            }
          else if (type == SQLITE_INTEGER)
            {
              values[i].kind = BW_DEMO_INTEGER;
              values[i].integer = sqlite3_column_int64 (statement, (int) i);
            }
        }
      bw_demo_append_csv_row (line, relation, values,
                              sqlite3_column_int64 (statement, (int) relation->n_columns));
      if (!g_hash_table_contains (lines, line->str))
        g_error ("%s: not a row of the company: %s", relation->name, line->str);
    }
  sqlite3_finalize (statement);
  g_assert_cmpuint (n, ==, g_hash_table_size (lines));
  g_assert_cmpuint (n, >, 0);
}

static BwDemoCompany *
small_company (void)
{
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;

  options.accounts = 40;
  return bw_demo_company_new (&options);
}

static void
compare_company (Fixture *fixture, BwDemoCompany *company)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (fixture->mirror, BW_MIRROR_READ_ONLY, &error);

  g_assert_no_error (error);
  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    compare_relation (mirror, company, bw_relation_get (id));
}

/* The same company by either way makes the same mirror. */
static void
test_demo_by_files (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwDemoCompany) company = small_company ();
  g_autoptr (BwCsvReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  g_assert_true (bw_demo_write_csv (company, fixture->folder, &error));
  message = import_folder (fixture, NULL, &report);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (report->rejected, ==, 0);
  g_assert_cmpuint (report->merge->dangling->len, ==, 0);
  compare_company (fixture, company);
}

static void
test_demo_by_server (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwDemoCompany) company = small_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwDemoServer) server = bw_demo_server_new (company, NULL, &error);
  g_autofree char *lock = g_strconcat (fixture->mirror, ".lock", NULL);
  g_autoptr (BwRefreshSetup) setup = NULL;
  g_autoptr (BwRefreshResult) result = NULL;

  g_assert_no_error (error);
  setup = bw_refresh_setup_new (bw_demo_server_get_url (server), fixture->mirror, lock);
  setup->page_rows = 500;
  result = bw_refresh_run (setup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->report->dangling->len, ==, 0);
  compare_company (fixture, company);
}

static void
count_progress (double share, gint64 rows, gpointer data)
{
  g_assert_true (share >= 0 && share <= 1);
  (*(guint *) data)++;
}

static void
on_done (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_async_and_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwCsvImport) import = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL, second = NULL;
  g_autoptr (BwCsvReport) report = NULL;
  g_autoptr (GError) error = NULL;
  guint told = 0;

  put (fixture, "accounts.csv", "id,name\na1,One\n");
  import = open_folder (fixture, NULL, NULL);
  bw_csv_import_run_async (import, fixture->mirror, count_progress, &told, NULL, on_done, &first);
  while (first == NULL)
    g_main_context_iteration (NULL, TRUE);
  report = bw_csv_import_run_finish (first, &error);
  g_assert_no_error (error);
  g_assert_cmpint (report->rows[BW_RELATION_ACCOUNTS], ==, 1);
  g_assert_cmpuint (told, >, 0);

  g_cancellable_cancel (cancellable);
  bw_csv_import_run_async (import, fixture->mirror, NULL, NULL, cancellable, on_done, &second);
  while (second == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (bw_csv_import_run_finish (second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/csv-import/cells", test_cells);
  g_test_add ("/sync/csv-import/rejections", Fixture, NULL, set_up, test_rejections, tear_down);
  g_test_add ("/sync/csv-import/files-refused", Fixture, NULL, set_up, test_files_refused,
              tear_down);
  g_test_add ("/sync/csv-import/names-refused", Fixture, NULL, set_up, test_names_refused,
              tear_down);
  g_test_add ("/sync/csv-import/map", Fixture, NULL, set_up, test_map, tear_down);
  g_test_add ("/sync/csv-import/preview", Fixture, NULL, set_up, test_guess_and_preview, tear_down);
  g_test_add ("/sync/csv-import/replaces", Fixture, NULL, set_up, test_replaces, tear_down);
  g_test_add ("/sync/csv-import/demo-by-files", Fixture, NULL, set_up, test_demo_by_files,
              tear_down);
  g_test_add ("/sync/csv-import/demo-by-server", Fixture, NULL, set_up, test_demo_by_server,
              tear_down);
  g_test_add ("/sync/csv-import/async-and-cancel", Fixture, NULL, set_up, test_async_and_cancel,
              tear_down);
  return g_test_run ();
}
