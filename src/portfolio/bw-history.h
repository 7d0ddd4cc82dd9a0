/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-column-file.h"
#include "portfolio/bw-states.h"

G_BEGIN_DECLS

/* Passes over the accounts go by blocks of so many; what lies behind need not be at hand. */
#define BW_ACCOUNTS_AT_HAND 32768

typedef struct {
  BwDate  committed_on; /* effective_on where it is not said. */
  BwDate  effective_on;
  BwMoney delta;
} BwPastEvent;

typedef struct {
  BwMoney amount;
  BwDate  month;
  guint32 unused;
} BwPastCost;

/* The readings of one metric, rising by date; they end where those of the next metric begin. */
typedef struct {
  guint32 metric; /* Place in the metrics of the table. */
  guint32 first;  /* Counted from the first reading of the account. */
} BwPastMetric;

/* Where in the lists of the history the past of an account stands, each part in one piece. */
typedef struct {
  guint64 event;
  guint64 cost;
  guint64 signal;
  guint64 metric;
  guint64 reading;
  guint32 n_events;
  guint32 n_costs;   /* Rising by month. */
  guint32 n_signals; /* In no order. */
  guint32 n_metrics; /* Rising by metric. */
  guint32 n_readings;
  guint32 unused;
} BwPast;

/**
 * BwHistory:
 *
 * All of the mirror that the states of a date come from, account by account and without what the
 * states do not need: some 300 bytes an account in place of a row of the mirror for each. It is
 * kept in a file beside the mirror, so that a date that nobody has looked at before is one pass
 * over memory, and a refresh reads only the accounts that it touched.
 *
 * The accounts are those of a #BwAccountTable, in its order. Immutable.
 */
typedef struct {
  BwColumnFile       *file;    /* NULL where the lists lie in memory on their own. */
  guint               n;
  const guint32      *slot;
  const BwPast       *past;
  const BwPastEvent  *events;
  const BwPastCost   *costs;
  const BwDate       *signals; /* Days of talks, tickets, requests and answers. */
  const BwPastMetric *metrics;
  const BwDate       *read_on; /* As @values: the readings that are not null. */
  const double       *values;
} BwHistory;

BwHistory *bw_history_load (BwMirror *mirror, const BwAccountTable *table,
                            BwStatesProgress progress, gpointer user_data,
                            GCancellable *cancellable, GError **error);
void       bw_history_free (BwHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHistory, bw_history_free)

G_END_DECLS
