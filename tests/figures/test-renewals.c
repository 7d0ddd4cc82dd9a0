/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "figures/bw-renewals-figure.h"
#include "plain-company.h"

/* NOW is 27 May 2026. Each account has the index 90, unless said otherwise. */
static const struct {
  guint        account;
  int          index;
  int          days;     /* Until its renewal. */
  const char  *score;    /* (nullable): of the survey */
  int          asked;    /* Days ago. */
  BwLikelihood likelihood;
  BwForecast   forecast;
} cases[] = {
  { 0, 90, 10, "3", 20, BW_LIKELIHOOD_LIKELY, BW_FORECAST_COMMITTED },
  { 1, 90, 11, "2", 20, BW_LIKELIHOOD_UNSURE, BW_FORECAST_AT_RISK },
  { 2, 90, 12, "1", 20, BW_LIKELIHOOD_NOT_LIKELY, BW_FORECAST_AT_RISK },
  { 3, 90, 13, "NULL", 20, BW_LIKELIHOOD_NO_ANSWER, BW_FORECAST_AT_RISK },
  { 4, 90, 14, "NULL", 5, BW_LIKELIHOOD_NOT_ASKED, BW_FORECAST_LIKELY },
  { 5, 90, 0, NULL, 0, BW_LIKELIHOOD_NOT_ASKED, BW_FORECAST_LIKELY },
  { 6, -1, 120, NULL, 0, BW_LIKELIHOOD_NOT_ASKED, BW_FORECAST_UNKNOWN },
  { 7, 90, 100, "1", 400, BW_LIKELIHOOD_NOT_ASKED, BW_FORECAST_LIKELY },
  { 8, 90, 50, "3", 20, BW_LIKELIHOOD_LIKELY, BW_FORECAST_AT_RISK }, /* A forecast of 0.9. */
};

static Fixture *
company (void)
{
  Fixture *fixture = plain_company ();

  for (guint i = 0; i < 12; i++)
    plain_account (fixture, i, -1, i < G_N_ELEMENTS (cases) ? cases[i].index : 90, -200,
                   1000 + 7 * (int) i, -1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      fixture_exec (fixture, "UPDATE accounts SET renewal_on = %d WHERE id = 'a%03u'",
                    NOW + cases[i].days, i);
      if (cases[i].score != NULL)
        fixture_exec (fixture,
                      "INSERT INTO responses (id, account_id, responded_on, instrument, score,"
                      " updated_at) VALUES ('%u', 'a%03u', %d, 'renewal', %s, 0)",
                      i, i, NOW - cases[i].asked, cases[i].score);
    }
  /* Somebody was heard of lately everywhere, so that silence is no reason of its own. */
  fixture_exec (fixture,
                "UPDATE accounts SET renewal_on = %d WHERE id = 'a009';"
                "UPDATE accounts SET renewal_on = %d WHERE id = 'a010';"
                "INSERT INTO interactions (id, account_id, occurred_on, kind, updated_at)"
                " SELECT id, id, %d, 'call', 0 FROM accounts;"
                "INSERT INTO risks (id, account_id, opened_on, forecast_probability, updated_at)"
                " VALUES ('1', 'a008', %d, 0.9, 0)",
                NOW + 121, NOW - 1, NOW - 3, NOW - 3);
  fixture_touch_all (fixture);
  fixture_next (fixture);
  return fixture;
}

static void
test_renewals (void)
{
  g_autoptr (Fixture) fixture = company ();
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  BwFigureScope scope = { .snapshot = now, .mirror = fixture->mirror };
  g_autoptr (GError) error = NULL;
  g_autoptr (BwRenewalsFigure) figure = bw_renewals_figure_compute (&scope, NULL, &error);
  BwMoney sum = 0, by_month = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (figure->n, ==, G_N_ELEMENTS (cases));
  g_assert_cmpuint (figure->n_past, ==, 1);
  g_assert_cmpstr (bw_snapshot_id (now, figure->past[0]), ==, "a010");
  g_assert_cmpuint (figure->n_undated, ==, 1);
  for (guint i = 0; i < figure->n; i++)
    {
      const BwRenewal *renewal = &figure->renewals[i];
      guint which = (guint) g_ascii_strtoull (bw_snapshot_id (now, renewal->row) + 1, NULL, 10);

      g_assert_cmpint (renewal->days_left, ==, cases[which].days);
      g_assert_cmpint (renewal->likelihood, ==, cases[which].likelihood);
      g_assert_cmpint (renewal->forecast, ==, cases[which].forecast);
      if (i > 0)
        g_assert_cmpint (bw_date_month_start (figure->renewals[i - 1].renewal_on), <=,
                         bw_date_month_start (renewal->renewal_on));
    }
  for (BwForecast i = 0; i < BW_N_FORECASTS; i++)
    {
      g_autoptr (BwSelection) selection = bw_renewals_figure_forecast (figure, i);

      g_assert_cmpuint (selection->n, ==, figure->forecast[i].accounts);
      sum += figure->forecast[i].arr;
    }
  for (guint i = 0; i < figure->n_months; i++)
    by_month += figure->months[i].arr;
  g_assert_cmpint (figure->arr, ==,
                   fixture_int (fixture, "SELECT sum(" ARR ") FROM accounts a WHERE renewal_on"
                                         " BETWEEN %d AND %d",
                                NOW, NOW + 120));
  g_assert_cmpint (sum, ==, figure->arr);
  g_assert_cmpint (by_month, ==, figure->arr);
  g_assert_cmpint (figure->forecast[BW_FORECAST_AT_RISK].arr, ==,
                   12 * (4 * 1000 + 7 * (1 + 2 + 3 + 8)));
}

static void
test_no_dates (void)
{
  g_autoptr (Fixture) fixture = plain_company_60 (0);
  g_autoptr (BwSnapshot) now = plain_load (fixture, NOW);
  BwFigureScope scope = { .snapshot = now, .mirror = fixture->mirror };
  g_autoptr (BwRenewalsFigure) figure = bw_renewals_figure_compute (&scope, NULL, NULL);

  g_assert_cmpuint (figure->n, ==, 0);
  g_assert_cmpuint (figure->n_undated, ==, 60);
  g_assert_cmpstr (figure->head.title, ==, "No account has a renewal date");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/renewals/renewals", test_renewals);
  g_test_add_func ("/renewals/no-dates", test_no_dates);
  return g_test_run ();
}
