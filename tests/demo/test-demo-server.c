/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "demo/bw-demo-csv.h"
#include "demo/bw-demo-filter.h"
#include "demo/bw-demo-row.h"
#include "demo/bw-demo-server.h"

#include <libsoup/soup.h>
#include <string.h>
#include <yyjson.h>

typedef struct {
  BwDemoCompany *company;
  BwDemoServer *server;
  SoupSession *session;
} Fixture;

static void
set_up_with (Fixture *fixture, guint accounts, const char *token, guint max_rows)
{
  BwDemoOptions options = BW_DEMO_OPTIONS_DEFAULT;
  BwDemoServerOptions server_options = { .token = token, .max_rows = max_rows };
  g_autoptr (GError) error = NULL;

  options.accounts = accounts;
  options.months = 12;
  fixture->company = bw_demo_company_new (&options);
  fixture->server = bw_demo_server_new (fixture->company, &server_options, &error);
  g_assert_no_error (error);
  fixture->session = soup_session_new ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, 12, NULL, 0);
}

static void
set_up_guarded (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, 2, "open sesame", 70);
}

static void
set_up_large (Fixture *fixture, gconstpointer data)
{
  set_up_with (fixture, 1000000, NULL, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->session);
  bw_demo_server_free (fixture->server);
  bw_demo_company_unref (fixture->company);
}

/* Asks with headers given as "Name: value" and returns the body; @status and @range are
 * optional. */
static char *
get (Fixture *fixture, const char *path, const char *const *headers, guint *status, char **range)
{
  g_autofree char *url = g_strconcat (bw_demo_server_get_url (fixture->server), path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  gsize length;
  const char *data;

  for (guint i = 0; headers != NULL && headers[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (headers[i], ": ", 2);

      soup_message_headers_append (soup_message_get_request_headers (message), parts[0], parts[1]);
    }
  body = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  if (status != NULL)
    *status = soup_message_get_status (message);
  if (range != NULL)
    *range = g_strdup (
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Content-Range"));
  data = g_bytes_get_data (body, &length);
  return g_strndup (data, length);
}

static const char *const csv_headers[] = { "Accept: text/csv", NULL };

/* A condition's value in double quotes, as PostgREST wants it within a list. */
static char *
quoted (yyjson_val *value)
{
  g_autofree char *text = yyjson_is_str (value)
                            ? g_strdup (yyjson_get_str (value))
                            : g_strdup_printf ("%" G_GINT64_FORMAT, yyjson_get_sint (value));
  GString *result = g_string_new ("\"");

  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (result, '\\');
      g_string_append_c (result, *c);
    }
  g_string_append_c (result, '"');
  return g_string_free_and_steal (result);
}

/* The condition of the rows that follow @row in the order of (updated_at, key). */
static char *
after (const BwRelation *relation, yyjson_val *row)
{
  g_autoptr (GString) choices = g_string_new ("(");
  g_autoptr (GString) same = g_string_new (NULL);
  g_autofree char *since =
    g_uri_escape_string (yyjson_get_str (yyjson_obj_get (row, "updated_at")), NULL, FALSE);
  g_autofree char *escaped = NULL;

  for (int i = -1; i < (int) relation->n_columns; i++)
    {
      const char *name = i < 0 ? "updated_at" : relation->columns[i].name;
      g_autofree char *value = NULL;

      if (i >= 0 && !(relation->columns[i].flags & BW_COLUMN_KEY))
        continue;
      value = quoted (yyjson_obj_get (row, name));
      g_string_append_printf (choices, "%sand(%s%s.gt.%s)", choices->len > 1 ? "," : "", same->str,
                              name, value);
      g_string_append_printf (same, "%s.eq.%s,", name, value);
    }
  g_string_append_c (choices, ')');
  escaped = g_uri_escape_string (choices->str, NULL, FALSE);
  return g_strdup_printf ("&updated_at=gte.%s&or=%s", since, escaped);
}

static gboolean
add_json (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  GPtrArray *rows = data;
  const BwRelation *relation = rows->pdata[0];
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < relation->n_columns + 2; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      bw_demo_append_json_cell (text, relation, i, values, updated_at, BW_DEMO_NOT_DELETED);
    }
  g_ptr_array_add (rows, g_strdup_printf ("{%s}", text->str));
  return TRUE;
}

static void
check_pages (Fixture *fixture, const BwRelation *relation, guint limit)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autofree char *condition = g_strdup ("");
  guint seen = 1;

  g_ptr_array_add (rows, (gpointer) relation);
  bw_demo_company_each_row (fixture->company, relation->id, add_json, rows);
  for (;;)
    {
      g_autofree char *path =
        g_strdup_printf ("/%s?order=updated_at&limit=%u%s", relation->name, limit, condition);
      g_autofree char *body = get (fixture, path, NULL, NULL, NULL);
      yyjson_doc *doc = yyjson_read (body, strlen (body), 0);
      yyjson_val *row;
      size_t i, n;

      g_assert_nonnull (doc);
      yyjson_arr_foreach (yyjson_doc_get_root (doc), i, n, row)
        {
          yyjson_doc *expected = yyjson_read (rows->pdata[seen], strlen (rows->pdata[seen]), 0);

          g_assert_true (yyjson_equals (row, yyjson_doc_get_root (expected)));
          yyjson_doc_free (expected);
          seen++;
        }
      if (n == 0)
        {
          yyjson_doc_free (doc);
          break;
        }
      g_free (condition);
      condition = after (relation, yyjson_arr_get_last (yyjson_doc_get_root (doc)));
      yyjson_doc_free (doc);
    }
  g_assert_cmpuint (seen, ==, rows->len);
  for (guint i = 1; i < rows->len; i++)
    g_free (rows->pdata[i]);
}

