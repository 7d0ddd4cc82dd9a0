/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"
#include "ui/bw-window.h"

G_BEGIN_DECLS

#define BW_TYPE_APPLICATION (bw_application_get_type ())
G_DECLARE_FINAL_TYPE (BwApplication, bw_application, BW, APPLICATION, AdwApplication)

BwApplication *bw_application_new         (void);
BwSession     *bw_application_get_session (BwApplication *self);
int            bw_application_get_status  (BwApplication *self);
BwWindow      *bw_application_get_window  (BwApplication *self);

G_END_DECLS
