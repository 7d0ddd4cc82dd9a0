/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-deck.h"
#include "plain-company.h"

/* What is proposed for an account, beside what SQL says of the same rows. */

static BwDeck *
compute_with (Fixture *fixture, BwSnapshot *snapshot, const char *account, BwPeers peers,
              const BwReview *review)
{
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  BwDeckRequest request = { account, BW_BUCKET_MONTH, peers, review, NULL };
  g_autoptr (GError) error = NULL;
  BwDeck *deck = bw_deck_compute (&scope, &request, &error);

  g_assert_no_error (error);
  return deck;
}

static BwDeck *
compute (Fixture *fixture, BwSnapshot *snapshot, const char *account)
{
  return compute_with (fixture, snapshot, account, BW_PEERS_INDUSTRY, NULL);
}

/* (nullable): the first line whose text is this. */
static const BwSlideLine *
find_line (const BwSlide *slide, const char *text)
{
  for (guint i = 0; i < slide->lists->len; i++)
    {
      const BwSlideList *list = slide->lists->pdata[i];

      for (guint j = 0; j < list->lines->len; j++)
        {
          const BwSlideLine *line = list->lines->pdata[j];

          if (g_str_equal (line->text, text))
            return line;
        }
    }
  return NULL;
}

static const BwDeckCheck *
find_check (const BwDeck *deck, const char *id)
{
  for (guint i = 0; i < deck->checks->len; i++)
    {
      const BwDeckCheck *check = deck->checks->pdata[i];

      if (g_str_equal (check->id, id))
        return check;
    }
  return NULL;
}

static void
assert_check (const BwDeck *deck, const char *id, gboolean met, const char *slide_key)
{
  const BwDeckCheck *check = find_check (deck, id);

  g_assert_nonnull (check);
  g_assert_cmpint (check->met, ==, met);
  g_assert_cmpstr (check->slide_key, ==, slide_key);
  g_assert_nonnull (bw_deck_find (deck, slide_key));
}

static void
assert_keys (const BwDeck *deck, const char *expected)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < deck->slides->len; i++)
    g_string_append_printf (keys, "%s%s", i > 0 ? " " : "",
                            ((BwSlide *) deck->slides->pdata[i])->key);
  g_assert_cmpstr (keys->str, ==, expected);
}

/* Accounts of one industry with a metric that is better today than it was, each by a little more,
 * and one of them with all that a deck can speak of. */
