/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-csv-reader.h"

#include <glib/gi18n.h>
#include <string.h>

#define BLOCK (1 << 17)
/* A longer record is a quote that was never closed, and would eat the memory. */
#define MAX_RECORD (1 << 24)
#define MAX_FIELDS 4096
/* How many records the choice of the separator is made from. */
#define SNIFFED_RECORDS 20

static const char separators[] = { ',', ';', '\t', '|' };

struct _BwCsvReader {
  char         *name;
  GInputStream *stream;
  char         *block;
  gsize         length;
  gsize         at;
  gboolean      ended;
  guint64       bytes;

  char          separator;
  guint64       line;

  GString      *text;    /* The fields of the record, each ending with a nul. */
  GArray       *starts;  /* Where each begins in it. */
  GArray       *fields;
  BwCsvRecord   record;
};

/* Says of an error of the conversion what it means for the file. */
static void
explain (const BwCsvReader *self, GError **error)
{
  if (error != NULL
      && (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA)
          || g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT)))
    {
      g_clear_error (error);
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                   _("“%s” is not the UTF-16 it says it is. Save it as CSV in UTF-8."), self->name);
    }
}

/* Reads the next block, when this one is used up. */
static gboolean
fill (BwCsvReader *self, GCancellable *cancellable, GError **error)
{
  gssize n;

  self->at = self->length = 0;
  if (self->ended)
    return TRUE;
  n = g_input_stream_read (self->stream, self->block, BLOCK, cancellable, error);
  if (n < 0)
    {
      explain (self, error);
      return FALSE;
    }
  self->ended = n == 0;
  self->length = (gsize) n;
  self->bytes += (guint64) n;
  return TRUE;
}

/* The number of separators outside quotes in each of the first records, and whether all agree. */
static void
count_separators (const char *text, gsize length, char separator, guint *first, guint *agreeing)
{
  guint n = 0, records = 0;
  gboolean quoted = FALSE, blank = TRUE;

  *first = *agreeing = 0;
  for (gsize i = 0; i < length && records < SNIFFED_RECORDS; i++)
    {
      if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && text[i] == separator)
        n++;
      else if (!quoted && (text[i] == '\n' || text[i] == '\r'))
        {
          if (blank)
            continue;
          if (records == 0)
            *first = n;
          *agreeing += n == *first;
          records++;
          n = 0;
          blank = TRUE;
          continue;
        }
      blank = FALSE;
    }
  if (records == 0)
    *first = n;
}

/* The separator that the header has and most records have as often; of two, the one that comes
 * more often. A file of one column has none, and the comma will do. */
static char
sniff (const char *text, gsize length)
{
  char best = ',';
  guint best_first = 0, best_agreeing = 0;

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      guint first, agreeing;

      count_separators (text, length, separators[i], &first, &agreeing);
      if (first > 0 && (best_first == 0 || agreeing > best_agreeing
                        || (agreeing == best_agreeing && first > best_first)))
        {
          best = separators[i];
          best_first = first;
          best_agreeing = agreeing;
        }
    }
  return best;
}

/* The bytes of a whole block may come in pieces; sniffing wants the whole. */
static gboolean
read_first_block (BwCsvReader *self, GCancellable *cancellable, GError **error)
{
  gsize n;

  if (!g_input_stream_read_all (self->stream, self->block, BLOCK, &n, cancellable, error))
    {
      explain (self, error);
      return FALSE;
    }
  self->length = n;
  self->bytes = n;
  self->ended = n < BLOCK;
  return TRUE;
}

