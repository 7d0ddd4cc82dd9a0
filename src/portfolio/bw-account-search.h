/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-table.h"

G_BEGIN_DECLS

GArray *bw_account_search (const BwAccountTable *table, const char *const *terms, BwDate as_of,
                           guint most);

G_END_DECLS
