/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-server.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

#include "demo/bw-demo-filter.h"
#include "scratch-folder.h"
#include "sync/bw-delivery.h"
#include "sync/bw-refresh.h"

#define SECRET "a secret that is long enough for nobody to guess it"

/* Accounts of the demo company, of two teams; the first one's CSM. */
#define NORTH "A0000001"

typedef struct {
  char          *folder;
  char          *writes_path;
  char          *mirror_path;
  char          *lock_path;
  char          *outbox_path;
  BwDemoCompany *company;
  BwDemoServer  *server;
  BwOutbox      *outbox;
} Fixture;

static void
start_server (Fixture *fixture, const char *jwt_secret)
{
  BwDemoServerOptions options = { .writes_path = fixture->writes_path, .jwt_secret = jwt_secret };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->server, bw_demo_server_free);
  fixture->server = bw_demo_server_new (fixture->company, &options, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;
  g_autoptr (GError) error = NULL;

  options.accounts = 40;
  options.months = 6;
  fixture->folder = scratch_folder_new ();
  fixture->writes_path = g_build_filename (fixture->folder, "writes", NULL);
  fixture->mirror_path = g_build_filename (fixture->folder, "mirror.sqlite", NULL);
  fixture->lock_path = g_build_filename (fixture->folder, "lock", NULL);
  fixture->outbox_path = g_build_filename (fixture->folder, "outbox.sqlite", NULL);
  fixture->company = bw_demo_company_new (&options);
  start_server (fixture, NULL);
  fixture->outbox = bw_outbox_open (fixture->outbox_path, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  bw_outbox_close (fixture->outbox);
  bw_demo_server_free (fixture->server);
  bw_demo_company_unref (fixture->company);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->writes_path);
  g_free (fixture->mirror_path);
  g_free (fixture->lock_path);
  g_free (fixture->outbox_path);
}

/* What the desktop does ----------------------------------------------------------------------- */

static gint64
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  BwRefreshSetup *setup = bw_refresh_setup_new (bw_demo_server_get_url (fixture->server),
                                                fixture->mirror_path, fixture->lock_path);
  BwRefreshResult *result;
  gint64 rows;

  g_set_str (&setup->source, "demo");
  result = bw_refresh_run (setup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  rows = result->rows;
  bw_refresh_result_free (result);
  bw_refresh_setup_free (setup);
  return rows;
}

/* The record as a refresh brings it; NULL when there is none. */
static BwRecord *
read_record (Fixture *fixture, const char *relation, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (fixture->mirror_path, BW_MIRROR_READ_ONLY, &error);
  BwRecord *record;

  g_assert_no_error (error);
  record = bw_record_read (mirror, bw_relation_find (relation), id, &error);
  g_assert_no_error (error);
  return record;
}

static void
assert_text (Fixture *fixture, const char *relation, const char *id, const char *column,
             const char *expected, gint64 version)
{
  g_autoptr (BwRecord) record = read_record (fixture, relation, id);
  g_autofree char *text = NULL;

  g_assert_nonnull (record);
  text = bw_record_dup_text (record, column);
  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpint (bw_record_get_integer (record, "version", 0), ==, version);
}

static void
assert_none (Fixture *fixture, const char *relation, const char *id)
{
  g_autoptr (BwRecord) record = read_record (fixture, relation, id);

  g_assert_null (record);
}

static void
edit (Fixture *fixture, const char *relation_name, BwEditKind kind, const char *id,
      const char *changes_json, const BwRecord *base)
{
  const BwRelation *relation = bw_relation_find (relation_name);
  g_autoptr (BwRecord) changes
    = changes_json != NULL ? bw_record_from_json (relation, changes_json, -1) : NULL;
  g_autoptr (BwEdit) made = bw_edit_new (relation, kind, id, changes, base);
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_outbox_append (fixture->outbox, made, &error));
  g_assert_no_error (error);
}

