/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-staging.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "store/bw-mirror-schema.h"
#include "store/bw-staging-private.h"

/*
 * In a first fill the staged rows are in main.fill_RELATION and their cursors in
 * main.fill_cursors; afterwards in the attached file staging, in RELATION and cursors. Either way
 * rows and cursors are in one file, so that one commit keeps both or neither.
 */

/* Rows after which a commit is considered: about as many as wait in memory. */
#define COMMIT_ROWS 200000

/* When a commit writes a page for fewer rows than these, they lie all over the table. */
#define SCATTERED_ROWS_PER_PAGE 12

/* Helpers -------------------------------------------------------------------------------------- */

/* Runs a statement whose single parameter is a text, and hands back its single text if any. */
static gboolean
query_text (BwStaging *self, const char *sql, const char *parameter, char **value, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  *value = NULL;
  if (result == SQLITE_OK)
    {
      sqlite3_bind_text (statement, 1, parameter, -1, SQLITE_STATIC);
      result = sqlite3_step (statement);
      if (result == SQLITE_ROW)
        *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
    }
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    bw_store_error_from_sqlite (self->handle, result, self->file, error);
  sqlite3_finalize (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

static gboolean
exec (BwStaging *self, const char *sql, GError **error)
{
  return bw_store_exec (self->handle, self->file, sql, error);
}

static gboolean
create_book (BwStaging *self, GError **error)
{
  const char *prefix = bw_staging_table_prefix (self);
  g_autofree char *sql = g_strdup_printf (
    "CREATE TABLE IF NOT EXISTS %scursors (relation TEXT PRIMARY KEY, cursor TEXT, rows INTEGER)"
    "  STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS %scomplete (relation TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS %smeta (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;",
    prefix, prefix, prefix);

  return exec (self, sql, error);
}

static gboolean
attach (BwStaging *self, GError **error)
{
  g_autofree char *sql = NULL;
  char *quoted;
  int fd = g_open (self->file, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      int code = errno;

      g_set_error (error, BW_STORE_ERROR,
                   code == ENOSPC || code == EDQUOT ? BW_STORE_ERROR_FULL : BW_STORE_ERROR_IO,
                   _("“%s” cannot be made (%s). Check the folder's permissions and the disk."),
                   self->file, g_strerror (code));
      return FALSE;
    }
  close (fd);

  quoted = sqlite3_mprintf ("ATTACH %Q AS staging", self->file);
  sql = g_strdup (quoted);
  sqlite3_free (quoted);
  if (!exec (self, sql, error))
    return FALSE;
  self->attached = TRUE;
  return exec (self, "PRAGMA staging.journal_mode = TRUNCATE; PRAGMA staging.synchronous = NORMAL;",
               error)
         && create_book (self, error);
}

static void
detach (BwStaging *self)
{
  if (self->attached)
    sqlite3_exec (self->handle, "DETACH staging", NULL, NULL, NULL);
  self->attached = FALSE;
}

static void
remove_file (BwStaging *self)
{
  g_autofree char *journal = g_strconcat (self->file, "-journal", NULL);

  g_unlink (self->file);
  g_unlink (journal);
}

/* What is staged counts only for the source it came from and the mirror it was to go into. */
static char *
describe_session (BwStaging *self, BwStagingFlags flags, gint64 generation)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %s %s", generation,
                          (flags & BW_STAGING_ANEW) != 0    ? "anew"
                          : (flags & BW_STAGING_WHOLE) != 0 ? "whole"
                                                            : "changes",
                          self->source);
}

