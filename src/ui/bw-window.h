/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-page.h"
#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_WINDOW (bw_window_get_type ())
G_DECLARE_FINAL_TYPE (BwWindow, bw_window, BW, WINDOW, AdwApplicationWindow)

BwWindow   *bw_window_new         (AdwApplication *application, BwSession *session);
BwSession  *bw_window_get_session (BwWindow *self);
BwPage     *bw_window_get_page    (BwWindow *self);
gboolean    bw_window_get_narrow  (BwWindow *self);
void        bw_window_go_to       (BwWindow *self, const char *page);
void        bw_window_show_welcome (BwWindow *self);
void        bw_window_push        (BwWindow *self, BwPage *page);
void        bw_window_show_accounts (BwWindow *self, const BwAccountFilter *filter);
void        bw_window_add_toast   (BwWindow *self, AdwToast *toast);
void        bw_window_say         (BwWindow *self, const char *text);

G_END_DECLS
