/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-references.h"

#include <string.h>

/* More names than these are looked up in the tables. */
#define MAX_NAMES 4096

/* Columns of a relation beyond these are not watched; no relation has as many. */
#define MAX_COLUMNS 40

/* The names in one column, and the last one: mostly the next row has the same. */
typedef struct {
  GHashTable *names;
  GString    *last;
} Column;

typedef struct {
  gboolean begun;
  gboolean given_up;
  guint    n_columns;
  guint    indexes[MAX_COLUMNS];
  Column   columns[MAX_COLUMNS];
} Watch;

struct _BwReferences {
  Watch watches[BW_N_RELATIONS];
};

static void
forget (Watch *watch)
{
  for (guint i = 0; i < watch->n_columns; i++)
    {
      g_clear_pointer (&watch->columns[i].names, g_hash_table_unref);
      if (watch->columns[i].last != NULL)
        g_string_free (g_steal_pointer (&watch->columns[i].last), TRUE);
    }
}

static void
begin (Watch *watch, const BwRelation *relation)
{
  watch->begun = TRUE;
  for (guint i = 0; i < relation->n_columns; i++)
    {
      const BwColumn *column = &relation->columns[i];

      if (column->refers_to == NULL || column->type != BW_COLUMN_ID)
        continue;
      watch->indexes[watch->n_columns] = i;
      watch->columns[watch->n_columns].names = g_hash_table_new_full (g_str_hash, g_str_equal,
                                                                      g_free, NULL);
      watch->columns[watch->n_columns].last = g_string_new (NULL);
      watch->n_columns++;
    }
}

static void
note_name (Column *column, const BwValue *value)
{
  if (column->names == NULL || value->kind != BW_VALUE_TEXT)
    return;
  if (value->length == column->last->len
      && memcmp (value->text, column->last->str, value->length) == 0)
    return;
  g_string_truncate (column->last, 0);
  g_string_append_len (column->last, value->text, value->length);
  if (g_hash_table_contains (column->names, column->last->str))
    return;
  if (g_hash_table_size (column->names) == MAX_NAMES)
    g_clear_pointer (&column->names, g_hash_table_unref);
  else
    g_hash_table_add (column->names, g_strdup (column->last->str));
}

/**
 * bw_references_new:
 *
 * Returns: (transfer full): a watch over no rows yet
 */
BwReferences *
bw_references_new (void)
{
  return g_new0 (BwReferences, 1);
}

/**
 * bw_references_free:
 * @references: (transfer full) (nullable): a watch
 */
void
bw_references_free (BwReferences *references)
{
  if (references == NULL)
    return;
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    forget (&references->watches[i]);
  g_free (references);
}

/**
 * bw_references_note:
 * @references: a watch
 * @relation: a relation
 * @values: (array): a row of it
 */
void
bw_references_note (BwReferences *references, const BwRelation *relation, const BwValue *values)
{
  Watch *watch = &references->watches[relation->id];

  if (watch->given_up)
    return;
  if (!watch->begun)
    begin (watch, relation);
  for (guint i = 0; i < watch->n_columns; i++)
    note_name (&watch->columns[i], &values[watch->indexes[i]]);
}

/**
 * bw_references_give_up:
 * @references: a watch
 * @relation: a relation that has rows which were not noted
 */
void
bw_references_give_up (BwReferences *references, BwRelationId relation)
{
  references->watches[relation].given_up = TRUE;
}

/**
 * bw_references_list:
 * @references: a watch
 * @relation: a relation
 * @column: one of its columns
 *
 * Returns: (transfer full) (nullable) (element-type utf8): all names in that column, or %NULL when
 *   they are not known
 */
GPtrArray *
bw_references_list (BwReferences *references, BwRelationId relation, guint column)
{
  Watch *watch = &references->watches[relation];

  if (watch->given_up)
    return NULL;
  for (guint i = 0; i < watch->n_columns; i++)
    {
      if (watch->indexes[i] == column && watch->columns[i].names != NULL)
        return g_hash_table_get_keys_as_ptr_array (watch->columns[i].names);
    }
  return NULL;
}