static gboolean
load_counts (BwStaging *self, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT relation, rows FROM %scursors",
                                          bw_staging_table_prefix (self));
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (result == SQLITE_OK)
    {
      while ((result = sqlite3_step (statement)) == SQLITE_ROW)
        {
          const char *name = (const char *) sqlite3_column_text (statement, 0);
          const BwRelation *relation = bw_relation_find (name);

          if (relation == NULL)
            continue;
          self->rows[relation->id] = sqlite3_column_int64 (statement, 1);
          self->committed += self->rows[relation->id];
          bw_references_give_up (self->references, relation->id);
        }
    }
  if (result != SQLITE_DONE)
    bw_store_error_from_sqlite (self->handle, result, self->file, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/* Takes up what an earlier session has left, or clears it away. */
static gboolean
resume (BwStaging *self, gint64 generation, GError **error)
{
  const char *prefix = bw_staging_table_prefix (self);
  g_autofree char *session = describe_session (self, self->flags, generation);
  g_autofree char *anew = describe_session (self, BW_STAGING_ANEW, generation);
  g_autofree char *get = g_strdup_printf ("SELECT value FROM %smeta WHERE key = ?1", prefix);
  g_autofree char *set = g_strdup_printf ("INSERT OR REPLACE INTO %smeta VALUES ('session', ?1)",
                                          prefix);
  g_autofree char *found = NULL;
  g_autofree char *nothing = NULL;

  if (!query_text (self, get, "session", &found, error))
    return FALSE;
  if ((self->flags & BW_STAGING_FRESH) == 0
      && (g_strcmp0 (found, session) == 0
          || (!bw_staging_is_whole (self) && g_strcmp0 (found, anew) == 0)))
    {
      if (g_strcmp0 (found, anew) == 0)
        self->flags |= BW_STAGING_ANEW;
      return load_counts (self, error);
    }
  return bw_staging_clear (self, error) && create_book (self, error)
         && query_text (self, set, session, &nothing, error);
}

static gboolean
open_staging (BwStaging *self, gint64 generation, GError **error)
{
  gboolean opened = self->fill ? create_book (self, error) : attach (self, error);

  return opened && resume (self, generation, error);
}

/* Shared with the merge ------------------------------------------------------------------------ */

/* What goes before the names of staging tables. */
const char *
bw_staging_table_prefix (BwStaging *self)
{
  return self->fill ? "main.fill_" : "staging.";
}

gboolean
bw_staging_has_table (BwStaging *self, const BwRelation *relation)
{
  g_autofree char *name = g_strconcat (self->fill ? "fill_" : "", relation->name, NULL);

  return sqlite3_table_column_metadata (self->handle, self->fill ? "main" : "staging", name, NULL,
                                        NULL, NULL, NULL, NULL, NULL)
         == SQLITE_OK;
}

/* Drops everything that is staged, in the transaction that runs, if any. */
gboolean
bw_staging_clear (BwStaging *self, GError **error)
{
  const char *prefix = bw_staging_table_prefix (self);
  g_autoptr (GString) sql = g_string_new (NULL);

  bw_staging_finalize_statements (self);
  memset (self->rows, 0, sizeof self->rows);
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    g_string_append_printf (sql, "DROP TABLE IF EXISTS %s%s;", prefix, bw_relation_get (i)->name);
  g_string_append_printf (sql,
                          "DROP TABLE IF EXISTS %scursors; DROP TABLE IF EXISTS %scomplete;"
                          "DROP TABLE IF EXISTS %smeta;",
                          prefix, prefix, prefix);
  return exec (self, sql->str, error);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_staging_begin:
 * @mirror: a mirror that can be written; it has to outlive the staging
 * @source: where the rows come from, in words that stay the same
 * @flags: how
 * @error: return location
 *
 * Returns: (transfer full): a place for rows, or %NULL
 */
BwStaging *
bw_staging_begin (BwMirror *mirror, const char *source, BwStagingFlags flags, GError **error)
{
  g_autoptr (BwStaging) self = g_new0 (BwStaging, 1);
  g_autoptr (GError) local = NULL;
  gint64 generation = bw_mirror_get_generation (mirror, error);

  self->mirror = mirror;
  self->handle = bw_mirror_get_handle (mirror);
  self->source = g_strdup (source);
  self->flags = flags;
  self->fill = generation == 0;
  self->file = g_strconcat (bw_mirror_get_path (mirror), self->fill ? NULL : "-staging", NULL);
  self->commit_rows = COMMIT_ROWS;
  self->references = bw_references_new ();
  if (generation < 0)
    return NULL;

  if (open_staging (self, generation, &local))
    return g_steal_pointer (&self);
  if (self->fill || !g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }

  /* Half a refresh that was damaged is worth nothing to anybody. */
  detach (self);
  remove_file (self);
  return open_staging (self, generation, error) ? g_steal_pointer (&self) : NULL;
}

/**
 * bw_staging_free:
 * @staging: (transfer full): a staging
 *
 * Ends the staging. What was committed and not merged stays for the next one of the same source.
 */
void
bw_staging_free (BwStaging *staging)
{
  if (staging == NULL)
    return;
  bw_staging_finalize_statements (staging);
  if (!sqlite3_get_autocommit (staging->handle))
    sqlite3_exec (staging->handle, "ROLLBACK", NULL, NULL, NULL);
  detach (staging);
  if (staging->merged && !staging->fill)
    remove_file (staging);
  g_free (staging->source);
  g_free (staging->file);
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    bw_row_buffer_free (staging->buffers[i]);
  bw_references_free (staging->references);
  g_free (staging);
}

/**
 * bw_staging_is_whole:
 * @staging: a staging
 *
 * Returns: whether every relation is going to be complete, as was asked for or because it takes up
 *   one of %BW_STAGING_ANEW
 */
gboolean
bw_staging_is_whole (const BwStaging *staging)
{
  return (staging->flags & (BW_STAGING_WHOLE | BW_STAGING_ANEW)) != 0;
}

/**
 * bw_staging_set_complete:
 * @staging: a staging
 * @relation: a relation
 * @error: return location
 *
 * Says that the rows that are being added are all that the relation has: the merge removes those
 * of the mirror that are not among them.
 *
 * Returns: whether it was noted
 */
gboolean
bw_staging_set_complete (BwStaging *staging, BwRelationId relation, GError **error)
{
  const BwRelation *description = bw_relation_get (relation);
  g_autofree char *sql = g_strdup_printf ("INSERT OR IGNORE INTO %scomplete VALUES (?1)",
                                          bw_staging_table_prefix (staging));
  g_autofree char *nothing = NULL;

  if (!bw_staging_begin_transaction (staging, error))
    return FALSE;
  /* The table has to be there even when no row comes. */
  if (staging->remove[relation] == NULL
      && !bw_staging_prepare_relation (staging, description, error))
    return FALSE;
  return query_text (staging, sql, description->name, &nothing, error);
}

/**
 * bw_staging_count_rows:
 * @staging: a staging
 * @relation: a relation
 *
 * Returns: how many rows were added and deleted, with those of earlier sessions that are taken up
 */
gint64
bw_staging_count_rows (BwStaging *staging, BwRelationId relation)
{
  return staging->rows[relation];
}

static char *
join_keys (const BwRelation *relation)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_KEY) != 0)
        g_string_append_printf (sql, "%sm.\"%s\" = s.\"%s\"", sql->len > 0 ? " AND " : "",
                                relation->columns[i].name, relation->columns[i].name);
    }
  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/**
 * bw_staging_count_unchanged:
 * @staging: a staging after the first fill
 * @relation: a relation
 * @from: a time stamp
 * @to: another, not before it
 * @error: return location
 *
 * Returns: how many rows the mirror has with time stamps from @from to @to, both included, for
 *   which nothing is staged; -1 on error
 */
