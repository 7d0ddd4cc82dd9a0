/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * BwMoney:
 *
 * An amount in minor units (cents) of the company's currency. %BW_MONEY_NONE is unknown.
 */
typedef gint64 BwMoney;

#define BW_MONEY_NONE G_MININT64

int      bw_currency_exponent (const char *currency);
gboolean bw_money_add         (BwMoney a, BwMoney b, BwMoney *sum);
char    *bw_money_format      (BwMoney amount, const char *currency);
char    *bw_money_format_short (BwMoney amount, const char *currency);
char    *bw_number_format     (double value, int decimals);
char    *bw_number_format_auto (double value);
char    *bw_share_format      (double share, int decimals);
char    *bw_difference_format (double sign, const char *size);
char    *bw_unit_format       (const char *number, const char *unit);

G_END_DECLS
