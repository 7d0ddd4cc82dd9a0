/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/bw-account-list.h"
#include "ui/widgets/bw-line-text.h"
#include "ui/widgets/bw-trend-loader.h"

G_BEGIN_DECLS

/* The column of sparklines, which is no figure of an account but a picture of several days. */
#define BW_TREND_COLUMN "trend"

#define BW_TYPE_ACCOUNT_CELL (bw_account_cell_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountCell, bw_account_cell, BW, ACCOUNT_CELL, BwLineText)

BwAccountCell *bw_account_cell_new        (const char *key);
void           bw_account_cell_set_row    (BwAccountCell *self, BwAccountRow *row,
                                           BwTrendLoader *trends);
BwAccountRow  *bw_account_cell_get_row    (BwAccountCell *self);
char          *bw_account_cell_get_text   (BwAccountCell *self);
gboolean       bw_account_cell_is_at_end  (const char *key);
const char    *bw_account_cell_title      (const char *key);

G_END_DECLS
