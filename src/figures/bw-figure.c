/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-figure.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "figures/bw-figure-private.h"

static const char *const measure_words[] = {
  "success_index", "happiness", "outcome", "experience", "dimension:", "metric:",
};

/* Rules --------------------------------------------------------------------------------------- */

/**
 * bw_rule_new:
 * @definition: how the figure is computed, in sentences
 *
 * Returns: (transfer full): a rule whose lists are empty
 */
BwRule *
bw_rule_new (const char *definition)
{
  BwRule *rule = g_new0 (BwRule, 1);

  rule->definition = g_strdup (definition);
  rule->inputs = g_new0 (char *, 1);
  rule->weights = g_new0 (char *, 1);
  rule->left_out = g_new0 (char *, 1);
  rule->policy = g_new0 (char *, 1);
  return rule;
}

/**
 * bw_rule_copy:
 *
 * Returns: (transfer full): a copy, for who outlives the figure
 */
BwRule *
bw_rule_copy (const BwRule *rule)
{
  BwRule *copy = g_new0 (BwRule, 1);

  copy->definition = g_strdup (rule->definition);
  copy->inputs = g_strdupv (rule->inputs);
  copy->weights = g_strdupv (rule->weights);
  copy->left_out = g_strdupv (rule->left_out);
  copy->policy = g_strdupv (rule->policy);
  return copy;
}

void
bw_rule_free (BwRule *rule)
{
  if (rule == NULL)
    return;
  g_free (rule->definition);
  g_strfreev (rule->inputs);
  g_strfreev (rule->weights);
  g_strfreev (rule->left_out);
  g_strfreev (rule->policy);
  g_free (rule);
}

void
bw_rule_add_take (char ***list, char *sentence)
{
  guint n = g_strv_length (*list);

  *list = g_renew (char *, *list, n + 2);
  (*list)[n] = sentence;
  (*list)[n + 1] = NULL;
}

void
bw_rule_add (char ***list, const char *sentence)
{
  bw_rule_add_take (list, g_strdup (sentence));
}

void
bw_rule_add_policy_number (BwRule *rule, const char *key, double value)
{
  bw_rule_add_take (&rule->policy, g_strdup_printf ("%s = %g", key, value));
}

void
bw_rule_add_filter (BwRule *rule, guint shown, guint whole)
{
  if (shown < whole)
    bw_rule_add_take (&rule->left_out,
                      g_strdup_printf (ngettext ("%'u account does not pass the filter",
                                                 "%'u accounts do not pass the filter",
                                                 whole - shown),
                                       whole - shown));
}

/**
 * bw_figure_clear:
 * @figure: the head of a figure
 *
 * Frees what the head holds, not the figure.
 */
void
bw_figure_clear (BwFigure *figure)
{
  g_clear_pointer (&figure->title, g_free);
  g_clear_pointer (&figure->subtitle, g_free);
  g_clear_pointer (&figure->rule, bw_rule_free);
}

/* The rows of the scope that pass its filter. */
BwSelection *
bw_scope_select (const BwFigureScope *scope)
{
  return bw_account_filter_apply (scope->snapshot, scope->filter);
}

/* Adds what is known; a sum too large for money stays at the largest amount. */
BwMoney
bw_money_plus (BwMoney sum, BwMoney amount)
{
  BwMoney total;

  if (amount == BW_MONEY_NONE)
    return sum;
  return bw_money_add (sum, amount, &total) ? total : amount > 0 ? G_MAXINT64 : -G_MAXINT64;
}

/* Measures ------------------------------------------------------------------------------------ */

/**
 * bw_measure_new:
 * @kind: neither a dimension nor a metric
 *
 * Returns: (transfer full): the measure
 */
BwMeasure *
bw_measure_new (BwMeasureKind kind)
{
  BwMeasure *measure = g_new0 (BwMeasure, 1);

  measure->kind = kind;
  measure->dimension = BW_N_DIMENSIONS;
  return measure;
}

/**
 * bw_measure_parse:
 * @word: "success_index", "happiness", "outcome", "experience", "dimension:WORD", "metric:KEY"
 *
 * Returns: (transfer full) (nullable): the measure, or %NULL with @error set to
 *   %BW_PORTFOLIO_ERROR_SYNTAX
 */
BwMeasure *
bw_measure_parse (const char *word, GError **error)
{
  g_autoptr (BwMeasure) measure = bw_measure_new (BW_MEASURE_SUCCESS_INDEX);

  for (guint i = 0; i < BW_MEASURE_DIMENSION; i++)
    {
      if (g_str_equal (word, measure_words[i]))
        {
          measure->kind = i;
          return g_steal_pointer (&measure);
        }
    }
  if (g_str_has_prefix (word, measure_words[BW_MEASURE_DIMENSION]))
    {
      measure->kind = BW_MEASURE_DIMENSION;
      measure->dimension
        = bw_dimension_parse (word + strlen (measure_words[BW_MEASURE_DIMENSION]));
      if (measure->dimension != BW_N_DIMENSIONS)
        return g_steal_pointer (&measure);
    }
  else if (g_str_has_prefix (word, measure_words[BW_MEASURE_METRIC])
           && word[strlen (measure_words[BW_MEASURE_METRIC])] != '\0')
    {
      measure->kind = BW_MEASURE_METRIC;
      measure->metric_key = g_strdup (word + strlen (measure_words[BW_MEASURE_METRIC]));
      return g_steal_pointer (&measure);
    }
  g_set_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_SYNTAX,
               _("“%s” is not a measure; use success_index, happiness, outcome, experience, "
                 "dimension:NAME or metric:KEY"),
               word);
  return NULL;
}

