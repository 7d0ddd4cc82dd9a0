/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"
#include "ui/widgets/bw-account-list.h"

G_BEGIN_DECLS

#define BW_TYPE_ACCOUNTS_PAGE (bw_accounts_page_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountsPage, bw_accounts_page, BW, ACCOUNTS_PAGE, BwPage)

BwAccountList         *bw_accounts_page_get_list (BwAccountsPage *self);

G_END_DECLS
