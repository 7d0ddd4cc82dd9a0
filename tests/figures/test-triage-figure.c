/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-triage-figure.h"
#include "plain-company.h"
#include "portfolio/bw-work-edit.h"
#include "store/bw-mirror-edits.h"
#include "store/bw-outbox.h"

/*
 * Four accounts, 12,000.00, 6,000.00, 2,400.00 and 1,200.00 of ARR, all with readings of today:
 *   a000  well, except that its sponsor left on 2026-04-07
 *   a001  unhappy and profitable, at risk, with a plan and a play that is overdue
 *   a002  no reason at all
 *   a003  a reduction was asked for; put off for ten days by a play
 * NOW is 2026-05-27.
 */
static Fixture *
small_company (void)
{
  Fixture *fixture = plain_company ();

  plain_account (fixture, 0, 70, 70, 50, 100000, 500000);
  plain_account (fixture, 1, 60, 30, -50, 50000, 100000);
  plain_account (fixture, 2, 60, 60, 50, 20000, 10000);
  plain_account (fixture, 3, 60, 60, 50, 10000, 10000);
  fixture_exec (fixture,
                "INSERT INTO contacts (id, account_id, name, role, arrived_on, left_on, updated_at)"
                " VALUES ('c1', 'a000', 'Maria Diaz', 'sponsor', 19000, %d, 0),"
                " ('c2', 'a000', 'Champ', 'champion', 19000, NULL, 0);"
                "INSERT INTO plans VALUES ('p0', 'a000', 'Why', %d, NULL, NULL, 'Next', NULL, 1, 0),"
                " ('p1', 'a001', NULL, %d, NULL, NULL, NULL, NULL, 1, 0),"
                " ('p2', 'a002', 'Why', %d, NULL, NULL, NULL, NULL, 1, 0),"
                " ('p3', 'a003', 'Why', %d, NULL, NULL, NULL, NULL, 1, 0);"
                "INSERT INTO playbooks VALUES ('push', 'retention', 'Lift adoption', '[]', NULL, 0)",
                NOW - 50, NOW - 400, NOW - 400, NOW - 400, NOW - 400);
  fixture_exec (fixture,
                "INSERT INTO plays VALUES ('y1', 'a001', 'push', 'p2', %d, %d, 'open', NULL, NULL, 1,"
                " 0), ('y2', 'a001', NULL, 'p2', %d, %d, 'done', 'Met', NULL, 1, 0),"
                " ('y3', 'a003', NULL, 'p1', %d, %d, 'snoozed', 'New budget then', NULL, 1, 0);"
                "INSERT INTO change_requests VALUES ('g1', 'a003', %d, 'reduction', 0)",
                NOW - 30, NOW - 3, NOW - 60, NOW - 40, NOW - 2, NOW + 10, NOW - 20);
  fixture_next (fixture);
  return fixture;
}

static BwTriageFigure *
compute (Fixture *fixture, BwDate day, const BwTriageRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, day);
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  BwTriageFigure *figure = bw_triage_figure_compute (&scope, request, NULL, &error);

  g_assert_no_error (error);
  return figure;
}

static const BwTriageRow *
row_of (const BwTriageFigure *figure, const char *id)
{
  for (guint i = 0; i < figure->n; i++)
    {
      if (g_str_equal (bw_snapshot_id (figure->snapshot, figure->rows[i].row), id))
        return &figure->rows[i];
    }
  return NULL;
}

