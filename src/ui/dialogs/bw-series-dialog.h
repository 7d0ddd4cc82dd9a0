/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-series-figure.h"

G_BEGIN_DECLS

/**
 * BwSeriesPicked:
 * @account_id: (nullable): whose series, %NULL for that of all accounts
 * @metric_key: (nullable): of what, %NULL for the one that says most
 */
typedef void (*BwSeriesPicked) (const char *account_id, const char *metric_key, gpointer data);

AdwDialog *bw_series_dialog_new (BwSnapshot *snapshot, const char *mirror_path,
                                 BwSeriesPicked picked, gpointer data);

G_END_DECLS
