/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-csv.h"

#include <glib/gstdio.h>
#include <string.h>

#include "demo/bw-demo-row.h"

/* Rows as text: canonical CSV, and JSON as the demo backend answers it. Both write a cell alike. */

/* The longest text of a number, a date or a time stamp. */
#define CELL_LENGTH 48

static char *
write_digits (char *end, guint64 number, int width)
{
  do
    {
      *--end = (char) ('0' + number % 10);
      number /= 10;
      width--;
  } while (number > 0 || width > 0);
  return end;
}

static void
append_integer (GString *text, gint64 number)
{
  char buffer[CELL_LENGTH], *end = buffer + sizeof buffer, *start;

  start = write_digits (end, number < 0 ? -(guint64) number : (guint64) number, 1);
  if (number < 0)
    *--start = '-';
  g_string_append_len (text, start, end - start);
}

/* The demo company rounds to three digits after the point at most; such a number is written from
 * whole thousandths, which is exact and much faster than the general way. */
static void
append_double (GString *text, double real)
{
  gint64 thousandths = (gint64) (real * 1000.0 + (real < 0 ? -0.5 : 0.5));
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  guint64 size = thousandths < 0 ? -(guint64) thousandths : (guint64) thousandths;
  char *end = buffer + sizeof buffer, *start;

  if (size > G_GUINT64_CONSTANT (1000000000000) || (double) thousandths / 1000.0 != real)
    {
      g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, real));
      return;
    }
  start = write_digits (end, size % 1000, 3);
  while (end[-1] == '0' && end > start)
    end--;
  if (end > start)
    *--start = '.';
  start = write_digits (start, size / 1000, 1);
  if (thousandths < 0)
    *--start = '-';
  g_string_append_len (text, start, end - start);
}

static void
append_date (GString *text, BwDate date)
{
  char buffer[BW_DATE_STRLEN];

  g_string_append (text, bw_date_format_iso (date, buffer));
}

/* PostgREST's form: no digits after the second unless they are needed. */
static void
append_timestamp (GString *text, gint64 microseconds)
{
  const gint64 day = G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  gint64 date = microseconds / day, rest = microseconds % day, second;
  char buffer[32], *end = buffer + sizeof buffer, *start;

  if (rest < 0)
    {
      rest += day;
      date--;
    }
  append_date (text, (BwDate) date);
  g_string_append_c (text, 'T');
  second = rest / G_USEC_PER_SEC;
  start = write_digits (end, second / 3600 * 10000 + second / 60 % 60 * 100 + second % 60, 6);
  g_string_append_len (text, start, 2);
  g_string_append_c (text, ':');
  g_string_append_len (text, start + 2, 2);
  g_string_append_c (text, ':');
  g_string_append_len (text, start + 4, 2);
  if (rest % G_USEC_PER_SEC != 0)
    {
      start = write_digits (end, rest % G_USEC_PER_SEC, 6);
      while (end[-1] == '0')
        end--;
      g_string_append_c (text, '.');
      g_string_append_len (text, start, end - start);
    }
  g_string_append (text, "+00:00");
}

static void
append_number (GString *text, BwColumnType type, const BwDemoValue *value)
{
  if (type == BW_COLUMN_DATE)
    append_date (text, (BwDate) value->integer);
  else if (type == BW_COLUMN_TIMESTAMP)
    append_timestamp (text, value->integer);
  else if (type == BW_COLUMN_BOOL)
    g_string_append (text, value->integer ? "true" : "false");
  else if (value->kind == BW_DEMO_DOUBLE)
    append_double (text, value->real);
  else
    append_integer (text, value->integer);
}

static void
append_quoted_csv (GString *text, const char *cell)
{
  if (cell[0] != '\0' && strpbrk (cell, ",\"\r\n") == NULL)
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

static void
append_quoted_json (GString *text, const char *cell)
{
  g_string_append_c (text, '"');
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_printf (text, "\\%c", *c);
      else if ((guchar) *c < 0x20)
        g_string_append_printf (text, "\\u%04x", *c);
      else
        g_string_append_c (text, *c);
    }
  g_string_append_c (text, '"');
}

/**
 * bw_demo_append_csv_cell:
 * @column: its place; after the relation's own columns come `updated_at` and `deleted_at`
 * @values: the cells of a row of @relation
 * @deleted_at: when it was deleted, or %BW_DEMO_NOT_DELETED
 *
 * Adds the cell as CSV: nothing for null, two quotes for an empty text.
 */
