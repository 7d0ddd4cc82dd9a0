/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_DATE_CONTROL (bw_date_control_get_type ())
G_DECLARE_FINAL_TYPE (BwDateControl, bw_date_control, BW, DATE_CONTROL, GtkWidget)

void    bw_date_control_set_session (BwDateControl *self, BwSession *session);
void    bw_date_control_set_narrow  (BwDateControl *self, gboolean narrow);
void    bw_date_control_open        (BwDateControl *self);

BwDate  bw_calendar_get_date        (GtkCalendar *calendar);
void    bw_calendar_set_date        (GtkCalendar *calendar, BwDate date);

G_END_DECLS
