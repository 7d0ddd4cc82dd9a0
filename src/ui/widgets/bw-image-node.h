/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GskRenderNode *bw_image_node_new (GtkWidget *widget, cairo_surface_t *surface, double scale);

G_END_DECLS