static void
test_queue (void)
{
  g_autoptr (Fixture) fixture = small_company ();
  g_autoptr (BwTriageFigure) figure = compute (fixture, NOW, NULL);
  const BwTriageRow *first = row_of (figure, "a000"), *second = row_of (figure, "a001");

  g_assert_cmpuint (figure->whole, ==, 4);
  g_assert_cmpuint (figure->n, ==, 2);
  g_assert_cmphex (first->reasons, ==, BW_REASON_BIT (BW_REASON_SPONSOR_LEFT));
  g_assert_cmphex (second->reasons, ==,
                   BW_REASON_BIT (BW_REASON_UNHAPPY) | BW_REASON_BIT (BW_REASON_AT_RISK)
                     | BW_REASON_BIT (BW_REASON_PLAY_OVERDUE));
  /* 1 - 0.85 * 0.75 * 0.95 of 6,000.00 , and 0.25 of 12,000.00. */
  g_assert_cmpint (second->loss, ==, 236625);
  g_assert_cmpint (first->loss, ==, 300000);
  g_assert_true (first == &figure->rows[0]);
  g_assert_cmpint (figure->loss, ==, 536625);
  g_assert_cmpint (figure->arr, ==, 1800000);
  g_assert_cmpuint (figure->n_half, ==, 1);
  g_assert_cmpuint (figure->overdue, ==, 1);
  g_assert_cmpuint (figure->by_reason[BW_REASON_AT_RISK], ==, 1);
  g_assert_cmpint (first->days_left, ==, BW_DAYS_UNKNOWN);
  g_assert_cmpint (second->main, ==, BW_REASON_AT_RISK);
  g_assert_cmpstr (bw_triage_figure_next_play (figure, second), ==, "Lift adoption");
  g_assert_cmpint (second->due_on, ==, NOW - 3);
  g_assert_null (bw_triage_figure_next_play (figure, first));
  g_assert_cmpuint (figure->n_snoozed, ==, 1);
  g_assert_cmpint (figure->snoozed[0].snoozed_until, ==, NOW + 10);
  g_assert_cmpstr (figure->head.title, ==,
                   "2 accounts need attention; of €18 k ARR, €5.4 k may be lost");
}

static void
test_words (void)
{
  g_autoptr (Fixture) fixture = small_company ();
  g_autoptr (BwTriageFigure) figure = compute (fixture, NOW, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) listed = bw_triage_figure_list_reasons (figure, row_of (figure, "a000"));
  g_autoptr (GPtrArray) read
    = bw_triage_figure_read_reasons (figure, row_of (figure, "a000"), fixture->mirror, &error);
  g_autoptr (GPtrArray) plays
    = bw_triage_figure_read_reasons (figure, row_of (figure, "a001"), fixture->mirror, &error);
  const BwTriageReason *reason = g_ptr_array_index (listed, 0);
  const BwTriageEvidence *evidence;

  g_assert_no_error (error);
  g_assert_cmpstr (reason->text, ==, "The sponsor left on 7 Apr, nobody in the role since");
  g_assert_cmpuint (reason->evidence->len, ==, 0);

  reason = g_ptr_array_index (read, 0);
  g_assert_cmpstr (reason->text, ==, "Sponsor Maria Diaz left on 7 Apr, nobody in the role since");
  g_assert_cmpint (reason->since, ==, NOW - 50);
  g_assert_cmpuint (reason->evidence->len, ==, 1);
  evidence = g_ptr_array_index (reason->evidence, 0);
  g_assert_cmpstr (evidence->relation, ==, "contacts");
  g_assert_cmpstr (evidence->id, ==, "c1");
  g_assert_cmpint (evidence->date, ==, NOW - 50);

  /* By weight: at risk 0.25, unhappy 0.15, the play 0.05. */
  g_assert_cmpuint (plays->len, ==, 3);
  reason = g_ptr_array_index (plays, 0);
  g_assert_cmpstr (reason->text, ==, "Success index 30, at risk below 40");
  g_assert_cmpuint (reason->evidence->len, >, 0);
  reason = g_ptr_array_index (plays, 2);
  g_assert_cmpstr (reason->text, ==, "The play “Lift adoption” was due on 24 May");
  evidence = g_ptr_array_index (reason->evidence, 0);
  g_assert_cmpuint (reason->evidence->len, ==, 1);
  g_assert_cmpstr (evidence->id, ==, "y1");
}

