/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-figure.h"

G_BEGIN_DECLS

typedef enum {
  BW_ACCOUNT_VALUE_TEXT,
  BW_ACCOUNT_VALUE_MONEY,  /* Minor units. */
  BW_ACCOUNT_VALUE_NUMBER, /* Shown with the column's decimals. */
  BW_ACCOUNT_VALUE_SHARE,  /* 0..1, or -1..1 for margins. */
  BW_ACCOUNT_VALUE_DATE,
  BW_ACCOUNT_VALUE_BOOL,
} BwAccountValueType;

/**
 * BwAccountColumn:
 * @key: its name in JSON, CSV, filters and on the command line
 * @title: its heading, not yet translated: use bw_account_column_title()
 *
 * A figure of an account. The columns are the same for the window, the terminal and CSV.
 */
typedef struct {
  const char         *key;
  const char         *title;
  BwAccountValueType  type;
  int                 decimals;
  gboolean            shown; /* Whether it is shown before the user chooses. */
} BwAccountColumn;

/* A cell: the member that the type names. Unknown is NULL, NONE or NaN; a bool never is. */
typedef struct {
  BwAccountValueType  type;
  const char         *text; /* Lives as long as the snapshot. */
  BwMoney             money;
  double              number;
  BwDate              date;
  gboolean            truth;
} BwAccountValue;

const BwAccountColumn *bw_account_columns      (guint *n_columns);
const BwAccountColumn *bw_account_column_find  (const char *key);
const char            *bw_account_column_title (const BwAccountColumn *column);
BwAccountValue         bw_account_value        (const BwSnapshot *snapshot, guint32 row,
                                                const BwAccountColumn *column);
char                  *bw_account_value_format (const BwSnapshot *snapshot, BwAccountValue value,
                                                const BwAccountColumn *column);
int                    bw_account_compare      (const BwSnapshot *snapshot, guint32 a, guint32 b,
                                                const BwAccountColumn *column);
void                   bw_selection_sort       (BwSelection *selection, const BwSnapshot *snapshot,
                                                const BwAccountColumn *column,
                                                gboolean descending);

/**
 * BwAccountsFigure:
 *
 * The accounts of the scope as a table, sorted.
 */
typedef struct {
  BwFigure     head;
  guint        whole;
  BwSelection *selection;
} BwAccountsFigure;

BwAccountsFigure *bw_accounts_figure_compute (const BwFigureScope *scope,
                                              const BwAccountColumn *sort, gboolean descending);
void              bw_accounts_figure_free    (BwAccountsFigure *figure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountsFigure, bw_accounts_figure_free)

G_END_DECLS
