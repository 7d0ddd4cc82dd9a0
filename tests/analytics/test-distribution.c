/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-distribution.h"
#include "analytics/bw-density.h"
#include "near.h"
#include "telco.h"

static const BwDistributionOptions index_options
  = { 0, 100, 101, 40, 80, BW_WEIGHT_ACCOUNTS };

/* Five accounts that are known and one that is not, and how they stood before; by hand. */
static const double now_values[] = { 30, 50, NAN, 80, 90, 40 };
static const BwMoney now_arr[] = { 100, 200, 300, 400, 500, BW_MONEY_NONE };
static const guint32 now_slots[] = { 0, 1, 2, 3, 5, 7 };
static const BwDistributionInput now_input = { 200, 6, now_values, now_arr, now_slots };
static const double then_values[] = { 45, 35, 70, 85, 95, NAN };
static const BwMoney then_arr[] = { 100, 150, 300, 400, 600, 10 };
static const guint32 then_slots[] = { 0, 1, 2, 3, 4, 7 };
static const BwDistributionInput then_input = { 100, 6, then_values, then_arr, then_slots };

static void
test_figures (void)
{
  g_autoptr (BwDistribution) d = bw_distribution_compute (&now_input, NULL, &index_options);
  guint in_bins = 0;
  BwMoney arr_in_bins = 0;

  g_assert_cmpint (d->as_of, ==, 200);
  g_assert_cmpuint (d->accounts, ==, 5);
  g_assert_cmpuint (d->unknown, ==, 1);
  g_assert_cmpint (d->arr, ==, 1200);
  g_assert_cmpint (d->unknown_arr, ==, 300);
  g_assert_cmpfloat (d->mean, ==, 58);
  g_assert_cmpfloat (d->median, ==, 50);
  /* Squares of -28 -8 22 32 -18 are 2680; 2680 / 4 = 670. */
  assert_near (d->sd, sqrt (670), 1e-12);
  /* The quartiles are 40 and 80; 40 / 1.34 is above the sd. */
  assert_near (d->bandwidth, 0.9 * sqrt (670) * pow (5, -0.2), 1e-12);

  g_assert_cmpuint (d->at_risk.accounts, ==, 1);
  g_assert_cmpint (d->at_risk.arr, ==, 100);
  g_assert_cmpfloat (d->at_risk.share_accounts, ==, 0.2);
  assert_near (d->at_risk.share_arr, 1 / 12.0, 1e-15);
  g_assert_cmpuint (d->advocates.accounts, ==, 2);
  g_assert_cmpint (d->advocates.arr, ==, 900);
  g_assert_cmpfloat (d->advocates.share_arr, ==, 0.75);

  g_assert_cmpuint (d->n_bins, ==, 10);
  for (gsize i = 0; i < d->n_bins; i++)
    {
      in_bins += d->bins[i].accounts;
      arr_in_bins += d->bins[i].arr;
    }
  g_assert_cmpuint (in_bins, ==, 5);
  g_assert_cmpint (arr_in_bins, ==, 1200);
  /* A threshold belongs to the bin above it, as it does to the area above it. */
  g_assert_cmpfloat (d->bins[8].from, ==, 80);
  g_assert_cmpuint (d->bins[8].accounts, ==, 1);
  g_assert_cmpint (d->bins[8].arr, ==, 400);

  g_assert_cmpuint (d->n_points, ==, 101);
  g_assert_cmpfloat (d->x[0], ==, 0);
  g_assert_cmpfloat (d->x[100], ==, 100);
  g_assert_false (d->has_comparison);
  g_assert_null (d->compared_density);
}

static void
test_comparison (void)
{
  g_autoptr (BwDistribution) d = bw_distribution_compute (&now_input, &then_input, &index_options);

  g_assert_true (d->has_comparison);
  g_assert_cmpint (d->compared_as_of, ==, 100);
  g_assert_cmpuint (d->compared_accounts, ==, 5);
  g_assert_cmpfloat (d->compared_mean, ==, 66);
  g_assert_cmpfloat (d->compared_median, ==, 70);
  g_assert_cmpfloat (d->mean_change, ==, -8);
  g_assert_cmpfloat (d->median_change, ==, -20);
  /* Up to 50 are three of 30 40 50 80 90, and two of 35 45 70 85 95. */
  assert_near (d->ks, 0.2, 1e-12);
  g_assert_cmpuint (d->compared_at_risk, ==, 1);
  g_assert_cmpint (d->compared_at_risk_arr, ==, 150);
  g_assert_cmpuint (d->compared_advocates, ==, 2);
  g_assert_cmpint (d->compared_advocates_arr, ==, 1000);

  /* Of the pairs, 45 became 30, 35 became 50, and 85 became 80, which is an advocate still. */
  g_assert_cmpuint (d->into_at_risk.accounts, ==, 1);
  g_assert_cmpint (d->into_at_risk.arr, ==, 100);
  g_assert_cmpuint (d->out_of_at_risk.accounts, ==, 1);
  g_assert_cmpint (d->out_of_at_risk.arr, ==, 200);
  g_assert_cmpuint (d->into_advocates.accounts, ==, 0);
  g_assert_cmpuint (d->out_of_advocates.accounts, ==, 0);
}

