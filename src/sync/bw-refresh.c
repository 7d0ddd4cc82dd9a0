/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-refresh.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>
#include <yyjson.h>

#include "sync/bw-download.h"
#include "sync/bw-lock.h"
#include "sync/bw-refresh-sight.h"

/* How long a transaction of the backend may last without its rows being missed. */
#define DEFAULT_OVERLAP_SECONDS 600

/* An overlap with more rows than this is counted before it is read again. */
#define MANY_ROWS 20000

/* The shortest time between two reports of progress, microseconds. */
#define PROGRESS_INTERVAL (G_USEC_PER_SEC / 20)

/* A refresh while it runs. */
typedef struct {
  const BwRefreshSetup  *setup;
  BwRefreshProgressFunc  func;
  gpointer               func_data;
  GCancellable          *cancellable;

  gboolean               whole; /* Everything is asked for, not only what changed. */
  gboolean               anew;  /* So it is since the backend shows other accounts than before. */
  BwMirror              *mirror;
  BwStaging             *staging;
  BwDownload            *download;

  BwRefreshProgress      progress;
  gint64                 relation_rows[BW_N_RELATIONS];
  gint64                 relation_total[BW_N_RELATIONS];
  gint64                 last_report;
  BwRelationId           reading; /* of the page that is being put away */
} Refresh;

/* Helpers -------------------------------------------------------------------------------------- */

/* Who asks, as far as the token says: a token that is renewed is the same person, another person
 * sees other rows and has to begin anew. A token that cannot be read tells nothing. */
static char *
describe_identity (const char *token)
{
  g_auto (GStrv) parts = token != NULL ? g_strsplit (token, ".", 0) : NULL;
  static const char *const passing[] = { "exp", "iat", "nbf", "jti" };
  g_autoptr (GString) base64 = NULL;
  g_autofree guchar *claims = NULL;
  g_autofree char *identity = NULL;
  gsize length;
  yyjson_doc *document;
  yyjson_mut_doc *copy;
  char *text;

  if (parts == NULL || g_strv_length (parts) != 3)
    return g_strdup ("");
  base64 = g_string_new (parts[1]);
  g_string_replace (base64, "-", "+", 0);
  g_string_replace (base64, "_", "/", 0);
  while (base64->len % 4 != 0)
    g_string_append_c (base64, '=');
  claims = g_base64_decode (base64->str, &length);
  document = yyjson_read ((const char *) claims, length, YYJSON_READ_NOFLAG);
  copy = document != NULL ? yyjson_doc_mut_copy (document, NULL) : NULL;
  yyjson_doc_free (document);
  if (copy == NULL)
    return g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (passing); i++)
    yyjson_mut_obj_remove_key (yyjson_mut_doc_get_root (copy), passing[i]);
  text = yyjson_mut_write (copy, YYJSON_WRITE_NOFLAG, &length);
  yyjson_mut_doc_free (copy);
  identity = text != NULL ? g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *) text, length)
                          : NULL;
  free (text);
  return identity != NULL ? g_steal_pointer (&identity) : g_strdup ("");
}

static void
report (Refresh *self, BwRelationId relation, gboolean at_once)
{
  gint64 now = g_get_monotonic_time ();

  if (self->func == NULL || (!at_once && now - self->last_report < PROGRESS_INTERVAL))
    return;
  self->last_report = now;
  self->progress.relation = relation;
  self->progress.relation_rows = self->relation_rows[relation];
  self->progress.relation_total = self->relation_total[relation];
  self->func (&self->progress, self->func_data);
}

static gint64
overlap_of (const BwRefreshSetup *setup)
{
  return (gint64) (setup->overlap_seconds > 0 ? setup->overlap_seconds : DEFAULT_OVERLAP_SECONDS)
         * G_USEC_PER_SEC;
}

/* Reading -------------------------------------------------------------------------------------- */

static gboolean
put_away (const BwValue *values, gint64 updated_at, gboolean deleted, gpointer data, GError **error)
{
  Refresh *self = data;

  if (deleted)
    return bw_staging_add_deleted (self->staging, self->reading, values, updated_at, error);
  return bw_staging_add (self->staging, self->reading, values, updated_at, error);
}

static gboolean
keep_cursor (Refresh *self, BwRelationId relation, const BwCursor *cursor, GError **error)
{
  g_autofree char *text = bw_cursor_format (cursor);

  return bw_staging_set_cursor (self->staging, relation, text, error)
         && bw_staging_commit_if_due (self->staging, error);
}

