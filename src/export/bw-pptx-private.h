/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-deck-export.h"
#include "export/bw-package.h"
#include "export/bw-slide-layout.h"

G_BEGIN_DECLS

#define BW_PPTX_NAMESPACES                                                          \
  " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""              \
  " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"" \
  " xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""

#define BW_PPTX_TYPE "application/vnd.openxmlformats-officedocument.presentationml."
#define BW_PPTX_RELATIONSHIP "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

#define BW_PPTX_MASTER "/ppt/slideMasters/slideMaster1.xml"
#define BW_PPTX_NOTES_MASTER "/ppt/notesMasters/notesMaster1.xml"

/* The layout of all slides, and one for slides that a person adds. */
#define BW_PPTX_LAYOUT "/ppt/slideLayouts/slideLayout1.xml"
#define BW_PPTX_BODY_LAYOUT "/ppt/slideLayouts/slideLayout2.xml"

/* A place in the units of the format, of which a point has so many. */
#define BW_PPTX_UNITS 12700

/* Of text that says no size of its own, in hundredths of a point. */
#define BW_PPTX_TEXT_SIZE 1800

/* Notes are a sheet of paper, upright: 7.5 by 10 inches. */
#define BW_PPTX_NOTES_WIDTH 540
#define BW_PPTX_NOTES_HEIGHT 720

/* One slide with all that is needed to write it. */
typedef struct {
  const BwSlide *slide;
  BwSlideLayout *layout;
  BwZipData     *svg; /* (nullable): its chart, as is the next; until they are in the package. */
  BwZipData     *png;
} BwPptxSlide;

/* A presentation in the making. */
typedef struct {
  const BwDeck       *deck;
  const BwSlideTheme *theme;
  const BwDeckWatch  *watch;    /* (nullable) */
  const char         *language; /* Of the runs of text. */
  char               *font;     /* Of titles and text alike. */
  gboolean            rtl;
  double              width;    /* Points. */
  double              height;
  GArray             *slides;   /* (element-type BwPptxSlide) */
  BwPackage          *package;
  guint               n_media;
  guint               n_drawn;  /* Slides whose charts are. */
  char               *logo;     /* (nullable): its part, once it is there. */
} BwPptx;

/* Media. */
gboolean bw_pptx_draw_charts   (BwPptx *pptx, GError **error);
char  *bw_pptx_add_media       (BwPptx *pptx, const char *ending, BwZipData *contents);

/* Pieces of markup. */
gint64 bw_pptx_units           (double points);
void   bw_pptx_append_color    (GString *xml, const BwSlideTheme *theme, BwColor color);
void   bw_pptx_append_place    (GString *xml, const char *element, const cairo_rectangle_t *area);
void   bw_pptx_append_tree     (GString *xml);
void   bw_pptx_append_text     (GString *xml, const BwPptx *pptx, const BwSlideBox *box,
                                guint number);
void   bw_pptx_append_level    (GString *xml, const BwPptx *pptx, int level, int size, gboolean bold,
                                gboolean with_bullet, const char *font);
void   bw_pptx_append_notes    (GString *xml, const BwPptx *pptx, const char *notes);

/* Parts. */
char  *bw_pptx_add_slide       (BwPptx *pptx, guint number);
void   bw_pptx_add_masters     (BwPptx *pptx);
void   bw_pptx_add_theme       (BwPptx *pptx, const char *part);

G_END_DECLS