/* By ARR: (30 100 + 50 200 + 80 400 + 90 500) / 1200 = 75; half of 1200 is reached in 80. */
static void
test_weighted (void)
{
  BwDistributionOptions options = index_options;
  g_autoptr (BwDistribution) d = NULL;
  double exact[101];
  const double weights[] = { 100, 200, 0, 400, 500, 0 };

  options.weight = BW_WEIGHT_ARR;
  d = bw_distribution_compute (&now_input, &then_input, &options);
  g_assert_cmpfloat (d->mean, ==, 75);
  g_assert_cmpfloat (d->median, ==, 80);
  /* 45² 100 + 25² 200 + 5² 400 + 15² 500 = 450000; / 1200 * 4 / 3 = 500. */
  assert_near (d->sd, sqrt (500), 1e-12);
  g_assert_cmpuint (d->accounts, ==, 5);

  bw_density_exact (now_values, weights, 6, d->bandwidth, 0, 100, 101, exact);
  for (guint i = 0; i < 101; i++)
    g_assert_cmpfloat_with_epsilon (d->density[i], exact[i], 1e-6);

  /* Then: 45 100, 35 150, 70 300, 85 400, 95 600. */
  assert_near (d->compared_mean, 121750 / 1550.0, 1e-12);
  g_assert_cmpfloat (d->compared_median, ==, 85);
  /* Below 95 stand 950 of 1550 then; at 90 all of now's 1200. */
  assert_near (d->ks, 600 / 1550.0, 1e-12);
}

static void
test_reference (void)
{
  g_autoptr (GArray) values = telco_column (TELCO_MONTHLY_CHARGES);
  g_autoptr (GArray) x = telco_read_column ("telco_density.csv", 0);
  g_autoptr (GArray) density = telco_read_column ("telco_density.csv", 2);
  g_autofree BwMoney *arr = g_new0 (BwMoney, values->len);
  g_autofree guint32 *slots = g_new0 (guint32, values->len);
  BwDistributionInput input = { 0, values->len, (double *) values->data, arr, slots };
  BwDistributionOptions options = {
    g_array_index (x, double, 0), g_array_index (x, double, 511), 512, NAN, NAN, BW_WEIGHT_ACCOUNTS
  };
  g_autoptr (BwDistribution) d = NULL;
  double peak = 0;

  for (guint i = 0; i < values->len; i++)
    slots[i] = i;
  for (guint i = 0; i < 512; i++)
    peak = MAX (peak, g_array_index (density, double, i));
  for (guint round = 0; round < 2; round++)
    {
      /* Compared with itself, the figures come from sorting instead of selection. */
      g_clear_pointer (&d, bw_distribution_free);
      d = bw_distribution_compute (&input, round == 0 ? NULL : &input, &options);
      assert_near (d->mean, telco_stat (TELCO_MONTHLY_CHARGES, "mean"), 1e-9);
      assert_near (d->sd, telco_stat (TELCO_MONTHLY_CHARGES, "sd_n-1"), 1e-9);
      assert_near (d->median, telco_stat (TELCO_MONTHLY_CHARGES, "quantile7_0.5"), 1e-9);
      assert_near (d->bandwidth, telco_stat (TELCO_MONTHLY_CHARGES, "bw_nrd0"), 1e-9);
      for (guint i = 0; i < 512; i++)
        {
          assert_near (d->x[i], g_array_index (x, double, i), 1e-9);
          g_assert_cmpfloat_with_epsilon (d->density[i], g_array_index (density, double, i),
                                          1e-4 * peak);
        }
    }
  g_assert_cmpfloat (d->ks, ==, 0);
  g_assert_cmpfloat (d->mean_change, ==, 0);
  g_assert_cmpuint (d->at_risk.accounts, ==, 0);
  assert_nan (d->at_risk.share_accounts);
}

