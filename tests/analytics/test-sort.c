/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-sort.h"

#include <math.h>
#include <string.h>

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Numbers of very different sizes, many of them the same. */
static double
random_number (GRand *random, guint kind)
{
  switch (kind % 4)
    {
    case 0:
      return g_rand_int_range (random, -5, 5);
    case 1:
      return g_rand_double_range (random, -1, 1) * pow (10, g_rand_int_range (random, -300, 300));
    case 2:
      return g_rand_boolean (random) ? INFINITY : -INFINITY;
    default:
      return g_rand_double (random) * 100;
    }
}

static void
test_keys_order (void)
{
  static const double rising[] = { -INFINITY, -1e300, -2, -1, -1e-310, -0.0, 0.0, 1e-310, 1, 2,
                                   1e300, INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (rising); i++)
    {
      guint64 key = bw_sort_key_of_double (rising[i]);
      double back = bw_sort_double_of_key (key);

      g_assert_cmpint (memcmp (&back, &rising[i], sizeof back), ==, 0);
      if (i > 0)
        g_assert_cmpuint (bw_sort_key_of_double (rising[i - 1]), <, key);
    }
}

static void
test_doubles (void)
{
  GRand *random = g_rand_new_with_seed (1);

  for (guint round = 0; round < 60; round++)
    {
      gsize n = round < 20 ? round : (gsize) g_rand_int_range (random, 20, 5000);
      g_autofree double *values = g_new (double, n + 1);
      g_autofree double *expected = g_new (double, n + 1);

      for (gsize i = 0; i < n; i++)
        expected[i] = values[i] = random_number (random, round % 5 == 4 ? (guint) i : round);
      qsort (expected, n, sizeof (double), compare_doubles);
      bw_sort_doubles (values, n);
      for (gsize i = 0; i < n; i++)
        g_assert_cmpfloat (values[i], ==, expected[i]);
    }
  g_rand_free (random);
}

/* Accounts of equal ARR must keep their order, so the sort has to be stable. */
static void
test_stable (void)
{
  static const gsize sizes[] = { 0, 1, 50, 199, 200, 201, 20000 };
  GRand *random = g_rand_new_with_seed (2);

  for (guint round = 0; round < G_N_ELEMENTS (sizes); round++)
    {
      gsize n = sizes[round];
      g_autofree guint64 *keys = g_new (guint64, n);
      g_autofree guint64 *original = g_new (guint64, n);
      g_autofree guint32 *places = g_new (guint32, n);

      for (gsize i = 0; i < n; i++)
        {
          original[i] = keys[i] = (guint64) g_rand_int_range (random, 0, 40) << (i % 2 ? 0 : 50);
          places[i] = (guint32) i;
        }
      bw_sort_keys (keys, places, n);
      for (gsize i = 0; i < n; i++)
        {
          g_assert_cmpuint (original[places[i]], ==, keys[i]);
          if (i > 0)
            g_assert_true (keys[i - 1] < keys[i]
                           || (keys[i - 1] == keys[i] && places[i - 1] < places[i]));
        }
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sort/keys-order", test_keys_order);
  g_test_add_func ("/sort/doubles", test_doubles);
  g_test_add_func ("/sort/stable", test_stable);
  return g_test_run ();
}
