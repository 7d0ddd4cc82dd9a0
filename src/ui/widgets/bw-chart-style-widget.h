/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "charts/bw-chart-style.h"

G_BEGIN_DECLS

void bw_chart_style_from_widget (BwChartStyle *style, GtkWidget *widget);

G_END_DECLS
