/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-refresh.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>

#include "bad-input.h"
#include "scratch-folder.h"

#define T0 "2026-01-01T00:00:00+00:00"
#define T1 "2026-01-02T00:00:00+00:00"
#define T2 "2026-01-03T00:00:00+00:00"

#define NOTHING "\"updated_at\":\"" T0 "\",\"deleted_at\":null"
#define ACCOUNT_REST \
  "\"industry\":null,\"region\":null,\"strategic\":null,\"owner_id\":null,\"sales_rep_id\":null," \
  "\"reason_to_buy\":null,\"contract_started_on\":null,\"go_live_on\":null,\"renewal_on\":null," \
  "\"churned_on\":null,\"churn_category\":null,\"lifecycle_stage\":null,\"org_levels\":null," \
  "\"implementation_days\":null,\"service_complexity\":null,\"transaction_complexity\":null," \
  "\"licences_purchased\":null,\"licences_active\":null"
#define ACCOUNT(id, at, gone) \
  "{\"id\":\"" id "\",\"name\":\"Name of " id "\"," ACCOUNT_REST \
  ",\"updated_at\":\"" at "\",\"deleted_at\":" gone "}"
#define HEADER "account_id,metric_key,observed_on,value,updated_at,deleted_at\n"

/* What the server gives for each relation: a body for the first page, empty pages after it. An
 * answer that is set takes the place of everything. */
typedef struct {
  const char *bodies[BW_N_RELATIONS];
  void (*answer) (ScriptedRequest *request, BwRelationId relation);
} Script;

typedef struct {
  Script          script;
  ScriptedServer *server;
  char           *folder;
  BwRefreshSetup *setup;
} Fixture;

static int asked;
static int signed_in = TRUE;

static BwRelationId
relation_of (ScriptedRequest *request)
{
  g_autofree char *name = g_strndup (request->target + 1, strcspn (request->target + 1, "?"));
  const BwRelation *relation = bw_relation_find (name);

  g_assert_nonnull (relation);
  return relation->id;
}

/* Whether the first row of the body is older than what is asked for. The days of the time stamps
 * are enough to tell. */
static gboolean
is_older (const char *body, const char *target)
{
  const char *asked_for = strstr (target, "updated_at=gte.");
  const char *first = body != NULL ? strstr (body, "T00:00:00") : NULL;

  return asked_for != NULL && first != NULL
         && strncmp (first - 10, asked_for + strlen ("updated_at=gte."), 10) < 0;
}

static void
answer_page (ScriptedRequest *request, const char *body)
{
  gboolean further = strstr (request->target, "&or=") != NULL
                     || strstr (request->target, "updated_at=gt.") != NULL;
  gboolean csv = strstr (request->headers, "Accept: text/csv") != NULL;

  if (body == NULL || further || is_older (body, request->target))
    body = csv ? "\n" : "[]";
  scripted_answer (request, "200 OK", "Date: Sun, 01 Feb 2026 00:00:00 GMT\r\n", body);
}

