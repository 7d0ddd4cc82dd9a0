/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart-style.h"

G_BEGIN_DECLS

typedef enum {
  BW_TEXT_TICK,
  BW_TEXT_LABEL,
  BW_TEXT_LARGE,
} BwTextSize;

/* What a label says. */
typedef struct {
  const char *text;
  const char *detail;    /* (nullable): a second line in dim text. */
  BwColorRole role;
  BwTextSize  size;
  gboolean    bold;
  gboolean    vertical;  /* Reads from bottom to top. */
  double      max_width; /* Over 0: cut with an ellipsis where longer. */
  double      sample;    /* Room kept before the text for a sample of what it names. */
} BwLabel;

/* A place that a label may take: its point (@across, @down) lies at (@x, @y); 0 is left and top
 * and 1 is right and bottom. */
typedef struct {
  double x;
  double y;
  double across;
  double down;
} BwLabelSpot;

typedef enum {
  BW_LABEL_RECORD_LABEL,
  BW_LABEL_RECORD_AREA, /* A rectangle that labels keep clear of. */
  BW_LABEL_RECORD_LINE, /* A line from (x, y) to (x + width, y + height), likewise. */
} BwLabelRecordKind;

/* What was drawn where, for tests. */
typedef struct {
  BwLabelRecordKind kind;
  cairo_rectangle_t area;
  char              text[48];
  gboolean          cut; /* The label was too long for its width. */
} BwLabelRecord;

/**
 * BwLabeller:
 *
 * Places the labels of one drawing so that none overlaps another, leaves the surface or lies on
 * a mark. A label with no free place is left out: an unlabelled mark can be pointed at, a label
 * under a line can not be read.
 */
typedef struct _BwLabeller BwLabeller;

BwLabeller *bw_labeller_new        (const BwChartStyle *style, cairo_t *cr, double width,
                                    double height);
void        bw_labeller_measure    (BwLabeller *labeller, const BwLabel *label, double *width,
                                    double *height);
double      bw_labeller_line_height(BwLabeller *labeller, BwTextSize size);
void        bw_labeller_block      (BwLabeller *labeller, double x, double y, double width,
                                    double height);
void        bw_labeller_block_line (BwLabeller *labeller, double x0, double y0, double x1,
                                    double y1, double thickness);
gboolean    bw_labeller_place      (BwLabeller *labeller, const BwLabel *label,
                                    const BwLabelSpot *spots, gsize n_spots,
                                    cairo_rectangle_t *where);
gboolean    bw_labeller_place_near (BwLabeller *labeller, const BwLabel *label, double x, double y,
                                    double distance, cairo_rectangle_t *where);
cairo_rectangle_t bw_label_sample_area (const BwChartStyle *style, const cairo_rectangle_t *where,
                                        double line, double size);
void        bw_labeller_free       (BwLabeller *labeller);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwLabeller, bw_labeller_free)

G_END_DECLS
