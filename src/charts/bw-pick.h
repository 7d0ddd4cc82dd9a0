/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* What was hit. The meaning of the index is in parentheses. */
typedef enum {
  BW_PICK_NONE,
  BW_PICK_BIN,       /* Of the histogram (bin). */
  BW_PICK_AT_RISK,   /* Area A. */
  BW_PICK_ADVOCATES, /* Area B. */
  BW_PICK_QUADRANT,  /* BwQuadrant: its corner label, or its ground. */
  BW_PICK_ACCOUNT,   /* (index into the input arrays). */
  BW_PICK_TIER,      /* BwTier: its area or its bar. */
  BW_PICK_POINT,     /* Of a series (point). */
  BW_PICK_PEERS,     /* (peer point). */
  BW_PICK_EVENT,     /* Milestone or moment of truth (event). */
  BW_PICK_GO_LIVE,
  BW_PICK_BEFORE,
  BW_PICK_PLAN,
  BW_PICK_SELLER,    /* BwSeller: a part of the roles matrix. */
  BW_PICK_STEP,      /* Of a waterfall (row: 0 the first value, then the bars). */
  BW_PICK_PART,      /* Of a bar (row times the parts of a row, plus the part). */
} BwPickKind;

/**
 * BwChartPick:
 *
 * A thing on a chart: what it is, where it is, and what it says to the tooltip and to the screen
 * reader. Clear it with bw_chart_pick_clear(); a zeroed one is empty.
 */
typedef struct {
  BwPickKind        kind;
  gsize             index;
  cairo_rectangle_t area; /* In the chart's units. */
  char             *text; /* (transfer full) */
} BwChartPick;

void     bw_chart_pick_clear (BwChartPick *pick);
gboolean bw_pick_contains    (const cairo_rectangle_t *area, double x, double y);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (BwChartPick, bw_chart_pick_clear)

G_END_DECLS