static Fixture *
make_company (guint n)
{
  Fixture *fixture = plain_company ();

  fixture_exec (fixture, "BEGIN");
  for (guint i = 0; i < n; i++)
    {
      plain_account (fixture, i, 50, 60, 40, 1000, 100);
      fixture_exec (fixture,
                    "WITH RECURSIVE days (d) AS (SELECT 0 UNION ALL SELECT d + 7 FROM days"
                    " WHERE d < 84)"
                    " INSERT INTO observations SELECT 'a%03u', 'hours', 20200 - 90 + d,"
                    "  9.0 + 0.1 * (d %% 3), 0 FROM days"
                    " UNION ALL SELECT 'a%03u', 'hours', %d - 85 + d, 6.0 + 0.1 * (d %% 3), 0"
                    " FROM days",
                    i, i, NOW);
    }
  fixture_exec (
    fixture,
    "UPDATE metrics SET name = 'Hours to close a case', unit = 'h', source = 'customer'"
    " WHERE key = 'hours';"
    "UPDATE accounts SET industry = 'Trade', go_live_on = 20200, renewal_on = 20700;"
    "UPDATE accounts SET sales_rep_id = 'p3', licences_purchased = 40, licences_active = 30"
    " WHERE id = 'a000';"
    "INSERT INTO contacts VALUES"
    " ('c1', 'a000', 'Sam Sponsor', 'Operations', NULL, 5, 'sponsor', NULL, 19000, NULL, 0),"
    " ('c2', 'a000', 'Lea Left', 'Finance', NULL, 4, 'champion', NULL, 19000, 20590, 0),"
    " ('c3', 'a000', 'Fay Future', 'Sales', NULL, 4, 'user', NULL, 20605, NULL, 0),"
    " ('c4', 'a001', 'Olga Other', 'Sales', NULL, 4, 'user', NULL, 19000, NULL, 0);"
    "INSERT INTO plans VALUES ('pl', 'a000', 'Answer within the day', 20200, NULL, 'active',"
    " 'Bring in the second team', 'expansion', 1, 0);"
    "INSERT INTO plan_targets VALUES ('t1', 'pl', 'hours', 'Monthly report', NULL, NULL, 5.0,"
    " 20800, 1, 0);"
    "INSERT INTO plan_milestones VALUES ('m1', 'pl', 'Data connected', 20300, 20310, 1, 0),"
    " ('m2', 'pl', 'Portal open', 20580, NULL, 1, 0),"
    " ('m3', 'pl', 'First target', 20650, NULL, 1, 0);"
    "INSERT INTO plan_roles VALUES ('r1', 'pl', 'p1', NULL, 'Keeps the plan', 1, 0),"
    " ('r2', 'pl', NULL, 'c1', 'Decides', 1, 0), ('r3', 'pl', NULL, 'c2', 'Brings along', 1, 0);"
    "INSERT INTO behaviours VALUES ('b1', 'Works on own data', NULL, 30, 0),"
    " ('b2', 'Reviews the week', NULL, 500, 0);"
    "INSERT INTO behaviour_adoptions VALUES ('a000', 'b1', 20240, 0), ('a001', 'b2', 20240, 0);"
    "INSERT INTO features VALUES ('f1', 'Inbox', 1, 0), ('f2', 'Forecast', 1, 0),"
    " ('f3', 'Archive', 0, 0);"
    "INSERT INTO feature_uses VALUES ('a000', 'f1', 20544, 40, 0), ('a000', 'f1', 20514, 2, 0),"
    " ('a000', 'f1', 19900, 1000, 0), ('a001', 'f2', 20544, 9, 0);"
    "INSERT INTO feedback VALUES"
    " ('k1', 'a000', 'idea', 'Let us merge cases', 20500, 20502, 20550, 20555, 0),"
    " ('k2', 'a000', 'complaint', 'Search is slow', 20540, 20541, NULL, NULL, 0),"
    " ('k3', 'a000', 'praise', 'Quick answers', 20590, 20591, 20592, 20593, 0),"
    " ('k4', 'a001', 'idea', 'Of another', 20590, 20591, NULL, NULL, 0);"
    "INSERT INTO tickets VALUES"
    " ('x1', 'a000', 20500 * 86400000000, 20501 * 86400000000, 'low', 'question', NULL, NULL, 0),"
    " ('x2', 'a000', 20510 * 86400000000, NULL, 'low', 'question', NULL, NULL, 0),"
    " ('x3', 'a000', 20520 * 86400000000, 20521 * 86400000000, 'low', 'defect', NULL, NULL, 0);"
    "INSERT INTO change_requests VALUES ('g1', 'a000', 20500, 'expansion', 0),"
    " ('g2', 'a000', 20540, 'expansion', 0), ('g3', 'a001', 20540, 'reduction', 0);"
    "INSERT INTO answers VALUES ('q1', 'a000', 20000, 'why', 'We promised it', 1, 0),"
    " ('q2', 'a000', 20100, 'why', 'We still promise it', 1, 0);"
    "COMMIT");
  fixture_next (fixture);
  return fixture;
}

