/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cli/bw-deck-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "cli/bw-view.h"
#include "export/bw-export-file.h"
#include "export/bw-file-name.h"

/*
 * The list is lines of fields parted by tabs:
 *
 *   bellwether-decks 1
 *   account ID STEM         which name the account has; written before any file is
 *   made FILE FINGERPRINT   what a file was made from; written once the file is there, whole
 *
 * Later lines count. A program that is ended between a file and its line makes the file again.
 */
#define LIST_NAME ".bellwether-decks"
#define LIST_HEAD "bellwether-decks 1"

/* Bytes of a name without its ending, which leaves room for what makes it the only one. */
#define LONGEST_STEM 120

/* What a program that was killed has left is older than so many seconds. */
#define LEFT_SECONDS 60

struct _BwDeckFolder {
  char       *path;
  char       *list_path;
  int         lock; /* The folder itself, open; -1 before it is taken. */
  int         list; /* -1 until it is begun. */
  GHashTable *stems; /* Of the id of an account: its name. */
  GHashTable *taken; /* Their names, without regard to case. */
  GHashTable *there; /* Files that were in the folder, likewise. */
  GHashTable *made;  /* Of a file: what it was made from. */
};

/* Helpers -------------------------------------------------------------------------------------- */

static void
take (BwDeckFolder *self, const char *account_id, const char *stem)
{
  g_hash_table_insert (self->stems, g_strdup (account_id), g_strdup (stem));
  g_hash_table_add (self->taken, g_utf8_casefold (stem, -1));
}

/* A name on the list leads nowhere else than into the folder, whoever wrote it. */
static gboolean
is_safe (const char *name)
{
  g_autofree char *made = bw_file_name_make (name, G_MAXINT);

  return g_utf8_validate (name, -1, NULL) && g_str_equal (made, name);
}

static void
read_line (BwDeckFolder *self, const char *line)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 4);

  if (g_strv_length (fields) != 3)
    return;
  if (g_str_equal (fields[0], "account") && is_safe (fields[2]))
    {
      g_autofree char *account_id = g_strcompress (fields[1]);

      take (self, account_id, fields[2]);
    }
  else if (g_str_equal (fields[0], "made") && is_safe (fields[1]))
    {
      g_hash_table_insert (self->made, g_strdup (fields[1]), g_strdup (fields[2]));
    }
}

/* The last line may have been cut short. */
static void
read_list (BwDeckFolder *self)
{
  g_autofree char *contents = NULL;
  char *line, *end;

  if (!g_file_get_contents (self->list_path, &contents, NULL, NULL)
      || !g_str_has_prefix (contents, LIST_HEAD "\n"))
    return;
  for (line = contents; (end = strchr (line, '\n')) != NULL; line = end + 1)
    {
      *end = '\0';
      read_line (self, line);
    }
}

static void
append_line (GString *list, const char *kind, const char *first, const char *second)
{
  g_string_append_printf (list, "%s\t%s\t%s\n", kind, first, second);
}

static GString *
write_list (BwDeckFolder *self)
{
  GString *list = g_string_new (LIST_HEAD "\n");
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->stems);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autofree char *account_id = g_strescape (key, NULL);

      append_line (list, "account", account_id, value);
    }
  g_hash_table_iter_init (&iter, self->made);
  while (g_hash_table_iter_next (&iter, &key, &value))
    append_line (list, "made", key, value);
  return list;
}

/* Notes what is there, and removes what was being written when a program was killed. */
static void
look_around (BwDeckFolder *self)
{
  g_autofree char *pattern = bw_export_file_beside (self->list_path);
  g_autofree char *name = g_path_get_basename (pattern);
  gsize stem = strlen (name) - strlen ("XXXXXX");
  g_autoptr (GDir) dir = g_dir_open (self->path, 0, NULL);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->path, entry, NULL);
      g_autofree char *shown = g_filename_display_name (entry);
      GStatBuf status;

      g_hash_table_add (self->there, g_utf8_casefold (shown, -1));
      if (strlen (entry) == strlen (name) && strncmp (entry, name, stem) == 0
          && g_lstat (path, &status) == 0 && S_ISREG (status.st_mode)
          && status.st_mtime + LEFT_SECONDS < now)
        g_unlink (path);
    }
}

