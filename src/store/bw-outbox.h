/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-edit.h"
#include "store/bw-store-error.h"

G_BEGIN_DECLS

/**
 * BwOutbox:
 *
 * The edits that a person made and that go back to the company's backend: one SQLite file a
 * portfolio in the data folder, mode 0600. Nothing else has them, so it is never thrown away. An
 * edit is on the disk when bw_outbox_append() returns, and edits of one record keep their order.
 *
 * An outbox is one connection and belongs to one thread at a time: open one in each thread.
 */
typedef struct _BwOutbox BwOutbox;

/**
 * BwOutboxListFlags:
 * @BW_OUTBOX_UNSENT: what the backend has not got, or not for certain
 * @BW_OUTBOX_ALL: and what it has got and is still kept
 */
typedef enum {
  BW_OUTBOX_UNSENT,
  BW_OUTBOX_ALL,
} BwOutboxListFlags;

/**
 * BwOutboxSalvage:
 * @set_aside_path: where the damaged file is now
 * @kept: edits that could be read
 * @lost: places at which there was or may have been an edit that could not
 */
typedef struct {
  char *set_aside_path;
  guint kept;
  guint lost;
} BwOutboxSalvage;

/* Opening (bw-outbox.c) */
BwOutbox   *bw_outbox_open         (const char *path, GError **error);
void        bw_outbox_close        (BwOutbox *outbox);
const char *bw_outbox_get_path     (BwOutbox *outbox);
const BwOutboxSalvage *bw_outbox_get_salvage (BwOutbox *outbox);
GPtrArray  *bw_outbox_check        (BwOutbox *outbox, GError **error);
gboolean    bw_outbox_mend         (const char *path, BwOutboxSalvage **salvage, GError **error);
char       *bw_outbox_salvage_describe (const BwOutboxSalvage *salvage);
void        bw_outbox_salvage_free (BwOutboxSalvage *salvage);

/* Edits (bw-outbox-edits.c) */
gboolean    bw_outbox_append       (BwOutbox *outbox, BwEdit *edit, GError **error);
gboolean    bw_outbox_append_all   (BwOutbox *outbox, GPtrArray *edits, GError **error);
GPtrArray  *bw_outbox_list         (BwOutbox *outbox, BwOutboxListFlags flags,
                                    const BwRelation *relation, const char *account,
                                    GError **error);
GPtrArray  *bw_outbox_list_record  (BwOutbox *outbox, const BwRelation *relation,
                                    const char *record, GError **error);
BwEdit     *bw_outbox_get          (BwOutbox *outbox, const char *id, GError **error);
gboolean    bw_outbox_next_unsent  (BwOutbox *outbox, gint64 after, BwEdit **edit, GError **error);
gint64      bw_outbox_count_unsent (BwOutbox *outbox, GError **error);
gint64      bw_outbox_count_unsent_at (const char *path, GError **error);
gboolean    bw_outbox_overlay      (BwOutbox *outbox, const BwRelation *relation, const char *key,
                                    const BwRecord *row, BwRecord **effective, GError **error);

/* What a person does with them (bw-outbox-choices.c) */
gboolean    bw_outbox_drop         (BwOutbox *outbox, const char *id, GError **error);
gboolean    bw_outbox_undo         (BwOutbox *outbox, const char *id, GError **error);
gboolean    bw_outbox_take_mine    (BwOutbox *outbox, const char *id, GError **error);
gboolean    bw_outbox_take_theirs  (BwOutbox *outbox, const char *id, GError **error);
gboolean    bw_outbox_amend        (BwOutbox *outbox, const char *id, const BwRecord *changes,
                                    GError **error);

/* What a delivery does with them (bw-outbox-marks.c) */
gboolean    bw_outbox_mark_sending  (BwOutbox *outbox, BwEdit *edit, GError **error);
gboolean    bw_outbox_mark_seen     (BwOutbox *outbox, BwEdit *edit, gint64 version,
                                     GError **error);
gboolean    bw_outbox_mark_waiting  (BwOutbox *outbox, BwEdit *edit, const char *reason,
                                     GError **error);
gboolean    bw_outbox_mark_sent     (BwOutbox *outbox, BwEdit *edit, const BwRecord *server,
                                     gint64 version, GError **error);
gboolean    bw_outbox_mark_conflict (BwOutbox *outbox, BwEdit *edit, const BwRecord *server,
                                     const char *reason, GError **error);
gboolean    bw_outbox_mark_refused  (BwOutbox *outbox, BwEdit *edit, const char *reason,
                                     GError **error);
gboolean    bw_outbox_settle_sent   (BwOutbox *outbox, gint64 before, guint keep, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwOutbox, bw_outbox_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwOutboxSalvage, bw_outbox_salvage_free)

G_END_DECLS