gint64
bw_staging_count_unchanged (BwStaging     *staging,
                            BwRelationId   relation,
                            gint64         from,
                            gint64         to,
                            GError       **error)
{
  const BwRelation *description = bw_relation_get (relation);
  g_autofree char *keys = join_keys (description);
  g_autoptr (GString) sql = g_string_new (NULL);
  sqlite3_stmt *statement = NULL;
  gint64 rows = -1;
  int result;

  g_return_val_if_fail (!staging->fill, -1);

  if (!bw_staging_flush (staging, error))
    return -1;
  g_string_printf (sql, "SELECT (SELECT count(*) FROM main.%s WHERE updated_at BETWEEN ?1 AND ?2)",
                   description->name);
  if (bw_staging_has_table (staging, description))
    g_string_append_printf (sql,
                            " - (SELECT count(*) FROM staging.%s AS s CROSS JOIN main.%s AS m ON %s"
                            "    WHERE m.updated_at BETWEEN ?1 AND ?2)",
                            description->name, description->name, keys);
  result = sqlite3_prepare_v2 (staging->handle, sql->str, -1, &statement, NULL);
  if (result == SQLITE_OK)
    {
      sqlite3_bind_int64 (statement, 1, from);
      sqlite3_bind_int64 (statement, 2, to);
      result = sqlite3_step (statement);
    }
  if (result == SQLITE_ROW)
    rows = sqlite3_column_int64 (statement, 0);
  else
    bw_store_error_from_sqlite (staging->handle, result, staging->file, error);
  sqlite3_finalize (statement);
  return rows;
}

/**
 * bw_staging_get_cursor:
 * @staging: a staging
 * @relation: a relation
 * @cursor: (out) (nullable) (transfer full): what was set for it in this session or in the one
 *   that it takes up, or %NULL
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
bw_staging_get_cursor (BwStaging     *staging,
                       BwRelationId   relation,
                       char         **cursor,
                       GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT cursor FROM %scursors WHERE relation = ?1",
                                          bw_staging_table_prefix (staging));

  return query_text (staging, sql, bw_relation_get (relation)->name, cursor, error);
}

/**
 * bw_staging_get_merged_cursor:
 * @staging: a staging
 * @relation: a relation
 * @cursor: (out) (nullable) (transfer full): what was set for it when the last merge of the same
 *   source was made, or %NULL
 * @error: return location
 *
 * Returns: whether it could be read
 */
gboolean
bw_staging_get_merged_cursor (BwStaging     *staging,
                              BwRelationId   relation,
                              char         **cursor,
                              GError       **error)
{
  g_autofree char *source = NULL;

  *cursor = NULL;
  if (!bw_mirror_get_meta (staging->mirror, BW_STAGING_META_SOURCE, &source, error))
    return FALSE;
  if (g_strcmp0 (source, staging->source) != 0)
    return TRUE;
  return query_text (staging, "SELECT cursor FROM main.cursors WHERE relation = ?1",
                     bw_relation_get (relation)->name, cursor, error);
}

