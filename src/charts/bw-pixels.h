/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

guint32 *bw_pixels_find (cairo_t *cr, const cairo_rectangle_t *area, int width, int height,
                         int *stride);
void     bw_pixels_done (cairo_t *cr);

G_END_DECLS
