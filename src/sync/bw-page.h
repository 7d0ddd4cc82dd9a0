/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "model/bw-relation.h"
#include "store/bw-staging.h"
#include "sync/bw-sync-error.h"

G_BEGIN_DECLS

/**
 * BwPage:
 *
 * The rows of one relation as a backend sent them, in JSON or CSV. Opening it finds out how many
 * there are and where the next page begins, which is quick; reading the rows checks every value
 * against the schema table. The two may happen in different threads, one after the other.
 */
typedef struct _BwPage BwPage;

/**
 * BwPageRowFunc:
 * @values: (array): one for each column of the relation; valid during the call
 * @updated_at: microseconds since 1970 UTC
 * @deleted: whether the row is a tombstone
 * @data: user data
 * @error: return location
 *
 * Returns: whether to go on
 */
typedef gboolean (*BwPageRowFunc) (const BwValue *values, gint64 updated_at, gboolean deleted,
                                   gpointer data, GError **error);

BwPage   *bw_page_new_json       (const BwRelation *relation, GBytes *body, GError **error);
BwPage   *bw_page_new_csv        (const BwRelation *relation, GBytes *body, GError **error);
guint     bw_page_get_n_rows     (const BwPage *page);
gsize     bw_page_get_n_bytes    (const BwPage *page);
void      bw_page_get_range      (const BwPage *page, gint64 *first, gint64 *last);
char    **bw_page_get_last_keys  (const BwPage *page);
gboolean  bw_page_read           (BwPage *page, BwPageRowFunc func, gpointer data, GError **error);
void      bw_page_free           (BwPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwPage, bw_page_free)

G_END_DECLS
