/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-sort.h"
#include "analytics/bw-stats.h"
#include "near.h"
#include "telco.h"

#include <string.h>

/* The extra sleep of two groups of ten, and speed and stopping distance of cars: sets that come
 * with R, whose results are shown in the examples of ?t.test and ?cars. */
static const double sleep_1[] = { 0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0 };
static const double sleep_2[] = { 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4 };
static const double cars_speed[] = { 4,  4,  7,  7,  8,  9,  10, 10, 10, 11, 11, 12, 12,
                                     12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15,
                                     16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20,
                                     20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25 };
static const double cars_distance[] = { 2,  10, 4,  22, 16, 10, 18, 26, 34, 17,  28, 14, 20,
                                        24, 28, 26, 34, 34, 46, 26, 36, 60, 80,  20, 26, 54,
                                        32, 40, 32, 40, 50, 42, 56, 76, 84, 36,  46, 68, 32,
                                        48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85 };

static void
test_moments_reference (void)
{
  for (TelcoColumn column = TELCO_TENURE; column <= TELCO_TOTAL_CHARGES; column++)
    {
      g_autoptr (GArray) values = telco_column (column);
      BwMoments moments = bw_stats_moments ((double *) values->data, values->len);

      g_assert_cmpuint (moments.n, ==, (guint) telco_stat (column, "n"));
      assert_near (moments.mean, telco_stat (column, "mean"), 1e-12);
      assert_near (moments.variance, telco_stat (column, "var_n-1"), 1e-12);
      assert_near (sqrt (moments.variance), telco_stat (column, "sd_n-1"), 1e-12);
    }
}

static void
test_moments_edges (void)
{
  static const double values[] = { NAN, 1e9 + 1, NAN, 1e9 + 3, 1e9 + 5 };
  BwMoments moments = bw_stats_moments (values, 5);

  g_assert_cmpuint (moments.n, ==, 3);
  g_assert_cmpfloat (moments.mean, ==, 1e9 + 3);
  g_assert_cmpfloat (moments.variance, ==, 4);

  moments = bw_stats_moments (values, 2);
  g_assert_cmpuint (moments.n, ==, 1);
  g_assert_cmpfloat (moments.mean, ==, 1e9 + 1);
  assert_nan (moments.variance);

  moments = bw_stats_moments (values, 1);
  g_assert_cmpuint (moments.n, ==, 0);
  assert_nan (moments.mean);
  assert_nan (bw_stats_moments (NULL, 0).mean);
}

static void
test_quantiles_reference (void)
{
  static const char *const probabilities[] = { "0",   "0.01", "0.05", "0.1",  "0.25", "0.5",
                                               "0.75", "0.9",  "0.95", "0.99", "1" };

  for (TelcoColumn column = TELCO_TENURE; column <= TELCO_TOTAL_CHARGES; column++)
    {
      g_autoptr (GArray) values = telco_column (column);
      g_autoptr (GArray) sorted = telco_column (column);

      bw_sort_doubles ((double *) sorted->data, sorted->len);
      for (guint i = 0; i < G_N_ELEMENTS (probabilities); i++)
        {
          g_autofree char *name = g_strconcat ("quantile7_", probabilities[i], NULL);
          double p = g_ascii_strtod (probabilities[i], NULL);

          assert_near (bw_stats_quantile_sorted ((double *) sorted->data, sorted->len, p),
                       telco_stat (column, name), 1e-9);
          assert_near (bw_stats_quantile ((double *) values->data, values->len, p),
                       telco_stat (column, name), 1e-9);
        }
    }
}

static void
test_quantile_edges (void)
{
  double values[] = { 3, 1 };

  assert_nan (bw_stats_quantile_sorted (NULL, 0, 0.5));
  assert_nan (bw_stats_quantile (NULL, 0, 0.5));
  assert_nan (bw_stats_quantile_sorted (values, 1, NAN));
  g_assert_cmpfloat (bw_stats_quantile_sorted (values, 1, 0.75), ==, 3);
  g_assert_cmpfloat (bw_stats_quantile (values, 2, 0.25), ==, 1.5);
  g_assert_cmpfloat (bw_stats_quantile (values, 2, -1), ==, 1);
  g_assert_cmpfloat (bw_stats_quantile (values, 2, 2), ==, 3);
}

