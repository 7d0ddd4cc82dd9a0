/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-figure.h"
#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

#define BW_TYPE_FIGURE_HEADING (bw_figure_heading_get_type ())
G_DECLARE_FINAL_TYPE (BwFigureHeading, bw_figure_heading, BW, FIGURE_HEADING, AdwBin)

void bw_figure_heading_set       (BwFigureHeading *self, const BwFigure *figure);
void bw_figure_heading_set_table (BwFigureHeading *self, BwTableFunc func, gpointer data);

G_END_DECLS
