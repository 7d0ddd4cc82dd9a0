/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-states.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "analytics/bw-crew.h"
#include "portfolio/bw-state-pass.h"
#include "portfolio/bw-states-private.h"
#include "store/bw-mirror.h"

/*
 * A file a date beside the mirror, mapped when that date is shown. Files are replaced whole, so
 * readers need no lock, and all of them can be thrown away at any time.
 */

/* Room on the disk for the month ends of one portfolio; but a year is always kept. */
#define KEPT_BYTES G_GUINT64_CONSTANT (1024 * 1024 * 1024)
#define BYTES_PER_ACCOUNT 176
#define FEWEST_MONTHS 13

/* How many dates are kept that are no month ends: those last looked at. */
#define OTHER_DATES 16

static char *
date_path (const char *mirror_path, BwDate date)
{
  char name[BW_DATE_STRLEN];

  return bw_states_file_path (mirror_path, bw_date_format_iso (date, name));
}

/**
 * bw_states_file_path:
 * @mirror_path: a mirror
 * @name: "accounts", "front-page", or a date
 *
 * Makes the folder beside the mirror when it is not there.
 *
 * Returns: (transfer full): where that is kept
 */
char *
bw_states_file_path (const char *mirror_path, const char *name)
{
  g_autofree char *folder = g_strconcat (mirror_path, "-states", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    g_debug ("%s cannot be made", folder);
  return g_build_filename (folder, name, NULL);
}

static gboolean
is_of (const BwStateColumns *columns, const BwAccountTable *table, BwDate date)
{
  return columns->as_of == date
         && bw_column_file_head (columns->file)->generation == table->generation
         && bw_state_columns_fit (columns, table);
}

/* What is kept of a date for this very table; NULL when it has to be made or mended. */
BwStateColumns *
bw_states_open (const char *mirror_path, const BwAccountTable *table, BwDate date)
{
  g_autofree char *path = date_path (mirror_path, date);
  g_autoptr (BwStateColumns) columns = bw_state_columns_map (path);

  return columns != NULL && is_of (columns, table, date) ? g_steal_pointer (&columns) : NULL;
}

/* New columns for a date, in the file where they are kept. One date alone is shown also when there
 * is no room for it on the disk; several are only made to be kept. */
static BwStateColumns *
begin_columns (const char *mirror_path, const BwAccountTable *table, BwDate date, gboolean alone,
               GError **error)
{
  g_autofree char *path = date_path (mirror_path, date);
  g_autoptr (GError) unkept = NULL;
  BwStateColumns *columns = bw_state_columns_new (table, date, path, &unkept);

  if (columns != NULL)
    return columns;
  g_debug ("%s", unkept->message);
  if (alone)
    return bw_state_columns_new (table, date, NULL, error);
  g_propagate_error (error, g_steal_pointer (&unkept));
  return NULL;
}

typedef struct {
  BwMirror             *mirror;
  const BwAccountTable *table;
  GPtrArray            *made;
  gboolean              keeps;
} Finishing;

static void
finish_date (guint i, gpointer data)
{
  const Finishing *finishing = data;
  BwStateColumns *columns = g_ptr_array_index (finishing->made, i);
  g_autofree char *path = date_path (bw_mirror_get_path (finishing->mirror), columns->as_of);
  g_autoptr (GError) unkept = NULL;

  bw_state_columns_finish (columns, finishing->table);
  if (finishing->keeps && !bw_column_file_write (columns->file, path, &unkept))
    g_debug ("%s", unkept->message);
  if (finishing->made->len > 1)
    bw_column_file_let_go (columns->file);
}

/* Makes the states of @dates from the history, and keeps them when that is possible. The result is
 * in the order of the dates. */
GPtrArray *
bw_states_make (BwMirror *mirror, const BwAccountTable *table, const BwDate *dates, guint n_dates,
                BwStatesProgress progress, gpointer user_data, GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) made
    = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_state_columns_free);
  g_autoptr (BwHistory) history = NULL;
  Finishing finishing = { mirror, table, made, FALSE };

  for (guint i = 0; i < n_dates; i++)
    {
      BwStateColumns *fresh
        = begin_columns (bw_mirror_get_path (mirror), table, dates[i], n_dates == 1, error);

      if (fresh == NULL)
        return NULL;
      g_ptr_array_add (made, fresh);
    }
  history = bw_history_load (mirror, table, progress, user_data, cancellable, error);
  if (history == NULL
      || !bw_state_pass_run (history, table, (BwStateColumns **) made->pdata, n_dates, cancellable,
                             error))
    return NULL;

  /* What was read while a refresh was merged may be part old, part new: good enough to be
   * replaced at once, not to be kept. */
  finishing.keeps = bw_mirror_get_generation (mirror, NULL) == table->generation;
  bw_crew_run (n_dates, finish_date, &finishing);
  return g_steal_pointer (&made);
}

/**
 * bw_states_month_ends:
 * @table: the accounts
 * @as_of: a date
 * @months: at most how many
 * @n_dates: (out): how many there are
 *
 * Returns: (transfer full): the ends of the months before @as_of, rising, none before the first
 *   contract began
 */
