/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <xlsxwriter.h>

#include "export/bw-export-file.h"
#include "export/bw-sheet.h"

/* The widest that a column of a spreadsheet is made, in characters. */
#define WIDEST 40

/* The longest name that a sheet can have, in characters. */
#define LONGEST_NAME 31

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

/* A filter refers to its sheet by name. The library quotes names that have blanks in them; "Q1" or
 * "7days" it does not, and they are no names to spreadsheets without. */
static gboolean
can_have_filter (const char *name)
{
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == ' ')
        return TRUE;
      if (!g_ascii_isalpha (*p))
        return FALSE;
    }
  return strlen (name) > strlen ("XFD");
}

static void
fill_sheet (lxw_workbook *workbook, const BwSheet *sheet, const char *name)
{
  int exponent = bw_currency_exponent (sheet->currency);
  lxw_worksheet *page = workbook_add_worksheet (workbook, name);
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
  if (sheet->n_columns > 0 && can_have_filter (name))
    worksheet_autofilter (page, 0, 0, sheet->n_rows, sheet->n_columns - 1);
}

/* Whether a sheet before this one has the name; spreadsheets do not tell cases apart. */
static gboolean
is_taken (char **names, guint n, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *other = g_utf8_casefold (names[i], -1);

      if (g_str_equal (folded, other))
        return TRUE;
    }
  return FALSE;
}

/* What the format allows in a name, and no name twice. */
static char *
make_name (char **names, guint n, const char *wanted)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autofree char *bare = NULL;

  for (const char *p = wanted; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (plain, g_unichar_iscntrl (c) || (c < 128 && strchr ("[]:*?/\\'", c))
                                        ? ' ' : c);
    }
  bare = g_strstrip (g_utf8_substring (plain->str, 0,
                                       MIN (g_utf8_strlen (plain->str, -1), LONGEST_NAME)));
  if (*bare == '\0')
    g_set_str (&bare, "Sheet");
  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf (" %u", i) : g_strdup ("");
      glong room = LONGEST_NAME - (glong) strlen (number);
      g_autofree char *start = g_utf8_substring (bare, 0, MIN (g_utf8_strlen (bare, -1), room));
      g_autofree char *name = g_strconcat (start, number, NULL);

      if (!is_taken (names, n, name))
        return g_steal_pointer (&name);
    }
}

static void
fill_workbook (lxw_workbook *workbook, const BwSheet *sheets, guint n_sheets)
{
  g_auto (GStrv) names = g_new0 (char *, n_sheets + 1);

  for (guint i = 0; i < n_sheets; i++)
    {
      if (sheets[i].name != NULL)
        names[i] = make_name (names, i, sheets[i].name);
      else
        names[i] = g_strdup_printf ("Sheet%u", i + 1);
      fill_sheet (workbook, &sheets[i], names[i]);
    }
}

/**
 * bw_workbook_write:
 * @sheets: (array length=n_sheets): what to write, a sheet of the spreadsheet each; their names
 *   are made such as the format allows, and unique
 * @n_sheets: how many, at least one
 * @path: the file
 * @error: (out) (optional): %BW_EXPORT_ERROR
 *
 * Writes a spreadsheet beside the file, which takes its place when it is whole.
 *
 * Returns: whether the file was written, whole
 */
gboolean
bw_workbook_write (const BwSheet *sheets, guint n_sheets, const char *path, GError **error)
{
  g_autofree char *beside = bw_export_file_beside (path);
  lxw_workbook *workbook;
  lxw_error failure;
  int file, saved_errno;

  for (guint i = 0; i < n_sheets; i++)
    {
      if (sheets[i].n_rows >= LXW_ROW_MAX || sheets[i].n_columns > LXW_COL_MAX)
        {
          g_autofree char *name = g_filename_display_name (path);

          g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_TOO_LARGE,
                       _("“%s” was not written: a spreadsheet holds 1,048,576 rows. Export CSV."),
                       name);
          return FALSE;
        }
    }
  file = g_mkstemp_full (beside, O_RDWR | O_CLOEXEC, 0644);
  if (file < 0)
    {
      bw_export_file_error (path, errno, error);
      return FALSE;
    }
  g_close (file, NULL);
  workbook = workbook_new (beside);
  fill_workbook (workbook, sheets, n_sheets);
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
