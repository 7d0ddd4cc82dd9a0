/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-client.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bad-input.h"

#define TOKEN "very.secret.token"

/* How often each thing was asked for. */
static int asked;

/* Times are long, so that a slow machine fails no test; attempts follow each other at once. */
static const BwClientLimits usual = {
  .max_body = 1024 * 1024,
  .max_seconds = 300,
  .stall_seconds = 100,
  .max_attempts = 3,
  .max_wait_seconds = 200,
  .first_wait_ms = 1,
};

/* For servers that never send what is waited for. */
static const BwClientLimits impatient = {
  .max_body = 1024 * 1024,
  .max_seconds = 2,
  .stall_seconds = 1,
  .max_attempts = 1,
};

static gboolean
first_time (void)
{
  return g_atomic_int_add (&asked, 1) == 0;
}

static void
answer (ScriptedRequest *request, gpointer data)
{
  const char *target = request->target;

  if (g_str_equal (target, "/ok"))
    {
      gboolean known = strstr (request->headers, "Authorization: Bearer " TOKEN "\r\n") != NULL;

      scripted_answer (request, "206 Partial Content",
                       "Content-Range: 0-1/2000000\r\nDate: Thu, 01 Jan 2026 00:00:01 GMT\r\n",
                       known ? "[1]" : "[0]");
    }
  else if (g_str_equal (target, "/accounts?page"))
    scripted_answer (request, "200 OK", "Content-Type: text/html\r\n",
                     "\n<!DOCTYPE html><title>Welcome</title>");
  else if (g_str_equal (target, "/redirect"))
    scripted_answer (request, "302 Found", "Location: /ok\r\n", "");
  else if (g_str_equal (target, "/401"))
    scripted_answer (request, "401 Unauthorized", "WWW-Authenticate: Bearer\r\n",
                     "{\"code\":\"PGRST301\",\"message\":\"JWT "
                     "expired\",\"details\":null,\"hint\":null}");
  else if (g_str_equal (target, "/accounts?403"))
    scripted_answer (request, "403 Forbidden", NULL,
                     "{\"code\":\"42501\",\"message\":\"permission denied for table accounts\"}");
  else if (g_str_equal (target, "/accounts?404"))
    scripted_answer (request, "404 Not Found", NULL,
                     "{\"code\":\"42P01\",\"message\":\"relation \\\"api.accounts\\\" does not "
                     "exist\"}");
  else if (g_str_equal (target, "/accounts?column"))
    scripted_answer (request, "400 Bad Request", NULL,
                     "{\"code\":\"42703\",\"message\":\"column accounts.region does not exist\","
                     "\"hint\":\"Perhaps you meant religion.\"}");
  else if (g_str_equal (target, "/416"))
    scripted_answer (request, "416 Range Not Satisfiable", NULL, "{}");
  else if (g_str_equal (target, "/500"))
    scripted_answer (request, "500 Internal Server Error", NULL, "<html>\n\x01\xff oops");
  else if (g_str_has_prefix (target, "/once/"))
    {
      const char *kind = strrchr (target, '/') + 1;

      if (!first_time ())
        scripted_answer (request, "200 OK", NULL, "[1]");
      else if (g_str_equal (kind, "429"))
        scripted_answer (request, "429 Too Many Requests", "Retry-After: 0\r\n", "{}");
      else if (g_str_equal (kind, "429-bare"))
        scripted_answer (request, "429 Too Many Requests", NULL, "{}");
      else if (g_str_equal (kind, "503"))
        scripted_answer (request, "503 Service Unavailable", NULL, "{}");
      else if (g_str_equal (kind, "date"))
        scripted_answer (request, "503 Service Unavailable",
                         "Date: Thu, 01 Jan 2026 00:00:01 GMT\r\n"
                         "Retry-After: Thu, 01 Jan 2026 00:00:02 GMT\r\n",
                         "{}");
      else
        request->close = TRUE;
    }
  else if (g_str_has_prefix (target, "/always/"))
    {
      first_time ();
      if (g_str_has_suffix (target, "429"))
        scripted_answer (request, "429 Too Many Requests", "Retry-After: 1000\r\n", "{}");
      else
        scripted_answer (request, "503 Service Unavailable", NULL,
                         "{\"message\":\"no connection\"}");
    }
  else if (g_str_equal (target, "/endless"))
    bad_input_answer_endlessly (request, 0);
  else if (g_str_equal (target, "/drip"))
    bad_input_answer_endlessly (request, 100000);
  else if (g_str_equal (target, "/bomb"))
    bad_input_answer_bomb (request);
  else if (g_str_equal (target, "/chunk"))
    {
      first_time ();
      bad_input_answer_cut_off_chunk (request);
    }
  else if (g_str_equal (target, "/short"))
    {
      first_time ();
      scripted_send (request, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[1,2", -1);
      request->close = TRUE;
    }
  else if (g_str_equal (target, "/stall"))
    scripted_stall (request);
  else if (g_str_equal (target, "/stall-body"))
    {
      scripted_send (request, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n[1,2", -1);
      scripted_stall (request);
    }
  else
    {
      scripted_send (request, "Good day! This is not HTTP.\r\n\r\n", -1);
      request->close = TRUE;
    }
}

static ScriptedServer *server;

static BwAnswer *
get (const BwClientLimits *limits, const char *target, GError **error)
{
  g_autoptr (BwClient) client = bw_client_new (scripted_server_get_url (server), TOKEN, NULL,
                                               limits, error);

  g_assert_nonnull (client);
  asked = 0;
  return bw_client_get (client, target, "application/json", NULL, NULL, error);
}

static void
assert_fails_with (const BwClientLimits *limits, const char *target, int code, const char *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAnswer) none = get (limits, target, &error);

  g_assert_null (none);
  g_assert_error (error, BW_SYNC_ERROR, code);
  bad_input_assert_message (error, "127.0.0.1");
  bad_input_assert_message (error, names);
  g_assert_null (strstr (error->message, TOKEN));
}

static void
assert_fails (const char *target, int code, const char *names)
{
  assert_fails_with (&usual, target, code, names);
}

static void
test_good (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAnswer) good = get (&usual, "/ok", &error);
  gsize length;
  const char *body;

  g_assert_no_error (error);
  g_assert_cmpuint (good->status, ==, 206);
  g_assert_cmpint (good->total, ==, 2000000);
  /* date -u -d '2026-01-01 00:00:01' +%s */
  g_assert_cmpint (good->date, ==, G_GINT64_CONSTANT (1767225601000000));
  body = g_bytes_get_data (good->body, &length);
  g_assert_cmpmem (body, length, "[1]", 3);
}

static void
test_nothing_there (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAnswer) good = get (&usual, "/416", &error);

  g_assert_no_error (error);
  g_assert_cmpuint (good->status, ==, 416);
}

static void
test_refusals (void)
{
  assert_fails ("/redirect", BW_SYNC_ERROR_REDIRECT, "/ok");
  assert_fails ("/accounts?page", BW_SYNC_ERROR_BROKEN, "web page");
  assert_fails ("/401", BW_SYNC_ERROR_SIGNED_OUT, "JWT expired");
  assert_fails ("/accounts?403", BW_SYNC_ERROR_FORBIDDEN, "permission denied for table accounts");
  assert_fails ("/accounts?404", BW_SYNC_ERROR_MISSING, "“accounts”");
  assert_fails ("/accounts?column", BW_SYNC_ERROR_MISSING, "column accounts.region does not exist");
  assert_fails ("/500", BW_SYNC_ERROR_BROKEN, "500");
}

/* Who has no token is not told that theirs is bad. */
static void
test_no_token (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwClient) client = bw_client_new (scripted_server_get_url (server), NULL, NULL,
                                               &usual, &error);

  g_assert_null (bw_client_get (client, "/401", NULL, NULL, NULL, &error));
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT);
  bad_input_assert_message (error, "asks for a token");
  g_assert_null (strstr (error->message, "does not accept"));
}