/* Whatever is missing, there is a row that says since when it could have been there. */
static void
test_absence (void)
{
  g_autoptr (Fixture) fixture = small_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwTriageFigure) figure = NULL;
  g_autoptr (GPtrArray) reasons = NULL;
  BwReasons found = 0;

  fixture_exec (fixture,
                "DELETE FROM plans WHERE account_id = 'a002';"
                "UPDATE accounts SET contract_started_on = %d, go_live_on = %d WHERE id = 'a002';"
                "INSERT INTO interactions (id, account_id, occurred_on, kind, moment_of_truth,"
                " updated_at) VALUES ('i1', 'a000', %d, 'ebr', 'first_value', 0);"
                "DELETE FROM observations WHERE account_id = 'a002' AND observed_on > %d",
                NOW - 900, NOW - 800, NOW - 10, NOW - 400);
  fixture_touch_all (fixture);
  fixture_next (fixture);
  figure = compute (fixture, NOW, NULL);
  g_assert_nonnull (row_of (figure, "a002"));
  reasons = bw_triage_figure_read_reasons (figure, row_of (figure, "a002"), fixture->mirror,
                                           &error);
  g_assert_no_error (error);
  for (guint i = 0; i < reasons->len; i++)
    {
      const BwTriageReason *reason = g_ptr_array_index (reasons, i);
      const BwTriageEvidence *evidence;

      found |= BW_REASON_BIT (reason->reason);
      g_assert_cmpuint (reason->evidence->len, >, 0);
      evidence = g_ptr_array_index (reason->evidence, reason->evidence->len - 1);
      g_assert_cmpstr (evidence->relation, ==, "accounts");
      g_assert_cmpstr (evidence->id, ==, "a002");
      g_assert_cmpint (evidence->date, ==, NOW - 900);
    }
  g_assert_cmphex (found & BW_REASON_BIT (BW_REASON_NO_PLAN), !=, 0);
  g_assert_cmphex (found & BW_REASON_BIT (BW_REASON_NO_VALUE_SHOWN), !=, 0);
  g_assert_cmphex (found & BW_REASON_BIT (BW_REASON_SILENT), !=, 0);
}

static void
test_changes (void)
{
  g_autoptr (Fixture) fixture = small_company ();
  const BwTriageRequest request = { .changes = TRUE };
  g_autoptr (BwTriageFigure) figure = NULL, then = NULL;

  /* a002 had asked for a reduction 181 days ago: a reason until yesterday. Of a001 the play was not
   * overdue a week ago and its index was 60, but it was unhappy; so it did not come in. */
  fixture_exec (fixture, "INSERT INTO change_requests VALUES ('g2', 'a002', %d, 'reduction', 0);"
                         "INSERT INTO interactions (id, account_id, occurred_on, kind, updated_at) "
                         "SELECT 'i' || id, id, %d, 'call', 0 FROM accounts;"
                         "UPDATE contacts SET left_on = %d WHERE id = 'c1'",
                NOW - 181, NOW - 20, NOW - 6);
  fixture_touch_all (fixture);
  fixture_next (fixture);
  figure = compute (fixture, NOW, &request);
  g_assert_true (figure->has_changes);
  g_assert_cmpint (figure->since, ==, NOW - 7);
  g_assert_cmpuint (figure->n_came_in, ==, 1);
  g_assert_true (row_of (figure, "a000")->came_in);
  g_assert_false (row_of (figure, "a001")->came_in);
  g_assert_cmpuint (figure->n_resolved, ==, 1);
  g_assert_cmpstr (bw_snapshot_id (figure->snapshot, figure->resolved[0]), ==, "a002");
  g_assert_cmpuint (figure->n_left, ==, 0);

  /* A past day is shown from what was dated up to it. */
  then = compute (fixture, NOW - 7, NULL);
  g_assert_null (row_of (then, "a000"));
  g_assert_cmphex (row_of (then, "a002")->reasons, ==, BW_REASON_BIT (BW_REASON_REDUCTION_ASKED));
}

static void
test_groups_and_requests (void)
{
  g_autoptr (Fixture) fixture = small_company ();
  const BwTriageRequest mine = { .owner_id = "p2" };
  const BwTriageRequest nobody = { .owner_id = BW_TRIAGE_OWNER_NOBODY };
  const BwTriageRequest left = { .reasons = BW_REASON_BIT (BW_REASON_SPONSOR_LEFT) };
  g_autoptr (BwTriageFigure) figure = compute (fixture, NOW, NULL);
  g_autoptr (BwTriageFigure) my = compute (fixture, NOW, &mine);
  g_autoptr (BwTriageFigure) none = compute (fixture, NOW, &nobody);
  g_autoptr (BwTriageFigure) by_reason = compute (fixture, NOW, &left);
  g_autoptr (GPtrArray) owners = bw_triage_figure_group (figure, BW_TRIAGE_BY_OWNER);
  g_autoptr (GPtrArray) whole = bw_triage_figure_group (figure, BW_TRIAGE_BY_NONE);
  const BwTriageGroup *group;

  /* Accounts 0 and 3 are of p1, Ada, the others of p2, Bo. */
  g_assert_cmpuint (my->n, ==, 1);
  g_assert_cmpuint (my->whole, ==, 2);
  g_assert_nonnull (row_of (my, "a001"));
  g_assert_cmpuint (none->whole, ==, 0);
  g_assert_cmpuint (by_reason->n, ==, 1);
  g_assert_nonnull (row_of (by_reason, "a000"));

  g_assert_cmpuint (owners->len, ==, 2);
  group = g_ptr_array_index (owners, 0);
  g_assert_cmpstr (group->key, ==, "p1");
  g_assert_cmpstr (group->title, ==, "Ada");
  g_assert_cmpuint (group->n, ==, 1);
  g_assert_cmpuint (group->places[0], ==, 0);
  g_assert_cmpint (group->loss, ==, 300000);
  g_assert_cmpuint (whole->len, ==, 1);
  group = g_ptr_array_index (whole, 0);
  g_assert_cmpuint (group->n, ==, 2);
}