/* UTF-16 is what spreadsheets call "Unicode text". */
static GInputStream *
open_decoded (GFile *file, const char *name, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) plain = g_file_read (file, cancellable, error);
  g_autoptr (GConverter) converter = NULL;
  guchar mark[2] = { 0, 0 };
  const char *charset = NULL;
  gsize n;

  if (plain == NULL)
    return NULL;
  if (!g_input_stream_read_all (G_INPUT_STREAM (plain), mark, 2, &n, cancellable, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }
  if (n == 2 && mark[0] == 0xff && mark[1] == 0xfe)
    charset = "UTF-16LE";
  else if (n == 2 && mark[0] == 0xfe && mark[1] == 0xff)
    charset = "UTF-16BE";
  if (charset != NULL)
    {
      converter = G_CONVERTER (g_charset_converter_new ("UTF-8", charset, error));
      return converter != NULL ? g_converter_input_stream_new (G_INPUT_STREAM (plain), converter)
                               : NULL;
    }
  if (!g_seekable_can_seek (G_SEEKABLE (plain)))
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA, _("“%s” is not a file."), name);
      return NULL;
    }
  if (!g_seekable_seek (G_SEEKABLE (plain), 0, G_SEEK_SET, cancellable, error))
    return NULL;
  return G_INPUT_STREAM (g_steal_pointer (&plain));
}

/**
 * bw_csv_reader_new:
 * @file: the file
 * @error: a #BwSyncError, or what GIO says
 *
 * Opens the file, looks at its first block and chooses the separator.
 *
 * Returns: (transfer full) (nullable): the reader
 */
BwCsvReader *
bw_csv_reader_new (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (BwCsvReader) self = g_new0 (BwCsvReader, 1);

  self->name = g_file_get_basename (file);
  self->line = 1;
  self->block = g_malloc (BLOCK);
  self->text = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->fields = g_array_new (FALSE, FALSE, sizeof (BwCsvField));
  self->stream = open_decoded (file, self->name, cancellable, error);
  if (self->stream == NULL || !read_first_block (self, cancellable, error))
    return NULL;
  if (self->length >= 3 && memcmp (self->block, "\xef\xbb\xbf", 3) == 0)
    self->at = 3;
  self->separator = sniff (self->block + self->at, self->length - self->at);
  return g_steal_pointer (&self);
}

void
bw_csv_reader_free (BwCsvReader *reader)
{
  if (reader == NULL)
    return;
  g_clear_object (&reader->stream);
  g_string_free (reader->text, TRUE);
  g_array_unref (reader->starts);
  g_array_unref (reader->fields);
  g_free (reader->block);
  g_free (reader->name);
  g_free (reader);
}

/* The next byte, or -1 at the end and -2 on an error. */
static int
next_byte (BwCsvReader *self, GCancellable *cancellable, GError **error)
{
  if (self->at == self->length && !fill (self, cancellable, error))
    return -2;
  return self->at < self->length ? (guchar) self->block[self->at++] : -1;
}

/* A line ends with LF, CR LF or CR. */
static gboolean
end_line (BwCsvReader *self, int byte, GCancellable *cancellable, GError **error)
{
  self->line++;
  if (byte == '\r')
    {
      int next = next_byte (self, cancellable, error);

      if (next == -2)
        return FALSE;
      if (next >= 0 && next != '\n')
        self->at--;
    }
  return TRUE;
}

static gboolean
begin_field (BwCsvReader *self, guint64 line, GError **error)
{
  BwCsvField field = { 0 };

  if (self->fields->len >= MAX_FIELDS || self->text->len > MAX_RECORD)
    {
      g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_TOO_LARGE,
                   _("“%s”: the record on line %llu is too long. Look for a quote "
                     "that is not closed."),
                   self->name, (unsigned long long) line);
      return FALSE;
    }
  g_array_append_val (self->starts, self->text->len);
  g_array_append_val (self->fields, field);
  return TRUE;
}

static BwCsvField *
last_field (BwCsvReader *self)
{
  return &g_array_index (self->fields, BwCsvField, self->fields->len - 1);
}

/* Reads what stands in quotes, up to the quote that closes it. */
static gboolean
read_quoted (BwCsvReader *self, guint64 line, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      int byte = next_byte (self, cancellable, error);

      if (byte == -2)
        return FALSE;
      if (byte == -1 || self->text->len > MAX_RECORD)
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                       _("“%s”: the quote that opens in the record on line %llu "
                         "is not closed."),
                       self->name, (unsigned long long) line);
          return FALSE;
        }
      if (byte == '"')
        {
          int next = next_byte (self, cancellable, error);

          if (next == -2)
            return FALSE;
          if (next != '"')
            {
              if (next >= 0)
                self->at--;
              return TRUE;
            }
        }
      else if (byte == '\n')
        self->line++;
      g_string_append_c (self->text, (char) byte);
    }
}

