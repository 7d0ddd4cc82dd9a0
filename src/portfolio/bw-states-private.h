/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-state-columns.h"
#include "portfolio/bw-states.h"

G_BEGIN_DECLS

/* For the snapshots and states of this folder alone. */
BwStateColumns *bw_states_open (const char *mirror_path, const BwAccountTable *table, BwDate date);
GPtrArray      *bw_states_make (BwMirror *mirror, const BwAccountTable *table, const BwDate *dates,
                                guint n_dates, BwStatesProgress progress, gpointer user_data,
                                GCancellable *cancellable, GError **error);

G_END_DECLS
