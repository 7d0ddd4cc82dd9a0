/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/bw-account-list.h"

G_BEGIN_DECLS

#define BW_TYPE_ACCOUNT_LINE (bw_account_line_get_type ())
G_DECLARE_FINAL_TYPE (BwAccountLine, bw_account_line, BW, ACCOUNT_LINE, GtkWidget)

BwAccountLine *bw_account_line_new     (void);
void           bw_account_line_set_row (BwAccountLine *self, BwAccountRow *row);
BwAccountRow  *bw_account_line_get_row (BwAccountLine *self);

G_END_DECLS
