/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-outbox.h"
#include "store/bw-store-file.h"

G_BEGIN_DECLS

/* The columns of an edit in the order of bw_outbox_read_edit(). */
#define BW_OUTBOX_COLUMNS                                                                          \
  "seq, id, relation, record, account, kind, changes, base, base_version, created_at, state,"      \
  " attempts, server, server_version, reason, mark, sent_at"

/* For the files of the outbox alone. */
struct _BwOutbox {
  char            *path;
  sqlite3         *handle;
  BwOutboxSalvage *salvage;
};

extern const BwStoreKind bw_outbox_kind;

BwOutbox     *bw_outbox_open_as_is  (const char *path, GError **error);
BwEdit       *bw_outbox_read_edit   (sqlite3_stmt *statement);
char         *bw_outbox_mark_of     (const BwEdit *edit);
gboolean      bw_outbox_insert_edit (sqlite3 *handle, const char *path, const BwEdit *edit,
                                     GError **error);
gboolean      bw_outbox_begin       (BwOutbox *outbox, GError **error);
gboolean      bw_outbox_end         (BwOutbox *outbox, gboolean good, GError **error);
sqlite3_stmt *bw_outbox_prepare     (BwOutbox *outbox, const char *sql, GError **error);
gboolean      bw_outbox_run         (BwOutbox *outbox, sqlite3_stmt *statement, GError **error);
gboolean      bw_outbox_insert      (BwOutbox *outbox, BwEdit *edit, GError **error);
gboolean      bw_outbox_follow      (BwOutbox *outbox, const BwEdit *edit, gint64 version,
                                     GError **error);
void          bw_outbox_set_error   (int result, const char *path, sqlite3 *handle, GError **error);

G_END_DECLS