static void
test_pages (Fixture *fixture, gconstpointer data)
{
  for (BwRelationId id = 0; id < BW_N_RELATIONS; id++)
    {
      check_pages (fixture, bw_relation_get (id), 37);
      check_pages (fixture, bw_relation_get (id), 10000);
    }
  check_pages (fixture, bw_relation_get (BW_RELATION_PEOPLE), 1);
  check_pages (fixture, bw_relation_get (BW_RELATION_CONTACTS), 2);
}

static gboolean
add_csv (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  bw_demo_append_csv_row (data, bw_relation_get (BW_RELATION_SERVICE_COSTS), values, updated_at);
  return TRUE;
}

static void
test_csv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GString) expected = g_string_new ("account_id,month,amount,updated_at\n");
  g_autofree char *body = get (fixture, "/service_costs?select=account_id,month,amount,updated_at",
                               csv_headers, NULL, NULL);

  bw_demo_company_each_row (fixture->company, BW_RELATION_SERVICE_COSTS, add_csv, expected);
  g_assert_cmpstr (body, ==, expected->str);
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *query;
    const char *body;
  } known[] = {
    { "select=key&key=eq.nps", "key\nnps\n" },
    { "select=key,alarm_below&weight=lt.0.6", "key,alarm_below\nsessions,\ncommunity,\n" },
    { "select=key&and=(direction.eq.-1,not.or(dimension.eq.success,key.eq.nps))",
      "key\ndays_overdue\n" },
    { "select=key&or=(key.eq.\"nps\",and(unit.eq.h,alarm_above.gt.11))",
      "key\nnps\nhours_per_case\n" },
    { "select=key&alarm_below=is.null&alarm_above=not.is.null&dimension=eq.payment",
      "key\ndays_overdue\n" },
    /* A comparison with null is neither true nor false, so that its contrary does not hold
     * either. */
    { "select=key&alarm_below=not.gt.0&dimension=eq.payment", "key\n" },
    { "select=key&limit=1&offset=1", "key\nactive_licences\n" },
    { "select=key&limit=0", "key\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *path = g_strconcat ("/metrics?", known[i].query, NULL);
      g_autofree char *body = get (fixture, path, csv_headers, NULL, NULL);

      g_assert_cmpstr (body, ==, known[i].body);
    }
}

static void
test_ranges (Fixture *fixture, gconstpointer data)
{
  static const char *const second[] = { "Range: 5-9", "Prefer: count=exact", NULL };
  static const char *const beyond[] = { "Range: 5000-5001", "Prefer: count=exact", NULL };
  g_autofree char *range = NULL, *beyond_range = NULL, *plain_range = NULL;
  g_autofree char *body = NULL, *beyond_body = NULL, *plain_body = NULL;
  guint status;

  body = get (fixture, "/metrics", second, &status, &range);
  g_assert_cmpstr (range, ==, "5-9/18");
  g_assert_cmpuint (status, ==, 206);
  beyond_body = get (fixture, "/metrics", beyond, &status, &beyond_range);
  g_assert_cmpuint (status, ==, 416);
  g_assert_cmpstr (beyond_range, ==, "*/18");
  plain_body = get (fixture, "/metrics", NULL, &status, &plain_range);
  g_assert_cmpuint (status, ==, 200);
  g_assert_cmpstr (plain_range, ==, "0-17/*");
}

