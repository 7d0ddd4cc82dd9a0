/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-window.h"

G_BEGIN_DECLS

#define BW_TYPE_HEALTH_PAGE (bw_health_page_get_type ())
G_DECLARE_FINAL_TYPE (BwHealthPage, bw_health_page, BW, HEALTH_PAGE, BwPage)

BwHealthPage *bw_health_page_open      (BwWindow *window, const char *account_id);
void          bw_health_page_set_dates (BwHealthPage *self, BwDate from, BwDate to);
char         *bw_points_format         (double points);

G_END_DECLS
