/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "charts/bw-quadrants-chart.h"
#include "portfolio/bw-states.h"

G_BEGIN_DECLS

/**
 * BwQuadrantsTrails:
 *
 * Where some accounts came from, as the chart draws it.
 */
typedef struct {
  BwStateTrail *states;
  gsize         n;
  BwTrail      *trails; /* (array n), pointing into @states */
} BwQuadrantsTrails;

void               bw_quadrants_trails_load_async  (const char *mirror_path, BwSnapshot *snapshot,
                                                    const guint32 *rows, guint n_rows,
                                                    guint months, GCancellable *cancellable,
                                                    GAsyncReadyCallback callback, gpointer data);
BwQuadrantsTrails *bw_quadrants_trails_load_finish (GAsyncResult *result, GError **error);
void               bw_quadrants_trails_free        (BwQuadrantsTrails *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwQuadrantsTrails, bw_quadrants_trails_free)

G_END_DECLS
