/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "model/bw-date.h"

/* Day numbers from GNU date: date -d 2024-02-29 +%s divided by 86400. */
static void
test_known_days (void)
{
  static const struct {
    const char *text;
    BwDate      date;
  } known[] = {
    { "1970-01-01", 0 },     { "1969-12-31", -1 },    { "2000-02-29", 11016 },
    { "2024-02-29", 19782 }, { "2026-11-21", 20778 }, { "1900-03-01", -25508 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      BwDate date = BW_DATE_NONE;
      char buffer[BW_DATE_STRLEN];

      g_assert_true (bw_date_parse (known[i].text, -1, &date));
      g_assert_cmpint (date, ==, known[i].date);
      g_assert_cmpstr (bw_date_format_iso (date, buffer), ==, known[i].text);
    }
}

/* GDate is another implementation of the same calendar. */
static void
test_every_day (void)
{
  g_autoptr (GDate) other = g_date_new_dmy (1, 1, 1800);
  guint32 epoch;
  g_autoptr (GDate) first = g_date_new_dmy (1, 1, 1970);

  epoch = g_date_get_julian (first);
  while (g_date_get_year (other) < 3000)
    {
      BwDate date = (BwDate) g_date_get_julian (other) - (BwDate) epoch;
      int year, month, day;

      bw_date_to_civil (date, &year, &month, &day);
      g_assert_cmpint (year, ==, g_date_get_year (other));
      g_assert_cmpint (month, ==, (int) g_date_get_month (other));
      g_assert_cmpint (day, ==, g_date_get_day (other));
      g_assert_cmpint (bw_date_from_civil (year, month, day), ==, date);
      g_date_add_days (other, 1);
    }
}

static void
test_refused (void)
{
  static const char *const refused[] = {
    "", "2026", "2026-11-2", "2026-11-211", "2026-02-29", "2026-13-01", "2026-00-10",
    "2026-01-00", "1799-12-31", "3000-01-01", "2026/11/21", " 2026-11-21", "20a6-11-21",
    "infinity", "-infinity", "2026-11-2１",
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      BwDate date = 7;

      g_assert_false (bw_date_parse (refused[i], -1, &date));
      g_assert_cmpint (date, ==, 7);
    }
}

static void
test_months (void)
{
  BwDate end_of_january = bw_date_from_civil (2024, 1, 31);

  g_assert_cmpint (bw_date_add_months (end_of_january, 1), ==, bw_date_from_civil (2024, 2, 29));
  g_assert_cmpint (bw_date_add_months (end_of_january, -2), ==, bw_date_from_civil (2023, 11, 30));
  g_assert_cmpint (bw_date_add_months (end_of_january, 13), ==, bw_date_from_civil (2025, 2, 28));
  g_assert_cmpint (bw_date_month_end (bw_date_from_civil (2023, 2, 3)), ==,
                   bw_date_from_civil (2023, 2, 28));
  g_assert_cmpint (bw_date_add_months (BW_DATE_NONE, 3), ==, BW_DATE_NONE);
  g_assert_cmpint (bw_date_shift_months (bw_date_from_civil (2023, 11, 30), -3), ==,
                   bw_date_from_civil (2023, 8, 31));
  g_assert_cmpint (bw_date_shift_months (bw_date_from_civil (2023, 11, 29), -3), ==,
                   bw_date_from_civil (2023, 8, 29));
  g_assert_cmpint (bw_date_shift_months (BW_DATE_NONE, 3), ==, BW_DATE_NONE);
}

static void
test_buckets (void)
{
  /* 2026-11-21 is a Saturday; its ISO week began on Monday the 16th. */
  BwDate date = bw_date_from_civil (2026, 11, 21);

  g_assert_cmpint (bw_date_bucket_start (date, BW_BUCKET_WEEK), ==, date - 5);
  g_assert_cmpint (bw_date_bucket_start (-3, BW_BUCKET_WEEK), ==, -3);
  g_assert_cmpint (bw_date_bucket_start (-4, BW_BUCKET_WEEK), ==, -10);
  g_assert_cmpint (bw_date_bucket_start (date, BW_BUCKET_MONTH), ==,
                   bw_date_from_civil (2026, 11, 1));
  g_assert_cmpint (bw_date_bucket_start (date, BW_BUCKET_QUARTER), ==,
                   bw_date_from_civil (2026, 10, 1));
  g_assert_cmpint (bw_date_bucket_next (bw_date_from_civil (2026, 10, 1), BW_BUCKET_QUARTER), ==,
                   bw_date_from_civil (2027, 1, 1));
}

static void
test_timestamps (void)
{
  static const struct {
    const char *text;
    gint64      microseconds;
  } known[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-11-21T07:08:09.123456+00:00", G_GINT64_CONSTANT (1795244889123456) },
    { "2026-11-21 07:08:09.123456+00", G_GINT64_CONSTANT (1795244889123456) },
    { "2026-11-21T09:08:09.1234567+0200", G_GINT64_CONSTANT (1795244889123456) },
    { "2026-11-21T02:38:09.5-04:30", G_GINT64_CONSTANT (1795244889500000) },
    { "1969-12-31T23:59:59.5", -500000 },
  };
  static const char *const refused[] = {
    "2026-11-21", "2026-11-21T07:08", "2026-11-21T07:08:09.", "2026-11-21T07:08:09+",
    "2026-11-21T07:08:09Zx", "2026-11-21T25:08:09Z", "2026-11-21T07:60:09Z", "infinity",
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      gint64 microseconds = 0, again = 0;
      g_autofree char *text = NULL;

      g_assert_true (bw_timestamp_parse (known[i].text, -1, &microseconds));
      g_assert_cmpint (microseconds, ==, known[i].microseconds);
      text = bw_timestamp_format (microseconds);
      g_assert_true (bw_timestamp_parse (text, -1, &again));
      g_assert_cmpint (again, ==, microseconds);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      gint64 microseconds = 7;

      g_assert_false (bw_timestamp_parse (refused[i], -1, &microseconds));
      g_assert_cmpint (microseconds, ==, 7);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/known-days", test_known_days);
  g_test_add_func ("/date/every-day", test_every_day);
  g_test_add_func ("/date/refused", test_refused);
  g_test_add_func ("/date/months", test_months);
  g_test_add_func ("/date/buckets", test_buckets);
  g_test_add_func ("/date/timestamps", test_timestamps);
  return g_test_run ();
}
