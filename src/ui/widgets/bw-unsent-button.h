/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_UNSENT_BUTTON (bw_unsent_button_get_type ())
G_DECLARE_FINAL_TYPE (BwUnsentButton, bw_unsent_button, BW, UNSENT_BUTTON, GtkWidget)

void bw_unsent_button_set_session (BwUnsentButton *self, BwSession *session);
void bw_unsent_button_set_narrow  (BwUnsentButton *self, gboolean narrow);

G_END_DECLS
