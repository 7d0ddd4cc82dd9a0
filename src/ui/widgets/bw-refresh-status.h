/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_REFRESH_STATUS (bw_refresh_status_get_type ())
G_DECLARE_FINAL_TYPE (BwRefreshStatus, bw_refresh_status, BW, REFRESH_STATUS, GtkWidget)

void bw_refresh_status_set_session (BwRefreshStatus *self, BwSession *session);

G_END_DECLS
