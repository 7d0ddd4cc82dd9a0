/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_BANDS_PAGE (bw_bands_page_get_type ())
G_DECLARE_FINAL_TYPE (BwBandsPage, bw_bands_page, BW, BANDS_PAGE, BwPage)

G_END_DECLS