static void
test_content (void)
{
  g_autoptr (Fixture) fixture = make_company (7);
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
  g_autoptr (BwDeck) deck = compute (fixture, snapshot, "a000");
  const BwSlide *slide;
  const BwSlideList *list;

  assert_keys (deck, "cover people success value:hours adoption feedback actions next");
  g_assert_cmpstr (deck->title, ==, "Account 0 · business review");
  g_assert_cmpstr (deck->footer, ==, "Account 0 · business review, May 2026");
  for (guint i = 0; i < deck->slides->len; i++)
    g_assert_null (((BwSlide *) deck->slides->pdata[i])->missing);

  slide = bw_deck_find (deck, "people");
  g_assert_cmpstr (slide->title, ==, "Sam Sponsor and Ada lead our work together");
  list = slide->lists->pdata[0];
  g_assert_cmpint (list->lines->len, ==,
                   fixture_int (fixture,
                                "SELECT count(*) FROM contacts WHERE account_id = 'a000' AND"
                                " arrived_on <= %d AND (left_on IS NULL OR left_on > %d)",
                                NOW, NOW));
  g_assert_cmpstr (find_line (slide, "Sam Sponsor")->detail, ==, "Operations · Sponsor · Decides");
  g_assert_null (find_line (slide, "Lea Left"));
  g_assert_cmpstr (find_line (slide, "Ada")->detail, ==, "Customer success · Keeps the plan");
  g_assert_nonnull (find_line (slide, "Sal"));
  g_assert_null (find_line (slide, "Bo"));

  slide = bw_deck_find (deck, "success");
  g_assert_cmpstr (slide->title, ==, "Answer within the day");
  g_assert_cmpstr (find_line (slide, "Hours to close a case")->detail, ==,
                   "target 5.0\302\240h by 13 Dec 2026 · Monthly report");
  g_assert_nonnull (find_line (slide, "We still promise it"));
  g_assert_null (find_line (slide, "We promised it"));

  slide = bw_deck_find (deck, "adoption");
  g_assert_cmpstr (slide->title, ==, "You use 1 of 3 functions; next could be: Forecast");
  g_assert_cmpstr (((BwSlideNumber *) slide->numbers->pdata[0])->value, ==, "75\302\240%");
  g_assert_cmpstr (((BwSlideNumber *) slide->numbers->pdata[1])->value, ==, "1 of 2");
  g_assert_cmpstr (find_line (slide, "Inbox")->detail, ==, "used 42 times");
  g_assert_nonnull (find_line (slide, "Archive"));
  g_assert_cmpstr (find_line (slide, "Reviews the week")->detail, ==, "expected by 4 Sep 2026");

  slide = bw_deck_find (deck, "feedback");
  g_assert_cmpstr (slide->title, ==, "You told us 2 things; we acted on 1 of them");
  g_assert_cmpstr (find_line (slide, "Let us merge cases")->mark, ==, "done");
  g_assert_cmpstr (find_line (slide, "Let us merge cases")->detail, ==,
                   "heard 16 Feb · acknowledged 18 Feb · acted on 7 Apr · told you 12 Apr");
  g_assert_cmpstr (find_line (slide, "Search is slow")->mark, ==, "in hand");
  g_assert_cmpstr (find_line (slide, "Quick answers")->mark, ==, "thank you");
  g_assert_cmpstr (find_line (slide, "Quick answers")->detail, ==,
                   "heard 17 May · acknowledged 18 May");
  g_assert_null (find_line (slide, "Of another"));
  g_assert_cmpstr (find_line (slide, "2 questions")->detail, ==, "1 settled, 1 still open");
  g_assert_cmpstr (find_line (slide, "1 fault reported")->detail, ==, "settled");
  g_assert_cmpstr (find_line (slide, "You would like more of it")->detail, ==,
                   "asked 2 times, last on 28 Mar");
  g_assert_null (find_line (slide, "You would like less of it"));

  slide = bw_deck_find (deck, "actions");
  g_assert_cmpstr (find_line (slide, "Data connected")->mark, ==, "✓");
  g_assert_cmpstr (find_line (slide, "Portal open")->detail, ==, "was due on 7 May");
  g_assert_null (find_line (slide, "Lea Left"));

  slide = bw_deck_find (deck, "next");
  g_assert_cmpstr (slide->title, ==, "The next phase: Bring in the second team");
  g_assert_cmpstr (slide->text, ==, "More teams and sites");
  g_assert_nonnull (find_line (slide, "First target"));
  g_assert_nonnull (strstr (slide->notes, "renews on 4 September 2026"));

  assert_check (deck, "sponsor", TRUE, "people");
  assert_check (deck, "plan", TRUE, "success");
  assert_check (deck, "next", TRUE, "next");
  assert_check (deck, "baseline:hours", TRUE, "value:hours");
  assert_check (deck, "feedback", FALSE, "feedback");
  assert_check (deck, "milestones", FALSE, "actions");
  g_assert_null (find_check (deck, "stale:hours"));
}

