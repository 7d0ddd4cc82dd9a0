/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>

#include "export/bw-deck-export.h"

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
