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

/* An account that is in another band than on the earlier day. */
typedef struct {
  guint32 row;    /* Of the snapshot. */
  int     before; /* A band, -1 without an index. */
  int     now;
} BwBandMove;

/**
 * BwHealthBands:
 * @head: the bands
 * @moves: who is in another band than on the day compared with; its title says so when there is
 *   none such day
 * @calls_head: whose CSM calls it otherwise
 * @compared_as_of: the earlier day, %BW_DATE_NONE without one
 * @before: as @bands, of the accounts that passed the filter on the earlier day
 * @flow: how many accounts came out of which band (first) into which (second). The place after the
 *   bands is for those without an index, the one after that for those that were not there, or are
 *   not any more.
 * @moved: those there on both days; who fell first, then who lost the index, who rose and who got
 *   one, each by ARR
 *
 * The accounts of the scope by the band of their success index, how that changed, and those that
 * their CSM calls otherwise. Needs the scope's mirror.
 */
typedef struct {
  BwFigure     head;
  BwFigure     moves;
  BwFigure     calls_head;
  BwDate       as_of;
  char        *currency;
  BwSnapshot  *snapshot;
  guint        n;
  guint32     *rows;       /* Of the snapshot: the accounts, rising. */
  guint        whole;
  guint        n_bands;
  BwBandTotal  bands[BW_MAX_BANDS];
  BwBandTotal  unknown;    /* Without an index. */
  BwDate       compared_as_of;
  guint        n_before;
  BwBandTotal  before[BW_MAX_BANDS];
  BwBandTotal  unknown_before;
  guint        flow[BW_MAX_BANDS + 2][BW_MAX_BANDS + 2];
  guint        n_moved;
  BwBandMove  *moved;
  guint        n_fell;     /* Of them, those with an index on both days; as the next. */
  guint        n_rose;
  guint        called;     /* Accounts with an own call. */
  guint        n_disagree;
  guint32     *disagree;   /* Rows of the snapshot, by ARR, the largest first. */
  BwOwnCall   *calls;      /* (array): a row of the snapshot each. */
} BwHealthBands;

BwHealthBands *bw_health_bands_compute (const BwFigureScope *scope, GError **error);
BwSelection   *bw_health_bands_select  (const BwHealthBands *figure, int band);
char          *bw_band_move_describe   (const BwHealthBands *figure, const BwBandMove *move);
void           bw_health_bands_free    (BwHealthBands *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwHealthBands, bw_health_bands_free)

G_END_DECLS