static void
test_empty (void)
{
  const BwDistributionInput nobody = { 200, 0, NULL, NULL, NULL };
  static const double unknown[] = { NAN };
  static const BwMoney arr[] = { 50 };
  static const guint32 slots[] = { 4 };
  const BwDistributionInput unheard = { 200, 1, unknown, arr, slots };
  g_autoptr (BwDistribution) empty = bw_distribution_compute (&nobody, &nobody, &index_options);
  g_autoptr (BwDistribution) quiet = bw_distribution_compute (&unheard, &now_input, &index_options);

  g_assert_cmpuint (empty->accounts, ==, 0);
  g_assert_cmpuint (empty->n_points, ==, 0);
  g_assert_cmpuint (empty->n_bins, ==, 0);
  assert_nan (empty->mean);
  assert_nan (empty->median);
  assert_nan (empty->bandwidth);
  assert_nan (empty->ks);
  assert_nan (empty->at_risk.share_accounts);
  g_assert_true (empty->has_comparison);

  g_assert_cmpuint (quiet->unknown, ==, 1);
  g_assert_cmpint (quiet->unknown_arr, ==, 50);
  assert_nan (quiet->mean_change);
  g_assert_cmpuint (quiet->compared_accounts, ==, 5);
}

/* One account, and a metric whose scale is that of its values. */
static void
test_one (void)
{
  static const double value[] = { 12 };
  static const BwMoney arr[] = { 0 };
  static const guint32 slots[] = { 4 };
  const BwDistributionInput input = { 200, 1, value, arr, slots };
  BwDistributionOptions options = { NAN, NAN, 11, NAN, NAN, BW_WEIGHT_ACCOUNTS };
  g_autoptr (BwDistribution) one = bw_distribution_compute (&input, NULL, &options);
  g_autoptr (BwDistribution) weightless = NULL;

  g_assert_cmpfloat (one->mean, ==, 12);
  g_assert_cmpfloat (one->median, ==, 12);
  assert_nan (one->sd);
  g_assert_cmpfloat (one->x_from, <, 12);
  g_assert_cmpfloat (one->x_to, >, 12);
  g_assert_cmpfloat (one->density[5], >, 0);
  g_assert_cmpuint (one->n_bins, >=, 10);

  options.weight = BW_WEIGHT_ARR;
  weightless = bw_distribution_compute (&input, NULL, &options);
  g_assert_cmpuint (weightless->accounts, ==, 1);
  assert_nan (weightless->mean);
  assert_nan (weightless->median);
  assert_nan (weightless->density[5]);
}

/* Who came in less who went out is what an area has more, among those with a value on both
 * dates. */
static void
test_crossings_add_up (void)
{
  GRand *random = g_rand_new_with_seed (71);

  for (guint round = 0; round < 100; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, 300);
      g_autofree double *now = g_new (double, n), *then = g_new (double, n);
      g_autofree BwMoney *arr = g_new (BwMoney, n);
      g_autofree guint32 *slots = g_new (guint32, n);
      BwDistributionInput today = { 200, n, now, arr, slots };
      BwDistributionInput earlier = { 100, n, then, arr, slots };
      g_autoptr (BwDistribution) d = NULL;

      for (gsize i = 0; i < n; i++)
        {
          now[i] = g_rand_double_range (random, 0, 100);
          then[i] = g_rand_double_range (random, 0, 100);
          arr[i] = g_rand_int_range (random, 0, 1000);
          slots[i] = (guint32) (3 * i);
        }
      d = bw_distribution_compute (&today, &earlier, &index_options);
      g_assert_cmpint ((int) d->at_risk.accounts - (int) d->compared_at_risk, ==,
                       (int) d->into_at_risk.accounts - (int) d->out_of_at_risk.accounts);
      g_assert_cmpint (d->at_risk.arr - d->compared_at_risk_arr, ==,
                       d->into_at_risk.arr - d->out_of_at_risk.arr);
      g_assert_cmpint ((int) d->advocates.accounts - (int) d->compared_advocates, ==,
                       (int) d->into_advocates.accounts - (int) d->out_of_advocates.accounts);
      g_assert_cmpint (d->advocates.arr - d->compared_advocates_arr, ==,
                       d->into_advocates.arr - d->out_of_advocates.arr);
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distribution/figures", test_figures);
  g_test_add_func ("/distribution/comparison", test_comparison);
  g_test_add_func ("/distribution/weighted", test_weighted);
  g_test_add_func ("/distribution/reference", test_reference);
  g_test_add_func ("/distribution/empty", test_empty);
  g_test_add_func ("/distribution/one", test_one);
  g_test_add_func ("/distribution/crossings-add-up", test_crossings_add_up);
  return g_test_run ();
}
