/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_CONNECT_DIALOG (bw_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwConnectDialog, bw_connect_dialog, BW, CONNECT_DIALOG, AdwDialog)

AdwDialog *bw_connect_dialog_new (BwSession *session, const char *portfolio);

G_END_DECLS
