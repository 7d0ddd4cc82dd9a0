/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-page.h"

#include <string.h>

#include "bad-input.h"

#define T0 "2026-01-01T00:00:00+00:00"
#define T1 "2026-01-01T00:00:00.000001+00:00"

static gboolean
append (const BwValue *values, gint64 updated_at, gboolean deleted, gpointer data, GError **error)
{
  GString *all = data;

  for (guint i = 0; i < 4; i++)
    {
      if (values[i].kind == BW_VALUE_TEXT)
        g_string_append_len (all, values[i].text, values[i].length);
      else if (values[i].kind == BW_VALUE_INTEGER)
        g_string_append_printf (all, "%" G_GINT64_FORMAT, values[i].integer);
      else if (values[i].kind == BW_VALUE_DOUBLE)
        g_string_append_printf (all, "%g", values[i].real);
      else
        g_string_append (all, "null");
      g_string_append_c (all, '|');
    }
  g_string_append (all, deleted ? "deleted\n" : "\n");
  return TRUE;
}

static BwPage *
open_page (BwRelationId relation, gboolean csv, const char *body, gssize length, GError **error)
{
  /* Exactly as long as the text, so that a sanitizer sees a read beyond it. */
  g_autoptr (GBytes) bytes = g_bytes_new (body, length < 0 ? strlen (body) : (gsize) length);

  return csv ? bw_page_new_csv (bw_relation_get (relation), bytes, error)
             : bw_page_new_json (bw_relation_get (relation), bytes, error);
}

static void
assert_rows (BwRelationId relation, gboolean csv, const char *body, guint n, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPage) page = open_page (relation, csv, body, -1, &error);
  g_autoptr (GString) all = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpuint (bw_page_get_n_rows (page), ==, n);
  bw_page_read (page, append, all, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (all->str, ==, expected);
}

static void
assert_bad (BwRelationId relation, gboolean csv, const char *body, gssize length, int code,
            const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPage) page = open_page (relation, csv, body, length, &error);
  g_autoptr (GString) all = g_string_new (NULL);

  if (page != NULL)
    g_assert_false (bw_page_read (page, append, all, &error));
  g_assert_error (error, BW_SYNC_ERROR, code);
  bad_input_assert_message (error, words);
}

#define OBSERVATION(account, metric, day, value, at, gone) \
  "{\"account_id\":" account ",\"metric_key\":" metric ",\"observed_on\":" day ",\"value\":" value \
  ",\"updated_at\":\"" at "\",\"deleted_at\":" gone "}"

static void
test_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPage) page = NULL;
  g_auto (GStrv) keys = NULL;
  gint64 first, last;
  const char *body = "[" OBSERVATION ("\"a\"", "\"nps\"", "\"1970-01-02\"", "1.5", T0, "null") ","
                     OBSERVATION ("\"é\\\"\"", "\"nps\"", "\"1970-01-03\"", "null", T1,
                                  "\"" T1 "\"") "]";

  assert_rows (BW_RELATION_OBSERVATIONS, FALSE, body, 2, "a|nps|1|1.5|\né\"|nps|2|null|deleted\n");
  assert_rows (BW_RELATION_OBSERVATIONS, FALSE, "[]", 0, "");
  assert_rows (BW_RELATION_OBSERVATIONS, FALSE, " [ ] \n", 0, "");

  page = open_page (BW_RELATION_OBSERVATIONS, FALSE, body, -1, &error);
  bw_page_get_range (page, &first, &last);
  g_assert_cmpint (last, ==, first + 1);
  keys = bw_page_get_last_keys (page);
  g_assert_cmpstr (keys[0], ==, "é\"");
  g_assert_cmpstr (keys[2], ==, "1970-01-03");

  /* Columns in another order, and one more. */
  assert_rows (BW_RELATION_MATURITY_LEVELS, FALSE,
               "[{\"deleted_at\":null,\"more\":[1],\"name\":\"x\",\"updated_at\":\"" T0
                "\",\"level\":3}]", 1,
               "3|x|1767225600000000|null|\n");
}

