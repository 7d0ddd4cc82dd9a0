/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-server.h"

#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

#include "demo/bw-demo-access.h"
#include "demo/bw-demo-change.h"
#include "demo/bw-demo-csv.h"
#include "demo/bw-demo-filter.h"

#define DEFAULT_MAX_ROWS 50000
#define MAX_COLUMNS 32
/* Beyond so many accounts a count that may be an estimate is one. */
#define COUNTED_ACCOUNTS 2000
#define SAMPLED_ACCOUNTS 200
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

typedef enum {
  COUNT_NONE,
  COUNT_EXACT,
  COUNT_ESTIMATED,
} Count;

/* One request for rows of a relation. */
typedef struct {
  BwDemoAccess *access; /* NULL where everybody sees everything. */
  const BwRelation *relation;
  BwDemoFilter *filter;
  guint columns[MAX_COLUMNS];
  guint n_columns;
  gboolean csv;
  Count count;
  guint64 offset;
  guint64 limit;

  GString *text;
  guint64 n_passed;
  guint64 n_rows;
} Query;

static void
query_clear (Query *query)
{
  g_clear_pointer (&query->access, bw_demo_access_free);
  g_clear_pointer (&query->filter, bw_demo_filter_free);
  if (query->text != NULL)
    g_string_free (g_steal_pointer (&query->text), TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Query, query_clear)

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

static gboolean
parse_select (Query *query, const char *value, GError **error)
{
  g_auto (GStrv) names = g_strsplit (value, ",", MAX_COLUMNS + 1);

  query->n_columns = 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      int column;

      if (g_str_equal (names[i], "*"))
        {
          for (guint c = 0; c < query->relation->n_columns + 2 && query->n_columns < MAX_COLUMNS;
               c++)
            query->columns[query->n_columns++] = c;
          continue;
        }
      column = bw_demo_filter_find_column (query->relation, names[i], error);
      if (column < 0)
        return FALSE;
      if (query->n_columns < MAX_COLUMNS)
        query->columns[query->n_columns++] = column;
    }
  return TRUE;
}

/* Time stamps rise strictly in the order in which rows are made, so an order that begins with them
 * says all, and whatever follows never decides. No other order is kept. */
static gboolean
parse_order (Query *query, const char *value, GError **error)
{
  g_auto (GStrv) terms = g_strsplit (value, ",", -1);

  for (guint i = 0; terms[i] != NULL; i++)
    {
      g_autofree char *name = g_strndup (terms[i], strcspn (terms[i], "."));

      if (bw_demo_filter_find_column (query->relation, name, error) < 0)
        return FALSE;
    }
  if (!g_strv_contains ((const char *const[]){ "updated_at", "updated_at.asc", NULL },
                        terms[0] != NULL ? terms[0] : ""))
    {
      g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SYNTAX,
                   "the demo backend orders by updated_at only, not by %s", value);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_number (const char *value, guint64 *number, GError **error)
{
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT64, number, NULL))
    return TRUE;
  g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SYNTAX, "\"%s\" is not a number of rows", value);
  return FALSE;
}

static gboolean
parse_parameter (Query *query, const char *name, const char *value, GError **error)
{
  if (g_str_equal (name, "select"))
    return parse_select (query, value, error);
  if (g_str_equal (name, "order"))
    return parse_order (query, value, error);
  if (g_str_equal (name, "limit"))
    return parse_number (value, &query->limit, error);
  if (g_str_equal (name, "offset"))
    return parse_number (value, &query->offset, error);
  return bw_demo_filter_add (query->filter, name, value, error);
}

/* Names may come several times ("updated_at=gte.…&updated_at=lt.…"), so they do not go through a
 * table. */
