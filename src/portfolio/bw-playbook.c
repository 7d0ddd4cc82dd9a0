/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-playbook.h"

#include <math.h>
#include <string.h>
#include <yyjson.h>

#include "portfolio/bw-filter-private.h"

/*
 * The rule of a playbook, playbooks.applies_to, says which accounts it is for:
 *
 *   rule      term ["and" term]…        all must hold
 *   term      NAME OPERATOR VALUE       < <= > >= = !=
 *             NAME is null, NAME is not null
 *   NAME      a figure or a date of the filter (arr, margin, success_index, renewal_on, …), a
 *             dimension of the scorecard (nps, support, …), renewal_days, months_live,
 *             silent_days, or a word: tier, quadrant, industry, region, stage, owner, cause,
 *             category
 *   VALUE     a number, a date, or a word, in "quotes" when it has blanks
 *
 * A figure that is not known makes a comparison neither true nor false, as in SQL.
 */

/* No playbook has more steps: a number beyond that is none. */
#define MOST_STEPS 999

typedef struct {
  const char *at;
} Reader;

static void
skip_blanks (Reader *reader)
{
  while (g_ascii_isspace (*reader->at))
    reader->at++;
}

static char *
take_word (Reader *reader)
{
  const char *start;

  skip_blanks (reader);
  start = reader->at;
  if (*start == '"' || *start == '\'')
    {
      const char *end = strchr (start + 1, *start);

      if (end == NULL)
        return NULL;
      reader->at = end + 1;
      return g_strndup (start + 1, end - start - 1);
    }
  while (*reader->at != '\0' && !g_ascii_isspace (*reader->at)
         && strchr ("=!<>\"'", *reader->at) == NULL)
    reader->at++;
  return reader->at > start ? g_strndup (start, reader->at - start) : NULL;
}

static gboolean
take_keyword (Reader *reader, const char *keyword)
{
  gsize length = strlen (keyword);

  skip_blanks (reader);
  if (g_ascii_strncasecmp (reader->at, keyword, length) != 0
      || g_ascii_isalnum (reader->at[length]) || reader->at[length] == '_')
    return FALSE;
  reader->at += length;
  return TRUE;
}

static gboolean
take_operator (Reader *reader, BwFilterOperator *operator)
{
  static const struct {
    const char      *text;
    BwFilterOperator operator;
  } operators[] = {
    { "!=", BW_FILTER_UNEQUAL }, { "<>", BW_FILTER_UNEQUAL }, { "<=", BW_FILTER_AT_MOST },
    { ">=", BW_FILTER_AT_LEAST }, { "==", BW_FILTER_EQUAL },  { "<", BW_FILTER_LESS },
    { ">", BW_FILTER_MORE },      { "=", BW_FILTER_EQUAL },
  };

  skip_blanks (reader);
  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    {
      if (g_str_has_prefix (reader->at, operators[i].text))
        {
          reader->at += strlen (operators[i].text);
          *operator = operators[i].operator;
          return TRUE;
        }
    }
  return FALSE;
}

/* Figures -------------------------------------------------------------------------------------- */

static double
days_from (BwDate from, BwDate until)
{
  return from == BW_DATE_NONE || until == BW_DATE_NONE ? NAN : (double) until - from;
}

/* The value of a figure by its name, NaN when it is not known; whether there is such a figure. */
static gboolean
find_figure (const BwRuleFacts *facts, const char *name, double *value, gboolean *is_date)
{
  const BwSnapshot *snapshot = facts->snapshot;
  const BwFilterColumn *column = bw_filter_column_find (name);

  *is_date = FALSE;
  if (column != NULL)
    {
      *value = bw_filter_column_value (column, snapshot, facts->row);
      *is_date = bw_filter_column_is_date (column);
      return TRUE;
    }
  if (g_str_equal (name, "renewal_days"))
    {
      *value = days_from (snapshot->as_of, bw_snapshot_renewal_on (snapshot, facts->row));
      return TRUE;
    }
  if (g_str_equal (name, "silent_days"))
    {
      *value = days_from (snapshot->last_signal_on[facts->row], snapshot->as_of);
      return TRUE;
    }
  if (g_str_equal (name, "months_live"))
    {
      double days = days_from (bw_snapshot_go_live_on (snapshot, facts->row), snapshot->as_of);

      *value = days < 0 ? NAN : days / BW_DAYS_PER_MONTH;
      return TRUE;
    }
  for (guint i = 0; i < BW_N_DIMENSIONS; i++)
    {
      if (g_str_equal (name, bw_dimension_word (i)))
        {
          *value = snapshot->dimension[i] != NULL ? snapshot->dimension[i][facts->row] : NAN;
          return TRUE;
        }
    }
  return FALSE;
}

