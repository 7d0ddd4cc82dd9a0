/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-density.h"
#include "analytics/bw-sort.h"
#include "near.h"
#include "telco.h"

static double
peak_of (const double *density, gsize n)
{
  double peak = 0;

  for (gsize i = 0; i < n; i++)
    peak = MAX (peak, density[i]);
  return peak;
}

static void
test_bandwidth_reference (void)
{
  for (TelcoColumn column = TELCO_TENURE; column <= TELCO_TOTAL_CHARGES; column++)
    {
      g_autoptr (GArray) values = telco_column (column);

      bw_sort_doubles ((double *) values->data, values->len);
      assert_near (bw_density_bandwidth_nrd0 ((double *) values->data, values->len),
                   telco_stat (column, "bw_nrd0"), 1e-9);
    }
}

static void
test_bandwidth_fallbacks (void)
{
  static const double same[] = { -6, -6, -6, -6 }, zeros[] = { 0, 0 };
  static const double no_iqr[] = { 1, 5, 5, 5, 5, 5, 5, 5, 9 };

  /* sd is 2, the quartiles are the same: it falls to sd. */
  assert_near (bw_density_bandwidth_nrd0 (no_iqr, 9), 0.9 * 2 * pow (9, -0.2), 1e-12);
  assert_near (bw_density_bandwidth_nrd0 (same, 4), 0.9 * 6 * pow (4, -0.2), 1e-12);
  assert_near (bw_density_bandwidth_nrd0 (zeros, 2), 0.9 * pow (2, -0.2), 1e-12);
  assert_near (bw_density_bandwidth_nrd0 (same, 1), 0.9 * 6, 1e-12);
  assert_nan (bw_density_bandwidth_nrd0 (NULL, 0));
}

static void
test_reference (void)
{
  g_autoptr (GArray) values = telco_column (TELCO_MONTHLY_CHARGES);
  g_autoptr (GArray) x = telco_read_column ("telco_density.csv", 0);
  g_autoptr (GArray) expected = telco_read_column ("telco_density.csv", 2);
  double bandwidth = telco_stat (TELCO_MONTHLY_CHARGES, "bw_nrd0");
  double from = g_array_index (x, double, 0), to = g_array_index (x, double, x->len - 1);
  g_autofree double *exact = g_new (double, x->len);
  g_autofree double *estimate = g_new (double, x->len);
  double peak = peak_of ((double *) expected->data, expected->len);

  bw_density_exact ((double *) values->data, NULL, values->len, bandwidth, from, to, x->len, exact);
  bw_density_estimate ((double *) values->data, NULL, values->len, bandwidth, from, to, x->len,
                       estimate);
  g_assert_cmpuint (x->len, ==, 512);
  for (guint i = 0; i < x->len; i++)
    {
      double reference = g_array_index (expected, double, i);

      g_assert_cmpfloat_with_epsilon (exact[i], reference, 1e-12 * peak);
      g_assert_cmpfloat_with_epsilon (estimate[i], reference, 1e-4 * peak);
    }
}

/* Fills values of one of several shapes: normal, a single place, two far lumps, whole numbers, and
 * a long tail. */
static void
make_values (GRand *random, guint shape, gsize n, double *values)
{
  for (gsize i = 0; i < n; i++)
    {
      switch (shape)
        {
        case 0:
          values[i] = 50 + 15 * random_normal (random);
          break;
        case 1:
          values[i] = 37.3;
          break;
        case 2:
          values[i] = i % 3 == 0 ? g_rand_double (random) : 95 + g_rand_double (random);
          break;
        case 3:
          values[i] = g_rand_int_range (random, 0, 11) * 10;
          break;
        default:
          values[i] = exp (3 * random_normal (random));
          break;
        }
    }
}

/* The highest that the curve is known to be: in the window, and at some of the values. */
static double
peak_anywhere (const double *values, const double *weights, gsize n, double bandwidth,
               const double *density, gsize n_points)
{
  double peak = peak_of (density, n_points), at;

  for (gsize i = 0; i < 20; i++)
    {
      if (isnan (values[i]))
        continue;
      bw_density_exact (values, weights, n, bandwidth, values[i], values[i], 1, &at);
      peak = MAX (peak, at);
    }
  return peak;
}