/* Numbers of one of several shapes, some of them hard on cells of one width. */
static double
random_number (GRand *random, guint shape)
{
  switch (shape % 6)
    {
    case 0:
      return g_rand_int_range (random, 0, 9);
    case 1:
      return random_normal (random);
    case 2:
      return exp (60 * random_normal (random));
    case 3:
      return g_rand_int_range (random, 0, 5000) == 0 ? 1e300 : g_rand_double (random);
    case 4:
      return g_rand_int_range (random, 0, 100) == 0 ? -INFINITY : 1e9 + g_rand_double (random);
    default:
      return 7;
    }
}

/* Cells and sorting are two ways to one number. */
static void
test_quantile_ways_agree (void)
{
  GRand *random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 120; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, round % 2 == 0 ? 300 : 20000), kept = 0;
      double p[] = { g_rand_double (random), g_rand_double (random), 0, 1, 0.5 }, quantiles[5];
      g_autofree double *values = g_new (double, n);
      g_autofree double *sorted = g_new (double, n);

      for (gsize i = 0; i < n; i++)
        {
          values[i] = i > 0 && i % 11 == 0 ? NAN : random_number (random, round / 2);
          if (!isnan (values[i]))
            sorted[kept++] = values[i];
        }
      bw_sort_doubles (sorted, kept);
      bw_stats_quantiles (values, n, p, 5, quantiles);
      for (guint i = 0; i < 5; i++)
        {
          double expected = bw_stats_quantile_sorted (sorted, kept, p[i]);

          if (isnan (expected))
            assert_nan (quantiles[i]);
          else
            g_assert_cmpfloat (quantiles[i], ==, expected);
        }
    }
  g_rand_free (random);
}

static void
test_median_weighted (void)
{
  static const double values[] = { 9, 1, NAN, 5, 7 };
  static const double even[] = { 1, 1, 9, 1, 1 };
  static const double heavy[] = { 10, 1, 9, 1, 1 };
  static const double half[] = { 2, 1, 9, 1, 0 };
  static const double none[] = { 0, -1, 9, NAN, 0 };
  static const double one[] = { 0, 0, 9, 3, 0 };

  /* The middle of 1, 5, 7, 9. */
  g_assert_cmpfloat (bw_stats_median_weighted (values, NULL, 5), ==, 6);
  g_assert_cmpfloat (bw_stats_median_weighted (values, even, 5), ==, 6);
  g_assert_cmpfloat (bw_stats_median_weighted (values, heavy, 5), ==, 9);
  /* Below and at 5 stand two of four: half way to the next with a weight, which is 9. */
  g_assert_cmpfloat (bw_stats_median_weighted (values, half, 5), ==, 7);
  g_assert_cmpfloat (bw_stats_median_weighted (values, one, 5), ==, 5);
  assert_nan (bw_stats_median_weighted (values, none, 5));
  assert_nan (bw_stats_median_weighted (values, NULL, 0));
}

/* A whole weight is as many values of weight one. */
static void
test_median_weighted_repeats (void)
{
  GRand *random = g_rand_new_with_seed (12);

  for (guint round = 0; round < 300; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, round % 10 == 0 ? 6000 : 60), n_repeated = 0;
      g_autofree double *values = g_new (double, n);
      g_autofree double *weights = g_new (double, n);
      g_autofree double *repeated = g_new (double, 5 * n);

      for (gsize i = 0; i < n; i++)
        {
          values[i] = round % 2 == 0 ? g_rand_int_range (random, -20, 20) : random_normal (random);
          weights[i] = g_rand_int_range (random, i == 0 ? 1 : 0, 5);
          for (guint j = 0; j < weights[i]; j++)
            repeated[n_repeated++] = values[i];
        }
      assert_near (bw_stats_median_weighted (values, weights, n),
                   bw_stats_quantile (repeated, n_repeated, 0.5), 1e-12);
    }
  g_rand_free (random);
}

/* t.test (extra ~ group, data = sleep): t = -1.8608, df = 17.776, 95 percent confidence interval
 * -3.3654832 0.2054832, of group 1 less group 2. */
