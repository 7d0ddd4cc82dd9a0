/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "figures/bw-figure.h"

G_BEGIN_DECLS

AdwDialog *bw_rule_dialog_new (const char *title, const BwRule *rule, const BwAccountFilter *rows);
void       bw_rule_show       (GtkWidget *widget, const BwFigure *figure);

G_END_DECLS
