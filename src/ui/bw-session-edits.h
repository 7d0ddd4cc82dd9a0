/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-outbox.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

/**
 * BwUnsent:
 * @all: edits that the backend has not got, the others included
 * @conflicts: of them, those that somebody has to choose about
 * @refused: of them, those that the backend does not take
 */
typedef struct {
  guint all;
  guint conflicts;
  guint refused;
} BwUnsent;

/**
 * BwEditChoice:
 * @BW_CHOICE_UNDO: see bw_outbox_undo()
 * @BW_CHOICE_DROP: see bw_outbox_drop()
 * @BW_CHOICE_TRY_AGAIN: send what was refused once more, as it is
 * @BW_CHOICE_MINE: see bw_outbox_take_mine()
 * @BW_CHOICE_THEIRS: see bw_outbox_take_theirs()
 */
typedef enum {
  BW_CHOICE_UNDO,
  BW_CHOICE_DROP,
  BW_CHOICE_TRY_AGAIN,
  BW_CHOICE_MINE,
  BW_CHOICE_THEIRS,
} BwEditChoice;

/* Edits of the open portfolio (bw-session-edits.c). Each of these works on a thread of its own, in
 * the order in which they were asked for. */
void        bw_session_save_async         (BwSession *self, GPtrArray *edits,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean    bw_session_save_finish        (BwSession *self, GAsyncResult *result, GError **error);
void        bw_session_choose_async       (BwSession *self, BwEditChoice choice, const char *id,
                                           GAsyncReadyCallback callback, gpointer user_data);
gboolean    bw_session_choose_finish      (BwSession *self, GAsyncResult *result, GError **error);
void        bw_session_amend_async        (BwSession *self, const char *id,
                                           const BwRecord *changes, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean    bw_session_amend_finish       (BwSession *self, GAsyncResult *result, GError **error);
void        bw_session_undo_async         (BwSession *self, GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean    bw_session_undo_finish        (BwSession *self, GAsyncResult *result, GError **error);
gboolean    bw_session_can_undo           (BwSession *self);
void        bw_session_list_edits_async   (BwSession *self, GCancellable *cancellable,
                                           GAsyncReadyCallback callback, gpointer user_data);
GPtrArray  *bw_session_list_edits_finish  (BwSession *self, GAsyncResult *result, GError **error);
void        bw_session_count_unsent_async (BwSession *self, const char *name,
                                           GAsyncReadyCallback callback, gpointer user_data);
gint64      bw_session_count_unsent_finish (BwSession *self, GAsyncResult *result,
                                            GError **error);

gboolean    bw_session_is_saving          (BwSession *self);
const BwUnsent *bw_session_get_unsent     (BwSession *self);
guint       bw_session_get_n_unsent       (BwSession *self);
const GError *bw_session_get_edits_error  (BwSession *self);
char       *bw_session_take_salvage       (BwSession *self);

/* Their way to the backend (bw-session-send.c). */
void        bw_session_send               (BwSession *self);
gboolean    bw_session_is_sending         (BwSession *self);
BwStatus    bw_session_get_send_status    (BwSession *self);
char       *bw_session_describe_sending   (BwSession *self, const char **remedy,
                                           const char **action);

G_END_DECLS
