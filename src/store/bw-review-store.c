/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/bw-review.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#include "store/bw-store-file.h"

/* "BwRv": says that a SQLite file holds what was chosen for reviews. */
#define APPLICATION_ID 0x42775276

/* Raised with every change of the tables; each has a migration. */
#define VERSION 1

struct _BwReviewStore {
  char    *path;
  sqlite3 *handle;
  char    *set_aside_path; /* (nullable): where a file went that was found damaged. */
  guint    n_kept;         /* Reviews that could be read of it. */
};

/* A picture is kept once, under the checksum of its contents, so that saving a title does not write
 * the pictures again. What is short stands before what may be long in the row of a slide. */
static const char *const migrations[VERSION] = {
  "CREATE TABLE reviews (account TEXT PRIMARY KEY, last_held INTEGER) STRICT, WITHOUT ROWID;"
  "CREATE TABLE slides ("
  "  account TEXT NOT NULL,"
  "  position INTEGER NOT NULL,"
  "  key TEXT NOT NULL,"
  "  hidden INTEGER NOT NULL,"
  "  minutes REAL,"
  "  picture TEXT,"
  "  title TEXT,"
  "  annotation TEXT,"
  "  notes TEXT,"
  "  text TEXT,"
  "  PRIMARY KEY (account, position),"
  "  UNIQUE (account, key)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE pictures (digest TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;",
};

static void
set_file_error (int result, const char *path, sqlite3 *handle, GError **error)
{
  if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB)
    g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT,
                 _("“%s”, which holds what was prepared for reviews, is damaged. Move it to "
                   "another folder and prepare the review again."),
                 path);
  else
    bw_store_error_from_sqlite (handle, result, path, error);
}

static void
set_newer (const char *path, GError **error)
{
  g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_NEWER,
               _("“%s” was made by a newer Bellwether and holds what was prepared for reviews. "
                 "Use that one."),
               path);
}

static const BwStoreKind kind = {
  APPLICATION_ID, VERSION, migrations, set_file_error, set_newer,
};

static gboolean
connect_to_file (BwReviewStore *self, GError **error)
{
  return bw_store_connect (&kind, self->path, &self->handle, error);
}

/* Statements ----------------------------------------------------------------------------------- */

static void
set_error (BwReviewStore *self, int result, GError **error)
{
  set_file_error (result, self->path, self->handle, error);
}

static gboolean
is_damage (const GError *error)
{
  return g_error_matches (error, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT);
}

static gboolean
execute (BwReviewStore *self, const char *sql, GError **error)
{
  int result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (result != SQLITE_OK)
    set_error (self, result, error);
  return result == SQLITE_OK;
}

static sqlite3_stmt *
prepare (BwReviewStore *self, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int result = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (result != SQLITE_OK)
    set_error (self, result, error);
  return statement;
}

/* Runs a statement that gives no rows, and frees it. */
static gboolean
run (BwReviewStore *self, sqlite3_stmt *statement, GError **error)
{
  int result = sqlite3_step (statement);

  if (result != SQLITE_DONE)
    set_error (self, result, error);
  sqlite3_finalize (statement);
  return result == SQLITE_DONE;
}

/* Ends a transaction; one that has failed leaves everything as it was. */
static gboolean
end (BwReviewStore *self, gboolean good, GError **error)
{
  if (good && execute (self, "COMMIT", error))
    return TRUE;
  sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
  return FALSE;
}

/* Reading -------------------------------------------------------------------------------------- */

