/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "export/bw-slide-theme.h"
#include "figures/bw-deck.h"

G_BEGIN_DECLS

void bw_review_print (GtkWidget *widget, BwDeck *deck, const BwSlideTheme *theme);

G_END_DECLS
