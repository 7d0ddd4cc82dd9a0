/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-table.h"
#include "portfolio/bw-column-file.h"

G_BEGIN_DECLS

/* How the accounts are kept beside the mirror; for the account table alone. */

#define BW_ACCOUNTS_KIND 0x41434331u /* "ACC1" */

typedef enum {
  BW_ACCOUNTS_SLOT,
  BW_ACCOUNTS_ID,
  BW_ACCOUNTS_NAME,
  BW_ACCOUNTS_FOLD,
  BW_ACCOUNTS_STRINGS,
  BW_ACCOUNTS_FOLDS,
  BW_ACCOUNTS_OWNER,
  BW_ACCOUNTS_INDUSTRY,
  BW_ACCOUNTS_REGION,
  BW_ACCOUNTS_STAGE,
  BW_ACCOUNTS_REASON,
  BW_ACCOUNTS_STRATEGIC,
  BW_ACCOUNTS_CONTRACT,
  BW_ACCOUNTS_GO_LIVE,
  BW_ACCOUNTS_RENEWAL,
  BW_ACCOUNTS_CHURNED,
  BW_ACCOUNTS_INDEX,
  BW_ACCOUNTS_INDUSTRY_WORDS,
  BW_ACCOUNTS_REGION_WORDS,
  BW_ACCOUNTS_STAGE_WORDS,
  BW_ACCOUNTS_REASON_WORDS,
} BwAccountsColumn;

BwColumnFile *bw_account_columns_read (BwAccountTable *table, BwMirror *mirror,
                                       GCancellable *cancellable, GError **error);
guint32       bw_account_id_hash      (const char *id);

G_END_DECLS
