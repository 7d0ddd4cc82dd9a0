/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/bw-chart-view.h"

G_BEGIN_DECLS

GdkTexture *bw_chart_picture    (BwChartView *view, int width, int height, double scale);
gboolean    bw_chart_save_to    (BwChartView *view, const char *path, GError **error);
void        bw_chart_copy       (BwChartView *view);
void        bw_chart_save       (BwChartView *view);
void        bw_chart_print      (BwChartView *view);

G_END_DECLS
