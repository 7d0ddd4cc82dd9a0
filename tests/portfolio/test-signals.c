/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "fixture.h"
#include "portfolio/bw-signals.h"

/* 20560 days is 2026-04-17: inside the random company's rows, so that some lie behind it. */
#define DAY 20560

#define UNKNOWN(value) ((value) == G_MININT64 ? BW_DATE_NONE : (BwDate) (value))

/* Rows of every relation that the signals read, some of them of later days, many with gaps. */
static void
add_rows (Fixture *fixture, guint32 seed, guint accounts)
{
  static const char *const roles[] = { "sponsor", "champion", "decision_maker", "admin" };
  static const char *const causes[] = { "'bad_fit'", "'missing feature'", "'weather'", "NULL" };
  static const char *const statuses[] = { "open", "done", "cancelled", "snoozed", "begun" };
  static const char *const tickets[] = { "complaint", "defect", "question" };
  static const char *const severities[] = { "low", "high", "critical" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  fixture_exec (fixture, "BEGIN; INSERT INTO playbooks VALUES ('push', 'retention', 'Push', '[]', "
                         "NULL, 0)");
  for (guint i = 0; i < 8 * accounts; i++)
    {
      guint account = g_rand_int_range (rand, 0, accounts);
      g_autofree char *id = g_strdup_printf ("%02x-%u", (account * 37) % 251, account);
      int day = g_rand_int_range (rand, 20100, 20640), later = day + g_rand_int_range (rand, 1, 300);
      g_autofree char *until = i % 3 ? g_strdup_printf ("%d", later) : g_strdup ("NULL");
      const char *score = i % 4 == 0 ? "NULL" : i % 4 == 1 ? "1" : i % 4 == 2 ? "2" : "3";

      fixture_exec (fixture,
                    "INSERT INTO contacts (id, account_id, name, role, persona, arrived_on, left_on,"
                    " updated_at) VALUES ('c%u', '%s', 'N', '%s', %s, %d, %s, 0);"
                    "INSERT INTO risks VALUES ('k%u', '%s', NULL, %s, NULL, %d, %s, '%s', NULL, "
                    "'open', %s, 1, 0);"
                    "INSERT INTO plays VALUES ('y%u', '%s', %s, 'p1', %d, %s, '%s', NULL, NULL, 1,"
                    " 0); INSERT INTO tickets (id, account_id, opened_at, closed_at, severity, kind,"
                    " updated_at) VALUES ('x%u', '%s', %d * 86400000000 + 5, %s * 86400000000, "
                    "'%s', '%s', 0);",
                    i, id, roles[i % 4], i % 7 == 0 ? "'executive'" : "NULL", day, until, i, id,
                    causes[g_rand_int_range (rand, 0, 4)], day, until, i % 2 ? "high" : "medium",
                    i % 5 ? "0.25" : "NULL", i, id, i % 2 ? "'push'" : "NULL", day, until,
                    statuses[g_rand_int_range (rand, 0, 5)], i, id, day, until, severities[i % 3],
                    tickets[g_rand_int_range (rand, 0, 3)]);
      fixture_exec (fixture,
                    "INSERT INTO feedback VALUES ('f%u', '%s', '%s', 't', %d, NULL, %s, NULL, 0);"
                    "INSERT INTO responses (id, account_id, responded_on, instrument, score,"
                    " updated_at) VALUES ('v%u', '%s', %d, '%s', %s, 0);"
                    "INSERT INTO change_requests VALUES ('g%u', '%s', %d, '%s', 0);"
                    "INSERT INTO interactions (id, account_id, person_id, occurred_on, kind, "
                    "moment_of_truth, updated_at) VALUES ('n%u', '%s', '%s', %d, '%s', %s, 0);",
                    i, id, i % 2 ? "idea" : "praise", day, until, i, id, day - day % 5,
                    i % 2 ? "renewal" : "nps", score, i, id, day, i % 3 ? "reduction" : "expansion",
                    i, id, i % 2 ? "p1" : "p2", day, i % 6 ? "call" : "qbr",
                    i % 5 ? "NULL" : "'post_renewal'");
      if (i % 6 == 0)
        fixture_exec (fixture,
                      "INSERT INTO plans VALUES ('l%u', '%s', %s, %d, %s, NULL, NULL, NULL, 1, 0);"
                      "INSERT INTO plan_targets VALUES ('t%u', 'l%u', 'logins', %s, NULL, NULL, %d,"
                      " 20600, 1, 0);"
                      "INSERT INTO plan_milestones VALUES ('m%u', 'l%u', 'M', %d, %s, 1, 0)",
                      i, id, i % 4 ? "'Why'" : "NULL", day, until, i, i, i % 8 ? "'so'" : "NULL",
                      g_rand_int_range (rand, 0, 90), i, i, day + 40, until);
    }
  fixture_exec (fixture, "COMMIT");
  fixture_touch_all (fixture);
  fixture_next (fixture);
}

static BwSnapshot *
open_day (Fixture *fixture, BwDate day)
{
  g_autoptr (GError) error = NULL;
  BwSnapshot *snapshot = bw_snapshot_load (fixture->mirror, day, NULL, &error);

  g_assert_no_error (error);
  return snapshot;
}

static BwSignals *
load (Fixture *fixture, const BwSnapshot *snapshot)
{
  g_autoptr (GError) error = NULL;
  BwSignals *signals = bw_signals_load (fixture->mirror, snapshot, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (signals->n, ==, snapshot->n);
  return signals;
}

#define THERE "coalesce(arrived_on, 0) <= %d AND (left_on IS NULL OR left_on > %d)"

static void
check_people (Fixture *fixture, const BwSnapshot *snapshot, guint32 row,
              const BwAccountSignals *signals)
{
  static const char *const roles[] = { "sponsor", "champion", "decision_maker" };
  const char *id = bw_snapshot_id (snapshot, row);
  const BwPerson *owner = bw_snapshot_owner (snapshot, row);
  BwDate day = snapshot->as_of;

  for (guint i = 0; i < BW_N_KEY_ROLES; i++)
    {
      g_assert_cmpint ((signals->roles_held >> i) & 1, ==,
                       fixture_int (fixture,
                                    "SELECT EXISTS (SELECT 1 FROM contacts WHERE account_id = '%s'"
                                    " AND role = '%s' AND " THERE ")",
                                    id, roles[i], day, day));
      g_assert_cmpint (signals->role_left_on[i], ==,
                       UNKNOWN (fixture_int (fixture,
                                             "SELECT max(left_on) FROM contacts WHERE "
                                             "account_id = '%s' AND role = '%s' AND left_on <= %d",
                                             id, roles[i], day)));
    }
  g_assert_cmpint (signals->newcomer_on, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(arrived_on) FROM contacts WHERE account_id = "
                                         "'%s' AND role <> 'admin' AND " THERE,
                                         id, day, day)));
  g_assert_cmpint (signals->leader_on, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(arrived_on) FROM contacts WHERE account_id = "
                                         "'%s' AND (role IN ('sponsor', 'decision_maker') OR "
                                         "persona = 'executive') AND " THERE,
                                         id, day, day)));
  g_assert_cmpint (signals->interaction_on, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(occurred_on) FROM interactions WHERE "
                                         "account_id = '%s' AND occurred_on <= %d",
                                         id, day)));
  g_assert_cmpint (signals->reviewed_on, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(occurred_on) FROM interactions WHERE "
                                         "account_id = '%s' AND occurred_on <= %d AND kind IN "
                                         "('qbr', 'ebr')",
                                         id, day)));
  g_assert_cmpint (signals->owner_on, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(occurred_on) FROM interactions WHERE "
                                         "account_id = '%s' AND occurred_on <= %d AND "
                                         "person_id = '%s'",
                                         id, day, owner != NULL ? owner->id : "")));
  g_assert_cmpint (signals->moment_on[BW_MOMENT_POST_RENEWAL], ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(occurred_on) FROM interactions WHERE "
                                         "account_id = '%s' AND occurred_on <= %d AND "
                                         "moment_of_truth = 'post_renewal'",
                                         id, day)));
}

