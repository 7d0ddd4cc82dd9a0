/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-triage.h"
#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/**
 * BwOwnCall:
 * @source: what it was read from
 * @band: its place among the policy's bands; -1 without a call
 * @index: 0..100, what the band was made from; NaN where it comes of a severity, and without a call
 * @said_on: when the reading was made, or the risk was opened
 *
 * What the CSM says of an account, whatever the scorecards say.
 */
typedef struct {
  BwOwnCallSource source;
  int             band;
  double          index;
  BwDate          said_on;
} BwOwnCall;

BwOwnCall  *bw_own_calls_read      (BwMirror *mirror, const BwSnapshot *snapshot, GError **error);
gboolean    bw_own_call_read       (BwMirror *mirror, const BwAccountTable *table,
                                    const char *account_id, BwDate date, BwOwnCall *call,
                                    GError **error);
gboolean    bw_own_call_disagrees  (const BwOwnCall *call, int band);
const char *bw_own_call_word       (BwOwnCallSource source);
char       *bw_own_call_describe   (const BwOwnCall *call, BwDate as_of);
const char *bw_own_call_definition (void);

G_END_DECLS
