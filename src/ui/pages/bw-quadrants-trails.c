/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-quadrants-trails.h"

#include "store/bw-mirror.h"

typedef struct {
  char       *mirror_path;
  BwSnapshot *snapshot;
  guint32    *rows;
  guint       n_rows;
  guint       months;
} Job;

static void
job_free (Job *job)
{
  g_free (job->mirror_path);
  bw_snapshot_unref (job->snapshot);
  g_free (job->rows);
  g_free (job);
}

/* The ends of months that nobody has asked for yet are made now, and kept for the next time. */
static gboolean
keep_months (const Job *job, GCancellable *cancellable, GError **error)
{
  guint n_dates;
  g_autofree BwDate *dates = bw_states_month_ends (job->snapshot->table, job->snapshot->as_of,
                                                   job->months, &n_dates);
  g_autoptr (BwMirror) mirror = bw_mirror_open (job->mirror_path, BW_MIRROR_READ_ONLY, error);

  return mirror && bw_states_keep (mirror, job->snapshot->table, dates, n_dates, NULL, NULL,
                                   cancellable, error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr (BwQuadrantsTrails) self = NULL;
  GError *error = NULL;
  BwStateTrail *states;

  if (g_task_return_error_if_cancelled (task))
    return;
  states = bw_state_trail_load (job->mirror_path, job->snapshot, job->rows, job->n_rows,
                                job->months);
  if (states->n_dates <= job->months)
    {
      bw_state_trail_free (states);
      if (!keep_months (job, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
      states = bw_state_trail_load (job->mirror_path, job->snapshot, job->rows, job->n_rows,
                                    job->months);
    }
  self = g_new0 (BwQuadrantsTrails, 1);
  self->states = states;
  self->n = states->n_rows;
  self->trails = g_new0 (BwTrail, self->n + 1);
  for (gsize i = 0; i < self->n; i++)
    self->trails[i] = (BwTrail) { states->n_dates, states->happiness + i * states->n_dates,
                                  states->margin + i * states->n_dates };
  g_task_return_pointer (task, g_steal_pointer (&self),
                         (GDestroyNotify) bw_quadrants_trails_free);
}

/**
 * bw_quadrants_trails_load_async:
 * @mirror_path: the mirror of @snapshot
 * @snapshot: where the accounts stand now
 * @rows: (array length=n_rows): which accounts
 * @months: how far back
 *
 * Reads where the accounts stood at the ends of the last months, on a worker thread.
 */
void
bw_quadrants_trails_load_async (const char *mirror_path, BwSnapshot *snapshot,
                                const guint32 *rows, guint n_rows, guint months,
                                GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Job *job = g_new0 (Job, 1);

  job->mirror_path = g_strdup (mirror_path);
  job->snapshot = bw_snapshot_ref (snapshot);
  job->rows = g_memdup2 (rows, n_rows * sizeof *rows);
  job->n_rows = n_rows;
  job->months = months;
  g_task_set_source_tag (task, bw_quadrants_trails_load_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run);
}

BwQuadrantsTrails *
bw_quadrants_trails_load_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
bw_quadrants_trails_free (BwQuadrantsTrails *self)
{
  if (self == NULL)
    return;
  bw_state_trail_free (self->states);
  g_free (self->trails);
  g_free (self);
}
