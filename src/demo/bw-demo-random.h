/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwDemoRandom:
 *
 * A stream of random numbers that is the same on every machine: xoshiro256** for the bits, and
 * nothing but addition, multiplication and division for what is made of them, since exp() and
 * log() differ in the last bit between C libraries.
 */
typedef struct {
  guint64 state[4];
} BwDemoRandom;

void    bw_demo_random_init   (BwDemoRandom *random, guint64 seed, guint64 number, guint64 stream);
guint64 bw_demo_random_bits   (BwDemoRandom *random);
double  bw_demo_random_share  (BwDemoRandom *random);
double  bw_demo_random_normal (BwDemoRandom *random);
int     bw_demo_random_int    (BwDemoRandom *random, int lowest, int highest);
gboolean bw_demo_random_chance (BwDemoRandom *random, double probability);
int     bw_demo_random_weighted (BwDemoRandom *random, const double *weights, int n);

double  bw_demo_exp           (double x);
double  bw_demo_logistic      (double x);
double  bw_demo_round         (double x, int decimals);

G_END_DECLS
