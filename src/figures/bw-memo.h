/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "portfolio/bw-account-filter.h"

G_BEGIN_DECLS

/**
 * BwMemo:
 *
 * Values put one after another into bytes, or taken out of them in the same order, by the same
 * calls: the code that describes a structure is there once. What does not hold together when it is
 * read sets @failed, and everything after it stays as it was.
 */
typedef struct {
  GByteArray   *out;  /* NULL when reading. */
  const guint8 *in;
  gsize         left;
  gboolean      failed;
} BwMemo;

void bw_memo_value    (BwMemo *memo, gpointer value, gsize size);
void bw_memo_array    (BwMemo *memo, gpointer *array, gsize width, gsize n);
void bw_memo_string   (BwMemo *memo, char **text);
void bw_memo_strings  (BwMemo *memo, char ***list);
void bw_memo_filter   (BwMemo *memo, BwAccountFilter **filter);
void bw_memo_doubles  (BwMemo *memo, const double **values, gsize n, double scale);
void bw_memo_amounts  (BwMemo *memo, const BwMoney **amounts, gsize n);

G_END_DECLS
