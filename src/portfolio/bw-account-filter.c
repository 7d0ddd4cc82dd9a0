/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-account-filter.h"

#include <math.h>
#include <string.h>

#include "portfolio/bw-filter-private.h"

static void
comparison_clear (gpointer data)
{
  g_free (((BwFilterComparison *) data)->column);
}

/**
 * bw_account_filter_new:
 *
 * Returns: (transfer full): a filter that lets every account pass
 */
BwAccountFilter *
bw_account_filter_new (void)
{
  BwAccountFilter *filter = g_new0 (BwAccountFilter, 1);

  filter->comparisons = g_array_new (FALSE, TRUE, sizeof (BwFilterComparison));
  g_array_set_clear_func (filter->comparisons, comparison_clear);
  return filter;
}

BwAccountFilter *
bw_account_filter_copy (const BwAccountFilter *filter)
{
  BwAccountFilter *copy = bw_account_filter_new ();

  if (filter == NULL)
    return copy;
  copy->search = g_strdup (filter->search);
  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    copy->words[i] = g_strdupv (filter->words[i]);
  for (guint i = 0; i < filter->comparisons->len; i++)
    {
      BwFilterComparison comparison = g_array_index (filter->comparisons, BwFilterComparison, i);

      comparison.column = g_strdup (comparison.column);
      g_array_append_val (copy->comparisons, comparison);
    }
  return copy;
}

void
bw_account_filter_free (BwAccountFilter *filter)
{
  if (filter == NULL)
    return;
  g_free (filter->search);
  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    g_strfreev (filter->words[i]);
  g_array_unref (filter->comparisons);
  g_free (filter);
}

gboolean
bw_account_filter_is_empty (const BwAccountFilter *filter)
{
  if (filter == NULL)
    return TRUE;
  for (guint i = 0; i < BW_N_ACCOUNT_FILTER_FIELDS; i++)
    {
      if (filter->words[i] != NULL)
        return FALSE;
    }
  return filter->search == NULL && filter->comparisons->len == 0;
}

gboolean
bw_account_filter_equal (const BwAccountFilter *a, const BwAccountFilter *b)
{
  g_autofree char *first = NULL, *second = NULL;

  if (bw_account_filter_is_empty (a) || bw_account_filter_is_empty (b))
    return bw_account_filter_is_empty (a) && bw_account_filter_is_empty (b);
  first = bw_account_filter_to_string (a);
  second = bw_account_filter_to_string (b);
  return g_str_equal (first, second);
}

/**
 * bw_account_filter_set_search:
 * @filter: a filter
 * @text: (nullable): words, all of which must occur in the account's name or id, without regard
 *   to case and accents
 */
void
bw_account_filter_set_search (BwAccountFilter *filter, const char *text)
{
  g_free (filter->search);
  filter->search = text != NULL ? g_strstrip (g_strdup (text)) : NULL;
  if (filter->search != NULL && *filter->search == '\0')
    g_clear_pointer (&filter->search, g_free);
}

/* (nullable): what was set. */
const char *
bw_account_filter_get_search (const BwAccountFilter *filter)
{
  return filter->search;
}

/**
 * bw_account_filter_set_words:
 * @filter: a filter
 * @field: what must be one of the words
 * @words: (nullable): the words; none, or %NULL, lets every account pass. "" stands for accounts
 *   that have none.
 */
void
bw_account_filter_set_words (BwAccountFilter *filter, BwAccountFilterField field,
                             const char *const *words)
{
  g_strfreev (filter->words[field]);
  filter->words[field] = words != NULL && words[0] != NULL ? g_strdupv ((char **) words) : NULL;
}

/* (nullable): NULL when the field does not matter. */
const char *const *
bw_account_filter_get_words (const BwAccountFilter *filter, BwAccountFilterField field)
{
  return (const char *const *) filter->words[field];
}

/**
 * bw_account_filter_narrow:
 * @filter: a filter
 * @by: another
 *
 * Makes @filter let pass what both do. Of a field in which both name words the common ones stay;
 * where they have none in common, those of @by do.
 */