static void
answer (ScriptedRequest *request, gpointer data)
{
  const Script *script = data;
  BwRelationId relation = relation_of (request);

  g_atomic_int_inc (&asked);
  if (script->answer != NULL)
    script->answer (request, relation);
  else
    answer_page (request, script->bodies[relation]);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *mirror = NULL;
  g_autofree char *lock = NULL;

  fixture->folder = scratch_folder_new ();
  mirror = g_build_filename (fixture->folder, "mirror.sqlite", NULL);
  lock = g_build_filename (fixture->folder, "lock", NULL);
  fixture->script.bodies[BW_RELATION_ACCOUNTS]
    = "[" ACCOUNT ("a", T0, "null") "," ACCOUNT ("b", T0, "null") "]";
  fixture->script.bodies[BW_RELATION_OBSERVATIONS] = HEADER "a,nps,2026-01-01,7," T0 ",\n"
                                                            "b,nps,2026-01-01,8," T1 ",\n";
  fixture->server = scripted_server_new (answer, &fixture->script, NULL);
  fixture->setup = bw_refresh_setup_new (scripted_server_get_url (fixture->server), mirror, lock);
  fixture->setup->limits = (BwClientLimits) { .max_body = 1024 * 1024, .stall_seconds = 100,
                                              .max_attempts = 2, .first_wait_ms = 1 };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  scripted_server_free (fixture->server);
  bw_refresh_setup_free (fixture->setup);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static char *
rows (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (fixture->setup->mirror_path, BW_MIRROR_READ_ONLY,
                                                &error);
  g_autoptr (GString) all = g_string_new (NULL);
  sqlite3_stmt *statement;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_prepare_v2 (bw_mirror_get_handle (mirror), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "",
                            (const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
assert_mirror (Fixture *fixture, const char *accounts, const char *values, gint64 generation)
{
  g_autofree char *found_accounts = rows (fixture, "SELECT id FROM accounts ORDER BY id");
  g_autofree char *found_values = rows (fixture,
                                        "SELECT account_id || value FROM observations ORDER BY 1");
  g_autofree char *found
    = rows (fixture, "SELECT coalesce ((SELECT value FROM meta WHERE key = 'generation'), 0)");
  g_autofree char *expected = g_strdup_printf ("%" G_GINT64_FORMAT, generation);

  g_assert_cmpstr (found_accounts, ==, accounts);
  g_assert_cmpstr (found_values, ==, values);
  g_assert_cmpstr (found, ==, expected);
}

static BwRefreshResult *
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  BwRefreshResult *result = bw_refresh_run (fixture->setup, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return result;
}

static void
assert_fails (Fixture *fixture, GQuark domain, int code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_refresh_run (fixture->setup, NULL, NULL, NULL, &error));
  g_assert_error (error, domain, code);
  bad_input_assert_message (error, words);
}

/* Good ----------------------------------------------------------------------------------------- */

static void
test_good (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRefreshResult) first = refresh (fixture);
  g_autoptr (BwRefreshResult) second = NULL;
  g_autoptr (BwRefreshResult) third = NULL;
  g_autofree char *said = NULL;

  g_assert_cmpint (first->rows, ==, 4);
  g_assert_true (first->report->first_fill);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  second = refresh (fixture);
  g_assert_false (second->report->first_fill);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  said = bw_refresh_result_describe (second);
  g_assert_true (g_str_has_prefix (said, "Nothing has changed."));

  fixture->script.bodies[BW_RELATION_ACCOUNTS]
    = "[" ACCOUNT ("c", T1, "null") "," ACCOUNT ("a", T2, "\"" T2 "\"") "]";
  fixture->script.bodies[BW_RELATION_OBSERVATIONS] = HEADER "b,nps,2026-01-01,9," T2 ",\n";
  third = refresh (fixture);
  g_assert_cmpint (third->report->removed[BW_RELATION_ACCOUNTS], ==, 1);
  assert_mirror (fixture, "b c", "a7.0 b9.0", 2);
}

/* A full refresh takes away what the backend does not show any more. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  bw_refresh_result_free (refresh (fixture));
  fixture->script.bodies[BW_RELATION_ACCOUNTS] = "[" ACCOUNT ("b", T0, "null") "]";
  fixture->script.bodies[BW_RELATION_OBSERVATIONS] = HEADER "b,nps,2026-01-01,8," T1 ",\n";
  bw_refresh_result_free (refresh (fixture));
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  fixture->setup->full = TRUE;
  bw_refresh_result_free (refresh (fixture));
  assert_mirror (fixture, "b", "b8.0", 2);
  fixture->setup->full = FALSE;
  bw_refresh_result_free (refresh (fixture));
  assert_mirror (fixture, "b", "b8.0", 2);
}

/* Tokens of two people, unsigned as nobody here looks: {"role":"a","exp":N},
 * {"role":"b","exp":1} */
#define TOKEN_A "e30.eyJyb2xlIjoiYSIsImV4cCI6MX0.x"
#define TOKEN_A_LATER "e30.eyJyb2xlIjoiYSIsImV4cCI6Mn0.x"
#define TOKEN_B "e30.eyJyb2xlIjoiYiIsImV4cCI6MX0.x"

/* Another person sees other rows, and the same person with a new token the same. */
static void
test_other_person (Fixture *fixture, gconstpointer data)
{
  fixture->setup->token = g_strdup (TOKEN_A);
  bw_refresh_result_free (refresh (fixture));
  fixture->script.bodies[BW_RELATION_ACCOUNTS] = "[" ACCOUNT ("b", T0, "null") "]";

  g_free (fixture->setup->token);
  fixture->setup->token = g_strdup (TOKEN_A_LATER);
  bw_refresh_result_free (refresh (fixture));
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);

  g_free (fixture->setup->token);
  fixture->setup->token = g_strdup (TOKEN_B);
  bw_refresh_result_free (refresh (fixture));
  assert_mirror (fixture, "b", "a7.0 b8.0", 2);
}

static void
test_dangling (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRefreshResult) result = NULL;
  g_autofree char *said = NULL;

  fixture->script.bodies[BW_RELATION_OBSERVATIONS] = HEADER "nobody,nps,2026-01-01,7," T0 ",\n";
  result = refresh (fixture);
  said = bw_refresh_result_describe (result);
  g_assert_nonnull (strstr (said, "“observations”"));
  g_assert_nonnull (strstr (said, "“account_id”"));
  g_assert_nonnull (strstr (said, "“nobody”"));
  assert_mirror (fixture, "a b", "nobody7.0", 1);
}

