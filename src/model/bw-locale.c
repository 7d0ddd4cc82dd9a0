/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/bw-locale.h"

#include <glib/gi18n.h>
#include <locale.h>

/**
 * bw_locale_init:
 *
 * Takes the locale of the environment and finds the translations: those that were installed, or
 * those in the folder that BELLWETHER_LOCALEDIR names, which is how a program is looked at in the
 * pseudo-locale without being installed. For the first line of a main function.
 */
void
bw_locale_init (void)
{
  const char *folder = g_getenv ("BELLWETHER_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : BW_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
