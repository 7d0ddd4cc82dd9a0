/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-file-name.h"

#include <string.h>

/* What file systems and the people who carry files between them cannot have in a name. */
static gboolean
is_forbidden (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return TRUE;
    default:
      return c < 128 && strchr ("/\\:*?\"<>|", (int) c) != NULL;
    }
}

/* Names of devices on Windows, whatever ending follows. */
static gboolean
is_device (const char *name)
{
  static const char *const devices[] = { "con", "prn", "aux", "nul" };
  gsize stem = strcspn (name, ".");

  for (guint i = 0; i < G_N_ELEMENTS (devices); i++)
    {
      if (stem == 3 && g_ascii_strncasecmp (name, devices[i], 3) == 0)
        return TRUE;
    }
  return stem == 4 && g_ascii_isdigit (name[3])
         && (g_ascii_strncasecmp (name, "com", 3) == 0 || g_ascii_strncasecmp (name, "lpt", 3) == 0);
}

/**
 * bw_file_name_make:
 * @text: (nullable): what the file is called after: a name, a sentence
 * @most: bytes that the name may have, at least 8
 *
 * Makes a name that leads nowhere else, is not hidden, and can be kept on any usual file system:
 * in the composed form of Unicode, without what is forbidden in names, cut between characters.
 *
 * Returns: (transfer full): the name without an ending; "_" when nothing is left of the text
 */
char *
bw_file_name_make (const char *text, gsize most)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *composed = g_utf8_normalize (valid, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *p = composed; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_forbidden (c) || g_unichar_isspace (c))
        c = ' ';
      /* A dot at the front hides a file, or is the folder itself. */
      if ((c == ' ' && (name->len == 0 || name->str[name->len - 1] == ' '))
          || (c == '.' && name->len == 0))
        continue;
      if (name->len + g_unichar_to_utf8 (c, NULL) > most)
        break;
      g_string_append_unichar (name, c);
    }
  while (name->len > 0 && strchr (" .", name->str[name->len - 1]) != NULL)
    g_string_truncate (name, name->len - 1);
  if (name->len == 0 || is_device (name->str))
    g_string_append_c (name, '_');
  return g_string_free_and_steal (g_steal_pointer (&name));
}