typedef struct {
  GMainLoop       *loop;
  BwRefreshResult *result;
  GError          *error;
  GThread         *thread;
  guint            reports;
  guint            relations_done;
  gboolean         merging;
} Async;

static void
note_progress (const BwRefreshProgress *progress, gpointer data)
{
  Async *async = data;

  g_assert_true (g_thread_self () == async->thread);
  g_assert_cmpuint (progress->relations_done, >=, async->relations_done);
  async->relations_done = progress->relations_done;
  async->merging = progress->merging;
  async->reports++;
}

static void
note_end (GObject *source, GAsyncResult *result, gpointer data)
{
  Async *async = data;

  async->result = bw_refresh_run_finish (result, &async->error);
  g_main_loop_quit (async->loop);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  Async async = { .loop = g_main_loop_new (NULL, FALSE), .thread = g_thread_self () };

  bw_refresh_run_async (fixture->setup, note_progress, &async, NULL, note_end, &async);
  g_main_loop_run (async.loop);
  g_assert_no_error (async.error);
  g_assert_cmpuint (async.reports, >, 0);
  g_assert_true (async.merging);
  g_assert_cmpuint (async.relations_done, ==, BW_N_RELATIONS);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  bw_refresh_result_free (async.result);
  g_main_loop_unref (async.loop);
}

/* Bad input keeps what was there, and is forgotten when it is corrected
 * ------------------------- */

typedef struct {
  const char   *name;
  BwRelationId  relation;
  const char   *body;
  int           code;
  const char   *words;
} BadBody;

