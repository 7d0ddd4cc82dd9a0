/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fixture.h"
#include "portfolio/bw-playbook.h"
#include "portfolio/bw-work-check.h"
#include "portfolio/bw-work-edit.h"

#define TODAY 20600 /* 2026-05-27 */

/* A company of two people, two metrics and two accounts; the second has not gone live. */
static Fixture *
make_company (void)
{
  Fixture *fixture = fixture_new ();

  fixture_exec (fixture,
                "INSERT INTO company VALUES ('c', 'Work', 'EUR', 1, %d, 0);"
                "INSERT INTO people VALUES ('p1', 'Ada', NULL, 'csm', 'North', 100, 0),"
                " ('p2', 'Bo', NULL, 'executive', 'North', 100, 0);"
                "INSERT INTO metrics (key, dimension, direction, aggregation, low, neutral, high,"
                " weight, updated_at) VALUES ('depth', 'adoption_depth', 1, 'last', 0, 50, 100, 1,"
                " 0), ('hours', 'success', -1, 'mean', NULL, NULL, NULL, 1, 0);"
                "INSERT INTO accounts (id, name, owner_id, industry, contract_started_on,"
                " go_live_on, renewal_on, updated_at) VALUES"
                " ('a1', 'One', 'p1', 'retail trade', %d, %d, %d, 0),"
                " ('a2', 'Two', NULL, NULL, %d, NULL, NULL, 0);"
                "INSERT INTO revenue_events VALUES ('e1', 'a1', NULL, %d, 'new', 100000, 0),"
                " ('e2', 'a2', NULL, %d, 'new', 100000, 0);"
                "INSERT INTO observations VALUES ('a1', 'depth', %d, 61, 0)",
                TODAY, TODAY - 400, TODAY - 60, TODAY + 100, TODAY - 20, TODAY - 400, TODAY - 20,
                TODAY - 5);
  fixture_touch (fixture, "a1");
  fixture_touch (fixture, "a2");
  fixture_next (fixture);
  return fixture;
}

static BwRecord *
record (BwRelationId relation, const char *json)
{
  BwRecord *made = bw_record_from_json (bw_relation_get (relation), json, -1);

  g_assert_nonnull (made);
  return made;
}

/* What the check says: "column" for what blocks, "(column)" for what is only said. */
static char *
check_with (const BwCheckScope *scope, BwRelationId relation, const char *json, const char *base)
{
  g_autoptr (BwRecord) now = record (relation, json);
  g_autoptr (BwRecord) then = base != NULL ? record (relation, base) : NULL;
  g_autoptr (GPtrArray) problems = bw_work_check (scope, now, then);
  GString *said = g_string_new (NULL);
  gboolean blocks = FALSE;

  for (guint i = 0; i < problems->len; i++)
    {
      const BwFieldProblem *problem = problems->pdata[i];

      g_assert_cmpint (bw_relation_find_column (bw_relation_get (relation), problem->column), >=,
                       0);
      g_assert_cmpuint (strlen (problem->text), >, 10);
      g_assert_true (bw_work_find_problem (problems, problem->column) == problem);
      g_string_append_printf (said, problem->blocks ? "%s%s" : "%s(%s)", said->len > 0 ? " " : "",
                              problem->column);
      blocks |= problem->blocks;
    }
  g_assert_cmpint (bw_work_blocks (problems), ==, blocks);
  return g_string_free (said, FALSE);
}

static void
assert_said (const BwCheckScope *scope, BwRelationId relation, const char *json, const char *base,
             const char *expected)
{
  g_autofree char *said = check_with (scope, relation, json, base);

  g_assert_cmpstr (said, ==, expected);
}