static void
check_voice (Fixture *fixture, const char *id, BwDate day, const BwAccountSignals *signals)
{
  double score = fixture_double (
    fixture,
    "SELECT min(score) FROM responses WHERE account_id = '%s' AND instrument = 'renewal' AND "
    "responded_on = (SELECT max(responded_on) FROM responses WHERE account_id = '%s' AND "
    "instrument = 'renewal' AND responded_on <= %d)",
    id, id, day);

  g_assert_cmpint (signals->ideas_waiting, ==,
                   fixture_int (fixture,
                                "SELECT count(*) FROM feedback WHERE account_id = '%s' AND kind = "
                                "'idea' AND received_on BETWEEN %d - 365 AND %d AND NOT "
                                "coalesce(acted_on <= %d, 0)",
                                id, day, day, day));
  g_assert_true (isnan (score) ? isnan (signals->survey_score)
                               : (double) signals->survey_score == score);
  g_assert_cmpint (signals->reduction_on, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(requested_on) FROM change_requests WHERE kind "
                                         "= 'reduction' AND account_id = '%s' AND requested_on "
                                         "<= %d",
                                         id, day)));
  g_assert_cmpint (signals->problems_open, ==,
                   fixture_int (fixture,
                                "SELECT count(*) FROM tickets WHERE account_id = '%s' AND kind <> "
                                "'question' AND opened_at / 86400000000 <= %d AND NOT "
                                "coalesce(closed_at / 86400000000 <= %d, 0)",
                                id, day, day));
  g_assert_cmpint (signals->problems_lately, ==,
                   fixture_int (fixture,
                                "SELECT count(*) FROM tickets WHERE account_id = '%s' AND kind <> "
                                "'question' AND opened_at / 86400000000 BETWEEN %d - 89 AND %d",
                                id, day, day));
  g_assert_cmpint (signals->severe_since, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT min(opened_at / 86400000000) FROM tickets WHERE "
                                         "account_id = '%s' AND kind <> 'question' AND severity <> "
                                         "'low' AND opened_at / 86400000000 <= %d AND NOT "
                                         "coalesce(closed_at / 86400000000 <= %d, 0)",
                                         id, day, day)));
}

