/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-mirror-schema.h"

#include "store/bw-store-error.h"

/*
 * The tables of a mirror. Those of the relations are made from the schema table and follow it
 * without a migration of their own: a column that the schema table has and the file has not is
 * added, and the relation is asked for anew. Everything else changes by the numbered migrations
 * below, one function a version.
 */

/* The SQLite type that keeps a value, as #BwColumnType says. */
static const char *
storage_of (BwColumnType type)
{
  switch (type)
    {
    case BW_COLUMN_ID:
    case BW_COLUMN_TEXT:
    case BW_COLUMN_WORD:
    case BW_COLUMN_JSON:
      return "TEXT";

    case BW_COLUMN_DOUBLE:
      return "REAL";

    case BW_COLUMN_INTEGER:
    case BW_COLUMN_MONEY:
    case BW_COLUMN_BOOL:
    case BW_COLUMN_DATE:
    case BW_COLUMN_TIMESTAMP:
    default:
      return "INTEGER";
    }
}

/**
 * bw_mirror_schema_append_table:
 * @sql: where to write
 * @schema: "main", "temp" or the name of an attached file
 * @prefix: what goes before the relation's name
 * @relation: a relation
 * @shape: with or without the column that marks tombstones
 *
 * Writes the statement that makes the relation's table when it is not there.
 */
void
bw_mirror_schema_append_table (GString          *sql,
                               const char       *schema,
                               const char       *prefix,
                               const BwRelation *relation,
                               BwTableShape      shape)
{
  const char *comma = "";

  g_string_append_printf (sql, "CREATE TABLE IF NOT EXISTS %s.\"%s%s\" (", schema, prefix,
                          relation->name);
  for (guint i = 0; i < relation->n_columns; i++)
    g_string_append_printf (sql, "\"%s\" %s, ", relation->columns[i].name,
                            storage_of (relation->columns[i].type));
  g_string_append (sql, "updated_at INTEGER NOT NULL, ");
  if (shape == BW_TABLE_STAGED)
    g_string_append (sql, "deleted INTEGER NOT NULL, ");
  g_string_append (sql, "PRIMARY KEY (");
  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) == 0)
        continue;
      g_string_append_printf (sql, "%s\"%s\"", comma, relation->columns[i].name);
      comma = ", ";
    }
  g_string_append (sql, ")) STRICT, WITHOUT ROWID;\n");
}

/**
 * bw_mirror_schema_append_indexes:
 * @sql: where to write
 * @schema: as for the table
 * @prefix: as for the table
 * @relation: a relation
 *
 * Writes the statement that makes the index by which the rows of one account are found, for a
 * relation whose key does not begin with the account. The others need none.
 */
void
bw_mirror_schema_append_indexes (GString          *sql,
                                 const char       *schema,
                                 const char       *prefix,
                                 const BwRelation *relation)
{
  int column = bw_relation_account_column (relation);

  if (column < 0)
    column = bw_relation_find_column (relation, "plan_id");
  if (column < 0 || (relation->columns[column].flags & BW_COLUMN_KEY) != 0)
    return;
  g_string_append_printf (sql,
                          "CREATE INDEX IF NOT EXISTS %s.\"%s%s_%s\" ON \"%s%s\" (\"%s\");\n",
                          schema, prefix, relation->name, relation->columns[column].name, prefix,
                          relation->name, relation->columns[column].name);
}

/* Migrations ---------------------------------------------------------------------------------- */

static gboolean
migrate_to_1 (sqlite3 *handle, const char *path, GError **error)
{
  return bw_store_exec (handle, path,
                        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) STRICT,"
                        "  WITHOUT ROWID;"
                        "INSERT INTO meta VALUES ('id', lower(hex(randomblob(16))));"
                        "CREATE TABLE cursors (relation TEXT PRIMARY KEY, cursor TEXT NOT NULL)"
                        "  STRICT, WITHOUT ROWID;"
                        "CREATE TABLE account_slots (account_id TEXT PRIMARY KEY,"
                        "  slot INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
                        "CREATE TABLE touched (account_id TEXT PRIMARY KEY,"
                        "  generation INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
                        error);
}

typedef gboolean (*Migration) (sqlite3 *handle, const char *path, GError **error);

static const Migration migrations[BW_MIRROR_VERSION] = {
  migrate_to_1,
};

/* Gives the table the columns that the schema table has and it has not. A relation that gained a
 * column loses its cursor, so that the next refresh asks for all of it. */
static gboolean
add_missing_columns (sqlite3          *handle,
                     const char       *path,
                     const BwRelation *relation,
                     GError          **error)
{
  gboolean added = FALSE;

  for (guint i = 0; i < relation->n_columns; i++)
    {
      const BwColumn *column = &relation->columns[i];
      g_autofree char *sql = NULL;

      if (sqlite3_table_column_metadata (handle, "main", relation->name, column->name, NULL, NULL,
                                         NULL, NULL, NULL)
          == SQLITE_OK)
        continue;
      sql = g_strdup_printf ("ALTER TABLE main.\"%s\" ADD COLUMN \"%s\" %s", relation->name,
                             column->name, storage_of (column->type));
      if (!bw_store_exec (handle, path, sql, error))
        return FALSE;
      added = TRUE;
    }
  if (added)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM main.cursors WHERE relation = '%s'",
                                              relation->name);

      return bw_store_exec (handle, path, sql, error);
    }
  return TRUE;
}

/**
 * bw_mirror_schema_upgrade:
 * @handle: a connection, inside a transaction that writes
 * @path: its file, for messages
 * @version: the version that the file has; 0 for a new one
 * @error: return location
 *
 * Brings the file to this program's version.
 *
 * Returns: whether it is
 */
gboolean
bw_mirror_schema_upgrade (sqlite3 *handle, const char *path, int version, GError **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (int i = version; i < BW_MIRROR_VERSION; i++)
    {
      if (!migrations[i](handle, path, error))
        return FALSE;
    }

  for (guint i = 0; i < BW_N_RELATIONS; i++)
    bw_mirror_schema_append_table (sql, "main", "", bw_relation_get (i), BW_TABLE_FINAL);
  if (!bw_store_exec (handle, path, sql->str, error))
    return FALSE;
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      if (!add_missing_columns (handle, path, bw_relation_get (i), error))
        return FALSE;
    }

  g_string_truncate (sql, 0);
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    bw_mirror_schema_append_indexes (sql, "main", "", bw_relation_get (i));
  g_string_append_printf (sql, "PRAGMA main.application_id = %d; PRAGMA main.user_version = %d;",
                          BW_MIRROR_APPLICATION_ID, BW_MIRROR_VERSION);
  return bw_store_exec (handle, path, sql->str, error);
}