/* The figure of the slide is the one that everything else shows. */
static void
test_value (void)
{
  g_autoptr (Fixture) fixture = make_company (7);
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
  g_autoptr (BwDeck) deck = compute (fixture, snapshot, "a000");
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  BwSeriesRequest request = { "a000", "hours", BW_BUCKET_MONTH, BW_PEERS_INDUSTRY };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSeriesFigure) figure = bw_series_figure_compute (&scope, &request, &error);
  const BwSlide *slide = bw_deck_find (deck, "value:hours");
  double before, after;

  g_assert_no_error (error);
  g_assert_cmpstr (slide->title, ==, figure->head.title);
  g_assert_nonnull (strstr (slide->title, "better than the 9.1\302\240h before go-live"));
  before = fixture_double (fixture, "SELECT avg(value) FROM observations WHERE account_id = 'a000'"
                                    " AND metric_key = 'hours' AND observed_on < 20200");
  after = fixture_double (fixture,
                          "SELECT avg(value) FROM observations WHERE account_id = 'a000'"
                          " AND metric_key = 'hours' AND observed_on > %d - 90",
                          NOW);
  g_assert_cmpfloat_with_epsilon (slide->series->result->baseline.value, before, 1e-9);
  g_assert_cmpfloat_with_epsilon (slide->series->result->after.value, after, 1e-9);
  g_assert_cmpint (slide->series->n_peer_accounts, ==, 6);
  g_assert_cmpstr (slide->series->peers_name, ==, "others in your industry");
  g_assert_nonnull (strstr (slide->source, "your own figures"));
}

/* A line is cut by the bucket that its readings have where they come less often than was asked
 * for: no point stands alone between two gaps. */
static void
test_bucket (void)
{
  static const struct {
    int         step;
    BwBucket    asked;
    BwBucket    shown;
    const char *word;
  } cases[] = {
    { 7, BW_BUCKET_WEEK, BW_BUCKET_WEEK, "weekly" },
    { 7, BW_BUCKET_MONTH, BW_BUCKET_MONTH, "monthly" },
    { 14, BW_BUCKET_WEEK, BW_BUCKET_MONTH, "monthly" },
    { 30, BW_BUCKET_WEEK, BW_BUCKET_MONTH, "monthly" },
    { 30, BW_BUCKET_QUARTER, BW_BUCKET_QUARTER, "quarterly" },
    { 91, BW_BUCKET_WEEK, BW_BUCKET_QUARTER, "quarterly" },
    { 91, BW_BUCKET_MONTH, BW_BUCKET_QUARTER, "quarterly" },
  };
  g_autoptr (Fixture) fixture = make_company (1);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (BwSnapshot) snapshot = NULL;
      g_autoptr (BwDeck) deck = NULL;
      g_autoptr (GError) error = NULL;
      BwFigureScope scope = { .mirror = fixture->mirror };
      BwDeckRequest request = { "a000", cases[i].asked, BW_PEERS_NONE, NULL, NULL };
      const BwSlide *slide;
      const BwSeries *result;

      fixture_exec (fixture,
                    "DELETE FROM observations WHERE metric_key = 'hours';"
                    "WITH RECURSIVE steps (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM steps"
                    " WHERE i < 9) INSERT INTO observations"
                    " SELECT 'a000', 'hours', %d - 10 - i * %d, 6.0 + i, 0 FROM steps",
                    NOW, cases[i].step);
      fixture_touch_all (fixture);
      fixture_next (fixture);
      scope.snapshot = snapshot = plain_load (fixture, NOW);
      deck = bw_deck_compute (&scope, &request, &error);
      g_assert_no_error (error);
      slide = bw_deck_find (deck, "value:hours");
      result = slide->series->result;
      g_assert_cmpint (result->bucket, ==, cases[i].shown);
      g_assert_nonnull (strstr (slide->kicker, cases[i].word));
      for (gsize k = 0; k < result->n_points; k++)
        {
          if (!isnan (result->points[k].value))
            g_assert_true ((k > 0 && !isnan (result->points[k - 1].value))
                           || (k + 1 < result->n_points && !isnan (result->points[k + 1].value)));
        }
    }
}

