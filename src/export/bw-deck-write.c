/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "export/bw-deck-export.h"

typedef enum {
  FORMAT_PDF,
  FORMAT_PPTX,
  FORMAT_XLSX,
  N_FORMATS
} Format;

static gboolean
find_format (const char *path, Format *format, GError **error)
{
  static const char *const endings[N_FORMATS] = { ".pdf", ".pptx", ".xlsx" };
  g_autofree char *lower = g_ascii_strdown (path, -1);
  g_autofree char *name = NULL;

  for (Format i = 0; i < N_FORMATS; i++)
    {
      if (g_str_has_suffix (lower, endings[i]))
        {
          *format = i;
          return TRUE;
        }
    }
  name = g_filename_display_name (path);
  g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_FORMAT,
               _("“%s” names no format: end it in .pdf, .pptx or .xlsx"), name);
  return FALSE;
}

gboolean
bw_deck_watch_tell (const BwDeckWatch *watch, guint done, guint all, GError **error)
{
  if (watch == NULL)
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (watch->cancellable, error))
    return FALSE;
  if (watch->on_slide != NULL)
    watch->on_slide (done, all, watch->data);
  return TRUE;
}

gboolean
bw_deck_can_write (const char *path, GError **error)
{
  Format format;

  return find_format (path, &format, error);
}

gboolean
bw_deck_write (const BwDeck       *deck,
               const BwSlideTheme *theme,
               BwSlideSize         size,
               const char         *path,
               GError            **error)
{
  Format format;

  if (!find_format (path, &format, error))
    return FALSE;
  switch (format)
    {
    case FORMAT_XLSX:
      return bw_deck_write_workbook (deck, path, error);
    case FORMAT_PPTX:
      return bw_deck_write_pptx (deck, theme, size, NULL, path, error);
    case FORMAT_PDF:
    default:
      return bw_deck_write_pdf (deck, theme, size, NULL, path, error);
    }
}
