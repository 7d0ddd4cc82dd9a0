/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-csv-cell.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>
#include <yyjson.h>

#include "model/bw-date.h"

/* What is wrong with a cell, as a sentence about it. */
static char *
reason_for (BwColumnType type, const char *text)
{
  g_autofree char *shown =
    g_utf8_strlen (text, -1) > 40 ? g_utf8_substring (text, 0, 40) : g_strdup (text);

  switch (type)
    {
    case BW_COLUMN_INTEGER:
      return g_strdup_printf (_("“%s” is not a whole number"), shown);
    case BW_COLUMN_MONEY:
      return g_strdup_printf (_("“%s” is not a whole number of cents"), shown);
    case BW_COLUMN_DOUBLE:
      return g_strdup_printf (_("“%s” is not a number"), shown);
    case BW_COLUMN_BOOL:
      return g_strdup_printf (_("“%s” is neither true nor false"), shown);
    case BW_COLUMN_DATE:
      return g_strdup_printf (_("“%s” is not a date of the form YYYY-MM-DD"), shown);
    case BW_COLUMN_TIMESTAMP:
      return g_strdup_printf (_("“%s” is not a time of the form YYYY-MM-DDTHH:MM:SSZ"), shown);
    case BW_COLUMN_JSON:
      return g_strdup_printf (_("“%s” is not JSON"), shown);
    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
    default:
      return g_strdup_printf (_("“%s” is not text"), shown);
    }
}

static gboolean
parse_bool (const char *text, gint64 *integer)
{
  static const char *const words[] = { "false", "f", "no", "n", "0", "true", "t", "yes", "y", "1" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (text, words[i]) == 0)
        {
          *integer = i >= G_N_ELEMENTS (words) / 2;
          return TRUE;
        }
    }
  return FALSE;
}

/* A decimal comma is one where the comma does not separate fields. */
static gboolean
parse_double (const char *text, char separator, double *real)
{
  g_autofree char *pointed = NULL;
  char *end;

  if (separator != ',' && strchr (text, ',') != NULL && strchr (text, '.') == NULL)
    {
      pointed = g_strdelimit (g_strdup (text), ",", '.');
      text = pointed;
    }
  /* Neither "0x10" nor "infinity" is what a table of figures means. */
  if (text[strspn (text, "+-.0123456789eE")] != '\0')
    return FALSE;
  *real = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && isfinite (*real);
}

/* A date, or a time stamp whose date is meant. */
static gboolean
parse_date (const BwCsvField *field, gint64 *integer)
{
  gint64 microseconds;
  BwDate date;
  gssize length = field->length > 10 ? 10 : (gssize) field->length;

  if (!bw_date_parse (field->text, length, &date)
      || (field->length > 10 && !bw_timestamp_parse (field->text, field->length, &microseconds)))
    return FALSE;
  *integer = date;
  return TRUE;
}

static gboolean
parse_timestamp (const BwCsvField *field, gint64 *integer)
{
  BwDate date;

  if (bw_timestamp_parse (field->text, field->length, integer))
    return TRUE;
  if (!bw_date_parse (field->text, field->length, &date))
    return FALSE;
  *integer = date * G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  return TRUE;
}

static gboolean
is_json (const BwCsvField *field)
{
  yyjson_doc *doc = yyjson_read (field->text, field->length, 0);

  yyjson_doc_free (doc);
  return doc != NULL;
}

/**
 * bw_csv_cell_parse:
 * @column: what the cell should be
 * @field: (nullable): the cell, or %NULL when the file has no such column
 * @separator: what separates the file's fields: with a comma, numbers have a decimal point; with
 *   anything else they may have a decimal comma
 * @value: (out): the value; its text is the field's
 *
 * An empty cell is null. Numbers have no thousands separators. Dates are ISO 8601, since others
 * cannot be told apart; a time stamp stands for its date, and a date for its midnight.
 *
 * Returns: (transfer full) (nullable): why the cell is refused, or %NULL when it is good
 */
char *
bw_csv_cell_parse (const BwColumn *column, const BwCsvField *field, char separator, BwValue *value)
{
  gboolean good = TRUE;

  if (field == NULL || field->length == 0)
    {
      value->kind = BW_VALUE_NULL;
      return column->flags & BW_COLUMN_REQUIRED ? g_strdup (_("the cell is empty")) : NULL;
    }
  value->kind = BW_VALUE_INTEGER;
  switch (column->type)
    {
    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
      good = g_ascii_string_to_signed (field->text, 10, G_MININT64 + 1, G_MAXINT64, &value->integer,
                                       NULL);
      break;
    case BW_COLUMN_DOUBLE:
      value->kind = BW_VALUE_DOUBLE;
      good = parse_double (field->text, separator, &value->real);
      break;
    case BW_COLUMN_BOOL:
      good = parse_bool (field->text, &value->integer);
      break;
    case BW_COLUMN_DATE:
      good = parse_date (field, &value->integer);
      break;
    case BW_COLUMN_TIMESTAMP:
      good = parse_timestamp (field, &value->integer);
      break;
    case BW_COLUMN_JSON:
    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
    default:
      value->kind = BW_VALUE_TEXT;
      value->text = field->text;
      value->length = (guint) field->length;
      good = column->type != BW_COLUMN_JSON || is_json (field);
      break;
    }
  return good ? NULL : reason_for (column->type, field->text);
}
