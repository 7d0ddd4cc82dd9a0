/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-account-columns.h"

#include <glib/gi18n.h>
#include <string.h>

#include "portfolio/bw-account-builder.h"
#include "portfolio/bw-snapshot.h"

/* Above this share of touched accounts it is faster to read them all in one go. */
#define MEND_SHARE 0.2

/* From a file ------------------------------------------------------------------------------- */

static gboolean
places_are_good (const guint32 *places, guint64 n, guint limit)
{
  for (guint64 i = 0; i < n; i++)
    {
      if (places[i] >= limit && places[i] != BW_INDEX_NONE)
        return FALSE;
    }
  return TRUE;
}

static gboolean
offsets_are_good (const guint32 *offsets, guint n, guint64 length)
{
  for (guint i = 0; i < n; i++)
    {
      if (offsets[i] >= length)
        return FALSE;
    }
  return TRUE;
}

/* (nullable): NULL when the text does not end */
static char **
split_words (const BwColumnFile *file, guint32 column, guint *n)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint64 length;
  const char *text = bw_column_file_get (file, column, 1, &length);
  char **list;

  if (text == NULL || (length > 0 && text[length - 1] != '\0'))
    return NULL;
  for (const char *p = text; p < text + length; p += strlen (p) + 1)
    g_strv_builder_add (words, p);
  list = g_strv_builder_end (words);
  *n = g_strv_length (list);
  return list;
}

/* A column with one element an account. */
static gconstpointer
get_column (const BwColumnFile *file, guint32 column, guint32 width)
{
  guint64 count;
  gconstpointer data = bw_column_file_get (file, column, width, &count);

  return count == bw_column_file_head (file)->n ? data : NULL;
}

/* A column of text that ends in a zero; NULL when it does not. */
static const char *
get_text (const BwColumnFile *file, guint32 column, guint64 *length)
{
  const char *text = bw_column_file_get (file, column, 1, length);

  return text != NULL && *length > 0 && text[*length - 1] == '\0' ? text : NULL;
}

static gboolean
adopt_words (BwAccountColumns *columns, BwColumnFile *file)
{
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    {
      columns->place[i] = get_column (file, BW_ACCOUNTS_INDUSTRY + i, 4);
      columns->words[i]
        = split_words (file, BW_ACCOUNTS_INDUSTRY_WORDS + i, &columns->n_words[i]);
      if (columns->place[i] == NULL || columns->words[i] == NULL
          || !places_are_good (columns->place[i], columns->n, columns->n_words[i]))
        return FALSE;
    }
  return TRUE;
}

/**
 * bw_account_columns_adopt:
 * @columns: (out caller-allocates): to be cleared in any case
 * @file: a file of accounts
 *
 * Points the arrays into the file.
 *
 * Returns: %FALSE when something in the file is missing or points outside of it
 */
gboolean
bw_account_columns_adopt (BwAccountColumns *columns, BwColumnFile *file)
{
  guint n = bw_column_file_head (file)->n;
  guint64 strings, folds, length;

  *columns = (BwAccountColumns) { .n = n };
  columns->slot = get_column (file, BW_ACCOUNTS_SLOT, 4);
  columns->id = get_column (file, BW_ACCOUNTS_ID, 4);
  columns->name = get_column (file, BW_ACCOUNTS_NAME, 4);
  columns->fold = get_column (file, BW_ACCOUNTS_FOLD, 4);
  columns->strategic = get_column (file, BW_ACCOUNTS_STRATEGIC, 1);
  columns->strings = bw_column_file_get (file, BW_ACCOUNTS_STRINGS, 1, &strings);
  columns->folds = bw_column_file_get (file, BW_ACCOUNTS_FOLDS, 1, &folds);
  columns->witness = get_text (file, BW_ACCOUNTS_WITNESS, &length);
  columns->index = bw_column_file_get (file, BW_ACCOUNTS_INDEX, 4, &columns->n_buckets);
  if (columns->slot == NULL || columns->id == NULL || columns->name == NULL
      || columns->fold == NULL || columns->strategic == NULL || columns->strings == NULL
      || columns->folds == NULL || columns->witness == NULL || columns->index == NULL
      || columns->n_buckets <= n || (columns->n_buckets & (columns->n_buckets - 1)) != 0
      || (n > 0 && (get_text (file, BW_ACCOUNTS_STRINGS, &strings) == NULL
                    || get_text (file, BW_ACCOUNTS_FOLDS, &folds) == NULL)))
    return FALSE;
  for (guint i = 0; i < BW_ACCOUNTS_N_DATES; i++)
    {
      columns->date[i] = get_column (file, BW_ACCOUNTS_CONTRACT + i, 4);
      if (columns->date[i] == NULL)
        return FALSE;
    }
  for (guint i = 1; i < n; i++)
    {
      if (columns->slot[i] <= columns->slot[i - 1])
        return FALSE;
    }
  return adopt_words (columns, file) && places_are_good (columns->index, columns->n_buckets, n)
         && offsets_are_good (columns->id, n, strings)
         && offsets_are_good (columns->name, n, strings)
         && offsets_are_good (columns->fold, n, folds);
}

