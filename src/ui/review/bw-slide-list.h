/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/review/bw-presentation.h"

G_BEGIN_DECLS

GtkWidget *bw_slide_list_popover_new (BwPresentation *presentation);

G_END_DECLS
