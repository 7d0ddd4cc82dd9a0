/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-signals.h"

#include <glib/gstdio.h>
#include <string.h>

#include "portfolio/bw-column-file.h"
#include "portfolio/bw-query.h"
#include "portfolio/bw-signals-pass.h"
#include "portfolio/bw-states-private.h"
#include "store/bw-mirror.h"

#define KIND_SIGNALS 0x53494731u /* "SIG1" */

/* Counts for as the version of the pass: a change of what a field means needs a new number. The
 * size of the fields counts too, so that a new field makes old files as good as none. */
#define RULES_VERSION (1001 + sizeof (BwAccountSignals))

#define FILE_PREFIX "signals-"

/* How many dates are kept: those last looked at. */
#define KEPT_DATES 16

enum {
  COLUMN_SLOT,
  COLUMN_ROW,
};

static char *
signals_path (const char *mirror_path, BwDate date)
{
  char iso[BW_DATE_STRLEN];
  g_autofree char *name = g_strconcat (FILE_PREFIX, bw_date_format_iso (date, iso), NULL);

  return bw_states_file_path (mirror_path, name);
}

/* On the latest day more of the team's work counts than when the same day is a past one. */
static guint64
rules_of (const BwSnapshot *snapshot)
{
  gboolean latest = bw_snapshot_work_until (snapshot) > snapshot->as_of;

  return (snapshot->table->rules + RULES_VERSION) ^ ((guint64) latest << 63);
}

/* The rows of a file, or NULL when it holds something else. */
static BwAccountSignals *
rows_of (const BwColumnFile *file, const guint32 **slot)
{
  guint64 n = bw_column_file_head (file)->n, n_slots, n_rows;
  BwAccountSignals *rows
    = bw_column_file_get (file, COLUMN_ROW, sizeof (BwAccountSignals), &n_rows);

  *slot = bw_column_file_get (file, COLUMN_SLOT, sizeof **slot, &n_slots);
  return *slot != NULL && rows != NULL && n_slots == n && n_rows == n ? rows : NULL;
}

static BwSignals *
signals_wrap (BwColumnFile *file, const BwSnapshot *snapshot)
{
  BwSignals *signals = g_new0 (BwSignals, 1);
  const guint32 *slot;

  g_atomic_ref_count_init (&signals->ref_count);
  signals->file = file;
  signals->as_of = snapshot->as_of;
  signals->n = snapshot->n;
  signals->rows = rows_of (file, &slot);
  return signals;
}

/* Removes the dates that were not looked at for longest. */
static void
prune (const char *mirror_path)
{
  g_autofree char *folder = bw_states_file_path (mirror_path, "");

  for (;;)
    {
      g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
      g_autofree char *oldest = NULL;
      gint64 oldest_time = G_MAXINT64;
      const char *name;
      guint n = 0;

      while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);
          GStatBuf info;

          if (!g_str_has_prefix (name, FILE_PREFIX) || g_stat (path, &info) != 0)
            continue;
          n++;
          if (info.st_mtime < oldest_time)
            {
              oldest_time = info.st_mtime;
              g_set_str (&oldest, path);
            }
        }
      if (n <= KEPT_DATES || g_unlink (oldest) != 0)
        return;
    }
}

/* Takes over what is kept of the accounts that did not change since; says which did. NULL with
 * @error set, or without it when all have. */
static guint8 *
take_over (BwMirror *mirror, const BwSnapshot *snapshot, const BwColumnFile *old,
           BwAccountSignals *rows, guint *n_wanted, GError **error)
{
  const BwColumnHead *head = bw_column_file_head (old);
  const guint32 *old_slot;
  const BwAccountSignals *old_rows = rows_of (old, &old_slot);
  g_autoptr (GPtrArray) touched = NULL;
  gboolean all = FALSE;
  guint8 *wanted;
  guint32 from = 0;

  if (old_rows == NULL || head->rules != rules_of (snapshot) || head->as_of != snapshot->as_of
      || head->generation > snapshot->generation)
    return NULL;
  touched = bw_mirror_list_touched_since (mirror, head->generation, &all, error);
  if (touched == NULL || all)
    return NULL;
  wanted = g_new0 (guint8, snapshot->table->n + 1);
  *n_wanted = 0;
  for (guint i = 0; i < touched->len; i++)
    {
      guint32 account
        = bw_account_table_find_account (snapshot->table, g_ptr_array_index (touched, i));

      if (account != BW_INDEX_NONE && !wanted[account])
        {
          wanted[account] = 1;
          (*n_wanted)++;
        }
    }
  for (guint32 row = 0; row < snapshot->n; row++)
    {
      guint8 *want = &wanted[snapshot->account[row]];

      while (from < head->n && old_slot[from] < snapshot->slot[row])
        from++;
      if (from < head->n && old_slot[from] == snapshot->slot[row])
        {
          rows[row] = old_rows[from];
        }
      else if (!*want)
        {
          *want = 1;
          (*n_wanted)++;
        }
    }
  return wanted;
}

static gboolean
is_current (const BwColumnFile *file, const BwSnapshot *snapshot)
{
  const BwColumnHead *head = bw_column_file_head (file);
  const guint32 *slot;

  return rows_of (file, &slot) != NULL && head->rules == rules_of (snapshot)
         && head->as_of == snapshot->as_of && head->generation == snapshot->generation
         && head->n == snapshot->n
         && memcmp (slot, snapshot->slot, sizeof *slot * snapshot->n) == 0;
}

