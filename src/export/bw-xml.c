/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-xml.h"

#include <stdarg.h>

/* What XML 1.0 can hold at all (section 2.2); an entity cannot stand for the others either. A
 * carriage return it can, and takes for a line end. */
static gboolean
is_char (gunichar c)
{
  return c == '\t' || c == '\n' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd)
         || (c >= 0x10000 && c <= 0x10ffff);
}

/**
 * bw_xml_clean:
 * @text: (nullable): a text from anywhere
 *
 * Returns: (transfer full): the same without what XML cannot hold: control characters are left
 *   out, and bytes that are no UTF-8 become the replacement character; "" for %NULL
 */
char *
bw_xml_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_sized_new (64);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (is_char (g_utf8_get_char (p)))
        g_string_append_len (clean, p, g_utf8_next_char (p) - p);
    }
  return g_string_free (clean, FALSE);
}

/**
 * bw_xml_append:
 * @xml: (inout): what is written so far
 * @format: like that of printf; markup stands in it as it is
 *
 * Appends markup. Texts among the arguments are escaped, so that they are good as contents and as
 * the value of an attribute; what is not known to be free of control characters goes through
 * bw_xml_clean() first.
 */
void
bw_xml_append (GString *xml, const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_markup_vprintf_escaped (format, arguments);
  va_end (arguments);
  g_string_append (xml, text);
}
