/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/pages/bw-account-page.h"

G_BEGIN_DECLS

void bw_account_acting_install (GtkWidgetClass *klass);
void bw_account_acting_set_up  (BwAccountPage *page);

G_END_DECLS
