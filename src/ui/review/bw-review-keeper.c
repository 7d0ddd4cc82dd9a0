/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-keeper.h"

/* Somebody who types is not interrupted by the disk, and loses no more than this. */
#define PAUSE_MILLISECONDS 400

/**
 * BwReviewKeeper:
 *
 * Keeps what is chosen for one review on the disk, a moment after each choice and on a worker
 * thread. There is one for each review in the program, and it lives on after the page that it was
 * made for until everything is kept, so that a page which is opened again at once finds what the
 * one before has chosen. What cannot be kept stays with it, with the reason.
 */
struct _BwReviewKeeper {
  GObject   parent_instance;

  char     *id;         /* In the table of all of them. */
  char     *path;
  char     *account_id;

  BwReview *waiting;    /* (nullable): the latest choices, until they are kept. */
  guint     n_changes;
  guint     pause;
  gboolean  saving;
  gboolean  held;       /* The program does not end before it is saved, or cannot be. */
  gboolean  stays;      /* Refers to itself, for as long as something waits. */
  GError   *error;
  char     *salvage;    /* (nullable): what became of a damaged file. */
};

G_DEFINE_FINAL_TYPE (BwReviewKeeper, bw_review_keeper, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Id to the keeper, which is not owned. */
static GHashTable *keepers;

typedef struct {
  char     *path;
  char     *account_id;
  BwReview *review;     /* (nullable): to be saved. */
  BwDate    held_on;    /* When nothing is to be saved. */
  guint     n_changes;
  char     *salvage;
} Work;

static void
work_free (Work *work)
{
  g_free (work->path);
  g_free (work->account_id);
  bw_review_free (work->review);
  g_free (work->salvage);
  g_free (work);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  g_autoptr (BwReviewStore) store = bw_review_store_open (work->path, &error);
  gboolean good = FALSE;

  if (store)
    {
      good = work->review
               ? bw_review_store_save (store, work->review, &error)
               : bw_review_store_mark_held (store, work->account_id, work->held_on, &error);
      work->salvage = bw_review_store_describe_salvage (store);
    }
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (BwReviewKeeper *self, Work *work, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  work->path = g_strdup (self->path);
  work->account_id = g_strdup (self->account_id);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run);
}

/* While something is about to be saved the program and the keeper stay. */
static void
hold (BwReviewKeeper *self)
{
  if (!self->stays)
    g_object_ref (self);
  self->stays = TRUE;
  if (!self->held && g_application_get_default ())
    g_application_hold (g_application_get_default ());
  self->held = TRUE;
}

/* What could not be saved stays, for who opens the review again; the program may end. */
static void
release (BwReviewKeeper *self)
{
  if (self->held && g_application_get_default ())
    g_application_release (g_application_get_default ());
  self->held = FALSE;
  if (self->waiting || !self->stays)
    return;
  self->stays = FALSE;
  g_object_unref (self);
}

static void
take_salvage_of (BwReviewKeeper *self, GAsyncResult *result)
{
  Work *work = g_task_get_task_data (G_TASK (result));

  if (work->salvage)
    g_set_str (&self->salvage, work->salvage);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  BwReviewKeeper *self = BW_REVIEW_KEEPER (source);
  const Work *work = g_task_get_task_data (G_TASK (result));
  gboolean is_latest = work->n_changes == self->n_changes;

  self->saving = FALSE;
  g_clear_error (&self->error);
  take_salvage_of (self, result);
  if (g_task_propagate_boolean (G_TASK (result), &self->error) && is_latest)
    g_clear_pointer (&self->waiting, bw_review_free);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  if (!is_latest)
    bw_review_keeper_flush (self);
  else
    release (self);
}

static gboolean
on_pause_over (gpointer data)
{
  BwReviewKeeper *self = data;

  self->pause = 0;
  bw_review_keeper_flush (self);
  return G_SOURCE_REMOVE;
}

static void
bw_review_keeper_finalize (GObject *object)
{
  BwReviewKeeper *self = BW_REVIEW_KEEPER (object);

  g_hash_table_remove (keepers, self->id);
  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_pointer (&self->waiting, bw_review_free);
  g_clear_error (&self->error);
  g_free (self->salvage);
  g_free (self->id);
  g_free (self->path);
  g_free (self->account_id);
  G_OBJECT_CLASS (bw_review_keeper_parent_class)->finalize (object);
}

static void
bw_review_keeper_class_init (BwReviewKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bw_review_keeper_finalize;

  /**
   * BwReviewKeeper::changed:
   *
   * Something was kept, or could not be.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", BW_TYPE_REVIEW_KEEPER, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_review_keeper_init (BwReviewKeeper *self)
{
}

/**
 * bw_review_keeper_get:
 * @path: of the file
 * @account_id: (nullable): whose review; %NULL for that of the portfolio
 *
 * Returns: (transfer full): the one that there is for the review, or a new one
 */
BwReviewKeeper *
bw_review_keeper_get (const char *path, const char *account_id)
{
  const char *account = account_id ? account_id : "";
  g_autofree char *id = g_strconcat (path, "\n", account, NULL);
  BwReviewKeeper *self;

  if (keepers == NULL)
    keepers = g_hash_table_new (g_str_hash, g_str_equal);
  self = g_hash_table_lookup (keepers, id);
  if (self)
    return g_object_ref (self);
  self = g_object_new (BW_TYPE_REVIEW_KEEPER, NULL);
  self->path = g_strdup (path);
  self->account_id = g_strdup (account);
  self->id = g_steal_pointer (&id);
  g_hash_table_insert (keepers, self->id, self);
  return self;
}

/**
 * bw_review_keeper_keep:
 * @review: all that is chosen
 *
 * Has it saved in a moment, in the place of what was to be saved before.
 */
void
bw_review_keeper_keep (BwReviewKeeper *self, const BwReview *review)
{
  bw_review_free (self->waiting);
  self->waiting = bw_review_copy (review);
  self->n_changes++;
  hold (self);
  g_clear_handle_id (&self->pause, g_source_remove);
  self->pause = g_timeout_add (PAUSE_MILLISECONDS, on_pause_over, self);
}

/**
 * bw_review_keeper_flush:
 *
 * Saves now what waits, and tries again what could not be saved.
 */
void
bw_review_keeper_flush (BwReviewKeeper *self)
{
  Work *work;

  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->waiting == NULL || self->saving)
    return;
  hold (self);
  self->saving = TRUE;
  work = g_new0 (Work, 1);
  work->review = bw_review_copy (self->waiting);
  work->n_changes = self->n_changes;
  start (self, work, on_saved, NULL);
}

/**
 * bw_review_keeper_dup_waiting:
 *
 * Returns: (transfer full) (nullable): what is chosen and not on the disk; %NULL when all is
 */
BwReview *
bw_review_keeper_dup_waiting (BwReviewKeeper *self)
{
  return self->waiting ? bw_review_copy (self->waiting) : NULL;
}

/**
 * bw_review_keeper_is_saving:
 *
 * Returns: whether something is still to be kept and has not failed
 */
gboolean
bw_review_keeper_is_saving (BwReviewKeeper *self)
{
  return self->pause != 0 || self->saving;
}

/**
 * bw_review_keeper_get_error:
 *
 * Returns: (nullable): why the latest choices could not be kept
 */
const GError *
bw_review_keeper_get_error (BwReviewKeeper *self)
{
  return self->error;
}

/**
 * bw_review_keeper_take_salvage:
 *
 * Returns: (transfer full) (nullable): what became of a damaged file, said once
 */
char *
bw_review_keeper_take_salvage (BwReviewKeeper *self)
{
  return g_steal_pointer (&self->salvage);
}

/**
 * bw_review_keeper_list_unsaved:
 *
 * Returns: (transfer full) (element-type BwReviewKeeper): those of all reviews in the program whose
 *   latest choices are not on the disk
 */
GPtrArray *
bw_review_keeper_list_unsaved (void)
{
  GPtrArray *unsaved = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer keeper;

  if (keepers == NULL)
    return unsaved;
  g_hash_table_iter_init (&iter, keepers);
  while (g_hash_table_iter_next (&iter, NULL, &keeper))
    {
      if (((BwReviewKeeper *) keeper)->waiting)
        g_ptr_array_add (unsaved, g_object_ref (keeper));
    }
  return unsaved;
}

/**
 * bw_review_keeper_mark_held_async:
 * @day: when the review was given; %BW_DATE_NONE takes that back
 */
void
bw_review_keeper_mark_held_async (BwReviewKeeper *self, BwDate day, GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->held_on = day;
  start (self, work, callback, user_data);
}

gboolean
bw_review_keeper_mark_held_finish (GAsyncResult *result, GError **error)
{
  BwReviewKeeper *self = BW_REVIEW_KEEPER (g_task_get_source_object (G_TASK (result)));

  take_salvage_of (self, result);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * bw_review_load_at:
 * @path: of the file, which need not be there
 * @account_id: (nullable): whose review
 * @salvage: (out) (optional) (nullable): what became of a damaged file
 *
 * Reads on a worker thread what was chosen.
 *
 * Returns: (transfer full): it, or %NULL, with a #BwStoreError
 */
BwReview *
bw_review_load_at (const char *path, const char *account_id, char **salvage, GError **error)
{
  g_autoptr (BwReviewStore) store = NULL;
  BwReview *review;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return bw_review_new (account_id);
  store = bw_review_store_open (path, error);
  if (store == NULL)
    return NULL;
  review = bw_review_store_load (store, account_id, error);
  if (salvage)
    *salvage = bw_review_store_describe_salvage (store);
  return review;
}
