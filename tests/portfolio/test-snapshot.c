/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <math.h>
#include <utime.h>

#include "fixture.h"
#include "portfolio/bw-snapshot.h"
#include "portfolio/bw-states.h"

#define EXPERIENCE "('nps', 'csat', 'ces', 'sentiment')"

/* The latest reading of every metric of the account that is not stale, by SQL. */
#define FRESH \
  "(SELECT m.*, o.value, o.observed_on" \
  " FROM metrics m JOIN observations o ON o.metric_key = m.key " \
  " WHERE o.account_id = '%s' AND o.observed_on = (SELECT max(l.observed_on) FROM observations l " \
  "   WHERE l.account_id = o.account_id AND l.metric_key = m.key AND l.observed_on <= %d " \
  "   AND l.value IS NOT NULL) " \
  " AND (coalesce(m.expires_days, 0) = 0 OR %d - o.observed_on <= m.expires_days))"

/* 0 to 100 through low, neutral and high, upwards. */
#define UP \
  "CASE WHEN value <= low THEN 0 WHEN value >= high THEN 100 " \
  "WHEN value <= neutral THEN 50 * (value - low) / (neutral - low) " \
  "ELSE 50 + 50 * (value - neutral) / (high - neutral) END"

static void
assert_near (double actual, double expected, double tolerance)
{
  if (isnan (expected))
    g_assert_true (isnan (actual));
  else
    g_assert_cmpfloat_with_epsilon (actual, expected, tolerance);
}

static double
dimension_by_sql (Fixture *fixture, const char *id, BwDate date, const char *dimension)
{
  return fixture_double (fixture,
                         "SELECT sum(coalesce(weight, 1) * CASE WHEN direction < 0 THEN 100 - (" UP
                         ") ELSE (" UP ") END) / sum(coalesce(weight, 1)) FROM " FRESH
                         " WHERE dimension = '%s' AND low IS NOT NULL",
                         id, date, date, dimension);
}

static double
mean_of (const double *values, guint n)
{
  double sum = 0;
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      if (!isnan (values[i]))
        {
          sum += values[i];
          count++;
        }
    }
  return count > 0 ? sum / count : NAN;
}

static void
check_money (Fixture *fixture, const BwSnapshot *snapshot, guint row, const char *id)
{
  BwDate d = snapshot->as_of;
  gint64 revenue = 0, cost;

  g_assert_cmpint (snapshot->mrr[row], ==,
                   fixture_int (fixture,
                                "SELECT coalesce(sum(mrr_delta), 0) FROM revenue_events "
                                "WHERE account_id = '%s' AND effective_on <= %d",
                                id, d));
  g_assert_cmpint (snapshot->cmrr[row], ==,
                   fixture_int (fixture,
                                "SELECT coalesce(sum(mrr_delta), 0) FROM revenue_events WHERE "
                                "account_id = '%s' AND coalesce(committed_on, effective_on) <= %d",
                                id, d));
  g_assert_cmpint (snapshot->arr[row], ==, 12 * snapshot->mrr[row]);
  for (int k = 0; k < 12; k++)
    revenue += fixture_int (fixture,
                            "SELECT coalesce(sum(mrr_delta), 0) FROM revenue_events "
                            "WHERE account_id = '%s' AND effective_on <= %d",
                            id, bw_date_add_months (d, -k));
  g_assert_cmpint (snapshot->revenue[row], ==, revenue);
  cost = fixture_int (fixture,
                      "SELECT sum(amount) FROM service_costs WHERE account_id = '%s' "
                      "AND month > %d AND month <= %d",
                      id, bw_date_add_months (d, -12), d);
  g_assert_cmpint (snapshot->cost[row], ==, cost);
  if (cost == G_MININT64)
    {
      g_assert_cmpint (snapshot->profit[row], ==, BW_MONEY_NONE);
      g_assert_true (isnan (snapshot->margin[row]));
      return;
    }
  g_assert_cmpint (snapshot->profit[row], ==, revenue - cost);
  assert_near (snapshot->margin[row],
               revenue > 0 ? fmax (-1, (double) (revenue - cost) / (double) revenue) : NAN, 1e-12);
}

