/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-server.h"

#include <libsoup/soup.h>
#include <string.h>

#include "demo/bw-demo-change.h"
#include "demo/bw-demo-query.h"

#define DEFAULT_MAX_ROWS 50000
/* The time stamp of the moment at which a request began, kept with its message. */
#define BEGUN "bw-demo-begun"

struct _BwDemoServer {
  BwDemoCompany *company;
  BwDemoWrites *writes;
  guint16 port;
  char *token;
  char *jwt_secret;
  guint max_rows;

  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *soup;
  char *url;
  gint64 totals[BW_N_RELATIONS]; /* -1 until they are asked for. */

  /* The start is told to the thread that waits for it. */
  GMutex mutex;
  GCond cond;
  gboolean started;
  GError *start_error;
};

static void
answer_error (SoupServerMessage *message, guint status, const char *code, const char *text)
{
  g_autoptr (GString) body = g_string_new ("{\"code\":\"");

  g_string_append_printf (body, "%s\",\"details\":null,\"hint\":null,\"message\":\"", code);
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (body, '\\');
      g_string_append_c (body, (guchar) *c < 0x20 ? ' ' : *c);
    }
  g_string_append (body, "\"}");
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY,
                                    body->str, body->len);
}

static void
answer_gerror (SoupServerMessage *message, const GError *error)
{
  const char *code = "PGRST100";

  if (g_error_matches (error, BW_DEMO_ERROR, BW_DEMO_ERROR_COLUMN))
    code = "42703";
  else if (g_error_matches (error, BW_DEMO_ERROR, BW_DEMO_ERROR_VALUE))
    code = "22P02";
  answer_error (message, SOUP_STATUS_BAD_REQUEST, code, error->message);
}

/* A count of all rows is made once; they are not few. */
static gint64
count_rows (BwDemoServer *server, const BwDemoQuery *query)
{
  gint64 *total = &server->totals[query->relation->id];
  gboolean is_whole = bw_demo_query_is_whole (query);
  gboolean is_estimate;
  gint64 n;

  if (is_whole && *total >= 0)
    return *total;
  n = bw_demo_query_count (query, server->company, server->writes, &is_estimate);
  if (is_whole && !is_estimate)
    *total = n;
  return n;
}

static void
answer_query (BwDemoServer *server, SoupServerMessage *message, BwDemoQuery *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *range = NULL, *total_text = g_strdup ("*");
  gint64 total = -1;
  gsize length;
  char *body;

  if (query->count != BW_DEMO_COUNT_NONE)
    {
      total = count_rows (server, query);
      g_free (total_text);
      total_text = g_strdup_printf ("%" G_GINT64_FORMAT, total);
      soup_message_headers_append (headers, "Preference-Applied",
                                   query->count == BW_DEMO_COUNT_EXACT ? "count=exact"
                                                                       : "count=estimated");
    }
  if (query->count == BW_DEMO_COUNT_EXACT && query->offset > 0 && (gint64) query->offset > total)
    {
      range = g_strdup_printf ("*/%s", total_text);
      soup_message_headers_replace (headers, "Content-Range", range);
      answer_error (message, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, "PGRST103",
                    "Requested range not satisfiable");
      return;
    }

  bw_demo_query_run (query, server->writes);
  if (query->n_rows > 0)
    range = g_strdup_printf ("%" G_GUINT64_FORMAT "-%" G_GUINT64_FORMAT "/%s", query->offset,
                             query->offset + query->n_rows - 1, total_text);
  else
    range = g_strdup_printf ("*/%s", total_text);
  soup_message_headers_replace (headers, "Content-Range", range);
  soup_server_message_set_status (message,
                                  total > (gint64) query->n_rows ? SOUP_STATUS_PARTIAL_CONTENT
                                                                 : SOUP_STATUS_OK,
                                  NULL);
  length = query->text->len;
  body = g_string_free_and_steal (g_steal_pointer (&query->text));
  soup_server_message_set_response (message,
                                    query->csv ? "text/csv; charset=utf-8"
                                               : "application/json; charset=utf-8",
                                    SOUP_MEMORY_TAKE, body, length);
}

