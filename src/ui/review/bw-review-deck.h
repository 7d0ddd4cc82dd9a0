/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-deck.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

/**
 * BwReviewQuery:
 * @account_id: (nullable): whose review; %NULL for that of the portfolio
 * @reviews_path: where the choices are kept
 * @choices: (nullable): what is chosen; %NULL for what is kept
 *
 * Which deck to make, for a worker thread.
 */
typedef struct {
  char     *account_id;
  char     *reviews_path;
  BwReview *choices;
} BwReviewQuery;

BwReviewQuery *bw_review_query_new        (BwSession *session, const char *account_id,
                                           const BwReview *choices);
void           bw_review_query_free       (BwReviewQuery *query);
BwDeck        *bw_review_deck_compute     (const BwFigureScope *scope, const BwReviewQuery *query,
                                           char **salvage, GCancellable *cancellable,
                                           GError **error);
void           bw_review_deck_make_async  (BwSession *session, const char *account_id,
                                           const BwReview *choices, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
BwDeck        *bw_review_deck_make_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReviewQuery, bw_review_query_free)

G_END_DECLS
