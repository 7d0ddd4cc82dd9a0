/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/bw-money.h"

G_BEGIN_DECLS

char *bw_chart_text_accounts (guint accounts, BwMoney arr, const char *currency);
char *bw_chart_text_group    (guint accounts, BwMoney arr, const char *currency);
char *bw_chart_text_value    (double value, const char *unit);

G_END_DECLS
