/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-state-columns.h"
#include "portfolio/bw-states.h"

G_BEGIN_DECLS

/* Amounts beyond this, either way, are taken for mistakes: they would overflow sums. */
#define BW_LARGEST_AMOUNT G_GINT64_CONSTANT (1000000000000000)

gboolean bw_state_pass_run (BwMirror *mirror, const BwAccountTable *table,
                            BwStateColumns **columns, guint n_columns, const guint8 *wanted,
                            guint n_wanted, BwStatesProgress progress, gpointer user_data,
                            GCancellable *cancellable, GError **error);

G_END_DECLS
