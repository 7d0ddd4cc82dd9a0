/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <math.h>
#include <string.h>

#include "figures/bw-account-work.h"
#include "figures/bw-work-words.h"
#include "plain-company.h"
#include "portfolio/bw-work-edit.h"
#include "store/bw-mirror-edits.h"
#include "store/bw-outbox.h"

/* Two accounts; all of the work is that of the first. */
static Fixture *
working_company (void)
{
  Fixture *fixture = plain_company ();

  plain_account (fixture, 0, -1, 61, 0, 1000, 0);
  plain_account (fixture, 1, -1, 30, 0, 1000, 0);
  fixture_exec (fixture,
                "INSERT INTO people VALUES ('x1', 'Eve', NULL, 'executive', 'Top', 9, 0),"
                " ('x2', 'Una', NULL, 'executive', 'North', 9, 0);"
                "UPDATE people SET team = 'North' WHERE id = 'p1';"
                "INSERT INTO playbooks VALUES"
                " ('k1', 'retention', 'Win a sponsor', '[\"Ask\",\"Meet\"]',"
                "  'cause = sponsor_left', 0),"
                " ('k2', 'growth', 'Grow', NULL, 'index >= 60', 0),"
                " ('k3', 'advocacy', 'Refer', NULL, 'index >= 80', 0),"
                " ('k4', 'other', NULL, NULL, 'whenever', 0),"
                " ('k5', NULL, 'Renew', NULL, 'renewal_days < 9', 0)");
  fixture_exec (fixture,
                "INSERT INTO plays VALUES"
                " ('y1', 'a000', 'k1', 'p1', %d, %d, 'open', NULL, '2 2026-01-05, 9 2026-01-06', 4, 0),"
                " ('y2', 'a000', 'k9', 'p9', %d, %d, 'open', NULL, '1 2026-01-05', 1, 0),"
                " ('y3', 'a000', NULL, NULL, %d, %d, 'snoozed', 'Holidays', NULL, 1, 0),"
                " ('y4', 'a000', 'k2', 'p1', %d, %d, 'done', 'Agreed', NULL, 1, 0),"
                " ('y5', 'a000', 'k2', 'p1', %d, %d, 'open', NULL, NULL, 1, 0)",
                NOW - 9, NOW + 5, NOW - 30, NOW - 1, NOW - 3, NOW + 3, NOW - 90, NOW - 60,
                NOW + 10, NOW + 20);
  fixture_exec (fixture,
                "INSERT INTO risks VALUES"
                " ('r1', 'a000', 'company', 'sponsor_left', %d, %d, NULL, 'high', 'p2', 'open',"
                "  0.4, 2, 0),"
                " ('r2', 'a000', 'moon', NULL, NULL, %d, %d, NULL, NULL, 'lost', NULL, 1, 0);"
                "INSERT INTO notes VALUES ('n1', 'a000', 'p1', %d * 86400000000, 'first', 1, 0),"
                " ('n2', 'a000', NULL, %d * 86400000000 + 1, '<b>second', 1, 0)",
                NOW - 20, NOW - 13, NOW - 50, NOW - 40, NOW - 8, NOW - 2);
  fixture_exec (fixture,
                "INSERT INTO plans VALUES"
                " ('l1', 'a000', 'Faster', %d, NULL, 'active', NULL, NULL, 7, 0);"
                "INSERT INTO plan_targets VALUES"
                " ('t1', 'l1', 'hours', 'weekly', 9, %d, 5, %d, 1, 0);"
                "INSERT INTO plan_milestones VALUES ('m1', 'l1', 'Live', %d, NULL, 1, 0);"
                "INSERT INTO contacts (id, account_id, name, title, left_on, updated_at) VALUES"
                " ('c1', 'a000', 'Zoe', 'COO', NULL, 0), ('c2', 'a000', 'Abe', NULL, %d, 0)",
                NOW - 100, NOW - 100, NOW + 50, NOW + 9, NOW - 5);
  fixture_exec (fixture,
                "INSERT INTO answers VALUES ('q1', 'a000', %d, 'why', 'cheaper', 1, 0),"
                " ('q2', 'a000', %d, 'why', 'faster', 3, 0),"
                " ('q3', 'a000', %d, 'whence', 'there', 1, 0);"
                "INSERT INTO interactions (id, account_id, occurred_on, questions_asked,"
                " updated_at) VALUES ('i1', 'a000', %d, 4, 0), ('i2', 'a000', %d, 5, 0),"
                " ('i3', 'a000', %d, NULL, 0), ('i4', 'a000', %d, 70, 0);"
                "INSERT INTO tickets (id, account_id, opened_at, escalated_to, updated_at) VALUES"
                " ('s1', 'a000', %d * 86400000000, 'Tier 3', 0),"
                " ('s2', 'a000', %d * 86400000000, 'p2', 0),"
                " ('s3', 'a000', %d * 86400000000, 'p2', 0)",
                NOW - 90, NOW - 10, NOW - 9, NOW - 80, NOW - 7, NOW - 6, NOW + 1, NOW - 30,
                NOW - 70, NOW - 60);
  fixture_next (fixture);
  return fixture;
}

