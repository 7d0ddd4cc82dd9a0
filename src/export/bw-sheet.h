/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "model/bw-date.h"
#include "model/bw-money.h"

G_BEGIN_DECLS

typedef enum {
  BW_CELL_EMPTY, /* Unknown. */
  BW_CELL_TEXT,
  BW_CELL_NUMBER,
  BW_CELL_SHARE, /* A number, 1 being the whole. */
  BW_CELL_MONEY,
  BW_CELL_DATE,
} BwCellKind;

/* One cell; the member that the kind names is set. */
typedef struct {
  BwCellKind  kind;
  const char *text; /* Borrowed until the next cell is asked for. */
  double      number;
  BwMoney     money;
  BwDate      date;
} BwCell;

/**
 * BwSheet:
 *
 * Rows to be written to a file, asked for one cell at a time, so that a table of any length needs
 * no copy.
 */
typedef struct {
  const char        *name; /* (nullable): of the sheet. */
  const char        *currency;
  guint              n_columns;
  const char *const *titles;
  gsize              n_rows;
  BwCell           (*cell) (gsize row, guint column, gpointer user_data);
  gpointer           user_data;
} BwSheet;

BwCell   bw_cell_text       (const char *text);
BwCell   bw_cell_number     (double number);
BwCell   bw_cell_share      (double share);
BwCell   bw_cell_money      (BwMoney money);
BwCell   bw_cell_date       (BwDate date);

void     bw_csv_append_text (GString *csv, const char *text);
GString *bw_sheet_to_csv    (const BwSheet *sheet);
gboolean bw_sheet_write     (const BwSheet *sheet, const char *path, GError **error);
gboolean bw_workbook_write  (const BwSheet *sheets, guint n_sheets, const char *path,
                             GError **error);

G_END_DECLS
