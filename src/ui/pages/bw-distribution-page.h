/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_DISTRIBUTION_PAGE (bw_distribution_page_get_type ())
G_DECLARE_FINAL_TYPE (BwDistributionPage, bw_distribution_page, BW, DISTRIBUTION_PAGE, BwPage)

G_END_DECLS
