/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_SPAN_BAR (bw_span_bar_get_type ())
G_DECLARE_FINAL_TYPE (BwSpanBar, bw_span_bar, BW, SPAN_BAR, GtkWidget)

GtkWidget *bw_span_bar_new (void);
void       bw_span_bar_set (BwSpanBar *self, double value, double low, double high, double most,
                            gboolean is_over);

G_END_DECLS
