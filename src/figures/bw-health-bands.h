/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-figure.h"
#include "figures/bw-own-call.h"

G_BEGIN_DECLS

typedef struct {
  guint   accounts;
  BwMoney arr;
  double  share_accounts; /* Of all accounts of the selection, those without an index included. */
  double  share_arr;      /* NaN without ARR, as above without accounts. */
} BwBandTotal;

/**
 * BwHealthBands:
 *
 * The accounts of the scope by the band of their success index, and those that their CSM calls
 * otherwise. Needs the scope's mirror.
 */
typedef struct {
  BwFigure     head;
  BwDate       as_of;
  guint        n;
  guint        whole;
  guint        n_bands;
  BwBandTotal  bands[BW_MAX_BANDS];
  BwBandTotal  unknown;    /* Without an index. */
  guint        called;     /* Accounts with an own call. */
  guint        n_disagree;
  guint32     *disagree;   /* Rows of the snapshot, by ARR, the largest first. */
  BwOwnCall   *calls;      /* (array): a row of the snapshot each. */
} BwHealthBands;

BwHealthBands *bw_health_bands_compute (const BwFigureScope *scope, GError **error);
void           bw_health_bands_free    (BwHealthBands *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHealthBands, bw_health_bands_free)

G_END_DECLS
