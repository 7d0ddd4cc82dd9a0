/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-inscription.h"

/* Whether there is a letter of a script that is written from the right, or may be. */
static gboolean
has_letters_from_the_right (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      /* From Hebrew on, without what is Indic and later; then the forms of Arabic, and the old. */
      if ((letter >= 0x0590 && letter < 0x0900) || (letter >= 0xfb1d && letter < 0xff00)
          || letter >= 0x10800)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_written_from_the_right (GtkInscription *inscription, const char *text, gboolean rtl)
{
  g_autoptr (PangoLayout) layout = NULL;

  /* Most tables are Latin in a window from left to right, and there is nothing to find out. */
  if (!rtl && !has_letters_from_the_right (text))
    return FALSE;
  layout = gtk_widget_create_pango_layout (GTK_WIDGET (inscription), text);
  return pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
}

/**
 * bw_inscription_set:
 * @text: what it says
 * @at_end: whether it stands at the end of its place, as numbers do, and not at its start
 *
 * Start and end are those of the widget. The alignment of an inscription follows the direction of
 * what is written, so that a Latin name in a window from right to left would stand apart from its
 * heading.
 */
void
bw_inscription_set (GtkInscription *inscription, const char *text, gboolean at_end)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (inscription)) == GTK_TEXT_DIR_RTL;
  gboolean written_rtl = is_written_from_the_right (inscription, text, rtl);
  gboolean to_the_right = (at_end != FALSE) != (rtl != FALSE);

  gtk_inscription_set_xalign (inscription, to_the_right != written_rtl ? 1 : 0);
  gtk_inscription_set_text (inscription, text);
}