/* A value of the type JSON is kept as text, whatever it is. */
static void
test_json_values (void)
{
  assert_rows (BW_RELATION_POLICY, FALSE,
               "[{\"key\":\"a\",\"value\":{\"x\":[1,2.5,\"y\"]},\"updated_at\":\"" T0
                "\",\"deleted_at\":null},"
               "{\"key\":\"b\",\"value\":null,\"updated_at\":\"" T0 "\",\"deleted_at\":null}]",
               2,
               "a|{\"x\":[1,2.5,\"y\"]}|1767225600000000|null|\nb|null|1767225600000000|null|\n");
}

#define HEADER "account_id,metric_key,observed_on,value,updated_at,deleted_at\n"

static void
test_csv (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPage) page = NULL;
  g_auto (GStrv) keys = NULL;
  const char *body = HEADER "a,nps,1970-01-02,1.5,\"2026-01-01 00:00:00+00\",\n"
                            "\"b,\"\"x\"\"\ny\",\"nps\",1970-01-03,,\"2026-01-01 "
                            "00:00:00.5+00\",\"2026-01-01 00:00:00+00\"";

  assert_rows (BW_RELATION_OBSERVATIONS, TRUE, body, 2,
               "a|nps|1|1.5|\nb,\"x\"\ny|nps|2|null|deleted\n");
  page = open_page (BW_RELATION_OBSERVATIONS, TRUE, body, -1, &error);
  keys = bw_page_get_last_keys (page);
  g_assert_cmpstr (keys[0], ==, "b,\"x\"\ny");

  assert_rows (BW_RELATION_OBSERVATIONS, TRUE, "", 0, "");
  assert_rows (BW_RELATION_OBSERVATIONS, TRUE, "\n", 0, "");
  assert_rows (BW_RELATION_OBSERVATIONS, TRUE, HEADER, 0, "");
  /* The lines may end in the way of other systems, and the last may end or not. */
  assert_rows (BW_RELATION_OBSERVATIONS, TRUE,
               "value,account_id,metric_key,observed_on,updated_at,deleted_at\r\n"
               "-2e3,a,nps,1970-01-02," T0 ",\r\n1,b,nps,1970-01-02," T0 ",\r\n",
               2, "a|nps|1|-2000|\nb|nps|1|1|\n");
}

static void
test_bad_values (void)
{
  static const char *const wrong[][2] = {
    { "\"many\"", "many|value|double" }, { "true", "true|value" },
    { "[1]", "value" },          { "{}", "value" },
    { "NaN", "value" },          { "-Infinity", "value" },
    { "1e999", "1e999|value" },  { "\"NaN\"", "NaN|value" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *body = g_strdup_printf (
        "[" OBSERVATION ("\"acme\"", "\"nps\"", "\"2026-01-02\"", "%s", T0, "null") "]",
        wrong[i][0]);
      g_autofree char *words = g_strdup_printf ("“observations”|“acme, nps, 2026-01-02”|%s",
                                                wrong[i][1]);

      assert_bad (BW_RELATION_OBSERVATIONS, FALSE, body, -1, BW_SYNC_ERROR_DATA, words);
    }
}

static void
test_bad_integers (void)
{
  static const char *const wrong[] = {
    "18446744073709551616", "9223372036854775808", "-9223372036854775809", "1.5", "1e30", "\"7\"",
    "NaN", "true",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *json = g_strdup_printf (
        "[{\"account_id\":\"acme\",\"month\":\"2026-01-01\",\"amount\":%s,\"updated_at\":\"" T0
        "\",\"deleted_at\":null}]", wrong[i]);
      g_autofree char *csv = g_strdup_printf (
        "account_id,month,amount,updated_at,deleted_at\nacme,2026-01-01,%s," T0 ",\n", wrong[i]);

      assert_bad (BW_RELATION_SERVICE_COSTS, FALSE, json, -1, BW_SYNC_ERROR_DATA,
                  "“service_costs”|“acme, 2026-01-01”|“amount”|money");
      if (!g_str_equal (wrong[i], "\"7\""))
        assert_bad (BW_RELATION_SERVICE_COSTS, TRUE, csv, -1, BW_SYNC_ERROR_DATA,
                    "“service_costs”|“acme, 2026-01-01”|“amount”|money");
    }
  /* The largest that fits, and a whole number that a database wrote as a double. */
  assert_rows (BW_RELATION_SERVICE_COSTS, FALSE,
               "[{\"account_id\":\"a\",\"month\":\"1970-01-01\",\"amount\":9223372036854775807,"
               "\"updated_at\":\"" T0
               "\",\"deleted_at\":null},{\"account_id\":\"b\",\"month\":\"1970-01-01\","
               "\"amount\":90.0,\"updated_at\":\"" T0
               "\",\"deleted_at\":null}]",
               2, "a|0|9223372036854775807|1767225600000000|\nb|0|90|1767225600000000|\n");
}

static void
test_bad_dates (void)
{
  static const char *const wrong[] = {
    "\"2026-02-30\"", "\"0026-01-01\"", "\"infinity\"", "\"2026-01-01T00:00:00\"", "20260101",
    "\"\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autofree char *body = g_strdup_printf (
        "[" OBSERVATION ("\"acme\"", "\"nps\"", "%s", "1", T0, "null") "]", wrong[i]);

      assert_bad (BW_RELATION_OBSERVATIONS, FALSE, body, -1, BW_SYNC_ERROR_DATA,
                  "“observed_on”|date");
    }
  assert_bad (BW_RELATION_OBSERVATIONS, FALSE,
              "[" OBSERVATION ("\"acme\"", "\"nps\"", "\"2026-01-01\"", "1", "yesterday",
                               "null") "]", -1,
              BW_SYNC_ERROR_DATA, "“updated_at”|yesterday");
}

