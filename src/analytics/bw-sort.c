/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-sort.h"

#include <string.h>

/* Six digits of eleven bits hold a key; a table of one digit stays in the first-level cache. */
#define DIGIT_BITS 11
#define N_DIGITS 6
#define DIGIT_SIZE (1u << DIGIT_BITS)
#define DIGIT_MASK (DIGIT_SIZE - 1)

/* Below this many keys, the tables cost more than they save. */
#define SMALL 200

#define SIGN_BIT (G_GUINT64_CONSTANT (1) << 63)

static void
insertion_sort (guint64 *keys, guint32 *payload, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      guint64 key = keys[i];
      guint32 carried = payload != NULL ? payload[i] : 0;
      gsize j = i;

      for (; j > 0 && keys[j - 1] > key; j--)
        {
          keys[j] = keys[j - 1];
          if (payload != NULL)
            payload[j] = payload[j - 1];
        }
      keys[j] = key;
      if (payload != NULL)
        payload[j] = carried;
    }
}

/* Moves everything to where one digit puts it; @starts says where each value of it begins. */
static void
scatter (const guint64 *keys, const guint32 *payload, gsize n, guint shift, gsize *starts,
         guint64 *keys_to, guint32 *payload_to)
{
  if (payload == NULL)
    {
      for (gsize i = 0; i < n; i++)
        keys_to[starts[(keys[i] >> shift) & DIGIT_MASK]++] = keys[i];
      return;
    }
  for (gsize i = 0; i < n; i++)
    {
      gsize place = starts[(keys[i] >> shift) & DIGIT_MASK]++;

      keys_to[place] = keys[i];
      payload_to[place] = payload[i];
    }
}

/**
 * bw_sort_key_of_double:
 * @value: a number, not NaN
 *
 * Returns: a key that orders as the number does; -0 comes right before 0
 */
guint64
bw_sort_key_of_double (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return bits & SIGN_BIT ? ~bits : bits | SIGN_BIT;
}

/**
 * bw_sort_double_of_key:
 * @key: what bw_sort_key_of_double() gave
 *
 * Returns: the number that it was made of
 */
double
bw_sort_double_of_key (guint64 key)
{
  guint64 bits = key & SIGN_BIT ? key & ~SIGN_BIT : ~key;
  double value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

/**
 * bw_sort_keys:
 * @keys: (array length=n) (inout): what to sort by, rising
 * @payload: (array length=n) (inout) (nullable): carried along
 * @n: how many; may be 0
 *
 * A stable radix sort from the least digit up. It takes time in proportion to @n whatever the
 * keys are, and skips digits that are the same in all of them.
 */
void
bw_sort_keys (guint64 *keys, guint32 *payload, gsize n)
{
  g_autofree gsize *counts = NULL;
  g_autofree guint64 *other_keys = NULL;
  g_autofree guint32 *other_payload = NULL;
  guint64 *from = keys, *to;
  guint32 *payload_from = payload, *payload_to;

  if (n < SMALL)
    {
      insertion_sort (keys, payload, n);
      return;
    }

  counts = g_new0 (gsize, N_DIGITS * DIGIT_SIZE);
  for (gsize i = 0; i < n; i++)
    {
      for (guint digit = 0; digit < N_DIGITS; digit++)
        counts[digit * DIGIT_SIZE + ((keys[i] >> (digit * DIGIT_BITS)) & DIGIT_MASK)]++;
    }

  to = other_keys = g_new (guint64, n);
  payload_to = other_payload = payload != NULL ? g_new (guint32, n) : NULL;
  for (guint digit = 0; digit < N_DIGITS; digit++)
    {
      gsize *starts = counts + digit * DIGIT_SIZE;
      gsize place = 0;

      if (starts[(keys[0] >> (digit * DIGIT_BITS)) & DIGIT_MASK] == n)
        continue;
      for (guint i = 0; i < DIGIT_SIZE; i++)
        {
          gsize count = starts[i];

          starts[i] = place;
          place += count;
        }
      scatter (from, payload_from, n, digit * DIGIT_BITS, starts, to, payload_to);

      guint64 *keys_swap = from;
      guint32 *payload_swap = payload_from;
      from = to;
      payload_from = payload_to;
      to = keys_swap;
      payload_to = payload_swap;
    }

  if (from != keys)
    {
      memcpy (keys, from, n * sizeof *keys);
      if (payload != NULL)
        memcpy (payload, payload_from, n * sizeof *payload);
    }
}

/**
 * bw_sort_doubles:
 * @values: (array length=n) (inout): numbers without NaN
 * @n: how many; may be 0
 *
 * Sorts numbers, rising, in time proportional to @n.
 */
void
bw_sort_doubles (double *values, gsize n)
{
  g_autofree guint64 *keys = g_new (guint64, n);

  for (gsize i = 0; i < n; i++)
    keys[i] = bw_sort_key_of_double (values[i]);
  bw_sort_keys (keys, NULL, n);
  for (gsize i = 0; i < n; i++)
    values[i] = bw_sort_double_of_key (keys[i]);
}
