/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-staging.h"

#include <glib/gi18n.h>

#include "store/bw-mirror-schema.h"
#include "store/bw-staging-private.h"

/*
 * The merge. Everything is done by statements that are made from the schema table, inside one
 * transaction on the mirror; the staging file is only read.
 */

#define META_GENERATION "generation"
#define META_ALL_TOUCHED "all_touched"

/* Helpers -------------------------------------------------------------------------------------- */

static gboolean
exec (BwStaging *self, const char *sql, GError **error)
{
  return bw_store_exec (self->handle, bw_mirror_get_path (self->mirror), sql, error);
}

/* Runs a statement that gives one row of a number and, if it has a second column, a text. */
static gboolean
query (BwStaging *self, const char *sql, gint64 *number, char **text, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    {
      *number = sqlite3_column_int64 (statement, 0);
      if (text != NULL)
        *text = g_strdup ((const char *) sqlite3_column_text (statement, 1));
    }
  else
    {
      g_debug ("%s in: %s", sqlite3_errmsg (self->handle), sql);
      bw_store_error_from_sqlite (self->handle, result, bw_mirror_get_path (self->mirror), error);
    }
  sqlite3_finalize (statement);
  return result == SQLITE_ROW;
}

/* "a.k1 = b.k1 AND a.k2 = b.k2" */
static char *
keys_equal (const BwRelation *relation, const char *a, const char *b)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      const char *name = relation->columns[i].name;

      if ((relation->columns[i].flags & BW_COLUMN_KEY) != 0)
        g_string_append_printf (sql, "%s%s.\"%s\" = %s.\"%s\"", sql->len > 0 ? " AND " : "", a,
                                name, b, name);
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* "a.c1 IS NOT b.c1 OR a.c2 IS NOT b.c2", or "0" when all columns are in the key. */
static char *
content_differs (const BwRelation *relation, const char *a, const char *b)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      const char *name = relation->columns[i].name;

      if ((relation->columns[i].flags & BW_COLUMN_KEY) == 0)
        g_string_append_printf (sql, "%s%s.\"%s\" IS NOT %s.\"%s\"", sql->len > 0 ? " OR " : "", a,
                                name, b, name);
    }
  if (sql->len == 0)
    g_string_append (sql, "0");
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

static char *
list_columns (const BwRelation *relation, BwColumnFlags flags)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & flags) == flags)
        g_string_append_printf (sql, "%s\"%s\"", sql->len > 0 ? ", " : "",
                                relation->columns[i].name);
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* The account that a row belongs to, by itself or by its plan; NULL when it belongs to none. */
static char *
account_of (const BwRelation *relation, const char *alias)
{
  int column = bw_relation_account_column (relation);

  if (column >= 0)
    return g_strdup_printf ("%s.\"%s\"", alias, relation->columns[column].name);
  if (bw_relation_find_column (relation, "plan_id") >= 0)
    return g_strdup_printf ("(SELECT p.account_id FROM main.plans AS p WHERE p.id = %s.plan_id)",
                            alias);
  return g_strdup ("NULL");
}

/* Whether a change of the relation changes what is computed for every account. */
static gboolean
touches_all (BwRelationId id)
{
  return id == BW_RELATION_COMPANY || id == BW_RELATION_POLICY || id == BW_RELATION_METRICS;
}

/* A refresh after the first -------------------------------------------------------------------- */

/* Notes the accounts of which rows are going to be added, changed or deleted; both that of the row
 * as it was and that of the row as it will be. */
