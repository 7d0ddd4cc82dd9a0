/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart-style.h"
#include "ui/pages/bw-front.h"

G_BEGIN_DECLS

/* The four charts of the Portfolio page, in their order on it. */
#define BW_FRONT_CHARTS 4

/* How large a chart stands on the page and how it looks there; nothing is drawn for a width of
 * 0. */
typedef struct {
  BwChartStyle style;
  int          width;
  int          height;
} BwFrontCanvas;

typedef struct _BwFrontImages BwFrontImages;

gboolean         bw_front_images_write (BwFrontPage *page, const BwFrontCanvas *canvases,
                                        const char *mirror_path, GError **error);
BwFrontImages   *bw_front_images_read  (const char *mirror_path);
cairo_surface_t *bw_front_images_get   (BwFrontImages *self, guint chart,
                                        const BwFrontCanvas *canvas);
void             bw_front_images_free  (BwFrontImages *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwFrontImages, bw_front_images_free)

G_END_DECLS