/* What is missing, of the wrong type, in the wrong order, or names nobody. */
static void
test_plays (void)
{
  g_autoptr (Fixture) fixture = make_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAccountTable) table = bw_account_table_load (fixture->mirror, NULL, &error);
  BwCheckScope scope = { .table = table, .today = TODAY };
  const char *gone = "{\"id\":\"1\",\"account_id\":\"a1\",\"owner_id\":\"p9\","
                     "\"due_on\":\"2026-06-01\",\"status\":\"open\",\"outcome\":null}";

  g_assert_no_error (error);
  assert_said (&scope, BW_RELATION_PLAYS, "{}", NULL, "account_id owner_id due_on");
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":\"a1\",\"owner_id\":\"p1\",\"opened_on\":\"2026-05-27\","
               "\"due_on\":\"2026-06-27\",\"status\":\"open\"}",
               NULL, "");
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":\"a1\",\"owner_id\":\"p9\",\"opened_on\":\"2026-05-27\","
               "\"due_on\":\"2026-05-26\",\"status\":\"open\"}",
               NULL, "owner_id due_on");
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":\"a1\",\"owner_id\":\"p1\",\"due_on\":\"soon\"}", NULL, "due_on");
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":7,\"owner_id\":\"p1\",\"due_on\":\"2026-06-01\"}", NULL,
               "account_id");
  /* A word that nobody knows yet is kept, and what is done needs no day any more. */
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":\"a1\",\"owner_id\":\"p1\",\"due_on\":\"2026-06-01\","
               "\"status\":\"waiting for them\"}",
               NULL, "");
  assert_said (&scope, BW_RELATION_PLAYS, "{\"account_id\":\"a1\",\"status\":\"done\"}", NULL, "");
  /* An owner who left before is said, and holds nothing up until somebody touches it. */
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":\"a1\",\"owner_id\":\"p9\",\"due_on\":\"2026-06-01\","
               "\"status\":\"open\",\"outcome\":\"called\"}",
               gone, "(owner_id)");
  /* Snoozing needs a day to come and a reason. */
  assert_said (&scope, BW_RELATION_PLAYS, "{\"account_id\":\"a1\",\"status\":\"snoozed\"}", NULL,
               "due_on outcome");
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":\"a1\",\"status\":\"snoozed\",\"due_on\":\"2026-05-27\","
               "\"outcome\":\" \"}",
               NULL, "outcome due_on");
  g_assert_true (bw_play_is_open (NULL));
  g_assert_true (bw_play_is_open ("open"));
  g_assert_true (bw_play_is_open ("paused"));
  g_assert_false (bw_play_is_open ("done"));
  g_assert_false (bw_play_is_open ("cancelled"));
  g_assert_false (bw_play_is_open ("snoozed"));
}

/* A company that has not said who its people are can work at its accounts all the same. */
static void
test_nobody (void)
{
  g_autoptr (Fixture) fixture = make_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAccountTable) table = NULL;
  BwCheckScope scope = { .today = TODAY };

  fixture_exec (fixture, "DELETE FROM people");
  table = bw_account_table_load (fixture->mirror, NULL, &error);
  g_assert_no_error (error);
  scope.table = table;
  assert_said (&scope, BW_RELATION_PLAYS,
               "{\"account_id\":\"a1\",\"due_on\":\"2026-06-27\",\"status\":\"open\"}", NULL, "");
  assert_said (&scope, BW_RELATION_PLAYS, "{\"account_id\":\"a1\",\"status\":\"open\"}", NULL,
               "due_on");
}

static void
test_risks (void)
{
  BwCheckScope scope = { .today = TODAY };

  assert_said (&scope, BW_RELATION_RISKS, "{\"account_id\":\"a1\"}", NULL, "category opened_on");
  assert_said (&scope, BW_RELATION_RISKS,
               "{\"account_id\":\"a1\",\"category\":\"company\",\"cause\":\"sponsor_left\","
               "\"first_signal_on\":\"2026-05-01\",\"opened_on\":\"2026-05-20\","
               "\"forecast_probability\":0.5,\"outcome\":\"open\"}",
               NULL, "");
  assert_said (&scope, BW_RELATION_RISKS,
               "{\"account_id\":\"a1\",\"category\":\"x\",\"first_signal_on\":\"2026-05-20\","
               "\"opened_on\":\"2026-05-01\",\"forecast_probability\":1.5}",
               NULL, "opened_on forecast_probability");
  assert_said (&scope, BW_RELATION_RISKS,
               "{\"account_id\":\"a1\",\"category\":\"x\",\"opened_on\":\"2026-05-28\","
               "\"forecast_probability\":\"half\"}",
               NULL, "forecast_probability opened_on");
  assert_said (&scope, BW_RELATION_RISKS,
               "{\"account_id\":\"a1\",\"category\":\"x\",\"opened_on\":\"2026-05-01\","
               "\"outcome\":\"lost\"}",
               NULL, "closed_on");
  assert_said (&scope, BW_RELATION_RISKS,
               "{\"account_id\":\"a1\",\"category\":\"x\",\"opened_on\":\"2026-05-01\","
               "\"closed_on\":\"2026-05-02\",\"outcome\":\"open\"}",
               NULL, "outcome");
}

