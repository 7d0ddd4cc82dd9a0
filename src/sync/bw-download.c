/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-download.h"

#include <glib/gi18n.h>
#include <string.h>

/* Relations that are fetched at the same time: enough to hide the time that a question is on its
 * way, and to keep one waiting for the backend while another is unpacked. */
#define N_THREADS 3

/* Pages that may wait to be put away. */
#define MAX_WAITING 3

/* Rows to ask for: at first, and then as many as make about this many bytes. */
#define FIRST_ROWS 5000
#define FIRST_ROWS_CSV 50000
#define MAX_ROWS 50000
#define MIN_ROWS 100
#define PAGE_BYTES (4 * 1024 * 1024)

/* A page from which on a single time stamp counts as a tie that is worth staying in. */
#define MANY_ROWS 1000

struct _BwDownload {
  BwRefreshSetup *setup;
  GCancellable   *cancellable; /* of the caller */
  GCancellable   *stop;        /* of the threads: also cancelled by bw_download_stop() */
  gulong          handler;
  GThread        *threads[N_THREADS];
  GAsyncQueue    *requests;

  GMutex          lock;
  GCond           changed;
  GQueue          messages;
  guint           n_pages;
};

/* What a thread is to do next; without a cursor: to end. */
typedef struct {
  BwRelationId  relation;
  BwCursor     *cursor;
} Request;

static void
request_free (Request *request)
{
  bw_cursor_free (request->cursor);
  g_free (request);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* Messages ------------------------------------------------------------------------------------- */

static BwDownloadMessage *
message_new (BwDownloadKind kind, BwRelationId relation, const BwCursor *cursor)
{
  BwDownloadMessage *message = g_new0 (BwDownloadMessage, 1);

  message->kind = kind;
  message->relation = relation;
  message->cursor = cursor != NULL ? bw_cursor_copy (cursor) : NULL;
  message->total = -1;
  return message;
}

/* Hands a message over; with a page it waits for room, unless the download is stopped. */
static void
post (BwDownload *self, BwDownloadMessage *message)
{
  g_mutex_lock (&self->lock);
  if (message->kind == BW_DOWNLOAD_PAGE)
    {
      while (self->n_pages >= MAX_WAITING && !g_cancellable_is_cancelled (self->stop))
        g_cond_wait (&self->changed, &self->lock);
      self->n_pages++;
    }
  g_queue_push_tail (&self->messages, message);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

static void
say_waiting (double seconds, gpointer data)
{
  BwDownload *self = data;
  BwDownloadMessage *message = message_new (BW_DOWNLOAD_WAIT, 0, NULL);

  message->seconds = seconds;
  post (self, message);
}

/* One relation --------------------------------------------------------------------------------- */

/* PostgREST writes the fields of its CSV as PostgreSQL writes those of a record, with backslashes
 * doubled; others do not. Where there is one only JSON tells which text is meant. */
static gboolean
is_ambiguous (const BwAnswer *answer)
{
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);

  return length > 0 && memchr (text, '\\', length) != NULL;
}

static BwPage *
open_page (const BwRelation *relation, const BwAnswer *answer, gboolean csv, GError **error)
{
  if (answer->status == 416)
    {
      g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

      return bw_page_new_json (relation, nothing, error);
    }
  return csv ? bw_page_new_csv (relation, answer->body, error)
             : bw_page_new_json (relation, answer->body, error);
}

static gboolean
has_optional_columns (const BwRelation *relation)
{
  for (guint i = 0; i < relation->n_columns; i++)
    {
      if ((relation->columns[i].flags & BW_COLUMN_OPTIONAL) != 0)
        return TRUE;
    }
  return FALSE;
}

/* Asks for a page; when it is too large, for a smaller one, when CSV does not do, for JSON, and when
 * the backend lacks a column that it may lack, without those. */
static BwPage *
fetch_page (BwDownload *self, BwClient *client, const BwRelation *relation, const BwCursor *cursor,
            guint *limit, gboolean *csv, gboolean *optional, gboolean estimate, gint64 *total,
            gint64 *date, GError **error)
{
  for (;;)
    {
      g_autofree char *query = bw_keyset_page_query (relation, cursor, *limit, *optional);
      g_autoptr (GError) local = NULL;
      g_autoptr (BwAnswer) answer = bw_client_get (client, query,
                                                   *csv ? "text/csv" : "application/json",
                                                   estimate ? "count=planned" : NULL, self->stop,
                                                   &local);

      if (answer != NULL && *csv && is_ambiguous (answer))
        {
          *csv = FALSE;
          continue;
        }
      if (answer != NULL)
        {
          *total = answer->total;
          *date = answer->date;
          return open_page (relation, answer, *csv, error);
        }
      if (*optional && g_error_matches (local, BW_SYNC_ERROR, BW_SYNC_ERROR_MISSING))
        {
          *optional = FALSE;
          continue;
        }
      if (!g_error_matches (local, BW_SYNC_ERROR, BW_SYNC_ERROR_TOO_LARGE) || *limit == 1)
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return NULL;
        }
      *limit = MAX (*limit / 8, 1);
    }
}