static BwDeliveryResult *
deliver (Fixture *fixture, const char *token)
{
  g_autoptr (BwDeliverySetup) setup
    = bw_delivery_setup_new (bw_demo_server_get_url (fixture->server), fixture->outbox_path);
  g_autoptr (GError) error = NULL;
  BwDeliveryResult *result;

  setup->token = g_strdup (token);
  setup->limits.max_attempts = 2;
  setup->limits.first_wait_ms = 1;
  result = bw_delivery_run (setup, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return result;
}

static void
assert_delivers (Fixture *fixture, const char *token, guint sent, guint conflicts, guint refused,
                 guint left)
{
  g_autoptr (BwDeliveryResult) result = deliver (fixture, token);

  g_assert_no_error (result->stopped);
  g_assert_cmpuint (result->sent, ==, sent);
  g_assert_cmpuint (result->conflicts, ==, conflicts);
  g_assert_cmpuint (result->refused, ==, refused);
  g_assert_cmpuint (result->left, ==, left);
}

/* The first record of a relation. */
static BwRecord *
first_of (Fixture *fixture, const char *relation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = bw_mirror_open (fixture->mirror_path, BW_MIRROR_READ_ONLY, &error);
  g_autofree char *sql = g_strdup_printf ("SELECT min (id) FROM %s", relation);
  sqlite3_stmt *statement;
  BwRecord *record;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_prepare_v2 (bw_mirror_get_handle (mirror), sql, -1, &statement, NULL),
                   ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  record = bw_record_read (mirror, bw_relation_find (relation),
                           (const char *) sqlite3_column_text (statement, 0), &error);
  sqlite3_finalize (statement);
  g_assert_nonnull (record);
  return record;
}

/* What somebody else does --------------------------------------------------------------------- */

static char *
request (Fixture *fixture, const char *method, const char *path, const char *prefer,
         const char *body, guint *status, char **applied)
{
  g_autofree char *url = g_strconcat (bw_demo_server_get_url (fixture->server), path, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) sent = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data;

  if (prefer != NULL)
    soup_message_headers_append (soup_message_get_request_headers (message), "Prefer", prefer);
  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  *status = soup_message_get_status (message);
  if (applied != NULL)
    *applied = g_strdup (soup_message_headers_get_list (
      soup_message_get_response_headers (message), "Preference-Applied"));
  data = g_bytes_get_data (answer, &length);
  return g_strndup (data != NULL ? data : "", length);
}

static char *
encode (const guchar *bytes, gsize length)
{
  g_autofree char *text = g_base64_encode (bytes, length);

  text[strcspn (text, "=")] = '\0';
  return g_steal_pointer (&text);
}

static char *
make_token (const char *role, const char *person)
{
  const char *head = "{\"alg\":\"HS256\"}";
  g_autofree char *body = g_strdup_printf ("{\"role\":\"%s\",\"person_id\":\"%s\"}", role, person);
  g_autofree char *first = encode ((const guchar *) head, strlen (head));
  g_autofree char *second = encode ((const guchar *) body, strlen (body));
  g_autofree char *text = g_strdelimit (g_strconcat (first, ".", second, NULL), "+", '-');
  g_autoptr (GHmac) hmac = g_hmac_new (G_CHECKSUM_SHA256, (const guchar *) SECRET, strlen (SECRET));
  gsize length = 32;
  guint8 digest[32];
  g_autofree char *mark = NULL;

  g_strdelimit (text, "/", '_');
  g_hmac_update (hmac, (const guchar *) text, -1);
  g_hmac_get_digest (hmac, digest, &length);
  mark = encode (digest, length);
  g_strdelimit (mark, "+", '-');
  g_strdelimit (mark, "/", '_');
  return g_strconcat (text, ".", mark, NULL);
}

/* Tests ---------------------------------------------------------------------------------------- */

/* Of every relation that is written back: added, changed twice and gone, and there tomorrow. */
static void
test_every_relation (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *relation;
    const char *column;
    gboolean    of_plan;
  } written[] = {
    { "answers", "text" },
    { "risks", "category" },
    { "plans", "purpose" },
    { "plays", "outcome" },
    { "notes", "text" },
    { "plan_targets", "how_measured", TRUE },
    { "plan_milestones", "title", TRUE },
    { "plan_roles", "responsibility", TRUE },
  };
  const char *text = "\\u202e\\u05de <b>&amp;</b> \\ud83c\\udf89 \\t\\u0001 %00?&=,()\\\"'";
  const char *typed = "\u202e\u05de <b>&amp;</b> \U0001f389 \t\x01 %00?&=,()\"'";
  guint n_writable = 0;
  gint64 first_rows, later_rows;

  for (guint i = 0; i < BW_N_RELATIONS; i++)
    n_writable += bw_relation_get (i)->writable;
  g_assert_cmpuint (n_writable, ==, G_N_ELEMENTS (written));
  first_rows = refresh (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      const char *relation = written[i].relation;
      const char *column = written[i].column;
      g_autofree char *id = g_strdup_printf ("o-%s ünd &=", relation);
      g_autofree char *first
        = g_strdup_printf ("{\"%s\":\"%s\",\"%s\":\"first\"}",
                           written[i].of_plan ? "plan_id" : "account_id",
                           written[i].of_plan ? "o-plans ünd &=" : NORTH, column);
      g_autofree char *second = g_strdup_printf ("{\"%s\":\"second\"}", column);
      g_autofree char *third = g_strdup_printf ("{\"%s\":\"%s\"}", column, text);
      g_autoptr (BwRecord) base = bw_record_from_json (bw_relation_find (relation), first, -1);

      edit (fixture, relation, BW_EDIT_INSERT, id, first, NULL);
      edit (fixture, relation, BW_EDIT_UPDATE, id, second, base);
      edit (fixture, relation, BW_EDIT_UPDATE, id, third, base);
    }
  assert_delivers (fixture, NULL, 24, 0, 0, 0);

  /* Another day, at another port: it is there, and only it is asked for. */
  start_server (fixture, NULL);
  later_rows = refresh (fixture);
  g_test_message ("%d rows at first, %d later", (int) first_rows, (int) later_rows);
  g_assert_cmpint (later_rows, <, first_rows / 2);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *id = g_strdup_printf ("o-%s ünd &=", written[i].relation);
      g_autoptr (BwRecord) base = read_record (fixture, written[i].relation, id);

      assert_text (fixture, written[i].relation, id, written[i].column, typed, 3);
      edit (fixture, written[i].relation, BW_EDIT_DELETE, id, NULL, base);
    }
  assert_delivers (fixture, NULL, 8, 0, 0, 0);
  refresh (fixture);
  start_server (fixture, NULL);
  g_unlink (fixture->mirror_path);
  refresh (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *id = g_strdup_printf ("o-%s ünd &=", written[i].relation);

      assert_none (fixture, written[i].relation, id);
    }
}

