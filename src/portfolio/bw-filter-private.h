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

/* A column that can be compared with a number or a date; unknown is NaN. Money is in whole units
 * of the currency, as people write it. */
typedef struct {
  const char *key;
  gboolean    is_date;
  double    (*value) (const BwSnapshot *snapshot, guint row);
} BwFilterColumn;

const BwFilterColumn *bw_filter_column_find (const char *key);

G_END_DECLS
