/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/bw-account-list.h"

G_BEGIN_DECLS

void     bw_accounts_export_async  (BwAccountList *list, const char *const *keys,
                                    const char *path, GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean bw_accounts_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
