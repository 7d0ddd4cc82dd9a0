/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *bw_text_row_new (const char *title, int min_height, int max_height, GtkWidget **view);

G_END_DECLS
