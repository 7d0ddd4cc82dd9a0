/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "figures/bw-deck.h"

G_BEGIN_DECLS

typedef enum {
  BW_DRAFT_TITLE,
  BW_DRAFT_ANNOTATION,
  BW_DRAFT_NOTES,
  BW_DRAFT_TEXT,
} BwDraftField;

#define BW_TYPE_REVIEW_DRAFT (bw_review_draft_get_type ())
G_DECLARE_FINAL_TYPE (BwReviewDraft, bw_review_draft, BW, REVIEW_DRAFT, GObject)

BwReviewDraft *bw_review_draft_new         (void);
void           bw_review_draft_set_deck    (BwReviewDraft *self, BwDeck *deck);
void           bw_review_draft_clear       (BwReviewDraft *self);
const BwDeck  *bw_review_draft_get_deck    (BwReviewDraft *self);
BwReview      *bw_review_draft_make_review (BwReviewDraft *self);

void           bw_review_draft_set_text    (BwReviewDraft *self, const char *key,
                                            BwDraftField field, const char *text);
void           bw_review_draft_set_minutes (BwReviewDraft *self, const char *key, double minutes);
void           bw_review_draft_set_hidden  (BwReviewDraft *self, const char *key, gboolean hidden);
void           bw_review_draft_reset       (BwReviewDraft *self, const char *key);
void           bw_review_draft_move        (BwReviewDraft *self, const char *key, guint place);
char          *bw_review_draft_add         (BwReviewDraft *self, const char *behind,
                                            const char *title, GBytes *picture);
void           bw_review_draft_delete      (BwReviewDraft *self, const char *key);

gboolean       bw_review_draft_can_undo    (BwReviewDraft *self);
gboolean       bw_review_draft_can_redo    (BwReviewDraft *self);
void           bw_review_draft_undo        (BwReviewDraft *self);
void           bw_review_draft_redo        (BwReviewDraft *self);

G_END_DECLS
