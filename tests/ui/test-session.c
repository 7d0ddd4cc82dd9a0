/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/bw-credentials.h"
#include "ui-fixture.h"
#include "ui/bw-session-private.h"

typedef struct {
  GSettings *settings;
  BwSession *session;
  guint      changes;
  guint      emissions;
} Fixture;

static void
on_changed (BwSession *session, guint changes, Fixture *f)
{
  f->changes |= changes;
  f->emissions++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->settings = g_settings_new (BW_APP_ID);
  g_settings_reset (f->settings, "compare-months");
  f->session = bw_session_new (f->settings);
  g_signal_connect (f->session, "changed", G_CALLBACK (on_changed), f);
  /* As a load of a portfolio leaves it. */
  f->session->first = bw_date_from_civil (2024, 3, 5);
  f->session->last = bw_date_from_civil (2026, 11, 21);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->session);
  g_object_unref (f->settings);
}

static void
test_empty (void)
{
  g_autoptr (GSettings) settings = g_settings_new (BW_APP_ID);
  g_autoptr (BwSession) session = bw_session_new (settings);
  BwDate first, last;

  g_assert_null (bw_session_get_portfolio (session));
  g_assert_null (bw_session_get_snapshot (session));
  g_assert_cmpint (bw_session_get_as_of (session), ==, BW_DATE_NONE);
  g_assert_cmpint (bw_session_get_compared_as_of (session), ==, BW_DATE_NONE);
  bw_session_get_dates (session, &first, &last);
  g_assert_cmpint (first, ==, BW_DATE_NONE);
  g_assert_cmpint (last, ==, BW_DATE_NONE);
  bw_session_step_months (session, -1);
  bw_session_set_playing (session, TRUE);
  g_assert_false (bw_session_get_playing (session));
  g_assert_false (bw_session_has_backend (session));
  bw_session_refresh (session);
  g_assert_cmpint (bw_session_get_status (session), ==, BW_STATUS_NEVER);
  g_assert_false (bw_session_open_last (session));
}

static void
test_dates (Fixture *f, gconstpointer data)
{
  BwDate last = f->session->last;

  g_assert_cmpint (bw_session_get_as_of (f->session), ==, last);
  bw_session_step_months (f->session, -1);
  g_assert_cmpint (bw_session_get_as_of (f->session), ==, bw_date_from_civil (2026, 10, 21));
  g_assert_cmpuint (f->changes & BW_CHANGE_DATES, !=, 0);
  g_assert_cmpuint (f->emissions, ==, 1);
  bw_session_set_as_of (f->session, bw_date_from_civil (1999, 1, 1));
  g_assert_cmpint (bw_session_get_as_of (f->session), ==, f->session->first);
  bw_session_set_as_of (f->session, bw_date_from_civil (2030, 1, 1));
  g_assert_cmpint (bw_session_get_as_of (f->session), ==, last);
  /* At the latest day the session follows the data. */
  f->session->last = last + 1;
  g_assert_cmpint (bw_session_get_as_of (f->session), ==, last + 1);
  /* Nothing changes, nothing is said. */
  f->emissions = 0;
  bw_session_set_as_of (f->session, BW_DATE_NONE);
  g_assert_cmpuint (f->emissions, ==, 0);
}

static void
test_compare (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (bw_session_get_compare_months (f->session), ==, 3);
  g_assert_cmpint (bw_session_get_compared_as_of (f->session), ==,
                   bw_date_from_civil (2026, 8, 21));
  bw_session_set_compare_months (f->session, 12);
  g_assert_cmpint (bw_session_get_compared_as_of (f->session), ==,
                   bw_date_from_civil (2025, 11, 21));
  g_assert_cmpint (g_settings_get_int (f->settings, "compare-months"), ==, 12);
  bw_session_set_compare_months (f->session, 0);
  g_assert_cmpint (bw_session_get_compared_as_of (f->session), ==, BW_DATE_NONE);
  /* There is no day before the first to compare with. */
  bw_session_set_compare_months (f->session, 3);
  bw_session_set_as_of (f->session, f->session->first);
  g_assert_cmpint (bw_session_get_compared_as_of (f->session), ==, BW_DATE_NONE);
  bw_session_set_as_of (f->session, bw_date_from_civil (2024, 4, 1));
  g_assert_cmpint (bw_session_get_compared_as_of (f->session), ==, f->session->first);
  /* A day that was picked stays, and is none when it is not before the day shown. */
  bw_session_set_compared_as_of (f->session, bw_date_from_civil (2025, 1, 1));
  g_assert_cmpint (bw_session_get_compared_as_of (f->session), ==, BW_DATE_NONE);
  bw_session_set_as_of (f->session, BW_DATE_NONE);
  g_assert_cmpint (bw_session_get_compared_as_of (f->session), ==,
                   bw_date_from_civil (2025, 1, 1));
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  g_autoptr (BwAccountFilter) filter = bw_account_filter_copy (bw_session_get_filter (f->session));
  const char *words[] = { "top", NULL };

  g_assert_true (bw_account_filter_is_empty (filter));
  bw_session_set_filter (f->session, filter);
  g_assert_cmpuint (f->emissions, ==, 0);
  bw_account_filter_set_words (filter, BW_ACCOUNT_FILTER_TIER, words);
  bw_session_set_filter (f->session, filter);
  g_assert_cmpuint (f->changes, ==, BW_CHANGE_FILTER);
  g_assert_true (bw_account_filter_equal (bw_session_get_filter (f->session), filter));
  bw_session_set_filter (f->session, filter);
  g_assert_cmpuint (f->emissions, ==, 1);
}

