/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-column-file.h"

#include <glib/gstdio.h>
#include <string.h>

#define MAGIC "BWCOLS\r\n"
#define VERSION 2
#define BYTE_ORDER_MARK 0x01020304u
#define MAX_SECTIONS 64
#define ALIGNMENT 64

typedef struct {
  guint32 id;
  guint32 width;
  guint64 count;
  guint64 offset;
} Section;

/* The beginning of the image. The checksum is over everything in it but itself; @contents is over
 * what follows it. */
typedef struct {
  char         magic[8];
  guint32      byte_order;
  guint32      version;
  guint64      size;
  guint64      checksum;
  guint64      contents;
  BwColumnHead head;
  guint32      n_sections;
  guint32      unused;
  Section      sections[MAX_SECTIONS];
} Preamble;

struct _BwColumnFile {
  gatomicrefcount  ref_count;
  char            *image;
  GMappedFile     *mapped; /* NULL when the image is memory of our own. */
};

static guint64
checksum_of (const Preamble *preamble)
{
  Preamble copy = *preamble;
  const guchar *bytes = (const guchar *) &copy;
  guint64 sum = G_GUINT64_CONSTANT (14695981039346656037);

  copy.checksum = 0;
  for (gsize i = 0; i < sizeof copy; i++)
    sum = (sum ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
  return sum;
}

/* Four sums side by side, since one alone would wait for its own multiplication. */
static guint64
sum_contents (const char *image, gsize size)
{
  static const guint64 prime = G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 sums[4] = { 1, 2, 3, 4 }, words[4];

  for (gsize at = ALIGNMENT * ((sizeof (Preamble) + ALIGNMENT - 1) / ALIGNMENT);
       at + sizeof words <= size; at += sizeof words)
    {
      memcpy (words, image + at, sizeof words);
      for (guint i = 0; i < 4; i++)
        {
          sums[i] = (sums[i] ^ words[i]) * prime;
          sums[i] ^= sums[i] >> 32;
        }
    }
  return ((sums[0] * prime ^ sums[1]) * prime ^ sums[2]) * prime ^ sums[3];
}

/* Large files are read through once only: which file stood at a path when its contents were found
 * to be right. */
static gboolean
contents_are_good (const char *path, const char *image, gsize size)
{
  static GMutex mutex;
  static GHashTable *checked;
  g_autofree char *stamp = NULL;
  GStatBuf info;
  gboolean known;

  if (g_stat (path, &info) != 0)
    return FALSE;
  stamp = g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT
                           " %" G_GUINT64_FORMAT,
                           (guint64) info.st_ino, (gint64) info.st_mtim.tv_sec,
                           (guint64) info.st_mtim.tv_nsec,
                           ((const Preamble *) image)->contents);
  g_mutex_lock (&mutex);
  if (checked == NULL)
    checked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  known = g_strcmp0 (g_hash_table_lookup (checked, path), stamp) == 0;
  g_mutex_unlock (&mutex);
  if (known)
    return TRUE;
  if (sum_contents (image, size) != ((const Preamble *) image)->contents)
    return FALSE;
  g_mutex_lock (&mutex);
  g_hash_table_replace (checked, g_strdup (path), g_steal_pointer (&stamp));
  g_mutex_unlock (&mutex);
  return TRUE;
}