static void
check_health (Fixture *fixture, const BwSnapshot *snapshot, guint row, const char *id)
{
  BwDate d = snapshot->as_of;
  double outcomes[] = { dimension_by_sql (fixture, id, d, "engagement"),
                        dimension_by_sql (fixture, id, d, "deployment"),
                        dimension_by_sql (fixture, id, d, "adoption_depth") };
  double experiences[] = { dimension_by_sql (fixture, id, d, "nps"),
                           dimension_by_sql (fixture, id, d, "support"),
                           dimension_by_sql (fixture, id, d, "sentiment") };
  double both[] = { mean_of (outcomes, 3), mean_of (experiences, 3) };
  double happiness = fixture_double (
    fixture,
    "SELECT sum(w * s) / sum(w) FROM (SELECT weight * pow(0.5, (%d - observed_on) / half_life_days)"
    " AS w, (" UP ") / 50.0 - 1 AS s FROM " FRESH " WHERE dimension IN " EXPERIENCE ")",
    d, id, d, d);

  assert_near (snapshot->dimension[BW_DIMENSION_ENGAGEMENT][row], outcomes[0], 1e-4);
  assert_near (snapshot->dimension[BW_DIMENSION_SUPPORT][row], experiences[1], 1e-4);
  assert_near (snapshot->outcome[row], both[0], 1e-9);
  assert_near (snapshot->experience[row], both[1], 1e-9);
  assert_near (snapshot->success_index[row], mean_of (both, 2), 1e-9);
  assert_near (snapshot->happiness[row], happiness, 1e-9);
}

static void
check_signal (Fixture *fixture, const BwSnapshot *snapshot, guint row, const char *id)
{
  BwDate d = snapshot->as_of;
  gint64 latest = fixture_int (
    fixture,
    "SELECT max(day) FROM ("
    "SELECT observed_on AS day FROM observations o JOIN metrics m ON m.key = o.metric_key "
    " WHERE account_id = '%s' AND value IS NOT NULL "
    "UNION SELECT occurred_on FROM interactions WHERE account_id = '%s' "
    "UNION SELECT opened_at / 86400000000 FROM tickets WHERE account_id = '%s' "
    "UNION SELECT requested_on FROM change_requests WHERE account_id = '%s' "
    "UNION SELECT responded_on FROM responses WHERE account_id = '%s' AND score IS NOT NULL) "
    "WHERE day <= %d",
    id, id, id, id, id, d);

  g_assert_cmpint (snapshot->last_signal_on[row], ==,
                   latest == G_MININT64 ? BW_DATE_NONE : (BwDate) latest);
}

static void
check_by_sql (Fixture *fixture, BwDate date, guint fewest)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (fixture->mirror, date, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->n, ==,
                    fixture_int (fixture,
                                 "SELECT count(*) FROM accounts WHERE contract_started_on <= %d "
                                 "AND (churned_on IS NULL OR churned_on > %d)",
                                 date, date));
  g_assert_cmpuint (snapshot->n, >=, fewest);
  for (guint row = 0; row < snapshot->n; row++)
    {
      const char *id = bw_snapshot_id (snapshot, row);

      g_assert_cmpint (
        snapshot->slot[row], ==,
        fixture_int (fixture, "SELECT slot FROM account_slots WHERE account_id = '%s'", id));
      if (row > 0)
        g_assert_cmpuint (snapshot->slot[row], >, snapshot->slot[row - 1]);
      g_assert_cmpuint (bw_snapshot_find_account (snapshot, id), ==, row);
      check_money (fixture, snapshot, row, id);
      check_health (fixture, snapshot, row, id);
      check_signal (fixture, snapshot, row, id);
    }
}

static void
test_agrees_with_sql (void)
{
  static const BwDate dates[] = { 20600, 20479, 20050 };
  g_autoptr (Fixture) fixture = fixture_new_random (1, 120);

  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    check_by_sql (fixture, dates[i], 11);
}

