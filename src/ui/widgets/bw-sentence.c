/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-sentence.h"

/**
 * bw_label_set_sentence:
 * @label: a label that wraps and may break words
 * @text: what it says
 * @fewest_chars: the label never asks to be narrower than so many characters
 *
 * Sets @text so that it is quick to lay out. A label that may break words finds out how narrow it
 * can be by setting its text one character a line, and shapes each of them; with a width in
 * characters it need not. Text of one short line keeps its own width.
 */
void
bw_label_set_sentence (GtkLabel *label, const char *text, guint fewest_chars)
{
  glong length = g_utf8_strlen (text, -1);

  gtk_label_set_width_chars (label, length >= 3 * (glong) fewest_chars ? (int) fewest_chars : -1);
  gtk_label_set_text (label, text);
}
