/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

void     bw_sheet_ask_file      (GtkWidget *widget, const char *title, const char *name,
                                 GAsyncReadyCallback callback, gpointer user_data);
void     bw_table_export_async  (BwTable *table, const char *path, GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean bw_table_export_finish (GAsyncResult *result, GError **error);

G_END_DECLS
