/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "portfolio/bw-filter-private.h"

/*
 * The grammar of a filter as text, for the command line and for audiences that are kept:
 *
 *   expression  terms with blanks between; all must hold
 *   term        FIELD=WORD[,WORD…]       owner tier industry region stage quadrant area flag id
 *               COLUMN OPERATOR NUMBER   < <= > >= = !=; a date is YYYY-MM-DD
 *               WORD                     a word of the search, in name or id
 *   WORD        letters, or "in quotes"; \ before " and \ inside quotes
 */

static const char *const field_names[BW_N_ACCOUNT_FILTER_FIELDS] = {
  "owner", "tier", "industry", "region", "stage", "quadrant", "area", "flag", "id",
};

static const char *const operator_texts[] = { "=", "!=", "<", "<=", ">", ">=" };

/* Columns ------------------------------------------------------------------------------------- */

static const BwFilterColumn columns[] = {
  { "arr", BW_FILTER_MONEY, G_STRUCT_OFFSET (BwSnapshot, arr) },
  { "mrr", BW_FILTER_MONEY, G_STRUCT_OFFSET (BwSnapshot, mrr) },
  { "cmrr", BW_FILTER_MONEY, G_STRUCT_OFFSET (BwSnapshot, cmrr) },
  { "revenue", BW_FILTER_MONEY, G_STRUCT_OFFSET (BwSnapshot, revenue) },
  { "cost", BW_FILTER_MONEY, G_STRUCT_OFFSET (BwSnapshot, cost) },
  { "profit", BW_FILTER_MONEY, G_STRUCT_OFFSET (BwSnapshot, profit) },
  { "margin", BW_FILTER_NUMBER, G_STRUCT_OFFSET (BwSnapshot, margin) },
  { "happiness", BW_FILTER_NUMBER, G_STRUCT_OFFSET (BwSnapshot, happiness) },
  { "outcome", BW_FILTER_NUMBER, G_STRUCT_OFFSET (BwSnapshot, outcome) },
  { "experience", BW_FILTER_NUMBER, G_STRUCT_OFFSET (BwSnapshot, experience) },
  { "index", BW_FILTER_NUMBER, G_STRUCT_OFFSET (BwSnapshot, success_index) },
  { "success_index", BW_FILTER_NUMBER, G_STRUCT_OFFSET (BwSnapshot, success_index) },
  { "renewal_on", BW_FILTER_ACCOUNT_DAY, G_STRUCT_OFFSET (BwAccountTable, renewal_on) },
  { "go_live_on", BW_FILTER_ACCOUNT_DAY, G_STRUCT_OFFSET (BwAccountTable, go_live_on) },
  { "contract_started_on", BW_FILTER_ACCOUNT_DAY,
    G_STRUCT_OFFSET (BwAccountTable, contract_started_on) },
  { "last_signal_on", BW_FILTER_DAY, G_STRUCT_OFFSET (BwSnapshot, last_signal_on) },
};

const BwFilterColumn *
bw_filter_column_find (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (g_str_equal (columns[i].key, key))
        return &columns[i];
    }
  return NULL;
}

gboolean
bw_filter_column_is_date (const BwFilterColumn *column)
{
  return column->kind == BW_FILTER_DAY || column->kind == BW_FILTER_ACCOUNT_DAY;
}

/* NaN where it is unknown; a date is its day. */
double
bw_filter_column_value (const BwFilterColumn *column, const BwSnapshot *snapshot, guint row)
{
  const BwAccountTable *table = snapshot->table;
  BwMoney amount;
  BwDate day;

  switch (column->kind)
    {
    case BW_FILTER_MONEY:
      amount = G_STRUCT_MEMBER (const BwMoney *, snapshot, column->offset)[row];
      return amount == BW_MONEY_NONE
               ? NAN
               : (double) amount / pow (10, bw_currency_exponent (table->currency));
    case BW_FILTER_DAY:
      day = G_STRUCT_MEMBER (const BwDate *, snapshot, column->offset)[row];
      return day == BW_DATE_NONE ? NAN : day;
    case BW_FILTER_ACCOUNT_DAY:
      day = G_STRUCT_MEMBER (const BwDate *, table, column->offset)[snapshot->account[row]];
      return day == BW_DATE_NONE ? NAN : day;
    case BW_FILTER_NUMBER:
    default:
      return G_STRUCT_MEMBER (const double *, snapshot, column->offset)[row];
    }
}

