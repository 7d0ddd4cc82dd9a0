/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "fixture.h"

#include <math.h>

#include "scratch-folder.h"

/*
 * Dates are days since 1970; 20000 is 2024-10-04. The random company has every shape that a
 * snapshot must tell apart: accounts that left, have not begun or have no name, stale and missing
 * readings, events and costs of later dates, metrics without a scale.
 */

void
fixture_exec (Fixture *fixture, const char *format, ...)
{
  g_autofree char *sql = NULL;
  g_autoptr (GError) error = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  bw_mirror_exec (fixture->mirror, sql, &error);
  g_assert_no_error (error);
}

static sqlite3_stmt *
ask (Fixture *fixture, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  int result
    = sqlite3_prepare_v2 (bw_mirror_get_handle (fixture->mirror), sql, -1, &statement, NULL);

  if (result != SQLITE_OK)
    g_error ("%s: %s", sqlite3_errmsg (bw_mirror_get_handle (fixture->mirror)), sql);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  return statement;
}

/* NaN for null. */
double
fixture_double (Fixture *fixture, const char *format, ...)
{
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  va_list arguments;
  double value;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  statement = ask (fixture, sql);
  value = sqlite3_column_type (statement, 0) == SQLITE_NULL ? NAN
                                                            : sqlite3_column_double (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

/* G_MININT64 for null. */
gint64
fixture_int (Fixture *fixture, const char *format, ...)
{
  g_autofree char *sql = NULL;
  sqlite3_stmt *statement;
  va_list arguments;
  gint64 value;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  statement = ask (fixture, sql);
  value = sqlite3_column_type (statement, 0) == SQLITE_NULL ? G_MININT64
                                                            : sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return value;
}

/* What a refresh does when it has changed something. */
void
fixture_next (Fixture *fixture)
{
  fixture_exec (fixture,
                "INSERT OR REPLACE INTO meta VALUES ('generation', '%" G_GINT64_FORMAT "')",
                ++fixture->generation);
}

/* Says that the account changes with the coming generation. */
void
fixture_touch (Fixture *fixture, const char *account)
{
  fixture_exec (fixture,
                "INSERT OR REPLACE INTO touched VALUES ('%s', %" G_GINT64_FORMAT ");"
                "INSERT OR IGNORE INTO account_slots SELECT '%s', coalesce(max(slot), 0) + 1 "
                "FROM account_slots",
                account, fixture->generation + 1, account);
}

void
fixture_touch_all (Fixture *fixture)
{
  fixture_exec (fixture,
                "INSERT OR REPLACE INTO touched SELECT id, %" G_GINT64_FORMAT " FROM accounts",
                fixture->generation + 1);
}

/* Throws away what is kept beside the mirror. */
void
fixture_forget (Fixture *fixture)
{
  g_autofree char *folder = g_strconcat (fixture->path, "-states", NULL);

  scratch_folder_remove (folder);
}

Fixture *
fixture_new (void)
{
  Fixture *fixture = g_new0 (Fixture, 1);
  g_autoptr (GError) error = NULL;

  fixture->folder = scratch_folder_new ();
  fixture->path = g_build_filename (fixture->folder, "mirror.sqlite", NULL);
  fixture->mirror = bw_mirror_open (fixture->path, BW_MIRROR_CREATE, &error);
  g_assert_no_error (error);
  fixture_next (fixture);
  return fixture;
}

void
fixture_free (Fixture *fixture)
{
  bw_mirror_close (fixture->mirror);
  scratch_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_free (fixture);
}

static void
add_metrics (Fixture *fixture)
{
  fixture_exec (fixture,
                "INSERT INTO metrics (key, name, unit, dimension, direction, aggregation, low, "
                "neutral, high, weight, half_life_days, expires_days, updated_at) VALUES"
                "('logins', 'Logins', 'a week', 'engagement', 1, 'sum', 0, 20, 80, 2, NULL, 45, 0),"
                "('seats', 'Seats', '%%', 'deployment', 1, 'last', 0, 50, 100, 1, NULL, 90, 0),"
                "('depth', NULL, NULL, 'adoption_depth', 1, 'last', 0, 40, 100, NULL, 60, 0, 0),"
                "('nps', 'NPS', '', 'nps', 1, 'last', 0, 7.5, 10, 3, 90, 200, 0),"
                "('csat', 'CSAT', '', 'csat', 1, 'mean', 1, 3, 5, 1, 30, 120, 0),"
                "('close', 'To close', 'hours', 'support', -1, 'mean', 2, 10, 40, 1, NULL, 60, 0),"
                "('mood', 'Mood', '', 'sentiment', 1, 'last', -1, 0, 1, 1, 60, 90, 0),"
                "('cases', 'Cases', '', 'success', -1, 'mean', NULL, NULL, NULL, 1, NULL, NULL, 0),"
                "('odd', 'Odd', '', 'unheard_of', 1, 'last', 0, 1, 2, 1, NULL, NULL, 0)");
}

/* A company of which nothing is like the next, but the same for the same seed. */
Fixture *
fixture_new_random (guint32 seed, guint accounts)
{
  static const char *const metrics[]
    = { "logins", "seats", "depth", "nps", "csat", "close", "mood", "cases", "odd", "nowhere" };
  static const double spans[]
    = { 90, 110, 110, 10, 5, 50, 1, 100, 3, 1 };
  static const char *const kinds[] = { "call", "email", "qbr", "ebr", "training" };
  Fixture *fixture = fixture_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  fixture_exec (fixture, "BEGIN");
  fixture_exec (fixture,
                "INSERT INTO company VALUES ('c', 'Northwind', 'EUR', 1, 20600, 0);"
                "INSERT INTO policy VALUES ('min_group', '4', 0), ('top_share', '\"much\"', 0),"
                " ('silent_days', '60', 0);"
                "INSERT INTO people VALUES ('p1', 'Inès Marques', 'i@x', 'csm', 'A', 120, 0),"
                " ('p2', 'Timo', NULL, 'csm', 'A', NULL, 0),"
                " ('p3', 'Rep', NULL, 'sales', 'B', 1, 0)");
  add_metrics (fixture);

  for (guint i = 0; i < accounts; i++)
    {
      /* Ids that do not rise with the slots. */
      g_autofree char *id = g_strdup_printf ("%02x-%u", (i * 37) % 251, i);
      int started = g_rand_int_range (rand, 19300, 20590);
      gboolean left = g_rand_int_range (rand, 0, 4) == 0;
      int left_on = started + g_rand_int_range (rand, 1, 900);
      g_autofree char *churned = left ? g_strdup_printf ("%d", left_on) : g_strdup ("NULL");

      fixture_exec (fixture,
                    "INSERT INTO accounts (id, name, industry, region, strategic, owner_id, "
                    "contract_started_on, go_live_on, renewal_on, churned_on, lifecycle_stage, "
                    "updated_at) VALUES ('%s', 'Société %u Øre', %s, '%s', %d, %s, %d, %d, %d, %s, "
                    "'adoption', 0)",
                    id, i, i % 5 == 0 ? "NULL" : i % 2 ? "'Retail'" : "'Energy'",
                    i % 3 ? "EU" : "US", i % 17 == 0, i % 4 == 0 ? "NULL" : i % 2 ? "'p1'" : "'p2'",
                    started, started + 60, started + 365, churned);
      fixture_touch (fixture, id);

      for (int j = g_rand_int_range (rand, 0, 6); j > 0; j--)
        {
          int day = started + g_rand_int_range (rand, -10, 900);

          fixture_exec (fixture,
                        "INSERT INTO revenue_events VALUES ('%u-%d', '%s', %s, %d, 'new', %d, 0)",
                        i, j, id, j % 2 ? "NULL" : g_rand_boolean (rand) ? "20100" : "20500", day,
                        g_rand_int_range (rand, -20000, 200000));
        }
      for (int j = g_rand_int_range (rand, 0, 30); j > 0; j--)
        fixture_exec (fixture, "INSERT OR REPLACE INTO service_costs VALUES ('%s', %d, %d, 0)", id,
                      bw_date_add_months (bw_date_from_civil (2023, 1, 1),
                                          g_rand_int_range (rand, 0, 45)),
                      g_rand_int_range (rand, 0, 90000));
      for (int j = g_rand_int_range (rand, 0, 60); j > 0; j--)
        {
          guint metric = g_rand_int_range (rand, 0, G_N_ELEMENTS (metrics));
          char number[G_ASCII_DTOSTR_BUF_SIZE];

          g_ascii_dtostr (number, sizeof number,
                          g_rand_double_range (rand, -0.1, 1) * spans[metric]);
          fixture_exec (fixture,
                        "INSERT OR REPLACE INTO observations VALUES ('%s', '%s', %d, %s, 0)", id,
                        metrics[metric], g_rand_int_range (rand, 19900, 20640),
                        j % 11 == 0 ? "NULL" : number);
        }
      for (int j = g_rand_int_range (rand, 0, 5); j > 0; j--)
        fixture_exec (fixture,
                      "INSERT INTO interactions (id, account_id, occurred_on, kind, updated_at) "
                      "VALUES ('i%u-%d', '%s', %d, '%s', 0)",
                      i, j, id, g_rand_int_range (rand, 19900, 20640),
                      kinds[g_rand_int_range (rand, 0, G_N_ELEMENTS (kinds))]);
      if (i % 3 == 0)
        fixture_exec (fixture,
                      "INSERT INTO tickets (id, account_id, opened_at, updated_at) "
                      "VALUES ('t%u', '%s', %d * 86400000000 + 1, 0);"
                      "INSERT INTO change_requests VALUES ('r%u', '%s', %d, 'expansion', 0);"
                      "INSERT INTO responses (id, account_id, responded_on, score, updated_at) "
                      "VALUES ('s%u', '%s', %d, %s, 0)",
                      i, id, g_rand_int_range (rand, 19900, 20640), i, id,
                      g_rand_int_range (rand, 19900, 20640), i, id,
                      g_rand_int_range (rand, 19900, 20640), i % 2 ? "9" : "NULL");
    }
  fixture_exec (fixture, "COMMIT");
  fixture_next (fixture);
  return fixture;
}
