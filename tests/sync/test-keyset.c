/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sync/bw-keyset.h"

/* 2026-01-01T00:00:00Z, by date -u -d 2026-01-01 +%s */
#define STAMP G_GINT64_CONSTANT (1767225600000000)

static void
assert_query (BwRelationId relation, const BwCursor *cursor, const char *expected)
{
  g_autofree char *query = bw_keyset_page_query (bw_relation_get (relation), cursor, 10, TRUE);
  g_autofree char *plain = g_uri_unescape_string (query, NULL);

  g_assert_cmpstr (plain, ==, expected);
}

static char **
strings (const char *a, const char *b, const char *c)
{
  char **list = g_new0 (char *, 4);

  list[0] = g_strdup (a);
  list[1] = g_strdup (b);
  list[2] = g_strdup (c);
  return list;
}

#define LEVELS "/maturity_levels?select=level,name,updated_at,deleted_at"
#define OBSERVATIONS \
  "/observations?select=account_id,metric_key,observed_on,value,updated_at,deleted_at"
#define ORDER "&order=updated_at,account_id,metric_key,observed_on&limit=10"

static void
test_queries (void)
{
  g_autoptr (BwCursor) cursor = bw_cursor_new ();

  assert_query (BW_RELATION_MATURITY_LEVELS, cursor, LEVELS "&order=updated_at,level&limit=10");

  bw_cursor_restart (cursor, STAMP);
  assert_query (BW_RELATION_MATURITY_LEVELS, cursor,
                LEVELS "&updated_at=gte.2026-01-01T00:00:00.000000Z"
                "&order=updated_at,level&limit=10");

  /* A small page of one time stamp. */
  bw_cursor_advance (cursor, STAMP, STAMP, strings ("3", NULL, NULL), FALSE);
  assert_query (BW_RELATION_MATURITY_LEVELS, cursor,
                LEVELS "&updated_at=gte.2026-01-01T00:00:00.000000Z"
                       "&or=(updated_at.gt.\"2026-01-01T00:00:00.000000Z\","
                       "and(updated_at.eq.\"2026-01-01T00:00:00.000000Z\",or(level.gt.\"3\")))"
                       "&order=updated_at,level&limit=10");
}

/* Ids may hold whatever has a meaning in a filter. */
static void
test_quoting (void)
{
  g_autoptr (BwCursor) cursor = bw_cursor_new ();
  g_autofree char *query = NULL;

  bw_cursor_advance (cursor, STAMP - 1, STAMP, strings ("a,b)", "\"\\é&", "2026-01-01"), FALSE);
  assert_query (BW_RELATION_OBSERVATIONS, cursor,
                OBSERVATIONS "&updated_at=gte.2026-01-01T00:00:00.000000Z"
                             "&or=(updated_at.gt.\"2026-01-01T00:00:00.000000Z\","
                             "and(updated_at.eq.\"2026-01-01T00:00:00.000000Z\",or("
                             "account_id.gt.\"a,b)\","
                             "and(account_id.eq.\"a,b)\",metric_key.gt.\"\\\"\\\\é&\"),"
                             "and(account_id.eq.\"a,b)\",metric_key.eq.\"\\\"\\\\é&\","
                             "observed_on.gt.\"2026-01-01\"))))" ORDER);
  /* What has a meaning in an address is escaped. */
  query = bw_keyset_page_query (bw_relation_get (BW_RELATION_OBSERVATIONS), cursor, 10,
                                TRUE);
  g_assert_nonnull (g_strstr_len (query, -1, "%5C%22%5C%5C%C3%A9%26"));
}