BwDate *
bw_states_month_ends (const BwAccountTable *table, BwDate as_of, guint months, guint *n_dates)
{
  BwDate *dates = g_new (BwDate, months + 1);
  BwDate first = BW_DATE_NONE, end = as_of;
  guint n = 0;

  for (guint i = 0; i < table->n; i++)
    {
      BwDate started = table->contract_started_on[i];

      if (started != BW_DATE_NONE && (first == BW_DATE_NONE || started < first))
        first = started;
    }
  while (n < months && first != BW_DATE_NONE)
    {
      end = bw_date_month_start (end) - 1;
      if (end < first)
        break;
      dates[n++] = end;
    }
  for (guint i = 0; i < n / 2; i++)
    {
      BwDate other = dates[i];

      dates[i] = dates[n - 1 - i];
      dates[n - 1 - i] = other;
    }
  *n_dates = n;
  return dates;
}

/**
 * bw_states_keep:
 * @mirror: a mirror
 * @table: its accounts, of the mirror's present generation
 * @dates: (array length=n_dates): dates, rising
 * @progress: (nullable): told about the rows read, if any have to be
 *
 * Sees to it that the states of these dates are kept. Call it on a worker thread.
 *
 * Returns: %FALSE with @error set when the mirror cannot be read, there is no room on the disk, or
 *   the work was cancelled
 */
gboolean
bw_states_keep (BwMirror *mirror, const BwAccountTable *table, const BwDate *dates, guint n_dates,
                BwStatesProgress progress, gpointer user_data, GCancellable *cancellable,
                GError **error)
{
  g_autofree BwDate *missing = g_new (BwDate, n_dates + 1);
  g_autoptr (GPtrArray) made = NULL;
  guint n_missing = 0;

  for (guint i = 0; i < n_dates; i++)
    {
      g_autoptr (BwStateColumns) kept
        = bw_states_open (bw_mirror_get_path (mirror), table, dates[i]);

      if (kept == NULL)
        missing[n_missing++] = dates[i];
    }
  if (n_missing == 0)
    return TRUE;
  made = bw_states_make (mirror, table, missing, n_missing, progress, user_data, cancellable,
                         error);
  return made != NULL;
}

/* Upkeep -------------------------------------------------------------------------------------- */

typedef struct {
  char  *path;
  gint64 used;
} KeptFile;

static void
kept_file_clear (gpointer data)
{
  g_free (((KeptFile *) data)->path);
}

static int
compare_used (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const KeptFile *) a)->used, second = ((const KeptFile *) b)->used;

  return (first < second) - (first > second);
}

/* Removes dates that are neither among those to keep nor among the last looked at. */
static void
prune (const char *mirror_path, const BwDate *dates, guint n_dates)
{
  g_autofree char *folder = bw_states_file_path (mirror_path, "");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (KeptFile));
  const char *name;

  g_array_set_clear_func (others, kept_file_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      KeptFile file = { NULL };
      gboolean keep = FALSE;
      GStatBuf info;
      BwDate date;

      if (!bw_date_parse (name, -1, &date))
        continue;
      for (guint i = 0; i < n_dates && !keep; i++)
        keep = dates[i] == date;
      if (keep)
        continue;
      file.path = g_build_filename (folder, name, NULL);
      if (g_stat (file.path, &info) == 0)
        file.used = info.st_mtime;
      g_array_append_val (others, file);
    }
  bw_column_file_remove_abandoned (folder);
  g_array_sort (others, compare_used);
  for (guint i = OTHER_DATES; i < others->len; i++)
    g_unlink (g_array_index (others, KeptFile, i).path);
}

typedef struct {
  char             *mirror_path;
  BwSnapshot       *snapshot;
  guint             months;
  BwStatesProgress  progress;
  gpointer          user_data;
} KeepTask;

static void
keep_task_free (KeepTask *keep)
{
  g_free (keep->mirror_path);
  bw_snapshot_unref (keep->snapshot);
  g_free (keep);
}

