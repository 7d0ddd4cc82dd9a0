/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-sheet.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "export/bw-export-file.h"

/**
 * bw_cell_text:
 * @text: (nullable): a text; borrowed
 *
 * Returns: a cell; empty for %NULL
 */
BwCell
bw_cell_text (const char *text)
{
  return (BwCell) { .kind = text != NULL ? BW_CELL_TEXT : BW_CELL_EMPTY, .text = text };
}

/**
 * bw_cell_number:
 * @number: a number
 *
 * Returns: a cell; empty for what is not finite
 */
BwCell
bw_cell_number (double number)
{
  return (BwCell) { .kind = isfinite (number) ? BW_CELL_NUMBER : BW_CELL_EMPTY, .number = number };
}

/**
 * bw_cell_share:
 * @share: a share, 1 being the whole
 *
 * Returns: a cell; empty for what is not finite
 */
BwCell
bw_cell_share (double share)
{
  return (BwCell) { .kind = isfinite (share) ? BW_CELL_SHARE : BW_CELL_EMPTY, .number = share };
}

/**
 * bw_cell_money:
 * @money: an amount
 *
 * Returns: a cell; empty for %BW_MONEY_NONE
 */
BwCell
bw_cell_money (BwMoney money)
{
  return (BwCell) { .kind = money != BW_MONEY_NONE ? BW_CELL_MONEY : BW_CELL_EMPTY,
                    .money = money };
}

/**
 * bw_cell_date:
 * @date: a date
 *
 * Returns: a cell; empty for %BW_DATE_NONE
 */
BwCell
bw_cell_date (BwDate date)
{
  return (BwCell) { .kind = date != BW_DATE_NONE ? BW_CELL_DATE : BW_CELL_EMPTY, .date = date };
}

/* Whether the whole text is a plain number, which no spreadsheet takes for a formula. */
static gboolean
is_number (const char *text)
{
  char *end = NULL;

  if (text[strspn (text, "+-.0123456789eE")] != '\0')
    return FALSE;
  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/**
 * bw_csv_append_text:
 * @csv: (inout): what is written so far
 * @text: the text of a cell
 *
 * Appends a cell, quoted where it must be (RFC 4180). A text that a spreadsheet would take for a
 * formula gets an apostrophe before it: one that begins with =, +, -, @, a tab or a carriage
 * return and is not a plain number.
 */
void
bw_csv_append_text (GString *csv, const char *text)
{
  gboolean is_formula = *text != '\0' && strchr ("=+-@\t\r", *text) != NULL && !is_number (text);

  if (strpbrk (text, ",\"\r\n\t;") == NULL)
    {
      if (is_formula)
        g_string_append_c (csv, '\'');
      g_string_append (csv, text);
      return;
    }
  g_string_append_c (csv, '"');
  if (is_formula)
    g_string_append_c (csv, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

/* The exact amount in major units with a point, whatever the locale. */
static void
append_money (GString *csv, BwMoney money, int exponent)
{
  guint64 magnitude = money < 0 ? -(guint64) money : (guint64) money, scale = 1;

  for (int i = 0; i < exponent; i++)
    scale *= 10;
  if (money < 0)
    g_string_append_c (csv, '-');
  g_string_append_printf (csv, "%" G_GUINT64_FORMAT, magnitude / scale);
  if (exponent > 0)
    g_string_append_printf (csv, ".%0*" G_GUINT64_FORMAT, exponent, magnitude % scale);
}

static void
append_cell (GString *csv, const BwCell *cell, int exponent)
{
  char buffer[MAX (G_ASCII_DTOSTR_BUF_SIZE, BW_DATE_STRLEN)];

  switch (cell->kind)
    {
    case BW_CELL_TEXT:
      bw_csv_append_text (csv, cell->text);
      break;
    case BW_CELL_NUMBER:
    case BW_CELL_SHARE:
      /* Fifteen digits are read back as they stand and do not show how doubles are rounded. */
      g_string_append (csv, g_ascii_formatd (buffer, sizeof buffer, "%.15g", cell->number));
      break;
    case BW_CELL_MONEY:
      append_money (csv, cell->money, exponent);
      break;
    case BW_CELL_DATE:
      g_string_append (csv, bw_date_format_iso (cell->date, buffer));
      break;
    case BW_CELL_EMPTY:
    default:
      break;
    }
}

/**
 * bw_sheet_to_csv:
 * @sheet: what to write
 *
 * Writes UTF-8 without a byte order mark, commas, CR LF (RFC 4180), a line of titles. Numbers have
 * a point, dates are YYYY-MM-DD, money is in major units, unknown is an empty cell.
 *
 * Returns: (transfer full): the contents of a file
 */
GString *
bw_sheet_to_csv (const BwSheet *sheet)
{
  int exponent = bw_currency_exponent (sheet->currency);
  GString *csv = g_string_sized_new (4096);

  for (guint column = 0; column < sheet->n_columns; column++)
    {
      if (column > 0)
        g_string_append_c (csv, ',');
      bw_csv_append_text (csv, sheet->titles[column]);
    }
  g_string_append (csv, "\r\n");
  for (gsize row = 0; row < sheet->n_rows; row++)
    {
      for (guint column = 0; column < sheet->n_columns; column++)
        {
          BwCell cell = sheet->cell (row, column, sheet->user_data);

          if (column > 0)
            g_string_append_c (csv, ',');
          append_cell (csv, &cell, exponent);
        }
      g_string_append (csv, "\r\n");
    }
  return csv;
}

/**
 * bw_sheet_write:
 * @sheet: what to write
 * @path: the file; .xlsx is a spreadsheet, .csv is CSV
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Returns: whether the file was written, whole
 */
gboolean
bw_sheet_write (const BwSheet *sheet, const char *path, GError **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GString) csv = NULL;

  if (g_str_has_suffix (lower, ".xlsx"))
    return bw_workbook_write (sheet, 1, path, error);
  if (!g_str_has_suffix (lower, ".csv"))
    {
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT,
                   _("“%s” names no format: end it in .csv or .xlsx"), name);
      return FALSE;
    }
  csv = bw_sheet_to_csv (sheet);
  return bw_export_file_write (path, csv->str, csv->len, error);
}
