/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/review/bw-presentation.h"

G_BEGIN_DECLS

void bw_present_keys_add (GtkWindow *window, BwPresentation *presentation, GActionGroup *actions);

G_END_DECLS
