/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

#define BW_TYPE_TABLE_VIEW (bw_table_view_get_type ())
G_DECLARE_FINAL_TYPE (BwTableView, bw_table_view, BW, TABLE_VIEW, GtkWidget)

GtkWidget *bw_table_view_new       (void);
void       bw_table_view_set_table (BwTableView *self, BwTable *table);
BwTable   *bw_table_view_get_table (BwTableView *self);

G_END_DECLS