void
bw_account_filter_narrow (BwAccountFilter *filter, const BwAccountFilter *by)
{
  for (BwAccountFilterField field = 0; field < BW_N_ACCOUNT_FILTER_FIELDS; field++)
    {
      g_autoptr (GPtrArray) common = g_ptr_array_new_null_terminated (0, NULL, TRUE);
      const char *const *words = bw_account_filter_get_words (by, field);

      for (guint i = 0; words != NULL && words[i] != NULL; i++)
        if (filter->words[field] == NULL
            || g_strv_contains ((const char *const *) filter->words[field], words[i]))
          g_ptr_array_add (common, (gpointer) words[i]);
      if (words != NULL)
        bw_account_filter_set_words (filter, field,
                                     common->len > 0 ? (const char *const *) common->pdata : words);
    }
  for (guint i = 0; i < by->comparisons->len; i++)
    {
      BwFilterComparison comparison = g_array_index (by->comparisons, BwFilterComparison, i);

      comparison.column = g_strdup (comparison.column);
      g_array_append_val (filter->comparisons, comparison);
    }
  if (by->search != NULL)
    bw_account_filter_set_search (filter, by->search);
}

/* Applying ------------------------------------------------------------------------------------ */

static gboolean
has_word (char **words, const char *word)
{
  for (; *words != NULL; words++)
    {
      if (g_ascii_strcasecmp (*words, word) == 0)
        return TRUE;
    }
  return FALSE;
}

/* For each word of a list whether it was asked for, compared without case and accents; the last
 * element is for accounts that have none. */
static gboolean *
match_words (char **wanted, char **list, guint n)
{
  gboolean *matches = g_new0 (gboolean, n + 1);

  for (; *wanted != NULL; wanted++)
    {
      g_autofree char *folded = bw_fold_text (*wanted);

      if (**wanted == '\0')
        matches[n] = TRUE;
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *other = bw_fold_text (list[i]);

          if (g_str_equal (folded, other))
            matches[i] = TRUE;
        }
    }
  return matches;
}

static void
keep_places (guint8 *pass, const BwSnapshot *snapshot, const guint32 *places, guint n,
             gboolean *matches)
{
  for (guint row = 0; row < snapshot->n; row++)
    {
      guint32 place = places[snapshot->account[row]];

      pass[row] &= matches[place == BW_INDEX_NONE ? n : place] != 0;
    }
  g_free (matches);
}

static void
keep_owners (guint8 *pass, const BwSnapshot *snapshot, char **words)
{
  const BwAccountTable *table = snapshot->table;
  g_autofree char **names = g_new0 (char *, table->n_people + 1);
  gboolean *matches;

  for (guint i = 0; i < table->n_people; i++)
    names[i] = table->people[i].name;
  matches = match_words (words, names, table->n_people);
  for (guint i = 0; i < table->n_people; i++)
    {
      for (guint j = 0; words[j] != NULL; j++)
        matches[i] |= g_str_equal (words[j], table->people[i].id);
    }
  keep_places (pass, snapshot, table->owner, table->n_people, matches);
}

static void
keep_codes (guint8 *pass, const BwSnapshot *snapshot, const guint8 *codes, char **words,
            const char *(*word_of) (guint code), guint n_codes)
{
  guint8 matches[8] = { 0 };

  for (guint i = 0; i < n_codes; i++)
    matches[i] = has_word (words, word_of (i));
  for (guint row = 0; row < snapshot->n; row++)
    pass[row] &= matches[codes[row]];
}

static const char *
tier_word (guint code)
{
  return bw_tier_word (code);
}

static const char *
quadrant_word (guint code)
{
  return code == BW_QUADRANT_UNKNOWN ? "unknown" : bw_quadrant_word (code);
}

static void
keep_area (guint8 *pass, const BwSnapshot *snapshot, char **words)
{
  const BwPolicy *policy = snapshot->table->policy;
  gboolean at_risk = has_word (words, "at_risk"), advocates = has_word (words, "advocates");
  gboolean between = has_word (words, "between"), unknown = has_word (words, "unknown");

  for (guint row = 0; row < snapshot->n; row++)
    {
      double value = snapshot->success_index[row];
      gboolean wanted = isnan (value)                     ? unknown
                        : value < policy->at_risk_below  ? at_risk
                        : value >= policy->advocate_from ? advocates
                                                          : between;

      pass[row] &= wanted != 0;
    }
}

