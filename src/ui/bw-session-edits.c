/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/bw-session-edits.h"

#include "ui/bw-edit-words.h"
#include "ui/bw-session-private.h"

/* How BwSession keeps what a person edits, and what it does with edits on the person's behalf. */

/* Saves that can be undone by the key for it; older ones can from the list of edits. */
#define MAX_UNDO 100

/* What a job works on. */
typedef struct {
  GPtrArray    *edits;      /* (element-type BwEdit): of a save. */
  GStrv         ids;        /* Of the edits that something is done with. */
  BwEditChoice  choice;
  BwRecord     *changes;    /* (nullable): what takes the place of what was refused. */
  char         *mirror_path;
  gint64        since;      /* When the refresh began whose rows are in the mirror. */
  GPtrArray    *listed;     /* (nullable) (element-type BwEditWords): what a listing has found. */
} JobData;

static void
job_data_free (gpointer data)
{
  JobData *job = data;

  g_clear_pointer (&job->edits, g_ptr_array_unref);
  g_clear_pointer (&job->listed, g_ptr_array_unref);
  g_strfreev (job->ids);
  bw_record_free (job->changes);
  g_free (job->mirror_path);
  g_free (job);
}

static void
saved_free (gpointer ids)
{
  g_strfreev (ids);
}

/* On the worker -------------------------------------------------------------------------------- */

static gboolean
save (BwOutbox *outbox, gpointer data, GError **error)
{
  JobData *job = data;

  return bw_outbox_append_all (outbox, job->edits, error);
}

/* Takes edits back, the last one first. */
static gboolean
undo (BwOutbox *outbox, gpointer data, GError **error)
{
  JobData *job = data;

  for (guint i = g_strv_length (job->ids); i > 0; i--)
    if (!bw_outbox_undo (outbox, job->ids[i - 1], error))
      return FALSE;
  return TRUE;
}

static gboolean
choose (BwOutbox *outbox, gpointer data, GError **error)
{
  JobData *job = data;
  const char *id = job->ids[0];

  switch (job->choice)
    {
    case BW_CHOICE_DROP:
      return bw_outbox_drop (outbox, id, error);
    case BW_CHOICE_TRY_AGAIN:
      return bw_outbox_amend (outbox, id, job->changes, error);
    case BW_CHOICE_MINE:
      return bw_outbox_take_mine (outbox, id, error);
    case BW_CHOICE_THEIRS:
      return bw_outbox_take_theirs (outbox, id, error);
    case BW_CHOICE_UNDO:
    default:
      return bw_outbox_undo (outbox, id, error);
    }
}

static gboolean
list (BwOutbox *outbox, gpointer data, GError **error)
{
  JobData *job = data;

  job->listed = bw_edit_words_list (outbox, job->mirror_path, error);
  return job->listed != NULL;
}

static gboolean
settle (BwOutbox *outbox, gpointer data, GError **error)
{
  return bw_outbox_settle_sent (outbox, ((JobData *) data)->since, MAX_UNDO, error);
}

/* On the main thread --------------------------------------------------------------------------- */

/* Asks for a job that changes edits. @data is taken over. */
static void
ask (BwSession *self, BwOutboxFunc func, JobData *data, GCancellable *cancellable,
     GAsyncReadyCallback callback, gpointer user_data)
{
  bw_session_ask_outbox (self, func, data, job_data_free, BW_JOB_WRITES | BW_JOB_TELLS,
                         cancellable, callback, user_data);
}

static JobData *
data_of_edit (const char *id)
{
  char *ids[] = { (char *) id, NULL };
  JobData *data = g_new0 (JobData, 1);

  data->ids = g_strdupv (ids);
  return data;
}

