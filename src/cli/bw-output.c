/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/bw-output.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/bw-money.h"

/*
 * Every verb builds one JSON object; the table and the CSV are other ways to write the same
 * object, so that the three formats cannot tell different figures.
 *
 * A table shows the plain fields first, a line each, then every array of objects with a column
 * a field. CSV is for one set of rows, the one that the verb names.
 */

static gboolean
is_rows (yyjson_mut_val *value)
{
  return yyjson_mut_is_arr (value) && yyjson_mut_is_obj (yyjson_mut_arr_get_first (value));
}

static gboolean
is_plain (yyjson_mut_val *value)
{
  return !yyjson_mut_is_obj (value) && !is_rows (value);
}

/* Writes a value for a person: money with its currency, shares in per cent. */
static char *
format_for_people (yyjson_mut_val *value, const char *key, const char *currency)
{
  if (yyjson_mut_is_null (value))
    return g_strdup ("–");
  if (yyjson_mut_is_str (value))
    return g_strdup (yyjson_mut_get_str (value));
  if (yyjson_mut_is_bool (value))
    return g_strdup (yyjson_mut_get_bool (value) ? _("yes") : _("no"));
  if (yyjson_mut_is_int (value))
    {
      if (g_str_has_suffix (key, "_minor"))
        return bw_money_format (yyjson_mut_get_sint (value), currency);
      return g_strdup_printf ("%'" G_GINT64_FORMAT, yyjson_mut_get_sint (value));
    }
  if (yyjson_mut_is_real (value))
    {
      double number = yyjson_mut_get_real (value);

      if (g_str_has_suffix (key, "_minor"))
        return bw_money_format (llround (number), currency);
      if (g_str_has_prefix (key, "share_") || g_str_has_suffix (key, "_share"))
        return bw_share_format (number, 1);
      return bw_number_format (number, fabs (number) < 1 ? 4 : 2);
    }
  if (yyjson_mut_is_arr (value))
    {
      g_autoptr (GString) text = g_string_new (NULL);
      size_t i, n;
      yyjson_mut_val *item;

      yyjson_mut_arr_foreach (value, i, n, item)
        {
          g_autofree char *part = format_for_people (item, key, currency);

          g_string_append_printf (text, "%s%s", i > 0 ? " … " : "", part);
        }
      return g_string_free (g_steal_pointer (&text), FALSE);
    }
  return g_strdup ("");
}

/* The width of a text in columns of a terminal. */
static gsize
text_width (const char *text)
{
  gsize width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

static void
print_padded (FILE *file, const char *text, gsize width, gboolean right)
{
  int padding = (int) width - (int) text_width (text);

  if (right)
    fprintf (file, "%*s%s", MAX (padding, 0), "", text);
  else
    fprintf (file, "%s%*s", text, MAX (padding, 0), "");
}

static void
print_rows (yyjson_mut_val *rows, const char *currency, FILE *file)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  g_autofree gsize *widths = NULL;
  g_autofree gboolean *right = NULL;
  size_t i, n, k, m;
  yyjson_mut_val *row, *key, *value;

  yyjson_mut_obj_foreach (yyjson_mut_arr_get_first (rows), k, m, key, value)
    {
      if (is_plain (value))
        g_ptr_array_add (keys, (gpointer) yyjson_mut_get_str (key));
    }
  widths = g_new0 (gsize, keys->len + 1);
  right = g_new0 (gboolean, keys->len + 1);
  for (guint c = 0; c < keys->len; c++)
    widths[c] = text_width (keys->pdata[c]);

  yyjson_mut_arr_foreach (rows, i, n, row)
    {
      for (guint c = 0; c < keys->len; c++)
        {
          yyjson_mut_val *cell = yyjson_mut_obj_get (row, keys->pdata[c]);
          char *text = format_for_people (cell, keys->pdata[c], currency);

          right[c] |= yyjson_mut_is_num (cell);
          widths[c] = MAX (widths[c], text_width (text));
          g_ptr_array_add (cells, text);
        }
    }

  for (guint c = 0; c < keys->len; c++)
    {
      print_padded (file, keys->pdata[c], c + 1 < keys->len || right[c] ? widths[c] : 0, right[c]);
      fputs (c + 1 < keys->len ? "  " : "\n", file);
    }
  for (guint cell = 0; cell < cells->len; cell++)
    {
      guint c = cell % keys->len;

      print_padded (file, cells->pdata[cell], c + 1 < keys->len || right[c] ? widths[c] : 0,
                    right[c]);
      fputs (c + 1 < keys->len ? "  " : "\n", file);
    }
}

