/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-column-file.h"
#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/**
 * BwStateColumns:
 *
 * The accounts active on one date and how they stood: what a snapshot shows, while it is being
 * made. @row_of is the row of every account of the table, #BW_INDEX_NONE where it was not active.
 */
typedef struct {
  BwDate        as_of;
  guint         n;
  BwColumnFile *file;
  guint32      *row_of;  /* (nullable): only while states are made. */
  guint32      *slot;
  guint32      *account;
  BwMoney      *mrr;
  BwMoney      *cmrr;
  BwMoney      *arr;
  BwMoney      *revenue;
  BwMoney      *cost;
  BwMoney      *profit;
  double       *margin;
  double       *happiness;
  double       *outcome;
  double       *experience;
  double       *success_index;
  float        *dimension[BW_N_DIMENSIONS];
  guint8       *tier;
  guint8       *quadrant;
  guint8       *flags;
  BwDate       *last_signal_on;
  guint8       *n_stale;
  guint8       *n_missing;
} BwStateColumns;

BwStateColumns *bw_state_columns_new    (const BwAccountTable *table, BwDate as_of,
                                         const char *path, GError **error);
BwStateColumns *bw_state_columns_map    (const char *path);
gboolean        bw_state_columns_fit    (const BwStateColumns *columns,
                                         const BwAccountTable *table);
void            bw_state_columns_finish (BwStateColumns *columns, const BwAccountTable *table);
BwSnapshot     *bw_state_columns_snapshot (const BwStateColumns *columns, BwAccountTable *table);
void            bw_state_columns_free   (BwStateColumns *columns);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwStateColumns, bw_state_columns_free)

G_END_DECLS