/* How many rows the next page is to have, after the size of the last one. */
static guint
fit_limit (BwDownload *self, const BwPage *page, guint limit)
{
  guint rows = bw_page_get_n_rows (page);
  gsize row_bytes = rows > 0 ? MAX (bw_page_get_n_bytes (page) / rows, 1) : 1;

  if (self->setup->page_rows > 0)
    return MIN (limit, self->setup->page_rows);
  return CLAMP (PAGE_BYTES / row_bytes, MIN (limit, MIN_ROWS), MAX_ROWS);
}

/* Whether the page moves the reading on; one that does not would come again for ever. */
static gboolean
moves_on (const BwRelation *relation, const BwCursor *cursor, const BwPage *page, GError **error)
{
  g_auto (GStrv) keys = bw_page_get_last_keys (page);
  gint64 first, last;
  gboolean same;

  bw_page_get_range (page, &first, &last);
  same = cursor->keys != NULL && last == cursor->updated_at
         && g_strv_equal ((const char *const *) keys, (const char *const *) cursor->keys);
  if (!same && first >= cursor->updated_at)
    return TRUE;
  g_set_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_BROKEN,
               _("The backend gives rows of “%s” that it was not asked for, or the same ones "
                 "again. Ask whoever runs it whether “updated_at” has more digits than "
                 "microseconds, and whether filters work."),
               relation->name);
  return FALSE;
}

/* Counts the rows in the overlap with the last refresh, as bw_cursor_next_start() says. */
static gboolean
count_overlap (BwDownload *self, BwClient *client, const BwRelation *relation,
               const BwCursor *cursor, gboolean older, GError **error)
{
  g_autofree char *query = bw_keyset_count_query (relation, cursor->low, cursor->known);
  g_autoptr (BwAnswer) answer = bw_client_send (client, "HEAD", query, "count=exact", NULL,
                                                self->stop, error);
  BwDownloadMessage *message;

  if (answer == NULL)
    return FALSE;
  message = message_new (BW_DOWNLOAD_COUNT, relation->id, cursor);
  message->total = answer->status == 416 ? -1 : answer->total;
  message->older = older;
  post (self, message);
  return TRUE;
}

static gboolean
fetch_relation (BwDownload *self, BwClient *client, const Request *request, GError **error)
{
  const BwRelation *relation = bw_relation_get (request->relation);
  g_autoptr (BwCursor) cursor = bw_cursor_copy (request->cursor);
  gboolean csv = bw_relation_csv_safe (relation);
  guint limit = self->setup->page_rows > 0 ? self->setup->page_rows
                : csv                      ? FIRST_ROWS_CSV
                                           : FIRST_ROWS;
  gboolean estimate = TRUE, optional = has_optional_columns (relation), older;
  BwDownloadMessage *end;

  for (;;)
    {
      gint64 total, date, first, last;
      BwDownloadMessage *message;
      g_autoptr (BwPage) page = fetch_page (self, client, relation, cursor, &limit, &csv, &optional,
                                            estimate, &total, &date, error);

      if (page == NULL)
        return FALSE;
      if (cursor->started_at == 0)
        cursor->started_at = date;
      if (bw_page_get_n_rows (page) == 0)
        {
          if (bw_cursor_end_of_tie (cursor))
            continue;
          break;
        }
      if (!moves_on (relation, cursor, page, error))
        return FALSE;

      limit = fit_limit (self, page, limit);
      bw_page_get_range (page, &first, &last);
      bw_cursor_advance (cursor, first, last, bw_page_get_last_keys (page),
                         bw_page_get_n_rows (page) >= MANY_ROWS);
      message = message_new (BW_DOWNLOAD_PAGE, relation->id, cursor);
      message->page = g_steal_pointer (&page);
      message->total = estimate ? total : -1;
      estimate = FALSE;
      post (self, message);
      if (g_cancellable_set_error_if_cancelled (self->stop, error))
        return FALSE;
    }

  older = has_optional_columns (relation) && !optional;
  if (cursor->check)
    return count_overlap (self, client, relation, cursor, older, error);
  cursor->done = TRUE;
  end = message_new (BW_DOWNLOAD_END, relation->id, cursor);
  end->older = older;
  post (self, end);
  return TRUE;
}