static const BadBody bad_bodies[] = {
  { "wrong-type", BW_RELATION_OBSERVATIONS, HEADER "a,nps,2026-01-01,lots," T2 ",\n",
    BW_SYNC_ERROR_DATA,
    "“observations”|“a, nps, 2026-01-01”|“lots”|“value”" },
  { "not-a-number", BW_RELATION_OBSERVATIONS, HEADER "a,nps,2026-01-01,NaN," T2 ",\n",
    BW_SYNC_ERROR_DATA,
    "“NaN”" },
  { "too-large-a-number", BW_RELATION_OBSERVATIONS, HEADER "a,nps,2026-01-01,1e999," T2 ",\n",
    BW_SYNC_ERROR_DATA, "“1e999”" },
  { "too-large-an-integer", BW_RELATION_SERVICE_COSTS,
    "account_id,month,amount,updated_at,deleted_at\na,2026-01-01,18446744073709551616," T2 ",\n",
    BW_SYNC_ERROR_DATA, "“18446744073709551616”" },
  { "duplicate-keys", BW_RELATION_ACCOUNTS,
    "[" ACCOUNT ("a", T2, "null") "," ACCOUNT ("a", T2, "null") "]",
    BW_SYNC_ERROR_DATA, "“accounts”|“a”" },
  { "column-missing", BW_RELATION_ACCOUNTS, "[{\"id\":\"a\",\"name\":\"x\"," NOTHING "}]",
    BW_SYNC_ERROR_MISSING, "“accounts”|“industry”" },
  { "invalid-utf8", BW_RELATION_OBSERVATIONS, HEADER "\xff,nps,2026-01-01,1," T2 ",\n",
    BW_SYNC_ERROR_BROKEN,
    "“observations”|UTF-8" },
  { "not-json", BW_RELATION_ACCOUNTS, "<!DOCTYPE html><p>Please sign in", BW_SYNC_ERROR_BROKEN,
    "“accounts”" },
};

static void
test_bad_body (Fixture *fixture, gconstpointer data)
{
  const BadBody *bad = data;
  const char *before = fixture->script.bodies[bad->relation];

  bw_refresh_result_free (refresh (fixture));
  fixture->script.bodies[bad->relation] = bad->body;
  assert_fails (fixture, BW_SYNC_ERROR, bad->code, bad->words);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  fixture->script.bodies[bad->relation] = before;
  bw_refresh_result_free (refresh (fixture));
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
}

static void
answer_badly (ScriptedRequest *request, BwRelationId relation)
{
  const char *test = g_test_get_path ();

  if (relation != BW_RELATION_OBSERVATIONS)
    answer_page (request, NULL);
  else if (g_str_has_suffix (test, "relation-missing"))
    scripted_answer (request, "404 Not Found", NULL,
                     "{\"code\":\"42P01\",\"message\":\"no relation\"}");
  else if (g_str_has_suffix (test, "column-refused"))
    scripted_answer (request, "400 Bad Request", NULL,
                     "{\"code\":\"42703\","
                     "\"message\":\"column observations.value does not exist\"}");
  else if (g_str_has_suffix (test, "token-expired"))
    scripted_answer (request, "401 Unauthorized", NULL,
                     "{\"code\":\"PGRST301\",\"message\":\"JWT expired\"}");
  else if (g_str_has_suffix (test, "busy"))
    scripted_answer (request, "503 Service Unavailable", "Retry-After: 0\r\n", "{}");
  else if (g_str_has_suffix (test, "too-many"))
    scripted_answer (request, "429 Too Many Requests", "Retry-After: 1000\r\n", "{}");
  else if (g_str_has_suffix (test, "redirect"))
    scripted_answer (request, "302 Found", "Location: http://127.0.0.1:1/observations\r\n", "");
  else if (g_str_has_suffix (test, "endless"))
    bad_input_answer_endlessly (request, 0);
  else if (g_str_has_suffix (test, "gzip-bomb"))
    bad_input_answer_bomb (request);
  else if (g_str_has_suffix (test, "cut-off-chunk"))
    bad_input_answer_cut_off_chunk (request);
  else if (g_str_has_suffix (test, "stall"))
    scripted_stall (request);
  else if (g_str_has_suffix (test, "same-page-again"))
    scripted_answer (request, "200 OK", NULL, HEADER "b,nps,2026-01-01,8," T1 ",\n");
  else
    request->close = TRUE;
}

typedef struct {
  const char *name;
  int         code;
  const char *words;
} BadAnswer;

