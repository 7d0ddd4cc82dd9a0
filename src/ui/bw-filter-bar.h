/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_FILTER_BAR (bw_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwFilterBar, bw_filter_bar, BW, FILTER_BAR, GtkWidget)

BwFilterBar *bw_filter_bar_new          (BwSession *session, GtkToggleButton *search_button);
void         bw_filter_bar_set_capture  (BwFilterBar *self, GtkWidget *widget);
void         bw_filter_bar_focus_search (BwFilterBar *self);

char        *bw_filter_word_title       (BwAccountFilterField field, const char *word,
                                         BwSnapshot *snapshot);

G_END_DECLS