/* Reading ------------------------------------------------------------------------------------- */

static gboolean
is_word_byte (char c)
{
  return c != '\0' && !g_ascii_isspace (c) && strchr ("=!<>,\"", c) == NULL;
}

/* Takes a word, in quotes or not, off the text; NULL when there is none. */
static char *
take_word (const char **text, GError **error)
{
  g_autoptr (GString) word = g_string_new (NULL);
  const char *p = *text;

  if (*p != '"')
    {
      while (is_word_byte (*p))
        g_string_append_c (word, *p++);
      *text = p;
      return g_string_free (g_steal_pointer (&word), FALSE);
    }
  for (p++; *p != '"'; p++)
    {
      if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      if (*p == '\0')
        {
          g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX,
                       _("The filter has a quotation mark that does not end: %s"), *text);
          return NULL;
        }
      g_string_append_c (word, *p);
    }
  *text = p + 1;
  return g_string_free (g_steal_pointer (&word), FALSE);
}

static gboolean
take_operator (const char **text, BwFilterOperator *operator)
{
  static const BwFilterOperator order[] = {
    BW_FILTER_UNEQUAL, BW_FILTER_AT_MOST, BW_FILTER_AT_LEAST, BW_FILTER_LESS, BW_FILTER_MORE,
    BW_FILTER_EQUAL,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      if (g_str_has_prefix (*text, operator_texts[order[i]]))
        {
          *text += strlen (operator_texts[order[i]]);
          *operator= order[i];
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
take_field (BwAccountFilter *filter, BwAccountFilterField field, const char **text, GError **error)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  if (filter->words[field] != NULL)
    {
      g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX,
                   _("The filter says “%s” twice; write %s=A,B for either of two"),
                   field_names[field], field_names[field]);
      return FALSE;
    }
  for (;;)
    {
      char *word = take_word (text, error);

      if (word == NULL)
        return FALSE;
      g_strv_builder_take (words, word);
      if (**text != ',')
        break;
      (*text)++;
    }
  list = g_strv_builder_end (words);
  bw_account_filter_set_words (filter, field, (const char *const *) list);
  return TRUE;
}

static gboolean
take_comparison (BwAccountFilter *filter, const BwFilterColumn *column, BwFilterOperator operator,
                 const char **text, GError **error)
{
  g_autofree char *word = take_word (text, error);
  BwFilterComparison comparison = { .operator = operator };
  char *end = NULL;
  BwDate date;

  if (word == NULL)
    return FALSE;
  if (bw_filter_column_is_date (column))
    {
      if (!bw_date_parse (word, -1, &date))
        {
          g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX,
                       _("“%s” in the filter is not a date; write it as 2026-11-21"), word);
          return FALSE;
        }
      comparison.value = date;
    }
  else
    {
      comparison.value = g_ascii_strtod (word, &end);
      if (end == word || *end != '\0' || !isfinite (comparison.value))
        {
          g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX,
                       _("“%s” in the filter is not a number to compare “%s” with"), word,
                       column->key);
          return FALSE;
        }
    }
  comparison.column = g_strdup (column->key);
  g_array_append_val (filter->comparisons, comparison);
  return TRUE;
}

