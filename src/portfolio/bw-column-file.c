/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-column-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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
  GMappedFile     *mapped;     /* NULL when the image was made here. */
  char            *unfinished; /* Where the image is being made; NULL once it is in its place. */
  gsize            shared;     /* Bytes of the image when it lies in a file; 0 when in memory. */
};

/* What a file is called while it is made; nobody who looks for a date takes it for one. */
#define UNFINISHED_PREFIX ".unfinished-"

/* Longer than anything takes to make: then whoever began it is gone. */
#define ABANDONED_SECONDS (24 * 60 * 60)

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

/* Large files are read through once only: which file stood at a path when its contents were known
 * to be right. */
static GMutex checked_mutex;
static GHashTable *checked;

/* (nullable): which file stands at @path now */
static char *
stamp_of (const char *path, const char *image)
{
  GStatBuf info;

  if (g_stat (path, &info) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT
                          " %" G_GUINT64_FORMAT,
                          (guint64) info.st_ino, (gint64) info.st_mtim.tv_sec,
                          (guint64) info.st_mtim.tv_nsec, ((const Preamble *) image)->contents);
}

static void
remember (const char *path, char *stamp)
{
  g_mutex_lock (&checked_mutex);
  if (checked == NULL)
    checked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_replace (checked, g_strdup (path), stamp);
  g_mutex_unlock (&checked_mutex);
}

static gboolean
contents_are_good (const char *path, const char *image, gsize size)
{
  g_autofree char *stamp = stamp_of (path, image);
  gboolean known;

  g_mutex_lock (&checked_mutex);
  known = stamp != NULL && checked != NULL
          && g_strcmp0 (g_hash_table_lookup (checked, path), stamp) == 0;
  g_mutex_unlock (&checked_mutex);
  if (known)
    return TRUE;
  if (stamp == NULL || sum_contents (image, size) != ((const Preamble *) image)->contents)
    return FALSE;
  remember (path, g_steal_pointer (&stamp));
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

static guint64
size_of (const BwColumnSpec *specs, guint n_specs)
{
  guint64 size = align (sizeof (Preamble));

  for (guint i = 0; i < n_specs; i++)
    size = align (size + specs[i].width * specs[i].count);
  return size;
}

/* Writes the beginning of an image that is all zero. */
static void
begin_image (char *image, const BwColumnHead *head, const BwColumnSpec *specs, guint n_specs)
{
  Preamble *preamble = (Preamble *) image;
  guint64 offset = align (sizeof (Preamble));

  g_assert (n_specs <= MAX_SECTIONS);

  memcpy (preamble->magic, MAGIC, sizeof preamble->magic);
  preamble->byte_order = BYTE_ORDER_MARK;
  preamble->version = VERSION;
  preamble->size = size_of (specs, n_specs);
  preamble->head = *head;
  preamble->n_sections = n_specs;
  for (guint i = 0; i < n_specs; i++)
    {
      preamble->sections[i] = (Section) {
        .id = specs[i].id, .width = specs[i].width, .count = specs[i].count, .offset = offset
      };
      offset = align (offset + specs[i].width * specs[i].count);
    }
  preamble->checksum = checksum_of (preamble);
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
  char *image = g_malloc0 (size_of (specs, n_specs));

  begin_image (image, head, specs, n_specs);
  return column_file_wrap (image, NULL);
}

static void
set_write_error (const char *path, int problem, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (problem),
               _("“%s” cannot be written (%s). Check the folder's permissions and the disk."), path,
               g_strerror (problem));
}

/* Maps a new file of that many bytes, all zero, for which there is room on the disk: a page that
 * finds none when it is written would end the program. */
static char *
map_new_file (char *path, gsize size, GError **error)
{
  int fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600), problem;
  char *image = MAP_FAILED;

  if (fd < 0)
    problem = errno;
  else if ((problem = posix_fallocate (fd, 0, (off_t) size)) == 0)
    {
      image = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
      problem = errno;
    }
  if (fd >= 0)
    close (fd);
  if (image != MAP_FAILED)
    return image;
  if (fd >= 0)
    g_unlink (path);
  set_write_error (path, problem, error);
  return NULL;
}

/**
 * bw_column_file_new_at:
 * @head: as for bw_column_file_new()
 * @path: where the columns are going to be written
 *
 * Like bw_column_file_new(), but the columns lie in a file beside @path from the start, which
 * bw_column_file_write() puts in its place and which is removed when it never comes to that. The
 * system writes them out and takes their memory back as it sees fit.
 *
 * Returns: (transfer full) (nullable): the columns, or %NULL with @error set when there is no room
 *   on the disk
 */
BwColumnFile *
bw_column_file_new_at (const BwColumnHead *head, const BwColumnSpec *specs, guint n_specs,
                       const char *path, GError **error)
{
  guint64 size = size_of (specs, n_specs);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *unfinished = g_build_filename (folder, UNFINISHED_PREFIX "XXXXXX", NULL);
  char *image = map_new_file (unfinished, size, error);
  BwColumnFile *file;

  if (image == NULL)
    return NULL;
  begin_image (image, head, specs, n_specs);
  file = column_file_wrap (image, NULL);
  file->unfinished = g_steal_pointer (&unfinished);
  file->shared = size;
  return file;
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
  if (file->unfinished != NULL)
    g_unlink (file->unfinished);
  g_free (file->unfinished);
  if (file->mapped != NULL)
    g_mapped_file_unref (file->mapped);
  else if (file->shared > 0)
    munmap (file->image, file->shared);
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
 * @file: a column file that was made here
 * @path: where to; the folder is there
 *
 * Puts the file in place of what was there. Who has mapped the old one keeps it. It is not waited
 * for until it is on the disk: a file that lost its contents with the power does not have the sum
 * that its head says, and is as good as none. From now on the columns may only be read.
 *
 * Returns: whether it could be written
 */
gboolean
bw_column_file_write (BwColumnFile *file, const char *path, GError **error)
{
  Preamble *preamble = (Preamble *) file->image;
  g_autofree char *stamp = NULL;

  g_return_val_if_fail (file->mapped == NULL, FALSE);

  preamble->contents = sum_contents (file->image, preamble->size);
  preamble->checksum = checksum_of (preamble);
  if (file->unfinished == NULL)
    return g_file_set_contents_full (path, file->image, preamble->size,
                                     G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
  if (g_rename (file->unfinished, path) != 0)
    {
      set_write_error (path, errno, error);
      return FALSE;
    }
  g_clear_pointer (&file->unfinished, g_free);
  mprotect (file->image, file->shared, PROT_READ);
  stamp = stamp_of (path, file->image);
  if (stamp != NULL)
    remember (path, g_steal_pointer (&stamp));
  return TRUE;
}

/**
 * bw_column_file_let_go:
 * @file: a column file
 *
 * Says that what was written so far is not needed soon. Columns that lie in a file stop counting
 * for the memory of the program; they are as they were when they are looked at again.
 */
void
bw_column_file_let_go (BwColumnFile *file)
{
  if (file->mapped != NULL)
    madvise (file->image, g_mapped_file_get_length (file->mapped), MADV_DONTNEED);
  else if (file->shared > 0)
    madvise (file->image, file->shared, MADV_DONTNEED);
}

/**
 * bw_column_file_remove_abandoned:
 * @folder: where column files are kept
 *
 * Removes files that a program began and, ended by force, left behind.
 */
void
bw_column_file_remove_abandoned (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf info;

      if (g_str_has_prefix (name, UNFINISHED_PREFIX) && g_stat (path, &info) == 0
          && now - info.st_mtime > ABANDONED_SECONDS)
        g_unlink (path);
    }
}
