/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-money.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "model/bw-locale.h"

#define NO_BREAK_SPACE "\302\240"
/* First strong isolate and the end of it: the words of a unit may run either way. */
#define ISOLATE        "\342\201\250"
#define END_OF_ISOLATE "\342\201\251"

/* ISO 4217 currencies whose minor unit is not a hundredth. */
static const struct {
  char code[4];
  int  exponent;
} exponents[] = {
  { "BHD", 3 }, { "BIF", 0 }, { "CLP", 0 }, { "DJF", 0 }, { "GNF", 0 }, { "IQD", 3 },
  { "ISK", 0 }, { "JOD", 3 }, { "JPY", 0 }, { "KMF", 0 }, { "KRW", 0 }, { "KWD", 3 },
  { "LYD", 3 }, { "OMR", 3 }, { "PYG", 0 }, { "RWF", 0 }, { "TND", 3 }, { "UGX", 0 },
  { "UYI", 0 }, { "VND", 0 }, { "VUV", 0 }, { "XAF", 0 }, { "XOF", 0 }, { "XPF", 0 },
};

/* The currencies that have a sign everybody reads; the others are written by their code. */
static const struct {
  char        code[4];
  const char *sign;
} signs[] = {
  { "EUR", "€" }, { "USD", "$" }, { "GBP", "£" }, { "JPY", "¥" }, { "INR", "₹" },
};

static const char *
currency_sign (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      if (g_strcmp0 (signs[i].code, currency) == 0)
        return signs[i].sign;
    }
  return currency;
}

/* A number stays on one line with its unit, and in a text that runs from right to left it keeps its
 * own order, the sign before it. Takes @text. */
static char *
keep_whole (char *text)
{
  if (strchr (text, ' ') != NULL)
    {
      g_autofree char *plain = text;
      g_auto (GStrv) words = g_strsplit (plain, " ", -1);

      text = g_strjoinv (NO_BREAK_SPACE, words);
    }
  if (bw_locale_is_right_to_left ())
    {
      g_autofree char *plain = text;

      text = g_strconcat (ISOLATE, plain, END_OF_ISOLATE, NULL);
    }
  return text;
}

/* Puts the number and the currency together as the language does. */
static char *
with_currency (const char *number, gboolean negative, const char *currency)
{
  const char *sign = currency_sign (currency);

  if (sign == NULL || *sign == '\0')
    return keep_whole (g_strconcat (negative ? "−" : "", number, NULL));
  if (sign == currency)
    /* Translators: an amount of money with the code of its currency, as in "CHF 1.9 M". */
    return keep_whole (g_strdup_printf (
      negative ? C_("money", "−%1$s %2$s") : C_("money", "%1$s %2$s"), sign, number));
  /* Translators: an amount of money with the sign of its currency, as in "€1.9 M". */
  return keep_whole (g_strdup_printf (negative ? C_("money", "−%1$s%2$s") : C_("money", "%1$s%2$s"),
                                      sign, number));
}

/**
 * bw_currency_exponent:
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: how many decimals its minor unit stands for; 2 for a code that is not known
 */
int
bw_currency_exponent (const char *currency)
{
  for (guint i = 0; i < G_N_ELEMENTS (exponents); i++)
    {
      if (g_strcmp0 (exponents[i].code, currency) == 0)
        return exponents[i].exponent;
    }
  return 2;
}

/**
 * bw_money_add:
 * @a: an amount
 * @b: another
 * @sum: (out): their sum, unchanged on overflow
 *
 * Returns: whether both are known and the sum fits
 */
gboolean
bw_money_add (BwMoney a, BwMoney b, BwMoney *sum)
{
  BwMoney result;

  if (a == BW_MONEY_NONE || b == BW_MONEY_NONE || __builtin_add_overflow (a, b, &result)
      || result == BW_MONEY_NONE)
    return FALSE;
  *sum = result;
  return TRUE;
}

/**
 * bw_money_format:
 * @amount: minor units, or %BW_MONEY_NONE
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): the exact amount as the locale writes it, without decimals where
 *   they are all zero; "–" when unknown
 */
char *
bw_money_format (BwMoney amount, const char *currency)
{
  int exponent = bw_currency_exponent (currency);
  guint64 magnitude, scale = 1;
  g_autofree char *whole = NULL;

  if (amount == BW_MONEY_NONE)
    return g_strdup ("–");

  magnitude = amount < 0 ? -(guint64) amount : (guint64) amount;
  for (int i = 0; i < exponent; i++)
    scale *= 10;

  if (magnitude % scale == 0)
    {
      whole = g_strdup_printf ("%'" G_GUINT64_FORMAT, magnitude / scale);
    }
  else
    {
      /* The decimal sign is the locale's, taken from how it writes one half. */
      g_autofree char *half = g_strdup_printf ("%.1f", 0.5);
      g_autofree char *point = g_strndup (half + 1, strlen (half) - 2);

      whole = g_strdup_printf ("%'" G_GUINT64_FORMAT "%s%0*" G_GUINT64_FORMAT, magnitude / scale,
                               point, exponent, magnitude % scale);
    }
  return with_currency (whole, amount < 0, currency);
}

