/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

AdwDialog *bw_table_dialog_new (const char *title, BwTable *table);
void       bw_table_show       (GtkWidget *widget, const char *title, BwTableFunc func,
                                gpointer data);

G_END_DECLS
