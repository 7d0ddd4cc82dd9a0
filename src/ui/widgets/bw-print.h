/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "export/bw-paper.h"

G_BEGIN_DECLS

/* Gives the sheet to print, and how it looks but for its size of text; %FALSE when there is none
 * any more. */
typedef gboolean (*BwPrintFunc) (gpointer data, const BwPaper **paper, BwChartStyle *style);

GtkPrintOperation *bw_print_operation_new (const char *title);
void               bw_print_run           (GtkWidget *widget, GtkPrintOperation *operation);
char              *bw_print_source        (GtkWidget *widget);

void bw_print (GtkWidget *widget, const char *title, BwPrintFunc func, gpointer data,
               GDestroyNotify free_data);

G_END_DECLS
