/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-review-closing.h"

#include <glib/gi18n.h>

#include "ui/dialogs/bw-alert.h"
#include "ui/review/bw-review-keeper.h"

/*
 * What becomes of choices for reviews when somebody quits and they are not on the disk. They are
 * saved first; what cannot be saved is said, with the reason, and is lost only when somebody has
 * said so.
 */

/* Set on the window while it waits for a save, while it asks, and when it may go without one. */
#define WAITS "bw-review-closing-waits"
#define ASKS "bw-review-closing-asks"
#define MAY_CLOSE "bw-review-closing-may-close"

static void
set (AdwApplicationWindow *window, const char *state, gboolean value)
{
  g_object_set_data (G_OBJECT (window), state, value ? window : NULL);
}

static gboolean
get (AdwApplicationWindow *window, const char *state)
{
  return g_object_get_data (G_OBJECT (window), state) != NULL;
}

static gboolean
is_any_saving (const GPtrArray *keepers)
{
  for (guint i = 0; i < keepers->len; i++)
    {
      if (bw_review_keeper_is_saving (keepers->pdata[i]))
        return TRUE;
    }
  return FALSE;
}

/* A keeper goes on with what was chosen last after it has told of what was chosen before. */
static gboolean
go_on (gpointer data)
{
  AdwApplicationWindow *window = data;
  g_autoptr (GPtrArray) unsaved = bw_review_keeper_list_unsaved ();

  if (get (window, WAITS) && !is_any_saving (unsaved))
    gtk_window_close (GTK_WINDOW (window));
  return G_SOURCE_REMOVE;
}

static void
on_kept (BwReviewKeeper *keeper, AdwApplicationWindow *window)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, go_on, g_object_ref (window), g_object_unref);
}

static void
save (AdwApplicationWindow *window, const GPtrArray *unsaved)
{
  for (guint i = 0; i < unsaved->len; i++)
    {
      g_signal_handlers_disconnect_by_func (unsaved->pdata[i], on_kept, window);
      g_signal_connect_object (unsaved->pdata[i], "changed", G_CALLBACK (on_kept), window, 0);
      bw_review_keeper_flush (unsaved->pdata[i]);
    }
}

static void
on_response (AdwAlertDialog *alert, const char *response, AdwApplicationWindow *window)
{
  set (window, ASKS, FALSE);
  if (g_str_equal (response, "cancel"))
    return;
  set (window, MAY_CLOSE, g_str_equal (response, "close"));
  gtk_window_close (GTK_WINDOW (window));
  /* Where something else keeps the window, it is asked anew the next time. */
  set (window, MAY_CLOSE, FALSE);
}

static void
ask (AdwApplicationWindow *window, const GPtrArray *unsaved)
{
  const GError *error = bw_review_keeper_get_error (unsaved->pdata[0]);
  g_autofree char *loss = g_strdup_printf (
    ngettext ("What you prepared for a review is not saved, and is lost when you quit now.",
              "What you prepared for %u reviews is not saved, and is lost when you quit now.",
              unsaved->len),
    unsaved->len);
  g_autofree char *body = g_strjoin ("\n\n", loss, error ? error->message : NULL, NULL);
  AdwDialog *dialog = adw_alert_dialog_new (_("Quit Without Saving?"), body);
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);

  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "close", _("_Quit Anyway"),
                                  "again", _("_Try Again"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "close", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_response_appearance (alert, "again", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "again");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), window, 0);
  set (window, ASKS, TRUE);
  bw_alert_present (dialog, GTK_WIDGET (window));
}

/**
 * bw_review_closing_may_close:
 *
 * Returns: whether the window may close as far as reviews are concerned; when not, it saves them
 *   and closes when that is done, or asks what to do about those that cannot be saved
 */
gboolean
bw_review_closing_may_close (AdwApplicationWindow *window)
{
  g_autoptr (GPtrArray) unsaved = bw_review_keeper_list_unsaved ();
  gboolean has_waited = get (window, WAITS);

  set (window, WAITS, FALSE);
  if (unsaved->len == 0 || get (window, MAY_CLOSE))
    return TRUE;
  if (get (window, ASKS))
    return FALSE;
  if (!has_waited)
    save (window, unsaved);
  if (is_any_saving (unsaved))
    set (window, WAITS, TRUE);
  else
    ask (window, unsaved);
  return FALSE;
}