/* A bulk load: the reading stays within one time stamp until that is empty, and then goes on. */
static void
test_tie (void)
{
  g_autoptr (BwCursor) cursor = bw_cursor_new ();

  bw_cursor_advance (cursor, STAMP, STAMP, strings ("a", "m", "2026-01-01"), TRUE);
  g_assert_true (cursor->tied);
  assert_query (BW_RELATION_OBSERVATIONS, cursor,
                OBSERVATIONS "&updated_at=eq.2026-01-01T00:00:00.000000Z&account_id=gte.a"
                             "&or=(account_id.gt.\"a\",and(account_id.eq.\"a\","
                             "metric_key.gt.\"m\"),"
                             "and(account_id.eq.\"a\",metric_key.eq.\"m\","
                             "observed_on.gt.\"2026-01-01\"))" ORDER);
  g_assert_true (bw_cursor_end_of_tie (cursor));
  assert_query (BW_RELATION_OBSERVATIONS, cursor,
                OBSERVATIONS "&updated_at=gt.2026-01-01T00:00:00.000000Z" ORDER);
  g_assert_false (bw_cursor_end_of_tie (cursor));

  /* A backend that gives few rows at a time: the second page tells that it is a tie. */
  bw_cursor_advance (cursor, STAMP + 1, STAMP + 2, strings ("a", "m", "2026-01-01"), FALSE);
  g_assert_false (cursor->in_tie);
  bw_cursor_advance (cursor, STAMP + 2, STAMP + 2, strings ("b", "m", "2026-01-01"), FALSE);
  g_assert_true (cursor->in_tie);
  bw_cursor_advance (cursor, STAMP + 2, STAMP + 2, strings ("c", "m", "2026-01-01"), FALSE);
  g_assert_true (cursor->in_tie);
}

static void
test_round_trip (void)
{
  g_autoptr (BwCursor) cursor = bw_cursor_new ();
  g_autoptr (BwCursor) fresh = NULL;
  g_autoptr (BwCursor) moved = NULL;
  g_autofree char *text = bw_cursor_format (cursor);
  g_autofree char *moved_text = NULL;
  g_autofree char *again = NULL;

  fresh = bw_cursor_parse (text);
  g_assert_nonnull (fresh);
  g_assert_null (fresh->keys);
  g_assert_cmpint (fresh->updated_at, ==, BW_CURSOR_NO_STAMP);

  bw_cursor_advance (cursor, STAMP, STAMP, strings ("it's", "\"m\\", ""), TRUE);
  cursor->started_at = STAMP + 5;
  moved_text = bw_cursor_format (cursor);
  moved = bw_cursor_parse (moved_text);
  g_assert_nonnull (moved);
  g_assert_true (g_strv_equal ((const char *const *) moved->keys,
                               (const char *const *) cursor->keys));
  again = bw_cursor_format (moved);
  g_assert_cmpstr (again, ==, moved_text);

  g_assert_null (bw_cursor_parse (NULL));
  g_assert_null (bw_cursor_parse ("anything"));
  g_assert_null (bw_cursor_parse ("(true, 1)"));
}

/* Where the next refresh begins: after the newest row, with an overlap that is checked at the
 * end. */
static void
test_next_start (void)
{
  g_autoptr (BwCursor) last = bw_cursor_new ();
  g_autoptr (BwCursor) empty = bw_cursor_next_start (last, 600);
  g_autoptr (BwCursor) recent = NULL;
  g_autoptr (BwCursor) old = NULL;
  g_autoptr (BwCursor) clockless = NULL;

  g_assert_cmpint (empty->updated_at, ==, BW_CURSOR_NO_STAMP);
  g_assert_false (empty->check);

  /* The newest row was written 100 before the reading began, which is within the overlap. */
  last->high = STAMP;
  last->started_at = STAMP + 100;
  recent = bw_cursor_next_start (last, 600);
  g_assert_true (recent->check);
  g_assert_true (recent->after);
  g_assert_cmpint (recent->updated_at, ==, STAMP);
  g_assert_cmpint (recent->low, ==, STAMP - 500);
  g_assert_cmpint (recent->known, ==, STAMP);

  /* It was written long before: rows with its own time stamp are all that could be missed. */
  last->started_at = STAMP + 10000;
  old = bw_cursor_next_start (last, 600);
  g_assert_cmpint (old->low, ==, STAMP);

  last->started_at = 0;
  clockless = bw_cursor_next_start (last, 600);
  g_assert_cmpint (clockless->low, ==, STAMP - 600);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sync/keyset/queries", test_queries);
  g_test_add_func ("/sync/keyset/quoting", test_quoting);
  g_test_add_func ("/sync/keyset/tie", test_tie);
  g_test_add_func ("/sync/keyset/round-trip", test_round_trip);
  g_test_add_func ("/sync/keyset/next-start", test_next_start);
  return g_test_run ();
}
