/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-sentence.h"

/* What a label of which nothing else is said may be narrowed to: less than a long word. */
#define FEWEST_CHARS 6

/* The width below which a label is not set, so small that no text is wider for it. */
static int
find_width (const char *text, guint fewest_chars)
{
  glong length = g_utf8_strlen (text, -1);

  return length >= 3 ? (int) MIN (length / 3, (glong) fewest_chars) : -1;
}

/**
 * bw_label_set_sentence:
 * @label: a label that wraps and may break words
 * @text: what it says
 * @fewest_chars: the label never asks to be narrower than so many characters
 *
 * Sets @text so that it is quick to lay out. A label that may break words finds out how narrow it
 * can be by setting its text one character a line, and shapes each of them; with a width in
 * characters it need not.
 */
void
bw_label_set_sentence (GtkLabel *label, const char *text, guint fewest_chars)
{
  gtk_label_set_width_chars (label, find_width (text, fewest_chars));
  gtk_label_set_text (label, text);
}

/* Marks a label whose width in characters is said here, and by nobody else. */
static GQuark
eased_quark (void)
{
  return g_quark_from_static_string ("bw-sentence-eased");
}

static void
ease (GtkLabel *label)
{
  gboolean eased = g_object_get_qdata (G_OBJECT (label), eased_quark ()) != NULL;

  if (!gtk_label_get_wrap (label) || gtk_label_get_ellipsize (label) != PANGO_ELLIPSIZE_NONE
      || gtk_label_get_wrap_mode (label) == PANGO_WRAP_WORD
      || (!eased && gtk_label_get_width_chars (label) >= 0))
    return;
  gtk_label_set_width_chars (label, find_width (gtk_label_get_text (label), FEWEST_CHARS));
  g_object_set_qdata (G_OBJECT (label), eased_quark (), label);
}

/**
 * bw_sentences_ease:
 * @widget: what has just been filled
 *
 * Does for all labels in @widget that may break words, those of rows of the toolkit among them, what
 * bw_label_set_sentence() does for one. To be called again when their texts change.
 */
void
bw_sentences_ease (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    ease (GTK_LABEL (widget));
  /* A list of very many rows sets them by itself. */
  else if (!GTK_IS_LIST_VIEW (widget) && !GTK_IS_COLUMN_VIEW (widget))
    for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
         child = gtk_widget_get_next_sibling (child))
      bw_sentences_ease (child);
}