/* What goes away by itself is asked for again. */
static void
test_again (void)
{
  static const char *const targets[] = { "/once/429", "/once/429-bare", "/once/503", "/once/date",
                                         "/once/gone" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwAnswer) good = get (&usual, targets[i], &error);

      g_assert_no_error (error);
      g_assert_cmpuint (good->status, ==, 200);
      g_assert_cmpint (asked, ==, 2);
    }
}

static void
test_busy (void)
{
  /* A wait that is too long is not begun. */
  assert_fails ("/always/429", BW_SYNC_ERROR_BUSY, "429");
  g_assert_cmpint (asked, ==, 1);
  assert_fails ("/always/503", BW_SYNC_ERROR_BUSY, "no connection");
  g_assert_cmpint (asked, ==, 3);
}

static void
test_too_large (void)
{
  assert_fails ("/endless", BW_SYNC_ERROR_TOO_LARGE, "1.0");
  assert_fails ("/bomb", BW_SYNC_ERROR_TOO_LARGE, "1.0");
}

static void
test_broken_off (void)
{
  assert_fails ("/chunk", BW_SYNC_ERROR_BROKEN, "broke off");
  g_assert_cmpint (asked, ==, 3);
  assert_fails ("/short", BW_SYNC_ERROR_BROKEN, "broke off");
  assert_fails ("/not-http", BW_SYNC_ERROR_BROKEN, "broke off");
}

static void
test_stalled (void)
{
  BwClientLimits drip = usual;

  drip.max_seconds = 2;
  assert_fails_with (&impatient, "/stall", BW_SYNC_ERROR_STALLED, "1 second");
  assert_fails_with (&impatient, "/stall-body", BW_SYNC_ERROR_STALLED, "1 second");
  assert_fails_with (&drip, "/drip", BW_SYNC_ERROR_STALLED, "2 seconds");
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  static const char *const targets[] = { "/stall", "/endless", "/always/503" };
  const BwClientLimits patient
    = { .max_body = G_MAXUINT32, .stall_seconds = 60, .first_wait_ms = 50000 };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (BwClient) client = bw_client_new (scripted_server_get_url (server), NULL, NULL,
                                                   &patient, &error);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);

      g_assert_null (bw_client_get (client, targets[i], NULL, NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_thread_join (thread);
    }
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;
  g_autoptr (BwClient) client = NULL;

  {
    g_autoptr (ScriptedServer) gone = scripted_server_new (answer, NULL, NULL);

    url = g_strdup (scripted_server_get_url (gone));
  }
  client = bw_client_new (url, NULL, NULL, &usual, &error);
  g_assert_null (bw_client_get (client, "/ok", NULL, NULL, NULL, &error));
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_REFUSED);
  bad_input_assert_message (error, "127.0.0.1");
}