#define OPEN_RISK \
  "FROM risks WHERE account_id = '%s' AND opened_on <= %d AND (closed_on IS NULL OR closed_on > %d)"
#define OPEN_PLAY \
  "FROM plays WHERE account_id = '%s' AND opened_on <= %d AND status IN ('open', 'begun')"
#define OPEN_PLAN \
  "FROM plans WHERE account_id = '%s' AND started_on <= %d AND (closed_on IS NULL OR closed_on > %d)"

static void
check_work (Fixture *fixture, const char *id, const BwSnapshot *snapshot,
            const BwAccountSignals *signals)
{
  BwDate day = snapshot->as_of;
  /* On the latest day all of the team's work counts, what is dated ahead of the data included. */
  BwDate until = day >= snapshot->table->data_until ? G_MAXINT32 : day;
  double forecast
    = fixture_double (fixture, "SELECT max(forecast_probability) " OPEN_RISK, id, until, until);

  g_assert_cmpint (signals->risks_open, ==,
                   fixture_int (fixture, "SELECT count(*) " OPEN_RISK, id, until, until));
  g_assert_true (isnan (forecast) ? isnan (signals->forecast)
                                  : fabs ((double) signals->forecast - forecast) < 1e-6);
  g_assert_cmpint (signals->risk_on[BW_REASON_MISSING_FEATURE], ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT min(opened_on) " OPEN_RISK
                                         " AND cause = 'missing feature'",
                                         id, until, until)));
  g_assert_cmpint (signals->risk_on[BW_REASON_OPEN_RISK], ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT min(opened_on) " OPEN_RISK
                                         " AND coalesce(cause, 'weather') = 'weather'",
                                         id, until, until)));
  g_assert_cmpint (signals->plays_open, ==,
                   fixture_int (fixture, "SELECT count(*) " OPEN_PLAY, id, until));
  g_assert_cmpint (signals->plays_overdue, ==,
                   fixture_int (fixture, "SELECT count(*) " OPEN_PLAY " AND due_on < %d", id, until,
                                day));
  g_assert_cmpint (signals->play_due_on, ==,
                   UNKNOWN (fixture_int (fixture, "SELECT min(due_on) " OPEN_PLAY, id, until)));
  g_assert_cmpint (signals->snoozed_until, ==,
                   UNKNOWN (fixture_int (fixture,
                                         "SELECT max(due_on) FROM plays WHERE account_id = '%s' AND "
                                         "opened_on <= %d AND status = 'snoozed' AND due_on > %d",
                                         id, until, day)));
  g_assert_cmpint (signals->plan_on, ==,
                   UNKNOWN (fixture_int (fixture, "SELECT max(started_on) " OPEN_PLAN, id, until,
                                         until)));
  g_assert_cmpint (signals->targets, ==,
                   fixture_int (fixture,
                                "SELECT count(*) FROM plan_targets WHERE plan_id IN (SELECT id FROM "
                                "plans WHERE account_id = '%s' AND started_on <= %d)",
                                id, until));
  g_assert_cmpint (signals->targets_reached, ==,
                   fixture_int (fixture,
                                "WITH last AS (SELECT value FROM observations WHERE account_id = "
                                "'%s' AND metric_key = 'logins' AND observed_on <= %d AND value IS "
                                "NOT NULL ORDER BY observed_on DESC LIMIT 1) SELECT count(*) FROM "
                                "plan_targets, last WHERE plan_id IN (SELECT id FROM plans WHERE "
                                "account_id = '%s' AND started_on <= %d) AND last.value >= "
                                "target_value",
                                id, day, id, until));
}