static BwApplies
compare (double value, BwFilterOperator operator, double with)
{
  gboolean holds;

  if (isnan (value))
    return BW_APPLIES_UNKNOWN;
  switch (operator)
    {
    case BW_FILTER_UNEQUAL:
      holds = value != with;
      break;
    case BW_FILTER_LESS:
      holds = value < with;
      break;
    case BW_FILTER_AT_MOST:
      holds = value <= with;
      break;
    case BW_FILTER_MORE:
      holds = value > with;
      break;
    case BW_FILTER_AT_LEAST:
      holds = value >= with;
      break;
    case BW_FILTER_EQUAL:
    default:
      holds = value == with;
      break;
    }
  return holds ? BW_APPLIES_YES : BW_APPLIES_NO;
}

static BwApplies
compare_figure (double value, gboolean is_date, BwFilterOperator operator, const char *word)
{
  char *end = NULL;
  BwDate date;
  double with;

  if (is_date)
    return bw_date_parse (word, -1, &date) ? compare (value, operator, date)
                                           : BW_APPLIES_UNREADABLE;
  with = g_ascii_strtod (word, &end);
  if (end == word || *end != '\0' || !isfinite (with))
    return BW_APPLIES_UNREADABLE;
  return compare (value, operator, with);
}

/* Words ---------------------------------------------------------------------------------------- */

/* The words of an account by the name of what they say; NULL when there is no such name. An account
 * may have several causes, and none of anything. */
static char **
find_words (const BwRuleFacts *facts, const char *name)
{
  const BwSnapshot *snapshot = facts->snapshot;
  const BwPerson *owner = bw_snapshot_owner (snapshot, facts->row);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  const char *word = NULL;

  if (g_str_equal (name, "cause") || g_str_equal (name, "category"))
    {
      const char *const *list = g_str_equal (name, "cause") ? facts->causes : facts->categories;

      for (guint i = 0; list != NULL && list[i] != NULL; i++)
        g_strv_builder_add (words, list[i]);
      return g_strv_builder_end (words);
    }
  if (g_str_equal (name, "tier"))
    word = bw_tier_word (snapshot->tier[facts->row]);
  else if (g_str_equal (name, "quadrant"))
    word = bw_quadrant_word (snapshot->quadrant[facts->row]);
  else if (g_str_equal (name, "industry"))
    word = bw_snapshot_industry (snapshot, facts->row);
  else if (g_str_equal (name, "region"))
    word = bw_snapshot_region (snapshot, facts->row);
  else if (g_str_equal (name, "stage") || g_str_equal (name, "lifecycle_stage"))
    word = bw_snapshot_stage (snapshot, facts->row);
  else if (g_str_equal (name, "owner") || g_str_equal (name, "owner_id"))
    word = owner != NULL ? owner->id : NULL;
  else
    return NULL;
  if (word != NULL)
    g_strv_builder_add (words, word);
  if (owner != NULL && g_str_has_prefix (name, "owner"))
    g_strv_builder_add (words, owner->name);
  return g_strv_builder_end (words);
}

static BwApplies
read_term (Reader *reader, const BwRuleFacts *facts)
{
  g_autofree char *name = take_word (reader);
  g_autofree char *value = NULL;
  g_auto (GStrv) words = NULL;
  BwFilterOperator operator;
  gboolean is_date, has_figure;
  double figure = NAN;

  if (name == NULL)
    return BW_APPLIES_UNREADABLE;
  has_figure = find_figure (facts, name, &figure, &is_date);
  if (!has_figure)
    words = find_words (facts, name);
  if (!has_figure && words == NULL)
    return BW_APPLIES_UNREADABLE;

  if (take_keyword (reader, "is"))
    {
      gboolean negated = take_keyword (reader, "not");
      gboolean is_null = has_figure ? isnan (figure) : words[0] == NULL;

      if (!take_keyword (reader, "null"))
        return BW_APPLIES_UNREADABLE;
      return is_null != negated ? BW_APPLIES_YES : BW_APPLIES_NO;
    }
  if (!take_operator (reader, &operator))
    return BW_APPLIES_UNREADABLE;
  value = take_word (reader);
  if (value == NULL)
    return BW_APPLIES_UNREADABLE;
  if (has_figure)
    return compare_figure (figure, is_date, operator, value);
  if (operator == BW_FILTER_EQUAL)
    return g_strv_contains ((const char *const *) words, value) ? BW_APPLIES_YES : BW_APPLIES_NO;
  if (operator == BW_FILTER_UNEQUAL)
    return g_strv_contains ((const char *const *) words, value) ? BW_APPLIES_NO : BW_APPLIES_YES;
  return BW_APPLIES_UNREADABLE;
}

