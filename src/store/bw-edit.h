/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-record.h"

G_BEGIN_DECLS

/**
 * BwEditKind:
 * @BW_EDIT_INSERT: a new record, whose id this program makes
 * @BW_EDIT_UPDATE: some columns of a record
 * @BW_EDIT_DELETE: a record goes
 * @BW_EDIT_RESTORE: a record that was deleted comes back
 */
typedef enum {
  BW_EDIT_INSERT,
  BW_EDIT_UPDATE,
  BW_EDIT_DELETE,
  BW_EDIT_RESTORE,
} BwEditKind;

/**
 * BwEditState:
 * @BW_EDIT_WAITING: the backend has not got it
 * @BW_EDIT_SENDING: the backend may have got it: it was sent, and no answer has come so far
 * @BW_EDIT_CONFLICT: somebody else changed the record; a person has to choose
 * @BW_EDIT_REFUSED: the backend does not take it, for the reason kept with it
 * @BW_EDIT_SENT: the backend has got it; kept to be shown until the mirror has it, and to be undone
 */
typedef enum {
  BW_EDIT_WAITING,
  BW_EDIT_SENDING,
  BW_EDIT_CONFLICT,
  BW_EDIT_REFUSED,
  BW_EDIT_SENT,
} BwEditState;

/**
 * BwEdit:
 * @seq: its place in the order of edits; never given to another
 * @id: a UUID
 * @record: the record's id
 * @account: the account the record belongs to, or %NULL when that is not known
 * @changes: the columns that are set; of an insert all of them; empty for delete and restore
 * @base: the record as the person saw it, or %NULL
 * @base_version: the version that the edit is made on, 0 for an insert or when it is not known
 * @created_at: microseconds since 1970 UTC, as this computer's clock said; no order comes from it
 * @attempts: how often it was sent
 * @server: the backend's row, of a conflict and of what was sent, or %NULL
 * @server_version: the version of @server, or 0
 * @settled: whether a refresh has brought back what was sent, so that the mirror has it
 * @reason: why it waits, conflicts or was refused, or %NULL
 */
typedef struct {
  gint64            seq;
  char             *id;
  const BwRelation *relation;
  char             *record;
  char             *account;
  BwEditKind        kind;
  BwRecord         *changes;
  BwRecord         *base;
  gint64            base_version;
  gint64            created_at;
  BwEditState       state;
  guint             attempts;
  BwRecord         *server;
  gint64            server_version;
  gboolean          settled;
  char             *reason;
} BwEdit;

BwEdit     *bw_edit_new         (const BwRelation *relation, BwEditKind kind, const char *record,
                                 const BwRecord *changes, const BwRecord *base);
void        bw_edit_free        (BwEdit *edit);
BwRecord   *bw_edit_apply       (const BwEdit *edit, const BwRecord *row);
BwRecord   *bw_edit_apply_all   (GPtrArray *edits, const BwRecord *row);
const char *bw_edit_kind_name   (BwEditKind kind);
const char *bw_edit_state_name  (BwEditState state);
gboolean    bw_edit_kind_parse  (const char *name, BwEditKind *kind);
gboolean    bw_edit_state_parse (const char *name, BwEditState *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwEdit, bw_edit_free)

G_END_DECLS