static void
check (Fixture *fixture, const BwSnapshot *snapshot, const BwSignals *signals)
{
  for (guint32 row = 0; row < snapshot->n; row++)
    {
      const char *id = bw_snapshot_id (snapshot, row);

      check_people (fixture, snapshot, row, &signals->rows[row]);
      check_voice (fixture, id, snapshot->as_of, &signals->rows[row]);
      check_work (fixture, id, snapshot, &signals->rows[row]);
    }
}

static void
test_against_sql (void)
{
  static const BwDate days[] = { DAY, 20300, 20640 };
  g_autoptr (Fixture) fixture = fixture_new_random (5, 40);

  add_rows (fixture, 6, 40);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autoptr (BwSnapshot) snapshot = open_day (fixture, days[i]);
      g_autoptr (BwSignals) signals = load (fixture, snapshot);

      g_assert_cmpuint (snapshot->n, >, 5);
      check (fixture, snapshot, signals);
    }
}

/* What is kept is what a pass makes, and after a refresh only what changed is made anew. */
static void
test_kept_and_mended (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (7, 60);
  g_autoptr (BwSnapshot) before = NULL, after = NULL;
  g_autoptr (BwSignals) made = NULL, kept = NULL, mended = NULL, fresh = NULL;
  g_autofree char *id = NULL;

  add_rows (fixture, 8, 60);
  before = open_day (fixture, DAY);
  made = load (fixture, before);
  kept = load (fixture, before);
  g_assert_true (kept->rows != made->rows);
  g_assert_cmpmem (kept->rows, kept->n * sizeof *kept->rows, made->rows,
                   made->n * sizeof *made->rows);

  id = g_strdup (bw_snapshot_id (before, 3));
  fixture_exec (fixture, "INSERT INTO risks VALUES ('new', '%s', NULL, 'acquired', NULL, %d, NULL, "
                         "NULL, NULL, 'open', 0.9, 1, 0)",
                id, DAY - 1);
  fixture_touch (fixture, id);
  fixture_exec (fixture, "DELETE FROM accounts WHERE id = '%s'", bw_snapshot_id (before, 1));
  fixture_touch (fixture, bw_snapshot_id (before, 1));
  fixture_next (fixture);
  after = open_day (fixture, DAY);
  g_assert_cmpuint (after->n, ==, before->n - 1);
  mended = load (fixture, after);
  g_assert_cmpint (mended->rows[bw_snapshot_find_account (after, id)].risk_on[BW_REASON_ACQUIRED],
                   ==, DAY - 1);
  fixture_forget (fixture);
  fresh = load (fixture, after);
  g_assert_cmpmem (mended->rows, mended->n * sizeof *mended->rows, fresh->rows,
                   fresh->n * sizeof *fresh->rows);
}

/* A connection that shows edits gives them to the accounts that have some, and keeps none. */
static void
test_edits (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (9, 30);
  g_autoptr (BwSnapshot) snapshot = NULL;
  g_autoptr (BwSignals) plain = NULL, edited = NULL, again = NULL;
  const char *id;

  add_rows (fixture, 10, 30);
  snapshot = open_day (fixture, DAY);
  plain = load (fixture, snapshot);
  id = bw_snapshot_id (snapshot, 2);
  fixture_exec (fixture,
                "CREATE TEMP TABLE edited (relation TEXT, id TEXT, account_id TEXT, state TEXT);"
                "INSERT INTO temp.edited VALUES ('plays', 'e', '%s', 'waiting');"
                "CREATE TEMP VIEW plays AS SELECT * FROM main.plays UNION ALL SELECT 'e', '%s', "
                "'push', 'p1', %d, %d, 'snoozed', NULL, NULL, 1, 0",
                id, id, DAY - 1, DAY + 400);
  edited = load (fixture, snapshot);
  g_assert_cmpuint (edited->edited, ==, 1);
  for (guint32 row = 0; row < snapshot->n; row++)
    {
      if (row == 2)
        g_assert_cmpint (edited->rows[row].snoozed_until, ==, DAY + 400);
      else
        g_assert_cmpmem (&edited->rows[row], sizeof *edited->rows, &plain->rows[row],
                         sizeof *plain->rows);
    }

  fixture_forget (fixture);
  edited = (bw_signals_unref (edited), load (fixture, snapshot));
  fixture_exec (fixture, "DROP VIEW temp.plays; DROP TABLE temp.edited");
  again = load (fixture, snapshot);
  g_assert_cmpmem (again->rows, again->n * sizeof *again->rows, plain->rows,
                   plain->n * sizeof *plain->rows);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/signals/against-sql", test_against_sql);
  g_test_add_func ("/signals/kept-and-mended", test_kept_and_mended);
  g_test_add_func ("/signals/edits", test_edits);
  return g_test_run ();
}
