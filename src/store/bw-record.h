/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-date.h"
#include "model/bw-relation.h"
#include "store/bw-mirror.h"

G_BEGIN_DECLS

/**
 * BwRecord:
 *
 * A row of a relation, or some columns of one, as JSON sees it: every column is there with a value,
 * there and null, or not there at all. Columns that the schema table does not have are left out
 * when one is read. A record belongs to one thread at a time.
 */
typedef struct _BwRecord BwRecord;

BwRecord   *bw_record_new           (const BwRelation *relation);
BwRecord   *bw_record_copy          (const BwRecord *record);
void        bw_record_free          (BwRecord *record);
BwRecord   *bw_record_from_json     (const BwRelation *relation, const char *json, gssize length);
GPtrArray  *bw_record_array_from_json (const BwRelation *relation, const char *json, gssize length);
BwRecord   *bw_record_from_row      (const BwRelation *relation, sqlite3_stmt *statement);
BwRecord   *bw_record_read          (BwMirror *mirror, const BwRelation *relation, const char *key,
                                     GError **error);
char       *bw_record_to_json       (const BwRecord *record);
void        bw_record_bind          (const BwRecord *record, const char *column,
                                     sqlite3_stmt *statement, int parameter);

const BwRelation *bw_record_get_relation (const BwRecord *record);
gboolean    bw_record_has           (const BwRecord *record, const char *column);
gboolean    bw_record_is_empty      (const BwRecord *record);
const char *bw_record_get_json      (const BwRecord *record, const char *column);
char       *bw_record_dup_text      (const BwRecord *record, const char *column);
gint64      bw_record_get_integer   (const BwRecord *record, const char *column, gint64 fallback);
double      bw_record_get_double    (const BwRecord *record, const char *column);
BwDate      bw_record_get_date      (const BwRecord *record, const char *column);
gboolean    bw_record_is_deleted    (const BwRecord *record);

gboolean    bw_record_set_text      (BwRecord *record, const char *column, const char *text);
void        bw_record_set_integer   (BwRecord *record, const char *column, gint64 value);
void        bw_record_set_double    (BwRecord *record, const char *column, double value);
void        bw_record_set_date      (BwRecord *record, const char *column, BwDate date);
void        bw_record_set_timestamp (BwRecord *record, const char *column, gint64 microseconds);
void        bw_record_set_null      (BwRecord *record, const char *column);
void        bw_record_unset         (BwRecord *record, const char *column);
void        bw_record_set_deleted   (BwRecord *record, gboolean deleted);

void        bw_record_apply         (BwRecord *record, const BwRecord *changes);
BwRecord   *bw_record_pick          (const BwRecord *record, const BwRecord *columns);
gboolean    bw_record_matches       (const BwRecord *record, const BwRecord *changes);
GPtrArray  *bw_record_list_differences (const BwRecord *record, const BwRecord *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRecord, bw_record_free)

G_END_DECLS