static guint64
align (guint64 offset)
{
  return (offset + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static BwColumnFile *
column_file_wrap (char *image, GMappedFile *mapped)
{
  BwColumnFile *file = g_new0 (BwColumnFile, 1);

  g_atomic_ref_count_init (&file->ref_count);
  file->image = image;
  file->mapped = mapped;
  return file;
}

static gboolean
preamble_is_good (const Preamble *preamble, gsize length, guint32 kind)
{
  if (length < sizeof *preamble || memcmp (preamble->magic, MAGIC, sizeof preamble->magic) != 0
      || preamble->byte_order != BYTE_ORDER_MARK || preamble->version != VERSION
      || preamble->size != length || preamble->head.kind != kind
      || preamble->n_sections > MAX_SECTIONS || preamble->checksum != checksum_of (preamble))
    return FALSE;
  for (guint i = 0; i < preamble->n_sections; i++)
    {
      const Section *section = &preamble->sections[i];

      if (section->width == 0 || section->offset > length
          || section->count > (length - section->offset) / section->width)
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_column_file_new:
 * @head: what will be kept
 * @specs: (array length=n_specs): the columns, at most 64, their ids all different
 *
 * Returns: (transfer full): memory for the columns, all zero, to be filled by the pointers that
 *   bw_column_file_get() gives before anybody else sees it
 */
BwColumnFile *
bw_column_file_new (const BwColumnHead *head, const BwColumnSpec *specs, guint n_specs)
{
  guint64 size = align (sizeof (Preamble));
  Preamble *preamble;
  char *image;

  g_assert (n_specs <= MAX_SECTIONS);

  for (guint i = 0; i < n_specs; i++)
    size = align (size + specs[i].width * specs[i].count);
  image = g_malloc0 (size);
  preamble = (Preamble *) image;
  memcpy (preamble->magic, MAGIC, sizeof preamble->magic);
  preamble->byte_order = BYTE_ORDER_MARK;
  preamble->version = VERSION;
  preamble->size = size;
  preamble->head = *head;
  preamble->n_sections = n_specs;
  size = align (sizeof (Preamble));
  for (guint i = 0; i < n_specs; i++)
    {
      preamble->sections[i] = (Section) {
        .id = specs[i].id, .width = specs[i].width, .count = specs[i].count, .offset = size
      };
      size = align (size + specs[i].width * specs[i].count);
    }
  preamble->checksum = checksum_of (preamble);
  return column_file_wrap (image, NULL);
}

/**
 * bw_column_file_map:
 * @path: a file
 * @kind: what it should hold
 *
 * Returns: (transfer full) (nullable): its columns, or %NULL when there is no such file or it is
 *   not whole
 */
BwColumnFile *
bw_column_file_map (const char *path, guint32 kind)
{
  g_autoptr (GMappedFile) mapped = g_mapped_file_new (path, FALSE, NULL);
  char *image;

  if (mapped == NULL)
    return NULL;
  image = g_mapped_file_get_contents (mapped);
  if (image == NULL
      || !preamble_is_good ((const Preamble *) image, g_mapped_file_get_length (mapped), kind)
      || !contents_are_good (path, image, g_mapped_file_get_length (mapped)))
    return NULL;
  return column_file_wrap (image, g_steal_pointer (&mapped));
}

BwColumnFile *
bw_column_file_ref (BwColumnFile *file)
{
  g_atomic_ref_count_inc (&file->ref_count);
  return file;
}

void
bw_column_file_unref (BwColumnFile *file)
{
  if (file == NULL || !g_atomic_ref_count_dec (&file->ref_count))
    return;
  if (file->mapped != NULL)
    g_mapped_file_unref (file->mapped);
  else
    g_free (file->image);
  g_free (file);
}

const BwColumnHead *
bw_column_file_head (const BwColumnFile *file)
{
  return &((const Preamble *) file->image)->head;
}

/**
 * bw_column_file_get:
 * @file: a column file
 * @id: a column
 * @width: bytes of an element
 * @count: (out) (optional): the number of elements
 *
 * Returns: (transfer none) (nullable): its elements, which live as long as the file; %NULL when
 *   there is no such column of that width. Only who made the file may write to them.
 */
gpointer
bw_column_file_get (const BwColumnFile *file, guint32 id, guint32 width, guint64 *count)
{
  const Preamble *preamble = (const Preamble *) file->image;

  for (guint i = 0; i < preamble->n_sections; i++)
    {
      const Section *section = &preamble->sections[i];

      if (section->id == id && section->width == width)
        {
          if (count != NULL)
            *count = section->count;
          return file->image + section->offset;
        }
    }
  if (count != NULL)
    *count = 0;
  return NULL;
}

/**
 * bw_column_file_write:
 * @file: a column file
 * @path: where to; the folder is there
 *
 * Puts the file in place of what was there, whole or not at all. Who has mapped the old one keeps
 * it. It is on the disk when this returns, since a file of the right length with nothing in it
 * could not be told from a good one.
 *
 * Returns: whether it could be written
 */
gboolean
bw_column_file_write (const BwColumnFile *file, const char *path, GError **error)
{
  Preamble *preamble = (Preamble *) file->image;

  if (file->mapped == NULL)
    {
      preamble->contents = sum_contents (file->image, preamble->size);
      preamble->checksum = checksum_of (preamble);
    }
  return g_file_set_contents_full (path, file->image, preamble->size,
                                   G_FILE_SET_CONTENTS_CONSISTENT
                                     | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}
