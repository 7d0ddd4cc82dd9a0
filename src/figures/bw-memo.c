/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-memo.h"

#include <math.h>
#include <string.h>

#define NO_TEXT G_MAXUINT32

/* Steps to either side of 0 for a value that is kept in 16 bits: finer than any screen. */
#define STEPS 32000

void
bw_memo_value (BwMemo *memo, gpointer value, gsize size)
{
  if (memo->out != NULL)
    {
      g_byte_array_append (memo->out, value, size);
      return;
    }
  if (memo->failed || size > memo->left)
    {
      memo->failed = TRUE;
      return;
    }
  memcpy (value, memo->in, size);
  memo->in += size;
  memo->left -= size;
}

/* An array of @n elements, or NULL when it is; a new one when reading. */
void
bw_memo_array (BwMemo *memo, gpointer *array, gsize width, gsize n)
{
  guint8 there = *array != NULL;

  bw_memo_value (memo, &there, 1);
  if (memo->failed || !there)
    return;
  if (memo->out == NULL)
    {
      if (n > memo->left / width)
        {
          memo->failed = TRUE;
          return;
        }
      *array = g_malloc0 ((n + 1) * width);
    }
  bw_memo_value (memo, *array, n * width);
}

void
bw_memo_string (BwMemo *memo, char **text)
{
  guint32 length = *text != NULL ? strlen (*text) : NO_TEXT;

  bw_memo_value (memo, &length, sizeof length);
  if (memo->failed || length == NO_TEXT)
    return;
  if (memo->out == NULL)
    {
      if (length > memo->left || !g_utf8_validate_len ((const char *) memo->in, length, NULL))
        {
          memo->failed = TRUE;
          return;
        }
      *text = g_malloc0 (length + 1);
    }
  bw_memo_value (memo, *text, length);
}

void
bw_memo_strings (BwMemo *memo, char ***list)
{
  guint32 n = *list != NULL ? g_strv_length (*list) : 0;

  bw_memo_value (memo, &n, sizeof n);
  if (memo->out == NULL)
    {
      if (memo->failed || n > memo->left)
        {
          memo->failed = TRUE;
          return;
        }
      *list = g_new0 (char *, n + 1);
    }
  for (guint32 i = 0; i < n && !memo->failed; i++)
    bw_memo_string (memo, &(*list)[i]);
}

void
bw_memo_filter (BwMemo *memo, BwAccountFilter **filter)
{
  g_autofree char *text = memo->out != NULL ? bw_account_filter_to_string (*filter) : NULL;

  bw_memo_string (memo, &text);
  if (memo->out != NULL || memo->failed || text == NULL)
    return;
  *filter = bw_account_filter_parse (text, NULL);
  if (*filter == NULL)
    memo->failed = TRUE;
}

/* Values within @scale either side of 0, in 16 bits each; NaN stays NaN. */
void
bw_memo_doubles (BwMemo *memo, const double **values, gsize n, double scale)
{
  g_autofree gint16 *steps = memo->out != NULL ? g_new (gint16, n + 1) : NULL;
  const double step = scale / STEPS;
  double *read;

  for (gsize i = 0; memo->out != NULL && i < n; i++)
    steps[i] = isnan ((*values)[i])
                 ? G_MININT16
                 : (gint16) lrint (CLAMP ((*values)[i] / scale, -1, 1) * STEPS);
  bw_memo_array (memo, (gpointer *) &steps, sizeof *steps, n);
  if (memo->out != NULL || memo->failed || steps == NULL)
    return;
  read = g_new (double, n + 1);
  for (gsize i = 0; i < n; i++)
    read[i] = steps[i] == G_MININT16 ? NAN : steps[i] * step;
  *values = read;
}

/* Amounts to seven digits; unknown stays unknown. */
void
bw_memo_amounts (BwMemo *memo, const BwMoney **amounts, gsize n)
{
  g_autofree float *rounded = memo->out != NULL ? g_new (float, n + 1) : NULL;
  BwMoney *read;

  for (gsize i = 0; memo->out != NULL && i < n; i++)
    rounded[i] = (*amounts)[i] == BW_MONEY_NONE ? NAN : (float) (*amounts)[i];
  bw_memo_array (memo, (gpointer *) &rounded, sizeof *rounded, n);
  if (memo->out != NULL || memo->failed || rounded == NULL)
    return;
  read = g_new (BwMoney, n + 1);
  for (gsize i = 0; i < n; i++)
    read[i] = fabsf (rounded[i]) < 9e18f ? (BwMoney) rounded[i] : BW_MONEY_NONE;
  *amounts = read;
}
