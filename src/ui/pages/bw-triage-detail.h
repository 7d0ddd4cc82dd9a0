/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figures/bw-account-work.h"
#include "ui/widgets/bw-triage-list.h"

G_BEGIN_DECLS

/**
 * BwTriageDetail:
 * @reasons: (element-type BwTriageReason): with the rows that each rests on
 * @work: what is done about the account
 *
 * What stands behind one account of the queue.
 */
typedef struct {
  char          *account_id;
  GPtrArray     *reasons;
  BwAccountWork *work;
} BwTriageDetail;

void            bw_triage_detail_load_async  (BwTriageQueue *queue, guint position,
                                              const char *mirror_path, const char *outbox_path,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
BwTriageDetail *bw_triage_detail_load_finish (GAsyncResult *result, GError **error);
void            bw_triage_detail_free        (BwTriageDetail *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwTriageDetail, bw_triage_detail_free)

G_END_DECLS