/* Where the plan has no purpose, the answer to why is the title, and is not said again below it. */
static void
test_no_purpose (void)
{
  g_autoptr (Fixture) fixture = make_company (1);
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (BwDeck) deck = NULL;
  g_autoptr (BwDeck) bare = NULL;
  const BwSlide *slide;

  fixture_exec (fixture, "UPDATE plans SET purpose = NULL");
  fixture_touch_all (fixture);
  fixture_next (fixture);
  snapshot = plain_load (fixture, NOW);
  deck = compute (fixture, snapshot, "a000");
  slide = bw_deck_find (deck, "success");
  g_assert_cmpstr (slide->title, ==, "We still promise it");
  g_assert_null (find_line (slide, "We still promise it"));
  g_assert_nonnull (find_line (slide, "Hours to close a case"));
  g_assert_null (slide->missing);

  fixture_exec (fixture, "DELETE FROM plan_targets");
  bare = compute (fixture, snapshot, "a000");
  slide = bw_deck_find (bare, "success");
  g_assert_cmpuint (slide->lists->len, ==, 0);
  g_assert_nonnull (strstr (slide->missing, "How would you measure it"));
}

/* Peers are shown from `policy.min_group` accounts on, and never by the name of a tier. */
static void
test_peers (void)
{
  static const struct {
    guint    accounts;
    gboolean shown;
  } cases[] = { { 5, FALSE }, { 6, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Fixture) fixture = make_company (cases[i].accounts);
      g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
      g_autoptr (BwDeck) deck = compute (fixture, snapshot, "a000");
      const BwSlide *slide = bw_deck_find (deck, "value:hours");

      g_assert_cmpint (slide->series->n_peer_accounts > 0, ==, cases[i].shown);
      g_assert_cmpint (slide->series->n_peers > 0, ==, cases[i].shown);
      g_assert_cmpint (slide->series->peers_name != NULL, ==, cases[i].shown);
    }
  {
    g_autoptr (Fixture) fixture = make_company (40);
    g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
    g_autoptr (BwDeck) deck
      = compute_with (fixture, snapshot, "a039", BW_PEERS_TIER, NULL);
    const BwSlide *slide = bw_deck_find (deck, "value:hours");

    g_assert_cmpint (slide->series->n_peer_accounts, >=, 5);
    g_assert_cmpstr (slide->series->peers_name, ==, "others of about your size");
    g_assert_null (strstr (slide->series->detail, "tier"));
  }
}

/* An account without an industry is like nobody, not like all others without one. */
static void
test_no_industry (void)
{
  g_autoptr (Fixture) fixture = make_company (12);
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (BwDeck) deck = NULL;

  fixture_exec (fixture, "UPDATE accounts SET industry = NULL");
  fixture_touch_all (fixture);
  fixture_next (fixture);
  snapshot = plain_load (fixture, NOW);
  deck = compute (fixture, snapshot, "a000");
  g_assert_cmpint (bw_deck_find (deck, "value:hours")->series->n_peers, ==, 0);
}

/* What became of things since the last review. */
static void
test_changes (void)
{
  g_autoptr (Fixture) fixture = make_company (6);
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
  g_autoptr (BwReview) review = bw_review_new ("a000");
  g_autoptr (BwDeck) deck = NULL;
  const BwSlide *slide;

  /* At the last review the metric was still that of before go-live. */
  review->last_held = 20199;
  deck = compute_with (fixture, snapshot, "a000", BW_PEERS_INDUSTRY, review);
  assert_keys (deck, "cover people success value:hours changes adoption feedback actions next");
  g_assert_cmpint (deck->last_held, ==, 20199);
  slide = bw_deck_find (deck, "changes");
  g_assert_cmpstr (slide->title, ==,
                   "Your figure is better than on 21 Apr 2025; 3 things were done");
  g_assert_cmpstr (find_line (slide, "Hours to close a case")->mark, ==, "better");
  g_assert_nonnull (find_line (slide, "Data connected"));
  g_assert_nonnull (find_line (slide, "Works on own data"));
  g_assert_nonnull (find_line (slide, "Let us merge cases"));

  /* Of the days since then nothing can be told apart. */
  review->last_held = 20558;
  g_clear_pointer (&deck, bw_deck_free);
  deck = compute_with (fixture, snapshot, "a000", BW_PEERS_INDUSTRY, review);
  slide = bw_deck_find (deck, "changes");
  g_assert_cmpstr (find_line (slide, "Hours to close a case")->mark, ==, "no clear change");
  g_assert_cmpuint (slide->lists->len, ==, 1);
}