static gboolean
take_page (Refresh *self, BwDownloadMessage *message, GError **error)
{
  guint rows = bw_page_get_n_rows (message->page);

  self->reading = message->relation;
  if (!bw_page_read (message->page, put_away, self, error))
    return FALSE;
  self->relation_rows[message->relation] += rows;
  if (message->total >= 0)
    self->relation_total[message->relation] = message->total;
  self->progress.rows += rows;
  self->progress.wait_seconds = 0;
  if (!keep_cursor (self, message->relation, message->cursor, error))
    return FALSE;
  report (self, message->relation, FALSE);
  return TRUE;
}

static gboolean
take_end (Refresh *self, BwDownloadMessage *message, GError **error)
{
  self->progress.relations_done++;
  report (self, message->relation, FALSE);
  if (!bw_mirror_set_older (self->mirror, message->relation, message->older, error))
    return FALSE;
  return keep_cursor (self, message->relation, message->cursor, error);
}

/* All that is new has arrived. When the backend counts as many rows in the overlap as are known
 * here, none has appeared in it since; else it has to be read. */
static gboolean
take_count (Refresh *self, BwDownloadMessage *message, GError **error)
{
  BwCursor *cursor = message->cursor;
  gint64 here = bw_staging_count_unchanged (self->staging, message->relation, cursor->low,
                                            cursor->known, error);

  if (here < 0)
    return FALSE;
  if (here == message->total)
    {
      cursor->check = FALSE;
      cursor->done = TRUE;
      return take_end (self, message, error);
    }
  g_debug ("%s: %" G_GINT64_FORMAT " rows in the overlap, %" G_GINT64_FORMAT " known",
           bw_relation_get (message->relation)->name, message->total, here);
  bw_cursor_restart (cursor, cursor->low);
  bw_download_request (self->download, message->relation, cursor);
  return TRUE;
}

static gboolean
take (Refresh *self, BwDownloadMessage *message, GError **error)
{
  switch (message->kind)
    {
    case BW_DOWNLOAD_PAGE:
      return take_page (self, message, error);
    case BW_DOWNLOAD_COUNT:
      return take_count (self, message, error);
    case BW_DOWNLOAD_END:
      return take_end (self, message, error);
    case BW_DOWNLOAD_WAIT:
      self->progress.wait_seconds = message->seconds;
      report (self, self->progress.relation, TRUE);
      return TRUE;
    case BW_DOWNLOAD_FAILED:
    default:
      g_propagate_error (error, g_steal_pointer (&message->error));
      return FALSE;
    }
}

/* Where to begin with a relation: where an earlier attempt stopped, else where the last refresh
 * ended, else at the beginning. */
static gboolean
begin_relation (Refresh *self, BwRelationId relation, GError **error)
{
  gint64 overlap = overlap_of (self->setup);
  g_autofree char *staged_text = NULL;
  g_autofree char *merged_text = NULL;
  g_autoptr (BwCursor) cursor = NULL;
  g_autoptr (BwCursor) last = NULL;

  self->relation_total[relation] = -1;
  if (!bw_staging_get_cursor (self->staging, relation, &staged_text, error)
      || !bw_staging_get_merged_cursor (self->staging, relation, &merged_text, error))
    return FALSE;
  cursor = bw_cursor_parse (staged_text);
  if (cursor == NULL && !self->whole)
    last = bw_cursor_parse (merged_text);
  if (cursor == NULL && last != NULL)
    {
      gint64 rows = bw_mirror_count_rows (self->mirror, relation, error);

      if (rows < 0)
        return FALSE;
      cursor = bw_cursor_next_start (last, overlap);
      /* To count is worth it only where the overlap may hold many rows. */
      if (rows <= MANY_ROWS || (cursor->low == cursor->known && !cursor->tied))
        bw_cursor_restart (cursor, cursor->low);
    }
  if (cursor == NULL)
    {
      cursor = bw_cursor_new ();
      if (!bw_staging_set_complete (self->staging, relation, error))
        return FALSE;
    }

  self->relation_rows[relation] = bw_staging_count_rows (self->staging, relation);
  self->progress.rows += self->relation_rows[relation];
  if (cursor->done)
    self->progress.relations_done++;
  else
    bw_download_request (self->download, relation, cursor);
  return TRUE;
}

static gboolean
read_all (Refresh *self, GError **error)
{
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    {
      if (!begin_relation (self, i, error))
        return FALSE;
    }
  while (self->progress.relations_done < BW_N_RELATIONS)
    {
      g_autoptr (BwDownloadMessage) message = bw_download_next (self->download);

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
          || !take (self, message, error))
        return FALSE;
    }
  return TRUE;
}

/* One attempt ---------------------------------------------------------------------------------- */

/* @again is set when what arrived does not do, since the backend shows other accounts than before;
 * then everything has to be asked for. */
