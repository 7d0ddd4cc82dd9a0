/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figures/bw-tiers-figure.h"
#include "ui/widgets/bw-table.h"

G_BEGIN_DECLS

/* More CSMs than these are read in the table. */
#define BW_COVERAGE_ROWS 24

void     bw_coverage_list_fill (GtkListBox *list, const BwTiersFigure *figure);
void     bw_cadence_list_fill  (GtkListBox *list, const BwTiersFigure *figure);

BwTable *bw_coverage_table_new (const BwTiersFigure *figure, gpointer owner,
                                GDestroyNotify release);
BwTable *bw_cadence_table_new  (const BwTiersFigure *figure, gpointer owner,
                                GDestroyNotify release);

G_END_DECLS
