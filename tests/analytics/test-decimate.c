/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-decimate.h"
#include "near.h"

static void
assert_points (const BwDecimatedPoint *points, gsize n, const double (*expected)[2],
               gsize n_expected)
{
  g_assert_cmpuint (n, ==, n_expected);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (points[i].x, ==, expected[i][0]);
      if (isnan (expected[i][1]))
        assert_nan (points[i].y);
      else
        g_assert_cmpfloat (points[i].y, ==, expected[i][1]);
    }
}

/* Two columns of six points: first, lowest, highest and last in their order. */
static void
test_four_points (void)
{
  static const double x[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12 };
  static const double y[] = { 5, 6, 9, 1, 2, 3, 7, 7, 7, 7, 7, 7 };
  static const double expected[][2] = {
    { 0, 5 }, { 2, 9 }, { 3, 1 }, { 5, 3 }, { 6, 7 }, { 12, 7 }
  };
  BwDecimatedPoint points[30];

  g_assert_cmpuint (bw_decimate_m4_size (2), <=, G_N_ELEMENTS (points));
  assert_points (points, bw_decimate_m4 (x, y, 12, 0, 12, 2, points), expected, 6);
}

static void
test_window (void)
{
  static const double x[] = { 0, 1, 2, 3, 4, 5 }, y[] = { 10, 11, 12, 13, 14, 15 };
  static const double expected[][2] = { { 1, 11 }, { 2, 12 }, { 3, 13 }, { 4, 14 } };
  static const double between[][2] = { { 2, 12 }, { 3, 13 } };
  BwDecimatedPoint points[100];

  /* The neighbours outside lead the line to the edges, also when nothing is inside. */
  assert_points (points, bw_decimate_m4 (x, y, 6, 1.5, 3.5, 10, points), expected, 4);
  assert_points (points, bw_decimate_m4 (x, y, 6, 2.2, 2.8, 10, points), between, 2);
  assert_points (points, bw_decimate_m4 (x, y, 6, 7, 9, 10, points),
                 (const double[][2]){ { 5, 15 } }, 1);
}

static void
test_gaps (void)
{
  static const double x[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 };
  static const double y[] = { NAN, 1, NAN, NAN, 4, 5, NAN, 7, 8, NAN };
  static const double each[][2] = { { 1, 1 }, { 2, NAN }, { 4, 4 }, { 5, 5 },
                                    { 6, NAN }, { 7, 7 }, { 8, 8 } };
  /* In two columns of five, the first break is within the one, the second within the other. */
  static const double two[][2] = { { 1, 1 }, { 4, 4 }, { 5, 5 }, { 8, 8 } };
  static const double broken_y[] = { 0, 1, 2, 3, NAN, 5, 6, 7, 8, 9 };
  static const double broken[][2] = { { 0, 0 }, { 3, 3 }, { 4, NAN }, { 5, 5 }, { 9, 9 } };
  BwDecimatedPoint points[100];

  assert_points (points, bw_decimate_m4 (x, y, 10, 0, 10, 10, points), each, 7);
  assert_points (points, bw_decimate_m4 (x, y, 10, 0, 10, 2, points), two, 4);
  assert_points (points, bw_decimate_m4 (x, broken_y, 10, 0, 10, 2, points), broken, 5);
}

static void
test_empty (void)
{
  static const double x[] = { 1 }, y[] = { 3 }, unknown[] = { NAN };
  BwDecimatedPoint points[30];

  g_assert_cmpuint (bw_decimate_m4 (NULL, NULL, 0, 0, 1, 2, points), ==, 0);
  g_assert_cmpuint (bw_decimate_m4 (x, unknown, 1, 0, 2, 2, points), ==, 0);
  g_assert_cmpuint (bw_decimate_m4 (x, y, 1, 2, 2, 2, points), ==, 0);
  g_assert_cmpuint (bw_decimate_m4 (x, y, 1, 0, 2, 0, points), ==, 0);
  g_assert_cmpuint (bw_decimate_m4 (x, y, 1, 1, 2, 1, points), ==, 1);
  g_assert_cmpfloat (points[0].y, ==, 3);
}

/* The line keeps its extremes in every column, never more than its room, and never invents a
 * point. */
static void
test_promise (void)
{
  GRand *random = g_rand_new_with_seed (101);

  for (guint round = 0; round < 300; round++)
    {
      gsize n = (gsize) g_rand_int_range (random, 1, 1500), n_points, next = 0;
      guint columns = (guint) g_rand_int_range (random, 1, 60);
      double from = g_rand_double_range (random, -20, 50),
             to = from + g_rand_double_range (random, 1, 200);
      g_autofree double *x = g_new (double, n), *y = g_new (double, n);
      g_autofree BwDecimatedPoint *points = g_new (BwDecimatedPoint, bw_decimate_m4_size (columns));
      g_autofree double *lowest = g_new (double, columns), *highest = g_new (double, columns);
      double at = 0;

      for (guint i = 0; i < columns; i++)
        {
          lowest[i] = INFINITY;
          highest[i] = -INFINITY;
        }
      for (gsize i = 0; i < n; i++)
        {
          at += g_rand_double (random) * 0.2;
          x[i] = at;
          y[i] = g_rand_int_range (random, 0, 20) == 0 ? NAN : random_normal (random);
        }
      n_points = bw_decimate_m4 (x, y, n, from, to, columns, points);
      g_assert_cmpuint (n_points, <=, bw_decimate_m4_size (columns));
      for (gsize i = 0; i < n_points; i++)
        {
          while (next < n
                 && (x[next] != points[i].x || (y[next] != points[i].y && !isnan (y[next]))))
            next++;
          g_assert_cmpuint (next, <, n);
          g_assert_true (isnan (y[next]) == isnan (points[i].y));
          if (points[i].x >= from && points[i].x <= to && !isnan (points[i].y))
            {
              guint column =
                MIN ((guint) ((points[i].x - from) * (columns / (to - from))), columns - 1);

              lowest[column] = MIN (lowest[column], points[i].y);
              highest[column] = MAX (highest[column], points[i].y);
            }
        }
      for (gsize i = 0; i < n; i++)
        {
          if (x[i] >= from && x[i] <= to && !isnan (y[i]))
            {
              guint column = MIN ((guint) ((x[i] - from) * (columns / (to - from))), columns - 1);

              g_assert_cmpfloat (lowest[column], <=, y[i]);
              g_assert_cmpfloat (highest[column], >=, y[i]);
            }
        }
    }
  g_rand_free (random);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decimate/four-points", test_four_points);
  g_test_add_func ("/decimate/window", test_window);
  g_test_add_func ("/decimate/gaps", test_gaps);
  g_test_add_func ("/decimate/empty", test_empty);
  g_test_add_func ("/decimate/promise", test_promise);
  return g_test_run ();
}
