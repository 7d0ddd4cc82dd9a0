/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-front-page.h"
#include "plain-company.h"

/* The title of the curve for accounts of which each has moved from one index to another. */
static char *
title_of_moves (const int moves[][2], guint n)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) now = NULL, then = NULL;
  g_autoptr (BwDistributionFigure) figure = NULL;

  for (guint i = 0; i < n; i++)
    plain_account (fixture, i, moves[i][0], moves[i][1], 0, 100, 0);
  fixture_next (fixture);
  now = plain_load (fixture, NOW);
  then = plain_load (fixture, THEN);
  figure = plain_distribution (fixture, now, then, "success_index", "");
  return g_strdup (figure->head.title);
}

static void
test_distribution (void)
{
  /* The earlier date is 16 February 2026. */
  static const struct {
    int         moves[5][2];
    guint       n;
    const char *title;
  } cases[] = {
    { { { 30, 50 }, { 30, 50 }, { 50, 50 }, { 60, 60 }, { 70, 70 } }, 5,
      "Customers moved 8 points to the right since February; 2 fewer are at risk" },
    { { { 35, 41 }, { 60, 60 }, { 50, 50 }, { 60, 60 }, { 70, 70 } }, 5,
      "Customers moved one point to the right since February; 1 fewer is at risk" },
    { { { 50, 30 }, { 60, 60 }, { 50, 50 }, { 60, 60 }, { 70, 70 } }, 5,
      "Customers moved 4 points to the left since February; 1 more is at risk" },
    { { { 50, 30 }, { 50, 80 }, { 50, 50 }, { 60, 60 }, { 70, 70 } }, 5,
      "Customers moved 2 points to the right since February, yet 1 more is at risk" },
    { { { 30, 40 }, { 80, 50 }, { 50, 50 }, { 60, 60 }, { 70, 70 } }, 5,
      "Customers moved 4 points to the left since February, yet 1 fewer is at risk" },
    { { { 30, 30 }, { 80, 80 }, { 50, 50 }, { 60, 60 }, { 70, 70 } }, 5,
      "Customers stand where they stood in February; as many are at risk" },
    { { { 50, 60 }, { 80, 80 }, { 50, 50 }, { 60, 60 }, { 70, 70 } }, 5,
      "Customers moved 2 points to the right since February; as many are at risk" },
    { { { -1, 30 }, { -1, 90 }, { -1, 50 }, { -1, 60 }, { -1, 70 } }, 5,
      "1 of 5 accounts is at risk; the advocate area holds 1" },
    { { { -1, 50 }, { -1, 90 }, { -1, 50 }, { -1, 85 }, { -1, 70 } }, 5,
      "No account is at risk; 2 of 5 are in the advocate area" },
    { { { 50, 50 }, { 60, 60 } }, 2, "Only 2 accounts have a success index: too few for a curve" },
    { { { 50, 50 } }, 1, "Only 1 account has a success index: too few for a curve" },
    { { { -1, -1 }, { -1, -1 } }, 2, "No account has a reading of success index yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = title_of_moves (cases[i].moves, cases[i].n);

      g_assert_cmpstr (title, ==, cases[i].title);
    }
}

static void
test_nobody_passes (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  g_autoptr (BwAccountFilter) filter = bw_account_filter_parse ("nobody", NULL);
  BwFigureScope scope = { .snapshot = now, .compare = now, .filter = filter,
                          .mirror = fixture->mirror };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwFrontPage) page = bw_front_page_compute (&scope, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (page->distribution->head.title, ==, "No account passes the filter");
  g_assert_cmpstr (page->quadrants->head.title, ==, "No account passes the filter");
  g_assert_cmpstr (page->tiers->head.title, ==, "No account passes the filter");
  g_assert_cmpint (page->key_figures->figures[BW_KEY_FIGURE_ARR].money, ==, 0);
  g_assert_cmpstr (page->key_figures->figures[BW_KEY_FIGURE_NRR].value, ==, "–");
}

static void
test_quadrants (void)
{
  /* Accounts by quadrant: success, unhappy, costly, review. */
  static const struct {
    guint       counts[4];
    const char *title;
  } cases[] = {
    { { 3, 4, 2, 1 }, "6 accounts are work to keep: two in three pay well and are not happy" },
    { { 3, 6, 2, 1 }, "8 accounts are work to keep: three in four pay well and are not happy" },
    { { 3, 9, 1, 1 }, "10 accounts are work to keep: nine in ten pay well and are not happy" },
    { { 3, 21, 1, 1 }, "22 accounts are work to keep: nearly all pay well and are not happy" },
    { { 3, 1, 21, 1 }, "22 accounts are work to keep: nearly all cost more than they bring" },
    { { 3, 5, 5, 1 }, "10 accounts are work to keep: half pay well and are not happy" },
    { { 3, 6, 0, 1 }, "6 accounts are work to keep: all pay well and are not happy" },
    { { 3, 2, 4, 1 }, "6 accounts are work to keep: two in three cost more than they bring" },
    { { 3, 0, 6, 1 }, "6 accounts are work to keep: all are happy and cost more than they bring" },
    { { 3, 1, 0, 1 }, "1 account is work to keep: it pays well and is not happy" },
    { { 3, 1, 1, 1 },
      "2 accounts are work to keep: 1 not happy, 1 costing more than they bring" },
    { { 3, 0, 0, 1 }, "No account is work to keep; 3 of 4 are a success for both sides" },
    { { 0, 0, 0, 0 }, "Of no account both happiness and profit are known yet" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = plain_company ();
      g_autoptr (BwSnapshot) now = NULL;
      g_autoptr (BwQuadrantsFigure) figure = NULL;
      BwFigureScope scope = { NULL };
      guint n = 0;

      for (guint j = 0; j < 4; j++)
        {
          for (guint k = 0; k < cases[i].counts[j]; k++)
            plain_account (fixture, n++, -1, 50, j == 0 || j == 2 ? 50 : -50, 100,
                           j < 2 ? 100 : 2000);
        }
      plain_account (fixture, n, -1, 50, -200, 100, 0);
      fixture_next (fixture);
      now = plain_load (fixture, NOW);
      scope.snapshot = now;
      figure = bw_quadrants_figure_compute (&scope);
      g_assert_cmpstr (figure->head.title, ==, cases[i].title);
      g_assert_nonnull (strstr (figure->head.subtitle, "1 without a reading"));
    }
}

static void
test_tiers (void)
{
  /* One top account; its service is the only one and takes so many hours a year. The only CSM
   * with accounts has 200 * 12 * 0.7 = 1680. */
  static const struct {
    int         hours;
    const char *title;
  } cases[] = {
    { 2240, "1 account carries 50\302\240% of ARR, and needs a third more time than we have" },
    { 2100, "1 account carries 50\302\240% of ARR, and needs a quarter more time than we have" },
    { 2520, "1 account carries 50\302\240% of ARR, and needs half as much time again as we have" },
    { 3360, "1 account carries 50\302\240% of ARR, and needs twice the time that we have" },
    { 5040, "1 account carries 50\302\240% of ARR, and needs 3.0 times the time that we have" },
    { 1848, "1 account carries 50\302\240% of ARR, and needs 10\302\240% more time than we have" },
    { 1680, "1 account carries 50\302\240% of ARR, and we have just the time that it needs" },
    { 840, "1 account carries 50\302\240% of ARR, and we have more time than it needs" },
    { 0, "1 account carries 50\302\240% of ARR" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = plain_company ();
      g_autoptr (BwSnapshot) now = NULL;
      g_autoptr (BwTiersFigure) figure = NULL;
      BwFigureScope scope = { NULL };

      plain_account (fixture, 0, -1, 50, 0, 5000, 0);
      for (guint j = 1; j <= 5; j++)
        plain_account (fixture, j, -1, 50, 0, 1000, 0);
      fixture_exec (fixture,
                    "UPDATE accounts SET owner_id = CASE id WHEN 'a000' THEN 'p1' END;"
                    "DELETE FROM people WHERE id = 'p2';"
                    "UPDATE people SET hours_per_month = 200 WHERE id = 'p1';"
                    "INSERT INTO policy VALUES ('services', '{\"top\": [{\"name\": \"All\","
                    " \"kind\": "
                    "\"call\", \"hours\": %d, \"times_a_year\": 1}], \"leveraged\": [], "
                    "\"scalable\": []}', 0)",
                    cases[i].hours);
      fixture_next (fixture);
      now = plain_load (fixture, NOW);
      scope.snapshot = now;
      figure = bw_tiers_figure_compute (&scope, NULL, NULL);
      g_assert_cmpstr (figure->head.title, ==, cases[i].title);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sentences/distribution", test_distribution);
  g_test_add_func ("/sentences/nobody-passes", test_nobody_passes);
  g_test_add_func ("/sentences/quadrants", test_quadrants);
  g_test_add_func ("/sentences/tiers", test_tiers);
  return g_test_run ();
}