static void
test_says_what_the_company_says (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (2, 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (fixture->mirror, BW_DATE_NONE, NULL, &error);
  const BwAccountTable *table;

  g_assert_no_error (error);
  table = snapshot->table;
  g_assert_cmpint (snapshot->as_of, ==, 20600);
  g_assert_cmpstr (table->company_name, ==, "Northwind");
  g_assert_cmpint (table->policy->min_group, ==, 4);
  g_assert_cmpfloat (table->policy->top_share, ==, 0.40);
  g_assert_cmpuint (g_strv_length (table->warnings), ==, 1);
  g_assert_nonnull (strstr (table->warnings[0], "top_share"));
  g_assert_cmpuint (table->n_metrics, ==, 9);
  g_assert_cmpstr (bw_account_table_find_metric (table, "depth")->name, ==, "depth");
  g_assert_null (bw_account_table_find_metric (table, "nowhere"));
  g_assert_cmpuint (table->n, ==, 20);
  g_assert_cmpuint (bw_account_table_find_account (table, "nobody"), ==, BW_INDEX_NONE);
  g_assert_cmpuint (table->n_industries, ==, 2);
  g_assert_cmpstr (table->industries[0], ==, "Energy");
}

static void
test_date_of_the_data (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (3, 20);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = NULL;

  fixture_exec (fixture, "UPDATE company SET as_of = NULL");
  snapshot = bw_snapshot_load (fixture->mirror, BW_DATE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (snapshot->as_of, ==,
                   fixture_int (fixture, "SELECT max(d) FROM (SELECT max(observed_on) AS d FROM "
                                         "observations UNION SELECT max(occurred_on) "
                                         "FROM interactions)"));
}

static void
test_empty (void)
{
  g_autoptr (Fixture) fixture = fixture_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (bw_snapshot_load (fixture->mirror, BW_DATE_NONE, NULL, &error));
  g_assert_error (error, BW_PORTFOLIO_ERROR, BW_PORTFOLIO_ERROR_EMPTY);
}

static void
test_nobody_active (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (4, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) snapshot = bw_snapshot_load (fixture->mirror, 10, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->n, ==, 0);
}

static void
test_cancel (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (5, 400);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (bw_snapshot_load (fixture->mirror, 20600, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_same_double (double a, double b)
{
  g_assert_true ((isnan (a) && isnan (b)) || a == b);
}

/* Everything but the places in the table, which two mirrors may number differently. */
static void
assert_same (const BwSnapshot *a, const BwSnapshot *b)
{
  g_assert_cmpuint (a->n, ==, b->n);
  for (guint row = 0; row < a->n; row++)
    {
      g_assert_cmpstr (bw_snapshot_id (a, row), ==, bw_snapshot_id (b, row));
      g_assert_cmpuint (a->slot[row], ==, b->slot[row]);
      g_assert_cmpint (a->mrr[row], ==, b->mrr[row]);
      g_assert_cmpint (a->cmrr[row], ==, b->cmrr[row]);
      g_assert_cmpint (a->arr[row], ==, b->arr[row]);
      g_assert_cmpint (a->revenue[row], ==, b->revenue[row]);
      g_assert_cmpint (a->cost[row], ==, b->cost[row]);
      g_assert_cmpint (a->profit[row], ==, b->profit[row]);
      g_assert_cmpint (a->last_signal_on[row], ==, b->last_signal_on[row]);
      g_assert_cmpuint (a->tier[row], ==, b->tier[row]);
      g_assert_cmpuint (a->quadrant[row], ==, b->quadrant[row]);
      g_assert_cmpuint (a->flags[row], ==, b->flags[row]);
      g_assert_cmpuint (a->n_stale[row], ==, b->n_stale[row]);
      g_assert_cmpuint (a->n_missing[row], ==, b->n_missing[row]);
      assert_same_double (a->margin[row], b->margin[row]);
      assert_same_double (a->happiness[row], b->happiness[row]);
      assert_same_double (a->outcome[row], b->outcome[row]);
      assert_same_double (a->experience[row], b->experience[row]);
      assert_same_double (a->success_index[row], b->success_index[row]);
      for (guint i = 0; i < BW_N_DIMENSIONS; i++)
        {
          g_assert_true ((a->dimension[i] == NULL) == (b->dimension[i] == NULL));
          if (a->dimension[i] != NULL)
            assert_same_double (a->dimension[i][row], b->dimension[i][row]);
        }
    }
}

/* What a day shows must not change when the days after it are cut off. */
static void
test_no_look_ahead (void)
{
  for (guint seed = 10; seed < 14; seed++)
    {
      g_autoptr (Fixture) fixture = fixture_new_random (seed, 80);
      g_autoptr (GError) error = NULL;
      g_autoptr (BwSnapshot) whole = bw_snapshot_load (fixture->mirror, 20300, NULL, &error);
      g_autoptr (BwSnapshot) cut = NULL;

      g_assert_no_error (error);
      fixture_exec (fixture,
                    "DELETE FROM observations WHERE observed_on > 20300;"
                    "DELETE FROM revenue_events WHERE effective_on > 20300 "
                    " AND coalesce(committed_on, effective_on) > 20300;"
                    "DELETE FROM service_costs WHERE month > 20300;"
                    "DELETE FROM interactions WHERE occurred_on > 20300;"
                    "DELETE FROM tickets WHERE opened_at >= 20301 * 86400000000;"
                    "DELETE FROM change_requests WHERE requested_on > 20300;"
                    "DELETE FROM responses WHERE responded_on > 20300;"
                    "DELETE FROM accounts WHERE contract_started_on > 20300;"
                    "UPDATE accounts SET churned_on = NULL WHERE churned_on > 20300");
      fixture_forget (fixture);
      cut = bw_snapshot_load (fixture->mirror, 20300, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (whole->n, >, 10);
      assert_same (whole, cut);
    }
}

static void
edit_at_random (Fixture *fixture, GRand *rand)
{
  static const char *const words[] = { "Retail", "Energy", "Health", "Art" };
  g_autofree char *id = NULL;
  gint64 n = fixture_int (fixture, "SELECT count(*) FROM account_slots");
  guint i = g_rand_int_range (rand, 0, n + 1);

  id = g_strdup_printf ("%02x-%u", (i * 37) % 251, i);
  fixture_touch (fixture, id);
  switch (g_rand_int_range (rand, 0, 11))
    {
    case 0:
      fixture_exec (fixture, "UPDATE observations SET value = value * 0.7 WHERE account_id = '%s'",
                    id);
      break;
    case 1:
      fixture_exec (fixture,
                    "INSERT OR REPLACE INTO revenue_events VALUES ('n%u', '%s', NULL, 20000, "
                    "'expansion', 700000, 0)",
                    i, id);
      break;
    case 2:
      fixture_exec (fixture, "DELETE FROM service_costs WHERE account_id = '%s'", id);
      break;
    case 3:
      fixture_exec (fixture, "UPDATE accounts SET churned_on = 20250 WHERE id = '%s'", id);
      break;
    case 4:
      fixture_exec (fixture, "UPDATE accounts SET churned_on = NULL, contract_started_on = 19000 "
                             "WHERE id = '%s'", id);
      break;
    case 5:
      fixture_exec (fixture, "UPDATE accounts SET name = 'Ærø %u', industry = '%s', "
                             "owner_id = 'p%d' WHERE id = '%s'", g_rand_int_range (rand, 0, 99),
                    words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))],
                    g_rand_int_range (rand, 1, 6), id);
      break;
    case 6:
      fixture_exec (fixture, "UPDATE accounts SET name = '', industry = NULL WHERE id = '%s'", id);
      break;
    case 7:
      fixture_exec (fixture, "INSERT OR REPLACE INTO observations VALUES ('%s', 'nps', %d, 7, 0)",
                    id, g_rand_int_range (rand, 20590, 20700));
      break;
    case 8:
      fixture_exec (fixture, "DELETE FROM observations WHERE account_id = '%s'", id);
      break;
    case 9:
      fixture_exec (fixture,
                    "INSERT OR IGNORE INTO accounts (id, name, contract_started_on, updated_at) "
                    "VALUES ('%s', 'Added', 20000, 0)", id);
      break;
    default:
      fixture_exec (fixture, "DELETE FROM accounts WHERE id = '%s'", id);
      break;
    }
}

/* The history that every date comes from is read once and mended after a refresh; whatever the
 * date, what comes of it is what SQL says of the mirror as it is then. */
static void
test_any_date_by_sql (void)
{
  for (guint seed = 40; seed < 44; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (Fixture) fixture = fixture_new_random (seed, 50);

      for (guint round = 0; round < 4; round++)
        {
          for (guint i = 0; i < 3; i++)
            check_by_sql (fixture, g_rand_int_range (rand, 19290, 20700), 0);
          for (guint edits = g_rand_int_range (rand, 1, round == 2 ? 40 : 6); edits > 0; edits--)
            edit_at_random (fixture, rand);
          fixture_next (fixture);
        }
    }
}

/* A date that was never looked at does not read the mirror again: what goes from there without a
 * word is still in the history. */
static void
test_reads_once (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (45, 60);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) before = bw_snapshot_load (fixture->mirror, 20400, NULL, &error);
  g_autoptr (BwSnapshot) other = NULL, after = NULL;

  g_assert_no_error (error);
  fixture_forget (fixture);
  other = bw_snapshot_load (fixture->mirror, 20500, NULL, &error);
  g_assert_no_error (error);
  fixture_exec (fixture, "DELETE FROM observations; DELETE FROM revenue_events;"
                         "DELETE FROM service_costs; DELETE FROM interactions");
  after = bw_snapshot_load (fixture->mirror, 20400, NULL, &error);
  g_assert_no_error (error);
  assert_same (before, after);
}

typedef struct {
  guint64 done;
  guint64 total;
  guint   calls;
} Told;

static void
on_progress (guint64 done, guint64 total, gpointer data)
{
  Told *told = data;

  g_assert_cmpuint (done, >=, told->done);
  g_assert_cmpuint (done, <=, total);
  *told = (Told) { done, total, told->calls + 1 };
}

/* How far the first look is can be told, and looks after it have nothing to tell. */
static void
test_progress (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (46, 10);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) first = NULL, second = NULL;
  Told told = { 0 };
  guint calls;

  fixture_exec (fixture, "WITH RECURSIVE days (day) AS (SELECT 0 UNION ALL SELECT day + 1 FROM days"
                         " WHERE day < 39999) INSERT INTO observations "
                         "SELECT '00-0', 'nowhere', day, 1, 0 FROM days");
  first = bw_snapshot_load_telling (fixture->mirror, NULL, 20500, on_progress, &told, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told.calls, >, 1);
  g_assert_cmpuint (told.total, >=, 40000);
  g_assert_cmpuint (told.done, >, 30000);
  calls = told.calls;
  second = bw_snapshot_load_telling (fixture->mirror, first, 20400, on_progress, &told, NULL,
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (told.calls, ==, calls);
}

static void
read_kept (Fixture *fixture, const char *name, char **contents, gsize *length)
{
  g_autofree char *path = bw_states_file_path (fixture->path, name);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, contents, length, &error));
  g_assert_no_error (error);
}

