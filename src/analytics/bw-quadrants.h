/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-money.h"
#include "model/bw-policy.h"

G_BEGIN_DECLS

typedef enum {
  BW_QUADRANT_SUCCESS,
  BW_QUADRANT_FIX_EXPECTATIONS,
  BW_QUADRANT_FIX_COST,
  BW_QUADRANT_REVIEW,
  BW_N_QUADRANTS,
  BW_QUADRANT_UNKNOWN = BW_N_QUADRANTS,
} BwQuadrant;

typedef enum {
  BW_ACCOUNT_RECOVERABLE = 1 << 0,
  BW_ACCOUNT_BUSINESS_RISK = 1 << 1,
} BwQuadrantFlags;

/**
 * BwQuadrantsInput:
 *
 * Arrays of @n accounts. Happiness and margin are -1..1, NaN when unknown; profit and ARR are
 * minor units, profit %BW_MONEY_NONE when unknown.
 */
typedef struct {
  gsize          n;
  const double  *happiness;
  const double  *margin;
  const BwMoney *profit;
  const BwMoney *arr;
} BwQuadrantsInput;

typedef struct {
  guint   accounts;
  BwMoney arr;
  BwMoney profit;
} BwQuadrantTotal;

typedef struct {
  gsize           n;
  guint8         *quadrant; /* (array n) BwQuadrant of each account. */
  guint8         *flags;    /* (array n) BwQuadrantFlags. */
  BwQuadrantTotal totals[BW_N_QUADRANTS];
  BwQuadrantTotal unknown;
  BwQuadrantTotal business_risk;
  guint           recoverable;
  BwMoney         profit_top_quartile; /* The profit from which one is in the top quartile. */
} BwQuadrants;

BwQuadrant   bw_quadrant_of         (double happiness, double margin);
double       bw_quadrant_level      (double happiness, double margin);
double       bw_quadrant_margin     (BwMoney revenue, BwMoney cost);
const char  *bw_quadrant_word       (BwQuadrant quadrant);
const char  *bw_quadrant_title      (BwQuadrant quadrant);
BwQuadrants *bw_quadrants_compute   (const BwQuadrantsInput *input, const BwPolicy *policy);
void         bw_quadrants_free      (BwQuadrants *quadrants);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwQuadrants, bw_quadrants_free)

G_END_DECLS
