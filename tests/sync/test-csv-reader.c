/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-csv-reader.h"

#include <glib/gstdio.h>
#include <string.h>

static GFile *
write_file (const char *content, gssize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileIOStream) stream = NULL;
  GFile *file = g_file_new_tmp ("bellwether-XXXXXX.csv", &stream, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), content,
                             length < 0 ? strlen (content) : (gsize) length, NULL, NULL, &error);
  g_assert_no_error (error);
  return file;
}

/* Everything in the file, one record a line with its line number, fields between bars. */
static char *
read_all (const char *content, gssize length, GError **error)
{
  g_autoptr (GFile) file = write_file (content, length);
  g_autoptr (BwCsvReader) reader = bw_csv_reader_new (file, NULL, error);
  g_autoptr (GString) text = g_string_new (NULL);
  const BwCsvRecord *record = NULL;
  gboolean good = reader != NULL;

  while (good)
    {
      good = bw_csv_reader_next (reader, &record, NULL, error);
      if (!good || record == NULL)
        break;
      g_string_append_printf (text, "%d", (int) record->line);
      for (guint i = 0; i < record->n_fields; i++)
        {
          g_assert_cmpuint (strlen (record->fields[i].text), ==, record->fields[i].length);
          g_string_append_printf (text, "|%s", record->fields[i].text);
        }
      g_string_append_c (text, '\n');
    }
  g_file_delete (file, NULL, NULL);
  return good ? g_strdup (text->str) : NULL;
}

