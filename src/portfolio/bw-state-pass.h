/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-history.h"
#include "portfolio/bw-state-columns.h"

G_BEGIN_DECLS

gboolean bw_state_pass_run (const BwHistory *history, const BwAccountTable *table,
                            BwStateColumns **columns, guint n_columns, GCancellable *cancellable,
                            GError **error);

G_END_DECLS