/* Looks at a date, and at the same from nothing: what is kept of it has to be the same, byte for
 * byte; so has what is kept of the accounts, unless @accounts_differ. */
static void
check_mended (Fixture *fixture, BwDate date, gboolean accounts_differ)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) mended = bw_snapshot_load (fixture->mirror, date, NULL, &error);
  g_autoptr (BwSnapshot) anew = NULL;
  g_autofree char *folder = g_strconcat (fixture->path, "-states", NULL);
  g_autofree char *aside = g_strconcat (fixture->path, "-aside", NULL);
  g_autofree char *states = NULL, *states_anew = NULL, *accounts = NULL, *accounts_anew = NULL;
  char name[BW_DATE_STRLEN];
  gsize n_states, n_states_anew, n_accounts, n_accounts_anew;

  g_assert_no_error (error);
  bw_date_format_iso (mended->as_of, name);
  read_kept (fixture, name, &states, &n_states);
  read_kept (fixture, "accounts", &accounts, &n_accounts);
  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  anew = bw_snapshot_load (fixture->mirror, date, NULL, &error);
  g_assert_no_error (error);
  read_kept (fixture, name, &states_anew, &n_states_anew);
  read_kept (fixture, "accounts", &accounts_anew, &n_accounts_anew);
  assert_same (mended, anew);
  g_assert_cmpint (mended->as_of, ==, anew->as_of);
  g_assert_cmpint (mended->table->data_until, ==, anew->table->data_until);
  g_assert_cmpmem (states, n_states, states_anew, n_states_anew);
  if (!accounts_differ)
    g_assert_cmpmem (accounts, n_accounts, accounts_anew, n_accounts_anew);
  for (guint row = 0; row < mended->n; row++)
    {
      g_assert_true (bw_snapshot_owner (mended, row) == NULL
                     || g_str_equal (bw_snapshot_owner (mended, row)->id,
                                     bw_snapshot_owner (anew, row)->id));
      g_assert_cmpstr (bw_snapshot_name (mended, row), ==, bw_snapshot_name (anew, row));
    }
  fixture_forget (fixture);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
}