BwMeasure *
bw_measure_copy (const BwMeasure *measure)
{
  BwMeasure *copy = g_memdup2 (measure, sizeof *measure);

  copy->metric_key = g_strdup (measure->metric_key);
  return copy;
}

/* (transfer full): what bw_measure_parse() reads. */
char *
bw_measure_word (const BwMeasure *measure)
{
  if (measure->kind == BW_MEASURE_DIMENSION)
    return g_strconcat (measure_words[measure->kind], bw_dimension_word (measure->dimension), NULL);
  if (measure->kind == BW_MEASURE_METRIC)
    return g_strconcat (measure_words[measure->kind], measure->metric_key, NULL);
  return g_strdup (measure_words[measure->kind]);
}

/**
 * bw_measure_title:
 * @measure: a measure
 * @table: where metrics have their names
 *
 * Returns: (transfer full): its name in the user's language, as it stands inside a sentence
 */
char *
bw_measure_title (const BwMeasure *measure, const BwAccountTable *table)
{
  const BwMetric *metric;

  switch (measure->kind)
    {
    case BW_MEASURE_HAPPINESS:
      return g_strdup (C_("measure", "happiness"));
    case BW_MEASURE_OUTCOME:
      return g_strdup (C_("measure", "outcome health"));
    case BW_MEASURE_EXPERIENCE:
      return g_strdup (C_("measure", "experience health"));
    case BW_MEASURE_DIMENSION:
      return g_strdup (bw_dimension_title (measure->dimension));
    case BW_MEASURE_METRIC:
      metric = bw_account_table_find_metric (table, measure->metric_key);
      return g_strdup (metric != NULL ? metric->name : measure->metric_key);
    case BW_MEASURE_SUCCESS_INDEX:
    default:
      return g_strdup (C_("measure", "success index"));
    }
}

void
bw_measure_free (BwMeasure *measure)
{
  if (measure == NULL)
    return;
  g_free (measure->metric_key);
  g_free (measure);
}

/* Formats ------------------------------------------------------------------------------------- */

static char *
format_date (BwDate date, const char *format)
{
  g_autoptr (GDateTime) moment = NULL;
  int year, month, day;
  char iso[BW_DATE_STRLEN];

  if (date == BW_DATE_NONE)
    return g_strdup ("–");
  bw_date_to_civil (date, &year, &month, &day);
  moment = g_date_time_new_utc (year, month, day, 0, 0, 0);
  if (moment == NULL)
    return g_strdup (bw_date_format_iso (date, iso));
  return g_date_time_format (moment, format);
}

static gboolean
is_within_a_year (BwDate date, BwDate beside)
{
  return beside != BW_DATE_NONE && date != BW_DATE_NONE && date <= beside
         && bw_date_month_index (beside) - bw_date_month_index (date) < 12;
}

/**
 * bw_date_format_long:
 * @date: a date, or %BW_DATE_NONE
 *
 * Returns: (transfer full): "21 November 2026"; "–" for no date
 */
char *
bw_date_format_long (BwDate date)
{
  /* Translators: a date with the name of the month, see strftime. */
  return format_date (date, C_("date", "%-d %B %Y"));
}

/**
 * bw_date_format_short:
 * @date: a date, or %BW_DATE_NONE
 * @beside: a date that makes clear which year is meant, or %BW_DATE_NONE
 *
 * Returns: (transfer full): "21 Aug", or "21 Aug 2025" when that is a year or more before @beside
 */
char *
bw_date_format_short (BwDate date, BwDate beside)
{
  if (is_within_a_year (date, beside))
    /* Translators: a date without its year, see strftime. */
    return format_date (date, C_("date", "%-d %b"));
  /* Translators: a short date, see strftime. */
  return format_date (date, C_("date", "%-d %b %Y"));
}

/* "August", or "August 2025" when that is a year or more before @beside. */
char *
bw_date_format_month (BwDate date, BwDate beside)
{
  if (is_within_a_year (date, beside))
    /* Translators: a month that stands alone, see strftime. */
    return format_date (date, C_("date", "%OB"));
  /* Translators: a month and its year, see strftime. */
  return format_date (date, C_("date", "%OB %Y"));
}

/**
 * bw_metric_format:
 * @metric: (nullable): what was measured
 * @value: a value of it, or NaN
 *
 * Returns: (transfer full): "6.1 hours", "36 %"; "–" for NaN
 */
char *
bw_metric_format (const BwMetric *metric, double value)
{
  g_autofree char *number = bw_number_format_auto (value);

  return bw_unit_format (number, metric == NULL || isnan (value) ? NULL : metric->unit);
}

/**
 * bw_metric_format_size:
 * @metric: what was measured
 * @size: how far two values of it are apart, not below 0, or NaN
 *
 * Two percentages are points apart: "18 %" might be taken for a share of one of them.
 *
 * Returns: (transfer full): "3.1 hours", "14.7 points"; "–" for NaN
 */
char *
bw_metric_format_size (const BwMetric *metric, double size)
{
  g_autofree char *number = NULL;

  if (isnan (size) || g_strcmp0 (metric->unit, "%") != 0)
    return bw_metric_format (metric, size);
  number = bw_number_format_auto (size);
  /* Translators: the difference of two percentages: "14.7 points". */
  return g_strdup_printf (_("%s points"), number);
}
