/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-series-figure.h"
#include "figures/bw-series-rows.h"

G_BEGIN_DECLS

/* The most accounts that a median is made of. Beyond them every k-th account is taken, which
 * moves a median by far less than its quartiles lie apart, and the subtitle says so. */
#define BW_PEERS_MOST 2000

/**
 * BwSeriesPeers:
 * @observations: of all peers, each peer's together and rising by date; a date is a date, or
 *   days since the peer's go-live
 * @n_accounts: the peers that have readings
 * @before: (element-type double): of each of those that have both, the mean before go-live
 * @after: (element-type double): and the mean of the last days
 */
typedef struct {
  GArray *observations; /* BwPeerObservation */
  guint   n_accounts;
  GArray *before;
  GArray *after;
} BwSeriesPeers;

void     bw_series_peers_init   (BwSeriesPeers *peers);
void     bw_series_peers_clear  (BwSeriesPeers *peers);
guint32 *bw_series_peers_sample (const guint32 *rows, guint n, guint *n_sample);
gboolean bw_series_peers_read   (BwSeriesPeers *peers, const BwFigureScope *scope,
                                 const guint32 *rows, guint n, const char *metric_key,
                                 gboolean since_go_live, GError **error);

G_END_DECLS
