/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-pdf-finish.h"

#include <string.h>

/*
 * Cairo writes tagged files, but neither their language, nor that a window shall be named after
 * their title, nor words for figures. They are added as PDF wants changes to be: the objects that
 * change are written again behind the file, with a table of where they are (ISO 32000-1, 7.5.6).
 */

#define FIGURE "<< /Type /StructElem\n   /S /Figure\n"
#define OBJECT_END "endobj"

/* The length of a line of the table of objects. */
#define ROW 20

/* An object that is written again, or with 0 for an offset one that is not there. */
typedef struct {
  guint number;
  gsize offset;
} Changed;

/* The bytes from a place on, or from the last one, where a text stands. */
static const char *
find (const GByteArray *pdf, const char *text, const char *from)
{
  const char *start = from != NULL ? from : (const char *) pdf->data;

  return memmem (start, (const char *) pdf->data + pdf->len - start, text, strlen (text));
}

static const char *
find_last (const GByteArray *pdf, const char *text)
{
  gsize length = strlen (text);

  for (gsize i = pdf->len - MIN (length, pdf->len); i > 0; i--)
    {
      if (memcmp (pdf->data + i, text, length) == 0)
        return (const char *) pdf->data + i;
    }
  return NULL;
}

/* The number behind a word of the trailer. */
static gboolean
read_number (const char *trailer, const char *word, guint64 *number)
{
  const char *place = strstr (trailer, word);

  if (place == NULL)
    return FALSE;
  *number = g_ascii_strtoull (place + strlen (word), NULL, 10);
  return *number > 0;
}

/* A text as PDF holds it: UTF-16 in hexadecimal digits. */
static void
append_text (GString *into, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  glong length = 0;
  g_autofree gunichar2 *units = g_utf8_to_utf16 (valid, -1, NULL, &length, NULL);

  g_string_append (into, "<FEFF");
  for (glong i = 0; i < length; i++)
    g_string_append_printf (into, "%04X", units[i]);
  g_string_append_c (into, '>');
}

/* Writes an object again with more entries in its dictionary, whose text begins at a place. */
static gboolean
write_again (const GByteArray *pdf,
             GString          *behind,
             GArray           *changed,
             guint             number,
             const char       *dictionary,
             const char       *entries)
{
  const char *end = find (pdf, OBJECT_END, dictionary), *close = end;
  Changed change = { number, pdf->len + behind->len };

  if (end == NULL)
    return FALSE;
  while (close > dictionary + 2 && (close[-1] != '>' || close[-2] != '>'))
    close--;
  if (close <= dictionary + 2)
    return FALSE;
  g_string_append_printf (behind, "%u 0 obj\n", number);
  g_string_append_len (behind, dictionary, close - 2 - dictionary);
  g_string_append_printf (behind, "%s>>\nendobj\n", entries);
  g_array_append_val (changed, change);
  return TRUE;
}

static gboolean
write_figures (const GByteArray *pdf, GString *behind, GArray *changed, GPtrArray *alternatives)
{
  const char *place = NULL;

  for (guint i = 0; i < alternatives->len; i++)
    {
      const char *line;
      g_autoptr (GString) entries = g_string_new ("   /Alt ");

      place = find (pdf, FIGURE, place);
      if (place == NULL)
        return FALSE;
      /* "82 0 obj" stands on the line before. */
      line = place - 1;
      while (line > (const char *) pdf->data && line[-1] != '\n')
        line--;
      append_text (entries, g_ptr_array_index (alternatives, i));
      g_string_append_c (entries, '\n');
      if (!write_again (pdf, behind, changed, (guint) g_ascii_strtoull (line, NULL, 10), place,
                        entries->str))
        return FALSE;
      place += strlen (FIGURE);
    }
  return TRUE;
}