static void
test_missing (void)
{
  /* A key that is null or empty, a column that is not there, a time stamp that is null. */
  assert_bad (BW_RELATION_OBSERVATIONS, FALSE,
              "[" OBSERVATION ("null", "\"nps\"", "\"2026-01-01\"", "1", T0, "null") "]", -1,
              BW_SYNC_ERROR_DATA, "“account_id”|missing");
  assert_bad (BW_RELATION_OBSERVATIONS, FALSE,
              "[" OBSERVATION ("\"\"", "\"nps\"", "\"2026-01-01\"", "1", T0, "null") "]", -1,
              BW_SYNC_ERROR_DATA, "“account_id”");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE, HEADER "a,,2026-01-01,1," T0 ",\n", -1,
              BW_SYNC_ERROR_DATA, "“metric_key”|missing");
  assert_bad (BW_RELATION_OBSERVATIONS, FALSE, "[{\"account_id\":\"a\"}]", -1,
              BW_SYNC_ERROR_MISSING, "“observations”|“metric_key”");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE,
              "account_id,metric_key,observed_on,updated_at,deleted_at\n", -1,
              BW_SYNC_ERROR_MISSING, "“observations”|“value”");
}

static void
test_duplicates (void)
{
  assert_bad (BW_RELATION_OBSERVATIONS, FALSE,
              "[" OBSERVATION ("\"a\"", "\"nps\"", "\"2026-01-01\"", "1", T0, "null") ","
              OBSERVATION ("\"a\"", "\"nps\"", "\"2026-01-01\"", "2", T0, "null") "]", -1,
              BW_SYNC_ERROR_DATA, "“observations”|more than one row|“a, nps, 2026-01-01”");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE,
              HEADER "\"a\",nps,2026-01-01,1," T0 ",\na,nps,2026-01-01,2," T0 ",\n", -1,
              BW_SYNC_ERROR_DATA, "“observations”|more than one row|“a, nps, 2026-01-01”");
}

static void
test_unsorted (void)
{
  assert_bad (BW_RELATION_OBSERVATIONS, FALSE,
              "[" OBSERVATION ("\"a\"", "\"nps\"", "\"2026-01-01\"", "1", T1, "null") ","
              OBSERVATION ("\"b\"", "\"nps\"", "\"2026-01-01\"", "2", T0, "null") "]", -1,
              BW_SYNC_ERROR_BROKEN, "“observations”|sort");
}

