/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/**
 * BwAccountFilter:
 *
 * Which accounts to show. A list of words means "one of these"; different lists must all hold;
 * an empty filter lets everything pass. The empty word stands for accounts that have none. It
 * names words and ids and not places, so it stays good over dates, refreshes and portfolios.
 */
typedef struct _BwAccountFilter BwAccountFilter;

typedef enum {
  BW_ACCOUNT_FILTER_OWNER,    /* A person's id or name. */
  BW_ACCOUNT_FILTER_TIER,     /* top, leveraged, scalable */
  BW_ACCOUNT_FILTER_INDUSTRY,
  BW_ACCOUNT_FILTER_REGION,
  BW_ACCOUNT_FILTER_STAGE,
  BW_ACCOUNT_FILTER_QUADRANT, /* success, fix_expectations, fix_cost, review, unknown */
  BW_ACCOUNT_FILTER_AREA,     /* at_risk, advocates, between, unknown: by the success index */
  BW_ACCOUNT_FILTER_FLAG,     /* recoverable, business_risk, strategic, silent, keep */
  BW_ACCOUNT_FILTER_ID,       /* An account's id: a selection made by hand. */
  BW_N_ACCOUNT_FILTER_FIELDS
} BwAccountFilterField;

/**
 * BwSelection:
 *
 * Rows of a snapshot, rising unless they were sorted. @whole says that no account was left out.
 */
typedef struct {
  guint    n;
  guint32 *rows;
  gboolean whole;
} BwSelection;

BwAccountFilter   *bw_account_filter_new        (void);
BwAccountFilter   *bw_account_filter_copy       (const BwAccountFilter *filter);
void               bw_account_filter_free       (BwAccountFilter *filter);
BwAccountFilter   *bw_account_filter_parse      (const char *expression, GError **error);
char              *bw_account_filter_to_string  (const BwAccountFilter *filter);
gboolean           bw_account_filter_is_empty   (const BwAccountFilter *filter);
gboolean           bw_account_filter_equal      (const BwAccountFilter *a,
                                                 const BwAccountFilter *b);
void               bw_account_filter_set_search (BwAccountFilter *filter, const char *text);
const char        *bw_account_filter_get_search (const BwAccountFilter *filter);
void               bw_account_filter_set_words  (BwAccountFilter *filter,
                                                 BwAccountFilterField field,
                                                 const char *const *words);
const char *const *bw_account_filter_get_words  (const BwAccountFilter *filter,
                                                 BwAccountFilterField field);
void               bw_account_filter_narrow     (BwAccountFilter *filter,
                                                 const BwAccountFilter *by);
BwSelection       *bw_account_filter_apply      (const BwSnapshot *snapshot,
                                                 const BwAccountFilter *filter);

BwSelection       *bw_selection_new_all         (const BwSnapshot *snapshot);
BwSelection       *bw_selection_new_rows        (const guint32 *rows, guint n);
BwSelection       *bw_selection_pair            (const BwSelection *selection,
                                                 const BwSnapshot *snapshot,
                                                 const BwSnapshot *other);
void               bw_selection_free            (BwSelection *selection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountFilter, bw_account_filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSelection, bw_selection_free)

G_END_DECLS
