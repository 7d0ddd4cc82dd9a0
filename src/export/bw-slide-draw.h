/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-slide-layout.h"
#include "export/bw-typesetter.h"

G_BEGIN_DECLS

/**
 * BwSlidePainter:
 * @is_tagged: whether what is drawn is marked with what it is, for a PDF
 *
 * Draws the boxes of slides, one after the other. One thread.
 */
typedef struct {
  const BwSlideTheme *theme;
  BwTypesetter        type;
  gboolean            is_tagged;
} BwSlidePainter;

void bw_slide_painter_init  (BwSlidePainter *self, const BwSlideTheme *theme, gboolean rtl);
void bw_slide_painter_clear (BwSlidePainter *self);
void bw_slide_painter_draw  (BwSlidePainter *self, const BwSlideLayout *layout,
                             const BwSlide *slide, gboolean with_chart, cairo_t *cr);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwSlidePainter, bw_slide_painter_clear)

G_END_DECLS
