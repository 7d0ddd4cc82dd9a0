/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/review/bw-presentation.h"
#include "ui/review/bw-slide-view.h"

G_BEGIN_DECLS

#define BW_TYPE_AUDIENCE_WINDOW (bw_audience_window_get_type ())
G_DECLARE_FINAL_TYPE (BwAudienceWindow, bw_audience_window, BW, AUDIENCE_WINDOW, GtkWindow)

GtkWindow   *bw_audience_window_new      (BwPresentation *presentation);
BwSlideView *bw_audience_window_get_view (BwAudienceWindow *self);
void         bw_audience_window_set_look (BwAudienceWindow *self, const BwSlideTheme *theme,
                                          BwSlideSize size);
void         bw_audience_window_set_menu (BwAudienceWindow *self, GMenuModel *menu);

gboolean     bw_audience_window_tap      (BwAudienceWindow *self, double x, double y);

G_END_DECLS
