/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

GtkPrintOperation *bw_table_print_operation (BwTable *table, const char *title,
                                             const char *source);

G_END_DECLS