/* What is mended after a refresh is what would have been made from nothing. */
static void
test_touched_only (void)
{
  static const BwDate dates[] = { 20200, 20400, 20600 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (Fixture) fixture = fixture_new_random (20, 90);

  for (guint round = 0; round < 12; round++)
    {
      /* Every other time all at once, with a date among them that was never looked at. */
      if (round % 2 == 1)
        {
          const BwDate all[] = { 20200, 20300 + round, 20400, 20600 };
          g_autoptr (GError) error = NULL;
          g_autoptr (BwAccountTable) table = bw_account_table_load (fixture->mirror, NULL, &error);

          g_assert_no_error (error);
          bw_states_keep (fixture->mirror, table, all, G_N_ELEMENTS (all), NULL, NULL, NULL,
                          &error);
          g_assert_no_error (error);
          check_mended (fixture, all[1], FALSE);
        }
      for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
        check_mended (fixture, dates[i], FALSE);
      for (guint edits = g_rand_int_range (rand, 0, round % 3 == 0 ? 60 : 4); edits > 0; edits--)
        edit_at_random (fixture, rand);
      if (round == 6)
        fixture_exec (fixture, "INSERT INTO policy VALUES ('outcome_weight', '0.9', 0)");
      if (round == 8)
        fixture_exec (fixture, "INSERT INTO people (id, name, updated_at) VALUES "
                               "('p0', 'First', 0), ('p4', 'Late', 0)");
      fixture_next (fixture);
    }
}

/* The latest day in the data, when the company does not say what today is, follows the data; the
 * account that it was last seen of may be another. */
static void
test_touched_date (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  g_autoptr (Fixture) fixture = fixture_new_random (21, 60);

  fixture_exec (fixture, "UPDATE company SET as_of = NULL");
  for (guint round = 0; round < 20; round++)
    {
      check_mended (fixture, BW_DATE_NONE, TRUE);
      for (guint edits = g_rand_int_range (rand, 1, 5); edits > 0; edits--)
        edit_at_random (fixture, rand);
      if (round % 5 == 4)
        {
          gint64 last = fixture_int (fixture, "SELECT max(observed_on) FROM observations");

          fixture_exec (fixture,
                        "INSERT OR REPLACE INTO touched SELECT account_id, %" G_GINT64_FORMAT
                        " FROM observations WHERE observed_on = %" G_GINT64_FORMAT ";"
                        "DELETE FROM observations WHERE observed_on = %" G_GINT64_FORMAT,
                        fixture->generation + 1, last, last);
        }
      fixture_next (fixture);
    }
}

/* Where there is no room a date is shown all the same, and that several cannot be kept is said. */
static void
test_no_room (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (34, 40);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) whole = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);
  g_autoptr (BwSnapshot) unkept = NULL;
  g_autofree char *folder = g_strconcat (fixture->path, "-states", NULL);
  const BwDate dates[] = { 20400, 20500 };

  g_assert_no_error (error);
  fixture_forget (fixture);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, &error));
  unkept = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);
  g_assert_no_error (error);
  assert_same (unkept, whole);
  g_assert_false (bw_states_keep (fixture->mirror, whole->table, dates, 2, NULL, NULL, NULL,
                                  &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
  g_unlink (folder);
}

/* Several dates in one pass are what each is alone. */
static void
test_one_pass (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (30, 90);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwAccountTable) table = bw_account_table_load (fixture->mirror, NULL, &error);
  guint n, n_kept;
  g_autofree BwDate *dates = NULL, *kept = NULL;

  g_assert_no_error (error);
  dates = bw_states_month_ends (table, 20600, 12, &n);
  g_assert_cmpuint (n, ==, 12);
  g_assert_cmpint (dates[11], ==, bw_date_month_start (20600) - 1);
  g_assert_true (bw_states_keep (fixture->mirror, table, dates, n, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  kept = bw_states_list_dates (fixture->path, table, &n_kept);
  g_assert_cmpuint (n_kept, ==, n);
  g_assert_cmpmem (kept, n_kept * sizeof *kept, dates, n * sizeof *dates);
  for (guint i = 0; i < n; i += 4)
    {
      g_autoptr (BwSnapshot) together = bw_snapshot_load (fixture->mirror, dates[i], NULL, &error);
      g_autoptr (BwSnapshot) alone = NULL;
      g_autofree char *path = NULL;
      char iso[BW_DATE_STRLEN];

      g_assert_no_error (error);
      path = bw_states_file_path (fixture->path, bw_date_format_iso (dates[i], iso));
      g_assert_cmpint (g_unlink (path), ==, 0);
      alone = bw_snapshot_load (fixture->mirror, dates[i], NULL, &error);
      g_assert_no_error (error);
      assert_same (together, alone);
    }
}

static void
test_trails (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (31, 60);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) now = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);
  g_autoptr (BwSnapshot) then = NULL;
  g_autoptr (BwStateTrail) trail = NULL;
  BwDate end = bw_date_month_start (20600) - 1;
  const guint32 rows[] = { 9, 0 };

  g_assert_no_error (error);
  trail = bw_state_trail_load (fixture->path, now, rows, 2, 6);
  g_assert_cmpuint (trail->n_dates, ==, 1);
  bw_state_trail_free (g_steal_pointer (&trail));

  then = bw_snapshot_load (fixture->mirror, end, NULL, &error);
  g_assert_no_error (error);
  trail = bw_state_trail_load (fixture->path, now, rows, 2, 6);
  g_assert_cmpuint (trail->n_rows, ==, 2);
  g_assert_cmpuint (trail->n_dates, ==, 2);
  g_assert_cmpint (trail->dates[0], ==, end);
  g_assert_cmpint (trail->dates[1], ==, 20600);
  for (guint i = 0; i < 2; i++)
    {
      guint32 row = bw_snapshot_pair (now, rows[i], then);

      assert_same_double (trail->success_index[i * 2 + 1], now->success_index[rows[i]]);
      assert_same_double (trail->happiness[i * 2],
                          row == BW_INDEX_NONE ? NAN : then->happiness[row]);
      assert_same_double (trail->margin[i * 2], row == BW_INDEX_NONE ? NAN : then->margin[row]);
    }
}

