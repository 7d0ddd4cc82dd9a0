/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/bw-edit.h"

G_BEGIN_DECLS

BwEdit   *bw_work_edit_save   (const BwRecord *base, const BwRecord *wanted, const char *id,
                               const char *account);
BwEdit   *bw_work_edit_delete (const BwRecord *base, const char *account);
BwRecord *bw_work_new_play    (const char *account, const char *playbook, const char *owner,
                               BwDate opened_on, BwDate due_on, const char *status,
                               const char *outcome);

G_END_DECLS
