/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "model/bw-relation.h"
#include "store/bw-store-error.h"

G_BEGIN_DECLS

/**
 * BwMirror:
 *
 * The copy of a company's data on this computer: one SQLite file with one table a relation, made
 * from the schema table. It can be thrown away at any time; the next refresh fetches it again.
 *
 * Each relation's table is called like the relation and has its columns, in their order, and
 * `updated_at` (microseconds since 1970 UTC, 0 when the source gives none) after them. It is
 * STRICT and WITHOUT ROWID, clustered by the relation's key: observations lie together by account,
 * metric and date. Dates are days since 1970 (a #BwDate), time stamps microseconds, booleans 0
 * or 1; unknown is NULL. Deleted rows are not there. Nothing enforces references: what refers to
 * nothing is kept, counted and reported.
 *
 * Besides them there are `account_slots (account_id, slot)`: a small number for every account that
 * was ever seen, never given to another; `touched (account_id, generation)`; and `meta`.
 * Other parts may add tables of their own through the handle; names that begin with `fill_` belong
 * to the refresh.
 *
 * A mirror is one connection and belongs to one thread at a time: open one in each thread. The
 * file is in rollback-journal mode. A reader that keeps a transaction open holds up a merge, and a
 * merge holds up readers for as long as it writes; both wait up to ten seconds, then fail with
 * %BW_STORE_ERROR_BUSY and can be tried again.
 */
typedef struct _BwMirror BwMirror;

/**
 * BwMirrorFlags:
 * @BW_MIRROR_READ_ONLY: the connection cannot change anything; the file is mapped for reading
 * @BW_MIRROR_CREATE: make the file when it is missing, and set a damaged one aside and begin anew
 */
typedef enum {
  BW_MIRROR_NONE = 0,
  BW_MIRROR_READ_ONLY = 1 << 0,
  BW_MIRROR_CREATE = 1 << 1,
} BwMirrorFlags;

/* Keys of meta that have a meaning to more than one part. Values are text. */
#define BW_MIRROR_META_ID "id"                     /* made with the mirror; no two have the same */
#define BW_MIRROR_META_LAST_REFRESH "last_refresh" /* microseconds since 1970 UTC */

BwMirror   *bw_mirror_open               (const char *path, BwMirrorFlags flags, GError **error);
void        bw_mirror_close              (BwMirror *mirror);
sqlite3    *bw_mirror_get_handle         (BwMirror *mirror);
const char *bw_mirror_get_path           (BwMirror *mirror);
const char *bw_mirror_get_set_aside_path (BwMirror *mirror);
char       *bw_mirror_set_aside          (const char *path, GError **error);

gint64      bw_mirror_get_generation     (BwMirror *mirror, GError **error);
GPtrArray  *bw_mirror_list_touched_since (BwMirror  *mirror,
                                          gint64     generation,
                                          gboolean  *all,
                                          GError   **error);

gboolean    bw_mirror_get_meta           (BwMirror    *mirror,
                                          const char  *key,
                                          char       **value,
                                          GError     **error);
gboolean    bw_mirror_set_meta           (BwMirror    *mirror,
                                          const char  *key,
                                          const char  *value,
                                          GError     **error);

gboolean    bw_mirror_is_older           (BwMirror *mirror, BwRelationId relation);
gboolean    bw_mirror_set_older          (BwMirror     *mirror,
                                          BwRelationId  relation,
                                          gboolean      older,
                                          GError      **error);

gint64      bw_mirror_count_rows         (BwMirror *mirror, BwRelationId relation, GError **error);
gboolean    bw_mirror_exec               (BwMirror *mirror, const char *sql, GError **error);
GPtrArray  *bw_mirror_check              (BwMirror *mirror, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMirror, bw_mirror_close)

G_END_DECLS
