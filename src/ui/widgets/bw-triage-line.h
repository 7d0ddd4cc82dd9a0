/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/widgets/bw-triage-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define BW_TYPE_TRIAGE_LINE (bw_triage_line_get_type ())
G_DECLARE_FINAL_TYPE (BwTriageLine, bw_triage_line, BW, TRIAGE_LINE, GtkWidget)

GtkWidget *bw_triage_line_new   (void);
char      *bw_triage_line_show  (BwTriageLine *self, const BwTriageQueue *queue, guint position);
char      *bw_triage_row_detail (const BwTriageFigure *figure, const BwTriageRow *row);

G_END_DECLS
