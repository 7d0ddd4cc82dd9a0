/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "export/bw-zip.h"

#include <glib/gi18n.h>
#include <string.h>
#include <zlib.h>

/* Written after APPNOTE.TXT 6.3.10 of PKWARE, without what ISO/IEC 21320-1 leaves out of document
 * containers: no encryption, no spanning, no descriptors behind the contents, which some readers
 * of documents do not take. libarchive puts one behind every file, pictures that are only stored
 * among them, which nobody can read from the front then; and it deflates one file after the other,
 * where here each thread deflates the charts that it draws. */

#define FILE_HEADER 0x04034b50
#define DIRECTORY_HEADER 0x02014b50
#define DIRECTORY_END 0x06054b50
#define VERSION 20
#define STORED 0
#define DEFLATED 8

/* The first day that the format knows: 1 January 1980. */
#define DATE 0x0021

/* The quickest: texts become a tenth of their size, and two percent are not worth the wait. */
#define LEVEL 1

static void
append_16 (GByteArray *bytes, guint value)
{
  guint16 little = GUINT16_TO_LE ((guint16) value);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

static void
append_32 (GByteArray *bytes, gsize value)
{
  guint32 little = GUINT32_TO_LE ((guint32) value);

  g_byte_array_append (bytes, (const guint8 *) &little, sizeof little);
}

/* Returns NULL when the contents cannot be made smaller. */
static GBytes *
deflate_bytes (const guint8 *data, gsize length)
{
  z_stream stream = { 0 };
  gsize most;
  guint8 *packed;
  gboolean whole;

  if (length > G_MAXUINT || deflateInit2 (&stream, LEVEL, Z_DEFLATED, -MAX_WBITS, 8,
                                          Z_DEFAULT_STRATEGY) != Z_OK)
    return NULL;
  most = deflateBound (&stream, length);
  packed = g_malloc (most);
  stream.next_in = (guint8 *) data;
  stream.avail_in = (guint) length;
  stream.next_out = packed;
  stream.avail_out = (guint) most;
  whole = deflate (&stream, Z_FINISH) == Z_STREAM_END && stream.total_out < length;
  deflateEnd (&stream);
  if (whole)
    return g_bytes_new_take (g_realloc (packed, stream.total_out), stream.total_out);
  g_free (packed);
  return NULL;
}

/**
 * bw_zip_data_new:
 * @contents: of a file
 * @deflate: whether to make them smaller; what is compressed already only costs time
 *
 * Returns: (transfer full): the contents as they stand in a zip
 */
BwZipData *
bw_zip_data_new (GBytes *contents, gboolean deflate)
{
  BwZipData *self = g_new0 (BwZipData, 1);
  const guint8 *data = g_bytes_get_data (contents, &self->size);

  self->sum = (guint32) crc32_z (0, data, self->size);
  self->packed = deflate ? deflate_bytes (data, self->size) : NULL;
  self->is_deflated = self->packed != NULL;
  if (self->packed == NULL)
    self->packed = g_bytes_ref (contents);
  return self;
}

void
bw_zip_data_free (BwZipData *data)
{
  if (data == NULL)
    return;
  g_bytes_unref (data->packed);
  g_free (data);
}

void
bw_zip_init (BwZip *self)
{
  *self = (BwZip) { g_byte_array_new (), g_byte_array_new (), 0 };
}

void
bw_zip_clear (BwZip *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_clear_pointer (&self->directory, g_byte_array_unref);
}

/* What the header of a file and its entry in the directory have in common. */
static void
append_header (GByteArray *bytes, const char *name, const BwZipData *data)
{
  append_16 (bytes, VERSION);
  append_16 (bytes, 0);
  append_16 (bytes, data->is_deflated ? DEFLATED : STORED);
  append_16 (bytes, 0);
  append_16 (bytes, DATE);
  append_32 (bytes, data->sum);
  append_32 (bytes, g_bytes_get_size (data->packed));
  append_32 (bytes, data->size);
  append_16 (bytes, (guint) strlen (name));
  append_16 (bytes, 0);
}

/**
 * bw_zip_add:
 * @self: a zip
 * @name: of the file, in ASCII, with folders
 * @data: its contents
 */
void
bw_zip_add (BwZip *self, const char *name, const BwZipData *data)
{
  gsize offset = self->bytes->len, length = 0;
  const guint8 *packed = g_bytes_get_data (data->packed, &length);

  append_32 (self->bytes, FILE_HEADER);
  append_header (self->bytes, name, data);
  g_byte_array_append (self->bytes, (const guint8 *) name, (guint) strlen (name));
  g_byte_array_append (self->bytes, packed, (guint) length);

  append_32 (self->directory, DIRECTORY_HEADER);
  append_16 (self->directory, VERSION);
  append_header (self->directory, name, data);
  append_16 (self->directory, 0); /* Length of the comment, */
  append_16 (self->directory, 0); /* number of the disk, */
  append_16 (self->directory, 0); /* attributes within, */
  append_32 (self->directory, 0); /* and without. */
  append_32 (self->directory, offset);
  g_byte_array_append (self->directory, (const guint8 *) name, (guint) strlen (name));
  self->n_files++;
}

/**
 * bw_zip_finish:
 * @self: a zip; it is empty afterwards
 * @error: (out) (optional): %BW_EXPORT_ERROR_TOO_LARGE: more than 65,535 files or 2 GB
 *
 * Returns: (transfer full): the contents of the file
 */
GBytes *
bw_zip_finish (BwZip *self, GError **error)
{
  gsize offset = self->bytes->len, length = self->directory->len;

  if (self->n_files > G_MAXUINT16 || offset + length > G_MAXINT32)
    {
      g_set_error (error, BW_EXPORT_ERROR, BW_EXPORT_ERROR_TOO_LARGE,
                   _("The slides and their pictures are more than a file can hold."));
      return NULL;
    }
  g_byte_array_append (self->bytes, self->directory->data, self->directory->len);
  append_32 (self->bytes, DIRECTORY_END);
  append_16 (self->bytes, 0);
  append_16 (self->bytes, 0);
  append_16 (self->bytes, self->n_files);
  append_16 (self->bytes, self->n_files);
  append_32 (self->bytes, length);
  append_32 (self->bytes, offset);
  append_16 (self->bytes, 0);
  return g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes));
}
