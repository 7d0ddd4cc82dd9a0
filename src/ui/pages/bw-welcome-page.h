/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define BW_TYPE_WELCOME_PAGE (bw_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (BwWelcomePage, bw_welcome_page, BW, WELCOME_PAGE, AdwBin)

GtkWidget *bw_welcome_page_new (void);

G_END_DECLS
