/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/bw-review.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

/* In the order of the setting that remembers the last one. */
typedef enum {
  BW_REVIEW_PDF,
  BW_REVIEW_PPTX,
  BW_REVIEW_PNG,
  BW_REVIEW_SVG,
  BW_REVIEW_XLSX,
  BW_REVIEW_CSV,
} BwReviewFormat;

#define BW_TYPE_REVIEW_EXPORT (bw_review_export_get_type ())
G_DECLARE_FINAL_TYPE (BwReviewExport, bw_review_export, BW, REVIEW_EXPORT, AdwDialog)

AdwDialog *bw_review_export_new       (BwSession *session, const char *account_id,
                                       const BwReview *choices, const char *title);
gboolean   bw_review_format_is_folder (BwReviewFormat format);
void       bw_review_export_write     (BwReviewExport *self, GFile *file);
gboolean   bw_review_export_is_busy   (BwReviewExport *self);

G_END_DECLS
