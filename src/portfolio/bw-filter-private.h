/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-filter.h"

G_BEGIN_DECLS

typedef enum {
  BW_FILTER_EQUAL,
  BW_FILTER_UNEQUAL,
  BW_FILTER_LESS,
  BW_FILTER_AT_MOST,
  BW_FILTER_MORE,
  BW_FILTER_AT_LEAST,
} BwFilterOperator;

typedef struct {
  char             *column;
  BwFilterOperator  operator;
  double            value;
} BwFilterComparison;

struct _BwAccountFilter {
  char   *search;
  char  **words[BW_N_ACCOUNT_FILTER_FIELDS];
  GArray *comparisons; /* BwFilterComparison */
};

typedef enum {
  BW_FILTER_NUMBER,
  BW_FILTER_MONEY,       /* In whole units of the currency, as people write it. */
  BW_FILTER_DAY,
  BW_FILTER_ACCOUNT_DAY, /* The same on every date. */
} BwFilterKind;

/**
 * BwFilterColumn:
 * @key: how the column is called in an expression
 * @kind: what is in it
 * @offset: where its array is in a #BwSnapshot, or in its table for %BW_FILTER_ACCOUNT_DAY
 *
 * A column that can be compared with a number or a date.
 */
typedef struct {
  const char   *key;
  BwFilterKind  kind;
  gsize         offset;
} BwFilterColumn;

const BwFilterColumn *bw_filter_column_find    (const char *key);
gboolean              bw_filter_column_is_date (const BwFilterColumn *column);
double                bw_filter_column_value   (const BwFilterColumn *column,
                                                const BwSnapshot *snapshot, guint row);

G_END_DECLS
