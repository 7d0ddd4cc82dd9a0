/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <stdlib.h>

#include "cli/bw-json.h"
#include "cli/bw-output.h"

static yyjson_mut_doc *
make_document (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *rows, *row, *part;

  yyjson_mut_doc_set_root (doc, root);
  bw_json_add_date (doc, root, "as_of", bw_date_from_civil (2026, 11, 21));
  bw_json_add_real (doc, root, "gini", NAN);
  part = bw_json_add_object (doc, root, "at_risk");
  bw_json_add_count (doc, part, "accounts", 61);
  bw_json_add_money (doc, part, "arr_minor", 190000000);
  bw_json_add_real (doc, part, "share_arr", 0.103);
  rows = bw_json_add_array (doc, root, "accounts");
  row = bw_json_append_object (doc, rows);
  bw_json_add_text (doc, row, "name", "Müller, \"Söhne\"");
  bw_json_add_money (doc, row, "arr_minor", BW_MONEY_NONE);
  bw_json_add_real (doc, row, "happiness", -0.5);
  row = bw_json_append_object (doc, rows);
  bw_json_add_text (doc, row, "name", "=SUM(A1)");
  bw_json_add_money (doc, row, "arr_minor", -123456);
  bw_json_add_real (doc, row, "happiness", 1e300);
  return doc;
}

static void
assert_printed (yyjson_mut_doc *doc, const char *rows_key, BwOutputFormat format,
                const char *expected)
{
  char *text = NULL;
  size_t length = 0;
  FILE *file = open_memstream (&text, &length);
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_output_print (doc, rows_key, "EUR", format, file, &error));
  g_assert_no_error (error);
  fclose (file);
  g_assert_cmpstr (text, ==, expected);
  free (text);
  yyjson_mut_doc_free (doc);
}

static void
test_json (void)
{
  assert_printed (make_document (), "accounts", BW_OUTPUT_JSON,
                  "{\n"
                  "  \"as_of\": \"2026-11-21\",\n"
                  "  \"gini\": null,\n"
                  "  \"at_risk\": {\n"
                  "    \"accounts\": 61,\n"
                  "    \"arr_minor\": 190000000,\n"
                  "    \"share_arr\": 0.103\n"
                  "  },\n"
                  "  \"accounts\": [\n"
                  "    {\n"
                  "      \"name\": \"Müller, \\\"Söhne\\\"\",\n"
                  "      \"arr_minor\": null,\n"
                  "      \"happiness\": -0.5\n"
                  "    },\n"
                  "    {\n"
                  "      \"name\": \"=SUM(A1)\",\n"
                  "      \"arr_minor\": -123456,\n"
                  "      \"happiness\": 1e300\n"
                  "    }\n"
                  "  ]\n"
                  "}\n");
}

/* A text that a spreadsheet would take for a formula is defused; a negative number is a number. */
static void
test_csv (void)
{
  assert_printed (make_document (), "accounts", BW_OUTPUT_CSV,
                  "name,arr_minor,happiness\r\n"
                  "\"Müller, \"\"Söhne\"\"\",,-0.5\r\n"
                  "\"'=SUM(A1)\",-123456,1e300\r\n");
}

static void
test_table (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc), *rows, *row;

  yyjson_mut_doc_set_root (doc, root);
  bw_json_add_real (doc, root, "gini", NAN);
  bw_json_add_money (doc, root, "arr_minor", 190000);
  rows = bw_json_add_array (doc, root, "tiers");
  row = bw_json_append_object (doc, rows);
  bw_json_add_text (doc, row, "tier", "top");
  bw_json_add_count (doc, row, "accounts", 41);
  row = bw_json_append_object (doc, rows);
  bw_json_add_text (doc, row, "tier", "größer");
  bw_json_add_count (doc, row, "accounts", 7);
  assert_printed (doc, "tiers", BW_OUTPUT_TABLE,
                  "gini       –\n"
                  "arr_minor  €1900\n"
                  "\n"
                  "tiers\n"
                  "tier    accounts\n"
                  "top           41\n"
                  "größer         7\n");
}

static void
test_no_rows (void)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  bw_json_add_array (doc, root, "accounts");
  assert_printed (doc, "accounts", BW_OUTPUT_CSV, "\r\n");
}

static void
test_full_disk (void)
{
  yyjson_mut_doc *doc = make_document ();
  FILE *file = fopen ("/dev/full", "w");
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (file);
  g_assert_false (bw_output_print (doc, "accounts", "EUR", BW_OUTPUT_JSON, file, &error));
  g_assert_nonnull (error);
  fclose (file);
  yyjson_mut_doc_free (doc);
}

static void
test_format_words (void)
{
  BwOutputFormat format = BW_OUTPUT_CSV;

  g_assert_true (bw_output_format_parse ("json", &format));
  g_assert_cmpint (format, ==, BW_OUTPUT_JSON);
  g_assert_false (bw_output_format_parse ("xml", &format));
  g_assert_cmpint (format, ==, BW_OUTPUT_JSON);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/json", test_json);
  g_test_add_func ("/output/csv", test_csv);
  g_test_add_func ("/output/table", test_table);
  g_test_add_func ("/output/no-rows", test_no_rows);
  g_test_add_func ("/output/full-disk", test_full_disk);
  g_test_add_func ("/output/format-words", test_format_words);
  return g_test_run ();
}