/* What is here, as PostgREST describes itself at its root: the relations and their columns. */
static void
answer_root (SoupServerMessage *message)
{
  GString *body = g_string_new ("{\"swagger\":\"2.0\",\"info\":{\"title\":\"Demo company\"},"
                                "\"definitions\":{");
  gsize length;

  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      const BwRelation *relation = bw_relation_get (id);

      g_string_append_printf (body, "%s\"%s\":{\"type\":\"object\",\"properties\":{",
                              id > 0 ? "," : "", relation->name);
      for (guint i = 0; i < relation->n_columns + 2; i++)
        g_string_append_printf (body, "%s\"%s\":{\"format\":\"%s\"}", i > 0 ? "," : "",
                                bw_demo_query_column_name (relation, i),
                                bw_column_type_name (i < relation->n_columns
                                                       ? relation->columns[i].type
                                                       : BW_COLUMN_TIMESTAMP));
      g_string_append (body, "}}");
    }
  g_string_append (body, "}}");
  length = body->len;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/openapi+json; charset=utf-8",
                                    SOUP_MEMORY_TAKE, g_string_free_and_steal (body), length);
}

static void
answer_stranger (SoupServerMessage *message, gboolean has_token, const char *text)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message),
                               "WWW-Authenticate", "Bearer");
  answer_error (message, SOUP_STATUS_UNAUTHORIZED, has_token ? "PGRST301" : "PGRST302", text);
}

/* Whether the request is let in; *access says what it sees, NULL for everything. */
static gboolean
may_enter (BwDemoServer *server, SoupServerMessage *message, BwDemoAccess **access)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *given = soup_message_headers_get_one (headers, "Authorization");
  g_autofree char *expected = g_strconcat ("Bearer ", server->token, NULL);
  g_autoptr (GError) error = NULL;

  if (server->jwt_secret != NULL)
    {
      *access = bw_demo_access_new (server->company, server->writes, server->jwt_secret, given,
                                    &error);
      if (g_error_matches (error, BW_DEMO_ERROR, BW_DEMO_ERROR_ROLE))
        answer_error (message, SOUP_STATUS_FORBIDDEN, "42501", error->message);
      else if (error != NULL)
        answer_stranger (message, given != NULL, error->message);
      return error == NULL;
    }
  if (server->token == NULL || g_strcmp0 (given, expected) == 0)
    return TRUE;
  answer_stranger (message, given != NULL,
                   given == NULL ? "Anonymous access is disabled" : "JWSError JWSInvalidSignature");
  return FALSE;
}

static void
answer_outcome (SoupServerMessage *message, const BwDemoOutcome *outcome, gboolean has_preference,
                const char *preference)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *prefer
    = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Prefer");
  gboolean shows = prefer != NULL && strstr (prefer, "return=representation") != NULL;
  g_autoptr (GString) body = g_string_new ("[");

  if (outcome->code != NULL)
    {
      answer_error (message, outcome->status, outcome->code, outcome->message);
      return;
    }
  if (has_preference)
    soup_message_headers_append (headers, "Preference-Applied", preference);
  if (!shows)
    {
      soup_server_message_set_status (message, outcome->status == 200 ? 204 : outcome->status,
                                      NULL);
      return;
    }
  soup_message_headers_append (headers, "Preference-Applied", "return=representation");
  if (outcome->row != NULL)
    {
      g_string_append_c (body, '{');
      bw_demo_row_append_json (body, outcome->row);
      g_string_append_c (body, '}');
    }
  g_string_append_c (body, ']');
  soup_server_message_set_status (message, outcome->status, NULL);
  soup_server_message_set_response (message, "application/json; charset=utf-8", SOUP_MEMORY_COPY,
                                    body->str, body->len);
}