/* An edit that is not sent yet changes the queue at once: a snooze, and a risk with a forecast. Both
 * are dated by a clock that is ahead of the data. */
static void
test_edits (void)
{
  g_autoptr (Fixture) fixture = small_company ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "outbox", NULL);
  g_autoptr (BwOutbox) outbox = bw_outbox_open (path, &error);
  g_autoptr (BwRecord) play = bw_record_new (bw_relation_get (BW_RELATION_PLAYS));
  g_autoptr (BwRecord) risk = bw_record_new (bw_relation_get (BW_RELATION_RISKS));
  g_autoptr (BwEdit) snooze = NULL, opened = NULL;
  g_autoptr (BwTriageFigure) before = compute (fixture, NOW, NULL), after = NULL, past = NULL;

  g_assert_no_error (error);
  bw_record_set_text (play, "account_id", "a000");
  bw_record_set_text (play, "status", "snoozed");
  bw_record_set_text (play, "outcome", "On holiday");
  bw_record_set_date (play, "opened_on", NOW + 2);
  bw_record_set_date (play, "due_on", NOW + 5);
  bw_record_set_text (risk, "account_id", "a002");
  bw_record_set_text (risk, "cause", "acquired");
  bw_record_set_date (risk, "opened_on", NOW + 2);
  bw_record_set_double (risk, "forecast_probability", 0.9);
  snooze = bw_work_edit_save (NULL, play, NULL, "a000");
  opened = bw_work_edit_save (NULL, risk, NULL, "a002");
  bw_outbox_append (outbox, snooze, &error);
  g_assert_no_error (error);
  bw_outbox_append (outbox, opened, &error);
  g_assert_no_error (error);
  bw_mirror_show_edits (fixture->mirror, path, &error);
  g_assert_no_error (error);

  after = compute (fixture, NOW, NULL);
  g_assert_nonnull (row_of (before, "a000"));
  g_assert_null (row_of (after, "a000"));
  g_assert_cmpuint (after->n_snoozed, ==, 2);
  g_assert_null (row_of (before, "a002"));
  g_assert_cmphex (row_of (after, "a002")->reasons & BW_REASON_BIT (BW_REASON_ACQUIRED), !=, 0);
  g_assert_cmpuint (after->signals->edited, ==, 2);

  /* Of a day that is past they are not part. */
  past = compute (fixture, NOW - 1, NULL);
  g_assert_nonnull (row_of (past, "a000"));
  g_assert_null (row_of (past, "a002"));
}

/* A company that records nothing of the kind has no account that lacks it. */
static void
test_nothing_recorded (void)
{
  g_autoptr (Fixture) fixture = plain_company ();
  g_autoptr (BwTriageFigure) figure = NULL;

  plain_account (fixture, 0, -1, 70, 50, 1000, 10);
  fixture_exec (fixture, "UPDATE accounts SET owner_id = NULL");
  fixture_next (fixture);
  figure = compute (fixture, NOW, NULL);
  g_assert_cmpuint (figure->n, ==, 0);
  g_assert_cmpstr (figure->head.title, ==, "The account needs no attention today");
  g_assert_cmpuint (g_strv_length (figure->head.rule->left_out), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/triage-figure/queue", test_queue);
  g_test_add_func ("/triage-figure/words", test_words);
  g_test_add_func ("/triage-figure/absence", test_absence);
  g_test_add_func ("/triage-figure/changes", test_changes);
  g_test_add_func ("/triage-figure/groups-and-requests", test_groups_and_requests);
  g_test_add_func ("/triage-figure/edits", test_edits);
  g_test_add_func ("/triage-figure/nothing-recorded", test_nothing_recorded);
  return g_test_run ();
}