static const BadAnswer bad_answers[] = {
  { "relation-missing", BW_SYNC_ERROR_MISSING, "“observations”" },
  { "column-refused", BW_SYNC_ERROR_MISSING, "observations.value" },
  { "token-expired", BW_SYNC_ERROR_SIGNED_OUT, "JWT expired" },
  { "busy", BW_SYNC_ERROR_BUSY, "503" },
  { "too-many", BW_SYNC_ERROR_BUSY, "127.0.0.1|429" },
  { "redirect", BW_SYNC_ERROR_REDIRECT, "127.0.0.1|http://127.0.0.1:1/observations" },
  { "endless", BW_SYNC_ERROR_TOO_LARGE, "127.0.0.1|1.0" },
  { "gzip-bomb", BW_SYNC_ERROR_TOO_LARGE, "127.0.0.1|1.0" },
  { "cut-off-chunk", BW_SYNC_ERROR_BROKEN, "127.0.0.1|broke off" },
  { "stall", BW_SYNC_ERROR_STALLED, "127.0.0.1" },
  { "same-page-again", BW_SYNC_ERROR_BROKEN, "“observations”" },
  { "broken-off", BW_SYNC_ERROR_BROKEN, "broke off" },
};

static void
test_bad_answer (Fixture *fixture, gconstpointer data)
{
  const BadAnswer *bad = data;

  bw_refresh_result_free (refresh (fixture));
  if (bad->code == BW_SYNC_ERROR_STALLED)
    fixture->setup->limits.stall_seconds = 1;
  fixture->script.answer = answer_badly;
  assert_fails (fixture, BW_SYNC_ERROR, bad->code, bad->words);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  fixture->script.answer = NULL;
  fixture->setup->limits.stall_seconds = 100;
  bw_refresh_result_free (refresh (fixture));
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
}

/* An address that is wrong makes no file, and leaves one alone that is there. */
static void
test_address (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = g_steal_pointer (&fixture->setup->url);

  fixture->setup->url = g_strdup ("http://data.example.com");
  assert_fails (fixture, BW_SYNC_ERROR, BW_SYNC_ERROR_ADDRESS, "data.example.com");
  g_assert_false (g_file_test (fixture->setup->mirror_path, G_FILE_TEST_EXISTS));
  g_set_str (&fixture->setup->url, good);
  bw_refresh_result_free (refresh (fixture));
  g_set_str (&fixture->setup->url, "http://data.example.com");
  assert_fails (fixture, BW_SYNC_ERROR, BW_SYNC_ERROR_ADDRESS, "data.example.com");
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
}

static void
test_host_down (Fixture *fixture, gconstpointer data)
{
  bw_refresh_result_free (refresh (fixture));
  g_clear_pointer (&fixture->server, scripted_server_free);
  assert_fails (fixture, BW_SYNC_ERROR, BW_SYNC_ERROR_REFUSED, "127.0.0.1");
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
}

/* Going on where it stopped -------------------------------------------------------------------- */

static void
answer_half (ScriptedRequest *request, BwRelationId relation)
{
  gboolean further = strstr (request->target, "&or=") != NULL;

  if (relation != BW_RELATION_OBSERVATIONS)
    answer_page (request, relation == BW_RELATION_ACCOUNTS
                            ? "[" ACCOUNT ("a", T0, "null") "," ACCOUNT ("b", T0,
                                                                         "null") "]" : NULL);
  else if (!further)
    scripted_answer (request, "200 OK", NULL, HEADER "a,nps,2026-01-01,7," T0 ",\n");
  else if (!g_atomic_int_get (&signed_in))
    scripted_answer (request, "401 Unauthorized", NULL, "{\"message\":\"JWT expired\"}");
  else if (strstr (request->target, "account_id.gt.%22a%22") != NULL)
    scripted_answer (request, "200 OK", NULL, HEADER "b,nps,2026-01-01,8," T1 ",\n");
  else
    scripted_answer (request, "200 OK", NULL, "\n");
}

static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRefreshResult) result = NULL;

  fixture->script.answer = answer_half;
  g_atomic_int_set (&signed_in, FALSE);
  assert_fails (fixture, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT, "JWT expired");
  assert_mirror (fixture, "", "", 0);
  g_atomic_int_set (&signed_in, TRUE);
  g_atomic_int_set (&asked, 0);
  result = refresh (fixture);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  /* The page of observations that had arrived was not asked for again. */
  g_assert_cmpint (result->rows, ==, 4);
  g_assert_cmpint (asked, <=, 2 * BW_N_RELATIONS);
}

