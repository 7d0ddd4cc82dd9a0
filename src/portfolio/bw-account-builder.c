/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "portfolio/bw-account-builder.h"

#include <string.h>

#include "analytics/bw-sort.h"

/* A list of words that grows while accounts are added; places are by first sight until the list is
 * sorted. */
typedef struct {
  GHashTable *places;
  GPtrArray  *words;
  GArray     *column;
  guint32    *moved;  /* New places of the words of the older file, BW_INDEX_NONE when unseen. */
} WordColumn;

struct _BwAccountBuilder {
  const BwAccountColumns *old;
  GArray     *slot;
  GArray     *id;
  GArray     *name;
  GArray     *fold;
  GString    *strings;
  GString    *folds;
  GString    *scratch;
  GByteArray *strategic;
  GArray     *dates[BW_ACCOUNTS_N_DATES];
  WordColumn  words[BW_ACCOUNTS_N_WORDS];
};

/* Ids are opaque, so every byte counts. */
guint32
bw_account_id_hash (const char *id)
{
  guint32 hash = 2166136261u;

  for (const guchar *p = (const guchar *) id; *p != '\0'; p++)
    hash = (hash ^ *p) * 16777619u;
  return hash ^ (hash >> 15);
}

/* Words ------------------------------------------------------------------------------------- */

static void
word_column_init (WordColumn *words, guint n, guint n_old_words)
{
  words->places = g_hash_table_new (g_str_hash, g_str_equal);
  words->words = g_ptr_array_new_with_free_func (g_free);
  words->column = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  words->moved = g_new (guint32, n_old_words + 1);
  memset (words->moved, 0xff, (n_old_words + 1) * sizeof *words->moved);
}

