/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-quadrants.h"
#include "near.h"

static void
test_borders (void)
{
  static const struct {
    double     happiness;
    double     margin;
    BwQuadrant quadrant;
  } known[] = {
    { 0.1, 0.1, BW_QUADRANT_SUCCESS },     { -0.1, 0.1, BW_QUADRANT_FIX_EXPECTATIONS },
    { 0, 0.1, BW_QUADRANT_FIX_EXPECTATIONS }, { 0.1, -0.1, BW_QUADRANT_FIX_COST },
    { 0.1, 0, BW_QUADRANT_FIX_COST },      { -0.1, -0.1, BW_QUADRANT_REVIEW },
    { 0, 0, BW_QUADRANT_REVIEW },          { 1, 1, BW_QUADRANT_SUCCESS },
    { NAN, 0.5, BW_QUADRANT_UNKNOWN },     { 0.5, NAN, BW_QUADRANT_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpint (bw_quadrant_of (known[i].happiness, known[i].margin), ==, known[i].quadrant);
}

static void
test_margin (void)
{
  g_assert_cmpfloat (bw_quadrant_margin (1000, 250), ==, 0.75);
  g_assert_cmpfloat (bw_quadrant_margin (1000, 1000), ==, 0);
  g_assert_cmpfloat (bw_quadrant_margin (1000, 0), ==, 1);
  g_assert_cmpfloat (bw_quadrant_margin (1000, 5000), ==, -1);
  g_assert_cmpfloat (bw_quadrant_margin (1000, -5), ==, 1);
  g_assert_cmpfloat (bw_quadrant_margin (1, G_MAXINT64), ==, -1);
  assert_nan (bw_quadrant_margin (0, 10));
  assert_nan (bw_quadrant_margin (-10, 10));
  assert_nan (bw_quadrant_margin (BW_MONEY_NONE, 10));
  assert_nan (bw_quadrant_margin (1000, BW_MONEY_NONE));
}

static void
test_level (void)
{
  assert_near (bw_quadrant_level (1, 1), sqrt (2), 1e-15);
  g_assert_cmpfloat (bw_quadrant_level (0.4, -0.4), ==, 0);
  assert_nan (bw_quadrant_level (NAN, 1));
  assert_nan (bw_quadrant_level (1, NAN));
}

static void
test_words (void)
{
  g_assert_cmpstr (bw_quadrant_word (BW_QUADRANT_SUCCESS), ==, "success");
  g_assert_cmpstr (bw_quadrant_word (BW_QUADRANT_REVIEW), ==, "review");
  g_assert_cmpstr (bw_quadrant_word (BW_QUADRANT_UNKNOWN), ==, "unknown");
  for (BwQuadrant i = 0; i <= BW_QUADRANT_UNKNOWN; i++)
    g_assert_cmpstr (bw_quadrant_title (i), !=, "");
}

/* Nine accounts by hand. The known profits are -50 0 10 20 30 40 90 100: the type-7 quantile at
 * 0.75 stands at place 5.25, 40 + 0.25 * 50 = 52.5, so that the top quartile begins at 53. */
static void
test_portfolio (void)
{
  static const double happiness[] = { 0.8, 0.1, -0.15, -0.2, 0.4, -0.3, -0.2, NAN, 0.5 };
  static const double margin[] = { 0.5, 0.4, 0.3, -0.24, -0.5, -0.1, -0.25, 0.9, NAN };
  static const BwMoney profit[] = { 40, 100, 90, 0, 10, 20, -50, 30, BW_MONEY_NONE };
  static const BwMoney arr[] = { 1000, 900, 800, 700, 600, 500, 400, 300, BW_MONEY_NONE };
  const BwQuadrantsInput input = { 9, happiness, margin, profit, arr };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autoptr (BwQuadrants) quadrants = bw_quadrants_compute (&input, policy);

  g_assert_cmpint (quadrants->profit_top_quartile, ==, 53);
  g_assert_cmpuint (quadrants->totals[BW_QUADRANT_SUCCESS].accounts, ==, 2);
  g_assert_cmpint (quadrants->totals[BW_QUADRANT_SUCCESS].arr, ==, 1900);
  g_assert_cmpint (quadrants->totals[BW_QUADRANT_SUCCESS].profit, ==, 140);
  g_assert_cmpuint (quadrants->totals[BW_QUADRANT_FIX_EXPECTATIONS].accounts, ==, 1);
  g_assert_cmpuint (quadrants->totals[BW_QUADRANT_FIX_COST].accounts, ==, 1);
  g_assert_cmpuint (quadrants->totals[BW_QUADRANT_REVIEW].accounts, ==, 3);
  g_assert_cmpint (quadrants->totals[BW_QUADRANT_REVIEW].profit, ==, -30);
  g_assert_cmpuint (quadrants->unknown.accounts, ==, 2);
  g_assert_cmpint (quadrants->unknown.arr, ==, 300);
  g_assert_cmpint (quadrants->unknown.profit, ==, 30);

  /* Of the three under review one is too unhappy, and one stands on the border of the margin. */
  g_assert_cmpuint (quadrants->recoverable, ==, 1);
  g_assert_cmpuint (quadrants->flags[3], ==, BW_ACCOUNT_RECOVERABLE);
  g_assert_cmpuint (quadrants->flags[5], ==, 0);
  g_assert_cmpuint (quadrants->flags[6], ==, 0);

  g_assert_cmpuint (quadrants->business_risk.accounts, ==, 2);
  g_assert_cmpint (quadrants->business_risk.arr, ==, 1700);
  g_assert_cmpuint (quadrants->flags[1], ==, BW_ACCOUNT_BUSINESS_RISK);
  g_assert_cmpuint (quadrants->flags[2], ==, BW_ACCOUNT_BUSINESS_RISK);
  g_assert_cmpuint (quadrants->flags[0], ==, 0);
}

static void
test_empty (void)
{
  static const double unknown[] = { NAN };
  static const BwMoney none[] = { BW_MONEY_NONE };
  const BwQuadrantsInput nobody = { 0 }, one = { 1, unknown, unknown, none, none };
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autoptr (BwQuadrants) empty = bw_quadrants_compute (&nobody, policy);
  g_autoptr (BwQuadrants) single = bw_quadrants_compute (&one, policy);

  g_assert_cmpint (empty->profit_top_quartile, ==, BW_MONEY_NONE);
  g_assert_cmpuint (empty->unknown.accounts, ==, 0);
  g_assert_cmpuint (single->unknown.accounts, ==, 1);
  g_assert_cmpint (single->unknown.arr, ==, 0);
  g_assert_cmpuint (single->flags[0], ==, 0);
}

/* Whatever comes in, every account is counted once and so is its money. */
static void
test_totals_add_up (void)
{
  GRand *random = g_rand_new_with_seed (31);
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  for (guint round = 0; round < 50; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 0, 500);
      g_autofree double *happiness = g_new (double, n), *margin = g_new (double, n);
      g_autofree BwMoney *profit = g_new (BwMoney, n), *arr = g_new (BwMoney, n);
      const BwQuadrantsInput input = { n, happiness, margin, profit, arr };
      g_autoptr (BwQuadrants) quadrants = NULL;
      BwMoney total_arr = 0, total_profit = 0;
      guint accounts, in_top = 0, known = 0;

      for (gsize i = 0; i < n; i++)
        {
          happiness[i] = g_rand_int_range (random, 0, 8) == 0 ? NAN
                                                              : g_rand_double_range (random, -1, 1);
          margin[i] = g_rand_int_range (random, 0, 8) == 0 ? NAN
                                                           : g_rand_double_range (random, -1, 1);
          arr[i] = g_rand_int_range (random, 0, 1000000);
          profit[i] = isnan (margin[i]) ? BW_MONEY_NONE : (BwMoney) (margin[i] * (double) arr[i]);
          total_arr += arr[i];
          if (profit[i] != BW_MONEY_NONE)
            total_profit += profit[i];
        }
      quadrants = bw_quadrants_compute (&input, policy);
      accounts = quadrants->unknown.accounts;
      total_arr -= quadrants->unknown.arr;
      total_profit -= quadrants->unknown.profit;
      for (BwQuadrant i = 0; i < BW_N_QUADRANTS; i++)
        {
          accounts += quadrants->totals[i].accounts;
          total_arr -= quadrants->totals[i].arr;
          total_profit -= quadrants->totals[i].profit;
        }
      g_assert_cmpuint (accounts, ==, n);
      g_assert_cmpint (total_arr, ==, 0);
      g_assert_cmpint (total_profit, ==, 0);

      for (gsize i = 0; i < n; i++)
        {
          known += profit[i] != BW_MONEY_NONE;
          in_top += profit[i] != BW_MONEY_NONE && profit[i] >= quadrants->profit_top_quartile;
        }
      g_assert_cmpuint (in_top, >=, known / 4);
      g_assert_cmpuint (in_top, <=, known / 4 + 1);
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quadrants/borders", test_borders);
  g_test_add_func ("/quadrants/margin", test_margin);
  g_test_add_func ("/quadrants/level", test_level);
  g_test_add_func ("/quadrants/words", test_words);
  g_test_add_func ("/quadrants/portfolio", test_portfolio);
  g_test_add_func ("/quadrants/empty", test_empty);
  g_test_add_func ("/quadrants/totals-add-up", test_totals_add_up);
  return g_test_run ();
}