/* Prints an object's plain fields, then its parts under their names. */
static void
print_object (yyjson_mut_val *object, const char *path, const char *currency, FILE *file)
{
  size_t i, n;
  yyjson_mut_val *key, *value;
  gsize width = 0;
  gboolean plain = FALSE;

  yyjson_mut_obj_foreach (object, i, n, key, value)
    {
      if (is_plain (value))
        width = MAX (width, text_width (yyjson_mut_get_str (key)));
    }
  yyjson_mut_obj_foreach (object, i, n, key, value)
    {
      const char *name = yyjson_mut_get_str (key);

      if (is_plain (value))
        {
          g_autofree char *text = format_for_people (value, name, currency);

          print_padded (file, name, width, FALSE);
          fprintf (file, "  %s\n", text);
          plain = TRUE;
        }
    }
  yyjson_mut_obj_foreach (object, i, n, key, value)
    {
      const char *name = yyjson_mut_get_str (key);
      g_autofree char *inner = NULL;

      if (is_plain (value))
        continue;
      inner = *path == '\0' ? g_strdup (name) : g_strconcat (path, " ", name, NULL);
      fprintf (file, "%s%s\n", plain ? "\n" : "", inner);
      plain = TRUE;
      if (yyjson_mut_is_obj (value))
        print_object (value, inner, currency, file);
      else
        print_rows (value, currency, file);
    }
}

static void
print_csv_cell (yyjson_mut_val *value, FILE *file)
{
  if (value == NULL || yyjson_mut_is_null (value))
    return;
  if (yyjson_mut_is_str (value))
    {
      const char *text = yyjson_mut_get_str (value);

      /* A spreadsheet takes a text that begins so for a formula, so it is made plain text. */
      gboolean formula = *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;

      if (!formula && strpbrk (text, ",\"\r\n") == NULL)
        {
          fputs (text, file);
          return;
        }
      fputc ('"', file);
      if (formula)
        fputc ('\'', file);
      for (const char *p = text; *p != '\0'; p++)
        {
          if (*p == '"')
            fputc ('"', file);
          fputc (*p, file);
        }
      fputc ('"', file);
    }
  else if (yyjson_mut_is_real (value))
    {
      /* The shortest text that reads back as the same number, as in JSON. */
      char *number = yyjson_mut_val_write (value, 0, NULL);

      fputs (number, file);
      free (number);
    }
  else if (yyjson_mut_is_int (value))
    {
      fprintf (file, "%" G_GINT64_FORMAT, yyjson_mut_get_sint (value));
    }
  else if (yyjson_mut_is_bool (value))
    {
      fputs (yyjson_mut_get_bool (value) ? "true" : "false", file);
    }
  else if (yyjson_mut_is_arr (value))
    {
      size_t i, n;
      yyjson_mut_val *item;

      yyjson_mut_arr_foreach (value, i, n, item)
        {
          if (i > 0)
            fputc (' ', file);
          print_csv_cell (item, file);
        }
    }
}

static void
print_csv (yyjson_mut_val *rows, FILE *file)
{
  yyjson_mut_val *first = yyjson_mut_arr_get_first (rows), *row, *key, *value;
  size_t i, n, k, m;

  yyjson_mut_obj_foreach (first, k, m, key, value)
    fprintf (file, "%s%s", k > 0 ? "," : "", yyjson_mut_get_str (key));
  fputs ("\r\n", file);
  yyjson_mut_arr_foreach (rows, i, n, row)
    {
      yyjson_mut_obj_foreach (first, k, m, key, value)
        {
          if (k > 0)
            fputc (',', file);
          print_csv_cell (yyjson_mut_obj_get (row, yyjson_mut_get_str (key)), file);
        }
      fputs ("\r\n", file);
    }
}

/**
 * bw_output_format_parse:
 * @word: "table", "json" or "csv"
 * @format: (out): the format, unchanged when the word is another
 *
 * Returns: whether the word names a format
 */
gboolean
bw_output_format_parse (const char *word, BwOutputFormat *format)
{
  static const char *const words[] = { "table", "json", "csv" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_strcmp0 (word, words[i]) == 0)
        {
          *format = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * bw_output_print:
 * @doc: a document whose root is an object
 * @rows_key: the field that holds the rows of the CSV, an array of objects
 * @currency: (nullable): the currency of the fields that end in "_minor", for the table
 * @format: how to write it
 * @file: where to
 * @error: set when the file took it not (a full disk, a closed pipe)
 *
 * Returns: whether all of it was written
 */
gboolean
bw_output_print (yyjson_mut_doc *doc, const char *rows_key, const char *currency,
                 BwOutputFormat format, FILE *file, GError **error)
{
  yyjson_mut_val *root = yyjson_mut_doc_get_root (doc);

  switch (format)
    {
    case BW_OUTPUT_JSON:
      {
        size_t length;
        char *text = yyjson_mut_write (doc, YYJSON_WRITE_PRETTY_TWO_SPACES, &length);

        if (text != NULL)
          {
            fwrite (text, 1, length, file);
            fputc ('\n', file);
            free (text);
          }
        break;
      }
    case BW_OUTPUT_CSV:
      print_csv (yyjson_mut_obj_get (root, rows_key), file);
      break;
    case BW_OUTPUT_TABLE:
    default:
      print_object (root, "", currency, file);
      break;
    }

  if (fflush (file) != 0 || ferror (file))
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("The output could not be written: %s"), g_strerror (errno));
      return FALSE;
    }
  return TRUE;
}
