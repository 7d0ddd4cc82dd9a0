/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_CUSTODY_PAGE (bw_custody_page_get_type ())
G_DECLARE_FINAL_TYPE (BwCustodyPage, bw_custody_page, BW, CUSTODY_PAGE, BwPage)

G_END_DECLS
