/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-slide-layout.h"

G_BEGIN_DECLS

/**
 * BwSlideRequest:
 * @number: from 1, as the slide says itself
 * @live: the chart is drawn as an image of its own, to be put up by what moves it
 *
 * A slide to be laid out and drawn. All of it is borrowed.
 */
typedef struct {
  const BwDeck       *deck;
  const BwSlide      *slide;
  guint               number;
  const BwSlideTheme *theme;
  BwSlideSize         size;
  gboolean            live;
} BwSlideRequest;

/**
 * BwSlideImage:
 * @scale: pixels a point, 0 while nothing is drawn
 * @picture: (nullable): the slide, without its chart where that is live
 * @chart: (nullable): the live chart of the slide
 *
 * A slide laid out, and drawn for one size of the screen.
 */
typedef struct {
  BwSlideLayout   *layout;
  double           scale;
  cairo_surface_t *picture;
  cairo_surface_t *chart;
} BwSlideImage;

BwSlideImage *bw_slide_image_new        (const BwSlideRequest *request);
void          bw_slide_image_draw       (BwSlideImage *self, const BwSlideRequest *request,
                                         double scale);
gboolean      bw_slide_image_chart_area (const BwSlideImage *self, const BwSlideRequest *request,
                                         cairo_rectangle_int_t *area);
void          bw_slide_image_style      (const BwSlideImage *self, const BwSlideRequest *request,
                                         double scale, BwChartStyle *style);
char         *bw_slide_image_describe   (const BwSlideImage *self);
void          bw_slide_image_free       (BwSlideImage *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSlideImage, bw_slide_image_free)

G_END_DECLS
