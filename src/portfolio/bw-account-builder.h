/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "portfolio/bw-account-columns.h"
#include "portfolio/bw-query.h"

G_BEGIN_DECLS

/* What bw_account_builder_add() reads, in its order; "a" is an account and "s" its slot. */
#define BW_ACCOUNT_BUILDER_SELECT \
  "SELECT s.slot, a.id, a.name, a.industry, a.region, a.lifecycle_stage, a.reason_to_buy, " \
  "a.owner_id, a.strategic, a.contract_started_on, a.go_live_on, a.renewal_on, a.churned_on "

/**
 * BwAccountBuilder:
 *
 * Puts the columns of a file of accounts together, account by account: read from the mirror, or
 * taken over from an older file. Which of both it was, and in which order, cannot be told from the
 * result.
 */
typedef struct _BwAccountBuilder BwAccountBuilder;

BwAccountBuilder *bw_account_builder_new    (const BwAccountColumns *old);
void              bw_account_builder_free   (BwAccountBuilder *self);
gboolean          bw_account_builder_is_full (const BwAccountBuilder *self);
void              bw_account_builder_add    (BwAccountBuilder *self, BwQuery *query);
void              bw_account_builder_copy   (BwAccountBuilder *self, guint row);
BwColumnFile     *bw_account_builder_finish (BwAccountBuilder *self, const BwAccountTable *table,
                                             const char *witness, const char *path);
guint32           bw_account_id_hash        (const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwAccountBuilder, bw_account_builder_free)

G_END_DECLS
