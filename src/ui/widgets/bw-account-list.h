/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "figures/bw-accounts-figure.h"

G_BEGIN_DECLS

#define BW_TYPE_ACCOUNT_ROW (bw_account_row_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountRow, bw_account_row, BW, ACCOUNT_ROW, GObject)

BwSnapshot    *bw_account_row_get_snapshot (BwAccountRow *self);
guint32        bw_account_row_get_row      (BwAccountRow *self);
const char    *bw_account_row_get_id       (BwAccountRow *self);
const char    *bw_account_row_get_name     (BwAccountRow *self);
char          *bw_account_row_format       (BwAccountRow *self, const BwAccountColumn *column);

#define BW_TYPE_ACCOUNT_LIST (bw_account_list_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountList, bw_account_list, BW, ACCOUNT_LIST, GObject)

BwAccountList *bw_account_list_new         (BwSnapshot *snapshot, BwSelection *selection);
BwSnapshot    *bw_account_list_get_snapshot (BwAccountList *self);
guint          bw_account_list_get_size    (BwAccountList *self);
guint32        bw_account_list_get_row     (BwAccountList *self, guint position);
guint          bw_account_list_find        (BwAccountList *self, const char *id);

G_END_DECLS
