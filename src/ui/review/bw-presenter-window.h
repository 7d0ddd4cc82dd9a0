/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/review/bw-presentation.h"
#include "ui/review/bw-slide-view.h"

G_BEGIN_DECLS

#define BW_TYPE_PRESENTER_WINDOW (bw_presenter_window_get_type ())
G_DECLARE_FINAL_TYPE (BwPresenterWindow, bw_presenter_window, BW, PRESENTER_WINDOW, AdwWindow)

GtkWindow   *bw_presenter_window_new          (BwPresentation *presentation,
                                               GSettings *settings);
BwSlideView *bw_presenter_window_get_view     (BwPresenterWindow *self);
void         bw_presenter_window_set_look     (BwPresenterWindow *self,
                                               const BwSlideTheme *theme, BwSlideSize size);
void         bw_presenter_window_set_menu     (BwPresenterWindow *self, GMenuModel *menu);
void         bw_presenter_window_scroll_notes (BwPresenterWindow *self, int steps);
void         bw_presenter_window_resize_notes (BwPresenterWindow *self, int steps);

G_END_DECLS