static void
word_column_clear (WordColumn *words)
{
  g_hash_table_unref (words->places);
  g_ptr_array_unref (words->words);
  g_array_unref (words->column);
  g_free (words->moved);
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

static GString *
word_column_join (const WordColumn *words)
{
  GString *joined = g_string_new (NULL);

  for (guint i = 0; i < words->words->len; i++)
    {
      const char *word = g_ptr_array_index (words->words, i);

      g_string_append_len (joined, word, strlen (word) + 1);
    }
  return joined;
}

/* Columns ----------------------------------------------------------------------------------- */

static void
fill (BwColumnFile *file, guint32 column, guint32 width, gconstpointer data)
{
  guint64 count;
  gpointer to = bw_column_file_get (file, column, width, &count);

  if (count > 0)
    memcpy (to, data, count * width);
}

static void
fill_index (const BwAccountBuilder *self, BwColumnFile *file)
{
  guint64 buckets;
  guint32 *index = bw_column_file_get (file, BW_ACCOUNTS_INDEX, 4, &buckets);

  memset (index, 0xff, buckets * sizeof *index);
  for (guint i = 0; i < self->slot->len; i++)
    {
      const char *id = self->strings->str + g_array_index (self->id, guint32, i);
      guint64 bucket = bw_account_id_hash (id) & (buckets - 1);

      while (index[bucket] != BW_INDEX_NONE)
        bucket = (bucket + 1) & (buckets - 1);
      index[bucket] = i;
    }
}

static void
append_names (BwAccountBuilder *self, const char *id, const char *name, const char *fold)
{
  guint32 offset = self->strings->len;

  g_array_append_val (self->id, offset);
  g_string_append_len (self->strings, id, strlen (id) + 1);
  if (name != id)
    {
      offset = self->strings->len;
      g_string_append_len (self->strings, name, strlen (name) + 1);
    }
  g_array_append_val (self->name, offset);
  offset = self->folds->len;
  g_array_append_val (self->fold, offset);
  g_string_append_len (self->folds, fold, strlen (fold) + 1);
}

/* Accounts in the order of their slots --------------------------------------------------------- */

static gboolean
is_in_order (const BwAccountBuilder *self)
{
  for (guint i = 1; i < self->slot->len; i++)
    {
      if (g_array_index (self->slot, guint32, i) <= g_array_index (self->slot, guint32, i - 1))
        return FALSE;
    }
  return TRUE;
}

static void
rearrange (GArray *column, const guint32 *order)
{
  g_autofree guint32 *was = g_memdup2 (column->data, column->len * sizeof *was);

  for (guint i = 0; i < column->len; i++)
    g_array_index (column, guint32, i) = was[order[i]];
}

/* The texts are written anew in the new order, so that nobody can tell what it was. */
static void
rearrange_names (BwAccountBuilder *self, const guint32 *order)
{
  g_autofree guint32 *ids = g_memdup2 (self->id->data, self->id->len * sizeof *ids);
  g_autofree guint32 *names = g_memdup2 (self->name->data, self->name->len * sizeof *names);
  g_autofree guint32 *folds = g_memdup2 (self->fold->data, self->fold->len * sizeof *folds);
  g_autofree char *strings = g_string_free_and_steal (self->strings);
  g_autofree char *folded = g_string_free_and_steal (self->folds);
  guint n = self->id->len;

  self->strings = g_string_new (NULL);
  self->folds = g_string_new (NULL);
  g_array_set_size (self->id, 0);
  g_array_set_size (self->name, 0);
  g_array_set_size (self->fold, 0);
  for (guint i = 0; i < n; i++)
    append_names (self, strings + ids[order[i]], strings + names[order[i]],
                  folded + folds[order[i]]);
}

static void
put_in_order (BwAccountBuilder *self)
{
  guint n = self->slot->len;
  g_autofree guint64 *keys = NULL;
  g_autofree guint32 *order = NULL;
  g_autofree guint8 *strategic = NULL;

  if (is_in_order (self))
    return;
  keys = g_new (guint64, n);
  order = g_new (guint32, n);
  for (guint i = 0; i < n; i++)
    {
      keys[i] = g_array_index (self->slot, guint32, i);
      order[i] = i;
    }
  bw_sort_keys (keys, order, n);
  rearrange (self->slot, order);
  rearrange_names (self, order);
  for (guint i = 0; i < BW_ACCOUNTS_N_DATES; i++)
    rearrange (self->dates[i], order);
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    rearrange (self->words[i].column, order);
  strategic = g_memdup2 (self->strategic->data, n);
  for (guint i = 0; i < n; i++)
    self->strategic->data[i] = strategic[order[i]];
}

/* In the place where it is kept, or in memory when there is no room for it there. */
static BwColumnFile *
new_file (const BwColumnHead *head, const BwColumnSpec *specs, guint n_specs, const char *path)
{
  g_autoptr (GError) unkept = NULL;
  BwColumnFile *file = NULL;

  if (path != NULL)
    file = bw_column_file_new_at (head, specs, n_specs, path, &unkept);
  if (unkept != NULL)
    g_debug ("%s", unkept->message);
  return file != NULL ? file : bw_column_file_new (head, specs, n_specs);
}

/* Public ------------------------------------------------------------------------------------ */

/**
 * bw_account_builder_new:
 * @old: (nullable): an older file, from which accounts can be copied; it lives longer than the
 *   builder
 *
 * Returns: (transfer full): a builder without accounts
 */
BwAccountBuilder *
bw_account_builder_new (const BwAccountColumns *old)
{
  BwAccountBuilder *self = g_new0 (BwAccountBuilder, 1);
  guint n = old != NULL ? old->n : 0;

  self->old = old;
  self->slot = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  self->id = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  self->name = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  self->fold = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  self->strategic = g_byte_array_sized_new (n);
  self->strings = g_string_new (NULL);
  self->folds = g_string_new (NULL);
  self->scratch = g_string_new (NULL);
  for (guint i = 0; i < BW_ACCOUNTS_N_DATES; i++)
    self->dates[i] = g_array_sized_new (FALSE, FALSE, sizeof (BwDate), n);
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    word_column_init (&self->words[i], n, old != NULL ? old->n_words[i] : 0);
  return self;
}

void
bw_account_builder_free (BwAccountBuilder *self)
{
  g_array_unref (self->slot);
  g_array_unref (self->id);
  g_array_unref (self->name);
  g_array_unref (self->fold);
  g_byte_array_unref (self->strategic);
  g_string_free (self->strings, TRUE);
  g_string_free (self->folds, TRUE);
  g_string_free (self->scratch, TRUE);
  for (guint i = 0; i < BW_ACCOUNTS_N_DATES; i++)
    g_array_unref (self->dates[i]);
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    word_column_clear (&self->words[i]);
  g_free (self);
}

/* Whether the names take more room than can be pointed into. */
gboolean
bw_account_builder_is_full (const BwAccountBuilder *self)
{
  return self->strings->len >= G_MAXINT32 || self->folds->len >= G_MAXINT32;
}

/**
 * bw_account_builder_add:
 * @self: a builder
 * @query: at a row of #BW_ACCOUNT_BUILDER_SELECT
 */
void
bw_account_builder_add (BwAccountBuilder *self, BwQuery *query)
{
  const char *id = bw_query_text (query, 1), *name = bw_query_text (query, 2);
  guint32 slot = bw_query_int (query, 0, 0);
  guint8 strategic = bw_query_int (query, 8, 0) != 0;
  g_autofree char *fold = NULL;

  if (name == NULL || *name == '\0')
    name = id;
  g_string_assign (self->scratch, name);
  if (name != id)
    g_string_append_printf (self->scratch, "\n%s", id);
  fold = bw_fold_text (self->scratch->str);

  g_array_append_val (self->slot, slot);
  append_names (self, id, name, fold);
  g_byte_array_append (self->strategic, &strategic, 1);
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    {
      guint32 place = word_place (&self->words[i], bw_query_text (query, 3 + i));

      g_array_append_val (self->words[i].column, place);
    }
  for (guint i = 0; i < BW_ACCOUNTS_N_DATES; i++)
    {
      BwDate date = bw_query_date (query, 9 + i);

      g_array_append_val (self->dates[i], date);
    }
}

/**
 * bw_account_builder_copy:
 * @self: a builder over an older file
 * @row: an account of that file
 */
void
bw_account_builder_copy (BwAccountBuilder *self, guint row)
{
  const BwAccountColumns *old = self->old;
  const char *id = old->strings + old->id[row];
  const char *name = old->strings + old->name[row];

  g_array_append_val (self->slot, old->slot[row]);
  append_names (self, id, name, old->folds + old->fold[row]);
  g_byte_array_append (self->strategic, &old->strategic[row], 1);
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    {
      WordColumn *words = &self->words[i];
      guint32 was = old->place[i][row], place = BW_INDEX_NONE;

      if (was != BW_INDEX_NONE)
        {
          if (words->moved[was] == BW_INDEX_NONE)
            words->moved[was] = word_place (words, old->words[i][was]);
          place = words->moved[was];
        }
      g_array_append_val (words->column, place);
    }
  for (guint i = 0; i < BW_ACCOUNTS_N_DATES; i++)
    g_array_append_val (self->dates[i], old->date[i][row]);
}

/**
 * bw_account_builder_finish:
 * @self: a builder, which cannot be used afterwards
 * @table: the table whose generation, rules and date the columns belong to
 * @witness: as #BwAccountColumns.witness
 * @path: (nullable): where the columns are going to be written
 *
 * Returns: (transfer full): the columns of all accounts that were added
 */
BwColumnFile *
bw_account_builder_finish (BwAccountBuilder *self, const BwAccountTable *table,
                           const char *witness, const char *path)
{
  guint n = self->slot->len;
  guint64 buckets = 4;
  GString *words[BW_ACCOUNTS_N_WORDS];
  BwColumnHead head = { .kind = BW_ACCOUNTS_KIND, .as_of = table->data_until,
                        .generation = table->generation, .rules = table->rules, .n = n };
  BwColumnFile *file;

  put_in_order (self);
  while (buckets < (guint64) n * 2)
    buckets *= 2;
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    {
      word_column_sort (&self->words[i]);
      words[i] = word_column_join (&self->words[i]);
    }

  {
    BwColumnSpec specs[] = {
      { BW_ACCOUNTS_SLOT, 4, n },        { BW_ACCOUNTS_ID, 4, n },
      { BW_ACCOUNTS_NAME, 4, n },        { BW_ACCOUNTS_FOLD, 4, n },
      { BW_ACCOUNTS_STRINGS, 1, self->strings->len },
      { BW_ACCOUNTS_FOLDS, 1, self->folds->len },
      { BW_ACCOUNTS_INDUSTRY, 4, n },    { BW_ACCOUNTS_REGION, 4, n },
      { BW_ACCOUNTS_STAGE, 4, n },       { BW_ACCOUNTS_REASON, 4, n },
      { BW_ACCOUNTS_OWNER, 4, n },       { BW_ACCOUNTS_STRATEGIC, 1, n },
      { BW_ACCOUNTS_CONTRACT, 4, n },    { BW_ACCOUNTS_GO_LIVE, 4, n },
      { BW_ACCOUNTS_RENEWAL, 4, n },     { BW_ACCOUNTS_CHURNED, 4, n },
      { BW_ACCOUNTS_INDEX, 4, buckets }, { BW_ACCOUNTS_INDUSTRY_WORDS, 1, words[0]->len },
      { BW_ACCOUNTS_REGION_WORDS, 1, words[1]->len },
      { BW_ACCOUNTS_STAGE_WORDS, 1, words[2]->len },
      { BW_ACCOUNTS_REASON_WORDS, 1, words[3]->len },
      { BW_ACCOUNTS_OWNER_WORDS, 1, words[4]->len },
      { BW_ACCOUNTS_WITNESS, 1, strlen (witness) + 1 },
    };

    file = new_file (&head, specs, G_N_ELEMENTS (specs), path);
  }

  fill (file, BW_ACCOUNTS_SLOT, 4, self->slot->data);
  fill (file, BW_ACCOUNTS_ID, 4, self->id->data);
  fill (file, BW_ACCOUNTS_NAME, 4, self->name->data);
  fill (file, BW_ACCOUNTS_FOLD, 4, self->fold->data);
  fill (file, BW_ACCOUNTS_STRINGS, 1, self->strings->str);
  fill (file, BW_ACCOUNTS_FOLDS, 1, self->folds->str);
  fill (file, BW_ACCOUNTS_STRATEGIC, 1, self->strategic->data);
  for (guint i = 0; i < BW_ACCOUNTS_N_WORDS; i++)
    {
      fill (file, BW_ACCOUNTS_INDUSTRY + i, 4, self->words[i].column->data);
      fill (file, BW_ACCOUNTS_INDUSTRY_WORDS + i, 1, words[i]->str);
      g_string_free (words[i], TRUE);
    }
  for (guint i = 0; i < BW_ACCOUNTS_N_DATES; i++)
    fill (file, BW_ACCOUNTS_CONTRACT + i, 4, self->dates[i]->data);
  fill (file, BW_ACCOUNTS_WITNESS, 1, witness);
  fill_index (self, file);
  return file;
}