static gboolean
parse_parameters (Query *query, const char *text, GError **error)
{
  g_auto (GStrv) pairs = g_strsplit (text != NULL ? text : "", "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL, *value = NULL;

      if (pairs[i][0] == '\0')
        continue;
      g_strdelimit (pairs[i], "+", ' ');
      name = g_uri_unescape_segment (pairs[i], equals, NULL);
      value = g_uri_unescape_string (equals != NULL ? equals + 1 : "", NULL);
      if (name == NULL || value == NULL)
        {
          g_set_error (error, BW_DEMO_ERROR, BW_DEMO_ERROR_SYNTAX, "bad escape in the query");
          return FALSE;
        }
      if (!parse_parameter (query, name, value, error))
        return FALSE;
    }
  return TRUE;
}

/* "Range: 100-199" counts both ends. */
static void
parse_headers (Query *query, SoupMessageHeaders *headers)
{
  const char *range = soup_message_headers_get_one (headers, "Range");
  const char *prefer = soup_message_headers_get_list (headers, "Prefer");
  const char *accept = soup_message_headers_get_list (headers, "Accept");

  if (range != NULL && g_ascii_isdigit (range[0]))
    {
      char *end;
      guint64 last;

      query->offset += g_ascii_strtoull (range, &end, 10);
      if (*end == '-' && g_ascii_isdigit (end[1]))
        {
          last = g_ascii_strtoull (end + 1, NULL, 10);
          query->limit = MIN (query->limit, last >= query->offset ? last - query->offset + 1 : 0);
        }
    }
  if (prefer != NULL && strstr (prefer, "count=exact") != NULL)
    query->count = COUNT_EXACT;
  else if (prefer != NULL && strstr (prefer, "count=") != NULL)
    query->count = COUNT_ESTIMATED;
  query->csv = accept != NULL && strstr (accept, "text/csv") != NULL;
}

static gboolean
add_row (const BwDemoValue *values, gint64 updated_at, gint64 deleted_at, gpointer data)
{
  Query *query = data;

  if (!bw_demo_filter_matches (query->filter, values, updated_at, deleted_at)
      || !bw_demo_access_sees (query->access, query->relation, values))
    return TRUE;
  if (query->n_passed++ < query->offset)
    return TRUE;
  if (query->n_rows >= query->limit)
    return FALSE;
  if (!query->csv)
    g_string_append (query->text, query->n_rows > 0 ? ",\n {" : "{");
  query->n_rows++;
  for (guint i = 0; i < query->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (query->text, ',');
      if (query->csv)
        bw_demo_append_csv_cell (query->text, query->relation, query->columns[i], values,
                                 updated_at, deleted_at);
      else
        bw_demo_append_json_cell (query->text, query->relation, query->columns[i], values,
                                  updated_at, deleted_at);
    }
  g_string_append_c (query->text, query->csv ? '\n' : '}');
  return query->n_rows < query->limit;
}

/* One row where the filter says which, and else those that are not older than it wants. */
static void
each_candidate (BwDemoServer *server, const Query *query, BwDemoWrittenFunc func, gpointer data)
{
  const char *id = query->relation->writable ? bw_demo_filter_get_id (query->filter) : NULL;
  g_autoptr (BwDemoRow) row = NULL;

  if (id == NULL)
    {
      bw_demo_writes_each_row_from (server->writes, query->relation,
                                    bw_demo_filter_get_since (query->filter), func, data);
      return;
    }
  row = bw_demo_writes_find (server->writes, query->relation, id);
  if (row != NULL)
    func (row->values, row->updated_at, row->deleted_at, data);
}

static const char *
column_name (const BwRelation *relation, guint column)
{
  if (column < relation->n_columns)
    return relation->columns[column].name;
  return column == relation->n_columns ? "updated_at" : "deleted_at";
}

static void
run_query (BwDemoServer *server, Query *query)
{
  query->text = g_string_sized_new (1 << 16);
  if (query->csv)
    {
      for (guint i = 0; i < query->n_columns; i++)
        g_string_append_printf (query->text, "%s%s", i > 0 ? "," : "",
                                column_name (query->relation, query->columns[i]));
      g_string_append_c (query->text, '\n');
    }
  else
    g_string_append_c (query->text, '[');
  if (query->limit > 0)
    each_candidate (server, query, add_row, query);
  if (!query->csv)
    g_string_append_c (query->text, ']');
}