void
bw_demo_append_csv_cell (GString *text, const BwRelation *relation, guint column,
                         const BwDemoValue *values, gint64 updated_at, gint64 deleted_at)
{
  if (column == relation->n_columns)
    append_timestamp (text, updated_at);
  else if (column > relation->n_columns)
    {
      if (deleted_at != BW_DEMO_NOT_DELETED)
        append_timestamp (text, deleted_at);
    }
  else if (values[column].kind == BW_DEMO_NULL)
    return;
  else if (values[column].kind == BW_DEMO_TEXT)
    append_quoted_csv (text, values[column].text);
  else
    append_number (text, relation->columns[column].type, &values[column]);
}

/**
 * bw_demo_append_json_cell:
 *
 * Adds the cell as a member of a JSON object, its name included.
 */
void
bw_demo_append_json_cell (GString *text, const BwRelation *relation, guint column,
                          const BwDemoValue *values, gint64 updated_at, gint64 deleted_at)
{
  BwColumnType type;

  if (column > relation->n_columns && deleted_at == BW_DEMO_NOT_DELETED)
    {
      g_string_append (text, "\"deleted_at\":null");
      return;
    }
  if (column >= relation->n_columns)
    {
      g_string_append (text,
                       column == relation->n_columns ? "\"updated_at\":\"" : "\"deleted_at\":\"");
      append_timestamp (text, column == relation->n_columns ? updated_at : deleted_at);
      g_string_append_c (text, '"');
      return;
    }
  type = relation->columns[column].type;
  g_string_append_c (text, '"');
  g_string_append (text, relation->columns[column].name);
  g_string_append (text, "\":");
  if (values[column].kind == BW_DEMO_NULL)
    g_string_append (text, "null");
  else if (type == BW_COLUMN_JSON)
    g_string_append (text, values[column].text);
  else if (values[column].kind == BW_DEMO_TEXT)
    append_quoted_json (text, values[column].text);
  else if (type == BW_COLUMN_DATE || type == BW_COLUMN_TIMESTAMP)
    {
      g_string_append_c (text, '"');
      append_number (text, type, &values[column]);
      g_string_append_c (text, '"');
    }
  else
    append_number (text, type, &values[column]);
}

/**
 * bw_demo_append_csv_row:
 * @values: the cells of a row of @relation
 *
 * Adds one line of canonical CSV: the columns of the schema table and `updated_at`, times as
 * "2026-11-21T09:30:00+00:00", a line feed.
 */
void
bw_demo_append_csv_row (GString *text, const BwRelation *relation, const BwDemoValue *values,
                        gint64 updated_at)
{
  for (guint i = 0; i <= relation->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      bw_demo_append_csv_cell (text, relation, i, values, updated_at, BW_DEMO_NOT_DELETED);
    }
  g_string_append_c (text, '\n');
}

typedef struct {
  const BwRelation *relation;
  GString *text;
  GOutputStream *stream;
  GError **error;
} Writer;

static gboolean
write_text (Writer *writer)
{
  gboolean written = g_output_stream_write_all (writer->stream, writer->text->str,
                                                writer->text->len, NULL, NULL, writer->error);

  g_string_truncate (writer->text, 0);
  return written;
}

static gboolean
write_row (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  Writer *writer = data;

  bw_demo_append_csv_row (writer->text, writer->relation, values, updated_at);
  return writer->text->len < 1 << 18 || write_text (writer);
}

static gboolean
write_relation (const BwDemoCompany *company, const BwRelation *relation, const char *directory,
                GError **error)
{
  g_autofree char *name = g_strconcat (relation->name, ".csv", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (directory);
  g_autoptr (GFile) file = g_file_get_child (folder, name);
  g_autoptr (GFileOutputStream) stream =
    g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE, NULL, error);
  g_autoptr (GString) text = g_string_new (NULL);
  Writer writer = { relation, text, G_OUTPUT_STREAM (stream), error };

  if (stream == NULL)
    return FALSE;
  for (guint i = 0; i < relation->n_columns; i++)
    g_string_append_printf (text, "%s,", relation->columns[i].name);
  g_string_append (text, "updated_at\n");
  return bw_demo_company_each_row (company, relation->id, write_row, &writer)
         && write_text (&writer) && g_output_stream_close (writer.stream, NULL, error);
}

/**
 * bw_demo_write_csv:
 * @company: a company
 * @directory: where to; made when it is not there
 * @error: as GIO reports it
 *
 * Writes the whole company as canonical CSV, one file RELATION.csv for each relation. The same
 * options give the same bytes on every machine. Memory does not grow with the company.
 *
 * Returns: whether everything was written
 */
gboolean
bw_demo_write_csv (const BwDemoCompany *company, const char *directory, GError **error)
{
  if (g_mkdir_with_parents (directory, 0777) != 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), "%s: %s", directory,
                   g_strerror (code));
      return FALSE;
    }
  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      if (!write_relation (company, bw_relation_get (id), directory, error))
        return FALSE;
    }
  return TRUE;
}