static void
test_plan_parts (void)
{
  g_autoptr (Fixture) fixture = make_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAccountTable) table = bw_account_table_load (fixture->mirror, NULL, &error);
  g_autoptr (BwRecord) plan
    = record (BW_RELATION_PLANS, "{\"id\":\"l\",\"account_id\":\"a1\","
                                 "\"started_on\":\"2026-01-01\",\"closed_on\":\"2026-12-31\"}");
  BwContactStay contacts[] = { { "c1", BW_DATE_NONE }, { "c2", TODAY - 10 }, { "c3", TODAY + 9 } };
  BwCheckScope scope = { .table = table, .today = TODAY, .plan = plan, .contacts = contacts,
                         .n_contacts = G_N_ELEMENTS (contacts) };

  g_assert_no_error (error);
  assert_said (&scope, BW_RELATION_PLANS, "{\"account_id\":\"a1\"}", NULL, "started_on");
  assert_said (&scope, BW_RELATION_PLANS,
               "{\"account_id\":\"a1\",\"started_on\":\"2026-02-01\","
               "\"closed_on\":\"2026-01-01\"}",
               NULL, "closed_on");
  assert_said (&scope, BW_RELATION_PLAN_TARGETS,
               "{\"plan_id\":\"l\",\"metric_key\":\"hours\",\"how_measured\":\"weekly\"}", NULL,
               "");
  assert_said (&scope, BW_RELATION_PLAN_TARGETS,
               "{\"plan_id\":\"l\",\"metric_key\":\"hours\",\"target_value\":5}", NULL,
               "baseline_value due_on");
  assert_said (&scope, BW_RELATION_PLAN_TARGETS,
               "{\"plan_id\":\"l\",\"metric_key\":\"smiles\",\"target_value\":5,"
               "\"baseline_value\":9,\"baseline_on\":\"2025-12-01\",\"due_on\":\"2027-01-01\"}",
               NULL, "metric_key due_on");
  assert_said (&scope, BW_RELATION_PLAN_TARGETS,
               "{\"plan_id\":\"l\",\"metric_key\":\"hours\",\"due_on\":\"2026-06-01\","
               "\"baseline_on\":\"2026-07-01\"}",
               NULL, "target_value baseline_on due_on");
  assert_said (&scope, BW_RELATION_PLAN_MILESTONES,
               "{\"plan_id\":\"l\",\"due_on\":\"2025-12-31\",\"done_on\":\"2026-05-28\"}", NULL,
               "title due_on done_on");
  assert_said (&scope, BW_RELATION_PLAN_MILESTONES,
               "{\"plan_id\":\"l\",\"title\":\"Live\",\"due_on\":\"2026-12-31\","
               "\"done_on\":\"2026-05-27\"}",
               NULL, "");
  assert_said (&scope, BW_RELATION_PLAN_ROLES, "{\"plan_id\":\"l\"}", NULL,
               "responsibility person_id");
  assert_said (&scope, BW_RELATION_PLAN_ROLES,
               "{\"plan_id\":\"l\",\"responsibility\":\"all\",\"person_id\":\"p1\","
               "\"contact_id\":\"c1\"}",
               NULL, "person_id");
  assert_said (&scope, BW_RELATION_PLAN_ROLES,
               "{\"plan_id\":\"l\",\"responsibility\":\"all\",\"contact_id\":\"c2\"}", NULL,
               "contact_id");
  assert_said (&scope, BW_RELATION_PLAN_ROLES,
               "{\"plan_id\":\"l\",\"responsibility\":\"all\",\"contact_id\":\"c4\"}", NULL,
               "contact_id");
  assert_said (&scope, BW_RELATION_PLAN_ROLES,
               "{\"plan_id\":\"l\",\"responsibility\":\"all\",\"contact_id\":\"c3\"}", NULL, "");
}