static BwAccountWork *
compute (Fixture *fixture, const char *id, BwDate date)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = plain_load (fixture, date);
  BwFigureScope scope = { .snapshot = snapshot, .mirror = fixture->mirror };
  BwAccountWork *work = bw_account_work_compute (&scope, id, &error);

  g_assert_no_error (error);
  return work;
}

static void
test_plays (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (BwAccountWork) work = compute (fixture, "a000", NOW);
  const BwPlayLine *play = work->plays;

  g_assert_cmpstr (work->account_name, ==, "Account 0");
  g_assert_cmpstr (work->owner_id, ==, "p1");
  /* The latest day shows what begins later too. */
  g_assert_cmpuint (work->n_plays, ==, 5);
  g_assert_cmpuint (work->n_open_plays, ==, 3);
  g_assert_cmpstr (play[0].line.id, ==, "y2");
  g_assert_true (play[0].overdue);
  g_assert_cmpstr (play[0].title, ==, "k9");
  g_assert_cmpstr (play[0].owner, ==, "p9");
  g_assert_cmpstr (play[1].line.id, ==, "y1");
  g_assert_cmpstr (play[1].title, ==, "Win a sponsor");
  /* The second step is done, on 2026-01-05 by date -u +%s / 86400; of a ninth the playbook knows
   * nothing. */
  g_assert_cmpuint (play[1].n_steps, ==, 2);
  g_assert_cmpuint (play[1].n_done, ==, 1);
  g_assert_cmpint (play[1].done_on[0], ==, BW_DATE_NONE);
  g_assert_cmpint (play[1].done_on[1], ==, 20458);
  g_assert_cmpuint (play[0].n_steps, ==, 0);
  g_assert_cmpuint (play[0].n_done, ==, 0);
  g_assert_cmpstr (play[1].owner, ==, "Ada");
  g_assert_false (play[1].overdue);
  g_assert_false (play[1].line.unsent);
  g_assert_cmpint (bw_record_get_integer (play[1].line.record, "version", 0), ==, 4);
  g_assert_cmpstr (play[2].line.id, ==, "y5");
  g_assert_cmpstr (play[3].line.id, ==, "y3");
  g_assert_true (play[3].snoozed);
  g_assert_cmpstr (play[3].outcome, ==, "Holidays");
  g_assert_cmpstr (play[4].line.id, ==, "y4");
  g_assert_false (play[4].open);
}

/* An earlier day shows what had begun by then. */
static void
test_earlier_day (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (BwAccountWork) work = compute (fixture, "a000", NOW - 5);

  g_assert_cmpuint (work->n_plays, ==, 3);
  g_assert_cmpuint (work->n_notes, ==, 1);
  g_assert_cmpint (work->questions_asked, ==, 4 + 5);
}

static void
test_risks_and_notes (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (BwAccountWork) work = compute (fixture, "a000", NOW);

  g_assert_cmpuint (work->n_risks, ==, 2);
  g_assert_cmpuint (work->n_open_risks, ==, 1);
  g_assert_cmpstr (work->risks[0].line.id, ==, "r1");
  g_assert_cmpint (work->risks[0].noticed_after, ==, 7);
  g_assert_cmpfloat (work->risks[0].forecast, ==, 0.4);
  g_assert_cmpstr (work->risks[0].owner, ==, "Bo");
  /* A word that nobody knows is shown as it is; what is not known is not 0. */
  g_assert_cmpstr (work->risks[1].category_title, ==, "moon");
  g_assert_null (work->risks[1].cause_title);
  g_assert_true (isnan (work->risks[1].forecast));
  g_assert_cmpint (work->risks[1].noticed_after, ==, -1);

  g_assert_cmpuint (work->n_notes, ==, 2);
  g_assert_cmpstr (work->notes[0].text, ==, "<b>second");
  g_assert_null (work->notes[0].author);
  g_assert_cmpint (work->notes[0].written_on, ==, NOW - 2);
  g_assert_cmpstr (work->notes[1].author, ==, "Ada");
}

