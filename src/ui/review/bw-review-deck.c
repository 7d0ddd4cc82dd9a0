/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-deck.h"

#include <glib/gi18n.h>

#include "store/bw-mirror-edits.h"
#include "ui/review/bw-review-keeper.h"

/* How the window makes the deck of a review: for the page on which it is prepared, and anew, with a
 * deck of its own, for each presentation and each export. */

typedef struct {
  BwReviewQuery *query;
  BwSnapshot    *snapshot;
  BwSnapshot    *compare;  /* (nullable) */
  char          *mirror_path;
  char          *outbox_path;
} Work;

static void
work_free (Work *work)
{
  bw_review_query_free (work->query);
  g_clear_pointer (&work->snapshot, bw_snapshot_unref);
  g_clear_pointer (&work->compare, bw_snapshot_unref);
  g_free (work->mirror_path);
  g_free (work->outbox_path);
  g_free (work);
}

/**
 * bw_review_query_new:
 * @account_id: (nullable): whose review
 * @choices: (nullable): what is chosen; it is copied
 */
BwReviewQuery *
bw_review_query_new (BwSession *session, const char *account_id, const BwReview *choices)
{
  BwReviewQuery *query = g_new0 (BwReviewQuery, 1);

  query->account_id = g_strdup (account_id);
  query->reviews_path = g_strdup (bw_session_get_info (session)->reviews_path);
  query->choices = choices ? bw_review_copy (choices) : NULL;
  return query;
}

void
bw_review_query_free (BwReviewQuery *query)
{
  if (query == NULL)
    return;
  g_free (query->account_id);
  g_free (query->reviews_path);
  bw_review_free (query->choices);
  g_free (query);
}

/**
 * bw_review_deck_compute:
 * @scope: the portfolio of the day, with a mirror
 * @salvage: (out) (optional) (nullable): what became of a damaged file of choices
 *
 * Makes the deck on a worker thread. A filter in force does not reach it: a review is of the whole
 * account or of the whole portfolio, as it is from the terminal.
 *
 * Returns: (transfer full): the deck, or %NULL
 */
BwDeck *
bw_review_deck_compute (const BwFigureScope *scope, const BwReviewQuery *query, char **salvage,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (BwReview) kept = NULL;
  g_autoptr (BwSnapshot) before = NULL;
  BwFigureScope whole = *scope;
  BwDeckRequest request = {
    .account_id = query->account_id,
    .bucket = BW_BUCKET_MONTH,
    .peers = BW_PEERS_TIER,
    .review = query->choices,
  };

  if (request.review == NULL)
    {
      kept = bw_review_load_at (query->reviews_path, query->account_id, salvage, error);
      if (kept == NULL)
        return NULL;
      request.review = kept;
    }
  whole.filter = NULL;
  if (request.review->last_held != BW_DATE_NONE
      && request.review->last_held < scope->snapshot->as_of)
    {
      before = bw_snapshot_load_beside (scope->mirror, scope->snapshot, request.review->last_held,
                                        cancellable, error);
      if (before == NULL)
        return NULL;
      request.before = before;
    }
  return bw_deck_compute (&whole, &request, error);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (work->mirror_path, BW_MIRROR_READ_ONLY, &error);
  BwFigureScope scope = { .snapshot = work->snapshot, .compare = work->compare, .mirror = mirror };
  BwDeck *deck = NULL;

  if (mirror && bw_mirror_show_edits (mirror, work->outbox_path, &error))
    deck = bw_review_deck_compute (&scope, work->query, NULL, cancellable, &error);
  if (deck)
    g_task_return_pointer (task, deck, (GDestroyNotify) bw_deck_free);
  else
    g_task_return_error (task, error);
}

/**
 * bw_review_deck_make_async:
 * @account_id: (nullable): whose review
 * @choices: (nullable): what is chosen; %NULL for what is kept
 *
 * Makes a deck from what the session shows.
 */
void
bw_review_deck_make_async (BwSession *session, const char *account_id, const BwReview *choices,
                           GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  BwSnapshot *snapshot = bw_session_get_snapshot (session);
  const BwPortfolioInfo *info = bw_session_get_info (session);
  Work *work;

  g_task_set_source_tag (task, bw_review_deck_make_async);
  if (snapshot == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_INITIALIZED,
                               _("The portfolio is still being loaded. Try again in a moment."));
      return;
    }
  work = g_new0 (Work, 1);
  work->query = bw_review_query_new (session, account_id, choices);
  work->snapshot = bw_snapshot_ref (snapshot);
  if (bw_session_get_compared (session))
    work->compare = bw_snapshot_ref (bw_session_get_compared (session));
  work->mirror_path = g_strdup (info->mirror_path);
  work->outbox_path = g_strdup (info->outbox_path);
  g_task_set_task_data (task, work, (GDestroyNotify) work_free);
  g_task_run_in_thread (task, run);
}

BwDeck *
bw_review_deck_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
