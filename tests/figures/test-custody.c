/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-custody-figure.h"
#include "plain-company.h"

/* By hand: the border of an account of so many times the median ARR, at 0.05 a doubling. */
static void
test_borders (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  static const struct {
    BwMoney arr;
    double  border;
  } cases[] = {
    { 1000, 0.5 }, { 2000, 0.45 }, { 8000, 0.35 }, { 16000, 0.3 }, { 64000, 0.3 },
    { 500, 0.55 }, { 125, 0.65 },  { 1, 0.7 },     { 0, 0.7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpfloat_with_epsilon (
      bw_roles_border (policy->roles_service_border, bw_roles_shift (cases[i].arr, 1000, policy)),
      cases[i].border, 1e-12);
  g_assert_cmpfloat (bw_roles_shift (1000, 0, policy), ==, 0);
  g_assert_cmpfloat (bw_roles_shift (1000, BW_MONEY_NONE, policy), ==, 0);

  g_assert_cmpint (bw_roles_seller (0.49, 0.49, 0, policy), ==, BW_SELLER_WEB);
  g_assert_cmpint (bw_roles_seller (0.5, 0.49, 0, policy), ==, BW_SELLER_CSM);
  g_assert_cmpint (bw_roles_seller (0.49, 0.5, 0, policy), ==, BW_SELLER_SALES);
  g_assert_cmpint (bw_roles_seller (0.5, 0.5, 0, policy), ==, BW_SELLER_BOTH);
  g_assert_cmpint (bw_roles_seller (0.35, 0.2, 0.2, policy), ==, BW_SELLER_CSM);
  g_assert_cmpint (bw_roles_seller (0.65, 0.65, -0.2, policy), ==, BW_SELLER_WEB);
  g_assert_cmpint (bw_roles_seller (NAN, 0.5, 0, policy), ==, BW_SELLER_UNKNOWN);
  g_assert_cmpint (bw_roles_seller (0.5, NAN, 0, policy), ==, BW_SELLER_UNKNOWN);
}

static void
test_handoff (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  static const struct {
    BwHandoffFacts facts;
    BwHandoff      handoff;
    guint          reasons;
  } cases[] = {
    { { 1, 5, BW_TIER_TOP, 100, 100 }, BW_HANDOFF_PLAIN, 0 },
    { { 2, 5, BW_TIER_TOP, 100, 100 }, BW_HANDOFF_DURABLE, BW_HANDOFF_LEVELS },
    { { 1, 6, BW_TIER_TOP, 100, 100 }, BW_HANDOFF_DURABLE, BW_HANDOFF_IMPLEMENTATION },
    { { 1, 5, BW_TIER_TOP, 100, 50 }, BW_HANDOFF_DURABLE, BW_HANDOFF_ENTERPRISE },
    { { 1, 5, BW_TIER_TOP, 100, 51 }, BW_HANDOFF_PLAIN, 0 },
    { { 1, 5, BW_TIER_LEVERAGED, 100, 0 }, BW_HANDOFF_PLAIN, 0 },
    { { -1, 5, BW_TIER_TOP, 100, 100 }, BW_HANDOFF_UNKNOWN, 0 },
    { { 1, -1, BW_TIER_TOP, 100, 100 }, BW_HANDOFF_UNKNOWN, 0 },
    { { -1, -1, BW_TIER_TOP, 100, 0 }, BW_HANDOFF_DURABLE, BW_HANDOFF_ENTERPRISE },
    { { 3, 80, BW_TIER_TOP, 100, BW_MONEY_NONE }, BW_HANDOFF_DURABLE,
      BW_HANDOFF_LEVELS | BW_HANDOFF_IMPLEMENTATION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint reasons;

      g_assert_cmpint (bw_handoff_of (&cases[i].facts, policy, &reasons), ==, cases[i].handoff);
      g_assert_cmpuint (reasons, ==, cases[i].reasons);
    }
}

/* Sixty accounts with complexities on a lattice, counted by SQL for an ARR at the median alone: the
 * borders stand still, so that the rule is one comparison each. */
static void
test_figure (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) now = NULL;
  g_autoptr (BwCustodyFigure) figure = NULL;
  g_autoptr (GError) error = NULL;
  BwFigureScope scope = { .mirror = fixture->mirror };
  static const char *const where[] = {
    "service_complexity < 0.5 AND transaction_complexity < 0.5",
    "service_complexity >= 0.5 AND transaction_complexity < 0.5",
    "service_complexity < 0.5 AND transaction_complexity >= 0.5",
    "service_complexity >= 0.5 AND transaction_complexity >= 0.5",
    "service_complexity IS NULL OR transaction_complexity IS NULL",
  };
  BwMoney arr = 0;

  for (guint i = 0; i < 60; i++)
    plain_account (fixture, i, -1, 50, 0, 1000, -1);
  fixture_exec (fixture,
                "UPDATE accounts SET service_complexity = nullif ((rowid_ * 37 %% 11) / 10.0, 0.9),"
                " transaction_complexity = (rowid_ * 53 %% 11) / 10.0,"
                " org_levels = CASE rowid_ %% 4 WHEN 3 THEN NULL ELSE rowid_ %% 4 END,"
                " implementation_days = CASE WHEN rowid_ %% 5 = 0 THEN 30 ELSE 2 END"
                " FROM (SELECT id AS other, CAST (substr (id, 2) AS INTEGER) AS rowid_ FROM"
                " accounts) WHERE id = other");
  fixture_touch_all (fixture);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  scope.snapshot = now;
  figure = bw_custody_figure_compute (&scope, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (figure->n, ==, 60);
  g_assert_cmpint (figure->median_arr, ==, 12000);
  for (BwSeller i = 0; i <= BW_N_SELLERS; i++)
    {
      g_autoptr (BwSelection) selection = bw_custody_figure_seller (figure, i);

      g_assert_cmpint (figure->sellers[i].accounts, ==,
                       fixture_int (fixture, "SELECT count(*) FROM accounts WHERE %s", where[i]));
      g_assert_cmpuint (selection->n, ==, figure->sellers[i].accounts);
      arr += figure->sellers[i].arr;
    }
  g_assert_cmpint (arr, ==, 60 * 12000);
  g_assert_cmpint (figure->handoffs[BW_HANDOFF_DURABLE].accounts, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts WHERE"
                                         " coalesce (org_levels, 0) >= 2"
                                         " OR implementation_days > 5"));
  g_assert_cmpint (figure->handoffs[BW_HANDOFF_UNKNOWN].accounts, ==,
                   fixture_int (fixture, "SELECT count(*) FROM accounts WHERE org_levels IS NULL"
                                         " AND implementation_days <= 5"));
  for (guint i = 0; i < figure->n; i++)
    {
      g_autofree char *text = bw_custody_describe (figure, &figure->lines[i]);

      g_assert_cmpuint (strlen (text), >, 8);
    }
}

/* Where it is all of them, they are not counted. */
static void
test_every_account (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) now = NULL;
  g_autoptr (BwCustodyFigure) figure = NULL;
  BwFigureScope scope = { .mirror = fixture->mirror };

  for (guint i = 0; i < 8; i++)
    plain_account (fixture, i, -1, 50, 0, 1000, -1);
  fixture_exec (fixture,
                "UPDATE accounts SET org_levels = 2, implementation_days = CASE WHEN id < 'a003'"
                " THEN 30 ELSE 2 END");
  fixture_touch_all (fixture);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  scope.snapshot = now;
  figure = bw_custody_figure_compute (&scope, NULL);
  g_assert_cmpstr (figure->handoff.title, ==,
                   "Every account needs durable custody, 3 for more than one reason");
}

/* A company that says nothing of it has no zeros either. */
static void
test_nothing_said (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  BwFigureScope scope = { .snapshot = now, .mirror = fixture->mirror };
  g_autoptr (BwCustodyFigure) figure = bw_custody_figure_compute (&scope, NULL);

  g_assert_cmpuint (figure->sellers[BW_SELLER_UNKNOWN].accounts, ==, 60);
  g_assert_cmpuint (figure->handoffs[BW_HANDOFF_UNKNOWN].accounts, ==, 60);
  g_assert_true (g_str_has_prefix (figure->roles.title, "Nobody says"));
  g_assert_true (g_str_has_prefix (figure->handoff.title, "Nobody says"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/custody/borders", test_borders);
  g_test_add_func ("/custody/handoff", test_handoff);
  g_test_add_func ("/custody/figure", test_figure);
  g_test_add_func ("/custody/every-account", test_every_account);
  g_test_add_func ("/custody/nothing-said", test_nothing_said);
  return g_test_run ();
}
