/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-tiers-figure.h"

G_BEGIN_DECLS

/* For the tiers figure alone. */
gboolean bw_cadence_count (const BwFigureScope *scope, const BwSelection *selection,
                           BwTierCadence **cadence, guint *n_cadence, GError **error);

G_END_DECLS
