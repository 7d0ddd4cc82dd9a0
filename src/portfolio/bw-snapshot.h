/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-quadrants.h"
#include "portfolio/bw-account-table.h"

G_BEGIN_DECLS

#define BW_PORTFOLIO_ERROR (bw_portfolio_error_quark ())

/**
 * BwPortfolioError:
 * @BW_PORTFOLIO_ERROR_EMPTY: the mirror holds no account at all
 * @BW_PORTFOLIO_ERROR_DATA: something in the mirror cannot be read; the message names it
 * @BW_PORTFOLIO_ERROR_NOT_FOUND: an account or a metric was asked for that is not there
 * @BW_PORTFOLIO_ERROR_SYNTAX: a filter or a measure that cannot be understood
 */
typedef enum {
  BW_PORTFOLIO_ERROR_EMPTY,
  BW_PORTFOLIO_ERROR_DATA,
  BW_PORTFOLIO_ERROR_NOT_FOUND,
  BW_PORTFOLIO_ERROR_SYNTAX,
} BwPortfolioError;

GQuark bw_portfolio_error_quark (void);

/**
 * BwSnapshot:
 *
 * The portfolio of one date: the accounts active on @as_of, a row each, in rising order of @slot.
 * A slot belongs to one account for good, so the rows of two dates pair by a merge of @slot.
 * Immutable and reference counted; any thread may read it.
 *
 * Money is minor units of the company's currency. Unknown is NaN, %BW_MONEY_NONE or
 * %BW_DATE_NONE. Everything comes from what was known on @as_of: a reading, an event or a cost
 * of a later date counts for nothing.
 */
typedef struct {
  gatomicrefcount  ref_count;
  BwColumnFile    *file;          /* Holds the arrays below; private. */
  BwDate           as_of;
  BwAccountTable  *table;
  gint64           generation;
  guint            n;
  const guint32   *slot;
  const guint32   *account;       /* Place in @table. */

  const BwMoney   *mrr;           /* Sum of mrr_delta effective on or before as_of. */
  const BwMoney   *cmrr;          /* The same by committed_on (effective_on where that is null). */
  const BwMoney   *arr;           /* 12 times MRR. */
  const BwMoney   *revenue;       /* Trailing twelve months: MRR at as_of less 0 to 11 months. */
  const BwMoney   *cost;          /* Service costs of those months; NONE without a row. */
  const BwMoney   *profit;        /* Revenue less cost; NONE when the cost is unknown. */
  const double    *margin;        /* -1..1; NaN without cost or without revenue. */
  const double    *happiness;     /* -1..1 */
  const double    *outcome;       /* 0..100, as the next two. */
  const double    *experience;
  const double    *success_index;
  const float     *dimension[BW_N_DIMENSIONS]; /* 0..100; NULL where no metric measures it. */
  const guint8    *tier;          /* BwTier, over the whole portfolio of the date. */
  const guint8    *quadrant;      /* BwQuadrant, BW_QUADRANT_UNKNOWN included. */
  const guint8    *flags;         /* BwQuadrantFlags */
  const BwDate    *last_signal_on;/* Latest reading, interaction, ticket, request or answer. */
  const guint8    *n_stale;       /* Readings past their date. */
  const guint8    *n_missing;     /* Metrics that were never read. */
} BwSnapshot;

/* Called now and then while the mirror is read: so many of so many rows. Any thread. */
typedef void (*BwStatesProgress) (guint64 done, guint64 total, gpointer user_data);

BwSnapshot *bw_snapshot_load        (BwMirror *mirror, BwDate as_of, GCancellable *cancellable,
                                     GError **error);
BwSnapshot *bw_snapshot_load_beside (BwMirror *mirror, BwSnapshot *beside, BwDate as_of,
                                     GCancellable *cancellable, GError **error);
BwSnapshot *bw_snapshot_load_telling (BwMirror *mirror, BwSnapshot *beside, BwDate as_of,
                                      BwStatesProgress progress, gpointer user_data,
                                      GCancellable *cancellable, GError **error);
void        bw_snapshot_load_async  (const char *mirror_path, BwSnapshot *beside, BwDate as_of,
                                     GCancellable *cancellable, GAsyncReadyCallback callback,
                                     gpointer user_data);
BwSnapshot *bw_snapshot_load_finish (GAsyncResult *result, GError **error);
BwSnapshot *bw_snapshot_ref         (BwSnapshot *snapshot);
void        bw_snapshot_unref       (BwSnapshot *snapshot);
guint32     bw_snapshot_find_slot   (const BwSnapshot *snapshot, guint32 slot);
guint32     bw_snapshot_find_account (const BwSnapshot *snapshot, const char *id);
guint32     bw_snapshot_pair        (const BwSnapshot *snapshot, guint32 row,
                                     const BwSnapshot *other);

/* Up to which day the team's own work counts. It is dated by the clock, which may be ahead of the
 * data: on the latest day all of it does, or what somebody has just saved would not be seen. */
static inline BwDate
bw_snapshot_work_until (const BwSnapshot *snapshot)
{
  return snapshot->as_of >= snapshot->table->data_until ? G_MAXINT32 : snapshot->as_of;
}

static inline const char *
bw_snapshot_id (const BwSnapshot *snapshot, guint32 row)
{
  return bw_account_table_id (snapshot->table, snapshot->account[row]);
}

static inline const char *
bw_snapshot_name (const BwSnapshot *snapshot, guint32 row)
{
  return bw_account_table_name (snapshot->table, snapshot->account[row]);
}

/* NULL when nobody owns the account. */
static inline const BwPerson *
bw_snapshot_owner (const BwSnapshot *snapshot, guint32 row)
{
  guint32 owner = snapshot->table->owner[snapshot->account[row]];

  return owner == BW_INDEX_NONE ? NULL : &snapshot->table->people[owner];
}

/* NULL when the account has none; the same for the two below. */
static inline const char *
bw_snapshot_industry (const BwSnapshot *snapshot, guint32 row)
{
  guint32 word = snapshot->table->industry[snapshot->account[row]];

  return word == BW_INDEX_NONE ? NULL : snapshot->table->industries[word];
}

static inline const char *
bw_snapshot_region (const BwSnapshot *snapshot, guint32 row)
{
  guint32 word = snapshot->table->region[snapshot->account[row]];

  return word == BW_INDEX_NONE ? NULL : snapshot->table->regions[word];
}

static inline const char *
bw_snapshot_stage (const BwSnapshot *snapshot, guint32 row)
{
  guint32 word = snapshot->table->stage[snapshot->account[row]];

  return word == BW_INDEX_NONE ? NULL : snapshot->table->stages[word];
}

static inline BwDate
bw_snapshot_go_live_on (const BwSnapshot *snapshot, guint32 row)
{
  return snapshot->table->go_live_on[snapshot->account[row]];
}

static inline BwDate
bw_snapshot_renewal_on (const BwSnapshot *snapshot, guint32 row)
{
  return snapshot->table->renewal_on[snapshot->account[row]];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSnapshot, bw_snapshot_unref)

G_END_DECLS
