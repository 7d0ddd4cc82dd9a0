/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-figure.h"
#include "ui/widgets/bw-chart-view.h"
#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

#define BW_TYPE_CHART_CARD (bw_chart_card_get_type ())
G_DECLARE_FINAL_TYPE (BwChartCard, bw_chart_card, BW, CHART_CARD, AdwBin)

GtkWidget   *bw_chart_card_new       (const char *page);
void         bw_chart_card_set       (BwChartCard *self, const BwFigure *figure, BwChart *chart,
                                      const char *currency);
void         bw_chart_card_fit       (BwChartCard *self, gboolean narrow);
void         bw_chart_card_set_table (BwChartCard *self, BwTableFunc func, gpointer data);
void         bw_chart_card_set_note  (BwChartCard *self, const char *note);
void         bw_chart_card_add_item  (BwChartCard *self, const char *label, const char *action);
void         bw_chart_card_set_tools (BwChartCard *self, GtkWidget *tools);
BwChartView *bw_chart_card_get_view  (BwChartCard *self);

G_END_DECLS
