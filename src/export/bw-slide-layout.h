/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-slide-chart.h"
#include "export/bw-slide-theme.h"
#include "figures/bw-deck.h"

G_BEGIN_DECLS

typedef enum {
  BW_SLIDE_WIDE,   /* 16:9, 960 x 540 points */
  BW_SLIDE_CLASSIC,/* 4:3, 720 x 540 */
  BW_SLIDE_A4,     /* on its side, 842 x 595 */
  BW_SLIDE_LETTER, /* on its side, 792 x 612 */
} BwSlideSize;

typedef enum {
  BW_BOX_TEXT,
  BW_BOX_CHART,
  BW_BOX_PICTURE, /* The slide's, or with @logo the theme's. */
  BW_BOX_RULE,    /* A filled rectangle. */
} BwBoxKind;

/* What a text is, for the tags of PDF and the placeholders of slides. */
typedef enum {
  BW_TEXT_ROLE_TITLE,
  BW_TEXT_ROLE_KICKER,
  BW_TEXT_ROLE_HEADING,
  BW_TEXT_ROLE_BODY,
  BW_TEXT_ROLE_FOOTER,
  BW_TEXT_ROLE_NUMBER,
  BW_TEXT_ROLE_LIST,    /* Every paragraph an entry, but for those that detail the one before. */
} BwTextRole;

typedef enum {
  BW_ALIGN_START,
  BW_ALIGN_CENTER,
  BW_ALIGN_END,
} BwTextAlign;

/* A paragraph, or with @continues the rest of the one before in another look. With @is_detail it
 * belongs to the entry before. Text reads in its own direction and stands at the side that the
 * slide begins on. */
typedef struct {
  char    *text;
  double   size;      /* Points. */
  gboolean bold;
  BwColor  color;
  double   space_before; /* Points. */
  gboolean continues;
  gboolean is_detail;
} BwSlideText;

typedef struct {
  BwBoxKind         kind;
  cairo_rectangle_t area;
  BwTextRole        role;
  BwTextAlign       align;
  double            down;   /* Where in its area the text stands: 0 top, 0.5 middle, 1 bottom. */
  GArray           *texts;  /* (element-type BwSlideText) of a text */
  BwColor           color;  /* of a rule */
  gboolean          logo;
} BwSlideBox;

/**
 * BwSlideLayout:
 * @boxes: (element-type BwSlideBox): in the order of reading
 * @alternative: (nullable): the chart or the picture in words, for who cannot see it
 * @currency: (nullable): of the amounts in the chart; interned
 *
 * Where everything on a slide stands, in points. All texts fit their areas: they were set smaller,
 * and at last cut with an ellipsis, until they did. What draws on the screen and on paper and what
 * writes slides that can be edited use the same layout. In right-to-left text it is mirrored.
 */
typedef struct {
  double      width;
  double      height;
  gboolean    rtl;
  BwColor     surface;
  GPtrArray  *boxes;
  char       *alternative;
  const char *currency;
} BwSlideLayout;

void           bw_slide_size_get      (BwSlideSize size, double *width, double *height);
gboolean       bw_slide_size_parse    (const char *word, BwSlideSize *size);
BwSlideLayout *bw_slide_layout_new    (const BwDeck *deck, const BwSlide *slide, guint number,
                                       const BwSlideTheme *theme, BwSlideSize size);
const BwSlideBox *bw_slide_layout_find (const BwSlideLayout *layout, BwBoxKind kind);
void           bw_slide_layout_free   (BwSlideLayout *layout);

/* The style of the chart that stands in a box of the layout: its size of text goes with the box. */
void           bw_slide_layout_style  (const BwSlideLayout *layout, const BwSlideBox *box,
                                       const BwSlideTheme *theme, BwChartStyle *style);

/* Draws all of it but, where it is drawn live elsewhere, the chart. */
void           bw_slide_layout_draw   (const BwSlideLayout *layout, const BwSlide *slide,
                                       const BwSlideTheme *theme, gboolean with_chart, cairo_t *cr);

/* Whether a paragraph reads from right to left: by most of its letters, for a sentence may begin with
 * a name in another script; without a letter as the slide does. */
gboolean       bw_text_is_rtl         (const char *text, gboolean otherwise);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSlideLayout, bw_slide_layout_free)

G_END_DECLS
