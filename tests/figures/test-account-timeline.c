/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-account-figure.h"
#include "plain-company.h"

static BwAccountFigure *
compute (Fixture *fixture, BwDate date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) now = NULL;
  BwFigureScope scope = { .mirror = fixture->mirror };
  BwAccountFigure *figure;

  now = plain_load (fixture, date);
  scope.snapshot = now;
  figure = bw_account_figure_compute (&scope, "a000", &error);
  g_assert_no_error (error);
  return figure;
}

/* Nothing is left out without being counted: what is dated after the day, and what is older than
 * the latest fifty. */
static void
test_counted (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwAccountFigure) figure = NULL, past = NULL;
  gint64 until;

  plain_account (fixture, 0, -1, 61, 0, 1000, 0);
  plain_account (fixture, 1, -1, 30, 0, 1000, 0);
  for (int i = 0; i < 60; i++)
    fixture_exec (fixture,
                  "INSERT INTO interactions (id, account_id, occurred_on, kind, updated_at)"
                  " VALUES ('i%d', 'a000', %d, 'call', 0), ('j%d', 'a001', %d, 'call', 0)",
                  i, NOW - 2 * i, i, NOW + 9);
  fixture_exec (fixture,
                "INSERT INTO interactions (id, account_id, occurred_on, kind, updated_at) VALUES"
                " ('l1', 'a000', %d, 'call', 0), ('l2', 'a000', %d, 'email', 0);"
                "INSERT INTO notes VALUES ('n1', 'a000', 'p1', %d * 86400000000, 'first', 1, 0),"
                " ('n2', 'a000', NULL, %d * 86400000000 + 5, 'second', 1, 0)",
                NOW + 1, NOW + 40, NOW, NOW + 1);

  figure = compute (fixture, NOW);
  until = 60 + 1 + fixture_int (fixture, "SELECT count(*) FROM revenue_events"
                                         " WHERE account_id = 'a000' AND effective_on <= %d", NOW);
  g_assert_cmpuint (figure->n_timeline, ==, 50);
  g_assert_cmpuint (figure->n_timeline_older, ==, until - 50);
  g_assert_cmpuint (figure->n_timeline_later, ==, 3);
  for (guint i = 0; i < figure->n_timeline; i++)
    g_assert_cmpint (figure->timeline[i].date, <=, NOW);

  /* On a day before, with fewer rows up to it. */
  past = compute (fixture, NOW - 100);
  g_assert_cmpuint (past->n_timeline, <, 50);
  g_assert_cmpuint (past->n_timeline_older, ==, 0);
  g_assert_cmpuint (past->n_timeline + past->n_timeline_later, ==, until + 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/account-timeline/counted", test_counted);
  return g_test_run ();
}