static gboolean
note_touched (BwStaging *self, const BwRelation *relation, gboolean complete, GError **error)
{
  g_autofree char *equal = keys_equal (relation, "m", "s");
  g_autofree char *differs = content_differs (relation, "m", "s");
  g_autofree char *after = account_of (relation, "s");
  g_autofree char *before = account_of (relation, "m");
  g_autoptr (GString) sql = g_string_new (NULL);

  if (g_str_equal (after, "NULL"))
    return TRUE;
  g_string_printf (sql,
                   "INSERT OR IGNORE INTO temp.touched_now"
                   " SELECT account_id FROM (SELECT %s AS account_id FROM staging.%s AS s"
                   "   LEFT JOIN main.%s AS m ON %s"
                   "   WHERE s.deleted = 0 AND (m.updated_at IS NULL OR %s)"
                   " UNION ALL SELECT %s FROM staging.%s AS s CROSS JOIN main.%s AS m ON %s"
                   "   WHERE s.deleted = 1 OR %s) WHERE account_id IS NOT NULL;",
                   after, relation->name, relation->name, equal, differs, before, relation->name,
                   relation->name, equal, differs);
  if (complete)
    g_string_append_printf (sql,
                            "INSERT OR IGNORE INTO temp.touched_now"
                            " SELECT account_id FROM (SELECT %s AS account_id FROM main.%s AS m"
                            "   WHERE NOT EXISTS (SELECT 1 FROM staging.%s AS s WHERE %s))"
                            " WHERE account_id IS NOT NULL;",
                            before, relation->name, relation->name, equal);
  return exec (self, sql->str, error);
}

static gboolean
remove_rows (BwStaging *self, const BwRelation *relation, gboolean complete, gint64 *removed,
             GError **error)
{
  g_autofree char *keys = list_columns (relation, BW_COLUMN_KEY);
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("DELETE FROM main.%s WHERE (%s) IN"
                         " (SELECT %s FROM staging.%s WHERE deleted = 1)",
                         relation->name, keys, keys, relation->name);
  if (!exec (self, sql, error))
    return FALSE;
  *removed = sqlite3_changes64 (self->handle);
  if (complete)
    {
      g_autofree char *equal = keys_equal (relation, "m", "s");
      g_autofree char *rest = g_strdup_printf ("DELETE FROM main.%s AS m WHERE NOT EXISTS"
                                               " (SELECT 1 FROM staging.%s AS s WHERE %s)",
                                               relation->name, relation->name, equal);

      if (!exec (self, rest, error))
        return FALSE;
      *removed += sqlite3_changes64 (self->handle);
    }
  return TRUE;
}

/* Rows that are as they were are not written, so that a merge that changes nothing is free. */
static gboolean
write_rows (BwStaging *self, const BwRelation *relation, gint64 *changed, GError **error)
{
  g_autofree char *columns = list_columns (relation, 0);
  g_autofree char *keys = list_columns (relation, BW_COLUMN_KEY);
  g_autofree char *differs = content_differs (relation, relation->name, "excluded");
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql,
                   "INSERT INTO main.%s (%s, updated_at)"
                   " SELECT %s, updated_at FROM staging.%s WHERE deleted = 0"
                   " ON CONFLICT (%s) DO UPDATE SET updated_at = excluded.updated_at",
                   relation->name, columns, columns, relation->name, keys);
  for (guint i = 0; i < relation->n_columns; i++)
    {
      const char *name = relation->columns[i].name;

      if ((relation->columns[i].flags & BW_COLUMN_KEY) == 0)
        g_string_append_printf (sql, ", \"%s\" = excluded.\"%s\"", name, name);
    }
  g_string_append_printf (sql, " WHERE %s.updated_at IS NOT excluded.updated_at OR %s",
                          relation->name, differs);
  if (!exec (self, sql->str, error))
    return FALSE;
  *changed = sqlite3_changes64 (self->handle);
  return TRUE;
}

static gboolean
merge_relation (BwStaging *self, const BwRelation *relation, BwMergeReport *report, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT count(*) FROM staging.complete WHERE relation = '%s'",
                       relation->name);
  gint64 complete;

  return query (self, sql, &complete, NULL, error)
         && note_touched (self, relation, complete > 0, error)
         && remove_rows (self, relation, complete > 0, &report->removed[relation->id], error)
         && write_rows (self, relation, &report->changed[relation->id], error);
}

/* A first fill --------------------------------------------------------------------------------- */

/* The filled table takes the place of the empty one. */
static gboolean
put_in_place (BwStaging *self, const BwRelation *relation, BwMergeReport *report, GError **error)
{
  g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM main.%s", relation->name);
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_printf (sql, "DROP TABLE main.%s; ALTER TABLE main.fill_%s RENAME TO %s;",
                   relation->name, relation->name, relation->name);
  bw_mirror_schema_append_indexes (sql, "main", "", relation);
  return exec (self, sql->str, error)
         && query (self, count, &report->changed[relation->id], NULL, error);
}

/* What both have in common --------------------------------------------------------------------- */