static BwRefreshResult *
refresh_mirror (Refresh *self, gboolean *again, GError **error)
{
  const BwRefreshSetup *setup = self->setup;
  g_autofree char *identity = describe_identity (setup->token);
  g_autofree char *source
    = g_strdup_printf ("%s %s", setup->source != NULL ? setup->source : setup->url, identity);
  g_autoptr (BwMirror) mirror = bw_mirror_open (setup->mirror_path, BW_MIRROR_CREATE, error);
  g_autoptr (BwStaging) staging = NULL;
  g_autoptr (BwRefreshResult) result = g_new0 (BwRefreshResult, 1);
  gboolean complete;

  *again = FALSE;
  if (mirror == NULL)
    return NULL;
  staging = bw_staging_begin (mirror, source,
                              self->anew          ? BW_STAGING_ANEW
                              : self->setup->full ? BW_STAGING_WHOLE
                                                  : BW_STAGING_NONE,
                              error);
  if (staging == NULL)
    return NULL;
  self->whole = bw_staging_is_whole (staging);
  if (setup->page_rows > 0)
    bw_staging_set_commit_rows (staging, setup->page_rows);

  self->mirror = mirror;
  self->staging = staging;
  self->download = bw_download_start (setup, self->cancellable);
  complete = read_all (self, error);
  g_clear_pointer (&self->download, bw_download_stop);
  if (complete && !self->whole)
    complete = bw_refresh_sight_changed (setup, staging, overlap_of (setup), again,
                                         self->cancellable, error);
  if (!complete)
    {
      /* What has arrived is where the next refresh goes on. If it cannot be kept, the error that
       * is reported already is the one to know. */
      bw_staging_commit (staging, NULL);
      return NULL;
    }

  if (*again)
    {
      bw_staging_discard (staging, error);
      return NULL;
    }

  self->progress.merging = TRUE;
  report (self, BW_N_RELATIONS - 1, TRUE);
  if (!bw_staging_merge (staging, &result->report, error))
    return NULL;
  result->rows = self->progress.rows;
  result->finished_at = g_get_real_time ();
  result->set_aside_path = g_strdup (bw_mirror_get_set_aside_path (mirror));
  return g_steal_pointer (&result);
}

static BwRefreshResult *
refresh_all_of_it (Refresh *self, GError **error)
{
  gboolean again;
  BwRefreshResult *result = NULL;
  g_autoptr (GError) local = NULL;

  self->anew = FALSE;
  for (;;)
    {
      memset (&self->progress, 0, sizeof self->progress);
      result = refresh_mirror (self, &again, &local);
      if (!again || local != NULL)
        break;
      self->anew = TRUE;
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return result;
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_refresh_run:
 * @setup: what to refresh, and how
 * @progress: (nullable): called now and then, on the calling thread
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it soon; what has arrived is kept for the next time
 * @error: return location for a #BwSyncError, a #BwStoreError or %G_IO_ERROR_CANCELLED
 *
 * Fetches what changed since the last refresh, or everything the first time and when the backend
 * shows other accounts than it did, and puts it into the mirror. Readers see all of it at once at
 * the end. When it fails, the mirror is as it was, and the next refresh goes on where this one
 * stopped. A mirror that turns out to be damaged is set aside and fetched anew.
 *
 * It takes its time: call it on the main thread of a program without windows, or on a worker.
 *
 * Returns: (transfer full): what came of it, or %NULL
 */
BwRefreshResult *
bw_refresh_run (const BwRefreshSetup   *setup,
                BwRefreshProgressFunc   progress,
                gpointer                progress_data,
                GCancellable           *cancellable,
                GError                **error)
{
  Refresh self = { .setup = setup, .func = progress, .func_data = progress_data,
                   .cancellable = cancellable };
  g_autoptr (GError) local = NULL;
  g_autofree char *set_aside = NULL;
  BwRefreshResult *result;
  int lock;

  if (!bw_client_check_address (setup->url, NULL, error))
    return NULL;
  lock = bw_lock_take (setup->lock_path,
                       _("This portfolio is being refreshed by another window or program. Wait "
                         "until that is done."),
                       error);
  if (lock < 0)
    return NULL;

  result = refresh_all_of_it (&self, &local);
  if (g_error_matches (local, BW_STORE_ERROR, BW_STORE_ERROR_CORRUPT))
    {
      g_clear_error (&local);
      set_aside = bw_mirror_set_aside (setup->mirror_path, &local);
      if (set_aside != NULL)
        {
          result = refresh_all_of_it (&self, &local);
          if (result != NULL && result->set_aside_path == NULL)
            result->set_aside_path = g_steal_pointer (&set_aside);
        }
    }
  close (lock);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return result;
}
