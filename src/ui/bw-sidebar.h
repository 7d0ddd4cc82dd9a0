/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_SIDEBAR (bw_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (BwSidebar, bw_sidebar, BW, SIDEBAR, AdwBin)

void bw_sidebar_set_session (BwSidebar *self, BwSession *session);
void bw_sidebar_set_page    (BwSidebar *self, const char *name);

G_END_DECLS
