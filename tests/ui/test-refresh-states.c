/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "../sync/scripted-server.h"
#include "ui-fixture.h"
#include "ui/dialogs/bw-connect-dialog.h"
#include "ui/widgets/bw-refresh-status.h"

/* What the foot of the sidebar says and offers after each way in which a refresh can end. */

static BwApplication *application;

typedef struct {
  const char *name;
  const char *status;  /* (nullable): of the answer; NULL: there is no answer. */
  const char *body;
  BwStatus    state;
  const char *words;
  const char *detail;  /* Part of what stands below the words. */
  const char *remedy;
  gboolean    signs_in; /* The remedy is the dialog of the connection, else another refresh. */
} Case;

static const Case cases[] = {
  { "refused", "403 Forbidden",
    "{\"code\":\"42501\",\"message\":\"permission denied for table accounts\","
    "\"details\":null,\"hint\":null}",
    BW_STATUS_REFUSED, "Backend refused", "permission denied", "_Connection…", TRUE },
  { "signed-out", "401 Unauthorized",
    "{\"code\":\"PGRST301\",\"message\":\"JWT expired\",\"details\":null,\"hint\":null}",
    BW_STATUS_SIGNED_OUT, "Signed out", "JWT expired", "_Sign In…", TRUE },
  { "broken", "200 OK", "<html>It works!</html>",
    BW_STATUS_BROKEN, "Refresh failed", "\n", "_Try Again", FALSE },
  { "cancelled", NULL, NULL,
    BW_STATUS_CANCELLED, "Refresh cancelled", "Refreshed just now", "_Refresh", FALSE },
};

typedef struct {
  const Case *answer;
  int         requests;
} Backend;

static void
answer (ScriptedRequest *request, gpointer data)
{
  Backend *backend = data;

  g_atomic_int_inc (&backend->requests);
  if (backend->answer->status)
    scripted_answer (request, backend->answer->status, "Content-Type: application/json\r\n",
                     backend->answer->body);
  else
    scripted_stall (request);
}

/* The demo company's data, which from now on is refreshed from another address. */
static void
open_at (BwWindow *window, const char *url)
{
  BwSession *session = bw_window_get_session (window);
  BwPortfolioInfo *info = bw_portfolio_info_copy (bw_session_get_info (session));
  g_autoptr (GError) error = NULL;

  info->source = BW_PORTFOLIO_HTTP;
  g_set_str (&info->url, url);
  bw_portfolio_save (info, &error);
  g_assert_no_error (error);
  bw_session_open_info (session, info);
  ui_wait (ui_is_at_rest, window, "the portfolio");
}

static GtkWidget *
foot_of (BwWindow *window)
{
  return ui_find (GTK_WIDGET (window), BW_TYPE_REFRESH_STATUS, 0);
}

static gboolean
has_request (gpointer data)
{
  return g_atomic_int_get (&((Backend *) data)->requests) > 0;
}

static void
assert_shown (BwWindow *window, const char *words, const char *detail, const char *remedy)
{
  GtkWidget *foot = foot_of (window);
  GtkWidget *button = ui_find (foot, GTK_TYPE_BUTTON, 0);
  GtkWidget *label = ui_find_label (foot, words);
  GtkLabel *below;

  g_assert_nonnull (label);
  below = GTK_LABEL (gtk_widget_get_next_sibling (label));
  g_assert_nonnull (strstr (gtk_label_get_text (below), detail));
  g_assert_true (gtk_widget_get_mapped (button));
  g_assert_true (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (button)), ==, remedy);
  /* All of it can be read: what to do about it comes last. */
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (below)));
  g_assert_cmpint (gtk_widget_get_width (button), <=, gtk_widget_get_width (foot));
}

static void
test_state (gconstpointer data)
{
  Backend backend = { .answer = data };
  const Case *expected = data;
  g_autoptr (ScriptedServer) server = scripted_server_new (answer, &backend, NULL);
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  guint accounts;

  g_settings_set_boolean (bw_session_get_settings (session), "refresh-at-start", FALSE);
  ui_open_demo (window);
  bw_session_refresh (session);
  ui_wait (ui_is_at_rest, window, "the demo company");
  accounts = bw_session_get_n_accounts (session);
  open_at (window, scripted_server_get_url (server));

  bw_session_refresh (session);
  if (expected->state == BW_STATUS_CANCELLED)
    {
      GtkWidget *cancel = ui_find (foot_of (window), GTK_TYPE_BUTTON, 0);

      ui_wait (has_request, &backend, "a request");
      g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (cancel)), ==, "_Cancel");
      g_signal_emit_by_name (cancel, "clicked");
    }
  ui_wait (ui_is_at_rest, window, "the refresh to end");
  g_assert_cmpint (bw_session_get_status (session), ==, expected->state);
  ui_wait_frames (GTK_WIDGET (window), 3);
  assert_shown (window, expected->words, expected->detail, expected->remedy);
  /* What was there is there still, and so is how old it is. */
  g_assert_cmpuint (bw_session_get_n_accounts (session), ==, accounts);
  assert_shown (window, expected->words, "Refreshed just now", expected->remedy);

  g_atomic_int_set (&backend.requests, 0);
  g_signal_emit_by_name (ui_find (foot_of (window), GTK_TYPE_BUTTON, 0), "clicked");
  if (expected->signs_in)
    {
      AdwDialog *dialog =
        adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));

      g_assert_true (BW_IS_CONNECT_DIALOG (dialog));
      adw_dialog_force_close (dialog);
    }
  else
    {
      ui_wait (has_request, &backend, "another try");
      bw_session_cancel_refresh (session);
      ui_wait (ui_is_at_rest, window, "the other try to end");
    }
  g_assert_true (bw_session_remove (session, "Demo", NULL));
  ui_window_close (window);
}

/* There is nobody at the address; and before the first refresh there is no data at all. */
static void
test_never_and_offline (void)
{
  BwWindow *window = ui_window_open (application, 1200, 800);
  BwSession *session = bw_window_get_session (window);
  g_autoptr (GError) error = NULL;
  BwPortfolioInfo *info = bw_portfolio_add ("Gone", BW_PORTFOLIO_HTTP, "http://127.0.0.1:1/",
                                            NULL, &error);

  g_assert_no_error (error);
  g_settings_set_boolean (bw_session_get_settings (session), "refresh-at-start", FALSE);
  bw_session_open_info (session, info);
  ui_wait_frames (GTK_WIDGET (window), 3);
  g_assert_cmpint (bw_session_get_status (session), ==, BW_STATUS_NEVER);
  assert_shown (window, "Never refreshed", "", "_Refresh");

  g_signal_emit_by_name (ui_find (foot_of (window), GTK_TYPE_BUTTON, 0), "clicked");
  while (bw_session_get_status (session) != BW_STATUS_OFFLINE)
    ui_wait_frames (GTK_WIDGET (window), 1);
  assert_shown (window, "Backend not reached", "Never refreshed\n", "_Try Again");
  g_assert_true (bw_session_remove (session, "Gone", NULL));
  ui_window_close (window);
}

int
main (int argc, char **argv)
{
  int status;

  ui_test_init (&argc, &argv);
  application = ui_application_new ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/refresh-states/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_state);
    }
  g_test_add_func ("/refresh-states/never-and-offline", test_never_and_offline);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
