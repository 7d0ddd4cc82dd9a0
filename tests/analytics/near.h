/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <math.h>

/* Asserts that a figure is the expected one, off by no more than a share of its size. */
#define assert_near(actual, expected, relative)                                                    \
  G_STMT_START                                                                                     \
  {                                                                                                \
    double near_expected = (expected);                                                             \
    g_assert_cmpfloat_with_epsilon ((actual), near_expected,                                       \
                                    fabs (near_expected) * (relative) + 1e-300);                   \
  }                                                                                                \
  G_STMT_END

#define assert_nan(actual) g_assert_true (isnan (actual))

/* A number of the normal distribution: the sum of twelve even ones, less its mean. */
static inline double
random_normal (GRand *random)
{
  double sum = -6;

  for (guint i = 0; i < 12; i++)
    sum += g_rand_double (random);
  return sum;
}