static gpointer
run (gpointer data)
{
  BwDownload *self = data;
  /* Whatever libsoup attaches to a context is to stay in this thread. */
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (BwClient) client = NULL;
  g_autoptr (GError) error = NULL;
  BwRelationId relation = 0;

  g_main_context_push_thread_default (context);
  client = bw_client_new (self->setup->url, self->setup->token, self->setup->ca_file,
                          &self->setup->limits, &error);
  if (client != NULL)
    bw_client_set_wait_func (client, say_waiting, self);
  while (client != NULL)
    {
      g_autoptr (Request) request = g_async_queue_pop (self->requests);

      relation = request->relation;
      if (request->cursor == NULL || !fetch_relation (self, client, request, &error))
        break;
    }
  if (error != NULL)
    {
      BwDownloadMessage *message = message_new (BW_DOWNLOAD_FAILED, relation, NULL);

      message->error = g_steal_pointer (&error);
      post (self, message);
    }
  g_clear_pointer (&client, bw_client_free);
  g_main_context_pop_thread_default (context);
  return NULL;
}

static void
forward_cancel (GCancellable *cancellable, gpointer data)
{
  g_cancellable_cancel (data);
}

/* Public API ----------------------------------------------------------------------------------- */

/**
 * bw_download_start:
 * @setup: where from
 * @cancellable: (nullable): ends it
 *
 * Returns: (transfer full): threads that wait for requests
 */
BwDownload *
bw_download_start (const BwRefreshSetup *setup, GCancellable *cancellable)
{
  BwDownload *self = g_new0 (BwDownload, 1);

  self->setup = bw_refresh_setup_copy (setup);
  self->stop = g_cancellable_new ();
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->messages);
  self->requests = g_async_queue_new_full ((GDestroyNotify) request_free);
  if (cancellable != NULL)
    {
      self->cancellable = g_object_ref (cancellable);
      self->handler = g_cancellable_connect (cancellable, G_CALLBACK (forward_cancel), self->stop,
                                             NULL);
    }
  for (guint i = 0; i < N_THREADS; i++)
    self->threads[i] = g_thread_new ("bw-download", run, self);
  return self;
}

/**
 * bw_download_request:
 * @download: a download
 * @relation: what to fetch
 * @cursor: from where on
 *
 * Asks for a relation, which one of the threads fetches as soon as it can. The messages about it
 * end with %BW_DOWNLOAD_END, or with %BW_DOWNLOAD_COUNT when the cursor asks for a check.
 */
void
bw_download_request (BwDownload *download, BwRelationId relation, const BwCursor *cursor)
{
  Request *request = g_new0 (Request, 1);

  request->relation = relation;
  request->cursor = bw_cursor_copy (cursor);
  g_async_queue_push (download->requests, request);
}

/**
 * bw_download_next:
 * @download: a download that has something to do
 *
 * Waits for the next message.
 *
 * Returns: (transfer full): the message
 */
BwDownloadMessage *
bw_download_next (BwDownload *download)
{
  BwDownloadMessage *message;

  g_mutex_lock (&download->lock);
  while ((message = g_queue_pop_head (&download->messages)) == NULL)
    g_cond_wait (&download->changed, &download->lock);
  if (message->kind == BW_DOWNLOAD_PAGE)
    download->n_pages--;
  g_cond_broadcast (&download->changed);
  g_mutex_unlock (&download->lock);
  return message;
}

/**
 * bw_download_stop:
 * @download: (transfer full) (nullable): a download
 *
 * Ends the threads, whatever they are at, and throws away what they have fetched and nobody took.
 */
void
bw_download_stop (BwDownload *download)
{
  if (download == NULL)
    return;
  if (download->cancellable != NULL)
    g_cancellable_disconnect (download->cancellable, download->handler);
  g_cancellable_cancel (download->stop);
  g_mutex_lock (&download->lock);
  g_cond_broadcast (&download->changed);
  g_mutex_unlock (&download->lock);
  for (guint i = 0; i < N_THREADS; i++)
    g_async_queue_push (download->requests, g_new0 (Request, 1));
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (download->threads[i]);

  g_queue_clear_full (&download->messages, (GDestroyNotify) bw_download_message_free);
  g_async_queue_unref (download->requests);
  g_mutex_clear (&download->lock);
  g_cond_clear (&download->changed);
  g_clear_object (&download->cancellable);
  g_object_unref (download->stop);
  bw_refresh_setup_free (download->setup);
  g_free (download);
}

/**
 * bw_download_message_free:
 * @message: (transfer full) (nullable): a message
 */
void
bw_download_message_free (BwDownloadMessage *message)
{
  if (message == NULL)
    return;
  bw_page_free (message->page);
  bw_cursor_free (message->cursor);
  g_clear_error (&message->error);
  g_free (message);
}
