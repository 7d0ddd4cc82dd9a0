/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/bw-accounts-view.h"

G_BEGIN_DECLS

GtkWidget *bw_column_chooser_new (BwAccountsView *view);

G_END_DECLS