static GBytes *
read_picture (BwReviewStore *self, const char *digest, GError **error)
{
  sqlite3_stmt *statement
    = prepare (self, "SELECT content FROM pictures WHERE digest = ?1", error);
  GBytes *picture = NULL;
  int result;

  if (statement == NULL)
    return NULL;
  sqlite3_bind_text (statement, 1, digest, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    picture = g_bytes_new (sqlite3_column_blob (statement, 0),
                           sqlite3_column_bytes (statement, 0));
  else
    set_error (self, result == SQLITE_DONE ? SQLITE_CORRUPT : result, error);
  sqlite3_finalize (statement);
  return picture;
}

static gboolean
read_slides (BwReviewStore *self, BwReview *review, GError **error)
{
  sqlite3_stmt *statement
    = prepare (self,
               "SELECT key, hidden, minutes, picture, title, annotation, notes, text FROM slides"
               " WHERE account = ?1 ORDER BY position",
               error);
  gboolean good = TRUE;
  int result = SQLITE_DONE;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, review->account_id, -1, SQLITE_STATIC);
  while (good && (result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      BwReviewSlide *slide
        = bw_review_add (review, (const char *) sqlite3_column_text (statement, 0));
      const char *digest = (const char *) sqlite3_column_text (statement, 3);

      slide->hidden = sqlite3_column_int (statement, 1) != 0;
      if (sqlite3_column_type (statement, 2) != SQLITE_NULL)
        slide->minutes = sqlite3_column_double (statement, 2);
      slide->title = g_strdup ((const char *) sqlite3_column_text (statement, 4));
      slide->annotation = g_strdup ((const char *) sqlite3_column_text (statement, 5));
      slide->notes = g_strdup ((const char *) sqlite3_column_text (statement, 6));
      slide->text = g_strdup ((const char *) sqlite3_column_text (statement, 7));
      if (digest != NULL)
        {
          slide->picture = read_picture (self, digest, error);
          good = slide->picture != NULL;
        }
    }
  if (good && result != SQLITE_DONE)
    {
      set_error (self, result, error);
      good = FALSE;
    }
  sqlite3_finalize (statement);
  return good;
}

static gboolean
read_last_held (BwReviewStore *self, BwReview *review, GError **error)
{
  sqlite3_stmt *statement
    = prepare (self, "SELECT last_held FROM reviews WHERE account = ?1", error);
  int result;

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, review->account_id, -1, SQLITE_STATIC);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW && sqlite3_column_type (statement, 0) != SQLITE_NULL)
    review->last_held = sqlite3_column_int (statement, 0);
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    set_error (self, result, error);
  sqlite3_finalize (statement);
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

static BwReview *
read_review (BwReviewStore *self, const char *account_id, GError **error)
{
  g_autoptr (BwReview) review = bw_review_new (account_id);

  /* Both are of one moment, whatever another program writes in between. */
  if (!execute (self, "BEGIN", error))
    return NULL;
  return end (self,
              read_last_held (self, review, error) && read_slides (self, review, error), error)
           ? g_steal_pointer (&review)
           : NULL;
}

/* Writing -------------------------------------------------------------------------------------- */

static gboolean
write_picture (BwReviewStore *self, GBytes *picture, const char *digest, GError **error)
{
  sqlite3_stmt *statement
    = prepare (self, "INSERT OR IGNORE INTO pictures (digest, content) VALUES (?1, ?2)", error);
  gsize size;
  const void *content = g_bytes_get_data (picture, &size);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, digest, -1, SQLITE_STATIC);
  /* Contents that are empty are a picture all the same, and not NULL. */
  sqlite3_bind_blob64 (statement, 2, size > 0 ? content : "", size, SQLITE_STATIC);
  return run (self, statement, error);
}

static gboolean
write_slide (BwReviewStore *self, const char *account_id, guint position,
             const BwReviewSlide *slide, GError **error)
{
  g_autofree char *digest = slide->picture != NULL
                              ? g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, slide->picture)
                              : NULL;
  sqlite3_stmt *statement;

  if (digest != NULL && !write_picture (self, slide->picture, digest, error))
    return FALSE;
  statement = prepare (self,
                       "INSERT INTO slides (account, position, key, hidden, minutes, picture,"
                       " title, annotation, notes, text)"
                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                       error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, account_id, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, position);
  sqlite3_bind_text (statement, 3, slide->key, -1, SQLITE_STATIC);
  sqlite3_bind_int (statement, 4, slide->hidden ? 1 : 0);
  /* SQLite keeps NaN as NULL. */
  sqlite3_bind_double (statement, 5, slide->minutes);
  sqlite3_bind_text (statement, 6, digest, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 7, slide->title, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 8, slide->annotation, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 9, slide->notes, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 10, slide->text, -1, SQLITE_STATIC);
  return run (self, statement, error);
}