/* An edit that is done with is not undone once more. */
static void
forget (BwSession *self, const char *id)
{
  for (guint i = 0; i < self->saved->len; i++)
    if (g_strv_contains (g_ptr_array_index (self->saved, i), id))
      {
        g_ptr_array_remove_index (self->saved, i);
        return;
      }
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BwSession *self = BW_SESSION (source);
  g_autoptr (GTask) asked = user_data;
  JobData *job = bw_session_job_data (result);
  GError *error = NULL;
  guint n = job->edits->len;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (asked, error);
      return;
    }
  if (n > 0 && bw_session_job_is_open (self, result))
    {
      GStrv ids = g_new0 (char *, n + 1);

      for (guint i = 0; i < n; i++)
        ids[i] = g_strdup (((BwEdit *) g_ptr_array_index (job->edits, i))->id);
      if (self->saved->len == MAX_UNDO)
        g_ptr_array_remove_index (self->saved, 0);
      g_ptr_array_add (self->saved, ids);
      bw_session_saved (self, n);
    }
  g_task_return_boolean (asked, TRUE);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_session_save_async:
 * @edits: (transfer full) (element-type BwEdit): new edits of the open portfolio that belong
 *   together, made by bw_edit_new()
 * @cancellable: (nullable): keeps a save from beginning; one that has begun goes on
 * @callback: called when the edits are on the disk, or cannot be put there
 *
 * Keeps edits, all or none. After that the session says that it was "saved", at which the window
 * tells the person so, and that %BW_CHANGE_EDITS, at which every page that is seen computes anew;
 * then they are sent. Before the callback nothing may be shown as saved, and after an error a form
 * keeps what was entered.
 */
void
bw_session_save_async (BwSession *self, GPtrArray *edits, GCancellable *cancellable,
                       GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  JobData *data = g_new0 (JobData, 1);

  g_task_set_source_tag (task, bw_session_save_async);
  data->edits = edits;
  ask (self, save, data, cancellable, on_saved, task);
}

/**
 * bw_session_save_finish:
 * @error: return location: #BwStoreError, or that it was cancelled before it began
 *
 * Returns: whether all edits are on the disk; when not, none is
 */
