/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * BwFontMeasures:
 *
 * What a line of text takes up, whatever it says, in pixels.
 */
typedef struct {
  int height;
  int ascent;     /* From its top to the base of the letters. */
  int char_width; /* Of a letter or a digit, about. */
} BwFontMeasures;

const BwFontMeasures *bw_font_measures_get (GtkWidget *widget, double scale);

G_END_DECLS
