/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "portfolio/bw-states.h"

G_BEGIN_DECLS

#define BW_TYPE_TREND_LOADER (bw_trend_loader_get_type ())
G_DECLARE_FINAL_TYPE (BwTrendLoader, bw_trend_loader, BW, TREND_LOADER, GObject)

BwTrendLoader *bw_trend_loader_new        (const char *mirror_path, BwSnapshot *snapshot);
const double  *bw_trend_loader_get        (BwTrendLoader *self, guint32 row, gsize *n);
gboolean       bw_trend_loader_is_settled (BwTrendLoader *self);

G_END_DECLS
