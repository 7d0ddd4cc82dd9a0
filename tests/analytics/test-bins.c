/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-bins.h"
#include "analytics/bw-stats.h"
#include "near.h"
#include "telco.h"

static void
test_number_reference (void)
{
  for (TelcoColumn column = TELCO_TENURE; column <= TELCO_TOTAL_CHARGES; column++)
    {
      double range = telco_stat (column, "quantile7_1") - telco_stat (column, "quantile7_0");
      g_autoptr (GArray) values = telco_column (column);
      double iqr = bw_stats_quantile ((double *) values->data, values->len, 0.75)
                   - bw_stats_quantile ((double *) values->data, values->len, 0.25);

      g_assert_cmpuint (bw_bins_freedman_diaconis (range, iqr, values->len), ==,
                        (guint) telco_stat (column, "nclass.FD_R"));
    }
}

/* The counts of R's hist() with its bins closed on the left. */
static void
test_counts_reference (void)
{
  g_autoptr (GArray) values = telco_column (TELCO_MONTHLY_CHARGES);
  g_autoptr (GArray) low = telco_read_column ("telco_histogram.csv", 0);
  g_autoptr (GArray) high = telco_read_column ("telco_histogram.csv", 1);
  g_autoptr (GArray) expected = telco_read_column ("telco_histogram.csv", 2);
  double edges[19];
  guint counts[19] = { 0 };

  g_assert_cmpuint (low->len, ==, 18);
  for (guint i = 0; i < 18; i++)
    edges[i] = g_array_index (low, double, i);
  edges[18] = g_array_index (high, double, 17);
  for (guint i = 0; i < values->len; i++)
    counts[bw_bins_find (edges, 18, g_array_index (values, double, i))]++;
  for (guint i = 0; i < 18; i++)
    g_assert_cmpuint (counts[i], ==, (guint) g_array_index (expected, double, i));
  g_assert_cmpuint (counts[18], ==, 0);
}

static void
test_number_edges (void)
{
  g_assert_cmpuint (bw_bins_freedman_diaconis (100, 0, 10), ==, 0);
  g_assert_cmpuint (bw_bins_freedman_diaconis (0, 5, 10), ==, 0);
  g_assert_cmpuint (bw_bins_freedman_diaconis (100, NAN, 10), ==, 0);
  g_assert_cmpuint (bw_bins_freedman_diaconis (100, 5, 0), ==, 0);
  /* 2 * 5 / 2 = 5 wide. */
  g_assert_cmpuint (bw_bins_freedman_diaconis (100, 5, 8), ==, 20);
  g_assert_cmpuint (bw_bins_freedman_diaconis (1e300, 1e-300, 8), ==, 0);
}

static void
test_round_edges (void)
{
  static const struct {
    double from, to;
    guint  wanted;
    double marks[2];
    gsize  n_bins;
    double first, second, last;
  } known[] = {
    { 0, 100, 20, { 40, 80 }, 20, 0, 5, 100 },
    { 0, 100, 45, { 40, 80 }, 50, 0, 2, 100 },
    { 0, 100, 1000, { 40, 80 }, 50, 0, 2, 100 },
    { 0, 100, 1, { 40, 80 }, 10, 0, 10, 100 },
    { 0, 100, 10, { 45, 80 }, 20, 0, 5, 100 },
    { 0, 100, 22, { 42, NAN }, 50, 0, 2, 100 },
    { -1, 1, 20, { 0, NAN }, 20, -1, -0.9, 1 },
    { 33, 52, 20, { NAN, NAN }, 19, 33, 34, 52 },
    { 3.3, 8712, 18, { NAN, NAN }, 18, 0, 500, 9000 },
    { 0, 100, 0, { NAN, NAN }, 20, 0, 5, 100 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      gsize n_bins;
      g_autofree double *edges = bw_bins_round_edges (known[i].from, known[i].to, known[i].wanted,
                                                      known[i].marks, 2, &n_bins);

      g_assert_cmpuint (n_bins, ==, known[i].n_bins);
      g_assert_cmpfloat (edges[0], ==, known[i].first);
      g_assert_cmpfloat (edges[1], ==, known[i].second);
      g_assert_cmpfloat (edges[n_bins], ==, known[i].last);
    }
}

static void
test_no_edges (void)
{
  gsize n_bins = 7;

  g_assert_null (bw_bins_round_edges (5, 5, 20, NULL, 0, &n_bins));
  g_assert_cmpuint (n_bins, ==, 0);
  g_assert_null (bw_bins_round_edges (5, 4, 20, NULL, 0, &n_bins));
  g_assert_null (bw_bins_round_edges (NAN, 4, 20, NULL, 0, &n_bins));
  g_assert_null (bw_bins_round_edges (-1e308, 1e308, 20, NULL, 0, &n_bins));
}

/* Any scale gets ten to fifty rising bins over all of it, and every value the bin that says so. */
static void
test_any_scale (void)
{
  GRand *random = g_rand_new_with_seed (61);

  for (guint round = 0; round < 3000; round++)
    {
      double size = pow (10, g_rand_int_range (random, -8, 9));
      double from = g_rand_double_range (random, -1, 1) * size;
      double to = from + size * g_rand_double_range (random, 0.001, 1);
      guint wanted = (guint) g_rand_int_range (random, 0, 200);
      gsize n_bins;
      g_autofree double *edges = bw_bins_round_edges (from, to, wanted, NULL, 0, &n_bins);
      double slack = (to - from) * 1e-9;

      g_assert_cmpuint (n_bins, >=, 10);
      g_assert_cmpuint (n_bins, <=, 50);
      g_assert_cmpfloat (edges[0], <=, from + slack);
      g_assert_cmpfloat (edges[n_bins], >=, to - slack);
      for (guint i = 0; i < 20; i++)
        {
          double value = i < 10 ? g_rand_double_range (random, edges[0], edges[n_bins])
                                : edges[(gsize) g_rand_int_range (random, 0, (gint32) n_bins)];
          gsize bin = bw_bins_find (edges, n_bins, value);

          g_assert_cmpuint (bin, <, n_bins);
          g_assert_cmpfloat (edges[bin], <=, value);
          g_assert_cmpfloat (value, <, edges[bin + 1]);
        }
      g_assert_cmpuint (bw_bins_find (edges, n_bins, edges[n_bins]), ==, n_bins - 1);
      g_assert_cmpuint (bw_bins_find (edges, n_bins, edges[0] - size), ==, n_bins);
      g_assert_cmpuint (bw_bins_find (edges, n_bins, edges[n_bins] + size), ==, n_bins);
      g_assert_cmpuint (bw_bins_find (edges, n_bins, NAN), ==, n_bins);
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bins/number/reference", test_number_reference);
  g_test_add_func ("/bins/number/edges", test_number_edges);
  g_test_add_func ("/bins/counts/reference", test_counts_reference);
  g_test_add_func ("/bins/round-edges", test_round_edges);
  g_test_add_func ("/bins/no-edges", test_no_edges);
  g_test_add_func ("/bins/any-scale", test_any_scale);
  return g_test_run ();
}