void
bw_account_columns_clear (BwAccountColumns *columns)
{
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    g_clear_pointer (&columns->words[i], g_strfreev);
}

/**
 * bw_account_index_find:
 * @index: (array length=n_buckets): a hash table of ids
 * @strings: where they stand
 * @ids: places in @strings, one an account
 * @id: an account's id
 *
 * Returns: which account that is, or #BW_INDEX_NONE
 */
guint32
bw_account_index_find (const guint32 *index, guint64 n_buckets, const char *strings,
                       const guint32 *ids, const char *id)
{
  guint64 mask = n_buckets - 1;

  for (guint64 bucket = bw_account_id_hash (id) & mask; index[bucket] != BW_INDEX_NONE;
       bucket = (bucket + 1) & mask)
    {
      if (strcmp (strings + ids[index[bucket]], id) == 0)
        return index[bucket];
    }
  return BW_INDEX_NONE;
}

/* The latest date --------------------------------------------------------------------------- */

/* The answer to a question: a day, and the account that it was seen of when the question says. */
static gboolean
ask_for_day (BwQuery *query, BwDate *day, char **witness, GError **error)
{
  *day = BW_DATE_NONE;
  if (bw_query_next (query))
    {
      const char *account = bw_query_text (query, 1);

      *day = bw_query_date (query, 0);
      g_set_str (witness, account != NULL ? account : "");
    }
  return bw_query_finish (query, error);
}

/* The latest day on which something was seen or done, and of which account. What is agreed for
 * later days does not count, so that a contract that begins next year does not move today there;
 * only when nothing was ever seen or done, it does. */
static gboolean
find_data_until (BwAccountTable *table, BwMirror *mirror, char **witness, GError **error)
{
  static const char *const questions[] = {
    "SELECT day, account_id FROM ("
    "SELECT max(observed_on) AS day, account_id FROM observations UNION ALL "
    "SELECT max(occurred_on), account_id FROM interactions) "
    "WHERE day IS NOT NULL ORDER BY day DESC LIMIT 1",
    "SELECT max(effective_on), NULL FROM revenue_events",
    "SELECT max(month), NULL FROM service_costs",
    "SELECT max(contract_started_on), NULL FROM accounts",
  };

  g_set_str (witness, "");
  table->data_until = table->company_as_of;
  for (guint i = 0; i < G_N_ELEMENTS (questions) && table->data_until == BW_DATE_NONE; i++)
    {
      g_autoptr (BwQuery) query = bw_query_new (mirror, questions[i], NULL, error);

      if (query == NULL || !ask_for_day (query, &table->data_until, witness, error))
        return FALSE;
    }
  return TRUE;
}

/* The same after a refresh that touched some accounts. What was seen of the witness is still
 * there as long as it is not one of them, so that only they can have moved the date. */
static gboolean
mend_data_until (BwAccountTable *table, const BwAccountColumns *old, const BwColumnHead *head,
                 GPtrArray *touched, BwMirror *mirror, char **witness, GError **error)
{
  g_autofree char *account = g_strdup ("");
  g_autoptr (BwQuery) query = NULL;
  BwDate day;

  if (table->company_as_of != BW_DATE_NONE || *old->witness == '\0'
      || g_ptr_array_find_with_equal_func (touched, old->witness, g_str_equal, NULL))
    return find_data_until (table, mirror, witness, error);

  g_set_str (witness, old->witness);
  table->data_until = head->as_of;
  query = bw_query_new (
    mirror,
    "SELECT day, account_id FROM ("
    "SELECT max(o.observed_on) AS day, o.account_id AS account_id FROM touched t "
    "CROSS JOIN observations o ON o.account_id = t.account_id WHERE t.generation > ?1 UNION ALL "
    "SELECT max(i.occurred_on), i.account_id FROM touched t "
    "CROSS JOIN interactions i ON i.account_id = t.account_id WHERE t.generation > ?1) "
    "WHERE day IS NOT NULL ORDER BY day DESC LIMIT 1",
    NULL, error);
  if (query == NULL)
    return FALSE;
  bw_query_bind_int (query, 1, head->generation);
  if (!ask_for_day (query, &day, &account, error))
    return FALSE;
  if (day != BW_DATE_NONE && day > table->data_until)
    {
      table->data_until = day;
      g_set_str (witness, account);
    }
  return TRUE;
}

/* To a file --------------------------------------------------------------------------------- */

