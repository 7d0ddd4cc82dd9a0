/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-work-check.h"
#include "ui/dialogs/bw-edit-dialog.h"

G_BEGIN_DECLS

/* One of the accounts that a dialog is about. */
typedef struct {
  char *id;
  char *owner_id; /* (nullable) */
} BwBulkAccount;

/**
 * BwBulkEdit:
 * @account: one of the accounts
 * @plays: (element-type BwRecord): all of its plays, with the edits that are not sent
 * @wanted: what the dialog says
 * @today: the day that counts as today
 * @edits: (element-type BwEdit): gets the edits
 *
 * What is done to one account, on a worker thread.
 */
typedef void (*BwBulkEdit) (const BwBulkAccount *account, GPtrArray *plays, const BwRecord *wanted,
                            BwDate today, GPtrArray *edits);

BwRecordForm *bw_bulk_edit_set_up (BwEditDialog *dialog, const char *const *account_ids,
                                   const char *description, BwBulkEdit edit);

G_END_DECLS
