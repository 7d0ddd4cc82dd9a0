/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/**
 * BwFilter:
 *
 * Which accounts to show. A list of words means "one of these"; different lists must all hold;
 * an empty filter lets everything pass. The empty word stands for accounts that have none. It
 * names words and ids and not places, so it stays good over dates, refreshes and portfolios.
 */
typedef struct _BwFilter BwFilter;

typedef enum {
  BW_FILTER_OWNER,    /* A person's id or name. */
  BW_FILTER_TIER,     /* top, leveraged, scalable */
  BW_FILTER_INDUSTRY,
  BW_FILTER_REGION,
  BW_FILTER_STAGE,
  BW_FILTER_QUADRANT, /* success, fix_expectations, fix_cost, review, unknown */
  BW_FILTER_AREA,     /* at_risk, advocates, between, unknown: by the success index */
  BW_FILTER_FLAG,     /* recoverable, business_risk, strategic, silent, keep */
  BW_FILTER_ID,       /* An account's id: a selection made by hand. */
  BW_N_FILTER_FIELDS
} BwFilterField;

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

BwFilter    *bw_filter_new        (void);
BwFilter    *bw_filter_copy       (const BwFilter *filter);
void         bw_filter_free       (BwFilter *filter);
BwFilter    *bw_filter_parse      (const char *expression, GError **error);
char        *bw_filter_to_string  (const BwFilter *filter);
gboolean     bw_filter_is_empty   (const BwFilter *filter);
gboolean     bw_filter_equal      (const BwFilter *a, const BwFilter *b);
void         bw_filter_set_search (BwFilter *filter, const char *text);
const char  *bw_filter_get_search (const BwFilter *filter);
void         bw_filter_set_words  (BwFilter *filter, BwFilterField field,
                                   const char *const *words);
const char *const *bw_filter_get_words (const BwFilter *filter, BwFilterField field);
BwSelection *bw_filter_apply      (const BwSnapshot *snapshot, const BwFilter *filter);

BwSelection *bw_selection_new_all  (const BwSnapshot *snapshot);
BwSelection *bw_selection_new_rows (const guint32 *rows, guint n);
BwSelection *bw_selection_pair     (const BwSelection *selection, const BwSnapshot *snapshot,
                                    const BwSnapshot *other);
void         bw_selection_free     (BwSelection *selection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFilter, bw_filter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSelection, bw_selection_free)

G_END_DECLS