static void
test_bad_requests (Fixture *fixture, gconstpointer data)
{
  static const struct {
    const char *path;
    guint status;
    const char *code;
  } known[] = {
    { "/nowhere", 404, "42P01" },
    { "/metrics?select=colour", 400, "42703" },
    { "/metrics?colour=eq.red", 400, "42703" },
    { "/metrics?order=colour", 400, "42703" },
    { "/metrics?order=key", 400, "PGRST100" },
    { "/metrics?weight=eq.heavy", 400, "22P02" },
    { "/observations?observed_on=gt.2026-02-30", 400, "22P02" },
    { "/metrics?weight=about.1", 400, "PGRST100" },
    { "/metrics?or=(weight.eq.1", 400, "PGRST100" },
    { "/metrics?or=(key.eq.\"nps)", 400, "PGRST100" },
    { "/metrics?or=((((((((((((((((((((", 400, "PGRST100" },
    { "/metrics?limit=all", 400, "PGRST100" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      guint status;
      g_autofree char *body = get (fixture, known[i].path, NULL, &status, NULL);
      yyjson_doc *doc = yyjson_read (body, strlen (body), 0);

      g_assert_cmpuint (status, ==, known[i].status);
      g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (yyjson_doc_get_root (doc), "code")), ==,
                       known[i].code);
      yyjson_doc_free (doc);
    }
}

static void
test_token (Fixture *fixture, gconstpointer data)
{
  static const char *const right[] = { "Authorization: Bearer open sesame", NULL };
  static const char *const wrong[] = { "Authorization: Bearer open barley", NULL };
  g_autofree char *a = NULL, *b = NULL, *c = NULL;
  guint status;

  a = get (fixture, "/company", NULL, &status, NULL);
  g_assert_cmpuint (status, ==, 401);
  b = get (fixture, "/company", wrong, &status, NULL);
  g_assert_cmpuint (status, ==, 401);
  c = get (fixture, "/company", right, &status, NULL);
  g_assert_cmpuint (status, ==, 200);
}

static void
test_max_rows (Fixture *fixture, gconstpointer data)
{
  static const char *const right[] = { "Authorization: Bearer open sesame", NULL };
  g_autofree char *range = NULL;
  g_autofree char *body = get (fixture, "/observations?limit=1000", right, NULL, &range);

  g_assert_cmpstr (range, ==, "0-69/*");
}

static gboolean
take_stamp (const BwDemoValue *values, guint n_values, gint64 updated_at, gpointer data)
{
  *(gint64 *) data = updated_at;
  return TRUE;
}

/* The last account of a million is there at once: nothing before it is made. */
static void
test_last_page_of_a_million (Fixture *fixture, gconstpointer data)
{
  static const char *const estimated[] = { "Accept: text/csv", "Prefer: count=estimated", NULL };
  g_autofree char *range = NULL, *stamp = NULL, *escaped = NULL, *path = NULL, *last = NULL;
  g_autofree char *first = get (fixture, "/accounts?limit=1", estimated, NULL, &range);
  gint64 updated_at;

  g_assert_cmpstr (range, ==, "0-0/1000000");
  g_assert_true (g_str_has_prefix (first, "id,name,"));
  bw_demo_company_each_row_of_accounts (fixture->company, BW_RELATION_ACCOUNTS, 999999, 1,
                                        take_stamp, &updated_at);
  stamp = bw_timestamp_format (updated_at);
  escaped = g_uri_escape_string (stamp, NULL, FALSE);
  path = g_strconcat ("/accounts?select=id&updated_at=gte.", escaped, NULL);
  last = get (fixture, path, csv_headers, NULL, NULL);
  g_assert_cmpstr (last, ==, "id\nA1000000\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/demo/server/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/demo/server/csv", Fixture, NULL, set_up, test_csv, tear_down);
  g_test_add ("/demo/server/filters", Fixture, NULL, set_up, test_filters, tear_down);
  g_test_add ("/demo/server/ranges", Fixture, NULL, set_up, test_ranges, tear_down);
  g_test_add ("/demo/server/bad-requests", Fixture, NULL, set_up, test_bad_requests, tear_down);
  g_test_add ("/demo/server/token", Fixture, NULL, set_up_guarded, test_token, tear_down);
  g_test_add ("/demo/server/max-rows", Fixture, NULL, set_up_guarded, test_max_rows, tear_down);
  g_test_add ("/demo/server/million", Fixture, NULL, set_up_large, test_last_page_of_a_million,
              tear_down);
  return g_test_run ();
}
