/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-window-actions.h"

#include <glib/gi18n.h>

#include "ui/bw-pages.h"
#include "ui/dialogs/bw-connect-dialog.h"
#include "ui/dialogs/bw-day-dialog.h"
#include "ui/dialogs/bw-import-dialog.h"
#include "ui/dialogs/bw-portfolios-dialog.h"
#include "ui/review/bw-review-page.h"

/* The part of BwWindow that a person acts through: every action that has the prefix "win". */

static void
on_page (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *name = g_variant_get_string (parameter, NULL);

  if (bw_pages_find (name) == NULL || bw_session_get_portfolio (bw_window_get_session (data)) == NULL)
    return;
  bw_window_go_to (data, name);
  /* A page that is there to be walked through takes the keyboard; others leave it where it is. */
  gtk_widget_grab_focus (GTK_WIDGET (bw_window_get_page (data)));
}

static void
on_previous_month (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_step_months (bw_window_get_session (data), -1);
}

static void
on_next_month (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_step_months (bw_window_get_session (data), 1);
}

static void
on_latest (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_set_as_of (bw_window_get_session (data), BW_DATE_NONE);
}

static void
on_play (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwSession *session = bw_window_get_session (data);

  bw_session_set_playing (session, !bw_session_get_playing (session));
}

static void
on_compare (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *word = g_variant_get_string (parameter, NULL);
  BwSession *session = bw_window_get_session (data);

  if (g_str_equal (word, "pick"))
    adw_dialog_present (bw_day_dialog_new (session), data);
  else
    bw_session_set_compare_months (session, (int) g_ascii_strtoll (word, NULL, 10));
}

static void
on_search (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPage *page = bw_window_get_page (data);

  if (page)
    bw_page_open_search (page);
}

static void
on_filter (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPage *page = bw_window_get_page (data);

  if (page)
    bw_page_open_filter (page);
}

static void
on_day (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPage *page = bw_window_get_page (data);

  if (page)
    bw_page_open_date (page);
}

static void
on_menu (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPage *page = bw_window_get_page (data);

  if (page)
    bw_page_open_menu (page);
}

static void
on_clear_filter (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (BwAccountFilter) all = bw_account_filter_new ();

  bw_session_set_filter (bw_window_get_session (data), all);
}

static void
on_refresh (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_refresh (bw_window_get_session (data));
}

static void
on_cancel_refresh (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_cancel_refresh (bw_window_get_session (data));
}

static void
on_reload (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_reload (bw_window_get_session (data));
}

static void
on_demo (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_open_demo (bw_window_get_session (data));
}

static void
on_connect (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_dialog_present (bw_connect_dialog_new (bw_window_get_session (data), NULL), data);
}

/* Signing in is connecting to the address that is known already. */
static void
on_sign_in (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwSession *session = bw_window_get_session (data);

  adw_dialog_present (bw_connect_dialog_new (session, bw_session_get_portfolio (session)), data);
}

static void
on_import (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_dialog_present (bw_import_dialog_new (bw_window_get_session (data)), data);
}

static void
on_open_portfolio (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  bw_session_open (bw_window_get_session (data), g_variant_get_string (parameter, NULL));
}

static void
on_manage_portfolios (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_dialog_present (bw_portfolios_dialog_new (bw_window_get_session (data)), data);
}

/* The review of the whole portfolio, over whatever page is shown. */
static void
on_board_review (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  BwPage *page = bw_window_get_page (data);

  if (page && !(BW_IS_REVIEW_PAGE (page) && bw_review_page_is_board (BW_REVIEW_PAGE (page))))
    bw_review_page_open (data, NULL);
}

static const GActionEntry entries[] = {
  { .name = "page", .activate = on_page, .parameter_type = "s" },
  { .name = "previous-month", .activate = on_previous_month },
  { .name = "next-month", .activate = on_next_month },
  { .name = "latest", .activate = on_latest },
  { .name = "play", .activate = on_play },
  { .name = "compare", .activate = on_compare, .parameter_type = "s", .state = "'3'" },
  { .name = "day", .activate = on_day },
  { .name = "menu", .activate = on_menu },
  { .name = "search", .activate = on_search },
  { .name = "filter", .activate = on_filter },
  { .name = "clear-filter", .activate = on_clear_filter },
  { .name = "refresh", .activate = on_refresh },
  { .name = "cancel-refresh", .activate = on_cancel_refresh },
  { .name = "reload", .activate = on_reload },
  { .name = "demo", .activate = on_demo },
  { .name = "connect", .activate = on_connect },
  { .name = "sign-in", .activate = on_sign_in },
  { .name = "import", .activate = on_import },
  { .name = "open-portfolio", .activate = on_open_portfolio, .parameter_type = "s" },
  { .name = "manage-portfolios", .activate = on_manage_portfolios },
  { .name = "board-review", .activate = on_board_review },
};

static GSimpleAction *
lookup (BwWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

static void
enable (BwWindow *self, const char *name, gboolean enabled)
{
  if (bw_session_get_presenting (bw_window_get_session (self)))
    enabled = FALSE;
  g_simple_action_set_enabled (lookup (self, name), enabled);
}

void
bw_window_actions_add (BwWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

/**
 * bw_window_actions_update:
 *
 * Enables what can be done now, and nothing else: while a review is presented, nothing at all. The
 * desktop can reach the actions of a window that is not seen, too.
 */
void
bw_window_actions_update (BwWindow *self, BwSessionChange changes)
{
  BwSession *session = bw_window_get_session (self);
  gboolean refreshing = bw_session_get_status (session) == BW_STATUS_REFRESHING;
  int months = bw_session_get_compare_months (session);
  BwDate first, last, as_of;

  if (changes & BW_CHANGE_PRESENTING)
    for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
      enable (self, entries[i].name, TRUE);
  bw_session_get_dates (session, &first, &last);
  as_of = bw_session_get_as_of (session);
  enable (self, "previous-month", as_of != BW_DATE_NONE && as_of > first);
  enable (self, "next-month", as_of != BW_DATE_NONE && as_of < last);
  enable (self, "latest", as_of != BW_DATE_NONE && as_of < last);
  enable (self, "play", as_of != BW_DATE_NONE && first < last);
  enable (self, "refresh", bw_session_has_backend (session) && !refreshing);
  enable (self, "cancel-refresh", refreshing);
  /* On the welcome page the toolkit itself finds the menu. */
  enable (self, "menu", bw_session_get_portfolio (session) != NULL);
  enable (self, "manage-portfolios", bw_session_get_portfolio (session) != NULL);
  enable (self, "board-review", bw_session_get_portfolio (session) != NULL);
  if (changes & BW_CHANGE_DATES)
    {
      g_autofree char *state = months < 0 ? g_strdup ("pick") : g_strdup_printf ("%d", months);

      g_simple_action_set_state (lookup (self, "compare"), g_variant_new_string (state));
    }
}
