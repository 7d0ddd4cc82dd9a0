/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "store/bw-review.h"

G_BEGIN_DECLS

#define BW_TYPE_REVIEW_KEEPER (bw_review_keeper_get_type ())
G_DECLARE_FINAL_TYPE (BwReviewKeeper, bw_review_keeper, BW, REVIEW_KEEPER, GObject)

BwReviewKeeper *bw_review_keeper_get         (const char *path, const char *account_id);
void            bw_review_keeper_keep        (BwReviewKeeper *self, const BwReview *review);
void            bw_review_keeper_flush       (BwReviewKeeper *self);
BwReview       *bw_review_keeper_dup_waiting (BwReviewKeeper *self);
gboolean        bw_review_keeper_is_saving   (BwReviewKeeper *self);
const GError   *bw_review_keeper_get_error   (BwReviewKeeper *self);
char           *bw_review_keeper_take_salvage (BwReviewKeeper *self);
GPtrArray      *bw_review_keeper_list_unsaved (void);

void            bw_review_keeper_mark_held_async  (BwReviewKeeper *self, BwDate day,
                                                   GAsyncReadyCallback callback,
                                                   gpointer user_data);
gboolean        bw_review_keeper_mark_held_finish (GAsyncResult *result, GError **error);

BwReview       *bw_review_load_at            (const char *path, const char *account_id,
                                              char **salvage, GError **error);

G_END_DECLS