static gboolean
is_silent (const BwSnapshot *snapshot, guint row)
{
  return snapshot->last_signal_on[row] == BW_DATE_NONE
         || snapshot->last_signal_on[row]
              < snapshot->as_of - snapshot->table->policy->silent_days;
}

static void
keep_flags (guint8 *pass, const BwSnapshot *snapshot, char **words)
{
  gboolean recoverable = has_word (words, "recoverable"), keep = has_word (words, "keep");
  gboolean risk = has_word (words, "business_risk"), strategic = has_word (words, "strategic");
  gboolean silent = has_word (words, "silent");

  for (guint row = 0; row < snapshot->n; row++)
    {
      guint8 flags = snapshot->flags[row], quadrant = snapshot->quadrant[row];

      pass[row] &= (recoverable && (flags & BW_ACCOUNT_RECOVERABLE) != 0)
                   || (risk && (flags & BW_ACCOUNT_BUSINESS_RISK) != 0)
                   || (strategic && snapshot->table->strategic[snapshot->account[row]])
                   || (keep && (quadrant == BW_QUADRANT_FIX_EXPECTATIONS
                                || quadrant == BW_QUADRANT_FIX_COST))
                   || (silent && is_silent (snapshot, row));
    }
}

static void
keep_ids (guint8 *pass, const BwSnapshot *snapshot, char **words)
{
  g_autofree guint8 *wanted = g_new0 (guint8, snapshot->n + 1);

  for (; *words != NULL; words++)
    {
      guint32 row = bw_snapshot_find_account (snapshot, *words);

      if (row != BW_INDEX_NONE)
        wanted[row] = 1;
    }
  for (guint row = 0; row < snapshot->n; row++)
    pass[row] &= wanted[row];
}

static void
keep_found (guint8 *pass, const BwSnapshot *snapshot, const char *search)
{
  g_autofree char *folded = bw_fold_text (search);
  g_auto (GStrv) words = g_strsplit_set (folded, " \t\n", -1);
  const BwAccountTable *table = snapshot->table;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      for (guint row = 0; row < snapshot->n; row++)
        {
          if (pass[row])
            pass[row]
              = strstr (table->folds + table->fold_offset[snapshot->account[row]], words[i])
                != NULL;
        }
    }
}

static gboolean
compare (double value, BwFilterOperator operator, double with)
{
  switch (operator)
    {
    case BW_FILTER_LESS:
      return value < with;
    case BW_FILTER_AT_MOST:
      return value <= with;
    case BW_FILTER_MORE:
      return value > with;
    case BW_FILTER_AT_LEAST:
      return value >= with;
    case BW_FILTER_UNEQUAL:
      return value != with && !isnan (value);
    case BW_FILTER_EQUAL:
    default:
      return value == with;
    }
}

/**
 * bw_account_filter_apply:
 * @snapshot: a snapshot
 * @filter: (nullable): a filter
 *
 * An account whose value is unknown passes no comparison. Words that the portfolio does not know
 * match nothing.
 *
 * Returns: (transfer full): the accounts that pass, rising
 */
