/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_UNFOLDING_LIST (bw_unfolding_list_get_type ())
G_DECLARE_FINAL_TYPE (BwUnfoldingList, bw_unfolding_list, BW, UNFOLDING_LIST, GObject)

BwUnfoldingList *bw_unfolding_list_new       (GtkWidget *widget);
void             bw_unfolding_list_set_model (BwUnfoldingList *self, GListModel *model,
                                              guint least);
GListModel      *bw_unfolding_list_get_model (BwUnfoldingList *self);
GListModel      *bw_unfolding_list_get_shown (BwUnfoldingList *self);

G_END_DECLS