static void
keep_months_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  KeepTask *keep = data;
  BwAccountTable *table = keep->snapshot->table;
  guint64 bytes = (guint64) MAX (1, table->n) * BYTES_PER_ACCOUNT;
  guint months = MIN (keep->months, MAX (FEWEST_MONTHS, KEPT_BYTES / bytes)), n_dates;
  GError *error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (keep->mirror_path, BW_MIRROR_READ_ONLY, &error);
  g_autofree BwDate *dates
    = bw_states_month_ends (table, keep->snapshot->as_of, months, &n_dates);

  if (mirror == NULL
      || !bw_states_keep (mirror, table, dates, n_dates, keep->progress, keep->user_data,
                          cancellable, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  prune (keep->mirror_path, dates, n_dates);
  g_task_return_boolean (task, TRUE);
}

/**
 * bw_states_keep_months_async:
 * @mirror_path: a mirror
 * @snapshot: the snapshot that is shown
 * @months: how many months back; fewer for a very large portfolio, but never under a year
 * @progress: (nullable): called on the worker thread with @user_data
 *
 * Keeps the states of the month ends before @snapshot, for trails and for moving back in time.
 * Meant to be called when a snapshot is on the screen, and to be cancelled by a refresh.
 */
void
bw_states_keep_months_async (const char *mirror_path, BwSnapshot *snapshot, guint months,
                             BwStatesProgress progress, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  KeepTask *keep = g_new0 (KeepTask, 1);

  keep->mirror_path = g_strdup (mirror_path);
  keep->snapshot = bw_snapshot_ref (snapshot);
  keep->months = months;
  keep->progress = progress;
  keep->user_data = user_data;
  g_task_set_source_tag (task, bw_states_keep_months_async);
  g_task_set_task_data (task, keep, (GDestroyNotify) keep_task_free);
  g_task_run_in_thread (task, keep_months_thread);
}

gboolean
bw_states_keep_months_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static int
compare_dates (gconstpointer a, gconstpointer b)
{
  BwDate first = *(const BwDate *) a, second = *(const BwDate *) b;

  return (first > second) - (first < second);
}

/**
 * bw_states_list_dates:
 * @mirror_path: a mirror
 * @table: its accounts
 * @n_dates: (out): how many there are
 *
 * Returns: (transfer full): the dates that open at once, rising
 */
BwDate *
bw_states_list_dates (const char *mirror_path, const BwAccountTable *table, guint *n_dates)
{
  g_autofree char *folder = bw_states_file_path (mirror_path, "");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GArray *dates = g_array_new (FALSE, FALSE, sizeof (BwDate));
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autoptr (BwStateColumns) columns = NULL;
      BwDate date;

      if (bw_date_parse (name, -1, &date)
          && (columns = bw_states_open (mirror_path, table, date)) != NULL)
        g_array_append_val (dates, date);
    }
  g_array_sort (dates, compare_dates);
  *n_dates = dates->len;
  return (BwDate *) g_array_free (dates, FALSE);
}

/* Trails -------------------------------------------------------------------------------------- */

static guint32
find_row (const guint32 *slots, guint n, guint32 slot)
{
  guint lo = 0, hi = n;

  while (lo < hi)
    {
      guint middle = lo + (hi - lo) / 2;

      if (slots[middle] < slot)
        lo = middle + 1;
      else
        hi = middle;
    }
  return lo < n && slots[lo] == slot ? lo : BW_INDEX_NONE;
}

/**
 * bw_state_trail_load:
 * @mirror_path: the mirror of @snapshot
 * @snapshot: the present
 * @rows: (array length=n_rows): rows of it
 * @months: at most how many month ends before it
 *
 * Quick enough for the rows in sight of a list. Month ends that are not kept are left out.
 *
 * Returns: (transfer full): where these accounts stood, the present last
 */
BwStateTrail *
bw_state_trail_load (const char *mirror_path, const BwSnapshot *snapshot, const guint32 *rows,
                     guint n_rows, guint months)
{
  BwStateTrail *trail = g_new0 (BwStateTrail, 1);
  g_autoptr (GPtrArray) kept
    = g_ptr_array_new_with_free_func ((GDestroyNotify) bw_state_columns_free);
  guint n_ends;
  g_autofree BwDate *ends
    = bw_states_month_ends (snapshot->table, snapshot->as_of, months, &n_ends);
  gsize cells;

  for (guint i = 0; i < n_ends; i++)
    {
      BwStateColumns *columns = bw_states_open (mirror_path, snapshot->table, ends[i]);

      if (columns != NULL)
        g_ptr_array_add (kept, columns);
    }
  trail->n_rows = n_rows;
  trail->n_dates = kept->len + 1;
  cells = (gsize) trail->n_rows * trail->n_dates;
  trail->dates = g_new (BwDate, trail->n_dates);
  trail->happiness = g_new (double, cells + 1);
  trail->margin = g_new (double, cells + 1);
  trail->success_index = g_new (double, cells + 1);

  for (guint date = 0; date < trail->n_dates; date++)
    {
      const BwStateColumns *columns = date < kept->len ? g_ptr_array_index (kept, date) : NULL;

      trail->dates[date] = columns != NULL ? columns->as_of : snapshot->as_of;
      for (guint i = 0; i < n_rows; i++)
        {
          gsize cell = (gsize) i * trail->n_dates + date;
          guint32 row = columns == NULL
                          ? rows[i]
                          : find_row (columns->slot, columns->n, snapshot->slot[rows[i]]);
          gboolean there = row != BW_INDEX_NONE;

          trail->happiness[cell]
            = !there ? NAN : columns != NULL ? columns->happiness[row] : snapshot->happiness[row];
          trail->margin[cell]
            = !there ? NAN : columns != NULL ? columns->margin[row] : snapshot->margin[row];
          trail->success_index[cell] = !there          ? NAN
                                       : columns != NULL ? columns->success_index[row]
                                                         : snapshot->success_index[row];
        }
    }
  return trail;
}

void
bw_state_trail_free (BwStateTrail *trail)
{
  if (trail == NULL)
    return;
  g_free (trail->dates);
  g_free (trail->happiness);
  g_free (trail->margin);
  g_free (trail->success_index);
  g_free (trail);
}
