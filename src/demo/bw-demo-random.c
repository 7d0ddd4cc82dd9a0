/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-random.h"

/* The generator splitmix64, which spreads neighbouring seeds over the whole state. */
static guint64
mix (guint64 *x)
{
  guint64 z = (*x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint64
rotate (guint64 x, int by)
{
  return (x << by) | (x >> (64 - by));
}

/**
 * bw_demo_random_init:
 * @random: (out caller-allocates): the stream
 * @seed: the seed of the company
 * @number: the account or block that the stream is for
 * @stream: which of its streams
 *
 * Every (seed, number, stream) has numbers of its own, so that what is drawn for one relation of
 * one account never depends on the others.
 */
void
bw_demo_random_init (BwDemoRandom *random, guint64 seed, guint64 number, guint64 stream)
{
  guint64 x = seed;

  x = mix (&x) ^ number;
  x = mix (&x) ^ (stream * G_GUINT64_CONSTANT (0xd1342543de82ef95));
  for (int i = 0; i < 4; i++)
    random->state[i] = mix (&x);
}

guint64
bw_demo_random_bits (BwDemoRandom *random)
{
  guint64 *s = random->state;
  guint64 result = rotate (s[1] * 5, 7) * 9;
  guint64 t = s[1] << 17;

  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate (s[3], 45);
  return result;
}

/**
 * bw_demo_random_share:
 *
 * Returns: a number in [0, 1)
 */
double
bw_demo_random_share (BwDemoRandom *random)
{
  return (double) (bw_demo_random_bits (random) >> 11) * 0x1p-53;
}

/**
 * bw_demo_random_normal:
 *
 * Returns: a number of mean 0 and variance 1 within [-6, 6], the sum of twelve uniform ones
 */
double
bw_demo_random_normal (BwDemoRandom *random)
{
  guint64 sum = 0;

  for (int i = 0; i < 3; i++)
    {
      guint64 bits = bw_demo_random_bits (random);

      sum += (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
    }
  return ((double) sum + 6.0) / 65536.0 - 6.0;
}

/**
 * bw_demo_random_int:
 *
 * Returns: a whole number from @lowest to @highest, both included
 */
int
bw_demo_random_int (BwDemoRandom *random, int lowest, int highest)
{
  guint64 range = (guint64) (highest - lowest) + 1;

  return lowest + (int) (((bw_demo_random_bits (random) >> 32) * range) >> 32);
}

gboolean
bw_demo_random_chance (BwDemoRandom *random, double probability)
{
  return bw_demo_random_share (random) < probability;
}

/**
 * bw_demo_random_weighted:
 *
 * Returns: a place among the @n weights, as often as its weight says
 */
int
bw_demo_random_weighted (BwDemoRandom *random, const double *weights, int n)
{
  double total = 0, at;

  for (int i = 0; i < n; i++)
    total += weights[i];
  at = bw_demo_random_share (random) * total;
  for (int i = 0; i < n - 1; i++)
    {
      if (at < weights[i])
        return i;
      at -= weights[i];
    }
  return n - 1;
}

/**
 * bw_demo_exp:
 *
 * e to the power of @x, cut at the powers of 20. The argument is halved eight times, the series
 * summed to the eighth term and squared back: good to a part in 10^11, and alike everywhere.
 */
double
bw_demo_exp (double x)
{
  double term = 1, sum = 1, y = CLAMP (x, -20.0, 20.0) / 256.0;

  for (int i = 1; i <= 8; i++)
    {
      term = term * y / i;
      sum += term;
    }
  for (int i = 0; i < 8; i++)
    sum *= sum;
  return sum;
}

double
bw_demo_logistic (double x)
{
  return 1.0 / (1.0 + bw_demo_exp (-x));
}

/**
 * bw_demo_round:
 *
 * Returns: @x rounded to @decimals digits after the point, halves up
 */
double
bw_demo_round (double x, int decimals)
{
  static const double powers[] = { 1, 10, 100, 1000 };
  double scaled = x * powers[decimals];
  gint64 whole = (gint64) (scaled >= 0 ? scaled + 0.5 : scaled - 0.5);

  return (double) whole / powers[decimals];
}
