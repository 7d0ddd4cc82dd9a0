/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "portfolio/bw-account-table.h"

/* Letters that people leave the mark off although Unicode does not take them apart. */
static const struct {
  gunichar    letter;
  const char *plain;
} plain_letters[] = {
  { 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x0111, "d" },
  { 0x0127, "h" },  { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0167, "t" },
};

static gboolean
append_plain (GString *folded, gunichar letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (plain_letters); i++)
    {
      if (plain_letters[i].letter == letter)
        {
          g_string_append (folded, plain_letters[i].plain);
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bw_fold_text:
 * @text: UTF-8
 *
 * Takes case and accents off, so that what is typed without them is found: "Žižka" becomes
 * "zizka", "Groß" becomes "gross", "Ørsted" becomes "orsted".
 *
 * Returns: (transfer full): the text for a comparison byte by byte
 */
char *
bw_fold_text (const char *text)
{
  g_autofree char *cased = NULL, *apart = NULL;
  GString *folded;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);

  cased = g_utf8_casefold (text, -1);
  apart = g_utf8_normalize (cased, -1, G_NORMALIZE_ALL);
  if (apart == NULL)
    return g_strdup (cased);
  folded = g_string_sized_new (strlen (apart));
  for (const char *p = apart; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (g_unichar_ismark (letter) || append_plain (folded, letter))
        continue;
      g_string_append_unichar (folded, letter);
    }
  return g_string_free (folded, FALSE);
}