static void
test_plan_and_answers (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (BwAccountWork) work = compute (fixture, "a000", NOW);
  g_autoptr (BwAccountWork) other = compute (fixture, "a001", NOW);
  const char *missing[] = { "roles", "next" };
  guint n = 0;

  g_assert_cmpstr (work->plan.id, ==, "l1");
  g_assert_cmpuint (work->n_missing, ==, 2);
  for (guint i = 0; i < BW_N_PLAN_PARTS; i++)
    {
      if (!work->plan_parts[i].present)
        g_assert_cmpstr (work->plan_parts[i].word, ==, missing[n++]);
    }
  g_assert_cmpuint (work->n_targets, ==, 1);
  g_assert_true (g_str_has_prefix (work->targets[0].text, "hours: 5"));
  g_assert_cmpuint (work->n_milestones, ==, 1);
  g_assert_true (g_str_has_prefix (work->milestones[0].text, "Live: due on "));
  g_assert_cmpuint (work->n_roles, ==, 0);
  g_assert_cmpuint (work->n_contacts, ==, 2);
  g_assert_cmpstr (work->contacts[0].title, ==, "Zoe, COO");
  g_assert_cmpint (work->contacts[1].left_on, ==, NOW - 5);

  g_assert_cmpuint (work->n_answered, ==, 1);
  g_assert_cmpstr (work->answers[0].word, ==, "why");
  g_assert_cmpstr (work->answers[0].text, ==, "faster");
  g_assert_cmpuint (work->answers[0].n_before, ==, 1);
  g_assert_cmpint (work->answers[0].answered_on, ==, NOW - 10);
  g_assert_null (work->answers[1].line.record);
  g_assert_cmpint (work->questions_asked, ==, 9);

  g_assert_null (other->plan.record);
  g_assert_cmpuint (other->n_missing, ==, BW_N_PLAN_PARTS);
  g_assert_cmpint (other->questions_asked, ==, -1);
  g_assert_cmpuint (other->n_answered, ==, 0);
}

/* A plan that is still to begin is seen on the latest day, where there is no other. */
static void
test_plan_to_come (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (BwAccountWork) before = NULL, work = NULL, other = NULL;

  fixture_exec (fixture,
                "INSERT INTO plans VALUES"
                " ('l2', 'a000', 'Later', %d, NULL, 'active', NULL, NULL, 1, 0),"
                " ('l3', 'a001', 'First', %d, NULL, 'active', NULL, NULL, 1, 0)",
                NOW + 5, NOW + 5);
  fixture_next (fixture);
  before = compute (fixture, "a001", NOW - 1);
  work = compute (fixture, "a000", NOW);
  other = compute (fixture, "a001", NOW);
  g_assert_null (before->plan.record);
  g_assert_cmpstr (work->plan.id, ==, "l1");
  g_assert_cmpstr (other->plan.id, ==, "l3");
}

