/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-window.h"

G_BEGIN_DECLS

void bw_window_actions_add    (BwWindow *self);
void bw_window_actions_update (BwWindow *self, BwSessionChange changes);

G_END_DECLS
