/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "charts/bw-chart-style.h"
#include "export/bw-export-file.h"

G_BEGIN_DECLS

typedef enum {
  BW_THEME_LIGHT,
  BW_THEME_DARK,
  BW_THEME_COMPANY,
} BwThemeKind;

/**
 * BwSlideTheme:
 * @accent: as the company chose it, for rules and grounds; text takes bw_slide_theme_readable()
 *   of it. The blue of the charts in the plain themes.
 * @second: likewise; the dim colour of text in the plain themes
 * @font_family: interned
 * @logo: (nullable): contents of a PNG file, whatever the logo was given as
 *
 * How slides look, whatever stands on them.
 */
typedef struct {
  BwThemeKind  kind;
  gboolean     dark;
  BwColor      surface;
  BwColor      text;
  BwColor      dim;
  BwColor      accent;
  BwColor      second;
  const char  *font_family;
  GBytes      *logo;
  int          logo_width;  /* Pixels. */
  int          logo_height;
} BwSlideTheme;

/* Where the company's theme is kept: a key file and the logo beside it in the configuration folder,
 * so that both programs use the same one. */
BwSlideTheme *bw_slide_theme_new          (BwThemeKind kind, GError **error);
gboolean      bw_slide_theme_parse        (const char *word, BwThemeKind *kind);
BwSlideTheme *bw_slide_theme_copy         (const BwSlideTheme *theme);
gboolean      bw_slide_theme_save_company (const BwSlideTheme *theme, GError **error);
void          bw_slide_theme_style        (const BwSlideTheme *theme, BwChartStyle *style);
void          bw_slide_theme_set_dark     (BwSlideTheme *theme, gboolean dark);
BwColor       bw_slide_theme_readable     (const BwSlideTheme *theme, BwColor color);
BwColor       bw_slide_theme_hairline     (const BwSlideTheme *theme);
void          bw_slide_theme_free         (BwSlideTheme *theme);

double        bw_color_contrast           (BwColor a, BwColor b);
char         *bw_color_format             (BwColor color);
gboolean      bw_color_parse              (const char *text, BwColor *color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BwSlideTheme, bw_slide_theme_free)

G_END_DECLS