/* A file that is damaged is made anew, and nothing falls over. */
static void
test_damaged_files (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (32, 40);
  g_autoptr (GError) error = NULL;
  g_autoptr (BwSnapshot) whole = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);
  static const char *const names[] = { "2026-05-27", "accounts", "history" };
  g_autofree char *date = bw_states_file_path (fixture->path, names[0]);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = bw_states_file_path (fixture->path, names[i]);
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, &error));
      for (gsize at = 0; at < length; at += 97)
        {
          g_autofree char *damaged = g_memdup2 (contents, length);
          g_autoptr (BwSnapshot) snapshot = NULL;

          damaged[at] ^= 0x55;
          g_assert_true (g_file_set_contents (path, damaged, at % 2 ? length : at, &error));
          /* The history is only looked at for a date that is not kept. */
          if (i == 2)
            g_assert_cmpint (g_unlink (date), ==, 0);
          snapshot = bw_snapshot_load (fixture->mirror, 20600, NULL, &error);
          g_assert_no_error (error);
          g_assert_cmpuint (snapshot->table->n, ==, whole->table->n);
          assert_same (snapshot, whole);
        }
    }
}

static void
loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  BwSnapshot **snapshot = data;
  g_autoptr (GError) error = NULL;

  *snapshot = bw_snapshot_load_finish (result, &error);
  g_assert_no_error (error);
}

