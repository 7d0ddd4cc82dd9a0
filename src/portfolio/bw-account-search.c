/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-account-search.h"

#include <string.h>

/* Where a term stands in a name says how likely it is that this account is meant. */
enum {
  AT_START,
  AT_WORD,
  INSIDE,
};

typedef struct {
  guint32 account;
  guint   distance;
} Match;

static gboolean
begins_word (const char *text, const char *place)
{
  return !g_unichar_isalnum (g_utf8_get_char (g_utf8_find_prev_char (text, place)));
}

/* Returns %FALSE when @text lacks one of @terms. */
static gboolean
measure (const char *text, char **terms, guint *distance)
{
  *distance = 0;
  for (guint i = 0; terms[i]; i++)
    {
      const char *place = strstr (text, terms[i]);
      guint best = INSIDE;

      if (place == NULL)
        return FALSE;
      for (; place && best == INSIDE; place = strstr (place + 1, terms[i]))
        best = place == text ? AT_START : begins_word (text, place) ? AT_WORD : INSIDE;
      *distance += best;
    }
  return TRUE;
}

static int
compare (gconstpointer first, gconstpointer second, gpointer data)
{
  const Match *a = first, *b = second;
  const BwAccountTable *table = data;
  int by_name;

  if (a->distance != b->distance)
    return a->distance < b->distance ? -1 : 1;
  by_name = strcmp (table->folds + table->fold_offset[a->account],
                    table->folds + table->fold_offset[b->account]);
  return by_name ? by_name : (a->account > b->account) - (a->account < b->account);
}

/**
 * bw_account_search:
 * @terms: what was typed, word by word; case and accents do not matter
 * @as_of: only accounts that are active on this date
 * @most: how many to return at most
 *
 * Finds the accounts whose name or id holds every one of @terms. Those that begin with them come
 * first, then those where they begin a word, each by name. No terms, or only empty ones, find
 * nothing.
 *
 * Returns: (transfer full) (element-type guint32): places in @table
 */
GArray *
bw_account_search (const BwAccountTable *table, const char *const *terms, BwDate as_of, guint most)
{
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) folded = NULL;

  for (guint i = 0; terms[i]; i++)
    if (*terms[i] != '\0')
      g_strv_builder_take (builder, bw_fold_text (terms[i]));
  folded = g_strv_builder_end (builder);
  if (folded[0] == NULL)
    return found;

  for (guint32 account = 0; account < table->n; account++)
    {
      Match match = { account, 0 };

      if (bw_account_table_is_active (table, account, as_of)
          && measure (table->folds + table->fold_offset[account], folded, &match.distance))
        g_array_append_val (matches, match);
    }
  g_array_sort_with_data (matches, compare, (gpointer) table);
  for (guint i = 0; i < MIN (matches->len, most); i++)
    g_array_append_val (found, g_array_index (matches, Match, i).account);
  return found;
}