/* What the backend has, kept beside the mirror. */
static BwSignals *
load_kept (BwMirror *mirror, const BwSnapshot *snapshot, GCancellable *cancellable,
           GError **error)
{
  const char *mirror_path = bw_mirror_get_path (mirror);
  g_autofree char *path = signals_path (mirror_path, snapshot->as_of);
  g_autoptr (BwColumnFile) old = bw_column_file_map (path, KIND_SIGNALS), file = NULL;
  BwColumnHead head = { .kind = KIND_SIGNALS, .as_of = snapshot->as_of,
                        .generation = snapshot->generation, .rules = rules_of (snapshot),
                        .n = snapshot->n };
  const BwColumnSpec specs[] = { { COLUMN_SLOT, sizeof (guint32), snapshot->n },
                                 { COLUMN_ROW, sizeof (BwAccountSignals), snapshot->n } };
  g_autofree guint8 *wanted = NULL;
  g_autoptr (GError) inner = NULL;
  const guint32 *slot;
  BwAccountSignals *rows;
  guint n_wanted = 0;

  if (old != NULL && is_current (old, snapshot))
    return signals_wrap (g_steal_pointer (&old), snapshot);

  file = bw_column_file_new (&head, specs, G_N_ELEMENTS (specs));
  rows = rows_of (file, &slot);
  memcpy ((guint32 *) slot, snapshot->slot, sizeof *slot * snapshot->n);
  if (old != NULL)
    wanted = take_over (mirror, snapshot, old, rows, &n_wanted, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (!bw_signals_pass_run (mirror, snapshot, "main.", rows, wanted, n_wanted, cancellable, error))
    return NULL;

  /* What was read while a refresh was merged may be part old, part new: it is not kept. */
  if (bw_mirror_get_generation (mirror, NULL) == snapshot->generation)
    {
      if (bw_column_file_write (file, path, &inner))
        prune (mirror_path);
      else
        g_debug ("%s: %s", path, inner->message);
    }
  return signals_wrap (g_steal_pointer (&file), snapshot);
}

/* Which accounts the connection shows with edits that are not sent yet; NULL when it shows none. */
static guint8 *
list_edited (BwMirror *mirror, const BwSnapshot *snapshot, guint *n_edited, GError **error)
{
  sqlite3 *handle = bw_mirror_get_handle (mirror);
  g_autoptr (BwQuery) query = NULL;
  g_autofree guint8 *edited = NULL;

  *n_edited = 0;
  if (sqlite3_table_column_metadata (handle, "temp", "edited", "account_id", NULL, NULL, NULL,
                                     NULL, NULL)
      != SQLITE_OK)
    return NULL;
  query = bw_query_new (mirror, "SELECT DISTINCT account_id FROM temp.edited", NULL, error);
  if (query == NULL)
    return NULL;
  edited = g_new0 (guint8, snapshot->table->n + 1);
  while (bw_query_next (query))
    {
      const char *id = bw_query_text (query, 0);
      guint32 account
        = id != NULL ? bw_account_table_find_account (snapshot->table, id) : BW_INDEX_NONE;

      if (account != BW_INDEX_NONE && !edited[account])
        {
          edited[account] = 1;
          (*n_edited)++;
        }
    }
  return bw_query_finish (query, error) && *n_edited > 0 ? g_steal_pointer (&edited) : NULL;
}

/**
 * bw_signals_load:
 * @mirror: the mirror of @snapshot; when it shows edits, the accounts with edits are as these
 *   make them
 * @snapshot: the date and its accounts
 *
 * Call it on a worker thread. The signals of a date are kept beside the mirror and opened again at
 * once; after a refresh only the accounts that it touched are read again, and so are those with
 * edits, which are never kept.
 *
 * What a row says is taken from the dates in it, so that a past day is shown as far as rows dated
 * up to it tell. A row that changed without a date of its change (a play that was done, a forecast
 * that was raised) counts for every day as it is now.
 *
 * Returns: (transfer full) (nullable): the signals, or %NULL with @error set to a #BwStoreError or
 *   %G_IO_ERROR_CANCELLED
 */
BwSignals *
bw_signals_load (BwMirror *mirror, const BwSnapshot *snapshot, GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (BwSignals) signals = load_kept (mirror, snapshot, cancellable, error);
  g_autofree guint8 *edited = NULL;
  g_autoptr (GError) inner = NULL;
  guint n_edited;

  if (signals == NULL)
    return NULL;
  edited = list_edited (mirror, snapshot, &n_edited, &inner);
  if (inner != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&inner));
      return NULL;
    }
  if (edited == NULL)
    return g_steal_pointer (&signals);

  signals->own = g_memdup2 (signals->rows, sizeof *signals->rows * signals->n);
  signals->rows = signals->own;
  signals->edited = n_edited;
  if (!bw_signals_pass_run (mirror, snapshot, "", signals->own, edited, n_edited, cancellable,
                            error))
    return NULL;
  return g_steal_pointer (&signals);
}

BwSignals *
bw_signals_ref (BwSignals *signals)
{
  g_atomic_ref_count_inc (&signals->ref_count);
  return signals;
}

void
bw_signals_unref (BwSignals *signals)
{
  if (signals == NULL || !g_atomic_ref_count_dec (&signals->ref_count))
    return;
  g_clear_pointer (&signals->file, bw_column_file_unref);
  g_free (signals->own);
  g_free (signals);
}