static void
test_playbooks (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (BwAccountWork) work = compute (fixture, "a000", NOW);
  static const struct {
    const char *key;
    BwApplies   applies;
    gboolean    running;
  } expected[] = {
    { "k2", BW_APPLIES_YES, TRUE },       { "k1", BW_APPLIES_YES, TRUE },
    { "k5", BW_APPLIES_UNKNOWN, FALSE },  { "k4", BW_APPLIES_UNREADABLE, FALSE },
    { "k3", BW_APPLIES_NO, FALSE },
  };

  g_assert_cmpuint (work->n_playbooks, ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (work->n_applying, ==, 2);
  for (guint i = 0; i < work->n_playbooks; i++)
    {
      g_assert_cmpstr (work->playbooks[i].key, ==, expected[i].key);
      g_assert_cmpint (work->playbooks[i].applies, ==, expected[i].applies);
      g_assert_cmpint (work->playbooks[i].running, ==, expected[i].running);
    }
  g_assert_cmpstr (work->playbooks[3].name, ==, "k4");
  g_assert_cmpstr (work->playbooks[3].kind_title, ==, "other");
}

/* The owner, then those who took tickets of this account, then the executive of the same team. */
static void
test_escalation (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (BwAccountWork) work = compute (fixture, "a000", NOW);
  g_autoptr (BwAccountWork) other = compute (fixture, "a001", NOW);
  const char *names[] = { "Ada", "Tier 3", "Bo", "Una" };
  const char *elsewhere[] = { "Bo", "Eve", "Una" };

  g_assert_cmpuint (work->n_escalation, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < work->n_escalation; i++)
    g_assert_cmpstr (work->escalation[i].name, ==, names[i]);
  g_assert_null (work->escalation[1].id);
  g_assert_nonnull (strstr (work->escalation[2].detail, "2 tickets"));
  g_assert_cmpuint (other->n_escalation, ==, G_N_ELEMENTS (elsewhere));
  for (guint i = 0; i < other->n_escalation; i++)
    g_assert_cmpstr (other->escalation[i].name, ==, elsewhere[i]);
}

/* What is in the outbox is there, says that it is not sent, and is what an editor begins with. */
static void
test_unsent (void)
{
  g_autoptr (Fixture) fixture = working_company ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "outbox", NULL);
  g_autoptr (BwOutbox) outbox = bw_outbox_open (path, &error);
  g_autoptr (BwAccountWork) before = compute (fixture, "a000", NOW);
  g_autoptr (BwAccountWork) after = NULL;
  g_autoptr (BwRecord) wanted = bw_record_copy (before->plays[1].line.record);
  g_autoptr (BwRecord) role = bw_record_new (bw_relation_get (BW_RELATION_PLAN_ROLES));
  g_autoptr (BwEdit) done = NULL, added = NULL;

  g_assert_no_error (error);
  bw_record_set_text (wanted, "outcome", "Met \342\200\256her");
  done = bw_work_edit_save (before->plays[1].line.record, wanted, NULL, "a000");
  bw_record_set_text (role, "plan_id", "l1");
  bw_record_set_text (role, "contact_id", "c1");
  bw_record_set_text (role, "responsibility", "Decides");
  added = bw_work_edit_save (NULL, role, NULL, "a000");
  g_assert_true (bw_outbox_append (outbox, done, &error));
  g_assert_true (bw_outbox_append (outbox, added, &error));
  g_assert_true (bw_mirror_show_edits (fixture->mirror, path, &error));
  g_assert_no_error (error);

  after = compute (fixture, "a000", NOW);
  g_assert_cmpstr (after->plays[1].line.id, ==, "y1");
  g_assert_true (after->plays[1].line.unsent);
  g_assert_cmpstr (after->plays[1].outcome, ==, "Met \342\200\256her");
  g_assert_cmpint (bw_record_get_integer (after->plays[1].line.record, "version", 0), ==, 4);
  g_assert_false (after->plays[0].line.unsent);
  g_assert_cmpuint (after->n_roles, ==, 1);
  g_assert_true (after->roles[0].line.unsent);
  g_assert_cmpstr (after->roles[0].text, ==, "Zoe: Decides");
  g_assert_cmpuint (after->n_missing, ==, 1);
}

static void
test_words (void)
{
  const struct {
    BwRelationId relation;
    const char  *column;
    guint        n;
  } lists[] = {
    { BW_RELATION_RISKS, "category", 6 },
    { BW_RELATION_RISKS, "cause", 10 },
    { BW_RELATION_PLAYBOOKS, "kind", 4 },
    { BW_RELATION_ANSWERS, "question", BW_N_QUESTIONS },
    { BW_RELATION_NOTES, "text", 0 },
  };
  g_autofree char *unknown = bw_work_word_title (BW_RELATION_RISKS, "cause", "weather");
  g_autofree char *known = bw_work_word_title (BW_RELATION_RISKS, "cause", "bad_fit");

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      guint n;

      g_assert_true ((bw_work_words (lists[i].relation, lists[i].column, &n) != NULL)
                     == (lists[i].n > 0));
      g_assert_cmpuint (n, ==, lists[i].n);
    }
  g_assert_cmpstr (unknown, ==, "weather");
  g_assert_cmpstr (known, ==, "Bad fit");
  g_assert_null (bw_work_word_title (BW_RELATION_RISKS, "cause", NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/account-work/plays", test_plays);
  g_test_add_func ("/account-work/earlier-day", test_earlier_day);
  g_test_add_func ("/account-work/risks-and-notes", test_risks_and_notes);
  g_test_add_func ("/account-work/plan-and-answers", test_plan_and_answers);
  g_test_add_func ("/account-work/plan-to-come", test_plan_to_come);
  g_test_add_func ("/account-work/playbooks", test_playbooks);
  g_test_add_func ("/account-work/escalation", test_escalation);
  g_test_add_func ("/account-work/unsent", test_unsent);
  g_test_add_func ("/account-work/words", test_words);
  return g_test_run ();
}
