/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-own-call.h"
#include "plain-company.h"

/* Accounts a000 to a007, each with a call of another kind; the bands are the default three. */
static Fixture *
company (void)
{
  Fixture *fixture = plain_company ();

  for (guint i = 0; i < 8; i++)
    plain_account (fixture, i, 50, 90, 0, 100, 0);
  fixture_exec (
    fixture,
    "INSERT INTO metrics (key, dimension, direction, aggregation, low, neutral, high, weight,"
    " expires_days, source, updated_at) VALUES"
    " ('gut', 'sentiment', 1, 'last', 0, 5, 10, 1, 100, 'csm', 0),"
    " ('tone', 'sentiment', 1, 'last', 0, 5, 10, 1, 100, 'system', 0);"
    "INSERT INTO observations VALUES ('a000', 'gut', %d, 9, 0), ('a000', 'gut', %d, 1, 0),"
    " ('a001', 'gut', %d, 1, 0), ('a002', 'tone', %d, 1, 0)",
    NOW - 10, NOW + 1, NOW - 101, NOW - 3);
  fixture_exec (
    fixture,
    "INSERT INTO risks (id, account_id, opened_on, closed_on, severity, forecast_probability,"
    " updated_at) VALUES"
    " ('1', 'a000', %d, NULL, 'high', 0.9, 0),"       /* The reading counts before the forecast. */
    " ('2', 'a001', %d, NULL, 'high', 0.25, 0),"      /* The reading is stale: 75, yellow. */
    " ('3', 'a003', %d, NULL, 'low', 0.1, 0),"        /* Of two the worse. */
    " ('4', 'a003', %d, NULL, 'low', 0.7, 0),"
    " ('5', 'a004', %d, NULL, 'medium', NULL, 0),"
    " ('6', 'a004', %d, NULL, 'critical', NULL, 0),"
    " ('7', 'a005', %d, NULL, 'low', NULL, 0),"       /* Says nothing. */
    " ('8', 'a006', %d, %d, 'high', 0.9, 0),"         /* Closed on the day. */
    " ('9', 'a007', %d, NULL, 'high', 0.9, 0)",       /* By a clock that is ahead. */
    NOW - 30, NOW - 30, NOW - 30, NOW - 20, NOW - 30, NOW - 20, NOW - 30, NOW - 30, NOW, NOW + 1);
  fixture_touch_all (fixture);
  fixture_next (fixture);
  return fixture;
}

static const struct {
  const char      *id;
  BwOwnCallSource  source;
  int              band;
  double           index;
  BwDate           said_on;
} expected[] = {
  { "a000", BW_OWN_CALL_READING, 2, 90, NOW - 10 },
  { "a001", BW_OWN_CALL_FORECAST, 1, 75, NOW - 30 },
  { "a002", BW_OWN_CALL_NONE, -1, NAN, BW_DATE_NONE },
  { "a003", BW_OWN_CALL_FORECAST, 0, 30, NOW - 20 },
  { "a004", BW_OWN_CALL_SEVERITY, 0, NAN, NOW - 20 },
  { "a005", BW_OWN_CALL_NONE, -1, NAN, BW_DATE_NONE },
  { "a006", BW_OWN_CALL_NONE, -1, NAN, BW_DATE_NONE },
  { "a007", BW_OWN_CALL_FORECAST, 0, 10, NOW + 1 },
};

static void
check (const BwOwnCall *call, guint i)
{
  g_assert_cmpint (call->source, ==, expected[i].source);
  g_assert_cmpint (call->band, ==, expected[i].band);
  g_assert_cmpint (call->said_on, ==, expected[i].said_on);
  if (isnan (expected[i].index))
    g_assert_true (isnan (call->index));
  else
    g_assert_cmpfloat_with_epsilon (call->index, expected[i].index, 1e-9);
}

static void
test_calls (void)
{
  g_autoptr (Fixture) fixture = company ();
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  g_autoptr (GError) error = NULL;
  g_autofree BwOwnCall *calls = bw_own_calls_read (fixture->mirror, now, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      BwOwnCall alone;
      g_autofree char *words = NULL;

      check (&calls[bw_snapshot_find_account (now, expected[i].id)], i);
      g_assert_true (bw_own_call_read (fixture->mirror, now->table, expected[i].id, NOW, &alone,
                                       &error));
      check (&alone, i);
      words = bw_own_call_describe (&alone, NOW);
      g_assert_cmpuint (strlen (words), >, 10);
    }
}

static void
test_disagreement (void)
{
  BwOwnCall red = { BW_OWN_CALL_FORECAST, 0, 10, NOW }, none = { BW_OWN_CALL_NONE, -1, NAN, 0 };

  g_assert_true (bw_own_call_disagrees (&red, 2));
  g_assert_false (bw_own_call_disagrees (&red, 0));
  g_assert_false (bw_own_call_disagrees (&red, -1));
  g_assert_false (bw_own_call_disagrees (&none, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/own-call/calls", test_calls);
  g_test_add_func ("/own-call/disagreement", test_disagreement);
  return g_test_run ();
}
