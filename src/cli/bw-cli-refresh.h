/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sync/bw-refresh.h"

G_BEGIN_DECLS

gboolean bw_cli_refresh (BwPortfolioInfo *info, const BwRefreshSetup *setup, GError **error);
char    *bw_cli_read_token (const char *path, GError **error);

G_END_DECLS
