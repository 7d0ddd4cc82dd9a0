/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/bw-export-file.h"
#include "export/bw-paper.h"

G_BEGIN_DECLS

typedef enum {
  BW_EXPORT_PDF,
  BW_EXPORT_PNG,
  BW_EXPORT_SVG,
} BwExportFormat;

gboolean         bw_export_format_from_path (const char *path, BwExportFormat *format,
                                             GError **error);
gboolean         bw_export_size_parse       (const char *text, double *width, double *height);
void             bw_export_style_for_page   (BwChartStyle *style, const BwPaper *page, double width,
                                             double height);
GBytes          *bw_export_page_render      (const BwPaper *page, const BwChartStyle *style,
                                             BwExportFormat format, double width, double height,
                                             GError **error);
cairo_surface_t *bw_export_page_image       (const BwPaper *page, const BwChartStyle *style,
                                             double width, double height);
gboolean         bw_export_page             (const BwPaper *page, const BwChartStyle *style,
                                             double width, double height, const char *path,
                                             GError **error);

G_END_DECLS
