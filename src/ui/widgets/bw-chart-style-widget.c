/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-chart-style-widget.h"

#include <adwaita.h>

static double
surface_scale (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;

  return surface ? gdk_surface_get_scale (surface) : 1;
}

/**
 * bw_chart_style_from_widget:
 * @style: (out caller-allocates): filled in with how @widget is to draw a chart
 *
 * Light or dark, contrast, font, direction and scale as the toolkit has them for @widget. The
 * strings of @style are interned.
 */
void
bw_chart_style_from_widget (BwChartStyle *style, GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;

  bw_chart_style_init (style);
  style->dark = adw_style_manager_get_dark (manager);
  style->high_contrast = adw_style_manager_get_high_contrast (manager);
  style->rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  style->font_family = g_intern_string (pango_font_description_get_family (font));
  if (!pango_font_description_get_size_is_absolute (font))
    size *= pango_cairo_context_get_resolution (context) / 72;
  if (size > 0)
    style->font_size = size;
  style->scale = surface_scale (widget);
}
