/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-table.h"
#include "portfolio/bw-column-file.h"

G_BEGIN_DECLS

/* How the accounts are kept beside the mirror; for the account table alone. */

#define BW_ACCOUNTS_KIND 0x41434332u /* "ACC2" */

/* Columns of words, whose values are places in a sorted list that stands in the file too; and
 * columns of dates. */
#define BW_ACCOUNTS_N_WORDS 5
#define BW_ACCOUNTS_N_DATES 4

typedef enum {
  BW_ACCOUNTS_SLOT,
  BW_ACCOUNTS_ID,
  BW_ACCOUNTS_NAME,
  BW_ACCOUNTS_FOLD,
  BW_ACCOUNTS_STRINGS,
  BW_ACCOUNTS_FOLDS,
  BW_ACCOUNTS_INDUSTRY,
  BW_ACCOUNTS_REGION,
  BW_ACCOUNTS_STAGE,
  BW_ACCOUNTS_REASON,
  BW_ACCOUNTS_OWNER,
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
  BW_ACCOUNTS_OWNER_WORDS,
  BW_ACCOUNTS_WITNESS,
} BwAccountsColumn;

/* Which of the columns of words and of dates is which. */
typedef enum {
  BW_ACCOUNTS_WORD_INDUSTRY,
  BW_ACCOUNTS_WORD_REGION,
  BW_ACCOUNTS_WORD_STAGE,
  BW_ACCOUNTS_WORD_REASON,
  BW_ACCOUNTS_WORD_OWNER, /* The id of a person, whether there is one or not. */
} BwAccountsWord;

typedef enum {
  BW_ACCOUNTS_DATE_CONTRACT,
  BW_ACCOUNTS_DATE_GO_LIVE,
  BW_ACCOUNTS_DATE_RENEWAL,
  BW_ACCOUNTS_DATE_CHURNED,
} BwAccountsDate;

/**
 * BwAccountColumns:
 *
 * The arrays of a file of accounts, which live as long as the file. @witness is an account of
 * which something was seen or done on the latest date in the data, "" when that date does not come
 * from there.
 */
typedef struct {
  guint          n;
  const guint32 *slot;
  const guint32 *id;     /* Into @strings, as @name; the same when there is no name. */
  const guint32 *name;
  const guint32 *fold;   /* Into @folds. */
  const char    *strings;
  const char    *folds;
  const guint32 *place[BW_ACCOUNTS_N_WORDS];
  char         **words[BW_ACCOUNTS_N_WORDS]; /* (owned) */
  guint          n_words[BW_ACCOUNTS_N_WORDS];
  const guint8  *strategic;
  const BwDate  *date[BW_ACCOUNTS_N_DATES];
  const guint32 *index;
  guint64        n_buckets;
  const char    *witness;
} BwAccountColumns;

gboolean      bw_account_columns_adopt (BwAccountColumns *columns, BwColumnFile *file);
void          bw_account_columns_clear (BwAccountColumns *columns);
BwColumnFile *bw_account_columns_make  (BwAccountTable *table, BwColumnFile *old, BwMirror *mirror,
                                        const char *path, GCancellable *cancellable,
                                        GError **error);
guint32       bw_account_index_find    (const guint32 *index, guint64 n_buckets,
                                        const char *strings, const guint32 *ids, const char *id);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwAccountColumns, bw_account_columns_clear)

G_END_DECLS
