/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "ui/bw-session.h"

G_BEGIN_DECLS

#define BW_TYPE_FILTER_POPOVER (bw_filter_popover_get_type ())
G_DECLARE_FINAL_TYPE (BwFilterPopover, bw_filter_popover, BW, FILTER_POPOVER, GtkPopover)

GtkWidget *bw_filter_popover_new (BwSession *session);

G_END_DECLS
