/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "export/bw-slide-theme.h"

G_BEGIN_DECLS

#define BW_TYPE_THEME_PAGE (bw_theme_page_get_type ())
G_DECLARE_FINAL_TYPE (BwThemePage, bw_theme_page, BW, THEME_PAGE, AdwPreferencesPage)

void                bw_theme_page_set_settings (BwThemePage *self, GSettings *settings);
void                bw_theme_page_take_logo    (BwThemePage *self, const char *path);
void                bw_theme_page_set_accent   (BwThemePage *self, const GdkRGBA *accent);
gboolean            bw_theme_page_is_busy      (BwThemePage *self);

G_END_DECLS
