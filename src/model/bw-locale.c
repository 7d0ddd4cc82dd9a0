/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/bw-locale.h"

#include <glib/gi18n.h>
#include <locale.h>

/* Set once, before anything is written; read on worker threads too. */
static gboolean is_right_to_left;

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

/**
 * bw_locale_set_right_to_left:
 * @right_to_left: whether text runs from right to left where it will be shown
 *
 * Numbers are then isolated from the text around them, so that their signs and units stay where
 * they belong. The toolkit knows the direction; a terminal program has none.
 */
void
bw_locale_set_right_to_left (gboolean right_to_left)
{
  g_atomic_int_set (&is_right_to_left, right_to_left);
}

gboolean
bw_locale_is_right_to_left (void)
{
  return g_atomic_int_get (&is_right_to_left);
}
