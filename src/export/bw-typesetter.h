/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pango.h>

#include "export/bw-slide-layout.h"

G_BEGIN_DECLS

/**
 * BwTypesetter:
 *
 * Sets the paragraphs of slides: measures them, makes them smaller until they fit, cuts what does
 * not fit even then, and draws them. Text measures the same whatever it is drawn on. One thread.
 */
typedef struct {
  const BwSlideTheme *theme;
  gboolean            rtl;
  PangoContext       *contexts[2]; /* Left to right, right to left. */
} BwTypesetter;

/* Where a paragraph of a box stands. */
typedef struct {
  PangoLayout *layout;
  guint        first; /* Of its texts. */
  guint        n;
  double       y;
  double       height;
} BwParagraph;

void     bw_typesetter_init    (BwTypesetter *self, const BwSlideTheme *theme, gboolean rtl);
void     bw_typesetter_clear   (BwTypesetter *self);
GArray  *bw_typesetter_set     (BwTypesetter *self, const GArray *texts, BwTextAlign align,
                                double width, double *height);
double   bw_typesetter_height  (BwTypesetter *self, const GArray *texts, double width);
double   bw_typesetter_width   (BwTypesetter *self, const char *text, double size, gboolean bold);
double   bw_typesetter_fit     (BwTypesetter *self, GArray *texts, double width, double height,
                                double smallest);
double   bw_typesetter_balance (BwTypesetter *self, const GArray *texts, double width);
gboolean bw_typesetter_cut     (BwTypesetter *self, GArray *texts, guint first, double width,
                                double height);
void     bw_typesetter_draw    (const BwParagraph *paragraph, double x, double y, cairo_t *cr);

GArray  *bw_slide_texts_new    (void);
void     bw_slide_texts_add    (GArray *texts, const char *text, double size, gboolean bold,
                                BwColor color, double space_before);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwTypesetter, bw_typesetter_clear)

G_END_DECLS