/* The promise: within 1e-4 of the peak, for narrow and wide bandwidths and any window. */
static void
test_estimate_is_exact_enough (void)
{
  static const double bandwidths[] = { 1e-4, 0.002, 0.05, 0.7, 3, 20, 5000 };
  static const double windows[][2] = { { 0, 100 }, { 30, 41 }, { 37.3, 37.3 }, { -1000, 1000 } };
  GRand *random = g_rand_new_with_seed (21);
  /* Enough for the grid to be used: below that the estimate is the exact sum. */
  const gsize n = 3000, n_points = 101;
  g_autofree double *values = g_new (double, n);
  g_autofree double *weights = g_new (double, n);
  g_autofree double *exact = g_new (double, n_points);
  g_autofree double *estimate = g_new (double, n_points);

  for (guint round = 0; round < 5 * G_N_ELEMENTS (bandwidths) * G_N_ELEMENTS (windows); round++)
    {
      double bandwidth = bandwidths[round / 5 % G_N_ELEMENTS (bandwidths)];
      const double *window = windows[round / 5 / G_N_ELEMENTS (bandwidths)];
      const double *used = round % 2 == 0 ? weights : NULL;
      double limit;

      make_values (random, round % 5, n, values);
      for (gsize i = 0; i < n; i++)
        weights[i] = g_rand_double (random) * 1e9;
      values[5] = NAN;
      weights[6] = 0;
      weights[7] = NAN;

      bw_density_exact (values, used, n, bandwidth, window[0], window[1], n_points, exact);
      bw_density_estimate (values, used, n, bandwidth, window[0], window[1], n_points, estimate);
      limit = 1e-4 * peak_anywhere (values, used, n, bandwidth, exact, n_points);
      for (gsize i = 0; i < n_points; i++)
        g_assert_cmpfloat_with_epsilon (estimate[i], exact[i], limit);
    }
  g_rand_free (random);
}

/* The outermost values are counted, also where they lie on the border of a cell and rounding could
 * put them outside. The trapezium rule on a Gaussian is far more exact than this once the step is
 * under its bandwidth. */
static void
test_estimate_keeps_all (void)
{
  const gsize n = 4000, n_points = 201;
  const double step = 0.3;
  g_autofree double *values = g_new (double, n);
  g_autofree double *density = g_new (double, n_points);

  for (guint round = 0; round < 400; round++)
    {
      double bandwidth = step * (1.06 + 0.09 * (round % 20)), sum = 0;
      double low = step * (40 + round / 8);

      for (gsize i = 0; i < n; i++)
        values[i] = i % 2 == 0 ? low : low + 80 * step;
      bw_density_estimate (values, NULL, n, bandwidth, 0, step * 200, n_points, density);
      for (gsize i = 0; i < n_points; i++)
        sum += density[i] * step;
      g_assert_cmpfloat_with_epsilon (sum, 1, 1e-4);
    }
}

static void
test_edges (void)
{
  static const double values[] = { 10, NAN, 20, INFINITY };
  static const double weights[] = { 3, 1, 1, 1 }, none[] = { 0, 1, -1, 1 };
  double density[3], peak = 1 / sqrt (2 * G_PI);

  bw_density_exact (values, weights, 4, 1, 10, 20, 3, density);
  assert_near (density[0], 0.75 * peak, 1e-12);
  assert_near (density[1], peak * exp (-12.5), 1e-12);
  assert_near (density[2], 0.25 * peak, 1e-12);

  bw_density_exact (values, NULL, 1, 2, 10, 10, 1, density);
  assert_near (density[0], peak / 2, 1e-12);

  for (guint way = 0; way < 2; way++)
    {
      void (*compute) (const double *, const double *, gsize, double, double, double, gsize,
                       double *) = way == 0 ? bw_density_exact : bw_density_estimate;

      compute (values, none, 4, 1, 0, 100, 3, density);
      assert_nan (density[0]);
      compute (NULL, NULL, 0, 1, 0, 100, 3, density);
      assert_nan (density[2]);
      compute (values, NULL, 4, 0, 0, 100, 3, density);
      assert_nan (density[1]);
      compute (values, NULL, 4, NAN, 0, 100, 3, density);
      assert_nan (density[1]);
      compute (values, NULL, 4, 1, 100, 0, 3, density);
      assert_nan (density[1]);
      compute (values, NULL, 4, 1, 0, 100, 0, NULL);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/density/bandwidth/reference", test_bandwidth_reference);
  g_test_add_func ("/density/bandwidth/fallbacks", test_bandwidth_fallbacks);
  g_test_add_func ("/density/reference", test_reference);
  g_test_add_func ("/density/estimate/exact-enough", test_estimate_is_exact_enough);
  g_test_add_func ("/density/estimate/keeps-all", test_estimate_keeps_all);
  g_test_add_func ("/density/edges", test_edges);
  return g_test_run ();
}
