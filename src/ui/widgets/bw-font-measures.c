/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bw-font-measures.h"

static BwFontMeasures *
measure (PangoContext *context, const PangoFontDescription *font)
{
  BwFontMeasures *measures = g_new0 (BwFontMeasures, 1);
  PangoFontMetrics *metrics = pango_context_get_metrics (context, font, NULL);
  int ascent = pango_font_metrics_get_ascent (metrics);

  measures->ascent = PANGO_PIXELS (ascent);
  measures->height = PANGO_PIXELS_CEIL (ascent + pango_font_metrics_get_descent (metrics));
  measures->char_width =
    PANGO_PIXELS_CEIL (MAX (pango_font_metrics_get_approximate_char_width (metrics),
                            pango_font_metrics_get_approximate_digit_width (metrics)));
  pango_font_metrics_unref (metrics);
  return measures;
}

/**
 * bw_font_measures_get:
 * @scale: how large the text is beside the font of @widget; 1 for the font itself
 *
 * Lists have hundreds of lines of the same few fonts, each of which is measured once.
 *
 * Returns: (transfer none): the measures, until the resolution of the screen changes
 */
const BwFontMeasures *
bw_font_measures_get (GtkWidget *widget, double scale)
{
  static GHashTable *known;
  static double resolution;
  PangoContext *context = gtk_widget_get_pango_context (widget);
  PangoFontDescription *own = pango_context_get_font_description (context);
  g_autoptr (PangoFontDescription) scaled = NULL;
  BwFontMeasures *measures;

  if (known && resolution != pango_cairo_context_get_resolution (context))
    g_clear_pointer (&known, g_hash_table_unref);
  if (known == NULL)
    known = g_hash_table_new_full ((GHashFunc) pango_font_description_hash,
                                   (GEqualFunc) pango_font_description_equal,
                                   (GDestroyNotify) pango_font_description_free, g_free);
  resolution = pango_cairo_context_get_resolution (context);
  if (scale != 1)
    {
      int size = pango_font_description_get_size (own);

      scaled = pango_font_description_copy (own);
      if (pango_font_description_get_size_is_absolute (own))
        pango_font_description_set_absolute_size (scaled, size * scale);
      else
        pango_font_description_set_size (scaled, (int) (size * scale));
      own = scaled;
    }
  measures = g_hash_table_lookup (known, own);
  if (measures == NULL)
    {
      measures = measure (context, own);
      g_hash_table_insert (known, pango_font_description_copy (own), measures);
    }
  return measures;
}