/**
 * bw_playbook_rule_applies:
 * @rule: (nullable): the rule of a playbook; the grammar is at the top of bw-playbook.c
 * @facts: what is known of an account
 *
 * Returns: whether the playbook is for the account. One term that does not hold is enough for
 *   %BW_APPLIES_NO, one that cannot be understood for %BW_APPLIES_UNREADABLE
 */
BwApplies
bw_playbook_rule_applies (const char *rule, const BwRuleFacts *facts)
{
  Reader reader = { .at = rule };
  BwApplies applies = BW_APPLIES_YES;

  if (rule == NULL)
    return BW_APPLIES_UNREADABLE;
  do
    {
      BwApplies term = read_term (&reader, facts);

      if (term == BW_APPLIES_UNREADABLE)
        return term;
      if (term == BW_APPLIES_NO || (term == BW_APPLIES_UNKNOWN && applies == BW_APPLIES_YES))
        applies = term;
    }
  while (take_keyword (&reader, "and"));
  skip_blanks (&reader);
  return *reader.at == '\0' ? applies : BW_APPLIES_UNREADABLE;
}

/**
 * bw_playbook_read_steps:
 * @json: (nullable): playbooks.steps: an array of texts, or of objects with a `title`
 *
 * Returns: (transfer full): the steps in their order; empty when there are none that can be read
 */
char **
bw_playbook_read_steps (const char *json)
{
  g_autoptr (GStrvBuilder) steps = g_strv_builder_new ();
  yyjson_doc *doc = json != NULL ? yyjson_read (json, strlen (json), YYJSON_READ_NOFLAG) : NULL;
  yyjson_val *step;
  gsize i, n;

  yyjson_arr_foreach (yyjson_doc_get_root (doc), i, n, step)
  {
    yyjson_val *title = yyjson_is_obj (step) ? yyjson_obj_get (step, "title") : step;
    const char *text = yyjson_get_str (title);

    if (text != NULL)
      g_strv_builder_add (steps, text);
  }
  yyjson_doc_free (doc);
  return g_strv_builder_end (steps);
}

/**
 * bw_steps_done_read:
 * @text: (nullable): plays.steps_done: the numbers of the steps that are done, each with the day,
 *   "1 2026-11-03, 3 2026-11-05"
 *
 * The first step is number 1. What cannot be read is left out: another program may have written it.
 *
 * Returns: (transfer full) (element-type BwDate): the day of each step up to the last one that is
 *   done, %BW_DATE_NONE for one that is not
 */
GArray *
bw_steps_done_read (const char *text)
{
  GArray *days = g_array_new (FALSE, FALSE, sizeof (BwDate));
  g_auto (GStrv) parts = g_strsplit (text != NULL ? text : "", ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);
      char *end = NULL;
      guint64 number = g_ascii_strtoull (part, &end, 10);
      BwDate day;

      if (!g_ascii_isdigit (*part) || *end != ' ' || number < 1 || number > MOST_STEPS
          || !bw_date_parse (end + 1, -1, &day))
        continue;
      while (days->len < number)
        {
          const BwDate none = BW_DATE_NONE;

          g_array_append_val (days, none);
        }
      g_array_index (days, BwDate, number - 1) = day;
    }
  return days;
}

/**
 * bw_steps_done_write:
 * @days: (element-type BwDate): as bw_steps_done_read() gives them
 *
 * Returns: (transfer full): the text for plays.steps_done; empty when no step is done
 */
char *
bw_steps_done_write (GArray *days)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < days->len; i++)
    {
      BwDate day = g_array_index (days, BwDate, i);
      char iso[BW_DATE_STRLEN];

      if (day != BW_DATE_NONE)
        g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", i + 1,
                                bw_date_format_iso (day, iso));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
