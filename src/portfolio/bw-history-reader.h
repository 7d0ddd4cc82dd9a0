/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-history.h"

G_BEGIN_DECLS

/* Who wants to hear how far it is, and may stop it. */
typedef struct {
  BwStatesProgress  progress;    /* (nullable) */
  gpointer          user_data;   /* Of @progress. */
  GCancellable     *cancellable; /* (nullable) */
} BwHistoryReading;

BwHistory *bw_history_read_all  (BwMirror *mirror, const BwAccountTable *table, const char *path,
                                 const BwHistoryReading *how, GError **error);
BwHistory *bw_history_read_some (BwMirror *mirror, const BwAccountTable *table,
                                 const guint8 *wanted, guint n_wanted,
                                 const BwHistoryReading *how, GError **error);

G_END_DECLS
