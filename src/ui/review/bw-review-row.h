/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "export/bw-slide-layout.h"

G_BEGIN_DECLS

#define BW_TYPE_REVIEW_ROW (bw_review_row_get_type ())
G_DECLARE_FINAL_TYPE (BwReviewRow, bw_review_row, BW, REVIEW_ROW, GtkListBoxRow)

GtkWidget  *bw_review_row_new      (const char *key);
const char *bw_review_row_get_key  (BwReviewRow *self);
void        bw_review_row_set      (BwReviewRow *self, const BwSlide *slide, guint number);
gboolean    bw_review_row_draw     (BwReviewRow *self, const BwDeck *deck,
                                    const BwSlideTheme *theme);
void        bw_review_row_forget   (BwReviewRow *self);

G_END_DECLS