/* Addresses ------------------------------------------------------------------------------------ */

static void
test_addresses (void)
{
  static const char *const good[][2] = {
    { "https://data.example.com/api/", "https://data.example.com/api" },
    { " data.example.com/api ", "https://data.example.com/api" },
    { "data.example.com", "https://data.example.com" },
    { "localhost:3000", "http://localhost:3000" },
    { "http://127.0.0.1:3000/", "http://127.0.0.1:3000" },
    { "http://[::1]:3000", "http://[::1]:3000" },
  };
  static const char *const bad[] = {
    "", "  ", "https://", "ftp://data.example.com", "file:///etc/passwd",
    "https://user:pw@data.example.com",
    "https://data.example.com/?token=x", "https://data.example.com/#x", "http://data.example.com",
    "http://192.168.1.2:3000", "http://127.0.0.1.example.com",
  };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *full = NULL;

      g_assert_true (bw_client_check_address (good[i][0], &full, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (full, ==, good[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (bw_client_check_address (bad[i], NULL, &error));
      g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_ADDRESS);
      bad_input_assert_message (error, "“");
    }
}

static void
test_odd_token (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_client_new ("localhost:1", "a\r\nX-Evil: 1", NULL, NULL, &error));
  g_assert_error (error, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT);
  bad_input_assert_message (error, "“localhost”");
}

/* A resolver that finds nothing, or cannot ask. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver {
  GResolver parent;
  int       code;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static GList *
look_up_plain (GResolver *resolver, const char *name, GCancellable *cancellable, GError **error)
{
  g_set_error_literal (error, G_RESOLVER_ERROR, TEST_RESOLVER (resolver)->code, "no");
  return NULL;
}

static GList *
look_up (GResolver *resolver, const char *name, GResolverNameLookupFlags flags,
         GCancellable *cancellable, GError **error)
{
  return look_up_plain (resolver, name, cancellable, error);
}

static void
look_up_async (GResolver *resolver, const char *name, GResolverNameLookupFlags flags,
               GCancellable *cancellable, GAsyncReadyCallback callback, gpointer data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_task_return_new_error (task, G_RESOLVER_ERROR, TEST_RESOLVER (resolver)->code, "no");
}

static GList *
look_up_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *class)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (class);

  resolver_class->lookup_by_name = look_up_plain;
  resolver_class->lookup_by_name_with_flags = look_up;
  resolver_class->lookup_by_name_with_flags_async = look_up_async;
  resolver_class->lookup_by_name_with_flags_finish = look_up_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static void
test_names (void)
{
  g_autoptr (GResolver) before = g_resolver_get_default ();
  static const int codes[][2] = {
    { G_RESOLVER_ERROR_NOT_FOUND, BW_SYNC_ERROR_NAME },
    { G_RESOLVER_ERROR_TEMPORARY_FAILURE, BW_SYNC_ERROR_OFFLINE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
      g_autoptr (BwClient) client = bw_client_new ("https://data.example.com", NULL, NULL, &usual,
                                                   &error);

      resolver->code = codes[i][0];
      g_resolver_set_default (G_RESOLVER (resolver));
      g_assert_null (bw_client_get (client, "/ok", NULL, NULL, NULL, &error));
      g_assert_error (error, BW_SYNC_ERROR, codes[i][1]);
      bad_input_assert_message (error, "“data.example.com”");
    }
  g_resolver_set_default (before);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = scripted_server_new (answer, NULL, NULL);
  g_test_add_func ("/sync/client/good", test_good);
  g_test_add_func ("/sync/client/nothing-there", test_nothing_there);
  g_test_add_func ("/sync/client/refusals", test_refusals);
  g_test_add_func ("/sync/client/no-token", test_no_token);
  g_test_add_func ("/sync/client/again", test_again);
  g_test_add_func ("/sync/client/busy", test_busy);
  g_test_add_func ("/sync/client/too-large", test_too_large);
  g_test_add_func ("/sync/client/broken-off", test_broken_off);
  g_test_add_func ("/sync/client/stalled", test_stalled);
  g_test_add_func ("/sync/client/cancelled", test_cancelled);
  g_test_add_func ("/sync/client/refused", test_refused);
  g_test_add_func ("/sync/client/addresses", test_addresses);
  g_test_add_func ("/sync/client/odd-token", test_odd_token);
  g_test_add_func ("/sync/client/names", test_names);
  result = g_test_run ();
  scripted_server_free (server);
  return result;
}
