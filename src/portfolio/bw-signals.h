/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-triage.h"
#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/**
 * BwSignals:
 *
 * What triage needs to know of every account of a snapshot out of the rows about them, a row each
 * in the order of the snapshot. Immutable and reference counted; any thread may read it.
 */
typedef struct {
  gatomicrefcount         ref_count;
  BwColumnFile           *file;   /* Holds @rows, unless @own does; private. */
  BwAccountSignals       *own;
  BwDate                  as_of;
  guint                   n;
  const BwAccountSignals *rows;
  guint                   edited; /* How many accounts show edits that are not sent yet. */
} BwSignals;

BwSignals *bw_signals_load  (BwMirror *mirror, const BwSnapshot *snapshot,
                             GCancellable *cancellable, GError **error);
BwSignals *bw_signals_ref   (BwSignals *signals);
void       bw_signals_unref (BwSignals *signals);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSignals, bw_signals_unref)

G_END_DECLS
