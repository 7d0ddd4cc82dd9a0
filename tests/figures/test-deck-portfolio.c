/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-deck.h"
#include "figures/bw-retention-figure.h"
#include "figures/bw-triage-figure.h"
#include "plain-company.h"

/* The deck for the board, and the retention that stands on it, beside what SQL says. */

#define STAYED "(churned_on IS NULL OR churned_on > %d)"
#define MRR_ON \
  "coalesce ((SELECT sum (mrr_delta) FROM revenue_events AS e WHERE e.account_id = accounts.id" \
  " AND effective_on <= %d), 0)"

static void
assert_retention (Fixture *fixture, BwDate from, BwDate to)
{
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, to);
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRetentionFigure) figure = bw_retention_figure_compute (&scope, from, &error);
  const BwRetention *points = &figure->points;
  gint64 then, now, kept, booked = 0;

  g_assert_no_error (error);
  g_assert_cmpint (points->accounts, ==,
                   fixture_int (fixture,
                                "SELECT count (*) FROM accounts WHERE contract_started_on <= %d"
                                " AND " STAYED,
                                from, from));
  g_assert_cmpint (points->stayed, ==,
                   fixture_int (fixture,
                                "SELECT count (*) FROM accounts WHERE contract_started_on <= %d"
                                " AND " STAYED " AND " STAYED,
                                from, from, to));
  then = fixture_int (fixture,
                      "SELECT coalesce (sum (" MRR_ON "), 0) FROM accounts"
                      " WHERE contract_started_on <= %d AND " STAYED,
                      from, from, from);
  now = fixture_int (fixture,
                     "SELECT coalesce (sum (" MRR_ON "), 0) FROM accounts"
                     " WHERE contract_started_on <= %d AND " STAYED " AND " STAYED,
                     to, from, from, to);
  kept = fixture_int (fixture,
                      "SELECT coalesce (sum (min (" MRR_ON ", iif (" STAYED ", " MRR_ON ", 0))), 0)"
                      " FROM accounts WHERE contract_started_on <= %d AND " STAYED,
                      from, to, to, from, from);
  g_assert_cmpint (points->then, ==, then);
  g_assert_cmpint (points->now, ==, now);
  g_assert_cmpint (points->kept, ==, kept);
  if (then > 0)
    {
      g_assert_cmpfloat_with_epsilon (points->nrr, (double) now / (double) then, 1e-12);
      g_assert_cmpfloat_with_epsilon (points->grr, (double) kept / (double) then, 1e-12);
    }

  /* The bridge holds, to the cent. */
  g_assert_cmpint (figure->movements.start, ==,
                   fixture_int (fixture,
                                "SELECT coalesce (sum (mrr_delta), 0) FROM revenue_events"
                                " WHERE effective_on <= %d",
                                from));
  for (guint i = 0; i < BW_N_MOVES; i++)
    booked += figure->movements.moves[i];
  g_assert_cmpint (figure->movements.start + booked, ==, figure->movements.end);
  g_assert_cmpint (figure->movements.end, ==,
                   fixture_int (fixture,
                                "SELECT coalesce (sum (mrr_delta), 0) FROM revenue_events"
                                " WHERE effective_on <= %d",
                                to));
  g_assert_cmpint (figure->movements.moves[BW_MOVE_CHURN], ==,
                   fixture_int (fixture,
                                "SELECT coalesce (sum (mrr_delta), 0) FROM revenue_events"
                                " WHERE effective_on <= %d AND effective_on > %d"
                                " AND kind = 'churn'",
                                to, from));
}

static void
test_retention (void)
{
  for (guint seed = 1; seed <= 3; seed++)
    {
      g_autoptr (Fixture) fixture = fixture_new_random (seed, 80);

      assert_retention (fixture, 20235, 20600);
      assert_retention (fixture, 20100, 20300);
    }
}

