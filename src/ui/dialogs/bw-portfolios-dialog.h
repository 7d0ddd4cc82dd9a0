/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_PORTFOLIOS_DIALOG (bw_portfolios_dialog_get_type ())
G_DECLARE_FINAL_TYPE (BwPortfoliosDialog, bw_portfolios_dialog, BW, PORTFOLIOS_DIALOG, AdwDialog)

AdwDialog *bw_portfolios_dialog_new (BwSession *session);

G_END_DECLS
