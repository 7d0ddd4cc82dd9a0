/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "model/bw-relation.h"

G_BEGIN_DECLS

#define BW_CURSOR_NO_STAMP G_MININT64

/**
 * BwCursor:
 * @done: everything of the relation has arrived
 * @check: when the end is reached, ask whether rows have appeared between @low and @known
 * @low: the beginning of the overlap with the last refresh
 * @known: the newest time stamp of the last refresh
 * @high: the newest time stamp that has arrived, then and now
 * @tied: the newest time stamp is shared by more rows than fit a page
 * @started_at: the backend's clock when this reading began, 0 when it does not tell
 * @updated_at: the time stamp where the next page begins
 * @after: rows of that very time stamp have all arrived
 * @in_tie: the page is to stay within that time stamp
 * @keys: (nullable): the key of the last row that has arrived, of that time stamp
 *
 * How far a relation was read. Time stamps are microseconds since 1970 UTC, or
 * %BW_CURSOR_NO_STAMP.
 */
typedef struct {
  gboolean   done;
  gboolean   check;
  gboolean   tied;
  gint64     low;
  gint64     known;
  gint64     high;
  gint64     started_at;
  gint64     updated_at;
  gboolean   after;
  gboolean   in_tie;
  char     **keys;
} BwCursor;

BwCursor *bw_cursor_new        (void);
BwCursor *bw_cursor_copy       (const BwCursor *cursor);
BwCursor *bw_cursor_parse      (const char *text);
char     *bw_cursor_format     (const BwCursor *cursor);
BwCursor *bw_cursor_next_start (const BwCursor *finished, gint64 overlap);
void      bw_cursor_restart    (BwCursor *cursor, gint64 updated_at);
gboolean  bw_cursor_end_of_tie (BwCursor *cursor);
void      bw_cursor_advance    (BwCursor  *cursor,
                                gint64     first,
                                gint64     last,
                                char     **keys,
                                gboolean   many);
void      bw_cursor_free       (BwCursor *cursor);

char     *bw_keyset_page_query  (const BwRelation *relation, const BwCursor *cursor, guint limit,
                                 gboolean optional);
char     *bw_keyset_count_query (const BwRelation *relation, gint64 from, gint64 to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwCursor, bw_cursor_free)

G_END_DECLS
