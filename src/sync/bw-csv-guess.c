/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-csv-import-private.h"

#include <string.h>

/* Guesses at what a file and its columns are, from their names alone. */

/* Lower case, with one underscore for whatever stands between words: "Account ID" is account_id. */
static char *
plain_name (const char *name)
{
  GString *plain = g_string_new (NULL);

  for (const char *c = name; *c != '\0'; c++)
    {
      /* A capital after a small letter begins a word: "accountId". */
      if (g_ascii_isupper (*c) && c > name && g_ascii_islower (c[-1]))
        g_string_append_c (plain, '_');
      if (g_ascii_isalnum (*c) || (guchar) *c >= 0x80)
        g_string_append_c (plain, g_ascii_tolower (*c));
      else if (plain->len > 0 && plain->str[plain->len - 1] != '_')
        g_string_append_c (plain, '_');
    }
  while (plain->len > 0 && plain->str[plain->len - 1] == '_')
    g_string_truncate (plain, plain->len - 1);
  return g_string_free_and_steal (plain);
}

/**
 * bw_csv_guess_relation:
 * @file_name: "accounts.csv", "ravenstack_accounts.csv", "Accounts 2026.csv"
 *
 * Returns: (nullable): the relation that the name is that of, or ends or begins with; of several
 *   the longest; %NULL when there is none
 */
const BwRelation *
bw_csv_guess_relation (const char *file_name)
{
  g_autofree char *stem = g_strndup (file_name, strcspn (file_name, "."));
  g_autofree char *plain = plain_name (stem);
  const BwRelation *best = NULL;

  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      const BwRelation *relation = bw_relation_get (id);
      gsize length = strlen (relation->name), whole = strlen (plain);
      gboolean begins = g_str_has_prefix (plain, relation->name) && plain[length] == '_';
      gboolean ends = g_str_has_suffix (plain, relation->name) && whole > length
                      && plain[whole - length - 1] == '_';

      if (g_str_equal (plain, relation->name))
        return relation;
      if ((begins || ends) && (best == NULL || length > strlen (best->name)))
        best = relation;
    }
  return best;
}

static int
find_header (const BwCsvFile *file, const char *name)
{
  for (guint i = 0; i < file->n_headers; i++)
    {
      g_autofree char *plain = plain_name (file->headers[i]);

      if (g_str_equal (plain, name))
        return (int) i;
    }
  return -1;
}

/* A table's own id is often called after it: accounts.account_id. */
static int
find_own_id (const BwCsvFile *file)
{
  g_autofree char *singular = g_strdup (file->relation->name);
  g_autofree char *name = NULL;
  gsize length = strlen (singular);

  if (length > 0 && singular[length - 1] == 's')
    singular[length - 1] = '\0';
  name = g_strconcat (singular, "_id", NULL);
  /* The id of another relation is not this one's. */
  return bw_relation_find_column (file->relation, name) < 0 ? find_header (file, name) : -1;
}

/**
 * bw_csv_guess_columns:
 * @file: a file whose relation and headers are set
 *
 * Fills @file's columns with the headers of the same name, capitals and what stands between words
 * left aside.
 */
void
bw_csv_guess_columns (BwCsvFile *file)
{
  const BwRelation *relation = file->relation;

  g_clear_pointer (&file->columns, g_free);
  if (relation == NULL)
    return;
  file->columns = g_new (int, relation->n_columns + 2);
  for (guint i = 0; i < relation->n_columns; i++)
    {
      file->columns[i] = find_header (file, relation->columns[i].name);
      if (file->columns[i] < 0 && g_str_equal (relation->columns[i].name, "id"))
        file->columns[i] = find_own_id (file);
    }
  file->columns[BW_CSV_UPDATED_AT (relation)] = find_header (file, "updated_at");
  file->columns[BW_CSV_DELETED_AT (relation)] = find_header (file, "deleted_at");
}