/* What the company has had from the beginning can be changed, deleted and brought back. */
static void
test_own_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) note = NULL;
  g_autoptr (BwRecord) plan = NULL;
  g_autofree char *note_id = NULL;
  g_autofree char *plan_id = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (BwMirror) mirror = NULL;
  gint64 notes_before;

  refresh (fixture);
  note = first_of (fixture, "notes");
  plan = first_of (fixture, "plans");
  note_id = bw_record_dup_text (note, "id");
  plan_id = bw_record_dup_text (plan, "id");
  mirror = bw_mirror_open (fixture->mirror_path, BW_MIRROR_READ_ONLY, &error);
  notes_before = bw_mirror_count_rows (mirror, BW_RELATION_NOTES, &error);

  edit (fixture, "plans", BW_EDIT_UPDATE, plan_id, "{\"purpose\":\"to grow\"}", plan);
  edit (fixture, "notes", BW_EDIT_DELETE, note_id, NULL, note);
  assert_delivers (fixture, NULL, 2, 0, 0, 0);
  refresh (fixture);
  assert_text (fixture, "plans", plan_id, "purpose", "to grow",
               bw_record_get_integer (plan, "version", 0) + 1);
  assert_none (fixture, "notes", note_id);
  g_assert_cmpint (bw_mirror_count_rows (mirror, BW_RELATION_NOTES, &error), ==, notes_before - 1);

  {
    g_autoptr (GPtrArray) edits
      = bw_outbox_list_record (fixture->outbox, bw_relation_find ("notes"), note_id, NULL);

    g_assert_true (bw_outbox_undo (fixture->outbox, ((BwEdit *) edits->pdata[0])->id, &error));
    g_assert_no_error (error);
  }
  assert_delivers (fixture, NULL, 1, 0, 0, 0);
  refresh (fixture);
  {
    g_autoptr (BwRecord) again = read_record (fixture, "notes", note_id);
    g_autofree char *before = bw_record_dup_text (note, "text");

    assert_text (fixture, "notes", note_id, "text", before,
                 bw_record_get_integer (note, "version", 0) + 2);
    g_assert_cmpint (bw_mirror_count_rows (mirror, BW_RELATION_NOTES, &error), ==, notes_before);
  }
}

