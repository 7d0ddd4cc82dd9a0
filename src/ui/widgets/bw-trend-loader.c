/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-trend-loader.h"

/* A column of sparklines is filled a little after the scrolling, with what is in sight then. */
#define LOAD_MILLISECONDS 40
#define MAX_PENDING 200
#define MONTHS 12

/**
 * BwTrendLoader:
 *
 * Where the accounts in sight of a list stood over the last months. Rows are asked for one by one
 * as their cells are bound, read together on a worker thread, and kept.
 */
struct _BwTrendLoader {
  GObject       parent_instance;

  char         *mirror_path;
  BwSnapshot   *snapshot;
  GHashTable   *trends;     /* Row to its values; NULL while they are being read. */
  GArray       *pending;    /* Rows, the latest asked for last. */
  gsize         n_dates;    /* Of all values, since all are read for the same months. */
  guint         source;
  GCancellable *cancellable;
  GCancellable *keeping;    /* (nullable): of the months being made for the first time. */
  gboolean      has_kept;
};

G_DEFINE_FINAL_TYPE (BwTrendLoader, bw_trend_loader, G_TYPE_OBJECT)

enum {
  SIGNAL_LOADED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct {
  char       *mirror_path;
  BwSnapshot *snapshot;
  GArray     *rows;
} Work;

static void
work_free (Work *work)
{
  g_free (work->mirror_path);
  bw_snapshot_unref (work->snapshot);
  g_array_unref (work->rows);
  g_free (work);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  g_task_return_pointer (task,
                         bw_state_trail_load (work->mirror_path, work->snapshot,
                                              (const guint32 *) work->rows->data,
                                              work->rows->len, MONTHS),
                         (GDestroyNotify) bw_state_trail_free);
}

static void load (BwTrendLoader *self);

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *weak = data;
  g_autoptr (BwTrendLoader) self = g_weak_ref_get (weak);
  g_autoptr (GError) error = NULL;

  g_weak_ref_clear (weak);
  g_free (weak);
  if (self == NULL)
    return;
  g_clear_object (&self->keeping);
  if (!bw_states_keep_months_finish (result, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_info ("Past months are not kept: %s", error->message);
      return;
    }
  g_hash_table_remove_all (self->trends);
  g_array_set_size (self->pending, 0);
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

/* The ends of the last months are made when somebody first wants to see them. */
static void
keep_months (BwTrendLoader *self)
{
  GWeakRef *weak;

  if (self->has_kept)
    return;
  self->has_kept = TRUE;
  self->keeping = g_cancellable_new ();
  /* Whoever lets go of the loader while the months are being made does not want them any more. */
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, self);
  bw_states_keep_months_async (self->mirror_path, self->snapshot, MONTHS, NULL, self->keeping,
                               on_kept, weak);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  BwTrendLoader *self = BW_TREND_LOADER (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (BwStateTrail) trail = g_task_propagate_pointer (G_TASK (result), NULL);

  if (trail == NULL)
    return;
  g_clear_object (&self->cancellable);
  /* A refresh of the kept months in between would make rows of two lengths; begin again then. */
  if (self->n_dates != trail->n_dates)
    g_hash_table_remove_all (self->trends);
  self->n_dates = trail->n_dates;
  for (guint i = 0; i < trail->n_rows; i++)
    g_hash_table_insert (self->trends, GUINT_TO_POINTER (g_array_index (work->rows, guint32, i)),
                         g_memdup2 (trail->success_index + (gsize) i * trail->n_dates,
                                    trail->n_dates * sizeof (double)));
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
  if (trail->n_dates <= MONTHS)
    keep_months (self);
  if (self->pending->len > 0 && self->cancellable == NULL)
    load (self);
}

static void
load (BwTrendLoader *self)
{
  g_autoptr (GTask) task = NULL;
  Work *work = g_new0 (Work, 1);

  work->mirror_path = g_strdup (self->mirror_path);
  work->snapshot = bw_snapshot_ref (self->snapshot);
  work->rows = g_steal_pointer (&self->pending);
  self->pending = g_array_new (FALSE, FALSE, sizeof (guint32));

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, on_loaded, NULL);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run);
}

static gboolean
load_now (gpointer data)
{
  BwTrendLoader *self = data;

  self->source = 0;
  if (self->cancellable == NULL)
    load (self);
  return G_SOURCE_REMOVE;
}

static void
bw_trend_loader_dispose (GObject *object)
{
  BwTrendLoader *self = BW_TREND_LOADER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->cancellable);
  if (self->keeping)
    g_cancellable_cancel (self->keeping);
  g_clear_object (&self->keeping);
  G_OBJECT_CLASS (bw_trend_loader_parent_class)->dispose (object);
}

static void
bw_trend_loader_finalize (GObject *object)
{
  BwTrendLoader *self = BW_TREND_LOADER (object);

  g_free (self->mirror_path);
  bw_snapshot_unref (self->snapshot);
  g_hash_table_unref (self->trends);
  g_array_unref (self->pending);
  G_OBJECT_CLASS (bw_trend_loader_parent_class)->finalize (object);
}

static void
bw_trend_loader_class_init (BwTrendLoaderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = bw_trend_loader_dispose;
  G_OBJECT_CLASS (klass)->finalize = bw_trend_loader_finalize;

  /**
   * BwTrendLoader::loaded:
   *
   * Rows that were asked for have been read; cells ask again.
   */
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", BW_TYPE_TREND_LOADER, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
bw_trend_loader_init (BwTrendLoader *self)
{
  self->trends = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->pending = g_array_new (FALSE, FALSE, sizeof (guint32));
}

/**
 * bw_trend_loader_new:
 * @mirror_path: the mirror of @snapshot
 * @snapshot: the portfolio whose rows are asked for
 */
BwTrendLoader *
bw_trend_loader_new (const char *mirror_path, BwSnapshot *snapshot)
{
  BwTrendLoader *self = g_object_new (BW_TYPE_TREND_LOADER, NULL);

  self->mirror_path = g_strdup (mirror_path);
  self->snapshot = bw_snapshot_ref (snapshot);
  return self;
}

/**
 * bw_trend_loader_get:
 * @row: of the snapshot
 * @n: (out): how many values there are
 *
 * Returns: (nullable) (transfer none) (array length=n): the success index of the account at the
 *   ends of the last months and today, NaN where it was not known; %NULL while it is being read,
 *   after which "loaded" is emitted
 */
const double *
bw_trend_loader_get (BwTrendLoader *self, guint32 row, gsize *n)
{
  const double *values = g_hash_table_lookup (self->trends, GUINT_TO_POINTER (row));

  *n = values ? self->n_dates : 0;
  if (values || g_hash_table_contains (self->trends, GUINT_TO_POINTER (row)))
    return values;

  /* Rows that were scrolled past without a stop are forgotten, and asked for when they return. */
  if (self->pending->len == MAX_PENDING)
    {
      g_hash_table_remove (self->trends,
                           GUINT_TO_POINTER (g_array_index (self->pending, guint32, 0)));
      g_array_remove_index (self->pending, 0);
    }
  g_array_append_val (self->pending, row);
  g_hash_table_insert (self->trends, GUINT_TO_POINTER (row), NULL);
  if (self->source == 0)
    self->source = g_timeout_add (LOAD_MILLISECONDS, load_now, self);
  return NULL;
}

/**
 * bw_trend_loader_is_settled:
 *
 * Returns: whether all that was asked for has been read
 */
gboolean
bw_trend_loader_is_settled (BwTrendLoader *self)
{
  return self->source == 0 && self->cancellable == NULL && self->keeping == NULL;
}
