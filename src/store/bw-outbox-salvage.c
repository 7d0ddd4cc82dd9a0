/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-outbox.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "store/bw-outbox-private.h"
#include "store/bw-store-file.h"

/*
 * Saving the edits of a damaged outbox. They are read from its beginning until that fails, from its
 * end until that fails, and one by one in between. When the first page is gone, which tells where
 * the tables are, that of a new outbox takes its place: the same statements have made both files,
 * so the tables begin at the same pages.
 */

/* Edits that are looked for one by one between what could be read from both ends. */
#define MAX_PROBES 1000000

#define PAGE_SIZE 4096

typedef struct {
  const char *target_path;
  sqlite3    *source;
  sqlite3    *target;
  guint       kept;
  guint       lost;
  gint64      first; /* Highest seq that was read from the beginning. */
  gint64      last;  /* Lowest seq that was read from the end. */
} Work;

/* Keeps one edit; whether that succeeded. A row that cannot be understood is lost and no
 * failure. */
static gboolean
keep_row (Work *work, sqlite3_stmt *statement, GError **error)
{
  g_autoptr (BwEdit) edit = bw_outbox_read_edit (statement);

  if (edit == NULL)
    {
      work->lost++;
      return TRUE;
    }
  work->kept++;
  return bw_outbox_insert_edit (work->target, work->target_path, edit, error);
}

