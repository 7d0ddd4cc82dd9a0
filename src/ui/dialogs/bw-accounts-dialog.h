/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-figure.h"

G_BEGIN_DECLS

AdwDialog *bw_accounts_dialog_new (const char *title, BwSnapshot *snapshot,
                                   BwSelection *selection, const BwRule *rule,
                                   const BwAccountFilter *filter);

G_END_DECLS
