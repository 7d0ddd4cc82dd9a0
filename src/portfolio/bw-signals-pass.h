/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analytics/bw-triage.h"
#include "portfolio/bw-snapshot.h"

G_BEGIN_DECLS

/* For the signals of this folder alone. */
gboolean bw_signals_pass_run (BwMirror *mirror, const BwSnapshot *snapshot, const char *schema,
                              BwAccountSignals *rows, const guint8 *wanted, guint n_wanted,
                              GCancellable *cancellable, GError **error);

G_END_DECLS
