/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-day-dialog.h"

#include <glib/gi18n.h>

#include "ui/widgets/bw-date-control.h"

static void
on_response (AdwAlertDialog *dialog, const char *response, BwSession *session)
{
  GtkCalendar *calendar = GTK_CALENDAR (adw_alert_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "compare"))
    bw_session_set_compared_as_of (session, bw_calendar_get_date (calendar));
}

/**
 * bw_day_dialog_new:
 *
 * Returns: a dialog that asks which earlier day to compare with
 */
AdwDialog *
bw_day_dialog_new (BwSession *session)
{
  AdwDialog *dialog = adw_alert_dialog_new (_("Compare With"),
                                            _("The day is drawn behind the day that is shown."));
  AdwAlertDialog *alert = ADW_ALERT_DIALOG (dialog);
  GtkWidget *calendar = gtk_calendar_new ();
  BwDate date = bw_session_get_compared_as_of (session);

  if (date == BW_DATE_NONE)
    date = bw_session_get_as_of (session);
  if (date != BW_DATE_NONE)
    bw_calendar_set_date (GTK_CALENDAR (calendar), date);
  adw_alert_dialog_set_extra_child (alert, calendar);
  adw_alert_dialog_add_responses (alert, "cancel", _("_Cancel"), "compare", _("C_ompare"), NULL);
  adw_alert_dialog_set_response_appearance (alert, "compare", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (alert, "compare");
  adw_alert_dialog_set_close_response (alert, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), session, 0);
  return dialog;
}