BwSelection *
bw_account_filter_apply (const BwSnapshot *snapshot, const BwAccountFilter *filter)
{
  const BwAccountTable *table = snapshot->table;
  g_autofree guint8 *pass = NULL;
  BwSelection *selection;
  guint n = 0;

  if (bw_account_filter_is_empty (filter))
    return bw_selection_new_all (snapshot);

  pass = g_malloc (snapshot->n + 1);
  memset (pass, 1, snapshot->n + 1);
  for (guint field = 0; field < BW_N_ACCOUNT_FILTER_FIELDS; field++)
    {
      char **words = filter->words[field];

      if (words == NULL)
        continue;
      switch ((BwAccountFilterField) field)
        {
        case BW_ACCOUNT_FILTER_OWNER:
          keep_owners (pass, snapshot, words);
          break;
        case BW_ACCOUNT_FILTER_TIER:
          keep_codes (pass, snapshot, snapshot->tier, words, tier_word, BW_N_TIERS);
          break;
        case BW_ACCOUNT_FILTER_INDUSTRY:
          keep_places (pass, snapshot, table->industry, table->n_industries,
                       match_words (words, table->industries, table->n_industries));
          break;
        case BW_ACCOUNT_FILTER_REGION:
          keep_places (pass, snapshot, table->region, table->n_regions,
                       match_words (words, table->regions, table->n_regions));
          break;
        case BW_ACCOUNT_FILTER_STAGE:
          keep_places (pass, snapshot, table->stage, table->n_stages,
                       match_words (words, table->stages, table->n_stages));
          break;
        case BW_ACCOUNT_FILTER_QUADRANT:
          keep_codes (pass, snapshot, snapshot->quadrant, words, quadrant_word,
                      BW_QUADRANT_UNKNOWN + 1);
          break;
        case BW_ACCOUNT_FILTER_AREA:
          keep_area (pass, snapshot, words);
          break;
        case BW_ACCOUNT_FILTER_FLAG:
          keep_flags (pass, snapshot, words);
          break;
        case BW_ACCOUNT_FILTER_ID:
          keep_ids (pass, snapshot, words);
          break;
        case BW_N_ACCOUNT_FILTER_FIELDS:
        default:
          break;
        }
    }
  for (guint i = 0; i < filter->comparisons->len; i++)
    {
      const BwFilterComparison *wanted
        = &g_array_index (filter->comparisons, BwFilterComparison, i);
      const BwFilterColumn *column = bw_filter_column_find (wanted->column);

      for (guint row = 0; row < snapshot->n; row++)
        {
          if (pass[row])
            pass[row] = compare (bw_filter_column_value (column, snapshot, row), wanted->operator,
                                 wanted->value);
        }
    }
  if (filter->search != NULL)
    keep_found (pass, snapshot, filter->search);

  selection = g_new0 (BwSelection, 1);
  selection->rows = g_new (guint32, snapshot->n + 1);
  for (guint row = 0; row < snapshot->n; row++)
    {
      if (pass[row])
        selection->rows[n++] = row;
    }
  selection->n = n;
  selection->whole = n == snapshot->n;
  return selection;
}

/* Selections ---------------------------------------------------------------------------------- */

BwSelection *
bw_selection_new_all (const BwSnapshot *snapshot)
{
  BwSelection *selection = g_new0 (BwSelection, 1);

  selection->n = snapshot->n;
  selection->whole = TRUE;
  selection->rows = g_new (guint32, snapshot->n + 1);
  for (guint row = 0; row < snapshot->n; row++)
    selection->rows[row] = row;
  return selection;
}

/**
 * bw_selection_new_rows:
 * @rows: (array length=n): rows, which are copied
 *
 * Returns: (transfer full): a selection of these
 */
BwSelection *
bw_selection_new_rows (const guint32 *rows, guint n)
{
  BwSelection *selection = g_new0 (BwSelection, 1);

  selection->n = n;
  selection->rows = n > 0 ? g_memdup2 (rows, n * sizeof *rows) : g_new (guint32, 1);
  return selection;
}

/**
 * bw_selection_pair:
 * @selection: rows of @snapshot, rising
 * @other: a snapshot of another date of the same mirror
 *
 * Returns: (transfer full): the rows of the same accounts in @other; an account that was not
 *   active there is left out
 */
BwSelection *
bw_selection_pair (const BwSelection *selection, const BwSnapshot *snapshot,
                   const BwSnapshot *other)
{
  BwSelection *paired = g_new0 (BwSelection, 1);
  guint32 there = 0;

  paired->rows = g_new (guint32, selection->n + 1);
  for (guint i = 0; i < selection->n; i++)
    {
      guint32 slot = snapshot->slot[selection->rows[i]];

      while (there < other->n && other->slot[there] < slot)
        there++;
      if (there < other->n && other->slot[there] == slot)
        paired->rows[paired->n++] = there;
    }
  paired->whole = paired->n == other->n;
  return paired;
}

void
bw_selection_free (BwSelection *selection)
{
  if (selection == NULL)
    return;
  g_free (selection->rows);
  g_free (selection);
}