/* A request to change a row. The filter of the query says which. */
static void
answer_change (BwDemoServer *server, SoupServerMessage *message, const BwDemoQuery *query)
{
  static const char *const ignore = "resolution=ignore-duplicates";
  const char *method = soup_server_message_get_method (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *prefer
    = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Prefer");
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_auto (BwDemoOutcome) outcome = { 0 };
  BwDemoChange change = {
    .writes = server->writes,
    .access = query->access,
    .relation = query->relation,
    .filter = query->filter,
    .begun = *(gint64 *) g_object_get_data (G_OBJECT (message), BEGUN),
    .ignore_duplicates = prefer != NULL && strstr (prefer, ignore) != NULL,
  };

  change.body = g_bytes_get_data (bytes, &change.length);
  if (method == SOUP_METHOD_POST)
    bw_demo_change_insert (&change, &outcome);
  else if (g_str_equal (method, "PATCH"))
    bw_demo_change_update (&change, &outcome);
  else if (method == SOUP_METHOD_DELETE)
    bw_demo_change_delete (&change, &outcome);
  else
    {
      answer_error (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "PGRST117", "Unsupported HTTP method");
      return;
    }
  server->totals[query->relation->id] = -1;
  answer_outcome (message, &outcome, method == SOUP_METHOD_POST && change.ignore_duplicates,
                  ignore);
}

static void
answer (BwDemoServer *server, SoupServerMessage *message, const char *path)
{
  const char *method = soup_server_message_get_method (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const BwRelation *relation;
  g_auto (BwDemoQuery) query = { .limit = server->max_rows };
  g_autoptr (GError) error = NULL;

  if (!may_enter (server, message, &query.access))
    return;
  if (g_str_equal (path, "/"))
    {
      answer_root (message);
      return;
    }
  relation = bw_relation_find (path + 1);
  if (relation == NULL)
    {
      g_autofree char *text = g_strdup_printf ("relation \"api.%s\" does not exist", path + 1);

      answer_error (message, SOUP_STATUS_NOT_FOUND, "42P01", text);
      return;
    }
  if (!bw_demo_query_parse (&query, relation,
                            g_uri_get_query (soup_server_message_get_uri (message)), &error))
    {
      answer_gerror (message, error);
      return;
    }
  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    {
      answer_change (server, message, &query);
      return;
    }
  bw_demo_query_parse_headers (&query, soup_message_headers_get_one (headers, "Range"),
                               soup_message_headers_get_list (headers, "Prefer"),
                               soup_message_headers_get_list (headers, "Accept"));
  query.limit = MIN (query.limit, server->max_rows);
  answer_query (server, message, &query);
}

/* The head of a request is here, and its body need not be. */
static void
on_head (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *parameters,
         gpointer data)
{
  BwDemoServer *server = data;
  gint64 stamp = bw_demo_writes_next_stamp (server->writes);

  g_object_set_data_full (G_OBJECT (message), BEGUN, g_memdup2 (&stamp, sizeof stamp), g_free);
}

static void
on_request (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *parameters,
            gpointer data)
{
  BwDemoServer *server = data;
  g_autoptr (GError) error = NULL;

  if (!bw_demo_writes_begin (server->writes, &error))
    {
      answer_error (message, SOUP_STATUS_SERVICE_UNAVAILABLE, "58030", error->message);
      return;
    }
  answer (server, message, path);
  bw_demo_writes_end (server->writes);
}

static gboolean
start (BwDemoServer *server, GError **error)
{
  g_autoslist (GUri) uris = NULL;

  server->soup = soup_server_new ("server-header", "bellwether-demo ", NULL);
  soup_server_add_early_handler (server->soup, NULL, on_head, server, NULL);
  soup_server_add_handler (server->soup, NULL, on_request, server, NULL);
  if (!soup_server_listen_local (server->soup, server->port, SOUP_SERVER_LISTEN_IPV4_ONLY, error))
    return FALSE;
  uris = soup_server_get_uris (server->soup);
  server->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  return TRUE;
}

static gpointer
serve (gpointer data)
{
  BwDemoServer *server = data;
  gboolean good;

  g_main_context_push_thread_default (server->context);
  g_mutex_lock (&server->mutex);
  good = start (server, &server->start_error);
  server->started = TRUE;
  g_cond_signal (&server->cond);
  g_mutex_unlock (&server->mutex);
  if (good)
    g_main_loop_run (server->loop);
  soup_server_disconnect (server->soup);
  /* What the connections still have to tear down. */
  while (g_main_context_iteration (server->context, FALSE))
    ;
  g_clear_object (&server->soup);
  g_main_context_pop_thread_default (server->context);
  return NULL;
}

static gboolean
quit (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/**
 * bw_demo_server_new:
 * @company: the company to serve
 * @options: (nullable): how; %NULL for any port and everybody
 * @error: %BW_DEMO_ERROR_SERVER
 *
 * Starts to serve on 127.0.0.1, on a thread of its own.
 *
 * Returns: (transfer full) (nullable): the running server, or %NULL when the port cannot be had
 */
BwDemoServer *
bw_demo_server_new (BwDemoCompany *company, const BwDemoServerOptions *options, GError **error)
{
  static const BwDemoServerOptions defaults = { 0 };
  g_autoptr (BwDemoWrites) writes = NULL;
  g_autoptr (GError) local = NULL;
  BwDemoServer *server;

  if (options == NULL)
    options = &defaults;
  writes = bw_demo_writes_new (company, options->writes_path, &local);
  if (writes == NULL)
    {
      g_set_error_literal (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SERVER, local->message);
      return NULL;
    }
  server = g_new0 (BwDemoServer, 1);
  server->company = bw_demo_company_ref (company);
  server->writes = g_steal_pointer (&writes);
  server->port = options->port;
  server->token = g_strdup (options->token);
  server->jwt_secret = g_strdup (options->jwt_secret);
  server->max_rows = options->max_rows > 0 ? options->max_rows : DEFAULT_MAX_ROWS;
  for (guint i = 0; i < BW_N_RELATIONS; i++)
    server->totals[i] = -1;
  g_mutex_init (&server->mutex);
  g_cond_init (&server->cond);
  server->context = g_main_context_new ();
  server->loop = g_main_loop_new (server->context, FALSE);
  server->thread = g_thread_new ("bw-demo-server", serve, server);

  g_mutex_lock (&server->mutex);
  while (!server->started)
    g_cond_wait (&server->cond, &server->mutex);
  g_mutex_unlock (&server->mutex);
  if (server->start_error != NULL)
    {
      g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SERVER, "%s", server->start_error->message);
      bw_demo_server_free (server);
      return NULL;
    }
  return server;
}

/**
 * bw_demo_server_free:
 * @server: (nullable): a server
 *
 * Stops it and waits until it has.
 */
void
bw_demo_server_free (BwDemoServer *server)
{
  g_autoptr (GSource) source = NULL;

  if (server == NULL)
    return;
  /* Not invoked at once, since the thread may be on its way into the loop. */
  source = g_idle_source_new ();
  g_source_set_callback (source, quit, server->loop, NULL);
  g_source_attach (source, server->context);
  g_thread_join (server->thread);
  g_main_loop_unref (server->loop);
  g_main_context_unref (server->context);
  g_mutex_clear (&server->mutex);
  g_cond_clear (&server->cond);
  g_clear_error (&server->start_error);
  bw_demo_writes_free (server->writes);
  bw_demo_company_unref (server->company);
  g_free (server->token);
  g_free (server->jwt_secret);
  g_free (server->url);
  g_free (server);
}

/**
 * bw_demo_server_get_url:
 *
 * Returns: (transfer none): the address, without a slash at the end
 */
const char *
bw_demo_server_get_url (const BwDemoServer *server)
{
  return server->url;
}
