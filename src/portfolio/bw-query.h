/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

#include "model/bw-date.h"
#include "model/bw-money.h"
#include "store/bw-mirror.h"

G_BEGIN_DECLS

/**
 * BwQuery:
 *
 * A statement that reads a mirror row by row:
 *
 *     query = bw_query_new (mirror, "SELECT …", cancellable, &error);
 *     while (bw_query_next (query))
 *       …
 *     if (!bw_query_finish (query, &error)) …
 */
typedef struct {
  BwMirror     *mirror;
  sqlite3_stmt *statement;
  GCancellable *cancellable;
  guint         n_rows;
  int           result;
} BwQuery;

BwQuery    *bw_query_new       (BwMirror *mirror, const char *sql, GCancellable *cancellable,
                                GError **error);
void        bw_query_bind_text (BwQuery *query, int parameter, const char *text);
void        bw_query_bind_int  (BwQuery *query, int parameter, gint64 value);
gboolean    bw_query_next      (BwQuery *query);
gboolean    bw_query_finish    (BwQuery *query, GError **error);
void        bw_query_free      (BwQuery *query);
const char *bw_query_text      (BwQuery *query, int column);
double      bw_query_double    (BwQuery *query, int column);
gint64      bw_query_int       (BwQuery *query, int column, gint64 fallback);
BwDate      bw_query_date      (BwQuery *query, int column);
BwDate      bw_query_timestamp_date (BwQuery *query, int column);
BwMoney     bw_query_money     (BwQuery *query, int column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwQuery, bw_query_free)

G_END_DECLS
