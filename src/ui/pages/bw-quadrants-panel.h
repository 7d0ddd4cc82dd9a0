/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-quadrants-figure.h"

G_BEGIN_DECLS

#define BW_TYPE_QUADRANTS_PANEL (bw_quadrants_panel_get_type ())
G_DECLARE_FINAL_TYPE (BwQuadrantsPanel, bw_quadrants_panel, BW, QUADRANTS_PANEL, AdwBin)

void bw_quadrants_panel_set (BwQuadrantsPanel *self, const BwQuadrantsFigure *figure);

G_END_DECLS
