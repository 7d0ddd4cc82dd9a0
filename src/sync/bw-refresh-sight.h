/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/bw-refresh.h"

G_BEGIN_DECLS

gboolean bw_refresh_sight_changed (const BwRefreshSetup  *setup,
                                   BwStaging             *staging,
                                   gint64                 overlap,
                                   gboolean              *changed,
                                   GCancellable          *cancellable,
                                   GError               **error);

G_END_DECLS