/* Copies what needs no look, up to the next byte that does. */
static void
copy_plain (BwCsvReader *self)
{
  gsize from = self->at;

  while (self->at < self->length && self->block[self->at] != self->separator
         && self->block[self->at] != '\n' && self->block[self->at] != '\r'
         && self->block[self->at] != '"')
    self->at++;
  g_string_append_len (self->text, self->block + from, self->at - from);
}

/* Reads one record; without fields at the end of the file. */
static gboolean
read_record (BwCsvReader *self, GCancellable *cancellable, GError **error)
{
  guint64 line = self->line;
  gboolean fresh = TRUE;

  g_string_truncate (self->text, 0);
  g_array_set_size (self->starts, 0);
  g_array_set_size (self->fields, 0);
  self->record.line = line;
  for (;;)
    {
      int byte = next_byte (self, cancellable, error);

      if (byte == -2)
        return FALSE;
      if (byte == -1 && self->fields->len == 0)
        return TRUE;
      if (fresh && !begin_field (self, line, error))
        return FALSE;
      if (byte == '"' && fresh)
        {
          last_field (self)->quoted = TRUE;
          if (!read_quoted (self, line, cancellable, error))
            return FALSE;
          fresh = FALSE;
          continue;
        }
      fresh = byte == self->separator;
      if (byte == self->separator || byte == '\n' || byte == '\r' || byte == -1)
        {
          last_field (self)->length
            = self->text->len - g_array_index (self->starts, gsize, self->starts->len - 1);
          g_string_append_c (self->text, '\0');
          if (byte == self->separator)
            continue;
          return byte == -1 || end_line (self, byte, cancellable, error);
        }
      g_string_append_c (self->text, (char) byte);
      copy_plain (self);
    }
}

/**
 * bw_csv_reader_next:
 * @record: (out) (transfer none): the record, or %NULL at the end
 * @error: %BW_SYNC_ERROR_DATA when the text is not UTF-8 or a quote is not closed,
 *   %BW_SYNC_ERROR_TOO_LARGE, or what GIO says
 *
 * Blank lines are passed over.
 *
 * Returns: %FALSE on an error, after which the reader is of no more use
 */
gboolean
bw_csv_reader_next (BwCsvReader *reader, const BwCsvRecord **record, GCancellable *cancellable,
                    GError **error)
{
  BwCsvField *first;

  *record = NULL;
  do
    {
      if (!read_record (reader, cancellable, error))
        return FALSE;
      if (reader->fields->len == 0)
        return TRUE;
      first = &g_array_index (reader->fields, BwCsvField, 0);
    }
  while (reader->fields->len == 1 && first->length == 0 && !first->quoted);

  for (guint i = 0; i < reader->fields->len; i++)
    {
      BwCsvField *field = &g_array_index (reader->fields, BwCsvField, i);

      field->text = reader->text->str + g_array_index (reader->starts, gsize, i);
      if (!g_utf8_validate_len (field->text, field->length, NULL))
        {
          g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_DATA,
                       _("“%s”: the text on line %llu is not UTF-8. Save the file "
                         "as CSV in UTF-8."),
                       reader->name, (unsigned long long) reader->record.line);
          return FALSE;
        }
    }
  reader->record.fields = (const BwCsvField *) reader->fields->data;
  reader->record.n_fields = reader->fields->len;
  *record = &reader->record;
  return TRUE;
}

/**
 * bw_csv_reader_get_separator:
 *
 * Returns: the separator that was found: a comma, a semicolon, a tab or a bar
 */
char
bw_csv_reader_get_separator (const BwCsvReader *reader)
{
  return reader->separator;
}

/**
 * bw_csv_reader_get_bytes:
 *
 * Returns: how many bytes were read so far, after decoding
 */
guint64
bw_csv_reader_get_bytes (const BwCsvReader *reader)
{
  return reader->bytes;
}
