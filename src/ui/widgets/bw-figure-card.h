/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figures/bw-key-figures.h"

G_BEGIN_DECLS

#define BW_TYPE_FIGURE_CARD (bw_figure_card_get_type ())
G_DECLARE_FINAL_TYPE (BwFigureCard, bw_figure_card, BW, FIGURE_CARD, GtkButton)

GtkWidget *bw_figure_card_new (void);
void       bw_figure_card_set (BwFigureCard *self, const BwKeyFigure *figure);

G_END_DECLS
