/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_SEGMENTS_PAGE (bw_segments_page_get_type ())
G_DECLARE_FINAL_TYPE (BwSegmentsPage, bw_segments_page, BW, SEGMENTS_PAGE, BwPage)

G_END_DECLS