static void
test_not_pages (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  g_autofree char *deep_value = NULL;
  g_autofree char *opening = g_strnfill (100000, '[');
  g_autofree char *closing = g_strnfill (100000, ']');
  g_autofree char *long_text = g_strnfill (2 * 1024 * 1024, 'x');
  g_autofree char *long_row = NULL;

  assert_bad (BW_RELATION_POLICY, FALSE, "<html>", -1, BW_SYNC_ERROR_BROKEN, "“policy”|JSON");
  assert_bad (BW_RELATION_POLICY, FALSE, "{}", -1, BW_SYNC_ERROR_BROKEN, "“policy”|list of rows");
  assert_bad (BW_RELATION_POLICY, FALSE, "[1]", -1, BW_SYNC_ERROR_BROKEN, "“policy”|not a row");
  assert_bad (BW_RELATION_POLICY, FALSE, "[{\"key\":\"a\"", -1, BW_SYNC_ERROR_BROKEN,
              "“policy”|JSON");
  assert_bad (BW_RELATION_POLICY, FALSE, deep, -1, BW_SYNC_ERROR_BROKEN, "“policy”");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE, "<html>", -1, BW_SYNC_ERROR_MISSING,
              "“observations”");

  /* A value that is a hundred thousand deep, and one that is too long. */
  deep_value = g_strdup_printf ("[{\"key\":\"a\",\"value\":%s%s,\"updated_at\":\"" T0
                                "\",\"deleted_at\":null}]",
                                opening, closing);
  assert_bad (BW_RELATION_POLICY, FALSE, deep_value, -1, BW_SYNC_ERROR_DATA,
              "“policy”|“a”|“value”|json");
  long_row = g_strdup_printf ("[{\"level\":1,\"name\":\"%s\",\"updated_at\":\"" T0
                              "\",\"deleted_at\":null}]",
                              long_text);
  assert_bad (BW_RELATION_MATURITY_LEVELS, FALSE, long_row, -1, BW_SYNC_ERROR_DATA, "“1”|“name”|…");
}

static void
test_bad_bytes (void)
{
  assert_bad (BW_RELATION_MATURITY_LEVELS, FALSE,
              "[{\"level\":1,\"name\":\"\xff\xfe\",\"updated_at\":\"" T0 "\",\"deleted_at\":null}]",
              -1, BW_SYNC_ERROR_BROKEN, "“maturity_levels”|UTF-8");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE, HEADER "\xc3\x28,nps,2026-01-01,1," T0 ",\n", -1,
              BW_SYNC_ERROR_BROKEN, "“observations”|UTF-8");
  assert_bad (BW_RELATION_MATURITY_LEVELS, FALSE,
              "[{\"level\":1,\"name\":\"a\\u0000b\",\"updated_at\":\"" T0
               "\",\"deleted_at\":null}]", -1,
              BW_SYNC_ERROR_DATA, "“maturity_levels”|“name”");
}

static void
test_ragged (void)
{
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE, HEADER "a,nps,2026-01-01,1," T0 "\n", -1,
              BW_SYNC_ERROR_BROKEN, "“observations”|columns");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE, HEADER "a,nps,2026-01-01,1," T0 ",,\n", -1,
              BW_SYNC_ERROR_BROKEN, "“observations”|columns");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE, HEADER "\"a,nps,2026-01-01,1," T0 ",\n", -1,
              BW_SYNC_ERROR_BROKEN, "“observations”");
  assert_bad (BW_RELATION_OBSERVATIONS, TRUE, HEADER "\"a\"b,nps,2026-01-01,1," T0 ",\n", -1,
              BW_SYNC_ERROR_BROKEN, "“observations”");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/page/json", test_json);
  g_test_add_func ("/sync/page/json-values", test_json_values);
  g_test_add_func ("/sync/page/csv", test_csv);
  g_test_add_func ("/sync/page/bad-values", test_bad_values);
  g_test_add_func ("/sync/page/bad-integers", test_bad_integers);
  g_test_add_func ("/sync/page/bad-dates", test_bad_dates);
  g_test_add_func ("/sync/page/missing", test_missing);
  g_test_add_func ("/sync/page/duplicates", test_duplicates);
  g_test_add_func ("/sync/page/unsorted", test_unsorted);
  g_test_add_func ("/sync/page/not-pages", test_not_pages);
  g_test_add_func ("/sync/page/bad-bytes", test_bad_bytes);
  g_test_add_func ("/sync/page/ragged", test_ragged);
  return g_test_run ();
}
