/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bw-session-private.h"

#include <glib/gi18n.h>
#include <string.h>

/* How BwSession works with the outbox of the open portfolio: on a worker thread, with an outbox of
 * its own, one job at a time so that edits stay in the order in which they were made. */

typedef struct {
  char           *path;
  BwOutboxFunc    func;     /* (nullable): then it only counts. */
  gpointer        data;
  GDestroyNotify  free_data;
  BwJobFlags      flags;
  gboolean        is_counted;
  BwUnsent        unsent;
  char           *salvage;  /* (nullable) */
} Job;

static void run_next (BwSession *self);

static void
job_free (Job *job)
{
  if (job->data)
    job->free_data (job->data);
  g_free (job->salvage);
  g_free (job->path);
  g_free (job);
}

/* On the worker -------------------------------------------------------------------------------- */

static gboolean
count (Job *job, BwOutbox *outbox, GError **error)
{
  g_autoptr (GPtrArray) edits = bw_outbox_list (outbox, BW_OUTBOX_UNSENT, NULL, NULL, error);

  if (edits == NULL)
    return FALSE;
  job->is_counted = TRUE;
  job->unsent.all = edits->len;
  for (guint i = 0; i < edits->len; i++)
    {
      const BwEdit *edit = edits->pdata[i];

      job->unsent.conflicts += edit->state == BW_EDIT_CONFLICT;
      job->unsent.refused += edit->state == BW_EDIT_REFUSED;
    }
  return TRUE;
}

/* An outbox in which every edit is what was entered; what could be saved of a damaged one is in
 * the job's words. */
static BwOutbox *
open_examined (Job *job, GError **error)
{
  g_autoptr (BwOutbox) outbox = bw_outbox_open (job->path, error);
  g_autoptr (BwOutboxSalvage) salvage = NULL;
  g_autoptr (GPtrArray) damages = NULL;
  g_autoptr (GError) local = NULL;

  if (outbox == NULL || bw_outbox_get_salvage (outbox) != NULL)
    return g_steal_pointer (&outbox);
  damages = bw_outbox_check (outbox, &local);
  if (damages != NULL && damages->len == 0)
    return g_steal_pointer (&outbox);
  if (damages == NULL && !g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  g_clear_pointer (&outbox, bw_outbox_close);
  if (!bw_outbox_mend (job->path, &salvage, error))
    return NULL;
  job->salvage = bw_outbox_salvage_describe (salvage);
  return bw_outbox_open (job->path, error);
}

static gboolean
work (Job *job, GError **error)
{
  g_autoptr (BwOutbox) outbox = NULL;

  /* Who only looks makes no file: a portfolio that nobody edits has none. */
  if (!(job->flags & BW_JOB_WRITES) && !g_file_test (job->path, G_FILE_TEST_EXISTS))
    {
      job->is_counted = TRUE;
      return TRUE;
    }
  outbox = job->flags & BW_JOB_EXAMINES ? open_examined (job, error)
                                        : bw_outbox_open (job->path, error);
  if (outbox == NULL)
    return FALSE;
  if (bw_outbox_get_salvage (outbox) != NULL)
    job->salvage = bw_outbox_salvage_describe (bw_outbox_get_salvage (outbox));
  if (job->func == NULL)
    return count (job, outbox, error);
  /* What was asked for is done or not, whether the edits can be counted after it or not. */
  if (!job->func (outbox, job->data, error))
    {
      count (job, outbox, NULL);
      return FALSE;
    }
  count (job, outbox, NULL);
  return TRUE;
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (cancellable, &error) || !work (data, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* On the main thread --------------------------------------------------------------------------- */

/* Takes over what a job has found; whether anybody has to hear of it. */
static gboolean
take_over (BwSession *self, Job *job, const GError *error)
{
  gboolean news = (job->flags & BW_JOB_TELLS) || job->salvage != NULL;

  if (job->flags & BW_JOB_WRITES)
    self->n_writing--;
  if (self->info == NULL || !g_str_equal (self->info->outbox_path, job->path))
    return news;
  if (job->is_counted)
    {
      news = news || memcmp (&self->unsent, &job->unsent, sizeof job->unsent) != 0
             || self->edits_error;
      self->unsent = job->unsent;
      g_clear_error (&self->edits_error);
    }
  else if (error && error->domain == BW_STORE_ERROR)
    {
      news = TRUE;
      g_clear_error (&self->edits_error);
      self->edits_error = g_error_copy (error);
    }
  if (job->salvage)
    g_set_str (&self->salvage, job->salvage);
  if ((job->flags & (BW_JOB_WRITES | BW_JOB_EXAMINES)) && bw_session_has_waiting (self))
    bw_session_send_soon (self);
  return news;
}

static void
on_worked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BwSession *self = BW_SESSION (source);
  g_autoptr (GTask) asked = user_data;
  GError *error = NULL;
  gboolean done = g_task_propagate_boolean (G_TASK (result), &error);
  gboolean news = take_over (self, g_task_get_task_data (asked), error);

  self->is_working = FALSE;
  if (done)
    g_task_return_boolean (asked, TRUE);
  else
    g_task_return_error (asked, error);
  run_next (self);
  if (news)
    bw_session_changed (self, BW_CHANGE_EDITS);
}

static void
run_next (BwSession *self)
{
  g_autoptr (GTask) task = NULL;
  GTask *asked;

  if (self->is_working)
    return;
  asked = g_queue_pop_head (&self->jobs);
  if (asked == NULL)
    return;
  self->is_working = TRUE;
  task = g_task_new (self, g_task_get_cancellable (asked), on_worked, asked);
  /* What is on the disk is on the disk, even if somebody cancels meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, run_next);
  g_task_set_task_data (task, g_task_get_task_data (asked), NULL);
  g_task_run_in_thread (task, work_in_thread);
}

/* Has @func called on a worker thread with the outbox of the open portfolio, after all that was
 * asked before. @data is taken over; bw_session_job_data() gives it back to @callback, which gets
 * a GTask that returns a boolean. */
void
bw_session_ask_outbox (BwSession *self, BwOutboxFunc func, gpointer data, GDestroyNotify free_data,
                       BwJobFlags flags, GCancellable *cancellable, GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->free_data = free_data;
  job->flags = flags;
  job->path = g_strdup (self->info ? self->info->outbox_path : "");
  g_task_set_source_tag (task, bw_session_ask_outbox);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  if (self->info == NULL)
    {
      g_task_return_new_error (task, BW_STORE_ERROR, BW_STORE_ERROR_NOT_FOUND,
                               _("No portfolio is open that this could be saved in."));
      g_object_unref (task);
      return;
    }
  if (flags & BW_JOB_WRITES)
    self->n_writing++;
  g_queue_push_tail (&self->jobs, task);
  run_next (self);
}

gpointer
bw_session_job_data (GAsyncResult *result)
{
  return ((Job *) g_task_get_task_data (G_TASK (result)))->data;
}

/* Whether the portfolio of a job is still the one that is open. */
gboolean
bw_session_job_is_open (BwSession *self, GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  return self->info && g_str_equal (self->info->outbox_path, job->path);
}
