/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-work.h"
#include "ui/bw-page.h"
#include "ui/bw-window.h"

G_BEGIN_DECLS

#define BW_TYPE_ACCOUNT_PAGE (bw_account_page_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountPage, bw_account_page, BW, ACCOUNT_PAGE, BwPage)

BwAccountPage       *bw_account_page_open     (BwWindow *window, const char *account_id);
void                 bw_account_page_open_row (GtkWidget *widget, const BwSnapshot *snapshot,
                                               guint32 row);

G_END_DECLS
