/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_CARD_GRID (bw_card_grid_get_type ())
G_DECLARE_FINAL_TYPE (BwCardGrid, bw_card_grid, BW, CARD_GRID, GtkWidget)

GtkWidget *bw_card_grid_new    (int min_column_width, int max_columns);
void       bw_card_grid_append (BwCardGrid *self, GtkWidget *child);

G_END_DECLS