/* A megabyte is taken to the last byte and no further; a zero is not. */
static void
test_texts (void)
{
  BwCheckScope scope = { .today = TODAY };
  const BwRelation *relation = bw_relation_get (BW_RELATION_NOTES);
  g_autoptr (BwRecord) note = bw_record_new (relation);
  g_autofree char *text = g_strnfill (BW_WORK_MAX_TEXT + 1, 'x');
  g_autoptr (GPtrArray) over = NULL, full = NULL;

  bw_record_set_text (note, "account_id", "a1");
  bw_record_set_text (note, "text", text);
  over = bw_work_check (&scope, note, NULL);
  g_assert_cmpuint (over->len, ==, 1);
  g_assert_nonnull (bw_work_find_problem (over, "text"));
  text[BW_WORK_MAX_TEXT] = '\0';
  bw_record_set_text (note, "text", text);
  full = bw_work_check (&scope, note, NULL);
  g_assert_cmpuint (full->len, ==, 0);
  assert_said (&scope, BW_RELATION_NOTES, "{\"account_id\":\"a1\",\"text\":\"a\\u0000b\"}", NULL,
               "text");
  assert_said (&scope, BW_RELATION_NOTES, "{\"account_id\":\"a1\",\"text\":\" \\n\"}", NULL,
               "text");
  assert_said (&scope, BW_RELATION_NOTES,
               "{\"account_id\":\"a1\",\"text\":\"<b>\\u0007\\u202e&amp; \\ud83d\\ude00\"}", NULL,
               "");
  assert_said (&scope, BW_RELATION_ANSWERS,
               "{\"account_id\":\"a1\",\"answered_on\":\"2026-05-28\",\"text\":\"x\"}", NULL,
               "question answered_on");
}

/* An update says what has changed and what was there, and nothing else. */
static void
test_edits (void)
{
  g_autoptr (BwRecord) base
    = record (BW_RELATION_PLAYS, "{\"id\":\"y1\",\"account_id\":\"a1\",\"owner_id\":\"p1\","
                                 "\"due_on\":\"2026-06-01\",\"status\":\"open\",\"version\":3}");
  g_autoptr (BwRecord) wanted = bw_record_copy (base);
  g_autoptr (BwRecord) target
    = record (BW_RELATION_PLAN_TARGETS, "{\"plan_id\":\"l\",\"metric_key\":\"hours\"}");
  g_autoptr (BwEdit) edit = NULL, insert = NULL, gone = NULL;
  g_autofree char *changes = NULL, *inserted = NULL;

  g_assert_null (bw_work_edit_save (base, wanted, NULL, "a1"));
  bw_record_set_text (wanted, "status", "done");
  bw_record_set_text (wanted, "outcome", "Back on course");
  edit = bw_work_edit_save (base, wanted, NULL, "a1");
  changes = bw_record_to_json (edit->changes);
  g_assert_cmpstr (changes, ==, "{\"status\":\"done\",\"outcome\":\"Back on course\"}");
  g_assert_cmpint (edit->kind, ==, BW_EDIT_UPDATE);
  g_assert_cmpstr (edit->record, ==, "y1");
  g_assert_cmpint (edit->base_version, ==, 3);
  g_assert_cmpstr (edit->account, ==, "a1");
  g_assert_cmpstr (bw_record_get_json (edit->base, "status"), ==, "\"open\"");
  g_assert_cmpstr (bw_record_get_json (edit->base, "outcome"), ==, "null");

  insert = bw_work_edit_save (NULL, target, "0b6f7d1e-0000-4000-8000-000000000001", "a2");
  g_assert_cmpint (insert->kind, ==, BW_EDIT_INSERT);
  g_assert_cmpstr (insert->record, ==, "0b6f7d1e-0000-4000-8000-000000000001");
  g_assert_cmpstr (insert->account, ==, "a2");
  inserted = bw_record_to_json (insert->changes);
  g_assert_cmpstr (inserted, ==,
                   "{\"plan_id\":\"l\",\"metric_key\":\"hours\",\"how_measured\":null,"
                   "\"baseline_value\":null,\"baseline_on\":null,\"target_value\":null,"
                   "\"due_on\":null}");

  gone = bw_work_edit_delete (base, "a1");
  g_assert_cmpint (gone->kind, ==, BW_EDIT_DELETE);
  g_assert_cmpint (gone->base_version, ==, 3);
}

