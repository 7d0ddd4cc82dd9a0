/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/bw-span-bar.h"

G_BEGIN_DECLS

#define BW_TYPE_SPAN_ROW (bw_span_row_get_type ())
G_DECLARE_FINAL_TYPE (BwSpanRow, bw_span_row, BW, SPAN_ROW, GtkListBoxRow)

void       bw_span_row_set     (BwSpanRow *self, const char *name, const char *value,
                                const char *verdict);
BwSpanBar *bw_span_row_get_bar (BwSpanRow *self);

BwSpanRow *bw_span_rows_at     (GtkListBox *list, guint place);
void       bw_span_rows_cut    (GtkListBox *list, guint n_rows);

G_END_DECLS
