/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

cairo_surface_t *bw_picture_png_read (GBytes *contents, int width, int height, GError **error);

G_END_DECLS
