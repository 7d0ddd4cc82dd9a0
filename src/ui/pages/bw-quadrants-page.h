/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_QUADRANTS_PAGE (bw_quadrants_page_get_type ())
G_DECLARE_FINAL_TYPE (BwQuadrantsPage, bw_quadrants_page, BW, QUADRANTS_PAGE, BwPage)

G_END_DECLS
