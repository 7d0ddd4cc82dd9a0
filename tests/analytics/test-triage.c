/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "analytics/bw-triage.h"
#include "near.h"

#define DAY 20000

/* An account of a year and a half that is well: no fact here is a reason. */
static void
well (BwTriageFacts *facts, BwAccountSignals *signals)
{
  bw_account_signals_clear (signals);
  *facts = (BwTriageFacts) {
    .as_of = DAY, .today = TRUE, .started_on = DAY - 550, .go_live_on = DAY - 480,
    .renewal_on = DAY + 200, .last_signal_on = DAY - 3, .has_owner = TRUE,
    .quadrant = BW_QUADRANT_SUCCESS, .tier = BW_TIER_SCALABLE, .success_index = 70,
    .adoption = 60, .signals = signals,
  };
}

static void
expect (const BwTriageFacts *facts, guint32 recorded, BwReasons reasons)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();

  g_assert_cmphex (bw_triage_reasons (facts, recorded, policy, NULL), ==, reasons);
}

static void
test_nothing (void)
{
  BwAccountSignals signals;
  BwTriageFacts facts;

  well (&facts, &signals);
  expect (&facts, 0, 0);
}

/* Where a company keeps no record, what is not there is no reason. */
static void
test_unknown_is_no_reason (void)
{
  BwAccountSignals signals;
  BwTriageFacts facts;

  well (&facts, &signals);
  facts.go_live_on = BW_DATE_NONE;
  facts.renewal_on = BW_DATE_NONE;
  facts.has_owner = FALSE;
  facts.success_index = NAN;
  facts.adoption = NAN;
  facts.quadrant = BW_QUADRANT_UNKNOWN;
  expect (&facts, 0, 0);

  expect (&facts, BW_RECORDED_PLANS, BW_REASON_BIT (BW_REASON_NO_PLAN));
  expect (&facts, BW_RECORDED_OWNERS, BW_REASON_BIT (BW_REASON_HUMAN_FACTOR));
  expect (&facts, BW_RECORDED_GO_LIVE, BW_REASON_BIT (BW_REASON_IMPLEMENTATION_STALLED));
  /* The columns of an account are those of today: of an earlier day its owner is not known. */
  facts.today = FALSE;
  expect (&facts, BW_RECORDED_OWNERS, 0);
}

static void
test_vacancy (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  BwAccountSignals signals;
  BwTriageFacts facts;

  well (&facts, &signals);
  signals.role_left_on[BW_KEY_ROLE_SPONSOR] = DAY - 365;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_SPONSOR_LEFT));
  g_assert_cmphex (bw_triage_roles_vacant (&facts, policy), ==, 1u << BW_KEY_ROLE_SPONSOR);
  /* Longer ago than departure_days, or with somebody in the role, it is none. */
  signals.role_left_on[BW_KEY_ROLE_SPONSOR] = DAY - 366;
  expect (&facts, 0, 0);
  signals.role_left_on[BW_KEY_ROLE_SPONSOR] = DAY - 10;
  signals.roles_held = 1u << BW_KEY_ROLE_SPONSOR;
  expect (&facts, 0, 0);
  signals.roles_held = 1u << BW_KEY_ROLE_CHAMPION;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_SPONSOR_LEFT));
}

static void
test_drift (void)
{
  BwAccountSignals signals;
  BwTriageFacts facts;

  /* 90 days for who does not say, else as many as it says. */
  well (&facts, &signals);
  facts.go_live_on = BW_DATE_NONE;
  facts.started_on = DAY - 90;
  expect (&facts, BW_RECORDED_GO_LIVE, 0);
  facts.started_on = DAY - 91;
  expect (&facts, BW_RECORDED_GO_LIVE, BW_REASON_BIT (BW_REASON_IMPLEMENTATION_STALLED));
  signals.implementation_days = 120;
  expect (&facts, BW_RECORDED_GO_LIVE, 0);

  well (&facts, &signals);
  facts.adoption = 29.9;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_LOW_ADOPTION));
  facts.adoption = 30;
  expect (&facts, 0, 0);
  signals.licences_purchased = 100;
  signals.licences_active = 29;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_LOW_ADOPTION));
  facts.today = FALSE;
  expect (&facts, 0, 0);

  well (&facts, &signals);
  expect (&facts, BW_RECORDED_REVIEWS, BW_REASON_BIT (BW_REASON_NO_VALUE_SHOWN));
  signals.reviewed_on = DAY - 365;
  expect (&facts, BW_RECORDED_REVIEWS, 0);
  signals.reviewed_on = DAY - 366;
  signals.targets_reached = 1;
  expect (&facts, BW_RECORDED_REVIEWS, 0);

  well (&facts, &signals);
  signals.leader_on = DAY - 180;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_NEW_LEADERSHIP));
  facts.started_on = DAY - 210; /* Arrived with the contract. */
  expect (&facts, 0, 0);

  well (&facts, &signals);
  signals.ideas_waiting = 1;
  signals.idea_on = DAY - 181;
  expect (&facts, 0, 0);
  expect (&facts, BW_RECORDED_ACTED, BW_REASON_BIT (BW_REASON_MISSING_FEATURE));

  well (&facts, &signals);
  signals.problems_lately = 3;
  signals.severe_since = DAY - 14;
  expect (&facts, 0, 0);
  signals.severe_since = DAY - 15;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_POOR_QUALITY));
  signals.severe_since = BW_DATE_NONE;
  signals.problems_lately = 4;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_POOR_QUALITY));

  well (&facts, &signals);
  signals.risk_causes = BW_REASON_BIT (BW_REASON_ACQUIRED) | BW_REASON_BIT (BW_REASON_BAD_FIT);
  expect (&facts, 0, signals.risk_causes);
}

