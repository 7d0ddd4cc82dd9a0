/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a column holds, which decides how it is set, sorted and written to a file. All but a text
 * are set flush with the end and sorted by value. */
typedef enum {
  BW_TABLE_TEXT,
  BW_TABLE_NUMBER,
  BW_TABLE_SHARE, /* 1 is the whole. */
  BW_TABLE_MONEY, /* In minor units of the table's currency. */
  BW_TABLE_DATE,  /* A BwDate. */
  BW_TABLE_SPAN,  /* Sorted by its value and written as the text it is. */
} BwTableKind;

/**
 * BwTableTextFunc:
 *
 * Returns: (transfer full) (nullable): the cell as a person reads it, %NULL when it is unknown
 */
typedef char *(*BwTableTextFunc) (guint row, guint column, gpointer data);

/**
 * BwTableValueFunc:
 *
 * Returns: what a numeric cell is sorted by, NaN when it is unknown
 */
typedef double (*BwTableValueFunc) (guint row, guint column, gpointer data);

#define BW_TYPE_TABLE (bw_table_get_type ())
G_DECLARE_FINAL_TYPE (BwTable, bw_table, BW, TABLE, GObject)

/**
 * BwTableFunc:
 *
 * Returns: (transfer full): the data of a figure as a table, made when it is asked for
 */
typedef BwTable *(*BwTableFunc) (gpointer data);

#define BW_TYPE_TABLE_ROW (bw_table_row_get_type ())
G_DECLARE_FINAL_TYPE (BwTableRow, bw_table_row, BW, TABLE_ROW, GObject)

BwTable    *bw_table_new            (guint n_rows, BwTableTextFunc text, BwTableValueFunc value,
                                     gpointer data, GDestroyNotify free_data);
void        bw_table_add_column     (BwTable *self, const char *title, BwTableKind kind);
void        bw_table_set_currency   (BwTable *self, const char *currency);
const char *bw_table_get_currency   (BwTable *self);
guint       bw_table_get_n_columns  (BwTable *self);
const char *bw_table_get_title      (BwTable *self, guint column);
BwTableKind bw_table_get_kind       (BwTable *self, guint column);
char       *bw_table_get_text       (BwTable *self, guint row, guint column);
double      bw_table_get_value      (BwTable *self, guint row, guint column);
char       *bw_table_to_text        (BwTable *self, guint max_rows);
guint       bw_table_row_get_index  (BwTableRow *row);

G_END_DECLS