/* Reads in one direction until the end or the damage; *result is what SQLite said there. */
static gboolean
read_along (Work *work, gboolean backwards, int *result, GError **error)
{
  const char *sql = backwards
                      ? "SELECT " BW_OUTBOX_COLUMNS " FROM edits WHERE seq > ?1 ORDER BY seq DESC"
                      : "SELECT " BW_OUTBOX_COLUMNS " FROM edits WHERE seq > ?1 ORDER BY seq";
  sqlite3_stmt *statement = NULL;
  gboolean good = TRUE;

  *result = sqlite3_prepare_v2 (work->source, sql, -1, &statement, NULL);
  if (*result != SQLITE_OK)
    return TRUE;
  sqlite3_bind_int64 (statement, 1, work->first);
  while (good && (*result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      good = keep_row (work, statement, error);
      if (backwards)
        work->last = sqlite3_column_int64 (statement, 0);
      else
        work->first = sqlite3_column_int64 (statement, 0);
    }
  sqlite3_finalize (statement);
  return good;
}

static gboolean
probe_between (Work *work, GError **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean good = TRUE;

  if (sqlite3_prepare_v2 (work->source, "SELECT " BW_OUTBOX_COLUMNS " FROM edits WHERE seq = ?1",
                          -1, &statement, NULL)
      != SQLITE_OK)
    return TRUE;
  for (gint64 seq = work->first + 1;
       good && seq < work->last && seq - work->first < MAX_PROBES; seq++)
    {
      int result;

      sqlite3_bind_int64 (statement, 1, seq);
      result = sqlite3_step (statement);
      if (result == SQLITE_ROW)
        good = keep_row (work, statement, error);
      else if (result != SQLITE_DONE)
        work->lost++;
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  return good;
}

/* The highest seq that was ever given, or 0 when that is damaged too. */
static gint64
highest_seq (sqlite3 *handle)
{
  sqlite3_stmt *statement = NULL;
  gint64 seq = 0;

  if (sqlite3_prepare_v2 (handle, "SELECT seq FROM sqlite_sequence WHERE name = 'edits'", -1,
                          &statement, NULL)
        == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    seq = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return seq;
}

/* Whether anything could be read at all. */
static gboolean
read_all (Work *work, const char *source_path, gboolean *readable, GError **error)
{
  gboolean good = FALSE;
  int result = sqlite3_open_v2 (source_path, &work->source,
                                SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  *readable = FALSE;
  work->first = 0;
  if (result == SQLITE_OK && read_along (work, FALSE, &result, error))
    {
      good = TRUE;
      *readable = result == SQLITE_DONE || work->first > 0;
      if (result != SQLITE_DONE)
        {
          work->last = highest_seq (work->source) + 1;
          good = read_along (work, TRUE, &result, error) && probe_between (work, error);
          *readable = *readable || work->kept > 0;
        }
    }
  else if (result != SQLITE_OK)
    {
      good = TRUE;
    }
  g_clear_pointer (&work->source, sqlite3_close_v2);
  return good;
}

static sqlite3 *
make_target (const char *path, GError **error)
{
  sqlite3 *handle = NULL;

  if (bw_store_create_file (path, error)
      && bw_store_connect (&bw_outbox_kind, path, &handle, error))
    return handle;
  sqlite3_close_v2 (handle);
  return NULL;
}

/* A copy of the damaged file with the first page of a new one. */
static gboolean
mend_first_page (const char *path, const char *fresh_path, const char *copy_path, GError **error)
{
  g_autofree char *damaged = NULL;
  g_autofree char *fresh = NULL;
  gsize length, fresh_length;
  guint32 pages;

  if (!g_file_get_contents (path, &damaged, &length, error)
      || !g_file_get_contents (fresh_path, &fresh, &fresh_length, error))
    return FALSE;
  if (length >= PAGE_SIZE && fresh_length >= PAGE_SIZE)
    {
      memcpy (damaged, fresh, PAGE_SIZE);
      /* The size of the file in pages, and no free pages, as the format of SQLite puts them. */
      pages = GUINT32_TO_BE (length / PAGE_SIZE);
      memcpy (damaged + 28, &pages, 4);
      memset (damaged + 32, 0, 8);
    }
  return g_file_set_contents_full (copy_path, damaged, length, G_FILE_SET_CONTENTS_NONE, 0600,
                                   error);
}

/**
 * bw_outbox_mend:
 * @path: an outbox that turned out to be damaged, and is not open here any more
 * @salvage: (out) (optional) (transfer full): what became of it
 * @error: return location
 *
 * Makes a new outbox of what can be read, edit by edit, and keeps the damaged file beside it.
 *
 * Returns: whether there is a new one
 */
gboolean
bw_outbox_mend (const char *path, BwOutboxSalvage **salvage, GError **error)
{
  g_autofree char *target_path = g_strconcat (path, ".salvaged", NULL);
  g_autofree char *copy_path = g_strconcat (path, ".mended", NULL);
  g_autofree char *aside = bw_store_aside_path (path);
  Work work = { .target_path = target_path };
  gboolean readable = FALSE, good;

  g_unlink (target_path);
  work.target = make_target (target_path, error);
  if (work.target == NULL)
    return FALSE;
  good = bw_store_exec (work.target, target_path, "BEGIN", error)
         && read_all (&work, path, &readable, error);
  if (good && !readable)
    {
      good = mend_first_page (path, target_path, copy_path, error)
             && read_all (&work, copy_path, &readable, error);
      g_unlink (copy_path);
      /* Not a single edit: how many there were, nobody can say. */
      if (!readable)
        work.lost = MAX (work.lost, 1);
    }
  good = good && bw_store_exec (work.target, target_path, "COMMIT", error);
  sqlite3_close_v2 (work.target);
  if (!good || !bw_store_put_in_place (path, target_path, aside, error))
    {
      g_unlink (target_path);
      return FALSE;
    }
  if (salvage != NULL)
    {
      *salvage = g_new0 (BwOutboxSalvage, 1);
      (*salvage)->set_aside_path = g_steal_pointer (&aside);
      (*salvage)->kept = work.kept;
      (*salvage)->lost = work.lost;
    }
  return TRUE;
}

/**
 * bw_outbox_salvage_describe:
 * @salvage: what became of a damaged outbox
 *
 * Returns: (transfer full): that in a few sentences for a person
 */
char *
bw_outbox_salvage_describe (const BwOutboxSalvage *salvage)
{
  g_autofree char *kept = g_strdup_printf (
    ngettext ("The file of unsent edits was damaged: %u edit could be saved.",
              "The file of unsent edits was damaged: %u edits could be saved.", salvage->kept),
    salvage->kept);
  g_autofree char *lost = salvage->lost == 0
                            ? g_strdup (_("None was lost."))
                            : g_strdup_printf (ngettext ("At %u place nothing could be read.",
                                                         "At %u places nothing could be read.",
                                                         salvage->lost),
                                               salvage->lost);
  g_autofree char *where = g_strdup_printf (_("The damaged file is kept as “%s”."),
                                            salvage->set_aside_path);

  return g_strjoin (" ", kept, lost, where, NULL);
}

/**
 * bw_outbox_salvage_free:
 * @salvage: (transfer full) (nullable): what became of an outbox
 */
void
bw_outbox_salvage_free (BwOutboxSalvage *salvage)
{
  if (salvage == NULL)
    return;
  g_free (salvage->set_aside_path);
  g_free (salvage);
}
