/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-money.h"

G_BEGIN_DECLS

/**
 * BwRetention:
 *
 * What became of the customers of an earlier day, point to point: of the accounts that were active
 * then, what they pay now beside what they paid. What they did in between does not count, and who
 * came since does not either.
 */
typedef struct {
  guint   accounts; /* Active on the earlier day. */
  guint   stayed;   /* Of them, active on the later one. */
  BwMoney then;     /* Their MRR on the earlier day, */
  BwMoney now;      /* on the later, */
  BwMoney kept;     /* and of each the smaller of the two. */
  double  nrr;      /* now / then; NaN without MRR, as the next. */
  double  grr;      /* kept / then */
  double  logos;    /* stayed / accounts; NaN without accounts. */
} BwRetention;

typedef enum {
  BW_MOVE_NEW,
  BW_MOVE_EXPANSION,
  BW_MOVE_REACTIVATION,
  BW_MOVE_CONTRACTION,
  BW_MOVE_CHURN,
  BW_MOVE_OTHER, /* Of a kind that is not known: it counts, so that the bridge holds. */
  BW_N_MOVES
} BwMove;

/**
 * BwMovements:
 *
 * The bridge from MRR to MRR by what was booked in between: @start and all of @moves add up to @end
 * exactly. Unlike point to point, an account that grew and then shrank is counted on both sides.
 */
typedef struct {
  BwMoney start;
  BwMoney moves[BW_N_MOVES]; /* With their signs. */
  BwMoney end;
  double  gross_churn;       /* Lost by churn and contraction, of @start; NaN without one. */
  double  net_churn;         /* The same less expansion and reactivation. */
  double  quick_ratio;       /* New and expansion over churn and contraction; NaN without these. */
} BwMovements;

BwMove      bw_move_parse        (const char *word);
BwRetention bw_retention_compute (const BwMoney *then, const BwMoney *now, const guint8 *stayed,
                                  gsize n);
BwMovements bw_movements_compute (BwMoney start, const BwMoney moves[BW_N_MOVES]);

G_END_DECLS
