/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-series.h"
#include "near.h"

/* Two months, 1970-01 and 1970-02. In the first, account 1 has 2 and 4, accounts 2 to 5 have 10,
 * 20, 30 and 40; in the second there are two accounts. */
static const BwPeerObservation observations[] = {
  { 3, 5, 20 },  { 1, 10, 4 },   { 2, 0, 10 },  { 1, 3, 2 },         { 5, 30, 40 },
  { 4, 12, 30 }, { 2, 31, 100 }, { 1, 40, 50 }, { 4, BW_DATE_NONE, 9 }, { 3, 35, NAN },
};

static void
test_calendar (void)
{
  gsize n;
  g_autofree BwPeerPoint *means
    = bw_series_peers (observations, G_N_ELEMENTS (observations), BW_AGGREGATION_MEAN,
                       BW_BUCKET_MONTH, FALSE, 1, &n);
  g_autofree BwPeerPoint *lasts = NULL;
  g_autofree BwPeerPoint *sums = NULL;

  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpint (means[0].start, ==, 0);
  g_assert_cmpuint (means[0].accounts, ==, 5);
  g_assert_cmpfloat (means[0].q1, ==, 10);
  g_assert_cmpfloat (means[0].median, ==, 20);
  g_assert_cmpfloat (means[0].q3, ==, 30);
  g_assert_cmpint (means[1].start, ==, 31);
  g_assert_cmpuint (means[1].accounts, ==, 2);
  g_assert_cmpfloat (means[1].median, ==, 75);
  g_assert_cmpfloat (means[1].q1, ==, 62.5);

  /* Of a quarter: 1 has 2, 4, 50 and 2 has 10, 100. The last by date, not by place. */
  lasts = bw_series_peers (observations, G_N_ELEMENTS (observations), BW_AGGREGATION_LAST,
                           BW_BUCKET_QUARTER, FALSE, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (lasts[0].median, ==, 40);
  sums = bw_series_peers (observations, G_N_ELEMENTS (observations), BW_AGGREGATION_SUM,
                          BW_BUCKET_QUARTER, FALSE, 1, &n);
  g_assert_cmpfloat (sums[0].q3, ==, 56);
}

static void
test_small_groups (void)
{
  gsize n;
  g_autofree BwPeerPoint *points
    = bw_series_peers (observations, G_N_ELEMENTS (observations), BW_AGGREGATION_MEAN,
                       BW_BUCKET_MONTH, FALSE, 5, &n);

  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (points[0].accounts, ==, 5);
  g_assert_null (bw_series_peers (observations, G_N_ELEMENTS (observations), BW_AGGREGATION_MEAN,
                                  BW_BUCKET_MONTH, FALSE, 6, &n));
  g_assert_cmpuint (n, ==, 0);
  g_assert_null (bw_series_peers (NULL, 0, BW_AGGREGATION_MEAN, BW_BUCKET_MONTH, FALSE, 0, &n));
  g_assert_cmpuint (n, ==, 0);
}

/* Twelve months of the mean length are 365.2425 days: the last day of the first year is in the
 * twelfth, and the day after is day 366. */
static void
test_since_go_live (void)
{
  static const BwPeerObservation known[] = { { 1, -1, 1 }, { 1, 0, 2 },   { 1, 30, 3 },
                                             { 1, 31, 4 }, { 1, 365, 5 }, { 1, 366, 6 } };
  static const struct {
    BwDate start;
    double value;
  } months[] = { { -30, 1 }, { 0, 3 }, { 31, 4 }, { 335, 5 }, { 366, 6 } };
  gsize n;
  g_autofree BwPeerPoint *points =
    bw_series_peers (known, G_N_ELEMENTS (known), BW_AGGREGATION_MAX, BW_BUCKET_MONTH, TRUE, 1, &n);
  g_autofree BwPeerPoint *weeks = NULL;

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (months));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpint (points[i].start, ==, months[i].start);
      g_assert_cmpfloat (points[i].median, ==, months[i].value);
    }

  weeks = bw_series_peers (known, 3, BW_AGGREGATION_MAX, BW_BUCKET_WEEK, TRUE, 1, &n);
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (weeks[0].start, ==, -7);
  g_assert_cmpint (weeks[1].start, ==, 0);
  g_assert_cmpint (weeks[2].start, ==, 28);
}

/* The order of the observations makes no difference, and quartiles do not cross. */
static void
test_any_order (void)
{
  GRand *random = g_rand_new_with_seed (91);
  BwPeerObservation many[800];

  for (guint round = 0; round < 30; round++)
    {
      gsize n_first, n_second;
      g_autofree BwPeerPoint *first = NULL;
      g_autofree BwPeerPoint *second = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (many); i++)
        {
          many[i].account = (guint32) g_rand_int_range (random, 0, 12);
          many[i].date = g_rand_int_range (random, -100, 400);
          many[i].value = g_rand_int_range (random, 0, 1000);
        }
      first = bw_series_peers (many, G_N_ELEMENTS (many), BW_AGGREGATION_SUM, round % 3, round % 2,
                               3, &n_first);
      for (guint i = G_N_ELEMENTS (many) - 1; i > 0; i--)
        {
          guint other = (guint) g_rand_int_range (random, 0, (gint32) i + 1);
          BwPeerObservation swap = many[i];

          many[i] = many[other];
          many[other] = swap;
        }
      second = bw_series_peers (many, G_N_ELEMENTS (many), BW_AGGREGATION_SUM, round % 3, round % 2,
                                3, &n_second);
      g_assert_cmpuint (n_first, >, 0);
      g_assert_cmpuint (n_first, ==, n_second);
      for (gsize i = 0; i < n_first; i++)
        {
          g_assert_cmpint (first[i].start, ==, second[i].start);
          g_assert_cmpfloat (first[i].median, ==, second[i].median);
          g_assert_cmpfloat (first[i].q1, ==, second[i].q1);
          g_assert_cmpfloat (first[i].q1, <=, first[i].median);
          g_assert_cmpfloat (first[i].median, <=, first[i].q3);
          if (i > 0)
            g_assert_cmpint (first[i - 1].start, <, first[i].start);
        }
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/peers/calendar", test_calendar);
  g_test_add_func ("/peers/small-groups", test_small_groups);
  g_test_add_func ("/peers/since-go-live", test_since_go_live);
  g_test_add_func ("/peers/any-order", test_any_order);
  return g_test_run ();
}
