/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-money.h"

#include <math.h>

G_BEGIN_DECLS

/* Adds an amount to a total. An unknown amount adds nothing, and a total stops at the ends of what
 * it can hold rather than wrap around. */
static inline void
bw_sum_money (BwMoney *total, BwMoney amount)
{
  if (amount == BW_MONEY_NONE)
    return;
  if (__builtin_add_overflow (*total, amount, total))
    *total = amount > 0 ? G_MAXINT64 : -G_MAXINT64;
}

/* A share of a whole; NaN when the whole is nothing. */
static inline double
bw_sum_share (double part, double whole)
{
  return whole > 0 ? part / whole : (double) NAN;
}

G_END_DECLS