/* Somebody else was faster, or has deleted it. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (BwRecord) plan = NULL;
  g_autofree char *id = NULL;
  g_autofree char *path = NULL;
  g_autofree char *answer = NULL;
  guint status;

  refresh (fixture);
  plan = first_of (fixture, "plans");
  id = bw_record_dup_text (plan, "id");
  path = g_strdup_printf ("/plans?id=eq.%s", id);
  answer = request (fixture, "PATCH", path, NULL, "{\"purpose\":\"theirs\"}", &status, NULL);
  g_assert_cmpuint (status, ==, 204);
  edit (fixture, "plans", BW_EDIT_UPDATE, id, "{\"purpose\":\"mine\"}", plan);
  edit (fixture, "plans", BW_EDIT_UPDATE, id, "{\"purpose\":\"mine again\"}", plan);
  edit (fixture, "notes", BW_EDIT_INSERT, "n", "{\"account_id\":\"" NORTH "\"}", NULL);
  assert_delivers (fixture, NULL, 1, 1, 0, 2);
  refresh (fixture);
  assert_text (fixture, "plans", id, "purpose", "theirs",
               bw_record_get_integer (plan, "version", 0) + 1);
  assert_delivers (fixture, NULL, 0, 0, 0, 2);
}

/* What PostgreSQL would not take: with its code and a reason that names the thing. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *method;
    const char *path;
    const char *body;
    guint       status;
    const char *code;
    const char *names;
  } known[] = {
    { "POST", "/risks",
      "{\"id\":\"r\",\"account_id\":\"" NORTH "\",\"forecast_probability\":7}", 400, "23514",
      "forecast_probability" },
    { "POST", "/plays",
      "{\"id\":\"r\",\"account_id\":\"" NORTH "\",\"playbook_key\":\"none\"}", 409, "23503",
      "playbook_key" },
    { "POST", "/plays", "{\"id\":\"r\",\"account_id\":\"A9999999\"}", 409, "23503", "account_id" },
    { "POST", "/plan_targets", "{\"id\":\"r\",\"plan_id\":\"none\"}", 409, "23503", "plan_id" },
    { "POST", "/notes", "{\"account_id\":\"" NORTH "\"}", 400, "23502", "id" },
    { "POST", "/notes", "{\"id\":\"r\"}", 400, "23502", "account_id" },
    { "POST", "/notes", "{\"id\":\"r\",\"colour\":\"red\"}", 400, "PGRST204", "colour" },
    { "POST", "/notes", "{\"id\":\"r\",\"account_id\":\"" NORTH "\",\"text\":\"a\\u0000b\"}", 400,
      "22P05", "Unicode" },
    { "POST", "/plays", "{\"id\":\"r\",\"account_id\":\"" NORTH "\",\"due_on\":\"soon\"}", 400,
      "22P02", "soon" },
    { "POST", "/notes", "[1", 400, "PGRST102", "json" },
    { "POST", "/notes", NULL, 400, "PGRST102", "json" },
    { "PATCH", "/notes?text=eq.a", "{}", 400, "PGRST100", "id" },
    { "PATCH", "/notes?id=eq." NORTH "-X&version=eq.one", "{}", 400, "22P02", "one" },
    { "POST", "/accounts", "{\"id\":\"r\"}", 403, "42501", "accounts" },
    { "DELETE", "/people?id=eq.P000001", NULL, 403, "42501", "people" },
    { "PUT", "/notes?id=eq.r", "{}", 405, "PGRST117", "method" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint status;
      g_autofree char *body = request (fixture, known[i].method, known[i].path, NULL, known[i].body,
                                       &status, NULL);
      g_autofree char *code = g_strdup_printf ("\"code\":\"%s\"", known[i].code);

      g_test_message ("%s %s", known[i].method, known[i].path);
      g_assert_cmpuint (status, ==, known[i].status);
      g_assert_nonnull (strstr (body, code));
      g_assert_nonnull (strstr (body, known[i].names));
    }
  /* Nothing of it was kept. */
  refresh (fixture);
  assert_none (fixture, "notes", "r");

  /* In the outbox it stays with the reason, and what is good goes on. */
  edit (fixture, "risks", BW_EDIT_INSERT, "c-1",
        "{\"account_id\":\"" NORTH "\",\"forecast_probability\":7}", NULL);
  edit (fixture, "notes", BW_EDIT_INSERT, "c-2", "{\"account_id\":\"" NORTH "\"}", NULL);
  assert_delivers (fixture, NULL, 1, 0, 1, 1);
}

