/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-history.h"

G_BEGIN_DECLS

/* How a history is kept beside the mirror; for the history alone. */

#define BW_HISTORY_KIND 0x48495331u /* "HIS1" */

/* How long the lists of a history are. */
typedef struct {
  guint64 events;
  guint64 costs;
  guint64 signals;
  guint64 metrics;
  guint64 readings;
} BwHistoryCounts;

guint64    bw_history_rules (const BwAccountTable *table);
BwHistory *bw_history_adopt (BwColumnFile *file);
BwHistory *bw_history_begin (const BwAccountTable *table, const BwHistoryCounts *counts,
                             const char *path);

G_END_DECLS
