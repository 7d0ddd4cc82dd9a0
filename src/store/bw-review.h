/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "model/bw-date.h"
#include "store/bw-store-error.h"

G_BEGIN_DECLS

/**
 * BwReviewSlide:
 * @key: of the slide; of a person's own slide "own:" and a UUID
 * @title: (nullable): instead of the proposed title
 * @annotation: (nullable): shown under the title
 * @notes: (nullable): instead of the proposed notes
 * @text: (nullable): of an own slide: its paragraphs
 * @picture: (nullable): of an own slide: contents of a PNG file
 * @minutes: time planned, NaN as proposed
 *
 * What a person chose for one slide.
 */
typedef struct {
  char     *key;
  char     *title;
  char     *annotation;
  char     *notes;
  char     *text;
  GBytes   *picture;
  double    minutes;
  gboolean  hidden;
} BwReviewSlide;

/**
 * BwReview:
 * @account_id: whose review it is; "" for that of the portfolio
 * @last_held: the day of the last review that was given, or %BW_DATE_NONE
 * @slides: (element-type BwReviewSlide): in the order chosen. A slide that is proposed and not
 *   among them goes to its proposed place.
 *
 * What a person chose for the review of an account: kept, and the start of the next one.
 */
typedef struct {
  char      *account_id;
  BwDate     last_held;
  GPtrArray *slides;
} BwReview;

/**
 * BwReviewStore:
 *
 * The choices for all reviews of a portfolio, in a file of their own in the data folder (0600): it
 * is the user's work like the outbox, and is durable before a save returns. One thread at a time.
 */
typedef struct _BwReviewStore BwReviewStore;

/* The store (bw-review-store.c) */
BwReviewStore *bw_review_store_open      (const char *path, GError **error);
void           bw_review_store_close     (BwReviewStore *self);
char          *bw_review_store_describe_salvage (BwReviewStore *self);
gboolean       bw_review_store_check     (BwReviewStore *self, GError **error);
BwReview      *bw_review_store_load      (BwReviewStore *self, const char *account_id,
                                          GError **error);
gboolean       bw_review_store_save      (BwReviewStore *self, const BwReview *review,
                                          GError **error);
gboolean       bw_review_store_mark_held (BwReviewStore *self, const char *account_id, BwDate day,
                                          GError **error);

/* What is kept (bw-review.c) */
BwReview      *bw_review_new             (const char *account_id);
BwReview      *bw_review_copy            (const BwReview *review);
BwReviewSlide *bw_review_find            (const BwReview *review, const char *key);
BwReviewSlide *bw_review_add             (BwReview *review, const char *key);
char          *bw_review_make_own_key    (void);
gboolean       bw_review_is_own_key      (const char *key);
void           bw_review_free            (BwReview *review);
BwReviewSlide *bw_review_slide_copy      (const BwReviewSlide *slide);
void           bw_review_slide_free      (BwReviewSlide *slide);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReview, bw_review_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReviewSlide, bw_review_slide_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwReviewStore, bw_review_store_close)

G_END_DECLS