/* What lies in the future of the day is not there. */
static void
test_earlier_day (void)
{
  g_autoptr (Fixture) fixture = make_company (6);
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, 20305);
  g_autoptr (BwDeck) deck = compute (fixture, snapshot, "a000");
  const BwSlide *slide = bw_deck_find (deck, "people");

  g_assert_nonnull (find_line (slide, "Lea Left"));
  slide = bw_deck_find (deck, "actions");
  g_assert_cmpstr (find_line (slide, "Data connected")->mark, ==, "○");
  slide = bw_deck_find (deck, "feedback");
  g_assert_nonnull (slide->missing);
  /* How many licences were in use then is not kept. */
  slide = bw_deck_find (deck, "adoption");
  g_assert_cmpstr (((BwSlideNumber *) slide->numbers->pdata[0])->label, ==,
                   "ways of working taken up");
}

/* An account of which nothing is known but its name. */
static void
test_empty (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (BwReview) review = bw_review_new ("e");
  g_autoptr (BwDeck) deck = NULL;

  fixture_touch (fixture, "e");
  fixture_exec (fixture, "INSERT INTO accounts (id, name, contract_started_on, updated_at)"
                         " VALUES ('e', 'Empty', 19000, 0)");
  fixture_next (fixture);
  snapshot = plain_load (fixture, NOW);
  review->last_held = NOW - 90;
  deck = compute_with (fixture, snapshot, "e", BW_PEERS_INDUSTRY, review);
  g_assert_cmpstr (deck->subject, ==, "Empty");
  assert_keys (deck, "cover people success value changes adoption feedback actions next");
  for (guint i = 1; i < deck->slides->len; i++)
    {
      const BwSlide *slide = deck->slides->pdata[i];

      g_assert_nonnull (slide->missing);
      g_assert_nonnull (slide->title);
      g_assert_nonnull (slide->notes);
      g_assert_null (slide->series);
      g_assert_cmpuint (slide->lists->len, ==, 0);
      g_assert_cmpuint (slide->numbers->len, ==, 0);
    }
  assert_check (deck, "sponsor", FALSE, "people");
  assert_check (deck, "plan", FALSE, "success");
  assert_check (deck, "value", FALSE, "value");
  assert_check (deck, "next", FALSE, "next");
}

/* A metric that was not read for long is past its date, and nothing is claimed of today. */
static void
test_stale (void)
{
  g_autoptr (Fixture) fixture = make_company (6);
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (BwDeck) deck = NULL;
  const BwSlide *slide;

  fixture_exec (fixture, "DELETE FROM observations WHERE account_id = 'a000' AND"
                         " metric_key = 'hours' AND observed_on > 20200;"
                         "DELETE FROM contacts");
  fixture_touch_all (fixture);
  fixture_next (fixture);
  snapshot = plain_load (fixture, NOW);
  deck = compute (fixture, snapshot, "a000");
  slide = bw_deck_find (deck, "value:hours");
  g_assert_nonnull (strstr (slide->title, "when last measured"));
  assert_check (deck, "stale:hours", FALSE, "value:hours");
  assert_check (deck, "sponsor", FALSE, "people");
}

static void
test_unknown (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, NOW);
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  BwDeckRequest request = { "nobody", BW_BUCKET_MONTH, BW_PEERS_INDUSTRY };
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_deck_compute (&scope, &request, &error));
  g_assert_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deck-account/content", test_content);
  g_test_add_func ("/deck-account/value", test_value);
  g_test_add_func ("/deck-account/bucket", test_bucket);
  g_test_add_func ("/deck-account/no-purpose", test_no_purpose);
  g_test_add_func ("/deck-account/peers", test_peers);
  g_test_add_func ("/deck-account/no-industry", test_no_industry);
  g_test_add_func ("/deck-account/changes", test_changes);
  g_test_add_func ("/deck-account/earlier-day", test_earlier_day);
  g_test_add_func ("/deck-account/empty", test_empty);
  g_test_add_func ("/deck-account/stale", test_stale);
  g_test_add_func ("/deck-account/unknown", test_unknown);
  return g_test_run ();
}
