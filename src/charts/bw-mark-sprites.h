/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-mark.h"

G_BEGIN_DECLS

/**
 * BwMarkSprites:
 *
 * Draws thousands of marks in the time of one frame: on a surface of pixels each kind of mark is
 * drawn once and then copied. On other surfaces (paper, recordings) marks stay outlines.
 */
typedef struct _BwMarkSprites BwMarkSprites;

BwMarkSprites *bw_mark_sprites_new  (const BwChartStyle *style, cairo_t *cr);
void           bw_mark_sprites_draw (BwMarkSprites *sprites, BwMark mark, BwColorRole role,
                                     double x, double y, double radius, double strength);
void           bw_mark_sprites_free (BwMarkSprites *sprites);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwMarkSprites, bw_mark_sprites_free)

G_END_DECLS
