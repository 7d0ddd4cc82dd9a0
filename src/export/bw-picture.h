/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-file.h"

G_BEGIN_DECLS

/* No side of a picture that was taken in is longer, in pixels. */
#define BW_PICTURE_MOST_PIXELS 2000

/* Takes in a picture file of any usual kind (PNG, JPEG also in CMYK, SVG, WebP, GIF): decoded,
 * scaled down, and encoded anew as PNG, so that nothing else of the file is kept. A PNG, and a JPEG
 * that comes line by line, are scaled while they are read, in bounded memory, up to a thousand
 * million pixels. A script or a reference in an SVG is not followed. Width and height, in pixels,
 * are optional. */
GBytes  *bw_picture_load     (const char *path, int *width, int *height, GError **error);

/* Reads the width and height, in pixels, that the contents of a PNG file begin with. */
gboolean bw_picture_png_size (GBytes *png, int *width, int *height);

G_END_DECLS
