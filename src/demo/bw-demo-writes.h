/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "demo/bw-demo-row.h"

G_BEGIN_DECLS

/**
 * BwDemoWrites:
 *
 * What has been written to a demo company: the rows that were added, changed and deleted, beside
 * those that the generator makes. They are kept in a file, a line of JSON for each write, so that
 * they are there when the company is served again. It belongs to one thread.
 */
typedef struct _BwDemoWrites BwDemoWrites;

/**
 * BwDemoWrittenFunc:
 * @deleted_at: when the row was deleted, or %BW_DEMO_NOT_DELETED
 *
 * As #BwDemoRowFunc, with tombstones.
 */
typedef gboolean (*BwDemoWrittenFunc) (const BwDemoValue *values, gint64 updated_at,
                                       gint64 deleted_at, gpointer data);

BwDemoWrites *bw_demo_writes_new     (BwDemoCompany *company, const char *path, GError **error);
void          bw_demo_writes_free    (BwDemoWrites *writes);
gboolean      bw_demo_writes_begin   (BwDemoWrites *writes, GError **error);
void          bw_demo_writes_end     (BwDemoWrites *writes);
BwDemoRow    *bw_demo_writes_find    (BwDemoWrites *writes, const BwRelation *relation,
                                      const char *id);
const char   *bw_demo_writes_account_of_plan (BwDemoWrites *writes, const char *plan_id);
gint64        bw_demo_writes_next_stamp (BwDemoWrites *writes);
gboolean      bw_demo_writes_keep    (BwDemoWrites *writes, BwDemoRow *row, GError **error);
gboolean      bw_demo_writes_each_row_from (BwDemoWrites *writes, const BwRelation *relation,
                                            gint64 updated_at, BwDemoWrittenFunc func,
                                            gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDemoWrites, bw_demo_writes_free)

G_END_DECLS
