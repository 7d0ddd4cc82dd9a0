/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-access.h"
#include "demo/bw-demo-filter.h"

G_BEGIN_DECLS

/* No relation has more columns than this, its time stamps included. */
#define BW_DEMO_MAX_COLUMNS 32

/**
 * BwDemoCount:
 *
 * Whether a request asks how many rows there are besides those that it gets.
 */
typedef enum {
  BW_DEMO_COUNT_NONE,
  BW_DEMO_COUNT_EXACT,
  BW_DEMO_COUNT_ESTIMATED,
} BwDemoCount;

/**
 * BwDemoQuery:
 * @access: (nullable): who asks; %NULL where everybody sees everything
 * @relation: what is asked for
 * @filter: which rows of it
 * @columns: indices of columns; the two after the relation's own are updated_at and deleted_at
 * @csv: whether the answer is comma-separated values and not JSON
 * @limit: of rows; set to what one answer holds at most before the request is read
 * @text: the answer, once it was run
 * @n_rows: in @text
 *
 * One request for rows of a relation, as PostgREST reads it.
 */
typedef struct {
  BwDemoAccess     *access;
  const BwRelation *relation;
  BwDemoFilter     *filter;
  guint             columns[BW_DEMO_MAX_COLUMNS];
  guint             n_columns;
  gboolean          csv;
  BwDemoCount       count;
  guint64           offset;
  guint64           limit;

  GString          *text;
  guint64           n_passed;
  guint64           n_rows;
} BwDemoQuery;

gboolean    bw_demo_query_parse         (BwDemoQuery *query, const BwRelation *relation,
                                         const char *text, GError **error);
void        bw_demo_query_parse_headers (BwDemoQuery *query, const char *range, const char *prefer,
                                         const char *accept);
void        bw_demo_query_run           (BwDemoQuery *query, BwDemoWrites *writes);
gboolean    bw_demo_query_is_whole      (const BwDemoQuery *query);
gint64      bw_demo_query_count         (const BwDemoQuery *query, BwDemoCompany *company,
                                         BwDemoWrites *writes, gboolean *is_estimate);
void        bw_demo_query_clear         (BwDemoQuery *query);
const char *bw_demo_query_column_name   (const BwRelation *relation, guint column);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwDemoQuery, bw_demo_query_clear)

G_END_DECLS
