/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-account-columns.h"

#include <glib/gi18n.h>
#include <string.h>

#include "portfolio/bw-query.h"
#include "portfolio/bw-snapshot.h"

/* A list of words that grows while the accounts are read; places are by first sight until the
 * list is sorted. */
typedef struct {
  GHashTable *places;
  GPtrArray  *words;
  GArray     *column;
} WordColumn;

typedef struct {
  GArray     *slot;
  GArray     *id;
  GArray     *name;
  GArray     *fold;
  GString    *strings;
  GString    *folds;
  GArray     *owner;
  GByteArray *strategic;
  GArray     *dates[4];
  WordColumn  words[4];
} Builder;

/* Ids are opaque, so every byte counts. */
guint32
bw_account_id_hash (const char *id)
{
  guint32 hash = 2166136261u;

  for (const guchar *p = (const guchar *) id; *p != '\0'; p++)
    hash = (hash ^ *p) * 16777619u;
  return hash ^ (hash >> 15);
}

/* The latest day on which something was seen or done. What is agreed for later days does not
 * count, so that a contract that begins next year does not move today there. */
static gboolean
load_data_until (BwAccountTable *table, BwMirror *mirror, GError **error)
{
  static const char *const questions[] = {
    "SELECT max((SELECT max(observed_on) FROM observations), "
    "(SELECT max(occurred_on) FROM interactions))",
    "SELECT max(observed_on) FROM observations",
    "SELECT max(occurred_on) FROM interactions",
    "SELECT max(effective_on) FROM revenue_events",
    "SELECT max(month) FROM service_costs",
    "SELECT max(contract_started_on) FROM accounts",
  };

  table->data_until = table->company_as_of;
  for (guint i = 0; i < G_N_ELEMENTS (questions) && table->data_until == BW_DATE_NONE; i++)
    {
      g_autoptr (BwQuery) query = bw_query_new (mirror, questions[i], NULL, error);

      if (query == NULL)
        return FALSE;
      if (bw_query_next (query))
        table->data_until = bw_query_date (query, 0);
      if (!bw_query_finish (query, error))
        return FALSE;
    }
  return TRUE;
}

static void
builder_init (Builder *builder)
{
  builder->slot = g_array_new (FALSE, FALSE, sizeof (guint32));
  builder->id = g_array_new (FALSE, FALSE, sizeof (guint32));
  builder->name = g_array_new (FALSE, FALSE, sizeof (guint32));
  builder->fold = g_array_new (FALSE, FALSE, sizeof (guint32));
  builder->owner = g_array_new (FALSE, FALSE, sizeof (guint32));
  builder->strategic = g_byte_array_new ();
  builder->strings = g_string_new (NULL);
  builder->folds = g_string_new (NULL);
  for (guint i = 0; i < 4; i++)
    {
      builder->dates[i] = g_array_new (FALSE, FALSE, sizeof (BwDate));
      builder->words[i].places = g_hash_table_new (g_str_hash, g_str_equal);
      builder->words[i].words = g_ptr_array_new_with_free_func (g_free);
      builder->words[i].column = g_array_new (FALSE, FALSE, sizeof (guint32));
    }
}

static void
builder_clear (Builder *builder)
{
  g_array_unref (builder->slot);
  g_array_unref (builder->id);
  g_array_unref (builder->name);
  g_array_unref (builder->fold);
  g_array_unref (builder->owner);
  g_byte_array_unref (builder->strategic);
  g_string_free (builder->strings, TRUE);
  g_string_free (builder->folds, TRUE);
  for (guint i = 0; i < 4; i++)
    {
      g_array_unref (builder->dates[i]);
      g_hash_table_unref (builder->words[i].places);
      g_ptr_array_unref (builder->words[i].words);
      g_array_unref (builder->words[i].column);
    }
}