/**
 * bw_staging_set_cursor:
 * @staging: a staging
 * @relation: a relation
 * @cursor: how far the rows added so far reach, in the caller's own words
 * @error: return location
 *
 * The cursor is kept by the commit that keeps the rows.
 *
 * Returns: whether it was noted
 */
gboolean
bw_staging_set_cursor (BwStaging     *staging,
                       BwRelationId   relation,
                       const char    *cursor,
                       GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO %scursors VALUES"
                                          " ('%s', ?1, %" G_GINT64_FORMAT ")",
                                          bw_staging_table_prefix (staging),
                                          bw_relation_get (relation)->name,
                                          staging->rows[relation]);
  g_autofree char *nothing = NULL;

  return bw_staging_begin_transaction (staging, error)
         && query_text (staging, sql, cursor, &nothing, error);
}

/**
 * bw_staging_set_commit_rows:
 * @staging: a staging
 * @rows: how many rows may be lost in a crash when they come in order
 */
void
bw_staging_set_commit_rows (BwStaging *staging, gint64 rows)
{
  staging->commit_rows = MAX (rows, 1);
}

/**
 * bw_staging_commit_if_due:
 * @staging: a staging
 * @error: return location
 *
 * Commits when enough rows have come for it to be worth while. Where rows that come together lie
 * together a commit writes only what is new. Otherwise it writes pages all over the file, and the
 * distance between two is kept at half of what is there, so that all of them together cost no more
 * than a few times the file.
 *
 * Returns: %FALSE when a commit was due and failed
 */
gboolean
bw_staging_commit_if_due (BwStaging *staging, GError **error)
{
  gint64 due = staging->scattered ? MAX (staging->commit_rows, staging->committed / 2)
                                  : staging->commit_rows;

  return staging->since_commit < due || bw_staging_commit (staging, error);
}

/**
 * bw_staging_commit:
 * @staging: a staging
 * @error: return location
 *
 * Makes what was added, and the cursors, outlive a crash.
 *
 * Returns: whether it is so
 */
gboolean
bw_staging_commit (BwStaging *staging, GError **error)
{
  int pages, unused;

  if (!bw_staging_flush (staging, error)
      || (!sqlite3_get_autocommit (staging->handle) && !exec (staging, "COMMIT", error)))
    {
      sqlite3_exec (staging->handle, "ROLLBACK", NULL, NULL, NULL);
      return FALSE;
    }
  sqlite3_db_status (staging->handle, SQLITE_DBSTATUS_CACHE_WRITE, &pages, &unused, TRUE);
  staging->scattered = (gint64) pages * SCATTERED_ROWS_PER_PAGE > staging->since_commit;
  staging->committed += staging->since_commit;
  staging->since_commit = 0;
  return TRUE;
}

/**
 * bw_staging_discard:
 * @staging: a staging
 * @error: return location
 *
 * Throws away everything that is staged; the mirror stays as it is.
 *
 * Returns: whether it is gone
 */
gboolean
bw_staging_discard (BwStaging *staging, GError **error)
{
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    g_clear_pointer (&staging->buffers[i], bw_row_buffer_free);
  bw_staging_finalize_statements (staging);
  if (!sqlite3_get_autocommit (staging->handle))
    sqlite3_exec (staging->handle, "ROLLBACK", NULL, NULL, NULL);
  if (!bw_staging_clear (staging, error))
    return FALSE;
  if (!staging->fill)
    {
      detach (staging);
      remove_file (staging);
    }
  staging->merged = TRUE;
  return TRUE;
}

/**
 * bw_staging_merge:
 * @staging: a staging
 * @report: (out) (optional) (transfer full): what it changed
 * @error: return location
 *
 * Puts everything that was added into the mirror, in one transaction: readers see all of it or
 * nothing. Accounts get their slots, those of which something changed are marked as touched, and
 * the generation is raised, unless nothing changed at all. Afterwards the staging can only be
 * freed.
 *
 * Returns: whether it was merged. If not, the mirror is as it was, and what is staged stays.
 */
gboolean
bw_staging_merge (BwStaging *staging, BwMergeReport **report, GError **error)
{
  g_autoptr (BwMergeReport) made = g_new0 (BwMergeReport, 1);

  g_return_val_if_fail (!staging->merged, FALSE);

  if (!bw_staging_commit (staging, error))
    return FALSE;
  bw_staging_finalize_statements (staging);
  if (!bw_staging_merge_rows (staging, made, error))
    return FALSE;
  staging->merged = TRUE;
  if (report != NULL)
    *report = g_steal_pointer (&made);
  return TRUE;
}