gboolean
bw_session_save_finish (BwSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bw_session_choose_async:
 * @choice: what is to become of an edit
 * @id: of that edit
 */
void
bw_session_choose_async (BwSession *self, BwEditChoice choice, const char *id,
                         GAsyncReadyCallback callback, gpointer user_data)
{
  JobData *data = data_of_edit (id);

  data->choice = choice;
  if (choice != BW_CHOICE_TRY_AGAIN && choice != BW_CHOICE_MINE)
    forget (self, id);
  ask (self, choose, data, NULL, callback, user_data);
}

gboolean
bw_session_choose_finish (BwSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bw_session_amend_async:
 * @id: of an edit that waits or was refused
 * @changes: what it sets from now on, in place of what it did; copied
 */
void
bw_session_amend_async (BwSession *self, const char *id, const BwRecord *changes,
                        GAsyncReadyCallback callback, gpointer user_data)
{
  JobData *data = data_of_edit (id);

  data->choice = BW_CHOICE_TRY_AGAIN;
  data->changes = bw_record_copy (changes);
  ask (self, choose, data, NULL, callback, user_data);
}

gboolean
bw_session_amend_finish (BwSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bw_session_can_undo:
 *
 * Returns: whether something was saved since the portfolio was opened that was not undone
 */
gboolean
bw_session_can_undo (BwSession *self)
{
  return self->saved->len > 0;
}

/**
 * bw_session_undo_async:
 *
 * Takes back what was saved last, all of it.
 */
void
bw_session_undo_async (BwSession *self, GAsyncReadyCallback callback, gpointer user_data)
{
  JobData *data;

  g_return_if_fail (bw_session_can_undo (self));
  data = g_new0 (JobData, 1);
  data->ids = g_ptr_array_steal_index (self->saved, self->saved->len - 1);
  ask (self, undo, data, NULL, callback, user_data);
}

gboolean
bw_session_undo_finish (BwSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bw_session_list_edits_async:
 *
 * Lists the edits that the backend has not got, in words.
 */
void
bw_session_list_edits_async (BwSession *self, GCancellable *cancellable,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  JobData *data = g_new0 (JobData, 1);

  data->mirror_path = g_strdup (self->info ? self->info->mirror_path : "");
  bw_session_ask_outbox (self, list, data, job_data_free, BW_JOB_READS, cancellable, callback,
                         user_data);
}

/**
 * bw_session_list_edits_finish:
 *
 * Returns: (transfer full) (element-type BwEditWords): them, in the order they were made, or %NULL
 */
GPtrArray *
bw_session_list_edits_finish (BwSession *self, GAsyncResult *result, GError **error)
{
  JobData *job = bw_session_job_data (result);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return job->listed ? g_steal_pointer (&job->listed)
                     : g_ptr_array_new_with_free_func ((GDestroyNotify) bw_edit_words_free);
}

/**
 * bw_session_is_saving:
 *
 * Returns: whether something that was asked for is not on the disk yet
 */
gboolean
bw_session_is_saving (BwSession *self)
{
  return self->n_writing > 0;
}

/**
 * bw_session_get_unsent:
 *
 * Returns: (transfer none): how many edits of the open portfolio the backend has not got
 */
const BwUnsent *
bw_session_get_unsent (BwSession *self)
{
  return &self->unsent;
}

guint
bw_session_get_n_unsent (BwSession *self)
{
  return self->unsent.all;
}

/**
 * bw_session_get_edits_error:
 *
 * Returns: (nullable): why the edits of the open portfolio cannot be read
 */
const GError *
bw_session_get_edits_error (BwSession *self)
{
  return self->edits_error;
}

/**
 * bw_session_take_salvage:
 *
 * Returns: (transfer full) (nullable): what became of a damaged file of edits, in words, the first
 *   time it is asked for
 */
char *
bw_session_take_salvage (BwSession *self)
{
  return g_steal_pointer (&self->salvage);
}

/* For the other files of the class ------------------------------------------------------------- */

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* A failure is in the session's state, where the window finds it. */
  g_task_propagate_boolean (G_TASK (result), &error);
}

/* Looks at the edits that are there, and mends what is damaged. */
void
bw_session_look_at_edits (BwSession *self)
{
  bw_session_ask_outbox (self, NULL, NULL, NULL, BW_JOB_EXAMINES, NULL, on_looked, NULL);
}

/* What was sent before @since has come back by a refresh. */
void
bw_session_settle_edits (BwSession *self, gint64 since)
{
  JobData *data = g_new0 (JobData, 1);

  data->since = since;
  bw_session_ask_outbox (self, settle, data, job_data_free, BW_JOB_READS, NULL, on_looked, NULL);
}

/* Another portfolio is opened. Jobs that wait still have their own. */
void
bw_session_drop_edits (BwSession *self)
{
  bw_session_stop_sending (self);
  self->unsent = (BwUnsent) { 0 };
  g_ptr_array_set_size (self->saved, 0);
  g_clear_pointer (&self->salvage, g_free);
  g_clear_error (&self->edits_error);
}

void
bw_session_init_edits (BwSession *self)
{
  self->saved = g_ptr_array_new_with_free_func (saved_free);
  g_queue_init (&self->jobs);
}

void
bw_session_finalize_edits (BwSession *self)
{
  g_clear_pointer (&self->saved, g_ptr_array_unref);
  g_clear_pointer (&self->salvage, g_free);
  g_clear_error (&self->edits_error);
  g_clear_error (&self->send_error);
}

/* Counting those of a portfolio that need not be open ------------------------------------------ */

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  gint64 n = bw_outbox_count_unsent_at (data, &error);

  if (n < 0)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, n);
}

/**
 * bw_session_count_unsent_async:
 * @name: of a portfolio in the list
 */
void
bw_session_count_unsent_async (BwSession *self, const char *name, GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (BwPortfolioInfo) info = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, bw_session_count_unsent_async);
  info = bw_portfolio_find (name, &error);
  if (info == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, g_strdup (info->outbox_path), g_free);
  g_task_run_in_thread (task, count_in_thread);
}

/**
 * bw_session_count_unsent_finish:
 *
 * Returns: how many edits its backend has not got, or -1 when that cannot be read
 */
gint64
bw_session_count_unsent_finish (BwSession *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