/* What is sent twice is one row, and the answers are PostgREST's. */
static void
test_preferences (Fixture *fixture, gconstpointer data)
{
  const char *row = "{\"id\":\"n\",\"account_id\":\"" NORTH "\",\"text\":\"x\"}";
  const char *prefer = "resolution=ignore-duplicates,return=representation";
  g_autofree char *applied = NULL;
  g_autofree char *patched = NULL;
  guint status;
  g_autofree char *first = request (fixture, "POST", "/notes", prefer, row, &status, &applied);
  g_autofree char *again = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *same = NULL;
  g_autofree char *stale = NULL;

  g_assert_cmpuint (status, ==, 201);
  g_assert_nonnull (strstr (applied, "resolution=ignore-duplicates"));
  g_assert_nonnull (strstr (applied, "return=representation"));
  g_assert_true (g_str_has_prefix (first, "[{\"id\":\"n\""));
  g_assert_nonnull (strstr (first, "\"version\":1"));
  again = request (fixture, "POST", "/notes", prefer, row, &status, NULL);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (again, ==, "[]");
  plain = request (fixture, "POST", "/notes", NULL, row, &status, NULL);
  g_assert_cmpuint (status, ==, 409);
  g_assert_nonnull (strstr (plain, "23505"));

  prefer = "return=representation";
  changed = request (fixture, "PATCH", "/notes?id=eq.n&version=eq.1", prefer, "{\"text\":\"y\"}",
                     &status, &patched);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (patched, ==, "return=representation");
  g_assert_nonnull (strstr (changed, "\"version\":2"));
  /* What changes nothing is no change. */
  same = request (fixture, "PATCH", "/notes?id=eq.n&version=eq.2", prefer, "{\"text\":\"y\"}",
                  &status, NULL);
  g_assert_nonnull (strstr (same, "\"version\":2"));
  stale = request (fixture, "PATCH", "/notes?id=eq.n&version=eq.1", prefer, "{\"text\":\"z\"}",
                   &status, NULL);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (stale, ==, "[]");
}

/* A team writes to its own accounts, a reader to none. */
static void
test_teams (Fixture *fixture, gconstpointer data)
{
  /* P000001 is of the team "Enterprise", P000005 of "Mid-market". */
  g_autofree char *one = make_token ("bellwether_csm", "P000001");
  g_autofree char *other = make_token ("bellwether_csm", "P000005");
  g_autofree char *reader = make_token ("bellwether_reader", "P000001");
  g_autoptr (BwRecord) accounts = NULL;
  g_autofree char *owner = NULL;
  const char *token, *stranger;

  refresh (fixture);
  accounts = first_of (fixture, "accounts");
  owner = bw_record_dup_text (accounts, "owner_id");
  start_server (fixture, SECRET);

  edit (fixture, "plans", BW_EDIT_INSERT, "p", "{\"account_id\":\"" NORTH "\"}", NULL);
  /* Whichever of them has the account. */
  {
    g_autoptr (BwDeliveryResult) result = deliver (fixture, one);

    token = result->sent == 1 ? one : other;
    stranger = result->sent == 1 ? other : one;
    if (result->sent == 0)
      {
        g_autoptr (GPtrArray) edits
          = bw_outbox_list (fixture->outbox, BW_OUTBOX_UNSENT, NULL, NULL, NULL);

        g_assert_true (bw_outbox_amend (fixture->outbox, ((BwEdit *) edits->pdata[0])->id, NULL,
                                        NULL));
        assert_delivers (fixture, other, 1, 0, 0, 0);
      }
  }
  /* A part of the new plan hangs on the account by it. */
  edit (fixture, "plan_milestones", BW_EDIT_INSERT, "m", "{\"plan_id\":\"p\"}", NULL);
  edit (fixture, "notes", BW_EDIT_INSERT, "n", "{\"account_id\":\"" NORTH "\"}", NULL);
  assert_delivers (fixture, stranger, 0, 0, 2, 2);
  {
    g_autoptr (GPtrArray) edits
      = bw_outbox_list (fixture->outbox, BW_OUTBOX_UNSENT, NULL, NULL, NULL);

    for (guint i = 0; i < edits->len; i++)
      g_assert_true (bw_outbox_amend (fixture->outbox, ((BwEdit *) edits->pdata[i])->id, NULL,
                                      NULL));
  }
  assert_delivers (fixture, token, 2, 0, 0, 0);
  edit (fixture, "notes", BW_EDIT_INSERT, "r", "{\"account_id\":\"" NORTH "\"}", NULL);
  assert_delivers (fixture, reader, 0, 0, 1, 1);
}

