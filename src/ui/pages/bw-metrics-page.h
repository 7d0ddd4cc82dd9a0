/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_METRICS_PAGE (bw_metrics_page_get_type ())
G_DECLARE_FINAL_TYPE (BwMetricsPage, bw_metrics_page, BW, METRICS_PAGE, BwPage)

G_END_DECLS
