/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "export/bw-export-file.h"

/* The widest that a column of a spreadsheet is made, in characters. */
#define WIDEST 40

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

/* How the cells of a sheet look. */
typedef struct {
  lxw_format *title;
  lxw_format *share;
  lxw_format *money;
  lxw_format *date;
} Formats;

static void
formats_init (Formats *formats, lxw_workbook *workbook, int exponent)
{
  g_autofree char *zeros = g_strnfill (exponent, '0');
  g_autofree char *money = exponent > 0 ? g_strconcat ("#,##0.", zeros, NULL)
                                        : g_strdup ("#,##0");

  formats->title = workbook_add_format (workbook);
  format_set_bold (formats->title);
  formats->share = workbook_add_format (workbook);
  format_set_num_format (formats->share, "0.0%");
  formats->money = workbook_add_format (workbook);
  format_set_num_format (formats->money, money);
  formats->date = workbook_add_format (workbook);
  format_set_num_format (formats->date, "yyyy-mm-dd");
}

/* Returns how many characters the cell takes. */
static gsize
write_cell (lxw_worksheet *page,
            const Formats *formats,
            const BwCell  *cell,
            lxw_row_t      row,
            lxw_col_t      column,
            int            exponent)
{
  switch (cell->kind)
    {
    case BW_CELL_TEXT:
      /* Written as a string, text is never a formula here. */
      worksheet_write_string (page, row, column, cell->text, NULL);
      return g_utf8_strlen (cell->text, -1);
    case BW_CELL_NUMBER:
      worksheet_write_number (page, row, column, cell->number, NULL);
      return 8;
    case BW_CELL_SHARE:
      worksheet_write_number (page, row, column, cell->number, formats->share);
      return 8;
    case BW_CELL_MONEY:
      worksheet_write_number (page, row, column, cell->money / pow (10, exponent),
                              formats->money);
      return 14;
    case BW_CELL_DATE:
      /* Day 25569 of a spreadsheet is 1970-01-01. */
      worksheet_write_number (page, row, column, cell->date + 25569.0, formats->date);
      return 10;
    case BW_CELL_EMPTY:
    default:
      return 0;
    }
}

static void
fill_sheet (lxw_workbook *workbook, const BwSheet *sheet)
{
  int exponent = bw_currency_exponent (sheet->currency);
  lxw_worksheet *page = workbook_add_worksheet (workbook, NULL);
  g_autofree gsize *widths = g_new0 (gsize, MAX (sheet->n_columns, 1));
  Formats formats;

  formats_init (&formats, workbook, exponent);
  for (guint column = 0; column < sheet->n_columns; column++)
    {
      worksheet_write_string (page, 0, column, sheet->titles[column], formats.title);
      widths[column] = g_utf8_strlen (sheet->titles[column], -1);
    }
  for (gsize row = 0; row < sheet->n_rows; row++)
    {
      for (guint column = 0; column < sheet->n_columns; column++)
        {
          BwCell cell = sheet->cell (row, column, sheet->user_data);
          gsize width = write_cell (page, &formats, &cell, row + 1, column, exponent);

          widths[column] = MAX (widths[column], width);
        }
    }
  for (guint column = 0; column < sheet->n_columns; column++)
    worksheet_set_column (page, column, column, MIN (widths[column], WIDEST) + 2, NULL);
  worksheet_freeze_panes (page, 1, 0);
  if (sheet->n_columns > 0)
    worksheet_autofilter (page, 0, 0, sheet->n_rows, sheet->n_columns - 1);
}

/* A spreadsheet is written beside the file and takes its place when it is whole. */
static gboolean
write_spreadsheet (const BwSheet *sheet, const char *path, GError **error)
{
  g_autofree char *beside = bw_export_file_beside (path);
  lxw_workbook *workbook;
  lxw_error failure;
  int file, saved_errno;

  if (sheet->n_rows >= LXW_ROW_MAX || sheet->n_columns > LXW_COL_MAX)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_TOO_LARGE,
                   _("“%s” was not written: a spreadsheet holds 1,048,576 rows. Export CSV."),
                   name);
      return FALSE;
    }
  file = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0644);
  if (file < 0)
    {
      bw_export_file_error (path, errno, error);
      return FALSE;
    }
  g_close (file, NULL);
  workbook = workbook_new (beside);
  fill_sheet (workbook, sheet);
  errno = 0;
  failure = workbook_close (workbook);
  saved_errno = errno != 0 ? errno : EIO;
  if (failure == LXW_NO_ERROR && g_rename (beside, path) == 0)
    return TRUE;
  if (failure == LXW_NO_ERROR)
    saved_errno = errno;
  g_unlink (beside);
  bw_export_file_error (path, saved_errno, error);
  return FALSE;
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
    return write_spreadsheet (sheet, path, error);
  if (!g_str_has_suffix (lower, ".csv"))
    {
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT,
                   _("“%s” names no format: end it in .csv or .xlsx"), name);
      return FALSE;
    }
  csv = bw_sheet_to_csv (sheet);
  return bw_export_file_write (path, csv->str, csv->len, error);
}
