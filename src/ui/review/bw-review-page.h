/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"
#include "ui/bw-window.h"

G_BEGIN_DECLS

#define BW_TYPE_REVIEW_PAGE (bw_review_page_get_type ())
G_DECLARE_FINAL_TYPE (BwReviewPage, bw_review_page, BW, REVIEW_PAGE, BwPage)

BwReviewPage *bw_review_page_open   (BwWindow *window, const char *account_id);
gboolean      bw_review_page_is_board (BwReviewPage *self);
void          bw_review_page_select (BwReviewPage *self, const char *key);

G_END_DECLS
