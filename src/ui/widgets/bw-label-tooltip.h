/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void bw_label_tooltip_follow (GtkLabel *label);

G_END_DECLS
