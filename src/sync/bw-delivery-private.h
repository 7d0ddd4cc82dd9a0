/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/bw-delivery.h"

G_BEGIN_DECLS

/**
 * BwVerdict:
 * @BW_VERDICT_SENT: the backend has the edit
 * @BW_VERDICT_CONFLICT: somebody else has changed the record
 * @BW_VERDICT_REFUSED: the backend does not take it
 * @BW_VERDICT_LATER: nothing is certain; this record waits, others go on
 * @BW_VERDICT_STOP: no edit would fare better now
 * @BW_VERDICT_GONE: the edit was changed or dropped before it was sent
 * @BW_VERDICT_FAILED: the outbox cannot be written, or it was cancelled; the error is set
 */
typedef enum {
  BW_VERDICT_SENT,
  BW_VERDICT_CONFLICT,
  BW_VERDICT_REFUSED,
  BW_VERDICT_LATER,
  BW_VERDICT_STOP,
  BW_VERDICT_GONE,
  BW_VERDICT_FAILED,
} BwVerdict;

BwVerdict bw_delivery_send_edit (BwOutbox *outbox, BwEdit *edit, BwDeliveryAsk ask, gpointer data,
                                 GCancellable *cancellable, GError **stopped, GError **error);

G_END_DECLS