/**
 * bw_money_format_short:
 * @amount: minor units, or %BW_MONEY_NONE
 * @currency: (nullable): an ISO 4217 code
 *
 * Returns: (transfer full): the amount with two or three significant digits, "€1.9 M", as charts
 *   show it; "–" when unknown
 */
char *
bw_money_format_short (BwMoney amount, const char *currency)
{
  double value;
  g_autofree char *number = NULL;

  if (amount == BW_MONEY_NONE)
    return g_strdup ("–");

  value = fabs ((double) amount) / pow (10, bw_currency_exponent (currency));
  if (value < 999.5)
    number = g_strdup_printf ("%.0f", value);
  else if (value < 9.95e3)
    /* Translators: thousands, as in "1.9 k". */
    number = g_strdup_printf (C_("money", "%.1f k"), value / 1e3);
  else if (value < 999.5e3)
    number = g_strdup_printf (C_("money", "%.0f k"), value / 1e3);
  else if (value < 99.95e6)
    /* Translators: millions, as in "1.9 M". */
    number = g_strdup_printf (C_("money", "%.1f M"), value / 1e6);
  else if (value < 999.5e6)
    number = g_strdup_printf (C_("money", "%.0f M"), value / 1e6);
  else
    /* Translators: thousands of millions, as in "1.9 bn". */
    number = g_strdup_printf (C_("money", "%.1f bn"), value / 1e9);
  return with_currency (number, amount < 0, currency);
}

/**
 * bw_number_format:
 * @value: a number, or NaN
 * @decimals: how many decimals
 *
 * Returns: (transfer full): the number as the locale writes it, with a true minus; "–" for NaN
 */
char *
bw_number_format (double value, int decimals)
{
  double magnitude = fabs (value);

  if (isnan (value))
    return g_strdup ("–");
  if (magnitude < 0.5 * pow (10, -decimals))
    return g_strdup_printf ("%.*f", decimals, 0.0);
  return keep_whole (g_strdup_printf ("%s%'.*f", value < 0 ? "−" : "", decimals, magnitude));
}

/**
 * bw_number_format_auto:
 * @value: a number, or NaN
 *
 * Returns: (transfer full): the number with as many decimals as its size calls for: none from
 *   100 on, one from 1 on, two significant digits below
 */
char *
bw_number_format_auto (double value)
{
  double magnitude = fabs (value);

  if (isnan (value))
    return g_strdup ("–");
  if (magnitude >= 99.95 || magnitude == 0)
    return bw_number_format (value, 0);
  if (magnitude >= 0.995)
    return bw_number_format (value, 1);
  return bw_number_format (value, MIN (8, 1 - (int) floor (log10 (magnitude))));
}

/**
 * bw_share_format:
 * @share: a share, 1 being the whole, or NaN
 * @decimals: how many decimals of the percentage
 *
 * Returns: (transfer full): the share in per cent as the language writes it; "–" for NaN
 */
char *
bw_share_format (double share, int decimals)
{
  g_autofree char *number = bw_number_format (share * 100, decimals);

  if (isnan (share))
    return g_steal_pointer (&number);
  /* Translators: a percentage. The space before the sign, where the language wants one, is made one
   * that does not break. */
  return keep_whole (g_strdup_printf (C_("percentage", "%s %%"), number));
}

/**
 * bw_difference_format:
 * @sign: what the sign is taken from: above 0, below, or 0 for none
 * @size: the size of the difference as text, with its unit
 *
 * Returns: (transfer full): "+3.4 h", "−3.4 h" or "3.4 h", kept on one line
 */
char *
bw_difference_format (double sign, const char *size)
{
  return keep_whole (g_strconcat (sign > 0 ? "+" : sign < 0 ? "−" : "", size, NULL));
}

/**
 * bw_unit_format:
 * @number: a number as text
 * @unit: (nullable): its unit
 *
 * Returns: (transfer full): "6.0 h", kept on one line
 */
char *
bw_unit_format (const char *number, const char *unit)
{
  if (unit == NULL || *unit == '\0')
    return g_strdup (number);
  /* Translators: a number and its unit. */
  return keep_whole (g_strdup_printf (C_("value and unit", "%1$s %2$s"), number, unit));
}
