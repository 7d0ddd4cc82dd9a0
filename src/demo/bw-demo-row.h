/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <yyjson.h>

#include "demo/bw-demo-company.h"

G_BEGIN_DECLS

/**
 * BwDemoRow:
 * @values: the cells in the order of the schema table; their text belongs to the row
 * @updated_at: microseconds since 1970 UTC
 * @deleted_at: the same, or %BW_DEMO_NOT_DELETED
 *
 * A row that is kept and can be changed, other than those that the generator makes.
 */
typedef struct {
  const BwRelation *relation;
  BwDemoValue      *values;
  gint64            updated_at;
  gint64            deleted_at;
} BwDemoRow;

#define BW_DEMO_NOT_DELETED G_MININT64

BwDemoRow  *bw_demo_row_new     (const BwRelation *relation, const BwDemoValue *values);
BwDemoRow  *bw_demo_row_copy    (const BwDemoRow *row);
void        bw_demo_row_free    (BwDemoRow *row);
void        bw_demo_row_set     (BwDemoRow *row, guint column, const BwDemoValue *value);
gboolean    bw_demo_row_apply   (BwDemoRow *row, yyjson_val *object, GError **error);
gboolean    bw_demo_row_equal   (const BwDemoRow *row, const BwDemoRow *other);
void        bw_demo_row_append_json (GString *text, const BwDemoRow *row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwDemoRow, bw_demo_row_free)

G_END_DECLS