static void
test_welch_reference (void)
{
  BwInterval interval = bw_stats_welch_interval (bw_stats_moments (sleep_2, 10),
                                                 bw_stats_moments (sleep_1, 10), 0.95);

  g_assert_cmpfloat_with_epsilon (interval.lo, -3.3654832, 5e-8);
  g_assert_cmpfloat_with_epsilon (interval.hi, 0.2054832, 5e-8);
}

static void
test_welch_edges (void)
{
  BwMoments one = bw_stats_moments (sleep_1, 1);
  BwMoments ten = bw_stats_moments (sleep_1, 10);
  static const double flat[] = { 4, 4, 4 }, high[] = { 9, 9 };
  BwInterval interval = bw_stats_welch_interval (one, ten, 0.95);

  assert_nan (interval.lo);
  assert_nan (interval.hi);
  interval = bw_stats_welch_interval (bw_stats_moments (NULL, 0), ten, 0.95);
  assert_nan (interval.lo);
  interval = bw_stats_welch_interval (ten, ten, 1);
  assert_nan (interval.hi);

  interval = bw_stats_welch_interval (bw_stats_moments (flat, 3), bw_stats_moments (high, 2), 0.95);
  g_assert_cmpfloat (interval.lo, ==, 5);
  g_assert_cmpfloat (interval.hi, ==, 5);

  /* When one does not vary, the other's degrees of freedom are all there are: t(9) at 0.975 is
   * 2.262157 in every table. */
  interval = bw_stats_welch_interval (bw_stats_moments (flat, 3), ten, 0.95);
  assert_near (interval.hi - interval.lo, 2 * 2.262157163 * sqrt (ten.variance / 10), 1e-9);
}

/* By hand: of 1 2 3 4 and 3 4 5 6 7, the shares at 2 are 1/2 and 0, at 4 they are 1 and 2/5. */
static void
test_ks (void)
{
  static const double a[] = { 1, 2, 3, 4 }, b[] = { 3, 4, 5, 6, 7 };
  static const double weights[] = { 1, 1, 1, 5 }, none[] = { 0, 0, 0, 0 };

  assert_near (bw_stats_ks_distance (a, NULL, 4, b, NULL, 5), 0.6, 1e-15);
  assert_near (bw_stats_ks_distance (b, NULL, 5, a, NULL, 4), 0.6, 1e-15);
  g_assert_cmpfloat (bw_stats_ks_distance (a, NULL, 4, a, NULL, 4), ==, 0);
  g_assert_cmpfloat (bw_stats_ks_distance (a, NULL, 2, b, NULL, 5), ==, 1);
  g_assert_cmpfloat (bw_stats_ks_distance (b, NULL, 5, a, NULL, 2), ==, 1);
  /* The shares of the weighted one at 1, 2, 3 are 1/8, 2/8, 3/8, against 1/4, 2/4, 3/4. */
  g_assert_cmpfloat (bw_stats_ks_distance (a, weights, 4, a, NULL, 4), ==, 0.375);
  assert_nan (bw_stats_ks_distance (a, NULL, 0, b, NULL, 5));
  assert_nan (bw_stats_ks_distance (a, none, 4, b, NULL, 5));
}

/* The definition, walked along all values in their order. */
static double
ks_by_definition (const double *a, const double *a_weights, gsize n_a, const double *b, gsize n_b)
{
  g_autofree guint64 *keys = g_new (guint64, n_a + n_b);
  g_autofree guint32 *places = g_new (guint32, n_a + n_b);
  double a_total = 0, a_sum = 0, b_sum = 0, largest = 0;

  for (gsize i = 0; i < n_a + n_b; i++)
    {
      keys[i] = bw_sort_key_of_double (i < n_a ? a[i] : b[i - n_a]);
      places[i] = (guint32) i;
      a_total += i >= n_a ? 0 : a_weights != NULL ? a_weights[i] : 1;
    }
  bw_sort_keys (keys, places, n_a + n_b);
  for (gsize i = 0; i < n_a + n_b; i++)
    {
      if (places[i] < n_a)
        a_sum += a_weights != NULL ? a_weights[places[i]] : 1;
      else
        b_sum++;
      if (i + 1 == n_a + n_b || keys[i + 1] != keys[i])
        largest = MAX (largest, fabs (a_sum / a_total - b_sum / (double) n_b));
    }
  return largest;
}