/* The records follow from RFC 4180 and, where it is silent, from what spreadsheets write. */
static void
test_known (void)
{
  static const struct {
    const char *content;
    const char *records;
  } known[] = {
    { "", "" },
    { "\n\n", "" },
    { "a,b", "1|a|b\n" },
    { "a,b\n1,2\n", "1|a|b\n2|1|2\n" },
    { "a,b\r\n1,2\r\n", "1|a|b\n2|1|2\n" },
    { "a,b\r1,2\r", "1|a|b\n2|1|2\n" },
    { "\xef\xbb\xbf"
      "a,b\n",
      "1|a|b\n" },
    { "\xef\xbb\xbf\"a\",b\n", "1|a|b\n" },
    { "a;b\n1,5;2\n", "1|a|b\n2|1,5|2\n" },
    { "a\tb\n1\t2\n", "1|a|b\n2|1|2\n" },
    { "a,b\n\n1,2\n", "1|a|b\n3|1|2\n" },
    { "a,b\n1,\n,2\n", "1|a|b\n2|1|\n3||2\n" },
    { "a,b\n\"x,y\",\"say \"\"hi\"\"\"\n", "1|a|b\n2|x,y|say \"hi\"\n" },
    { "a,b\n\"x\ny\",2\n3,4\n", "1|a|b\n2|x\ny|2\n4|3|4\n" },
    { "a,b\n\"\",2\n", "1|a|b\n2||2\n" },
    { "a\n\"\"\nb\n", "1|a\n2|\n3|b\n" },
    { "a,b\n5\" pipe,2\n", "1|a|b\n2|5\" pipe|2\n" },
    { "a,b\n\"5\" pipe,2\n", "1|a|b\n2|5 pipe|2\n" },
    { "a,b\nÆrø,Łódź\n", "1|a|b\n2|Ærø|Łódź\n" },
    { "a,b\n1,2,3\n4\n", "1|a|b\n2|1|2|3\n3|4\n" },
    /* A semicolon in texts does not make it the separator. */
    { "a,b,c\n1;2,3;4,5;6\n", "1|a|b|c\n2|1;2|3;4|5;6\n" },
    { "a;b\n1,2,3;4\n5,6,7;8\n", "1|a|b\n2|1,2,3|4\n3|5,6,7|8\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *records = read_all (known[i].content, -1, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (records, ==, known[i].records);
    }
}

static void
test_utf16 (void)
{
  static const char little[] = "\xff\xfe"
                               "a\0\t\0"
                               "b\0\r\0\n\0"
                               "\xe9\0\t\0"
                               "2\0";
  static const char big[] = "\xfe\xff"
                            "\0a\0;\0b\0\n\0\xe9\0;\0"
                            "2";
  g_autofree char *first = read_all (little, sizeof little - 1, NULL);
  g_autofree char *second = read_all (big, sizeof big - 1, NULL);

  g_assert_cmpstr (first, ==, "1|a|b\n2|é|2\n");
  g_assert_cmpstr (second, ==, "1|a|b\n2|é|2\n");
}

static void
test_bad_text (void)
{
  static const struct {
    const char *content;
    gsize length;
    int code;
    const char *named;
  } known[] = {
    { "a,b\n1,2\nM\xfcller,3\n", 18, BW_SYNC_ERROR_DATA, "line 3" },
    { "a,b\n1,\0\n", 8, BW_SYNC_ERROR_DATA, "line 2" },
    { "a,b\n1,\"open\n2,3\n", 16, BW_SYNC_ERROR_DATA, "line 2" },
    { "\xff\xfe"
      "a\0\0\xd8\0\xd8",
      8, BW_SYNC_ERROR_DATA, "UTF-16" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *records = read_all (known[i].content, known[i].length, &error);

      g_assert_null (records);
      g_assert_error (error, BW_SYNC_ERROR, known[i].code);
      g_assert_nonnull (strstr (error->message, known[i].named));
    }
}

/* A quote that opens at the top of a huge file does not take it all in. */
static void
test_endless_record (void)
{
  g_autoptr (GString) content = g_string_new ("a,b\n\"");
  g_autoptr (GError) error = NULL;
  g_autofree char *records = NULL;

  for (int i = 0; i < 1 << 20; i++)
    g_string_append (content, "some text, and a line\n");
  records = read_all (content->str, content->len, &error);
  g_assert_null (records);
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA);
}

/* Text that has everything in it that could go wrong. */
static char *
random_cell (GRand *rand)
{
  static const char *const parts[] = {
    "\"", ",", ";", "\t", "|", "\n", "\r\n", "\r", " ", "a", "é", "漢", "=1+1", "", "\"\"", "'",
  };
  GString *cell = g_string_new (NULL);
  int n = g_rand_int_range (rand, 0, 12);

  /* Now and then one that is longer than a block. */
  if (g_rand_int_range (rand, 0, 2000) == 0)
    n = 200000;
  for (int i = 0; i < n; i++)
    g_string_append (cell, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  return g_string_free_and_steal (cell);
}

static void
append_cell (GString *content, const char *cell, char separator, gboolean quote)
{
  if (!quote && strpbrk (cell, "\"\r\n,;\t|") == NULL && cell[0] != '\0')
    {
      g_string_append (content, cell);
      return;
    }
  g_string_append_c (content, '"');
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (content, '"');
      g_string_append_c (content, *c);
    }
  g_string_append_c (content, '"');
}

static void
test_what_is_written_is_read (void)
{
  static const char separators[] = { ',', ';', '\t', '|' };
  static const char *const line_ends[] = { "\n", "\r\n", "\r" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4180);

  for (int round = 0; round < 60; round++)
    {
      char separator = separators[g_rand_int_range (rand, 0, 4)];
      const char *line_end = line_ends[g_rand_int_range (rand, 0, 3)];
      guint n_columns = g_rand_int_range (rand, 2, 9), n_rows = g_rand_int_range (rand, 3, 60);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (GString) content = g_string_new (NULL);
      g_autoptr (GFile) file = NULL;
      g_autoptr (BwCsvReader) reader = NULL;
      const BwCsvRecord *record;

      for (guint row = 0; row < n_rows; row++)
        {
          for (guint column = 0; column < n_columns; column++)
            {
              char *cell = row == 0 ? g_strdup_printf ("c%u", column) : random_cell (rand);

              g_ptr_array_add (cells, cell);
              if (column > 0)
                g_string_append_c (content, separator);
              append_cell (content, cell, separator, row > 0 && g_rand_boolean (rand));
            }
          g_string_append (content, row + 1 < n_rows || g_rand_boolean (rand) ? line_end : "");
        }
      file = write_file (content->str, content->len);
      reader = bw_csv_reader_new (file, NULL, NULL);
      g_assert_nonnull (reader);
      g_assert_cmpint (bw_csv_reader_get_separator (reader), ==, separator);
      for (guint row = 0; row < n_rows; row++)
        {
          g_assert_true (bw_csv_reader_next (reader, &record, NULL, NULL));
          g_assert_nonnull (record);
          g_assert_cmpuint (record->n_fields, ==, n_columns);
          for (guint column = 0; column < n_columns; column++)
            g_assert_cmpstr (record->fields[column].text, ==,
                             cells->pdata[row * n_columns + column]);
        }
      g_assert_true (bw_csv_reader_next (reader, &record, NULL, NULL));
      g_assert_null (record);
      g_file_delete (file, NULL, NULL);
    }
}

/* Whatever the bytes, reading ends, with records or with an error. */
static void
test_noise (void)
{
  static const char bytes[] = "\",;\t|\r\na1\xc3\xa9\xff";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (int round = 0; round < 300; round++)
    {
      char content[200];
      gsize length = g_rand_int_range (rand, 0, sizeof content);
      g_autoptr (GError) error = NULL;
      g_autofree char *records = NULL;

      for (gsize i = 0; i < length; i++)
        content[i] = bytes[g_rand_int_range (rand, 0, sizeof bytes - 1)];
      records = read_all (content, length, &error);
      g_assert_true ((records != NULL) == (error == NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/csv-reader/known", test_known);
  g_test_add_func ("/sync/csv-reader/utf-16", test_utf16);
  g_test_add_func ("/sync/csv-reader/bad-text", test_bad_text);
  g_test_add_func ("/sync/csv-reader/endless-record", test_endless_record);
  g_test_add_func ("/sync/csv-reader/written-is-read", test_what_is_written_is_read);
  g_test_add_func ("/sync/csv-reader/noise", test_noise);
  return g_test_run ();
}