static gboolean
write_for_account (BwReviewStore *self, const char *sql, const char *account_id, BwDate day,
                   GError **error)
{
  sqlite3_stmt *statement = prepare (self, sql, error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_text (statement, 1, account_id, -1, SQLITE_STATIC);
  if (day != BW_DATE_NONE)
    sqlite3_bind_int (statement, 2, day);
  return run (self, statement, error);
}

static gboolean
write_held (BwReviewStore *self, const char *account_id, BwDate day, GError **error)
{
  return write_for_account (self,
                            "INSERT INTO reviews (account, last_held) VALUES (?1, ?2)"
                            " ON CONFLICT (account) DO UPDATE SET last_held = excluded.last_held",
                            account_id, day, error);
}

static gboolean
write_review (BwReviewStore *self, const BwReview *review, GError **error)
{
  gboolean good;

  if (!execute (self, "BEGIN IMMEDIATE", error))
    return FALSE;
  good = write_for_account (self, "INSERT OR IGNORE INTO reviews (account) VALUES (?1)",
                            review->account_id, BW_DATE_NONE, error)
         && write_for_account (self, "DELETE FROM slides WHERE account = ?1", review->account_id,
                               BW_DATE_NONE, error);
  for (guint i = 0; good && i < review->slides->len; i++)
    good = write_slide (self, review->account_id, i, review->slides->pdata[i], error);
  good = good
         && execute (self,
                     "DELETE FROM pictures WHERE digest NOT IN"
                     " (SELECT picture FROM slides WHERE picture IS NOT NULL)",
                     error);
  return end (self, good, error);
}

/* Mending -------------------------------------------------------------------------------------- */

/* The accounts that can be read of a damaged file. */
static GPtrArray *
list_accounts (BwReviewStore *self)
{
  static const char *const sources[] = { "SELECT account FROM reviews",
                                         "SELECT DISTINCT account FROM slides" };
  GPtrArray *accounts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    {
      sqlite3_stmt *statement = prepare (self, sources[i], NULL);

      while (statement != NULL && sqlite3_step (statement) == SQLITE_ROW)
        {
          const char *account = (const char *) sqlite3_column_text (statement, 0);

          if (!g_ptr_array_find_with_equal_func (accounts, account, g_str_equal, NULL))
            g_ptr_array_add (accounts, g_strdup (account));
        }
      sqlite3_finalize (statement);
    }
  return accounts;
}

static gboolean
copy_readable (BwReviewStore *source, BwReviewStore *target, guint *n_kept, GError **error)
{
  g_autoptr (GPtrArray) accounts = list_accounts (source);

  *n_kept = 0;
  for (guint i = 0; i < accounts->len; i++)
    {
      g_autoptr (BwReview) review = read_review (source, accounts->pdata[i], NULL);

      if (review == NULL)
        continue;
      if (!write_review (target, review, error)
          || (review->last_held != BW_DATE_NONE
              && !write_held (target, review->account_id, review->last_held, error)))
        return FALSE;
      *n_kept += 1;
    }
  return TRUE;
}

/* Sets a damaged file aside and goes on with a new one, into which goes what can be read. */
static gboolean
mend (BwReviewStore *self, GError **error)
{
  g_autoptr (BwReviewStore) target = g_new0 (BwReviewStore, 1);
  g_autofree char *aside = bw_store_aside_path (self->path);
  guint n_kept = 0;

  target->path = g_strconcat (self->path, ".salvaged", NULL);
  g_unlink (target->path);
  if (bw_store_create_file (target->path, error) && connect_to_file (target, error)
      && copy_readable (self, target, &n_kept, error))
    {
      g_clear_pointer (&target->handle, sqlite3_close_v2);
      g_clear_pointer (&self->handle, sqlite3_close_v2);
      if (bw_store_put_in_place (self->path, target->path, aside, error)
          && connect_to_file (self, error))
        {
          g_set_str (&self->set_aside_path, aside);
          self->n_kept = n_kept;
          return TRUE;
        }
    }
  g_unlink (target->path);
  return FALSE;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_review_store_open:
 * @path: the file
 * @error: return location for a #BwStoreError
 *
 * Opens the file, makes it when it is missing, and brings it to this program's version. A damaged
 * one is set aside, now or when that is found out later, and what can be read of it goes into a new
 * one: bw_review_store_describe_salvage() then tells. A file of a newer program is left alone:
 * %BW_STORE_ERROR_NEWER.
 *
 * Returns: (transfer full): the store, or %NULL
 */
BwReviewStore *
bw_review_store_open (const char *path, GError **error)
{
  g_autoptr (BwReviewStore) self = g_new0 (BwReviewStore, 1);
  g_autoptr (GError) local = NULL;

  self->path = g_strdup (path);
  if (!bw_store_create_file (path, error))
    return NULL;
  if (connect_to_file (self, &local))
    return g_steal_pointer (&self);
  if (is_damage (local))
    return mend (self, error) ? g_steal_pointer (&self) : NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * bw_review_store_close:
 * @self: (transfer full) (nullable): a store
 */
void
bw_review_store_close (BwReviewStore *self)
{
  if (self == NULL)
    return;
  sqlite3_close_v2 (self->handle);
  g_free (self->path);
  g_free (self->set_aside_path);
  g_free (self);
}

/**
 * bw_review_store_describe_salvage:
 * @self: a store
 *
 * Returns: (transfer full) (nullable): what became of a file that was found damaged, in sentences
 *   for a person; %NULL when it was whole
 */
char *
bw_review_store_describe_salvage (BwReviewStore *self)
{
  g_autofree char *kept = NULL;
  g_autofree char *where = NULL;

  if (self->set_aside_path == NULL)
    return NULL;
  kept = g_strdup_printf (
    ngettext ("The file of what was prepared for reviews was damaged: %u review could be saved.",
              "The file of what was prepared for reviews was damaged: %u reviews could be saved.",
              self->n_kept),
    self->n_kept);
  where = g_strdup_printf (_("The damaged file is kept as “%s”."), self->set_aside_path);
  return g_strjoin (" ", kept, where, NULL);
}

/**
 * bw_review_store_check:
 * @self: a store
 * @error: return location
 *
 * Reads the whole file and looks for damage, which is mended as on opening.
 *
 * Returns: whether it is whole, or is so again
 */
gboolean
bw_review_store_check (BwReviewStore *self, GError **error)
{
  sqlite3_stmt *statement = prepare (self, "PRAGMA integrity_check (1)", error);
  gboolean whole;
  int result;

  if (statement == NULL)
    return FALSE;
  result = sqlite3_step (statement);
  whole = result == SQLITE_ROW
          && g_str_equal ((const char *) sqlite3_column_text (statement, 0), "ok");
  sqlite3_finalize (statement);
  if (result == SQLITE_ROW || (result & 0xff) == SQLITE_CORRUPT)
    return whole || mend (self, error);
  set_error (self, result, error);
  return FALSE;
}

/**
 * bw_review_store_load:
 * @self: a store
 * @account_id: (nullable): whose review; %NULL or "" for that of the portfolio
 * @error: return location
 *
 * Returns: (transfer full): what was chosen; a review without slides when nothing was
 */
BwReview *
bw_review_store_load (BwReviewStore *self, const char *account_id, GError **error)
{
  g_autoptr (GError) local = NULL;
  BwReview *review = read_review (self, account_id, &local);

  if (review != NULL)
    return review;
  if (is_damage (local))
    return mend (self, error) ? read_review (self, account_id, error) : NULL;
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/* What cannot come back as it was is not taken in. */
static gboolean
check_slide (const BwReviewSlide *slide, GError **error)
{
  const char *const texts[] = { slide->key, slide->title, slide->annotation, slide->notes,
                                slide->text };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      if (texts[i] == NULL || g_utf8_validate (texts[i], -1, NULL))
        continue;
      g_set_error (error, BW_STORE_ERROR, BW_STORE_ERROR_INVALID,
                   _("A text of the slide “%s” is not valid UTF-8. Type it again."), slide->key);
      return FALSE;
    }
  return TRUE;
}

/**
 * bw_review_store_save:
 * @self: a store
 * @review: what was chosen: all of it, in order
 * @error: return location
 *
 * Keeps it in the place of what was kept for the account before, durable when this returns. After an
 * error all of the one or all of the other is there: whoever asked keeps what was entered. When the last review was held stays as bw_review_store_mark_held() has it.
 *
 * Returns: whether it is kept
 */
gboolean
bw_review_store_save (BwReviewStore *self, const BwReview *review, GError **error)
{
  g_autoptr (GError) local = NULL;

  for (guint i = 0; i < review->slides->len; i++)
    {
      if (!check_slide (review->slides->pdata[i], error))
        return FALSE;
    }
  if (write_review (self, review, &local))
    return TRUE;
  if (is_damage (local))
    return mend (self, error) && write_review (self, review, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * bw_review_store_mark_held:
 * @self: a store
 * @account_id: (nullable): whose review; %NULL or "" for that of the portfolio
 * @day: when it was given; %BW_DATE_NONE for never
 * @error: return location
 *
 * Keeps the day of the last review; the slides stay and are the start of the next one.
 *
 * Returns: whether it is kept
 */
gboolean
bw_review_store_mark_held (BwReviewStore *self, const char *account_id, BwDate day, GError **error)
{
  const char *id = account_id != NULL ? account_id : "";
  g_autoptr (GError) local = NULL;

  if (write_held (self, id, day, &local))
    return TRUE;
  if (is_damage (local))
    return mend (self, error) && write_held (self, id, day, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}