static void
free_dangling (gpointer data)
{
  BwDangling *dangling = data;

  g_free (dangling->example);
  g_free (dangling);
}

/* Looks for each of the names in the target. */
static gboolean
any_missing (BwStaging *self, GPtrArray *names, const BwRelation *target, gboolean *missing,
             GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM main.%s WHERE \"%s\" = ?1", target->name,
                                          target->columns[0].name);
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  *missing = FALSE;
  for (guint i = 0; i < names->len && !*missing && result == SQLITE_OK; i++)
    {
      int found;

      sqlite3_bind_text (statement, 1, names->pdata[i], -1, SQLITE_STATIC);
      found = sqlite3_step (statement);
      *missing = found == SQLITE_DONE;
      if (found != SQLITE_ROW && found != SQLITE_DONE)
        result = found;
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  if (result == SQLITE_OK)
    return TRUE;
  bw_store_error_from_sqlite (self->handle, result, bw_mirror_get_path (self->mirror), error);
  return FALSE;
}

/* Whether rows may name something that is not there; what is quick to find out is found out. The
 * names in the first column of the key can be gone through without reading all rows. */
static gboolean
may_dangle (BwStaging *self, const BwRelation *relation, guint column, const BwRelation *target,
            gboolean *may, GError **error)
{
  g_autoptr (GPtrArray) names = bw_references_list (self->references, relation->id, column);
  const char *prefix = self->fill ? "main." : "staging.";
  const char *name = relation->columns[column].name;
  g_autofree char *sql = NULL;
  gint64 missing;

  *may = TRUE;
  if (names != NULL)
    return any_missing (self, names, target, may, error);
  if (column > 0 || (relation->columns[column].flags & BW_COLUMN_KEY) == 0)
    return TRUE;
  sql = g_strdup_printf ("WITH RECURSIVE names (name) AS (SELECT min(\"%s\") FROM %s%s UNION ALL"
                         " SELECT (SELECT min(\"%s\") FROM %s%s WHERE \"%s\" > names.name)"
                         " FROM names WHERE names.name IS NOT NULL)"
                         " SELECT count(*) FROM names WHERE name IS NOT NULL AND NOT EXISTS"
                         " (SELECT 1 FROM main.%s AS t WHERE t.\"%s\" = names.name)",
                         name, prefix, relation->name, name, prefix, relation->name, name,
                         target->name, target->columns[0].name);
  if (!query (self, sql, &missing, NULL, error))
    return FALSE;
  *may = missing > 0;
  return TRUE;
}

/* Counts the new rows that name something that is not there. */
static gboolean
find_dangling (BwStaging *self, const BwRelation *relation, BwMergeReport *report, GError **error)
{
  for (guint i = 0; i < relation->n_columns; i++)
    {
      const BwColumn *column = &relation->columns[i];
      const BwRelation *target;
      g_autofree char *sql = NULL;
      g_autofree char *example = NULL;
      BwDangling *dangling;
      gboolean may;
      gint64 rows;

      if (column->refers_to == NULL)
        continue;
      target = bw_relation_find (column->refers_to);
      if (!may_dangle (self, relation, i, target, &may, error))
        return FALSE;
      if (!may)
        continue;
      sql = g_strdup_printf ("SELECT count(*), min(s.\"%s\") FROM %s%s AS s WHERE s.\"%s\" IS NOT"
                             " NULL"
                             " %s AND NOT EXISTS (SELECT 1 FROM main.%s AS t WHERE t.\"%s\" = "
                             "s.\"%s\")",
                             column->name, self->fill ? "main." : "staging.", relation->name,
                             column->name, self->fill ? "" : "AND s.deleted = 0", target->name,
                             target->columns[0].name, column->name);
      if (!query (self, sql, &rows, &example, error))
        return FALSE;
      if (rows == 0)
        continue;
      dangling = g_new0 (BwDangling, 1);
      dangling->relation = relation->id;
      dangling->column = i;
      dangling->rows = rows;
      dangling->example = g_steal_pointer (&example);
      g_ptr_array_add (report->dangling, dangling);
    }
  return TRUE;
}