typedef struct {
  const Query *query;
  gint64 n;
} Counter;

static gboolean
count_row (const BwDemoValue *values, gint64 updated_at, gint64 deleted_at, gpointer data)
{
  Counter *counter = data;

  counter->n += bw_demo_filter_matches (counter->query->filter, values, updated_at, deleted_at)
                && bw_demo_access_sees (counter->query->access, counter->query->relation, values);
  return TRUE;
}

static gboolean
count_sample (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  return count_row (values, updated_at, BW_DEMO_NOT_DELETED, data);
}

static gint64
count_rows (BwDemoServer *server, const Query *query)
{
  BwRelationId id = query->relation->id;
  guint accounts = bw_demo_company_get_options (server->company)->accounts;
  gboolean whole = bw_demo_filter_is_empty (query->filter)
                   && bw_demo_access_sees_all (query->access);
  Counter counter = { query, 0 };

  if (whole && server->totals[id] >= 0)
    return server->totals[id];
  if (query->count == COUNT_ESTIMATED && accounts > COUNTED_ACCOUNTS
      && bw_relation_account_column (query->relation) >= 0)
    {
      bw_demo_company_each_row_of_accounts (server->company, id, accounts - SAMPLED_ACCOUNTS,
                                            SAMPLED_ACCOUNTS, count_sample, &counter);
      return counter.n * (gint64) accounts / SAMPLED_ACCOUNTS;
    }
  each_candidate (server, query, count_row, &counter);
  if (whole)
    server->totals[id] = counter.n;
  return counter.n;
}

static void
answer_query (BwDemoServer *server, SoupServerMessage *message, Query *query)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autofree char *range = NULL, *total_text = g_strdup ("*");
  gint64 total = -1;
  gsize length;
  char *body;

  if (query->count != COUNT_NONE)
    {
      total = count_rows (server, query);
      g_free (total_text);
      total_text = g_strdup_printf ("%" G_GINT64_FORMAT, total);
      soup_message_headers_append (headers, "Preference-Applied",
                                   query->count == COUNT_EXACT ? "count=exact" : "count=estimated");
    }
  if (query->count == COUNT_EXACT && query->offset > 0 && (gint64) query->offset > total)
    {
      range = g_strdup_printf ("*/%s", total_text);
      soup_message_headers_replace (headers, "Content-Range", range);
      answer_error (message, SOUP_STATUS_REQUESTED_RANGE_NOT_SATISFIABLE, "PGRST103",
                    "Requested range not satisfiable");
      return;
    }

  run_query (server, query);
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
                                column_name (relation, i),
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
answer_change (BwDemoServer *server, SoupServerMessage *message, const Query *query)
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
  g_auto (Query) query = { .limit = server->max_rows };
  g_autoptr (GError) error = NULL;

  if (!may_enter (server, message, &query.access))
    return;
  if (g_str_equal (path, "/"))
    {
      answer_root (message);
      return;
    }
  query.relation = bw_relation_find (path + 1);
  if (query.relation == NULL)
    {
      g_autofree char *text = g_strdup_printf ("relation \"api.%s\" does not exist", path + 1);

      answer_error (message, SOUP_STATUS_NOT_FOUND, "42P01", text);
      return;
    }
  query.filter = bw_demo_filter_new (query.relation);
  if (!parse_select (&query, "*", &error)
      || !parse_parameters (&query, g_uri_get_query (soup_server_message_get_uri (message)),
                            &error))
    {
      answer_gerror (message, error);
      return;
    }
  if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    {
      answer_change (server, message, &query);
      return;
    }
  parse_headers (&query, soup_server_message_get_request_headers (message));
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