static int counted;

/* Of the two accounts the old one is not shown any more, so that everything is asked for; that
 * ends after the first page of observations, until the person has signed in. */
static void
answer_lost_sight (ScriptedRequest *request, BwRelationId relation)
{
  gboolean further = strstr (request->target, "&or=") != NULL;

  if (g_str_equal (request->method, "HEAD"))
    {
      g_atomic_int_inc (&counted);
      scripted_answer (request, "200 OK", "Content-Range: */0\r\n", "");
    }
  else if (relation == BW_RELATION_ACCOUNTS)
    answer_page (request, "[" ACCOUNT ("b", T2, "null") "]");
  else if (relation != BW_RELATION_OBSERVATIONS
           || (!further && strstr (request->target, "updated_at=gte.") != NULL))
    answer_page (request, NULL);
  else if (!further)
    scripted_answer (request, "200 OK", NULL, HEADER "b,csat,2026-01-01,3," T0 ",\n");
  else if (!g_atomic_int_get (&signed_in))
    scripted_answer (request, "401 Unauthorized", NULL, "{\"message\":\"JWT expired\"}");
  else if (strstr (request->target, "csat") != NULL)
    scripted_answer (request, "200 OK", NULL, HEADER "b,nps,2026-01-01,8," T1 ",\n");
  else
    scripted_answer (request, "200 OK", NULL, "\n");
}

/* Everything that is asked for since an account went out of sight is gone on with, too. */
static void
test_resume_anew (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRefreshResult) result = NULL;

  fixture->script.bodies[BW_RELATION_ACCOUNTS]
    = "[" ACCOUNT ("a", T0, "null") "," ACCOUNT ("b", T2, "null") "]";
  bw_refresh_result_free (refresh (fixture));
  fixture->script.answer = answer_lost_sight;
  g_atomic_int_set (&signed_in, FALSE);
  assert_fails (fixture, BW_SYNC_ERROR, BW_SYNC_ERROR_SIGNED_OUT, "JWT expired");
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  g_assert_cmpint (counted, >, 0);

  g_atomic_int_set (&signed_in, TRUE);
  g_atomic_int_set (&asked, 0);
  g_atomic_int_set (&counted, 0);
  result = refresh (fixture);
  assert_mirror (fixture, "b", "b3.0 b8.0", 2);
  /* What had arrived counts, and neither it nor the accounts that are in sight are asked for. */
  g_assert_cmpint (result->rows, ==, 3);
  g_assert_cmpint (counted, ==, 0);
  g_assert_cmpint (asked, <=, 2 * BW_N_RELATIONS);

  /* The next one is like any other. */
  bw_refresh_result_free (refresh (fixture));
  g_assert_cmpint (counted, >, 0);
  assert_mirror (fixture, "b", "b3.0 b8.0", 2);
}

static void
answer_slowly (ScriptedRequest *request, BwRelationId relation)
{
  if (relation == BW_RELATION_OBSERVATIONS)
    scripted_stall (request);
  else
    answer_page (request, NULL);
}

