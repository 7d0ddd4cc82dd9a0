/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/bw-page.h"

G_BEGIN_DECLS

#define BW_TYPE_PORTFOLIO_PAGE (bw_portfolio_page_get_type ())
G_DECLARE_FINAL_TYPE (BwPortfolioPage, bw_portfolio_page, BW, PORTFOLIO_PAGE, BwPage)

G_END_DECLS
