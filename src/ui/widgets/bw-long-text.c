/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-long-text.h"

/* Texts of any length, which must not hold up the window. Pango looks for the end of a line of a word
 * that is longer than the line by going back from the word's end, so that a word of 30,000 letters
 * takes it seconds; broken at any letter it takes no longer than other text. */

/* In bytes; no word of a language is as long. */
#define LONGEST_WORD 400

static gboolean
has_long_word (const char *text)
{
  gsize length = 0;

  for (const char *p = text; *p != '\0'; p++)
    {
      length = g_ascii_isspace (*p) ? 0 : length + 1;
      if (length > LONGEST_WORD)
        return TRUE;
    }
  return FALSE;
}

static void
on_changed (GtkTextBuffer *buffer, GtkTextView *view)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  gtk_text_view_set_wrap_mode (view, has_long_word (text) ? GTK_WRAP_CHAR : GTK_WRAP_WORD_CHAR);
}

/**
 * bw_text_begin:
 * @most: characters
 *
 * Returns: (transfer full): at most so many of the first characters of @text
 */
char *
bw_text_begin (const char *text, glong most)
{
  const char *end = text;

  for (glong i = 0; i < most && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  return g_strndup (text, (gsize) (end - text));
}

/**
 * bw_text_view_fit_wrap:
 *
 * Has @view break lines between words, but while its text has a word that no line could hold, at any
 * letter. To be called before the text is set.
 */
void
bw_text_view_fit_wrap (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);

  g_signal_connect_object (buffer, "changed", G_CALLBACK (on_changed), view, 0);
  on_changed (buffer, view);
}