static gpointer
cancel_soon (gpointer cancellable)
{
  g_usleep (200000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;

  bw_refresh_result_free (refresh (fixture));
  fixture->script.answer = answer_slowly;
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_null (bw_refresh_run (fixture->setup, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
  fixture->script.answer = NULL;
  bw_refresh_result_free (refresh (fixture));
}

/* The file ------------------------------------------------------------------------------------- */

static void
test_two_programs (Fixture *fixture, gconstpointer data)
{
  int fd;

  bw_refresh_result_free (refresh (fixture));
  fd = g_open (fixture->setup->lock_path, O_RDWR | O_CLOEXEC, 0600);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  assert_fails (fixture, BW_SYNC_ERROR, BW_SYNC_ERROR_LOCKED, "another");
  close (fd);
  bw_refresh_result_free (refresh (fixture));
}

/* Damage at the head is found on opening, damage within when the page is read. Either way the file
 * is set aside and everything fetched again. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (BwRefreshResult) result = NULL;
      g_autofree char *content = NULL;
      gsize length;

      bw_refresh_result_free (refresh (fixture));
      g_assert_true (g_file_get_contents (fixture->setup->mirror_path, &content, &length, NULL));
      if (i == 0)
        memset (content, 'x', 512);
      else
        memset (content + 4096, 'x', length - 4096);
      g_assert_true (g_file_set_contents (fixture->setup->mirror_path, content, length, NULL));
      result = refresh (fixture);
      g_assert_nonnull (result->set_aside_path);
      g_assert_true (g_file_test (result->set_aside_path, G_FILE_TEST_EXISTS));
      assert_mirror (fixture, "a b", "a7.0 b8.0", 1);
    }
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  sqlite3 *handle;

  bw_refresh_result_free (refresh (fixture));
  sqlite3_open (fixture->setup->mirror_path, &handle);
  sqlite3_exec (handle, "PRAGMA user_version = 1000", NULL, NULL, NULL);
  sqlite3_close (handle);
  assert_fails (fixture, BW_STORE_ERROR, BW_STORE_ERROR_NEWER, "mirror.sqlite|newer");
}

/* The disk is full: files may not grow beyond a bound. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) many = g_string_new (HEADER);
  struct rlimit usual, small;

  bw_refresh_result_free (refresh (fixture));
  g_string_append (many, "b,nps,2026-01-01,8," T1 ",\n");
  for (int i = 0; i < 20000; i++)
    g_string_append_printf (many, "a,metric-%05d,2026-01-01,1," T2 ",\n", i);
  fixture->script.bodies[BW_RELATION_OBSERVATIONS] = many->str;

  fixture->setup->limits.max_body = 8 * 1024 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &usual);
  small = usual;
  small.rlim_cur = 500 * 1024;
  setrlimit (RLIMIT_FSIZE, &small);
  assert_fails (fixture, BW_STORE_ERROR, BW_STORE_ERROR_FULL, "mirror.sqlite|room");
  setrlimit (RLIMIT_FSIZE, &usual);
  assert_mirror (fixture, "a b", "a7.0 b8.0", 1);

  bw_refresh_result_free (refresh (fixture));
  {
    g_autofree char *count = rows (fixture, "SELECT count(*) FROM observations");

    g_assert_cmpstr (count, ==, "20002");
  }
}

#define ADD(name, function) \
  g_test_add ("/sync/refresh/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const BadBody deep_body = { "deep-json", BW_RELATION_ACCOUNTS, deep, BW_SYNC_ERROR_BROKEN,
                              "“accounts”" };

  g_test_init (&argc, &argv, NULL);
  g_test_add ("/sync/refresh/bad/deep-json", Fixture, &deep_body, set_up, test_bad_body, tear_down);
  ADD ("good", test_good);
  ADD ("full", test_full);
  ADD ("other-person", test_other_person);
  ADD ("dangling", test_dangling);
  ADD ("async", test_async);
  ADD ("address", test_address);
  ADD ("host-down", test_host_down);
  ADD ("resume", test_resume);
  ADD ("resume-anew", test_resume_anew);
  ADD ("cancel", test_cancel);
  ADD ("two-programs", test_two_programs);
  ADD ("damaged", test_damaged);
  ADD ("newer", test_newer);
  ADD ("disk-full", test_disk_full);
  for (guint i = 0; i < G_N_ELEMENTS (bad_bodies); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/refresh/bad/", bad_bodies[i].name, NULL);

      g_test_add (path, Fixture, &bad_bodies[i], set_up, test_bad_body, tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad_answers); i++)
    {
      g_autofree char *path = g_strconcat ("/sync/refresh/bad/", bad_answers[i].name, NULL);

      g_test_add (path, Fixture, &bad_answers[i], set_up, test_bad_answer, tear_down);
    }
  return g_test_run ();
}
