/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "analytics/bw-tiers.h"

G_BEGIN_DECLS

#define BW_TYPE_CAPACITY_GRID (bw_capacity_grid_get_type ())
G_DECLARE_FINAL_TYPE (BwCapacityGrid, bw_capacity_grid, BW, CAPACITY_GRID, GtkWidget)

GtkWidget *bw_capacity_grid_new   (void);
void       bw_capacity_grid_set   (BwCapacityGrid *self, const BwTiers *tiers,
                                   const char *currency);
char      *bw_capacity_describe   (const BwTiers *tiers);

G_END_DECLS