/* The disk is full: nothing is written, the edit waits, and it is sent when there is room. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *writes_path = g_steal_pointer (&fixture->writes_path);
  g_autoptr (BwDeliveryResult) result = NULL;

  fixture->writes_path = g_strdup ("/dev/full");
  start_server (fixture, NULL);
  edit (fixture, "notes", BW_EDIT_INSERT, "n", "{\"account_id\":\"" NORTH "\"}", NULL);
  result = deliver (fixture, NULL);
  g_assert_cmpuint (result->sent, ==, 0);
  g_assert_cmpuint (result->left, ==, 1);
  refresh (fixture);
  assert_none (fixture, "notes", "n");

  g_set_str (&fixture->writes_path, writes_path);
  start_server (fixture, NULL);
  assert_delivers (fixture, NULL, 1, 0, 0, 0);
}

/* A line that the power has cut off is gone, with nothing else; the file is for the user alone. */
static void
test_cut_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  GStatBuf status;

  edit (fixture, "notes", BW_EDIT_INSERT, "a", "{\"account_id\":\"" NORTH "\"}", NULL);
  edit (fixture, "notes", BW_EDIT_INSERT, "b", "{\"account_id\":\"" NORTH "\"}", NULL);
  assert_delivers (fixture, NULL, 2, 0, 0, 0);
  g_assert_cmpint (g_stat (fixture->writes_path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_clear_pointer (&fixture->server, bw_demo_server_free);
  g_assert_true (g_file_get_contents (fixture->writes_path, &text, &length, &error));
  g_assert_true (g_file_set_contents (fixture->writes_path, text, length - 10, &error));
  start_server (fixture, NULL);
  refresh (fixture);
  assert_text (fixture, "notes", "a", "account_id", NORTH, 1);
  assert_none (fixture, "notes", "b");

  edit (fixture, "notes", BW_EDIT_INSERT, "c", "{\"account_id\":\"" NORTH "\"}", NULL);
  assert_delivers (fixture, NULL, 1, 0, 0, 0);
  start_server (fixture, NULL);
  refresh (fixture);
  assert_text (fixture, "notes", "c", "account_id", NORTH, 1);
}

/* A window and a terminal that both serve the company see what the other has written. */
static void
test_two_programs (Fixture *fixture, gconstpointer data)
{
  BwDemoServerOptions options = { .writes_path = fixture->writes_path };
  g_autoptr (GError) error = NULL;
  BwDemoServer *first = g_steal_pointer (&fixture->server);
  BwDemoServer *second = bw_demo_server_new (fixture->company, &options, &error);
  const char *row = "{\"id\":\"n\",\"account_id\":\"" NORTH "\",\"text\":\"x\"}";
  g_autofree char *made = NULL;
  g_autofree char *stale = NULL;
  g_autofree char *seen = NULL;
  guint status;

  g_assert_no_error (error);
  fixture->server = second;
  made = request (fixture, "POST", "/notes", NULL, row, &status, NULL);
  g_assert_cmpuint (status, ==, 201);
  fixture->server = first;
  stale = request (fixture, "POST", "/notes", NULL, row, &status, NULL);
  g_assert_cmpuint (status, ==, 409);
  seen = request (fixture, "GET", "/notes?id=eq.n", NULL, NULL, &status, NULL);
  g_assert_nonnull (strstr (seen, "\"text\":\"x\""));
  bw_demo_server_free (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/demo/writes/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("every-relation", test_every_relation);
  ADD ("own-rows", test_own_rows);
  ADD ("conflict", test_conflict);
  ADD ("refused", test_refused);
  ADD ("preferences", test_preferences);
  ADD ("teams", test_teams);
  ADD ("disk-full", test_disk_full);
  ADD ("cut-file", test_cut_file);
  ADD ("two-programs", test_two_programs);
  return g_test_run ();
}
