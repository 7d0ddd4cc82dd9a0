/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/* How much a chart says: a card says the finding, a page all, a slide little but large. */
typedef enum {
  BW_CHART_COMPACT,
  BW_CHART_PAGE,
  BW_CHART_SLIDE,
} BwChartDetail;

/* What a colour stands for. Every role has a light, a dark and two high-contrast colours. */
typedef enum {
  BW_COLOR_SURFACE,  /* What lies behind the chart: the card, the page, the paper. */
  BW_COLOR_TEXT,
  BW_COLOR_DIM,      /* Axis words, labels of second rank. */
  BW_COLOR_GRID,
  BW_COLOR_AXIS,     /* Base lines and the cross of the quadrants. */
  BW_COLOR_BAR,      /* Histogram bars, and the empty part of a bar. */
  BW_COLOR_GHOST,    /* An earlier date behind today. */
  BW_COLOR_CURVE,    /* Today. */
  BW_COLOR_AT_RISK,
  BW_COLOR_ADVOCATES,
  BW_COLOR_SUCCESS,  /* The four quadrants, in the order of BwQuadrant. */
  BW_COLOR_FIX_EXPECTATIONS,
  BW_COLOR_FIX_COST,
  BW_COLOR_REVIEW,
  BW_COLOR_TIER,     /* Tiers share a hue; they differ in strength. */
  BW_COLOR_OVER,     /* More than there is capacity for. */
  BW_COLOR_ACTUAL,
  BW_COLOR_BEFORE,
  BW_COLOR_PLAN,
  BW_COLOR_PEERS,
  BW_COLOR_BAND,
  BW_COLOR_GOOD,     /* Bands of a scorecard: good, middling, bad. */
  BW_COLOR_MIDDLING,
  BW_COLOR_BAD,
  BW_COLOR_SELECTION,
  BW_N_COLORS
} BwColorRole;

typedef struct {
  double red;
  double green;
  double blue;
} BwColor;

/**
 * BwChartStyle:
 * @has_surface: whether @surface lies behind the chart and not the colour of the scheme
 * @has_accent: whether what is measured and the tiers are drawn in @accent
 *
 * How a chart looks, whatever it shows. The struct is plain: copy it as it is. The strings are
 * borrowed and outlive the drawing (interned, as a rule).
 */
typedef struct {
  BwChartDetail  detail;
  gboolean       dark;
  gboolean       high_contrast;
  gboolean       rtl;         /* Mirrors the horizontal axis. */
  const char    *font_family;
  double         font_size;   /* Body text, in units of the surface (CSS pixels or points). */
  double         scale;       /* Device pixels a unit, for what is drawn as pixels. */
  const char    *currency;    /* ISO 4217, or NULL. */
  gboolean       has_surface;
  BwColor        surface;
  gboolean       has_accent;
  BwColor        accent;      /* Text in it can be read on @surface. */
  GArray        *log;         /* (nullable) (element-type BwLabelRecord): everything that labels
                               * must keep clear of each other is noted here, for tests. */
} BwChartStyle;

void    bw_chart_style_init       (BwChartStyle *style);
BwColor bw_chart_style_color      (const BwChartStyle *style, BwColorRole role);
void    bw_chart_style_set_source (const BwChartStyle *style, cairo_t *cr, BwColorRole role,
                                   double alpha);
double  bw_chart_style_line_width (const BwChartStyle *style);
double  bw_chart_style_hairline   (const BwChartStyle *style);

G_END_DECLS