static void
test_survey (void)
{
  static const struct {
    float     score;
    int       asked; /* Days before the date. */
    BwReasons reasons;
  } cases[] = {
    { 1, 5, BW_REASON_BIT (BW_REASON_NOT_LIKELY) },
    { 2, 5, BW_REASON_BIT (BW_REASON_UNSURE) },
    { 3, 5, 0 },
    { NAN, 14, 0 },
    { NAN, 15, BW_REASON_BIT (BW_REASON_NO_ANSWER) },
    { 1, 200, BW_REASON_BIT (BW_REASON_NOT_LIKELY) },
    { 1, 201, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      BwAccountSignals signals;
      BwTriageFacts facts;

      well (&facts, &signals);
      signals.survey_on = DAY - cases[i].asked;
      signals.survey_score = cases[i].score;
      /* Without a renewal date the answer holds from the day it was given; with one, it must have
       * been about this renewal. */
      facts.renewal_on = BW_DATE_NONE;
      expect (&facts, 0, cases[i].reasons);
      facts.renewal_on = DAY + 195 + 1;
      if (cases[i].asked > 4)
        expect (&facts, 0, 0);
    }
}

static void
test_places (void)
{
  BwAccountSignals signals;
  BwTriageFacts facts;

  well (&facts, &signals);
  facts.quadrant = BW_QUADRANT_FIX_EXPECTATIONS;
  facts.success_index = 39.9;
  facts.renewal_on = DAY + 120;
  facts.last_signal_on = DAY - 91;
  signals.reduction_on = DAY - 180;
  expect (&facts, 0,
          BW_REASON_BIT (BW_REASON_UNHAPPY) | BW_REASON_BIT (BW_REASON_AT_RISK)
            | BW_REASON_BIT (BW_REASON_RENEWAL) | BW_REASON_BIT (BW_REASON_SILENT)
            | BW_REASON_BIT (BW_REASON_REDUCTION_ASKED));
  facts.quadrant = BW_QUADRANT_FIX_COST;
  facts.success_index = 40;
  facts.renewal_on = DAY - 120;
  facts.last_signal_on = DAY - 90;
  signals.reduction_on = DAY - 181;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_COSTLY) | BW_REASON_BIT (BW_REASON_RENEWAL));

  /* Of a young account nothing need be heard yet. */
  well (&facts, &signals);
  facts.last_signal_on = BW_DATE_NONE;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_SILENT));
  facts.started_on = DAY - 90;
  expect (&facts, 0, 0);
}

static void
test_own_call (void)
{
  BwAccountSignals signals;
  BwTriageFacts facts;

  /* Bands: red from 0, yellow from 40, green from 80; the index is yellow. */
  well (&facts, &signals);
  signals.call = 45;
  expect (&facts, 0, 0);
  signals.call = 85;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_CALL_DIFFERS));
  signals.call = NAN;
  signals.forecast = 0.55f;
  expect (&facts, 0, 0);
  signals.forecast = 0.65f;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_CALL_DIFFERS));
  signals.forecast = NAN;
  signals.severity_high = 1;
  expect (&facts, 0, BW_REASON_BIT (BW_REASON_CALL_DIFFERS));
  facts.success_index = NAN;
  expect (&facts, 0, 0);
}