static gboolean
lock_folder (BwDeckFolder *self, GError **error)
{
  self->lock = g_open (self->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->lock < 0)
    {
      bw_export_file_error (self->list_path, errno, error);
      return FALSE;
    }
  /* A file system without locks has one program at a time because nobody asks. */
  if (flock (self->lock, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
    return TRUE;
  g_set_error (error, BW_CLI_ERROR, BW_CLI_ERROR_FAILED,
               _("Another program is writing reviews into “%s”; wait until it has ended"),
               self->path);
  return FALSE;
}

/* Public --------------------------------------------------------------------------------------- */

/**
 * bw_deck_folder_open:
 * @path: the folder; it is made when it is missing
 * @error: set when it cannot be used
 *
 * Returns: (transfer full): the folder, which no other program writes to until it is closed
 */
BwDeckFolder *
bw_deck_folder_open (const char *path, GError **error)
{
  g_autoptr (BwDeckFolder) self = g_new0 (BwDeckFolder, 1);

  self->path = g_strdup (path);
  self->list_path = g_build_filename (path, LIST_NAME, NULL);
  self->lock = self->list = -1;
  self->stems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (g_mkdir_with_parents (path, 0755) != 0)
    {
      bw_export_file_error (path, errno, error);
      return NULL;
    }
  if (!lock_folder (self, error))
    return NULL;
  read_list (self);
  look_around (self);
  return g_steal_pointer (&self);
}

/* Whether a name is another account's, or that of a file which somebody else put there. */
static gboolean
is_taken (BwDeckFolder *self, const char *stem, const char *ending)
{
  g_autofree char *name = g_strconcat (stem, ending, NULL);
  g_autofree char *folded_stem = g_utf8_casefold (stem, -1);
  g_autofree char *folded_name = g_utf8_casefold (name, -1);

  return g_hash_table_contains (self->taken, folded_stem)
         || g_hash_table_contains (self->there, folded_name);
}

/**
 * bw_deck_folder_name:
 * @self: a folder that was not begun yet
 * @account_id: whose file it is
 * @title: what it is called after
 * @ending: ".pdf"
 *
 * Returns: (transfer full): the name of the account's file: the one it had, else one that no other
 *   file has
 */
char *
bw_deck_folder_name (BwDeckFolder *self, const char *account_id, const char *title,
                     const char *ending)
{
  const char *known = g_hash_table_lookup (self->stems, account_id);
  g_autofree char *stem = NULL;

  if (known != NULL)
    return g_strconcat (known, ending, NULL);
  stem = bw_file_name_make (title, LONGEST_STEM);
  for (guint i = 1; is_taken (self, stem, ending); i++)
    {
      g_autofree char *whole = i == 1 ? g_strdup_printf ("%s (%s)", title, account_id)
                                      : g_strdup_printf ("%u %s", i, title);

      g_free (stem);
      stem = bw_file_name_make (whole, LONGEST_STEM);
    }
  take (self, account_id, stem);
  return g_strconcat (stem, ending, NULL);
}

/**
 * bw_deck_folder_begin:
 * @self: a folder in which all accounts have a name
 * @error: %BW_EXPORT_ERROR: it cannot be written to
 *
 * Writes down which account has which name, so that a later run finds them.
 *
 * Returns: whether it can be gone on
 */
gboolean
bw_deck_folder_begin (BwDeckFolder *self, GError **error)
{
  g_autoptr (GString) list = write_list (self);

  if (!bw_export_file_write (self->list_path, list->str, list->len, error))
    return FALSE;
  self->list = g_open (self->list_path, O_WRONLY | O_APPEND | O_CLOEXEC, 0);
  if (self->list >= 0)
    return TRUE;
  bw_export_file_error (self->list_path, errno, error);
  return FALSE;
}

/**
 * bw_deck_folder_has:
 * @self: a folder
 * @name: of a file
 * @made_from: a word for everything that decides what is in it
 *
 * Returns: whether the file is there and was made from just that; a person may have changed it
 */
gboolean
bw_deck_folder_has (BwDeckFolder *self, const char *name, const char *made_from)
{
  g_autofree char *path = g_build_filename (self->path, name, NULL);

  return g_strcmp0 (g_hash_table_lookup (self->made, name), made_from) == 0
         && g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * bw_deck_folder_add:
 * @self: a folder that was begun
 * @name: of a file that is there, whole
 * @made_from: a word for everything that decided what is in it
 * @error: %BW_EXPORT_ERROR
 *
 * Returns: whether it was written down
 */
gboolean
bw_deck_folder_add (BwDeckFolder *self, const char *name, const char *made_from, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  append_line (line, "made", name, made_from);
  if (write (self->list, line->str, line->len) == (gssize) line->len)
    return TRUE;
  bw_export_file_error (self->list_path, errno != 0 ? errno : EIO, error);
  return FALSE;
}

void
bw_deck_folder_close (BwDeckFolder *self)
{
  if (self == NULL)
    return;
  if (self->list >= 0)
    close (self->list);
  if (self->lock >= 0)
    close (self->lock);
  g_hash_table_unref (self->stems);
  g_hash_table_unref (self->taken);
  g_hash_table_unref (self->there);
  g_hash_table_unref (self->made);
  g_free (self->list_path);
  g_free (self->path);
  g_free (self);
}
