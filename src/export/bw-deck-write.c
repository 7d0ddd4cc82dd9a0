/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "export/bw-deck-export.h"
#include "export/bw-deck-sheets.h"
#include "export/bw-file-name.h"

/* Bytes of the name of a file that was made of a title; with its ending it can be kept anywhere. */
#define LONGEST_NAME 120

static gboolean
has_sheets (const BwDeckSheets *sheets, const char *path, GError **error)
{
  g_autofree char *name = NULL;

  if (sheets->sheets->len > 0)
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_NOTHING,
               _("“%s” was not written: no slide of the review has a chart."), name);
  return FALSE;
}

gboolean
bw_deck_write_workbook (const BwDeck *deck, const char *path, GError **error)
{
  g_auto (BwDeckSheets) sheets = { NULL };

  bw_deck_sheets_init (&sheets, deck);
  return has_sheets (&sheets, path, error)
         && bw_workbook_write ((const BwSheet *) sheets.sheets->data, sheets.sheets->len, path,
                               error);
}

gboolean
bw_deck_write_csv (const BwDeck *deck, const char *folder, GError **error)
{
  g_auto (BwDeckSheets) sheets = { NULL };

  bw_deck_sheets_init (&sheets, deck);
  if (!has_sheets (&sheets, folder, error))
    return FALSE;
  for (guint i = 0; i < sheets.sheets->len; i++)
    {
      const BwSheet *sheet = &g_array_index (sheets.sheets, BwSheet, i);
      g_autofree char *title = bw_file_name_make (sheet->name, LONGEST_NAME);
      g_autofree char *name
        = g_strdup_printf ("%02u %s.csv", g_array_index (sheets.numbers, guint, i), title);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!bw_sheet_write (sheet, path, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
bw_deck_write (const BwDeck       *deck,
               const BwSlideTheme *theme,
               BwSlideSize         size,
               const char         *path,
               GError            **error)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *name = NULL;

  if (g_str_has_suffix (lower, ".pdf"))
    return bw_deck_write_pdf (deck, theme, size, path, error);
  if (g_str_has_suffix (lower, ".pptx"))
    return bw_deck_write_pptx (deck, theme, size, path, error);
  name = g_filename_display_name (path);
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT,
               _("“%s” names no format: end it in .pdf or .pptx"), name);
  return FALSE;
}
