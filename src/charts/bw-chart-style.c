/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "charts/bw-chart-style.h"

#include <math.h>

/*
 * The hues are those of the libadwaita palette. The light set takes its dark shades and the dark
 * set its light ones, so that text in a colour of data has a contrast of at least 4.5 to 1 on the
 * surface; the high-contrast sets go further and have no greys that whisper.
 */

#define RGB(hex)                                                                               \
  { ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) & 0xff) / 255.0 }

typedef enum {
  SCHEME_LIGHT,
  SCHEME_DARK,
  SCHEME_LIGHT_CONTRAST,
  SCHEME_DARK_CONTRAST,
  N_SCHEMES
} Scheme;

static const BwColor colors[BW_N_COLORS][N_SCHEMES] = {
  [BW_COLOR_SURFACE] = { RGB (0xffffff), RGB (0x36363a), RGB (0xffffff), RGB (0x1e1e20) },
  [BW_COLOR_TEXT] = { RGB (0x2e2e33), RGB (0xffffff), RGB (0x000000), RGB (0xffffff) },
  [BW_COLOR_DIM] = { RGB (0x68676c), RGB (0xb8b8bc), RGB (0x2e2e33), RGB (0xe8e8ea) },
  [BW_COLOR_GRID] = { RGB (0xe4e4e6), RGB (0x4b4b50), RGB (0x9a9996), RGB (0x8a8a8e) },
  [BW_COLOR_AXIS] = { RGB (0xb6b6ba), RGB (0x77777c), RGB (0x3d3846), RGB (0xdeddda) },
  [BW_COLOR_BAR] = { RGB (0xececee), RGB (0x47474c), RGB (0xc8c8cc), RGB (0x5e5e64) },
  [BW_COLOR_GHOST] = { RGB (0x717176), RGB (0xacacb1), RGB (0x504e55), RGB (0xc8c8cc) },
  [BW_COLOR_CURVE] = { RGB (0x2e2e33), RGB (0xffffff), RGB (0x000000), RGB (0xffffff) },
  [BW_COLOR_AT_RISK] = { RGB (0xc64600), RGB (0xffa05a), RGB (0x8f2f00), RGB (0xffbe6f) },
  [BW_COLOR_ADVOCATES] = { RGB (0x1a6bcc), RGB (0x7db5f4), RGB (0x0b428c), RGB (0x99c1f1) },
  [BW_COLOR_SUCCESS] = { RGB (0x1a6bcc), RGB (0x7db5f4), RGB (0x0b428c), RGB (0x99c1f1) },
  [BW_COLOR_FIX_EXPECTATIONS] = { RGB (0xc64600), RGB (0xffa05a), RGB (0x8f2f00), RGB (0xffbe6f) },
  [BW_COLOR_FIX_COST] = { RGB (0x813d9c), RGB (0xd6a0e8), RGB (0x5a1f73), RGB (0xe3b8f0) },
  [BW_COLOR_REVIEW] = { RGB (0x68676c), RGB (0xb4b4b8), RGB (0x3d3846), RGB (0xdeddda) },
  [BW_COLOR_TIER] = { RGB (0x0f7b70), RGB (0x5bd5c6), RGB (0x00524a), RGB (0x8ae8dc) },
  [BW_COLOR_OVER] = { RGB (0xc64600), RGB (0xffa05a), RGB (0x8f2f00), RGB (0xffbe6f) },
  [BW_COLOR_ACTUAL] = { RGB (0x1a6bcc), RGB (0x7db5f4), RGB (0x0b428c), RGB (0x99c1f1) },
  [BW_COLOR_BEFORE] = { RGB (0xc64600), RGB (0xffa05a), RGB (0x8f2f00), RGB (0xffbe6f) },
  [BW_COLOR_PLAN] = { RGB (0x813d9c), RGB (0xd6a0e8), RGB (0x5a1f73), RGB (0xe3b8f0) },
  [BW_COLOR_PEERS] = { RGB (0x707075), RGB (0xb4b4b8), RGB (0x3d3846), RGB (0xdeddda) },
  [BW_COLOR_BAND] = { RGB (0xe9e9eb), RGB (0x4a4a4f), RGB (0xd4d4d8), RGB (0x56565c) },
  [BW_COLOR_GOOD] = { RGB (0x0f7b70), RGB (0x5bd5c6), RGB (0x00524a), RGB (0x8ae8dc) },
  [BW_COLOR_MIDDLING] = { RGB (0x1a6bcc), RGB (0x7db5f4), RGB (0x0b428c), RGB (0x99c1f1) },
  [BW_COLOR_BAD] = { RGB (0xc64600), RGB (0xffa05a), RGB (0x8f2f00), RGB (0xffbe6f) },
  [BW_COLOR_SELECTION] = { RGB (0x1a6bcc), RGB (0x99c1f1), RGB (0x000000), RGB (0xffffff) },
};

/**
 * bw_chart_style_init:
 * @style: (out caller-allocates): the style to fill
 *
 * Sets the style of a page in the light scheme, left to right, at one pixel a unit.
 */
void
bw_chart_style_init (BwChartStyle *style)
{
  *style = (BwChartStyle) {
    .detail = BW_CHART_PAGE,
    .font_family = "Adwaita Sans, Inter, Cantarell, sans-serif",
    .font_size = 13.3,
    .scale = 1,
  };
}

/**
 * bw_chart_style_color:
 * @style: a style
 * @role: what the colour stands for
 *
 * Returns: the colour, opaque
 */
BwColor
bw_chart_style_color (const BwChartStyle *style, BwColorRole role)
{
  Scheme scheme = (style->high_contrast ? SCHEME_LIGHT_CONTRAST : SCHEME_LIGHT)
                  + (style->dark ? 1 : 0);

  g_return_val_if_fail (role < BW_N_COLORS, colors[BW_COLOR_TEXT][scheme]);

  if (style->has_surface && role == BW_COLOR_SURFACE)
    return style->surface;
  if (style->has_accent && (role == BW_COLOR_ACTUAL || role == BW_COLOR_TIER))
    return style->accent;
  return colors[role][scheme];
}

/**
 * bw_chart_style_set_source:
 * @style: a style
 * @cr: where to draw
 * @role: what the colour stands for
 * @alpha: 0 to 1
 */
void
bw_chart_style_set_source (const BwChartStyle *style, cairo_t *cr, BwColorRole role, double alpha)
{
  BwColor color = bw_chart_style_color (style, role);

  cairo_set_source_rgba (cr, color.red, color.green, color.blue, alpha);
}

/**
 * bw_chart_style_line_width:
 * @style: a style
 *
 * Returns: the width of a line of data, in units of the surface; it grows with the text
 */
double
bw_chart_style_line_width (const BwChartStyle *style)
{
  double width = style->font_size * (style->detail == BW_CHART_SLIDE ? 0.19 : 0.15);

  return style->high_contrast ? width * 1.4 : width;
}

/**
 * bw_chart_style_hairline:
 * @style: a style
 *
 * Returns: the width of grid lines and outlines, in units of the surface: whole device pixels, at
 *   least one
 */
double
bw_chart_style_hairline (const BwChartStyle *style)
{
  double scale = MAX (style->scale, 0.1);
  double width = style->font_size * (style->high_contrast ? 0.115 : 0.075);

  return MAX (round (width * scale), 1) / scale;
}
