/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_HEADER_BAR (bw_header_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwHeaderBar, bw_header_bar, BW, HEADER_BAR, AdwBin)

void             bw_header_bar_set_session       (BwHeaderBar *self, BwSession *session);
void             bw_header_bar_set_tight         (BwHeaderBar *self, gboolean tight);
void             bw_header_bar_set_narrow        (BwHeaderBar *self, gboolean narrow);
GtkWidget       *bw_header_bar_get_bottom        (BwHeaderBar *self);
GtkToggleButton *bw_header_bar_get_search_button (BwHeaderBar *self);
GtkMenuButton   *bw_header_bar_get_filter_button (BwHeaderBar *self);
void             bw_header_bar_open_menu         (BwHeaderBar *self);
void             bw_header_bar_open_date         (BwHeaderBar *self);

G_END_DECLS