/* New accounts get the numbers after the highest that was ever given. */
static gboolean
give_slots (BwStaging *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO main.account_slots"
    " SELECT id, (SELECT coalesce (max (slot) + 1, 0) FROM main.account_slots) - 1"
    "   + row_number () OVER (ORDER BY id) FROM %saccounts"
    " WHERE %s id NOT IN (SELECT account_id FROM main.account_slots) ORDER BY id;",
    self->fill ? "main." : "staging.", self->fill ? "" : "deleted = 0 AND");

  return exec (self, sql, error);
}

/* Marks what changed with the new generation. */
static gboolean
raise_generation (BwStaging *self, BwMergeReport *report, gboolean all, GError **error)
{
  g_autofree char *number = NULL;
  g_autofree char *sql = NULL;
  gint64 before = bw_mirror_get_generation (self->mirror, error);

  if (before < 0)
    return FALSE;
  report->generation = before + 1;
  number = g_strdup_printf ("%" G_GINT64_FORMAT, report->generation);
  if (!bw_mirror_set_meta (self->mirror, META_GENERATION, number, error))
    return FALSE;
  if (all)
    return bw_mirror_set_meta (self->mirror, META_ALL_TOUCHED, number, error);
  sql = g_strdup_printf ("INSERT OR REPLACE INTO main.touched SELECT account_id, %s"
                         " FROM temp.touched_now",
                         number);
  return exec (self, sql, error);
}

/* The cursors become those that the next refresh begins from. */
static gboolean
keep_cursors (BwStaging *self, GError **error)
{
  g_autofree char *last = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time ());

  if (!bw_mirror_get_meta (self->mirror, BW_STAGING_META_SOURCE, &last, error))
    return FALSE;
  if (g_strcmp0 (last, self->source) != 0 && !exec (self, "DELETE FROM main.cursors", error))
    return FALSE;
  sql
    = g_strdup_printf ("INSERT OR REPLACE INTO main.cursors SELECT relation, cursor FROM %scursors",
                       bw_staging_table_prefix (self));
  return exec (self, sql, error)
         && bw_mirror_set_meta (self->mirror, BW_STAGING_META_SOURCE, self->source, error)
         && bw_mirror_set_meta (self->mirror, BW_MIRROR_META_LAST_REFRESH, now, error);
}

static gboolean
merge_in_transaction (BwStaging *self, BwMergeReport *report, GError **error)
{
  gboolean present[BW_N_RELATIONS];
  gboolean any = FALSE, all = self->fill;

  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      const BwRelation *relation = bw_relation_get (i);

      present[i] = bw_staging_has_table (self, relation);
      if (present[i]
          && !(self->fill ? put_in_place (self, relation, report, error)
                          : merge_relation (self, relation, report, error)))
        return FALSE;
      if (report->changed[i] + report->removed[i] > 0)
        {
          any = TRUE;
          all = all || touches_all (i);
        }
    }
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      if (present[i] && !find_dangling (self, bw_relation_get (i), report, error))
        return FALSE;
    }
  if (present[BW_RELATION_ACCOUNTS] && !give_slots (self, error))
    return FALSE;
  if (any && !raise_generation (self, report, all, error))
    return FALSE;
  if (!keep_cursors (self, error))
    return FALSE;
  return !self->fill || bw_staging_clear (self, error);
}

/* Does the work of bw_staging_merge(), all of it or none. */
gboolean
bw_staging_merge_rows (BwStaging *self, BwMergeReport *report, GError **error)
{
  report->dangling = g_ptr_array_new_with_free_func (free_dangling);
  report->first_fill = self->fill;
  report->generation = bw_mirror_get_generation (self->mirror, error);
  if (report->generation < 0)
    return FALSE;

  if (!exec (self,
             "CREATE TEMP TABLE IF NOT EXISTS touched_now (account_id TEXT PRIMARY KEY) WITHOUT"
             " ROWID;"
             "DELETE FROM temp.touched_now; BEGIN IMMEDIATE",
             error))
    return FALSE;
  if (merge_in_transaction (self, report, error) && exec (self, "COMMIT", error))
    return exec (self, "DROP TABLE temp.touched_now", error);
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/**
 * bw_merge_report_free:
 * @report: (transfer full) (nullable): a report
 */
void
bw_merge_report_free (BwMergeReport *report)
{
  if (report == NULL)
    return;
  g_clear_pointer (&report->dangling, g_ptr_array_unref);
  g_free (report);
}
