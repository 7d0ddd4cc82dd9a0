/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/bw-pick.h"

G_BEGIN_DECLS

#define BW_TYPE_CHART_ITEM (bw_chart_item_get_type ())
G_DECLARE_FINAL_TYPE (BwChartItem, bw_chart_item, BW, CHART_ITEM, GObject)

BwChartItem *bw_chart_item_new          (GtkWidget *chart);
void         bw_chart_item_set_pick     (BwChartItem *self, const BwChartPick *pick);
void         bw_chart_item_set_next     (BwChartItem *self, GtkAccessible *next);
void         bw_chart_item_set_selected (BwChartItem *self, gboolean selected);
void         bw_chart_item_detach       (BwChartItem *self);

G_END_DECLS