static void
test_play (Fixture *f, gconstpointer data)
{
  bw_session_set_playing (f->session, TRUE);
  g_assert_true (bw_session_get_playing (f->session));
  /* The ends of the months are kept, those of days in between are not. */
  g_assert_cmpint (bw_session_get_as_of (f->session), ==, bw_date_from_civil (2025, 11, 30));
  bw_session_set_playing (f->session, FALSE);
  g_assert_false (bw_session_get_playing (f->session));
  g_assert_cmpint (bw_session_get_as_of (f->session), ==, bw_date_from_civil (2025, 11, 30));
}

static gboolean
is_loaded (gpointer session)
{
  return bw_session_get_snapshot (session) && !bw_session_get_loading (session)
         && bw_session_get_status (session) == BW_STATUS_UP_TO_DATE;
}

static gboolean
is_not_refreshing (gpointer session)
{
  return bw_session_get_status (session) != BW_STATUS_REFRESHING;
}

/* The demo company comes over HTTP from this program to itself, and dates of it are loaded. */
static void
test_demo (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_add ("Demo", BW_PORTFOLIO_DEMO, NULL,
                                            "accounts=40 months=8 seed=7", &error);
  g_autoptr (BwPortfolioInfo) kept = NULL;
  guint now;
  g_autofree char *detail = NULL;
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_settings_set_boolean (f->settings, "refresh-at-start", TRUE);
  bw_session_open_info (f->session, info);
  ui_wait (is_loaded, f->session, "the demo company");
  g_assert_cmpuint (f->changes & BW_CHANGE_PORTFOLIO, !=, 0);
  g_assert_no_error (bw_session_get_error (f->session));
  now = bw_session_get_n_accounts (f->session);
  g_assert_cmpuint (now, >, 10);
  g_assert_nonnull (bw_session_get_compared (f->session));
  g_assert_cmpint (bw_session_get_compared (f->session)->as_of, ==,
                   bw_session_get_compared_as_of (f->session));
  words = bw_session_describe_status (f->session, &detail);
  g_assert_cmpstr (words, ==, "Up to date, just now");
  g_assert_nonnull (strstr (detail, "accounts"));

  /* The next start knows how old the data is. */
  kept = bw_portfolio_find ("Demo", &error);
  g_assert_no_error (error);
  g_assert_cmpint (kept->last_refresh, >, 0);

  bw_session_step_months (f->session, -4);
  ui_wait (is_loaded, f->session, "an earlier date");
  g_assert_cmpint (bw_session_get_snapshot (f->session)->as_of, ==,
                   bw_session_get_as_of (f->session));

  /* What is cancelled keeps what was there. */
  bw_session_refresh (f->session);
  g_assert_cmpint (bw_session_get_status (f->session), ==, BW_STATUS_REFRESHING);
  bw_session_cancel_refresh (f->session);
  ui_wait (is_not_refreshing, f->session, "the refresh to be cancelled");
  g_assert_cmpint (bw_session_get_status (f->session), ==, BW_STATUS_CANCELLED);
  g_assert_nonnull (bw_session_get_snapshot (f->session));

  g_assert_true (bw_session_rename (f->session, "Demo", "Other", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (bw_session_get_portfolio (f->session), ==, "Other");
  g_assert_true (bw_session_remove (f->session, "Other", &error));
  g_assert_no_error (error);
  g_assert_null (bw_session_get_portfolio (f->session));
  g_assert_null (bw_session_get_snapshot (f->session));
}

/* Nobody listens there: the state says so and offers the remedy, and there is still a portfolio. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_add ("Gone", BW_PORTFOLIO_HTTP, "http://127.0.0.1:1/",
                                            NULL, &error);
  const char *action = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  g_settings_set_boolean (f->settings, "refresh-at-start", FALSE);
  bw_session_open_info (f->session, info);
  bw_session_refresh (f->session);
  ui_wait (is_not_refreshing, f->session, "the refresh to fail");
  g_assert_cmpint (bw_session_get_status (f->session), ==, BW_STATUS_OFFLINE);
  words = bw_session_describe_status (f->session, &detail);
  g_assert_cmpstr (words, ==, "Backend not reached");
  g_assert_true (g_str_has_prefix (detail, "Never refreshed\n"));
  g_assert_nonnull (bw_session_get_remedy (f->session, &action));
  g_assert_cmpstr (action, ==, "win.refresh");
  g_assert_true (bw_session_remove (f->session, "Gone", &error));
  g_assert_no_error (error);
}

/* A token goes with its portfolio: whoever gets the same name next has to sign in. */
static void
test_token (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (BwPortfolioInfo) info = bw_portfolio_add ("Signed In", BW_PORTFOLIO_HTTP,
                                                       "http://127.0.0.1:1/", NULL, &error);
  g_autofree char *kept = NULL;
  g_autofree char *left = NULL;

  g_assert_no_error (error);
  bw_credentials_store (info->slug, info->name, "secret", NULL);
  kept = bw_credentials_lookup (info->slug, NULL);
  g_assert_cmpstr (kept, ==, "secret");
  g_assert_true (bw_session_remove (f->session, "Signed In", &error));
  g_assert_no_error (error);
  left = bw_credentials_lookup (info->slug, NULL);
  g_assert_null (left);
}

/* Tries once more, of which nothing can come. */
static void
try_in_vain (BwSession *session)
{
  bw_session_refresh (session);
  ui_wait (is_not_refreshing, session, "the refresh to fail");
  g_assert_cmpint (bw_session_get_status (session), ==, BW_STATUS_OFFLINE);
}

/* The timer comes round as often as it is set to, but not at once again after a refresh that failed
 * or that somebody has cancelled. */
static void
test_timer (Fixture *f, gconstpointer data)
{
  const gint64 minute = 60 * G_USEC_PER_SEC;
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_add ("Gone", BW_PORTFOLIO_HTTP, "http://127.0.0.1:1/",
                                            NULL, &error);
  gint64 last = g_get_real_time () - 60 * minute, began;

  g_assert_no_error (error);
  g_settings_set_boolean (f->settings, "refresh-at-start", FALSE);
  g_settings_set_int (f->settings, "refresh-minutes", 30);
  info->last_refresh = last;
  bw_session_open_info (f->session, info);
  g_assert_false (bw_session_is_refresh_due (f->session, last + 29 * minute));
  g_assert_true (bw_session_is_refresh_due (f->session, last + 30 * minute));

  /* Where the backend is not reached, the pause grows from two minutes to what is set. */
  for (int pause = 2; pause <= 64; pause *= 2)
    {
      try_in_vain (f->session);
      began = f->session->refresh_began;
      g_assert_false (bw_session_is_refresh_due (f->session,
                                                 began + MIN (pause, 30) * minute - 1));
      g_assert_true (bw_session_is_refresh_due (f->session, began + MIN (pause, 30) * minute));
    }

  f->session->status = BW_STATUS_CANCELLED;
  g_assert_false (bw_session_is_refresh_due (f->session, began + 29 * minute));
  g_assert_true (bw_session_is_refresh_due (f->session, began + 30 * minute));
  f->session->status = BW_STATUS_BROKEN;
  g_assert_false (bw_session_is_refresh_due (f->session, began + 29 * minute));
  g_assert_true (bw_session_is_refresh_due (f->session, began + 30 * minute));
  /* Without a token that lets in there is nothing to try. */
  f->session->status = BW_STATUS_SIGNED_OUT;
  g_assert_false (bw_session_is_refresh_due (f->session, began + 600 * minute));
  f->session->status = BW_STATUS_BROKEN;
  g_settings_set_int (f->settings, "refresh-minutes", 0);
  g_assert_false (bw_session_is_refresh_due (f->session, began + 600 * minute));

  g_settings_reset (f->settings, "refresh-minutes");
  g_assert_true (bw_session_remove (f->session, "Gone", &error));
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/session/empty", test_empty);
#define ADD(name, func) g_test_add ("/session/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("dates", test_dates);
  ADD ("compare", test_compare);
  ADD ("filter", test_filter);
  ADD ("play", test_play);
  ADD ("demo", test_demo);
  ADD ("token", test_token);
  ADD ("refused", test_refused);
  ADD ("timer", test_timer);
#undef ADD
  return g_test_run ();
}
