/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "export/bw-slide-layout.h"

G_BEGIN_DECLS

GdkMonitor *bw_displays_find          (GListModel *monitors, const char *wanted,
                                       GdkMonitor *own);
GdkMonitor *bw_displays_find_other    (GListModel *monitors, GdkMonitor *taken,
                                       GdkMonitor *own);
void        bw_displays_fill_menu     (GListModel *monitors, GMenu *menu, const char *action);

const char *bw_display_get_name       (GdkMonitor *monitor);
BwSlideSize bw_display_get_slide_size (GdkMonitor *monitor);
void        bw_display_fill           (GdkMonitor *monitor, GtkWindow *window);

G_END_DECLS
