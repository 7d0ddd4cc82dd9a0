/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_RENEWALS_PAGE (bw_renewals_page_get_type ())
G_DECLARE_FINAL_TYPE (BwRenewalsPage, bw_renewals_page, BW, RENEWALS_PAGE, BwPage)

G_END_DECLS