static void
test_moments (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  BwAccountSignals signals;
  BwTriageFacts facts;
  BwMoment first = BW_N_MOMENTS;
  BwDate due_on;

  /* Live for more than half a year, and its renewal half a year away: after the last renewal,
   * which was 165 days ago, somebody should have called within thirty. */
  well (&facts, &signals);
  facts.started_on = DAY - 300;
  g_assert_cmpuint (bw_triage_moments_overdue (&facts, policy, &first, &due_on), ==, 0);
  facts.started_on = DAY - 550;
  g_assert_cmpuint (bw_triage_moments_overdue (&facts, policy, &first, &due_on), ==, 1);
  g_assert_cmpint (first, ==, BW_MOMENT_POST_RENEWAL);
  g_assert_cmpint (due_on, ==, DAY + 200 - 365 + 30);
  expect (&facts, 0, 0);
  expect (&facts, BW_RECORDED_MOMENTS, BW_REASON_BIT (BW_REASON_MOMENT_OVERDUE));
  signals.moment_on[BW_MOMENT_POST_RENEWAL] = DAY + 200 - 365;
  expect (&facts, BW_RECORDED_MOMENTS, 0);

  /* The services of the top tier have an executive business review; those of the others do not. */
  facts.tier = BW_TIER_TOP;
  g_assert_cmpuint (bw_triage_moments_overdue (&facts, policy, &first, &due_on), ==, 1);
  g_assert_cmpint (first, ==, BW_MOMENT_EBR);
  g_assert_cmpint (due_on, ==, DAY - 480 + 182);
}

static void
test_risk (void)
{
  g_autoptr (BwPolicy) policy = bw_policy_new ();
  g_autofree char *reason = NULL;
  BwReasons left = BW_REASON_BIT (BW_REASON_SPONSOR_LEFT);
  BwReasons reasons = left | BW_REASON_BIT (BW_REASON_RENEWAL);

  g_assert_true (bw_policy_set (policy, "triage_weights",
                                "{\"sponsor_left\": 0.25, \"renewal\": 0.1}", &reason));
  g_assert_cmpfloat (bw_triage_risk (0, 0, NAN, policy), ==, 0);
  assert_near (bw_triage_risk (BW_REASON_BIT (BW_REASON_RENEWAL), 0, NAN, policy), 0.1, 1e-12);
  /* 1 - 0.75 * 0.9 */
  assert_near (bw_triage_risk (reasons, 0, NAN, policy), 0.325, 1e-12);
  /* 1 - 0.4 * 0.75 * 0.9 */
  assert_near (bw_triage_risk (reasons, 0, 0.6, policy), 0.73, 1e-12);
  assert_near (bw_triage_risk (reasons, 0, 7, policy), 1, 1e-12);

  /* Named by a risk alone: 1 - 0.4 * 0.9, and without a forecast by its weight. */
  assert_near (bw_triage_risk (reasons, left, 0.6, policy), 0.64, 1e-12);
  assert_near (bw_triage_risk (reasons, left, NAN, policy), 0.325, 1e-12);
  assert_near (bw_triage_weight (BW_REASON_SPONSOR_LEFT, left, 0.6, policy), 0.6, 1e-12);
  assert_near (bw_triage_weight (BW_REASON_SPONSOR_LEFT, 0, 0.6, policy), 0.25, 1e-12);

  g_assert_true (bw_policy_set (policy, "triage_weights", "{\"renewal\": 0}", &reason));
  assert_near (bw_triage_risk (reasons, 0, NAN, policy), 0.25, 1e-12);
  g_assert_false (bw_policy_set (policy, "triage_weights", "{\"renewal\": 1.1}", &reason));
  g_assert_nonnull (reason);
  g_clear_pointer (&reason, g_free);
  g_assert_false (bw_policy_set (policy, "triage_weights", "{\"rain\": 0.1}", &reason));
  g_assert_nonnull (reason);
}

static void
test_order (void)
{
  static const BwMoney loss[] = { 500, 900, 500, 0, 500, 0 };
  static const int days[] = { 30, 400, -5, BW_DAYS_UNKNOWN, 30, 7 };
  static const guint32 expected[] = { 1, 2, 0, 4, 5, 3 };
  guint32 order[6];

  bw_triage_order (loss, days, 6, order);
  g_assert_cmpmem (order, sizeof order, expected, sizeof expected);
}

static void
test_words (void)
{
  for (BwReason i = 0; i < BW_N_REASONS; i++)
    g_assert_cmpint (bw_reason_parse (bw_reason_word (i)), ==, i);
  g_assert_cmpint (bw_reason_parse ("Missing feature"), ==, BW_REASON_MISSING_FEATURE);
  g_assert_cmpint (bw_reason_parse ("missing"), ==, BW_N_REASONS);
  g_assert_cmpint (bw_reason_parse (NULL), ==, BW_N_REASONS);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage/nothing", test_nothing);
  g_test_add_func ("/triage/unknown-is-no-reason", test_unknown_is_no_reason);
  g_test_add_func ("/triage/vacancy", test_vacancy);
  g_test_add_func ("/triage/drift", test_drift);
  g_test_add_func ("/triage/survey", test_survey);
  g_test_add_func ("/triage/places", test_places);
  g_test_add_func ("/triage/own-call", test_own_call);
  g_test_add_func ("/triage/moments", test_moments);
  g_test_add_func ("/triage/risk", test_risk);
  g_test_add_func ("/triage/order", test_order);
  g_test_add_func ("/triage/words", test_words);
  return g_test_run ();
}
