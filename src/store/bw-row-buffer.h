/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-staging.h"

G_BEGIN_DECLS

/**
 * BwRowBuffer:
 *
 * Rows of one relation that wait in memory to be written in the order of their key. A backend sends
 * what changed last last, by day over all accounts, say; written as they come, each row would touch
 * another page of a table that is clustered by account.
 */
typedef struct _BwRowBuffer BwRowBuffer;

BwRowBuffer   *bw_row_buffer_new         (const BwRelation *relation);
void           bw_row_buffer_free        (BwRowBuffer *buffer);
void           bw_row_buffer_add         (BwRowBuffer   *buffer,
                                          const BwValue *values,
                                          gint64         updated_at,
                                          gboolean       deleted);
void           bw_row_buffer_sort        (BwRowBuffer *buffer);
guint          bw_row_buffer_get_n_rows  (const BwRowBuffer *buffer);
gsize          bw_row_buffer_get_n_bytes (const BwRowBuffer *buffer);
const BwValue *bw_row_buffer_get         (const BwRowBuffer *buffer, guint row, gboolean *deleted);
void           bw_row_buffer_clear       (BwRowBuffer *buffer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwRowBuffer, bw_row_buffer_free)

G_END_DECLS
