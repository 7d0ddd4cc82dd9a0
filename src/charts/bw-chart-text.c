/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-chart-text.h"

#include <glib/gi18n.h>

/**
 * bw_chart_text_accounts:
 * @accounts: how many
 * @arr: their ARR, or %BW_MONEY_NONE
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): "61 accounts · €1.9 M"
 */
char *
bw_chart_text_accounts (guint accounts, BwMoney arr, const char *currency)
{
  g_autofree char *money = bw_money_format_short (arr, currency);

  /* Translators: how many accounts, and their yearly revenue. */
  return g_strdup_printf (ngettext ("%1$'u account · %2$s", "%1$'u accounts · %2$s", accounts),
                          accounts, money);
}

/**
 * bw_chart_text_group:
 * @accounts: how many
 * @arr: their ARR, or %BW_MONEY_NONE
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): "61 · €1.9 M", for where there is little room
 */
char *
bw_chart_text_group (guint accounts, BwMoney arr, const char *currency)
{
  g_autofree char *money = bw_money_format_short (arr, currency);

  /* Translators: how many accounts, and their yearly revenue, as short as can be. */
  return g_strdup_printf (C_("accounts and revenue", "%1$'u · %2$s"), accounts, money);
}

/**
 * bw_chart_text_value:
 * @value: a value of a metric, or NaN
 * @unit: (nullable): its unit
 *
 * Returns: (transfer full): "6.0 h"
 */
char *
bw_chart_text_value (double value, const char *unit)
{
  g_autofree char *number = bw_number_format_auto (value);

  return bw_unit_format (number, unit);
}