static gboolean
take_term (BwAccountFilter *filter, GString *search, const char **text, GError **error)
{
  gboolean quoted = **text == '"';
  const char *start = *text;
  g_autofree char *word = take_word (text, error);
  const BwFilterColumn *column;
  BwFilterOperator operator;

  if (word == NULL)
    return FALSE;
  if (quoted || !take_operator (text, &operator))
    {
      if (*text == start)
        {
          g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX,
                       _("The filter cannot be understood from here on: %s"), start);
          return FALSE;
        }
      g_string_append_printf (search, "%s%s", search->len > 0 ? " " : "", word);
      return TRUE;
    }
  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    {
      if (operator == BW_FILTER_EQUAL && g_str_equal (word, field_names[i]))
        return take_field (filter, i, text, error);
    }
  column = bw_filter_column_find (word);
  if (column != NULL)
    return take_comparison (filter, column, operator, text, error);
  g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX,
               _("The filter cannot use “%s”; it knows owner, tier, industry, region, stage, "
                 "quadrant, area, flag and id with =, and figures like arr, index and margin "
                 "with <, <=, >, >=, = and !="),
               word);
  return FALSE;
}

/**
 * bw_account_filter_parse:
 * @expression: a filter as people write it: tier=top owner="Ines Marques" arr>=100000 index<40
 *
 * Returns: (transfer full) (nullable): the filter, or %NULL with @error set to
 *   %BW_PORTFOLIO_ERROR_SYNTAX
 */
BwAccountFilter *
bw_account_filter_parse (const char *expression, GError **error)
{
  g_autoptr (BwAccountFilter) filter = bw_account_filter_new ();
  g_autoptr (GString) search = g_string_new (NULL);
  const char *text = expression;

  for (;;)
    {
      while (g_ascii_isspace (*text))
        text++;
      if (*text == '\0')
        break;
      if (!take_term (filter, search, &text, error))
        return NULL;
    }
  bw_account_filter_set_search (filter, search->str);
  return g_steal_pointer (&filter);
}

/* Writing ------------------------------------------------------------------------------------- */

static void
append_word (GString *text, const char *word)
{
  gboolean plain = *word != '\0';

  for (const char *p = word; *p != '\0' && plain; p++)
    plain = is_word_byte (*p);
  if (plain)
    {
      g_string_append (text, word);
      return;
    }
  g_string_append_c (text, '"');
  for (const char *p = word; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

static void
begin_term (GString *text)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
}

/**
 * bw_account_filter_to_string:
 * @filter: a filter
 *
 * Returns: (transfer full): text that bw_account_filter_parse() makes the same filter of
 */
char *
bw_account_filter_to_string (const BwAccountFilter *filter)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    {
      if (filter->words[i] == NULL)
        continue;
      begin_term (text);
      g_string_append_printf (text, "%s=", field_names[i]);
      for (guint j = 0; filter->words[i][j] != NULL; j++)
        {
          if (j > 0)
            g_string_append_c (text, ',');
          append_word (text, filter->words[i][j]);
        }
    }
  for (guint i = 0; i < filter->comparisons->len; i++)
    {
      const BwFilterComparison *comparison
        = &g_array_index (filter->comparisons, BwFilterComparison, i);
      char number[G_ASCII_DTOSTR_BUF_SIZE], date[BW_DATE_STRLEN];

      begin_term (text);
      g_string_append_printf (text, "%s%s%s", comparison->column,
                              operator_texts[comparison->operator],
                              bw_filter_column_is_date (bw_filter_column_find (comparison->column))
                                ? bw_date_format_iso ((BwDate) comparison->value, date)
                                : g_ascii_dtostr (number, sizeof number, comparison->value));
    }
  if (filter->search != NULL)
    {
      g_auto (GStrv) words = g_strsplit_set (filter->search, " \t\n", -1);

      for (guint i = 0; words[i] != NULL; i++)
        {
          if (*words[i] == '\0')
            continue;
          begin_term (text);
          append_word (text, words[i]);
        }
    }
  return g_string_free (text, FALSE);
}