static void
test_ks_definition (void)
{
  GRand *random = g_rand_new_with_seed (13);

  for (guint round = 0; round < 150; round++)
    {
      gint32 most = round % 3 == 0 ? 20000 : 40;
      gsize n_a = (gsize) g_rand_int_range (random, 1, most);
      gsize n_b = (gsize) g_rand_int_range (random, 1, most);
      double shift = g_rand_int_range (random, 0, 3) * 0.05;
      g_autofree double *a = g_new (double, n_a), *weights = g_new (double, n_a);
      g_autofree double *b = g_new (double, n_b);
      const double *used = round % 2 == 0 ? weights : NULL;

      for (gsize i = 0; i < n_a; i++)
        {
          a[i] = random_number (random, round / 6);
          weights[i] = g_rand_int_range (random, i == 0 ? 1 : 0, 1000);
        }
      for (gsize i = 0; i < n_b; i++)
        b[i] = random_number (random, round / 6) + shift;
      assert_near (bw_stats_ks_distance (a, used, n_a, b, NULL, n_b),
                   ks_by_definition (a, used, n_a, b, n_b), 1e-12);
    }
  g_rand_free (random);
}

/* lm (dist ~ speed, cars): slope 3.932409; confint: 3.096964 4.767853. */
static void
test_slope_reference (void)
{
  BwInterval interval;

  g_assert_cmpfloat_with_epsilon (bw_stats_slope (cars_speed, cars_distance, 50, 0.95, &interval),
                                  3.932409, 5e-7);
  g_assert_cmpfloat_with_epsilon (interval.lo, 3.096964, 5e-7);
  g_assert_cmpfloat_with_epsilon (interval.hi, 4.767853, 5e-7);
}

static void
test_slope_edges (void)
{
  static const double x[] = { 20000, 20001, 20002, 20004, 20005 };
  static const double line[] = { 10, 13, NAN, 22, 25 }, flat[] = { 0.1, 0.1, 0.1, 0.1, 0.1 };
  static const double same[] = { 3, 3, 3 };
  BwInterval interval;

  g_assert_cmpfloat (bw_stats_slope (x, line, 5, 0.95, &interval), ==, 3);
  g_assert_cmpfloat (interval.lo, ==, 3);
  g_assert_cmpfloat (interval.hi, ==, 3);

  g_assert_cmpfloat (bw_stats_slope (x, flat, 5, 0.95, &interval), ==, 0);
  g_assert_cmpfloat (interval.lo, ==, 0);
  g_assert_cmpfloat (interval.hi, ==, 0);

  g_assert_cmpfloat (bw_stats_slope (x, line, 2, 0.95, &interval), ==, 3);
  assert_nan (interval.lo);
  g_assert_cmpfloat (bw_stats_slope (x, line, 3, 0.95, &interval), ==, 3);
  assert_nan (interval.hi);
  assert_nan (bw_stats_slope (x, line, 1, 0.95, &interval));
  assert_nan (bw_stats_slope (x, line, 0, 0.95, &interval));
  assert_nan (bw_stats_slope (same, flat, 3, 0.95, &interval));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stats/moments/reference", test_moments_reference);
  g_test_add_func ("/stats/moments/edges", test_moments_edges);
  g_test_add_func ("/stats/quantile/reference", test_quantiles_reference);
  g_test_add_func ("/stats/quantile/edges", test_quantile_edges);
  g_test_add_func ("/stats/quantile/ways-agree", test_quantile_ways_agree);
  g_test_add_func ("/stats/median-weighted/known", test_median_weighted);
  g_test_add_func ("/stats/median-weighted/repeats", test_median_weighted_repeats);
  g_test_add_func ("/stats/welch/reference", test_welch_reference);
  g_test_add_func ("/stats/welch/edges", test_welch_edges);
  g_test_add_func ("/stats/ks/known", test_ks);
  g_test_add_func ("/stats/ks/definition", test_ks_definition);
  g_test_add_func ("/stats/slope/reference", test_slope_reference);
  g_test_add_func ("/stats/slope/edges", test_slope_edges);
  return g_test_run ();
}
