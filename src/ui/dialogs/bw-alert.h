/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void bw_alert_present (AdwDialog *alert, GtkWidget *widget);

G_END_DECLS
