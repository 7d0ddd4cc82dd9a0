/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-slide-layout.h"
#include "export/bw-typesetter.h"

G_BEGIN_DECLS

/* Sizes of text, in points of a slide; they are the largest, and the smallest it is set to. */
#define BW_SLIDE_TITLE_SIZE 30
#define BW_SLIDE_TITLE_LEAST 20
#define BW_SLIDE_BODY_SIZE 20
#define BW_SLIDE_BODY_LEAST 14
#define BW_SLIDE_DETAIL_SIZE 15
#define BW_SLIDE_DETAIL_LEAST 12
#define BW_SLIDE_HEADING_SIZE 15

/**
 * BwComposer:
 *
 * Puts together the layout of one slide, left to right; it is mirrored at the end where text runs
 * the other way. For the files bw-slide-*.c only.
 */
typedef struct {
  const BwDeck       *deck;
  const BwSlide      *slide;
  const BwSlideTheme *theme;
  BwSlideLayout      *layout;
  BwTypesetter        type;
  gboolean            is_wide;
} BwComposer;

/* Of bw-slide-layout.c. */
BwSlideBox *bw_composer_add      (BwComposer *self, BwBoxKind kind, double x, double y,
                                  double width, double height);
BwSlideBox *bw_composer_add_text (BwComposer *self, BwTextRole role, double x, double y,
                                  double width, double height);
void        bw_composer_rule     (BwComposer *self, double x, double y, double width,
                                  double height, BwColor color);
BwColor     bw_composer_accent   (const BwComposer *self);
double      bw_composer_fit      (BwComposer *self, BwSlideBox *box, double smallest);

/* Of bw-slide-body.c and bw-slide-lists.c: what stands under the title, in an area. */
void        bw_composer_body     (BwComposer *self, const cairo_rectangle_t *area);
double      bw_composer_text     (BwComposer *self, const cairo_rectangle_t *area, double size);
double      bw_composer_numbers  (BwComposer *self, const cairo_rectangle_t *area,
                                  guint columns, double size);
double      bw_composer_lists    (BwComposer *self, const cairo_rectangle_t *area);

G_END_DECLS