static void
kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (bw_states_keep_months_finish (result, &error));
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* Makes a file as a program leaves it behind that is ended while it makes one. */
static char *
leave_behind (Fixture *fixture, const char *name, gint64 seconds_ago)
{
  char *path = bw_states_file_path (fixture->path, name);
  time_t then = (time_t) (g_get_real_time () / G_USEC_PER_SEC - seconds_ago);
  struct utimbuf times = { then, then };

  g_assert_true (g_file_set_contents (path, "half", -1, NULL));
  g_assert_cmpint (g_utime (path, &times), ==, 0);
  return path;
}

static void
test_async (void)
{
  g_autoptr (Fixture) fixture = fixture_new_random (33, 40);
  g_autoptr (BwSnapshot) now = NULL, then = NULL;
  g_autofree char *abandoned = NULL, *in_work = NULL;
  gboolean done = FALSE;
  guint n;

  bw_snapshot_load_async (fixture->path, NULL, BW_DATE_NONE, NULL, loaded, &now);
  while (now == NULL)
    g_main_context_iteration (NULL, TRUE);
  bw_snapshot_load_async (fixture->path, now, 20500, NULL, loaded, &then);
  while (then == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (now->as_of, ==, 20600);
  g_assert_cmpint (then->as_of, ==, 20500);
  g_assert_true (now->table == then->table);

  abandoned = leave_behind (fixture, ".unfinished-ABCDEF", 2 * 24 * 60 * 60);
  in_work = leave_behind (fixture, ".unfinished-GHIJKL", 60);
  bw_states_keep_months_async (fixture->path, now, 5, NULL, NULL, kept, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_free (bw_states_list_dates (fixture->path, now->table, &n));
  g_assert_cmpuint (n, ==, 7);
  g_assert_false (g_file_test (abandoned, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (in_work, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot/agrees-with-sql", test_agrees_with_sql);
  g_test_add_func ("/snapshot/company", test_says_what_the_company_says);
  g_test_add_func ("/snapshot/date-of-the-data", test_date_of_the_data);
  g_test_add_func ("/snapshot/empty", test_empty);
  g_test_add_func ("/snapshot/nobody-active", test_nobody_active);
  g_test_add_func ("/snapshot/cancel", test_cancel);
  g_test_add_func ("/snapshot/no-look-ahead", test_no_look_ahead);
  g_test_add_func ("/snapshot/async", test_async);
  g_test_add_func ("/history/any-date-by-sql", test_any_date_by_sql);
  g_test_add_func ("/history/reads-once", test_reads_once);
  g_test_add_func ("/history/progress", test_progress);
  g_test_add_func ("/states/touched-only", test_touched_only);
  g_test_add_func ("/states/touched-date", test_touched_date);
  g_test_add_func ("/states/no-room", test_no_room);
  g_test_add_func ("/states/one-pass", test_one_pass);
  g_test_add_func ("/states/trails", test_trails);
  g_test_add_func ("/states/damaged", test_damaged_files);
  return g_test_run ();
}