/* A new record gets a UUID of its own each time. */
static void
test_new_ids (void)
{
  g_autoptr (BwRecord) play = bw_work_new_play ("a1", NULL, "p1", TODAY, TODAY + 7,
                                                BW_PLAY_SNOOZED, "Holidays");
  g_autoptr (BwEdit) one = bw_work_edit_save (NULL, play, NULL, "a1");
  g_autoptr (BwEdit) two = bw_work_edit_save (NULL, play, NULL, "a1");

  g_assert_true (g_uuid_string_is_valid (one->record));
  g_assert_cmpstr (one->record, !=, two->record);
  g_assert_cmpstr (bw_record_get_json (one->changes, "due_on"), ==, "\"2026-06-03\"");
  g_assert_cmpstr (bw_record_get_json (one->changes, "playbook_key"), ==, "null");
}

static void
test_playbook_rules (void)
{
  g_autoptr (Fixture) fixture = make_company ();
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (fixture->mirror, TODAY, NULL, &error);
  const char *causes[] = { "low_adoption", "sponsor_left", NULL };
  BwRuleFacts one = { .snapshot = snapshot, .causes = causes };
  BwRuleFacts two = { .snapshot = snapshot };
  /* a1 went live 60 days ago, renews in 100, has 61 of 100 in depth; of a2 nothing is known. */
  static const struct {
    const char *rule;
    BwApplies   one, two;
  } cases[] = {
    { "months_live < 3", BW_APPLIES_YES, BW_APPLIES_UNKNOWN },
    { "months_live < 1", BW_APPLIES_NO, BW_APPLIES_UNKNOWN },
    { "go_live_on is null", BW_APPLIES_NO, BW_APPLIES_YES },
    { "go_live_on is not null", BW_APPLIES_YES, BW_APPLIES_NO },
    { "adoption_depth >= 61", BW_APPLIES_YES, BW_APPLIES_UNKNOWN },
    { "adoption_depth > 61", BW_APPLIES_NO, BW_APPLIES_UNKNOWN },
    { "adoption_depth!=61", BW_APPLIES_NO, BW_APPLIES_UNKNOWN },
    { "renewal_days < 120", BW_APPLIES_YES, BW_APPLIES_UNKNOWN },
    { "renewal_days <= 99", BW_APPLIES_NO, BW_APPLIES_UNKNOWN },
    { "renewal_on > 2026-05-27", BW_APPLIES_YES, BW_APPLIES_UNKNOWN },
    { "renewal_on > tomorrow", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { "cause = sponsor_left", BW_APPLIES_YES, BW_APPLIES_NO },
    { "cause = poor_quality", BW_APPLIES_NO, BW_APPLIES_NO },
    { "cause is null", BW_APPLIES_NO, BW_APPLIES_YES },
    { "industry = \"retail trade\" AND arr >= 12000", BW_APPLIES_YES, BW_APPLIES_NO },
    { "arr >= 12001", BW_APPLIES_NO, BW_APPLIES_NO },
    { "owner = Ada and cause != bad_fit", BW_APPLIES_YES, BW_APPLIES_NO },
    { "months_live < 3 and arr > 999999", BW_APPLIES_NO, BW_APPLIES_NO },
    { "months_live < 3 and moon = full", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { "industry < retail", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { "arr >= much", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { "arr >= 1 or arr < 1", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { "everybody", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { "industry = \"retail", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { "", BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
    { NULL, BW_APPLIES_UNREADABLE, BW_APPLIES_UNREADABLE },
  };

  g_assert_no_error (error);
  one.row = bw_snapshot_find_account (snapshot, "a1");
  two.row = bw_snapshot_find_account (snapshot, "a2");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].rule);
      g_assert_cmpint (bw_playbook_rule_applies (cases[i].rule, &one), ==, cases[i].one);
      g_assert_cmpint (bw_playbook_rule_applies (cases[i].rule, &two), ==, cases[i].two);
    }
}

static void
test_steps (void)
{
  g_auto (GStrv) steps = bw_playbook_read_steps ("[\"Ask\",{\"title\":\"Meet\"},7,\"<b>\"]");
  g_auto (GStrv) none = bw_playbook_read_steps ("{\"a\":1}");
  g_auto (GStrv) null = bw_playbook_read_steps (NULL);
  const char *expected[] = { "Ask", "Meet", "<b>", NULL };

  g_assert_cmpstrv (steps, expected);
  g_assert_cmpuint (g_strv_length (none), ==, 0);
  g_assert_cmpuint (g_strv_length (null), ==, 0);
}

static char *
read_and_write (const char *text)
{
  g_autoptr (GArray) days = bw_steps_done_read (text);

  return bw_steps_done_write (days);
}

/* What is done is read as it is written; what is none, and what came twice, goes. */
static void
test_steps_done (void)
{
  static const char *const texts[][2] = {
    { "1 2026-11-03, 3 2026-11-05", "1 2026-11-03, 3 2026-11-05" },
    { " 3 2026-11-05 ,1 2026-11-03", "1 2026-11-03, 3 2026-11-05" },
    { "2 2026-11-03, 2 2026-11-04", "2 2026-11-04" },
    { "", "" },
    { NULL, "" },
    { "done, 0 2026-11-03, -1 2026-11-03, 1 soon, 1, 1000 2026-11-03, 2 2026-02-30", "" },
  };
  /* 2026-11-03 by date -u +%s / 86400 */
  g_autoptr (GArray) days = bw_steps_done_read ("2 2026-11-03");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *again = read_and_write (texts[i][0]);

      g_assert_cmpstr (again, ==, texts[i][1]);
    }
  g_assert_cmpuint (days->len, ==, 2);
  g_assert_cmpint (g_array_index (days, BwDate, 0), ==, BW_DATE_NONE);
  g_assert_cmpint (g_array_index (days, BwDate, 1), ==, 20760);
}

/* A play that says nothing of its steps goes to a backend that has no place for them. */
static void
test_steps_edits (void)
{
  g_autoptr (BwRecord) silent
    = record (BW_RELATION_PLAYS, "{\"account_id\":\"a1\",\"status\":\"open\"}");
  g_autoptr (BwRecord) base
    = record (BW_RELATION_PLAYS, "{\"id\":\"y\",\"account_id\":\"a1\",\"version\":1}");
  g_autoptr (BwRecord) ticked = record (BW_RELATION_PLAYS, "{\"steps_done\":\"1 2026-11-03\"}");
  g_autoptr (BwEdit) insert = bw_work_edit_save (NULL, silent, NULL, "a1");
  g_autoptr (BwEdit) update = bw_work_edit_save (base, ticked, NULL, "a1");

  g_assert_false (bw_record_has (insert->changes, "steps_done"));
  g_assert_true (bw_record_has (insert->changes, "outcome"));
  g_assert_cmpstr (bw_record_get_json (update->changes, "steps_done"), ==, "\"1 2026-11-03\"");
  g_assert_cmpstr (bw_record_get_json (update->base, "steps_done"), ==, "null");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/work/plays", test_plays);
  g_test_add_func ("/work/nobody", test_nobody);
  g_test_add_func ("/work/risks", test_risks);
  g_test_add_func ("/work/plan-parts", test_plan_parts);
  g_test_add_func ("/work/texts", test_texts);
  g_test_add_func ("/work/edits", test_edits);
  g_test_add_func ("/work/new-ids", test_new_ids);
  g_test_add_func ("/work/playbook-rules", test_playbook_rules);
  g_test_add_func ("/work/steps", test_steps);
  g_test_add_func ("/work/steps-done", test_steps_done);
  g_test_add_func ("/work/steps-edits", test_steps_edits);
  return g_test_run ();
}
