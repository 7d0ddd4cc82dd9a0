/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/widgets/bw-account-list.h"
#include "ui/widgets/bw-trend-loader.h"

G_BEGIN_DECLS

#define BW_TYPE_ACCOUNTS_VIEW (bw_accounts_view_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountsView, bw_accounts_view, BW, ACCOUNTS_VIEW, AdwBin)

void            bw_accounts_view_set_settings (BwAccountsView *self, GSettings *settings);
void            bw_accounts_view_set_list     (BwAccountsView *self, BwAccountList *list,
                                               BwTrendLoader *trends,
                                               gboolean keep_place);
void            bw_accounts_view_set_narrow   (BwAccountsView *self, gboolean narrow);
char          **bw_accounts_view_get_columns  (BwAccountsView *self);
void            bw_accounts_view_set_column   (BwAccountsView *self, const char *key,
                                               gboolean shown);
BwAccountRow   *bw_accounts_view_get_row      (BwAccountsView *self);
GtkWidget      *bw_accounts_view_get_table    (BwAccountsView *self);
const char    **bw_accounts_view_list_keys    (void);

const BwAccountColumn *bw_accounts_get_sort   (GSettings *settings, gboolean *descending);
void                   bw_accounts_set_sort   (GSettings *settings, const BwAccountColumn *column,
                                               gboolean descending);

G_END_DECLS