static guint32
word_place (WordColumn *words, const char *word)
{
  gpointer place;
  char *copy;

  if (word == NULL || *word == '\0')
    return BW_INDEX_NONE;
  if (g_hash_table_lookup_extended (words->places, word, NULL, &place))
    return GPOINTER_TO_UINT (place);
  copy = g_strdup (word);
  g_hash_table_insert (words->places, copy, GUINT_TO_POINTER (words->words->len));
  g_ptr_array_add (words->words, copy);
  return words->words->len - 1;
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorts the words and moves the places of the column along. */
static void
word_column_sort (WordColumn *words)
{
  g_autofree guint32 *moved = g_new (guint32, words->words->len + 1);

  g_ptr_array_sort (words->words, compare_words);
  for (guint i = 0; i < words->words->len; i++)
    {
      const char *word = g_ptr_array_index (words->words, i);

      moved[GPOINTER_TO_UINT (g_hash_table_lookup (words->places, word))] = i;
    }
  for (guint i = 0; i < words->column->len; i++)
    {
      guint32 *place = &g_array_index (words->column, guint32, i);

      if (*place != BW_INDEX_NONE)
        *place = moved[*place];
    }
}

static void
builder_add (Builder *builder, BwQuery *query, GHashTable *people, GString *scratch)
{
  const char *id = bw_query_text (query, 1), *name = bw_query_text (query, 2);
  const char *owner = bw_query_text (query, 3);
  guint32 slot = bw_query_int (query, 0, 0), offset = builder->strings->len;
  guint8 strategic = bw_query_int (query, 8, 0) != 0;
  g_autofree char *fold = NULL;
  gpointer place;

  g_array_append_val (builder->slot, slot);
  g_array_append_val (builder->id, offset);
  g_string_append_len (builder->strings, id, strlen (id) + 1);
  if (name != NULL && *name != '\0')
    {
      offset = builder->strings->len;
      g_string_append_len (builder->strings, name, strlen (name) + 1);
    }
  else
    name = id;
  g_array_append_val (builder->name, offset);

  g_string_assign (scratch, name);
  if (name != id)
    g_string_append_printf (scratch, "\n%s", id);
  fold = bw_fold_text (scratch->str);
  offset = builder->folds->len;
  g_array_append_val (builder->fold, offset);
  g_string_append_len (builder->folds, fold, strlen (fold) + 1);

  offset = BW_INDEX_NONE;
  if (owner != NULL && g_hash_table_lookup_extended (people, owner, NULL, &place))
    offset = GPOINTER_TO_UINT (place);
  g_array_append_val (builder->owner, offset);
  g_byte_array_append (builder->strategic, &strategic, 1);
  for (guint i = 0; i < 4; i++)
    {
      guint32 word = word_place (&builder->words[i], bw_query_text (query, 4 + i));
      BwDate date = bw_query_date (query, 9 + i);

      g_array_append_val (builder->words[i].column, word);
      g_array_append_val (builder->dates[i], date);
    }
}

static void
fill (BwColumnFile *file, guint32 column, guint32 width, gconstpointer data)
{
  guint64 count;
  gpointer to = bw_column_file_get (file, column, width, &count);

  if (count > 0)
    memcpy (to, data, count * width);
}

static BwColumnFile *
builder_finish (Builder *builder, const BwAccountTable *table)
{
  guint n = builder->slot->len;
  gsize buckets = 4;
  GString *words[4];
  guint32 *index;
  BwColumnHead head = { .kind = BW_ACCOUNTS_KIND, .as_of = table->data_until,
                        .generation = table->generation, .rules = table->rules, .n = n };
  BwColumnFile *file;

  while (buckets < (gsize) n * 2)
    buckets *= 2;
  for (guint i = 0; i < 4; i++)
    {
      words[i] = g_string_new (NULL);
      word_column_sort (&builder->words[i]);
      for (guint j = 0; j < builder->words[i].words->len; j++)
        {
          const char *word = g_ptr_array_index (builder->words[i].words, j);

          g_string_append_len (words[i], word, strlen (word) + 1);
        }
    }

  {
    BwColumnSpec specs[] = {
      { BW_ACCOUNTS_SLOT, 4, n },        { BW_ACCOUNTS_ID, 4, n },
      { BW_ACCOUNTS_NAME, 4, n },        { BW_ACCOUNTS_FOLD, 4, n },
      { BW_ACCOUNTS_STRINGS, 1, builder->strings->len },
      { BW_ACCOUNTS_FOLDS, 1, builder->folds->len },
      { BW_ACCOUNTS_OWNER, 4, n },       { BW_ACCOUNTS_INDUSTRY, 4, n },
      { BW_ACCOUNTS_REGION, 4, n },      { BW_ACCOUNTS_STAGE, 4, n },
      { BW_ACCOUNTS_REASON, 4, n },      { BW_ACCOUNTS_STRATEGIC, 1, n },
      { BW_ACCOUNTS_CONTRACT, 4, n },    { BW_ACCOUNTS_GO_LIVE, 4, n },
      { BW_ACCOUNTS_RENEWAL, 4, n },     { BW_ACCOUNTS_CHURNED, 4, n },
      { BW_ACCOUNTS_INDEX, 4, buckets }, { BW_ACCOUNTS_INDUSTRY_WORDS, 1, words[0]->len },
      { BW_ACCOUNTS_REGION_WORDS, 1, words[1]->len },
      { BW_ACCOUNTS_STAGE_WORDS, 1, words[2]->len },
      { BW_ACCOUNTS_REASON_WORDS, 1, words[3]->len },
    };

    file = bw_column_file_new (&head, specs, G_N_ELEMENTS (specs));
  }

  fill (file, BW_ACCOUNTS_SLOT, 4, builder->slot->data);
  fill (file, BW_ACCOUNTS_ID, 4, builder->id->data);
  fill (file, BW_ACCOUNTS_NAME, 4, builder->name->data);
  fill (file, BW_ACCOUNTS_FOLD, 4, builder->fold->data);
  fill (file, BW_ACCOUNTS_STRINGS, 1, builder->strings->str);
  fill (file, BW_ACCOUNTS_FOLDS, 1, builder->folds->str);
  fill (file, BW_ACCOUNTS_OWNER, 4, builder->owner->data);
  fill (file, BW_ACCOUNTS_STRATEGIC, 1, builder->strategic->data);
  for (guint i = 0; i < 4; i++)
    {
      fill (file, BW_ACCOUNTS_INDUSTRY + i, 4, builder->words[i].column->data);
      fill (file, BW_ACCOUNTS_CONTRACT + i, 4, builder->dates[i]->data);
      fill (file, BW_ACCOUNTS_INDUSTRY_WORDS + i, 1, words[i]->str);
      g_string_free (words[i], TRUE);
    }

  index = bw_column_file_get (file, BW_ACCOUNTS_INDEX, 4, NULL);
  memset (index, 0xff, buckets * sizeof *index);
  for (guint i = 0; i < n; i++)
    {
      const char *id = builder->strings->str + g_array_index (builder->id, guint32, i);
      gsize bucket = bw_account_id_hash (id) & (buckets - 1);

      while (index[bucket] != BW_INDEX_NONE)
        bucket = (bucket + 1) & (buckets - 1);
      index[bucket] = i;
    }
  return file;
}

/**
 * bw_account_columns_read:
 * @table: a table whose company, people and generation have been read; its @data_until is set
 * @mirror: the mirror
 *
 * Returns: (transfer full) (nullable): all accounts of the mirror as columns, or %NULL with @error
 *   set
 */
BwColumnFile *
bw_account_columns_read (BwAccountTable *table, BwMirror *mirror, GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) scratch = g_string_new (NULL);
  g_autoptr (BwQuery) query = NULL;
  BwColumnFile *file = NULL;
  Builder builder;

  if (!load_data_until (table, mirror, error))
    return NULL;
  query = bw_query_new (
    mirror,
    "SELECT s.slot, a.id, a.name, a.owner_id, a.industry, a.region, a.lifecycle_stage, "
    "a.reason_to_buy, a.strategic, a.contract_started_on, a.go_live_on, a.renewal_on, a.churned_on "
    "FROM accounts a JOIN account_slots s ON s.account_id = a.id ORDER BY s.slot",
    cancellable, error);
  if (query == NULL)
    return NULL;

  for (guint i = 0; i < table->n_people; i++)
    g_hash_table_insert (people, table->people[i].id, GUINT_TO_POINTER (i));
  builder_init (&builder);
  while (bw_query_next (query) && builder.strings->len < G_MAXINT32
         && builder.folds->len < G_MAXINT32)
    builder_add (&builder, query, people, scratch);
  if (query->result == SQLITE_ROW)
    g_set_error_literal (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_DATA,
                         _("The names of the accounts take more than two gigabytes"));
  else if (bw_query_finish (query, error))
    file = builder_finish (&builder, table);
  builder_clear (&builder);
  return file;
}
