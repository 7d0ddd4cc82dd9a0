/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/review/bw-review-draft.h"

G_BEGIN_DECLS

#define BW_TYPE_REVIEW_FORM (bw_review_form_get_type ())
G_DECLARE_FINAL_TYPE (BwReviewForm, bw_review_form, BW, REVIEW_FORM, AdwBin)

void bw_review_form_set_draft (BwReviewForm *self, BwReviewDraft *draft);
void bw_review_form_show      (BwReviewForm *self, const char *key);
void bw_review_form_focus     (BwReviewForm *self);

G_END_DECLS
