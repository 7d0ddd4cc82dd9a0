/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void bw_window_closing_set_up (AdwApplicationWindow *window);

G_END_DECLS