/* Reads the accounts of @query; those of the older file stand between them, but for those that are
 * @gone or have been read. */
static gboolean
add_accounts (BwAccountBuilder *builder, BwQuery *query, const BwAccountColumns *old,
              const guint8 *gone, GError **error)
{
  guint row = 0, n = old != NULL ? old->n : 0;

  while (!bw_account_builder_is_full (builder) && bw_query_next (query))
    {
      guint32 slot = bw_query_int (query, 0, 0);

      for (; row < n && old->slot[row] <= slot; row++)
        {
          if (old->slot[row] < slot && !gone[row])
            bw_account_builder_copy (builder, row);
        }
      bw_account_builder_add (builder, query);
    }
  for (; row < n && !bw_account_builder_is_full (builder); row++)
    {
      if (!gone[row])
        bw_account_builder_copy (builder, row);
    }
  if (bw_account_builder_is_full (builder))
    {
      g_set_error_literal (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_DATA,
                           _("The names of the accounts take more than two gigabytes"));
      return FALSE;
    }
  return bw_query_finish (query, error);
}

static BwColumnFile *
read_all (BwAccountTable *table, BwMirror *mirror, const char *path, GCancellable *cancellable,
          GError **error)
{
  g_autoptr (BwAccountBuilder) builder = bw_account_builder_new (NULL);
  g_autofree char *witness = NULL;
  g_autoptr (BwQuery) query = NULL;

  if (!find_data_until (table, mirror, &witness, error))
    return NULL;
  query = bw_query_new (mirror,
                        BW_ACCOUNT_BUILDER_SELECT
                        "FROM accounts a CROSS JOIN account_slots s ON s.account_id = a.id",
                        cancellable, error);
  if (query == NULL || !add_accounts (builder, query, NULL, NULL, error))
    return NULL;
  return bw_account_builder_finish (builder, table, witness, path);
}

static BwColumnFile *
mend (BwAccountTable *table, const BwAccountColumns *old, const BwColumnHead *head,
      GPtrArray *touched, BwMirror *mirror, const char *path, GCancellable *cancellable,
      GError **error)
{
  g_autoptr (BwAccountBuilder) builder = bw_account_builder_new (old);
  g_autofree guint8 *gone = g_new0 (guint8, old->n + 1);
  g_autofree char *witness = NULL;
  g_autoptr (BwQuery) query = NULL;

  if (!mend_data_until (table, old, head, touched, mirror, &witness, error))
    return NULL;
  for (guint i = 0; i < touched->len; i++)
    {
      guint32 row = bw_account_index_find (old->index, old->n_buckets, old->strings, old->id,
                                           g_ptr_array_index (touched, i));

      if (row != BW_INDEX_NONE)
        gone[row] = 1;
    }
  query = bw_query_new (mirror,
                        BW_ACCOUNT_BUILDER_SELECT
                        "FROM touched t CROSS JOIN accounts a ON a.id = t.account_id "
                        "CROSS JOIN account_slots s ON s.account_id = a.id "
                        "WHERE t.generation > ?1 ORDER BY s.slot",
                        cancellable, error);
  if (query == NULL)
    return NULL;
  bw_query_bind_int (query, 1, head->generation);
  if (!add_accounts (builder, query, old, gone, error))
    return NULL;
  return bw_account_builder_finish (builder, table, witness, path);
}

/**
 * bw_account_columns_make:
 * @table: a table whose company, people and generation have been read; its @data_until is set
 * @old: (nullable): what was kept of the same mirror at an earlier time
 * @mirror: the mirror
 * @path: (nullable): where the columns are going to be written
 *
 * Makes the columns of all accounts of the mirror. Only those that were touched since @old are
 * read, unless they are many; the others are copied.
 *
 * Returns: (transfer full) (nullable): the columns, or %NULL with @error set
 */
BwColumnFile *
bw_account_columns_make (BwAccountTable *table, BwColumnFile *old, BwMirror *mirror,
                         const char *path, GCancellable *cancellable, GError **error)
{
  g_auto (BwAccountColumns) columns = { 0 };
  g_autoptr (GPtrArray) touched = NULL;
  const BwColumnHead *head;
  gboolean all = TRUE;

  if (old == NULL)
    return read_all (table, mirror, path, cancellable, error);
  head = bw_column_file_head (old);
  if (head->rules != table->rules || head->generation > table->generation
      || !bw_account_columns_adopt (&columns, old))
    return read_all (table, mirror, path, cancellable, error);

  touched = bw_mirror_list_touched_since (mirror, head->generation, &all, error);
  if (touched == NULL)
    return NULL;
  if (all || touched->len > MEND_SHARE * columns.n)
    return read_all (table, mirror, path, cancellable, error);
  return mend (table, &columns, head, touched, mirror, path, cancellable, error);
}