static gboolean
write_catalogue (const GByteArray *pdf,
                 GString          *behind,
                 GArray           *changed,
                 guint             number,
                 const char       *language)
{
  g_autofree char *head = g_strdup_printf ("\n%u 0 obj\n", number);
  g_autofree char *tag = g_strdup (language != NULL ? language : "en");
  g_autofree char *entries = NULL;
  const char *place = find_last (pdf, head);

  g_strcanon (tag, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-", '-');
  entries = g_strdup_printf ("   /Lang (%s)\n   /ViewerPreferences << /DisplayDocTitle true >>\n",
                             tag);
  return place != NULL
         && write_again (pdf, behind, changed, number, place + strlen (head), entries);
}

/* Cairo numbers objects that it then does not write; its table sends whoever looks for them to
 * another one. */
static gboolean
free_unwritten (const GByteArray *pdf, GArray *changed, gsize table, guint size)
{
  g_autofree char *head = g_strdup_printf ("xref\n0 %u\n", size);
  gsize first = table + strlen (head);

  if (first + (gsize) size * ROW > pdf->len
      || memcmp (pdf->data + table, head, strlen (head)) != 0)
    return FALSE;
  for (guint i = 1; i < size; i++)
    {
      const char *row = (const char *) pdf->data + first + (gsize) i * ROW;
      gsize offset = g_ascii_strtoull (row, NULL, 10);
      g_autofree char *begin = g_strdup_printf ("%u 0 obj", i);
      Changed change = { i, 0 };

      if (offset + strlen (begin) > pdf->len
          || memcmp (pdf->data + offset, begin, strlen (begin)) != 0)
        g_array_append_val (changed, change);
    }
  return TRUE;
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  const Changed *x = a, *y = b;

  return (x->number > y->number) - (x->number < y->number);
}

static void
write_table (GString *behind, GArray *changed)
{
  g_array_sort (changed, compare_numbers);
  g_string_append (behind, "xref\n");
  for (guint i = 0; i < changed->len; i++)
    {
      const Changed *change = &g_array_index (changed, Changed, i);

      g_string_append_printf (behind, "%u 1\n%010" G_GSIZE_FORMAT " %s \n", change->number,
                              change->offset, change->offset > 0 ? "00000 n" : "65535 f");
    }
}

/**
 * bw_pdf_finish:
 * @pdf: a file that cairo made, of a version that keeps its objects in plain sight (1.4)
 * @language: (nullable): of its texts, as a BCP 47 tag; English without one
 * @alternatives: (element-type utf8): words for its figures, in order
 *
 * Adds to a tagged file what cairo does not write: the language, that the title names the window,
 * and words for the figures.
 *
 * Returns: whether it could; else the file is as it was
 */
gboolean
bw_pdf_finish (GByteArray *pdf, const char *language, GPtrArray *alternatives)
{
  g_autoptr (GString) behind = g_string_new (NULL);
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (Changed));
  const char *place = find_last (pdf, "trailer\n");
  g_autofree char *trailer = NULL;
  guint64 size, root, info, table;
  gsize start;

  if (place == NULL)
    return FALSE;
  trailer = g_strndup (place, (const char *) pdf->data + pdf->len - place);
  if (!read_number (trailer, "/Size ", &size) || !read_number (trailer, "/Root ", &root)
      || !read_number (trailer, "/Info ", &info) || !read_number (trailer, "startxref\n", &table)
      || !free_unwritten (pdf, changed, table, (guint) size)
      || !write_figures (pdf, behind, changed, alternatives)
      || !write_catalogue (pdf, behind, changed, (guint) root, language))
    return FALSE;
  start = pdf->len + behind->len;
  write_table (behind, changed);
  g_string_append_printf (behind,
                          "trailer\n<< /Size %" G_GUINT64_FORMAT " /Root %" G_GUINT64_FORMAT
                          " 0 R /Info %" G_GUINT64_FORMAT " 0 R /Prev %" G_GUINT64_FORMAT
                          " >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          size, root, info, table, start);
  g_byte_array_append (pdf, (const guint8 *) behind->str, (guint) behind->len);
  return TRUE;
}
