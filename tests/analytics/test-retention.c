/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>

#include "analytics/bw-retention.h"

/* Worked by hand: of 1,000 in four accounts one grew by half, one stayed, one shrank to a third, and
 * one left, whatever the books still say of it. */
static void
test_points (void)
{
  static const BwMoney then[] = { 100, 200, 300, 400 }, now[] = { 150, 200, 100, 400 };
  static const guint8 stayed[] = { 1, 1, 1, 0 };
  BwRetention retention = bw_retention_compute (then, now, stayed, 4);

  g_assert_cmpint (retention.accounts, ==, 4);
  g_assert_cmpint (retention.stayed, ==, 3);
  g_assert_cmpint (retention.then, ==, 1000);
  g_assert_cmpint (retention.now, ==, 450);
  g_assert_cmpint (retention.kept, ==, 400);
  g_assert_cmpfloat_with_epsilon (retention.nrr, 0.45, 1e-12);
  g_assert_cmpfloat_with_epsilon (retention.grr, 0.40, 1e-12);
  g_assert_cmpfloat_with_epsilon (retention.logos, 0.75, 1e-12);
}

static void
test_nothing (void)
{
  static const BwMoney zero[] = { 0 };
  static const guint8 stayed[] = { 1 };
  BwRetention nobody = bw_retention_compute (NULL, NULL, NULL, 0);
  BwRetention unpaid = bw_retention_compute (zero, zero, stayed, 1);

  g_assert_true (isnan (nobody.nrr) && isnan (nobody.grr) && isnan (nobody.logos));
  g_assert_true (isnan (unpaid.nrr) && isnan (unpaid.grr));
  g_assert_cmpfloat (unpaid.logos, ==, 1);
}

static void
test_movements (void)
{
  static const BwMoney moves[BW_N_MOVES] = {
    [BW_MOVE_NEW] = 300,         [BW_MOVE_EXPANSION] = 50, [BW_MOVE_REACTIVATION] = 20,
    [BW_MOVE_CONTRACTION] = -200, [BW_MOVE_CHURN] = -400,   [BW_MOVE_OTHER] = 5,
  };
  static const BwMoney none[BW_N_MOVES] = { 0 };
  BwMovements movements = bw_movements_compute (1000, moves);
  BwMovements still = bw_movements_compute (0, none);

  g_assert_cmpint (movements.end, ==, 775);
  g_assert_cmpfloat_with_epsilon (movements.gross_churn, 0.60, 1e-12);
  g_assert_cmpfloat_with_epsilon (movements.net_churn, 0.53, 1e-12);
  g_assert_cmpfloat_with_epsilon (movements.quick_ratio, 350.0 / 600.0, 1e-12);
  g_assert_cmpint (still.end, ==, 0);
  g_assert_true (isnan (still.gross_churn) && isnan (still.net_churn)
                 && isnan (still.quick_ratio));
  g_assert_cmpint (bw_move_parse ("churn"), ==, BW_MOVE_CHURN);
  g_assert_cmpint (bw_move_parse ("merger"), ==, BW_MOVE_OTHER);
  g_assert_cmpint (bw_move_parse (NULL), ==, BW_MOVE_OTHER);
}

/* A sum beyond what money can hold stays at the largest amount. */
static void
test_huge (void)
{
  static const BwMoney huge[] = { G_MAXINT64 - 1, G_MAXINT64 - 1 };
  static const guint8 stayed[] = { 1, 1 };
  BwRetention retention = bw_retention_compute (huge, huge, stayed, 2);

  g_assert_cmpint (retention.then, ==, G_MAXINT64);
  g_assert_cmpfloat (retention.nrr, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/retention/points", test_points);
  g_test_add_func ("/retention/nothing", test_nothing);
  g_test_add_func ("/retention/movements", test_movements);
  g_test_add_func ("/retention/huge", test_huge);
  return g_test_run ();
}
