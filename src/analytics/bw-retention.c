/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-retention.h"

#include <math.h>

static const char *const move_words[] = { "new", "expansion", "reactivation", "contraction",
                                          "churn" };

/**
 * bw_move_parse:
 * @word: (nullable): a kind of revenue event as the backend writes it
 *
 * Returns: the movement, %BW_MOVE_OTHER when the word is not known
 */
BwMove
bw_move_parse (const char *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (move_words); i++)
    {
      if (g_strcmp0 (move_words[i], word) == 0)
        return i;
    }
  return BW_MOVE_OTHER;
}

/* A sum too large for money stays at the largest amount. */
static BwMoney
plus (BwMoney a, BwMoney b)
{
  BwMoney sum;

  return bw_money_add (a, b, &sum) ? sum : b > 0 ? G_MAXINT64 : -G_MAXINT64;
}

/**
 * bw_retention_compute:
 * @then: (array length=n): MRR of each account on the earlier day
 * @now: (array length=n): on the later day; what it says of an account that left does not count
 * @stayed: (array length=n): whether the account is still active
 * @n: accounts that were active on the earlier day; may be 0
 *
 * NRR = sum MRR(t1) / sum MRR(t0), GRR = sum min(MRR(t1), MRR(t0)) / sum MRR(t0), over the accounts
 * active at t0.
 *
 * Returns: the retention point to point
 */
BwRetention
bw_retention_compute (const BwMoney *then, const BwMoney *now, const guint8 *stayed, gsize n)
{
  BwRetention retention = { .accounts = (guint) n, .nrr = NAN, .grr = NAN, .logos = NAN };

  for (gsize i = 0; i < n; i++)
    {
      BwMoney left = stayed[i] ? now[i] : 0;

      retention.stayed += stayed[i] != 0;
      retention.then = plus (retention.then, then[i]);
      retention.now = plus (retention.now, left);
      retention.kept = plus (retention.kept, MIN (left, then[i]));
    }
  if (retention.then > 0)
    {
      retention.nrr = (double) retention.now / (double) retention.then;
      retention.grr = (double) retention.kept / (double) retention.then;
    }
  if (n > 0)
    retention.logos = (double) retention.stayed / (double) n;
  return retention;
}

/**
 * bw_movements_compute:
 * @start: MRR on the earlier day
 * @moves: what was booked after it up to the later day, by kind, with its sign
 *
 * Returns: the bridge and its rates; gross churn = (churn + contraction) / start, net churn the
 *   same less expansion and reactivation, quick ratio = (new + expansion) / (contraction + churn)
 */
BwMovements
bw_movements_compute (BwMoney start, const BwMoney moves[BW_N_MOVES])
{
  BwMovements result = { .start = start, .end = start, .gross_churn = NAN, .net_churn = NAN,
                         .quick_ratio = NAN };
  double lost = -((double) moves[BW_MOVE_CHURN] + (double) moves[BW_MOVE_CONTRACTION]);
  double gained = (double) moves[BW_MOVE_EXPANSION] + (double) moves[BW_MOVE_REACTIVATION];

  for (guint i = 0; i < BW_N_MOVES; i++)
    {
      result.moves[i] = moves[i];
      result.end = plus (result.end, moves[i]);
    }
  if (start > 0)
    {
      result.gross_churn = lost / (double) start;
      result.net_churn = (lost - gained) / (double) start;
    }
  if (lost > 0)
    result.quick_ratio
      = ((double) moves[BW_MOVE_NEW] + (double) moves[BW_MOVE_EXPANSION]) / lost;
  return result;
}