static BwDeck *
compute (Fixture *fixture, BwSnapshot *snapshot, BwSnapshot *compare)
{
  BwFigureScope scope = { .snapshot = snapshot, .compare = compare, .mirror = fixture->mirror };
  BwDeckRequest request = { NULL, BW_BUCKET_MONTH, BW_PEERS_NONE, NULL, NULL };
  g_autoptr (GError) error = NULL;
  BwDeck *deck = bw_deck_compute (&scope, &request, &error);

  g_assert_no_error (error);
  return deck;
}

static void
test_deck (void)
{
  static const char *const keys[] = { "cover", "key-figures", "curve",     "quadrants",
                                      "tiers", "capacity",    "retention", "decisions" };
  g_autoptr (Fixture) fixture = plain_company_60 (5);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  g_autoptr (BwSnapshot) then = plain_load (fixture, THEN);
  g_autoptr (BwDeck) deck = compute (fixture, now, then);
  g_autoptr (BwReview) review = NULL;

  g_assert_null (deck->account_id);
  g_assert_cmpstr (deck->title, ==, "Plain · portfolio review");
  g_assert_cmpuint (deck->slides->len, ==, G_N_ELEMENTS (keys));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];

      g_assert_cmpstr (slide->key, ==, keys[i]);
      g_assert_true (slide->title != NULL && *slide->title != '\0');
      g_assert_nonnull (slide->notes);
      g_assert_null (slide->missing);
    }
  /* Each figure is the one that the pages show. */
  {
    BwFigureScope scope = { .snapshot = now, .compare = then, .mirror = fixture->mirror };
    g_autoptr (BwQuadrantsFigure) figure = bw_quadrants_figure_compute (&scope);
    const BwSlide *slide = bw_deck_find (deck, "quadrants");

    g_assert_cmpstr (slide->title, ==, figure->head.title);
    g_assert_cmpint (slide->quadrants->keep.accounts, ==, figure->keep.accounts);
  }
  {
    /* The figure before each account is the one that they are in the order of. */
    BwFigureScope scope = { .snapshot = now, .compare = then, .mirror = fixture->mirror };
    BwTriageRequest request = { NULL };
    g_autoptr (BwTriageFigure) figure = bw_triage_figure_compute (&scope, &request, NULL, NULL);
    const BwSlideList *list = bw_deck_find (deck, "decisions")->lists->pdata[0];

    g_assert_cmpint (list->lines->len, >, 0);
    for (guint i = 0; i < list->lines->len; i++)
      {
        const BwSlideLine *line = list->lines->pdata[i];
        g_autofree char *loss = bw_money_format_short (figure->rows[i].loss, figure->currency);

        g_assert_cmpstr (line->mark, ==, loss);
        g_assert_cmpstr (line->text, ==, bw_snapshot_name (now, figure->rows[i].row));
      }
  }
  review = bw_deck_make_review (deck);
  g_assert_cmpstr (review->account_id, ==, "");
}

/* One account of which nothing is known: every slide says what is missing or what there is. */
static void
test_one_account (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (BwDeck) deck = NULL;

  fixture_touch (fixture, "e");
  fixture_exec (fixture, "INSERT INTO accounts (id, name, contract_started_on, updated_at)"
                         " VALUES ('e', 'Empty', %d, 0)",
                NOW - 10);
  fixture_next (fixture);
  snapshot = plain_load (fixture, NOW);
  deck = compute (fixture, snapshot, NULL);
  g_assert_nonnull (bw_deck_find (deck, "curve")->missing);
  g_assert_null (bw_deck_find (deck, "curve")->distribution);
  g_assert_nonnull (bw_deck_find (deck, "quadrants")->missing);
  g_assert_nonnull (bw_deck_find (deck, "retention")->missing);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deck-portfolio/retention", test_retention);
  g_test_add_func ("/deck-portfolio/deck", test_deck);
  g_test_add_func ("/deck-portfolio/one-account", test_one_account);
  return g_test_run ();
}
